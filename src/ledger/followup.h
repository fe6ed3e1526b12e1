/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_FOLLOWUP_H
#define TOLV_LEDGER_FOLLOWUP_H

#include "core/period.h"
#include "ledger/hierarchy.h"

/* Months of one financial year, its budget and the year before, each as TOLV_MONTHS amounts in
 * kronor and ledger sign (debit +), month 1 being the first of the financial year. Blank where the
 * ledger has no row, or rows that sum to 0: not reported, not budgeted. */
typedef struct tolv_followup_line {
    tolv_text code, name; /* "" in lines that are no object */
    size_t board;         /* index of the board, TOLV_NO_BOARD where none is known */
    double outcome[TOLV_MONTHS], budget[TOLV_MONTHS], before[TOLV_MONTHS];
    bool has_outcome, has_budget, has_before;
} tolv_followup_line;

#define TOLV_NO_BOARD SIZE_MAX

typedef enum tolv_series {
    TOLV_SERIES_OUTCOME,
    TOLV_SERIES_BUDGET,
    TOLV_SERIES_BEFORE,
    TOLV_SERIES_COUNT
} tolv_series;

/* What a ledger says of its units, over revenue and cost (account class 3-8). In every month and
 * row of figures, to the öre: total = Σ units + without; a board is the sum of its units. */
typedef struct tolv_followup {
    tolv_text company;
    int first_month; /* YYYYMM of month 1; 0: the ledger has no year */
    int year_begins; /* YYYYMM; before first_month where months of a longer year are left out */
    int months;      /* of the financial year, at most 12: of a longer one the last 12 */
    int reported;    /* the last month with an outcome other than 0, 1-12; 0: none */
    int dimension;   /* whose objects the units are; 0 where no row names an object */
    tolv_text dimension_name;
    tolv_followup_line *boards, *units; /* by code; units by board first */
    size_t board_count, unit_count;
    tolv_followup_line without; /* what the total has and no unit */
    tolv_followup_line total;
} tolv_followup;

/* Makes the follow-up of this year (tolv_ledger_this_year) in the arena; texts stay the ledger's.
 * `dimension` as for tolv_units_dimension. A unit's board is what stands topmost above it in the
 * hierarchy, but for what all units stand below (NULL, or another dimension than its: none); else
 * the object of the dimension above (#UNDERDIM) that its rows name; else the longest code in its
 * own dimension that begins its code, has no rows and at least two units. TOLV_OUT_OF_MEMORY,
 * TOLV_TOO_LARGE. */
tolv_error tolv_followup_make(tolv_followup *followup, tolv_arena *arena, const tolv_ledger *ledger,
                              int dimension, const tolv_hierarchy *hierarchy);

/* The series and month (1-12) that a row of the ledger belongs to; false when it is no part of the
 * follow-up. Rows of months that are left out are none of the year before. */
bool tolv_followup_place(const tolv_followup *followup, const tolv_ledger *ledger, uint32_t row,
                         tolv_series *series, int *month);

/* What the outcome of months 1 to `last` sums to by group of accounts: all of the ledger, also what
 * is no part of the follow-up. */
void tolv_followup_groups(const tolv_followup *followup, const tolv_ledger *ledger, int last,
                          tolv_ore sums[TOLV_GROUPS]);

/* Is a row outcome of months 1 to `last`, and counts it in the total? */
bool tolv_is_outcome_to(const tolv_followup *followup, const tolv_ledger *ledger, uint32_t row,
                        int last);

#endif
