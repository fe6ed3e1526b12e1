/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_YEAR_H
#define TOLV_LEDGER_YEAR_H

#include "ledger/ledger.h"

/* This year (index 0); in a ledger that has none the nearest. NULL when it has no years. Years with
 * nothing but plans are after it. */
const tolv_financial_year *tolv_this_year(const tolv_ledger *ledger);

/* The months of a year that are followed up, 1 to at most 12: its last ones, where it was made
 * longer. How many they are, and the first as YYYYMM. */
int tolv_months_of_year(const tolv_financial_year *year, int *first);

#endif
