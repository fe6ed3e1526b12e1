/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/workbook_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ods/workbook.h"

/* ---- rows of cells ---- */

typedef struct rows_reading {
    const tolv_row_taker *taker;
    tolv_reading reading;
    tolv_arena arena; /* the row's texts */
    size_t width;
    bool failed;
    tolv_cell cells[TOLV_WORKBOOK_COLUMNS];
} rows_reading;

static bool take_sheet(void *context, tolv_text name) {
    rows_reading *at = context;
    if (at->taker->sheet)
        at->taker->sheet(at->taker->context, name);
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *from) {
    static const tolv_kind kinds[] = {
        [TOLV_CELL_BLANK] = TOLV_BLANK, [TOLV_CELL_NUMBER] = TOLV_NUMBER,
        [TOLV_CELL_TEXT] = TOLV_TEXT,   [TOLV_CELL_BOOLEAN] = TOLV_NUMBER,
        [TOLV_CELL_DATE] = TOLV_NUMBER, [TOLV_CELL_TIME] = TOLV_NUMBER,
        [TOLV_CELL_ERROR] = TOLV_FAULT,
    };
    rows_reading *at = context;
    tolv_cell cell = {.kind = kinds[from->kind]};
    if (cell.kind == TOLV_BLANK || from->column >= TOLV_WORKBOOK_COLUMNS)
        return true;
    if (cell.kind == TOLV_NUMBER)
        cell.number = from->number;
    else if (cell.kind == TOLV_FAULT)
        cell.error = TOLV_CELL_WITH_ERROR;
    else {
        char *bytes = tolv_arena_take(&at->arena, from->text.length, 1);
        at->failed = at->failed || !bytes;
        if (!bytes)
            return false;
        memcpy(bytes, from->text.bytes, from->text.length);
        cell.text = (tolv_text){bytes, from->text.length};
    }
    size_t end = from->column + from->columns;
    end = end < TOLV_WORKBOOK_COLUMNS ? end : TOLV_WORKBOOK_COLUMNS;
    while (at->width < from->column)
        at->cells[at->width++] = (tolv_cell){.kind = TOLV_BLANK};
    while (at->width < end)
        at->cells[at->width++] = cell;
    return true;
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    rows_reading *at = context;
    for (size_t i = 0; i < row->rows && at->width && !at->reading; i++)
        at->reading = at->taker->row(at->taker->context, at->cells, at->width, row->row + i + 1);
    at->width = 0;
    tolv_arena_close(&at->arena);
    tolv_arena_open(&at->arena, NULL);
    return !at->reading;
}

tolv_reading tolv_workbook_rows(const char *path, const tolv_row_taker *taker,
                                const tolv_listener *listener) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row};
    rows_reading *at = calloc(1, sizeof *at);
    if (!at) {
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = path,
                                             .sentence = tolv_error_sentence(TOLV_OUT_OF_MEMORY)});
        return TOLV_READING_NO_MEMORY;
    }
    at->taker = taker;
    tolv_arena_open(&at->arena, NULL);
    tolv_document document = {.path = path, .listener = *listener};
    bool whole = tolv_read_workbook(&document, &handler, at);
    tolv_reading reading = at->reading  ? at->reading
                           : at->failed ? TOLV_READING_NO_MEMORY
                           : whole      ? TOLV_READING_DONE
                                        : TOLV_READING_REFUSED;
    if (at->failed)
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = path,
                                             .sentence = tolv_error_sentence(TOLV_OUT_OF_MEMORY)});
    tolv_arena_close(&at->arena);
    free(at);
    return reading;
}

/* ---- a ledger ---- */

enum { NAME_ROOM = 128 };

typedef struct table_reading {
    tolv_exported exported;
    const tolv_listener *listener; /* who hears of cells */
    char sheet[NAME_ROOM];         /* whose rows are read */
    size_t rows;                   /* of the sheet, while headings are looked for */
    bool left;                     /* the sheet with the headings has been read */
    char other[NAME_ROOM];         /* a sheet after it, */
    bool other_told;               /* which has headings too */
} table_reading;

/* A line of a workbook is a row: it is told as a cell. */
static void hear(void *context, const tolv_notice *told) {
    table_reading *at = context;
    char name[TOLV_CELL_NAME_ROOM], cell[NAME_ROOM + TOLV_CELL_NAME_ROOM];
    tolv_notice notice = *told;
    if (told->line) {
        tolv_cell_name(told->column ? told->column - 1 : 0, told->line - 1, name);
        snprintf(cell, sizeof cell, "%s.%s", at->sheet, name);
        notice.cell = cell;
        notice.line = notice.column = 0;
    }
    tolv_notify(at->listener, &notice);
}

static void begin_sheet(void *context, tolv_text name) {
    table_reading *at = context;
    at->left = at->exported.begun;
    char *to = at->left ? at->other : at->sheet;
    size_t length = name.length < NAME_ROOM - 1 ? name.length : NAME_ROOM - 1;
    memcpy(to, name.bytes, length);
    to[length] = 0;
    at->other_told = false;
    at->rows = 0;
    if (!at->left)
        at->exported.above = 0;
}

/* A sheet a month is common: what is not read must not be missed. */
static void look_at_other(table_reading *at, const tolv_cell *cells, size_t width) {
    tolv_layout layout;
    tolv_heading_fault fault;
    const tolv_split *split = &at->exported.options->split;
    if (at->other_told || at->rows++ >= TOLV_HEADINGS_WITHIN ||
        tolv_layout_read(&layout, cells, width, split, &fault))
        return;
    at->other_told = true;
    tolv_notify(
        at->listener,
        &(tolv_notice){.severity = TOLV_WARNING,
                       .file = at->exported.file,
                       .sentence = N_("the sheet “{1}” has the headings of a ledger too, and "
                                      "is not read, only “{2}”: put their rows below one "
                                      "another, or save each as a file"),
                       .items = {TOLV_TEXT_ITEM(tolv_text_of(at->other)),
                                 TOLV_TEXT_ITEM(tolv_text_of(at->sheet))},
                       .item_count = 2});
}

static tolv_reading take_ledger_row(void *context, const tolv_cell *cells, size_t width,
                                    size_t row) {
    table_reading *at = context;
    if (at->left) {
        look_at_other(at, cells, width);
        return TOLV_READING_DONE;
    }
    bool looking = !at->exported.begun && at->rows++ >= TOLV_HEADINGS_WITHIN;
    return looking ? TOLV_READING_DONE : tolv_exported_row(&at->exported, cells, width, row);
}

tolv_reading tolv_workbook_table_read(tolv_ledger *ledger, const char *path,
                                      const tolv_table_options *options,
                                      const tolv_listener *listener) {
    const tolv_memory *memory = ledger->arena.memory;
    table_reading *at = memory->allocate(memory->context, sizeof *at);
    if (!at) {
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = path,
                                             .sentence = tolv_error_sentence(TOLV_OUT_OF_MEMORY)});
        return TOLV_READING_NO_MEMORY;
    }
    tolv_listener hearing = {hear, at};
    tolv_row_taker taker = {take_ledger_row, begin_sheet, at};
    memset(at, 0, sizeof *at);
    at->listener = listener;
    tolv_exported_open(&at->exported, ledger, options, path, &hearing);
    tolv_reading reading = tolv_workbook_rows(path, &taker, listener);
    if (!reading)
        reading = tolv_exported_end(&at->exported);
    memory->release(memory->context, at);
    return reading;
}
