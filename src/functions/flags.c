/* SPDX-License-Identifier: MPL-2.0 */
/* Flags: what deviates enough to be talked about. */
#include <math.h>

#include "core/flag.h"
#include "functions/arguments.h"
#include "functions/result.h"

/* ---- FLAG ---- */

enum { DEVIATION, BUDGET, LIMIT_KR, LIMIT_PERCENT, COMBINE, ANSWER };

static const tolv_keyword operators[] = {
    {TOLV_FLAG_AND, NC_("keyword", "AND")},
    {TOLV_FLAG_OR, NC_("keyword", "OR")},
    {TOLV_FLAG_ROOT, NC_("keyword", "ROOT")},
    {0, NULL},
};

/* A level is told by word and by shape, never by colour alone. The symbols stand in every font that
 * has the old WGL4 repertoire. */
static const struct {
    const char *word, *symbol;
} levels[] = {
    [TOLV_GREEN] = {N_("green"), "○"},
    [TOLV_YELLOW] = {N_("yellow"), "▲"},
    [TOLV_RED] = {N_("red"), "■"},
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

static void explain_limit(tolv_call *call, double bad, double limit, double percent) {
    if (tolv_is_blank(limit))
        return;
    bool reached = bad >= limit;
    double over = fabs(bad - limit);
    if (tolv_is_blank(percent))
        tolv_explain(call,
                     reached ? N_("{1} kr worse than budget reaches the limit of {2} kr, by {3} kr")
                             : N_("{1} kr worse than budget is {3} kr from the limit of {2} kr"),
                     TOLV_KRONOR(bad), TOLV_KRONOR(limit), TOLV_KRONOR(over));
    else
        tolv_explain(call,
                     reached ? N_("it reaches the limit of {1} of the budget = {2} kr, by {3} kr")
                             : N_("it is {3} kr from the limit of {1} of the budget = {2} kr"),
                     TOLV_PERCENT(percent), TOLV_KRONOR(limit), TOLV_KRONOR(over));
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
    tolv_explain(call, N_("flag {1}"), TOLV_WORD(levels[found.level].word));
    if (deviation >= 0) {
        tolv_explain(call, N_("{1} kr is not worse than budget"), TOLV_KRONOR(deviation));
    } else {
        explain_limit(call, -deviation, found.kronor_limit, TOLV_BLANK_NUMBER);
        explain_limit(call, -deviation, found.percent_limit, found.percent_limit / fabs(budget));
        if (tolv_is_blank(found.kronor_limit) && tolv_is_blank(found.percent_limit))
            tolv_explain(call, N_("{1} kr worse than a budget of 0"), TOLV_KRONOR(-deviation));
    }
    switch ((int)args[ANSWER].number) {
    case TOLV_ANSWER_WORD:
        return tolv_answer_word(call, result, levels[found.level].word);
    case TOLV_ANSWER_SYMBOL:
        return tolv_answer_word(call, result, levels[found.level].symbol);
    default:
        return tolv_answer_number(result, found.level);
    }
}

#define TAKES_LIMIT(argument, shown, sentence)                                          \
    {                                                                                   \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .shape = TOLV_SHAPE_LINE, .optional = true                                      \
    }

const tolv_function tolv_function_flag = {
    .name = NC_("function", "FLAG"),
    .text = N_(
        "Flag for a deviation: red or yellow where it reaches the limits in kronor and per cent"),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("0 green, 1 yellow, 2 red; or the word or symbol"),
    .formula = N_(
        "red where −D ≥ limit in kr AND −D ≥ limit in % · |budget|; ROOT: −D ≥ c·√|budget|; in öre"),
    .example = "TOLV.FLAG(-120000;2000000;100000;0.05)",
    .see = "DEVIATION DEVIATIONPERCENT",
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
