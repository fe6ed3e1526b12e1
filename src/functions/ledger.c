/* SPDX-License-Identifier: MPL-2.0 */
/* Ledger: reading it, and how a report shows what stands there. */
#include "functions/accounts.h"
#include "functions/books.h"
#include "functions/result.h"

/* ---- LEDGER ---- */

enum { TABLE, HIERARCHY, CHANGES };

/* What is kept, so that somebody can see whether all of it was read. */
static void explain_ledger(tolv_call *call, const tolv_books *books) {
    const tolv_ledger *ledger = &books->ledger;
    const tolv_rows *rows = &ledger->rows;
    tolv_ore sums[TOLV_ROW_KINDS] = {0};
    for (uint32_t row = 0; row < rows->count; row++)
        sums[rows->kind[row]] += rows->amount[row];
    tolv_explain(call, N_("rows: {1}, accounts: {2}, units: {3}, months: {4}"),
                 TOLV_DECIMAL((double)books->rows), TOLV_PLAIN(books->ledger.account_codes.count),
                 TOLV_PLAIN(books->units == TOLV_NONE
                                ? 0
                                : books->ledger.dimensions[books->units].codes.count),
                 TOLV_PLAIN(books->month_count));
    tolv_explain(call, N_("together outcome {1} kr, budget {2} kr, forecast {3} kr"),
                 TOLV_KRONOR(tolv_to_kronor(sums[TOLV_ROW_VOUCHER])),
                 TOLV_KRONOR(tolv_to_kronor(sums[TOLV_ROW_BUDGET])),
                 TOLV_KRONOR(tolv_to_kronor(sums[TOLV_ROW_FORECAST])));
    tolv_explain_versions(call, books);
    int first = tolv_ledger_first_month(ledger);
    if (first % 100 == 1)
        tolv_explain(call, N_("months without a year are those of {1}"), TOLV_PLAIN(first / 100));
    else if (first)
        tolv_explain(call, N_("months without a year are counted from {1} {2}"),
                     TOLV_MONTH(first % 100), TOLV_PLAIN(first / 100));
}

static const tolv_table *table_of(const tolv_value *argument) {
    return argument->kind == TOLV_TABLE ? argument->table : NULL;
}

static tolv_error ledger(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_books *books = tolv_books_of_tables(call, TABLE, args[TABLE].table,
                                             table_of(&args[HIERARCHY]), table_of(&args[CHANGES]));
    if (!books)
        return call->fault.error;
    tolv_text handle = tolv_handle_text(call, books);
    if (call->listening)
        explain_ledger(call, books);
    if (handle.length)
        tolv_session_keep(call->session, books);
    tolv_session_release(call->session, books);
    *result = (tolv_value){.kind = TOLV_TEXT, .text = handle};
    return handle.length ? TOLV_OK : tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
}

const tolv_function tolv_function_ledger = {
    .name = NC_("function", "LEDGER"),
    .text = N_("Reads a ledger table once, so that BOOKED and GRID answer at once from its cell"),
    .family = TOLV_FAMILY_LEDGER,
    .unit = N_("a text: rows, months and a mark that changes with the content"),
    .formula = N_(
        "columns by their headings: period or date, account, amount or debit and credit; if any: "
        "year, unit, activity, project, counterpart, object, type, version, decided"),
    .example = "TOLV.LEDGER({\"period\";\"account\";\"unit\";\"amount\"|202601;5010;110;400|"
               "202602;5010;110;500|202602;5020;120;70})",
    .see = "BOOKED GRID ENTRIES UNPLACED",
    .body = ledger,
    .arguments =
        {[TABLE] = {.id = "table",
                    .name = NC_("argument", "table"),
                    .text = N_("A ledger table with a header row, a row for each booking or sum"),
                    .kind = TOLV_ARGUMENT_TABLE},
         [HIERARCHY] =
             {.id = "hierarchy",
              .name = NC_("argument", "hierarchy"),
              .text = N_(
                  "A table of unit and above; or numbers: the lengths of codes that stand above"),
              .kind = TOLV_ARGUMENT_TABLE,
              .optional = true},
         [CHANGES] = {.id = "changes",
                      .name = NC_("argument", "changes"),
                      .text = N_(
                          "A table of unit, new unit, from (month) and share: history moves along"),
                      .kind = TOLV_ARGUMENT_TABLE,
                      .optional = true}},
};

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
    .see = "BOOKED DEVIATION CONTROLLABLE",
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
