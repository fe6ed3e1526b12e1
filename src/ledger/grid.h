/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_GRID_H
#define TOLV_LEDGER_GRID_H

#include "ledger/lines.h"

/* Sums of the selected rows by two axes, rows × columns of them, in one pass. Those of the same
 * questions agree with tolv_booked to the öre. */
void tolv_grid(const tolv_books *books, const tolv_selection *selection, const tolv_lines *rows,
               const tolv_lines *columns, tolv_ore *sums);

#endif
