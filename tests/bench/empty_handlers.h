/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_BENCH_EMPTY_HANDLERS_H
#define TOLV_BENCH_EMPTY_HANDLERS_H

#include <libxml/parser.h>
#include <zip.h>

/* The floor of what reading a workbook costs: content.xml inflated and parsed by libxml2, with
 * handlers that do nothing. */

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

/* 0 when all of it was parsed. */
static int parse_with_empty_handlers(const char *path) {
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
    return error;
}

#endif
