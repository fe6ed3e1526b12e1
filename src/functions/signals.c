/* SPDX-License-Identifier: MPL-2.0 */
/* Signals: is a figure news or noise, and since when has the level been another? */
#include "core/signal.h"

#include <math.h>

#include "functions/arguments.h"
#include "functions/result.h"

/* ---- The figures that are reported ---- */

/* Without the blanks, each with its place in the range, counted from 1. */
typedef struct series {
    size_t n;
    double *figures;
    size_t *places;
} series;

enum { RANGE };

static tolv_error series_of(tolv_call *call, const tolv_value *args, series *series) {
    const tolv_range *range = &args[RANGE].range;
    size_t count = tolv_range_count(range);
    series->n = 0;
    series->figures = tolv_arena_take(&call->arena, count, sizeof *series->figures);
    series->places = tolv_arena_take(&call->arena, count, sizeof *series->places);
    if (!series->figures || !series->places)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    for (size_t i = 0; i < count; i++)
        if (!tolv_is_blank(range->numbers[i])) {
            series->figures[series->n] = range->numbers[i];
            series->places[series->n++] = i + 1;
        }
    if (series->n < TOLV_SIGNAL_LEAST)
        return tolv_fail_with(call, TOLV_TOO_FEW_FIGURES, RANGE, TOLV_PLAIN(series->n),
                              TOLV_PLAIN(TOLV_SIGNAL_LEAST));
    return TOLV_OK;
}

#define TAKES_RANGE \
    { \
        .id = "range", .name = NC_("argument", "range"), \
        .text = N_("Figures in order: deviations or unit costs, not raw seasonal cost; a blank " \
                   "is left out"), \
        .kind = TOLV_ARGUMENT_NUMBERS, .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_SKIPPED \
    }

/* ---- SIGNAL ---- */

enum { PART = 1, BASE, SCREEN };
enum { MEAN = 1, LOWER, UPPER, RULE, MOVING_RANGE };

static void explain_rule(tolv_call *call, const series *series, const tolv_xmr *chart, int rule) {
    double last = series->figures[series->n - 1];
    bool over = last > chart->mean;
    switch (rule) {
    case 1:
        tolv_explain(call,
                     over ? N_("rule 1: the last figure {1} is {3} above the limit of {2}")
                          : N_("rule 1: the last figure {1} is {3} below the limit of {2}"),
                     TOLV_DECIMAL(last), TOLV_DECIMAL(over ? chart->upper : chart->lower),
                     TOLV_DECIMAL(fabs(last - (over ? chart->upper : chart->lower))));
        break;
    case 2:
        tolv_explain(call,
                     over ? N_("rule 2: the last {1} figures are all above the mean {2}")
                          : N_("rule 2: the last {1} figures are all below the mean {2}"),
                     TOLV_PLAIN(TOLV_SIGNAL_RUN), TOLV_DECIMAL(chart->mean));
        break;
    case 3:
        tolv_explain(call,
                     last > series->figures[series->n - 2]
                         ? N_("rule 3: the last {1} figures rise, each above the one before")
                         : N_("rule 3: the last {1} figures fall, each below the one before"),
                     TOLV_PLAIN(TOLV_SIGNAL_RUN));
        break;
    case 4:
        tolv_explain(
            call,
            over ? N_("rule 4: two of the last three figures are above {1}, near the limit {2}")
                 : N_("rule 4: two of the last three figures are below {1}, near the limit {2}"),
            TOLV_DECIMAL(chart->mean + (over ? 1 : -1) * TOLV_XMR_WARNING * chart->moving_range),
            TOLV_DECIMAL(over ? chart->upper : chart->lower));
        break;
    default:
        tolv_explain(call, N_("no rule is broken: the last figure {1} varies as usual, {2} to {3}"),
                     TOLV_DECIMAL(last), TOLV_DECIMAL(chart->lower), TOLV_DECIMAL(chart->upper));
    }
}

static void explain_chart(tolv_call *call, const tolv_xmr *chart, int part) {
    if (part != MOVING_RANGE)
        tolv_explain(call, N_("mean {1} of the first {2} figures"), TOLV_DECIMAL(chart->mean),
                     TOLV_PLAIN(chart->base));
    if (part == MEAN)
        return;
    tolv_explain(call, N_("mean moving range {1}"), TOLV_DECIMAL(chart->moving_range));
    if (chart->dropped)
        tolv_explain(call, N_("moving ranges left out, at least {1} times the mean: {2}"),
                     TOLV_DECIMAL(TOLV_XMR_SCREEN), TOLV_PLAIN(chart->dropped));
    if (part == LOWER || part == UPPER)
        tolv_explain(call,
                     part == LOWER ? N_("{1} − {2} × {3} = {4}") : N_("{1} + {2} × {3} = {4}"),
                     TOLV_DECIMAL(chart->mean), TOLV_DECIMAL(TOLV_XMR_LIMIT),
                     TOLV_DECIMAL(chart->moving_range),
                     TOLV_DECIMAL(part == LOWER ? chart->lower : chart->upper));
}

static tolv_error signal(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int part = tolv_part_of(&args[PART]);
    double base = args[BASE].kind == TOLV_NUMBER ? args[BASE].number : 0;
    series series;
    tolv_xmr chart;
    tolv_error error = series_of(call, args, &series);
    if (error)
        return error;
    if (base > (double)series.n)
        return tolv_fail_with(call, TOLV_OUTSIDE, BASE, TOLV_PLAIN(base),
                              TOLV_PLAIN(TOLV_SIGNAL_LEAST), TOLV_PLAIN(series.n));
    error = tolv_xmr_of(series.figures, series.n, (size_t)base, args[SCREEN].number != 0, &chart);
    if (error)
        return tolv_fail(call, error, RANGE);
    int rule = tolv_xmr_rule(series.figures, series.n, &chart);
    const double parts[] = {[MEAN] = chart.mean,
                            [LOWER] = chart.lower,
                            [UPPER] = chart.upper,
                            [RULE] = rule,
                            [MOVING_RANGE] = chart.moving_range};
    if (part == RULE)
        explain_rule(call, &series, &chart, rule);
    explain_chart(call, &chart, part);
    return tolv_answer_number(result, parts[part]);
}

const tolv_function tolv_function_signal = {
    .name = NC_("function", "SIGNAL"),
    .text = N_("Control chart: whether the last figure is news, or varies as it usually does"),
    .why = N_("Figures go up and down every month, and most of it means nothing. The chart says "
              "whether the last one is outside what this row usually does, and so worth a "
              "question."),
    .family = TOLV_FAMILY_FLAGS,
    .unit =
        N_("as the figures; part 4: 0 none, 1 outside, 2 seven on one side, 3 trend of seven, 4 "
           "two of three near a limit"),
    .formula =
        N_("XmR: mean ± 2.66·R, R the mean of |x_t − x_(t−1)| without those ≥ 3.267·R; rule 4: "
           "beyond ±1.773·R; the lowest rule number that is broken"),
    .source = N_("Shewhart's XmR chart as in NHS England, Making Data Count; Nelson, Journal of "
                 "Quality Technology 14:3 (1982)"),
    .example = "TOLV.SIGNAL({412;405;418;409;415;402;411;420;407;413;410;416;438};4)",
    .see = "LEVELSHIFT FLAG DEVIATION",
    .body = signal,
    .arguments =
        {
            [RANGE] = TAKES_RANGE,
            [PART] = {.id = "part",
                      .name = NC_("argument", "part"),
                      .text = N_("1: mean; 2: lower limit; 3: upper limit; 4: rule that the last "
                                 "figure breaks; 5: mean moving range"),
                      .kind = TOLV_ARGUMENT_WHOLE,
                      .low = 0,
                      .high = MOVING_RANGE},
            [BASE] = {.id = "base",
                      .name = NC_("argument", "base"),
                      .text = N_("How many of the first figures set mean and limits; left out: 12, "
                                 "or all where there are fewer"),
                      .kind = TOLV_ARGUMENT_WHOLE,
                      .optional = true,
                      .low = TOLV_SIGNAL_LEAST,
                      .high = 1 << 20},
            [SCREEN] = {.id = "screen",
                        .name = NC_("argument", "screen"),
                        .text = N_("1: outlying moving ranges are left out once; 0: all are kept"),
                        .kind = TOLV_ARGUMENT_WHOLE,
                        .optional = true,
                        .has_default = true,
                        .otherwise = 1,
                        .low = 0,
                        .high = 1},
        },
};

/* ---- LEVELSHIFT ---- */

enum { METHOD = 1, SHIFT_PART, PARAMETER };
enum { CUSUM = 1, EWMA };
enum { SINCE = 1, ALARM, DIRECTION };
enum { ALLOWANCE, WIDTH, SHIFT_BASE, TARGET, PARAMETERS }; /* k or λ, h or L */

static const tolv_keyword methods[] = {
    {CUSUM, NC_("keyword", "CUSUM")},
    {EWMA, NC_("keyword", "EWMA")},
    {0, NULL},
};

static const struct {
    double low, high, otherwise;
} bounds[][SHIFT_BASE] = {
    [CUSUM] = {{0, 1000, 0.5}, {0.001, 1000, 5}},
    [EWMA] = {{0.001, 1, 0.2}, {0.001, 1000, 3}},
};

/* The parameters; blank where one that has no default of its own is not given. */
static tolv_error parameters_of(tolv_call *call, const tolv_value *args, size_t n,
                                double parameters[PARAMETERS]) {
    int method = (int)args[METHOD].number;
    parameters[ALLOWANCE] = bounds[method][ALLOWANCE].otherwise;
    parameters[WIDTH] = bounds[method][WIDTH].otherwise;
    parameters[SHIFT_BASE] = parameters[TARGET] = TOLV_BLANK_NUMBER;
    if (args[PARAMETER].kind != TOLV_RANGE)
        return TOLV_OK;
    const tolv_range *given = &args[PARAMETER].range;
    if (tolv_range_count(given) > PARAMETERS)
        return tolv_fail_with(call, TOLV_TOO_MANY_CELLS, PARAMETER,
                              TOLV_PLAIN(tolv_range_count(given)), TOLV_PLAIN(PARAMETERS));
    for (size_t i = 0; i < tolv_range_count(given); i++) {
        double number = given->numbers[i], low = -INFINITY, high = INFINITY;
        if (tolv_is_blank(number))
            continue;
        if (i < SHIFT_BASE) {
            low = bounds[method][i].low;
            high = bounds[method][i].high;
        } else if (i == SHIFT_BASE) {
            low = TOLV_SIGNAL_LEAST;
            high = (double)n;
        }
        if (number < low || number > high)
            return tolv_fail_at(call, TOLV_OUTSIDE, PARAMETER, given, i, TOLV_DECIMAL(number),
                                TOLV_DECIMAL(low), TOLV_DECIMAL(high));
        if (i == SHIFT_BASE && number != floor(number))
            return tolv_fail_at(call, TOLV_NOT_WHOLE, PARAMETER, given, i, TOLV_DECIMAL(number));
        parameters[i] = number;
    }
    return TOLV_OK;
}

/* How far it is from the target, against the limit: not passed, passed. */
static const char *const distances[][2] = {
    [CUSUM] = {N_("the differences add up to {1}, within the limit of {2}"),
               N_("the differences add up to {1}, which is {3} over the limit of {2}")},
    [EWMA] = {N_("the smoothed figure differs by {1}, within the limit of {2}"),
              N_("the smoothed figure differs by {1}, which is {3} over the limit of {2}")},
};

static void explain_shift(tolv_call *call, const series *series, const tolv_xmr *chart,
                          const tolv_shift *shift, int method, double target) {
    if (shift->alarm)
        tolv_explain(
            call,
            shift->direction > 0
                ? N_("the level is above {1} from place {2} in the range on; it showed at place {3}")
                : N_("the level is below {1} from place {2} in the range on; it showed at place {3}"),
            TOLV_DECIMAL(target), TOLV_PLAIN(series->places[shift->since - 1]),
            TOLV_PLAIN(series->places[shift->alarm - 1]));
    else
        tolv_explain(call, N_("no shift: the level is still {1}"), TOLV_DECIMAL(target));
    tolv_explain(call, distances[method][shift->alarm > 0], TOLV_DECIMAL(shift->reached),
                 TOLV_DECIMAL(shift->limit), TOLV_DECIMAL(shift->reached - shift->limit));
    tolv_explain(call, N_("σ = mean moving range {1} / {2} = {3}"),
                 TOLV_DECIMAL(chart->moving_range), TOLV_DECIMAL(TOLV_XMR_SIGMA),
                 TOLV_DECIMAL(chart->moving_range / TOLV_XMR_SIGMA));
}

static tolv_error levelshift(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int method = (int)args[METHOD].number, part = tolv_part_of(&args[SHIFT_PART]);
    series series;
    tolv_xmr chart;
    double parameters[PARAMETERS];
    tolv_error error = series_of(call, args, &series);
    if (!error)
        error = parameters_of(call, args, series.n, parameters);
    if (error)
        return error;
    size_t base = tolv_is_blank(parameters[SHIFT_BASE]) ? 0 : (size_t)parameters[SHIFT_BASE];
    error = tolv_xmr_of(series.figures, series.n, base, true, &chart);
    if (error)
        return tolv_fail(call, error, RANGE);
    if (chart.moving_range == 0)
        return tolv_fail(call, TOLV_ALL_ALIKE, RANGE);
    double target = tolv_is_blank(parameters[TARGET]) ? chart.mean : parameters[TARGET];
    tolv_shift shift = (method == CUSUM ? tolv_cusum : tolv_ewma)(
        series.figures, series.n, &chart, target, parameters[ALLOWANCE], parameters[WIDTH]);
    explain_shift(call, &series, &chart, &shift, method, target);
    if (!shift.alarm)
        return tolv_answer_number(result, 0);
    const double parts[] = {[SINCE] = (double)series.places[shift.since - 1],
                            [ALARM] = (double)series.places[shift.alarm - 1],
                            [DIRECTION] = shift.direction};
    return tolv_answer_number(result, parts[part]);
}

const tolv_function tolv_function_levelshift = {
    .name = NC_("function", "LEVELSHIFT"),
    .text = N_("Since when has the level been another? Finds small shifts that last"),
    .why = N_("A small change that lasts costs more than a large one that passes, but no single "
              "month shows it. This adds the months up until it is clear, and says from where on "
              "the level is another."),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("place in the range, 0 where there is no shift; part 3: 1 higher, −1 lower"),
    .formula =
        N_("CUSUM: C = max(0, C + x − μ − kσ) > hσ, both ways; EWMA: z = λx + (1 − λ)z outside "
           "μ ± Lσ√(λ/(2 − λ)(1 − (1 − λ)^2t)); σ = mean moving range / 1.128"),
    .source = N_("CUSUM and EWMA: Montgomery, Introduction to Statistical Quality Control"),
    .example = "TOLV.LEVELSHIFT({10;12;11;9;10;11;10;12;9;11;10;11;14;15;14;15};\"CUSUM\")",
    .see = "SIGNAL FLAG DEVIATION",
    .body = levelshift,
    .arguments =
        {
            [RANGE] = TAKES_RANGE,
            [METHOD] =
                {.id = "method",
                 .name = NC_("argument", "method"),
                 .text = N_(
                     "“CUSUM”: adds up the differences from the mean; “EWMA”: a mean where new figures weigh more"),
                 .kind = TOLV_ARGUMENT_KEYWORD,
                 .keywords = methods},
            [SHIFT_PART] = TOLV_TAKES_PART(
                1, DIRECTION,
                N_("1: since which figure; 2: at which the alarm came; 3: direction, 1 or −1")),
            [PARAMETER] =
                {.id = "parameter",
                 .name = NC_("argument", "parameter"),
                 .text = N_("CUSUM {k; h; base; target}, left out {0.5; 5; 12; mean}; EWMA {λ; L; "
                            "base; target}, left out {0.2; 3; 12; mean}"),
                 .kind = TOLV_ARGUMENT_NUMBERS,
                 .shape = TOLV_SHAPE_LINE,
                 .blanks = TOLV_BLANKS_OPEN,
                 .optional = true},
        },
};
