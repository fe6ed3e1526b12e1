/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_HEADINGS_H
#define TOLV_LEDGER_HEADINGS_H

#include "core/heading.h"
#include "ledger/ledger.h"

/* What a column of a ledger table holds. */
typedef enum tolv_field {
    TOLV_FIELD_PERIOD, /* the month booked in: where there is one, the date is not read */
    TOLV_FIELD_DATE,
    TOLV_FIELD_YEAR, /* of months that are 1 to 12 */
    TOLV_FIELD_ACCOUNT,
    TOLV_FIELD_UNIT,
    TOLV_FIELD_ACTIVITY,
    TOLV_FIELD_PROJECT,
    TOLV_FIELD_COUNTERPART,
    TOLV_FIELD_OBJECT,
    TOLV_FIELD_VERSION, /* of a budget: original, revised */
    TOLV_FIELD_DECIDED, /* when that was decided */
    TOLV_FIELD_AMOUNT,
    TOLV_FIELD_DEBIT,
    TOLV_FIELD_CREDIT,
    TOLV_FIELD_TYPE, /* outcome, budget or forecast */
    TOLV_FIELD_TEXT, /* never kept: it may name people */
    TOLV_FIELDS
} tolv_field;

/* More columns than these no table of a ledger needs: its fields, and dimensions that are none. */
enum { TOLV_TABLE_COLUMNS = TOLV_FIELDS + TOLV_DIMENSIONS_MAX };

/* Dimensions of SIE 4B (5.8), and those of a ledger that it has no number for. */
enum {
    TOLV_DIMENSION_UNIT = 1,
    TOLV_DIMENSION_PROJECT = 6,
    TOLV_DIMENSION_EMPLOYEE = 7, /* customer 8, supplier 9 */
    TOLV_DIMENSION_INVOICE = 10,
    TOLV_DIMENSION_ACTIVITY = -1,
    TOLV_DIMENSION_COUNTERPART = -2,
    TOLV_DIMENSION_OBJECT = -3,
    TOLV_DIMENSION_VERSION = -4,
    TOLV_DIMENSION_DECIDED = -5
};

/* The words of each field in Swedish, English, Danish and Norwegian. */
extern const tolv_heading tolv_ledger_headings[TOLV_FIELDS];

/* Where each field stands in a row of headings, TOLV_NO_COLUMN for none; columns that are none of
 * them may stand between. A ledger table needs an account, a period or a date, and an amount, or
 * debit or credit. TOLV_HEADING_MISSING: fault->heading is the field (of several the first);
 * TOLV_HEADING_TWICE: also an amount beside debit or credit. */
tolv_error tolv_ledger_columns(const tolv_cell *headings, size_t width, size_t columns[TOLV_FIELDS],
                               tolv_heading_fault *fault);

/* The dimension whose objects a field holds, 0 for none; the field of a name, in any language and
 * by any of its words, TOLV_FIELDS for none. */
int tolv_dimension_of(tolv_field field);
tolv_field tolv_field_named(tolv_text name);

/* The number of a dimension that a heading itself tells, as “Dimension 20 Funding”, and the name
 * behind it, or ""; 0 for a heading that tells none, and for dimensions that are a field. */
int tolv_dimension_headed(tolv_text heading, tolv_text *name);

/* How many zeros the amounts below a heading lack: 3 for “Belopp tkr”, and “Belopp” is left of it.
 * Only where that names the amount, debit or credit; else 0, and the heading as it was. */
int tolv_zeros_headed(tolv_text *heading);

/* The kind of row that a word or code of the column `type` means: outcome 1, budget 2, forecast 3.
 * A blank one is outcome. False for every other. */
bool tolv_row_kind_of(const tolv_cell *cell, tolv_row_kind *kind);

#endif
