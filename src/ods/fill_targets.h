/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FILL_TARGETS_H
#define TOLV_ODS_FILL_TARGETS_H

#include "ods/fill.h"
#include "ods/rules.h"

/* A cell that gets a value; inside src/ods. `sheet` counts the workbook's sheets from 0, `line` is
 * that of the values; 0: the value is blank because the values have no row for it. `note` is markup
 * that stands before the value. */
typedef struct tolv_target {
    size_t sheet, row, column, line;
    tolv_input value;
    tolv_text note;
} tolv_target;

typedef struct tolv_targets {
    tolv_target *targets; /* in the order of the workbook, no two of them one cell */
    size_t count, room;
    bool judged; /* validations have had their say */
} tolv_targets;

/* Finds the cells that values are for. Lives in the part's arena. False, told, as tolv_fill. */
bool tolv_targets_find(tolv_part *content, const tolv_document *values,
                       const tolv_fill_options *options, tolv_targets *targets);

/* Adds one in the arena. False when memory is out. */
bool tolv_targets_add(tolv_targets *targets, tolv_arena *arena, const tolv_target *target);

/* An order in which targets of the workbook stand, for qsort. */
int tolv_target_order(const void *a, const void *b);

/* Fills them in, as edits of the workbook's sheets, whose rules these are (NULL: told before).
 * `force` as in tolv_fill_options, but signatures stay. */
bool tolv_targets_fill(tolv_rewrite *rewrite, tolv_rules *rules, const tolv_document *workbook,
                       const tolv_targets *targets, bool force);

#endif
