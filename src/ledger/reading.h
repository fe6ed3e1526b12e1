/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_READING_H
#define TOLV_LEDGER_READING_H

#include "core/heading.h"
#include "core/sentence.h"

enum { TOLV_TABLE_ITEMS = 3, TOLV_TABLE_TEXT = 64 /* more than a sentence shows of a text */ };

/* Where a table could not be read: row and column count from 1, the headings being row 1; 0: the
 * table, or the row, as a whole. The items are those of the error's sentence, their texts the
 * fault's own: not to be copied. */
typedef struct tolv_table_fault {
    tolv_error error;
    size_t row, column;
    tolv_item items[TOLV_TABLE_ITEMS];
    char texts[TOLV_TABLE_ITEMS][TOLV_TABLE_TEXT];
    size_t item_count;
} tolv_table_fault;

/* Fills in a fault and answers its error. */
tolv_error tolv_table_refuse(tolv_table_fault *fault, tolv_error error, size_t row, size_t column,
                             const tolv_item *items, size_t count);

#define TOLV_TABLE_ITEMS_OF(...) \
    (const tolv_item[]){__VA_ARGS__}, sizeof((const tolv_item[]){__VA_ARGS__}) / sizeof(tolv_item)

/* The same for what tolv_headings_find answers: `headings` and `columns` are what it was given. */
tolv_error tolv_table_refuse_heading(tolv_table_fault *fault, tolv_error error,
                                     const tolv_cell *row, const tolv_heading *headings,
                                     const size_t *columns, const tolv_heading_fault *at);

/* What takes `count` rows of `width` cells each, the first of them row `row` of the table. Row 1,
 * the headings, comes alone. */
typedef tolv_error tolv_take_rows(void *reader, const tolv_cell *cells, size_t row, size_t count,
                                  size_t width, tolv_table_fault *fault);

/* Gives a whole table to `take`, some thousand rows at a time, in memory of `memory`. `wanted` as
 * for the table's own read; `take` may set it when it sees the headings, which are read in full.
 * The fault of `take`, TOLV_OUT_OF_MEMORY, or that of the table. */
tolv_error tolv_table_walk(const tolv_table *table, const tolv_memory *memory, const bool *wanted,
                           tolv_take_rows *take, void *reader, tolv_table_fault *fault);

/* The same for a table that is read row by row, by headings: `columns` becomes where each of them
 * stands (tolv_headings_find) before the first row, numbered as in the table, is taken. */
typedef tolv_error tolv_take_headed(void *reader, const tolv_cell *cells, size_t row,
                                    tolv_table_fault *fault);
typedef struct tolv_headed_rows {
    const tolv_heading *headings;
    size_t count, *columns;
    tolv_take_headed *take;
    void *reader;
} tolv_headed_rows;

tolv_error tolv_table_walk_headed(const tolv_table *table, const tolv_memory *memory,
                                  tolv_headed_rows rows, tolv_table_fault *fault);

/* A code as text, from a text or a whole number from 0 on, written into `digits` if need be; empty
 * for a blank cell. TOLV_CELL_WITH_ERROR, TOLV_NOT_WHOLE, TOLV_OUTSIDE at the row and column. */
enum { TOLV_CODE_DIGITS = 16 };
tolv_error tolv_code_of(const tolv_cell *cell, char digits[TOLV_CODE_DIGITS], size_t row,
                        size_t column, tolv_text *code, tolv_table_fault *fault);

/* A month: 1 to 12, YYYYMM, YYYYMMDD, a date, or text as 2026-03-31, 2026-03, 202603 or 3. The
 * period is YYYYMM, or 1 to 12 without a year. False for what is none. */
bool tolv_read_month(const tolv_cell *cell, int *period);

/* What such a cell holds instead, for the sentence of TOLV_BAD_MONTH. */
tolv_item tolv_month_shown(const tolv_cell *cell);

/* Decides between a date and a code that is one: ISO text of a date cell, else the code. */
tolv_error tolv_date_code_of(const tolv_cell *cell, char digits[TOLV_CODE_DIGITS], size_t row,
                             size_t column, tolv_text *code, tolv_table_fault *fault);

#endif
