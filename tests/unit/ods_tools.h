/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_ODS_TOOLS_H
#define TOLV_TESTS_ODS_TOOLS_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ods/workbook.h"

/* What was heard, a line for each notice. */
typedef struct told {
    char text[4096];
    size_t length, failures;
} told;

static inline void hear(void *context, const tolv_notice *notice) {
    told *to = context;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_notice(&writer, TOLV_ENGLISH, notice);
    size_t room = sizeof to->text - to->length;
    int printed = snprintf(to->text + to->length, room, "%.*s\n", (int)writer.length,
                           writer.length ? writer.bytes : "");
    to->length += (size_t)printed < room ? (size_t)printed : room - 1;
    to->failures += notice->severity == TOLV_FAILURE;
    tolv_arena_close(&arena);
}

/* A folder of the test's own, and how many files are in it. */
static inline char *new_folder(void) {
    static char folder[64];
    snprintf(folder, sizeof folder, "/tmp/tolv-test-XXXXXX");
    if (!mkdtemp(folder))
        abort();
    return folder;
}

static inline size_t files_in(const char *folder) {
    size_t count = 0;
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    if (open)
        closedir(open);
    return count;
}

static inline void empty_folder(const char *folder) {
    char path[512];
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        remove(path);
    }
    if (open)
        closedir(open);
    rmdir(folder);
}

static inline char *load_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length + 1);
    if (!bytes || fread(bytes, 1, *length, file) != *length)
        abort();
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

static inline void save_file(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file))
        abort();
}

/* What a workbook says, a line for each cell and mark: "S.A1 1x1 number 5 'text' =formula". */
typedef struct listing {
    char text[1 << 16];
    size_t length;
    char sheet[64];
} listing;

__attribute__((format(printf, 2, 3))) static inline void list(listing *to, const char *format,
                                                              ...) {
    va_list items;
    va_start(items, format);
    size_t room = sizeof to->text - to->length;
    int printed = vsnprintf(to->text + to->length, room, format, items);
    to->length += (size_t)printed < room ? (size_t)printed : room - 1;
    va_end(items);
}

static inline bool list_sheet(void *context, tolv_text name) {
    listing *to = context;
    snprintf(to->sheet, sizeof to->sheet, "%.*s", (int)name.length, name.bytes);
    list(to, "sheet %s\n", to->sheet);
    return true;
}

static inline bool list_cell(void *context, const tolv_sheet_cell *cell) {
    static const char *const kinds[] = {"blank", "number", "text", "boolean",
                                        "date",  "time",   "error"};
    listing *to = context;
    char name[TOLV_CELL_NAME_ROOM];
    tolv_cell_name(cell->column, cell->row, name);
    list(to, "%s.%s", to->sheet, name);
    if (cell->columns > 1 || cell->rows > 1)
        list(to, " %zux%zu", cell->columns, cell->rows);
    list(to, " %s%s", cell->covered ? "covered " : "", kinds[cell->kind]);
    if (cell->kind == TOLV_CELL_TEXT || cell->kind == TOLV_CELL_ERROR)
        list(to, " '%.*s'", (int)cell->text.length, cell->text.bytes);
    else if (cell->kind != TOLV_CELL_BLANK)
        list(to, " %.15g", cell->number);
    if (cell->formula.length)
        list(to, " %.*s", (int)cell->formula.length, cell->formula.bytes);
    list(to, "\n");
    return true;
}

static inline bool list_mark(void *context, const tolv_mark *mark) {
    list(context, "%s %.*s %.*s\n", mark->table ? "table" : "name", (int)mark->name.length,
         mark->name.bytes, (int)mark->address.length, mark->address.bytes);
    return true;
}

static inline bool list_workbook(const char *path, listing *to, told *heard) {
    static const tolv_sheet_handler handler = {
        .sheet = list_sheet, .cell = list_cell, .mark = list_mark};
    tolv_document document = {.path = path, .listener = {hear, heard}};
    memset(to, 0, sizeof *to);
    memset(heard, 0, sizeof *heard);
    return tolv_read_workbook(&document, &handler, to);
}

#endif
