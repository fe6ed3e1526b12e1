/* SPDX-License-Identifier: MPL-2.0 */
/* Deviation: outcome against budget, + always better. */
#include "core/deviation.h"

#include <stdlib.h>

#include "functions/arguments.h"
#include "functions/result.h"

static tolv_ore deviation_of(tolv_call *call, const tolv_value *args) {
    tolv_ore actual = tolv_to_ore(args[0].number), budget = tolv_to_ore(args[1].number);
    int sign = (int)args[2].number;
    tolv_ore deviation = tolv_deviation(actual, budget, sign);
    tolv_explain(call,
                 sign > 0 ? N_("budget {1} − outcome {2} = {3} kr ({4})")
                          : N_("outcome {2} − budget {1} = {3} kr ({4})"),
                 TOLV_KRONOR(args[1].number), TOLV_KRONOR(args[0].number),
                 TOLV_KRONOR(tolv_to_kronor(deviation)),
                 TOLV_WORD(deviation > 0   ? N_("better than budget")
                           : deviation < 0 ? N_("worse than budget")
                                           : N_("as budgeted")));
    return deviation;
}

static tolv_error deviation(tolv_call *call, const tolv_value *args, tolv_value *result) {
    return tolv_answer_ore(result, deviation_of(call, args));
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
    .example = "TOLV.DEVIATION(110;100)",
    .see = "DEVIATIONPERCENT FLAG YTD",
    .body = deviation,
    .arguments = {TOLV_TAKES_ACTUAL, TOLV_TAKES_BUDGET, TOLV_TAKES_SIGN},
};

const tolv_function tolv_function_deviationpercent = {
    .name = NC_("function", "DEVIATIONPERCENT"),
    .text = N_("Deviation as a share of the budget; plus is always better than budget"),
    .family = TOLV_FAMILY_DEVIATION,
    .unit = N_("share of the budget, + is better; format the cell as per cent"),
    .formula = N_("sign · (budget − outcome) / |budget|"),
    .example = "TOLV.DEVIATIONPERCENT(110;100)",
    .see = "DEVIATION FLAG",
    .body = deviationpercent,
    .arguments = {TOLV_TAKES_ACTUAL, TOLV_TAKES_BUDGET, TOLV_TAKES_SIGN},
};
