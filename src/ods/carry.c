/* SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <string.h>

#include "ods/carry_work.h"
#include "ods/workbook.h"

/* ---- What a master has ---- */

static bool enter_master_sheet(void *context, tolv_text name) {
    tolv_carrying *at = context;
    at->sheet = name;
    for (size_t i = 0; i < at->carried_count; i++)
        at->carried[i].here =
            at->carried[i].master == at->master && tolv_sheet_is(at->carried[i].area.sheet, name);
    return tolv_carry_copy(at->master, at->arena, &at->sheet);
}

/* The name of the cell as notices tell it. */
static const char *place_of(tolv_carrying *at, const tolv_sheet_cell *cell) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_writer writer = {.arena = at->arena};
    tolv_cell_name(cell->column, cell->row, name);
    tolv_write(&writer, at->sheet);
    tolv_write_string(&writer, ".");
    tolv_write(&writer, (tolv_text){name, strlen(name) + 1});
    return writer.failed ? NULL : writer.bytes;
}

static bool refuse_uncalculated(tolv_carrying *at, const tolv_sheet_cell *cell) {
    return tolv_refuse(at->master, place_of(at, cell),
                       N_("it has never been calculated: open the workbook in LibreOffice with the "
                          "extension, and save it"),
                       NULL, 0);
}

static bool value_of(tolv_carrying *at, const tolv_sheet_cell *cell, tolv_cell *value) {
    *value = (tolv_cell){.kind = TOLV_BLANK};
    if (cell->kind == TOLV_CELL_BLANK)
        return !cell->formula.length || refuse_uncalculated(at, cell);
    if (cell->kind == TOLV_CELL_ERROR) {
        if (tolv_text_same(cell->text, tolv_text_of("#NAME?")))
            return refuse_uncalculated(at, cell);
        tolv_notice notice = {.severity = TOLV_WARNING,
                              .file = at->master->path,
                              .cell = place_of(at, cell),
                              .sentence = N_("it shows the error {1}, and is left out"),
                              .items = {TOLV_TEXT_ITEM(cell->text)},
                              .item_count = 1};
        tolv_notify(&at->master->listener, &notice);
    } else if (cell->kind != TOLV_CELL_TEXT) {
        *value = (tolv_cell){.kind = TOLV_NUMBER, .number = cell->number};
    } else if (cell->text.length) {
        *value = (tolv_cell){.kind = TOLV_TEXT, .text = cell->text};
        return tolv_carry_copy(at->master, at->arena, &value->text);
    }
    return true;
}

static bool put(tolv_carrying *at, tolv_carried *to, size_t row, size_t column,
                const tolv_cell *value) {
    uint64_t most = tolv_document_limits_of(at->master)->cells;
    for (; to->count <= row; to->count++) {
        tolv_carried_row *rows =
            tolv_arena_with_room(at->arena, to->rows, to->count, &to->room, sizeof *rows);
        if (!rows)
            return tolv_refuse_memory(at->master);
        to->rows = rows;
        for (size_t k = 0; k < TOLV_TABLE_COLUMNS_MAX; k++)
            rows[to->count].cells[k] = (tolv_cell){.kind = TOLV_BLANK};
        at->cells += to->width;
        if (at->cells > most)
            return tolv_refuse_with(at->master, NULL, N_("there are more than {1} cells"),
                                    TOLV_PLAIN(most));
    }
    to->rows[row].cells[column] = *value;
    return true;
}

static bool take_values(tolv_carrying *at, tolv_carried *to, size_t k,
                        const tolv_sheet_cell *cell) {
    tolv_cell value;
    size_t first = to->area.row + to->own->table;
    size_t row = cell->row > first ? cell->row : first;
    if (!tolv_carry_has_row(cell, row) || row > to->area.last_row ||
        (to->calculated && cell->formula.length))
        return true;
    if (!value_of(at, cell, &value))
        return false;
    for (; value.kind != TOLV_BLANK && tolv_carry_has_row(cell, row) && row <= to->area.last_row;
         row++)
        if (!put(at, to, row - first, k, &value))
            return false;
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    tolv_carrying *at = context;
    for (size_t i = 0; i < at->carried_count; i++) {
        tolv_carried *to = &at->carried[i];
        if (!to->here || cell->column > to->area.last_column ||
            cell->column + cell->columns <= to->area.column)
            continue;
        bool heading = to->own->table && tolv_carry_has_row(cell, to->area.row);
        for (size_t k = 0; k < to->width; k++) {
            if (heading && to->places[k] == TOLV_NO_COLUMN &&
                tolv_text_same(cell->text, to->theirs->headings[to->columns[k]]))
                to->places[k] = cell->column;
            if (to->places[k] != TOLV_NO_COLUMN && to->places[k] >= cell->column &&
                to->places[k] - cell->column < cell->columns && !take_values(at, to, k, cell))
                return false;
        }
    }
    return true;
}

/* ---- What it lacks ---- */

static void warn(const tolv_carrying *at, const tolv_document *master, const char *sentence,
                 tolv_text first, tolv_text second) {
    tolv_notice notice = {.severity = TOLV_WARNING,
                          .file = master ? master->path : NULL,
                          .sentence = sentence,
                          .items = {TOLV_TEXT_ITEM(first), TOLV_TEXT_ITEM(second)},
                          .item_count = 2};
    tolv_notify(at->listener, &notice);
}

static void tell_lacking(const tolv_carrying *at) {
    for (size_t i = 0; i < at->carried_count; i++) {
        const tolv_carried *of = &at->carried[i];
        if (!of->master && !of->calculated)
            warn(at, NULL,
                 of->own->table
                     ? N_("there is no table “{1}”: it is empty in the new workbook")
                     : N_("no cell is named “{1}”: the new workbook has what the template has"),
                 of->own->name, tolv_text_of(""));
        for (size_t k = 0; of->master && k < of->width; k++)
            if (of->places[k] == TOLV_NO_COLUMN)
                warn(at, of->master,
                     N_("the table “{1}” has no column “{2}”: it is empty in the new workbook"),
                     of->own->name, of->own->headings[of->columns[k]]);
    }
}

/* ---- The new workbook ---- */

static void give_row(void *context, size_t row, tolv_cell *cells) {
    const tolv_carried *from = context;
    memcpy(cells, from->rows[row].cells, from->width * sizeof *cells);
}

static const char *string_of(tolv_carrying *at, tolv_text text) {
    char *string = tolv_arena_take(at->arena, text.length + 1, 1);
    if (string)
        snprintf(string, text.length + 1, "%.*s", (int)text.length, text.bytes);
    return string;
}

/* What is given stands first, so that its rows and cells keep their places. */
static bool begin_filling(tolv_carrying *at, tolv_marks *marks, tolv_table_rows **rows,
                          tolv_named_cells **cells) {
    const tolv_filling *given = at->given;
    size_t tables = given ? given->marks->table_count : 0;
    size_t values = given ? given->marks->value_count : 0;
    marks->tables = tolv_arena_take(at->arena, tables + at->carried_count, sizeof *marks->tables);
    marks->values = tolv_arena_take(at->arena, values + at->carried_count, sizeof *marks->values);
    *rows = tolv_arena_take(at->arena, tables + at->carried_count, sizeof **rows);
    *cells = tolv_arena_take(at->arena, values + at->carried_count, sizeof **cells);
    if (!marks->tables || !marks->values || !*rows || !*cells)
        return false;
    for (; marks->table_count < tables; marks->table_count++) {
        marks->tables[marks->table_count] = given->marks->tables[marks->table_count];
        (*rows)[marks->table_count] = given->rows[marks->table_count];
    }
    for (; marks->value_count < values; marks->value_count++) {
        marks->values[marks->value_count] = given->marks->values[marks->value_count];
        (*cells)[marks->value_count] = given->cells[marks->value_count];
    }
    return true;
}

static bool add_carried(tolv_carrying *at, tolv_carried *from, tolv_marks *marks,
                        tolv_table_rows *rows, tolv_named_cells *cells) {
    const char *name = string_of(at, from->own->name);
    if (!name)
        return false;
    if (!from->own->table) {
        if (!from->master || (from->calculated && !from->count))
            return true;
        cells[marks->value_count] = (tolv_named_cells){from->count ? from->rows->cells : NULL,
                                                       from->count ? from->width : 0};
        marks->values[marks->value_count++] = (tolv_marked_value){.name = name};
        return true;
    }
    tolv_marked_table table = {.name = name};
    for (size_t k = 0; k < from->width; k++) {
        table.columns[k] = string_of(at, from->own->headings[from->columns[k]]);
        if (!table.columns[k])
            return false;
    }
    rows[marks->table_count] = (tolv_table_rows){from->count, give_row, from};
    marks->tables[marks->table_count++] = table;
    return true;
}

static bool fill(tolv_carrying *at, const tolv_document *template, const char *path,
                 const tolv_system *system) {
    tolv_marks marks = {.table_count = 0};
    tolv_table_rows *rows;
    tolv_named_cells *cells;
    bool taken = begin_filling(at, &marks, &rows, &cells);
    for (size_t i = 0; taken && i < at->carried_count; i++)
        taken = add_carried(at, &at->carried[i], &marks, rows, cells);
    if (!taken)
        return tolv_refuse_memory(template);
    return (!at->given || tolv_marks_find(template, at->arena, at->given->marks)) &&
           tolv_template_fill(template, &(tolv_filling){&marks, rows, cells}, path, system);
}

static bool read_master(tolv_carrying *at, const tolv_document *master, tolv_language own) {
    static const tolv_sheet_handler values = {.sheet = enter_master_sheet, .cell = take_cell};
    at->master = master;
    return tolv_carry_find(at, own) && tolv_read_workbook(master, &values, at);
}

bool tolv_template_carry(const char *const templates[TOLV_LANGUAGES], tolv_language language,
                         const tolv_document *masters, size_t master_count,
                         const tolv_filling *given, const char *path, const tolv_system *system) {
    tolv_arena arena;
    tolv_document documents[TOLV_LANGUAGES];
    tolv_arena_open(&arena, NULL);
    tolv_carrying at = {.listener = &masters->listener, .given = given, .arena = &arena};
    bool done = true;
    for (int i = 0; done && i < TOLV_LANGUAGES; i++) {
        documents[i] = (tolv_document){.path = templates[i], .listener = masters->listener};
        at.names[i] = (tolv_carried_names){.document = &documents[i], .arena = &arena};
        done = !templates[i] || tolv_carry_look_at(&at.names[i]);
    }
    for (int i = 0; i < TOLV_LANGUAGES; i++) /* else it is another template */
        if (at.names[i].count != at.names[language].count)
            at.names[i].count = 0;
    done = done && tolv_carry_choose(&at, language);
    for (size_t i = 0; done && i < master_count; i++)
        done = read_master(&at, &masters[i], language);
    if (done)
        tell_lacking(&at);
    done = done && fill(&at, &documents[language], path, system);
    tolv_arena_close(&arena);
    return done;
}
