/* SPDX-License-Identifier: MPL-2.0 */
#include "core/forecast.h"

#include <math.h>

#include "core/money.h"

tolv_error tolv_year_so_far_of(const double *actual, const double *budget, int period,
                               tolv_year_so_far *year, int *month) {
    tolv_so_far outcome, planned;
    tolv_error error = tolv_sum_months(actual, budget, 1, period, &outcome);
    tolv_error of_budget = tolv_sum_months(budget, budget, 1, period, &planned);
    *year = (tolv_year_so_far){.outcome = outcome.sum,
                               .budget_so_far = planned.sum,
                               .period = period,
                               .reported = outcome.reported};
    *month = outcome.missing_month;
    if (!tolv_sum(budget, TOLV_MONTHS, &year->budget))
        of_budget = TOLV_TOO_LARGE;
    return error ? error : of_budget;
}

tolv_error tolv_year_forecast(const tolv_year_so_far *year, tolv_forecast_method method,
                              double parameter, tolv_ore *forecast, double *kronor) {
    double outcome = (double)year->outcome, so_far = (double)year->budget_so_far, rest = 0;
    switch (method) {
    case TOLV_FORECAST_REST_OF_BUDGET:
        rest = (double)(year->budget - year->budget_so_far);
        break;
    case TOLV_FORECAST_RUN_RATE:
        if (year->reported == 0)
            return TOLV_NOT_REPORTED;
        rest = (TOLV_MONTHS - year->period) * outcome / year->reported;
        break;
    case TOLV_FORECAST_KEY:
        if (fabs(parameter) < 0x1p-45) /* a sum of shares that cancel */
            return TOLV_ZERO_SUM;
        rest = outcome / parameter - outcome;
        break;
    case TOLV_FORECAST_PERSISTING:
        if (year->budget_so_far == 0)
            return TOLV_ZERO_SUM;
        rest = (double)(year->budget - year->budget_so_far) *
               (1 + parameter * (outcome - so_far) / so_far);
        break;
    }
    *kronor = (outcome + rest) / 100;
    if (!(fabs(*kronor) <= TOLV_AMOUNT_MAX))
        return TOLV_TOO_LARGE;
    *forecast = tolv_add_rounded(year->outcome, rest);
    return TOLV_OK;
}
