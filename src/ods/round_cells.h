/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ROUND_CELLS_H
#define TOLV_ODS_ROUND_CELLS_H

#include "ods/round.h"

/* A row of a table that has a column headed Code, told from others by its code and key wherever it
 * stands. The key joins all that is fixed in the row and tells what it is: texts, and the numbers
 * of columns that have the heading of a code (account, month, ...). */
typedef struct tolv_round_row {
    const tolv_round_table *table;
    tolv_text code, key; /* code empty: a row that somebody has added */
    size_t row;
    bool twice;                         /* others of the workbook have the same */
    const tolv_book_cell *const *cells; /* one for each of the table's columns */
} tolv_round_row;

/* A cell that has a name of its own and stands in no such row. */
typedef struct tolv_round_single {
    const tolv_round_name *name;
    const tolv_book_cell *cell;
    bool answers; /* to be filled in */
} tolv_round_single;

typedef struct tolv_round_cells {
    tolv_book book;
    tolv_round round;
    tolv_issue issue;
    tolv_round_row *rows; /* in the order of the sheets */
    size_t row_count, row_room;
    size_t *slots; /* of the first rows with a code and key: their number from 1; 0: empty */
    size_t slot_count;
    tolv_round_single *singles;
    size_t single_count;
} tolv_round_cells;

/* Reads a workbook that goes round: the master, or a file that was sent out or has come back.
 * Arguments as for tolv_book_read. Lives in the arena. False, told, when it cannot be read. */
bool tolv_round_cells_read(tolv_rewrite *rewrite, const tolv_part *content, tolv_arena *arena,
                           tolv_round_cells *cells);

/* The row with a code that stands here; NULL. */
const tolv_round_row *tolv_round_coded_at(const tolv_round_cells *in, tolv_text sheet, size_t row);

/* The first row of `in` that is this row of a workbook of the round; NULL. */
const tolv_round_row *tolv_round_find_row(const tolv_round_cells *in, const tolv_round_row *row);

/* The column, from 0 within the table, that has this heading; TOLV_NO_COLUMN. */
size_t tolv_round_headed(const tolv_round_table *table, tolv_text heading);

/* The single cell of this name; NULL. */
const tolv_round_single *tolv_round_single_named(const tolv_round_cells *in, tolv_text name);

/* Are cells in column i of a row of the table, those without protection, to be filled in? */
bool tolv_round_answers(const tolv_round_table *table, size_t i);

/* Do two cells hold the same value? A formula's is what it answered. */
bool tolv_round_same_value(const tolv_input *a, const tolv_input *b);

/* A value as people read it. */
void tolv_round_write_value(tolv_writer *writer, const tolv_input *value);

#endif
