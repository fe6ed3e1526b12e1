/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_EXPORTED_H
#define TOLV_LEDGER_EXPORTED_H

#include "core/period.h"
#include "ledger/layout.h"
#include "ledger/source.h"
#include "ledger/table.h"

/* What a table does not say of itself. */
typedef struct tolv_table_options {
    bool has_kind; /* of rows whose table tells none; else outcome, or of a whole year budget */
    tolv_row_kind kind;
    int year; /* of months without one; 0: not said */
    tolv_day_order dates;
    tolv_split split;
    bool has_key; /* how a year's amount is spread over its months: a type, or 0 and weights */
    tolv_key_type key;
    double weights[TOLV_MONTHS];
} tolv_table_options;

enum { TOLV_HEADINGS_WITHIN = 50 /* rows: above them stand titles and dates of the report */ };

/* A table as a finance system exports it, read row by row into a ledger: what stands above the
 * headings is left out, and sums among the rows; strings of codes are split, columns of months and
 * kinds become rows, a year's amount becomes twelve that add up to it. What is left out is told;
 * the first thing that cannot be read is told with its row and column, and nothing may be used. */
typedef struct tolv_exported {
    tolv_ledger *ledger;
    const tolv_table_options *options;
    const tolv_listener *listener;
    const char *file;
    tolv_layout layout;
    tolv_table_reader reader;
    size_t row; /* of the table, from 1: a line of a file */
    size_t above, sums, first_sum;
    size_t closing, first_closing;    /* rows of a period that is no month: 202613, 202600 */
    bool days_first;                  /* a date with slashes has shown it */
    size_t unsure_row, unsure_column; /* of the first that may have either first; 0: none */
    char unsure[TOLV_TABLE_TEXT];
    size_t unsure_length;
    bool begun;               /* the headings have been found */
    size_t best, best_row;    /* what came nearest to them: recognised columns, */
    tolv_heading_fault fault; /* and what was wrong */
    tolv_error error;
    tolv_text text; /* of the row that is read: handed to the ledger's listener alone */
    tolv_text names[TOLV_FIELDS]; /* of its codes, "" where none is told */
    size_t taken, width;
    tolv_field fields[TOLV_TABLE_COLUMNS]; /* of the columns that the ledger's reader gets, */
    size_t origins[TOLV_TABLE_COLUMNS];    /* and where they come from */
} tolv_exported;

void tolv_exported_open(tolv_exported *exported, tolv_ledger *ledger,
                        const tolv_table_options *options, const char *file,
                        const tolv_listener *listener);

/* One row of cells: numbers, texts, dates as numbers; errors of cells are faults. */
tolv_reading tolv_exported_row(tolv_exported *exported, const tolv_cell *cells, size_t width,
                               size_t row);

/* After the last row: the ledger is settled, and has years. */
tolv_reading tolv_exported_end(tolv_exported *exported);

#endif
