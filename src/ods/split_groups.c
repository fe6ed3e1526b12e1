/* SPDX-License-Identifier: MPL-2.0 */
/* Sums with conditions (SUMIFS and its family) over rows of all units: are the rows that they find
 * of several units? Only conditions that say what a cell is equal to are followed. */
#include <stdlib.h>
#include <string.h>

#include "ods/guard_cells.h"
#include "ods/split_work.h"

enum { CONDITIONS = 32, KEY_BYTES = 200 };

/* In which arguments the conditions stand: a range and what it is to be, pair by pair. */
static const struct {
    const char *name;
    size_t first, last; /* from 0; SIZE_MAX: to the end */
} family[] = {{"SUMIF", 0, 2},         {"COUNTIF", 0, 2},         {"AVERAGEIF", 0, 2},
              {"SUMIFS", 1, SIZE_MAX}, {"COUNTIFS", 0, SIZE_MAX}, {"AVERAGEIFS", 1, SIZE_MAX}};

enum { FAMILY = sizeof family / sizeof *family };

static size_t member(tolv_text name) {
    size_t i = 0;
    while (i < FAMILY && !tolv_text_same(name, tolv_text_of(family[i].name)))
        i++;
    return i;
}

bool tolv_split_has_conditions(tolv_text name) {
    return member(name) < FAMILY;
}

/* A cell whose value a condition needs. Values are compared by what people see as the same: a text
 * without its case, a number as it is written. */
typedef struct tolv_group_value {
    tolv_text sheet;
    size_t row, last_row, column;
    uint64_t key;
} value;

typedef struct condition {
    tolv_area range, cell; /* a cell of its own says what it is to be: `literal` is empty */
    tolv_text literal;
} condition;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* FNV-1a; 0 is what no cell has. */
static uint64_t key_of(tolv_text text) {
    uint64_t key = 14695981039346656037u;
    text = tolv_text_trimmed(text);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        key = (key ^ (byte >= 'A' && byte <= 'Z' ? byte + 32u : byte)) * 1099511628211u;
    }
    return text.length ? key | 1 : 0;
}

/* Does a condition say what is equal, and no more? */
static bool is_plain(tolv_text text) {
    for (size_t i = 0; i < text.length; i++)
        if (strchr("*?~^$[](){}|\\", text.bytes[i]) && text.bytes[i] != '.')
            return false;
    return text.length > 0 && !strchr("<>=", text.bytes[0]);
}

/* ---- What the arguments are ---- */

static bool area_of(const tolv_splitting *at, tolv_text sheet, tolv_text argument,
                    tolv_area *area) {
    tolv_token token, more;
    argument = tolv_text_trimmed(argument);
    if (!tolv_take_token(&argument, &token) || tolv_take_token(&argument, &more))
        return false;
    if (token.kind == TOLV_TOKEN_REFERENCE && token.text.length > 2 && token.text.bytes[0] == '[') {
        tolv_split_area(at, sheet, (tolv_text){token.text.bytes + 1, token.text.length - 2}, area);
        return true;
    }
    for (const tolv_round_name *name = at->round.names; name; name = name->next)
        if (token.kind == TOLV_TOKEN_NAME && tolv_text_same(name->name, token.text)) {
            *area = name->area;
            return true;
        }
    return false;
}

static bool read_condition(const tolv_splitting *at, tolv_text sheet, tolv_text range,
                           tolv_text wanted, condition *to) {
    tolv_token token, more;
    tolv_text rest = wanted = tolv_text_trimmed(wanted);
    *to = (condition){.literal = {"", 0}};
    if (!area_of(at, sheet, range, &to->range) || to->range.column != to->range.last_column ||
        !tolv_take_token(&rest, &token))
        return false;
    bool alone = !tolv_take_token(&rest, &more);
    if (alone && token.kind == TOLV_TOKEN_TEXT && token.text.length > 2)
        to->literal = (tolv_text){token.text.bytes + 1, token.text.length - 2};
    else if (alone && token.kind == TOLV_TOKEN_NUMBER)
        to->literal = token.text;
    else
        return area_of(at, sheet, wanted, &to->cell) && to->cell.row == to->cell.last_row &&
               to->cell.column == to->cell.last_column;
    return is_plain(to->literal);
}

/* The conditions of a call; 0: one of them cannot be followed. */
static size_t read_conditions(const tolv_splitting *at, tolv_text sheet, tolv_text name,
                              tolv_text arguments, condition *to) {
    tolv_text parts[2 * CONDITIONS + 2];
    size_t count = 0, depth = 0, i = member(name);
    tolv_token token;
    parts[0] = (tolv_text){arguments.bytes, 0};
    while (tolv_take_token(&arguments, &token)) {
        depth += token.kind == TOLV_TOKEN_OPEN;
        depth -= token.kind == TOLV_TOKEN_CLOSE && depth > 0;
        if (token.kind == TOLV_TOKEN_SEPARATOR && depth == 0) {
            if (++count == sizeof parts / sizeof *parts)
                return 0;
            parts[count] = (tolv_text){token.text.bytes + 1, 0};
        } else {
            parts[count].length += token.text.length;
        }
    }
    count++;
    size_t last = family[i].last < count ? family[i].last : count, found = 0;
    if ((last - family[i].first) % 2 || last <= family[i].first)
        return 0;
    for (size_t j = family[i].first; j < last; j += 2)
        if (found == CONDITIONS || !read_condition(at, sheet, parts[j], parts[j + 1], &to[found++]))
            return 0;
    return found;
}

/* ---- The values that they need ---- */

static bool want(tolv_splitting *at, const tolv_area *area) {
    for (size_t i = 0; i < at->wanted_count; i++)
        if (at->wanted[i].row == area->row && at->wanted[i].last_row == area->last_row &&
            at->wanted[i].column == area->column && same(at->wanted[i].sheet, area->sheet))
            return true;
    tolv_area *wanted = tolv_arena_with_room(at->arena, at->wanted, at->wanted_count,
                                             &at->wanted_room, sizeof *wanted);
    if (!wanted)
        return tolv_refuse_memory(at->document);
    at->wanted = wanted;
    at->wanted[at->wanted_count++] = *area;
    return true;
}

bool tolv_split_want_groups(tolv_splitting *at, tolv_text sheet, tolv_text formula) {
    condition conditions[CONDITIONS];
    tolv_token token, name = {TOLV_TOKEN_SPACE, {"", 0}};
    while (tolv_take_token(&formula, &token)) {
        if (token.kind == TOLV_TOKEN_OPEN && name.kind == TOLV_TOKEN_NAME &&
            member(name.text) < FAMILY) {
            tolv_text rest = formula, inside = {formula.bytes, 0};
            for (size_t depth = 1; depth > 0 && tolv_take_token(&rest, &token);) {
                depth += token.kind == TOLV_TOKEN_OPEN;
                depth -= token.kind == TOLV_TOKEN_CLOSE;
                inside.length = (size_t)(token.text.bytes - inside.bytes);
            }
            size_t count = read_conditions(at, sheet, name.text, inside, conditions);
            for (size_t i = 0; i < count; i++)
                if (!want(at, &conditions[i].range) ||
                    (!conditions[i].literal.length && !want(at, &conditions[i].cell)))
                    return false;
            token.kind = TOLV_TOKEN_OPEN;
        }
        if (token.kind != TOLV_TOKEN_SPACE)
            name = token;
    }
    return true;
}

typedef struct reading {
    tolv_splitting *at;
    tolv_text sheet;
} reading;

static bool take_sheet(void *context, tolv_text name) {
    reading *of = context;
    tolv_writer copy = {.arena = of->at->arena};
    tolv_write(&copy, name);
    of->sheet = tolv_written(&copy);
    return !copy.failed || tolv_refuse_memory(of->at->document);
}

static bool is_wanted(const tolv_splitting *at, tolv_text sheet, size_t row, size_t last_row,
                      size_t column) {
    for (size_t i = 0; i < at->wanted_count; i++)
        if (at->wanted[i].column <= column && at->wanted[i].last_column >= column &&
            at->wanted[i].row <= last_row && at->wanted[i].last_row >= row &&
            same(at->wanted[i].sheet, sheet))
            return true;
    return false;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    reading *of = context;
    tolv_splitting *at = of->at;
    char room[TOLV_KEY_ROOM];
    uint64_t key = key_of(tolv_round_key(cell, room));
    for (size_t column = cell->column; key && column < cell->column + cell->columns; column++) {
        size_t last_row = cell->row + cell->rows - 1;
        if (!is_wanted(at, of->sheet, cell->row, last_row, column))
            continue;
        value *values = tolv_arena_with_room(at->arena, at->values, at->value_count,
                                             &at->value_room, sizeof *values);
        if (!values)
            return tolv_refuse_memory(at->document);
        at->values = values;
        at->values[at->value_count++] = (value){of->sheet, cell->row, last_row, column, key};
    }
    return true;
}

static int by_place(const void *a, const void *b) {
    const value *x = a, *y = b;
    size_t shorter = x->sheet.length < y->sheet.length ? x->sheet.length : y->sheet.length;
    int order = shorter ? memcmp(x->sheet.bytes, y->sheet.bytes, shorter) : 0;
    if (order == 0)
        order = (x->sheet.length > y->sheet.length) - (x->sheet.length < y->sheet.length);
    if (order == 0)
        order = (x->column > y->column) - (x->column < y->column);
    return order ? order : (x->row > y->last_row) - (x->last_row < y->row);
}

bool tolv_split_read_groups(tolv_splitting *at) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .exact = true};
    reading of = {.at = at};
    if (at->wanted_count == 0)
        return true;
    if (!tolv_part_read_sheets(at->master, &handler, &of))
        return false;
    if (at->value_count)
        qsort(at->values, at->value_count, sizeof *at->values, by_place);
    return true;
}

static uint64_t value_at(const tolv_splitting *at, tolv_text sheet, size_t row, size_t column) {
    value wanted = {sheet, row, row, column, 0};
    const value *found =
        at->value_count ? bsearch(&wanted, at->values, at->value_count, sizeof wanted, by_place)
                        : NULL;
    return found ? found->key : 0;
}

/* ---- Whose rows they find ---- */

/* A condition alone. What no unit has is nobody's secret. */
static tolv_split_group group_of(const tolv_splitting *at, const condition *of) {
    size_t found = TOLV_NOBODY;
    uint64_t key = of->literal.length ? key_of(of->literal)
                                      : value_at(at, of->cell.sheet, of->cell.row, of->cell.column);
    for (const tolv_cut *cut = at->cuts; cut && key; cut = cut->next)
        for (size_t i = 0; i < cut->count && same(cut->table->area.sheet, of->range.sheet); i++) {
            const tolv_owned_rows *owned = &cut->owned[i];
            if (owned->row < of->range.row || owned->row > of->range.last_row ||
                owned->unit == found || owned->unit == TOLV_NOBODY ||
                value_at(at, of->range.sheet, owned->row, of->range.column) != key)
                continue;
            if (found != TOLV_NOBODY)
                return TOLV_GROUP_SEVERAL;
            found = owned->unit;
        }
    return key == 0               ? TOLV_GROUP_UNKNOWN
           : found == TOLV_NOBODY ? TOLV_GROUP_SEVERAL
                                  : TOLV_GROUP_ONE;
}

tolv_split_group tolv_split_group_of(const tolv_splitting *at, tolv_text sheet, tolv_text name,
                                     tolv_text arguments) {
    condition conditions[CONDITIONS];
    size_t count = read_conditions(at, sheet, name, arguments, conditions);
    tolv_split_group group = count ? TOLV_GROUP_SEVERAL : TOLV_GROUP_UNKNOWN;
    for (size_t i = 0; i < count; i++) {
        tolv_split_group found = group_of(at, &conditions[i]);
        group = found < group ? found : group;
    }
    return group;
}
