/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_CHANGES_H
#define TOLV_LEDGER_CHANGES_H

#include "ledger/ledger.h"
#include "ledger/reading.h"

/* Units that were renamed, merged or split: the history of a unit before a month is shown under
 * the units that came after it. */
typedef struct tolv_unit_change {
    uint32_t unit, after; /* numbers of the unit among `units` */
    int from;             /* the month from which the new unit is booked on: YYYYMM, or 0: all */
    int64_t share;        /* of the amounts, in thousand millionths */
    size_t row;           /* of the table, the headings being 1 */
} tolv_unit_change;

typedef struct tolv_unit_changes {
    tolv_arena arena;
    tolv_dictionary units;
    tolv_unit_change *changes; /* by unit, then month, those without a month last; shares add up */
    size_t count, room;
    uint32_t *first; /* by unit: its first change, or TOLV_NONE */
} tolv_unit_changes;

/* Opens and reads a table with the headings unit, new unit, and if need be from (a month or date;
 * blank: all of the history) and share (of a unit's amounts; they sum to 1). Of several months the
 * next one after a row counts; what comes after is changed in turn. TOLV_BECOMES_ITSELF,
 * TOLV_SHARES_NOT_ONE, and as for any table. The changes are to be closed in any case. */
tolv_error tolv_changes_read(tolv_unit_changes *changes, const tolv_table *table,
                             const tolv_memory *memory, tolv_table_fault *fault);
void tolv_changes_close(tolv_unit_changes *changes);

/* What is called with each part of an amount: the unit it is shown under, and the öre. */
typedef tolv_error tolv_take_part(void *context, tolv_text unit, tolv_ore amount, int64_t quantity);

/* Hands an amount of a unit and period on, in as many parts as it now has. Each split rounds so
 * that its parts add up to the öre. */
tolv_error tolv_changes_apply(const tolv_unit_changes *changes, tolv_text unit, int period,
                              tolv_ore amount, int64_t quantity, tolv_take_part *take,
                              void *context);

#endif
