/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/round_cells.h"

#include <stdlib.h>
#include <string.h>

#include "ods/cell_edit.h"
#include "ods/number.h"
#include "ods/round_note.h"

/* Columns whose numbers tell what a row is, and are no amounts. */
static const char key_words[] =
    "Code, Kod, Kode, Account, Konto, Activity, Verksamhet, Aktivitet, Område, Project, Projekt, "
    "Object, Objekt, Year, År, Month, Månad, Måned, Period, Periode, Key, Nyckel, Nøgle, Row, Rad, "
    "Række";

/* A run of equal cells of a row. */
typedef struct seen_cell {
    tolv_round_cell cell;
    size_t columns;
} seen_cell;

typedef struct reading {
    const tolv_part *content;
    tolv_arena *arena;
    tolv_round_cells *to;
    tolv_text sheet;
    seen_cell *run; /* the cells of the row that is read */
    size_t run_count, run_room;
    bool filled; /* one of them holds something */
} reading;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool refuse_memory(const reading *at) {
    return tolv_refuse_memory(at->content->document);
}

static bool copy(const reading *at, tolv_text *text) {
    tolv_writer writer = {.arena = at->arena};
    tolv_write(&writer, *text);
    *text = tolv_written(&writer);
    return !writer.failed || refuse_memory(at);
}

/* An array of the arena with room for one more; NULL, told, when memory is out. */
static void *with_room(const reading *at, void *array, size_t size, size_t count, size_t *room) {
    void *grown = tolv_arena_with_room(at->arena, array, count, room, size);
    if (!grown)
        refuse_memory(at);
    return grown;
}

/* ---- A row, as it is read ---- */

static bool take_sheet(void *context, tolv_text name) {
    reading *at = context;
    at->sheet = name;
    return copy(at, &at->sheet);
}

static bool take_note(const reading *at, const tolv_sheet_cell *cell, tolv_text *note) {
    tolv_writer writer = {.arena = at->arena};
    tolv_round_write_note(&writer, at->content, cell);
    *note = tolv_written(&writer);
    return !writer.failed || refuse_memory(at);
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    reading *at = context;
    tolv_text style = tolv_tag_attribute(at->content, cell->tag_end, "table:style-name");
    tolv_round_cell new = {.sheet = at->sheet,
                           .what = {"", 0},
                           .row = cell->row,
                           .column = cell->column,
                           .value = {cell->kind, cell->number, cell->text},
                           .formula = cell->formula,
                           .validation = tolv_tag_attribute(at->content, cell->tag_end,
                                                            "table:content-validation-name")};
    seen_cell *run = with_room(at, at->run, sizeof *run, at->run_count, &at->run_room);
    if (!run || !copy(at, &new.value.text) || !copy(at, &new.formula) ||
        !take_note(at, cell, &new.note))
        return false;
    at->run = run;
    new.open = !cell->covered && !tolv_rules_lock(at->to->rules, at->sheet, cell->column, style);
    at->filled = at->filled || cell->kind != TOLV_CELL_BLANK || cell->formula.length;
    at->run[at->run_count++] = (seen_cell){new, cell->columns};
    return true;
}

static const tolv_round_cell *cell_in(const reading *at, size_t column) {
    for (size_t i = 0; i < at->run_count; i++)
        if (column >= at->run[i].cell.column &&
            column - at->run[i].cell.column < at->run[i].columns)
            return &at->run[i].cell;
    return NULL;
}

static bool is_filled(const tolv_round_cell *cell) {
    return cell->value.kind != TOLV_CELL_BLANK || cell->formula.length;
}

/* ---- What is kept of it ---- */

static bool add_cell(const reading *at, const tolv_round_cell *cell, size_t row, size_t column) {
    tolv_round_cells *to = at->to;
    const tolv_document *document = at->content->document;
    if (to->cell_count >= tolv_document_limits_of(document)->cells)
        return tolv_refuse_with(document, NULL, N_("there are more than {1} cells"),
                                TOLV_PLAIN(tolv_document_limits_of(document)->cells));
    tolv_round_cell *cells =
        with_room(at, to->cells, sizeof *cells, to->cell_count, &to->cell_room);
    if (!cells)
        return false;
    to->cells = cells;
    tolv_round_cell *new = &cells[to->cell_count++];
    *new = *cell;
    new->row = row;
    new->column = column;
    return true;
}

static const tolv_round_name *name_of(const reading *at, size_t row, size_t column) {
    for (const tolv_round_name *name = at->to->round.names; name; name = name->next)
        if (name->area.row == row && name->area.last_row == row && name->area.column == column &&
            name->area.last_column == column && same(name->area.sheet, at->sheet))
            return name;
    return NULL;
}

static tolv_text key_of(const tolv_round_cell *cell, char room[TOLV_KEY_ROOM]) {
    return tolv_round_key(&(tolv_sheet_cell){.kind = cell->value.kind,
                                             .number = cell->value.number,
                                             .text = cell->value.text},
                          room);
}

/* Does a cell tell what its row is? */
static bool is_key(const tolv_round_cell *cell) {
    return !cell->open && cell->formula.length == 0 &&
           (cell->value.kind == TOLV_CELL_TEXT || tolv_text_is_one_of(cell->what, key_words));
}

/* A row of a table whose rows have codes. */
static bool add_row(const reading *at, const tolv_round_table *table, size_t row) {
    static const tolv_text separator = {"\x1f", 1};
    tolv_round_cells *to = at->to;
    char room[TOLV_KEY_ROOM];
    const tolv_round_cell *code = cell_in(at, table->code);
    tolv_round_row new = {
        .table = table, .code = tolv_text_of(""), .row = row, .first = to->cell_count};
    tolv_writer key = {.arena = at->arena};
    if (code) {
        new.code = key_of(code, room);
        if (!copy(at, &new.code))
            return false;
    }
    bool filled = new.code.length > 0;
    for (size_t column = table->area.column; column <= table->area.last_column; column++) {
        const tolv_round_cell *seen = cell_in(at, column);
        if (!seen)
            continue;
        tolv_round_cell cell = *seen;
        cell.table = table;
        cell.name = name_of(at, row, column);
        cell.what = table->headings[column - table->area.column];
        cell.answers = cell.open && column != table->code && cell.what.length &&
                       (table->use == TOLV_ROUND_CUT || table->use == TOLV_ROUND_UNITS);
        filled = filled || is_filled(&cell);
        if (column != table->code && is_key(&cell)) {
            tolv_write(&key, key_of(&cell, room));
            tolv_write(&key, separator);
        }
        if (!add_cell(at, &cell, row, column))
            return false;
    }
    if (!filled) { /* another unit's */
        to->cell_count = new.first;
        return true;
    }
    new.count = to->cell_count - new.first;
    new.key = tolv_written(&key);
    if (key.failed)
        return refuse_memory(at);
    tolv_round_row *rows = with_room(at, to->rows, sizeof *rows, to->row_count, &to->row_room);
    if (!rows)
        return false;
    to->rows = rows;
    rows[to->row_count++] = new;
    return true;
}

static bool add_others(const reading *at, size_t row) {
    for (size_t i = 0; i < at->run_count; i++) {
        tolv_round_cell cell = at->run[i].cell;
        if (!is_filled(&cell) || cell.open)
            continue;
        for (size_t column = cell.column; column < cell.column + at->run[i].columns; column++)
            if (!name_of(at, row, column) && !add_cell(at, &cell, row, column))
                return false;
    }
    return true;
}

/* What a unit is asked for stands beside its code, which split fills in; settings stand elsewhere.
 */
static bool is_answer(const tolv_round *round, const tolv_round_name *name) {
    return !round->unit ||
           (name != round->unit && tolv_text_same(name->area.sheet, round->unit->area.sheet));
}

/* Blank ones too; those in the rows of a table belong to these. */
static bool add_named(const reading *at, const tolv_sheet_row *row) {
    for (const tolv_round_name *name = at->to->round.names; name; name = name->next) {
        const tolv_area *area = &name->area;
        if (area->row != area->last_row || area->column != area->last_column ||
            area->row < row->row || area->row - row->row >= row->rows ||
            !same(area->sheet, at->sheet) ||
            tolv_round_cut_at(&at->to->round, at->sheet, area->row))
            continue;
        const tolv_round_cell *seen = cell_in(at, area->column);
        tolv_round_cell cell = seen ? *seen : (tolv_round_cell){.sheet = at->sheet};
        cell.name = name;
        cell.what = name->name;
        cell.answers = cell.open && is_answer(&at->to->round, name);
        if (!add_cell(at, &cell, area->row, area->column))
            return false;
    }
    return true;
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    reading *at = context;
    bool added = add_named(at, row);
    for (size_t i = row->row; added && at->filled && i < row->row + row->rows; i++) {
        const tolv_round_table *table = tolv_round_cut_at(&at->to->round, at->sheet, i);
        added = table ? add_row(at, table, i) : add_others(at, i);
    }
    at->run_count = 0;
    at->filled = false;
    return added;
}

/* ---- The whole ---- */

static int order(tolv_text a, tolv_text b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int first = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
    return first ? first : (a.length > b.length) - (a.length < b.length);
}

static int compare_rows(const tolv_round_row *a, const tolv_round_row *b) {
    tolv_text of_a = a->table->name, of_b = b->table->name;
    int by = same(of_a, of_b) ? 0 : tolv_text_order(of_a, of_b);
    by = by ? by : order(a->code, b->code);
    return by ? by : order(a->key, b->key);
}

static int by_key(const void *a, const void *b) {
    return compare_rows(*(const tolv_round_row *const *)a, *(const tolv_round_row *const *)b);
}

static bool sort(const reading *at) {
    tolv_round_cells *to = at->to;
    to->sorted = tolv_arena_take(at->arena, to->row_count, sizeof *to->sorted);
    if (!to->sorted)
        return refuse_memory(at);
    for (size_t i = 0; i < to->row_count; i++)
        to->sorted[i] = &to->rows[i];
    if (to->row_count)
        qsort(to->sorted, to->row_count, sizeof *to->sorted, by_key);
    return true;
}

bool tolv_round_cells_read(tolv_rewrite *rewrite, tolv_arena *arena, tolv_round_cells *cells) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row, .blanks = true, .exact = true};
    char digits[TOLV_FIXED_DIGITS];
    reading at = {.content = tolv_rewrite_content(rewrite), .arena = arena, .to = cells};
    *cells = (tolv_round_cells){.whole = false};
    if (!at.content || !tolv_round_read(at.content, arena, &cells->round) ||
        !tolv_issue_read(rewrite, arena, &cells->issue) ||
        !(cells->rules = tolv_rules_read(rewrite)) ||
        !tolv_part_read_sheets(at.content, &handler, &at) || !sort(&at))
        return false;
    if (cells->issue.fixed.length == 0)
        return true;
    if (!tolv_round_fixed(at.content, cells->rules, digits))
        return false;
    cells->whole = same(cells->issue.fixed, (tolv_text){digits, TOLV_FIXED_DIGITS});
    return true;
}

/* ---- Asking ---- */

const tolv_round_row *tolv_round_find_row(const tolv_round_cells *in, const tolv_round_row *row,
                                          bool *twice) {
    size_t from = 0, to = in->row_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (compare_rows(in->sorted[middle], row) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < in->row_count && compare_rows(in->sorted[from], row) == 0;
    *twice = found && from + 1 < in->row_count && compare_rows(in->sorted[from + 1], row) == 0;
    return found ? in->sorted[from] : NULL;
}

tolv_round_cell *tolv_round_cell_headed(const tolv_round_cells *in, const tolv_round_row *row,
                                        tolv_text heading) {
    for (size_t i = row->first; i < row->first + row->count; i++)
        if (tolv_text_same(in->cells[i].what, heading))
            return &in->cells[i];
    return NULL;
}

tolv_round_cell *tolv_round_cell_named(const tolv_round_cells *in, tolv_text name) {
    for (size_t i = 0; i < in->cell_count; i++)
        if (in->cells[i].name && tolv_text_same(in->cells[i].name->name, name))
            return &in->cells[i];
    return NULL;
}

bool tolv_round_same_value(const tolv_input *a, const tolv_input *b) {
    bool a_text = a->kind == TOLV_CELL_TEXT || a->kind == TOLV_CELL_ERROR;
    bool b_text = b->kind == TOLV_CELL_TEXT || b->kind == TOLV_CELL_ERROR;
    if (a->kind == TOLV_CELL_BLANK || b->kind == TOLV_CELL_BLANK || a_text != b_text)
        return a->kind == b->kind;
    return a_text ? same(a->text, b->text) : a->number == b->number;
}

void tolv_round_write_value(tolv_writer *writer, const tolv_input *value) {
    char digits[TOLV_NUMBER_ROOM];
    bool number = value->kind == TOLV_CELL_NUMBER || value->kind == TOLV_CELL_BOOLEAN;
    tolv_write(writer, number ? (tolv_text){digits, tolv_number_write(value->number, digits)}
                              : value->text);
}
