/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/report_workbook.h"
#include "ods/marks.h"
#include "ods/workbook.h"

enum { PERIOD, LIMIT_KR, LIMIT_PERCENT, CONDITION, METHOD, VALUES };

static const char *const names[VALUES] = {
    [PERIOD] = N_("Period"),
    [LIMIT_KR] = N_("Limit_kr"),
    [LIMIT_PERCENT] = N_("Limit_percent"),
    [CONDITION] = N_("Condition"),
    [METHOD] = N_("Method"),
};

typedef struct reading {
    tolv_arena *arena;
    tolv_report_settings *settings;
    tolv_marks marks;
    tolv_text sheet;
    bool with_period;
} reading;

static tolv_text copied(tolv_arena *arena, tolv_text text) {
    tolv_writer writer = {.arena = arena};
    tolv_write(&writer, text);
    return tolv_written(&writer);
}

static bool take_sheet(void *context, tolv_text name) {
    reading *at = context;
    at->sheet = copied(at->arena, name);
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    reading *at = context;
    tolv_report_settings *settings = at->settings;
    const tolv_marked_value *value = tolv_value_at(&at->marks, at->sheet, cell->row, cell->column);
    if (!value)
        return true;
    bool is_text = cell->kind == TOLV_CELL_TEXT;
    double number = cell->kind == TOLV_CELL_NUMBER ? cell->number : TOLV_BLANK_NUMBER;
    size_t i = cell->column - value->area.column;
    switch (value - at->marks.values) {
    case PERIOD:
        settings->period = at->with_period ? number : settings->period;
        break;
    case LIMIT_KR:
    case LIMIT_PERCENT:
        if (i < 2)
            (value - at->marks.values == LIMIT_KR ? settings->limit_kr
                                                  : settings->limit_percent)[i] = number;
        break;
    case CONDITION:
        settings->condition = (tolv_cell){.kind = is_text ? TOLV_TEXT : TOLV_NUMBER};
        if (is_text)
            settings->condition.text = copied(at->arena, cell->text);
        else
            settings->condition.number = number;
        break;
    case METHOD:
        settings->method = number;
        break;
    default:
        break;
    }
    return true;
}

bool tolv_report_read_settings(tolv_report *report, const char *path, bool with_period) {
    static const tolv_sheet_handler handler = {.sheet = take_sheet, .cell = take_cell};
    tolv_marked_value values[VALUES];
    tolv_document document = {.path = path, .listener = report->listener};
    reading at = {.arena = &report->arena,
                  .settings = &report->settings,
                  .marks = {.values = values, .value_count = VALUES},
                  .with_period = with_period};
    for (int i = 0; i < VALUES; i++)
        values[i] = (tolv_marked_value){.name = names[i]};
    return tolv_marks_find(&document, &report->arena, &at.marks) &&
           tolv_read_workbook(&document, &handler, &at);
}
