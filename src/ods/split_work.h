/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_SPLIT_WORK_H
#define TOLV_ODS_SPLIT_WORK_H

#include "ods/field.h"
#include "ods/round.h"
#include "ods/split.h"

/* A master that is being split; inside src/ods. */

#define TOLV_NOBODY (SIZE_MAX - 1) /* a code that no unit has: its rows go away everywhere */
#define TOLV_NO_CODE SIZE_MAX      /* a row without a code stays everywhere */

/* Rows of a sheet that belong to one unit. */
typedef struct tolv_owned_rows {
    size_t row, rows;
    size_t unit; /* of round.units, TOLV_NOBODY */
} tolv_owned_rows;

/* The rows below the headings of a table that is cut; rows without a code are in none. */
typedef struct tolv_cut {
    struct tolv_cut *next;
    const tolv_round_table *table;
    tolv_owned_rows *owned; /* from above to below */
    size_t count, room;
} tolv_cut;

/* A row of a shared table whose group is too small to be shown. */
typedef struct tolv_small_row {
    struct tolv_small_row *next;
    const tolv_round_table *table;
    size_t row, rows;
} tolv_small_row;

/* A cell that opens a ledger: nobody else has its file. */
typedef struct tolv_ledger_cell {
    struct tolv_ledger_cell *next;
    tolv_text sheet;
    size_t row, column;
} tolv_ledger_cell;

/* A named expression: it stands for its formula wherever it is used. */
typedef struct tolv_split_expression {
    struct tolv_split_expression *next;
    tolv_text name, formula;
    bool key; /* it differs from file to file */
} tolv_split_expression;

/* A stretch of the content that is not the same in every file. */
typedef struct tolv_piece {
    tolv_stretch stretch;
    size_t rows; /* 0: the cell of this unit's code */
    size_t unit; /* of the rows */
} tolv_piece;

typedef struct tolv_splitting {
    const tolv_document *document;
    const tolv_split_options *options;
    tolv_rewrite *rewrite;
    tolv_arena *arena;
    tolv_part *master;
    tolv_book book; /* the master */
    tolv_round round;
    tolv_cut *cuts;
    tolv_small_row *small;
    tolv_ledger_cell *ledgers;
    tolv_split_expression *expressions;
    tolv_area *keys; /* cells that differ from file to file by the unit's code */
    size_t key_count, key_room;
    bool calculated;   /* by an office, which saves an empty text as no result at all */
    size_t told;       /* reasons why it is refused */
    tolv_spool common; /* the content that all files have, but for the pieces */
    tolv_part content; /* its bytes */
    tolv_sheet_cell unit_cell;
    tolv_piece *pieces;
    size_t piece_count, piece_room;
} tolv_splitting;

/* Finds whose the rows are, and everything that keeps the master from being split. False, told. */
bool tolv_split_survey(tolv_splitting *at);

/* Makes the content that all files have: guarded, shared areas fixed, sheets protected, and all
 * gone that could tell of others; then where the files differ. False, told. */
bool tolv_split_prepare(tolv_splitting *at);
bool tolv_split_parts(tolv_splitting *at);
bool tolv_split_find_pieces(tolv_splitting *at);

/* Writes the content of the file for some units. */
void tolv_split_write(const tolv_splitting *at, const bool *units, tolv_text code,
                      tolv_spool *content);

/* Whose a row is; TOLV_NO_CODE outside the tables that are cut. */
size_t tolv_split_owner(const tolv_splitting *at, tolv_text sheet, size_t row);

/* The area that a reference points at; whole rows and columns, and what is no reference, are all of
 * a sheet. Does it hold rows of units other than `own`? */
void tolv_split_area(const tolv_splitting *at, tolv_text sheet, tolv_text reference,
                     tolv_area *area);
bool tolv_split_holds_others(const tolv_splitting *at, const tolv_area *area, size_t own);

/* What a formula makes of rows of all units. */
typedef enum tolv_split_sum {
    TOLV_SUM_NONE,   /* it points at none, or compares them with the unit's code */
    TOLV_SUM_ALL,    /* a figure of all of them; in a row of the unit's own whatever it finds */
    TOLV_SUM_MIXED,  /* the same, but it differs from file to file besides */
    TOLV_SUM_PICKED, /* something of some of them, nobody can say of whom */
    TOLV_SUM_SINGLE  /* the figure of a single unit */
} tolv_split_sum;

/* Finds the cells that differ by the unit's code. False, told. */
bool tolv_split_find_keys(tolv_splitting *at);

/* What the formula (without "of:=") of a cell makes of them; `own` is the row's owner. `item`: the
 * rows it does not compare, as written. */
tolv_split_sum tolv_split_sum_of(const tolv_splitting *at, tolv_text sheet, size_t row, size_t own,
                                 tolv_text formula, tolv_text *item);

/* Whose rows a sum with conditions finds. It is of SEVERAL units where each condition alone is: so
 * a board's month in which one unit has booked is the board's, a board of one unit is that unit. */
typedef enum tolv_split_group {
    TOLV_GROUP_UNKNOWN,
    TOLV_GROUP_ONE,
    TOLV_GROUP_SEVERAL
} tolv_split_group;

/* Is it the name of such a function? */
bool tolv_split_has_conditions(tolv_text name);
tolv_split_group tolv_split_group_of(const tolv_splitting *at, tolv_text sheet, tolv_text name,
                                     tolv_text arguments);

/* Does the cell open a ledger; does a formula of a sheet read what such a cell answers? */
bool tolv_split_opens_ledger(const tolv_sheet_cell *cell);
bool tolv_split_reads_ledger(const tolv_splitting *at, tolv_text sheet, tolv_text formula);

bool tolv_split_is_unsent(const tolv_splitting *at, tolv_text sheet);

/* A file that is to be written. */
typedef struct tolv_split_file {
    bool *units;             /* by their place among round.units: its own */
    const tolv_unit *first;  /* of them */
    tolv_text codes, titles; /* of all of them, parted by spaces, by commas */
    tolv_text name;          /* "3110 Björkängens förskola.ods": every system takes it */
} tolv_split_file;

/* Which files there will be; names differ in more than the case of letters. False, told. */
bool tolv_split_name_files(tolv_splitting *at, tolv_split_file **files, size_t *count);

#endif
