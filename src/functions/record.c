/* SPDX-License-Identifier: MPL-2.0 */
/* Forecast: trends, and forecasts judged and widened by their own record. */
#include "core/record.h"

#include <math.h>

#include "core/money.h"
#include "functions/arguments.h"
#include "functions/result.h"

/* ---- FORECASTTREND ---- */

enum { RANGE, HORIZON, ALPHA, BETA, PHI };

static tolv_error forecasttrend(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *range = &args[RANGE].range;
    size_t n = tolv_range_count(range);
    int horizon = (int)args[HORIZON].number;
    tolv_trend trend = {
        .alpha = args[ALPHA].number, .beta = args[BETA].number, .phi = args[PHI].number};
    while (n > 0 && tolv_is_blank(range->numbers[n - 1]))
        n--; /* not reported yet */
    for (size_t i = 0; i < n; i++)
        if (tolv_is_blank(range->numbers[i]))
            return tolv_fail_blank(call, RANGE, range, i);
    if (tolv_damped_trend(range->numbers, n, horizon, &trend) != TOLV_OK)
        return tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, RANGE, TOLV_PLAIN(n), TOLV_PLAIN(3));
    tolv_explain(
        call,
        N_("level {1} and trend {2} a step after {3} figures; {4} {4|step|steps} ahead, the trend damped by {5} a step: {6}"),
        TOLV_DECIMAL(trend.level), TOLV_DECIMAL(trend.slope), TOLV_PLAIN(n), TOLV_PLAIN(horizon),
        TOLV_DECIMAL(trend.phi), TOLV_DECIMAL(trend.forecast));
    return tolv_answer_number(result, trend.forecast);
}

#define TAKES_SMOOTHING(argument, shown, sentence, usual) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBER, \
        .optional = true, .has_default = true, .otherwise = usual, .low = 0, .high = 1 \
    }

const tolv_function tolv_function_forecasttrend = {
    .name = NC_("function", "FORECASTTREND"),
    .text = N_("Forecast from the row's own level and trend, the trend fading out: damped Holt"),
    .family = TOLV_FAMILY_FORECAST,
    .unit = N_("the unit of the range"),
    .formula = N_(
        "ŷ(t+h) = ℓ + (φ + … + φ^h)b; ℓ_t = αy_t + (1 − α)(ℓ + φb), b_t = β(ℓ_t − ℓ) + (1 − β)φb; from ℓ = "
        "y_1, b = y_2 − y_1"),
    .source = N_("Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., §8.2"),
    .example = "TOLV.FORECASTTREND({100;104;107;111};2)",
    .see = "YEARFORECAST FORECASTRANGE FORECASTACCURACY",
    .body = forecasttrend,
    .arguments =
        {
            [RANGE] =
                {.id = "range",
                 .name = NC_("argument", "range"),
                 .text = N_(
                     "Figures in order, seasonally adjusted; blanks at the end are not reported yet"),
                 .kind = TOLV_ARGUMENT_NUMBERS,
                 .shape = TOLV_SHAPE_LINE},
            [HORIZON] = {.id = "horizon",
                         .name = NC_("argument", "horizon"),
                         .text = N_("How many steps ahead of the last figure"),
                         .kind = TOLV_ARGUMENT_WHOLE,
                         .low = 1,
                         .high = 1200},
            [ALPHA] =
                TAKES_SMOOTHING("alpha", NC_("argument", "alpha"),
                                N_("How much the newest figure moves the level, 0 to 1"), 0.5),
            [BETA] = TAKES_SMOOTHING("beta", NC_("argument", "beta"),
                                     N_("How much the newest change moves the trend, 0 to 1"), 0.1),
            [PHI] = TAKES_SMOOTHING("phi", NC_("argument", "phi"),
                                    N_("How much of the trend is left a step later, 0 to 1"), 0.9),
        },
};

/* ---- FORECASTRANGE ---- */

static const tolv_keyword sides[] = {
    {-1, NC_("keyword", "low")},
    {1, NC_("keyword", "high")},
    {0, NULL},
};

enum { LEAST_ERRORS = 3 };

/* To the öre; what is half an öre but for the last bits of what it is calculated from is half. */
static double rounded_end(double forecast, double error, const double *errors, size_t n) {
    double least = errors[0], most = errors[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, errors[i]);
        most = fmax(most, errors[i]);
    }
    double size = fabs(forecast) + most - least;
    return tolv_to_kronor(tolv_nearest_ore(forecast - error, fmin(size * 0x1p-46, 0x1p-17)));
}

static tolv_error forecastrange(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double forecast = args[0].number, side = args[2].number, confidence = args[3].number;
    const tolv_range *errors = &args[1].range;
    size_t n = 0;
    double *reported = tolv_arena_take(&call->arena, tolv_range_count(errors), sizeof *reported);
    if (!reported)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    for (size_t i = 0; i < tolv_range_count(errors); i++)
        if (!tolv_is_blank(errors->numbers[i]))
            reported[n++] = errors->numbers[i];
    if (n < LEAST_ERRORS)
        return tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, 1, TOLV_PLAIN(n),
                              TOLV_PLAIN(LEAST_ERRORS));
    if (confidence == 0 || confidence == 1)
        return tolv_fail_with(call, TOLV_AT_THE_END, 3, TOLV_DECIMAL(confidence), TOLV_DECIMAL(0),
                              TOLV_DECIMAL(1));
    double usual, share = (1 - side * confidence) / 2; /* an error is forecast − outcome */
    tolv_error error = tolv_quantile(&call->arena, reported, n, share, &usual);
    if (error)
        return tolv_fail(call, error, -1);
    double end = rounded_end(forecast, usual, reported, n);
    const char *sentence =
        N_("{1} − {2} (the error that {3} of {4} earlier ones stay below) = {5} kr");
    if (usual < 0)
        sentence = N_("{1} − ({2}) (the error that {3} of {4} earlier ones stay below) = {5} kr");
    tolv_explain(call, sentence, TOLV_KRONOR(forecast), TOLV_KRONOR(usual), TOLV_PERCENT(share),
                 TOLV_PLAIN(n), TOLV_KRONOR(end));
    return tolv_answer_kronor(call, result, end);
}

const tolv_function tolv_function_forecastrange = {
    .name = NC_("function", "FORECASTRANGE"),
    .text = N_("Low or high end of a forecast, from how wrong your own earlier forecasts were"),
    .why = N_("A forecast of one figure promises more than anyone can keep. This says between "
              "which limits the year will probably end, judged by how wrong your own forecasts "
              "have been."),
    .family = TOLV_FAMILY_FORECAST,
    .unit = N_("kronor"),
    .formula = N_(
        "low = F − Q((1 + c)/2), high = F − Q((1 − c)/2); Q the quantile of the earlier errors F − O"),
    .native = "error = PERCENTILE($errors;(1-$side*$confidence)/2)\n"
              "size = ABS($forecast)+MAX($errors)-MIN($errors)\n"
              "end = $forecast-$error\n"
              "IF(COUNT($errors)<3;NA();ROUND($end+SIGN($end)*MIN($size/2^46;2^-17);2))",
    .source = N_(
        "empirical prediction intervals; quantile of Hyndman & Fan (1996), type 7, as Calc's PERCENTILE"),
    .example = "TOLV.FORECASTRANGE(12000;{-200;-50;0;100;300};-1)",
    .see = "YEARFORECAST FORECASTACCURACY",
    .body = forecastrange,
    .arguments =
        {{.id = "forecast",
          .name = NC_("argument", "forecast"),
          .text = N_("The forecast for the year, in kronor"),
          .kind = TOLV_ARGUMENT_AMOUNT},
         {.id = "errors",
          .name = NC_("argument", "earlier errors"),
          .text = N_("Earlier forecasts less what the year came to, in kronor; at least three"),
          .kind = TOLV_ARGUMENT_AMOUNTS,
          .shape = TOLV_SHAPE_LINE,
          .blanks = TOLV_BLANKS_SKIPPED},
         {.id = "side",
          .name = NC_("argument", "side"),
          .text = N_("−1: the low end; 1: the high end"),
          .kind = TOLV_ARGUMENT_KEYWORD,
          .keywords = sides},
         {.id = "confidence",
          .name = NC_("argument", "confidence"),
          .text = N_("Share of the earlier errors that the range is to hold, between 0 and 1"),
          .kind = TOLV_ARGUMENT_NUMBER,
          .optional = true,
          .has_default = true,
          .otherwise = 0.8,
          .low = 0,
          .high = 1}},
};

/* ---- FORECASTACCURACY ---- */

static const tolv_keyword measures[] = {
    {TOLV_ACCURACY_WAPE, NC_("keyword", "WAPE")},
    {TOLV_ACCURACY_MAPE, NC_("keyword", "MAPE")},
    {TOLV_ACCURACY_BIAS, NC_("keyword", "BIAS")},
    {TOLV_ACCURACY_VALUE, NC_("keyword", "VALUE")},
    {0, NULL},
};

enum { FORECASTS, OUTCOMES, MEASURE, NAIVE };

/* The years for which everything the measure reads is there. */
static tolv_error read_pairs(tolv_call *call, const tolv_value *args, bool reads_naive,
                             double *columns[3], size_t *n) {
    size_t given = tolv_range_count(&args[FORECASTS].range);
    const int arguments[] = {FORECASTS, OUTCOMES, NAIVE};
    for (int i = 0; i < 3; i++) {
        tolv_error error = tolv_check_as_many(call, args, arguments[i], FORECASTS);
        if (error)
            return error;
        columns[i] = tolv_arena_take(&call->arena, given, sizeof **columns);
        if (!columns[i])
            return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    }
    *n = 0;
    for (size_t year = 0; year < given; year++) {
        bool whole = true;
        for (int i = 0; i < (reads_naive ? 3 : 2); i++) {
            columns[i][*n] = args[arguments[i]].range.numbers[year];
            whole = whole && !tolv_is_blank(columns[i][*n]);
        }
        *n += whole;
    }
    return *n ? TOLV_OK
              : tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, OUTCOMES, TOLV_PLAIN(0), TOLV_PLAIN(1));
}

static const char *sentence_of(tolv_accuracy measure, double accuracy) {
    switch (measure) {
    case TOLV_ACCURACY_MAPE:
        return N_("{1} {1|forecast|forecasts}: wrong by {2} on average");
    case TOLV_ACCURACY_BIAS:
        return accuracy > 0
                   ? N_("{1} {1|forecast|forecasts}, taken together {2} of the outcomes too high")
               : accuracy < 0
                   ? N_("{1} {1|forecast|forecasts}, taken together {2} of the outcomes: too low")
                   : N_("{1} {1|forecast|forecasts}, taken together {2} of the outcomes: no bias");
    case TOLV_ACCURACY_VALUE:
        return accuracy < 0
                   ? N_("{1} {1|forecast|forecasts}: {2} value added, the naive ones had smaller errors")
                   : N_("{1} {1|forecast|forecasts}: the errors are {2} smaller than the naive ones'");
    default:
        return N_("{1} {1|forecast|forecasts}: the errors are {2} of the outcomes");
    }
}

static tolv_error forecastaccuracy(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_accuracy measure = (tolv_accuracy)args[MEASURE].number;
    bool reads_naive = measure == TOLV_ACCURACY_VALUE;
    double *columns[3], accuracy;
    size_t n;
    if (reads_naive && args[NAIVE].kind != TOLV_RANGE)
        return tolv_fail(call, TOLV_ARGUMENT_MISSING, NAIVE);
    tolv_error error = read_pairs(call, args, reads_naive, columns, &n);
    if (error)
        return error;
    error = tolv_forecast_accuracy(columns[0], columns[1], columns[2], n, measure, &accuracy);
    if (error)
        return tolv_fail(call, error, reads_naive ? NAIVE : OUTCOMES);
    tolv_explain(call, sentence_of(measure, accuracy), TOLV_PLAIN(n), TOLV_PERCENT(accuracy));
    return tolv_answer_number(result, accuracy);
}

#define TAKES_YEARS(argument, shown, sentence, left_out) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNTS, \
        .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_SKIPPED, .optional = left_out \
    }

const tolv_function tolv_function_forecastaccuracy = {
    .name = NC_("function", "FORECASTACCURACY"),
    .text = N_("How right earlier forecasts were: size of the errors, bias, or value added"),
    .why = N_("Forecasts get better where somebody looks at how they turned out. This says how "
              "large the errors are, whether they always go the same way, and whether the work "
              "beats the simplest method."),
    .family = TOLV_FAMILY_FORECAST,
    .unit = N_("share; format the cell as per cent"),
    .formula = N_(
        "WAPE Σ|e|/Σ|O|; MAPE mean of |e|/|O|; BIAS Σe/Σ|O|; VALUE 1 − Σ|e|/Σ|e of naive|; e = F − O"),
    .native =
        "pair = ISNUMBER($forecasts)*ISNUMBER($outcomes)\n"
        "pairs = SUMPRODUCT(1*ISNUMBER($forecasts);1*ISNUMBER($outcomes))\n"
        "size = SUMPRODUCT($pair;ABS($outcomes!))\n"
        "errors = SUMPRODUCT($pair;ABS($forecasts!-$outcomes!))\n"
        "shares = SUMPRODUCT($pair*ABS($forecasts!-$outcomes!)/(ABS($outcomes!)+1-$pair))\n"
        "triple = $pair*ISNUMBER($naive)\n"
        "triples = SUMPRODUCT($pair;1*ISNUMBER($naive))\n"
        "better = SUMPRODUCT($triple;ABS($forecasts!-$outcomes!))/SUMPRODUCT($triple;ABS($naive!-$outcomes!))\n"
        "value = $naive?(IF($triples=0;NA();1-$better);)\n"
        "bias = SUMPRODUCT($pair;$forecasts!-$outcomes!)\n"
        "IF($pairs=0;NA();$measure?($errors/$size;$shares/$pairs;$bias/$size;$value))",
    .source = N_("Hyndman & Koehler, Another look at measures of forecast accuracy (2006)"),
    .example = "TOLV.FORECASTACCURACY({105;95;110};{100;100;100})",
    .see = "FORECASTRANGE YEARFORECAST",
    .body = forecastaccuracy,
    .arguments =
        {
            [FORECASTS] = TAKES_YEARS(
                "forecasts", NC_("argument", "forecasts"),
                N_("Earlier forecasts, in kronor; a pair with a blank is left out"), false),
            [OUTCOMES] =
                TAKES_YEARS("outcomes", NC_("argument", "outcomes"),
                            N_("What each of them came to, in kronor, in the same order"), false),
            [MEASURE] =
                {.id = "measure",
                 .name = NC_("argument", "measure"),
                 .text = N_(
                     "“WAPE” errors by outcomes; “MAPE” mean error in %; “BIAS” too high or low; “VALUE” beside naive"),
                 .kind = TOLV_ARGUMENT_KEYWORD,
                 .keywords = measures,
                 .optional = true,
                 .has_default = true,
                 .otherwise = TOLV_ACCURACY_WAPE},
            [NAIVE] = TAKES_YEARS(
                "naive", NC_("argument", "naive forecasts"),
                N_("For VALUE: what the simplest method said, method 1 of YEARFORECAST"), true),
        },
};
