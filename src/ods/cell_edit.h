/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_CELL_EDIT_H
#define TOLV_ODS_CELL_EDIT_H

#include "ods/part.h"

/* What of a cell's or row's tag is not written again. */
typedef enum tolv_dropped {
    TOLV_DROP_NOTHING,
    TOLV_DROP_REPEAT = 1,  /* how often it is repeated */
    TOLV_DROP_VALUE = 2,   /* its value */
    TOLV_DROP_FORMULA = 4, /* its formula, and what area the formula fills */
} tolv_dropped;

/* Writes a start tag with the attributes it had, as they are, up to its end: "<table:table-cell
 * table:style-name="ce1"". `dropped` is a sum. */
void tolv_write_tag(tolv_writer *writer, const tolv_part *part, size_t tag_end, unsigned dropped);

/* Writes a cell with other attributes added and other paragraphs, and with the notes and drawings
 * it had. Both are markup (see markup.h), and may be empty. */
void tolv_write_cell(tolv_writer *writer, const tolv_part *part, const tolv_sheet_cell *cell,
                     unsigned dropped, tolv_text attributes, tolv_text paragraphs);

/* The value of an attribute of a tag, as written; empty where there is none. `name` has its usual
 * prefix. */
tolv_text tolv_tag_attribute(const tolv_part *part, size_t tag_end, const char *name);

#endif
