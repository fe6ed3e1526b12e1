/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/changes.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/growth.h"
#include "ledger/headings.h"

enum { UNIT, AFTER, FROM, SHARE, COLUMNS };

static const tolv_heading headings[COLUMNS] = {
    [UNIT] = {"unit, enhet, enhed, old unit, gammal enhet, gammel enhed", false,
              "ansvar, kostnadsställe, cost centre"},
    [AFTER] = {"new unit, ny enhet, ny enhed", false, NULL},
    [FROM] = {"from, från, fra", true, "from och med, from month, från månad, fra måned"},
    [SHARE] = {"share, andel", true, NULL},
};

enum { FIRST_ROOM = 64, CHAIN_MAX = 64 };

/* What shares are counted in. */
static const int64_t whole = 1000000000;

/* ---- Reading ---- */

typedef struct reader {
    tolv_unit_changes *changes;
    size_t columns[COLUMNS];
} reader;

static tolv_error no_memory(tolv_table_fault *fault) {
    return tolv_table_refuse(fault, TOLV_OUT_OF_MEMORY, 0, 0, NULL, 0);
}

static bool add(tolv_unit_changes *changes, const tolv_unit_change *change) {
    if (changes->count == changes->room) {
        size_t room = changes->room ? 2 * changes->room : FIRST_ROOM;
        tolv_unit_change *grown = tolv_grown(changes->arena.memory, changes->changes,
                                             changes->count, room, sizeof *grown);
        if (!grown)
            return false;
        changes->changes = grown;
        changes->room = room;
    }
    changes->changes[changes->count++] = *change;
    return true;
}

static bool is_blank(const tolv_cell *cell) {
    return cell->kind == TOLV_BLANK || cell->kind == TOLV_MISSING ||
           (cell->kind == TOLV_TEXT && tolv_text_trimmed(cell->text).length == 0);
}

static tolv_error read_unit(const reader *reader, const tolv_cell *cells, int field, size_t row,
                            uint32_t *unit, tolv_table_fault *fault) {
    char digits[TOLV_CODE_DIGITS];
    tolv_text code;
    size_t column = reader->columns[field];
    tolv_error error = tolv_code_of(&cells[column], digits, row, column + 1, &code, fault);
    if (error)
        return error;
    *unit = tolv_dictionary_add(&reader->changes->units, &reader->changes->arena, code);
    return *unit == TOLV_NONE ? no_memory(fault) : TOLV_OK;
}

static tolv_error read_from(const tolv_cell *cell, size_t row, size_t column, int *from,
                            tolv_table_fault *fault) {
    *from = 0;
    if (is_blank(cell) || tolv_read_month(cell, from))
        return TOLV_OK;
    if (cell->kind == TOLV_FAULT)
        return tolv_table_refuse(fault, TOLV_CELL_WITH_ERROR, row, column, NULL, 0);
    return tolv_table_refuse(fault, TOLV_BAD_MONTH, row, column,
                             TOLV_TABLE_ITEMS_OF(tolv_month_shown(cell)));
}

static tolv_error read_share(const tolv_cell *cell, size_t row, size_t column, int64_t *share,
                             tolv_table_fault *fault) {
    *share = whole;
    if (is_blank(cell))
        return TOLV_OK;
    if (cell->kind == TOLV_FAULT)
        return tolv_table_refuse(fault, TOLV_CELL_WITH_ERROR, row, column, NULL, 0);
    if (cell->kind == TOLV_TEXT)
        return tolv_table_refuse(fault, TOLV_TEXT_FOR_NUMBER, row, column,
                                 TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(cell->text)));
    if (!(cell->number >= 0 && cell->number <= 1))
        return tolv_table_refuse(
            fault, TOLV_OUTSIDE, row, column,
            TOLV_TABLE_ITEMS_OF(TOLV_DECIMAL(cell->number), TOLV_PLAIN(0), TOLV_PLAIN(1)));
    *share = (int64_t)tolv_round_half_away(cell->number * (double)whole);
    return TOLV_OK;
}

static tolv_error take_change(const reader *reader, const tolv_cell *cells, size_t row,
                              tolv_table_fault *fault) {
    static const tolv_cell blank = {.kind = TOLV_BLANK};
    const tolv_cell *given[COLUMNS];
    tolv_unit_change change = {.row = row};
    for (int i = 0; i < COLUMNS; i++)
        given[i] = reader->columns[i] == TOLV_NO_COLUMN ? &blank : &cells[reader->columns[i]];
    if (is_blank(given[UNIT]) && is_blank(given[AFTER]))
        return TOLV_OK;
    tolv_error error = read_unit(reader, cells, UNIT, row, &change.unit, fault);
    if (!error)
        error = read_unit(reader, cells, AFTER, row, &change.after, fault);
    if (!error)
        error = read_from(given[FROM], row, reader->columns[FROM] + 1, &change.from, fault);
    if (!error)
        error = read_share(given[SHARE], row, reader->columns[SHARE] + 1, &change.share, fault);
    if (!error && !add(reader->changes, &change))
        error = no_memory(fault);
    return error;
}

static tolv_error take_rows(void *context, const tolv_cell *cells, size_t row, size_t count,
                            size_t width, tolv_table_fault *fault) {
    reader *reader = context;
    tolv_heading_fault at;
    tolv_error error = TOLV_OK;
    if (row == 1) {
        error = tolv_headings_find(cells, width, headings, COLUMNS, reader->columns, &at);
        return error
                   ? tolv_table_refuse_heading(fault, error, cells, headings, reader->columns, &at)
                   : TOLV_OK;
    }
    for (size_t i = 0; !error && i < count; i++)
        error = take_change(reader, cells + i * width, row + i, fault);
    return error;
}

/* ---- Order ---- */

/* All of the history is what is before the latest month there can be. */
static int end_of(const tolv_unit_change *change) {
    return change->from ? change->from : INT_MAX;
}

static int by_unit_and_month(const void *a, const void *b) {
    const tolv_unit_change *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (end_of(x) != end_of(y))
        return end_of(x) < end_of(y) ? -1 : 1;
    return (x->after > y->after) - (x->after < y->after);
}

static bool same_split(const tolv_unit_change *a, const tolv_unit_change *b) {
    return a->unit == b->unit && a->from == b->from;
}

/* Shares are told to nine decimals, so thirds may be off by as many billionths as there are. */
static tolv_error check_shares(const tolv_unit_changes *changes, size_t share_column,
                               tolv_table_fault *fault) {
    for (size_t i = 0, next; i < changes->count; i = next) {
        int64_t sum = 0;
        for (next = i;
             next < changes->count && same_split(&changes->changes[i], &changes->changes[next]);
             next++)
            sum += changes->changes[next].share;
        if (llabs(sum - whole) > (int64_t)(next - i))
            return tolv_table_refuse(
                fault, TOLV_SHARES_NOT_ONE, changes->changes[i].row, share_column,
                TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(changes->units.texts[changes->changes[i].unit]),
                                    TOLV_PERCENT((double)sum / (double)whole)));
    }
    return TOLV_OK;
}

/* The longest chains are followed a step further in each round; one that does not end is a circle.
 */
static tolv_error check_circles(tolv_unit_changes *changes, size_t after_column,
                                tolv_table_fault *fault) {
    uint32_t *length = tolv_arena_take(&changes->arena, changes->units.count, sizeof *length);
    if (!length)
        return no_memory(fault);
    memset(length, 0, changes->units.count * sizeof *length);
    const tolv_unit_change *longer = NULL;
    for (int round = 0; round <= CHAIN_MAX; round++) {
        longer = NULL;
        for (size_t i = 0; i < changes->count; i++) {
            const tolv_unit_change *change = &changes->changes[i];
            if (length[change->unit] > length[change->after])
                continue;
            length[change->unit] = length[change->after] + 1;
            longer = change;
        }
        if (!longer)
            return TOLV_OK;
    }
    return tolv_table_refuse(
        fault, TOLV_BECOMES_ITSELF, longer->row, after_column,
        TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(changes->units.texts[longer->unit])));
}

static tolv_error put_in_order(tolv_unit_changes *changes, const size_t columns[COLUMNS],
                               tolv_table_fault *fault) {
    changes->first = tolv_arena_take(&changes->arena, changes->units.count, sizeof *changes->first);
    if (!changes->first)
        return no_memory(fault);
    if (changes->count)
        qsort(changes->changes, changes->count, sizeof *changes->changes, by_unit_and_month);
    for (uint32_t i = 0; i < changes->units.count; i++)
        changes->first[i] = TOLV_NONE;
    for (size_t i = changes->count; i-- > 0;)
        changes->first[changes->changes[i].unit] = (uint32_t)i;
    tolv_error error =
        check_shares(changes, columns[columns[SHARE] == TOLV_NO_COLUMN ? UNIT : SHARE] + 1, fault);
    return error ? error : check_circles(changes, columns[AFTER] + 1, fault);
}

tolv_error tolv_changes_read(tolv_unit_changes *changes, const tolv_table *table,
                             const tolv_memory *memory, tolv_table_fault *fault) {
    memset(changes, 0, sizeof *changes);
    tolv_arena_open(&changes->arena, memory);
    reader reader = {.changes = changes};
    tolv_error error =
        tolv_table_walk(table, changes->arena.memory, NULL, take_rows, &reader, fault);
    return error ? error : put_in_order(changes, reader.columns, fault);
}

void tolv_changes_close(tolv_unit_changes *changes) {
    tolv_release(changes->arena.memory, changes->changes);
    tolv_dictionary_close(&changes->units, changes->arena.memory);
    tolv_arena_close(&changes->arena);
}

/* ---- Applying ---- */

/* amount × share, halves away from zero; in two steps, so that nothing overflows. */
static int64_t portion(int64_t amount, int64_t share) {
    int64_t rest = amount % whole * share;
    return amount / whole * share + (rest + (rest < 0 ? -whole : whole) / 2) / whole;
}

tolv_error tolv_changes_apply(const tolv_unit_changes *changes, tolv_text unit, int period,
                              tolv_ore amount, int64_t quantity, tolv_take_part *take,
                              void *context) {
    uint32_t number = tolv_dictionary_find(&changes->units, unit);
    size_t at = number == TOLV_NONE ? TOLV_NONE : changes->first[number];
    const tolv_unit_change *change = &changes->changes[at == TOLV_NONE ? 0 : at];
    const tolv_unit_change *end = changes->changes + changes->count;
    if (at == TOLV_NONE)
        return take(context, unit, amount, quantity);
    while (change < end && change->unit == number && period >= end_of(change))
        change++;
    if (change == end || change->unit != number)
        return take(context, unit, amount, quantity);
    tolv_error error = TOLV_OK;
    const tolv_unit_change *split = change;
    int64_t shares = 0, told = 0, counted = 0;
    for (; !error && change < end && same_split(split, change); change++) {
        bool is_last = change + 1 == end || !same_split(split, change + 1);
        shares = is_last ? whole : shares + change->share;
        int64_t upto = portion(amount, shares), counted_upto = portion(quantity, shares);
        error = tolv_changes_apply(changes, changes->units.texts[change->after], period,
                                   upto - told, counted_upto - counted, take, context);
        told = upto;
        counted = counted_upto;
    }
    return error;
}
