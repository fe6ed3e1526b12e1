/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_YEARS_H
#define TOLV_LEDGER_YEARS_H

#include "ledger/ledger.h"
#include "ledger/reading.h"

/* The months of a year, told as 2026, or from and to, as 2025-07/2026-06 (ISO 8601). */
bool tolv_read_year(const tolv_cell *cell, int *first, int *last);

/* The second way, for a year that is not a calendar year. */
enum { TOLV_YEAR_ROOM = 32 };
size_t tolv_write_year(const tolv_financial_year *year, char text[TOLV_YEAR_ROOM]);

static inline bool tolv_is_calendar_year(int first, int last) {
    return first % 100 == 1 && last == first + 11;
}

/* Keeps a year that is not known, its index for tolv_ledger_make_years to find; the latter only
 * one that is no calendar year. More than TOLV_YEARS_MAX are not kept. */
void tolv_ledger_add_year(tolv_ledger *ledger, int first, int last);
void tolv_ledger_tell_year(tolv_ledger *ledger, int first, int last);

/* Gives rows whose month is in no year one: a calendar year, or where others are told one that
 * begins in the same month. Puts all years in order, the latest first, and makes the last with
 * outcome this year (0): those after it only have plans. */
void tolv_ledger_make_years(tolv_ledger *ledger);

/* This year; NULL where months have no year. */
const tolv_financial_year *tolv_ledger_this_year(const tolv_ledger *ledger);

/* The month that is number 1 of this year; of a year longer than 12 months, of its last 12. 0 where
 * months have no year. */
int tolv_ledger_first_month(const tolv_ledger *ledger);

/* Month 1 to 12 of this year as YYYYMM; any other, and one without a year, stands. */
int tolv_ledger_month(const tolv_ledger *ledger, int month);

#endif
