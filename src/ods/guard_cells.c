/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/guard_cells.h"

#include <string.h>

#include "ods/figure.h"
#include "ods/markup.h"
#include "ods/number.h"
#include "ods/round.h"

enum { ARRAY_CELLS = 4096, TOLD_MAX = 20 };

static const char formula_name[] = "table:formula",
                  columns_name[] = "table:number-matrix-columns-spanned",
                  rows_name[] = "table:number-matrix-rows-spanned";

/* An array formula, and the cells of its answer. */
typedef struct tolv_guard_array {
    struct tolv_guard_array *next;
    tolv_text formula;
    size_t row, column, rows, columns, seen;
    bool single; /* every cell stands for itself alone, with a figure */
    tolv_sheet_cell *cells;
} tolv_guard_array;

/* ---- Attributes ---- */

bool tolv_split_formula(tolv_text text, tolv_text *prefix, tolv_text *formula) {
    static const char of[] = "of:=";
    size_t length = sizeof of - 1;
    if (text.length < length || memcmp(text.bytes, of, length) != 0)
        return false;
    *prefix = (tolv_text){text.bytes, length};
    *formula = (tolv_text){text.bytes + length, text.length - length};
    return true;
}

bool tolv_find_attribute(const tolv_part *part, size_t tag_end, const char *name,
                         tolv_stretch *whole, tolv_text *value) {
    size_t at = tolv_part_tag_begin(part, tag_end);
    tolv_text found;
    while (tolv_part_attribute(part, &at, &found, value))
        if (found.length == strlen(name) && memcmp(found.bytes, name, found.length) == 0) {
            *whole = (tolv_stretch){(size_t)(found.bytes - part->bytes) - 1, at};
            return true;
        }
    return false;
}

bool tolv_edit_formula(tolv_guarded *at, tolv_stretch place, const char *name, tolv_text prefix,
                       tolv_text formula) {
    tolv_writer writer = {.arena = at->arena};
    tolv_write_string(&writer, " ");
    tolv_write_string(&writer, name);
    tolv_write_string(&writer, "=\"");
    tolv_write_escaped(&writer, prefix);
    tolv_write_escaped(&writer, formula);
    tolv_write_string(&writer, "\"");
    tolv_edit edit = {.begin = place.begin, .end = place.end, .text = tolv_written(&writer)};
    return writer.failed ? tolv_refuse_memory(at->document) : tolv_part_edit(at->part, &edit);
}

void tolv_tell_cell(const tolv_guarded *at, tolv_severity severity, size_t row, size_t column,
                    const char *sentence) {
    char place[TOLV_CELL_PLACE_ROOM];
    tolv_cell_place(at->sheet, column, row, place);
    tolv_notice notice = {
        .severity = severity, .file = at->document->path, .cell = place, .sentence = sentence};
    tolv_notify(&at->document->listener, &notice);
}

static bool replace_formula(tolv_guarded *at, const tolv_sheet_cell *cell, tolv_text formula) {
    tolv_stretch whole;
    tolv_text value;
    return !tolv_find_attribute(at->part, cell->tag_end, formula_name, &whole, &value) ||
           tolv_edit_formula(at, whole, formula_name, tolv_text_of("of:="), formula);
}

/* ---- Cells ---- */

static void refuse_cell(tolv_guarded *at, const tolv_sheet_cell *cell, const char *sentence) {
    if (at->told++ < TOLD_MAX)
        tolv_tell_cell(at, TOLV_FAILURE, cell->row, cell->column, sentence);
}

/* The formula guarded, and all that is to be said of it. The first refused cells are told; the
 * reading goes on, to find all of them. */
static bool guard_formula(tolv_guarded *at, tolv_arena *arena, const tolv_sheet_cell *cell,
                          size_t rows, size_t columns, tolv_text formula, const tolv_guard *guard) {
    tolv_writer writer = {.arena = arena};
    tolv_guarding guarding = tolv_guard_formula(&writer, guard, formula);
    const char *sentence = NULL;
    if (writer.failed)
        return tolv_refuse_memory(at->document);
    switch (guarding) {
    case TOLV_GUARD_PLAIN:
        return true;
    case TOLV_GUARD_STANDS:
        return !tolv_has_frozen_note(at, cell) || tolv_add_frozen_cell(at, cell, rows, columns);
    case TOLV_GUARD_CHANGED:
        at->counts->kept++;
        tolv_tell_cell(at, TOLV_WARNING, cell->row, cell->column,
                       N_("its guard was changed by hand: it stays as it is"));
        return true;
    case TOLV_GUARD_UNSAID:
        sentence = N_("its formula has no figure to show where the extension is missing: open the "
                      "workbook in LibreOffice with the extension, and save it");
        break;
    case TOLV_GUARD_TOO_LONG:
        sentence = N_("guarded, its formula would be longer than Excel reads: share it among "
                      "several cells");
        break;
    case TOLV_GUARD_CUT:
        tolv_tell_cell(at, TOLV_NOTE, cell->row, cell->column,
                       N_("without the extension its figure is fixed: to calculate it there would "
                          "take a formula longer than Excel reads"));
        break;
    default:
        break;
    }
    if (sentence) {
        refuse_cell(at, cell, sentence);
        return true;
    }
    bool alive = guarding == TOLV_GUARD_ALIVE;
    *(alive ? &at->counts->alive : &at->counts->frozen) += 1;
    return replace_formula(at, cell, tolv_written(&writer)) &&
           (alive ||
            (tolv_add_frozen_note(at, cell) && tolv_add_frozen_cell(at, cell, rows, columns)));
}

static bool is_frozen(const tolv_guarded *at, tolv_text formula) {
    return tolv_formula_uses(formula, at->names, at->name_count);
}

static tolv_guard guard_with(const tolv_guarded *at, const tolv_writer *figure, bool frozen) {
    return (tolv_guard){.vocabulary = at->work->vocabulary,
                        .figure = tolv_written(figure),
                        .room = TOLV_EXCEL_FORMULA,
                        .frozen = frozen};
}

static bool guard_cell(tolv_guarded *at, const tolv_sheet_cell *cell, tolv_text formula) {
    tolv_arena arena;
    bool frozen = is_frozen(at, formula);
    if (!frozen && !tolv_has_call(formula))
        return true;
    tolv_arena_open(&arena, NULL);
    tolv_writer figure = {.arena = &arena};
    tolv_sheet_cell shown = *cell;
    if (at->calculated && shown.kind == TOLV_CELL_BLANK)
        shown.kind = TOLV_CELL_TEXT;
    if (!tolv_write_figures(&figure, &shown, 1, 1))
        figure.length = 0;
    tolv_guard guard = guard_with(at, &figure, frozen);
    bool guarded =
        figure.failed ? tolv_refuse_memory(at->document)
                      : guard_formula(at, &arena, cell, cell->rows, cell->columns, formula, &guard);
    tolv_arena_close(&arena);
    return guarded;
}

/* ---- Array formulas ---- */

static bool read_span(const tolv_part *part, size_t tag_end, const char *name, size_t *span) {
    tolv_stretch whole;
    tolv_text value;
    double number = 1;
    bool found = tolv_find_attribute(part, tag_end, name, &whole, &value);
    *span = found && tolv_number_read(value, &number) && number >= 1 && number <= TOLV_SHEET_ROWS
                ? (size_t)number
                : 1;
    return found;
}

static bool open_array(tolv_guarded *at, const tolv_sheet_cell *cell, tolv_text formula,
                       size_t rows, size_t columns) {
    if (!is_frozen(at, formula) && !tolv_has_call(formula))
        return true;
    if (rows > ARRAY_CELLS / columns) {
        refuse_cell(at, cell,
                    N_("as an array formula over so many cells it cannot be guarded: use "
                       "a smaller one, or its function with an element"));
        return true;
    }
    tolv_guard_array *array = tolv_arena_take(at->arena, 1, sizeof *array);
    tolv_writer copy = {.arena = at->arena};
    tolv_write(&copy, formula);
    tolv_sheet_cell *cells = tolv_arena_take(at->arena, rows * columns, sizeof *cells);
    if (!array || !cells || copy.failed)
        return tolv_refuse_memory(at->document);
    memset(cells, 0, rows * columns * sizeof *cells);
    *array = (tolv_guard_array){.next = at->arrays,
                                .formula = tolv_written(&copy),
                                .row = cell->row,
                                .column = cell->column,
                                .rows = rows,
                                .columns = columns,
                                .single = true,
                                .cells = cells};
    at->arrays = array;
    return true;
}

/* The cell's share in an array formula. */
static bool add_to_array(tolv_guarded *at, tolv_guard_array *array, const tolv_sheet_cell *cell) {
    size_t last_row = array->row + array->rows, last_column = array->column + array->columns;
    size_t to_row = cell->row + cell->rows, to_column = cell->column + cell->columns;
    size_t row = cell->row > array->row ? cell->row : array->row;
    size_t from = cell->column > array->column ? cell->column : array->column;
    tolv_writer text = {.arena = at->arena};
    if (row >= to_row || row >= last_row || from >= to_column || from >= last_column)
        return true;
    tolv_write(&text, cell->text);
    array->single =
        array->single && cell->rows == 1 && cell->columns == 1 && cell->kind == TOLV_CELL_NUMBER;
    for (; row < to_row && row < last_row; row++)
        for (size_t column = from; column < to_column && column < last_column; column++) {
            tolv_sheet_cell *share =
                &array->cells[(row - array->row) * array->columns + column - array->column];
            *share = *cell;
            share->text = tolv_written(&text);
            array->seen++;
        }
    return !text.failed || tolv_refuse_memory(at->document);
}

static bool remove_attribute(tolv_guarded *at, size_t tag_end, const char *name) {
    tolv_stretch whole;
    tolv_text value;
    if (!tolv_find_attribute(at->part, tag_end, name, &whole, &value))
        return true;
    tolv_edit edit = {.begin = whole.begin, .end = whole.end, .text = tolv_text_of("")};
    return tolv_part_edit(at->part, &edit);
}

/* Where an attribute can be added: after the tag's name. */
static tolv_stretch after_name(const tolv_part *part, size_t tag_end) {
    size_t begin = tolv_part_tag_begin(part, tag_end);
    size_t at = begin + 1 + tolv_part_tag_name(part, begin).length;
    return (tolv_stretch){at, at};
}

/* A guarded call for each cell; false when there is none for one of them. */
static bool write_elements(tolv_arena *arena, const tolv_guard_array *array,
                           const tolv_guard *guard, tolv_text *elements) {
    size_t count = array->rows * array->columns;
    bool said = array->single && array->seen == count && count > 1;
    for (size_t i = 0; i < count && said; i++) {
        tolv_writer writer = {.arena = arena};
        said = tolv_guard_element(&writer, guard, array->formula, array->rows, array->columns,
                                  i + 1) == TOLV_GUARD_ALIVE;
        elements[i] = tolv_written(&writer);
    }
    return said;
}

static bool edit_elements(tolv_guarded *at, const tolv_guard_array *array,
                          const tolv_text *elements) {
    size_t count = array->rows * array->columns, origin = array->cells[0].tag_end;
    bool edited = remove_attribute(at, origin, columns_name) &&
                  remove_attribute(at, origin, rows_name) &&
                  replace_formula(at, &array->cells[0], elements[0]);
    for (size_t i = 1; i < count && edited; i++)
        edited = tolv_edit_formula(at, after_name(at->part, array->cells[i].tag_end), formula_name,
                                   tolv_text_of("of:="), elements[i]);
    at->counts->alive += count;
    return edited;
}

static bool guard_array_in(tolv_guarded *at, tolv_arena *arena, const tolv_guard_array *array,
                           bool frozen) {
    size_t count = array->rows * array->columns;
    tolv_writer figure = {.arena = arena};
    tolv_text *elements = tolv_arena_take(arena, count, sizeof *elements);
    bool known = tolv_write_figures(&figure, array->cells, array->rows, array->columns);
    if (!elements || figure.failed)
        return tolv_refuse_memory(at->document);
    if (!known || array->seen != count)
        figure.length = 0;
    /* what a call says in an array, its native form may not */
    tolv_guard guard = guard_with(at, &figure, true);
    if (!frozen && write_elements(arena, array, &guard, elements))
        return edit_elements(at, array, elements);
    return guard_formula(at, arena, &array->cells[0], array->rows, array->columns, array->formula,
                         &guard);
}

static bool guard_array(tolv_guarded *at, const tolv_guard_array *array) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    bool guarded = guard_array_in(at, &arena, array, is_frozen(at, array->formula));
    tolv_arena_close(&arena);
    return guarded;
}

/* Those that end before a row. */
static bool close_arrays(tolv_guarded *at, size_t row) {
    tolv_guard_array **link = &at->arrays;
    bool guarded = true;
    while (*link && guarded) {
        tolv_guard_array *array = *link;
        if (array->row + array->rows <= row) {
            *link = array->next;
            guarded = guard_array(at, array);
        } else {
            link = &array->next;
        }
    }
    return guarded;
}

/* ---- Reading ---- */

static bool take_sheet(void *context, tolv_text name) {
    tolv_guarded *at = context;
    if (!close_arrays(at, SIZE_MAX))
        return false;
    at->sheet = name;
    at->sheets++;
    at->unsent = false;
    for (const tolv_round_sheet *sheet = at->work->sheets; sheet; sheet = sheet->next)
        at->unsent = at->unsent || (sheet->unsent && tolv_text_equal(sheet->name, name));
    return tolv_keep_text(at->document, at->arena, &at->sheet);
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    tolv_guarded *at = context;
    tolv_text prefix, formula;
    size_t rows, columns;
    if (!close_arrays(at, cell->row))
        return false;
    if (!at->unsent && tolv_split_formula(cell->formula, &prefix, &formula)) {
        bool array = read_span(at->part, cell->tag_end, rows_name, &rows);
        array = read_span(at->part, cell->tag_end, columns_name, &columns) || array;
        if (!(array ? open_array(at, cell, formula, rows, columns) : guard_cell(at, cell, formula)))
            return false;
    }
    for (tolv_guard_array *array = at->arrays; array; array = array->next)
        if (!add_to_array(at, array, cell))
            return false;
    return true;
}

/* Stops at the first formula whose result the office has saved. */
static bool look_for_result(void *context, const tolv_sheet_cell *cell) {
    tolv_guarded *at = context;
    at->calculated = cell->formula.length > 0 && cell->kind != TOLV_CELL_BLANK;
    return !at->calculated;
}

bool tolv_guard_cells(tolv_guarded *at) {
    static const tolv_sheet_handler looking = {.cell = look_for_result};
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .blanks = true, .exact = true};
    return (tolv_part_read_sheets(at->part, &looking, at) || at->calculated) &&
           tolv_part_read_sheets(at->part, &handler, at) && close_arrays(at, SIZE_MAX) &&
           at->told == 0;
}
