/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ROUND_NOTE_H
#define TOLV_ODS_ROUND_NOTE_H

#include "ods/part.h"

/* Writes a cell's comment so that it can stand in another workbook: its author, its date and its
 * paragraphs, without the styles and shapes that only its own workbook knows. Nothing where the
 * cell has none. `cell` is of the part, read with exact offsets. */
void tolv_round_write_note(tolv_writer *writer, const tolv_part *part, const tolv_sheet_cell *cell);

#endif
