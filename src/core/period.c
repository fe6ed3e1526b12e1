/* SPDX-License-Identifier: MPL-2.0 */
#include "core/period.h"

#include <math.h>
#include <stdlib.h>

#include "core/calendar.h"
#include "core/value.h"

static double weigh_days(int year, int month, const tolv_key_parameters *parameters) {
    double sum = 0;
    int first = tolv_date(year, month, 1);
    for (int date = first; date < first + tolv_days_in_month(year, month); date++)
        sum += tolv_is_holiday(date)   ? parameters->holiday
               : tolv_is_weekend(date) ? parameters->weekend
                                       : 1;
    return sum;
}

static double weigh_salary(int month, const tolv_key_parameters *parameters) {
    bool summer = month >= 6 && month <= 8;
    double pay = month >= parameters->raise_month ? 1 + parameters->raise : 1;
    return pay * (1 + parameters->holiday_pay * (summer ? 1 - 12 / 3.0 : 1));
}

void tolv_key_weights(tolv_key_type type, int year, const tolv_key_parameters *parameters,
                      double weights[TOLV_MONTHS]) {
    for (int month = 1; month <= TOLV_MONTHS; month++) {
        double *weight = &weights[month - 1];
        switch (type) {
        case TOLV_KEY_EVEN:
            *weight = 1;
            break;
        case TOLV_KEY_WORKDAYS:
            *weight = tolv_workdays(year, month, parameters->eves);
            break;
        case TOLV_KEY_DAYS:
            *weight = tolv_days_in_month(year, month);
            break;
        case TOLV_KEY_ALLDAYS:
            *weight = weigh_days(year, month, parameters);
            break;
        case TOLV_KEY_445:
            *weight = month % 3 == 0 ? 5 : 4;
            break;
        case TOLV_KEY_SALARY:
            *weight = weigh_salary(month, parameters);
            break;
        }
    }
}

tolv_error tolv_normalise(const double *weights, size_t n, double *shares) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weights[i];
    if (sum == 0)
        return TOLV_ZERO_SUM;
    for (size_t i = 0; i < n; i++)
        shares[i] = weights[i] / sum;
    return TOLV_OK;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *numbers, size_t n) {
    qsort(numbers, n, sizeof *numbers, ascending);
    return n % 2 ? numbers[n / 2] : (numbers[n / 2 - 1] + numbers[n / 2]) / 2;
}

static bool is_whole_year(const double *months) {
    for (int i = 0; i < TOLV_MONTHS; i++)
        if (tolv_is_blank(months[i]))
            return false;
    return true;
}

/* A year that sums to about nothing has no profile: its shares would be noise. In öre, which are
 * whole numbers, so that 0.3 − 0.1 − 0.2 is 0. */
static bool has_profile(const double *months, double ore[TOLV_MONTHS], double *sum) {
    double size = 0;
    *sum = 0;
    for (int i = 0; i < TOLV_MONTHS; i++) {
        ore[i] = (double)tolv_to_ore(months[i]);
        *sum += ore[i];
        size += fabs(ore[i]);
    }
    return 100 * fabs(*sum) >= size && size > 0;
}

/* What the years have for one month, as one weight. Shares that cancel leave only the last bits. */
static double weigh(double *of_years, size_t years, tolv_key_method method) {
    const double nothing = method == TOLV_KEY_MEAN ? 0x1p-45 : 0;
    double sum = 0;
    if (method == TOLV_KEY_MEDIAN)
        return median(of_years, years);
    for (size_t i = 0; i < years; i++)
        sum += of_years[i];
    return fabs(sum) < nothing ? 0 : sum;
}

tolv_error tolv_key_from(tolv_arena *arena, const double *history, size_t years,
                         tolv_key_method method, tolv_key *key) {
    double *of_month[TOLV_MONTHS], ore[TOLV_MONTHS], weights[TOLV_MONTHS], sum;
    for (int month = 0; month < TOLV_MONTHS; month++)
        if (!(of_month[month] = tolv_arena_take(arena, years, sizeof **of_month)))
            return TOLV_OUT_OF_MEMORY;
    key->years = 0;
    for (key->year = 0; key->year < years; key->year++) {
        const double *months = history + key->year * TOLV_MONTHS;
        if (!is_whole_year(months))
            continue;
        if (!has_profile(months, ore, &sum))
            return TOLV_ZERO_SUM;
        for (int month = 0; month < TOLV_MONTHS; month++)
            of_month[month][key->years] =
                method == TOLV_KEY_WEIGHTED ? ore[month] : ore[month] / sum;
        key->years++;
    }
    if (key->years == 0)
        return TOLV_NOT_REPORTED;
    for (int month = 0; month < TOLV_MONTHS; month++)
        weights[month] = weigh(of_month[month], key->years, method);
    return tolv_normalise(weights, TOLV_MONTHS, key->shares);
}

tolv_error tolv_sum_months(const double *months, const double *budget, int first, int last,
                           tolv_so_far *sum) {
    *sum = (tolv_so_far){0, 0, 0};
    for (int month = first; month <= last; month++) {
        double amount = months[month - 1];
        if (!tolv_is_blank(amount)) {
            sum->sum += tolv_to_ore(amount);
            sum->reported++;
            continue;
        }
        bool expected = !budget || !(tolv_is_blank(budget[month - 1]) || budget[month - 1] == 0);
        if (expected) {
            sum->missing_month = month;
            return TOLV_NOT_REPORTED;
        }
    }
    return sum->sum > TOLV_ORE_MAX || sum->sum < -TOLV_ORE_MAX ? TOLV_TOO_LARGE : TOLV_OK;
}

tolv_error tolv_share_so_far(const double weights[TOLV_MONTHS], int period, double *share) {
    double sum = 0, size = 0, so_far = 0;
    for (int month = 1; month <= TOLV_MONTHS; month++) {
        sum += weights[month - 1];
        size += fabs(weights[month - 1]);
        if (month <= period)
            so_far += weights[month - 1];
    }
    if (fabs(sum) <= size * 0x1p-49) /* 0.3 − 0.1 − 0.2 is 0 */
        return TOLV_ZERO_SUM;
    *share = so_far / sum;
    return TOLV_OK;
}
