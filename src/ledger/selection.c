/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/selection.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ledger/books.h"

/* ---- Axes ---- */

/* The number of a dimension, when it is one that SIE has or leaves free. */
static int number_of(tolv_text field) {
    int number = 0;
    field = tolv_text_trimmed(field);
    for (size_t i = 0; i < field.length; i++) {
        if (field.bytes[i] < '0' || field.bytes[i] > '9' || field.length > 4)
            return 0;
        number = number * 10 + (field.bytes[i] - '0');
    }
    return number;
}

/* The dimension that a name means: one of a field, or one the ledger has, by its number, its name
 * or as its column is headed. TOLV_NO_FIELD, TOLV_NOT_FOUND. */
static tolv_error dimension_named(const tolv_ledger *ledger, tolv_text name, tolv_field field,
                                  uint32_t *dimension) {
    tolv_text further;
    int number = field == TOLV_FIELDS ? number_of(name) : tolv_dimension_of(field);
    number = number ? number : tolv_dimension_headed(name, &further);
    *dimension = number ? tolv_ledger_find_dimension(ledger, number) : TOLV_NONE;
    for (uint32_t i = 0; number == 0 && i < ledger->dimension_count && *dimension == TOLV_NONE; i++)
        if (ledger->dimensions[i].name.length > 0 &&
            tolv_text_same(ledger->dimensions[i].name, tolv_text_trimmed(name)))
            *dimension = i;
    if (*dimension != TOLV_NONE)
        return TOLV_OK;
    return number ? TOLV_NOT_FOUND : TOLV_NO_FIELD;
}

/* The object of each combination in a dimension; one without has the number after the last. */
static const uint32_t *objects_of(tolv_arena *arena, const tolv_ledger *ledger,
                                  uint32_t dimension) {
    uint32_t count = ledger->combinations.count, none = ledger->dimensions[dimension].codes.count;
    uint32_t *objects = tolv_arena_take(arena, count, sizeof *objects);
    for (uint32_t i = 0; objects && i < count; i++) {
        uint32_t object = tolv_ledger_object_of(ledger, i, dimension);
        objects[i] = object == TOLV_NONE ? none : object;
    }
    return objects;
}

tolv_error tolv_axis_named(tolv_arena *arena, const tolv_books *books, tolv_text name,
                           tolv_axis *axis) {
    tolv_field field = tolv_field_named(name);
    if (field == TOLV_FIELD_PERIOD || field == TOLV_FIELD_DATE) {
        *axis = (tolv_axis){.by = TOLV_BY_MONTH, .count = (uint32_t)books->month_count};
        return TOLV_OK;
    }
    if (field == TOLV_FIELD_ACCOUNT) {
        *axis = (tolv_axis){.by = TOLV_BY_ACCOUNT, .count = books->ledger.account_codes.count};
        return TOLV_OK;
    }
    uint32_t dimension = books->units;
    tolv_error error = field == TOLV_FIELD_UNIT && dimension != TOLV_NONE
                           ? TOLV_OK
                           : dimension_named(&books->ledger, name, field, &dimension);
    if (error)
        return error;
    *axis = (tolv_axis){.by = TOLV_BY_OBJECT,
                        .dimension = dimension,
                        .count = books->ledger.dimensions[dimension].codes.count,
                        .code = objects_of(arena, &books->ledger, dimension)};
    return axis->code ? TOLV_OK : TOLV_OUT_OF_MEMORY;
}

static tolv_text month_text(int period, char digits[TOLV_CODE_DIGITS]) {
    int length = snprintf(digits, TOLV_CODE_DIGITS, "%d", period);
    return (tolv_text){digits, (size_t)length};
}

tolv_text tolv_axis_code(const tolv_books *books, const tolv_axis *axis, uint32_t code,
                         char digits[TOLV_CODE_DIGITS]) {
    if (code >= axis->count)
        return tolv_text_of("");
    if (axis->by == TOLV_BY_MONTH)
        return month_text(books->months[code], digits);
    return axis->by == TOLV_BY_ACCOUNT
               ? books->ledger.account_codes.texts[code]
               : books->ledger.dimensions[axis->dimension].codes.texts[code];
}

tolv_error tolv_field_key(tolv_field field, const tolv_cell *cell, char digits[TOLV_CODE_DIGITS],
                          tolv_text *key) {
    tolv_table_fault fault;
    int period;
    if (cell->kind != TOLV_NUMBER)
        return tolv_code_of(cell, digits, 0, 0, key, &fault);
    if (field == TOLV_FIELD_DECIDED)
        return tolv_date_code_of(cell, digits, 0, 0, key, &fault);
    if (field != TOLV_FIELD_PERIOD && field != TOLV_FIELD_DATE)
        return tolv_code_of(cell, digits, 0, 0, key, &fault);
    if (!tolv_read_month(cell, &period))
        return TOLV_BAD_MONTH;
    *key = month_text(period, digits);
    return TOLV_OK;
}

/* ---- Months by pattern ---- */

/* A month, or with four digits a year: its first month, or its last. False for what is neither. */
static bool bound_of(const tolv_books *books, tolv_text text, bool is_last, int *period) {
    const tolv_cell cell = {.kind = TOLV_TEXT, .text = text};
    if (text.length == 4 && number_of(text) > 0) {
        *period = number_of(text) * 100 + (is_last ? 12 : 1);
        return true;
    }
    bool is_month = tolv_read_month(&cell, period);
    *period = is_month ? tolv_ledger_month(&books->ledger, *period) : 0;
    return is_month;
}

/* An end of a span that is open has no text. */
static tolv_error read_months(const tolv_books *books, const tolv_pattern *pattern, int (*spans)[2],
                              tolv_text *bad) {
    for (size_t i = 0; i < pattern->count; i++) {
        const tolv_text ends[] = {pattern->spans[i].low, pattern->spans[i].high};
        for (int end = 0; end < 2; end++) {
            spans[i][end] = end ? INT32_MAX : 0;
            if (ends[end].length && !bound_of(books, ends[end], end, &spans[i][end])) {
                *bad = ends[end];
                return TOLV_BAD_MONTH;
            }
        }
    }
    return TOLV_OK;
}

static tolv_error match_months(tolv_arena *arena, const tolv_books *books,
                               const tolv_pattern *pattern, bool *taken, tolv_text *bad) {
    int(*spans)[2] = tolv_arena_take(arena, pattern->count, sizeof *spans);
    if (!spans)
        return TOLV_OUT_OF_MEMORY;
    tolv_error error = read_months(books, pattern, spans, bad);
    for (size_t code = 0; !error && code <= books->month_count; code++) {
        bool takes = pattern->takes_others, excluded = false;
        for (size_t i = 0; code < books->month_count && i < pattern->count; i++) {
            bool is_in = books->months[code] >= spans[i][0] && books->months[code] <= spans[i][1];
            takes = takes || is_in;
            excluded = excluded || (is_in && pattern->spans[i].excluded);
        }
        taken[code] = takes && !excluded;
    }
    return error;
}

/* ---- Matching ---- */

tolv_error tolv_axis_match(tolv_arena *arena, const tolv_books *books, const tolv_axis *axis,
                           tolv_text text, bool *taken, tolv_text *bad) {
    tolv_pattern pattern;
    char digits[TOLV_CODE_DIGITS];
    tolv_error error = tolv_pattern_read(
        arena, text, axis->by == TOLV_BY_ACCOUNT ? TOLV_PATTERN_ACCOUNTS : TOLV_PATTERN_CODES,
        &pattern, bad);
    if (error)
        return error;
    if (axis->by == TOLV_BY_MONTH)
        return match_months(arena, books, &pattern, taken, bad);
    for (uint32_t code = 0; code <= axis->count; code++)
        taken[code] = tolv_pattern_fits(&pattern, tolv_axis_code(books, axis, code, digits));
    return TOLV_OK;
}

/* ---- Selections ---- */

static const uint32_t kinds[] = {
    [TOLV_AMOUNT_OUTCOME] = 1u << TOLV_ROW_VOUCHER,
    [TOLV_AMOUNT_BUDGET] = 1u << TOLV_ROW_BUDGET,
    [TOLV_AMOUNT_FORECAST] = 1u << TOLV_ROW_FORECAST,
};

/* Leaves out of a list, made when the first test comes, what the test does not take. */
static bool keep(tolv_arena *arena, bool **list, size_t count, const bool *taken,
                 const uint32_t *code) {
    bool *kept = *list ? *list : tolv_arena_take(arena, count, sizeof *kept);
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = (!*list || kept[i]) && taken[code ? code[i] : i];
    *list = kept;
    return kept;
}

static tolv_error apply(tolv_selection *selection, tolv_arena *arena, const tolv_books *books,
                        const tolv_filter *filter, tolv_filter_fault *fault) {
    tolv_axis axis;
    fault->is_field = true;
    fault->text = filter->field;
    tolv_error error = tolv_axis_named(arena, books, filter->field, &axis);
    if (error)
        return error;
    fault->is_field = false;
    bool *taken = tolv_arena_take(arena, (size_t)axis.count + 1, sizeof *taken);
    if (!taken)
        return TOLV_OUT_OF_MEMORY;
    error = tolv_axis_match(arena, books, &axis, filter->pattern, taken, &fault->text);
    if (error)
        return error;
    bool is_kept =
        axis.by == TOLV_BY_MONTH     ? keep(arena, &selection->months, axis.count, taken, NULL)
        : axis.by == TOLV_BY_ACCOUNT ? keep(arena, &selection->accounts, axis.count, taken, NULL)
                                     : keep(arena, &selection->combinations,
                                            books->ledger.combinations.count, taken, axis.code);
    return is_kept ? TOLV_OK : TOLV_OUT_OF_MEMORY;
}

tolv_error tolv_selection_make(tolv_selection *selection, tolv_arena *arena,
                               const tolv_books *books, tolv_amount_type type,
                               const tolv_filter *filters, size_t count, tolv_filter_fault *fault) {
    tolv_error error = TOLV_OK;
    *selection = (tolv_selection){.kinds = kinds[type]};
    for (size_t i = 0; !error && i < count; i++) {
        fault->filter = i;
        if (tolv_text_trimmed(filters[i].pattern).length > 0)
            error = apply(selection, arena, books, &filters[i], fault);
    }
    return error;
}

bool tolv_is_selected(const tolv_selection *selection, const tolv_books *books, uint32_t row) {
    const tolv_rows *rows = &books->ledger.rows;
    return (selection->kinds >> rows->kind[row] & 1) &&
           (!selection->accounts || selection->accounts[rows->account[row]]) &&
           (!selection->months || selection->months[books->month_of[row]]) &&
           (!selection->combinations || selection->combinations[rows->combination[row]]);
}

uint32_t tolv_code_of_row(const tolv_axis *axis, const tolv_books *books, uint32_t row) {
    switch (axis->by) {
    case TOLV_BY_MONTH:
        return books->month_of[row];
    case TOLV_BY_ACCOUNT:
        return books->ledger.rows.account[row];
    default:
        return axis->code[books->ledger.rows.combination[row]];
    }
}
