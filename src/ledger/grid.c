/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/grid.h"

#include <string.h>

#include "ledger/books.h"

void tolv_grid(const tolv_books *books, const tolv_selection *selection, const tolv_lines *rows,
               const tolv_lines *columns, tolv_ore *sums) {
    const tolv_ore *amounts = books->ledger.rows.amount;
    memset(sums, 0, rows->count * columns->count * sizeof *sums);
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        if (!tolv_is_selected(selection, books, row))
            continue;
        const size_t *down = &rows->first[tolv_code_of_row(&rows->axis, books, row)];
        const size_t *across = &columns->first[tolv_code_of_row(&columns->axis, books, row)];
        for (size_t i = down[0]; i < down[1]; i++) {
            tolv_ore *line = sums + rows->line[i] * columns->count;
            for (size_t j = across[0]; j < across[1]; j++)
                line[columns->line[j]] += amounts[row];
        }
    }
}
