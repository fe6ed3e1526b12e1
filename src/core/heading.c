/* SPDX-License-Identifier: MPL-2.0 */
#include "core/heading.h"

/* The first column that is headed by one of the words, from `column` on. */
static size_t next_column(const tolv_cell *row, size_t width, const char *words, size_t column) {
    for (; column < width; column++)
        if (row[column].kind == TOLV_TEXT && tolv_text_is_one_of(row[column].text, words))
            return column;
    return TOLV_NO_COLUMN;
}

static tolv_error find(const tolv_cell *row, size_t width, const tolv_heading *heading,
                       size_t *found, size_t *again) {
    const char *words = heading->words;
    *found = next_column(row, width, words, 0);
    if (*found == TOLV_NO_COLUMN && heading->further) {
        words = heading->further;
        *found = next_column(row, width, words, 0);
    }
    if (*found == TOLV_NO_COLUMN)
        return heading->optional ? TOLV_OK : TOLV_HEADING_MISSING;
    *again = next_column(row, width, words, *found + 1);
    return *again == TOLV_NO_COLUMN ? TOLV_OK : TOLV_HEADING_TWICE;
}

tolv_error tolv_headings_find(const tolv_cell *row, size_t width, const tolv_heading *headings,
                              size_t count, size_t *columns, tolv_heading_fault *fault) {
    for (size_t i = 0; i < count; i++) {
        tolv_error error = find(row, width, &headings[i], &columns[i], &fault->column);
        if (error) {
            fault->heading = i;
            return error;
        }
    }
    return TOLV_OK;
}
