/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/accounts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { DIGITS_MAX = 15 };

#define ACCOUNT_MAX 999999999999999.0

/* An argument, or with row and column above 0 a cell of it. */
typedef struct place {
    tolv_call *call;
    int argument;
    size_t row, column;
} place;

static place place_of(tolv_call *call, int argument, const tolv_range *range, size_t i) {
    return (place){call, argument, i / range->columns + 1, i % range->columns + 1};
}

static tolv_error refuse(const place *at, tolv_error error, const tolv_item *items, size_t count) {
    return tolv_fail_items(at->call, error, at->argument, at->row, at->column, items, count);
}

/* What was typed, as text. */
static tolv_error text_of(const place *at, const tolv_cell *cell, tolv_text *text) {
    *text = cell->kind == TOLV_TEXT ? tolv_text_trimmed(cell->text) : tolv_text_of("");
    if (cell->kind != TOLV_NUMBER)
        return TOLV_OK;
    if (!(cell->number >= 1 && cell->number <= ACCOUNT_MAX))
        return refuse(
            at, TOLV_OUTSIDE,
            TOLV_ITEMS(TOLV_DECIMAL(cell->number), TOLV_PLAIN(1), TOLV_PLAIN(ACCOUNT_MAX)));
    if (cell->number != floor(cell->number))
        return refuse(at, TOLV_NOT_WHOLE, TOLV_ITEMS(TOLV_DECIMAL(cell->number)));
    char *digits = tolv_arena_take(&at->call->arena, DIGITS_MAX + 1, 1);
    if (!digits)
        return tolv_fail(at->call, TOLV_OUT_OF_MEMORY, -1);
    snprintf(digits, DIGITS_MAX + 1, "%" PRId64, (int64_t)cell->number);
    *text = tolv_text_of(digits);
    return TOLV_OK;
}

/* A cell may be blank, or hold nothing but spaces; an argument may not. */
static tolv_error account_of(const place *at, const tolv_cell *cell, tolv_text *account) {
    tolv_error error = text_of(at, cell, account);
    bool may_be_empty = at->row > 0;
    if (error || (may_be_empty && account->length == 0) || tolv_is_account(*account))
        return error;
    return refuse(at, TOLV_TEXT_FOR_NUMBER, TOLV_ITEMS(TOLV_TEXT_ITEM(*account)));
}

tolv_error tolv_account_of(tolv_call *call, int argument, const tolv_value *code,
                           tolv_text *account) {
    const place at = {call, argument, 0, 0};
    tolv_cell cell = tolv_cell_of(code);
    return account_of(&at, &cell, account);
}

tolv_error tolv_account_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                           tolv_text *account) {
    const place at = place_of(call, argument, range, i);
    tolv_cell cell = tolv_range_cell(range, i);
    return account_of(&at, &cell, account);
}

tolv_error tolv_account_pattern_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                                   tolv_pattern *pattern) {
    const place at = place_of(call, argument, range, i);
    tolv_cell cell = tolv_range_cell(range, i);
    tolv_text text, bad;
    tolv_error error = text_of(&at, &cell, &text);
    if (error)
        return error;
    error = tolv_pattern_read(&call->arena, text, TOLV_PATTERN_ACCOUNTS, pattern, &bad);
    if (error == TOLV_BAD_PATTERN)
        return refuse(&at, error, TOLV_ITEMS(TOLV_TEXT_ITEM(bad)));
    return error ? tolv_fail(call, error, -1) : TOLV_OK;
}
