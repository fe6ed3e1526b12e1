/* SPDX-License-Identifier: MPL-2.0 */
/* Sums with conditions (SUMIFS and its family) over rows of all units: are the rows that they find
 * of several units? Only conditions that say what a cell is equal to are followed. */
#include <string.h>

#include "ods/guard_cells.h"
#include "ods/split_work.h"

enum { CONDITIONS = 32 };

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

typedef struct condition {
    tolv_area range, cell; /* a cell of its own says what it is to be: `literal` is empty */
    tolv_text literal;
} condition;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
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

/* ---- Whose rows they find ---- */

/* What people see as the same is: a text without its case, a number as it is written. Empty where
 * nothing stands. */
static tolv_text value_at(const tolv_book *book, const tolv_book_sheet *sheet, size_t row,
                          size_t column, char room[TOLV_KEY_ROOM]) {
    const tolv_book_row *found = sheet ? tolv_book_row_at(book, sheet, row) : NULL;
    const tolv_book_cell *cell = found ? tolv_book_cell_in(found, column) : NULL;
    return cell ? tolv_round_key(&cell->value, room) : (tolv_text){"", 0};
}

/* A condition alone. What no unit has is nobody's secret. */
static tolv_split_group group_of(const tolv_splitting *at, const condition *of) {
    char room[TOLV_KEY_ROOM], wanted_room[TOLV_KEY_ROOM];
    const tolv_book *book = &at->book;
    const tolv_book_sheet *sheet = tolv_book_sheet_named(book, of->range.sheet);
    tolv_text wanted = of->literal;
    size_t found = TOLV_NOBODY;
    if (wanted.length == 0)
        wanted = value_at(book, tolv_book_sheet_named(book, of->cell.sheet), of->cell.row,
                          of->cell.column, wanted_room);
    if (wanted.length == 0)
        return TOLV_GROUP_UNKNOWN;
    for (const tolv_cut *cut = at->cuts; cut; cut = cut->next)
        for (size_t i = 0; i < cut->count && same(cut->table->area.sheet, of->range.sheet); i++) {
            const tolv_owned_rows *owned = &cut->owned[i];
            if (owned->row < of->range.row || owned->row > of->range.last_row ||
                owned->unit == found || owned->unit == TOLV_NOBODY ||
                !tolv_text_same(value_at(book, sheet, owned->row, of->range.column, room), wanted))
                continue;
            if (found != TOLV_NOBODY)
                return TOLV_GROUP_SEVERAL;
            found = owned->unit;
        }
    return found == TOLV_NOBODY ? TOLV_GROUP_SEVERAL : TOLV_GROUP_ONE;
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
