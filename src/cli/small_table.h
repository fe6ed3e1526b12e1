/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_SMALL_TABLE_H
#define TOLV_CLI_SMALL_TABLE_H

#include "cli/command.h"
#include "core/notice.h"
#include "ledger/reading.h"

/* The table of a file (.csv, .ods, .fods) in memory: it is small, and read more than once. */
typedef struct tolv_small_table {
    tolv_table table; /* first: its reader gets this */
    const tolv_listener *listener;
    const char *path;
    tolv_arena arena;
    tolv_cell *cells; /* texts without blanks around them; the empty ones are blank cells */
    size_t room;
    bool workbook;
} tolv_small_table;

/* Reads it; anything but TOLV_EXIT_DONE has been told. To be closed in any case, and not to be
 * moved while open. */
tolv_exit tolv_small_table_read(tolv_small_table *small, const tolv_listener *listener,
                                const char *path);
void tolv_small_table_close(tolv_small_table *small);

/* Tells a fault at its place in the file, and answers the exit of it. */
tolv_exit tolv_small_table_refuse(const tolv_small_table *small, tolv_error error,
                                  const tolv_table_fault *fault);

#endif
