/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_CELL_NAME_H
#define TOLV_ODS_CELL_NAME_H

#include "core/value.h"

/* "A1" of column 0 and row 0. */
enum { TOLV_CELL_NAME_ROOM = 16 };
void tolv_cell_name(size_t column, size_t row, char name[TOLV_CELL_NAME_ROOM]);

/* "Sheet1.A1", as notices tell a cell; of a longer name of a sheet the first 128 bytes. */
enum { TOLV_CELL_PLACE_ROOM = 160 };
void tolv_cell_place(tolv_text sheet, size_t column, size_t row, char place[TOLV_CELL_PLACE_ROOM]);

#endif
