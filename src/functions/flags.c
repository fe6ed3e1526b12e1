/* SPDX-License-Identifier: MPL-2.0 */
/* Flags: what deviates enough to be talked about, for how long, and without blinking. */
#include <math.h>

#include "core/history.h"
#include "functions/levels.h"
#include "functions/native.h"
#include "functions/result.h"

/* The symbols stand in every font that has the old WGL4 repertoire. */
const tolv_level_sign tolv_level_signs[] = {
    [TOLV_GREEN] = {N_("green"), "○"},
    [TOLV_YELLOW] = {N_("yellow"), "▲"},
    [TOLV_RED] = {N_("red"), "■"},
};

static tolv_error answer_level(tolv_call *call, tolv_value *result, double answer,
                               tolv_level level) {
    return tolv_answer_as(call, result, answer, (int)level, tolv_level_signs[level].word,
                          tolv_level_signs[level].symbol);
}

/* ---- FLAG ---- */

enum { DEVIATION, BUDGET, LIMIT_KR, LIMIT_PERCENT, COMBINE, ANSWER };

static const tolv_keyword operators[] = {
    {TOLV_FLAG_AND, NC_("keyword", "AND")},
    {TOLV_FLAG_OR, NC_("keyword", "OR")},
    {TOLV_FLAG_ROOT, NC_("keyword", "ROOT")},
    {0, NULL},
};

/* One limit, or a pair of which the larger is red. */
static tolv_error limits_of(tolv_call *call, const tolv_value *args, int index,
                            tolv_limits *limits) {
    *limits = (tolv_limits){TOLV_BLANK_NUMBER, TOLV_BLANK_NUMBER};
    if (args[index].kind != TOLV_RANGE)
        return TOLV_OK;
    const tolv_range *range = &args[index].range;
    if (tolv_range_count(range) > 2)
        return tolv_fail_with(call, TOLV_TOO_MANY_LIMITS, index,
                              TOLV_PLAIN(tolv_range_count(range)));
    for (size_t i = 0; i < tolv_range_count(range); i++) {
        double limit = range->numbers[i];
        if (limit < 0)
            return tolv_fail_at(call, TOLV_NEGATIVE, index, range, i, TOLV_DECIMAL(limit));
        if (tolv_is_blank(limit))
            continue;
        limits->yellow = limits->red;
        limits->red = limit;
    }
    if (limits->yellow > limits->red)
        *limits = (tolv_limits){limits->yellow, limits->red};
    return TOLV_OK;
}

/* How far past each limit, or how far from it; all in kronor, `size` that of the budget. */
static void explain_limits(tolv_call *call, double bad, double size, const tolv_flag *found) {
    double kronor = found->kronor_limit, percent = found->percent_limit;
    if (!tolv_is_blank(kronor))
        tolv_explain(call,
                     bad >= kronor
                         ? N_("{1} kr worse than budget, {3} kr over the limit of {2} kr")
                         : N_("{1} kr worse than budget, {3} kr below the limit of {2} kr"),
                     TOLV_KRONOR(bad), TOLV_KRONOR(kronor), TOLV_KRONOR(fabs(bad - kronor)));
    else
        tolv_explain(
            call, size > 0 ? N_("{1} kr worse than budget") : N_("{1} kr worse than a budget of 0"),
            TOLV_KRONOR(bad));
    if (!tolv_is_blank(percent))
        tolv_explain(call,
                     bad >= percent
                         ? N_("{4} of the budget, {3} kr over the limit of {1} ({2} kr)")
                         : N_("{4} of the budget, {3} kr below the limit of {1} ({2} kr)"),
                     TOLV_PERCENT(percent / size), TOLV_KRONOR(percent),
                     TOLV_KRONOR(fabs(bad - percent)), TOLV_PERCENT(bad / size));
}

static tolv_error flag(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double deviation = args[DEVIATION].number, budget = args[BUDGET].number;
    tolv_flag_operator how = (tolv_flag_operator)args[COMBINE].number;
    tolv_limits kronor, percent;
    tolv_error error = limits_of(call, args, LIMIT_KR, &kronor);
    if (!error)
        error = limits_of(call, args, LIMIT_PERCENT, &percent);
    if (error)
        return error;
    bool root = how == TOLV_FLAG_ROOT;
    if (tolv_is_blank(kronor.red) && (root || tolv_is_blank(percent.red)))
        return tolv_fail(call, TOLV_NO_LIMIT, LIMIT_KR);
    tolv_flag found =
        tolv_flag_of(tolv_to_ore(deviation), tolv_to_ore(budget), kronor, percent, how);
    tolv_explain(call, N_("flag {1}"), TOLV_WORD(tolv_level_signs[found.level].word));
    if (deviation >= 0)
        tolv_explain(call, N_("{1} kr is not worse than budget"), TOLV_KRONOR(deviation));
    else
        explain_limits(call, -deviation, fabs(budget), &found);
    return answer_level(call, result, args[ANSWER].number, found.level);
}

#define TAKES_LIMIT(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_OPEN, .optional = true \
    }

const tolv_function tolv_function_flag = {
    .name = NC_("function", "FLAG"),
    .text = N_(
        "Flag for a deviation: red or yellow where it reaches the limits in kronor and per cent"),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("0 green, 1 yellow, 2 red; or the word or symbol"),
    .formula = N_(
        "red where −D ≥ limit in kr AND −D ≥ limit in % · |budget|; ROOT: −D ≥ c·√|budget|; in öre"),
    .native = "bad = -ROUND($deviation;2)\n"
              "size = ABS(ROUND($budget;2))\n"
              "redKr = $bad>=ROUND(MAX($limitKr);2)\n"
              "yellowKr = $bad>=ROUND(MIN($limitKr);2)\n"
              "redShare = $bad>=ROUND(MAX($limitPercent)*$size;2)\n"
              "yellowShare = $bad>=ROUND(MIN($limitPercent)*$size;2)\n"
              "shares = $limitPercent?($yellowShare+$redShare;)\n"
              "both = AND($yellowKr;$yellowShare)+AND($redKr;$redShare)\n"
              "either = OR($yellowKr;AND($size>0;$yellowShare))+OR($redKr;AND($size>0;$redShare))\n"
              "and = $limitKr?($limitPercent?($both;$yellowKr+$redKr);$shares)\n"
              "or = $limitKr?($limitPercent?($either;$yellowKr+$redKr);$shares)\n"
              "yellowRoot = $bad>=ROUND(MIN($limitKr)*SQRT($size);2)\n"
              "redRoot = $bad>=ROUND(MAX($limitKr)*SQRT($size);2)\n"
              "flag = IF($bad>0;$combine?($and;$or;$yellowRoot+$redRoot);0)\n"
              "$answer?($flag;;CHOOSE(1+$flag;\"○\";\"▲\";\"■\"))",
    .example = "TOLV.FLAG(-120000;2000000;100000;0.05)",
    .see = "DEVIATION PERSIST STICKY ESCALATION ATTENTION",
    .body = flag,
    .arguments =
        {
            [DEVIATION] = {.id = "deviation",
                           .name = NC_("argument", "deviation"),
                           .text = N_("Deviation in kronor, minus is worse, as DEVIATION answers"),
                           .kind = TOLV_ARGUMENT_AMOUNT},
            [BUDGET] = TOLV_TAKES_BUDGET,
            [LIMIT_KR] = TAKES_LIMIT(
                "limitKr", NC_("argument", "limit kr"),
                N_("Limit in kronor, or a pair: the larger for red, the smaller for yellow; for ROOT the factor c")),
            [LIMIT_PERCENT] = TAKES_LIMIT(
                "limitPercent", NC_("argument", "limit %"),
                N_("Limit as a share of the budget (0.05 is 5 %), or a pair: the larger for red")),
            [COMBINE] =
                {.id = "combine",
                 .name = NC_("argument", "combine"),
                 .text =
                     N_("“AND”: both limits; “OR”: either; “ROOT”: c times the root of the budget"),
                 .kind = TOLV_ARGUMENT_KEYWORD,
                 .keywords = operators,
                 .optional = true,
                 .has_default = true,
                 .otherwise = TOLV_FLAG_AND},
            [ANSWER] = TOLV_TAKES_ANSWER,
        },
};

/* ---- PERSIST ---- */

static tolv_error persist(tolv_call *call, const tolv_value *args, tolv_value *result) {
    enum { LEVELS, AT_LEAST, OF_LAST };
    const tolv_range *levels = &args[LEVELS].range;
    size_t n = tolv_range_count(levels), window;
    bool counts = args[AT_LEAST].kind == TOLV_NUMBER;
    size_t at_least = counts ? (size_t)args[AT_LEAST].number : 1;
    size_t of_last = args[OF_LAST].kind == TOLV_NUMBER ? (size_t)args[OF_LAST].number : at_least;
    if (counts && at_least > of_last)
        return tolv_fail_with(call, TOLV_MORE_THAN, AT_LEAST, TOLV_PLAIN(at_least),
                              TOLV_PLAIN(of_last),
                              TOLV_WORD_IN("argument", call->function->arguments[OF_LAST].name));
    size_t red = tolv_red_of_last(levels->numbers, n, of_last, &window);
    if (window == 0)
        return tolv_fail(call, TOLV_NOT_REPORTED, LEVELS);
    if (!counts) {
        size_t run = tolv_red_run(levels->numbers, n);
        tolv_explain(call, N_("red months in a row, up to the last reported: {1}"),
                     TOLV_PLAIN(run));
        return tolv_answer_number(result, (double)run);
    }
    bool persists = red >= at_least;
    tolv_explain(call,
                 persists
                     ? N_("red months: {1} of the last {2} reported, at least the {3} it takes")
                     : N_("red months: {1} of the last {2} reported, fewer than the {3} it takes"),
                 TOLV_PLAIN(red), TOLV_PLAIN(window), TOLV_PLAIN(at_least));
    return tolv_answer_number(result, persists);
}

#define TAKES_MONTHS_COUNTED(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_WHOLE, \
        .optional = true, .low = 1, .high = TOLV_MONTHS_COUNTED \
    }

const tolv_function tolv_function_persist = {
    .name = NC_("function", "PERSIST"),
    .text = N_("How long the flag has been red: months in a row, or whether n of the last m are"),
    .why = N_("One red month is often chance, three in a row seldom are. This counts how long it "
              "has lasted, so that the talk can be about what stays."),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("months; or 1 yes, 0 no"),
    .formula = N_("the red months in a row at the end; with n: 1 where at least n of the last m "
                  "reported months are red"),
    .native = "place = ISNUMBER($levels)*(ROW($levels)+COLUMN($levels))\n"
              "lastNotRed = SUMPRODUCT(MAX($place*($levels<2)))\n"
              "run = SUMPRODUCT(1*($place>$lastNotRed))\n"
              "window = MIN($ofLast?($ofLast;$atLeast);COUNT($levels))\n"
              "first = SUMPRODUCT(LARGE($place;$window))\n"
              "red = SUMPRODUCT(($levels=2)*($place>=$first))\n"
              "IF(COUNT($levels)=0;NA();$atLeast?(1*($red>=$atLeast);$run))",
    .example = "TOLV.PERSIST({0;2;1;2;2})",
    .see = "FLAG STICKY ESCALATION",
    .body = persist,
    .arguments =
        {TOLV_TAKES_LEVELS(N_("Flag of each month, 0 to 2 as FLAG answers; blank is left out")),
         TAKES_MONTHS_COUNTED(
             "atLeast", NC_("argument", "at least"),
             N_("n: how many red months it takes; left out: count those in a row")),
         TAKES_MONTHS_COUNTED("ofLast", NC_("argument", "of the last"),
                              N_("m: how many reported months are looked at; left out: n"))},
};

/* ---- STICKY ---- */

enum { DEVIATIONS, ON, OFF, DWELL, STICKY_ANSWER };

/* On and off of one level, in kronor, and where the row has left it. */
typedef struct sticky_level {
    tolv_level level;
    double on, off;
    tolv_latch latch;
} sticky_level;

static tolv_error check_sticky_limits(tolv_call *call, const tolv_value *args) {
    const tolv_range *on = &args[ON].range, *off = &args[OFF].range;
    size_t count = tolv_range_count(on);
    tolv_error error = tolv_check_as_many(call, args, OFF, ON);
    if (error)
        return error;
    if (count > 2)
        return tolv_fail_with(call, TOLV_TOO_MANY_LIMITS, ON, TOLV_PLAIN(count));
    for (int argument = ON; argument <= OFF; argument++)
        for (size_t i = 0; i < count; i++) {
            const tolv_range *limits = &args[argument].range;
            if (tolv_is_blank(limits->numbers[i]))
                return tolv_fail_blank(call, argument, limits, i);
            if (limits->numbers[i] < 0)
                return tolv_fail_at(call, TOLV_NEGATIVE, argument, limits, i,
                                    TOLV_DECIMAL(limits->numbers[i]));
        }
    for (size_t i = 0; i < count; i++)
        if (off->numbers[i] > on->numbers[i])
            return tolv_fail_at(call, TOLV_MORE_THAN, OFF, off, i, TOLV_DECIMAL(off->numbers[i]),
                                TOLV_DECIMAL(on->numbers[i]),
                                TOLV_WORD_IN("argument", call->function->arguments[ON].name));
    return TOLV_OK;
}

static void explain_sticky(tolv_call *call, const sticky_level *found, const double *deviations,
                           size_t dwell) {
    const tolv_latch *latch = &found->latch;
    if (latch->on) {
        double bad = -deviations[latch->since - 1];
        tolv_explain(
            call,
            N_("{1} since month {2}, then {3} kr worse than budget, {5} kr over the limit of {4} kr"),
            TOLV_WORD(tolv_level_signs[found->level].word), TOLV_PLAIN(latch->since),
            TOLV_KRONOR(bad), TOLV_KRONOR(found->on), TOLV_KRONOR(bad - found->on));
        tolv_explain(call,
                     N_("it goes out after {3} {3|month|months} in a row below {1} kr; so far {2}"),
                     TOLV_KRONOR(found->off), TOLV_PLAIN(latch->quiet), TOLV_PLAIN(dwell));
    } else if (latch->since) {
        tolv_explain(
            call,
            N_("green since month {1}, after {3} {3|month|months} in a row less than {2} kr worse than budget"),
            TOLV_PLAIN(latch->since), TOLV_KRONOR(found->off), TOLV_PLAIN(dwell));
    } else {
        tolv_explain(call, N_("green: no month has reached the limit of {1} kr worse than budget"),
                     TOLV_KRONOR(found->on));
    }
}

static tolv_error sticky(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *deviations = &args[DEVIATIONS].range;
    const double *on = args[ON].range.numbers, *off = args[OFF].range.numbers;
    size_t n = tolv_range_count(deviations), dwell = (size_t)args[DWELL].number, reported = 0;
    tolv_error error = check_sticky_limits(call, args);
    if (error)
        return error;
    for (size_t i = 0; i < n; i++)
        reported += !tolv_is_blank(deviations->numbers[i]);
    if (reported == 0)
        return tolv_fail(call, TOLV_NOT_REPORTED, DEVIATIONS);
    bool pair = tolv_range_count(&args[ON].range) == 2;
    size_t red = pair && on[1] > on[0]; /* the larger limit, as in FLAG */
    sticky_level found = {TOLV_RED, on[red], off[red], {0}};
    found.latch = tolv_sticky(deviations->numbers, n, found.on, found.off, dwell);
    if (!found.latch.on && pair) {
        found = (sticky_level){TOLV_YELLOW, on[!red], off[!red], {0}};
        found.latch = tolv_sticky(deviations->numbers, n, found.on, found.off, dwell);
    }
    explain_sticky(call, &found, deviations->numbers, dwell);
    return answer_level(call, result, args[STICKY_ANSWER].number,
                        found.latch.on ? found.level : TOLV_GREEN);
}

#define TAKES_STICKY_LIMIT(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .shape = TOLV_SHAPE_LINE \
    }

const tolv_function tolv_function_sticky = {
    .name = NC_("function", "STICKY"),
    .text = N_("Flag that does not blink: it comes on at one limit and goes out below a lower one"),
    .why = N_("A flag that goes on and off around its limit every other month is soon ignored. "
              "This one comes on at the limit and goes out only when things are clearly better."),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("0 green, 1 yellow, 2 red; or the word or symbol"),
    .formula = N_("on where −D ≥ on; out after so many months in a row with −D < off; else as the "
                  "month before; in öre"),
    .native = "place = ISNUMBER($deviations)*(ROW($deviations)+COLUMN($deviations))\n"
              "bad = -ROUND($deviations!;2)\n"
              "redOff = SUMPRODUCT(1*($on=MAX($on));1*$off)\n"
              "yellowOff = SUMPRODUCT(1*($on=MIN($on));1*$off)\n"
              "redSince = SUMPRODUCT(MAX($place*($bad>=ROUND(MAX($on);2))))\n"
              "redUntil = SUMPRODUCT(MAX($place*($bad<ROUND($redOff;2))))\n"
              "yellowSince = SUMPRODUCT(MAX($place*($bad>=ROUND(MIN($on);2))))\n"
              "yellowUntil = SUMPRODUCT(MAX($place*($bad<ROUND($yellowOff;2))))\n"
              "level = IF($redSince>$redUntil;2;IF($yellowSince>$yellowUntil;1;0))\n"
              "said = $answer?($level;;CHOOSE(1+$level;\"○\";\"▲\";\"■\"))\n"
              "$dwell?(IF(COUNT($deviations)=0;NA();$said))",
    .example = "TOLV.STICKY({-100000;-210000;-150000;-120000};200000;100000)",
    .see = "FLAG PERSIST ESCALATION",
    .body = sticky,
    .arguments =
        {
            [DEVIATIONS] = TOLV_TAKES_DEVIATIONS(
                N_("Deviation of each month in kronor, minus is worse; blank is left out")),
            [ON] = TAKES_STICKY_LIMIT(
                "on", NC_("argument", "on at"),
                N_("Limit in kronor where the flag comes on, or a pair: red and yellow")),
            [OFF] = TAKES_STICKY_LIMIT(
                "off", NC_("argument", "off at"),
                N_("Limit in kronor below which it goes out, or a pair in the same order")),
            [DWELL] = {.id = "dwell",
                       .name = NC_("argument", "dwell"),
                       .text = N_("Months in a row below the limit before the flag goes out"),
                       .kind = TOLV_ARGUMENT_WHOLE,
                       .optional = true,
                       .has_default = true,
                       .otherwise = 1,
                       .low = 1,
                       .high = TOLV_MONTHS_COUNTED},
            [STICKY_ANSWER] = TOLV_TAKES_ANSWER,
        },
};
