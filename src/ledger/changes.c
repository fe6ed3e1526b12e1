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
    *share = TOLV_SHARE_WHOLE;
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
    *share = (int64_t)tolv_round_half_away(cell->number * (double)TOLV_SHARE_WHOLE);
    return TOLV_OK;
}

static tolv_error take_change(void *context, const tolv_cell *cells, size_t row,
                              tolv_table_fault *fault) {
    const reader *reader = context;
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
    size_t *first =
        change.from > 12 ? &reader->changes->first_with_year : &reader->changes->first_yearless;
    if (!error && change.from && *first == 0)
        *first = row;
    if (!error && !add(reader->changes, &change))
        error = no_memory(fault);
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

static tolv_error put_in_order(tolv_unit_changes *changes, tolv_table_fault *fault) {
    size_t units = changes->units.count;
    changes->first = tolv_arena_take(&changes->arena, units + 1, sizeof *changes->first);
    if (!changes->first)
        return no_memory(fault);
    if (changes->count)
        qsort(changes->changes, changes->count, sizeof *changes->changes, by_unit_and_month);
    for (size_t unit = 0, i = 0; unit <= units; unit++) {
        while (i < changes->count && changes->changes[i].unit < unit)
            i++;
        changes->first[unit] = (uint32_t)i;
    }
    return TOLV_OK;
}

const tolv_unit_change *tolv_changes_next(const tolv_unit_changes *changes, uint32_t unit,
                                          int month, size_t *count) {
    size_t low = changes->first[unit], end = changes->first[unit + 1], high = end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (end_of(&changes->changes[middle]) <= month)
            low = middle + 1;
        else
            high = middle;
    }
    const tolv_unit_change *next = changes->changes ? changes->changes + low : NULL;
    for (*count = 0; low + *count < end && next[*count].from == next->from;)
        ++*count;
    return next;
}

int tolv_month_changed(const tolv_unit_change *change, int month) {
    bool stays = change->after == change->unit;
    if (change->from == 0)
        return stays ? INT_MAX : month;
    return stays ? change->from : change->from - 1;
}

/* ---- Checks ---- */

/* Shares may be written with nine decimals, so thirds may be off by as many billionths as there
 * are; they are taken as parts of what they sum to. */
static tolv_error check_shares(const tolv_unit_changes *changes, size_t share_column,
                               tolv_table_fault *fault) {
    const int64_t billionth = TOLV_SHARE_WHOLE / 1000000000;
    for (size_t i = 0, count; i < changes->count; i += count) {
        const tolv_unit_change *split = &changes->changes[i];
        int64_t sum = 0;
        split = tolv_changes_next(changes, split->unit, end_of(split) - 1, &count);
        for (size_t j = 0; j < count; j++)
            sum += split[j].share;
        if (llabs(sum - TOLV_SHARE_WHOLE) > billionth * (int64_t)count)
            return tolv_table_refuse(
                fault, TOLV_SHARES_NOT_ONE, split->row, share_column,
                TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(changes->units.texts[split->unit]),
                                    TOLV_PERCENT((double)sum / (double)TOLV_SHARE_WHOLE)));
    }
    return TOLV_OK;
}

/* How many changes follow upon each, while that is found out. */
typedef struct chains {
    const tolv_unit_changes *changes;
    uint8_t *length;              /* by the first change of a unit and month; 0: not known yet */
    const tolv_unit_change *back; /* it leads to a unit that leads to it */
} chains;

enum { ON_THE_WAY = UINT8_MAX };

static tolv_error follow(chains *at, size_t number, size_t count, int steps);

/* Follows what comes after one change of amounts of `month` or later. Without a month of its own it
 * leaves them as old as they are, and any later change of the new unit may be the next. */
static tolv_error follow_one(chains *at, const tolv_unit_change *change, int month, int steps,
                             uint8_t *longest) {
    size_t count;
    month = tolv_month_changed(change, month);
    const tolv_unit_change *next = tolv_changes_next(at->changes, change->after, month, &count);
    tolv_error error = TOLV_OK;
    while (!error && count > 0) {
        size_t number = (size_t)(next - at->changes->changes);
        if (at->length[number] == ON_THE_WAY) {
            at->back = change;
            return TOLV_BECOMES_ITSELF;
        }
        if (at->length[number] == 0)
            error = follow(at, number, count, steps + 1);
        *longest = at->length[number] > *longest ? at->length[number] : *longest;
        if (change->from)
            break;
        next = tolv_changes_next(at->changes, change->after, end_of(next), &count);
    }
    return error;
}

static tolv_error follow(chains *at, size_t number, size_t count, int steps) {
    uint8_t longest = 0;
    tolv_error error = steps > CHAIN_MAX ? TOLV_TOO_MANY_CHANGES : TOLV_OK;
    const tolv_unit_change *split = &at->changes->changes[number];
    int month = number > 0 && split[-1].unit == split->unit ? split[-1].from : 0;
    at->length[number] = ON_THE_WAY;
    for (size_t i = 0; !error && i < count; i++)
        error = follow_one(at, &split[i], month, steps, &longest);
    if (!error && longest >= CHAIN_MAX)
        error = TOLV_TOO_MANY_CHANGES;
    at->length[number] = (uint8_t)(longest + 1);
    return error;
}

static tolv_error check_chains(tolv_unit_changes *changes, size_t after_column,
                               tolv_table_fault *fault) {
    chains at = {.changes = changes,
                 .length = tolv_arena_take(&changes->arena, changes->count, sizeof *at.length)};
    if (!at.length)
        return no_memory(fault);
    memset(at.length, 0, changes->count * sizeof *at.length);
    for (size_t i = 0, count; i < changes->count; i += count) {
        const tolv_unit_change *begin = &changes->changes[i];
        tolv_changes_next(changes, begin->unit, end_of(begin) - 1, &count);
        tolv_error error = at.length[i] ? TOLV_OK : follow(&at, i, count, 1);
        const tolv_unit_change *told = at.back ? at.back : begin;
        if (error)
            return tolv_table_refuse(
                fault, error, told->row, after_column,
                TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(changes->units.texts[told->unit]),
                                    TOLV_PLAIN(CHAIN_MAX)));
    }
    return TOLV_OK;
}

tolv_error tolv_changes_fit(const tolv_unit_changes *changes, bool has_years,
                            tolv_table_fault *fault) {
    size_t row = has_years ? changes->first_yearless : changes->first_with_year;
    return row ? tolv_table_refuse(fault, has_years ? TOLV_MONTH_YEARLESS : TOLV_MONTH_WITH_YEAR,
                                   row, changes->from_column, NULL, 0)
               : TOLV_OK;
}

tolv_error tolv_changes_read(tolv_unit_changes *changes, const tolv_table *table,
                             const tolv_memory *memory, tolv_table_fault *fault) {
    memset(changes, 0, sizeof *changes);
    tolv_arena_open(&changes->arena, memory);
    reader reader = {.changes = changes};
    size_t *columns = reader.columns;
    tolv_error error = tolv_table_walk_headed(
        table, changes->arena.memory,
        (tolv_headed_rows){headings, COLUMNS, columns, take_change, &reader}, fault);
    changes->from_column = columns[FROM] + 1;
    if (!error)
        error = put_in_order(changes, fault);
    if (!error)
        error = check_shares(changes, columns[columns[SHARE] == TOLV_NO_COLUMN ? UNIT : SHARE] + 1,
                             fault);
    return error ? error : check_chains(changes, columns[AFTER] + 1, fault);
}

void tolv_changes_close(tolv_unit_changes *changes) {
    tolv_release(changes->arena.memory, changes->changes);
    tolv_dictionary_close(&changes->units, changes->arena.memory);
    tolv_arena_close(&changes->arena);
}
