/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_PERIOD_H
#define TOLV_CORE_PERIOD_H

#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/money.h"

enum { TOLV_MONTHS = 12 };

typedef enum tolv_key_type {
    TOLV_KEY_EVEN = 1,
    TOLV_KEY_WORKDAYS = 2,
    TOLV_KEY_DAYS = 3
} tolv_key_type;

/* The month's weights of a periodisation key: 1 each, or workdays or days of the month (whole
 * numbers, so that shares are exact fractions). `eves` as for tolv_workdays. */
void tolv_key_weights(tolv_key_type type, int year, int eves, double weights[TOLV_MONTHS]);

/* Shares that sum to 1. TOLV_ZERO_SUM. */
tolv_error tolv_normalise(const double *weights, size_t n, double *shares);

typedef enum tolv_key_method {
    TOLV_KEY_WEIGHTED = 1, /* the months' sums over all years, by the sum of all */
    TOLV_KEY_MEAN = 2,     /* mean of each year's own shares */
    TOLV_KEY_MEDIAN = 3    /* median of each year's own shares */
} tolv_key_method;

/* The key that earlier outcome shows. */
typedef struct tolv_key {
    double shares[TOLV_MONTHS];
    size_t years; /* how many were whole, and counted */
    size_t year;  /* counted from 0, with TOLV_ZERO_SUM: the one without a profile, if it was one */
} tolv_key;

/* `years` rows of twelve amounts, one after the other. A year with a blank month is left out. The
 * shares sum to 1 and may be negative where income and costs cross 0: the caller decides. Errors:
 * TOLV_NOT_REPORTED when no year is whole; TOLV_ZERO_SUM when a year's sum is less than 1 % of the
 * sum of its sizes, in öre, or when all years together sum to 0 (key->year is then `years`);
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_key_from(tolv_arena *arena, const double *history, size_t years,
                         tolv_key_method method, tolv_key *key);

/* What a row of twelve months sums to from `first` to `last` (1-12, in öre). A blank month whose
 * budget is 0 or blank had not started, or had ended, and counts 0; any other blank month, or any
 * at all where budget is NULL, is not reported (its number in *month). `reported` counts the months
 * that have a figure. TOLV_TOO_LARGE when the sum is. */
typedef struct tolv_so_far {
    tolv_ore sum;
    int reported, missing_month;
} tolv_so_far;

tolv_error tolv_sum_months(const double *months, const double *budget, int first, int last,
                           tolv_so_far *sum);

#endif
