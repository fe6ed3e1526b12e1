/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_REFERENCE_H
#define TOLV_ODS_REFERENCE_H

#include <stdbool.h>

#include "core/sentence.h"

/* Cell references as ODF stores them (OpenFormula, ODF 1.3 part 4, 5.8): "[.A1]" in formulas,
 * "$'My sheet'.$A$1:.$B$5" in addresses. */

/* An area of a sheet, rows and columns from 0, the last ones included. The sheet is as written,
 * perhaps in quotation marks; empty where none is. */
typedef struct tolv_area {
    tolv_text sheet;
    size_t row, last_row, column, last_column;
} tolv_area;

/* Reads an address of one cell or one range, as ODF stores it or as people type it (Sheet.A1:B2);
 * false for every other text. */
bool tolv_area_read(tolv_text address, tolv_area *area);

/* Is a sheet's name, as written in a reference, this name? */
bool tolv_sheet_is(tolv_text written, tolv_text name);

/* A row that becomes `rows` (1-) rows: those below it move down. */
typedef struct tolv_growth {
    tolv_text sheet; /* its plain name */
    size_t row, rows;
} tolv_growth;

/* What a reference to a row without "$" does: */
typedef enum tolv_relative {
    TOLV_RELATIVE_MOVES,  /* in a formula that is where it was: what it pointed at */
    TOLV_RELATIVE_FILLS,  /* in a row that is filled down: as far below it as the copy is */
    TOLV_RELATIVE_FOLLOWS /* in a condition: as far from its base cell as before */
} tolv_relative;

/* How rows that grow change the references to them. A range that ends at a growing row ends at the
 * last of its rows; a single cell stays at the first. */
typedef struct tolv_moves {
    const tolv_growth *growths;
    size_t growth_count;
    tolv_text sheet; /* of references that name none */
    tolv_relative relative;
    size_t down; /* rows that the copy, or the base cell, is further down */
} tolv_moves;

/* Where a single cell's row is after the growth. */
size_t tolv_moved_row(const tolv_moves *moves, tolv_text sheet, size_t row);

/* Writes a formula, or a list of addresses parted by spaces, with its references moved; all else
 * byte for byte, references to other files and broken ones too. False when a row would lie outside
 * the largest sheet. */
bool tolv_move_formula(tolv_writer *writer, const tolv_moves *moves, tolv_text formula);
bool tolv_move_addresses(tolv_writer *writer, const tolv_moves *moves, tolv_text addresses);

#endif
