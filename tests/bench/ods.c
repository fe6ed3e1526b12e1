/* SPDX-License-Identifier: MPL-2.0 */
/* Reads a workbook, once, in one of two ways, and prints the seconds and what was met: the other
 * side of tests/bench/ods.py.
 *
 *   ods read FILE   every cell, typed, as src/ods does
 *   ods sax FILE    content.xml inflated and parsed by libxml2, with handlers that do nothing */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

#include "ods/workbook.h"

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ---- Tolv ---- */

typedef struct tally {
    size_t numbers, texts;
    double sum;
} tally;

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    tally *to = context;
    if (cell->kind == TOLV_CELL_TEXT)
        to->texts += cell->text.length;
    else {
        to->numbers++;
        to->sum += cell->number;
    }
    return true;
}

static int read_cells(const char *path, tally *to) {
    static const tolv_sheet_handler handler = {.cell = take_cell};
    tolv_document document = {.path = path};
    return tolv_read_workbook(&document, &handler, to) ? 0 : 3;
}

/* ---- libxml2 ---- */

static void start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                  int declared_count, const xmlChar **declared, int given_count, int defaulted,
                  const xmlChar **given) {
    (void)context, (void)local, (void)prefix, (void)uri, (void)declared_count, (void)declared;
    (void)given_count, (void)defaulted, (void)given;
}

static void end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)context, (void)local, (void)prefix, (void)uri;
}

static void characters(void *context, const xmlChar *text, int length) {
    (void)context, (void)text, (void)length;
}

static int parse(const char *path) {
    static char piece[1 << 16];
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = start,
                         .endElementNs = end,
                         .characters = characters};
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    zip_file_t *file = zip ? zip_fopen(zip, "content.xml", 0) : NULL;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
    zip_int64_t length = 0;
    int error = !file || !parser;
    while (!error && (length = zip_fread(file, piece, sizeof piece)) > 0)
        error = xmlParseChunk(parser, piece, (int)length, 0);
    error = error || length < 0 || xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
    if (file)
        zip_fclose(file);
    if (zip)
        zip_discard(zip);
    return error ? 3 : 0;
}

int main(int argc, char **argv) {
    tally found = {0, 0, 0};
    if (argc != 3) {
        fprintf(stderr, "usage: ods read|sax FILE\n");
        return 2;
    }
    double begin = now();
    int status = strcmp(argv[1], "sax") == 0 ? parse(argv[2]) : read_cells(argv[2], &found);
    printf("%.6f %zu %zu %.17g\n", now() - begin, found.numbers, found.texts, found.sum);
    return status;
}
