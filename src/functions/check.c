/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/check.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "core/calendar.h"
#include "core/money.h"
#include "ledger/reading.h"

/* Where in the call a single value stands: an argument, or an element of its range. */
typedef struct place {
    tolv_call *call;
    const tolv_argument *argument;
    size_t index, row, column;
} place;

static tolv_error refuse(const place *at, tolv_error error, const tolv_item *items, size_t count) {
    return tolv_fail_items(at->call, error, (int)at->index, at->row, at->column, items, count);
}

/* A whole number is a year, a month or a place, and those are not grouped by thousands. */
static tolv_item shown_number(const tolv_argument *argument, double number) {
    bool counts =
        (argument->kind == TOLV_ARGUMENT_WHOLE || argument->kind == TOLV_ARGUMENT_WHOLES) &&
        number == floor(number);
    return counts ? TOLV_PLAIN(number) : TOLV_DECIMAL(number);
}

static tolv_error check_month(const place *at, double number, double *checked) {
    const tolv_cell cell = {.kind = TOLV_NUMBER, .number = number};
    int period;
    if (!tolv_read_month(&cell, &period))
        return refuse(at, TOLV_BAD_MONTH, TOLV_ITEMS(tolv_month_shown(&cell)));
    *checked = period;
    return TOLV_OK;
}

static tolv_error check_number(const place *at, double number, double *checked) {
    const tolv_argument *argument = at->argument;
    if (!isfinite(number))
        return refuse(at, TOLV_NOT_FINITE, NULL, 0);
    switch (argument->kind) {
    case TOLV_ARGUMENT_AMOUNT:
    case TOLV_ARGUMENT_AMOUNTS:
        if (fabs(number) > TOLV_AMOUNT_MAX)
            return refuse(at, TOLV_TOO_LARGE, TOLV_ITEMS(shown_number(argument, number)));
        break;
    case TOLV_ARGUMENT_PERIOD:
        if (number >= TOLV_DATE_FIRST && number <= TOLV_DATE_LAST)
            number = tolv_month_of_date(number);
        if (number < 1 || number > 12)
            return refuse(
                at, TOLV_OUTSIDE,
                TOLV_ITEMS(shown_number(argument, number), TOLV_PLAIN(1), TOLV_PLAIN(12)));
        if (number != floor(number))
            return refuse(at, TOLV_NOT_WHOLE, TOLV_ITEMS(shown_number(argument, number)));
        break;
    case TOLV_ARGUMENT_MONTH:
        return check_month(at, number, checked);
    default:
        break;
    }
    if ((argument->low != 0 || argument->high != 0) &&
        (number < argument->low || number > argument->high))
        return refuse(at, TOLV_OUTSIDE,
                      TOLV_ITEMS(shown_number(argument, number),
                                 shown_number(argument, argument->low),
                                 shown_number(argument, argument->high)));
    if ((argument->kind == TOLV_ARGUMENT_WHOLE || argument->kind == TOLV_ARGUMENT_WHOLES ||
         argument->kind == TOLV_ARGUMENT_ELEMENT) &&
        number != floor(number))
        return refuse(at, TOLV_NOT_WHOLE, TOLV_ITEMS(shown_number(argument, number)));
    *checked = number;
    return TOLV_OK;
}

static tolv_error unknown_word(const place *at, tolv_item given) {
    tolv_writer words = {.arena = &at->call->arena};
    for (const tolv_keyword *keyword = at->argument->keywords; keyword->word; keyword++) {
        tolv_item code = TOLV_PLAIN(keyword->code);
        if (words.length)
            tolv_write_string(&words, ", ");
        tolv_write_string(&words, tolv_translate_in(at->call->language, "keyword", keyword->word));
        tolv_write_string(&words, " (");
        tolv_write_item(&words, at->call->language, &code);
        tolv_write_string(&words, ")");
    }
    /* the list may be longer than a user's text is shown, so it goes in as a word: zero-ended */
    tolv_write(&words, (tolv_text){"", 1});
    if (words.failed)
        return refuse(at, TOLV_OUT_OF_MEMORY, NULL, 0);
    return refuse(at, TOLV_UNKNOWN_WORD, TOLV_ITEMS(given, TOLV_WORD(words.bytes)));
}

/* A keyword that is itself a number ("445") is taken as text or number. */
static bool is_number_word(const char *word, double number) {
    char digits[32];
    snprintf(digits, sizeof digits, "%.0f", fmin(fabs(number), 1e20));
    return number == floor(number) && tolv_text_same(tolv_text_of(digits), tolv_text_of(word));
}

static tolv_error check_keyword(const place *at, const tolv_cell *cell, double *checked) {
    for (const tolv_keyword *keyword = at->argument->keywords; keyword->word; keyword++) {
        bool same = cell->kind == TOLV_NUMBER &&
                    (cell->number == keyword->code || is_number_word(keyword->word, cell->number));
        for (int language = 0; cell->kind == TOLV_TEXT && language < TOLV_LANGUAGES; language++)
            same = same || tolv_text_same(cell->text,
                                          tolv_text_of(tolv_translate_in(
                                              (tolv_language)language, "keyword", keyword->word)));
        if (same) {
            *checked = keyword->code;
            return TOLV_OK;
        }
    }
    return unknown_word(at, cell->kind == TOLV_TEXT ? TOLV_TEXT_ITEM(cell->text)
                                                    : TOLV_DECIMAL(cell->number));
}

/* One value, blank and missing already dealt with. */
static tolv_error check_cell(const place *at, const tolv_cell *cell, double *checked) {
    switch (cell->kind) {
    case TOLV_FAULT:
        return refuse(at, TOLV_CELL_WITH_ERROR, NULL, 0);
    case TOLV_NUMBER:
        if (at->argument->kind == TOLV_ARGUMENT_KEYWORD)
            return check_keyword(at, cell, checked);
        return check_number(at, cell->number, checked);
    case TOLV_TEXT:
        if (at->argument->kind == TOLV_ARGUMENT_KEYWORD)
            return check_keyword(at, cell, checked);
        return refuse(at, TOLV_TEXT_FOR_NUMBER, TOLV_ITEMS(TOLV_TEXT_ITEM(cell->text)));
    default:
        return refuse(at,
                      at->argument->kind == TOLV_ARGUMENT_CODE ? TOLV_NO_CODE : TOLV_NOT_REPORTED,
                      NULL, 0);
    }
}

static tolv_error check_single(const place *at, const tolv_value *given, tolv_value *checked) {
    tolv_cell cell;
    tolv_range range = tolv_range_of(given, &cell);
    if (tolv_range_count(&range) != 1)
        return refuse(at, TOLV_NOT_ONE_VALUE,
                      TOLV_ITEMS(TOLV_PLAIN(range.rows), TOLV_PLAIN(range.columns)));
    cell = tolv_range_cell(&range, 0);
    bool nothing = cell.kind == TOLV_MISSING || cell.kind == TOLV_BLANK;
    if (nothing && at->argument->optional) {
        *checked = at->argument->has_default
                       ? (tolv_value){.kind = TOLV_NUMBER, .number = at->argument->otherwise}
                       : (tolv_value){.kind = TOLV_MISSING};
        return TOLV_OK;
    }
    if (cell.kind == TOLV_MISSING)
        return refuse(at, TOLV_ARGUMENT_MISSING, NULL, 0);
    if (cell.kind == TOLV_BLANK && at->argument->blanks == TOLV_BLANKS_OPEN) {
        *checked = (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of("")};
        return TOLV_OK;
    }
    if (at->argument->kind == TOLV_ARGUMENT_TEXT ||
        (at->argument->kind == TOLV_ARGUMENT_CODE && cell.kind == TOLV_TEXT)) {
        if (cell.kind != TOLV_TEXT)
            return refuse(at,
                          cell.kind == TOLV_NUMBER  ? TOLV_NUMBER_FOR_TEXT
                          : cell.kind == TOLV_FAULT ? TOLV_CELL_WITH_ERROR
                                                    : TOLV_ARGUMENT_MISSING,
                          NULL, 0);
        *checked = (tolv_value){.kind = TOLV_TEXT, .text = cell.text};
        return TOLV_OK;
    }
    double number;
    tolv_error error = check_cell(at, &cell, &number);
    if (!error)
        *checked = (tolv_value){.kind = TOLV_NUMBER, .number = number};
    return error;
}

static tolv_error check_shape(const place *at, const tolv_range *range) {
    size_t count = tolv_range_count(range);
    tolv_shape shape = at->argument->shape;
    if (count == 0)
        return refuse(at, TOLV_NO_CELLS, NULL, 0);
    if (shape == TOLV_SHAPE_YEARS && range->columns != 12)
        return refuse(at, TOLV_NOT_TWELVE_COLUMNS, TOLV_ITEMS(TOLV_PLAIN(range->columns)));
    if (shape == TOLV_SHAPE_TWELVE && count != 12)
        return refuse(at, TOLV_NOT_TWELVE, TOLV_ITEMS(TOLV_PLAIN(count)));
    if ((shape == TOLV_SHAPE_LINE || shape == TOLV_SHAPE_TWELVE) && range->rows != 1 &&
        range->columns != 1)
        return refuse(at, TOLV_NOT_ONE_LINE,
                      TOLV_ITEMS(TOLV_PLAIN(range->rows), TOLV_PLAIN(range->columns)));
    return TOLV_OK;
}

/* Where in the argument's range element i stands. */
static place place_in(const place *at, const tolv_range *range, size_t i) {
    place here = *at;
    here.row = i / range->columns + 1;
    here.column = i % range->columns + 1;
    return here;
}

static tolv_error check_cells(const place *at, const tolv_range *range, tolv_value *checked) {
    size_t count = tolv_range_count(range);
    tolv_cell *cells = tolv_arena_take(&at->call->arena, count, sizeof *cells);
    if (!cells)
        return refuse(at, TOLV_OUT_OF_MEMORY, NULL, 0);
    for (size_t i = 0; i < count; i++) {
        place here = place_in(at, range, i);
        cells[i] = tolv_range_cell(range, i);
        if (cells[i].kind == TOLV_FAULT)
            return refuse(&here, TOLV_CELL_WITH_ERROR, NULL, 0);
        if (cells[i].kind == TOLV_NUMBER && !isfinite(cells[i].number))
            return refuse(&here, TOLV_NOT_FINITE, NULL, 0);
        if (cells[i].kind == TOLV_MISSING)
            cells[i].kind = TOLV_BLANK;
    }
    checked->range.cells = cells;
    return TOLV_OK;
}

static tolv_error check_numbers(const place *at, const tolv_range *range, tolv_value *checked) {
    size_t count = tolv_range_count(range);
    double *numbers = tolv_arena_take(&at->call->arena, count, sizeof *numbers);
    if (!numbers)
        return refuse(at, TOLV_OUT_OF_MEMORY, NULL, 0);
    for (size_t i = 0; i < count; i++) {
        tolv_cell cell = tolv_range_cell(range, i);
        if (cell.kind == TOLV_BLANK || cell.kind == TOLV_MISSING) {
            numbers[i] = at->argument->blanks == TOLV_BLANKS_ZERO ? 0 : TOLV_BLANK_NUMBER;
            continue;
        }
        place here = place_in(at, range, i);
        tolv_error error = check_cell(&here, &cell, &numbers[i]);
        if (error)
            return error;
    }
    checked->range.numbers = numbers;
    return TOLV_OK;
}

static tolv_error check_range(const place *at, const tolv_value *given, tolv_value *checked) {
    *checked = (tolv_value){.kind = TOLV_MISSING};
    if (given->kind == TOLV_MISSING && !at->argument->optional)
        return refuse(at, TOLV_ARGUMENT_MISSING, NULL, 0);
    if (at->argument->optional && (given->kind == TOLV_MISSING || given->kind == TOLV_BLANK))
        return TOLV_OK;
    tolv_cell single;
    tolv_range range = tolv_range_of(given, &single);
    tolv_error error = check_shape(at, &range);
    if (error)
        return error;
    *checked = (tolv_value){
        .kind = TOLV_RANGE,
        .range = {.rows = range.rows, .columns = range.columns, .stride = range.columns}};
    return at->argument->kind == TOLV_ARGUMENT_CELLS ? check_cells(at, &range, checked)
                                                     : check_numbers(at, &range, checked);
}

/* Its cells are looked at when they are read. */
static tolv_error check_table(const place *at, const tolv_value *given, tolv_value *checked) {
    *checked = *given;
    if (given->kind == TOLV_TABLE)
        return TOLV_OK;
    *checked = (tolv_value){.kind = TOLV_MISSING};
    bool nothing = given->kind == TOLV_MISSING || given->kind == TOLV_BLANK;
    if (nothing)
        return at->argument->optional ? TOLV_OK : refuse(at, TOLV_ARGUMENT_MISSING, NULL, 0);
    if (given->kind == TOLV_FAULT)
        return refuse(at, TOLV_CELL_WITH_ERROR, NULL, 0);
    tolv_cell *single = tolv_arena_take(&at->call->arena, 1, sizeof *single);
    tolv_range_table *table = tolv_arena_take(&at->call->arena, 1, sizeof *table);
    if (!single || !table)
        return refuse(at, TOLV_OUT_OF_MEMORY, NULL, 0);
    tolv_table_of(table, tolv_range_of(given, single));
    *checked = (tolv_value){.kind = TOLV_TABLE, .table = &table->table};
    return TOLV_OK;
}

tolv_error tolv_check_argument(tolv_call *call, const tolv_argument *argument, size_t index,
                               const tolv_value *given, tolv_value *checked) {
    place at = {.call = call, .argument = argument, .index = index};
    switch (argument->kind) {
    case TOLV_ARGUMENT_ANYTHING:
        if (given->kind == TOLV_MISSING && !argument->optional && !argument->repeated)
            return refuse(&at, TOLV_ARGUMENT_MISSING, NULL, 0);
        *checked = *given;
        return TOLV_OK;
    case TOLV_ARGUMENT_AMOUNTS:
    case TOLV_ARGUMENT_NUMBERS:
    case TOLV_ARGUMENT_WHOLES:
    case TOLV_ARGUMENT_CELLS:
        return check_range(&at, given, checked);
    case TOLV_ARGUMENT_TABLE:
        return check_table(&at, given, checked);
    default:
        return check_single(&at, given, checked);
    }
}
