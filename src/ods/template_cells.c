/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/template_cells.h"

#include <stdio.h>
#include <string.h>

#include "ods/cell_edit.h"
#include "ods/markup.h"

typedef struct tolv_seen_cell {
    struct tolv_seen_cell *next;
    tolv_sheet_cell cell;
} tolv_seen_cell;

/* A piece of a row of a table: bytes that every copy has, then a value, a formula where there is
   none, or nothing more. */
typedef struct piece {
    struct piece *next;
    tolv_text before, formula, element; /* the element's name, to end it with */
    size_t column;                      /* of the table, whose value it gets */
} piece;

/* Rows of a table that are alike, mostly one. The last ones are repeated for further data. */
typedef struct pattern {
    tolv_template *of;
    const tolv_marked_table *table;
    const tolv_table_rows *rows;
    tolv_text sheet;
    size_t first, count; /* the rows of data that they become, blank ones too */
    bool ends_table;
    piece *pieces, *last;
} pattern;

bool tolv_template_refuse_memory(const tolv_template *at) {
    return tolv_refuse_memory(at->flat.document);
}

bool tolv_template_refuse_outside(const tolv_template *at) {
    return tolv_refuse(at->flat.document, NULL,
                       N_("with the data its rows would not fit into a sheet"), NULL, 0);
}

static bool copy(tolv_template *at, tolv_text *text) {
    tolv_writer writer = {.arena = at->arena};
    tolv_write(&writer, *text);
    *text = tolv_written(&writer);
    return !writer.failed || tolv_template_refuse_memory(at);
}

static void write_bytes(const tolv_template *at, tolv_writer *writer, size_t begin, size_t end) {
    tolv_write(writer, (tolv_text){at->flat.part.bytes + begin, end - begin});
}

/* ---- Single cells: formulas that are moved, named cells that are filled ---- */

/* A cell with another value, or another formula whose value is to be calculated. */
static void write_cell(const tolv_template *at, tolv_writer *writer, const tolv_sheet_cell *cell,
                       const tolv_cell *value, tolv_text formula) {
    tolv_writer attributes = {.arena = at->arena}, paragraphs = {.arena = at->arena};
    if (formula.length) {
        tolv_write_string(&attributes, " table:formula=\"");
        tolv_write_escaped(&attributes, formula);
        tolv_write_string(&attributes, "\"");
    }
    tolv_write_value_attributes(&attributes, value);
    tolv_write_value_paragraphs(&paragraphs, value);
    tolv_write_cell(writer, &at->flat.part, cell,
                    TOLV_DROP_REPEAT | TOLV_DROP_VALUE | TOLV_DROP_FORMULA,
                    tolv_written(&attributes), tolv_written(&paragraphs));
    writer->failed = writer->failed || attributes.failed || paragraphs.failed;
}

static bool edit_cell(tolv_template *at, const tolv_sheet_cell *cell, const tolv_writer *writer) {
    tolv_edit edit = {.begin = tolv_part_tag_begin(&at->flat.part, cell->tag_end),
                      .end = cell->end,
                      .text = tolv_written(writer)};
    return writer->failed ? tolv_template_refuse_memory(at) : tolv_part_edit(&at->flat.part, &edit);
}

static bool move_cell(tolv_template *at, const tolv_sheet_cell *cell) {
    tolv_moves moves = {
        .growths = at->growths, .growth_count = at->growth_count, .sheet = at->sheet};
    tolv_writer formula = {.arena = at->arena}, writer = {.arena = at->arena};
    if (!tolv_move_formula(&formula, &moves, cell->formula))
        return tolv_template_refuse_outside(at);
    write_cell(at, &writer, cell, &(tolv_cell){.kind = TOLV_BLANK}, tolv_written(&formula));
    writer.failed = writer.failed || formula.failed;
    return edit_cell(at, cell, &writer);
}

static bool refuse_alike(const tolv_template *at) {
    return tolv_refuse(at->flat.document, NULL,
                       N_("rows that are alike have a named cell in them: write something into it"),
                       NULL, 0);
}

/* A run of equal cells is taken apart when one of them is named. */
static bool fill_cells(tolv_template *at, const tolv_sheet_cell *cell) {
    const tolv_marks *marks = at->filling->marks;
    tolv_writer writer = {.arena = at->arena};
    if (cell->rows > 1)
        return refuse_alike(at);
    for (size_t column = cell->column; column < cell->column + cell->columns; column++) {
        const tolv_marked_value *value = tolv_value_at(marks, at->sheet, cell->row, column);
        if (!value) {
            tolv_write_tag(&writer, &at->flat.part, cell->tag_end, TOLV_DROP_REPEAT);
            write_bytes(at, &writer, cell->tag_end, cell->end);
            continue;
        }
        const tolv_named_cells *cells = &at->filling->cells[value - marks->values];
        size_t width = value->area.last_column - value->area.column + 1;
        size_t i = (cell->row - value->area.row) * width + column - value->area.column;
        tolv_cell blank = {.kind = TOLV_BLANK};
        write_cell(at, &writer, cell, i < cells->count ? &cells->cells[i] : &blank,
                   (tolv_text){NULL, 0});
    }
    return edit_cell(at, cell, &writer);
}

static bool is_filled(const tolv_template *at, const tolv_sheet_cell *cell) {
    for (size_t i = 0; i < cell->columns && i < TOLV_SHEET_COLUMNS; i++)
        if (tolv_value_at(at->filling->marks, at->sheet, cell->row, cell->column + i))
            return true;
    return false;
}

/* ---- Rows of tables ---- */

static bool add_piece(pattern *to, const piece *new, const tolv_writer *before) {
    piece *added = tolv_arena_take(to->of->arena, 1, sizeof *added);
    if (!added || before->failed)
        return tolv_template_refuse_memory(to->of);
    *added = *new;
    added->before = tolv_written(before);
    *(to->last ? &to->last->next : &to->pieces) = added;
    to->last = added;
    return true;
}

/* Bytes of the row, without the white space that parts its cells. */
static bool add_bytes(pattern *to, size_t begin, size_t end) {
    tolv_writer before = {.arena = to->of->arena};
    while (end > begin && strchr(" \t\r\n", to->of->flat.part.bytes[end - 1]))
        end--;
    write_bytes(to->of, &before, begin, end);
    return add_piece(to, &(piece){.column = TOLV_NO_COLUMN}, &before);
}

static bool add_cell(pattern *to, const tolv_sheet_cell *cell) {
    tolv_template *at = to->of;
    size_t begin = tolv_part_tag_begin(&at->flat.part, cell->tag_end);
    bool any = false;
    for (size_t i = 0; i < cell->columns && i < TOLV_SHEET_COLUMNS; i++)
        any = any || tolv_table_column(to->table, cell->column + i) != TOLV_NO_COLUMN;
    if (cell->covered || (!any && !cell->formula.length))
        return add_bytes(to, begin, cell->end);
    for (size_t i = 0; i < cell->columns; i++) {
        tolv_writer before = {.arena = at->arena};
        piece new = {.column = tolv_table_column(to->table, cell->column + i),
                     .element = tolv_part_tag_name(&at->flat.part, begin),
                     .formula = cell->formula};
        bool kept = new.column == TOLV_NO_COLUMN && !new.formula.length;
        tolv_write_tag(&before, &at->flat.part, cell->tag_end,
                       TOLV_DROP_REPEAT | (kept ? 0 : TOLV_DROP_VALUE | TOLV_DROP_FORMULA));
        if (kept)
            write_bytes(at, &before, cell->tag_end, cell->end);
        if (!add_piece(to, &new, &before))
            return false;
    }
    return true;
}

static void write_piece(const pattern *from, tolv_writer *writer, const piece *piece,
                        const tolv_cell *cells, size_t row) {
    tolv_template *at = from->of;
    const tolv_cell *value = piece->column == TOLV_NO_COLUMN ? NULL : &cells[piece->column];
    tolv_write(writer, piece->before);
    if (value && (value->kind != TOLV_BLANK || !piece->formula.length)) {
        tolv_write_value_attributes(writer, value);
        tolv_write_string(writer, ">");
        tolv_write_value_paragraphs(writer, value);
        tolv_write_string(writer, "</");
        tolv_write(writer, piece->element);
        tolv_write_string(writer, ">");
    } else if (piece->formula.length) {
        tolv_moves moves = {.growths = at->growths,
                            .growth_count = at->growth_count,
                            .sheet = from->sheet,
                            .relative =
                                from->ends_table ? TOLV_RELATIVE_FILLS : TOLV_RELATIVE_MOVES,
                            .down = row};
        tolv_writer formula = {.arena = writer->arena};
        bool alone = from->ends_table && from->first == 0 && from->rows->count == 0;
        if (!alone && !tolv_move_formula(&formula, &moves, piece->formula))
            at->failed = true;
        if (formula.length) {
            tolv_write_string(writer, " table:formula=\"");
            tolv_write_escaped(writer, tolv_written(&formula));
            tolv_write_string(writer, "\"");
        }
        tolv_write_string(writer, "/>");
        writer->failed = writer->failed || formula.failed;
    }
}

static void write_repeated(tolv_writer *writer, size_t rows) {
    char attribute[64];
    snprintf(attribute, sizeof attribute, " table:number-rows-repeated=\"%zu\"", rows);
    tolv_write_string(writer, attribute);
}

static bool has_formula(const pattern *of) {
    for (const piece *piece = of->pieces; piece; piece = piece->next)
        if (piece->formula.length)
            return true;
    return false;
}

/* Rows without data that are alike stay one; the first piece is the tag, without its end. */
static void write_rows(const void *context, const tolv_sink *sink) {
    const pattern *from = context;
    bool alike = !has_formula(from);
    for (size_t row = 0, rows = 1; row < from->count; row += rows) {
        tolv_arena arena;
        tolv_cell cells[TOLV_TABLE_COLUMNS_MAX];
        tolv_arena_open(&arena, NULL);
        tolv_writer writer = {.arena = &arena};
        for (size_t i = 0; i < TOLV_TABLE_COLUMNS_MAX; i++)
            cells[i] = (tolv_cell){.kind = TOLV_BLANK};
        if (from->first + row < from->rows->count)
            from->rows->row(from->rows->context, from->first + row, cells);
        else if (alike)
            rows = from->count - row;
        for (const piece *piece = from->pieces; piece; piece = piece->next) {
            write_piece(from, &writer, piece, cells, row);
            if (piece == from->pieces && rows > 1)
                write_repeated(&writer, rows);
        }
        from->of->failed = from->of->failed || writer.failed;
        sink->take(sink->context, writer.bytes, writer.length);
        tolv_arena_close(&arena);
    }
}

static bool make_pattern(tolv_template *at, const tolv_marked_table *table,
                         const tolv_sheet_row *row) {
    size_t from = row->tag_end;
    pattern *new = tolv_arena_take(at->arena, 1, sizeof *new);
    if (!new)
        return tolv_template_refuse_memory(at);
    *new = (pattern){.of = at,
                     .table = table,
                     .rows = &at->filling->rows[table - at->filling->marks->tables],
                     .sheet = at->sheet,
                     .first = row->row - table->area.row - 1,
                     .count = row->rows,
                     .ends_table = row->row + row->rows > table->area.last_row};
    if (row->row + row->rows > table->area.last_row + 1)
        return refuse_alike(at);
    if (new->ends_table &&new->rows->count > new->first + new->count)
        new->count = new->rows->count - new->first;
    tolv_edit edit = {.begin = tolv_part_tag_begin(&at->flat.part, row->tag_end),
                      .end = row->end,
                      .write = write_rows,
                      .context = new};
    tolv_writer tag = {.arena = at->arena};
    tolv_write_tag(&tag, &at->flat.part, row->tag_end, TOLV_DROP_REPEAT);
    if (!add_piece(new, &(piece){.column = TOLV_NO_COLUMN}, &tag))
        return false;
    for (const tolv_seen_cell *seen = at->cells; seen; seen = seen->next) {
        if (!add_bytes(new, from, tolv_part_tag_begin(&at->flat.part, seen->cell.tag_end)) ||
            !add_cell(new, &seen->cell))
            return false;
        from = seen->cell.end;
    }
    return add_bytes(new, from, row->end) && tolv_part_edit(&at->flat.part, &edit);
}

/* ---- The sheets of the template ---- */

static bool take_sheet(void *context, tolv_text name) {
    tolv_template *at = context;
    at->sheet = name;
    return copy(at, &at->sheet);
}

static bool remember_cell(tolv_template *at, const tolv_sheet_cell *cell) {
    tolv_seen_cell *seen = tolv_arena_take(at->arena, 1, sizeof *seen);
    if (!seen)
        return tolv_template_refuse_memory(at);
    *seen = (tolv_seen_cell){.cell = *cell};
    *(at->last_cell ? &at->last_cell->next : &at->cells) = seen;
    at->last_cell = seen;
    return copy(at, &seen->cell.formula);
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    tolv_template *at = context;
    if (tolv_table_at(at->filling->marks, at->sheet, cell->row))
        return remember_cell(at, cell);
    if (is_filled(at, cell))
        return fill_cells(at, cell);
    return !cell->formula.length || move_cell(at, cell);
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    tolv_template *at = context;
    const tolv_marked_table *table = tolv_table_at(at->filling->marks, at->sheet, row->row);
    bool made = !table || make_pattern(at, table, row);
    at->cells = at->last_cell = NULL;
    return made;
}

bool tolv_template_edit_cells(tolv_template *at) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row, .blanks = true};
    return tolv_part_read_sheets(&at->flat.part, &handler, at);
}
