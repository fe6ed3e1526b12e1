/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ROUND_CELLS_H
#define TOLV_ODS_ROUND_CELLS_H

#include "ods/input.h"
#include "ods/round.h"

/* A cell of a workbook that goes round: in a row of a table that has a column headed Code, or one
 * that has a name of its own, or any other that is fixed and holds something. */
typedef struct tolv_round_cell {
    const tolv_round_table *table; /* NULL: not in a row with a code */
    const tolv_round_name *name;   /* NULL: not named */
    tolv_text sheet, what;         /* what: the name, else the table's heading */
    size_t row, column;
    bool open;        /* to be filled in: its style does not protect it */
    bool answers;     /* open, and neither reckoned nor in what Tolv fills in */
    tolv_input value; /* an error is one here */
    tolv_text formula, validation;
    tolv_text note; /* markup: who wrote a comment, when, and what */
} tolv_round_cell;

/* A row of a table, told from others by its code and key wherever it stands. The key joins all that
 * is fixed in the row and tells what it is: texts, and the numbers of columns that have the heading
 * of a code (account, month, ...). */
typedef struct tolv_round_row {
    const tolv_round_table *table;
    tolv_text code, key;      /* code empty: a row that somebody has added */
    size_t row, first, count; /* of the cells */
} tolv_round_row;

typedef struct tolv_round_cells {
    tolv_round round;
    tolv_issue issue;
    tolv_rules *rules; /* of the rewrite */
    bool whole;        /* what is fixed is as the issue says */
    tolv_round_cell *cells;
    size_t cell_count, cell_room;
    tolv_round_row *rows; /* in the order of the sheets; see tolv_round_find_row */
    size_t row_count, row_room;
    const tolv_round_row **sorted;
} tolv_round_cells;

/* Reads a workbook that goes round: the master, or a file that was sent out or has come back. Lives
 * in the arena and the rewrite. False, told, when it cannot be read. */
bool tolv_round_cells_read(tolv_rewrite *rewrite, tolv_arena *arena, tolv_round_cells *cells);

/* The row of `in` that is this row of another workbook of the round; NULL. `*twice`: several are.
 */
const tolv_round_row *tolv_round_find_row(const tolv_round_cells *in, const tolv_round_row *row,
                                          bool *twice);

/* The cell of a row that has this heading; the cell with this name; NULL. */
tolv_round_cell *tolv_round_cell_headed(const tolv_round_cells *in, const tolv_round_row *row,
                                        tolv_text heading);
tolv_round_cell *tolv_round_cell_named(const tolv_round_cells *in, tolv_text name);

/* Do two cells hold the same value? A formula's is what it answered. */
bool tolv_round_same_value(const tolv_input *a, const tolv_input *b);

/* A value as people read it. */
void tolv_round_write_value(tolv_writer *writer, const tolv_input *value);

#endif
