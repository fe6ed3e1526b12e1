/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/carry.h"

#include <stdio.h>
#include <string.h>

#include "ods/workbook.h"

/* A name of the template: of a table with its headings, or of cells. */
typedef struct known_mark {
    bool table, here; /* `here`: it is on the sheet that is being read */
    tolv_text name;
    tolv_area area;
    tolv_text *headings; /* by column of the area; empty: none */
    bool *calculated;    /* by column: its last row has a formula */
} known_mark;

/* The template in one language. */
typedef struct survey {
    const tolv_document *document;
    tolv_arena *arena;
    known_mark *marks;
    size_t count, room;
} survey;

typedef struct carried_row {
    tolv_cell cells[TOLV_TABLE_COLUMNS_MAX];
} carried_row;

/* What the first master that has one of them has of it. */
typedef struct source {
    const known_mark *own, *theirs; /* in the new workbook's language, and in the master's */
    const tolv_document *master;    /* NULL: none has it */
    tolv_area area;                 /* in the master */
    bool calculated, here;          /* `calculated`: the template has formulas in cells of a name */
    size_t width, columns[TOLV_TABLE_COLUMNS_MAX]; /* those of the area that are filled */
    size_t places[TOLV_TABLE_COLUMNS_MAX];         /* columns of the master, or TOLV_NO_COLUMN */
    carried_row *rows;
    size_t count, room;
} source;

typedef struct carrying {
    const tolv_listener *listener;
    tolv_arena *arena;
    survey surveys[TOLV_LANGUAGES];
    source *sources;
    size_t source_count;
    uint64_t cells;
    /* of the master that is being read: */
    const tolv_document *master;
    tolv_area *found[TOLV_LANGUAGES]; /* where it has each language's names */
    size_t votes[TOLV_LANGUAGES];
    tolv_text sheet;
} carrying;

static bool copy(const tolv_document *document, tolv_arena *arena, tolv_text *text) {
    tolv_writer writer = {.arena = arena};
    tolv_write(&writer, *text);
    *text = tolv_written(&writer);
    return !writer.failed || tolv_refuse_memory(document);
}

static size_t width_of(const tolv_area *area) {
    return area->last_column - area->column + 1;
}

/* ---- What the template knows by name ---- */

static bool take_mark(void *context, const tolv_mark *mark) {
    survey *to = context;
    known_mark new = {.table = mark->table, .name = mark->name};
    if (!tolv_area_read(mark->address, &new.area) || !new.area.sheet.length)
        return true;
    size_t width = width_of(&new.area);
    known_mark *marks =
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
    return copy(to->document, to->arena, &marks[to->count - 1].name) &&
           copy(to->document, to->arena, &marks[to->count - 1].area.sheet);
}

static bool enter_sheet(void *context, tolv_text name) {
    survey *to = context;
    for (size_t i = 0; i < to->count; i++)
        to->marks[i].here = tolv_sheet_is(to->marks[i].area.sheet, name);
    return true;
}

static bool has_row(const tolv_sheet_cell *cell, size_t row) {
    return row >= cell->row && row - cell->row < cell->rows;
}

static bool take_known_cell(void *context, const tolv_sheet_cell *cell) {
    survey *to = context;
    for (size_t i = 0; i < to->count; i++) {
        known_mark *mark = &to->marks[i];
        for (size_t j = 0; mark->here && j < width_of(&mark->area); j++) {
            size_t column = mark->area.column + j;
            if (column < cell->column || column - cell->column >= cell->columns)
                continue;
            if (mark->table && has_row(cell, mark->area.row)) {
                mark->headings[j] = cell->text;
                if (!copy(to->document, to->arena, &mark->headings[j]))
                    return false;
            }
            if (cell->formula.length && has_row(cell, mark->area.last_row))
                mark->calculated[j] = true;
        }
    }
    return true;
}

static bool look_at(survey *to) {
    static const tolv_sheet_handler names = {.mark = take_mark};
    static const tolv_sheet_handler cells = {.sheet = enter_sheet, .cell = take_known_cell};
    return tolv_read_workbook(to->document, &names, to) &&
           tolv_read_workbook(to->document, &cells, to);
}

/* Rows of a table are its own. */
static bool in_a_table(const survey *of, const tolv_area *area) {
    for (size_t i = 0; i < of->count; i++) {
        const tolv_area *table = &of->marks[i].area;
        if (of->marks[i].table && tolv_sheet_is(area->sheet, table->sheet) &&
            area->row <= table->last_row && area->last_row >= table->row)
            return true;
    }
    return false;
}

/* The columns of a table that have a heading and no formulas; the cells of a name in a row. */
static void choose_columns(const survey *of, source *source) {
    const known_mark *own = source->own;
    size_t width = width_of(&own->area);
    if (!own->table && (own->area.row != own->area.last_row || width > TOLV_TABLE_COLUMNS_MAX ||
                        in_a_table(of, &own->area)))
        return;
    for (size_t i = 0; i < width && source->width < TOLV_TABLE_COLUMNS_MAX; i++) {
        source->calculated = source->calculated || (!own->table && own->calculated[i]);
        if (!own->table || (own->headings[i].length && !own->calculated[i]))
            source->columns[source->width++] = i;
    }
}

static bool choose_sources(carrying *at, tolv_language own) {
    const survey *of = &at->surveys[own];
    at->sources = tolv_arena_take(at->arena, of->count, sizeof *at->sources);
    if (!at->sources)
        return tolv_refuse_memory(of->document);
    for (size_t i = 0; i < of->count; i++) {
        source new = {.own = &of->marks[i]};
        choose_columns(of, &new);
        if (new.width)
            at->sources[at->source_count++] = new;
    }
    return true;
}

/* ---- Where a master has them ---- */

static bool find_mark(void *context, const tolv_mark *mark) {
    carrying *at = context;
    tolv_area area;
    if (!tolv_area_read(mark->address, &area) || !area.sheet.length)
        return true;
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        const survey *of = &at->surveys[language];
        for (size_t i = 0; i < of->count; i++)
            if (of->marks[i].table == mark->table &&
                tolv_text_same(of->marks[i].name, mark->name)) {
                at->found[language][i] = area;
                at->votes[language]++;
                if (!copy(at->master, at->arena, &at->found[language][i].sheet))
                    return false;
            }
    }
    return true;
}

/* What no master before has had is this one's. */
static void adopt(carrying *at, tolv_language own, tolv_language theirs) {
    for (size_t i = 0; i < at->source_count; i++) {
        source *to = &at->sources[i];
        size_t place = (size_t)(to->own - at->surveys[own].marks);
        const tolv_area *area = &at->found[theirs][place];
        if (to->master || !area->sheet.length ||
            (!to->own->table && width_of(area) != width_of(&to->own->area)))
            continue;
        to->master = at->master;
        to->area = *area;
        to->theirs = &at->surveys[theirs].marks[place];
        for (size_t k = 0; k < to->width; k++)
            to->places[k] = to->own->table ? TOLV_NO_COLUMN : area->column + to->columns[k];
    }
}

static bool find_marks(carrying *at, tolv_language own) {
    static const tolv_sheet_handler names = {.mark = find_mark};
    tolv_language theirs = own;
    for (int i = 0; i < TOLV_LANGUAGES; i++) {
        size_t count = at->surveys[i].count;
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

/* ---- Its values ---- */

static bool enter_master_sheet(void *context, tolv_text name) {
    carrying *at = context;
    at->sheet = name;
    for (size_t i = 0; i < at->source_count; i++)
        at->sources[i].here =
            at->sources[i].master == at->master && tolv_sheet_is(at->sources[i].area.sheet, name);
    return copy(at->master, at->arena, &at->sheet);
}

/* The name of the cell as notices tell it. */
static const char *place_of(carrying *at, const tolv_sheet_cell *cell) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_writer writer = {.arena = at->arena};
    tolv_cell_name(cell->column, cell->row, name);
    tolv_write(&writer, at->sheet);
    tolv_write_string(&writer, ".");
    tolv_write(&writer, (tolv_text){name, strlen(name) + 1});
    return writer.failed ? NULL : writer.bytes;
}

static bool refuse_uncalculated(carrying *at, const tolv_sheet_cell *cell) {
    return tolv_refuse(at->master, place_of(at, cell),
                       N_("it has never been calculated: open the workbook in LibreOffice with the "
                          "extension, and save it"),
                       NULL, 0);
}

static bool value_of(carrying *at, const tolv_sheet_cell *cell, tolv_cell *value) {
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
        return copy(at->master, at->arena, &value->text);
    }
    return true;
}

static bool put(carrying *at, source *to, size_t row, size_t column, const tolv_cell *value) {
    uint64_t most = tolv_document_limits_of(at->master)->cells;
    for (; to->count <= row; to->count++) {
        carried_row *rows =
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

static bool take_values(carrying *at, source *to, size_t k, const tolv_sheet_cell *cell) {
    tolv_cell value;
    size_t first = to->area.row + to->own->table;
    size_t row = cell->row > first ? cell->row : first;
    if (!has_row(cell, row) || row > to->area.last_row || (to->calculated && cell->formula.length))
        return true;
    if (!value_of(at, cell, &value))
        return false;
    for (; value.kind != TOLV_BLANK && has_row(cell, row) && row <= to->area.last_row; row++)
        if (!put(at, to, row - first, k, &value))
            return false;
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    carrying *at = context;
    for (size_t i = 0; i < at->source_count; i++) {
        source *to = &at->sources[i];
        if (!to->here || cell->column > to->area.last_column ||
            cell->column + cell->columns <= to->area.column)
            continue;
        bool heading = to->own->table && has_row(cell, to->area.row);
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

static void warn(const carrying *at, const tolv_document *master, const char *sentence,
                 tolv_text first, tolv_text second) {
    tolv_notice notice = {.severity = TOLV_WARNING,
                          .file = master ? master->path : NULL,
                          .sentence = sentence,
                          .items = {TOLV_TEXT_ITEM(first), TOLV_TEXT_ITEM(second)},
                          .item_count = 2};
    tolv_notify(at->listener, &notice);
}

static void tell_lacking(const carrying *at) {
    for (size_t i = 0; i < at->source_count; i++) {
        const source *of = &at->sources[i];
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
    const source *from = context;
    memcpy(cells, from->rows[row].cells, from->width * sizeof *cells);
}

static const char *string_of(carrying *at, tolv_text text) {
    char *string = tolv_arena_take(at->arena, text.length + 1, 1);
    if (string)
        snprintf(string, text.length + 1, "%.*s", (int)text.length, text.bytes);
    return string;
}

static bool fill(carrying *at, const tolv_document *template, const char *path,
                 const tolv_system *system) {
    size_t count = at->source_count;
    tolv_marks marks = {.tables = tolv_arena_take(at->arena, count, sizeof *marks.tables),
                        .values = tolv_arena_take(at->arena, count, sizeof *marks.values)};
    tolv_table_rows *rows = tolv_arena_take(at->arena, count, sizeof *rows);
    tolv_named_cells *cells = tolv_arena_take(at->arena, count, sizeof *cells);
    bool taken = marks.tables && marks.values && rows && cells;
    for (size_t i = 0; taken && i < count; i++) {
        source *from = &at->sources[i];
        const char *name = string_of(at, from->own->name);
        taken = name;
        if (from->own->table) {
            tolv_marked_table table = {.name = name};
            for (size_t k = 0; taken && k < from->width; k++)
                taken = (table.columns[k] = string_of(at, from->own->headings[from->columns[k]])) !=
                        NULL;
            rows[marks.table_count] = (tolv_table_rows){from->count, give_row, from};
            marks.tables[marks.table_count++] = table;
        } else if (from->master && (from->count || !from->calculated)) {
            cells[marks.value_count] = (tolv_named_cells){from->count ? from->rows->cells : NULL,
                                                          from->count ? from->width : 0};
            marks.values[marks.value_count++] = (tolv_marked_value){.name = name};
        }
    }
    return (taken || tolv_refuse_memory(template)) &&
           tolv_template_fill(template, &(tolv_filling){&marks, rows, cells}, path, system);
}

static bool read_master(carrying *at, const tolv_document *master, tolv_language own) {
    static const tolv_sheet_handler values = {.sheet = enter_master_sheet, .cell = take_cell};
    at->master = master;
    return find_marks(at, own) && tolv_read_workbook(master, &values, at);
}

bool tolv_template_carry(const char *const templates[TOLV_LANGUAGES], tolv_language language,
                         const tolv_document *masters, size_t master_count, const char *path,
                         const tolv_system *system) {
    tolv_arena arena;
    tolv_document documents[TOLV_LANGUAGES];
    tolv_arena_open(&arena, NULL);
    carrying at = {.listener = &masters->listener, .arena = &arena};
    bool done = true;
    for (int i = 0; done && i < TOLV_LANGUAGES; i++) {
        documents[i] = (tolv_document){.path = templates[i], .listener = masters->listener};
        at.surveys[i] = (survey){.document = &documents[i], .arena = &arena};
        done = !templates[i] || look_at(&at.surveys[i]);
    }
    for (int i = 0; i < TOLV_LANGUAGES; i++) /* else it is another template */
        if (at.surveys[i].count != at.surveys[language].count)
            at.surveys[i].count = 0;
    done = done && choose_sources(&at, language);
    for (size_t i = 0; done && i < master_count; i++)
        done = read_master(&at, &masters[i], language);
    if (done)
        tell_lacking(&at);
    done = done && fill(&at, &documents[language], path, system);
    tolv_arena_close(&arena);
    return done;
}
