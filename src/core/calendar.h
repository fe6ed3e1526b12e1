/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_CALENDAR_H
#define TOLV_CORE_CALENDAR_H

#include <stdbool.h>

/* Years for which the rules below are the law: SFS 1989:253 holds from 1990. */
enum { TOLV_YEAR_FIRST = 1990, TOLV_YEAR_LAST = 2100 };

/* Dates are Calc's: days since 30 December 1899. These are the first and last day of those years.
 */
#define TOLV_DATE_FIRST 32874.0
#define TOLV_DATE_LAST 73415.999999

/* The date of a day; month 1-12. */
int tolv_date(int year, int month, int day);

/* The month 1-12 of a date within TOLV_DATE_FIRST..TOLV_DATE_LAST, with or without a time of day.
 */
int tolv_month_of_date(double date);

/* The same as YYYYMM. */
int tolv_period_of_date(double date);

int tolv_days_in_month(int year, int month);

/* A public holiday in Sweden other than an ordinary Sunday: lagen (1989:253) om allmänna helgdagar,
 * with 6 June from 2005 in place of Whit Monday (SFS 2004:1320). */
bool tolv_is_holiday(int date);

/* Saturday or Sunday. */
bool tolv_is_weekend(int date);

/* Days Monday-Friday of a month that are no public holiday. With `eves` Midsummer's, Christmas and
 * New Year's Eve are free as well, as in most collective agreements. */
int tolv_workdays(int year, int month, bool eves);

#endif
