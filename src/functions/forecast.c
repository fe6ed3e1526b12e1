/* SPDX-License-Identifier: MPL-2.0 */
/* Forecast: where the year ends. */
#include "core/forecast.h"

#include <math.h>
#include <stdlib.h>

#include "functions/arguments.h"
#include "functions/native.h"
#include "functions/result.h"

/* Where the year stands; months are missing that have a budget and no outcome. */
#define NATIVE_YEAR_SO_FAR \
    "months = INDEX($actual;1):INDEX($actual;$period)\n" \
    "planned = INDEX($budget;1):INDEX($budget;$period)\n" \
    "missing = SUMPRODUCT(1-ISNUMBER($months);ISNUMBER($planned)*($planned<>0))\n" \
    "outcome = ROUND(IFERROR(SUMPRODUCT(ROUND($months;2));SUM($months));2)\n" \
    "year = ROUND(IFERROR(SUMPRODUCT(ROUND($budget;2));SUM($budget));2)\n" \
    "budgetSoFar = ROUND(IFERROR(SUMPRODUCT(ROUND($planned;2));SUM($planned));2)\n"

/* ---- YEARFORECAST ---- */

enum { ACTUAL, BUDGET, PERIOD, METHOD, PARAMETER, HISTORY, ADJUSTMENTS };

static const tolv_keyword methods[] = {
    {TOLV_FORECAST_REST_OF_BUDGET, NC_("keyword", "rest")},
    {TOLV_FORECAST_RUN_RATE, NC_("keyword", "rate")},
    {TOLV_FORECAST_KEY, NC_("keyword", "key")},
    {TOLV_FORECAST_PERSISTING, NC_("keyword", "persisting")},
    {0, NULL},
};

/* λ of method 4; the share that is usually gone by now of method 3, and the argument it comes of.
 */
static tolv_error method_parameter(tolv_call *call, const tolv_value *args,
                                   const tolv_year_so_far *year, double *parameter, int *from) {
    *from = BUDGET;
    *parameter = args[PARAMETER].number;
    if ((tolv_forecast_method)args[METHOD].number != TOLV_FORECAST_KEY)
        return TOLV_OK;
    if (args[HISTORY].kind != TOLV_RANGE) {
        if (year->budget == 0)
            return tolv_fail(call, TOLV_ZERO_SUM, BUDGET);
        *parameter = (double)year->budget_so_far / (double)year->budget;
        return TOLV_OK;
    }
    const tolv_range *history = &args[HISTORY].range;
    tolv_key key;
    *from = HISTORY;
    tolv_error error =
        tolv_key_from(&call->arena, history->numbers, history->rows, TOLV_KEY_WEIGHTED, &key);
    if (error)
        return tolv_fail(call, error, HISTORY);
    *parameter = 0;
    for (int month = 1; month <= year->period; month++)
        *parameter += key.shares[month - 1];
    return TOLV_OK;
}

static void explain_forecast(tolv_call *call, const tolv_year_so_far *year,
                             tolv_forecast_method method, double parameter, double forecast) {
    double outcome = tolv_to_kronor(year->outcome), so_far = tolv_to_kronor(year->budget_so_far);
    double rest = tolv_to_kronor(year->budget - year->budget_so_far);
    switch (method) {
    case TOLV_FORECAST_REST_OF_BUDGET:
        tolv_explain(call, N_("outcome {1} + budget for the rest of the year {2} = {3} kr"),
                     TOLV_KRONOR(outcome), TOLV_KRONOR(rest), TOLV_KRONOR(forecast));
        break;
    case TOLV_FORECAST_RUN_RATE:
        tolv_explain(
            call,
            N_("outcome {1} + {2} {2|month|months} at {3} a month, as in the {4} reported = {5} kr"),
            TOLV_KRONOR(outcome), TOLV_PLAIN(TOLV_MONTHS - year->period),
            TOLV_KRONOR(outcome / year->reported), TOLV_PLAIN(year->reported),
            TOLV_KRONOR(forecast));
        break;
    case TOLV_FORECAST_KEY:
        tolv_explain(call, N_("outcome {1} / {2}, the share that is usually gone by {3} = {4} kr"),
                     TOLV_KRONOR(outcome), TOLV_PERCENT(parameter), TOLV_MONTH(year->period),
                     TOLV_KRONOR(forecast));
        break;
    case TOLV_FORECAST_PERSISTING:
        tolv_explain(
            call,
            N_("outcome {1} + rest of budget {2} × (1 + {3} × {4}, the deviation so far) = {5} kr"),
            TOLV_KRONOR(outcome), TOLV_KRONOR(rest), TOLV_DECIMAL(parameter),
            TOLV_PERCENT((outcome - so_far) / so_far), TOLV_KRONOR(forecast));
        break;
    }
}

static tolv_error too_large(tolv_call *call, int argument, double kronor) {
    return tolv_fail_with(call, TOLV_TOO_LARGE, argument, TOLV_DECIMAL(kronor));
}

/* Why there is no year so far. */
static tolv_error fail_in_year(tolv_call *call, tolv_error error, const tolv_range *actual,
                               const tolv_year_so_far *year, int month) {
    if (error == TOLV_NOT_REPORTED)
        return tolv_fail_month(call, error, ACTUAL, actual, month);
    if (llabs(year->outcome) > TOLV_ORE_MAX)
        return too_large(call, ACTUAL, tolv_to_kronor(year->outcome));
    return too_large(call, BUDGET, tolv_to_kronor(year->budget));
}

static tolv_error yearforecast(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int period = (int)args[PERIOD].number, month, from;
    tolv_forecast_method method = (tolv_forecast_method)args[METHOD].number;
    const tolv_range *actual = &args[ACTUAL].range, *adjustments = &args[ADJUSTMENTS].range;
    tolv_year_so_far year;
    double parameter, kronor;
    tolv_ore forecast, known = 0;
    tolv_error error =
        tolv_year_so_far_of(actual->numbers, args[BUDGET].range.numbers, period, &year, &month);
    if (error)
        return fail_in_year(call, error, actual, &year, month);
    if ((error = method_parameter(call, args, &year, &parameter, &from)) != TOLV_OK)
        return error;
    error = tolv_year_forecast(&year, method, parameter, &forecast, &kronor);
    if (error == TOLV_TOO_LARGE)
        return too_large(call, ACTUAL, kronor);
    if (error)
        return tolv_fail(call, error, error == TOLV_ZERO_SUM ? from : ACTUAL);
    if (args[ADJUSTMENTS].kind == TOLV_RANGE &&
        !tolv_sum(adjustments->numbers, tolv_range_count(adjustments), &known))
        return too_large(call, ADJUSTMENTS, tolv_to_kronor(known));
    explain_forecast(call, &year, method, parameter, tolv_to_kronor(forecast));
    if (known)
        tolv_explain(call, N_("with known adjustments of {1}: {2} kr"),
                     TOLV_KRONOR(tolv_to_kronor(known)),
                     TOLV_KRONOR(tolv_to_kronor(forecast + known)));
    return tolv_answer_ore(call, result, forecast + known);
}

const tolv_function tolv_function_yearforecast = {
    .name = NC_("function", "YEARFORECAST"),
    .text = N_("Forecast for the whole year from the outcome so far and the budget by month"),
    .family = TOLV_FAMILY_FORECAST,
    .unit = N_("kronor"),
    .formula = N_(
        "1: A + (B − B_p); 2: A + (12 − p)·A/r; 3: A/S; 4: A + (B − B_p)(1 + λ(A − B_p)/B_p); "
        "A outcome and B_p budget so far, B the year's budget, r months reported, S usual share so far"),
    .native = NATIVE_YEAR_SO_FAR
    "reported = COUNT($months)\n"
    "byRate = IF($reported=0;NA();$outcome+(12-$period)*$outcome/$reported)\n" TOLV_NATIVE_HISTORY
    "exact = SUMPRODUCT($whole*ROUND(INDEX($history;0;1):INDEX($history;0;$period);2))\n"
    "sum = SUMPRODUCT(MMULT(1*$whole;1*({1;2;3;4;5;6;7;8;9;10;11;12}<=$period));$history)\n"
    "soFar = IFERROR($exact;$sum)\n"
    "byKey = $history?(IF($years=0;NA();$outcome/($soFar/$earlier));$outcome/($budgetSoFar/$year))\n"
    "deviation = ($outcome-$budgetSoFar)/$budgetSoFar\n"
    "persisting = $outcome+($year-$budgetSoFar)*(1+$parameter*$deviation)\n"
    "forecast = ROUND($method?($outcome+$year-$budgetSoFar;$byRate;$byKey;$persisting);2)\n"
    "known = $adjustments?(IFERROR(SUMPRODUCT(ROUND($adjustments;2));SUM($adjustments));0)\n"
    "IF($missing>0;NA();ROUND($forecast+$known;2))",
    .source = N_(
        "methods 1 and 2 are those of municipal follow-up; 3 is the chain ladder of Mack (1993)"),
    .example =
        "TOLV.YEARFORECAST({110;110;110;;;;;;;;;};{100;100;100;100;100;100;100;100;100;100;100;100};3)",
    .see = "YTD REMAINING KEYFROM DEVIATION",
    .body = yearforecast,
    .arguments =
        {
            [ACTUAL] = TOLV_TAKES_ACTUAL_YEAR,
            [BUDGET] = TOLV_TAKES_BUDGET_YEAR,
            [PERIOD] = TOLV_TAKES_PERIOD,
            [METHOD] =
                {.id = "method",
                 .name = NC_("argument", "method"),
                 .text = N_(
                     "1 the rest as budgeted; 2 as so far; 3 by the usual profile; 4 the deviation goes on"),
                 .kind = TOLV_ARGUMENT_KEYWORD,
                 .keywords = methods,
                 .optional = true,
                 .has_default = true,
                 .otherwise = TOLV_FORECAST_REST_OF_BUDGET},
            [PARAMETER] =
                {.id = "parameter",
                 .name = NC_("argument", "parameter"),
                 .text =
                     N_("Method 4: how much of the deviation goes on, from 0 (none) to 1 (all)"),
                 .kind = TOLV_ARGUMENT_NUMBER,
                 .optional = true,
                 .has_default = true,
                 .otherwise = 0.5,
                 .low = 0,
                 .high = 1},
            [HISTORY] =
                {.id = "history",
                 .name = NC_("argument", "history"),
                 .text = N_(
                     "Method 3: earlier outcome, a row a year; left out: the budget's own profile"),
                 .kind = TOLV_ARGUMENT_AMOUNTS,
                 .shape = TOLV_SHAPE_YEARS,
                 .optional = true},
            [ADJUSTMENTS] =
                {.id = "adjustments",
                 .name = NC_("argument", "adjustments"),
                 .text =
                     N_("Known one-off amounts still to come, with the outcome's sign; added last"),
                 .kind = TOLV_ARGUMENT_AMOUNTS,
                 .blanks = TOLV_BLANKS_ZERO,
                 .optional = true},
        },
};

/* ---- FORECASTBLEND ---- */

static tolv_error forecastblend(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double actual = args[0].number, budget = args[1].number, share = args[2].number;
    if (share <= 0)
        return tolv_fail_with(call, TOLV_AT_THE_END, 2, TOLV_DECIMAL(share), TOLV_DECIMAL(0),
                              TOLV_DECIMAL(1));
    double by_outcome = actual / share, by_budget = actual + (1 - share) * budget;
    double blend = actual + (1 - share) * by_budget; /* share × by_outcome is actual */
    tolv_explain(
        call, N_("{1} × {2} by the outcome so far + {3} × {4} by the budget for the rest = {5} kr"),
        TOLV_PERCENT(share), TOLV_KRONOR(by_outcome), TOLV_PERCENT(1 - share),
        TOLV_KRONOR(by_budget), TOLV_KRONOR(blend));
    return tolv_answer_kronor(call, result, blend);
}

const tolv_function tolv_function_forecastblend = {
    .name = NC_("function", "FORECASTBLEND"),
    .text = N_(
        "Forecast that trusts the outcome more the further the year has come, and the budget less"),
    .why = N_("Early in the year the outcome says little, late in the year the budget does. This "
              "weighs the two by how much of the year has passed, so that one early invoice does "
              "not upset the forecast."),
    .family = TOLV_FAMILY_FORECAST,
    .unit = N_("kronor"),
    .formula = N_(
        "S·(A/S) + (1 − S)·(A + (1 − S)·B); A outcome so far, B the year's budget, S share of the year"),
    .native = "ROUND($share*($actual/$share)+(1-$share)*($actual+(1-$share)*$budget);2)",
    .source = N_("Benktander (1976); Mack, Credible claims reserves: the Benktander method (2000)"),
    .example = "TOLV.FORECASTBLEND(3600;12000;0.25)",
    .see = "YEARFORECAST PERIODKEY FORECASTRANGE",
    .body = forecastblend,
    .arguments =
        {TOLV_TAKES_ACTUAL,
         {.id = "budget",
          .name = NC_("argument", "budget"),
          .text = N_("The whole year's budget in kronor, with the same sign as the outcome"),
          .kind = TOLV_ARGUMENT_AMOUNT},
         {.id = "share",
          .name = NC_("argument", "share so far"),
          .text = N_("Share of the year that is expected to be used by now, above 0 and at most 1"),
          .kind = TOLV_ARGUMENT_NUMBER,
          .low = 0,
          .high = 1}},
};

/* ---- SAVINGNEED ---- */

enum { SAVING_A_MONTH = 1, SAVING_AS_SHARE, SAVING_IN_ALL };

static tolv_error savingneed(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *actual = &args[0].range;
    int period = (int)args[2].number, part = tolv_part_of(&args[4]), month;
    tolv_year_so_far year;
    tolv_error error =
        tolv_year_so_far_of(actual->numbers, args[1].range.numbers, period, &year, &month);
    if (error)
        return fail_in_year(call, error, actual, &year, month);
    tolv_ore rest = year.budget - year.budget_so_far;
    if (args[3].kind == TOLV_NUMBER)
        rest = tolv_to_ore(args[3].number);
    tolv_ore need = rest - (year.budget - year.outcome);
    double kronor = tolv_to_kronor(need);
    const char *sentence = N_("expected rest {1} − (budget {2} − outcome {3}) = {4} kr to improve");
    if (need <= 0)
        sentence =
            N_("expected rest {1} − (budget {2} − outcome {3}) = {4} kr: nothing has to improve");
    tolv_explain(call, sentence, TOLV_KRONOR(tolv_to_kronor(rest)),
                 TOLV_KRONOR(tolv_to_kronor(year.budget)),
                 TOLV_KRONOR(tolv_to_kronor(year.outcome)), TOLV_KRONOR(kronor));
    if (part == SAVING_IN_ALL)
        return tolv_answer_kronor(call, result, kronor);
    if (part == SAVING_AS_SHARE) {
        if (rest == 0)
            return tolv_fail(call, TOLV_ZERO_SUM, 3);
        double share = kronor / fabs(tolv_to_kronor(rest));
        tolv_explain(call, N_("{1} of the expected rest"), TOLV_PERCENT(share));
        return tolv_answer_number(result, share);
    }
    int months = TOLV_MONTHS - period;
    if (months == 0)
        return tolv_fail(call, TOLV_NO_MONTH_LEFT, 2);
    tolv_explain(call, N_("{1} kr a month in {2} {2|month|months}"), TOLV_KRONOR(kronor / months),
                 TOLV_PLAIN(months));
    return tolv_answer_kronor(call, result, kronor / months);
}

const tolv_function tolv_function_savingneed = {
    .name = NC_("function", "SAVINGNEED"),
    .text =
        N_("What must be saved to land on the budget: a month, as a share of the rest, or in all"),
    .why = N_("A deviation says what has happened, not what it takes. This turns it into what the"
              " months that are left must cost less, in kronor a month or as a share."),
    .family = TOLV_FAMILY_FORECAST,
    .unit = N_("kronor a month; share; kronor; + must improve, − is room"),
    .formula = N_(
        "need = R − (B − A); a month: need / (12 − p); share: need / |R|; R the expected rest of the year"),
    .native = NATIVE_YEAR_SO_FAR
    "expected = $rest?(ROUND($rest;2);$year-$budgetSoFar)\n"
    "need = ROUND($expected-($year-$outcome);2)\n"
    "aMonth = ROUND($need/(12-$period);2)\n"
    "IF($missing>0;NA();$part?($aMonth;$aMonth;$need/ABS(ROUND($expected;2));$need))",
    .example =
        "TOLV.SAVINGNEED({1050;1050;1050;1050;1050;1050;1050;1050;;;;};{1000;1000;1000;1000;1000;1000;1000;1000;1000;1000;1000;1000};8)",
    .see = "YEARFORECAST REMAINING DEVIATION",
    .body = savingneed,
    .arguments = {TOLV_TAKES_ACTUAL_YEAR,
                  TOLV_TAKES_BUDGET_YEAR,
                  TOLV_TAKES_PERIOD,
                  {.id = "rest",
                   .name = NC_("argument", "expected rest"),
                   .text =
                       N_("What the months left are expected to come to; left out: as budgeted"),
                   .kind = TOLV_ARGUMENT_AMOUNT,
                   .optional = true},
                  TOLV_TAKES_PART(SAVING_A_MONTH, SAVING_IN_ALL,
                                  N_("1 kronor a month, 2 share of the rest, 3 kronor in all"))},
};
