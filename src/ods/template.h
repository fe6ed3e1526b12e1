/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_TEMPLATE_H
#define TOLV_ODS_TEMPLATE_H

#include "ods/destination.h"
#include "ods/marks.h"

/* The rows of a marked table. `row` sets cells (blank, numbers, texts), one for each of the table's
 * columns in their order; they come blank, and texts must live until the next row. */
typedef struct tolv_table_rows {
    size_t count;
    void (*row)(void *context, size_t row, tolv_cell *cells);
    void *context;
} tolv_table_rows;

/* The values of a named cell, or of the cells of a named range from left to right. */
typedef struct tolv_named_cells {
    const tolv_cell *cells;
    size_t count;
} tolv_named_cells;

/* What a template is filled with: a table has its rows, a value its cells, by index. */
typedef struct tolv_filling {
    tolv_marks *marks;
    const tolv_table_rows *rows;
    const tolv_named_cells *cells;
} tolv_filling;

/* Makes a workbook (.ods) at `path` of a flat template (.fods).
 *
 * A marked table of the template has its headings and, below them, rows for data, at least one; the
 * last is repeated for data that the others have no room for. Of a row a cell under a heading that
 * is one of the table's columns gets the value, with the cell's style, or becomes blank; a formula
 * is filled down as Calc does it; every other cell is repeated as it is. Where a table with one row
 * gets no data that row stays, empty. Rows below move down, and every reference with them
 * (formulas, names, ranges, conditional formats, print ranges); a range that ends at the table's
 * last row still does. Named cells get their values. Formulas lose the results they had, so that
 * they are calculated anew.
 *
 * False, told, when the template cannot be read, lacks a table, or the file cannot be written: then
 * nothing is. A column or a named cell that the template lacks is told, and left out. `system` as
 * for tolv_destination_open. */
bool tolv_template_fill(const tolv_document *document, const tolv_filling *filling,
                        const char *path, const tolv_system *system);

#endif
