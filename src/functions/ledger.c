/* SPDX-License-Identifier: MPL-2.0 */
/* Ledger: what stands there, and how a report shows it. */
#include "functions/accounts.h"
#include "functions/arguments.h"
#include "functions/result.h"

/* ---- REPORTSIGN ---- */

static const tolv_keyword styles[] = {
    {TOLV_STYLE_REPORT, NC_("keyword", "report")},
    {TOLV_STYLE_POSITIVE, NC_("keyword", "positive")},
    {0, NULL},
};

static const char *const classes[] = {
    NULL,
    N_("assets"),
    N_("equity and liabilities"),
    N_("revenue"),
    N_("outlays"),
    N_("labour"),
    N_("other costs"),
    N_("other costs"),
    N_("revenue and costs"),
};

static tolv_error reportsign(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_text account;
    tolv_error error = tolv_account_of(call, 1, &args[1], &account);
    if (error)
        return error;
    int account_class = account.bytes[0] - '0';
    if (account_class < 1 || account_class > 8)
        return tolv_fail_with(call, TOLV_NO_CLASS, 1, TOLV_TEXT_ITEM(account));
    tolv_ore amount = tolv_to_ore(args[0].number);
    tolv_ore shown = tolv_report_sign(amount, account_class, (tolv_report_style)args[2].number);
    tolv_explain(
        call,
        N_("account {1} is of class {2} in Kommun-Bas, {3}: {4} kr in the ledger is {5} kr in the report"),
        TOLV_TEXT_ITEM(account), TOLV_PLAIN(account_class), TOLV_WORD(classes[account_class]),
        TOLV_KRONOR(args[0].number), TOLV_KRONOR(tolv_to_kronor(shown)));
    return tolv_answer_ore(call, result, shown);
}

const tolv_function tolv_function_reportsign = {
    .name = NC_("function", "REPORTSIGN"),
    .text = N_("Turns a ledger's sign, debit plus and credit minus, into the sign of a report"),
    .family = TOLV_FAMILY_LEDGER,
    .unit = N_("kronor"),
    .formula = N_(
        "report: −amount for classes 3-8; positive: −amount for 3, amount for 4-7, |amount| for 8; both: amount for 1, −amount for 2"),
    .native = "kr = ROUND($amount;2)\n"
              "class = FIND(LEFT($account&\" \";1);\"12345678\")\n"
              "positive = CHOOSE($class;$kr;-$kr;-$kr;$kr;$kr;$kr;$kr;ABS($kr))\n"
              "$style?(IF($class=1;$kr;-$kr);$positive)",
    .source = N_("classes of Kommun-Bas, the chart of accounts of Swedish municipalities (SKR)"),
    .example = "TOLV.REPORTSIGN(-125000;3110)",
    .see = "DEVIATION CONTROLLABLE",
    .body = reportsign,
    .arguments = {{.id = "amount",
                   .name = NC_("argument", "amount"),
                   .text = N_("Amount in kronor as the ledger has it: debit plus, credit minus"),
                   .kind = TOLV_ARGUMENT_AMOUNT},
                  {.id = "account",
                   .name = NC_("argument", "account"),
                   .text = N_("Account number; its first digit is the class"),
                   .kind = TOLV_ARGUMENT_CODE},
                  {.id = "style",
                   .name = NC_("argument", "style"),
                   .text = N_("“report”: revenue plus and cost minus; “positive”: both plus"),
                   .kind = TOLV_ARGUMENT_KEYWORD,
                   .keywords = styles,
                   .optional = true,
                   .has_default = true,
                   .otherwise = TOLV_STYLE_REPORT}},
};
