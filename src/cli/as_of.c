/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/as_of.h"

#include "ods/marks.h"
#include "ods/workbook.h"

enum { PERIOD, YEAR, VALUES };

typedef struct period {
    tolv_marks marks;
    tolv_marked_value values[VALUES];
    double numbers[VALUES];
    tolv_arena *arena;
    tolv_text sheet;
} period;

static bool take_sheet(void *context, tolv_text name) {
    period *at = context;
    tolv_writer copy = {.arena = at->arena};
    tolv_write(&copy, name);
    at->sheet = tolv_written(&copy);
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    period *at = context;
    const tolv_marked_value *value = tolv_value_at(&at->marks, at->sheet, cell->row, cell->column);
    if (value && cell->kind == TOLV_CELL_NUMBER)
        at->numbers[value - at->values] = cell->number;
    return true;
}

bool tolv_write_as_of(tolv_writer *writer, const tolv_terminal *terminal,
                      const tolv_document *document) {
    static const tolv_sheet_handler handler = {.sheet = take_sheet, .cell = take_cell};
    period at = {.values = {{.name = N_("Period")}, {.name = N_("Year")}},
                 .arena = writer->arena,
                 .sheet = tolv_text_of("")};
    at.marks = (tolv_marks){.values = at.values, .value_count = VALUES};
    if (!tolv_marks_find(document, at.arena, &at.marks) ||
        !tolv_read_workbook(document, &handler, &at))
        return false;
    if (at.numbers[PERIOD] < 1 || at.numbers[PERIOD] >= 13)
        return true;
    tolv_write_item(writer, terminal->language, &TOLV_MONTH(at.numbers[PERIOD]));
    if (at.numbers[YEAR] >= 1000 && at.numbers[YEAR] < 10000) {
        tolv_write_string(writer, " ");
        tolv_write_item(writer, terminal->language, &TOLV_PLAIN(at.numbers[YEAR]));
    }
    return true;
}
