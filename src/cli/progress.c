/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "cli/progress.h"

#include <unistd.h>

#include "cli/output.h"

static const char erase[] = "\r\x1B[K"; /* ECMA-48, EL: to the end of the line */

void tolv_progress_begin(tolv_progress *progress, const tolv_terminal *terminal,
                         const char *sentence, const char *file, uint64_t size) {
    int notices = fileno(terminal->notices);
    *progress = (tolv_progress){.terminal = terminal,
                                .sentence = sentence,
                                .file = file,
                                .size = size,
                                .last = time(NULL),
                                .terminal_there = notices >= 0 && isatty(notices)};
}

void tolv_progress_add(tolv_progress *progress, uint64_t done) {
    progress->done += done;
    time_t now = progress->terminal_there ? time(NULL) : progress->last;
    if (now == progress->last)
        return;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_item items[] = {TOLV_TEXT_ITEM(tolv_text_of(progress->file)),
                         TOLV_PERCENT((double)(progress->done * 100 / (progress->size + 1)) / 100)};
    tolv_write_string(&writer, erase);
    tolv_write_sentence(&writer, progress->terminal->language, progress->sentence, items, 1);
    if (progress->size)
        tolv_write_sentence(&writer, progress->terminal->language, ": {2}", items, 2);
    progress->shown = tolv_print_written(progress->terminal->notices, &writer) || progress->shown;
    fflush(progress->terminal->notices);
    progress->last = now;
    tolv_arena_close(&arena);
}

void tolv_progress_end(tolv_progress *progress) {
    if (progress->shown)
        fputs(erase, progress->terminal->notices);
    progress->shown = false;
}
