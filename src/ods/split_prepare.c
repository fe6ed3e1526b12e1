/* SPDX-License-Identifier: MPL-2.0 */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "ods/cell_edit.h"
#include "ods/guard_cells.h"
#include "ods/markup.h"
#include "ods/number.h"
#include "ods/split_work.h"

/* A range of cells that an array formula fills. */
typedef struct matrix {
    struct matrix *next;
    size_t row, last_row, column, last_column;
} matrix;

typedef struct preparing {
    tolv_splitting *at;
    tolv_part *part;
    tolv_text sheet;
    matrix *matrices; /* of the sheet */
    const bool *gone; /* by tolv_element */
    bool protects;
    size_t depth, gone_depth, gone_begin; /* of what goes; 0: nothing */
    size_t sheet_depth, sheet_begin;
    bool external; /* the sheet remembers what another file holds */
} preparing;

static bool edit(const preparing *of, size_t begin, size_t end, tolv_text text) {
    return tolv_part_edit(of->part, &(tolv_edit){.begin = begin, .end = end, .text = text});
}

static bool take_sheet(void *context, tolv_text name) {
    preparing *of = context;
    of->sheet = name;
    of->matrices = NULL;
    return tolv_keep_text(of->at->document, of->at->arena, &of->sheet);
}

static const tolv_round_table *shared_at(const preparing *of, const tolv_sheet_cell *cell) {
    const tolv_round_table *table =
        tolv_round_table_at(&of->at->round, of->sheet, cell->row, cell->column);
    return table && table->use == TOLV_ROUND_SHARED ? table : NULL;
}

/* Is the cell in a column that is not for all? */
static bool is_withheld(const preparing *of, const tolv_sheet_cell *cell) {
    const tolv_round_table *table = shared_at(of, cell);
    return table && table->columns[cell->column - table->area.column] == TOLV_COLUMN_WITHHELD;
}

/* ---- Elements that go ---- */

static bool is_gone_address(const preparing *of, tolv_element element, tolv_attribute name,
                            tolv_text value) {
    tolv_area area;
    bool mark = (element == TOLV_ELEMENT_NAMED_RANGE && name == TOLV_ATTRIBUTE_RANGE_ADDRESS) ||
                (element == TOLV_ELEMENT_DATABASE_RANGE && name == TOLV_ATTRIBUTE_TARGET_ADDRESS);
    if (!mark || !tolv_area_read(value, &area))
        return false;
    for (const tolv_round_sheet *sheet = of->at->round.sheets; sheet; sheet = sheet->next)
        if (sheet->unsent && tolv_sheet_is(area.sheet, sheet->name))
            return true;
    return false;
}

/* Its protection is a guard, and no lock: there is no password. */
static bool protect(const preparing *of, size_t tag_end) {
    tolv_stretch whole;
    tolv_text value;
    if (!tolv_find_attribute(of->part, tag_end, "table:protected", &whole, &value)) {
        size_t begin = tolv_part_tag_begin(of->part, tag_end);
        whole.begin = whole.end = begin + 1 + tolv_part_tag_name(of->part, begin).length;
    }
    return edit(of, whole.begin, whole.end, tolv_text_of(" table:protected=\"true\""));
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    preparing *of = context;
    tolv_attribute name;
    tolv_text value;
    size_t tag_end = tolv_xml_offset(xml), begin = tolv_part_tag_begin(of->part, tag_end);
    bool sheet = element == TOLV_ELEMENT_TABLE && !of->sheet_depth;
    bool gone = of->gone[element];
    of->depth++;
    if (!tolv_xml_is_editable(xml))
        return false;
    if (of->gone_depth)
        return true;
    of->external = of->external || element == TOLV_ELEMENT_TABLE_SOURCE;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        gone = gone || is_gone_address(of, element, name, value) ||
               (sheet && name == TOLV_ATTRIBUTE_NAME && tolv_split_is_unsent(of->at, value));
    if (gone) {
        of->gone_depth = of->depth;
        of->gone_begin = begin;
        return true;
    }
    if (!sheet || !of->protects)
        return true;
    of->sheet_depth = of->depth;
    of->sheet_begin = begin;
    of->external = false;
    return protect(of, tag_end);
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    preparing *of = context;
    size_t past = tolv_xml_offset(xml), begin = 0;
    (void)element;
    if (of->depth == of->gone_depth) {
        begin = of->gone_begin;
        of->gone_depth = 0;
    } else if (of->depth == of->sheet_depth) {
        begin = of->external ? of->sheet_begin : 0;
        of->sheet_depth = 0;
    }
    of->depth--;
    return begin == 0 || edit(of, begin, past, tolv_text_of(""));
}

static bool take_away(preparing *of, const bool *gone) {
    static const tolv_xml_handler handler = {.start = start, .end = end};
    of->gone = gone;
    return tolv_part_read(of->part, &handler, of);
}

/* ---- What is a value from now on ---- */

static const char *const formula_attributes[] = {
    "table:formula", "table:number-matrix-rows-spanned", "table:number-matrix-columns-spanned"};

static bool replace_cell(const preparing *of, const tolv_sheet_cell *cell, unsigned dropped) {
    static const tolv_text none = {"", 0};
    tolv_writer writer = {.arena = of->at->arena};
    tolv_write_cell(&writer, of->part, cell, dropped, none, none);
    return writer.failed ? tolv_refuse_memory(of->at->document)
                         : edit(of, tolv_part_tag_begin(of->part, cell->tag_end), cell->end,
                                tolv_written(&writer));
}

/* An empty text is an answer too: an office saves it as no result at all. */
static bool is_calculated(const preparing *of, const tolv_sheet_cell *cell) {
    if (cell->kind == TOLV_CELL_BLANK)
        return of->at->calculated;
    return cell->kind != TOLV_CELL_ERROR || !tolv_text_same(cell->text, tolv_text_of("#NAME?"));
}

/* A ledger is a file that others do not have; what it was called is nobody's business. A figure of
 * it, what is shared, and what was calculated of all units' rows, are values, not formulas that
 * others' rows would answer. */
static bool is_fixed(const preparing *of, const tolv_sheet_cell *cell, bool *of_all) {
    size_t own = tolv_split_owner(of->at, of->sheet, cell->row);
    tolv_text prefix, formula, item;
    *of_all = false;
    if (cell->formula.length == 0 || own == TOLV_NOBODY || tolv_split_is_unsent(of->at, of->sheet))
        return false;
    if (shared_at(of, cell) || tolv_split_reads_ledger(of->at, of->sheet, cell->formula))
        return true;
    *of_all = tolv_split_formula(cell->formula, &prefix, &formula) &&
              tolv_split_sum_of(of->at, of->sheet, cell->row, own, formula, &item) == TOLV_SUM_ALL;
    return *of_all;
}

static bool holds(const tolv_part *part, const tolv_sheet_cell *cell, const char *text) {
    return memmem(part->bytes + cell->tag_end, cell->end - cell->tag_end, text, strlen(text));
}

/* What looks like a sum of the rows above says what it is; not where somebody's note stays. */
static bool say_of_all(const preparing *of, const tolv_sheet_cell *cell) {
    tolv_text as_of = of->at->options->guarding.as_of;
    tolv_writer text = {.arena = of->at->arena}, note = text;
    tolv_stretch inside = {cell->tag_end + 1, cell->tag_end + 1};
    if (!holds(of->part, cell, "<text:p") ||
        (of->at->options->keep_notes && holds(of->part, cell, "<office:annotation")))
        return true;
    tolv_write_sentence(&text, of->at->options->guarding.language,
                        as_of.length ? N_("a fixed figure of all units, of {1}")
                                     : N_("a fixed figure of all units"),
                        &TOLV_TEXT_ITEM(as_of), 1);
    tolv_write_string(&note, "<office:annotation>");
    tolv_write_paragraphs(&note, tolv_written(&text));
    tolv_write_string(&note, "</office:annotation>");
    return text.failed || note.failed ? tolv_refuse_memory(of->at->document)
                                      : edit(of, inside.begin, inside.end, tolv_written(&note));
}

static bool fix(void *context, const tolv_sheet_cell *cell) {
    preparing *of = context;
    tolv_stretch whole;
    tolv_text value;
    bool of_all, done = true;
    if (tolv_split_opens_ledger(cell) || is_withheld(of, cell))
        return replace_cell(of, cell, TOLV_DROP_VALUE | TOLV_DROP_FORMULA);
    if (!is_fixed(of, cell, &of_all))
        return true;
    if (!is_calculated(of, cell))
        return tolv_refuse_with(of->at->document, NULL,
                                N_("“{1}” is to become a value, and has never been calculated: "
                                   "open the workbook in LibreOffice with the extension, and save "
                                   "it"),
                                TOLV_TEXT_ITEM(cell->formula));
    for (size_t i = 0; i < sizeof formula_attributes / sizeof *formula_attributes && done; i++)
        if (tolv_find_attribute(of->part, cell->tag_end, formula_attributes[i], &whole, &value))
            done = edit(of, whole.begin, whole.end, tolv_text_of(""));
    return done && (!of_all || say_of_all(of, cell));
}

/* ---- Figures that go ---- */

static size_t span(const preparing *of, size_t tag_end, const char *name) {
    double number = 1;
    bool read = tolv_number_read(tolv_tag_attribute(of->part, tag_end, name), &number);
    return read && number >= 1 && number <= TOLV_SHEET_ROWS ? (size_t)number : 1;
}

static bool remember_matrix(preparing *of, const tolv_sheet_cell *cell) {
    size_t rows = span(of, cell->tag_end, formula_attributes[1]);
    size_t columns = span(of, cell->tag_end, formula_attributes[2]);
    if (rows * columns == 1)
        return true;
    matrix *new = tolv_arena_take(of->at->arena, 1, sizeof *new);
    if (!new)
        return tolv_refuse_memory(of->at->document);
    *new = (matrix){of->matrices, cell->row, cell->row + rows - 1, cell->column,
                    cell->column + columns - 1};
    of->matrices = new;
    return true;
}

static bool is_in_matrix(const preparing *of, const tolv_sheet_cell *cell) {
    for (const matrix *at = of->matrices; at; at = at->next)
        if (cell->row <= at->last_row && cell->row + cell->rows > at->row &&
            cell->column <= at->last_column && cell->column + cell->columns > at->column)
            return true;
    return false;
}

/* A figure of a group in which somebody could be recognised. */
static bool is_small(const preparing *of, const tolv_sheet_cell *cell) {
    if (cell->kind == TOLV_CELL_TEXT || cell->kind == TOLV_CELL_BLANK)
        return false;
    for (const tolv_small_row *small = of->at->small; small; small = small->next)
        if (small->table == shared_at(of, cell) && small->row == cell->row)
            return true;
    return false;
}

/* What formulas answered is calculated anew from what the file has. */
static bool drop_figure(void *context, const tolv_sheet_cell *cell) {
    preparing *of = context;
    if (cell->formula.length && !remember_matrix(of, cell))
        return false;
    bool calculated = cell->formula.length ||
                      (cell->kind != TOLV_CELL_BLANK && of->matrices && is_in_matrix(of, cell));
    if (!calculated && !is_small(of, cell))
        return true;
    return replace_cell(of, cell, TOLV_DROP_VALUE);
}

/* ---- The content that all files have ---- */

static void take_bytes(void *context, const char *bytes, size_t length) {
    tolv_spool_write(context, bytes, length);
}

/* The part with its edits, which then are forgotten. */
static bool spool_part(tolv_part *part, tolv_spool *spool) {
    spool->limit = SIZE_MAX / 4;
    tolv_part_write(part, (tolv_stretch){0, part->length}, &(tolv_sink){take_bytes, spool});
    part->edit_count = 0;
    return !spool->failed || tolv_refuse_memory(part->document);
}

static tolv_part part_of(const tolv_splitting *at, const tolv_spool *spool) {
    return (tolv_part){.document = at->document,
                       .bytes = spool->bytes,
                       .length = spool->length,
                       .arena = at->arena};
}

/* Notes of people go before the guards add their own. */
static bool guard(preparing *of) {
    static const tolv_sheet_handler values = {.sheet = take_sheet, .cell = fix, .exact = true};
    bool gone[TOLV_ELEMENT_COUNT] = {[TOLV_ELEMENT_ANNOTATION] = !of->at->options->keep_notes};
    tolv_guard_counts counts;
    tolv_guarding_work work = of->at->options->guarding;
    work.sheets = of->at->round.sheets;
    of->part = of->at->master;
    return take_away(of, gone) && tolv_part_read_sheets(of->part, &values, of) &&
           tolv_guard_workbook(of->at->rewrite, &work, &counts);
}

static bool clean(preparing *of, tolv_part *part) {
    static const bool gone[TOLV_ELEMENT_COUNT] = {
        [TOLV_ELEMENT_TRACKED_CHANGES] = true, [TOLV_ELEMENT_DDE_LINKS] = true,
        [TOLV_ELEMENT_DDE_SOURCE] = true,      [TOLV_ELEMENT_PIVOTS] = true,
        [TOLV_ELEMENT_RANGE_SOURCE] = true,    [TOLV_ELEMENT_FILTER] = true,
        [TOLV_ELEMENT_SCENARIO] = true,        [TOLV_ELEMENT_SCRIPTS] = true,
        [TOLV_ELEMENT_FORMS] = true,           [TOLV_ELEMENT_CONTROL] = true,
        [TOLV_ELEMENT_EVENTS] = true};
    static const tolv_sheet_handler figures = {
        .sheet = take_sheet, .cell = drop_figure, .exact = true};
    of->part = part;
    return take_away(of, gone) && tolv_part_read_sheets(part, &figures, of);
}

bool tolv_split_prepare(tolv_splitting *at) {
    preparing of = {.at = at};
    tolv_spool guarded = {.bytes = NULL};
    bool done = guard(&of) && spool_part(at->master, &guarded);
    tolv_part part = part_of(at, &guarded);
    of = (preparing){.at = at, .protects = true};
    done = done && clean(&of, &part) && spool_part(&part, &at->common);
    free(guarded.bytes);
    at->content = part_of(at, &at->common);
    return done;
}
