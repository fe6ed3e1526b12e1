/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/unit_changes.h"

#include <stdlib.h>
#include <string.h>

#include "cli/small_table.h"
#include "core/heading.h"
#include "ods/number.h"

/* "0,5", "0.5" or "50 %" as a number; any other cell stays, for the table's own reader to judge. */
static void read_share(tolv_cell *cell) {
    char text[TOLV_NUMBER_ROOM];
    size_t length = cell->kind == TOLV_TEXT ? cell->text.length : 0;
    bool percent = length > 1 && cell->text.bytes[length - 1] == '%';
    double number;
    if (length == 0 || length >= sizeof text)
        return;
    memcpy(text, cell->text.bytes, length);
    char *comma = memchr(text, ',', length);
    if (comma)
        *comma = '.';
    tolv_text shown = tolv_text_trimmed((tolv_text){text, length - percent});
    if (tolv_number_read(shown, &number))
        *cell = (tolv_cell){.kind = TOLV_NUMBER, .number = percent ? number / 100 : number};
}

static void read_shares(tolv_small_table *small) {
    const tolv_table *table = &small->table;
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        const tolv_cell *heading = &small->cells[i % table->columns];
        if (i >= table->columns && heading->kind == TOLV_TEXT &&
            tolv_text_is_one_of(heading->text, "share, andel"))
            read_share(&small->cells[i]);
    }
}

tolv_exit tolv_unit_changes_read(const tolv_listener *listener, const char *path,
                                 tolv_unit_changes *changes) {
    tolv_small_table *small = calloc(1, sizeof *small); /* arenas are large, and not to be copied */
    tolv_table_fault fault = {.row = 0};
    memset(changes, 0, sizeof *changes);
    tolv_arena_open(&changes->arena, NULL);
    if (!small)
        return TOLV_EXIT_MACHINE;
    tolv_exit status = tolv_small_table_read(small, listener, path);
    if (!status) {
        read_shares(small);
        tolv_error error = tolv_changes_read(changes, &small->table, NULL, &fault);
        if (!error)
            error = tolv_changes_fit(changes, true, &fault);
        status = error ? tolv_small_table_refuse(small, error, &fault) : TOLV_EXIT_DONE;
    }
    tolv_small_table_close(small);
    free(small);
    return status;
}
