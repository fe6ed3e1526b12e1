/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_CARRY_WORK_H
#define TOLV_ODS_CARRY_WORK_H

#include "ods/carry.h"

/* What is on the way from the masters into a new workbook; inside src/ods. All of it lives in the
 * arena. */

/* A name of the template: of a table with its headings, or of cells. */
typedef struct tolv_carried_mark {
    bool table, here; /* `here`: it is on the sheet that is being read */
    tolv_text name;
    tolv_area area;
    tolv_text *headings; /* by column of the area; empty: none */
    bool *calculated;    /* by column: its last row has a formula */
} tolv_carried_mark;

/* The template in one language. */
typedef struct tolv_carried_names {
    const tolv_document *document;
    tolv_arena *arena;
    tolv_carried_mark *marks;
    size_t count, room;
} tolv_carried_names;

typedef struct tolv_carried_row {
    tolv_cell cells[TOLV_TABLE_COLUMNS_MAX];
} tolv_carried_row;

/* What the first master that has one of them has of it. */
typedef struct tolv_carried {
    const tolv_carried_mark *own, *theirs; /* in the new workbook's language, and in the master's */
    const tolv_document *master;           /* NULL: none has it */
    tolv_area area;                        /* in the master */
    bool here, calculated; /* `calculated`: the template has formulas in the cells of that name */
    size_t width, columns[TOLV_TABLE_COLUMNS_MAX]; /* those of the area that are filled */
    size_t places[TOLV_TABLE_COLUMNS_MAX];         /* columns of the master, or TOLV_NO_COLUMN */
    tolv_carried_row *rows;
    size_t count, room;
} tolv_carried;

typedef struct tolv_carrying {
    const tolv_listener *listener;
    const tolv_filling *given; /* what is filled anyway; NULL: nothing */
    tolv_arena *arena;
    tolv_carried_names names[TOLV_LANGUAGES];
    tolv_carried *carried;
    size_t carried_count;
    uint64_t cells;
    /* of the master that is being read: */
    const tolv_document *master;
    tolv_area *found[TOLV_LANGUAGES]; /* where it has each language's names */
    size_t votes[TOLV_LANGUAGES];
    tolv_text sheet;
} tolv_carrying;

bool tolv_carry_copy(const tolv_document *document, tolv_arena *arena, tolv_text *text);
bool tolv_carry_has_row(const tolv_sheet_cell *cell, size_t row);

/* Finds the names of the template in one of its languages. */
bool tolv_carry_look_at(tolv_carried_names *to);

/* Which of them can be carried: tables' columns and named cells that are not given. */
bool tolv_carry_choose(tolv_carrying *at, tolv_language own);

/* Where the master that is being read has those that no one before has had. */
bool tolv_carry_find(tolv_carrying *at, tolv_language own);

#endif
