/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/reference.h"

#include <stdio.h>
#include <string.h>

#include "ods/document.h"

typedef struct reader {
    const char *at, *end;
} reader;

/* One cell of a reference. Row or column may be missing: [.A:.B] are columns, [.1:.2] rows. */
typedef struct place {
    tolv_text sheet, digits; /* the sheet as written; the row's digits */
    bool row_absolute;
    size_t row, column;
} place;

static bool take(reader *from, char wanted) {
    if (from->at == from->end || *from->at != wanted)
        return false;
    from->at++;
    return true;
}

/* Past a quoted name, in which "''" is one quotation mark. */
static bool skip_quoted(reader *from) {
    if (!take(from, '\''))
        return false;
    while (from->at < from->end)
        if (*from->at++ == '\'' && !take(from, '\''))
            return true;
    return false;
}

static bool take_sheet(reader *from, tolv_text *sheet) {
    take(from, '$');
    const char *begin = from->at;
    if (!skip_quoted(from))
        while (from->at < from->end && !memchr(".$' #:[]", *from->at, 8))
            from->at++;
    *sheet = (tolv_text){begin, (size_t)(from->at - begin)};
    return take(from, '.');
}

static bool take_corner(reader *from, place *place) {
    size_t column = 0, row = 0;
    bool absolute = take(from, '$');
    const char *letters = from->at;
    for (; from->at < from->end && *from->at >= 'A' && *from->at <= 'Z'; from->at++)
        if (column <= TOLV_SHEET_COLUMNS)
            column = column * 26 + (size_t)(*from->at - 'A') + 1;
    if (from->at > letters)
        absolute = take(from, '$');
    place->digits.bytes = from->at;
    for (; from->at < from->end && *from->at >= '0' && *from->at <= '9'; from->at++)
        if (row <= TOLV_SHEET_ROWS)
            row = row * 10 + (size_t)(*from->at - '0');
    place->digits.length = (size_t)(from->at - place->digits.bytes);
    place->row_absolute = absolute;
    place->row = row - 1;
    place->column = column - 1;
    return (column > 0 || row > 0) && column <= TOLV_SHEET_COLUMNS && row <= TOLV_SHEET_ROWS &&
           (row > 0 || place->digits.length == 0);
}

static bool take_place(reader *from, place *place) {
    return take_sheet(from, &place->sheet) && take_corner(from, place);
}

/* One cell, or the two corners of a range; 0 for what is none. */
static int take_places(reader *from, place places[2]) {
    if (!take_place(from, &places[0]))
        return 0;
    if (!take(from, ':'))
        return 1;
    if (!take_place(from, &places[1]))
        return 0;
    if (places[1].sheet.length == 0)
        places[1].sheet = places[0].sheet;
    return 2;
}

/* "Sheet.A1:B2": people leave out the point that ODF puts before the second corner. */
static int take_typed(reader *from, place places[2]) {
    reader begin = *from;
    int count = take_places(from, places);
    if (count > 0)
        return count;
    *from = begin;
    if (!take_place(from, &places[0]) || !take(from, ':'))
        return 0;
    places[1] = (place){.sheet = places[0].sheet};
    return take_corner(from, &places[1]) ? 2 : 0;
}

bool tolv_area_read(tolv_text address, tolv_area *area) {
    place places[2];
    reader from = {address.bytes, address.bytes + address.length};
    int count = take_typed(&from, places);
    const place *first = &places[0], *last = &places[count == 2];
    if (count == 0 || from.at != from.end || !first->digits.length || !last->digits.length ||
        first->column == SIZE_MAX || last->column == SIZE_MAX || first->row > last->row ||
        first->column > last->column)
        return false;
    *area = (tolv_area){first->sheet, first->row, last->row, first->column, last->column};
    return true;
}

bool tolv_sheet_is(tolv_text written, tolv_text name) {
    const char *at = written.bytes, *end = written.bytes + written.length;
    bool quoted = written.length >= 2 && *at == '\'';
    if (quoted) {
        at++;
        end--;
    }
    size_t i = 0;
    for (; at < end && i < name.length && *at == name.bytes[i]; at++, i++)
        if (quoted && *at == '\'')
            at++;
    return at == end && i == name.length;
}

static size_t grown_row(const tolv_moves *moves, tolv_text sheet, size_t row, bool ends_range) {
    size_t added = 0;
    for (size_t i = 0; i < moves->growth_count; i++) {
        const tolv_growth *growth = &moves->growths[i];
        if (tolv_sheet_is(sheet.length ? sheet : moves->sheet, growth->sheet) &&
            (row > growth->row || (ends_range && row == growth->row)))
            added += growth->rows - 1;
    }
    return row + added;
}

size_t tolv_moved_row(const tolv_moves *moves, tolv_text sheet, size_t row) {
    return grown_row(moves, sheet, row, false);
}

static size_t row_of(const tolv_moves *moves, const place *place, bool ends_range) {
    if (place->row_absolute || moves->relative == TOLV_RELATIVE_MOVES)
        return grown_row(moves, place->sheet, place->row, ends_range);
    if (moves->relative == TOLV_RELATIVE_FOLLOWS)
        return place->row + moves->down;
    return grown_row(moves, place->sheet, place->row, false) + moves->down;
}

/* Writes the reference that begins at from->at, and goes past it; what is no reference is left. */
static bool move_reference(tolv_writer *writer, const tolv_moves *moves, reader *from) {
    place places[2];
    const char *written = from->at;
    int count = take_places(from, places);
    for (int i = 0; i < count; i++) {
        if (places[i].digits.length == 0)
            continue;
        size_t row = row_of(moves, &places[i], i == 1);
        if (row >= TOLV_SHEET_ROWS)
            return false;
        char digits[24];
        snprintf(digits, sizeof digits, "%zu", row + 1);
        tolv_write(writer, (tolv_text){written, (size_t)(places[i].digits.bytes - written)});
        tolv_write_string(writer, digits);
        written = places[i].digits.bytes + places[i].digits.length;
    }
    tolv_write(writer, (tolv_text){written, (size_t)(from->at - written)});
    return true;
}

/* Past a text in double quotation marks; a doubled one inside only ends it and begins it again. */
static void skip_text(reader *from) {
    if (take(from, '"'))
        while (from->at < from->end && *from->at++ != '"') {
        }
}

bool tolv_move_formula(tolv_writer *writer, const tolv_moves *moves, tolv_text formula) {
    reader from = {formula.bytes, formula.bytes + formula.length};
    while (from.at < from.end) {
        const char *begin = from.at;
        if (*from.at == '"')
            skip_text(&from);
        else if (*from.at != '\'' || !skip_quoted(&from))
            from.at = begin + 1;
        tolv_write(writer, (tolv_text){begin, (size_t)(from.at - begin)});
        if (*begin == '[' && !move_reference(writer, moves, &from))
            return false;
    }
    return true;
}

bool tolv_move_addresses(tolv_writer *writer, const tolv_moves *moves, tolv_text addresses) {
    reader from = {addresses.bytes, addresses.bytes + addresses.length};
    while (from.at < from.end) {
        if (!move_reference(writer, moves, &from))
            return false;
        const char *begin = from.at;
        if (from.at < from.end) /* the space between two, or what is no address */
            from.at++;
        tolv_write(writer, (tolv_text){begin, (size_t)(from.at - begin)});
    }
    return true;
}
