/* SPDX-License-Identifier: MPL-2.0 */
/* Values, then after a zero byte any bytes as a flat workbook, filled with them: one refusal and no
 * file, or a workbook that can be read and holds as much as before, but for what was written. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory_file.h"
#include "ods/fill.h"
#include "ods/workbook.h"

static void hear(void *context, const tolv_notice *notice) {
    *(size_t *)context += notice->severity == TOLV_FAILURE;
}

/* Sheets, formulas, and cells without one: what filling neither adds nor takes away, or adds. */
typedef struct counts {
    size_t sheets, formulas;
} counts;

static bool count_sheet(void *context, tolv_text name) {
    (void)name;
    ((counts *)context)->sheets++;
    return true;
}

static bool count_cell(void *context, const tolv_sheet_cell *cell) {
    ((counts *)context)->formulas += cell->formula.length > 0 ? cell->rows * cell->columns : 0;
    return true;
}

static bool count(const tolv_document *document, counts *to) {
    static const tolv_sheet_handler handler = {.sheet = count_sheet, .cell = count_cell};
    *to = (counts){0, 0};
    return tolv_read_workbook(document, &handler, to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const tolv_document_limits limits = {
        .part = 1 << 20, .depth = 32, .text = 256, .runs = 1000};
    char given_path[MEMORY_PATH_ROOM], book_path[MEMORY_PATH_ROOM], filled_path[MEMORY_PATH_ROOM];
    const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
    if (!zero)
        return 0;
    size_t given_size = (size_t)(zero - data), failures = 0;
    int given = memory_file(data, given_size, given_path);
    int book = memory_file(zero + 1, size - given_size - 1, book_path);
    snprintf(filled_path, sizeof filled_path, "/dev/shm/tolv-fuzz-%ld.fods", (long)getpid());
    tolv_document values = {.path = given_path, .limits = &limits, .listener = {hear, &failures}};
    tolv_document workbook = values, filled = values;
    workbook.path = book_path;
    filled.path = filled_path;
    tolv_fill_options options = {.table = size % 2 ? "T" : NULL, .force = size % 4 > 1};
    bool done = tolv_fill(&workbook, &values, &options, filled_path, NULL);
    require(failures == !done);
    require((access(filled_path, F_OK) == 0) == done);
    if (done) {
        counts before, after;
        require(count(&workbook, &before) && count(&filled, &after));
        require(before.sheets == after.sheets && after.formulas <= before.formulas);
        unlink(filled_path);
    }
    close(given);
    close(book);
    return 0;
}
