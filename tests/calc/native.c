/* SPDX-License-Identifier: MPL-2.0 */
/* Writes the native form of each call on standard input, a line each: the function and its
 * arguments as OpenFormula text, separated by tabs, an empty one left out. An empty line is a call
 * without one. With --list: the names of the functions that have one. */
#include <stdio.h>
#include <string.h>

#include "functions/native.h"

enum { LINE_MAX_BYTES = 1 << 16 };

static tolv_text split(tolv_text *line) {
    const char *tab = line->length ? memchr(line->bytes, '\t', line->length) : NULL;
    tolv_text field = {line->bytes, tab ? (size_t)(tab - line->bytes) : line->length};
    size_t taken = field.length + (tab != NULL);
    *line = (tolv_text){line->bytes + taken, line->length - taken};
    return field;
}

static bool answer(tolv_arena *arena, tolv_text line) {
    tolv_writer writer = {.arena = arena};
    tolv_text arguments[TOLV_ARGUMENTS_MAX];
    size_t count = 0;
    const tolv_function *function = tolv_function_named(split(&line));
    if (!function)
        return false;
    while (line.length && count < TOLV_ARGUMENTS_MAX)
        arguments[count++] = split(&line);
    if (tolv_native_formula(&writer, function, arguments, count))
        fwrite(writer.bytes, 1, writer.length, stdout);
    putchar('\n');
    return true;
}

int main(int argc, char **argv) {
    static char line[LINE_MAX_BYTES];
    bool said = true;
    if (argc > 1 && strcmp(argv[1], "--list") == 0)
        for (size_t i = 0; i < tolv_function_count; i++)
            if (tolv_functions[i]->native)
                puts(tolv_functions[i]->name);
    while (argc == 1 && said && fgets(line, sizeof line, stdin)) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        said = answer(&arena, (tolv_text){line, strcspn(line, "\n")});
        tolv_arena_close(&arena);
    }
    return !said;
}
