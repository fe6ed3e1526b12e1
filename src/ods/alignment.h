/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ALIGNMENT_H
#define TOLV_ODS_ALIGNMENT_H

#include "ods/round_cells.h"

/* Where what was sent out stands in what has come back, where rows or columns were inserted or
 * taken away: told by what Calc moves along itself (tables, names), and by rows of texts that stand
 * once in either. */

/* A row, or a column, that is surely this one in the other workbook. */
typedef struct tolv_anchor {
    size_t then, now;
} tolv_anchor;

typedef struct tolv_lines {
    tolv_anchor *anchors; /* ascending in both; none: all is where it was */
    size_t count, room;
} tolv_lines;

typedef struct tolv_sheet_pair {
    const tolv_book_sheet *then, *now; /* now NULL: it is gone */
    tolv_lines rows, columns;
} tolv_sheet_pair;

typedef struct tolv_alignment {
    const tolv_round_cells *then, *now;
    tolv_arena *arena;
    tolv_sheet_pair *pairs; /* for each sheet of `then` */
} tolv_alignment;

/* Pairs sheets by their names, all lines where they were; sheets that are not sent have no pair.
 * False when memory is out. */
bool tolv_align_sheets(tolv_alignment *at);

/* The same by all that tells. False when memory is out. */
bool tolv_align(tolv_alignment *at);

/* Between which lines of now one of then lies: where both are the same it is known. */
void tolv_aligned(const tolv_lines *lines, size_t then, size_t *first, size_t *last);

/* The line of then that one of now most likely was. */
size_t tolv_aligned_back(const tolv_lines *lines, size_t now);

/* The pair of a sheet of either, by its name as written in a reference, or plainly; NULL. */
const tolv_sheet_pair *tolv_pair_of(const tolv_alignment *at, tolv_text sheet, bool of_then);

#endif
