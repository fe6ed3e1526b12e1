/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "ods/alignment.h"
#include "ods/check.h"

enum { CANDIDATES = 1000 /* places that a row is looked for in */ };

typedef struct comparing {
    tolv_alignment alignment;
    tolv_issued *issued;
    const tolv_round_cells *now, *then;
    tolv_findings findings;
    bool probing;                /* whether anything differs at all: */
    bool differs;                /* it does */
    bool *was;                   /* of the rows of the book now: it was sent out */
    bool *matched;               /* of the rows with codes of then */
    uint64_t cells;              /* compared so far */
    const tolv_sheet_pair *pair; /* that is compared */
} comparing;

/* A row of either workbook, and the table in whose rows it stands; NULL. */
typedef struct line {
    const tolv_book_row *cells;
    size_t row;
    const tolv_round_table *table;
} line;

static const tolv_book_cell blank_cell = {
    .value = {.kind = TOLV_CELL_BLANK, .text = {"", 0}}, .formula = {"", 0}, .locked = true};

/* ---- Telling ---- */

static bool tell_text(comparing *at, tolv_finding_kind kind, const char *cell, tolv_text now,
                      tolv_text then) {
    at->differs = true;
    return !at->probing &&
           at->findings.take(at->findings.context, &(tolv_finding){kind, cell, {"", 0}, now, then});
}

static bool tell(comparing *at, tolv_finding_kind kind, const tolv_finding_place *place,
                 const tolv_book_cell *now, const tolv_book_cell *then) {
    at->differs = true;
    return !at->probing &&
           tolv_tell_finding(at->now->book.document, &at->findings, kind, place, now, then);
}

/* ---- Formulas: references have moved as far as the lines they point at ---- */

typedef struct pointing {
    const comparing *at;
    const tolv_area *now, *then; /* the cells that the formulas stand in */
} pointing;

static bool same_row(const pointing *of, const tolv_sheet_pair *pair, size_t now, size_t then) {
    size_t first, last;
    const tolv_round_row *coded = tolv_round_coded_at(of->at->then, pair->then->name, then);
    const tolv_round_row *become = coded ? tolv_round_find_row(of->at->now, coded) : NULL;
    tolv_aligned(&pair->rows, then, &first, &last);
    return (now >= first && now <= last) || (become && become->row == now) ||
           (pair == of->at->pair && now + of->then->row == then + of->now->row);
}

static bool same_column(const tolv_sheet_pair *pair, size_t now, size_t then) {
    size_t first, last;
    tolv_aligned(&pair->columns, then, &first, &last);
    return now >= first && now <= last;
}

static bool same_reference(const void *context, tolv_text now_text, tolv_text then_text) {
    const pointing *of = context;
    tolv_area now, then;
    tolv_text inside = {now_text.bytes + 1, now_text.length - 2};
    tolv_text before = {then_text.bytes + 1, then_text.length - 2};
    if (now_text.length < 3 || then_text.length < 3 || !tolv_area_read(inside, &now) ||
        !tolv_area_read(before, &then))
        return false;
    const tolv_alignment *alignment = &of->at->alignment;
    const tolv_sheet_pair *pair =
        then.sheet.length ? tolv_pair_of(alignment, then.sheet, true) : of->at->pair;
    const tolv_sheet_pair *other =
        now.sheet.length ? tolv_pair_of(alignment, now.sheet, false) : of->at->pair;
    return pair && pair == other && same_row(of, pair, now.row, then.row) &&
           same_row(of, pair, now.last_row, then.last_row) &&
           same_column(pair, now.column, then.column) &&
           same_column(pair, now.last_column, then.last_column);
}

/* ---- Cells ---- */

/* Where the master cannot be split nobody knows which formula is guarded or frozen, and how. */
static bool is_changed(const comparing *at, const tolv_book_cell *now, const tolv_area *now_at,
                       const tolv_book_cell *then, const tolv_area *then_at) {
    const pointing of = {at, now_at, then_at};
    if (now->matrix || then->matrix)
        return false;
    if (now->formula.length && then->formula.length)
        return at->issued->exact &&
               !tolv_formula_same_but(now->formula, then->formula,
                                      &(tolv_reference_judge){same_reference, &of});
    if (now->formula.length)
        return true;
    if (then->formula.length)
        return at->issued->exact || (then->value.kind != TOLV_CELL_BLANK &&
                                     !tolv_round_same_value(&now->value, &then->value));
    return !tolv_round_same_value(&now->value, &then->value);
}

static tolv_text what_of(const comparing *at, size_t row, size_t column) {
    const tolv_round *round = &at->then->round;
    const tolv_round_table *table = tolv_round_table_at(round, at->pair->then->name, row, column);
    for (const tolv_round_name *name = round->names; name; name = name->next)
        if (tolv_round_is_single(name) && name->area.row == row && name->area.column == column &&
            tolv_text_equal(name->area.sheet, at->pair->then->name))
            return name->name;
    return table ? table->headings[column - table->area.column] : tolv_text_of("");
}

/* A cell that was sent out. Beyond the rows that a sheet has, its columns say what is fixed. */
static tolv_book_cell cell_then(const comparing *at, const tolv_book_row *row, size_t column) {
    const tolv_book_cell *cell = tolv_book_cell_in(row, column);
    tolv_book_cell blank = blank_cell;
    if (cell)
        return *cell;
    blank.locked =
        tolv_rules_lock(at->then->book.rules, at->pair->then->name, column, tolv_text_of(""), NULL);
    return blank;
}

/* The cell of the unit's code says in each file which unit it is. */
static bool is_unit(const comparing *at, const line *then, size_t column) {
    const tolv_area *unit = at->then->round.unit ? &at->then->round.unit->area : NULL;
    return unit && unit->row == then->row && unit->column == column &&
           tolv_text_equal(unit->sheet, at->pair->then->name);
}

static bool compare_cell(comparing *at, const line *now, size_t column, const line *then,
                         size_t was, const tolv_book_cell *sent) {
    const tolv_document *document = at->now->book.document;
    uint64_t limit = tolv_document_limits_of(document)->cells;
    const tolv_book_cell *cell = tolv_book_cell_in(now->cells, column);
    tolv_book_cell unit = blank_cell;
    tolv_text list = at->now->issue.unit, code;
    char room[TOLV_KEY_ROOM];
    bool changed;
    cell = cell ? cell : &blank_cell;
    if (++at->cells > limit)
        return tolv_refuse_with(document, NULL, N_("there are more than {1} cells"),
                                TOLV_PLAIN(limit));
    if (is_unit(at, then, was)) {
        changed = tolv_issue_next_unit(&list, &code) &&
                  !tolv_text_equal(tolv_round_key(&cell->value, room), code);
        unit.value = (tolv_input){.kind = TOLV_CELL_TEXT, .text = code};
        sent = &unit;
    } else {
        const tolv_area now_at = {at->pair->now->name, now->row, now->row, column, column};
        const tolv_area then_at = {at->pair->then->name, then->row, then->row, was, was};
        changed = is_changed(at, cell, &now_at, sent, &then_at);
    }
    return !changed || tell(at, TOLV_FINDING_CHANGED,
                            &(tolv_finding_place){at->pair->now->name, now->row, column,
                                                  what_of(at, then->row, was)},
                            cell, sent);
}

/* ---- Rows ---- */

/* The column that one of `from` is in `to`: in the rows of a table the one with the same heading,
 * or the one in its place when that has lost its own; TOLV_NO_COLUMN: none is. */
static size_t column_in(const comparing *at, const tolv_round_table *from,
                        const tolv_round_table *to, size_t column, bool back) {
    bool headed = false;
    size_t first, last, i = from && column >= from->area.column ? column - from->area.column : 0;
    if (from && to && column >= from->area.column && column <= from->area.last_column &&
        from->headings[i].length) {
        size_t of = tolv_round_headed(to, from->headings[i]);
        if (of != TOLV_NO_COLUMN)
            return to->area.column + of;
        headed = true;
    }
    first = tolv_aligned_back(&at->pair->columns, column);
    if (!back)
        tolv_aligned(&at->pair->columns, column, &first, &last);
    if (!headed)
        return first;
    bool inside = first >= to->area.column && first <= to->area.last_column;
    return inside &&
                   tolv_round_headed(from, to->headings[first - to->area.column]) == TOLV_NO_COLUMN
               ? first
               : TOLV_NO_COLUMN;
}

/* All that was sent out in a row. */
static bool compare_sent(comparing *at, const line *now, const line *then) {
    const line nothing = {NULL, now->row, now->table};
    for (size_t i = 0; i < then->cells->count; i++) {
        const tolv_book_cell *cell = &then->cells->cells[i];
        for (size_t j = 0; cell->locked && tolv_book_cell_holds(cell) && j < cell->columns; j++) {
            size_t was = cell->column + j;
            size_t column = column_in(at, then->table, now->table, was, false);
            bool gone = column == TOLV_NO_COLUMN;
            if (!compare_cell(at, gone ? &nothing : now, gone ? was : column, then, was, cell))
                return false;
        }
    }
    return true;
}

/* All that a row holds where nothing was sent out. `foreign`: it is told as one. */
static bool compare_new(comparing *at, const line *now, const line *then, bool foreign) {
    for (size_t i = 0; i < now->cells->count; i++) {
        const tolv_book_cell *cell = &now->cells->cells[i];
        for (size_t j = 0; tolv_book_cell_holds(cell) && !cell->matrix && j < cell->columns; j++) {
            size_t column = cell->column + j;
            size_t was = column_in(at, now->table, then->table, column, true);
            tolv_book_cell sent =
                was == TOLV_NO_COLUMN ? blank_cell : cell_then(at, then->cells, was);
            if (!sent.locked || tolv_book_cell_holds(&sent) || sent.matrix)
                continue;
            const tolv_finding_place place = {at->pair->now->name, now->row, column, {"", 0}};
            if (foreign)
                return tell(at, TOLV_FINDING_ADDED, &place, cell, NULL);
            if (!tell(at, TOLV_FINDING_CHANGED, &place, cell, &sent))
                return false;
        }
    }
    return true;
}

static bool compare_row(comparing *at, const line *now, const line *then) {
    at->was[now->cells - at->now->book.rows] = true;
    return compare_sent(at, now, then) && compare_new(at, now, then, false);
}

/* ---- Rows with codes, wherever they stand ---- */

/* Offices lose ranges when sheets are taken away. */
static bool is_lost(const comparing *at, const tolv_round_table *then) {
    const tolv_round_table *now = at->now->round.tables;
    while (now && !tolv_text_same(now->name, then->name))
        now = now->next;
    return !now && tolv_round_is_cut(then) && !tolv_round_is_kept(then);
}

static bool is_sent(const comparing *at, const tolv_round_row *then) {
    return !tolv_round_is_kept(then->table) && tolv_issue_has_unit(&at->now->issue, then->code);
}

static line line_of(const tolv_round_cells *in, const tolv_round_row *row) {
    const tolv_book_sheet *sheet = tolv_book_sheet_named(&in->book, row->table->area.sheet);
    return (line){tolv_book_row_at(&in->book, sheet, row->row), row->row, row->table};
}

static bool compare_coded(comparing *at, const tolv_round_row *now, const tolv_round_row *then) {
    const line now_line = line_of(at->now, now), then_line = line_of(at->then, then);
    at->pair = tolv_pair_of(&at->alignment, then->table->area.sheet, true);
    at->matched[then - at->then->rows] = true;
    if (at->pair && at->pair->now && tolv_text_equal(at->pair->now->name, now->table->area.sheet) &&
        !tolv_round_is_kept(then->table) && !then->twice)
        return compare_row(at, &now_line, &then_line);
    at->was[now_line.cells - at->now->book.rows] = true; /* that it moved is told of the sheet */
    return true;
}

/* A row whose key was changed is the next one of its table that is missing. */
static bool compare_changed_keys(comparing *at) {
    size_t next = 0;
    for (size_t i = 0; i < at->now->row_count; i++) {
        const tolv_round_row *now = &at->now->rows[i];
        if (now->code.length == 0 || at->was[line_of(at->now, now).cells - at->now->book.rows])
            continue;
        while (next < at->then->row_count &&
               (at->matched[next] || !is_sent(at, &at->then->rows[next]) ||
                !tolv_text_same(at->then->rows[next].table->name, now->table->name)))
            next++;
        if (next < at->then->row_count && !compare_coded(at, now, &at->then->rows[next]))
            return false;
    }
    return true;
}

/* "3110 4000 wages" */
static void write_row(tolv_writer *writer, const tolv_round_row *row) {
    tolv_write(writer, row->code);
    for (tolv_text rest = row->key; rest.length;) {
        const char *end = memchr(rest.bytes, '\x1f', rest.length);
        size_t length = end ? (size_t)(end - rest.bytes) : rest.length;
        tolv_write_string(writer, " ");
        tolv_write(writer, (tolv_text){rest.bytes, length});
        rest =
            (tolv_text){rest.bytes + length + (end != NULL), rest.length - length - (end != NULL)};
    }
}

static bool tell_removed(comparing *at) {
    for (size_t i = 0; i < at->then->row_count; i++) {
        const tolv_round_row *row = &at->then->rows[i];
        char name[TOLV_CELL_NAME_ROOM];
        tolv_writer place = {.arena = at->alignment.arena}, what = {.arena = place.arena};
        if (at->matched[i] || !is_sent(at, row) || is_lost(at, row->table))
            continue;
        tolv_cell_name(row->table->area.column, row->row, name);
        tolv_write(&place, row->table->area.sheet);
        tolv_write_string(&place, ".");
        tolv_write_string(&place, name);
        tolv_write(&place, (tolv_text){"", 1});
        write_row(&what, row);
        if (place.failed || what.failed)
            return tolv_refuse_memory(at->now->book.document);
        if (!tell_text(at, TOLV_FINDING_REMOVED, place.bytes, tolv_text_of(""),
                       tolv_written(&what)))
            return false;
    }
    return true;
}

static size_t owned(const comparing *at) {
    tolv_text list = at->now->issue.unit, code;
    size_t rows = 0;
    while (tolv_issue_next_unit(&list, &code)) {
        const tolv_unit *unit = tolv_round_unit(&at->then->round, code);
        rows += unit ? at->issued->owned[unit - at->then->round.units] : 0;
    }
    return rows;
}

static bool compare_rows(comparing *at) {
    size_t found = 0;
    for (size_t i = 0; i < at->now->row_count; i++) {
        const tolv_round_row *now = &at->now->rows[i];
        const tolv_round_row *then = now->code.length ? tolv_round_find_row(at->then, now) : NULL;
        if (!then || (at->matched[then - at->then->rows] && !then->twice))
            continue;
        found += !then->twice && is_sent(at, then);
        if (!compare_coded(at, now, then))
            return false;
    }
    if (found >= owned(at))
        return true;
    at->differs = true;
    return !at->probing && compare_changed_keys(at) && tell_removed(at);
}

/* ---- Rows that all have ---- */

/* Does a row of now say all that is fixed in one that was sent out? */
static bool says(const comparing *at, const line *now, const line *then) {
    for (size_t i = 0; i < then->cells->count; i++) {
        const tolv_book_cell *cell = &then->cells->cells[i];
        size_t column = column_in(at, then->table, now->table, cell->column, false);
        const tolv_book_cell *there = tolv_book_cell_in(now->cells, column);
        if (cell->locked && cell->formula.length == 0 && !cell->matrix &&
            tolv_book_cell_holds(cell) &&
            (!there || !tolv_round_same_value(&cell->value, &there->value)))
            return false;
    }
    return true;
}

static line line_at(const comparing *at, size_t row) {
    return (line){tolv_book_row_at(&at->now->book, at->pair->now, row), row,
                  tolv_round_cut_at(&at->now->round, at->pair->now->name, row)};
}

/* `*alike`: for how many rows, this one included, the answer is the same. */
static bool compare_common_row(comparing *at, const tolv_book_row *cells, size_t row,
                               size_t *alike) {
    const line then = {cells, row, tolv_round_cut_at(&at->then->round, at->pair->then->name, row)};
    size_t first, last;
    *alike = 1;
    if (then.table && tolv_round_is_kept(then.table))
        return true;
    tolv_aligned(&at->pair->rows, row, &first, &last);
    line now = line_at(at, first);
    for (size_t i = first + 1; i <= last && i - first < CANDIDATES && !says(at, &now, &then); i++)
        now = line_at(at, i);
    if (first < last && !says(at, &now, &then))
        now = line_at(at, first);
    if (!now.cells)
        return compare_sent(at, &now, &then);
    size_t left = now.cells->row + now.cells->rows - now.row;
    if (!then.table && !now.table && at->pair->rows.count == 0)
        *alike = left;
    return compare_row(at, &now, &then);
}

static bool compare_common(comparing *at) {
    const tolv_book *book = &at->then->book;
    size_t sheet = 0;
    for (size_t i = 0; i < at->issued->common_count; i++) {
        size_t of = at->issued->common[i];
        const tolv_book_row *row = &book->rows[of];
        while (of >= book->sheets[sheet].first + book->sheets[sheet].count)
            sheet++;
        at->pair = &at->alignment.pairs[sheet];
        for (size_t alike, j = 0; at->pair->then && at->pair->now && j < row->rows; j += alike)
            if (!compare_common_row(at, row, row->row + j, &alike))
                return false;
    }
    return true;
}

/* A row that holds something and is none of those that were sent out. */
static bool compare_foreign_row(comparing *at, const tolv_book_row *cells) {
    tolv_text sheet = at->pair->then->name;
    size_t was = tolv_aligned_back(&at->pair->rows, cells->row);
    bool free = !tolv_round_coded_at(at->then, sheet, was);
    const line then = {free ? tolv_book_row_at(&at->then->book, at->pair->then, was) : NULL, was,
                       tolv_round_cut_at(&at->then->round, sheet, was)};
    const line now = {cells, cells->row,
                      tolv_round_cut_at(&at->now->round, at->pair->now->name, cells->row)};
    return (now.table && tolv_round_is_kept(now.table)) || compare_new(at, &now, &then, true);
}

/* Without its range nobody knows what the rows of a sheet are. */
static bool has_lost(const comparing *at, tolv_text sheet) {
    for (const tolv_round_table *table = at->then->round.tables; table; table = table->next)
        if (tolv_text_equal(table->area.sheet, sheet) && is_lost(at, table))
            return true;
    return false;
}

static bool compare_foreign(comparing *at) {
    for (size_t i = 0; i < at->then->book.sheet_count; i++) {
        at->pair = &at->alignment.pairs[i];
        const tolv_book_sheet *sheet =
            at->pair->then && !has_lost(at, at->pair->then->name) ? at->pair->now : NULL;
        for (size_t j = sheet ? sheet->first : 0; sheet && j < sheet->first + sheet->count; j++)
            if (!at->was[j] && !compare_foreign_row(at, &at->now->book.rows[j]))
                return false;
    }
    return true;
}

/* ---- Sheets ---- */

static bool compare_sheets(comparing *at) {
    tolv_text none = {"", 0};
    for (size_t i = 0; i < at->then->book.sheet_count; i++) {
        const tolv_sheet_pair *pair = &at->alignment.pairs[i];
        bool named = pair->now && tolv_text_equal(pair->now->name, pair->then->name);
        if (pair->then && !named &&
            !tell_text(at, pair->now ? TOLV_FINDING_RENAMED : TOLV_FINDING_ABSENT, NULL,
                       pair->now ? pair->now->name : none, pair->then->name))
            return false;
    }
    for (size_t i = 0; i < at->now->book.sheet_count; i++) {
        tolv_text name = at->now->book.sheets[i].name;
        if (!tolv_pair_of(&at->alignment, name, false) &&
            !tell_text(at, TOLV_FINDING_FOREIGN, NULL, name, none))
            return false;
    }
    for (const tolv_round_table *table = at->then->round.tables; table; table = table->next) {
        const tolv_sheet_pair *pair = tolv_pair_of(&at->alignment, table->area.sheet, true);
        if (pair && pair->now && is_lost(at, table) &&
            !tell_text(at, TOLV_FINDING_UNMARKED, NULL, none, table->name))
            return false;
    }
    return true;
}

/* ---- The whole ---- */

static bool *none_of(const comparing *at, size_t count) {
    bool *marks = tolv_arena_take(at->alignment.arena, count, sizeof *marks);
    if (marks)
        memset(marks, 0, count * sizeof *marks);
    return marks;
}

static bool compare(comparing *at) {
    at->was = none_of(at, at->now->book.row_count);
    at->matched = none_of(at, at->then->row_count);
    if (!at->was || !at->matched)
        return tolv_refuse_memory(at->now->book.document);
    return compare_sheets(at) && compare_rows(at) && compare_common(at) && compare_foreign(at);
}

/* What the master has changed since is no doing of the unit. */
static bool take_outdated(void *context, const tolv_finding *finding) {
    const tolv_findings *to = context;
    tolv_finding other = *finding;
    other.kind = TOLV_FINDING_OUTDATED;
    if (other.what.length == 0)
        other.what = other.before.length ? other.before : other.now;
    return to->take(to->context, &other);
}

static bool is_whole(const tolv_round_cells *cells, bool *whole) {
    char digits[TOLV_FIXED_DIGITS] = "";
    *whole = false;
    if (cells->issue.fixed.length == 0)
        return true;
    bool fixed = tolv_round_fixed(&cells->book, digits);
    *whole = tolv_text_equal(cells->issue.fixed, (tolv_text){digits, sizeof digits});
    return fixed;
}

/* First as if all were where it was, which mostly is so. */
static bool compare_with(const tolv_round_cells *cells, tolv_issued *issued,
                         const tolv_findings *findings, tolv_arena *arena) {
    tolv_findings to = *findings;
    comparing at = {.alignment = {.then = &issued->cells, .now = cells, .arena = arena},
                    .issued = issued,
                    .now = cells,
                    .then = &issued->cells,
                    .findings = to,
                    .probing = true};
    bool whole, same_issue = false;
    if (!tolv_align_sheets(&at.alignment))
        return tolv_refuse_memory(cells->book.document);
    bool same = compare(&at);
    if (same || !at.differs)
        return same;
    if (!is_whole(cells, &whole) || (whole && !tolv_issued_is(issued, &cells->issue, &same_issue)))
        return false;
    if (whole && !same_issue)
        at.findings = (tolv_findings){take_outdated, &to};
    at.probing = false;
    return tolv_align(&at.alignment) ? compare(&at) : tolv_refuse_memory(cells->book.document);
}

bool tolv_check_fixed(const tolv_round_cells *cells, tolv_issued *issued,
                      const tolv_findings *findings) {
    tolv_arena arena;
    bool whole;
    if (!issued)
        return is_whole(cells, &whole) &&
               (whole || cells->issue.fixed.length == 0 ||
                findings->take(
                    findings->context,
                    &(tolv_finding){TOLV_FINDING_ALTERED, NULL, {"", 0}, {"", 0}, {"", 0}}));
    tolv_arena_open(&arena, NULL);
    bool compared = compare_with(cells, issued, findings, &arena);
    tolv_arena_close(&arena);
    return compared;
}
