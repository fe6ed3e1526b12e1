/* SPDX-License-Identifier: MPL-2.0 */
/* Any bytes as a flat template that is filled with two rows and a value; the package is made, and
 * nothing is written. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory_file.h"
#include "ods/template.h"

static void hear(void *context, const tolv_notice *notice) {
    *(size_t *)context += notice->severity == TOLV_FAILURE;
}

static int no_file(void *context, const char *path, int flags, mode_t mode) {
    (void)context;
    (void)path;
    (void)flags;
    (void)mode;
    errno = ENOSPC;
    return -1;
}

static void row(void *context, size_t number, tolv_cell *cells) {
    (void)context;
    cells[0] = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of("=a & <b>")};
    cells[1] = (tolv_cell){.kind = TOLV_NUMBER, .number = (double)number};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[MEMORY_PATH_ROOM];
    size_t failures = 0;
    int file = memory_file(data, size, path);
    tolv_marked_table table = {.name = "Units", .columns = {"Unit", "Amount"}};
    tolv_marked_value value = {.name = "Year"};
    tolv_cell year = {.kind = TOLV_NUMBER, .number = 2026};
    tolv_marks marks = {.tables = &table, .table_count = 1, .values = &value, .value_count = 1};
    tolv_table_rows rows = {.count = 2, .row = row};
    tolv_named_cells cells = {&year, 1};
    tolv_filling filling = {&marks, &rows, &cells};
    tolv_system nowhere = tolv_own_system;
    nowhere.open = no_file;
    tolv_document document = {.path = path, .listener = {hear, &failures}};
    if (tolv_template_fill(&document, &filling, "/tmp/never-written.ods", &nowhere) ||
        failures != 1)
        abort();
    close(file);
    return 0;
}
