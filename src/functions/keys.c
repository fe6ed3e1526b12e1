/* SPDX-License-Identifier: MPL-2.0 */
/* Period: the calendar, and keys that spread a year over its months. */
#include <math.h>
#include <string.h>

#include "core/calendar.h"
#include "core/period.h"
#include "functions/arguments.h"
#include "functions/native.h"
#include "functions/result.h"

#define TAKES_EVES \
    { \
        .id = "eves", .name = NC_("argument", "eves"), \
        .text = \
            N_("1: Midsummer's, Christmas and New Year's Eve are free too; 0: they are workdays"), \
        .kind = TOLV_ARGUMENT_WHOLE, .optional = true, .has_default = true, .low = 0, .high = 1 \
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

/* Easter is the Sunday after the first full moon from 21 March on, by the tables of 1900 to 2199.
 * Good Friday, Easter Monday, Ascension Day and, before 2005, Whit Monday are never on a weekend,
 * Midsummer's Day and All Saints' Day always. In 2008 Ascension Day was 1 May: one day, not two. */
#define NATIVE_DAYS_OFF \
    "days = MOD(19*MOD($year;19)+24;30)\n" \
    "fullMoon = DATE($year;3;21)+$days-($days>27+(MOD($year;19)<11))\n" \
    "easter = $fullMoon+8-WEEKDAY($fullMoon)\n" \
    "movable = ({-2;1;39;50}<49+2*($year<2005))*MONTH($easter+{-2;1;39;50})\n" \
    "weekdays = WEEKDAY(DATE($year;{1;1;5;6;12;12};{1;6;1;6;25;26});2)<6\n" \
    "fixed = {1;1;5;6;12;12}*$weekdays*({0;0;0;1;0;0}<=1*($year>2004))\n"

const tolv_function tolv_function_workdays = {
    .name = NC_("function", "WORKDAYS"),
    .text = N_("Workdays of a month in Sweden: Monday to Friday that are no public holidays"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("days"),
    .formula =
        N_("Monday to Friday, less the public holidays: 1 and 6 January, Good Friday, Easter "
           "Monday, 1 May, Ascension Day, 6 June (before 2005 Whit Monday), Midsummer's Day, "
           "All Saints' Day, 25 and 26 December"),
    .native = NATIVE_DAYS_OFF
    "weekdaysOfMonth = NETWORKDAYS(DATE($year;$month;1);DATE($year;$month+1;0))\n"
    "daysOff = SUMPRODUCT(1*($movable=$month))+SUMPRODUCT(1*($fixed=$month))-($year=2008)*($month=5)\n"
    "evesOff = ($month=6)+2*($month=12)*(WEEKDAY(DATE($year;12;24);2)<6)\n"
    "$weekdaysOfMonth-$daysOff-$eves*$evesOff",
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

enum { KEY_TYPE, YEAR, PARAMETER, ELEMENT };

static const tolv_keyword key_types[] = {
    {TOLV_KEY_EVEN, NC_("keyword", "even")},
    {TOLV_KEY_WORKDAYS, NC_("keyword", "workdays")},
    {TOLV_KEY_DAYS, NC_("keyword", "days")},
    {TOLV_KEY_ALLDAYS, NC_("keyword", "alldays")},
    {TOLV_KEY_445, NC_("keyword", "445")},
    {TOLV_KEY_SALARY, NC_("keyword", "salary")},
    {0, NULL},
};

/* What each type reads from `parameter`, in order; what is blank or beyond the row is the default.
 */
enum { PARAMETERS = 3 };

typedef struct bounds {
    double otherwise, low, high;
} bounds;

static const struct {
    size_t count;
    bounds parameters[PARAMETERS];
} readings[] = {
    [TOLV_KEY_EVEN] = {0}, [TOLV_KEY_WORKDAYS] = {1, {{0, 0, 1}}},
    [TOLV_KEY_DAYS] = {0}, [TOLV_KEY_ALLDAYS] = {2, {{1, 0, 1e6}, {NAN, 0, 1e6}}},
    [TOLV_KEY_445] = {0},  [TOLV_KEY_SALARY] = {3, {{0, -1, 10}, {4, 1, 12}, {0, -1, 1 / 3.0}}},
};

static tolv_error read_parameters(tolv_call *call, const tolv_value *args, tolv_key_type type,
                                  tolv_key_parameters *parameters) {
    double read[PARAMETERS] = {0};
    const tolv_range *given = args[PARAMETER].kind == TOLV_RANGE ? &args[PARAMETER].range : NULL;
    size_t count = given ? tolv_range_count(given) : 0;
    if (readings[type].count && count > readings[type].count)
        return tolv_fail_with(call, TOLV_TOO_MANY_CELLS, PARAMETER, TOLV_PLAIN(count),
                              TOLV_PLAIN(readings[type].count));
    for (size_t i = 0; i < readings[type].count; i++) {
        const bounds *bound = &readings[type].parameters[i];
        read[i] = i < count ? given->numbers[i] : TOLV_BLANK_NUMBER;
        if (tolv_is_blank(read[i]))
            read[i] = bound->otherwise;
        else if (read[i] < bound->low || read[i] > bound->high)
            return tolv_fail_at(call, TOLV_OUTSIDE, PARAMETER, given, i, TOLV_DECIMAL(read[i]),
                                TOLV_DECIMAL(bound->low), TOLV_DECIMAL(bound->high));
    }
    bool whole = type == TOLV_KEY_WORKDAYS || type == TOLV_KEY_SALARY;
    size_t at = type == TOLV_KEY_SALARY ? 1 : 0;
    if (whole && read[at] != floor(read[at]))
        return tolv_fail_at(call, TOLV_NOT_WHOLE, PARAMETER, given, at, TOLV_DECIMAL(read[at]));
    *parameters = (tolv_key_parameters){
        .eves = read[0] != 0,
        .weekend = read[0],
        .holiday = tolv_is_blank(read[1]) ? read[0] : read[1],
        .raise = read[0],
        .raise_month = type == TOLV_KEY_SALARY ? (int)read[1] : 0,
        .holiday_pay = read[2],
    };
    return TOLV_OK;
}

/* What the weights are made of, where their name does not tell. */
static void explain_parameters(tolv_call *call, tolv_key_type type,
                               const tolv_key_parameters *parameters) {
    if (type == TOLV_KEY_ALLDAYS)
        tolv_explain(call, N_("a Saturday or Sunday weighs {1}, a public holiday {2}"),
                     TOLV_DECIMAL(parameters->weekend), TOLV_DECIMAL(parameters->holiday));
    else if (type == TOLV_KEY_SALARY)
        tolv_explain(call, N_("pay {1} higher from {2}, holiday pay {3} of a month's pay"),
                     TOLV_PERCENT(parameters->raise), TOLV_MONTH(parameters->raise_month),
                     TOLV_PERCENT(parameters->holiday_pay));
}

static tolv_error periodkey(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_key_type type = (tolv_key_type)args[KEY_TYPE].number;
    int year = (int)args[YEAR].number;
    tolv_key_parameters parameters;
    tolv_error error = read_parameters(call, args, type, &parameters);
    if (error)
        return error;
    double weights[TOLV_MONTHS], total = 0;
    double *shares = tolv_answer_matrix(call, result, 1, TOLV_MONTHS);
    if (!shares)
        return TOLV_OUT_OF_MEMORY;
    tolv_key_weights(type, year, &parameters, weights);
    for (int i = 0; i < TOLV_MONTHS; i++)
        total += weights[i];
    error = tolv_normalise(weights, TOLV_MONTHS, shares);
    if (error)
        return tolv_fail(call, error, PARAMETER);
    static const char *const units[] = {
        [TOLV_KEY_EVEN] = N_("months"), [TOLV_KEY_WORKDAYS] = N_("workdays"),
        [TOLV_KEY_DAYS] = N_("days"),   [TOLV_KEY_ALLDAYS] = N_("weighted days"),
        [TOLV_KEY_445] = N_("weeks"),   [TOLV_KEY_SALARY] = N_("months' pay"),
    };
    size_t month = tolv_element_of(&args[ELEMENT], TOLV_MONTHS);
    if (month) {
        tolv_explain(call, N_("{1} {2}: {3} of the year's {4} {5} = {6}"),
                     TOLV_MONTH((double)month), TOLV_PLAIN(year), TOLV_DECIMAL(weights[month - 1]),
                     TOLV_DECIMAL(total), TOLV_WORD(units[type]), TOLV_PERCENT(shares[month - 1]));
    } else {
        tolv_explain(call, N_("each month's share is its part of the {1} {2} of {3}"),
                     TOLV_DECIMAL(total), TOLV_WORD(units[type]), TOLV_PLAIN(year));
    }
    explain_parameters(call, type, &parameters);
    return TOLV_OK;
}

const tolv_function tolv_function_periodkey = {
    .name = NC_("function", "PERIODKEY"),
    .text = N_(
        "Key that spreads a year over its months: even, by workdays, days, weighted days, weeks or pay"),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("shares that sum to 1"),
    .formula =
        N_("share of month i = k_i / Σk; k = 1, workdays, days, weighted days, 4-4-5 weeks, or for "
           "salary (1 + r[i ≥ month])(1 + 12h(1/12 − u)), u = 1/3 in June, July and August"),
    .native = NATIVE_DAYS_OFF
    "weekdaysOfMonth = NETWORKDAYS(DATE($year;$element;1);DATE($year;$element+1;0))\n"
    "off = SUMPRODUCT(1*($movable=$element))+SUMPRODUCT(1*($fixed=$element))-($year=2008)*($element=5)\n"
    "weekdaysOfYear = NETWORKDAYS(DATE($year;1;1);DATE($year;12;31))\n"
    "offOfYear = SUMPRODUCT(1*($movable>0))+SUMPRODUCT(1*($fixed>0))-($year=2008)\n"
    "workdays = $parameter?(;($weekdaysOfMonth-$off)/($weekdaysOfYear-$offOfYear))\n"
    "calendarDays = DAY(DATE($year;$element+1;0))/(DATE($year+1;1;1)-DATE($year;1;1))\n"
    "$keyType?(1/12;$workdays;$calendarDays;;(4+(MOD($element;3)=0))/52;)",
    .example = "TOLV.PERIODKEY(\"workdays\";2026)",
    .see = "PERIODISE KEYFROM KEYCHECK WORKDAYS",
    .body = periodkey,
    .arguments =
        {[KEY_TYPE] = {.id = "keyType",
                       .name = NC_("argument", "type"),
                       .text = N_(
                           "What weights the months: even, workdays, days, alldays, 445 or salary"),
                       .kind = TOLV_ARGUMENT_KEYWORD,
                       .keywords = key_types},
         [YEAR] = TOLV_TAKES_YEAR,
         [PARAMETER] =
             {.id = "parameter",
              .name = NC_("argument", "parameter"),
              .text = N_(
                  "workdays: eves free 1/0; alldays: {weekend; holiday} weights; salary: {raise; its month; holiday pay}"),
              .kind = TOLV_ARGUMENT_NUMBERS,
              .shape = TOLV_SHAPE_LINE,
              .optional = true},
         [ELEMENT] = TOLV_TAKES_ELEMENT},
};

/* ---- KEYFROM ---- */

static const tolv_keyword key_methods[] = {
    {TOLV_KEY_WEIGHTED, NC_("keyword", "weighted")},
    {TOLV_KEY_MEAN, NC_("keyword", "mean")},
    {TOLV_KEY_MEDIAN, NC_("keyword", "median")},
    {0, NULL},
};

/* The key of the argument's years. A fault of one year is at its row; a negative share is one too,
 * unless it is allowed. */
static tolv_error read_history(tolv_call *call, const tolv_value *args, int argument,
                               tolv_key_method method, bool allow, tolv_key *key) {
    const tolv_range *history = &args[argument].range;
    tolv_error error = tolv_key_from(&call->arena, history->numbers, history->rows, method, key);
    if (error == TOLV_NOT_REPORTED)
        return tolv_fail(call, TOLV_NO_WHOLE_YEAR, argument);
    if (error == TOLV_ZERO_SUM && key->year < history->rows)
        return tolv_fail_items(call, TOLV_NO_PROFILE, argument, key->year + 1, 1, NULL, 0);
    if (error)
        return tolv_fail(call, error, argument);
    for (int i = 0; i < TOLV_MONTHS && !allow; i++)
        if (key->shares[i] < 0)
            return tolv_fail_items(call, TOLV_NEGATIVE_MONTH, argument, history->rows == 1,
                                   (size_t)i + 1,
                                   TOLV_ITEMS(TOLV_MONTH(i + 1), TOLV_PERCENT(key->shares[i])));
    return TOLV_OK;
}

static tolv_error keyfrom(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_key_method method = (tolv_key_method)args[2].number;
    tolv_key key;
    double *shares = tolv_answer_matrix(call, result, 1, TOLV_MONTHS);
    if (!shares)
        return TOLV_OUT_OF_MEMORY;
    tolv_error error = read_history(call, args, 0, method, args[3].number != 0, &key);
    if (error)
        return error;
    memcpy(shares, key.shares, sizeof key.shares);
    const char *how = method == TOLV_KEY_MEAN     ? N_("mean of each year's shares")
                      : method == TOLV_KEY_MEDIAN ? N_("median of each year's shares")
                                                  : N_("the months' sums by the sum of all");
    size_t month = tolv_element_of(&args[1], TOLV_MONTHS);
    if (month)
        tolv_explain(call, N_("{1}: {2} of the year ({3})"), TOLV_MONTH((double)month),
                     TOLV_PERCENT(shares[month - 1]), TOLV_WORD(how));
    else
        tolv_explain(call, N_("key from {1} {1|year|years} of outcome: {2}"), TOLV_PLAIN(key.years),
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
    .native = TOLV_NATIVE_HISTORY
    "month = INDEX($history;0;$element)\n"
    "ofMonth = IFERROR(SUMPRODUCT($whole*ROUND($month;2));SUMPRODUCT(1*$whole;$month))\n"
    "weighted = $ofMonth/$earlier\n"
    "figures = ROUND($history!;2)\n"
    "sums = MMULT($figures;{1|1|1|1|1|1|1|1|1|1|1|1})\n"
    "mean = SUMPRODUCT($whole*MMULT($figures;1*({1|2|3|4|5|6|7|8|9|10|11|12}=$element))/(1-$whole+$whole*$sums))/$years\n"
    "share = $method?($weighted;$mean;)\n"
    "IF($years=0;NA();$allow?(SQRT($share)^2;$share))",
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

/* ---- KEYCHECK ---- */

static tolv_error keycheck(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const double *budget = args[0].range.numbers;
    double planned[TOLV_MONTHS], earlier[TOLV_MONTHS];
    int month = args[2].kind == TOLV_NUMBER ? (int)args[2].number : 0;
    tolv_key key;
    tolv_error error = read_history(call, args, 1, TOLV_KEY_WEIGHTED, false, &key);
    if (error)
        return error;
    for (int i = 0; i < TOLV_MONTHS; i++) {
        error = tolv_share_so_far(budget, i + 1, &planned[i]);
        if (error)
            return tolv_fail(call, error, 0);
        tolv_share_so_far(key.shares, i + 1, &earlier[i]); /* a key sums to 1 */
    }
    const double alike = 0x1p-45; /* the last bits of a sum make no month differ more */
    int shown = month ? month : 1;
    for (int i = 0; !month && i < TOLV_MONTHS; i++)
        if (fabs(planned[i] - earlier[i]) > fabs(planned[shown - 1] - earlier[shown - 1]) + alike)
            shown = i + 1;
    double difference = planned[shown - 1] - earlier[shown - 1];
    tolv_explain(call,
                 N_("by {1} {2} of the budget, less {3} in earlier years: {4} percentage points"),
                 TOLV_MONTH(shown), TOLV_PERCENT(planned[shown - 1]),
                 TOLV_PERCENT(earlier[shown - 1]), TOLV_POINTS(difference));
    return tolv_answer_number(result, month ? difference : fabs(difference));
}

const tolv_function tolv_function_keycheck = {
    .name = NC_("function", "KEYCHECK"),
    .text = N_("Whether the budget's profile over the year fits the outcome of earlier years"),
    .why = N_("A budget spread by the wrong key shows deviations all year that are not there. "
              "This says, before the year begins, how far the budget's profile is from how the "
              "money has really fallen."),
    .family = TOLV_FAMILY_PERIOD,
    .unit = N_("percentage points, as a fraction; with a period + is budgeted earlier than usual"),
    .formula =
        N_("S_budget(p) − S_history(p) of the shares so far; without p the largest |difference|"),
    .native = TOLV_NATIVE_HISTORY
    "planned = SUM(INDEX($budget;1):INDEX($budget;$period))/SUM($budget)\n"
    "months = INDEX($history;0;1):INDEX($history;0;$period)\n"
    "sum = SUMPRODUCT(MMULT(1*$whole;1*({1;2;3;4;5;6;7;8;9;10;11;12}<=$period));$history)\n"
    "IF($years=0;NA();$planned-IFERROR(SUMPRODUCT($whole*ROUND($months;2));$sum)/$earlier)",
    .source =
        N_("the largest distance between two cumulative profiles, as in the test of Kolmogorov "
           "and Smirnov"),
    .example = "TOLV.KEYCHECK({1;1;1;1;1;1;1;1;1;1;1;1};{1;1;1;1;1;1;0;1;1;1;1;2})",
    .see = "KEYFROM PERIODKEY PERIODISE",
    .body = keycheck,
    .arguments = {{.id = "budget",
                   .name = NC_("argument", "budget"),
                   .text = N_("The year's budget by month: twelve cells; a blank one is 0"),
                   .kind = TOLV_ARGUMENT_AMOUNTS,
                   .shape = TOLV_SHAPE_TWELVE,
                   .blanks = TOLV_BLANKS_ZERO},
                  {.id = "history",
                   .name = NC_("argument", "history"),
                   .text = N_("Earlier outcome: a row a year, twelve columns; a year with a blank "
                              "month is left out"),
                   .kind = TOLV_ARGUMENT_AMOUNTS,
                   .shape = TOLV_SHAPE_YEARS},
                  {.id = "period",
                   .name = NC_("argument", "period"),
                   .text = N_("Month to compare at; left out: the month where they differ most"),
                   .kind = TOLV_ARGUMENT_PERIOD,
                   .optional = true}},
};
