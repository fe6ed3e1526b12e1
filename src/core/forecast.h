/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_FORECAST_H
#define TOLV_CORE_FORECAST_H

#include "core/error.h"
#include "core/period.h"

/* With A the outcome so far, B the year's budget, B_p the budget so far, p the month, r the months
 * reported and S the share of the year that is usually gone by then. */
typedef enum tolv_forecast_method {
    TOLV_FORECAST_REST_OF_BUDGET = 1, /* A + (B − B_p): the rest of the year as budgeted */
    TOLV_FORECAST_RUN_RATE = 2,       /* A + (12 − p) A / r: the rest as so far */
    TOLV_FORECAST_KEY = 3,            /* A / S: the year has its usual profile */
    TOLV_FORECAST_PERSISTING = 4 /* A + (B − B_p)(1 + λ(A − B_p)/B_p): the deviation goes on */
} tolv_forecast_method;

typedef struct tolv_year_so_far {
    tolv_ore outcome, budget, budget_so_far; /* A, B, B_p */
    int period, reported;                    /* p, r */
} tolv_year_so_far;

/* The year of twelve outcomes and twelve budgeted amounts (kronor, the budget's blanks 0) at month
 * `period`. TOLV_NOT_REPORTED with the month that is missing in *month; TOLV_TOO_LARGE, the sums
 * set. */
tolv_error tolv_year_so_far_of(const double *actual, const double *budget, int period,
                               tolv_year_so_far *year, int *month);

/* The year-end forecast in öre. `parameter` is λ for method 4 and S for method 3, else not read.
 * TOLV_ZERO_SUM where S or B_p is 0; TOLV_NOT_REPORTED for method 2 when nothing is reported;
 * TOLV_TOO_LARGE with the size in *kronor, which is set on TOLV_OK too. Methods 1 and 2 are the
 * usual ones of municipal follow-up; 3 is the chain ladder of loss reserving (Mack 1993). */
tolv_error tolv_year_forecast(const tolv_year_so_far *year, tolv_forecast_method method,
                              double parameter, tolv_ore *forecast, double *kronor);

#endif
