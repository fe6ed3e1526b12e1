/* SPDX-License-Identifier: MPL-2.0 */
/* Deviation: outcome against budget, + always better. */
#include "core/deviation.h"

#include <math.h>
#include <stdlib.h>

#include "core/variance.h"
#include "functions/arguments.h"
#include "functions/result.h"

/* ---- DEVIATION, DEVIATIONPERCENT ---- */

static tolv_item better_or_worse(tolv_ore deviation) {
    return TOLV_WORD(deviation > 0   ? N_("better than budget")
                     : deviation < 0 ? N_("worse than budget")
                                     : N_("as budgeted"));
}

static tolv_ore deviation_of(tolv_call *call, const tolv_value *args) {
    tolv_ore actual = tolv_to_ore(args[0].number), budget = tolv_to_ore(args[1].number);
    int sign = (int)args[2].number;
    tolv_ore deviation = tolv_deviation(actual, budget, sign);
    tolv_explain(call,
                 sign > 0 ? N_("budget {1} − outcome {2} = {3} kr ({4})")
                          : N_("outcome {2} − budget {1} = {3} kr ({4})"),
                 TOLV_KRONOR(args[1].number), TOLV_KRONOR(args[0].number),
                 TOLV_KRONOR(tolv_to_kronor(deviation)), better_or_worse(deviation));
    return deviation;
}

static tolv_error deviation(tolv_call *call, const tolv_value *args, tolv_value *result) {
    return tolv_answer_ore(call, result, deviation_of(call, args));
}

static tolv_error deviationpercent(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_ore budget = tolv_to_ore(args[1].number);
    if (budget == 0)
        return tolv_fail(call, TOLV_ZERO_SUM, 1);
    tolv_ore deviation = deviation_of(call, args);
    double share = (double)deviation / (double)llabs(budget);
    tolv_explain(call, N_("{1} / {2} = {3} of the budget"), TOLV_KRONOR(tolv_to_kronor(deviation)),
                 TOLV_KRONOR(tolv_to_kronor(llabs(budget))), TOLV_PERCENT(share));
    return tolv_answer_number(result, share);
}

const tolv_function tolv_function_deviation = {
    .name = NC_("function", "DEVIATION"),
    .text = N_("Deviation from budget in kronor; plus is always better than budget"),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("kronor, + is better"),
    .formula = N_("sign · (budget − outcome), in öre"),
    .native = "ROUND($sign*(ROUND($budget;2)-ROUND($actual;2));2)",
    .example = "TOLV.DEVIATION(110;100)",
    .see = "DEVIATIONPERCENT FLAG PRICEVOLUME YTD",
    .body = deviation,
    .arguments = {TOLV_TAKES_ACTUAL, TOLV_TAKES_BUDGET, TOLV_TAKES_SIGN},
};

const tolv_function tolv_function_deviationpercent = {
    .name = NC_("function", "DEVIATIONPERCENT"),
    .text = N_("Deviation as a share of the budget; plus is always better than budget"),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("share of the budget, + is better; format the cell as per cent"),
    .formula = N_("sign · (budget − outcome) / |budget|"),
    .native = "$sign*(ROUND($budget;2)-ROUND($actual;2))/ABS(ROUND($budget;2))",
    .example = "TOLV.DEVIATIONPERCENT(110;100)",
    .see = "DEVIATION FLAG",
    .body = deviationpercent,
    .arguments = {TOLV_TAKES_ACTUAL, TOLV_TAKES_BUDGET, TOLV_TAKES_SIGN},
};

/* ---- Why it deviates: PRICEVOLUME, MIX, EFFICIENCY ---- */

/* One part, or all that come before it, are to be explained. */
static bool explains(int chosen, int part) {
    return chosen == 0 || chosen == part;
}

/* A difference is written the way round that makes + better. */
static tolv_item first(int sign, double budget, double actual) {
    return TOLV_DECIMAL(sign > 0 ? budget : actual);
}

static tolv_item second(int sign, double budget, double actual) {
    return first(-sign, budget, actual);
}

static tolv_item kronor(tolv_ore ore) {
    return TOLV_KRONOR(tolv_to_kronor(ore));
}

/* The chosen part, or the sum of all. */
static tolv_error answer_part(tolv_call *call, const tolv_ore *parts, int count, int chosen,
                              tolv_value *result) {
    tolv_ore total = 0;
    for (int i = 0; i < count; i++)
        total += parts[i];
    if (chosen > 0)
        return tolv_answer_ore(call, result, parts[chosen - 1]);
    tolv_explain(call, N_("together {1} kr ({2})"), kronor(total), better_or_worse(total));
    return tolv_answer_ore(call, result, total);
}

/* A cost on the way is beyond what amounts can be: the largest of these. */
static tolv_error fail_too_large(tolv_call *call, double a, double b, double c) {
    double largest = fmax(fabs(a), fmax(fabs(b), fabs(c)));
    return tolv_fail_with(call, TOLV_ANSWER_TOO_LARGE, -1, TOLV_KRONOR(largest));
}

#define TAKES_PRICE(argument, shown, sentence) \
    { .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNT, }

#define TAKES_VOLUME(argument, shown, sentence) \
    { .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBER, }

static tolv_error pricevolume(tolv_call *call, const tolv_value *args, tolv_value *result) {
    enum { BUDGET_PRICE, BUDGET_VOLUME, ACTUAL_PRICE, ACTUAL_VOLUME, PART, SIGN };
    double pb = args[BUDGET_PRICE].number, vb = args[BUDGET_VOLUME].number;
    double pa = args[ACTUAL_PRICE].number, va = args[ACTUAL_VOLUME].number;
    int part = (int)args[PART].number, sign = (int)args[SIGN].number;
    tolv_ore parts[2];
    if (tolv_price_volume(pb, vb, pa, va, sign, parts))
        return fail_too_large(call, pb * vb, pb * va, pa * va);
    if (explains(part, 1))
        tolv_explain(call, N_("volume ({1} − {2}) × {3} = {4} kr"), first(sign, vb, va),
                     second(sign, vb, va), TOLV_DECIMAL(pb), kronor(parts[0]));
    if (explains(part, 2))
        tolv_explain(call, N_("price ({1} − {2}) × {3} = {4} kr"), first(sign, pb, pa),
                     second(sign, pb, pa), TOLV_DECIMAL(va), kronor(parts[1]));
    return answer_part(call, parts, 2, part, result);
}

const tolv_function tolv_function_pricevolume = {
    .name = NC_("function", "PRICEVOLUME"),
    .text = N_("Why it deviates: how much is volume and how much is price; the parts add up"),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("kronor, + is better"),
    .formula = N_("volume −(V − V_b)·P_b; price −(P − P_b)·V; b is budget; with sign −1 reversed"),
    .native = "planned = $budgetPrice*$budgetVolume\n"
              "actual = $actualPrice*$actualVolume\n"
              "total = ROUND($planned;2)-ROUND($actual;2)\n"
              "volume = ROUND($planned-$budgetPrice*$actualVolume;2)\n"
              "ROUND($sign*$part?($total;$volume;$total-$volume);2)",
    .source = N_("flexible budget: Horngren, Datar & Rajan, Cost Accounting"),
    .example = "TOLV.PRICEVOLUME(100;1000;104;1050)",
    .see = "DEVIATION MIX EFFICIENCY",
    .body = pricevolume,
    .arguments = {TAKES_PRICE("budgetPrice", NC_("argument", "budget price"),
                              N_("Budgeted price in kronor for a unit of volume")),
                  TAKES_VOLUME("budgetVolume", NC_("argument", "budget volume"),
                               N_("Budgeted volume, for instance children, hours or portions")),
                  TAKES_PRICE("actualPrice", NC_("argument", "actual price"),
                              N_("Actual price in kronor for a unit of volume")),
                  TAKES_VOLUME("actualVolume", NC_("argument", "actual volume"),
                               N_("Actual volume, in the same unit as the budgeted")),
                  TOLV_TAKES_PART(0, 2, N_("0: the whole deviation; 1: volume; 2: price")),
                  TOLV_TAKES_SIGN},
};

enum { BUDGET_PRICES, BUDGET_VOLUMES, ACTUAL_PRICES, ACTUAL_VOLUMES, MIX_PART, MIX_SIGN };

/* A blank price is a fault where a volume meets it. */
static tolv_error check_kinds(tolv_call *call, const tolv_value *args) {
    for (int argument = BUDGET_VOLUMES; argument <= ACTUAL_VOLUMES; argument++) {
        tolv_error error = tolv_check_as_many(call, args, argument, BUDGET_PRICES);
        if (error)
            return error;
    }
    const double *vb = args[BUDGET_VOLUMES].range.numbers;
    const double *va = args[ACTUAL_VOLUMES].range.numbers;
    for (int argument = BUDGET_PRICES; argument <= ACTUAL_PRICES; argument += ACTUAL_PRICES) {
        const tolv_range *prices = &args[argument].range;
        for (size_t i = 0; i < tolv_range_count(prices); i++) {
            bool met = va[i] != 0 || (argument == BUDGET_PRICES && vb[i] != 0);
            if (met && tolv_is_blank(prices->numbers[i]))
                return tolv_fail_blank(call, argument, prices, i);
        }
    }
    return TOLV_OK;
}

static tolv_error mix(tolv_call *call, const tolv_value *args, tolv_value *result) {
    size_t n = tolv_range_count(&args[BUDGET_PRICES].range);
    int part = (int)args[MIX_PART].number, sign = (int)args[MIX_SIGN].number;
    tolv_mix_sums sums;
    tolv_ore parts[3];
    tolv_error error = check_kinds(call, args);
    if (error)
        return error;
    error = tolv_mix(args[BUDGET_PRICES].range.numbers, args[BUDGET_VOLUMES].range.numbers,
                     args[ACTUAL_PRICES].range.numbers, args[ACTUAL_VOLUMES].range.numbers, n, sign,
                     &sums, parts);
    if (error == TOLV_ZERO_SUM)
        return tolv_fail(call, error, BUDGET_VOLUMES);
    if (error)
        return fail_too_large(call, fmax(fabs(sums.budget), fabs(sums.mean)), sums.mixed,
                              sums.actual);
    if (explains(part, 1))
        tolv_explain(call, N_("volume ({1} − {2}) × mean price {3} = {4} kr"),
                     first(sign, sums.budget_volume, sums.actual_volume),
                     second(sign, sums.budget_volume, sums.actual_volume),
                     TOLV_DECIMAL(sums.mean_price), kronor(parts[0]));
    if (explains(part, 2))
        tolv_explain(call,
                     sign > 0
                         ? N_("mix {1} as budgeted − {2} as it was, at budget prices = {3} kr")
                         : N_("mix {2} as it was − {1} as budgeted, at budget prices = {3} kr"),
                     TOLV_KRONOR(sums.mean), TOLV_KRONOR(sums.mixed), kronor(parts[1]));
    if (explains(part, 3))
        tolv_explain(call,
                     sign > 0 ? N_("price {1} at budget prices − {2} at actual prices = {3} kr")
                              : N_("price {2} at actual prices − {1} at budget prices = {3} kr"),
                     TOLV_KRONOR(sums.mixed), TOLV_KRONOR(sums.actual), kronor(parts[2]));
    return answer_part(call, parts, 3, part, result);
}

#define TAKES_PRICES(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNTS, \
        .shape = TOLV_SHAPE_LINE \
    }

#define TAKES_VOLUMES(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBERS, \
        .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_ZERO \
    }

const tolv_function tolv_function_mix = {
    .name = NC_("function", "MIX"),
    .text = N_("Why it deviates over several kinds: volume, mix of dear and cheap kinds, price"),
    .why = N_("A unit can keep every price and the whole volume and still cost more, because more"
              " of it was of the dear kind. This shows how much of the deviation is volume, how "
              "much is mix and how much is price."),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("kronor, + is better"),
    .formula =
        N_("volume −(ΣV − ΣV_b)·M; mix −(ΣV·P_b − ΣV·M); price −ΣV·(P − P_b); M = ΣV_b·P_b / "
           "ΣV_b; b is budget; with sign −1 reversed"),
    .native = "before = ISNUMBER($budgetVolumes)*($budgetVolumes<>0)\n"
              "now = ISNUMBER($actualVolumes)*($actualVolumes<>0)\n"
              "nowhere = SUMPRODUCT(1-ISNUMBER($budgetPrices);$before+$now)\n"
              "lacking = $nowhere+SUMPRODUCT(1-ISNUMBER($actualPrices);$now)\n"
              "planned = SUMPRODUCT($budgetPrices;$budgetVolumes)\n"
              "atMean = SUM($actualVolumes)*$planned/SUM($budgetVolumes)\n"
              "mixed = SUMPRODUCT($budgetPrices;$actualVolumes)\n"
              "actual = SUMPRODUCT($actualPrices;$actualVolumes)\n"
              "total = ROUND($planned;2)-ROUND($actual;2)\n"
              "volume = ROUND($planned-$atMean;2)\n"
              "mix = ROUND($atMean-$mixed;2)\n"
              "parts = $part?($total;$volume;$mix;$total-$volume-$mix)\n"
              "IF($lacking>0;NA();ROUND($sign*$parts+0/SUM($budgetVolumes);2))",
    .source = N_("sales-mix variance: Horngren, Datar & Rajan, Cost Accounting"),
    .example = "TOLV.MIX({180000;620000};{40;10};{185000;610000};{37;13})",
    .see = "PRICEVOLUME EFFICIENCY DEVIATION",
    .body = mix,
    .arguments =
        {TAKES_PRICES("budgetPrices", NC_("argument", "budget prices"),
                      N_("Budgeted price of each kind; blank where it has no volume at all")),
         TAKES_VOLUMES("budgetVolumes", NC_("argument", "budget volumes"),
                       N_("Budgeted volume of each kind; blank is 0")),
         TAKES_PRICES("actualPrices", NC_("argument", "actual prices"),
                      N_("Actual price of each kind; blank where it has no actual volume")),
         TAKES_VOLUMES("actualVolumes", NC_("argument", "actual volumes"),
                       N_("Actual volume of each kind; blank is 0")),
         TOLV_TAKES_PART(0, 3, N_("0: the whole deviation; 1: volume; 2: mix; 3: price")),
         TOLV_TAKES_SIGN},
};

static tolv_error efficiency(tolv_call *call, const tolv_value *args, tolv_value *result) {
    enum { BUDGET, ACTUAL = 3, PART = 6, SIGN };
    tolv_production b = {args[BUDGET].number, args[BUDGET + 1].number, args[BUDGET + 2].number};
    tolv_production a = {args[ACTUAL].number, args[ACTUAL + 1].number, args[ACTUAL + 2].number};
    int part = (int)args[PART].number, sign = (int)args[SIGN].number;
    tolv_ore parts[3];
    if (tolv_efficiency(b, a, sign, parts))
        return fail_too_large(call, fmax(fabs(b.output), fabs(a.output)) * b.use * b.rate,
                              a.output * a.use * b.rate, a.output * a.use * a.rate);
    if (explains(part, 1))
        tolv_explain(call, N_("volume ({1} − {2}) × {3} × {4} = {5} kr"),
                     first(sign, b.output, a.output), second(sign, b.output, a.output),
                     TOLV_DECIMAL(b.use), TOLV_DECIMAL(b.rate), kronor(parts[0]));
    if (explains(part, 2))
        tolv_explain(call, N_("use ({1} − {2}) × {3} × {4} = {5} kr"), first(sign, b.use, a.use),
                     second(sign, b.use, a.use), TOLV_DECIMAL(a.output), TOLV_DECIMAL(b.rate),
                     kronor(parts[1]));
    if (explains(part, 3))
        tolv_explain(call, N_("rate ({1} − {2}) × {3} × {4} = {5} kr"), first(sign, b.rate, a.rate),
                     second(sign, b.rate, a.rate), TOLV_DECIMAL(a.output), TOLV_DECIMAL(a.use),
                     kronor(parts[2]));
    return answer_part(call, parts, 3, part, result);
}

const tolv_function tolv_function_efficiency = {
    .name = NC_("function", "EFFICIENCY"),
    .text = N_("Why it deviates: more output, more input for each output, or dearer input"),
    .why = N_("A service that costs more may have done more, needed more for each, or paid more "
              "for what it needs, and each asks for another answer. This splits the deviation "
              "into the three."),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("kronor, + is better"),
    .formula =
        N_("volume −(O − O_b)·h_b·w_b; use −(h − h_b)·O·w_b; rate −(w − w_b)·O·h; O output, h "
           "input for each output, w price of input, b is budget; with sign −1 reversed"),
    .native = "planned = $budgetOutput*$budgetUse*$budgetRate\n"
              "flexed = $actualOutput*$budgetUse*$budgetRate\n"
              "used = $actualOutput*$actualUse*$budgetRate\n"
              "actual = $actualOutput*$actualUse*$actualRate\n"
              "total = ROUND($planned;2)-ROUND($actual;2)\n"
              "volume = ROUND($planned-$flexed;2)\n"
              "use = ROUND($flexed-$used;2)\n"
              "ROUND($sign*$part?($total;$volume;$use;$total-$volume-$use);2)",
    .source = N_("flexible budget: Horngren, Datar & Rajan, Cost Accounting"),
    .example = "TOLV.EFFICIENCY(100;2;300;110;2.1;310)",
    .see = "PRICEVOLUME MIX HOURCOVERAGE",
    .body = efficiency,
    .arguments = {TAKES_VOLUME("budgetOutput", NC_("argument", "budget output"),
                               N_("Budgeted output, for instance visits, portions or places")),
                  TAKES_VOLUME("budgetUse", NC_("argument", "budget use"),
                               N_("Budgeted input for each output, for instance hours a visit")),
                  TAKES_PRICE("budgetRate", NC_("argument", "budget rate"),
                              N_("Budgeted price in kronor for a unit of input")),
                  TAKES_VOLUME("actualOutput", NC_("argument", "actual output"),
                               N_("Actual output, in the same unit as the budgeted")),
                  TAKES_VOLUME("actualUse", NC_("argument", "actual use"),
                               N_("Actual input for each output")),
                  TAKES_PRICE("actualRate", NC_("argument", "actual rate"),
                              N_("Actual price in kronor for a unit of input")),
                  TOLV_TAKES_PART(0, 3, N_("0: the whole deviation; 1: volume; 2: use; 3: rate")),
                  TOLV_TAKES_SIGN},
};

/* ---- OFFSET ---- */

static tolv_error offset(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *deviations = &args[0].range;
    size_t n = tolv_range_count(deviations), reported = 0;
    for (size_t i = 0; i < n; i++)
        reported += !tolv_is_blank(deviations->numbers[i]);
    if (reported == 0)
        return tolv_fail(call, TOLV_NOT_REPORTED, 0);
    double better, worse;
    tolv_ore cancelled;
    if (tolv_offset(deviations->numbers, n, &better, &worse, &cancelled))
        return fail_too_large(call, fmin(better, worse), 0, 0);
    tolv_explain(
        call,
        N_("better {1} kr and worse {2} kr: {3} kr of each cancel, and the total shows only {4} kr"),
        TOLV_KRONOR(better), TOLV_KRONOR(worse), kronor(cancelled), TOLV_KRONOR(better - worse));
    return tolv_answer_ore(call, result, cancelled);
}

const tolv_function tolv_function_offset = {
    .name = NC_("function", "OFFSET"),
    .text = N_("What units cancel for each other in a total: how much the sum hides"),
    .why = N_("A total in balance can hide a unit in trouble behind one with a windfall. This "
              "says how many kronor of surplus and deficit cancel out, before the total is read "
              "as good news."),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("kronor, 0 or more"),
    .formula = N_("(Σ|D| − |ΣD|) / 2, in öre"),
    .native = "above = SUMPRODUCT(1*($deviations>0);$deviations)\n"
              "below = SUMPRODUCT(1*($deviations<0);$deviations)\n"
              "better = IFERROR(SUMPRODUCT(($deviations>0)*ROUND($deviations;2));$above)\n"
              "worse = -IFERROR(SUMPRODUCT(($deviations<0)*ROUND($deviations;2));$below)\n"
              "IF(COUNT($deviations)=0;NA();ROUND(MIN($better;$worse);2))",
    .example = "TOLV.OFFSET({300000;-500000;100000})",
    .see = "DEVIATION ATTENTION",
    .body = offset,
    .arguments = {TOLV_TAKES_DEVIATIONS(
        N_("Deviation of each unit in kronor; a blank one is not reported and left out"))},
};
