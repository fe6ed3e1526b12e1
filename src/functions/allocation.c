/* SPDX-License-Identifier: MPL-2.0 */
/* Allocation: pots shared after volume, weight and need. */
#include "core/allocation.h"

#include "functions/arguments.h"
#include "functions/result.h"

/* ---- ALLOCATE ---- */

enum { POT, VOLUMES, WEIGHTS, INDEX, ELEMENT, STEP };

/* Volumes, weights and index are as many, and none is negative. */
static tolv_error check_factor(tolv_call *call, const tolv_value *args, int argument) {
    const tolv_range *range = &args[argument].range;
    size_t n = tolv_range_count(&args[VOLUMES].range);
    if (args[argument].kind != TOLV_RANGE)
        return TOLV_OK;
    if (tolv_range_count(range) != n)
        return tolv_fail_with(call, TOLV_NOT_SAME_SIZE, argument,
                              TOLV_PLAIN(tolv_range_count(range)), TOLV_PLAIN(n),
                              TOLV_WORD_IN("argument", call->function->arguments[VOLUMES].name));
    for (size_t i = 0; i < n; i++)
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
    for (int argument = VOLUMES; argument <= INDEX; argument++)
        if ((error = check_factor(call, args, argument)) != TOLV_OK)
            return error;
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
    double element = args[ELEMENT].kind == TOLV_NUMBER ? args[ELEMENT].number : 0;
    if (element >= 1 && element <= (double)n) {
        size_t i = (size_t)element - 1;
        tolv_explain(call, N_("{1} × {2} / {3} = {4}"), TOLV_KRONOR(args[POT].number),
                     TOLV_DECIMAL(products[i]), TOLV_DECIMAL(total),
                     TOLV_DECIMAL(args[POT].number * (products[i] / total)));
        tolv_explain(call, N_("in whole steps of {1} kr, so that all parts add up: {2} kr"),
                     TOLV_KRONOR(args[STEP].number), TOLV_KRONOR(kronor[i]));
    } else {
        tolv_explain(
            call,
            N_("{1} kr by volume × weight × index (sum {2}) to {3} units, in steps of {4} kr: the parts add up exactly"),
            TOLV_KRONOR(args[POT].number), TOLV_DECIMAL(total), TOLV_PLAIN(n),
            TOLV_KRONOR(args[STEP].number));
    }
    return TOLV_OK;
}

#define TAKES_FACTOR(argument, shown, sentence, may_be_left_out)                        \
    {                                                                                   \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .blanks = TOLV_BLANKS_ZERO, .optional = may_be_left_out                         \
    }

const tolv_function tolv_function_allocate = {
    .name = NC_("function", "ALLOCATE"),
    .text = N_(
        "Shares a fixed pot after volume, weight and index, in whole kronor that add up to the pot"),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("kronor, as many as the volumes"),
    .formula = N_("share of unit u = pot · v·w·I / Σ v·w·I, rounded by largest remainder"),
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
