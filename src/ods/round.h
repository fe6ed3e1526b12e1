/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ROUND_H
#define TOLV_ODS_ROUND_H

#include "core/heading.h"
#include "ods/book.h"
#include "ods/reference.h"

/* A workbook that goes out to the units of a municipality and comes back: what its marks say
 * (database ranges and named cells, in any language), and what a file that was sent knows of
 * itself. The same marks are read in the master, in what is sent, and in what comes back. */

typedef enum tolv_round_use {
    TOLV_ROUND_UNITS,   /* "Units": who there is to send to; cut too */
    TOLV_ROUND_CUT,     /* has a column headed Code: each unit gets its own rows */
    TOLV_ROUND_SHARED,  /* "Shared...": all get it, as values */
    TOLV_ROUND_ANSWERS, /* "Answers": who has answered; filled in when files are collected */
    TOLV_ROUND_HISTORY, /* "History": what each month said; has a column headed Code, and is cut */
    TOLV_ROUND_OTHER    /* stays as it is */
} tolv_round_use;

typedef enum tolv_round_column {
    TOLV_COLUMN_PLAIN,
    TOLV_COLUMN_KEY,     /* its numbers tell what a row is: account, month, ... */
    TOLV_COLUMN_COMMENT, /* may be left blank */
    TOLV_COLUMN_WITHHELD /* of a shared table, and not among its columns that are for all */
} tolv_round_column;

/* A database range. Rows and columns are those of the sheet, from 0. */
typedef struct tolv_round_table {
    struct tolv_round_table *next;
    tolv_text name;
    tolv_area area; /* with the row of headings; its sheet by its plain name */
    tolv_round_use use;
    size_t code;         /* the column headed Code; TOLV_NO_COLUMN */
    tolv_text *headings; /* of area.column to area.last_column, trimmed; blank ones are empty */
    tolv_round_column *columns;
    size_t first, count; /* of its rows in tolv_round_cells, where these are read */
} tolv_round_table;

/* A named range of cells; single cells that may be written are inputs. */
typedef struct tolv_round_name {
    struct tolv_round_name *next;
    tolv_text name;
    tolv_area area; /* its sheet by its plain name */
} tolv_round_name;

/* A row of the table of units. What is not there is empty. */
typedef struct tolv_unit {
    tolv_text code, name, board, manager, address, deputy, file;
    tolv_text deadline; /* "2026-09-15", or the text that stands there */
    size_t row;
} tolv_unit;

typedef struct tolv_round_sheet {
    struct tolv_round_sheet *next;
    tolv_text name;
    bool hidden, unsent; /* unsent: goes away when the workbook is split */
} tolv_round_sheet;

typedef struct tolv_round {
    const tolv_document *document;
    tolv_arena *arena; /* all of it lives here */
    tolv_round_sheet *sheets;
    tolv_round_table *tables;
    tolv_round_name *names;
    tolv_unit *units; /* in the order of their rows; codes are unique */
    size_t unit_count;
    /* single cells; NULL: not named. Confirmed: filled in, all goes as planned */
    const tolv_round_name *unit, *smallest, *period, *year, *confirmed;
    tolv_text period_text;     /* "2026-08"; empty where Period and Year do not say */
    double year_number, month; /* the same; 0 */
    size_t smallest_group;     /* 5 where it is not said */
} tolv_round;

/* Reads the marks of a workbook. Lives in the book's arena. Not to find one is no failure here:
 * `units` then is empty. False, told, when a code stands twice among the units, or two tables that
 * are cut have a row of a sheet in common. */
bool tolv_round_read(const tolv_book *book, tolv_round *round);

/* Does each unit get its own rows of the table? */
bool tolv_round_is_cut(const tolv_round_table *table);

/* Is it one that Tolv fills in, and nobody else? */
bool tolv_round_is_kept(const tolv_round_table *table);

/* Is the name one of a single cell? Is the heading one of comments? */
bool tolv_round_is_single(const tolv_round_name *name);
bool tolv_round_is_comment(tolv_text heading);

/* The table in whose rows below its headings, and in whose columns, a cell lies; NULL. */
const tolv_round_table *tolv_round_table_at(const tolv_round *round, tolv_text sheet, size_t row,
                                            size_t column);

/* The table by whose codes a row of a sheet is cut; NULL. */
const tolv_round_table *tolv_round_cut_at(const tolv_round *round, tolv_text sheet, size_t row);

/* The unit with this code; NULL. A code is the text of a cell, or its number as written with as few
 * digits as give it back. */
const tolv_unit *tolv_round_unit(const tolv_round *round, tolv_text code);

/* The text that codes and keys are compared by: trimmed, of a number its digits. `room` is the
 * caller's, for those. */
enum { TOLV_KEY_ROOM = 32 };
tolv_text tolv_round_key(const tolv_input *value, char room[TOLV_KEY_ROOM]);

/* ---- What a file that was sent knows of itself ---- */

/* Of the metadata (user-defined fields Tolv.Unit, Tolv.Issue, Tolv.Period, Tolv.Fixed); what is not
 * there is empty. Several units in one file are parted by spaces. */
typedef struct tolv_issue {
    tolv_text unit, id, period, fixed;
} tolv_issue;

/* False, told, when the workbook cannot be read. */
bool tolv_issue_read(tolv_rewrite *rewrite, tolv_arena *arena, tolv_issue *issue);

/* Takes the first code off a list of units; false when there is none. Is a unit one of its own? */
bool tolv_issue_next_unit(tolv_text *list, tolv_text *code);
bool tolv_issue_has_unit(const tolv_issue *issue, tolv_text code);

/* Writes a whole meta.xml that says this and nothing else. */
void tolv_issue_write(tolv_writer *writer, const tolv_issue *issue);

/* SHA-256, in hexadecimal digits, of every cell that is protected by its style (see
 * tolv_rules_lock): sheet, place, formula, and where it has none its value. Neither what a formula
 * answered counts nor how an office writes its names, spaces and numbers. Without a key it finds
 * accidents, and nobody who means to deceive. False, told, when there are more cells than the
 * limits. */
enum { TOLV_FIXED_DIGITS = 64, TOLV_ISSUE_DIGITS = 16 /* of them name an issue */ };
bool tolv_round_fixed(const tolv_book *book, char digits[TOLV_FIXED_DIGITS]);

#endif
