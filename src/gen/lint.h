/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_GEN_LINT_H
#define TOLV_GEN_LINT_H

#include <stddef.h>

#include "functions/function.h"

/* One round of checks; every fault is printed at once and counted. */
typedef struct lint {
    tolv_arena *arena;
    size_t faults;
} lint;

#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
/* A fault of a function, or of one of its arguments (NULL: of the function as a whole). */
void lint_fault(lint *lint, const tolv_function *function, const tolv_argument *argument,
                const char *format, ...);

/* The whole file in the arena, ended by a zero byte; NULL, and a fault counted, when it cannot be
 * read. */
char *lint_read(lint *lint, const char *path);

void lint_names(lint *lint);
void lint_texts(lint *lint);
void lint_arguments(lint *lint);
void lint_idl(lint *lint, const char *committed);
void lint_cases(lint *lint, char **paths);

#endif
