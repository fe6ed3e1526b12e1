/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/hierarchy.h"

#include <string.h>

#include "ledger/growth.h"
#include "ledger/headings.h"
#include "ledger/table.h"

enum { UNIT, ABOVE, COLUMNS, FIRST_ROOM = 64 };

static const tolv_heading headings[COLUMNS] = {
    [UNIT] =
        {"unit, enhet, enhed", false,
         "ansvar, kostnadsställe, cost centre, omkostningssted, kostnadssted, code, kod, kode, "
         "unit code, enhetskod, enhedskode"},
    [ABOVE] = {"above, överordnad, overordnet", false,
               "board, nämnd, parent, belongs to, tillhör, hör till, tilhører, hører til, "
               "förvaltning, udvalg, forvaltning, utvalg"},
};

/* What stands above each unit, while it is read. */
typedef struct reader {
    tolv_ledger *ledger;
    uint32_t dimension;
    size_t columns[COLUMNS];
    uint32_t *above;
    size_t *rows; /* where it was told; 0: nowhere yet */
    uint32_t room;
} reader;

static tolv_error no_memory(tolv_table_fault *fault) {
    return tolv_table_refuse(fault, TOLV_OUT_OF_MEMORY, 0, 0, NULL, 0);
}

static const tolv_dictionary *units_of(const reader *reader) {
    return &reader->ledger->dimensions[reader->dimension].codes;
}

/* ---- Units ---- */

static bool make_room(reader *reader) {
    const tolv_memory *memory = reader->ledger->arena.memory;
    uint32_t old = reader->room, room = old ? 2 * old : FIRST_ROOM;
    while (room < units_of(reader)->count)
        room *= 2;
    uint32_t *above = tolv_grown(memory, reader->above, old, room, sizeof *above);
    if (!above)
        return false;
    reader->above = above;
    size_t *rows = tolv_grown(memory, reader->rows, old, room, sizeof *rows);
    if (!rows)
        return false;
    reader->rows = rows;
    for (uint32_t i = old; i < room; i++) {
        above[i] = TOLV_NONE;
        rows[i] = 0;
    }
    reader->room = room;
    return true;
}

/* The unit of a code, known or new; TOLV_NONE with *error when there is no room for it. */
static uint32_t unit_of(reader *reader, tolv_text code, tolv_error *error) {
    const tolv_dictionary *units = units_of(reader);
    uint32_t unit = tolv_dictionary_find(units, code);
    *error = TOLV_OK;
    if (unit == TOLV_NONE && units->count >= TOLV_UNITS_MAX)
        *error = TOLV_TOO_MANY_CODES;
    else if (unit == TOLV_NONE)
        unit = tolv_ledger_object(reader->ledger, reader->dimension, code);
    if (!*error && (unit == TOLV_NONE || (units->count > reader->room && !make_room(reader))))
        *error = TOLV_OUT_OF_MEMORY;
    return *error ? TOLV_NONE : unit;
}

/* ---- Reading ---- */

static tolv_error read_unit(reader *reader, const tolv_cell *cells, int field, size_t row,
                            uint32_t *unit, tolv_table_fault *fault) {
    char digits[TOLV_CODE_DIGITS];
    tolv_text code;
    size_t column = reader->columns[field];
    tolv_error error = tolv_code_of(&cells[column], digits, row, column + 1, &code, fault);
    *unit = TOLV_NONE;
    if (error || code.length == 0)
        return error;
    *unit = unit_of(reader, code, &error);
    return error ? tolv_table_refuse(fault, error, row, column + 1,
                                     TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(code),
                                                         TOLV_PLAIN(TOLV_UNITS_MAX + 1),
                                                         TOLV_PLAIN(TOLV_UNITS_MAX)))
                 : TOLV_OK;
}

static tolv_error take_unit(void *context, const tolv_cell *cells, size_t row,
                            tolv_table_fault *fault) {
    reader *reader = context;
    uint32_t unit, above;
    tolv_error error = read_unit(reader, cells, UNIT, row, &unit, fault);
    if (!error)
        error = read_unit(reader, cells, ABOVE, row, &above, fault);
    if (error || unit == TOLV_NONE)
        return error;
    uint32_t before = reader->above[unit];
    if (before != TOLV_NONE && above != TOLV_NONE && before != above)
        return tolv_table_refuse(
            fault, TOLV_TWO_ABOVE, row, reader->columns[ABOVE] + 1,
            TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(units_of(reader)->texts[unit]),
                                TOLV_TEXT_ITEM(units_of(reader)->texts[before])));
    if (above != TOLV_NONE) {
        reader->above[unit] = above;
        reader->rows[unit] = row;
    }
    return TOLV_OK;
}

/* ---- Order ---- */

/* Units with nothing below them first, then those that they were the last below. What never comes
 * up stands above itself. */
static tolv_error put_in_order(const reader *reader, tolv_hierarchy *hierarchy,
                               tolv_table_fault *fault) {
    size_t count = units_of(reader)->count, ordered = 0;
    tolv_arena *arena = &reader->ledger->arena;
    uint32_t *below = tolv_arena_take(arena, count, sizeof *below);
    hierarchy->above = tolv_arena_take(arena, count, sizeof *hierarchy->above);
    hierarchy->order = tolv_arena_take(arena, count, sizeof *hierarchy->order);
    if (!below || !hierarchy->above || !hierarchy->order)
        return no_memory(fault);
    hierarchy->count = count;
    memset(below, 0, count * sizeof *below);
    if (count)
        memcpy(hierarchy->above, reader->above, count * sizeof *hierarchy->above);
    for (size_t i = 0; i < count; i++)
        if (hierarchy->above[i] != TOLV_NONE)
            below[hierarchy->above[i]]++;
    for (uint32_t i = 0; i < count; i++)
        if (below[i] == 0)
            hierarchy->order[ordered++] = i;
    for (size_t i = 0; i < ordered; i++) {
        uint32_t above = hierarchy->above[hierarchy->order[i]];
        if (above != TOLV_NONE && --below[above] == 0)
            hierarchy->order[ordered++] = above;
    }
    for (size_t i = 0; ordered < count && i < count; i++)
        if (below[i] > 0)
            return tolv_table_refuse(
                fault, TOLV_CIRCLE, reader->rows[i], reader->columns[ABOVE] + 1,
                TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(units_of(reader)->texts[i])));
    return TOLV_OK;
}

static tolv_error begin(reader *reader, tolv_ledger *ledger, tolv_table_fault *fault) {
    memset(reader, 0, sizeof *reader);
    reader->ledger = ledger;
    reader->dimension = tolv_ledger_dimension(ledger, TOLV_DIMENSION_UNIT);
    return reader->dimension == TOLV_NONE || !make_room(reader) ? no_memory(fault) : TOLV_OK;
}

static void end(reader *reader) {
    tolv_release(reader->ledger->arena.memory, reader->above);
    tolv_release(reader->ledger->arena.memory, reader->rows);
}

tolv_error tolv_hierarchy_read(tolv_hierarchy *hierarchy, tolv_ledger *ledger,
                               const tolv_table *table, tolv_table_fault *fault) {
    reader reader;
    tolv_error error = begin(&reader, ledger, fault);
    if (!error)
        error = tolv_table_walk_headed(
            table, ledger->arena.memory,
            (tolv_headed_rows){headings, COLUMNS, reader.columns, take_unit, &reader}, fault);
    if (!error)
        error = put_in_order(&reader, hierarchy, fault);
    end(&reader);
    return error;
}

/* ---- By codes ---- */

/* The longest of the beginnings with one of the lengths, in characters, that is not all of the
 * code; empty for none. */
static tolv_text beginning_of(tolv_text code, const size_t *lengths, size_t count) {
    tolv_text longest = {code.bytes, 0};
    size_t characters = 0;
    for (size_t i = 0; i < code.length; i++) {
        if (((unsigned char)code.bytes[i] & 0xC0) == 0x80)
            continue;
        for (size_t j = 0; j < count; j++)
            if (lengths[j] == characters)
                longest.length = i;
        characters++;
    }
    return longest;
}

tolv_error tolv_hierarchy_by_length(tolv_hierarchy *hierarchy, tolv_ledger *ledger,
                                    const size_t *lengths, size_t count, tolv_table_fault *fault) {
    reader reader;
    tolv_error error = begin(&reader, ledger, fault);
    for (uint32_t unit = 0; !error && unit < units_of(&reader)->count; unit++) {
        tolv_text code = beginning_of(units_of(&reader)->texts[unit], lengths, count);
        if (code.length == 0)
            continue;
        uint32_t above = unit_of(&reader, code, &error);
        if (error)
            tolv_table_refuse(fault, error, 0, 0,
                              TOLV_TABLE_ITEMS_OF(TOLV_TEXT_ITEM(code),
                                                  TOLV_PLAIN(TOLV_UNITS_MAX + 1),
                                                  TOLV_PLAIN(TOLV_UNITS_MAX)));
        else
            reader.above[unit] = above;
    }
    if (!error)
        error = put_in_order(&reader, hierarchy, fault);
    end(&reader);
    return error;
}

/* ---- Below ---- */

void tolv_hierarchy_mark(const tolv_hierarchy *hierarchy, bool *marked) {
    for (size_t i = hierarchy->count; i-- > 0;) { /* those above come first */
        uint32_t unit = hierarchy->order[i], above = hierarchy->above[unit];
        marked[unit] = marked[unit] || (above != TOLV_NONE && marked[above]);
    }
}
