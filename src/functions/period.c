/* SPDX-License-Identifier: MPL-2.0 */
/* Period: amounts over the months, and sums so far. */
#include "core/period.h"

#include <math.h>

#include "core/rounding.h"
#include "functions/arguments.h"
#include "functions/native.h"
#include "functions/result.h"

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
    if (isinf(total))
        return tolv_fail(call, TOLV_NOT_FINITE, 1);
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
    size_t element = tolv_element_of(&args[2], n);
    if (element) {
        size_t i = element - 1;
        tolv_explain(call, N_("{1} × {2} / {3} = {4}"), TOLV_KRONOR(amount),
                     TOLV_DECIMAL(key->numbers[i]), TOLV_DECIMAL(total),
                     TOLV_DECIMAL(amount * (key->numbers[i] / total)));
        tolv_explain(call, N_("in whole steps of {1} kr, so that all parts add up: {2} kr"),
                     TOLV_KRONOR(step), TOLV_KRONOR(months[i]));
    } else {
        tolv_explain(
            call,
            method == TOLV_ROUNDING_CUMULATIVE
                ? N_("{1} kr in {2} {2|part|parts} after the key, each sum so far rounded to {3} kr: the parts add up exactly")
                : N_("{1} kr in {2} {2|part|parts} after the key, rounded down to {3} kr and the largest remainders up: the parts add up exactly"),
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
    .native = "place = (ROW($key)-MIN(ROW($key)))*COLUMNS($key)+COLUMN($key)-MIN(COLUMN($key))+1\n"
              "before = SUMPRODUCT(1*($place<$element);$key)\n"
              "until = SUMPRODUCT(1*($place<=$element);$key)\n"
              "after = SUMPRODUCT(1*($place>$element);$key)\n"
              "stepsBefore = ROUND(ROUND($amount;2)*$before/SUM($key)/$step;6)\n"
              "stepsUntil = ROUND(ROUND($amount;2)*$until/SUM($key)/$step;6)\n"
              "upTo = IF($after=0;ROUND($amount;2);ROUND($stepsUntil;0)*$step)\n"
              "cumulative = IF($until=$before;0;ROUND($upTo-ROUND($stepsBefore;0)*$step;2))\n"
              "size = ABS(ROUND($amount;2))\n"
              "exact = $size*$key!/SUM($key)/$step\n" TOLV_NATIVE_REMAINDERS
              "left = ROUND($size-SUMPRODUCT($whole)*$step;2)-$ahead*$step\n"
              "largest = SIGN($amount)*ROUND($ownWhole*$step+MAX(0;MIN($step;$left));2)\n"
              "IF(SUM($key)=0;0/0;$method?($cumulative;$largest))",
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
    tolv_explain(call, N_("January to {1}, {2} {2|month|months} reported: {3} kr"),
                 TOLV_MONTH(period), TOLV_PLAIN(so_far.reported),
                 TOLV_KRONOR(tolv_to_kronor(so_far.sum)));
    return tolv_answer_ore(call, result, so_far.sum);
}

#define TAKES_MONTHS \
    { \
        .id = "range", .name = NC_("argument", "range"), \
        .text = N_("The year by month: twelve cells, blank where not reported yet"), \
        .kind = TOLV_ARGUMENT_AMOUNTS, .shape = TOLV_SHAPE_TWELVE \
    }

const tolv_function tolv_function_ytd = {
    .name = NC_("function", "YTD"),
    .text = N_("Sum so far this year: January up to and with a month"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor"),
    .formula = N_("Σ a_i for i ≤ period, in öre"),
    .native =
        "months = INDEX($range;1):INDEX($range;$period)\n"
        "planned = INDEX($budget;1):INDEX($budget;$period)\n"
        "missing = $budget?(SUMPRODUCT(1-ISNUMBER($months);ISNUMBER($planned)*($planned<>0));$period-COUNT($months))\n"
        "IF($missing>0;NA();ROUND(IFERROR(SUMPRODUCT(ROUND($months;2));SUM($months));2))",
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
          .blanks = TOLV_BLANKS_ZERO,
          .optional = true}},
};

static tolv_error remaining(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const double *months = args[0].range.numbers;
    int period = (int)args[1].number;
    tolv_ore left = 0;
    if (!tolv_sum(months + period, (size_t)(TOLV_MONTHS - period), &left))
        return tolv_fail_with(call, TOLV_TOO_LARGE, 0, TOLV_DECIMAL(tolv_to_kronor(left)));
    tolv_explain(call, N_("{1} {1|month|months} after {2}: {3} kr"),
                 TOLV_PLAIN(TOLV_MONTHS - period), TOLV_MONTH(period),
                 TOLV_KRONOR(tolv_to_kronor(left)));
    return tolv_answer_ore(call, result, left);
}

const tolv_function tolv_function_remaining = {
    .name = NC_("function", "REMAINING"),
    .text = N_("What is left of the year: the sum of the months after a given month"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor"),
    .formula = N_("Σ a_i for i > period, in öre"),
    .native = "months = INDEX($range;$period+1):INDEX($range;12)\n"
              "IF($period<12;ROUND(IFERROR(SUMPRODUCT(ROUND($months;2));SUM($months));2);0)",
    .example = "TOLV.REMAINING({100;100;100;100;100;100;100;100;100;100;100;150};8)",
    .see = "YTD YEARFORECAST",
    .body = remaining,
    .arguments = {{.id = "range",
                   .name = NC_("argument", "range"),
                   .text = N_("The year by month: twelve cells; a blank one counts as 0"),
                   .kind = TOLV_ARGUMENT_AMOUNTS,
                   .shape = TOLV_SHAPE_TWELVE,
                   .blanks = TOLV_BLANKS_ZERO},
                  TOLV_TAKES_PERIOD},
};

/* ---- ROUNDSUM ---- */

enum { RANGE, TOTAL, ELEMENT, STEP };

static tolv_error roundsum(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *range = &args[RANGE].range;
    size_t n = tolv_range_count(range);
    double total = args[TOTAL].kind == TOLV_NUMBER ? args[TOTAL].number : TOLV_BLANK_NUMBER;
    tolv_rounded_sum found;
    tolv_ore step;
    tolv_error error = tolv_step_of(call, args, STEP, &step);
    if (error)
        return error;
    double *rounded = tolv_answer_matrix(call, result, range->rows, range->columns);
    if (!rounded)
        return TOLV_OUT_OF_MEMORY;
    error = tolv_round_sum(&call->arena, range->numbers, n, total, step, rounded, &found);
    if (error == TOLV_OUTSIDE)
        return tolv_fail_with(call, TOLV_TOTAL_NOT_REACHED, TOTAL, TOLV_KRONOR(total),
                              TOLV_KRONOR(found.least), TOLV_KRONOR(found.most));
    if (error)
        return tolv_fail_with(call, error, RANGE, TOLV_DECIMAL(found.total));
    size_t element = tolv_element_of(&args[ELEMENT], n);
    if (element)
        tolv_explain(
            call, N_("{1} becomes {2}, in steps of {3} kr, so that all {4} add up to {5} kr"),
            TOLV_DECIMAL(range->numbers[element - 1]), TOLV_KRONOR(rounded[element - 1]),
            TOLV_KRONOR(args[STEP].number), TOLV_PLAIN(found.figures), TOLV_KRONOR(found.total));
    else
        tolv_explain(
            call,
            N_("{1} {1|figure|figures} rounded down to {2} kr make {3} kr; {4} of them {4|goes|go} a step up, largest remainder first: {5} kr"),
            TOLV_PLAIN(found.figures), TOLV_KRONOR(args[STEP].number), TOLV_KRONOR(found.least),
            TOLV_PLAIN(found.up), TOLV_KRONOR(found.total));
    return TOLV_OK;
}

const tolv_function tolv_function_roundsum = {
    .name = NC_("function", "ROUNDSUM"),
    .text = N_("Rounds figures so that the rounded ones still add up to the rounded total"),
    .why = N_("Rounded figures seldom add up to the rounded total, and a reader who adds them up "
              "loses trust in the table. Here the kronor that rounding leaves go to the figures "
              "that lost most by it, so that the table adds up."),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor, in the shape of the range"),
    .formula = N_("down to whole steps, then one step up for the largest remainders, ties to the "
                  "first, until Σ = total; total: Σ of the range, rounded"),
    .native =
        "place = (ROW($range)-MIN(ROW($range)))*COLUMNS($range)+COLUMN($range)-MIN(COLUMN($range))+1\n"
        "exact = $range!/$step\n"
        "whole = INT($exact+5E-8)\n"
        "remainder = ROUND($exact-$whole;7)-1+ISNUMBER($range)\n"
        "own = SUMPRODUCT(($place=$element)*$remainder)\n"
        "tied = SUMPRODUCT(($remainder=$own)*($place<$element))\n"
        "ahead = SUMPRODUCT(1*($remainder>$own))+$tied\n"
        "sum = $total?($total/$step;ROUND(ROUND(SUMPRODUCT($exact);6);0))\n"
        "up = $ahead<ROUND($sum-SUMPRODUCT($whole);0)\n"
        "IF($own<0;NA();ROUND((SUMPRODUCT(($place=$element)*$whole)+$up)*$step;2))",
    .source =
        N_("largest remainder: Hamilton's method; Balinski & Young, Fair Representation (1982)"),
    .example = "TOLV.ROUNDSUM({33.4;33.3;33.3})",
    .see = "PERIODISE ALLOCATE",
    .body = roundsum,
    .arguments =
        {
            [RANGE] = {.id = "range",
                       .name = NC_("argument", "range"),
                       .text = N_("Figures to be rounded; a blank one stays blank"),
                       .kind = TOLV_ARGUMENT_AMOUNTS},
            [TOTAL] = {.id = "total",
                       .name = NC_("argument", "total"),
                       .text = N_("What the rounded figures are to add up to; left out: their own "
                                  "sum, rounded"),
                       .kind = TOLV_ARGUMENT_AMOUNT,
                       .optional = true},
            [ELEMENT] = TOLV_TAKES_ELEMENT,
            [STEP] = TOLV_TAKES_STEP,
        },
};

/* ---- ROLLING ---- */

static tolv_error rolling(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *range = &args[0].range;
    size_t n = tolv_range_count(range), window = (size_t)args[2].number;
    double end = args[1].number;
    tolv_ore sum;
    if (end < 1 || end > (double)n)
        return tolv_fail_with(call, TOLV_OUTSIDE, 1, TOLV_DECIMAL(end), TOLV_PLAIN(1),
                              TOLV_PLAIN(n));
    if ((size_t)end < window)
        return tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, 0, TOLV_PLAIN(end), TOLV_PLAIN(window));
    size_t first = (size_t)end - window;
    for (size_t i = first; i < first + window; i++)
        if (tolv_is_blank(range->numbers[i]))
            return tolv_fail_blank(call, 0, range, i);
    if (!tolv_sum(range->numbers + first, window, &sum))
        return tolv_fail_with(call, TOLV_TOO_LARGE, 0, TOLV_DECIMAL(tolv_to_kronor(sum)));
    tolv_explain(call, N_("{3} {3|month|months}, from month {1} to month {2} of the row: {4} kr"),
                 TOLV_PLAIN(first + 1), TOLV_PLAIN(end), TOLV_PLAIN(window),
                 TOLV_KRONOR(tolv_to_kronor(sum)));
    return tolv_answer_ore(call, result, sum);
}

const tolv_function tolv_function_rolling = {
    .name = NC_("function", "ROLLING"),
    .text =
        N_("Rolling sum: the last twelve months, or as many as you say, up to a month of the row"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("kronor"),
    .formula = N_("Σ a_i for end − window < i ≤ end, in öre"),
    .native =
        "months = INDEX($range;$end-$window+1):INDEX($range;$end)\n"
        "IF($end<$window;NA();IF(COUNT($months)<$window;NA();ROUND(SUMPRODUCT(ROUND($months;2));2)))",
    .example = "TOLV.ROLLING({10;20;30;40};4;3)",
    .see = "YTD",
    .body = rolling,
    .arguments = {{.id = "range",
                   .name = NC_("argument", "range"),
                   .text = N_("Months in order, over as many years as there are; blank where not "
                              "reported yet"),
                   .kind = TOLV_ARGUMENT_AMOUNTS,
                   .shape = TOLV_SHAPE_LINE},
                  {.id = "end",
                   .name = NC_("argument", "end"),
                   .text = N_("Last month of the sum, counted from the first cell of the range"),
                   .kind = TOLV_ARGUMENT_WHOLE},
                  {.id = "window",
                   .name = NC_("argument", "window"),
                   .text = N_("How many months the sum holds"),
                   .kind = TOLV_ARGUMENT_WHOLE,
                   .optional = true,
                   .has_default = true,
                   .otherwise = TOLV_MONTHS,
                   .low = 1,
                   .high = 1200}},
};

/* ---- BUDGETUSE ---- */

static tolv_error budgetuse(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *actual = &args[0].range, *budget = &args[1].range;
    bool by_month = tolv_range_count(budget) == TOLV_MONTHS;
    int period = (int)args[2].number;
    if (!by_month && tolv_range_count(budget) != 1)
        return tolv_fail_with(call, TOLV_NOT_TWELVE, 1, TOLV_PLAIN(tolv_range_count(budget)));
    tolv_so_far so_far;
    tolv_error error =
        tolv_sum_months(actual->numbers, by_month ? budget->numbers : NULL, 1, period, &so_far);
    if (error == TOLV_NOT_REPORTED)
        return tolv_fail_month(call, error, 0, actual, so_far.missing_month);
    if (error)
        return tolv_fail_with(call, error, 0, TOLV_DECIMAL(tolv_to_kronor(so_far.sum)));
    tolv_ore year;
    if (!tolv_sum(budget->numbers, tolv_range_count(budget), &year))
        return tolv_fail_with(call, TOLV_TOO_LARGE, 1, TOLV_DECIMAL(tolv_to_kronor(year)));
    if (year == 0)
        return tolv_fail(call, TOLV_ZERO_SUM, 1);
    double used = (double)so_far.sum / (double)year, expected = period / (double)TOLV_MONTHS;
    if (args[3].kind == TOLV_RANGE)
        error = tolv_share_so_far(args[3].range.numbers, period, &expected);
    else if (by_month)
        error = tolv_share_so_far(budget->numbers, period, &expected);
    if (error)
        return tolv_fail(call, error, args[3].kind == TOLV_RANGE ? 3 : 1);
    tolv_explain(call, N_("{1} / {2} = {3} used, less {4} expected by {5}: {6} percentage points"),
                 TOLV_KRONOR(tolv_to_kronor(so_far.sum)), TOLV_KRONOR(tolv_to_kronor(year)),
                 TOLV_PERCENT(used), TOLV_PERCENT(expected), TOLV_MONTH(period),
                 TOLV_POINTS(used - expected));
    return tolv_answer_number(result, used - expected);
}

const tolv_function tolv_function_budgetuse = {
    .name = NC_("function", "BUDGETUSE"),
    .text = N_("How much of the year's budget is used, less how much should be by now"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("percentage points, as a fraction; + is more used than expected"),
    .formula = N_("outcome so far / the year's budget − S_p; S_p from the key, else the budget's "
                  "months, else p/12"),
    .native =
        "months = INDEX($actual;1):INDEX($actual;$period)\n"
        "planned = INDEX($budget;1):INDEX($budget;$period)\n"
        "byMonth = ROWS($budget)*COLUMNS($budget)=12\n"
        "missing = IF($byMonth;SUMPRODUCT(1-ISNUMBER($months);ISNUMBER($planned)*($planned<>0));$period-COUNT($months))\n"
        "year = IFERROR(SUMPRODUCT(ROUND($budget;2));SUM($budget))\n"
        "used = IFERROR(SUMPRODUCT(ROUND($months;2));SUM($months))/ROUND($year;2)\n"
        "bySum = SUM($planned)/SUM($budget)\n"
        "byKey = SUM(INDEX($key;1):INDEX($key;$period))/SUM($key)\n"
        "IF($missing>0;NA();$used-$key?($byKey;IF($byMonth;$bySum;$period/12)))",
    .example = "TOLV.BUDGETUSE({100;100;130;;;;;;;;;};1200;3)",
    .see = "YTD DEVIATIONPERCENT PERIODKEY",
    .body = budgetuse,
    .arguments = {TOLV_TAKES_ACTUAL_YEAR,
                  {.id = "budget",
                   .name = NC_("argument", "budget"),
                   .text = N_("The year's budget: one amount, or twelve cells by month; a blank "
                              "month is 0"),
                   .kind = TOLV_ARGUMENT_AMOUNTS,
                   .shape = TOLV_SHAPE_LINE,
                   .blanks = TOLV_BLANKS_ZERO},
                  TOLV_TAKES_PERIOD,
                  {.id = "key",
                   .name = NC_("argument", "key"),
                   .text = N_("Expected share of each month; left out: the budget's own months, or "
                              "twelfths"),
                   .kind = TOLV_ARGUMENT_NUMBERS,
                   .shape = TOLV_SHAPE_TWELVE,
                   .blanks = TOLV_BLANKS_ZERO,
                   .optional = true}},
};
