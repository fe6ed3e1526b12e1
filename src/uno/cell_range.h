/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_CELL_RANGE_H
#define TOLV_UNO_CELL_RANGE_H

#include "core/arena.h"
#include "core/value.h"
#include "uno/types.h"

/* A range that stays in the office (XCellRange) as a table: no more is ever copied than the rows
 * that are asked for. An error in a cell is TOLV_FAULT, a date or a percentage a plain number;
 * whole columns end where the sheet does. The table and the texts of its rows are in the arena;
 * `types` and `range`, which the caller goes on holding, must live as long. TOLV_OUT_OF_MEMORY, or
 * TOLV_CELL_WITH_ERROR when the office does not tell how large the range is. */
tolv_error tolv_table_from_office(const tolv_types *types, tolv_arena *arena, uno_Interface *range,
                                  const tolv_table **table);

#endif
