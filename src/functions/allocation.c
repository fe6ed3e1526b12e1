/* SPDX-License-Identifier: MPL-2.0 */
/* Allocation: pots shared after volume, weight and need. */
#include "core/allocation.h"

#include "functions/arguments.h"
#include "functions/native.h"
#include "functions/result.h"

/* ---- ALLOCATE ---- */

enum { POT, VOLUMES, WEIGHTS, INDEX, ELEMENT, STEP };

static tolv_error not_negative(tolv_call *call, const tolv_value *args, int argument) {
    const tolv_range *range = &args[argument].range;
    for (size_t i = 0; args[argument].kind == TOLV_RANGE && i < tolv_range_count(range); i++)
        if (range->numbers[i] < 0)
            return tolv_fail_at(call, TOLV_NEGATIVE, argument, range, i,
                                TOLV_DECIMAL(range->numbers[i]));
    return TOLV_OK;
}

static const double *factor(const tolv_value *arg) {
    return arg->kind == TOLV_RANGE ? arg->range.numbers : NULL;
}

static tolv_error allocate(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *volumes = &args[VOLUMES].range;
    size_t n = tolv_range_count(volumes);
    tolv_error error;
    for (int argument = VOLUMES; argument <= INDEX; argument++) {
        error = tolv_check_as_many(call, args, argument, VOLUMES);
        if (!error)
            error = not_negative(call, args, argument);
        if (error)
            return error;
    }
    tolv_ore step;
    if ((error = tolv_step_of(call, args, STEP, &step)) != TOLV_OK)
        return error;
    double *kronor = tolv_answer_matrix(call, result, volumes->rows, volumes->columns);
    double *products = tolv_arena_take(&call->arena, n, sizeof *products);
    tolv_ore *shares = tolv_arena_take(&call->arena, n, sizeof *shares);
    if (!kronor || !products || !shares)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    error = tolv_allocate(&call->arena, tolv_to_ore(args[POT].number), volumes->numbers,
                          factor(&args[WEIGHTS]), factor(&args[INDEX]), n, step, products, shares);
    if (error)
        return tolv_fail(call, error, VOLUMES);
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        kronor[i] = tolv_to_kronor(shares[i]);
        total += products[i];
    }
    size_t element = tolv_element_of(&args[ELEMENT], n);
    if (element) {
        size_t i = element - 1;
        tolv_explain(call, N_("{1} × {2} / {3} = {4}"), TOLV_KRONOR(args[POT].number),
                     TOLV_DECIMAL(products[i]), TOLV_DECIMAL(total),
                     TOLV_DECIMAL(args[POT].number * (products[i] / total)));
        tolv_explain(call, N_("in whole steps of {1} kr, so that all parts add up: {2} kr"),
                     TOLV_KRONOR(args[STEP].number), TOLV_KRONOR(kronor[i]));
    } else {
        tolv_explain(
            call,
            N_("{1} kr by volume × weight × index (sum {2}) to {3} {3|unit|units}, in steps of {4} kr: the parts add up exactly"),
            TOLV_KRONOR(args[POT].number), TOLV_DECIMAL(total), TOLV_PLAIN(n),
            TOLV_KRONOR(args[STEP].number));
    }
    return TOLV_OK;
}

#define TAKES_FACTOR(argument, shown, sentence, may_be_left_out) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .blanks = TOLV_BLANKS_ZERO, .optional = may_be_left_out \
    }

const tolv_function tolv_function_allocate = {
    .name = NC_("function", "ALLOCATE"),
    .text = N_(
        "Shares a fixed pot after volume, weight and index, in whole kronor that add up to the pot"),
    .why = N_("A closed pot must be shared to the last krona, by a rule that every unit can "
              "check. This shares it after volume, weight and need, and the parts add up to the "
              "pot."),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("kronor, as many as the volumes"),
    .formula = N_("share of unit u = pot · v·w·I / Σ v·w·I, rounded by largest remainder"),
    .native =
        "place = (ROW($volumes)-MIN(ROW($volumes)))*COLUMNS($volumes)+COLUMN($volumes)-MIN(COLUMN($volumes))+1\n"
        "product = $volumes!*$weights?($weights!;1)*$index?($index!;1)\n"
        "withWeights = $index?(SUMPRODUCT($volumes;$weights;$index);SUMPRODUCT($volumes;$weights))\n"
        "without = $index?(SUMPRODUCT($volumes;$index);SUM($volumes))\n"
        "sum = $weights?($withWeights;$without)\n"
        "size = ABS(ROUND($pot;2))\n"
        "exact = $size*$product/$sum/$step\n" TOLV_NATIVE_REMAINDERS
        "left = ROUND($size-SUMPRODUCT($whole)*$step;2)-$ahead*$step\n"
        "SIGN($pot)*ROUND($ownWhole*$step+MAX(0;MIN($step;$left));2)",
    .source =
        N_("largest remainder: Hamilton's method; Balinski & Young, Fair Representation (1982)"),
    .example = "TOLV.ALLOCATE(10000000;{100|200|50};;{0.8|1|1.6})",
    .see = "PERIODISE",
    .body = allocate,
    .arguments =
        {
            [POT] = {.id = "pot",
                     .name = NC_("argument", "pot"),
                     .text = N_("The whole amount to be shared, in kronor"),
                     .kind = TOLV_ARGUMENT_AMOUNT},
            [VOLUMES] =
                TAKES_FACTOR("volumes", NC_("argument", "volumes"),
                             N_("Volume of each unit: children, hours, places; blank is 0"), false),
            [WEIGHTS] = TAKES_FACTOR(
                "weights", NC_("argument", "weights"),
                N_("Weight of each unit's volume, for instance by age; left out: 1"), true),
            [INDEX] =
                TAKES_FACTOR("index", NC_("argument", "index"),
                             N_("Need index of each unit, about 1 on average; left out: 1"), true),
            [ELEMENT] = TOLV_TAKES_ELEMENT,
            [STEP] = TOLV_TAKES_STEP,
        },
};

/* ---- DAMPEN ---- */

enum { PROPOSED, PRIOR, FLOOR, CAP, DAMPEN_POT, DAMPEN_ELEMENT, DAMPEN_STEP };

static tolv_error check_bounds(tolv_call *call, const tolv_value *args) {
    const tolv_range *floor = &args[FLOOR].range, *cap = &args[CAP].range;
    size_t n = tolv_range_count(&args[PROPOSED].range);
    for (int argument = FLOOR; argument <= CAP; argument++)
        if (tolv_range_count(&args[argument].range) != 1) {
            tolv_error error = tolv_check_as_many(call, args, argument, PROPOSED);
            if (error)
                return error;
        }
    for (size_t i = 0; i < n; i++) {
        double low = floor->numbers[tolv_range_count(floor) == 1 ? 0 : i];
        double high = cap->numbers[tolv_range_count(cap) == 1 ? 0 : i];
        if (low > high)
            return tolv_fail_at(call, TOLV_MORE_THAN, FLOOR, floor,
                                tolv_range_count(floor) == 1 ? 0 : i, TOLV_PERCENT(low),
                                TOLV_PERCENT(high),
                                TOLV_WORD_IN("argument", call->function->arguments[CAP].name));
    }
    return TOLV_OK;
}

static void explain_dampened(tolv_call *call, const tolv_dampening *wanted,
                             const tolv_dampened *found, size_t element) {
    if (element) {
        size_t i = element - 1;
        tolv_explain(call, N_("{1} × {2} = {3} before the limits"),
                     TOLV_KRONOR(wanted->proposed[i]), TOLV_DECIMAL(found->lambda),
                     TOLV_KRONOR(wanted->proposed[i] * found->lambda));
        const char *sentence = N_("{1} kr, within the limits, from {2} kr before");
        if (found->held[i])
            sentence = found->held[i] > 0
                           ? N_("held down to {1} kr by the cap, from {2} kr before")
                           : N_("held up at {1} kr by the floor, from {2} kr before");
        tolv_explain(call, sentence, TOLV_KRONOR(tolv_to_kronor(found->amounts[i])),
                     TOLV_KRONOR(wanted->prior[i]));
        return;
    }
    size_t low = 0, high = 0;
    for (size_t i = 0; i < wanted->n; i++) {
        low += found->held[i] < 0;
        high += found->held[i] > 0;
    }
    tolv_explain(
        call,
        N_("{1} kr: each proposal × {2}, {3} {3|unit|units} held up by the floor and {4} held down by the cap"),
        TOLV_KRONOR(tolv_to_kronor(wanted->pot)), TOLV_DECIMAL(found->lambda), TOLV_PLAIN(low),
        TOLV_PLAIN(high));
}

static tolv_error dampen(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *proposed = &args[PROPOSED].range;
    tolv_dampening wanted = {
        .proposed = proposed->numbers,
        .prior = args[PRIOR].range.numbers,
        .floor = args[FLOOR].range.numbers,
        .cap = args[CAP].range.numbers,
        .n = tolv_range_count(proposed),
        .floors = tolv_range_count(&args[FLOOR].range),
        .caps = tolv_range_count(&args[CAP].range),
    };
    tolv_dampened found;
    tolv_error error = tolv_check_as_many(call, args, PRIOR, PROPOSED);
    for (int argument = PROPOSED; !error && argument <= PRIOR; argument++)
        error = not_negative(call, args, argument);
    if (!error)
        error = check_bounds(call, args);
    if (!error)
        error = tolv_step_of(call, args, DAMPEN_STEP, &wanted.step);
    if (error)
        return error;
    if (args[DAMPEN_POT].kind == TOLV_NUMBER)
        wanted.pot = tolv_to_ore(args[DAMPEN_POT].number);
    else if (!tolv_sum(wanted.proposed, wanted.n, &wanted.pot))
        return tolv_fail_with(call, TOLV_TOO_LARGE, PROPOSED,
                              TOLV_DECIMAL(tolv_to_kronor(wanted.pot)));
    double *kronor = tolv_answer_matrix(call, result, proposed->rows, proposed->columns);
    if (!kronor)
        return TOLV_OUT_OF_MEMORY;
    error = tolv_dampen(&call->arena, &wanted, &found);
    if (error == TOLV_NO_SOLUTION && found.unit < wanted.n)
        return tolv_fail_at(call, error, PRIOR, &args[PRIOR].range, found.unit,
                            TOLV_KRONOR(wanted.prior[found.unit]), TOLV_KRONOR(found.least),
                            TOLV_KRONOR(found.most));
    if (error == TOLV_NO_SOLUTION)
        return tolv_fail_with(call, error, DAMPEN_POT, TOLV_KRONOR(tolv_to_kronor(wanted.pot)),
                              TOLV_KRONOR(found.least), TOLV_KRONOR(found.most));
    if (error)
        return tolv_fail_with(call, error, PRIOR, TOLV_DECIMAL(found.least));
    for (size_t i = 0; i < wanted.n; i++)
        kronor[i] = tolv_to_kronor(found.amounts[i]);
    explain_dampened(call, &wanted, &found, tolv_element_of(&args[DAMPEN_ELEMENT], wanted.n));
    return TOLV_OK;
}

#define TAKES_KRONOR_EACH(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNTS, \
        .blanks = TOLV_BLANKS_ZERO \
    }

#define TAKES_BOUND(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .blanks = TOLV_BLANKS_OPEN, .low = -1, .high = 1e6 \
    }

const tolv_function tolv_function_dampen = {
    .name = NC_("function", "DAMPEN"),
    .text = N_("Holds each unit's change within limits and still gives out the pot to the krona"),
    .why = N_("A new model should not take ten per cent from a school in one year, but to cut at "
              "the limits and rescale breaks the limits again. This finds the shares that keep "
              "every limit and hand out exactly the pot, or says that there are none."),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("kronor, as many as the proposals"),
    .formula = N_(
        "Σ clip(λ·proposed, ⌈prior(1 + floor)⌉, ⌊prior(1 + cap)⌋) = pot for one λ, as the sum grows "
        "with λ; the rest between the limits by largest remainder"),
    .source =
        N_("largest remainder: Hamilton's method; Balinski & Young, Fair Representation (1982)"),
    .example = "TOLV.DAMPEN({2222222;5555556;2222222};{2500000;5500000;2000000};-0.05;0.05)",
    .see = "ALLOCATE NEEDINDEX",
    .body = dampen,
    .arguments =
        {
            [PROPOSED] = TAKES_KRONOR_EACH(
                "proposed", NC_("argument", "proposed"),
                N_("What each unit would get without limits, in kronor; blank is 0")),
            [PRIOR] = TAKES_KRONOR_EACH(
                "prior", NC_("argument", "prior"),
                N_("What each unit had, in kronor; 0 or blank: the unit is new and has no limits")),
            [FLOOR] = TAKES_BOUND(
                "floor", NC_("argument", "floor"),
                N_("Largest change downwards, one for all or one a unit: −0.05 is 5 % less; blank: none")),
            [CAP] = TAKES_BOUND(
                "cap", NC_("argument", "cap"),
                N_("Largest change upwards, one for all or one a unit: 0.05 is 5 % more; blank: none")),
            [DAMPEN_POT] = {.id = "pot",
                            .name = NC_("argument", "pot"),
                            .text = N_(
                                "The amount to be given out; left out: the sum of the proposals"),
                            .kind = TOLV_ARGUMENT_AMOUNT,
                            .optional = true},
            [DAMPEN_ELEMENT] = TOLV_TAKES_ELEMENT,
            [DAMPEN_STEP] = TOLV_TAKES_STEP,
        },
};

/* ---- NEEDINDEX ---- */

static tolv_error needindex(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *raw = &args[0].range;
    size_t n = tolv_range_count(raw);
    double mean, strength = args[3].number;
    tolv_error error = tolv_check_as_many(call, args, 1, 0);
    if (!error)
        error = not_negative(call, args, 1);
    if (error)
        return error;
    double *index = tolv_answer_matrix(call, result, raw->rows, raw->columns);
    if (!index)
        return TOLV_OUT_OF_MEMORY;
    error = tolv_need_index(raw->numbers, args[1].range.numbers, n, strength, index, &mean);
    if (error)
        return tolv_fail(call, error, 1);
    for (size_t i = 0; i < n; i++)
        if (index[i] < 0)
            return tolv_fail_at(call, TOLV_NEGATIVE, 0, raw, i, TOLV_DECIMAL(index[i]));
    size_t element = tolv_element_of(&args[2], n);
    if (element)
        tolv_explain(call, N_("1 + {1} × ({2} / {3} − 1) = {4}, where {3} is the mean by volume"),
                     TOLV_DECIMAL(strength), TOLV_DECIMAL(raw->numbers[element - 1]),
                     TOLV_DECIMAL(mean), TOLV_DECIMAL(index[element - 1]));
    else
        tolv_explain(call, N_("1 + {1} × (raw index / {2} − 1), where {2} is the mean by volume"),
                     TOLV_DECIMAL(strength), TOLV_DECIMAL(mean));
    return TOLV_OK;
}

const tolv_function tolv_function_needindex = {
    .name = NC_("function", "NEEDINDEX"),
    .text = N_(
        "Need index from a raw measure: mean 1 by volume, so that it moves money and makes none"),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("index, in the shape of the raw figures"),
    .formula = N_("I = 1 + s(raw / mean − 1), mean = Σ v·raw / Σ v, so that Σ v·I / Σ v = 1"),
    .native =
        "own = INDEX($raw;1+INT(($element-1)/COLUMNS($raw));1+MOD($element-1;COLUMNS($raw)))\n"
        "mean = SUMPRODUCT($volumes;$raw)/SUMPRODUCT($volumes;1*ISNUMBER($raw))\n"
        "IF(ISNUMBER($own);1+$strength*($own/$mean-1);NA())",
    .example = "TOLV.NEEDINDEX({80;100;160};{100;200;50})",
    .see = "ALLOCATE DAMPEN",
    .body = needindex,
    .arguments =
        {{.id = "raw",
          .name = NC_("argument", "raw index"),
          .text = N_("Each unit's measure of need, before it is made an index; blank stays blank"),
          .kind = TOLV_ARGUMENT_NUMBERS},
         TAKES_FACTOR("volumes", NC_("argument", "volumes"),
                      N_("Volume of each unit: children, hours, places; blank is 0"), false),
         TOLV_TAKES_ELEMENT,
         {.id = "strength",
          .name = NC_("argument", "strength"),
          .text = N_("How much of the need counts: 1 all of it, 0 none"),
          .kind = TOLV_ARGUMENT_NUMBER,
          .optional = true,
          .has_default = true,
          .otherwise = 1,
          .low = 0,
          .high = 10}},
};
