/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_HIERARCHY_H
#define TOLV_LEDGER_HIERARCHY_H

#include "ledger/ledger.h"
#include "ledger/reading.h"

/* Which unit stands above which. Units are numbered as the ledger's objects of dimension 1; those
 * that nothing is booked on are among them. Lives in the ledger's arena; all zeros: no unit is
 * above any. */
typedef struct tolv_hierarchy {
    uint32_t *above; /* by unit; TOLV_NONE: nothing above it */
    uint32_t *order; /* all units, each before the one above it */
    size_t count;
} tolv_hierarchy;

/* Reads a table with the headings unit and above. TOLV_CIRCLE, TOLV_TWO_ABOVE, and as for any
 * table. */
tolv_error tolv_hierarchy_read(tolv_hierarchy *hierarchy, tolv_ledger *ledger,
                               const tolv_table *table, tolv_table_fault *fault);

/* By codes: above a unit stands the code of its first lengths[i] characters, the longest that is
 * shorter than its own. TOLV_OUT_OF_MEMORY, TOLV_TOO_MANY_CODES. */
tolv_error tolv_hierarchy_by_length(tolv_hierarchy *hierarchy, tolv_ledger *ledger,
                                    const size_t *lengths, size_t count, tolv_table_fault *fault);

/* Marks all units below those that are marked, by unit. */
void tolv_hierarchy_mark(const tolv_hierarchy *hierarchy, bool *marked);

#endif
