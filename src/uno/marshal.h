/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_MARSHAL_H
#define TOLV_UNO_MARSHAL_H

#include "core/arena.h"
#include "core/value.h"
#include "uno/types.h"

/* What the office gives as an any: void is TOLV_MISSING, "" is TOLV_BLANK, a truth value or a whole
 * number of any size is a number, a sequence of rows (or of cells: one row) is a range, of plain
 * numbers where all cells are numbers or blank, an object is a table (uno/cell_range.h). What a
 * cell cannot hold, and an object that is no range, is TOLV_FAULT. Texts and ranges are copies in
 * the arena; a table lives as long as what is given. Fails with TOLV_OUT_OF_MEMORY alone. */
tolv_error tolv_value_from_office(const tolv_types *types, tolv_arena *arena, const uno_Any *given,
                                  tolv_value *value);

/* Puts the answer into *result, a constructed any. A range becomes rows of numbers, of texts, or,
 * when it has blanks among numbers, numbers among texts or errors, of anys: the office looks up
 * numbers and texts in rows of their own kind only. Fails with TOLV_OUT_OF_MEMORY alone, and then
 * leaves *result as it was. */
tolv_error tolv_value_to_office(const tolv_types *types, const tolv_value *value, uno_Any *result);

/* Puts the error into *result, a constructed any, as the NaN that Calc shows as its own error. */
void tolv_error_to_office(const tolv_types *types, tolv_error error, uno_Any *result);

#endif
