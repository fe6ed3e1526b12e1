/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FILL_H
#define TOLV_ODS_FILL_H

#include "ods/rewrite.h"

typedef struct tolv_fill_options {
    const char *table;  /* the values are rows of this table; NULL: of single cells */
    bool decimal_comma; /* in the values */
    bool force;         /* into protected cells, past validations; signatures are taken away */
} tolv_fill_options;

/* Writes values (see tolv_input_read) into a workbook, and the workbook to `path`.
 *
 * Without a table a row of values is the name of a cell or a range, or an address (Sheet.B2), and
 * then the values of its cells, row by row. With a table, a database range or a named one, the
 * first row has headings of the table; those columns of it then hold the rows of values and nothing
 * else. A blank value empties its cell.
 *
 * Texts stay texts, whatever they begin with. A cell that gets a value loses its formula; every
 * other formula loses the result that it had, so that it is calculated anew. All other bytes stay;
 * without values the workbook is copied. False, told, when anything does not fit, and then nothing
 * is written: an unknown or ambiguous name, a value too many or too few, two values for a cell, a
 * cell that is protected, covered, or inside an array formula, a value that a validation stops.
 * `system` as for tolv_destination_open. */
bool tolv_fill(const tolv_document *workbook, const tolv_document *values,
               const tolv_fill_options *options, const char *path, const tolv_system *system);

#endif
