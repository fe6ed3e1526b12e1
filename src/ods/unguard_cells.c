/* SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "ods/guard_cells.h"

static const char formula_name[] = "table:formula";

/* A guarded element of an array formula. */
typedef struct tolv_array_element {
    struct tolv_array_element *next;
    tolv_text formula; /* of the whole array */
    size_t element, row, column, tag_end;
    bool placed;
} tolv_array_element;

/* All of a sheet, row by row. */
typedef struct elements {
    tolv_array_element **all;
    size_t count;
} elements;

/* ---- Array formulas ---- */

static bool add_element(tolv_guarded *at, const tolv_sheet_cell *cell, tolv_text formula,
                        size_t number) {
    tolv_array_element *element = tolv_arena_take(at->arena, 1, sizeof *element);
    tolv_writer copy = {.arena = at->arena};
    tolv_write(&copy, formula);
    if (!element || copy.failed)
        return tolv_refuse_memory(at->document);
    *element = (tolv_array_element){.formula = tolv_written(&copy),
                                    .element = number,
                                    .row = cell->row,
                                    .column = cell->column,
                                    .tag_end = cell->tag_end};
    *(at->last_element ? &at->last_element->next : &at->elements) = element;
    at->last_element = element;
    return true;
}

static int by_place(const void *key, const void *member) {
    const tolv_array_element *a = key, *b = *(tolv_array_element *const *)member;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* The element that belongs to the same array formula and stands here; NULL. */
static tolv_array_element *at_place(const elements *of, const tolv_array_element *first, size_t row,
                                    size_t column, size_t number) {
    tolv_array_element key = {.row = first->row + row, .column = first->column + column};
    tolv_array_element **found = bsearch(&key, of->all, of->count, sizeof *of->all, by_place);
    bool fits = found && !(*found)->placed && (*found)->element == number &&
                tolv_formula_same((*found)->formula, first->formula);
    return fits ? *found : NULL;
}

static bool has_row(const elements *of, const tolv_array_element *first, size_t row,
                    size_t columns) {
    for (size_t column = 0; column < columns; column++)
        if (!at_place(of, first, row, column, row * columns + column + 1))
            return false;
    return true;
}

static bool write_array(tolv_guarded *at, const tolv_array_element *first, size_t rows,
                        size_t columns) {
    char prefix[160];
    tolv_stretch whole;
    tolv_text value;
    snprintf(
        prefix, sizeof prefix,
        " table:number-matrix-columns-spanned=\"%zu\" table:number-matrix-rows-spanned=\"%zu\"",
        columns, rows);
    tolv_writer copy = {.arena = at->arena};
    tolv_write_string(&copy, prefix);
    if (copy.failed)
        return tolv_refuse_memory(at->document);
    if (!tolv_find_attribute(at->part, first->tag_end, formula_name, &whole, &value))
        return true;
    tolv_edit edit = {.begin = whole.begin, .end = whole.begin, .text = tolv_written(&copy)};
    return tolv_part_edit(at->part, &edit) &&
           tolv_edit_formula(at, whole, formula_name, tolv_text_of("of:="), first->formula);
}

static bool remove_formula(tolv_guarded *at, const tolv_array_element *element) {
    tolv_stretch whole;
    tolv_text value;
    if (!tolv_find_attribute(at->part, element->tag_end, formula_name, &whole, &value))
        return true;
    tolv_edit edit = {.begin = whole.begin, .end = whole.end, .text = tolv_text_of("")};
    return tolv_part_edit(at->part, &edit);
}

/* The block of an array formula whose first element this is. */
static bool restore_block(tolv_guarded *at, const elements *of, tolv_array_element *first) {
    size_t columns = 1, rows = 1;
    while (at_place(of, first, 0, columns, columns + 1))
        columns++;
    while (has_row(of, first, rows, columns))
        rows++;
    if (rows * columns == 1)
        return true;
    bool restored = write_array(at, first, rows, columns);
    for (size_t i = 0; i < rows * columns && restored; i++) {
        tolv_array_element *element = at_place(of, first, i / columns, i % columns, i + 1);
        restored = i == 0 || remove_formula(at, element);
        if (i > 0)
            element->placed = true;
    }
    first->placed = true;
    at->counts->restored += rows * columns;
    return restored;
}

static bool restore_arrays(tolv_guarded *at) {
    elements of = {0};
    for (tolv_array_element *element = at->elements; element; element = element->next)
        of.count++;
    of.all = tolv_arena_take(at->arena, of.count, sizeof(tolv_array_element *));
    bool restored = of.all || tolv_refuse_memory(at->document);
    size_t i = 0;
    for (tolv_array_element *element = at->elements; element && restored; element = element->next)
        of.all[i++] = element;
    for (i = 0; i < of.count && restored; i++)
        if (of.all[i]->element == 1)
            restored = restore_block(at, &of, of.all[i]);
    for (i = 0; i < of.count && restored; i++)
        if (!of.all[i]->placed) {
            at->counts->kept++;
            tolv_tell_cell(at, TOLV_WARNING, of.all[i]->row, of.all[i]->column,
                           N_("it was one value of an array formula whose cells no longer stand "
                              "together: its guard stays"));
        }
    at->elements = at->last_element = NULL;
    return restored;
}

/* ---- Cells ---- */

static bool unguard_cell(tolv_guarded *at, tolv_arena *arena, const tolv_sheet_cell *cell,
                         tolv_text formula) {
    tolv_writer plain = {.arena = arena};
    tolv_unguarding found;
    tolv_stretch whole;
    tolv_text value;
    tolv_unguard_formula(&plain, at->work->vocabulary, formula, &found);
    if (plain.failed)
        return tolv_refuse_memory(at->document);
    if (found.element)
        return add_element(at, cell, tolv_written(&plain), found.element);
    if (found.kept) {
        at->counts->kept += found.kept;
        tolv_tell_cell(at, TOLV_WARNING, cell->row, cell->column,
                       N_("its guard was changed by hand: it stays as it is"));
    }
    if (!found.restored ||
        !tolv_find_attribute(at->part, cell->tag_end, formula_name, &whole, &value))
        return true;
    at->counts->restored++;
    return tolv_edit_formula(at, whole, formula_name, tolv_text_of("of:="), tolv_written(&plain)) &&
           (!found.frozen || tolv_remove_frozen_note(at, cell));
}

static bool take_sheet(void *context, tolv_text name) {
    tolv_guarded *at = context;
    if (!restore_arrays(at))
        return false;
    at->sheet = name;
    return tolv_keep_text(at->document, at->arena, &at->sheet);
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    tolv_guarded *at = context;
    tolv_arena arena;
    tolv_text prefix, formula;
    if (!tolv_split_formula(cell->formula, &prefix, &formula) || !tolv_has_call(formula))
        return true;
    tolv_arena_open(&arena, NULL);
    bool taken = unguard_cell(at, &arena, cell, formula);
    tolv_arena_close(&arena);
    return taken;
}

bool tolv_unguard_cells(tolv_guarded *at) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .exact = true};
    return tolv_part_read_sheets(at->part, &handler, at) && restore_arrays(at);
}
