/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_OUTPUT_H
#define TOLV_CLI_OUTPUT_H

#include "cli/command.h"
#include "core/notice.h"
#include "core/sentence.h"
#include "core/value.h"

/* Prints a notice as a line of its own among the notices, in the reader's language. */
void tolv_say(const tolv_terminal *terminal, const tolv_notice *notice);

/* The same of a failure without a place: tolv_say_that(terminal, N_("..."), TOLV_ITEMS(...)), or
 * NULL, 0 for a sentence without items. */
void tolv_say_that(const tolv_terminal *terminal, const char *sentence, const tolv_item *items,
                   size_t count);

/* For readers and writers: what they notice is said. The terminal must outlive it. */
tolv_listener tolv_listener_of(const tolv_terminal *terminal);

/* The same, and remembers what the first failure is to the shell. Both must outlive it. */
typedef struct tolv_hearing {
    const tolv_terminal *terminal;
    tolv_exit status; /* TOLV_EXIT_DONE: no failure was heard */
} tolv_hearing;

tolv_listener tolv_listener_to(tolv_hearing *hearing);

/* Prints a value as a matrix: a tab between columns, a line end after each row; numbers with a
 * decimal point and as few digits as give them back exactly, blanks as nothing. */
void tolv_print_value(FILE *output, const tolv_value *value);

/* Prints what was written. False when the writer's memory had ended: then nothing is printed. */
bool tolv_print_written(FILE *output, const tolv_writer *writer);

#endif
