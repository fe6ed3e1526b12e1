/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_BOOKED_H
#define TOLV_LEDGER_BOOKED_H

#include "ledger/selection.h"

/* What one figure is asked by. */
typedef struct tolv_question {
    tolv_amount_type type;
    const tolv_filter *filters; /* the account pattern among them */
    size_t filter_count;
    tolv_text unit; /* a code; "" or "*": all, also what has no unit */
    int from, to;   /* months: YYYYMM, or 1 to 12 of the ledger's year; from ≤ to */
} tolv_question;

/* The figures of one selection, by unit (with all below it) and month, so that any of them is a
 * subtraction. */
typedef struct tolv_plane {
    struct tolv_plane *next; /* the one used before it */
    tolv_ore *sums;          /* units + 1 rows, the last of all, each of months + 1 */
    size_t key_length;
    char key[];
} tolv_plane;

/* Made when they are first asked for; those not used for longest go first. */
typedef struct tolv_planes {
    tolv_plane *last_used;
    size_t count, bytes;
} tolv_planes;

enum { TOLV_PLANES_MAX = 512 };
#define TOLV_PLANES_BYTES ((size_t)64 << 20)

/* One figure, to the öre. Changes the books' planes and nothing else. TOLV_NOT_FOUND: the unit, or
 * a filter's field, is not in the ledger; TOLV_NO_FIELD, TOLV_BAD_PATTERN, TOLV_OUT_OF_MEMORY. */
tolv_error tolv_booked(tolv_books *books, const tolv_question *question, tolv_ore *figure,
                       tolv_filter_fault *fault);

/* The line of a unit in a plane; that of all is after the last. TOLV_NOT_FOUND. */
tolv_error tolv_books_unit(const tolv_books *books, tolv_text code, size_t *line);

/* The months of a span: the index of the first, and that after the last. */
void tolv_books_span(const tolv_books *books, int from, int to, size_t *first, size_t *end);

void tolv_planes_close(tolv_planes *planes, const tolv_memory *memory);

#endif
