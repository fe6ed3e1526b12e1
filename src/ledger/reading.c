/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/reading.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/calendar.h"
#include "ledger/growth.h"

/* Few enough that what the office makes of them stays in the processor's cache. */
enum { CHUNK_CELLS = 1 << 12 };

#define CODE_MAX 999999999999999.0

/* ---- Faults ---- */

tolv_error tolv_table_refuse(tolv_table_fault *fault, tolv_error error, size_t row, size_t column,
                             const tolv_item *items, size_t count) {
    fault->error = error;
    fault->row = row;
    fault->column = column;
    fault->item_count = count < TOLV_TABLE_ITEMS ? count : TOLV_TABLE_ITEMS;
    for (size_t i = 0; i < fault->item_count; i++) {
        fault->items[i] = items[i];
        if (items[i].form != TOLV_ITEM_TEXT)
            continue;
        tolv_text *text = &fault->items[i].text;
        text->length = text->length < TOLV_TABLE_TEXT ? text->length : TOLV_TABLE_TEXT;
        if (text->length)
            memcpy(fault->texts[i], text->bytes, text->length);
        text->bytes = fault->texts[i];
    }
    return error;
}

tolv_error tolv_table_refuse_heading(tolv_table_fault *fault, tolv_error error,
                                     const tolv_cell *row, const tolv_heading *headings,
                                     const size_t *columns, const tolv_heading_fault *at) {
    if (error == TOLV_HEADING_MISSING)
        return tolv_table_refuse(fault, error, 0, 0,
                                 TOLV_TABLE_ITEMS_OF(TOLV_WORD(headings[at->heading].words)));
    return tolv_table_refuse(fault, error, 1, at->column + 1,
                             TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(row[at->column].text),
                                                 TOLV_PLAIN(columns[at->heading] + 1)));
}

/* ---- Rows ---- */

tolv_error tolv_table_walk(const tolv_table *table, const tolv_memory *memory, const bool *wanted,
                           tolv_take_rows *take, void *reader, tolv_table_fault *fault) {
    size_t width = table->columns, most = CHUNK_CELLS / (width ? width : 1);
    size_t chunk = most < 1 ? 1 : most < table->rows ? most : table->rows;
    if (width == 0 || table->rows == 0)
        return tolv_table_refuse(fault, TOLV_NO_CELLS, 0, 0, NULL, 0);
    tolv_cell *cells = width < SIZE_MAX / 2 / sizeof *cells / chunk
                           ? memory->allocate(memory->context, chunk * width * sizeof *cells)
                           : NULL;
    if (!cells)
        return tolv_table_refuse(fault, TOLV_OUT_OF_MEMORY, 0, 0, NULL, 0);
    tolv_error error = TOLV_OK;
    for (size_t row = 0, count = 1; !error && row < table->rows; row += count) {
        count = row == 0 ? 1 : table->rows - row < chunk ? table->rows - row : chunk;
        error = table->read(table, row, count, row ? wanted : NULL, cells);
        if (error)
            tolv_table_refuse(fault, error, 0, 0, NULL, 0);
        else
            error = take(reader, cells, row + 1, count, width, fault);
    }
    tolv_release(memory, cells);
    return error;
}

static tolv_error take_headed(void *context, const tolv_cell *cells, size_t row, size_t count,
                              size_t width, tolv_table_fault *fault) {
    const tolv_headed_rows *to = context;
    tolv_heading_fault at;
    tolv_error error = TOLV_OK;
    if (row == 1)
        error = tolv_headings_find(cells, width, to->headings, to->count, to->columns, &at);
    if (error)
        tolv_table_refuse_heading(fault, error, cells, to->headings, to->columns, &at);
    for (size_t i = 0; row > 1 && !error && i < count; i++)
        error = to->take(to->reader, cells + i * width, row + i, fault);
    return error;
}

tolv_error tolv_table_walk_headed(const tolv_table *table, const tolv_memory *memory,
                                  tolv_headed_rows rows, tolv_table_fault *fault) {
    return tolv_table_walk(table, memory, NULL, take_headed, &rows, fault);
}

/* ---- Codes ---- */

static size_t write_digits(char digits[TOLV_CODE_DIGITS], uint64_t number) {
    size_t length = 1;
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        length++;
    for (size_t i = length; i-- > 0; number /= 10)
        digits[i] = (char)('0' + number % 10);
    return length;
}

tolv_error tolv_code_of(const tolv_cell *cell, char digits[TOLV_CODE_DIGITS], size_t row,
                        size_t column, tolv_text *code, tolv_table_fault *fault) {
    *code = (tolv_text){digits, 0};
    if (cell->kind == TOLV_TEXT)
        *code = tolv_text_trimmed(cell->text);
    if (cell->kind == TOLV_FAULT)
        return tolv_table_refuse(fault, TOLV_CELL_WITH_ERROR, row, column, NULL, 0);
    if (cell->kind != TOLV_NUMBER)
        return TOLV_OK;
    if (!(cell->number >= 0 && cell->number <= CODE_MAX))
        return tolv_table_refuse(
            fault, TOLV_OUTSIDE, row, column,
            TOLV_TABLE_ITEMS_OF(TOLV_DECIMAL(cell->number), TOLV_PLAIN(0), TOLV_PLAIN(CODE_MAX)));
    if (cell->number != floor(cell->number))
        return tolv_table_refuse(fault, TOLV_NOT_WHOLE, row, column,
                                 TOLV_TABLE_ITEMS_OF(TOLV_DECIMAL(cell->number)));
    code->length = write_digits(digits, (uint64_t)cell->number);
    return TOLV_OK;
}

tolv_error tolv_date_code_of(const tolv_cell *cell, char digits[TOLV_CODE_DIGITS], size_t row,
                             size_t column, tolv_text *code, tolv_table_fault *fault) {
    bool is_date = cell->kind == TOLV_NUMBER && cell->number >= TOLV_DATE_FIRST &&
                   cell->number <= TOLV_DATE_LAST;
    if (!is_date)
        return tolv_code_of(cell, digits, row, column, code, fault);
    int period = tolv_period_of_date(cell->number);
    int day = (int)cell->number - tolv_date(period / 100, period % 100, 1) + 1;
    int length = snprintf(digits, TOLV_CODE_DIGITS, "%04d-%02d-%02d", period / 100 % 10000,
                          period % 100, day % 100);
    *code = (tolv_text){digits, (size_t)length};
    return TOLV_OK;
}

/* ---- Months ---- */

static bool is_calendar_month(int period) {
    return period / 100 >= TOLV_YEAR_FIRST && period / 100 <= TOLV_YEAR_LAST && period % 100 >= 1 &&
           period % 100 <= 12;
}

static bool is_calendar_day(int period, int day) {
    return is_calendar_month(period) && day >= 1 &&
           day <= tolv_days_in_month(period / 100, period % 100);
}

static bool month_of_number(double number, int *period) {
    if (number >= TOLV_DATE_FIRST && number <= TOLV_DATE_LAST) {
        *period = tolv_period_of_date(number);
        return true;
    }
    if (!(number >= 1 && number < 1e8) || number != floor(number))
        return false;
    int whole = (int)number;
    if (whole <= 12) {
        *period = whole;
        return true;
    }
    bool has_day = whole >= 10000000;
    *period = has_day ? whole / 100 : whole;
    return has_day ? is_calendar_day(*period, whole % 100) : is_calendar_month(*period);
}

/* Takes `most` digits, or as many as there are, off the text; 0 where there are none. */
static size_t take_digits(tolv_text *text, size_t most, int *number) {
    size_t count = 0;
    for (*number = 0; count < most && count < text->length; count++) {
        char digit = text->bytes[count];
        if (digit < '0' || digit > '9')
            break;
        *number = *number * 10 + (digit - '0');
    }
    *text = (tolv_text){text->bytes + count, text->length - count};
    return count;
}

static bool take_hyphen(tolv_text *text) {
    bool is_there = text->length > 0 && text->bytes[0] == '-';
    if (is_there)
        *text = (tolv_text){text->bytes + 1, text->length - 1};
    return is_there;
}

static bool month_of_text(tolv_text text, int *period) {
    int number, month, day;
    text = tolv_text_trimmed(text);
    size_t digits = take_digits(&text, 8, &number);
    if (text.length == 0) /* a five-digit text is no date: dates of that kind are numbers */
        return (digits <= 2 || digits == 6 || digits == 8) && digits > 0 &&
               month_of_number(number, period);
    if (digits != 4 || !take_hyphen(&text) || take_digits(&text, 2, &month) != 2)
        return false;
    *period = number * 100 + month;
    if (text.length == 0)
        return is_calendar_month(*period);
    if (!take_hyphen(&text) || take_digits(&text, 2, &day) != 2)
        return false;
    bool ends = text.length == 0 || text.bytes[0] == 'T' || text.bytes[0] == ' '; /* a time */
    return ends && is_calendar_day(*period, day);
}

bool tolv_read_month(const tolv_cell *cell, int *period) {
    return cell->kind == TOLV_NUMBER ? month_of_number(cell->number, period)
           : cell->kind == TOLV_TEXT ? month_of_text(cell->text, period)
                                     : false;
}

tolv_item tolv_month_shown(const tolv_cell *cell) {
    if (cell->kind == TOLV_TEXT)
        return TOLV_TEXT_ITEM(cell->text);
    return cell->number == floor(cell->number) ? TOLV_PLAIN(cell->number)
                                               : TOLV_DECIMAL(cell->number);
}
