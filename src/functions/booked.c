/* SPDX-License-Identifier: MPL-2.0 */
/* Ledger: one figure of it, and the rows behind that. */
#include <stdlib.h>
#include <string.h>

#include "functions/books.h"
#include "functions/result.h"
#include "ledger/entries.h"

enum { HANDLE, TYPE, PATTERN, UNIT, FROM, TO };

/* ---- In words ---- */

/* How many units are summed into the one that is asked for. */
static size_t count_below(tolv_call *call, const tolv_books *books, const tolv_question *question) {
    size_t line, count = 0, units = books->hierarchy.count;
    if (!call->listening || tolv_books_unit(books, question->unit, &line) || line >= units)
        return 0;
    bool *marked = tolv_arena_take(&call->arena, units, sizeof *marked);
    if (!marked) {
        call->explanation.failed = true;
        return 0;
    }
    memset(marked, 0, units);
    marked[line] = true;
    tolv_hierarchy_mark(&books->hierarchy, marked);
    for (size_t unit = 0; unit < units; unit++)
        count += marked[unit] && unit != line;
    return count;
}

static void explain_question(tolv_call *call, const tolv_books *books,
                             const tolv_question *question, tolv_ore figure,
                             const tolv_entries *entries) {
    tolv_text unit = tolv_text_trimmed(question->unit);
    bool all = unit.length == 0 || tolv_text_same(unit, tolv_text_of("*"));
    tolv_explain(call,
                 all ? N_("{1}, accounts {2}, the whole ledger, {4} to {5}: {6} kr (rows: {7})")
                     : N_("{1}, accounts {2}, unit {3}, {4} to {5}: {6} kr (rows: {7})"),
                 TOLV_WORD_IN("keyword", tolv_amount_type_word(question->type)),
                 TOLV_TEXT_ITEM(question->filters[0].pattern), TOLV_TEXT_ITEM(unit),
                 tolv_month_item(call, books, question->from),
                 tolv_month_item(call, books, question->to), TOLV_KRONOR(tolv_to_kronor(figure)),
                 TOLV_PLAIN(entries->count + entries->rest_count));
    size_t below = count_below(call, books, question);
    if (below)
        tolv_explain(call, N_("with the units below it: {1}"), TOLV_PLAIN(below));
    tolv_explain_filters(call, books, question->type, question->filters + 1,
                         question->filter_count - 1, false);
    if (entries->count)
        tolv_explain(call, N_("the largest is row {1} of the table, {2} kr"),
                     TOLV_PLAIN(books->sources.row[entries->entries[0].source]),
                     TOLV_KRONOR(tolv_to_kronor(entries->entries[0].amount)));
}

/* ---- BOOKED ---- */

enum { BOOKED_FILTERS = TO + 1 };

static const tolv_places booked_places = {UNIT, PATTERN, BOOKED_FILTERS};

/* The figure; the rows behind it only when somebody listens. */
static tolv_error booked_in(tolv_call *call, const tolv_value *args, tolv_books *books,
                            tolv_value *result) {
    tolv_question question;
    tolv_filter_fault fault;
    tolv_entries entries;
    tolv_ore figure;
    tolv_error error = tolv_question_of(call, args, BOOKED_FILTERS, books, &question);
    if (error)
        return error;
    error = tolv_session_booked(call->session, books, &question, &figure, &fault);
    if (!error && call->listening)
        error = tolv_entries_list(&entries, &call->arena, books, &question, 1, &fault);
    if (error)
        return tolv_fail_filter(call, error, &fault, booked_places);
    if (call->listening)
        explain_question(call, books, &question, figure, &entries);
    return tolv_answer_ore(call, result, figure);
}

static tolv_error booked(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_books *books = tolv_books_of_handle(call, HANDLE, args[HANDLE].text);
    if (!books)
        return call->fault.error;
    tolv_error error = booked_in(call, args, books, result);
    tolv_session_release(call->session, books);
    return error;
}

const tolv_function tolv_function_booked = {
    .name = NC_("function", "BOOKED"),
    .text = N_("What is booked, budgeted or forecast on accounts and a unit in some months"),
    .family = TOLV_FAMILY_LEDGER,
    .unit = N_("kronor as the ledger has them: debit plus, credit minus"),
    .formula = N_("the sum of the rows' amounts in whole öre, of the unit and all units below it"),
    .example =
        "TOLV.BOOKED(TOLV.LEDGER({\"period\";\"account\";\"unit\";\"amount\"|202601;5010;110;400|"
        "202602;5010;110;500|202602;5020;120;70});\"outcome\";\"50\";110;1;2)",
    .see = "LEDGER GRID ENTRIES REPORTSIGN",
    .body = booked,
    .arguments = {TOLV_TAKES_QUESTION, [BOOKED_FILTERS] = TOLV_TAKES_FILTERS},
};

/* ---- ENTRIES ---- */

enum { FIRST = TO + 1, ELEMENT, ENTRIES_FILTERS };
enum { ROW, MONTH, ACCOUNT, ROW_UNIT, AMOUNT, COLUMNS };

static const tolv_places entries_places = {UNIT, PATTERN, ENTRIES_FILTERS};

static tolv_cell number_cell(double number) {
    return (tolv_cell){.kind = TOLV_NUMBER, .number = number};
}

static tolv_cell text_cell(tolv_text text) {
    return (tolv_cell){.kind = TOLV_TEXT, .text = text};
}

/* False when memory is out. */
static bool write_entry(tolv_call *call, const tolv_books *books, const tolv_entry *entry,
                        tolv_cell cells[COLUMNS]) {
    tolv_row row = tolv_ledger_row(&books->ledger, books->sources.booked[entry->source]);
    uint32_t unit = books->units == TOLV_NONE
                        ? TOLV_NONE
                        : tolv_ledger_object_of(&books->ledger, row.combination, books->units);
    tolv_text code = unit == TOLV_NONE ? tolv_text_of("")
                                       : books->ledger.dimensions[books->units].codes.texts[unit];
    cells[ROW] = number_cell(books->sources.row[entry->source]);
    cells[MONTH] = number_cell(row.period);
    cells[AMOUNT] = number_cell(tolv_to_kronor(entry->amount));
    return tolv_code_cell(call, books->ledger.account_codes.texts[row.account], &cells[ACCOUNT]) &&
           tolv_code_cell(call, code, &cells[ROW_UNIT]);
}

static tolv_error write_entries(tolv_call *call, const tolv_books *books,
                                const tolv_entries *entries, tolv_value *result) {
    static const char *const headings[COLUMNS] = {N_("row"), N_("month"), N_("account"), N_("unit"),
                                                  N_("amount")};
    size_t lines = entries->count + 2;
    tolv_cell *cells = tolv_answer_table(call, result, lines, COLUMNS);
    if (!cells)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = text_cell(tolv_text_of(tolv_translate(call->language, headings[i])));
    bool written = true;
    for (size_t i = 0; i < entries->count; i++)
        written =
            write_entry(call, books, &entries->entries[i], cells + (i + 1) * COLUMNS) && written;
    tolv_cell *last = cells + (lines - 1) * COLUMNS;
    const tolv_item rest = TOLV_PLAIN(entries->rest_count);
    if (!tolv_cell_sentence(call, last, N_("other rows: {1}"), &rest, 1) || !written)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    last[AMOUNT] = number_cell(tolv_to_kronor(entries->rest));
    return TOLV_OK;
}

static tolv_error entries_in(tolv_call *call, const tolv_value *args, const tolv_books *books,
                             tolv_value *result) {
    tolv_question question;
    tolv_filter_fault fault;
    tolv_entries entries;
    tolv_error error = tolv_question_of(call, args, ENTRIES_FILTERS, books, &question);
    if (error)
        return error;
    error = tolv_entries_list(&entries, &call->arena, books, &question, (size_t)args[FIRST].number,
                              &fault);
    if (error)
        return tolv_fail_filter(call, error, &fault, entries_places);
    tolv_ore sum = entries.rest;
    for (size_t i = 0; i < entries.count; i++)
        sum += entries.entries[i].amount;
    if (llabs(entries.rest) > TOLV_ORE_MAX)
        return tolv_answer_ore(call, result, entries.rest);
    explain_question(call, books, &question, sum, &entries);
    return write_entries(call, books, &entries, result);
}

static tolv_error entries(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_books *books = tolv_books_of_handle(call, HANDLE, args[HANDLE].text);
    if (!books)
        return call->fault.error;
    tolv_error error = entries_in(call, args, books, result);
    tolv_session_release(call->session, books);
    return error;
}

const tolv_function tolv_function_entries = {
    .name = NC_("function", "ENTRIES"),
    .text = N_("The rows behind a figure of BOOKED: the largest first, and what the others sum to"),
    .family = TOLV_FAMILY_LEDGER,
    .unit = N_("a table: row, month, account, unit, amount; its last line is the other rows"),
    .formula = N_("the rows that BOOKED sums, by the size of their amounts; row 1 is the headings"),
    .example =
        "TOLV.ENTRIES(TOLV.LEDGER({\"period\";\"account\";\"unit\";\"amount\"|202601;5010;110;400|"
        "202602;5010;110;500|202602;5020;120;70});\"outcome\";\"50\";\"*\";1;2;1)",
    .see = "BOOKED UNPLACED LEDGER",
    .body = entries,
    .arguments = {TOLV_TAKES_QUESTION,
                  [FIRST] = {.id = "first",
                             .name = NC_("argument", "first"),
                             .text = N_("How many rows from the top, at most 1000"),
                             .kind = TOLV_ARGUMENT_WHOLE,
                             .optional = true,
                             .has_default = true,
                             .otherwise = 20,
                             .low = 1,
                             .high = 1000},
                  [ELEMENT] = TOLV_TAKES_ELEMENT, [ENTRIES_FILTERS] = TOLV_TAKES_FILTERS},
};
