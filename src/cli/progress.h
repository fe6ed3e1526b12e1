/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_PROGRESS_H
#define TOLV_CLI_PROGRESS_H

#include <stdint.h>
#include <time.h>

#include "cli/command.h"

/* How far long work has come: a line among the notices that is written over, where they go to a
 * terminal; else, and for work that takes less than a second, nothing. */
typedef struct tolv_progress {
    const tolv_terminal *terminal;
    const char *sentence, *file; /* "Reading {1}" */
    uint64_t size, done;         /* size 0: not known */
    time_t last;
    bool terminal_there, shown;
} tolv_progress;

void tolv_progress_begin(tolv_progress *progress, const tolv_terminal *terminal,
                         const char *sentence, const char *file, uint64_t size);
void tolv_progress_add(tolv_progress *progress, uint64_t done);

/* Takes the line away: before anything else is said. */
void tolv_progress_end(tolv_progress *progress);

#endif
