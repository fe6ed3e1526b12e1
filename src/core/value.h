/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_VALUE_H
#define TOLV_CORE_VALUE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/* A blank ("not yet reported") among plain doubles. No amount is ever NaN: the dispatcher refuses
 * what is not finite, so that inside a kernel NaN means blank and nothing else. */
#define TOLV_BLANK_NUMBER ((double)NAN)

static inline bool tolv_is_blank(double number) {
    return isnan(number);
}

/* UTF-8, not ended by a zero byte. */
typedef struct tolv_text {
    const char *bytes;
    size_t length;
} tolv_text;

typedef enum tolv_kind {
    TOLV_MISSING, /* an argument left out */
    TOLV_BLANK,   /* an empty cell of a range, or the empty text of a formula */
    TOLV_NUMBER,
    TOLV_TEXT,
    TOLV_FAULT, /* a cell that holds an error */
    TOLV_RANGE, /* never inside a range */
    TOLV_TABLE  /* a range of any length that stays where it is, and is read in pieces */
} tolv_kind;

/* One cell of a mixed range. */
typedef struct tolv_cell {
    tolv_kind kind;
    union {
        double number;
        tolv_text text;
        tolv_error error;
    };
} tolv_cell;

/* A view of rows × columns cells that somebody else owns: either all numbers (blank as
 * TOLV_BLANK_NUMBER) or mixed cells; the other pointer is NULL. `stride` is the distance from one
 * row to the next, in elements. Neither rows nor columns is ever 0 in a checked argument. */
typedef struct tolv_range {
    size_t rows, columns, stride;
    const double *numbers;
    const tolv_cell *cells;
} tolv_range;

/* A table that somebody else owns and that may be too large to copy: `read` puts `count` rows from
 * `row` on (both from 0, within the table) into count × columns cells, row by row. Of the columns
 * that are not `wanted` (NULL: all are) the cells may be left as they were. Texts live until the
 * next read. TOLV_OUT_OF_MEMORY, or TOLV_CELL_WITH_ERROR when the table cannot be read. */
typedef struct tolv_table {
    size_t rows, columns;
    tolv_error (*read)(const struct tolv_table *table, size_t row, size_t count, const bool *wanted,
                       tolv_cell *cells);
} tolv_table;

/* What goes into a function and comes out of it. Texts and ranges belong to the call's arena or to
 * the caller, never to the value. */
typedef struct tolv_value {
    tolv_kind kind;
    union {
        double number;
        tolv_text text;
        tolv_error error;
        tolv_range range;
        const tolv_table *table;
    };
} tolv_value;

/* A range as a table, made by tolv_table_of; both live as long as the shorter. */
typedef struct tolv_range_table {
    tolv_table table; /* must be first */
    tolv_range range;
} tolv_range_table;

void tolv_table_of(tolv_range_table *table, tolv_range range);

static inline size_t tolv_range_count(const tolv_range *range) {
    return range->rows * range->columns;
}

/* Element i, counted row by row from 0, of a range of numbers. */
static inline double tolv_range_number(const tolv_range *range, size_t i) {
    return range->numbers[i / range->columns * range->stride + i % range->columns];
}

/* The same of any range, as a cell. */
tolv_cell tolv_range_cell(const tolv_range *range, size_t i);

/* A value that is no range as a cell; and any value as a range, one that is none as a range of that
 * one cell, which the caller lends. */
tolv_cell tolv_cell_of(const tolv_value *value);
tolv_range tolv_range_of(const tolv_value *value, tolv_cell *single);

/* A text that is ended by a zero byte, as tolv_text; NULL gives the empty text. */
tolv_text tolv_text_of(const char *string);

/* The same bytes? */
bool tolv_text_equal(tolv_text a, tolv_text b);

/* The same letters? Case does not matter in ASCII and in the letters of Latin-1 (å ä ö æ ø é). */
bool tolv_text_same(tolv_text a, tolv_text b);

/* An order in which the same letters stand together: below 0, 0 or above 0. */
int tolv_text_order(tolv_text a, tolv_text b);

/* Without the spaces round it, hard ones and line breaks too. */
tolv_text tolv_text_trimmed(tolv_text text);

/* Is the text, but for case and spaces round it, one of the words "owner, ägare, ejer"? NULL has
 * none. */
bool tolv_text_is_one_of(tolv_text text, const char *words);

#endif
