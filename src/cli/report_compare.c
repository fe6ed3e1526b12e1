/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/report_workbook.h"
#include "ods/marks.h"
#include "ods/workbook.h"

enum {
    TOLD = 20, /* differences; the rest is counted */
    SERIES = 3,
    KEY = 0,    /* the table's column that tells the line ... */
    FIGURES = 1 /* ... and the first of those with figures */
};

enum { FOLLOW_UP, UNIT_MONTHS, BOARDS, BOARD_MONTHS, TABLES };

static const struct {
    const char *name, *key;
} table_names[TABLES] = {
    [FOLLOW_UP] = {N_("Follow_up"), N_("Code")},
    [UNIT_MONTHS] = {N_("Unit_months"), N_("Unit code")},
    [BOARDS] = {N_("Boards"), N_("Board")},
    [BOARD_MONTHS] = {N_("Board_months"), N_("Board")},
};

/* Rows of figures that stand outside the tables, and the months of units and boards. */
enum {
    NOT_PLACED,
    WHOLE,
    MONTHS,
    BOARDS_MONTHS = MONTHS + SERIES,
    VALUES = BOARDS_MONTHS + SERIES
};

static const char *const value_names[VALUES] = {
    [NOT_PLACED] = N_("Not_placed"),
    [WHOLE] = N_("Whole_municipality"),
    [MONTHS + TOLV_SERIES_OUTCOME] = N_("Outcome"),
    [MONTHS + TOLV_SERIES_BUDGET] = N_("Budget"),
    [MONTHS + TOLV_SERIES_BEFORE] = N_("Year_before"),
    [BOARDS_MONTHS + TOLV_SERIES_OUTCOME] = N_("Board_outcome"),
    [BOARDS_MONTHS + TOLV_SERIES_BUDGET] = N_("Board_budget"),
    [BOARDS_MONTHS + TOLV_SERIES_BEFORE] = N_("Board_year_before"),
};

/* What a cell of a row is: a figure, or a month of a series. */
typedef struct found_cell {
    bool is_month;
    tolv_figure figure;
    tolv_series series;
    size_t month, column; /* from 0; the sheet's column */
    tolv_cell saved;
    tolv_text error; /* as shown */
} found_cell;

enum { ROW_CELLS = TOLV_FIGURE_COUNT + SERIES * TOLV_MONTHS, NO_LINE = -1 };

typedef struct comparing {
    tolv_report *report;
    const tolv_document *document;
    tolv_comparison *comparison;
    tolv_marks marks;
    tolv_marked_table tables[TABLES];
    tolv_marked_value values[VALUES];
    bool *seen; /* by line: its figures stood in the workbook */
    tolv_text sheet;
    /* of the row that is being read: */
    found_cell cells[ROW_CELLS];
    size_t cell_count;
    tolv_text key;
    ptrdiff_t line;
} comparing;

static tolv_text copied(comparing *at, tolv_text text) {
    tolv_writer writer = {.arena = &at->report->arena};
    tolv_write(&writer, text);
    return tolv_written(&writer);
}

/* ---- Telling ---- */

static tolv_item item_of(const found_cell *found, const tolv_cell *cell) {
    if (cell->kind == TOLV_FAULT)
        return TOLV_TEXT_ITEM(found->error);
    if (cell->kind == TOLV_TEXT && cell->text.length)
        return TOLV_TEXT_ITEM(cell->text);
    if (cell->kind != TOLV_NUMBER)
        return TOLV_WORD(N_("nothing"));
    return found->figure == TOLV_FIGURE_DEVIATION_PERCENT && !found->is_month
               ? TOLV_PERCENT(cell->number)
               : TOLV_KRONOR(cell->number);
}

static void tell(comparing *at, const char *cell, const char *sentence, tolv_item first,
                 tolv_item second) {
    if (at->comparison->different++ >= TOLD)
        return;
    tolv_notice notice = {.severity = TOLV_WARNING,
                          .file = at->document->path,
                          .cell = cell,
                          .sentence = sentence,
                          .items = {first, second},
                          .item_count = 2};
    tolv_notify(&at->report->listener, &notice);
}

static void tell_cell(comparing *at, size_t row, const found_cell *found,
                      const tolv_cell *calculated) {
    char place[TOLV_CELL_PLACE_ROOM];
    tolv_cell_place(at->sheet, found->column, row, place);
    found_cell ours = *found;
    if (calculated->kind == TOLV_FAULT)
        ours.error = tolv_text_of(tolv_calc_error_text(tolv_error_in_calc(calculated->error)));
    tell(at, place, N_("the workbook has saved {1}, and Tolv calculates {2}"),
         item_of(found, &found->saved), item_of(&ours, calculated));
}

/* ---- Reading ---- */

/* Errors that are none of ours (#NAME?, #REF!) are taken for one that no figure has. */
static tolv_error error_named(tolv_text shown) {
    for (int error = TOLV_OK + 1; error < TOLV_ERROR_COUNT; error++)
        if (tolv_text_same(
                shown, tolv_text_of(tolv_calc_error_text(tolv_error_in_calc((tolv_error)error)))))
            return (tolv_error)error;
    return TOLV_UNKNOWN_FUNCTION;
}

static tolv_cell saved_cell(comparing *at, const tolv_sheet_cell *cell) {
    switch (cell->kind) {
    case TOLV_CELL_BLANK:
        return (tolv_cell){.kind = TOLV_BLANK};
    case TOLV_CELL_TEXT:
        return (tolv_cell){.kind = TOLV_TEXT, .text = copied(at, cell->text)};
    case TOLV_CELL_ERROR:
        return (tolv_cell){.kind = TOLV_FAULT, .error = error_named(cell->text)};
    default:
        return (tolv_cell){.kind = TOLV_NUMBER, .number = cell->number};
    }
}

static void find(comparing *at, const tolv_sheet_cell *cell, found_cell found) {
    if (at->cell_count == ROW_CELLS)
        return;
    found.saved = saved_cell(at, cell);
    if (found.saved.kind == TOLV_FAULT)
        found.error = copied(at, cell->text);
    at->cells[at->cell_count++] = found;
}

static void find_value(comparing *at, const tolv_sheet_cell *cell, size_t column) {
    const tolv_report *report = at->report;
    const tolv_marked_value *value = tolv_value_at(&at->marks, at->sheet, cell->row, column);
    if (!value)
        return;
    ptrdiff_t which = value - at->values;
    size_t i = column - value->area.column;
    if (which < MONTHS && i < TOLV_FIGURE_COUNT) {
        at->line = (ptrdiff_t)report->line_count - 2 + which;
        find(at, cell, (found_cell){.figure = (tolv_figure)i, .column = column});
    } else if (which >= MONTHS && i < TOLV_MONTHS) {
        find(at, cell,
             (found_cell){.is_month = true,
                          .series = (tolv_series)((which - MONTHS) % SERIES),
                          .month = i,
                          .column = column});
    }
}

static bool take_sheet(void *context, tolv_text name) {
    comparing *at = context;
    at->sheet = copied(at, name);
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    comparing *at = context;
    const tolv_marked_table *table = tolv_table_at(&at->marks, at->sheet, cell->row);
    for (size_t i = 0; i < cell->columns; i++) {
        size_t column = table ? tolv_table_column(table, cell->column + i) : TOLV_NO_COLUMN;
        if (column == KEY)
            at->key = copied(at, cell->text);
        else if (column != TOLV_NO_COLUMN)
            find(at, cell,
                 (found_cell){.figure = (tolv_figure)(column - FIGURES),
                              .column = cell->column + i});
        else
            find_value(at, cell, cell->column + i);
    }
    return true;
}

/* ---- Comparing ---- */

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static ptrdiff_t line_of_unit(const tolv_report *report, tolv_text code) {
    for (size_t i = 0; i < report->unit_count; i++)
        if (same(report->lines[i].code, code))
            return (ptrdiff_t)i;
    return NO_LINE;
}

static ptrdiff_t line_of_board(const tolv_report *report, tolv_text name) {
    for (size_t i = 0; i < report->board_count; i++)
        for (int language = 0; language < TOLV_LANGUAGES; language++)
            if (same(tolv_report_board(report, (tolv_language)language, i), name))
                return (ptrdiff_t)(report->unit_count + i);
    return NO_LINE;
}

static tolv_cell month_of(const tolv_followup_line *line, const found_cell *found) {
    const double *months = found->series == TOLV_SERIES_OUTCOME  ? line->outcome
                           : found->series == TOLV_SERIES_BUDGET ? line->budget
                                                                 : line->before;
    double month = months[found->month];
    return (tolv_cell){.kind = tolv_is_blank(month) ? TOLV_BLANK : TOLV_NUMBER, .number = month};
}

static void compare_row(comparing *at, size_t row, size_t line) {
    const tolv_report *report = at->report;
    for (size_t i = 0; i < at->cell_count; i++) {
        const found_cell *found = &at->cells[i];
        tolv_figure figure = found->is_month ? TOLV_FIGURE_OUTCOME_SO_FAR : found->figure;
        tolv_cell calculated = found->is_month ? month_of(&report->lines[line], found)
                                               : report->figures[line].cells[figure];
        if (!found->is_month) {
            at->comparison->saved[line].cells[figure] = found->saved;
            at->seen[line] = true;
        }
        at->comparison->compared++;
        if (!tolv_figure_agrees(figure, &found->saved, &calculated))
            tell_cell(at, row, found, &calculated);
    }
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    comparing *at = context;
    const tolv_marked_table *table = tolv_table_at(&at->marks, at->sheet, row->row);
    if (table && at->key.length) {
        bool unit = table < &at->tables[BOARDS];
        at->line = unit ? line_of_unit(at->report, at->key) : line_of_board(at->report, at->key);
        if (at->line == NO_LINE)
            tell(at, NULL, N_("“{1}” is in the workbook, and not in the ledger"),
                 TOLV_TEXT_ITEM(at->key), TOLV_PLAIN(0));
    }
    if (at->line != NO_LINE)
        compare_row(at, row->row, (size_t)at->line);
    at->line = NO_LINE;
    at->cell_count = 0;
    at->key = tolv_text_of("");
    return true;
}

static void tell_unseen(comparing *at) {
    const tolv_report *report = at->report;
    for (size_t i = 0; i < report->line_count; i++) {
        const tolv_followup_line *line = &report->lines[i];
        tolv_text name = i < report->unit_count ? line->code : line->name;
        if (!at->seen[i])
            tell(at, NULL, N_("“{1}” is in the ledger, and not in the workbook"),
                 name.length ? TOLV_TEXT_ITEM(name) : TOLV_WORD(N_("Whole_municipality")),
                 TOLV_PLAIN(0));
    }
}

static bool check_marks(comparing *at) {
    for (int i = 0; i < TABLES; i++)
        if (!at->tables[i].area.sheet.length)
            return tolv_refuse_with(at->document, NULL,
                                    N_("it has no table “{1}”: it was not made by this command"),
                                    TOLV_WORD(at->tables[i].name));
    return true;
}

bool tolv_report_compare(tolv_report *report, const char *path, tolv_comparison *comparison) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row};
    tolv_document document = {.path = path, .listener = report->listener};
    comparing at = {.report = report,
                    .document = &document,
                    .comparison = comparison,
                    .line = NO_LINE,
                    .key = tolv_text_of("")};
    for (int i = 0; i < TABLES; i++) {
        at.tables[i] = (tolv_marked_table){.name = table_names[i].name,
                                           .columns = {[KEY] = table_names[i].key}};
        for (int j = 0; j < TOLV_FIGURE_COUNT; j++)
            at.tables[i].columns[FIGURES + j] = tolv_figure_heading((tolv_figure)j);
    }
    for (int i = 0; i < VALUES; i++)
        at.values[i] = (tolv_marked_value){.name = value_names[i]};
    at.marks = (tolv_marks){
        .tables = at.tables, .table_count = TABLES, .values = at.values, .value_count = VALUES};
    comparison->compared = comparison->different = 0;
    comparison->saved =
        tolv_arena_take(&report->arena, report->line_count, sizeof *comparison->saved);
    at.seen = tolv_arena_take(&report->arena, report->line_count, sizeof *at.seen);
    if (!comparison->saved || !at.seen)
        return tolv_refuse(&document, NULL, N_("the memory is not enough to read it"), NULL, 0);
    memset(at.seen, 0, report->line_count * sizeof *at.seen);
    for (size_t i = 0; i < report->line_count; i++)
        for (int j = 0; j < TOLV_FIGURE_COUNT; j++)
            comparison->saved[i].cells[j] = (tolv_cell){.kind = TOLV_BLANK};
    if (!tolv_marks_find(&document, &report->arena, &at.marks) || !check_marks(&at) ||
        !tolv_read_workbook(&document, &handler, &at))
        return false;
    tell_unseen(&at);
    return true;
}
