/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_LAYOUT_H
#define TOLV_LEDGER_LAYOUT_H

#include "ledger/headings.h"

/* A string of codes in one cell, as 110-4010-20: the fields that its parts are. */
enum { TOLV_PARTS_MAX = 8 };

typedef struct tolv_split {
    char joint; /* between the parts */
    tolv_field fields[TOLV_PARTS_MAX];
    size_t count; /* 0: none */
} tolv_split;

/* Reads names of fields with a character between them: "ansvar-konto-verksamhet". False when one of
 * them is no name of a code, or there are not two to eight. */
bool tolv_split_read(tolv_text pattern, tolv_split *split);

/* A column of amounts, and what its heading says of them: "Budget 2026", "Utfall jan", "202603". */
typedef struct tolv_amount_column {
    size_t column;
    bool has_kind;
    tolv_row_kind kind;
    int month, year; /* 0 where they are not said */
    bool of_year;    /* "helår", "årsbudget": not of one month */
    int zeros;       /* that its amounts lack: 3 of thousands */
} tolv_amount_column;

enum { TOLV_AMOUNT_COLUMNS = 128 };

/* How a table that a finance system exported is laid out: by the words that LEDGER knows, also with
 * _ID, kod or nr behind them, and by columns of amounts. Columns that are nothing of it are let
 * alone. */
typedef struct tolv_layout {
    size_t columns[TOLV_FIELDS]; /* TOLV_NO_COLUMN for none; amounts stand below */
    int zeros[TOLV_FIELDS];      /* that amounts, debit and credit lack */
    tolv_split split;
    size_t combined; /* the column that is split, TOLV_NO_COLUMN */
    tolv_amount_column amounts[TOLV_AMOUNT_COLUMNS];
    size_t amount_count;
    bool monthly;                           /* the amounts' headings tell months */
    size_t names[TOLV_FIELDS];              /* columns of what codes are called: “Kontonamn” */
    size_t dimensions[TOLV_DIMENSIONS_MAX]; /* columns headed as “Dimension 20” */
    size_t dimension_count;
    size_t recognised; /* columns */
} tolv_layout;

/* Reads a row of headings, `split` as asked for (count 0: only what a heading itself tells).
 * TOLV_HEADING_MISSING, TOLV_HEADING_TWICE as tolv_ledger_columns; a period may be missing. */
tolv_error tolv_layout_read(tolv_layout *layout, const tolv_cell *headings, size_t width,
                            const tolv_split *split, tolv_heading_fault *fault);

/* Is it the word for a sum, or does it begin with one: "Summa 110"? */
bool tolv_is_sum_word(tolv_text text);

/* The month 1-12 of a name in Swedish, English, Danish or Norwegian, whole or cut; 0 for none. */
int tolv_month_named(tolv_text text);

/* Which comes first in a date with slashes. */
typedef enum tolv_day_order {
    TOLV_NO_ORDER,  /* not said */
    TOLV_DAY_MONTH, /* 31/1/2026 */
    TOLV_MONTH_DAY, /* 1/31/2026 */
    TOLV_EITHER_ORDER
} tolv_day_order;

/* A month with its year, YYYYMM, in words or in another order than ISO's: "jan 2026", "01/2026",
 * "31.01.2026", "2026/01/31". Of a date with slashes `shown` becomes the order it can have; where
 * none was said, and both are possible, the day is taken to be first. */
bool tolv_month_text(tolv_text text, tolv_day_order order, int *period, tolv_day_order *shown);

#endif
