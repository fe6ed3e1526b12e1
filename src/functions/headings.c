/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/headings.h"

static tolv_error find_heading(tolv_call *call, int argument, const tolv_range *table,
                               const tolv_heading *heading, size_t *found) {
    *found = TOLV_NO_COLUMN;
    for (size_t column = 0; column < table->columns; column++) {
        tolv_cell cell = tolv_range_cell(table, column);
        if (cell.kind != TOLV_TEXT || !tolv_text_is_one_of(cell.text, heading->words))
            continue;
        if (*found != TOLV_NO_COLUMN)
            return tolv_fail_at(call, TOLV_HEADING_TWICE, argument, table, column,
                                TOLV_TEXT_ITEM(cell.text), TOLV_PLAIN(*found + 1));
        *found = column;
    }
    if (*found == TOLV_NO_COLUMN && !heading->optional)
        return tolv_fail_with(call, TOLV_HEADING_MISSING, argument, TOLV_WORD(heading->words));
    return TOLV_OK;
}

tolv_error tolv_find_headings(tolv_call *call, int argument, const tolv_range *table,
                              const tolv_heading *headings, size_t count, size_t *columns) {
    tolv_error error = TOLV_OK;
    for (size_t i = 0; !error && i < count; i++)
        error = find_heading(call, argument, table, &headings[i], &columns[i]);
    return error;
}
