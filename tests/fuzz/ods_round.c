/* SPDX-License-Identifier: MPL-2.0 */
/* A master, and after a zero byte any bytes as a flat workbook that comes back: it is checked with
 * and without the master, which is made ready to be sent out for that, and collected. What is told
 * has a sentence; a workbook is written whole, the same one twice, or none is, and why is told. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/vocabulary.h"
#include "memory_file.h"
#include "ods/collect.h"

static void hear(void *context, const tolv_notice *notice) {
    require(notice->sentence && *notice->sentence);
    *(size_t *)context += notice->severity == TOLV_FAILURE;
}

static bool take(void *context, const tolv_finding *finding) {
    ++*(size_t *)context;
    require(finding->kind < TOLV_FINDING_KINDS);
    return true;
}

static void check(const tolv_document *master, const tolv_document *returned) {
    size_t found = 0, *failures = master->listener.context, before = *failures;
    tolv_arena arena;
    tolv_round_cells cells;
    tolv_issued issued;
    tolv_findings findings = {take, &found};
    tolv_arena_open(&arena, NULL);
    tolv_rewrite *rewrite = tolv_rewrite_open(returned);
    bool read = rewrite && tolv_round_cells_read(rewrite, NULL, &arena, &cells);
    require(*failures == before + !read);
    if (read && tolv_issued_read(master, &tolv_own_vocabulary, &arena, &issued))
        require(tolv_check(rewrite, &cells, &issued, &findings));
    if (read)
        require(tolv_check(rewrite, &cells, NULL, &findings));
    tolv_rewrite_close(rewrite);
    tolv_arena_close(&arena);
}

/* The bytes of what is written, which are taken away; 0: none is. */
static size_t collect(const tolv_document *master, const char *returned, char *bytes, size_t room) {
    char path[MEMORY_PATH_ROOM];
    char *paths[] = {(char *)(uintptr_t)returned};
    size_t length = 0, *failures = master->listener.context;
    tolv_arena arena;
    tolv_collection collection;
    snprintf(path, sizeof path, "/dev/shm/tolv-round-%ld.fods", (long)getpid());
    *failures = 0;
    tolv_arena_open(&arena, NULL);
    bool done =
        tolv_collect(master, paths, 1, &(tolv_collect_options){.vocabulary = &tolv_own_vocabulary},
                     path, &arena, &collection, NULL);
    tolv_arena_close(&arena);
    FILE *file = fopen(path, "rb");
    require(done == (file != NULL) && (*failures > 0) == !done);
    if (file) {
        length = fread(bytes, 1, room, file);
        fclose(file);
        unlink(path);
    }
    return length;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const tolv_document_limits limits = {
        .part = 1 << 20, .depth = 32, .text = 256, .runs = 1000, .cells = 5000};
    static char first[1 << 20], second[1 << 20];
    char master_path[MEMORY_PATH_ROOM], returned_path[MEMORY_PATH_ROOM];
    const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
    size_t failures = 0;
    if (!zero)
        return 0;
    int master = memory_file(data, (size_t)(zero - data), master_path);
    int returned = memory_file(zero + 1, size - (size_t)(zero - data) - 1, returned_path);
    tolv_document of_master = {master_path, &limits, {hear, &failures}};
    tolv_document of_returned = {returned_path, &limits, {hear, &failures}};
    check(&of_master, &of_returned);
    size_t length = collect(&of_master, returned_path, first, sizeof first);
    require(collect(&of_master, returned_path, second, sizeof second) == length &&
            memcmp(first, second, length) == 0);
    close(master);
    close(returned);
    return 0;
}
