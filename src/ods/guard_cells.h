/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_GUARD_CELLS_H
#define TOLV_ODS_GUARD_CELLS_H

#include "ods/guard.h"

/* A workbook whose guards are put on or taken off; inside src/ods. What lives on is in the arena of
 * the rewriting. */
typedef struct tolv_guarded {
    const tolv_guarding_work *work;
    const tolv_document *document;
    tolv_part *part;
    tolv_arena *arena;
    tolv_guard_counts *counts;
    tolv_text *names; /* of expressions that nothing can be said for without the extension */
    size_t name_count;
    struct tolv_frozen_cell *frozen; /* the last one first */
    size_t frozen_count, sheets;     /* that have begun */
    tolv_text sheet;                 /* that is being read */
    bool unsent;                     /* it goes away, and nothing of it needs a figure */
    struct tolv_guard_array *arrays; /* array formulas whose cells are being read */
    struct tolv_array_element *elements, *last_element; /* of the sheet, in order */
    size_t told;                                        /* refused cells */
    bool calculated; /* by an office, which saves an empty text as no result at all */
} tolv_guarded;

/* Makes the edits of the cells. False, told, when it cannot be. */
bool tolv_guard_cells(tolv_guarded *at);
bool tolv_unguard_cells(tolv_guarded *at);

/* "of:=" of a formula or "of:" of a condition, and what comes after it; false for a formula in
 * another language. */
bool tolv_split_formula(tolv_text text, tolv_text *prefix, tolv_text *formula);

/* Finds an attribute in the tag that ends at `tag_end`: its whole text with the space before it,
 * and its value as written. */
bool tolv_find_attribute(const tolv_part *part, size_t tag_end, const char *name,
                         tolv_stretch *whole, tolv_text *value);

/* Writes ` NAME="prefix formula"` in the place of a stretch. False, told, when memory is out. */
bool tolv_edit_formula(tolv_guarded *at, tolv_stretch place, const char *name, tolv_text prefix,
                       tolv_text formula);

/* Says something of a cell of the sheet that is being read. */
void tolv_tell_cell(const tolv_guarded *at, tolv_severity severity, size_t row, size_t column,
                    const char *sentence);

/* A cell, or a run of them, whose figure is fixed. */
typedef struct tolv_frozen_cell {
    struct tolv_frozen_cell *next;
    size_t sheet, row, last_row, column, last_column; /* the sheet counted from 1 */
} tolv_frozen_cell;

/* The edits that mark a frozen cell with a note, and that take the note away again. */
bool tolv_add_frozen_note(tolv_guarded *at, const tolv_sheet_cell *cell);
bool tolv_remove_frozen_note(tolv_guarded *at, const tolv_sheet_cell *cell);
bool tolv_has_frozen_note(const tolv_guarded *at, const tolv_sheet_cell *cell);

/* Remembers that the cells have fixed figures, for their look. */
bool tolv_add_frozen_cell(tolv_guarded *at, const tolv_sheet_cell *cell, size_t rows,
                          size_t columns);

#endif
