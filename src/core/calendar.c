/* SPDX-License-Identifier: MPL-2.0 */
#include "core/calendar.h"

#include <math.h>
#include <stddef.h>

enum { MONDAY, FRIDAY = 4, SATURDAY, SUNDAY };

int tolv_date(int year, int month, int day) {
    /* Days from civil: years that begin in March put the leap day last. */
    int y = month > 2 ? year : year - 1;
    int m = month > 2 ? month - 3 : month + 9;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 693899;
}

static int weekday(int date) {
    return (date + 5) % 7; /* 30 December 1899 was a Saturday */
}

bool tolv_is_weekend(int date) {
    return weekday(date) > FRIDAY;
}

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int tolv_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int year_of_date(int date) {
    int year = 1900 + (int)(date / 365.2425); /* or the year after: 1900 was no leap year */
    return tolv_date(year, 1, 1) > date ? year - 1 : year;
}

int tolv_period_of_date(double date) {
    int day = (int)floor(date), year = year_of_date(day), month = 12;
    while (tolv_date(year, month, 1) > day)
        month--;
    return year * 100 + month;
}

int tolv_month_of_date(double date) {
    return tolv_period_of_date(date) % 100;
}

/* Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
static int easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return tolv_date(year, f / 31, f % 31 + 1);
}

/* The Saturday among the seven days that begin with this one. */
static int saturday_from(int date) {
    return date + (SATURDAY - weekday(date) + 7) % 7;
}

bool tolv_is_holiday(int date) {
    int year = year_of_date(date), sunday = easter(year);
    const int holidays[] = {
        tolv_date(year, 1, 1),                             /* New Year's Day */
        tolv_date(year, 1, 6),                             /* Epiphany */
        sunday - 2,                                        /* Good Friday */
        sunday,                                            /* Easter Sunday */
        sunday + 1,                                        /* Easter Monday */
        tolv_date(year, 5, 1),                             /* May Day */
        sunday + 39,                                       /* Ascension Day */
        sunday + 49,                                       /* Whit Sunday */
        year < 2005 ? sunday + 50 : tolv_date(year, 6, 6), /* Whit Monday; National Day */
        saturday_from(tolv_date(year, 6, 20)),             /* Midsummer's Day */
        saturday_from(tolv_date(year, 10, 31)),            /* All Saints' Day */
        tolv_date(year, 12, 25),                           /* Christmas Day */
        tolv_date(year, 12, 26),                           /* Boxing Day */
    };
    for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++)
        if (date == holidays[i])
            return true;
    return false;
}

static bool is_eve(int date) {
    int year = year_of_date(date);
    return date == saturday_from(tolv_date(year, 6, 20)) - 1 || date == tolv_date(year, 12, 24) ||
           date == tolv_date(year, 12, 31);
}

int tolv_workdays(int year, int month, bool eves) {
    int count = 0, first = tolv_date(year, month, 1);
    for (int date = first; date < first + tolv_days_in_month(year, month); date++)
        if (!tolv_is_weekend(date) && !tolv_is_holiday(date) && !(eves && is_eve(date)))
            count++;
    return count;
}
