/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_CHANGES_H
#define TOLV_LEDGER_CHANGES_H

#include "ledger/ledger.h"
#include "ledger/reading.h"

/* Units that were renamed, merged or split: the history of a unit before a month is shown under
 * the units that came after it. */
typedef struct tolv_unit_change {
    uint32_t unit, after; /* numbers of the unit among `units`; the same: a share stays */
    int from;             /* the month from which the new unit is booked on: YYYYMM, or 0: all */
    int64_t share;        /* of the amounts, in TOLV_SHARE_WHOLE */
    size_t row;           /* of the table, the headings being 1 */
} tolv_unit_change;

/* Fifteen decimals: as many as a double tells. */
#define TOLV_SHARE_WHOLE INT64_C(1000000000000000)

typedef struct tolv_unit_changes {
    tolv_arena arena;
    tolv_dictionary units;
    tolv_unit_change *changes; /* by unit, month (those without one last), new unit */
    size_t count, room;
    uint32_t *first;                        /* by unit, and after the last: its first change */
    size_t from_column;                     /* of the table, from 1 */
    size_t first_yearless, first_with_year; /* rows whose `from` is such a month; 0: none */
} tolv_unit_changes;

/* Opens and reads a table with the headings unit, new unit, and if need be from (a month or date;
 * blank: all of the history) and share (of a unit's amounts; they sum to 1, and one may stay with
 * the unit). TOLV_BECOMES_ITSELF, TOLV_TOO_MANY_CHANGES, TOLV_SHARES_NOT_ONE, and as for any table.
 * The changes are to be closed in any case. */
tolv_error tolv_changes_read(tolv_unit_changes *changes, const tolv_table *table,
                             const tolv_memory *memory, tolv_table_fault *fault);
void tolv_changes_close(tolv_unit_changes *changes);

/* Months of `from` have years where those of the ledger have, or else none: TOLV_MONTH_YEARLESS,
 * TOLV_MONTH_WITH_YEAR. */
tolv_error tolv_changes_fit(const tolv_unit_changes *changes, bool has_years,
                            tolv_table_fault *fault);

/* The changes that amounts of a unit and month go through next: those of the next month that has
 * any, *count of them; 0 for none. */
const tolv_unit_change *tolv_changes_next(const tolv_unit_changes *changes, uint32_t unit,
                                          int month, size_t *count);

/* The month that what such a change makes of them is as if booked in: so it is changed in turn by
 * what comes with the change or later, and what stayed with its unit by what comes later. */
int tolv_month_changed(const tolv_unit_change *change, int month);

#endif
