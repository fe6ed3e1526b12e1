/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/books.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "ledger/growth.h"
#include "ledger/years.h"

enum { LENGTHS_MAX = 8 };

void tolv_books_open(tolv_books *books, const tolv_memory *memory) {
    memset(books, 0, sizeof *books);
    tolv_ledger_open(&books->ledger, memory);
    books->memory = books->ledger.arena.memory;
    books->units = TOLV_NONE;
}

void tolv_books_close(tolv_books *books) {
    tolv_planes_close(&books->planes, books->memory);
    tolv_by_account_close(&books->by_account, books->memory);
    tolv_sources_close(&books->sources, books->memory);
    tolv_release(books->memory, books->month_of);
    tolv_ledger_close(&books->ledger);
}

/* ---- Reading ---- */

/* A table on its way into books: only columns that are used are fetched, texts of rows never. */
typedef struct reading {
    tolv_table_reader reader;
    bool *wanted;
} reading;

/* The sheet's own table; the headings are its first row. */
static tolv_error take_rows(void *context, const tolv_cell *cells, size_t row, size_t count,
                            size_t width, tolv_table_fault *fault) {
    reading *at = context;
    tolv_table_reader *reader = &at->reader;
    if (row > 1)
        return tolv_table_take(reader, cells, count, fault);
    tolv_sources *sources = reader->sources;
    tolv_restating *restating = reader->restating;
    tolv_error error = tolv_table_begin(reader, reader->ledger, cells, width, fault);
    reader->sources = sources;
    reader->restating = restating;
    for (int field = 0; !error && field < TOLV_FIELDS; field++)
        if (reader->columns[field] != TOLV_NO_COLUMN && field != TOLV_FIELD_TEXT)
            at->wanted[reader->columns[field]] = true;
    for (size_t i = 0; !error && i < reader->code_count; i++)
        at->wanted[reader->codes[i].column] = true;
    return error;
}

static tolv_error read_ledger(tolv_books *books, const tolv_table *table, tolv_restating *restating,
                              tolv_table_fault *fault) {
    reading at = {
        .reader = {.ledger = &books->ledger, .sources = &books->sources, .restating = restating},
        .wanted = tolv_grown(books->memory, NULL, 0, table->columns + 1, sizeof *at.wanted)};
    if (!at.wanted)
        return tolv_table_refuse(fault, TOLV_OUT_OF_MEMORY, 0, 0, NULL, 0);
    memset(at.wanted, 0, table->columns * sizeof *at.wanted);
    tolv_error error = tolv_table_walk(table, books->memory, at.wanted, take_rows, &at, fault);
    if (!error)
        error = at.reader.row > 1 ? tolv_table_end(&at.reader, fault)
                                  : tolv_table_refuse(fault, TOLV_NO_ROWS, 0, 0, NULL, 0);
    books->rows = at.reader.kept;
    tolv_release(books->memory, at.wanted);
    return error;
}

/* Some numbers instead of a table are lengths of codes. False where there is anything else. */
static bool are_lengths(const tolv_table *table, size_t lengths[LENGTHS_MAX], size_t *count) {
    tolv_cell cells[LENGTHS_MAX];
    *count = table->rows * table->columns;
    if (table->rows > LENGTHS_MAX || table->columns > LENGTHS_MAX || *count > LENGTHS_MAX ||
        table->read(table, 0, table->rows, NULL, cells) != TOLV_OK)
        return false;
    for (size_t i = 0; i < *count; i++) {
        if (cells[i].kind != TOLV_NUMBER || !(cells[i].number >= 1 && cells[i].number <= 64))
            return false;
        lengths[i] = (size_t)cells[i].number;
    }
    return true;
}

static tolv_error read_hierarchy(tolv_books *books, const tolv_table *table,
                                 tolv_table_fault *fault) {
    size_t lengths[LENGTHS_MAX], count;
    if (!table)
        return TOLV_OK;
    return are_lengths(table, lengths, &count)
               ? tolv_hierarchy_by_length(&books->hierarchy, &books->ledger, lengths, count, fault)
               : tolv_hierarchy_read(&books->hierarchy, &books->ledger, table, fault);
}

/* The ledger's own table, its units as they are called now. */
static tolv_error read_restated(tolv_books *books, const tolv_table *table,
                                const tolv_table *changed, tolv_books_fault *fault) {
    tolv_unit_changes changes;
    tolv_restating restating = {.changes = &changes};
    fault->table = TOLV_BOOKS_CHANGES;
    tolv_error error = tolv_changes_read(&changes, changed, books->memory, &fault->at);
    if (!error) {
        fault->table = TOLV_BOOKS_LEDGER;
        error = read_ledger(books, table, &restating, &fault->at);
    }
    if (!error) {
        fault->table = TOLV_BOOKS_CHANGES;
        error = tolv_changes_fit(&changes, books->ledger.rows.period[0] > 12, &fault->at);
    }
    tolv_restating_close(&restating);
    tolv_changes_close(&changes);
    return error;
}

tolv_error tolv_books_read(tolv_books *books, const tolv_table *table, const tolv_table *hierarchy,
                           const tolv_table *changes, tolv_books_fault *fault) {
    fault->table = TOLV_BOOKS_LEDGER;
    tolv_error error = changes ? read_restated(books, table, changes, fault)
                               : read_ledger(books, table, NULL, &fault->at);
    if (!error) {
        fault->table = TOLV_BOOKS_HIERARCHY;
        error = read_hierarchy(books, hierarchy, &fault->at);
    }
    if (!error) {
        tolv_ledger_make_years(&books->ledger);
        error = tolv_books_finish(books);
        if (error)
            tolv_table_refuse(&fault->at, error, 0, 0, NULL, 0);
    }
    return error;
}

/* ---- Months ---- */

/* The months that there are rows of, and the one each row is of. */
static tolv_error list_months(tolv_books *books) {
    const tolv_rows *rows = &books->ledger.rows;
    int first = INT_MAX, last = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        int month = tolv_month_number(rows->period[i]);
        first = month < first ? month : first;
        last = month > last ? month : last;
    }
    size_t span = rows->count ? (size_t)(last - first) + 1 : 0;
    uint16_t *place = tolv_arena_take(&books->ledger.arena, span, sizeof *place);
    books->months = tolv_arena_take(&books->ledger.arena, span, sizeof *books->months);
    books->month_of = tolv_grown(books->memory, NULL, 0, rows->count + 1, sizeof *books->month_of);
    if (!place || !books->months || !books->month_of)
        return TOLV_OUT_OF_MEMORY;
    memset(place, 0, span * sizeof *place);
    for (uint32_t i = 0; i < rows->count; i++)
        place[tolv_month_number(rows->period[i]) - first] = 1;
    for (size_t i = 0; i < span; i++) {
        if (!place[i])
            continue;
        place[i] = (uint16_t)books->month_count;
        books->months[books->month_count++] = tolv_period_of(first + (int)i);
    }
    for (uint32_t i = 0; i < rows->count; i++)
        books->month_of[i] = place[tolv_month_number(rows->period[i]) - first];
    return TOLV_OK;
}

size_t tolv_books_month(const tolv_books *books, int period) {
    size_t low = 0, high = books->month_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (books->months[middle] < period)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- Mark ---- */

static uint64_t add_number(uint64_t mark, uint64_t number) {
    return tolv_hash(mark, &number, sizeof number);
}

static uint64_t add_codes(uint64_t mark, const tolv_dictionary *codes) {
    mark = add_number(mark, codes->count);
    for (uint32_t i = 0; i < codes->count; i++)
        mark = tolv_hash(mark, codes->texts[i].bytes, codes->texts[i].length);
    return mark;
}

/* All that a figure, or a list of rows, can depend on. What is packed in columns goes in as it lies
 * in memory: a mark is for one machine and session. */
static uint64_t mark_of(const tolv_books *books) {
    const tolv_ledger *ledger = &books->ledger;
    const tolv_rows *rows = &ledger->rows;
    const tolv_sources *sources = &books->sources;
    uint64_t mark = 0;
#define ADD_COLUMN(column, count) mark = tolv_hash(mark, column, (count) * sizeof *(column))
    ADD_COLUMN(rows->kind, rows->count);
    ADD_COLUMN(rows->period, rows->count);
    ADD_COLUMN(rows->account, rows->count);
    ADD_COLUMN(rows->combination, rows->count);
    ADD_COLUMN(rows->amount, rows->count);
    ADD_COLUMN(sources->row, sources->count);
    ADD_COLUMN(sources->booked, sources->count);
    ADD_COLUMN(sources->amount, sources->count);
    mark = add_codes(mark, &ledger->account_codes);
    mark = add_codes(mark, &ledger->combinations);
    mark = add_number(mark, ledger->dimension_count);
    for (uint32_t i = 0; i < ledger->dimension_count; i++) {
        mark = add_number(mark, (uint64_t)ledger->dimensions[i].number);
        mark = add_codes(mark, &ledger->dimensions[i].codes);
    }
    ADD_COLUMN(books->hierarchy.above, books->hierarchy.count);
#undef ADD_COLUMN
    return add_number(mark, (uint64_t)tolv_ledger_first_month(ledger));
}

static void write_mark(tolv_books *books) {
    static const char hexadecimal[] = "0123456789ABCDEF";
    uint64_t mark = mark_of(books);
    for (size_t i = 0; i < TOLV_MARK_DIGITS; i++, mark <<= 4)
        books->mark[i] = hexadecimal[mark >> 60];
}

tolv_error tolv_books_finish(tolv_books *books) {
    if (books->units == TOLV_NONE)
        books->units = tolv_ledger_find_dimension(&books->ledger, TOLV_DIMENSION_UNIT);
    tolv_error error = list_months(books);
    if (error)
        return error;
    write_mark(books);
    return TOLV_OK;
}
