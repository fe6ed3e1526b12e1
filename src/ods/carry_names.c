/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/carry_work.h"
#include "ods/workbook.h"

bool tolv_carry_copy(const tolv_document *document, tolv_arena *arena, tolv_text *text) {
    tolv_writer writer = {.arena = arena};
    tolv_write(&writer, *text);
    *text = tolv_written(&writer);
    return !writer.failed || tolv_refuse_memory(document);
}

bool tolv_carry_has_row(const tolv_sheet_cell *cell, size_t row) {
    return row >= cell->row && row - cell->row < cell->rows;
}

static size_t width_of(const tolv_area *area) {
    return area->last_column - area->column + 1;
}

/* ---- What the template knows by name ---- */

static bool take_mark(void *context, const tolv_mark *mark) {
    tolv_carried_names *to = context;
    tolv_carried_mark new = {.table = mark->table, .name = mark->name};
    if (!tolv_area_read(mark->address, &new.area) || !new.area.sheet.length)
        return true;
    size_t width = width_of(&new.area);
    tolv_carried_mark *marks =
        tolv_arena_with_room(to->arena, to->marks, to->count, &to->room, sizeof *marks);
    new.headings = tolv_arena_take(to->arena, width, sizeof *new.headings);
    new.calculated = tolv_arena_take(to->arena, width, sizeof *new.calculated);
    if (!marks || !new.headings || !new.calculated)
        return tolv_refuse_memory(to->document);
    to->marks = marks;
    for (size_t i = 0; i < width; i++) {
        new.headings[i] = tolv_text_of("");
        new.calculated[i] = false;
    }
    marks[to->count++] = new;
    return tolv_carry_copy(to->document, to->arena, &marks[to->count - 1].name) &&
           tolv_carry_copy(to->document, to->arena, &marks[to->count - 1].area.sheet);
}

static bool enter_sheet(void *context, tolv_text name) {
    tolv_carried_names *to = context;
    for (size_t i = 0; i < to->count; i++)
        to->marks[i].here = tolv_sheet_is(to->marks[i].area.sheet, name);
    return true;
}

static bool take_known_cell(void *context, const tolv_sheet_cell *cell) {
    tolv_carried_names *to = context;
    for (size_t i = 0; i < to->count; i++) {
        tolv_carried_mark *mark = &to->marks[i];
        for (size_t j = 0; mark->here && j < width_of(&mark->area); j++) {
            size_t column = mark->area.column + j;
            if (column < cell->column || column - cell->column >= cell->columns)
                continue;
            if (mark->table && tolv_carry_has_row(cell, mark->area.row)) {
                mark->headings[j] = cell->text;
                if (!tolv_carry_copy(to->document, to->arena, &mark->headings[j]))
                    return false;
            }
            if (cell->formula.length && tolv_carry_has_row(cell, mark->area.last_row))
                mark->calculated[j] = true;
        }
    }
    return true;
}

bool tolv_carry_look_at(tolv_carried_names *to) {
    static const tolv_sheet_handler names = {.mark = take_mark};
    static const tolv_sheet_handler cells = {.sheet = enter_sheet, .cell = take_known_cell};
    return tolv_read_workbook(to->document, &names, to) &&
           tolv_read_workbook(to->document, &cells, to);
}

/* Rows of a table are its own. */
static bool in_a_table(const tolv_carried_names *of, const tolv_area *area) {
    for (size_t i = 0; i < of->count; i++) {
        const tolv_area *table = &of->marks[i].area;
        if (of->marks[i].table && tolv_sheet_is(area->sheet, table->sheet) &&
            area->row <= table->last_row && area->last_row >= table->row)
            return true;
    }
    return false;
}

/* The columns of a table that have a heading and no formulas; the cells of a name in a row. */
static void choose_columns(const tolv_carried_names *of, tolv_carried *new) {
    const tolv_carried_mark *own = new->own;
    size_t width = width_of(&own->area);
    if (!own->table && (own->area.row != own->area.last_row || width > TOLV_TABLE_COLUMNS_MAX ||
                        in_a_table(of, &own->area)))
        return;
    for (size_t i = 0; i < width && new->width < TOLV_TABLE_COLUMNS_MAX; i++) {
        new->calculated = new->calculated || (!own->table && own->calculated[i]);
        if (!own->table || (own->headings[i].length && !own->calculated[i]))
            new->columns[new->width++] = i;
    }
}

static bool is_named(tolv_text name, const char *english) {
    for (int i = 0; i < TOLV_LANGUAGES; i++)
        if (tolv_text_same(name, tolv_text_of(tolv_translate((tolv_language)i, english))))
            return true;
    return false;
}

static bool is_given(const tolv_carrying *at, const tolv_carried_mark *own) {
    const tolv_marks *marks = at->given ? at->given->marks : NULL;
    for (size_t i = 0; marks && own->table && i < marks->table_count; i++)
        if (is_named(own->name, marks->tables[i].name))
            return true;
    for (size_t i = 0; marks && !own->table && i < marks->value_count; i++)
        if (is_named(own->name, marks->values[i].name))
            return true;
    return false;
}

bool tolv_carry_choose(tolv_carrying *at, tolv_language own) {
    const tolv_carried_names *of = &at->names[own];
    at->carried = tolv_arena_take(at->arena, of->count, sizeof *at->carried);
    if (!at->carried)
        return tolv_refuse_memory(of->document);
    for (size_t i = 0; i < of->count; i++) {
        tolv_carried new = {.own = &of->marks[i]};
        choose_columns(of, &new);
        if (new.width && !is_given(at, new.own))
            at->carried[at->carried_count++] = new;
    }
    return true;
}

/* ---- Where a master has them ---- */

static bool find_mark(void *context, const tolv_mark *mark) {
    tolv_carrying *at = context;
    tolv_area area;
    if (!tolv_area_read(mark->address, &area) || !area.sheet.length)
        return true;
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        const tolv_carried_names *of = &at->names[language];
        for (size_t i = 0; i < of->count; i++)
            if (of->marks[i].table == mark->table &&
                tolv_text_same(of->marks[i].name, mark->name)) {
                at->found[language][i] = area;
                at->votes[language]++;
                if (!tolv_carry_copy(at->master, at->arena, &at->found[language][i].sheet))
                    return false;
            }
    }
    return true;
}

/* What no master before has had is this one's. */
static void adopt(tolv_carrying *at, tolv_language own, tolv_language theirs) {
    for (size_t i = 0; i < at->carried_count; i++) {
        tolv_carried *to = &at->carried[i];
        size_t place = (size_t)(to->own - at->names[own].marks);
        const tolv_area *area = &at->found[theirs][place];
        if (to->master || !area->sheet.length ||
            (!to->own->table && width_of(area) != width_of(&to->own->area)))
            continue;
        to->master = at->master;
        to->area = *area;
        to->theirs = &at->names[theirs].marks[place];
        for (size_t k = 0; k < to->width; k++)
            to->places[k] = to->own->table ? TOLV_NO_COLUMN : area->column + to->columns[k];
    }
}

bool tolv_carry_find(tolv_carrying *at, tolv_language own) {
    static const tolv_sheet_handler names = {.mark = find_mark};
    tolv_language theirs = own;
    for (int i = 0; i < TOLV_LANGUAGES; i++) {
        size_t count = at->names[i].count;
        at->votes[i] = 0;
        at->found[i] = tolv_arena_take(at->arena, count, sizeof *at->found[i]);
        if (!at->found[i])
            return tolv_refuse_memory(at->master);
        for (size_t j = 0; j < count; j++)
            at->found[i][j] = (tolv_area){.sheet = tolv_text_of("")};
    }
    if (!tolv_read_workbook(at->master, &names, at))
        return false;
    for (int i = 0; i < TOLV_LANGUAGES; i++)
        if (at->votes[i] > at->votes[theirs])
            theirs = (tolv_language)i;
    if (at->votes[theirs] == 0)
        return tolv_refuse(at->master, NULL,
                           N_("it has no table and no cell with a name of the template"), NULL, 0);
    adopt(at, own, theirs);
    return true;
}
