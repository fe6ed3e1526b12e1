/* SPDX-License-Identifier: MPL-2.0 */
/* The unit's own levers: from last year's budget to this year's. */
#include "core/bridge.h"

#include "functions/arguments.h"
#include "functions/result.h"

static tolv_item kronor(tolv_ore ore) {
    return TOLV_KRONOR(tolv_to_kronor(ore));
}

/* ---- BUDGETBRIDGE ---- */

enum { LAST_VOLUME, LAST_PRICE, NEW_VOLUME, NEW_PRICE, INDEX, PRINCIPLE, SAVING, PART };

static void explain_bridge(tolv_call *call, const tolv_value *args, const tolv_ore *parts,
                           int part) {
    const tolv_item last_volume = TOLV_DECIMAL(args[LAST_VOLUME].number);
    const tolv_item last_price = TOLV_DECIMAL(args[LAST_PRICE].number);
    const tolv_item new_volume = TOLV_DECIMAL(args[NEW_VOLUME].number);
    const tolv_item new_price = TOLV_DECIMAL(args[NEW_PRICE].number);
    const struct {
        int part;
        const char *sentence;
        tolv_item items[3];
    } steps[] = {
        {TOLV_BRIDGE_LAST_YEAR,
         N_("last year's budget {1} × {2} = {4} kr"),
         {last_volume, last_price}},
        {TOLV_BRIDGE_VOLUME,
         N_("volume ({1} − {2}) × {3} = {4} kr"),
         {new_volume, last_volume, last_price}},
        {TOLV_BRIDGE_PRICE,
         N_("price ({1} − {2}) × {3} = {4} kr"),
         {new_price, last_price, new_volume}},
        {TOLV_BRIDGE_INDEX,
         N_("index ({1} − 1) × {2} × {3} = {4} kr"),
         {TOLV_DECIMAL(args[INDEX].number), new_volume, new_price}},
        {TOLV_BRIDGE_PRINCIPLE, N_("changed principle {4} kr"), {{0}}},
        {TOLV_BRIDGE_SAVING, N_("saving {4} kr"), {{0}}},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        bool counts = parts[steps[i].part] != 0 || steps[i].part == TOLV_BRIDGE_LAST_YEAR;
        if (part ? part == steps[i].part + 1 : counts)
            tolv_explain(call, steps[i].sentence, steps[i].items[0], steps[i].items[1],
                         steps[i].items[2], kronor(parts[steps[i].part]));
    }
}

static tolv_error budgetbridge(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int part = (int)args[PART].number;
    const tolv_bridge bridge = {
        .last_volume = args[LAST_VOLUME].number,
        .last_price = args[LAST_PRICE].number,
        .new_volume = args[NEW_VOLUME].number,
        .new_price = args[NEW_PRICE].number,
        .index = args[INDEX].number,
        .principle = tolv_to_ore(args[PRINCIPLE].number),
        .saving = tolv_to_ore(args[SAVING].number),
    };
    tolv_ore parts[TOLV_BRIDGE_PARTS], budget;
    double largest;
    if (tolv_budget_bridge(&bridge, parts, &budget, &largest))
        return tolv_fail_with(call, TOLV_TOO_LARGE, NEW_VOLUME, TOLV_DECIMAL(largest));
    if (call->listening)
        explain_bridge(call, args, parts, part);
    if (part == 0)
        tolv_explain(call, N_("this year's budget {1} kr"), kronor(budget));
    return tolv_answer_ore(call, result, part ? parts[part - 1] : budget);
}

#define TAKES_VOLUME(argument, shown, sentence) \
    { .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBER, }

#define TAKES_AMOUNT(argument, shown, sentence) \
    { .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNT, }

const tolv_function tolv_function_budgetbridge = {
    .name = NC_("function", "BUDGETBRIDGE"),
    .text = N_(
        "From last year's budget to this year's, step by step: volume, price, index, principle, saving"),
    .why = N_("Why did the budget come out like this? The bridge shows the way from last year's "
              "in steps that a politician can follow, and the steps add up."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("kronor"),
    .formula = N_(
        "V₀·P₀ + (V − V₀)·P₀ + (P − P₀)·V + (index − 1)·V·P + principle − saving; V₀, P₀ last year, V, P this year"),
    .native = "before = $lastVolume*$lastPrice\n"
              "moved = $newVolume*$lastPrice\n"
              "priced = $newVolume*$newPrice\n"
              "risen = $newVolume*$newPrice*$index\n"
              "doubt = MIN(MAX(ABS($before);ABS($moved);ABS($priced);ABS($risen))/2^50;2^-17)\n"
              "indexed = ROUND($risen+SIGN($risen)*$doubt;2)\n"
              "volume = ROUND($moved-$before+SIGN($moved-$before)*$doubt;2)\n"
              "price = ROUND($priced-$moved+SIGN($priced-$moved)*$doubt;2)\n"
              "rise = ROUND($risen-$priced+SIGN($risen-$priced)*$doubt;2)\n"
              "last = $indexed-$volume-$price-$rise\n"
              "change = ROUND($principle;2)\n"
              "cut = -ROUND($saving;2)\n"
              "ROUND($part?($indexed+$change+$cut;$volume;$price;$rise;$change;$cut;$last);2)",
    .example = "TOLV.BUDGETBRIDGE(1000;100;1050;103;;;1150)",
    .see = "PRICEVOLUME VOLUMEPAY VOLUMEFORECAST",
    .body = budgetbridge,
    .arguments =
        {
            [LAST_VOLUME] = TAKES_VOLUME("lastVolume", NC_("argument", "last year's volume"),
                                         N_("Volume in last year's budget")),
            [LAST_PRICE] = TAKES_AMOUNT("lastPrice", NC_("argument", "last year's price"),
                                        N_("Kronor for a unit of volume in last year's budget")),
            [NEW_VOLUME] = TAKES_VOLUME("newVolume", NC_("argument", "this year's volume"),
                                        N_("Volume in this year's budget")),
            [NEW_PRICE] =
                TAKES_AMOUNT("newPrice", NC_("argument", "this year's price"),
                             N_("Kronor for a unit of volume this year, before the index")),
            [INDEX] = {.id = "index",
                       .name = NC_("argument", "index"),
                       .text =
                           N_("Factor on this year's price, for instance 1.025 for 2.5 per cent"),
                       .kind = TOLV_ARGUMENT_NUMBER,
                       .optional = true,
                       .has_default = true,
                       .otherwise = 1,
                       .low = 0,
                       .high = 1e6},
            [PRINCIPLE] = {.id = "principle",
                           .name = NC_("argument", "principle change"),
                           .text =
                               N_("Change of the budget from new or changed principles, in kronor"),
                           .kind = TOLV_ARGUMENT_AMOUNT,
                           .optional = true,
                           .has_default = true},
            [SAVING] = {.id = "saving",
                        .name = NC_("argument", "saving"),
                        .text = N_("Saving that is decided, in kronor, 0 or more; it is deducted"),
                        .kind = TOLV_ARGUMENT_AMOUNT,
                        .optional = true,
                        .has_default = true,
                        .low = 0,
                        .high = TOLV_AMOUNT_MAX},
            [PART] = TOLV_TAKES_PART(
                0, 6,
                N_("0: this year's budget; 1 volume, 2 price, 3 index, 4 principle, 5 saving, 6 last year's budget")),
        },
};
