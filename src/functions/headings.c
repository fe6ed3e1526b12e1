/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/headings.h"

tolv_error tolv_find_headings(tolv_call *call, int argument, const tolv_range *table,
                              const tolv_heading *headings, size_t count, size_t *columns) {
    tolv_heading_fault fault;
    tolv_error error =
        tolv_headings_find(table->cells, table->columns, headings, count, columns, &fault);
    if (error == TOLV_HEADING_TWICE)
        return tolv_fail_at(call, error, argument, table, fault.column,
                            TOLV_TEXT_ITEM(table->cells[fault.column].text),
                            TOLV_PLAIN(columns[fault.heading] + 1));
    if (error)
        return tolv_fail_with(call, error, argument, TOLV_WORD(headings[fault.heading].words));
    return TOLV_OK;
}
