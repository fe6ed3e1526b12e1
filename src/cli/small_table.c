/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/small_table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/workbook_table.h"
#include "ledger/csv.h"
#include "ods/content.h"

enum { CELLS_MAX = 1 << 21 };

static tolv_exit refuse(const tolv_small_table *small, size_t row, size_t column,
                        const char *sentence, const tolv_item *items, size_t count) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_notice notice = {.severity = TOLV_FAILURE,
                          .file = small->path,
                          .line = row,
                          .column = column,
                          .sentence = sentence,
                          .item_count = count};
    for (size_t i = 0; i < count; i++)
        notice.items[i] = items[i];
    if (small->workbook && row) {
        tolv_cell_name(column ? column - 1 : 0, row - 1, name);
        notice.cell = name;
        notice.line = notice.column = 0;
    }
    tolv_notify(small->listener, &notice);
    return TOLV_EXIT_FILE;
}

static tolv_exit refuse_memory(const tolv_small_table *small) {
    refuse(small, 0, 0, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL, 0);
    return TOLV_EXIT_MACHINE;
}

/* ---- into memory ---- */

static bool make_room(tolv_small_table *small, size_t wanted) {
    size_t room = small->room ? small->room : 1024;
    while (room < wanted)
        room *= 2;
    if (room == small->room)
        return true;
    tolv_cell *grown = room <= CELLS_MAX ? realloc(small->cells, room * sizeof *grown) : NULL;
    if (!grown)
        return false;
    small->cells = grown;
    small->room = room;
    return true;
}

static bool copy_text(tolv_small_table *small, tolv_cell *cell) {
    if (cell->kind != TOLV_TEXT)
        return true;
    char *bytes = tolv_arena_take(&small->arena, cell->text.length, 1);
    if (bytes && cell->text.length)
        memcpy(bytes, cell->text.bytes, cell->text.length);
    cell->text = tolv_text_trimmed((tolv_text){bytes, cell->text.length});
    if (bytes && cell->text.length == 0)
        cell->kind = TOLV_BLANK;
    return bytes != NULL;
}

/* Rows keep their numbers: those that are blank, or not told, are blank here. */
static tolv_reading take_row(void *context, const tolv_cell *cells, size_t width, size_t row) {
    tolv_small_table *small = context;
    tolv_table *table = &small->table;
    if (table->rows == 0)
        table->columns = width;
    if (!make_room(small, row * table->columns))
        return TOLV_READING_NO_MEMORY;
    for (; table->rows < row; table->rows++)
        for (size_t i = 0; i < table->columns; i++) {
            tolv_cell *cell = &small->cells[table->rows * table->columns + i];
            bool given = table->rows + 1 == row && i < width;
            *cell = given ? cells[i] : (tolv_cell){.kind = TOLV_BLANK};
            if (!copy_text(small, cell))
                return TOLV_READING_NO_MEMORY;
        }
    return TOLV_READING_DONE;
}

static tolv_error read_table(const tolv_table *table, size_t row, size_t count, const bool *wanted,
                             tolv_cell *cells) {
    (void)wanted;
    const tolv_small_table *small = (const void *)table;
    memcpy(cells, small->cells + row * table->columns, count * table->columns * sizeof *cells);
    return TOLV_OK;
}

/* ---- from a file ---- */

typedef struct text_file {
    FILE *file;
    tolv_letters letters;
    tolv_csv csv;
    tolv_cell cells[TOLV_CSV_COLUMNS];
    char raw[TOLV_LETTERS_BUFFER], text[TOLV_CSV_BUFFER];
} text_file;

static ptrdiff_t read_stream(void *context, char *bytes, size_t room) {
    size_t got = fread(bytes, 1, room, context);
    return got == 0 && ferror((FILE *)context) ? -1 : (ptrdiff_t)got;
}

static bool count_columns(void *context, const tolv_csv *record) {
    *(size_t *)context = record->count;
    return false;
}

/* The separator that parts the headings into most columns. */
static char find_separator(const tolv_csv *csv) {
    static const char separators[] = ";\t|,";
    char best = separators[0];
    size_t most = 0;
    for (const char *separator = separators; *separator; separator++) {
        size_t columns = 0;
        tolv_csv_try(csv, *separator, 1, count_columns, &columns);
        if (columns > most) {
            most = columns;
            best = *separator;
        }
    }
    return best;
}

static tolv_reading read_text(tolv_small_table *small, text_file *from) {
    tolv_csv *csv = &from->csv;
    tolv_reading reading = TOLV_READING_DONE;
    tolv_csv_scan scan = tolv_csv_open(csv, &from->letters, from->text);
    csv->separator = find_separator(csv);
    while (!reading && scan != TOLV_CSV_FAILED && (scan = tolv_csv_next(csv)) == TOLV_CSV_READ) {
        for (size_t i = 0; i < csv->count; i++)
            from->cells[i] = (tolv_cell){.kind = TOLV_TEXT, .text = csv->fields[i]};
        reading = take_row(small, from->cells, csv->count, csv->line);
    }
    if (scan != TOLV_CSV_FAILED)
        return reading;
    tolv_item reason = tolv_reason_of(csv->error);
    refuse(small, csv->line, csv->column,
           csv->failure ? csv->failure : N_("the file cannot be read further: {1}"),
           csv->failure ? &csv->item : &reason, 1);
    return TOLV_READING_REFUSED;
}

static tolv_reading read_text_file(tolv_small_table *small, FILE *file) {
    tolv_source source = {small->path, read_stream, file};
    text_file *from = calloc(1, sizeof *from);
    if (!from)
        return TOLV_READING_NO_MEMORY;
    tolv_letters_open(&from->letters, &source, TOLV_ENCODING_JUDGED, from->raw);
    tolv_reading reading = read_text(small, from);
    tolv_letters_close(&from->letters);
    free(from);
    return reading;
}

static tolv_reading read_file(tolv_small_table *small) {
    char first[4];
    FILE *file = fopen(small->path, "rb");
    if (!file) {
        refuse(small, 0, 0, N_("the file cannot be opened: {1}"),
               (tolv_item[]){tolv_reason_of(errno)}, 1);
        return TOLV_READING_REFUSED;
    }
    size_t got = fread(first, 1, sizeof first, file);
    small->workbook = got == sizeof first && (memcmp(first, "PK\3\4", 4) == 0 || first[0] == '<');
    rewind(file);
    tolv_row_taker taker = {take_row, NULL, small};
    tolv_reading reading = small->workbook
                               ? tolv_workbook_rows(small->path, &taker, small->listener)
                               : read_text_file(small, file);
    fclose(file);
    return reading;
}

tolv_exit tolv_small_table_read(tolv_small_table *small, const tolv_listener *listener,
                                const char *path) {
    *small = (tolv_small_table){
        .table = {.read = read_table}, .listener = listener, .path = path, .cells = NULL};
    tolv_arena_open(&small->arena, NULL);
    tolv_reading reading = read_file(small);
    if (reading == TOLV_READING_NO_MEMORY)
        return refuse_memory(small);
    if (!reading && small->table.rows == 0)
        return refuse(small, 0, 0, tolv_error_sentence(TOLV_NO_ROWS), NULL, 0);
    return reading ? TOLV_EXIT_FILE : TOLV_EXIT_DONE;
}

void tolv_small_table_close(tolv_small_table *small) {
    tolv_arena_close(&small->arena);
    free(small->cells);
}

tolv_exit tolv_small_table_refuse(const tolv_small_table *small, tolv_error error,
                                  const tolv_table_fault *fault) {
    return error == TOLV_OUT_OF_MEMORY
               ? refuse_memory(small)
               : refuse(small, fault->row, fault->column, tolv_error_sentence(error), fault->items,
                        fault->item_count);
}
