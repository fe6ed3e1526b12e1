/* SPDX-License-Identifier: MPL-2.0 */
/* Law: the balance requirement, and what may be put into the reserve. */
#include "core/reserve.h"

#include <math.h>

#include "functions/arguments.h"
#include "functions/result.h"

#define TAKES_AMOUNT(argument, shown, sentence) \
    { .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNT }

/* One that the law deducts, adds or restores, so that it has no sign of its own. */
#define TAKES_SIZE(argument, shown, sentence, left_out) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNT, .low = 0, \
        .high = TOLV_AMOUNT_MAX, .optional = left_out, .has_default = left_out \
    }

/* In the unit that the amounts came in, so with all its decimals. */
static tolv_error answer_amount(tolv_call *call, tolv_value *result, double amount) {
    if (fabs(amount) > TOLV_AMOUNT_MAX)
        return tolv_fail_with(call, TOLV_ANSWER_TOO_LARGE, -1, TOLV_DECIMAL(amount));
    return tolv_answer_number(result, amount);
}

/* ---- BALANCEREQUIREMENT ---- */

enum { RESULT, GAINS, EXCEPTIONS, UNREALISED, TO_RESERVE, FROM_RESERVE, EARLIER_DEFICIT, PART };
enum { PART_TOTAL, PART_ADJUSTED, PART_RESULT, PART_LEFT, PART_DEFICIT };

static void explain_balance(tolv_call *call, const tolv_balance_items *items,
                            const tolv_balance *balance, int part) {
    tolv_explain(
        call,
        N_("result {1} − gains {2} + exceptions {3} + unrealised {4} = {5} after adjustments"),
        TOLV_DECIMAL(items->result), TOLV_DECIMAL(items->gains), TOLV_DECIMAL(items->exceptions),
        TOLV_DECIMAL(items->unrealised), TOLV_DECIMAL(balance->adjusted));
    if (part == PART_ADJUSTED)
        return;
    tolv_explain(
        call,
        N_("{1} − to the reserve {2} + from the reserve {3} = {4}, the balance requirement result"),
        TOLV_DECIMAL(balance->adjusted), TOLV_DECIMAL(items->to_reserve),
        TOLV_DECIMAL(items->from_reserve), TOLV_DECIMAL(balance->result));
    if (part == PART_DEFICIT || balance->deficit > 0)
        tolv_explain(call,
                     balance->deficit > 0
                         ? N_("a deficit of {1}: to be restored within three years, unless the "
                              "council finds exceptional reasons not to")
                         : N_("a deficit of {1}: nothing to decide"),
                     TOLV_DECIMAL(balance->deficit));
    if (part == PART_LEFT || items->earlier_deficit > 0)
        tolv_explain(call, N_("earlier deficit {1} less {2}, at least 0: {3} left to restore"),
                     TOLV_DECIMAL(items->earlier_deficit), TOLV_DECIMAL(balance->result),
                     TOLV_DECIMAL(balance->left));
}

static tolv_error balancerequirement(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_balance_items items = {.result = args[RESULT].number,
                                      .gains = args[GAINS].number,
                                      .exceptions = args[EXCEPTIONS].number,
                                      .unrealised = args[UNREALISED].number,
                                      .to_reserve = args[TO_RESERVE].number,
                                      .from_reserve = args[FROM_RESERVE].number,
                                      .earlier_deficit = args[EARLIER_DEFICIT].number};
    int part = (int)args[PART].number;
    tolv_balance balance = tolv_balance_of(&items);
    explain_balance(call, &items, &balance, part);
    const double parts[] = {[PART_TOTAL] = balance.result,
                            [PART_ADJUSTED] = balance.adjusted,
                            [PART_RESULT] = balance.result,
                            [PART_LEFT] = balance.left,
                            [PART_DEFICIT] = balance.deficit};
    return answer_amount(call, result, parts[part]);
}

const tolv_function tolv_function_balancerequirement = {
    .name = NC_("function", "BALANCEREQUIREMENT"),
    .text = N_("Balance requirement result: the year's result after the adjustments of the law"),
    .why = N_("The law asks for balance, but not in the year's result as it stands: gains, "
              "exceptions and reserves come between. This goes the way of the law step by step, "
              "and says whether there is a deficit to restore."),
    .family = TOLV_FAMILY_LAW,
    .unit = N_("kronor, or the thousands or millions that are given"),
    .formula = N_("adjusted = result − gains + exceptions + unrealised; balance requirement result "
                  "= adjusted − to reserve + from reserve; left to restore = max(0, earlier "
                  "deficit − balance requirement result); the year's deficit, which only the "
                  "council's exceptional reasons may leave, = max(0, −balance requirement result)"),
    .native = "adjusted = ROUND($result-$gains+$exceptions+$unrealised;6)\n"
              "balance = ROUND($adjusted-$toReserve+$fromReserve;6)\n"
              "left = MAX(0;ROUND($earlierDeficit-$balance;6))\n"
              "$part?($balance;$adjusted;$balance;$left;MAX(0;-$balance))",
    .source = N_("kommunallagen (2017:725) 11 kap. 12–13 §§; lagen (2018:597) om kommunal "
                 "bokföring och redovisning 11 kap. 10 §"),
    .example = "TOLV.BALANCEREQUIREMENT(563;23;0;0;185;0;193)",
    .see = "RESERVEROOM",
    .body = balancerequirement,
    .arguments =
        {
            [RESULT] = TAKES_AMOUNT("result", NC_("argument", "result"),
                                    N_("The year's result, a deficit as minus")),
            [GAINS] = TAKES_SIZE("gains", NC_("argument", "gains"),
                                 N_("Realised gains on assets, as plus; they are deducted"), false),
            [EXCEPTIONS] = TAKES_AMOUNT(
                "exceptions", NC_("argument", "exceptions"),
                N_("Gains and losses that the law excepts, with the sign they add; never the "
                   "exceptional reasons")),
            [UNREALISED] = TAKES_AMOUNT("unrealised", NC_("argument", "unrealised"),
                                        N_("Unrealised gains and losses on securities and their "
                                           "reversal, with the sign they add")),
            [TO_RESERVE] = TAKES_SIZE("toReserve", NC_("argument", "to reserve"),
                                      N_("Put into the reserve, as plus; it is deducted"), false),
            [FROM_RESERVE] = TAKES_SIZE("fromReserve", NC_("argument", "from reserve"),
                                        N_("Taken from the reserve, as plus; it is added"), false),
            [EARLIER_DEFICIT] =
                TAKES_SIZE("earlierDeficit", NC_("argument", "earlier deficit"),
                           N_("Deficits of earlier years still to restore, as plus"), true),
            [PART] = TOLV_TAKES_PART(PART_TOTAL, PART_DEFICIT,
                                     N_("0 or 2 balance requirement result, 1 after adjustments, 3 "
                                        "left to restore, 4 the year's deficit")),
        },
};

/* ---- RESERVEROOM ---- */

enum { YEAR_RESULT, ADJUSTED, INCOME_BASE, EQUITY, STOCK, RESTORE, REGIME };

static const tolv_keyword regimes[] = {
    {TOLV_RESERVE_RER, NC_("keyword", "RER")},
    {TOLV_RESERVE_RUR, NC_("keyword", "RUR")},
    {0, NULL},
};

static void explain_room(tolv_call *call, const tolv_reserve_year *year,
                         const tolv_reserve_room *room) {
    tolv_explain(
        call, N_("the lower of {1} and {2}, − {3} of {4} − {5} to restore = {6} above the limit"),
        TOLV_DECIMAL(year->result), TOLV_DECIMAL(year->adjusted), TOLV_PERCENT(room->share),
        TOLV_DECIMAL(year->income), TOLV_DECIMAL(year->restore), TOLV_DECIMAL(room->surplus));
    if (year->equity < 0)
        tolv_explain(call,
                     N_("{1} because equity, {2} with the whole pension obligation, is negative"),
                     TOLV_PERCENT(room->share), TOLV_DECIMAL(year->equity));
    if (year->regime == TOLV_RESERVE_RER)
        tolv_explain(call, N_("the reserve may hold {1} of {2}: space for {3}"),
                     TOLV_PERCENT(room->ceiling), TOLV_DECIMAL(year->income),
                     TOLV_DECIMAL(room->space));
    tolv_explain(call, N_("room for {1}"), TOLV_DECIMAL(room->room));
}

static tolv_error reserveroom(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_reserve_year year = {.result = args[YEAR_RESULT].number,
                                    .adjusted = args[ADJUSTED].number,
                                    .income = args[INCOME_BASE].number,
                                    .equity = args[EQUITY].number,
                                    .stock = args[STOCK].number,
                                    .restore = args[RESTORE].number,
                                    .regime = (tolv_reserve_regime)args[REGIME].number};
    tolv_reserve_room room = tolv_reserve_room_of(&year);
    explain_room(call, &year, &room);
    return tolv_answer_number(result, room.room);
}

const tolv_function tolv_function_reserveroom = {
    .name = NC_("function", "RESERVEROOM"),
    .text = N_("How much of the year's result may be put into the reserve (RER, before 2024 RUR)"),
    .why = N_("Only a part of a good year's result may be put aside, and the limit depends on "
              "taxes, equity and what is there already. This says how many kronor, and what sets "
              "the limit."),
    .family = TOLV_FAMILY_LAW,
    .unit = N_("kronor, or the thousands or millions that are given"),
    .formula =
        N_("max(0, min(result, adjusted result) − q · T − to restore), q = 1 %, or 2 % where "
           "equity is negative; RER: also at most 5 % · T − reserve stock; T = taxes + "
           "general grants + equalisation"),
    .native = "share = IF($equity<0;0.02;0.01)\n"
              "surplus = MAX(0;ROUND(MIN($result;$adjusted)-$share*$incomeBase-$restore;8))\n"
              "space = MAX(0;ROUND(0.05*$incomeBase-$stock;8))\n"
              "$regime?(MIN($surplus;$space);$surplus)",
    .source = N_("kommunallagen (2017:725) 11 kap. 14 §; RER from 2024 (prop. 2022/23:119), RUR "
                 "as worded before"),
    .example = "TOLV.RESERVEROOM(563;540;16243;4000;0;193)",
    .see = "BALANCEREQUIREMENT",
    .body = reserveroom,
    .arguments =
        {
            [YEAR_RESULT] = TAKES_AMOUNT("result", NC_("argument", "result"),
                                         N_("The year's result, a deficit as minus")),
            [ADJUSTED] = TAKES_AMOUNT("adjusted", NC_("argument", "adjusted result"),
                                      N_("The result after balance requirement adjustments, part "
                                         "1 of BALANCEREQUIREMENT")),
            [INCOME_BASE] = {.id = "incomeBase",
                             .name = NC_("argument", "taxes and grants"),
                             .text = N_("Taxes, general state grants and equalisation of the year"),
                             .kind = TOLV_ARGUMENT_AMOUNT,
                             .low = 0.01,
                             .high = TOLV_AMOUNT_MAX},
            [EQUITY] = TAKES_AMOUNT("equity", NC_("argument", "equity"),
                                    N_("Equity less the pension obligation outside the balance "
                                       "sheet; below 0 the limit is 2 %")),
            [STOCK] = TAKES_SIZE("stock", NC_("argument", "reserve stock"),
                                 N_("What the reserve holds before this year; for RER without the "
                                    "old RUR"),
                                 false),
            [RESTORE] = TAKES_SIZE("restore", NC_("argument", "to restore"),
                                   N_("Deficit to restore first, as plus"), true),
            [REGIME] = {.id = "regime",
                        .name = NC_("argument", "regime"),
                        .text = N_("“RER”: the reserve from 2024; “RUR”: the one for years to "
                                   "2023"),
                        .kind = TOLV_ARGUMENT_KEYWORD,
                        .keywords = regimes,
                        .optional = true,
                        .has_default = true,
                        .otherwise = TOLV_RESERVE_RER},
        },
};
