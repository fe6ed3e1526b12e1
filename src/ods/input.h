/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_INPUT_H
#define TOLV_ODS_INPUT_H

#include "ods/content.h"

/* A value that is to be written into a cell. Of a date or a time `text` is the value as ODF stores
 * it, and `number` what it is in days; kinds as in tolv_sheet_cell, but no errors. */
typedef struct tolv_input {
    tolv_sheet_kind kind;
    double number;
    tolv_text text;
} tolv_input;

/* What a word without quotation marks is: a number, a date, a time, true or false when it is
 * written as ODF writes it, else a text. So a number with a leading zero, or a leading "+", is a
 * text, as are all words that a spreadsheet might take for formulas. */
tolv_input tolv_input_of(tolv_text word);

/* A table of values as a file has it, row by row. A row has the fields from `first` on. */
typedef struct tolv_input_row {
    size_t line; /* of the file, from 1 */
    size_t first, count;
} tolv_input_row;

typedef struct tolv_input_table {
    const tolv_input *fields;
    const tolv_input_row *rows;
    size_t row_count;
} tolv_input_table;

/* Reads values separated by commas, semicolons or tabs (what comes first in the first line that has
 * one), in UTF-8, as RFC 4180 quotes them; what is quoted is a text. Rows without fields are left
 * out. Refused, told with the line: quotation marks that do not end, what is no text, and a number
 * with a decimal comma, unless `decimal_comma`: then it is a number, and one with a point a text.
 * Everything lives in the arena. */
bool tolv_input_read(const tolv_document *document, bool decimal_comma, tolv_arena *arena,
                     tolv_input_table *table);

#endif
