/* SPDX-License-Identifier: MPL-2.0 */
#include "gen/lint.h"

#include <stdarg.h>
#include <stdio.h>

#include "gen/generate.h"

void lint_fault(lint *lint, const tolv_function *function, const tolv_argument *argument,
                const char *format, ...) {
    va_list items;
    if (function)
        fprintf(stderr, "%s%s%s: ", function->name, argument ? ", argument " : "",
                argument ? argument->id : "");
    va_start(items, format);
    vfprintf(stderr, format, items);
    va_end(items);
    fputc('\n', stderr);
    lint->faults++;
}

char *lint_read(lint *lint, const char *path) {
    enum { FILE_MAX = 8 << 20 };
    FILE *file = fopen(path, "rb");
    long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *bytes = NULL;
    if (size >= 0 && size <= FILE_MAX && fseek(file, 0, SEEK_SET) == 0)
        bytes = tolv_arena_take(lint->arena, (size_t)size + 1, 1);
    if (bytes && fread(bytes, 1, (size_t)size, file) != (size_t)size)
        bytes = NULL;
    if (bytes)
        bytes[size] = '\0';
    else
        lint_fault(lint, NULL, NULL, "%s: cannot be read", path);
    if (file)
        fclose(file);
    return bytes;
}

bool tolv_lint(const char *committed_idl, char **cases) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    lint lint = {.arena = &arena};
    lint_names(&lint);
    lint_texts(&lint);
    lint_arguments(&lint);
    lint_idl(&lint, committed_idl);
    lint_cases(&lint, cases);
    tolv_arena_close(&arena);
    if (lint.faults)
        fprintf(stderr, "lint: %zu faults in the table of functions\n", lint.faults);
    return lint.faults == 0;
}
