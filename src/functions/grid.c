/* SPDX-License-Identifier: MPL-2.0 */
/* Ledger: a whole report of it in one pass, and what such a report leaves out. */
#include "ledger/grid.h"
#include "ledger/unplaced.h"

#include <stdlib.h>

#include "core/hash.h"
#include "functions/books.h"
#include "functions/result.h"

/* ---- Keys ---- */

/* The first cell of a row or column names the field; the others are its keys. */
typedef struct keys {
    tolv_text field;
    tolv_text *texts;
    size_t count;
} keys;

static tolv_error keys_of(tolv_call *call, const tolv_value *args, int argument, keys *keys) {
    const tolv_range *range = &args[argument].range;
    size_t count = tolv_range_count(range);
    tolv_text *texts = tolv_arena_take(&call->arena, count, sizeof *texts);
    char(*digits)[TOLV_CODE_DIGITS] = tolv_arena_take(&call->arena, count, sizeof *digits);
    if (!texts || !digits)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_field field = TOLV_FIELDS;
    for (size_t i = 0; i < count; i++) {
        tolv_cell cell = tolv_range_cell(range, i);
        tolv_error error = tolv_field_key(field, &cell, digits[i], &texts[i]);
        if (error)
            return tolv_fail_at(call, error, argument, range, i, TOLV_DECIMAL(cell.number),
                                TOLV_PLAIN(0), TOLV_PLAIN(999999999999999));
        if (i == 0)
            field = tolv_field_named(texts[0]);
    }
    keys->field = texts[0];
    keys->texts = texts + 1;
    keys->count = count - 1;
    return TOLV_OK;
}

/* The lines of an argument's keys; a fault is at the key, or at the field's name. */
static tolv_error lines_of(tolv_call *call, const tolv_value *args, int argument,
                           const tolv_books *books, keys *keys, tolv_lines *lines) {
    size_t bad;
    tolv_error error = keys_of(call, args, argument, keys);
    if (error)
        return error;
    if (keys->count == 0)
        return tolv_fail(call, TOLV_NO_CELLS, argument);
    error =
        tolv_lines_make(lines, &call->arena, books, keys->field, keys->texts, keys->count, &bad);
    if (error == TOLV_OUT_OF_MEMORY)
        return tolv_fail(call, error, -1);
    size_t at = bad == keys->count ? 0 : bad + 1;
    return error ? tolv_fail_at(call, error, argument, &args[argument].range, at,
                                TOLV_TEXT_ITEM(at ? keys->texts[bad] : keys->field))
                 : TOLV_OK;
}

static bool is_version(const tolv_books *books, const tolv_axis *axis) {
    return axis->by == TOLV_BY_OBJECT &&
           books->ledger.dimensions[axis->dimension].number == TOLV_DIMENSION_VERSION;
}

static tolv_error selection_of(tolv_call *call, const tolv_value *args, int first,
                               const tolv_books *books, tolv_amount_type type, bool by_version,
                               tolv_selection *selection) {
    tolv_filter *filters;
    tolv_filter_fault fault;
    size_t count;
    tolv_error error = tolv_filters_of(call, args, first, 0, &filters, &count);
    if (error)
        return error;
    error = tolv_selection_make(selection, &call->arena, books, type, filters, count, &fault);
    if (error)
        return tolv_fail_filter(call, error, &fault, (tolv_places){.filters = first});
    tolv_explain_filters(call, books, type, filters, count, by_version);
    return TOLV_OK;
}

/* ---- GRID ---- */

enum { LEDGER, TYPE, ROWS, COLUMNS, ELEMENT, FILTERS };

/* What an auditor asks first. A row of the ledger is placed when a line and a column take it. */
static void explain_grid(tolv_call *call, const tolv_value *args, const tolv_books *books,
                         const tolv_selection *selection, const tolv_lines *rows,
                         const tolv_lines *columns) {
    tolv_ore total = 0, placed = 0;
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        if (!tolv_is_selected(selection, books, row))
            continue;
        bool is_placed = rows->is_placed[tolv_code_of_row(&rows->axis, books, row)] &&
                         columns->is_placed[tolv_code_of_row(&columns->axis, books, row)];
        total += books->ledger.rows.amount[row];
        placed += is_placed ? books->ledger.rows.amount[row] : 0;
    }
    tolv_explain(
        call,
        N_("{1}, {2} rows × {3} columns: ledger total {4} kr = placed {5} kr + not placed {6} kr"),
        TOLV_WORD_IN("keyword", tolv_amount_type_word((tolv_amount_type)args[TYPE].number)),
        TOLV_PLAIN(rows->count), TOLV_PLAIN(columns->count), TOLV_KRONOR(tolv_to_kronor(total)),
        TOLV_KRONOR(tolv_to_kronor(placed)), TOLV_KRONOR(tolv_to_kronor(total - placed)));
    if (rows->unknown + columns->unknown > 0)
        tolv_explain(call, N_("keys that are not in the ledger: {1}"),
                     TOLV_PLAIN(rows->unknown + columns->unknown));
}

static tolv_error write_grid(tolv_call *call, const keys *rows, const keys *columns,
                             const tolv_ore *sums, tolv_value *result) {
    double *numbers = tolv_answer_matrix(call, result, rows->count, columns->count);
    if (!numbers)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < rows->count * columns->count; i++) {
        bool has_keys = rows->texts[i / columns->count].length > 0 &&
                        columns->texts[i % columns->count].length > 0;
        numbers[i] = has_keys ? tolv_to_kronor(sums[i]) : TOLV_BLANK_NUMBER;
        if (llabs(sums[i]) > TOLV_ORE_MAX)
            return tolv_answer_ore(call, result, sums[i]);
    }
    return TOLV_OK;
}

static uint64_t hash_of(uint64_t before, const tolv_cell *cell) {
    before = tolv_hash(before, &cell->kind, sizeof cell->kind);
    return cell->kind == TOLV_TEXT     ? tolv_hash(before, cell->text.bytes, cell->text.length)
           : cell->kind == TOLV_NUMBER ? tolv_hash(before, &cell->number, sizeof cell->number)
                                       : before;
}

/* Of all that the figures depend on: the ledger by its mark, and every argument but the element. */
static uint64_t key_of(const tolv_call *call, const tolv_value *args, const tolv_books *books) {
    uint64_t key = tolv_hash(0, books->mark, sizeof books->mark);
    key = tolv_hash(key, &args[TYPE].number, sizeof args[TYPE].number);
    for (int argument = ROWS; argument <= COLUMNS; argument++) {
        size_t count = tolv_range_count(&args[argument].range);
        key = tolv_hash(key, &count, sizeof count);
        for (size_t i = 0; i < count; i++) {
            tolv_cell cell = tolv_range_cell(&args[argument].range, i);
            key = hash_of(key, &cell);
        }
    }
    for (size_t i = 0; i < call->repeated; i++) {
        tolv_cell cell = tolv_cell_of(&args[FILTERS + i]);
        key = hash_of(key, &cell);
    }
    return key;
}

static tolv_error grid_in(tolv_call *call, const tolv_value *args, const tolv_books *books,
                          tolv_value *result) {
    keys row_keys, column_keys;
    tolv_lines rows, columns;
    tolv_selection selection;
    tolv_error error = lines_of(call, args, ROWS, books, &row_keys, &rows);
    if (!error)
        error = lines_of(call, args, COLUMNS, books, &column_keys, &columns);
    if (error)
        return error;
    if (rows.axis.by == columns.axis.by && rows.axis.dimension == columns.axis.dimension)
        return tolv_fail_at(call, TOLV_SAME_FIELD, COLUMNS, &args[COLUMNS].range, 0,
                            TOLV_TEXT_ITEM(column_keys.field));
    error =
        selection_of(call, args, FILTERS, books, (tolv_amount_type)args[TYPE].number,
                     is_version(books, &rows.axis) || is_version(books, &columns.axis), &selection);
    if (error)
        return error;
    tolv_ore *sums = tolv_arena_take(&call->arena, rows.count * columns.count, sizeof *sums);
    if (!sums)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_grid(books, &selection, &rows, &columns, sums);
    if (call->listening)
        explain_grid(call, args, books, &selection, &rows, &columns);
    size_t element = tolv_element_of(&args[ELEMENT], rows.count * columns.count);
    if (element)
        tolv_explain(call, N_("{1} × {2}: {3} kr"),
                     TOLV_TEXT_ITEM(row_keys.texts[(element - 1) / columns.count]),
                     TOLV_TEXT_ITEM(column_keys.texts[(element - 1) % columns.count]),
                     TOLV_KRONOR(tolv_to_kronor(sums[element - 1])));
    return write_grid(call, &row_keys, &column_keys, sums, result);
}

/* One element of a grid that was made before; an explanation needs the whole of it anew. */
static bool recalled(tolv_call *call, const tolv_value *args, uint64_t key, double *figure) {
    double element = args[ELEMENT].kind == TOLV_NUMBER ? args[ELEMENT].number : 0;
    return !call->listening && element >= 1 &&
           tolv_session_recall(call->session, key, (size_t)element - 1, figure) &&
           !tolv_is_blank(*figure);
}

static tolv_error grid(tolv_call *call, const tolv_value *args, tolv_value *result) {
    double figure;
    tolv_books *books = tolv_books_of_table(call, LEDGER, args[LEDGER].table);
    if (!books)
        return call->fault.error;
    uint64_t key = key_of(call, args, books);
    tolv_error error = TOLV_OK;
    if (recalled(call, args, key, &figure)) {
        tolv_answer_number(result, figure);
    } else {
        error = grid_in(call, args, books, result);
        if (!error && args[ELEMENT].kind == TOLV_NUMBER)
            tolv_session_remember(call->session, key, result->range.numbers,
                                  tolv_range_count(&result->range));
    }
    tolv_session_release(call->session, books);
    return error;
}

#define TAKES_KEYS(id_, name_, sentence) \
    { \
        .id = id_, .name = name_, .text = sentence, .kind = TOLV_ARGUMENT_CELLS, \
        .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_KEPT \
    }

const tolv_function tolv_function_grid = {
    .name = NC_("function", "GRID"),
    .text = N_("A whole follow-up of a ledger in one call: rows by one field, columns by another"),
    .family = TOLV_FAMILY_LEDGER,
    .unit = N_("kronor as the ledger has them: debit plus, credit minus"),
    .formula =
        N_("each figure is what BOOKED answers of the row's and the column's key; “*” is all, "
           "“not placed” what no other key takes, so that total = placed + not placed"),
    .example = "TOLV.GRID({\"period\";\"account\";\"unit\";\"amount\"|202601;5010;110;400|"
               "202602;5010;110;500|202602;5020;120;70};\"outcome\";{\"unit\"|110|120|\"*\"};"
               "{\"month\";1;2})",
    .see = "LEDGER BOOKED UNPLACED",
    .body = grid,
    .arguments = {[LEDGER] = TOLV_TAKES_LEDGER,
                  [TYPE] = TOLV_TAKES_AMOUNT_TYPE,
                  [ROWS] = TAKES_KEYS(
                      "rows", NC_("argument", "rows"),
                      N_("A field's name, then its keys, one for each row of the answer")),
                  [COLUMNS] = TAKES_KEYS(
                      "columns", NC_("argument", "columns"),
                      N_("Another field's name, then its keys, one for each column of the answer")),
                  [ELEMENT] = TOLV_TAKES_ELEMENT,
                  [FILTERS] = TOLV_TAKES_FILTERS},
};

/* ---- UNPLACED ---- */

enum { KEYS = TYPE + 1, UNPLACED_ELEMENT, UNPLACED_FILTERS };
enum { CODE, AMOUNT, ROW_COUNT, UNPLACED_COLUMNS };

static tolv_cell text_cell(tolv_text text) {
    return (tolv_cell){.kind = TOLV_TEXT, .text = text};
}

static tolv_cell word_cell(tolv_call *call, const char *word) {
    return text_cell(tolv_text_of(tolv_translate(call->language, word)));
}

static bool write_sum(const tolv_code_sum *sum, tolv_cell first,
                      tolv_cell cells[UNPLACED_COLUMNS]) {
    cells[CODE] = first;
    cells[AMOUNT] = (tolv_cell){.kind = TOLV_NUMBER, .number = tolv_to_kronor(sum->sum)};
    cells[ROW_COUNT] = (tolv_cell){.kind = TOLV_NUMBER, .number = (double)sum->rows};
    return llabs(sum->sum) <= TOLV_ORE_MAX;
}

/* A code, or the word for none. False when memory is out. */
static bool write_code(tolv_call *call, const tolv_books *books, const tolv_axis *axis,
                       uint32_t code, tolv_cell *cell) {
    char digits[TOLV_CODE_DIGITS];
    bool written = tolv_code_cell(call, tolv_axis_code(books, axis, code, digits), cell);
    if (cell->kind == TOLV_BLANK)
        *cell = word_cell(call, N_("none"));
    return written;
}

static tolv_error write_unplaced(tolv_call *call, const tolv_books *books, const keys *keys,
                                 const tolv_lines *lines, const tolv_unplaced *unplaced,
                                 tolv_value *result) {
    enum { LAST_LINES = 3 };
    size_t count = unplaced->count;
    tolv_cell *cells = tolv_answer_table(call, result, count + 1 + LAST_LINES, UNPLACED_COLUMNS);
    if (!cells)
        return TOLV_OUT_OF_MEMORY;
    cells[CODE] = text_cell(keys->field);
    cells[AMOUNT] = word_cell(call, N_("amount"));
    cells[ROW_COUNT] = word_cell(call, N_("number of rows"));
    bool exact = true, written = true;
    for (size_t i = 0; i < count; i++) {
        tolv_cell code;
        written = write_code(call, books, &lines->axis, unplaced->codes[i].code, &code) && written;
        exact = write_sum(&unplaced->codes[i], code, cells + (i + 1) * UNPLACED_COLUMNS) && exact;
    }
    if (!written)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_code_sum total = {.sum = unplaced->placed.sum + unplaced->rest.sum,
                           .rows = unplaced->placed.rows + unplaced->rest.rows};
    tolv_cell *last = cells + (count + 1) * UNPLACED_COLUMNS;
    exact = write_sum(&unplaced->placed, word_cell(call, N_("placed")), last) && exact;
    exact =
        write_sum(&unplaced->rest, word_cell(call, N_("not placed")), last + UNPLACED_COLUMNS) &&
        exact;
    exact = write_sum(&total, word_cell(call, N_("ledger total")), last + 2 * UNPLACED_COLUMNS) &&
            exact;
    return exact ? TOLV_OK : tolv_answer_ore(call, result, TOLV_GROSS_MAX);
}

static tolv_error unplaced_in(tolv_call *call, const tolv_value *args, const tolv_books *books,
                              tolv_value *result) {
    keys keys;
    tolv_lines lines;
    tolv_selection selection;
    tolv_unplaced unplaced;
    tolv_error error = lines_of(call, args, KEYS, books, &keys, &lines);
    if (!error)
        error =
            selection_of(call, args, UNPLACED_FILTERS, books, (tolv_amount_type)args[TYPE].number,
                         is_version(books, &lines.axis), &selection);
    if (error)
        return error;
    if (tolv_unplaced_make(&unplaced, &call->arena, books, &selection, &lines))
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_explain(
        call,
        N_("{1}: ledger total {2} kr = placed {3} kr + not placed {4} kr (codes: {5}, rows: {6})"),
        TOLV_WORD_IN("keyword", tolv_amount_type_word((tolv_amount_type)args[TYPE].number)),
        TOLV_KRONOR(tolv_to_kronor(unplaced.placed.sum + unplaced.rest.sum)),
        TOLV_KRONOR(tolv_to_kronor(unplaced.placed.sum)),
        TOLV_KRONOR(tolv_to_kronor(unplaced.rest.sum)), TOLV_PLAIN(unplaced.count),
        TOLV_PLAIN(unplaced.rest.rows));
    return write_unplaced(call, books, &keys, &lines, &unplaced, result);
}

static tolv_error unplaced(tolv_call *call, const tolv_value *args, tolv_value *result) {
    tolv_books *books = tolv_books_of_table(call, LEDGER, args[LEDGER].table);
    if (!books)
        return call->fault.error;
    tolv_error error = unplaced_in(call, args, books, result);
    tolv_session_release(call->session, books);
    return error;
}

const tolv_function tolv_function_unplaced = {
    .name = NC_("function", "UNPLACED"),
    .text = N_("What a report leaves out: the codes that none of its keys takes, largest first"),
    .family = TOLV_FAMILY_LEDGER,
    .unit = N_("a table: code, amount, number of rows; then placed, not placed, ledger total"),
    .formula = N_("ledger total = placed + not placed, to the öre"),
    .example = "TOLV.UNPLACED({\"period\";\"account\";\"unit\";\"amount\"|202601;5010;110;400|"
               "202602;5010;110;500|202602;5020;120;70};\"outcome\";{\"unit\"|110})",
    .see = "GRID BOOKED ENTRIES",
    .body = unplaced,
    .arguments = {[LEDGER] = TOLV_TAKES_LEDGER,
                  [TYPE] = TOLV_TAKES_AMOUNT_TYPE,
                  [KEYS] = TAKES_KEYS("keys", NC_("argument", "keys"),
                                      N_("A field's name, then its keys, as the report has them")),
                  [UNPLACED_ELEMENT] = TOLV_TAKES_ELEMENT,
                  [UNPLACED_FILTERS] = TOLV_TAKES_FILTERS},
};
