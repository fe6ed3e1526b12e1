/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_TABLE_H
#define TOLV_LEDGER_TABLE_H

#include "ledger/headings.h"
#include "ledger/restate.h"

enum { TOLV_UNITS_MAX = 100000 };

/* Which rows of a table the rows of a ledger are made of: to list what stands behind a figure. */
typedef struct tolv_sources {
    uint32_t *row;    /* in the table, the headings being 1 */
    uint32_t *booked; /* number of the ledger's row */
    tolv_ore *amount;
    size_t count, room;
} tolv_sources;

bool tolv_sources_reserve(tolv_sources *sources, const tolv_memory *memory, size_t wanted);
void tolv_sources_close(tolv_sources *sources, const tolv_memory *memory);

/* What stood in a cell, and the number that its code has got: most codes come again and again, and
 * need not be looked for as text. */
typedef struct tolv_met {
    uint64_t content;
    uint32_t form; /* 0: nothing yet; a number; a text of so many bytes */
    uint32_t number;
} tolv_met;

/* A column of codes: the account's, or one of a dimension's. */
typedef struct tolv_code_column {
    tolv_field field; /* TOLV_FIELDS: a dimension that is none, as “Dimension 20” */
    size_t column;
    uint32_t dimension; /* index in the ledger; TOLV_NONE: the account */
    tolv_met *met;
} tolv_code_column;

/* Reads a table into a ledger, empty or not, some rows at a time. A period is a date, or text as
 * 2026-03-31, 2026-03 or 202603, or a number as 202603 or 20260331, or 1 to 12 with a year or a
 * date beside it. Codes are texts or whole numbers. Amounts are numbers, blank is 0; debit less
 * credit where these have columns. A row without account, period and amount is left out. */
typedef struct tolv_table_reader {
    tolv_ledger *ledger;
    tolv_sources *sources;     /* NULL: not kept */
    tolv_restating *restating; /* NULL: units have not changed */
    int year;                  /* of months without one, set after begin; 0: they have none */
    size_t columns[TOLV_FIELDS], width;
    int zeros[TOLV_FIELDS]; /* that the amounts of a column lack */
    size_t row;             /* the last that was read */
    size_t kept;            /* how many were no blank rows */
    tolv_ore gross;         /* of the ledger with them */
    uint32_t first;         /* number of the first row that the ledger did not have before */
    tolv_code_column codes[TOLV_DIMENSIONS_MAX + 1]; /* the account's first, the unit's last */
    size_t code_count;
    bool has_unit;
    size_t first_yearless, first_with_year; /* rows; 0: none */
    tolv_row batch[TOLV_BATCH];
    uint32_t batch_rows[TOLV_BATCH];
    size_t batched;
} tolv_table_reader;

/* Begins with the row of headings. All functions answer the fault's error: TOLV_HEADING_MISSING,
 * TOLV_HEADING_TWICE; TOLV_NO_MONTH, TOLV_BAD_MONTH, TOLV_MIXED_YEARS, TOLV_TEXT_FOR_NUMBER,
 * TOLV_NOT_WHOLE, TOLV_OUTSIDE, TOLV_UNKNOWN_WORD, TOLV_CELL_WITH_ERROR, TOLV_TOO_LARGE,
 * TOLV_TOO_MANY_ROWS, TOLV_TOO_MANY_CODES, TOLV_OUT_OF_MEMORY. */
tolv_error tolv_table_begin(tolv_table_reader *reader, tolv_ledger *ledger,
                            const tolv_cell *headings, size_t width, tolv_table_fault *fault);

/* The next `count` rows, each of reader->width cells. */
tolv_error tolv_table_take(tolv_table_reader *reader, const tolv_cell *cells, size_t count,
                           tolv_table_fault *fault);

/* After the last row: the rows that are new in the ledger count in everything. TOLV_NO_ROWS when
 * the table had none. */
tolv_error tolv_table_end(tolv_table_reader *reader, tolv_table_fault *fault);

#endif
