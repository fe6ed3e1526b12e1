/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FIGURE_H
#define TOLV_ODS_FIGURE_H

#include "ods/content.h"

/* Writes what cells hold as a constant of a formula: the figure, text or error of one cell, or an
 * array of rows × columns cells, given row by row, whose errors all are #N/A. False, and nothing
 * that counts is written, when a formula among them has never been calculated, or not by an office
 * that knew its functions (#NAME?). */
bool tolv_write_figures(tolv_writer *writer, const tolv_sheet_cell *cells, size_t rows,
                        size_t columns);

#endif
