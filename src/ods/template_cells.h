/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_TEMPLATE_CELLS_H
#define TOLV_ODS_TEMPLATE_CELLS_H

#include "ods/flat.h"
#include "ods/template.h"

/* A template that is being filled; inside src/ods. Everything lives in the arena. */
typedef struct tolv_template {
    tolv_flat flat;
    tolv_arena *arena;
    const tolv_filling *filling;
    tolv_growth *growths; /* one for each table */
    size_t growth_count;
    tolv_text sheet;                          /* that is being read */
    struct tolv_seen_cell *cells, *last_cell; /* of the pattern row that is being read */
    bool failed;                              /* while rows were written */
} tolv_template;

/* Makes the edits of the flat document's cells: named ones are filled, patterns become rows,
 * formulas are moved. False, told, when it cannot be. */
bool tolv_template_edit_cells(tolv_template *at);

/* What a template cannot be filled for; always false. */
bool tolv_template_refuse_memory(const tolv_template *at);
bool tolv_template_refuse_outside(const tolv_template *at);

#endif
