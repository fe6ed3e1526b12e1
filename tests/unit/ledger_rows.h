/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_LEDGER_ROWS_H
#define TOLV_TESTS_LEDGER_ROWS_H

#include <stdio.h>

#include "ledger/sheet.h"

/* A ledger as the table it becomes, a line for each row: "2026-01|5010|110|1050|outcome", in öre,
 * without names. */
static inline void print_rows(const tolv_ledger *ledger, int dimension, char *text, size_t room) {
    tolv_arena arena;
    tolv_flat_rows flat;
    tolv_ledger_sheet sheet;
    size_t to = 0;
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_ledger_flatten(ledger, dimension, &flat), TOLV_OK);
    assert_int_equal(tolv_ledger_sheet_make(&sheet, &arena, ledger, &flat), TOLV_OK);
    for (size_t i = 0; i < sheet.count; i++) {
        int period = sheet.rows[i].period;
        to += (size_t)snprintf(text + to, room - to, "%d-%02d", period / 100, period % 100);
        for (size_t column = 1; column < sheet.width; column++) {
            if (sheet.is_name[column])
                continue;
            tolv_text cell = tolv_ledger_sheet_text(&sheet, i, column, TOLV_ENGLISH);
            if (sheet.fields[column] == TOLV_FIELD_AMOUNT)
                to += (size_t)snprintf(text + to, room - to, "|%lld",
                                       (long long)sheet.rows[i].amount);
            else
                to += (size_t)snprintf(text + to, room - to, "|%.*s", (int)cell.length, cell.bytes);
        }
        to += (size_t)snprintf(text + to, room - to, "\n");
    }
    tolv_flat_rows_close(&flat, ledger->arena.memory);
    tolv_arena_close(&arena);
}

#endif
