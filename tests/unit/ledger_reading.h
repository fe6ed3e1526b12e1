/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_LEDGER_READING_H
#define TOLV_TESTS_LEDGER_READING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/sie.h"

/* A file that lies in memory, read `step` bytes at a time; fails at `broken` where that is not 0.
 */
typedef struct memory_file {
    const char *bytes;
    size_t length, at, step, broken;
} memory_file;

static inline ptrdiff_t read_memory(void *context, char *bytes, size_t room) {
    memory_file *file = context;
    size_t left = file->length - file->at;
    size_t count = left < file->step ? left : file->step;
    if (file->broken && file->at >= file->broken)
        return -1;
    if (count > room)
        count = room;
    memcpy(bytes, file->bytes + file->at, count);
    file->at += count;
    return (ptrdiff_t)count;
}

/* What was heard: a line for each notice, as in "warning 7: sentence". */
typedef struct heard {
    char text[16384];
    size_t length, count[TOLV_FAILURE + 1];
} heard;

static inline void hear(void *context, const tolv_notice *notice) {
    static const char *const severities[] = {"note", "warning", "failure"};
    heard *to = context;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_sentence(&writer, TOLV_ENGLISH, notice->sentence, notice->items, notice->item_count);
    to->count[notice->severity]++;
    size_t room = sizeof to->text - to->length;
    int printed =
        snprintf(to->text + to->length, room, "%s %zu: %.*s\n", severities[notice->severity],
                 notice->line, (int)writer.length, writer.length ? writer.bytes : "");
    to->length += (size_t)printed < room ? (size_t)printed : room - 1;
    tolv_arena_close(&arena);
}

static inline tolv_reading read_bytes(tolv_ledger *ledger, const char *bytes, size_t length,
                                      size_t step, tolv_encoding encoding, heard *told) {
    memory_file file = {bytes, length, 0, step, 0};
    tolv_source source = {NULL, read_memory, &file};
    tolv_listener listener = {hear, told};
    memset(told, 0, sizeof *told);
    return tolv_sie_read(ledger, &source, encoding, &listener);
}

/* A whole file, which the caller frees; NULL when it is not there. */
static inline char *load(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*length + 1);
    if (!bytes || fread(bytes, 1, *length, file) != *length)
        abort();
    fclose(file);
    return bytes;
}

/* Memory that fails at the n-th request from now, and counts what is out. */
typedef struct failing_memory {
    size_t left, taken;
} failing_memory;

static inline void *take_failing(void *context, size_t size) {
    failing_memory *memory = context;
    if (memory->left == 0)
        return NULL;
    memory->left--;
    memory->taken++;
    return malloc(size ? size : 1);
}

static inline void give_back(void *context, void *block) {
    failing_memory *memory = context;
    memory->taken--;
    free(block);
}

#endif
