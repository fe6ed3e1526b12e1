/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FILL_TARGETS_H
#define TOLV_ODS_FILL_TARGETS_H

#include "ods/fill.h"
#include "ods/input.h"

/* A cell that gets a value; inside src/ods. `sheet` counts the workbook's sheets from 0, `line` is
 * that of the values; 0: the value is blank because the values have no row for it. */
typedef struct tolv_target {
    size_t sheet, row, column, line;
    tolv_input value;
} tolv_target;

typedef struct tolv_targets {
    tolv_target *targets; /* in the order of the workbook, no two of them one cell */
    size_t count, room;
} tolv_targets;

/* Finds the cells that values are for. Lives in the part's arena. False, told, as tolv_fill. */
bool tolv_targets_find(tolv_part *content, const tolv_document *values,
                       const tolv_fill_options *options, tolv_targets *targets);

#endif
