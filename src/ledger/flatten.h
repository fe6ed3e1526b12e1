/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_FLATTEN_H
#define TOLV_LEDGER_FLATTEN_H

#include "ledger/ledger.h"

/* The rows of a table that a settled ledger becomes: each counts once, and in all that it names. */
typedef struct tolv_flat_rows {
    tolv_row *rows; /* by account, kind, month, objects; kinds are those of a table */
    size_t count;
    int dimension;          /* whose objects the rows name */
    size_t combined, whole; /* accounts' months that name objects; that sum to more than they do */
    uint8_t *parts;         /* by row of the ledger: what has become of it, a tolv_flat_part */
} tolv_flat_rows;

typedef enum tolv_flat_part {
    TOLV_FLAT_LEFT_OUT, /* others tell the same */
    TOLV_FLAT_WHOLE,    /* it is in the row of its account, month and objects */
    TOLV_FLAT_REST      /* what objects do not tell of it is in a row without objects */
} tolv_flat_part;

/* The index of the units' dimension: the one of this number, where a row names an object of it;
 * without a number (0) cost centre (1), or if no row names one, the first that rows name, other
 * than employees, customers, suppliers and invoices (7-10): nobody wants those as units unasked.
 * TOLV_NONE for none. */
uint32_t tolv_units_dimension(const tolv_ledger *ledger, int number);

/* The dimensions that rows name objects of, by index. */
void tolv_find_named(const tolv_ledger *ledger, bool named[TOLV_DIMENSIONS_MAX]);

/* Makes them in the ledger's memory. For an account and a month the rows that are parts by object
 * of `dimension` are taken (as tolv_units_dimension); what the total has beside them follows as it
 * stands, or where the sides tell the same amounts (see tolv_ledger_settle) as one row without
 * objects. So the rows sum to the totals, and by object to the parts. Year figures (opening,
 * closing, result) are none. TOLV_OUT_OF_MEMORY. */
tolv_error tolv_ledger_flatten(const tolv_ledger *ledger, int dimension, tolv_flat_rows *flat);
void tolv_flat_rows_close(tolv_flat_rows *flat, const tolv_memory *memory);

/* Is a kind of row a month's outcome, budget or forecast? */
bool tolv_is_month_kind(tolv_row_kind kind);

#endif
