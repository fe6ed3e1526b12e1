/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "ledger/amount.h"
#include "ledger/growth.h"
#include "ledger/years.h"

enum { FIRST_ROOM = 1024, MET_BITS = 12 };

static const tolv_cell blank = {.kind = TOLV_BLANK};

/* One row, while it is read. */
typedef struct row {
    tolv_table_reader *reader;
    const tolv_cell *cells;
    tolv_table_fault *fault;
    tolv_row made;
    tolv_placing placings[TOLV_DIMENSIONS_MAX]; /* the unit's last */
    size_t placed;
} row;

static const tolv_cell *cell_of(const row *at, tolv_field field) {
    size_t column = at->reader->columns[field];
    return column == TOLV_NO_COLUMN ? &blank : &at->cells[column];
}

static tolv_error refuse(const row *at, tolv_field field, tolv_error error, const tolv_item *items,
                         size_t count) {
    return tolv_table_refuse(at->fault, error, at->reader->row, at->reader->columns[field] + 1,
                             items, count);
}

static tolv_error no_memory(tolv_table_fault *fault) {
    return tolv_table_refuse(fault, TOLV_OUT_OF_MEMORY, 0, 0, NULL, 0);
}

/* Of two fields the one that has a column. */
static tolv_field there(const tolv_table_reader *reader, tolv_field field, tolv_field other) {
    return reader->columns[field] == TOLV_NO_COLUMN ? other : field;
}

static bool is_blank(const tolv_cell *cell) {
    return cell->kind == TOLV_BLANK || cell->kind == TOLV_MISSING ||
           (cell->kind == TOLV_TEXT && tolv_text_trimmed(cell->text).length == 0);
}

/* ---- Sources ---- */

void tolv_sources_close(tolv_sources *sources, const tolv_memory *memory) {
    tolv_release(memory, sources->row);
    tolv_release(memory, sources->booked);
    tolv_release(memory, sources->amount);
    *sources = (tolv_sources){0};
}

bool tolv_sources_reserve(tolv_sources *sources, const tolv_memory *memory, size_t wanted) {
    size_t room = sources->room ? sources->room : FIRST_ROOM;
    if (wanted <= sources->room)
        return true;
    while (room < wanted)
        room *= 2;
#define GROW(column) \
    do { \
        void *grown = \
            tolv_grown(memory, sources->column, sources->count, room, sizeof *sources->column); \
        if (!grown) \
            return false; \
        sources->column = grown; \
    } while (0)
    GROW(row);
    GROW(booked);
    GROW(amount);
#undef GROW
    sources->room = room;
    return true;
}

/* ---- Handing over ---- */

static tolv_error too_many_rows(const tolv_table_reader *reader, tolv_table_fault *fault) {
    return tolv_table_refuse(fault, TOLV_TOO_MANY_ROWS, reader->row,
                             reader->columns[TOLV_FIELD_ACCOUNT] + 1,
                             TOLV_TABLE_ITEMS_OF(TOLV_PLAIN(TOLV_ROWS_MAX)));
}

static tolv_error hand_over(tolv_table_reader *reader, tolv_table_fault *fault) {
    uint32_t numbers[TOLV_BATCH];
    tolv_ledger *ledger = reader->ledger;
    tolv_sources *sources = reader->sources;
    size_t count = reader->batched;
    reader->batched = 0;
    if (sources && sources->count + count > TOLV_ROWS_MAX) /* of units split in many */
        return too_many_rows(reader, fault);
    if (sources && !tolv_sources_reserve(sources, ledger->arena.memory, sources->count + count))
        return tolv_table_refuse(fault, TOLV_OUT_OF_MEMORY, 0, 0, NULL, 0);
    tolv_error error = tolv_ledger_add(ledger, reader->batch, count, numbers);
    if (error == TOLV_OUT_OF_MEMORY && ledger->rows.count == TOLV_ROWS_MAX)
        return too_many_rows(reader, fault);
    if (error)
        return tolv_table_refuse(fault, error, reader->row, reader->columns[TOLV_FIELD_ACCOUNT] + 1,
                                 TOLV_TABLE_ITEMS_OF(TOLV_DECIMAL(TOLV_AMOUNT_MAX)));
    for (size_t i = 0; sources && i < count; i++, sources->count++) {
        sources->row[sources->count] = reader->batch_rows[i];
        sources->booked[sources->count] = numbers[i];
        sources->amount[sources->count] = reader->batch[i].amount;
    }
    return TOLV_OK;
}

static tolv_error add(row *at) {
    tolv_table_reader *reader = at->reader;
    reader->batch_rows[reader->batched] = (uint32_t)reader->row;
    reader->batch[reader->batched++] = at->made;
    return reader->batched == TOLV_BATCH ? hand_over(reader, at->fault) : TOLV_OK;
}

/* ---- Cells ---- */

static tolv_error read_amount(const row *at, tolv_field field, tolv_ore *ore) {
    const tolv_cell *cell = cell_of(at, field);
    *ore = 0;
    if (cell->kind == TOLV_FAULT)
        return refuse(at, field, TOLV_CELL_WITH_ERROR, NULL, 0);
    if (is_blank(cell))
        return TOLV_OK;
    if (cell->kind == TOLV_TEXT)
        return refuse(at, field, TOLV_TEXT_FOR_NUMBER,
                      TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(cell->text)));
    return tolv_amount_scaled(cell->number, at->reader->zeros[field], ore)
               ? TOLV_OK
               : refuse(at, field, TOLV_TOO_LARGE, TOLV_TABLE_ITEMS_OF(TOLV_DECIMAL(cell->number)));
}

/* Amount, or debit less credit; what is added stays within what sums can hold exactly. */
static tolv_error read_ore(row *at) {
    tolv_ore amount, debit, credit;
    tolv_error error = read_amount(at, TOLV_FIELD_AMOUNT, &amount);
    if (!error)
        error = read_amount(at, TOLV_FIELD_DEBIT, &debit);
    if (!error)
        error = read_amount(at, TOLV_FIELD_CREDIT, &credit);
    if (error)
        return error;
    at->made.amount = amount + debit - credit;
    at->reader->gross += llabs(at->made.amount);
    if (llabs(at->made.amount) > TOLV_ORE_MAX || at->reader->gross > TOLV_GROSS_MAX)
        return refuse(at,
                      there(at->reader, TOLV_FIELD_AMOUNT,
                            there(at->reader, TOLV_FIELD_DEBIT, TOLV_FIELD_CREDIT)),
                      TOLV_TOO_LARGE,
                      TOLV_TABLE_ITEMS_OF(TOLV_DECIMAL(tolv_to_kronor(at->reader->gross))));
    return TOLV_OK;
}

/* The first month of the year that a month from 1 to 12 is of: where the row tells none, that of
 * its date, or the table's; 0: none. */
static int year_begins(const row *at, bool told, int first, int last) {
    int period, years = tolv_month_number(last) - tolv_month_number(first) + 1;
    if (told)
        return years > 12 ? tolv_period_of(tolv_month_number(last) - 11) : first;
    if (tolv_read_month(cell_of(at, TOLV_FIELD_DATE), &period) && period > 12)
        return period / 100 * 100 + 1;
    return at->reader->year ? at->reader->year * 100 + 1 : 0;
}

static tolv_error read_period(row *at, tolv_field field) {
    tolv_table_reader *reader = at->reader;
    const tolv_cell *cell = cell_of(at, field), *year = cell_of(at, TOLV_FIELD_YEAR);
    int *period = &at->made.period, first_month, last_month;
    if (cell->kind == TOLV_FAULT)
        return refuse(at, field, TOLV_CELL_WITH_ERROR, NULL, 0);
    if (!tolv_read_month(cell, period))
        return refuse(at, field, TOLV_BAD_MONTH, TOLV_TABLE_ITEMS_OF(tolv_month_shown(cell)));
    bool told = tolv_read_year(year, &first_month, &last_month);
    int begins = *period > 12 ? 0 : year_begins(at, told, first_month, last_month);
    if (begins)
        *period = tolv_period_of(tolv_month_number(begins) + *period - 1);
    if (told && (*period < first_month || *period > last_month))
        return refuse(at, field, TOLV_OTHER_YEAR,
                      TOLV_TABLE_ITEMS_OF(tolv_month_shown(cell), tolv_month_shown(year)));
    if (told)
        tolv_ledger_tell_year(reader->ledger, first_month, last_month);
    bool has_year = *period > 12;
    size_t *first = has_year ? &reader->first_with_year : &reader->first_yearless;
    size_t other = has_year ? reader->first_yearless : reader->first_with_year;
    if (*first == 0)
        *first = reader->row;
    if (other == 0)
        return TOLV_OK;
    size_t yearless = has_year ? other : reader->row, with_year = has_year ? reader->row : other;
    return tolv_table_refuse(at->fault, TOLV_MIXED_YEARS, yearless, reader->columns[field] + 1,
                             TOLV_TABLE_ITEMS_OF(TOLV_PLAIN(with_year)));
}

/* ---- Codes ---- */

/* What is remembered of a cell's content, whose number is TOLV_NONE until it has one. Another
 * content that falls in the same place is forgotten; a long text is never remembered: NULL. */
static tolv_met *met_before(tolv_met *met, const tolv_cell *cell) {
    tolv_met of = {.form = 1, .number = TOLV_NONE};
    if (cell->kind == TOLV_NUMBER) {
        memcpy(&of.content, &cell->number, sizeof cell->number);
    } else if (cell->kind == TOLV_TEXT && cell->text.length <= sizeof of.content) {
        of.form += 1 + (uint32_t)cell->text.length;
        for (size_t i = 0; i < cell->text.length; i++)
            of.content = of.content << 8 | (unsigned char)cell->text.bytes[i];
    } else {
        return NULL;
    }
    /* Knuth's multiplicative hashing, as in the dictionary */
    tolv_met *place = &met[of.content * 0x9E3779B97F4A7C15u >> (64 - MET_BITS)];
    if (place->form != of.form || place->content != of.content)
        *place = of;
    return place;
}

static tolv_error read_code(row *at, const tolv_code_column *in, char digits[TOLV_CODE_DIGITS],
                            tolv_text *code) {
    return (in->field == TOLV_FIELD_DECIDED ? tolv_date_code_of : tolv_code_of)(
        &at->cells[in->column], digits, at->reader->row, in->column + 1, code, at->fault);
}

/* The number of a code, known or new, or why it gets none. */
static tolv_error number_of(row *at, const tolv_code_column *in, tolv_text code, uint32_t *number) {
    tolv_ledger *ledger = at->reader->ledger;
    bool is_account = in->dimension == TOLV_NONE;
    const tolv_dictionary *codes =
        is_account ? &ledger->account_codes : &ledger->dimensions[in->dimension].codes;
    uint32_t most = is_account ? TOLV_ACCOUNTS_MAX : TOLV_UNITS_MAX;
    *number = TOLV_NONE;
    if (is_account)
        *number = tolv_ledger_account(ledger, code);
    else if (codes->count < most || tolv_dictionary_find(codes, code) != TOLV_NONE)
        *number = tolv_ledger_object(ledger, in->dimension, code);
    if (*number != TOLV_NONE)
        return TOLV_OK;
    if (codes->count < most)
        return no_memory(at->fault);
    return tolv_table_refuse(
        at->fault, TOLV_TOO_MANY_CODES, at->reader->row, in->column + 1,
        TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(code), TOLV_PLAIN(codes->count + 1), TOLV_PLAIN(most)));
}

/* The same of the cell in a column; an empty code has no number but as an account. */
static tolv_error take_code(row *at, const tolv_code_column *in, uint32_t *number) {
    char digits[TOLV_CODE_DIGITS];
    tolv_text code;
    tolv_met *met = met_before(in->met, &at->cells[in->column]);
    *number = met ? met->number : TOLV_NONE;
    if (*number != TOLV_NONE)
        return TOLV_OK;
    tolv_error error = read_code(at, in, digits, &code);
    if (!error && (code.length > 0 || in->dimension == TOLV_NONE))
        error = number_of(at, in, code, number);
    if (met)
        met->number = *number;
    return error;
}

static void place(row *at, const tolv_code_column *in, uint32_t object) {
    if (object != TOLV_NONE)
        at->placings[at->placed++] = (tolv_placing){in->dimension, object};
}

/* ---- Rows ---- */

static tolv_error combine(row *at) {
    at->made.combination = tolv_ledger_combination(at->reader->ledger, at->placings, at->placed);
    return at->made.combination == TOLV_NONE ? no_memory(at->fault) : add(at);
}

static tolv_error take_part(void *context, tolv_text unit, tolv_ore amount) {
    row *at = context;
    const tolv_code_column *in = &at->reader->codes[at->reader->code_count - 1];
    size_t placed = at->placed;
    uint32_t object = TOLV_NONE;
    at->made.amount = amount;
    tolv_error error = unit.length ? number_of(at, in, unit, &object) : TOLV_OK;
    place(at, in, object);
    if (!error)
        error = combine(at);
    at->placed = placed;
    return error;
}

/* What a unit is shown under now can be several units. */
static tolv_error book_restated(row *at) {
    const tolv_table_reader *reader = at->reader;
    char digits[TOLV_CODE_DIGITS];
    tolv_text unit;
    tolv_error error = read_code(at, &reader->codes[reader->code_count - 1], digits, &unit);
    if (error)
        return error;
    const tolv_row row = at->made;
    at->fault->error = TOLV_OK;
    error = tolv_restate(reader->restating, unit, &row, at->placings, at->placed, take_part, at);
    return error && !at->fault->error ? no_memory(at->fault) : error;
}

static tolv_error book(row *at) {
    tolv_table_reader *reader = at->reader;
    bool restated = reader->restating && reader->has_unit;
    if (at->made.amount != 0 && is_blank(cell_of(at, TOLV_FIELD_ACCOUNT)))
        return refuse(at, TOLV_FIELD_ACCOUNT, TOLV_NO_ACCOUNT, NULL, 0);
    tolv_error error = take_code(at, &reader->codes[0], &at->made.account);
    for (size_t i = 1; !error && i + restated < reader->code_count; i++) {
        uint32_t object;
        error = take_code(at, &reader->codes[i], &object);
        place(at, &reader->codes[i], object);
    }
    if (error)
        return error;
    reader->kept++;
    return restated ? book_restated(at) : combine(at);
}

static tolv_error take_row(tolv_table_reader *reader, const tolv_cell *cells,
                           tolv_table_fault *fault) {
    row at = {.reader = reader, .cells = cells, .fault = fault};
    tolv_field month =
        is_blank(cell_of(&at, TOLV_FIELD_PERIOD)) ? TOLV_FIELD_DATE : TOLV_FIELD_PERIOD;
    tolv_error error = read_ore(&at);
    if (error)
        return error;
    if (is_blank(cell_of(&at, month))) {
        if (at.made.amount == 0) /* a heading, a note, or nothing */
            return TOLV_OK;
        return refuse(&at, there(reader, TOLV_FIELD_PERIOD, TOLV_FIELD_DATE), TOLV_NO_MONTH, NULL,
                      0);
    }
    error = read_period(&at, month);
    if (error)
        return error;
    const tolv_cell *type = cell_of(&at, TOLV_FIELD_TYPE);
    if (!tolv_row_kind_of(type, &at.made.kind))
        return type->kind == TOLV_FAULT
                   ? refuse(&at, TOLV_FIELD_TYPE, TOLV_CELL_WITH_ERROR, NULL, 0)
                   : refuse(&at, TOLV_FIELD_TYPE, TOLV_UNKNOWN_WORD,
                            TOLV_TABLE_ITEMS_OF(type->kind == TOLV_TEXT
                                                    ? TOLV_TEXT_ITEM(type->text)
                                                    : TOLV_DECIMAL(type->number),
                                                TOLV_WORD(N_("outcome, budget, forecast"))));
    return book(&at);
}

/* ---- Headings ---- */

static tolv_error add_column(tolv_table_reader *reader, tolv_field field, size_t column,
                             uint32_t dimension, tolv_table_fault *fault) {
    tolv_met *met = tolv_arena_take(&reader->ledger->arena, (size_t)1 << MET_BITS, sizeof *met);
    if (!met || (dimension == TOLV_NONE && field != TOLV_FIELD_ACCOUNT))
        return no_memory(fault);
    memset(met, 0, sizeof *met << MET_BITS);
    reader->codes[reader->code_count++] = (tolv_code_column){field, column, dimension, met};
    return TOLV_OK;
}

static tolv_error add_field(tolv_table_reader *reader, tolv_field field, tolv_table_fault *fault) {
    int number = tolv_dimension_of(field);
    if (reader->columns[field] == TOLV_NO_COLUMN)
        return TOLV_OK;
    return add_column(reader, field, reader->columns[field],
                      number ? tolv_ledger_dimension(reader->ledger, number) : TOLV_NONE, fault);
}

/* A column that is headed as a dimension without a field of its own, in the order they stand. */
static tolv_error add_dimension(tolv_table_reader *reader, const tolv_cell *headings, size_t column,
                                tolv_table_fault *fault) {
    tolv_text name;
    const tolv_cell *heading = &headings[column];
    int number = heading->kind == TOLV_TEXT ? tolv_dimension_headed(heading->text, &name) : 0;
    if (number == 0)
        return TOLV_OK;
    uint32_t dimension = tolv_ledger_dimension(reader->ledger, number);
    for (size_t i = 0; i < reader->code_count; i++)
        if (reader->codes[i].dimension == dimension && dimension != TOLV_NONE)
            return tolv_table_refuse(fault, TOLV_HEADING_TWICE, 1, column + 1,
                                     TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(heading->text),
                                                         TOLV_PLAIN(reader->codes[i].column + 1)));
    if (dimension == TOLV_NONE && reader->ledger->dimension_count == TOLV_DIMENSIONS_MAX)
        return tolv_table_refuse(fault, TOLV_TOO_MANY_CODES, 1, column + 1,
                                 TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(heading->text),
                                                     TOLV_PLAIN(TOLV_DIMENSIONS_MAX + 1),
                                                     TOLV_PLAIN(TOLV_DIMENSIONS_MAX)));
    tolv_error error = add_column(reader, TOLV_FIELDS, column, dimension, fault);
    if (error || name.length == 0 || reader->ledger->dimensions[dimension].name.length > 0)
        return error;
    name = tolv_ledger_text(reader->ledger, name);
    if (!name.bytes)
        return no_memory(fault);
    reader->ledger->dimensions[dimension].name = name;
    return TOLV_OK;
}

static tolv_error find_codes(tolv_table_reader *reader, const tolv_cell *headings,
                             tolv_table_fault *fault) {
    tolv_error error = TOLV_OK;
    reader->has_unit = reader->columns[TOLV_FIELD_UNIT] != TOLV_NO_COLUMN;
    if (reader->has_unit) /* a ledger's first dimension, though a row's last code */
        tolv_ledger_dimension(reader->ledger, TOLV_DIMENSION_UNIT);
    for (tolv_field field = TOLV_FIELD_ACCOUNT; !error && field <= TOLV_FIELD_DECIDED; field++)
        if (field != TOLV_FIELD_UNIT)
            error = add_field(reader, field, fault);
    for (size_t i = 0; !error && i < reader->width; i++)
        error = add_dimension(reader, headings, i, fault);
    return error ? error : add_field(reader, TOLV_FIELD_UNIT, fault);
}

/* The row of headings without what amounts are counted in. NULL when memory is out. */
static const tolv_cell *without_scales(const tolv_table_reader *reader, const tolv_cell *headings,
                                       int *zeros) {
    tolv_cell *plain = tolv_arena_take(&reader->ledger->arena, reader->width, sizeof *plain);
    for (size_t i = 0; plain && i < reader->width; i++) {
        plain[i] = headings[i];
        zeros[i] = plain[i].kind == TOLV_TEXT ? tolv_zeros_headed(&plain[i].text) : 0;
    }
    return plain;
}

tolv_error tolv_table_begin(tolv_table_reader *reader, tolv_ledger *ledger,
                            const tolv_cell *headings, size_t width, tolv_table_fault *fault) {
    tolv_heading_fault at;
    *reader = (tolv_table_reader){.ledger = ledger,
                                  .width = width,
                                  .row = 1,
                                  .gross = ledger->gross,
                                  .first = ledger->rows.count};
    int *zeros = tolv_arena_take(&ledger->arena, width, sizeof *zeros);
    const tolv_cell *plain = zeros ? without_scales(reader, headings, zeros) : NULL;
    if (!plain)
        return no_memory(fault);
    tolv_error error = tolv_ledger_columns(plain, width, reader->columns, &at);
    if (error)
        return tolv_table_refuse_heading(fault, error, headings, tolv_ledger_headings,
                                         reader->columns, &at);
    for (int field = 0; field < TOLV_FIELDS; field++)
        if (reader->columns[field] != TOLV_NO_COLUMN)
            reader->zeros[field] = zeros[reader->columns[field]];
    return find_codes(reader, headings, fault);
}

tolv_error tolv_table_take(tolv_table_reader *reader, const tolv_cell *cells, size_t count,
                           tolv_table_fault *fault) {
    tolv_error error = TOLV_OK;
    for (size_t i = 0; !error && i < count; i++) {
        reader->row++;
        error = take_row(reader, cells + i * reader->width, fault);
    }
    return error;
}

tolv_error tolv_table_end(tolv_table_reader *reader, tolv_table_fault *fault) {
    tolv_error error = hand_over(reader, fault);
    if (error)
        return error;
    if (reader->kept == 0)
        return tolv_table_refuse(fault, TOLV_NO_ROWS, 0, 0, NULL, 0);
    tolv_rows *rows = &reader->ledger->rows;
    memset(rows->counts + reader->first, 0xFF,
           (rows->count - reader->first) * sizeof *rows->counts);
    return TOLV_OK;
}
