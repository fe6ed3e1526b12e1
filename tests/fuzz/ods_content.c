/* SPDX-License-Identifier: MPL-2.0 */
/* Any bytes as the contents of a workbook, cut into pieces whose size the first byte tells: cells
 * that are what the interface promises, or one refusal. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ods/content.h"
#include "target.h"

typedef struct counts {
    size_t failures, cells;
} counts;

static void hear(void *context, const tolv_notice *notice) {
    ((counts *)context)->failures += notice->severity == TOLV_FAILURE;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    ((counts *)context)->cells++;
    require(isfinite(cell->number));
    require(cell->rows > 0 && cell->columns > 0);
    require(cell->kind == TOLV_CELL_BLANK || (cell->row + cell->rows <= TOLV_SHEET_ROWS &&
                                              cell->column + cell->columns <= TOLV_SHEET_COLUMNS));
    require(cell->text.length <= 256 && !memchr(cell->text.bytes, 0, cell->text.length));
    require(cell->formula.length <= 256);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const tolv_document_limits limits = {.depth = 32, .text = 256, .runs = 1000};
    static const tolv_sheet_handler handler = {.cell = take_cell, .blanks = true};
    counts seen = {0, 0};
    tolv_document document = {.path = "fuzz", .limits = &limits, .listener = {hear, &seen}};
    if (size == 0)
        return 0;
    size_t step = data[0] + 1u;
    tolv_content *content = tolv_content_open(&document, &handler, &seen);
    bool whole = content != NULL;
    for (size_t at = 1; whole && at < size; at += step)
        whole = tolv_content_feed(content, (const char *)data + at,
                                  size - at < step ? size - at : step);
    whole = content && tolv_content_close(content, whole);
    require(seen.failures == !whole);
    require(seen.cells <= limits.runs);
    return 0;
}
