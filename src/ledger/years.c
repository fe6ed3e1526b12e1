/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/years.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, MONTHS_KNOWN = 300 * 12, YEAR_MONTHS = 12 };

/* ---- As text ---- */

/* The month of a text that has a year. */
static bool month_of(tolv_text text, int *period) {
    const tolv_cell cell = {.kind = TOLV_TEXT, .text = text};
    return tolv_read_month(&cell, period) && tolv_is_period(*period);
}

bool tolv_read_year(const tolv_cell *cell, int *first, int *last) {
    int year = 0;
    tolv_text text = cell->kind == TOLV_TEXT ? tolv_text_trimmed(cell->text) : tolv_text_of("");
    const char *joint = text.length ? memchr(text.bytes, '/', text.length) : NULL;
    if (joint) {
        size_t length = (size_t)(joint - text.bytes);
        return month_of((tolv_text){text.bytes, length}, first) &&
               month_of((tolv_text){joint + 1, text.length - length - 1}, last) && *first <= *last;
    }
    for (size_t i = 0; i < text.length && text.length == 4; i++)
        year = text.bytes[i] >= '0' && text.bytes[i] <= '9' && year >= 0
                   ? year * 10 + (text.bytes[i] - '0')
                   : -1;
    if (cell->kind == TOLV_NUMBER && cell->number >= 1 && cell->number <= 9999)
        year = cell->number == (int)cell->number ? (int)cell->number : 0;
    *first = year * 100 + 1;
    *last = year * 100 + YEAR_MONTHS;
    return tolv_is_period(*first);
}

size_t tolv_write_year(const tolv_financial_year *year, char text[TOLV_YEAR_ROOM]) {
    return (size_t)snprintf(text, TOLV_YEAR_ROOM, "%04d-%02d/%04d-%02d", year->first / 100 % 10000,
                            year->first % 100, year->last / 100 % 10000, year->last % 100);
}

/* ---- Years of rows ---- */

void tolv_ledger_add_year(tolv_ledger *ledger, int first, int last) {
    for (size_t i = 0; i < ledger->year_count; i++)
        if (ledger->years[i].first == first && ledger->years[i].last == last)
            return;
    if (ledger->year_count < TOLV_YEARS_MAX)
        ledger->years[ledger->year_count++] = (tolv_financial_year){0, first, last};
}

void tolv_ledger_tell_year(tolv_ledger *ledger, int first, int last) {
    if (!tolv_is_calendar_year(first, last))
        tolv_ledger_add_year(ledger, first, last);
}

/* Which months have rows, and which have outcome. */
typedef struct months {
    bool any[MONTHS_KNOWN], outcome[MONTHS_KNOWN];
} months;

static void find_months(const tolv_ledger *ledger, months *found) {
    memset(found, 0, sizeof *found);
    for (uint32_t i = 0; i < ledger->rows.count; i++) {
        int kind = ledger->rows.kind[i], period = ledger->rows.period[i];
        if (!tolv_is_period(period))
            continue;
        int month = tolv_month_number(period) - FIRST_YEAR * YEAR_MONTHS;
        found->any[month] = true;
        if (kind == TOLV_ROW_VOUCHER || kind == TOLV_ROW_BALANCE)
            found->outcome[month] = true;
    }
}

static bool has_outcome(const months *found, const tolv_financial_year *year) {
    int from = tolv_month_number(year->first) - FIRST_YEAR * YEAR_MONTHS;
    int to = tolv_month_number(year->last) - FIRST_YEAR * YEAR_MONTHS;
    for (int month = from < 0 ? 0 : from; month <= to && month < MONTHS_KNOWN; month++)
        if (found->outcome[month])
            return true;
    return false;
}

static int by_last_month(const void *a, const void *b) {
    const tolv_financial_year *x = a, *y = b;
    return x->last != y->last ? (x->last < y->last) - (x->last > y->last)
                              : (x->first < y->first) - (x->first > y->first);
}

void tolv_ledger_make_years(tolv_ledger *ledger) {
    static const tolv_financial_year calendar = {0, FIRST_YEAR * 100 + 1, FIRST_YEAR * 100 + 12};
    months found;
    find_months(ledger, &found);
    if (ledger->year_count)
        qsort(ledger->years, ledger->year_count, sizeof *ledger->years, by_last_month);
    int last = tolv_month_number((ledger->year_count ? &ledger->years[0] : &calendar)->last);
    for (int month = MONTHS_KNOWN; month-- > 0;) {
        int period = tolv_period_of(FIRST_YEAR * YEAR_MONTHS + month);
        if (!found.any[month] || tolv_ledger_year_of(ledger, period))
            continue;
        int over = (last - tolv_month_number(period)) % YEAR_MONTHS;
        int ends = tolv_month_number(period) + (over < 0 ? over + YEAR_MONTHS : over);
        tolv_ledger_add_year(ledger, tolv_period_of(ends - YEAR_MONTHS + 1), tolv_period_of(ends));
    }
    if (ledger->year_count == 0)
        return;
    qsort(ledger->years, ledger->year_count, sizeof *ledger->years, by_last_month);
    size_t own = 0;
    while (own < ledger->year_count && !has_outcome(&found, &ledger->years[own]))
        own++;
    own = own < ledger->year_count ? own : 0;
    for (size_t i = 0; i < ledger->year_count; i++)
        ledger->years[i].index = (int)own - (int)i;
}

/* ---- This year ---- */

const tolv_financial_year *tolv_ledger_this_year(const tolv_ledger *ledger) {
    const tolv_financial_year *latest = NULL;
    for (size_t i = 0; i < ledger->year_count; i++) {
        const tolv_financial_year *year = &ledger->years[i];
        if (year->index == 0)
            return year;
        latest = latest && latest->index > year->index ? latest : year;
    }
    return latest;
}

int tolv_ledger_first_month(const tolv_ledger *ledger) {
    const tolv_financial_year *year = tolv_ledger_this_year(ledger);
    if (!year)
        return 0;
    int last = tolv_month_number(year->last), first = tolv_month_number(year->first);
    return tolv_period_of(last - first < YEAR_MONTHS ? first : last - YEAR_MONTHS + 1);
}

int tolv_ledger_month(const tolv_ledger *ledger, int month) {
    int first = tolv_ledger_first_month(ledger);
    return month > YEAR_MONTHS || first == 0 ? month
                                             : tolv_period_of(tolv_month_number(first) + month - 1);
}
