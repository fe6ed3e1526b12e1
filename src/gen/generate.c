/* SPDX-License-Identifier: MPL-2.0 */
/* build/generate: prints what is made of the compiled table of functions, the same that ships. */
#include "gen/generate.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "functions/reference.h"

static bool idl(tolv_writer *writer, char **arguments) {
    (void)arguments;
    return tolv_generate_idl(writer);
}

static bool xcu(tolv_writer *writer, char **arguments) {
    (void)arguments;
    return tolv_generate_xcu(writer);
}

static bool read_language(const char *code, tolv_language *language) {
    for (int i = 0; i < TOLV_LANGUAGES; i++)
        if (strcmp(code, tolv_language_code((tolv_language)i)) == 0) {
            *language = (tolv_language)i;
            return true;
        }
    fprintf(stderr, "generate: no language \"%s\": en, sv or da\n", code);
    return false;
}

static bool tasks(tolv_writer *writer, char **arguments) {
    tolv_language language;
    return read_language(arguments[0], &language) && tolv_write_tasks(writer, language);
}

static bool reference(tolv_writer *writer, char **arguments) {
    tolv_language language;
    if (!read_language(arguments[0], &language))
        return false;
    if (tolv_write_manual(writer, language))
        return true;
    fputs("generate: an example gives no answer: lint names it\n", stderr);
    return false;
}

static bool lint(tolv_writer *writer, char **arguments) {
    (void)writer;
    return tolv_lint(arguments[0], arguments + 1);
}

static const struct {
    const char *name, *takes;
    int fewest, most;
    bool (*write)(tolv_writer *writer, char **arguments);
} commands[] = {
    {"idl", "", 0, 0, idl},
    {"xcu", "", 0, 0, xcu},
    {"reference", " en|sv|da", 1, 1, reference},
    {"tasks", " en|sv|da", 1, 1, tasks},
    {"lint", " COMMITTED.idl CASES.tsv ...", 2, INT_MAX, lint},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static size_t command_of(int count, char **arguments) {
    size_t command = 0;
    while (command < COMMANDS &&
           !(count >= 2 && strcmp(arguments[1], commands[command].name) == 0 &&
             count - 2 >= commands[command].fewest && count - 2 <= commands[command].most))
        command++;
    return command;
}

int main(int count, char **arguments) {
    size_t command = command_of(count, arguments);
    if (command == COMMANDS) {
        for (size_t i = 0; i < COMMANDS; i++)
            fprintf(stderr, "%s generate %s%s\n", i == 0 ? "usage:" : "      ", commands[i].name,
                    commands[i].takes);
        return EXIT_FAILURE;
    }
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    bool done = commands[command].write(&writer, arguments + 2);
    if (writer.failed)
        fputs("generate: out of memory\n", stderr);
    if (done && writer.length > 0) /* all or nothing */
        done =
            fwrite(writer.bytes, 1, writer.length, stdout) == writer.length && fflush(stdout) == 0;
    tolv_arena_close(&arena);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
