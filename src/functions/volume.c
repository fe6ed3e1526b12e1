/* SPDX-License-Identifier: MPL-2.0 */
/* Allocation: grants that follow volume. */
#include "core/volume.h"

#include <math.h>

#include "functions/arguments.h"
#include "functions/result.h"

#define TAKES_COUNT(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBER, .low = 0, \
        .high = 1e12 \
    }

#define TAKES_KRONOR(argument, shown, sentence, may_be_left_out) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNT, \
        .optional = may_be_left_out, .has_default = may_be_left_out, .high = TOLV_AMOUNT_MAX \
    }

#define TAKES_PRICE \
    { \
        .id = "price", .name = NC_("argument", "price"), \
        .text = N_("Price in kronor of one unit of volume: a child, a pupil, an hour"), \
        .kind = TOLV_ARGUMENT_AMOUNT \
    }

/* ---- VOLUMEPAY ---- */

static tolv_error volumepay(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double price = args[0].number, volume = args[1].number, fixed = args[2].number;
    double index = args[3].number, kronor = fixed + price * volume * index;
    if (fixed != 0)
        tolv_explain(call, N_("{1} fixed + {2} × {3} × {4} = {5} kr (price × volume × index)"),
                     TOLV_KRONOR(fixed), TOLV_KRONOR(price), TOLV_DECIMAL(volume),
                     TOLV_DECIMAL(index), TOLV_KRONOR(kronor));
    else
        tolv_explain(call, N_("{1} × {2} × {3} = {4} kr (price × volume × index)"),
                     TOLV_KRONOR(price), TOLV_DECIMAL(volume), TOLV_DECIMAL(index),
                     TOLV_KRONOR(kronor));
    return tolv_answer_kronor(call, result, kronor);
}

const tolv_function tolv_function_volumepay = {
    .name = NC_("function", "VOLUMEPAY"),
    .text = N_("Grant that follows volume: price times volume, with a fixed part and a need index"),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("kronor"),
    .formula = N_("fixed + price · volume · index; the fixed part is not indexed"),
    .native = "ROUND($fixed+$price*$volume*$index;2)",
    .example = "TOLV.VOLUMEPAY(98500;124;600000;1.04)",
    .see = "STEPPAY ALLOCATE TRUEUP",
    .body = volumepay,
    .arguments = {TAKES_PRICE,
                  TAKES_COUNT("volume", NC_("argument", "volume"),
                              N_("Number of children, pupils, hours or places")),
                  {.id = "fixed",
                   .name = NC_("argument", "fixed amount"),
                   .text = N_("What the unit gets whatever its volume, in kronor"),
                   .kind = TOLV_ARGUMENT_AMOUNT,
                   .optional = true,
                   .has_default = true},
                  {.id = "index",
                   .name = NC_("argument", "index"),
                   .text = N_("Need index, 1 on average"),
                   .kind = TOLV_ARGUMENT_NUMBER,
                   .optional = true,
                   .has_default = true,
                   .otherwise = 1,
                   .low = 0,
                   .high = 1e6}},
};

/* ---- STEPPAY ---- */

/* The steps that have both a limit and an amount, moved together. */
static tolv_error read_steps(tolv_call *call, const tolv_value *args, double **limits,
                             double **amounts, size_t *n) {
    const tolv_range *given = &args[1].range;
    tolv_error error = tolv_check_as_many(call, args, 2, 1);
    if (error)
        return error;
    *n = 0;
    *limits = tolv_arena_take(&call->arena, tolv_range_count(given), sizeof **limits);
    *amounts = tolv_arena_take(&call->arena, tolv_range_count(given), sizeof **amounts);
    if (!*limits || !*amounts)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    for (size_t i = 0; i < tolv_range_count(given); i++) {
        double limit = given->numbers[i], amount = args[2].range.numbers[i];
        if (tolv_is_blank(limit) || tolv_is_blank(amount))
            continue;
        if (*n > 0 && limit <= (*limits)[*n - 1])
            return tolv_fail_at(call, TOLV_NOT_ASCENDING, 1, given, i, TOLV_DECIMAL(limit),
                                TOLV_DECIMAL((*limits)[*n - 1]));
        (*limits)[*n] = limit;
        (*amounts)[(*n)++] = amount;
    }
    return *n ? TOLV_OK : tolv_fail(call, TOLV_NOT_REPORTED, 1);
}

static tolv_error steppay(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double volume = args[0].number, *limits, *amounts;
    bool smooth = args[3].number != 0;
    size_t n, at = 0;
    tolv_error error = read_steps(call, args, &limits, &amounts, &n);
    if (error)
        return error;
    double kronor = tolv_step_pay(volume, limits, amounts, n, smooth);
    while (at < n && volume > limits[at])
        at++;
    if (volume == 0 || at == n)
        tolv_explain(call, N_("volume {1} is outside the steps, which end at {2}: 0 kr"),
                     TOLV_DECIMAL(volume), TOLV_DECIMAL(limits[n - 1]));
    else if (smooth && at > 0)
        tolv_explain(
            call, N_("volume {1} is on the slope from {2} kr at {3} to {4} kr at {5}: {6} kr"),
            TOLV_DECIMAL(volume), TOLV_KRONOR(amounts[at - 1]), TOLV_DECIMAL(limits[at - 1]),
            TOLV_KRONOR(amounts[at]), TOLV_DECIMAL(limits[at]), TOLV_KRONOR(kronor));
    else
        tolv_explain(call, N_("volume {1} is in step {2}, up to {3}: {4} kr"), TOLV_DECIMAL(volume),
                     TOLV_PLAIN(at + 1), TOLV_DECIMAL(limits[at]), TOLV_KRONOR(kronor));
    return tolv_answer_ore(call, result, tolv_to_ore(kronor));
}

const tolv_function tolv_function_steppay = {
    .name = NC_("function", "STEPPAY"),
    .text = N_(
        "Grant in steps by the unit's size; with a slope one child more never costs a whole step"),
    .why = N_("Small units need more for each child, but a step in the table can make the next "
              "child cost more than it brings. This pays by step, or along a slope that leaves no"
              " such edge."),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("kronor"),
    .formula = N_(
        "the amount of the first limit ≥ volume; slope: a straight line from limit to limit; above the last 0"),
    .native =
        "step = ISNUMBER($limits)*ISNUMBER($amounts)\n"
        "steps = SUMPRODUCT(1*ISNUMBER($limits);1*ISNUMBER($amounts))\n"
        "upper = SUMPRODUCT(MIN($limits!+1E15*(1-$step*($limits!>=$volume))))\n"
        "amount = SUMPRODUCT(($limits!=$upper)*$step*$amounts!)\n"
        "lower = SUMPRODUCT(MAX($limits!*$step*($limits!<$volume)))\n"
        "amountBelow = SUMPRODUCT(($limits!=$lower)*$step*$amounts!)\n"
        "slope = $amountBelow+($volume-$lower)/($upper-$lower)*($amount-$amountBelow)\n"
        "onSlope = SUMPRODUCT($step*($limits!<$volume))*SUMPRODUCT($step*($limits!>=$volume))>0\n"
        "grant = $smooth?($amount;IF($onSlope;$slope;$amount))\n"
        "IF($steps=0;NA();IF($volume=0;0;ROUND($grant;2)))",
    .example = "TOLV.STEPPAY(26;{25;35;45};{100000;75000;50000})",
    .see = "VOLUMEPAY",
    .body = steppay,
    .arguments =
        {TAKES_COUNT("volume", NC_("argument", "volume"),
                     N_("Number of children, pupils, hours or places")),
         {.id = "limits",
          .name = NC_("argument", "step limits"),
          .text = N_("Highest volume of each step, ascending; a step with a blank is left out"),
          .kind = TOLV_ARGUMENT_NUMBERS,
          .shape = TOLV_SHAPE_LINE,
          .blanks = TOLV_BLANKS_SKIPPED,
          .low = 0,
          .high = 1e12},
         {.id = "amounts",
          .name = NC_("argument", "step amounts"),
          .text =
              N_("Grant of each step in kronor; to slope out to nothing end with a step of 0 kr"),
          .kind = TOLV_ARGUMENT_AMOUNTS,
          .shape = TOLV_SHAPE_LINE,
          .blanks = TOLV_BLANKS_SKIPPED},
         {.id = "smooth",
          .name = NC_("argument", "smooth"),
          .text = N_("1: a slope between the limits; 0: steps"),
          .kind = TOLV_ARGUMENT_WHOLE,
          .optional = true,
          .has_default = true,
          .high = 1}},
};

/* ---- SCHOOLGRANT ---- */

static tolv_error schoolgrant(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double base = args[0].number, administration = args[1].number, vat = args[2].number;
    double fee = args[3].number, with_administration = base * (1 + administration);
    double with_vat = with_administration * (1 + vat);
    int part = (int)args[4].number;
    if (with_vat > TOLV_AMOUNT_MAX)
        return tolv_fail_with(call, TOLV_TOO_LARGE, 0, TOLV_DECIMAL(with_vat));
    const double sums[] = {0, tolv_round_half_away(base), tolv_round_half_away(with_administration),
                           tolv_round_half_away(with_vat), tolv_round_half_away(with_vat - fee)};
    tolv_explain(call, N_("{1} × {2} × {3} = {4} (base amount, {5} administration, {6} VAT)"),
                 TOLV_KRONOR(base), TOLV_DECIMAL(1 + administration), TOLV_DECIMAL(1 + vat),
                 TOLV_KRONOR(sums[3]), TOLV_PERCENT(administration), TOLV_PERCENT(vat));
    if (fee > 0)
        tolv_explain(call, N_("less the fee {1} = {2} kr"), TOLV_KRONOR(fee), TOLV_KRONOR(sums[4]));
    double kronor = part ? sums[part] - sums[part - 1] : sums[4];
    static const char *const names[] = {NULL, N_("base amount"), N_("administration"), N_("VAT"),
                                        N_("fee")};
    if (part)
        tolv_explain(call, N_("of this the {1} {2} kr"), TOLV_WORD(names[part]),
                     TOLV_KRONOR(kronor));
    return tolv_answer_number(result, kronor);
}

#define TAKES_ADDITION(argument, shown, sentence, usual) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBER, \
        .optional = true, .has_default = true, .otherwise = usual, .low = 0, .high = 10 \
    }

const tolv_function tolv_function_schoolgrant = {
    .name = NC_("function", "SCHOOLGRANT"),
    .text = N_(
        "Grant to an independent school or preschool: base amount, administration and VAT, less fee"),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("whole kronor"),
    .formula = N_(
        "base · 1.03 · 1.06 − fee; the parts are differences of the rounded sums, so that they add up"),
    .native = "withAdministration = $baseAmount*(1+$administration)\n"
              "base = ROUND($baseAmount;0)\n"
              "first = ROUND($withAdministration;0)\n"
              "second = ROUND($withAdministration*(1+$vat);0)\n"
              "total = ROUND($withAdministration*(1+$vat)-$fee;0)\n"
              "$part?($total;$base;$first-$base;$second-$first;$total-$second)",
    .source = N_(
        "skolförordningen (2011:185) 14 kap.: administration 3 %, VAT 6 %; the fee is deducted last (SKR)"),
    .example = "TOLV.SCHOOLGRANT(116456)",
    .see = "VOLUMEPAY ALLOCATE",
    .body = schoolgrant,
    .arguments =
        {TAKES_KRONOR(
             "baseAmount", NC_("argument", "base amount"),
             N_("What the municipality's own unit gets for the same child or pupil, in kronor"),
             false),
         TAKES_ADDITION("administration", NC_("argument", "administration share"),
                        N_("Addition for administration as a share: 0.03 by the regulation"), 0.03),
         TAKES_ADDITION("vat", NC_("argument", "VAT share"),
                        N_("Addition for VAT as a share: 0.06 by the regulation"), 0.06),
         TAKES_KRONOR("fee", NC_("argument", "fee"),
                      N_("Fee that the unit itself collects, in kronor; deducted last"), true),
         TOLV_TAKES_PART(0, 4,
                         N_("0 total, 1 base amount, 2 administration, 3 VAT, 4 fee, deducted"))},
};

/* ---- AVERAGEVOLUME, TRUEUP ---- */

#define TAKES_COUNTS \
    { \
        .id = "counts", .name = NC_("argument", "counts"), \
        .text = N_("Volume at each count date; blank: not counted yet, left out with its weight"), \
        .kind = TOLV_ARGUMENT_NUMBERS, .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_SKIPPED, \
        .low = 0, .high = 1e12 \
    }

#define TAKES_WEIGHTS \
    { \
        .id = "weights", .name = NC_("argument", "weights"), \
        .text = N_( \
            "How much each count weighs, for instance 0.5 and 0.5 for the terms; left out: alike"), \
        .kind = TOLV_ARGUMENT_NUMBERS, .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_ZERO, \
        .optional = true, .low = 0, .high = 1e12 \
    }

static tolv_error average_of(tolv_call *call, const tolv_value *args, int counts,
                             tolv_average *average) {
    const tolv_range *range = &args[counts].range;
    const tolv_value *weights = &args[counts + 1];
    tolv_error error = tolv_check_as_many(call, args, counts + 1, counts);
    if (error)
        return error;
    error = tolv_average_volume(range->numbers,
                                weights->kind == TOLV_RANGE ? weights->range.numbers : NULL,
                                tolv_range_count(range), average);
    if (error)
        return tolv_fail(call, error, error == TOLV_ZERO_SUM ? counts + 1 : counts);
    tolv_explain(call, N_("{1} {1|count|counts}: sum by weight {2} / sum of the weights {3} = {4}"),
                 TOLV_PLAIN(average->counted), TOLV_DECIMAL(average->sum),
                 TOLV_DECIMAL(average->weight), TOLV_DECIMAL(average->volume));
    return TOLV_OK;
}

static tolv_error averagevolume(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_average average;
    tolv_error error = average_of(call, args, 0, &average);
    return error ? error : tolv_answer_number(result, average.volume);
}

#define NATIVE_AVERAGE \
    "counted = 1*ISNUMBER($counts)\n" \
    "weighted = SUMPRODUCT($counted;$weights;$counts)/SUMPRODUCT($counted;$weights)\n" \
    "average = $weights?($weighted;SUM($counts)/COUNT($counts))\n"

const tolv_function tolv_function_averagevolume = {
    .name = NC_("function", "AVERAGEVOLUME"),
    .text = N_("Average volume over the count dates, each with its weight"),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("volume"),
    .formula = N_("Σ w·v / Σ w over the counts that are reported"),
    .native = NATIVE_AVERAGE "IF(COUNT($counts)=0;NA();$average)",
    .example = "TOLV.AVERAGEVOLUME({118;126};{0.5;0.5})",
    .see = "TRUEUP VOLUMEPAY",
    .body = averagevolume,
    .arguments = {TAKES_COUNTS, TAKES_WEIGHTS},
};

enum { PRICE, BUDGETED, COUNTS, WEIGHTS, MARGINAL, DEADBAND, PAID };

static tolv_error trueup(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double price = args[PRICE].number, budgeted = args[BUDGETED].number;
    double marginal = args[MARGINAL].number, deadband = args[DEADBAND].number;
    double paid = args[PAID].number;
    tolv_average average;
    tolv_error error = average_of(call, args, COUNTS, &average);
    if (error)
        return error;
    double difference = average.volume - budgeted, beyond = tolv_beyond(difference, deadband);
    double kronor = marginal * price * beyond - paid;
    tolv_explain(call, N_("{1} − {2} budgeted = {3}, of which {4} beyond the dead band of {5}"),
                 TOLV_DECIMAL(average.volume), TOLV_DECIMAL(budgeted), TOLV_DECIMAL(difference),
                 TOLV_DECIMAL(beyond), TOLV_DECIMAL(deadband));
    tolv_explain(call, N_("{1} × {2} × {3} − {4} paid = {5} kr"), TOLV_DECIMAL(beyond),
                 TOLV_KRONOR(price), TOLV_DECIMAL(marginal), TOLV_KRONOR(paid),
                 TOLV_KRONOR(kronor));
    return tolv_answer_kronor(call, result, kronor);
}

const tolv_function tolv_function_trueup = {
    .name = NC_("function", "TRUEUP"),
    .text = N_("Settlement when the volume is known: what the unit gets more, or pays back"),
    .why = N_("A budget is given for the children that were expected, and settled for those that "
              "came. This says what the unit gets or pays back, with a dead band so that small "
              "differences are left alone."),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("kronor, + the unit gets more"),
    .formula = N_(
        "m · p · sign(x) · max(0, |x| − dead band) − paid, x = average volume − budgeted volume"),
    .native = NATIVE_AVERAGE "more = $average-$budgetVolume\n"
                             "settled = SIGN($more)*MAX(0;ABS($more)-$deadband)\n"
                             "IF(COUNT($counts)=0;NA();ROUND($marginal*$price*$settled-$paid;2))",
    .example = "TOLV.TRUEUP(98500;120;{118;126};;0.5;1)",
    .see = "AVERAGEVOLUME VOLUMEPAY",
    .body = trueup,
    .arguments =
        {
            [PRICE] = TAKES_PRICE,
            [BUDGETED] = TAKES_COUNT("budgetVolume", NC_("argument", "budget volume"),
                                     N_("Volume that the budget was given for")),
            [COUNTS] = TAKES_COUNTS,
            [WEIGHTS] = TAKES_WEIGHTS,
            [MARGINAL] = {.id = "marginal",
                          .name = NC_("argument", "marginal share"),
                          .text = N_(
                              "Share of the price that a child more or less is settled at, 0 to 1"),
                          .kind = TOLV_ARGUMENT_NUMBER,
                          .optional = true,
                          .has_default = true,
                          .otherwise = 1,
                          .low = 0,
                          .high = 1},
            [DEADBAND] = {.id = "deadband",
                          .name = NC_("argument", "dead band"),
                          .text = N_("Difference in volume that is not settled"),
                          .kind = TOLV_ARGUMENT_NUMBER,
                          .optional = true,
                          .has_default = true,
                          .low = 0,
                          .high = 1e12},
            [PAID] = {.id = "paid",
                      .name = NC_("argument", "paid"),
                      .text = N_("What has been settled already this year, in kronor"),
                      .kind = TOLV_ARGUMENT_AMOUNT,
                      .optional = true,
                      .has_default = true},
        },
};

/* ---- HOURCOVERAGE ---- */

static tolv_error hourcoverage(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double price = args[0].number, cost = args[1].number, performed = args[2].number;
    int part = tolv_part_of(&args[3]);
    if (price == 0)
        return tolv_fail(call, TOLV_ZERO_SUM, 0);
    double needed = cost / price;
    tolv_explain(call, N_("{1} / {2} = {3} of the worked hours must be with the client"),
                 TOLV_KRONOR(cost), TOLV_KRONOR(price), TOLV_PERCENT(needed));
    if (part == 1)
        return tolv_answer_number(result, needed);
    if (part == 2) {
        tolv_explain(call, N_("{1} are: {2} percentage points beside what is needed"),
                     TOLV_PERCENT(performed), TOLV_POINTS(performed - needed));
        return tolv_answer_number(result, performed - needed);
    }
    double left = performed * price - cost;
    tolv_explain(call, N_("{1} × {2} − {3} = {4} kr left of each worked hour"),
                 TOLV_PERCENT(performed), TOLV_KRONOR(price), TOLV_KRONOR(cost), TOLV_KRONOR(left));
    return tolv_answer_ore(call, result, tolv_to_ore(left));
}

const tolv_function tolv_function_hourcoverage = {
    .name = NC_("function", "HOURCOVERAGE"),
    .text = N_(
        "Home care: how much of the worked time must be with the client for the price to cover it"),
    .why = N_("A home-care group is paid for the hours with the client, and pays for all hours "
              "worked. This says how much of the worked time must be with the client for the two "
              "to meet."),
    .family = TOLV_FAMILY_ALLOCATION,
    .unit = N_("share of the worked hours; percentage points; kronor a worked hour"),
    .formula = N_("1: cost / price; 2: performed − cost / price; 3: performed · price − cost"),
    .native = "needed = $hourCost/$price\n"
              "left = ROUND(($performed-$needed)*$price;2)\n"
              "$part?($needed;$needed;$performed-$needed;$left)",
    .example = "TOLV.HOURCOVERAGE(460;345;0.72)",
    .see = "VOLUMEPAY",
    .body = hourcoverage,
    .arguments =
        {TAKES_KRONOR("price", NC_("argument", "price"),
                      N_("Price in kronor of one hour with the client"), false),
         TAKES_KRONOR("hourCost", NC_("argument", "hour cost"),
                      N_("Cost of one worked hour in kronor, travel and meetings included"), false),
         {.id = "performed",
          .name = NC_("argument", "performed share"),
          .text = N_("Share of the worked hours that is spent with the client, 0 to 1"),
          .kind = TOLV_ARGUMENT_NUMBER,
          .low = 0,
          .high = 1},
         TOLV_TAKES_PART(
             1, 3, N_("1 share needed, 2 performed less needed, 3 kronor left of a worked hour"))},
};
