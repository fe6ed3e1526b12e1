/* SPDX-License-Identifier: MPL-2.0 */
#include "core/forecast.h"

#include "core/money.h"

tolv_error tolv_year_so_far_of(const double *actual, const double *budget, int period,
                               tolv_year_so_far *year, int *month) {
    tolv_so_far outcome, planned;
    tolv_ore whole;
    tolv_error error = tolv_sum_months(actual, budget, 1, period, &outcome);
    *month = outcome.missing_month;
    if (error)
        return error;
    if (!tolv_sum(budget, TOLV_MONTHS, &whole) ||
        tolv_sum_months(budget, budget, 1, period, &planned) != TOLV_OK)
        return TOLV_TOO_LARGE;
    *year = (tolv_year_so_far){.outcome = tolv_to_kronor(outcome.sum),
                               .budget = tolv_to_kronor(whole),
                               .budget_so_far = tolv_to_kronor(planned.sum),
                               .period = period,
                               .reported = outcome.reported};
    return TOLV_OK;
}

tolv_error tolv_year_forecast(const tolv_year_so_far *year, tolv_forecast_method method,
                              double parameter, double *forecast) {
    double rest = year->budget - year->budget_so_far;
    switch (method) {
    case TOLV_FORECAST_REST_OF_BUDGET:
        *forecast = year->outcome + rest;
        return TOLV_OK;
    case TOLV_FORECAST_RUN_RATE:
        if (year->reported == 0)
            return TOLV_NOT_REPORTED;
        *forecast = year->outcome + (TOLV_MONTHS - year->period) * year->outcome / year->reported;
        return TOLV_OK;
    case TOLV_FORECAST_KEY:
        if (parameter == 0)
            return TOLV_ZERO_SUM;
        *forecast = year->outcome / parameter;
        return TOLV_OK;
    case TOLV_FORECAST_PERSISTING:
        if (year->budget_so_far == 0)
            return TOLV_ZERO_SUM;
        *forecast = year->outcome + rest * (1 + parameter * (year->outcome - year->budget_so_far) /
                                                    year->budget_so_far);
        return TOLV_OK;
    }
    return TOLV_OUTSIDE;
}
