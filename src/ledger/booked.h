/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_BOOKED_H
#define TOLV_LEDGER_BOOKED_H

#include "ledger/planes.h"
#include "ledger/selection.h"

/* What one figure is asked by. */
typedef struct tolv_question {
    tolv_amount_type type;
    const tolv_filter *filters; /* the account pattern among them */
    size_t filter_count;
    tolv_text unit; /* a code; "" or "*": all, also what has no unit */
    int from, to;   /* months: YYYYMM, or 1 to 12 of the ledger's year; from ≤ to */
} tolv_question;

/* What planes are made from, of the ledger's columns, when the first is. */
typedef struct tolv_by_account {
    uint32_t *first, *row;   /* the rows of each account: its first place in `row`, and one more */
    const uint32_t *unit_of; /* by combination; after the last unit: none */
} tolv_by_account;

/* One figure, to the öre. Changes the books' planes, and what they are
 * made from, and nothing else. TOLV_NOT_FOUND: the unit, or
 * a filter's field, is not in the ledger; TOLV_NO_FIELD, TOLV_BAD_PATTERN, TOLV_OUT_OF_MEMORY. */
tolv_error tolv_booked(tolv_books *books, const tolv_question *question, tolv_ore *figure,
                       tolv_filter_fault *fault);

/* The line of a unit in a plane; that of all is after the last. TOLV_NOT_FOUND. */
tolv_error tolv_books_unit(const tolv_books *books, tolv_text code, size_t *line);

/* The months of a span: the index of the first, and that after the last. */
void tolv_books_span(const tolv_books *books, int from, int to, size_t *first, size_t *end);

void tolv_by_account_close(tolv_by_account *rows, const tolv_memory *memory);

#endif
