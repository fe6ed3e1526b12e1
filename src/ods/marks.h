/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_MARKS_H
#define TOLV_ODS_MARKS_H

#include "core/arena.h"
#include "core/heading.h"
#include "ods/content.h"
#include "ods/reference.h"

/* What in a workbook Tolv fills in and reads back is marked with Calc's own means, where everybody
 * sees it and can change it: a table is a database range (Data ▸ Define Range) whose first row has
 * the headings; a single value is a named cell (Sheet ▸ Named Ranges). They are found by name and
 * heading, in any of the languages, wherever they stand. */

enum { TOLV_TABLE_COLUMNS_MAX = 16 };

typedef struct tolv_marked_table {
    const char *name;                            /* English */
    const char *columns[TOLV_TABLE_COLUMNS_MAX]; /* the headings, English; ended by NULL */
    /* found: */
    tolv_area area; /* with the headings; its sheet by its plain name, empty: not found */
    size_t places[TOLV_TABLE_COLUMNS_MAX]; /* columns of the sheet, or TOLV_NO_COLUMN */
} tolv_marked_table;

typedef struct tolv_marked_value {
    const char *name; /* English */
    tolv_area area;   /* found: one cell, or a row of them; its sheet is empty: not found */
} tolv_marked_value;

typedef struct tolv_marks {
    tolv_marked_table *tables;
    size_t table_count;
    tolv_marked_value *values;
    size_t value_count;
    tolv_language language; /* found: the one that most names and headings are in */
} tolv_marks;

/* Finds the marks in a workbook; sheet names live in the arena. Not to find one is no failure here.
 * False, told, when the workbook cannot be read. */
bool tolv_marks_find(const tolv_document *document, tolv_arena *arena, tolv_marks *marks);

/* Which mark a cell belongs to: the table in whose rows below the headings, or the value in whose
 * area it lies. NULL when none does. */
tolv_marked_table *tolv_table_at(const tolv_marks *marks, tolv_text sheet, size_t row);
tolv_marked_value *tolv_value_at(const tolv_marks *marks, tolv_text sheet, size_t row,
                                 size_t column);

/* The table's column, from 0, that stands in a column of the sheet; TOLV_NO_COLUMN. */
size_t tolv_table_column(const tolv_marked_table *table, size_t sheet_column);

#endif
