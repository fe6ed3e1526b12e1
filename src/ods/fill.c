/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/fill.h"

#include <stdio.h>
#include <string.h>

#include "ods/cell_edit.h"
#include "ods/fill_targets.h"
#include "ods/markup.h"
#include "ods/number.h"
#include "ods/rules.h"

/* A cell of the row that is being read. */
typedef struct seen_cell {
    struct seen_cell *next;
    tolv_sheet_cell cell;
    bool stale; /* its value is calculated */
} seen_cell;

/* The cells that an array formula fills, when they are more than one. */
typedef struct matrix {
    struct matrix *next;
    size_t row, rows, column, columns;
} matrix;

typedef struct filling {
    const tolv_document *document;
    tolv_part *part;
    tolv_rules *rules;
    const tolv_targets *targets;
    bool force;
    size_t next;             /* of the targets */
    size_t sheet, sheet_end; /* counted from 1; and where its targets end */
    tolv_text sheet_name;
    seen_cell *cells, *last_cell; /* of the row */
    matrix *matrices;             /* of the sheet */
    tolv_arena scratch;           /* until the row ends */
} filling;

/* ---- What may not be filled ---- */

static bool tell(const filling *at, tolv_severity severity, const tolv_target *target,
                 const char *sentence) {
    char place[TOLV_CELL_PLACE_ROOM];
    tolv_cell_place(at->sheet_name, target->column, target->row, place);
    tolv_notice notice = {.severity = severity,
                          .file = at->document->path,
                          .cell = place,
                          .sentence = sentence,
                          .items = {TOLV_PLAIN(target->line)},
                          .item_count = 1};
    tolv_notify(&at->document->listener, &notice);
    return severity != TOLV_FAILURE;
}

/* Does the area lie in one that an array formula fills? */
static bool is_in_matrix(const filling *at, size_t row, size_t rows, size_t column,
                         size_t columns) {
    for (const matrix *area = at->matrices; area; area = area->next)
        if (row >= area->row && row + rows <= area->row + area->rows && column >= area->column &&
            column + columns <= area->column + area->columns)
            return true;
    return false;
}

static bool check_validation(const filling *at, const tolv_target *target, tolv_text validation) {
    bool stops;
    switch (tolv_rules_judge(at->rules, validation, &target->value, &stops)) {
    case TOLV_VALID:
        return true;
    case TOLV_INVALID:
        return tell(at, stops && !at->force ? TOLV_FAILURE : TOLV_WARNING, target,
                    N_("the value of line {1} does not fit the validity rule of the cell"));
    default:
        return tell(at, TOLV_WARNING, target,
                    N_("whether the value of line {1} fits the validity rule of the cell can only "
                       "an office tell"));
    }
}

/* `cell` NULL: the sheet has none there yet. */
static bool check_target(const filling *at, const tolv_target *target, const tolv_sheet_cell *cell,
                         const tolv_sheet_row *row) {
    tolv_text style =
        cell ? tolv_tag_attribute(at->part, cell->tag_end, "table:style-name") : (tolv_text){"", 0};
    if (row && style.length == 0)
        style = tolv_tag_attribute(at->part, row->tag_end, "table:default-cell-style-name");
    const char *sentence = NULL;
    if (is_in_matrix(at, target->row, 1, target->column, 1)) /* an office would calculate it over */
        return tell(at, TOLV_FAILURE, target,
                    N_("it is part of an array formula: fill what the formula reads"));
    if (cell && cell->covered)
        sentence = N_("it lies under a merged cell, where nobody would see the value");
    else if (tolv_rules_protect(at->rules, at->sheet_name, target->column, style))
        sentence = N_("it is protected: take the protection away in an office, or say --force");
    if (sentence && !at->force)
        return tell(at, TOLV_FAILURE, target, sentence);
    return !cell || at->targets->judged ||
           check_validation(
               at, target,
               tolv_tag_attribute(at->part, cell->tag_end, "table:content-validation-name"));
}

/* ---- Cells ---- */

static bool is_empty(const tolv_target *target) {
    return target->value.kind == TOLV_CELL_BLANK && target->note.length == 0;
}

static void write_repeat(tolv_writer *writer, const char *name, size_t count) {
    char attribute[64];
    if (count == 1)
        return;
    snprintf(attribute, sizeof attribute, " %s=\"%zu\"", name, count);
    tolv_write_string(writer, attribute);
}

static void write_columns(tolv_writer *writer, size_t count) {
    write_repeat(writer, "table:number-columns-repeated", count);
}

static void write_bytes(const filling *at, tolv_writer *writer, size_t begin, size_t end) {
    tolv_write(writer, (tolv_text){at->part->bytes + begin, end - begin});
}

/* A run of cells that get no value: as they are, but for a stale one. */
static void write_kept(const filling *at, tolv_writer *writer, const seen_cell *seen,
                       size_t columns) {
    const tolv_sheet_cell *cell = &seen->cell;
    tolv_writer repeat = {.arena = writer->arena};
    bool whole = columns == cell->columns;
    if (!whole)
        write_columns(&repeat, columns);
    if (seen->stale)
        tolv_write_cell(writer, at->part, cell,
                        TOLV_DROP_VALUE | (whole ? TOLV_DROP_NOTHING : TOLV_DROP_REPEAT),
                        tolv_written(&repeat), (tolv_text){"", 0});
    else if (whole)
        write_bytes(at, writer, tolv_part_tag_begin(at->part, cell->tag_end), cell->end);
    else {
        tolv_write_tag(writer, at->part, cell->tag_end, TOLV_DROP_REPEAT);
        tolv_write(writer, tolv_written(&repeat));
        write_bytes(at, writer, cell->tag_end, cell->end);
    }
    writer->failed = writer->failed || repeat.failed;
}

static void write_filled(const filling *at, tolv_writer *writer, const tolv_sheet_cell *cell,
                         const tolv_target *target) {
    const tolv_input *value = &target->value;
    tolv_writer attributes = {.arena = writer->arena}, paragraphs = {.arena = writer->arena};
    tolv_write_input_attributes(&attributes, value,
                                tolv_tag_attribute(at->part, cell->tag_end, "office:value-type"),
                                tolv_tag_attribute(at->part, cell->tag_end, "office:currency"));
    tolv_write(&paragraphs, target->note);
    tolv_write_input_paragraphs(&paragraphs, value);
    tolv_write_cell(writer, at->part, cell, TOLV_DROP_REPEAT | TOLV_DROP_VALUE | TOLV_DROP_FORMULA,
                    tolv_written(&attributes), tolv_written(&paragraphs));
    writer->failed = writer->failed || attributes.failed || paragraphs.failed;
}

/* Where the sheet has no cells yet. */
static void write_new(tolv_writer *writer, size_t gap, const tolv_target *target) {
    const tolv_input *value = &target->value;
    if (gap) {
        tolv_write_string(writer, "<table:table-cell");
        write_columns(writer, gap);
        tolv_write_string(writer, "/>");
    }
    tolv_write_string(writer, "<table:table-cell");
    tolv_write_input_attributes(writer, value, (tolv_text){"", 0}, (tolv_text){"", 0});
    tolv_write_string(writer, ">");
    tolv_write(writer, target->note);
    tolv_write_input_paragraphs(writer, value);
    tolv_write_string(writer, "</table:table-cell>");
}

/* A run of cells of one row, taken apart where some of them get values: `next` goes past those. */
static bool write_run(const filling *at, tolv_writer *writer, const seen_cell *seen,
                      const tolv_sheet_row *row, size_t *next, size_t end) {
    const tolv_sheet_cell *cell = &seen->cell;
    size_t column = cell->column, past = cell->column + cell->columns;
    for (; *next < end && at->targets->targets[*next].column < past; ++*next) {
        const tolv_target *target = &at->targets->targets[*next];
        bool blank = cell->kind == TOLV_CELL_BLANK && cell->formula.length == 0;
        if (blank && is_empty(target))
            continue;
        if (!check_target(at, target, cell, row))
            return false;
        if (target->column > column)
            write_kept(at, writer, seen, target->column - column);
        write_filled(at, writer, cell, target);
        column = target->column + 1;
    }
    if (column < past)
        write_kept(at, writer, seen, past - column);
    return true;
}

/* ---- Rows ---- */

/* `rows` of a run of rows, with the targets from `next` to `end`, which are for one row. */
static bool write_row(const filling *at, tolv_writer *writer, const tolv_sheet_row *row,
                      size_t rows, size_t next, size_t end) {
    size_t begin = tolv_part_tag_begin(at->part, row->tag_end), from = row->tag_end + 1;
    size_t column = 0;
    bool open = at->part->bytes[row->tag_end] == '>';
    if (row->rows == 1)
        write_bytes(at, writer, begin, row->tag_end);
    else {
        tolv_write_tag(writer, at->part, row->tag_end, TOLV_DROP_REPEAT);
        write_repeat(writer, "table:number-rows-repeated", rows);
    }
    tolv_write_string(writer, ">");
    for (const seen_cell *seen = at->cells; seen; seen = seen->next) {
        write_bytes(at, writer, from, tolv_part_tag_begin(at->part, seen->cell.tag_end));
        if (!write_run(at, writer, seen, row, &next, end))
            return false;
        column = seen->cell.column + seen->cell.columns;
        from = seen->cell.end;
    }
    for (; next < end; next++) {
        const tolv_target *target = &at->targets->targets[next];
        if (is_empty(target))
            continue;
        if (!check_target(at, target, NULL, row))
            return false;
        write_new(writer, target->column - column, target);
        column = target->column + 1;
    }
    if (open)
        write_bytes(at, writer, from, row->end);
    else {
        tolv_write_string(writer, "</");
        tolv_write(writer, tolv_part_tag_name(at->part, begin));
        tolv_write_string(writer, ">");
    }
    return true;
}

/* Where the targets of the row of target `i` end. */
static size_t end_of_row(const filling *at, size_t i) {
    const tolv_target *targets = at->targets->targets;
    size_t row = targets[i].row;
    while (i < at->sheet_end && targets[i].row == row)
        i++;
    return i;
}

static bool edit(const filling *at, size_t begin, size_t end, const tolv_writer *scratch) {
    tolv_writer kept = {.arena = at->part->arena};
    tolv_text text = tolv_written(scratch);
    if (!scratch->failed && text.length == end - begin &&
        memcmp(text.bytes, at->part->bytes + begin, text.length) == 0)
        return true;
    tolv_write(&kept, text);
    return scratch->failed || kept.failed
               ? tolv_refuse_memory(at->document)
               : tolv_part_edit(at->part, &(tolv_edit){begin, end, .text = tolv_written(&kept)});
}

static bool has_targets(const filling *at, size_t row, size_t rows) {
    return at->next < at->sheet_end && at->targets->targets[at->next].row < row + rows;
}

/* A run of rows, taken apart where some of them get values. */
static bool edit_row(filling *at, const tolv_sheet_row *row) {
    tolv_writer writer = {.arena = &at->scratch};
    size_t done = row->row, past = row->row + row->rows;
    while (has_targets(at, row->row, row->rows)) {
        size_t target = at->targets->targets[at->next].row, end = end_of_row(at, at->next);
        if ((target > done && !write_row(at, &writer, row, target - done, 0, 0)) ||
            !write_row(at, &writer, row, 1, at->next, end))
            return false;
        done = target + 1;
        at->next = end;
    }
    return (done == past || write_row(at, &writer, row, past - done, 0, 0)) &&
           edit(at, tolv_part_tag_begin(at->part, row->tag_end), row->end, &writer);
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    filling *at = context;
    bool edited = !has_targets(at, row->row, row->rows) || edit_row(at, row);
    at->cells = at->last_cell = NULL;
    tolv_arena_close(&at->scratch);
    tolv_arena_open(&at->scratch, NULL);
    return edited;
}

/* ---- The sheets ---- */

static bool take_sheet(void *context, tolv_text name) {
    filling *at = context;
    at->sheet_name = name;
    at->sheet++;
    at->matrices = NULL;
    at->sheet_end = at->next;
    while (at->sheet_end < at->targets->count &&
           at->targets->targets[at->sheet_end].sheet + 1 == at->sheet)
        at->sheet_end++;
    return tolv_keep_text(at->document, at->part->arena, &at->sheet_name);
}

static size_t span(const filling *at, const tolv_sheet_cell *cell, const char *name) {
    double number;
    tolv_text written = tolv_tag_attribute(at->part, cell->tag_end, name);
    bool fits = tolv_number_read(written, &number) && number >= 1 && number <= TOLV_SHEET_ROWS;
    return fits ? (size_t)number : 1;
}

static bool remember_matrix(filling *at, const tolv_sheet_cell *cell) {
    matrix found = {at->matrices, cell->row, span(at, cell, "table:number-matrix-rows-spanned"),
                    cell->column, span(at, cell, "table:number-matrix-columns-spanned")};
    if (found.rows * found.columns == 1)
        return true;
    matrix *new = tolv_arena_take(at->part->arena, 1, sizeof *new);
    if (!new)
        return tolv_refuse_memory(at->document);
    *new = found;
    at->matrices = new;
    return true;
}

static bool remember_cell(filling *at, const tolv_sheet_cell *cell, bool stale) {
    seen_cell *seen = tolv_arena_take(&at->scratch, 1, sizeof *seen);
    if (!seen)
        return tolv_refuse_memory(at->document);
    *seen = (seen_cell){.cell = *cell, .stale = stale};
    *(at->last_cell ? &at->last_cell->next : &at->cells) = seen;
    at->last_cell = seen;
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    filling *at = context;
    if (cell->formula.length && !remember_matrix(at, cell))
        return false;
    bool stale = cell->formula.length ||
                 (at->matrices && cell->kind != TOLV_CELL_BLANK &&
                  is_in_matrix(at, cell->row, cell->rows, cell->column, cell->columns));
    if (has_targets(at, cell->row, cell->rows))
        return remember_cell(at, cell, stale);
    if (!stale)
        return true;
    tolv_writer writer = {.arena = &at->scratch};
    tolv_write_cell(&writer, at->part, cell, TOLV_DROP_VALUE, (tolv_text){"", 0},
                    (tolv_text){"", 0});
    return edit(at, tolv_part_tag_begin(at->part, cell->tag_end), cell->end, &writer);
}

/* Rows that the sheet does not have yet. */
static bool end_sheet(void *context, size_t rows, size_t place) {
    filling *at = context;
    tolv_writer writer = {.arena = &at->scratch};
    for (size_t row = rows; at->next < at->sheet_end;) {
        const tolv_target *targets = at->targets->targets;
        size_t end = end_of_row(at, at->next), column = 0, of = targets[at->next].row;
        if (place == 0)
            return tell(at, TOLV_FAILURE, &targets[at->next],
                        N_("its sheet has no rows: open it in an office and save it again"));
        tolv_writer line = {.arena = &at->scratch};
        for (; at->next < end; at->next++) {
            const tolv_target *target = &targets[at->next];
            if (is_empty(target))
                continue;
            if (!check_target(at, target, NULL, NULL))
                return false;
            write_new(&line, target->column - column, target);
            column = target->column + 1;
        }
        if (line.length == 0)
            continue;
        if (of > row) {
            tolv_write_string(&writer, "<table:table-row");
            write_repeat(&writer, "table:number-rows-repeated", of - row);
            tolv_write_string(&writer, "><table:table-cell/></table:table-row>");
        }
        tolv_write_string(&writer, "<table:table-row>");
        tolv_write(&writer, tolv_written(&line));
        tolv_write_string(&writer, "</table:table-row>");
        writer.failed = writer.failed || line.failed;
        row = of + 1;
    }
    return writer.length == 0 || edit(at, place, place, &writer);
}

/* ---- The whole ---- */

bool tolv_targets_fill(tolv_rewrite *rewrite, tolv_rules *rules, const tolv_document *workbook,
                       const tolv_targets *targets, bool force) {
    static const tolv_sheet_handler handler = {.sheet = take_sheet,
                                               .cell = take_cell,
                                               .row = take_row,
                                               .sheet_end = end_sheet,
                                               .blanks = true,
                                               .exact = true};
    filling at = {.document = workbook,
                  .part = tolv_rewrite_content(rewrite),
                  .rules = rules,
                  .targets = targets,
                  .force = force};
    tolv_arena_open(&at.scratch, NULL);
    bool filled = at.part && at.rules && tolv_part_read_sheets(at.part, &handler, &at);
    tolv_arena_close(&at.scratch);
    return filled;
}

static bool fill(tolv_rewrite *rewrite, const tolv_document *workbook, const tolv_document *values,
                 const tolv_fill_options *options) {
    tolv_targets targets;
    tolv_part *part = tolv_rewrite_content(rewrite);
    return part && tolv_targets_find(part, values, options, &targets) &&
           (targets.count == 0 || (tolv_targets_fill(rewrite, tolv_rules_read(rewrite), workbook,
                                                     &targets, options->force) &&
                                   (!options->force || tolv_rewrite_remove_signatures(rewrite))));
}

bool tolv_fill(const tolv_document *workbook, const tolv_document *values,
               const tolv_fill_options *options, const char *path, const tolv_system *system) {
    tolv_rewrite *rewrite = tolv_rewrite_open(workbook);
    bool filled = rewrite && fill(rewrite, workbook, values, options) &&
                  tolv_rewrite_write(rewrite, path, system);
    tolv_rewrite_close(rewrite);
    return filled;
}
