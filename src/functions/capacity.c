/* SPDX-License-Identifier: MPL-2.0 */
/* The unit's own levers: places, posts and hours, and what they cost. */
#include "core/capacity.h"

#include "functions/arguments.h"
#include "functions/result.h"

#define TAKES_COUNT(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_NUMBER, .low = 0, \
        .high = 1e12 \
    }

/* ---- OCCUPANCY ---- */

enum { USED, CAPACITY, FIXED, VARIABLE, PRICE, PART };

static tolv_error answer_break_even(tolv_call *call, const tolv_capacity *capacity,
                                    tolv_value *result) {
    if (capacity->price <= capacity->variable)
        return tolv_fail_with(call, TOLV_NO_BREAK_EVEN, PRICE, TOLV_KRONOR(capacity->price),
                              TOLV_KRONOR(capacity->variable));
    double places = tolv_break_even(capacity);
    tolv_explain(
        call, N_("{1} fixed / ({2} − {3}) = {4}, so {5} whole {5|place pays|places pay} the costs"),
        TOLV_KRONOR(capacity->fixed), TOLV_KRONOR(capacity->price), TOLV_KRONOR(capacity->variable),
        TOLV_DECIMAL(capacity->fixed / (capacity->price - capacity->variable)),
        TOLV_DECIMAL(places));
    return tolv_answer_number(result, places);
}

static tolv_error occupancy(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int part = tolv_part_of(&args[PART]);
    tolv_capacity capacity = {.used = args[USED].number,
                              .places = args[CAPACITY].number,
                              .fixed = args[FIXED].number,
                              .variable = args[VARIABLE].number};
    if (capacity.places == 0)
        return tolv_fail(call, TOLV_ZERO_SUM, CAPACITY);
    if (part == 1) {
        double share = capacity.used / capacity.places;
        tolv_explain(call, N_("{1} / {2} = {3} used"), TOLV_DECIMAL(capacity.used),
                     TOLV_DECIMAL(capacity.places), TOLV_PERCENT(share));
        return tolv_answer_number(result, share);
    }
    if (args[PRICE].kind != TOLV_NUMBER)
        return tolv_fail(call, TOLV_ARGUMENT_MISSING, PRICE);
    capacity.price = args[PRICE].number;
    if (part == 4)
        return answer_break_even(call, &capacity, result);
    double kronor = part == 2 ? tolv_lost_on_empty(&capacity) : tolv_capacity_result(&capacity);
    if (part == 3)
        tolv_explain(call, N_("{1} × ({2} − {3}) − {4} fixed = {5} kr"),
                     TOLV_DECIMAL(capacity.used), TOLV_KRONOR(capacity.price),
                     TOLV_KRONOR(capacity.variable), TOLV_KRONOR(capacity.fixed),
                     TOLV_KRONOR(kronor));
    else if (capacity.used > capacity.places)
        tolv_explain(call, N_("{1} used of {2}: no empty places, 0 kr lost"),
                     TOLV_DECIMAL(capacity.used), TOLV_DECIMAL(capacity.places));
    else
        tolv_explain(call, N_("({1} − {2}) empty × ({3} − {4}) = {5} kr lost"),
                     TOLV_DECIMAL(capacity.places), TOLV_DECIMAL(capacity.used),
                     TOLV_KRONOR(capacity.price), TOLV_KRONOR(capacity.variable),
                     TOLV_KRONOR(kronor));
    return tolv_answer_kronor(call, result, kronor);
}

const tolv_function tolv_function_occupancy = {
    .name = NC_("function", "OCCUPANCY"),
    .text =
        N_("How many of the places are used, what the empty ones cost, and how many break even"),
    .why = N_("An empty place costs almost as much as a used one, and brings nothing. This says "
              "how much is used, what the empty places cost, and how many must be used to break "
              "even."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("share; kronor; whole places"),
    .formula = N_(
        "1: used / places; 2: empty · (price − variable); 3: used · (price − variable) − fixed; 4: ⌈fixed / (price − variable)⌉"),
    .native =
        "margin = $price-$variable\n"
        "lost = ROUND(MAX(0;$capacity-$used)*$margin;2)\n"
        "result = ROUND($used*$margin-$fixed;2)\n"
        "breakEven = MAX(0;-INT(-ROUND($fixed/$margin+0*SQRT($margin);9)))\n"
        "chosen = $part?($used/$capacity;$used/$capacity;$price?($lost;);$price?($result;);$price?($breakEven;))\n"
        "IF($capacity=0;0/0;$chosen)",
    .source = N_("contribution margin and break-even: Horngren, Datar & Rajan, Cost Accounting"),
    .example = "TOLV.OCCUPANCY(45;50;4800000;26000;130000;2)",
    .see = "UNITCOST VOLUMEPAY STAFFROOM",
    .body = occupancy,
    .arguments =
        {
            [USED] = TAKES_COUNT("used", NC_("argument", "used"), N_("Places or hours in use")),
            [CAPACITY] = TAKES_COUNT("capacity", NC_("argument", "capacity"),
                                     N_("Places or hours that there are")),
            [FIXED] = {.id = "fixed",
                       .name = NC_("argument", "fixed amount"),
                       .text = N_("What the places cost whether used or not, in kronor"),
                       .kind = TOLV_ARGUMENT_AMOUNT,
                       .optional = true,
                       .has_default = true},
            [VARIABLE] = {.id = "variable",
                          .name = NC_("argument", "variable cost"),
                          .text = N_("What a place costs more when it is used, in kronor"),
                          .kind = TOLV_ARGUMENT_AMOUNT,
                          .optional = true,
                          .has_default = true},
            [PRICE] = {.id = "price",
                       .name = NC_("argument", "price"),
                       .text = N_("What a used place brings in, in kronor; parts 2 to 4 need it"),
                       .kind = TOLV_ARGUMENT_AMOUNT,
                       .optional = true},
            [PART] = TOLV_TAKES_PART(
                1, 4,
                N_("1 share used, 2 kronor lost on empty places, 3 result in kronor, 4 places to break even")),
        },
};

/* ---- STAFFROOM ---- */

static tolv_error staffroom(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double left = args[0].number, months = args[1].number, cost = args[2].number;
    if (months == 0 || cost == 0)
        return tolv_fail(call, TOLV_ZERO_SUM, months == 0 ? 1 : 2);
    double posts = left / (months * cost);
    tolv_explain(call, N_("{1} / ({2} × {3}) = {4} full-time {4|post fits|posts fit}"),
                 TOLV_KRONOR(left), TOLV_DECIMAL(months), TOLV_KRONOR(cost), TOLV_DECIMAL(posts));
    if (args[3].kind != TOLV_NUMBER)
        return tolv_answer_number(result, posts);
    double now = args[3].number;
    tolv_explain(call, N_("{1} − {2} now = {3} {3|post|posts}"), TOLV_DECIMAL(posts),
                 TOLV_DECIMAL(now), TOLV_DECIMAL(posts - now));
    return tolv_answer_number(result, posts - now);
}

const tolv_function tolv_function_staffroom = {
    .name = NC_("function", "STAFFROOM"),
    .text = N_("How many full-time posts the rest of the pay budget is enough for, beside today's"),
    .why = N_("A manager plans people, not kronor. This turns what is left of the pay budget into"
              " the full-time posts that it is enough for, beside those there are."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("full-time posts; beside today's + is room"),
    .formula = N_("pay budget left / (months left · cost of a month) − posts now"),
    .native = "$payLeft/($monthsLeft*$monthCost)-$now?($now;0)",
    .example = "TOLV.STAFFROOM(4200000;4;52500;21.5)",
    .see = "SAVINGNEED OCCUPANCY REMAINING",
    .body = staffroom,
    .arguments = {{.id = "payLeft",
                   .name = NC_("argument", "pay budget left"),
                   .text = N_("What is left of the year's pay budget, in kronor"),
                   .kind = TOLV_ARGUMENT_AMOUNT},
                  {.id = "monthsLeft",
                   .name = NC_("argument", "months left"),
                   .text = N_("How many months the money is to last"),
                   .kind = TOLV_ARGUMENT_NUMBER,
                   .low = 0,
                   .high = 1200},
                  {.id = "monthCost",
                   .name = NC_("argument", "month's cost"),
                   .text =
                       N_("What a full-time post costs in a month, employer's charges included"),
                   .kind = TOLV_ARGUMENT_AMOUNT,
                   .low = 0,
                   .high = TOLV_AMOUNT_MAX},
                  {.id = "now",
                   .name = NC_("argument", "now"),
                   .text = N_("Full-time posts today; given, the answer is how many more fit"),
                   .kind = TOLV_ARGUMENT_NUMBER,
                   .optional = true}},
};

/* ---- UNITCOST ---- */

enum { COST, VOLUME, PLANNED_COST, PLANNED_VOLUME, UNITCOST_PART };

static tolv_error unitcost(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int part = tolv_part_of(&args[UNITCOST_PART]);
    double each[2];
    static const char *const sentences[] = {N_("{1} / {2} = {3} kr each"),
                                            N_("plan {1} / {2} = {3} kr each")};
    for (int plan = part == 2; plan <= (part != 1); plan++) {
        int cost = plan ? PLANNED_COST : COST, volume = cost + 1;
        for (int argument = cost; argument <= volume; argument++)
            if (args[argument].kind != TOLV_NUMBER)
                return tolv_fail(call, TOLV_ARGUMENT_MISSING, argument);
        if (args[volume].number == 0)
            return tolv_fail(call, TOLV_ZERO_SUM, volume);
        each[plan] = args[cost].number / args[volume].number;
        if (call->listening)
            tolv_explain_items(call, sentences[plan],
                               TOLV_ITEMS(TOLV_KRONOR(args[cost].number),
                                          TOLV_DECIMAL(args[volume].number),
                                          TOLV_KRONOR(each[plan])));
    }
    if (part < 3)
        return tolv_answer_number(result, each[part - 1]);
    double better = each[1] - each[0];
    tolv_explain(call, N_("{1} − {2} = {3} kr each ({4})"), TOLV_KRONOR(each[1]),
                 TOLV_KRONOR(each[0]), TOLV_KRONOR(better),
                 TOLV_WORD(better > 0   ? N_("cheaper than planned")
                           : better < 0 ? N_("dearer than planned")
                                        : N_("as planned")));
    return tolv_answer_number(result, better);
}

const tolv_function tolv_function_unitcost = {
    .name = NC_("function", "UNITCOST"),
    .text =
        N_("Cost of one pupil, hour or portion, as it came out, as planned, and the difference"),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("kronor for a unit of volume, not rounded; part 3: + is better"),
    .formula = N_("1: cost / volume; 2: planned cost / planned volume; 3: planned − outcome"),
    .native = "plan = $plannedCost?($plannedVolume?($plannedCost/$plannedVolume;);)\n"
              "$part?($cost/$volume;$cost/$volume;$plan;$plan-$cost/$volume)",
    .example = "TOLV.UNITCOST(4560000;48;4500000;50;3)",
    .see = "PRICEVOLUME SIGNAL OCCUPANCY",
    .body = unitcost,
    .arguments =
        {
            [COST] = {.id = "cost",
                      .name = NC_("argument", "cost"),
                      .text = N_("What it cost, in kronor, positive"),
                      .kind = TOLV_ARGUMENT_AMOUNT},
            [VOLUME] = {.id = "volume",
                        .name = NC_("argument", "volume"),
                        .text = N_("Number of children, pupils, hours or portions"),
                        .kind = TOLV_ARGUMENT_NUMBER},
            [PLANNED_COST] = {.id = "plannedCost",
                              .name = NC_("argument", "planned cost"),
                              .text = N_("What it was planned to cost, in kronor; parts 2 and 3"),
                              .kind = TOLV_ARGUMENT_AMOUNT,
                              .optional = true},
            [PLANNED_VOLUME] = {.id = "plannedVolume",
                                .name = NC_("argument", "planned volume"),
                                .text = N_("The volume that was planned; parts 2 and 3"),
                                .kind = TOLV_ARGUMENT_NUMBER,
                                .optional = true},
            [UNITCOST_PART] =
                TOLV_TAKES_PART(1, 3, N_("1 outcome, 2 plan, 3 plan less outcome, + is better")),
        },
};

/* ---- NEEDMET ---- */

static tolv_error needmet(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double delivered = args[0].number, needed = args[1].number;
    if (needed == 0)
        return tolv_fail(call, TOLV_ZERO_SUM, 1);
    tolv_explain(call, N_("{1} / {2} = {3} of the need met"), TOLV_DECIMAL(delivered),
                 TOLV_DECIMAL(needed), TOLV_PERCENT(delivered / needed));
    if (delivered < needed)
        tolv_explain(call, N_("{1} not met"), TOLV_DECIMAL(needed - delivered));
    return tolv_answer_number(result, delivered / needed);
}

const tolv_function tolv_function_needmet = {
    .name = NC_("function", "NEEDMET"),
    .text = N_("How much of the need was met: shows a surplus that was bought with waiting people"),
    .why = N_("A surplus can be hours that were granted but never given. This shows beside the "
              "kronor how much of the need was met."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("share; format the cell as per cent"),
    .formula = N_("delivered / needed"),
    .native = "$delivered/$needed",
    .example = "TOLV.NEEDMET(1840;2000)",
    .see = "COSTQUALITY DEVIATION OCCUPANCY",
    .body = needmet,
    .arguments = {TAKES_COUNT("delivered", NC_("argument", "delivered"),
                              N_("What was delivered: hours, visits, places")),
                  TAKES_COUNT("needed", NC_("argument", "needed"),
                              N_("What was granted, or granted and queued for, in the same unit"))},
};
