/* SPDX-License-Identifier: MPL-2.0 */
/* Period: keys, workdays, periodisation, sums so far. */
#include "core/period.h"

#include <math.h>
#include <string.h>

#include "core/calendar.h"
#include "core/rounding.h"
#include "functions/arguments.h"
#include "functions/result.h"

#define TAKES_EVES                                                                                 \
    {                                                                                              \
        .id = "eves", .name = NC_("argument", "eves"),                                             \
        .text =                                                                                    \
            N_("1: Midsummer's, Christmas and New Year's Eve are free too; 0: they are workdays"), \
        .kind = TOLV_ARGUMENT_WHOLE, .optional = true, .has_default = true, .low = 0, .high = 1    \
    }

/* ---- WORKDAYS ---- */

static tolv_error workdays(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int year = (int)args[0].number, month = (int)args[1].number;
    bool eves = args[2].number != 0;
    int days = tolv_workdays(year, month, eves);
    const char *sentence = N_("{1} {2}: {3} days Monday to Friday that are no public holidays");
    if (eves)
        sentence = N_("{1} {2}: {3} days Monday to Friday that are neither public holidays nor "
                      "Midsummer's, Christmas or New Year's Eve");
    tolv_explain(call, sentence, TOLV_MONTH(month), TOLV_PLAIN(year), TOLV_PLAIN(days));
    return tolv_answer_number(result, days);
}

const tolv_function tolv_function_workdays = {
    .name = NC_("function", "WORKDAYS"),
    .text = N_("Workdays of a month in Sweden: Monday to Friday that are no public holidays"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("days"),
    .formula =
        N_("Monday to Friday, less the public holidays: 1 and 6 January, Good Friday, Easter "
           "Monday, 1 May, Ascension Day, 6 June (before 2005 Whit Monday), Midsummer's Day, "
           "All Saints' Day, 25 and 26 December"),
    .source = N_("SFS 1989:253, as amended by SFS 2004:1320"),
    .example = "TOLV.WORKDAYS(2026;6)",
    .see = "PERIODKEY",
    .body = workdays,
    .arguments = {TOLV_TAKES_YEAR,
                  {.id = "month",
                   .name = NC_("argument", "month"),
                   .text = N_("Month, 1 to 12, or a date in it"),
                   .kind = TOLV_ARGUMENT_PERIOD},
                  TAKES_EVES},
};

/* ---- PERIODKEY ---- */

static const tolv_keyword key_types[] = {
    {TOLV_KEY_EVEN, NC_("keyword", "even")},
    {TOLV_KEY_WORKDAYS, NC_("keyword", "workdays")},
    {TOLV_KEY_DAYS, NC_("keyword", "days")},
    {0, NULL},
};

static tolv_error periodkey(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_key_type type = (tolv_key_type)args[0].number;
    int year = (int)args[1].number;
    bool eves = args[2].number != 0;
    double weights[TOLV_MONTHS], total = 0;
    double *shares = tolv_answer_matrix(call, result, 1, TOLV_MONTHS);
    if (!shares)
        return TOLV_OUT_OF_MEMORY;
    tolv_key_weights(type, year, eves, weights);
    tolv_normalise(weights, TOLV_MONTHS, shares); /* every month has a day, so the sum is not 0 */
    for (int i = 0; i < TOLV_MONTHS; i++)
        total += weights[i];
    const char *unit = type == TOLV_KEY_WORKDAYS ? N_("workdays")
                       : type == TOLV_KEY_DAYS   ? N_("days")
                                                 : N_("months");
    if (args[3].kind == TOLV_NUMBER && args[3].number >= 1 && args[3].number <= TOLV_MONTHS) {
        int month = (int)args[3].number;
        tolv_explain(call, N_("{1} {2}: {3} of the year's {4} {5} = {6}"), TOLV_MONTH(month),
                     TOLV_PLAIN(year), TOLV_PLAIN(weights[month - 1]), TOLV_PLAIN(total),
                     TOLV_WORD(unit), TOLV_PERCENT(shares[month - 1]));
    } else {
        tolv_explain(call, N_("each month's share is its part of the {1} {2} of {3}"),
                     TOLV_PLAIN(total), TOLV_WORD(unit), TOLV_PLAIN(year));
    }
    return TOLV_OK;
}

const tolv_function tolv_function_periodkey = {
    .name = NC_("function", "PERIODKEY"),
    .text = N_("Key that spreads a year's amount over its months: even, by workdays or by days"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("shares that sum to 1"),
    .formula = N_("share of month i = k_i / Σk, with k = 1, workdays or days of the month"),
    .example = "TOLV.PERIODKEY(\"workdays\";2026)",
    .see = "PERIODISE KEYFROM WORKDAYS",
    .body = periodkey,
    .arguments = {{.id = "keyType",
                   .name = NC_("argument", "type"),
                   .text = N_("What the months are weighted by: “even”, “workdays” or “days”"),
                   .kind = TOLV_ARGUMENT_KEYWORD,
                   .keywords = key_types},
                  TOLV_TAKES_YEAR,
                  {.id = "parameter",
                   .name = NC_("argument", "parameter"),
                   .text =
                       N_("For workdays, 1: Midsummer's, Christmas and New Year's Eve are free"),
                   .kind = TOLV_ARGUMENT_WHOLE,
                   .optional = true,
                   .has_default = true,
                   .high = 1},
                  TOLV_TAKES_ELEMENT},
};

/* ---- KEYFROM ---- */

static const tolv_keyword key_methods[] = {
    {TOLV_KEY_WEIGHTED, NC_("keyword", "weighted")},
    {TOLV_KEY_MEAN, NC_("keyword", "mean")},
    {TOLV_KEY_MEDIAN, NC_("keyword", "median")},
    {0, NULL},
};

static tolv_error keyfrom(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *history = &args[0].range;
    tolv_key_method method = (tolv_key_method)args[2].number;
    bool allow = args[3].number != 0;
    tolv_key key;
    double *shares = tolv_answer_matrix(call, result, 1, TOLV_MONTHS);
    if (!shares)
        return TOLV_OUT_OF_MEMORY;
    tolv_error error = tolv_key_from(&call->arena, history->numbers, history->rows, method, &key);
    if (error == TOLV_ZERO_SUM && key.year < history->rows)
        return tolv_fail_items(call, error, 0, key.year + 1, 1, NULL, 0);
    if (error)
        return tolv_fail(call, error, 0);
    for (int i = 0; i < TOLV_MONTHS; i++) {
        shares[i] = key.shares[i];
        if (shares[i] < 0 && !allow)
            return tolv_fail_with(call, TOLV_NEGATIVE, 0, TOLV_DECIMAL(shares[i]));
    }
    const char *how = method == TOLV_KEY_MEAN     ? N_("mean of each year's shares")
                      : method == TOLV_KEY_MEDIAN ? N_("median of each year's shares")
                                                  : N_("the months' sums by the sum of all");
    if (args[1].kind == TOLV_NUMBER && args[1].number >= 1 && args[1].number <= TOLV_MONTHS)
        tolv_explain(call, N_("{1}: {2} of the year ({3})"), TOLV_MONTH(args[1].number),
                     TOLV_PERCENT(shares[(int)args[1].number - 1]), TOLV_WORD(how));
    else
        tolv_explain(call, N_("key from {1} years of outcome: {2}"), TOLV_PLAIN(key.years),
                     TOLV_WORD(how));
    return TOLV_OK;
}

const tolv_function tolv_function_keyfrom = {
    .name = NC_("function", "KEYFROM"),
    .text = N_(
        "Key from the outcome of earlier years: how the year's amount really falls on its months"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("shares that sum to 1"),
    .formula =
        N_("weighted: share of month i = Σ_y a_yi / ΣΣ a; mean, median: of a_yi / Σ_j a_yj over "
           "the years y, made to sum to 1"),
    .example =
        "TOLV.KEYFROM({10;10;10;10;10;10;0;10;10;10;10;20|20;20;20;20;20;20;0;20;20;20;20;40})",
    .see = "PERIODKEY PERIODISE YEARFORECAST",
    .body = keyfrom,
    .arguments =
        {{.id = "history",
          .name = NC_("argument", "history"),
          .text = N_(
              "Earlier outcome: a row a year, twelve columns; a year with a blank month is left out"),
          .kind = TOLV_ARGUMENT_AMOUNTS,
          .shape = TOLV_SHAPE_YEARS},
         TOLV_TAKES_ELEMENT,
         {.id = "method",
          .name = NC_("argument", "method"),
          .text = N_("How the years are put together: “weighted”, “mean” or “median”"),
          .kind = TOLV_ARGUMENT_KEYWORD,
          .keywords = key_methods,
          .optional = true,
          .has_default = true,
          .otherwise = TOLV_KEY_WEIGHTED},
         {.id = "allow",
          .name = NC_("argument", "allow"),
          .text = N_("1: a month may have a negative share; 0: that is an error"),
          .kind = TOLV_ARGUMENT_WHOLE,
          .optional = true,
          .has_default = true,
          .high = 1}},
};

/* ---- PERIODISE ---- */

static const tolv_keyword rounding_methods[] = {
    {TOLV_ROUNDING_CUMULATIVE, NC_("keyword", "cumulative")},
    {TOLV_ROUNDING_LARGEST, NC_("keyword", "largest")},
    {0, NULL},
};

static tolv_error periodise(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double amount = args[0].number, step = args[3].number, total = 0;
    const tolv_range *key = &args[1].range;
    size_t n = tolv_range_count(key);
    tolv_rounding method = (tolv_rounding)args[4].number;
    for (size_t i = 0; i < n; i++) {
        if (key->numbers[i] < 0)
            return tolv_fail_at(call, TOLV_NEGATIVE, 1, key, i, TOLV_DECIMAL(key->numbers[i]));
        total += key->numbers[i];
    }
    tolv_ore step_in_ore;
    tolv_error error = tolv_step_of(call, args, 3, &step_in_ore);
    if (error)
        return error;
    double *months = tolv_answer_matrix(call, result, key->rows, key->columns);
    tolv_ore *parts = tolv_arena_take(&call->arena, n, sizeof *parts);
    if (!months || !parts)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    error = tolv_apportion(&call->arena, tolv_to_ore(amount), key->numbers, n, step_in_ore, method,
                           parts);
    if (error)
        return tolv_fail(call, error, 1);
    for (size_t i = 0; i < n; i++)
        months[i] = tolv_to_kronor(parts[i]);
    if (args[2].kind == TOLV_NUMBER && args[2].number >= 1 && args[2].number <= (double)n) {
        size_t i = (size_t)args[2].number - 1;
        tolv_explain(call, N_("{1} × {2} / {3} = {4}"), TOLV_KRONOR(amount),
                     TOLV_DECIMAL(key->numbers[i]), TOLV_DECIMAL(total),
                     TOLV_DECIMAL(amount * (key->numbers[i] / total)));
        tolv_explain(call, N_("in whole steps of {1} kr, so that all parts add up: {2} kr"),
                     TOLV_KRONOR(step), TOLV_KRONOR(months[i]));
    } else {
        tolv_explain(
            call,
            method == TOLV_ROUNDING_CUMULATIVE
                ? N_("{1} kr in {2} parts after the key, each sum so far rounded to {3} kr: the parts add up exactly")
                : N_("{1} kr in {2} parts after the key, rounded down to {3} kr and the largest remainders up: the parts add up exactly"),
            TOLV_KRONOR(amount), TOLV_PLAIN(n), TOLV_KRONOR(step));
    }
    return TOLV_OK;
}

const tolv_function tolv_function_periodise = {
    .name = NC_("function", "PERIODISE"),
    .text =
        N_("Spreads an amount over the months after a key, in whole kronor that add up exactly"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor, as many as the key has shares"),
    .formula = N_(
        "a_i = A·k_i / Σk; cumulative: a_i = u(round(C_i/u) − round(C_(i−1)/u)) with C the exact "
        "sum so far and u the step; largest: down to u, then +u to the largest remainders"),
    .source =
        N_("largest remainder: Hamilton's method; Balinski & Young, Fair Representation (1982)"),
    .example = "TOLV.PERIODISE(127147;{1;1;1;1;1;1;1;1;1;1;1;1})",
    .see = "PERIODKEY KEYFROM ALLOCATE",
    .body = periodise,
    .arguments =
        {{.id = "amount",
          .name = NC_("argument", "amount"),
          .text = N_("Amount in kronor to be spread"),
          .kind = TOLV_ARGUMENT_AMOUNT},
         {.id = "key",
          .name = NC_("argument", "key"),
          .text = N_("Key: a share or weight for each month; blank is 0, and 0 gets nothing"),
          .kind = TOLV_ARGUMENT_NUMBERS,
          .blanks = TOLV_BLANKS_ZERO},
         TOLV_TAKES_ELEMENT,
         TOLV_TAKES_STEP,
         {.id = "method",
          .name = NC_("argument", "method"),
          .text = N_(
              "“cumulative”: every sum so far is right to half a step; “largest”: largest remainder"),
          .kind = TOLV_ARGUMENT_KEYWORD,
          .keywords = rounding_methods,
          .optional = true,
          .has_default = true,
          .otherwise = TOLV_ROUNDING_CUMULATIVE}},
};

/* ---- YTD, REMAINING ---- */

static tolv_error ytd(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *months = &args[0].range;
    int period = (int)args[1].number;
    const double *budget = args[2].kind == TOLV_RANGE ? args[2].range.numbers : NULL;
    tolv_so_far so_far;
    tolv_error error = tolv_sum_months(months->numbers, budget, 1, period, &so_far);
    if (error == TOLV_NOT_REPORTED)
        return tolv_fail_month(call, error, 0, months, so_far.missing_month);
    if (error)
        return tolv_fail_with(call, error, 0, TOLV_DECIMAL(tolv_to_kronor(so_far.sum)));
    tolv_explain(call, N_("January to {1}, {2} months with a figure: {3} kr"), TOLV_MONTH(period),
                 TOLV_PLAIN(so_far.reported), TOLV_KRONOR(tolv_to_kronor(so_far.sum)));
    return tolv_answer_ore(call, result, so_far.sum);
}

#define TAKES_MONTHS                                                                 \
    {                                                                                \
        .id = "range", .name = NC_("argument", "range"),                             \
        .text = N_("The year by month: twelve cells, blank where not reported yet"), \
        .kind = TOLV_ARGUMENT_AMOUNTS, .shape = TOLV_SHAPE_TWELVE                    \
    }

const tolv_function tolv_function_ytd = {
    .name = NC_("function", "YTD"),
    .text = N_("Sum so far this year: January to the month to stand in"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor"),
    .formula = N_("Σ a_i for i ≤ period, in öre"),
    .example = "TOLV.YTD({100;110;90;100;;;;;;;;};4)",
    .see = "REMAINING DEVIATION YEARFORECAST",
    .body = ytd,
    .arguments =
        {TAKES_MONTHS,
         TOLV_TAKES_PERIOD,
         {.id = "budget",
          .name = NC_("argument", "budget"),
          .text =
              N_("The year's budget by month: where it is 0 or blank a blank month counts as 0"),
          .kind = TOLV_ARGUMENT_AMOUNTS,
          .shape = TOLV_SHAPE_TWELVE,
          .optional = true}},
};

static tolv_error remaining(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const double *months = args[0].range.numbers;
    int period = (int)args[1].number;
    tolv_ore left = 0;
    if (!tolv_sum(months + period, (size_t)(TOLV_MONTHS - period), &left))
        return tolv_fail_with(call, TOLV_TOO_LARGE, 0, TOLV_DECIMAL(tolv_to_kronor(left)));
    tolv_explain(call, N_("the {1} months after {2}: {3} kr"), TOLV_PLAIN(TOLV_MONTHS - period),
                 TOLV_MONTH(period), TOLV_KRONOR(tolv_to_kronor(left)));
    return tolv_answer_ore(call, result, left);
}

const tolv_function tolv_function_remaining = {
    .name = NC_("function", "REMAINING"),
    .text = N_("Sum of what is left of the year: the months after the one to stand in"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor"),
    .formula = N_("Σ a_i for i > period, in öre"),
    .example = "TOLV.REMAINING({100;100;100;100;100;100;100;100;100;100;100;150};8)",
    .see = "YTD YEARFORECAST",
    .body = remaining,
    .arguments = {{.id = "range",
                   .name = NC_("argument", "range"),
                   .text = N_("The year by month: twelve cells; a blank one counts as 0"),
                   .kind = TOLV_ARGUMENT_AMOUNTS,
                   .shape = TOLV_SHAPE_TWELVE},
                  TOLV_TAKES_PERIOD},
};
