/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_NUMBER_H
#define TOLV_ODS_NUMBER_H

#include "core/value.h"

/* Numbers, dates and times as ODF writes them (XML Schema, part 2), whatever the process's locale.
 * Reading is exact or fails: NaN, INF, hexadecimal, a decimal comma, blanks around, a thirteenth
 * month are refused. */

enum { TOLV_NUMBER_ROOM = 32 };

bool tolv_number_read(tolv_text text, double *number);

/* The same of one that is written as tolv_number_write writes it, in at most 15 digits: what an
 * office stores, mostly. False: it may be a number written in another way. */
bool tolv_number_read_short(tolv_text text, double *number);

/* The shortest text that reads back as the same (finite) number; its length is answered. */
size_t tolv_number_write(double number, char text[TOLV_NUMBER_ROOM]);

/* "2026-08-31" or "2026-08-31T12:30:00.5" as Calc's days since 30 December 1899, years 1 to 9999 in
 * the Gregorian calendar. A time zone at the end is taken off: the time is that of Greenwich. */
bool tolv_date_read(tolv_text text, double *days);

/* "PT12H30M05.5S" as days. */
bool tolv_duration_read(tolv_text text, double *days);

#endif
