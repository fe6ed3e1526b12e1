/* SPDX-License-Identifier: MPL-2.0 */
/* Reads a workbook, once, in one of two ways, and prints the seconds and what was met: the other
 * side of tests/bench/ods.py.
 *
 *   ods read FILE   every cell, typed, as src/ods does
 *   ods sax FILE    content.xml inflated and parsed by libxml2, with handlers that do nothing */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "empty_handlers.h"
#include "ods/workbook.h"

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

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

int main(int argc, char **argv) {
    tally found = {0, 0, 0};
    if (argc != 3) {
        fprintf(stderr, "usage: ods read|sax FILE\n");
        return 2;
    }
    double begin = now();
    int status = strcmp(argv[1], "sax") != 0          ? read_cells(argv[2], &found)
                 : parse_with_empty_handlers(argv[2]) ? 3
                                                      : 0;
    printf("%.6f %zu %zu %.17g\n", now() - begin, found.numbers, found.texts, found.sum);
    return status;
}
