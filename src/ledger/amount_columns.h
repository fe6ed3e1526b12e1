/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_AMOUNT_COLUMNS_H
#define TOLV_LEDGER_AMOUNT_COLUMNS_H

#include "ledger/layout.h"

/* What becomes of a column of amounts: each amount counts once, and what is left out is told. */
typedef enum tolv_amount_verdict {
    TOLV_AMOUNTS_READ,
    TOLV_AMOUNTS_SUM,     /* of the months beside it */
    TOLV_AMOUNTS_YEAR,    /* a whole year's, where the others, or the rows, tell months */
    TOLV_AMOUNTS_OUTCOME, /* a whole year's outcome, which no key spreads */
    TOLV_AMOUNTS_UNNAMED, /* beside one of its kind that says so: their sum, or what they differ by
                           */
    TOLV_AMOUNTS_UNSURE,  /* beside others of other kinds: it may be anything */
    TOLV_AMOUNTS_TWICE    /* it says the same as another */
} tolv_amount_verdict;

/* How a table's amounts are to be understood. */
typedef struct tolv_amount_sense {
    bool dated;         /* rows have months, and columns none */
    bool asked;         /* the user has said the kind */
    tolv_row_kind kind; /* of columns that say none */
} tolv_amount_sense;

static inline tolv_row_kind tolv_amount_kind(const tolv_amount_column *column,
                                             const tolv_amount_sense *sense) {
    return column->has_kind ? column->kind : sense->kind;
}

/* Judges all columns of a layout by one another; `other` becomes, for one that is told twice, the
 * table's column before it. */
void tolv_amount_judge(const tolv_layout *layout, const tolv_amount_sense *sense,
                       tolv_amount_verdict verdicts[TOLV_AMOUNT_COLUMNS],
                       size_t other[TOLV_AMOUNT_COLUMNS]);

/* The sentence of a verdict, {1} being how many columns, or the other one's; NULL where it is read.
 */
const char *tolv_amount_sentence(tolv_amount_verdict verdict);

#endif
