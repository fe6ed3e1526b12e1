/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/year.h"

#include <stdlib.h>

#include "core/period.h"

const tolv_financial_year *tolv_this_year(const tolv_ledger *ledger) {
    const tolv_financial_year *nearest = NULL;
    for (size_t i = 0; i < ledger->year_count; i++)
        if (!nearest || abs(ledger->years[i].index) < abs(nearest->index))
            nearest = &ledger->years[i];
    return nearest;
}

int tolv_months_of_year(const tolv_financial_year *year, int *first) {
    int last = tolv_month_number(year->last), months = last - tolv_month_number(year->first) + 1;
    months = months < TOLV_MONTHS ? months : TOLV_MONTHS;
    *first = tolv_period_of(last + 1 - months);
    return months;
}
