/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/accounts.h"

#include <math.h>
#include <stdio.h>

enum { DIGITS_MAX = 15 };

#define ACCOUNT_MAX 999999999999999.0

/* The cell as text: an account is often typed as a number. */
static tolv_error text_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                          tolv_text *text) {
    tolv_cell cell = tolv_range_cell(range, i);
    *text = cell.kind == TOLV_TEXT ? tolv_text_trimmed(cell.text) : tolv_text_of("");
    if (cell.kind != TOLV_NUMBER)
        return TOLV_OK;
    if (!(cell.number >= 1 && cell.number <= ACCOUNT_MAX))
        return tolv_fail_at(call, TOLV_OUTSIDE, argument, range, i, TOLV_DECIMAL(cell.number),
                            TOLV_PLAIN(1), TOLV_PLAIN(ACCOUNT_MAX));
    if (cell.number != floor(cell.number))
        return tolv_fail_at(call, TOLV_NOT_WHOLE, argument, range, i, TOLV_DECIMAL(cell.number));
    char *digits = tolv_arena_take(&call->arena, DIGITS_MAX + 1, 1);
    if (!digits)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    snprintf(digits, DIGITS_MAX + 1, "%.0f", cell.number);
    *text = tolv_text_of(digits);
    return TOLV_OK;
}

tolv_error tolv_account_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                           tolv_text *account) {
    tolv_error error = text_at(call, argument, range, i, account);
    if (error || account->length == 0 || tolv_is_account(*account))
        return error;
    return tolv_fail_at(call, TOLV_TEXT_FOR_NUMBER, argument, range, i, TOLV_TEXT_ITEM(*account));
}

tolv_error tolv_account_pattern_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                                   tolv_account_pattern *pattern) {
    tolv_text text, bad;
    tolv_error error = text_at(call, argument, range, i, &text);
    if (error)
        return error;
    error = tolv_account_pattern_read(&call->arena, text, pattern, &bad);
    if (error == TOLV_BAD_PATTERN)
        return tolv_fail_at(call, error, argument, range, i, TOLV_TEXT_ITEM(bad));
    return error ? tolv_fail(call, error, -1) : TOLV_OK;
}
