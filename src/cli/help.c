/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/limits.h"
#include "cli/output.h"
#include "functions/describe.h"
#include "functions/reference.h"

/* ---- Names that are nearly right ---- */

enum { NAME_BYTES_MAX = 64 };

static bool same_letter(const char *a, const char *b) {
    return tolv_text_same((tolv_text){a, 1}, (tolv_text){b, 1});
}

/* Levenshtein's distance in bytes, row by row; names beyond the bound are far from everything. */
static size_t distance(tolv_text a, tolv_text b) {
    size_t row[NAME_BYTES_MAX + 1];
    if (a.length > NAME_BYTES_MAX || b.length > NAME_BYTES_MAX)
        return NAME_BYTES_MAX;
    for (size_t j = 0; j <= b.length; j++)
        row[j] = j;
    for (size_t i = 0; i < a.length; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.length; j++) {
            size_t best = diagonal + !same_letter(a.bytes + i, b.bytes + j);
            diagonal = row[j + 1];
            if (best > diagonal + 1)
                best = diagonal + 1;
            if (best > row[j] + 1)
                best = row[j] + 1;
            row[j + 1] = best;
        }
    }
    return row[b.length];
}

/* A third of the letters may be wrong; of names as near, one of the reader's language. */
static const tolv_function *nearest_function(tolv_language language, tolv_text name) {
    static const char prefix[] = "TOLV.";
    const tolv_function *nearest = NULL;
    tolv_text bare = name;
    if (name.length >= sizeof prefix - 1 &&
        tolv_text_same((tolv_text){name.bytes, sizeof prefix - 1}, tolv_text_of(prefix)))
        bare = (tolv_text){name.bytes + sizeof prefix - 1, name.length - (sizeof prefix - 1)};
    size_t least = bare.length / 3 + 1;
    for (int further = 0; further < TOLV_LANGUAGES; further++) {
        tolv_language of = (tolv_language)(((int)language + further) % TOLV_LANGUAGES);
        for (size_t i = 0; i < tolv_function_count; i++) {
            const char *known = tolv_translate_in(of, "function", tolv_functions[i]->name);
            size_t away = distance(bare, tolv_text_of(known));
            if (away < least) {
                least = away;
                nearest = tolv_functions[i];
            }
        }
    }
    return nearest;
}

void tolv_suggest_function(const tolv_terminal *terminal, tolv_text name) {
    const tolv_function *nearest = nearest_function(terminal->language, name);
    if (!nearest)
        return;
    tolv_say_that(terminal, N_("did you mean TOLV.{1}?"), &TOLV_WORD_IN("function", nearest->name),
                  1);
}

/* ---- Pages ---- */

static const char *say(const tolv_terminal *terminal, const char *text) {
    return tolv_translate(terminal->language, text);
}

static void print_commands(const tolv_terminal *terminal) {
    fprintf(terminal->output, "\n%s\n", say(terminal, N_("Commands")));
    for (const tolv_command *const *command = tolv_commands; *command; command++) {
        fputs("    ", terminal->output);
        tolv_print_usage(terminal->output, terminal->language, *command);
        fprintf(terminal->output, "        %s\n", say(terminal, (*command)->text));
    }
}

static void print_exits(const tolv_terminal *terminal) {
    static const struct {
        int code;
        const char *text;
    } exits[] = {
#define ROW(name, code, text) {code, text},
        TOLV_EXITS(ROW)
#undef ROW
    };
    fprintf(terminal->output, "\n%s\n", say(terminal, N_("What it answers to the shell")));
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
        fprintf(terminal->output, "    %d  %s\n", exits[i].code, say(terminal, exits[i].text));
}

static tolv_exit print_index(const tolv_terminal *terminal) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    bool done = tolv_write_reference_index(&writer, terminal->language, TOLV_REFERENCE_TERMINAL) &&
                tolv_print_written(terminal->output, &writer);
    if (done)
        print_commands(terminal);
    else
        tolv_say_that(terminal, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL, 0);
    tolv_arena_close(&arena);
    return done ? TOLV_EXIT_DONE : TOLV_EXIT_MACHINE;
}

static tolv_exit print_function(const tolv_terminal *terminal, const tolv_function *function) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    bool done =
        tolv_write_reference(&writer, terminal->language, function, TOLV_REFERENCE_TERMINAL) &&
        tolv_print_written(terminal->output, &writer);
    if (!done)
        tolv_say_that(terminal, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL, 0);
    tolv_arena_close(&arena);
    return done ? TOLV_EXIT_DONE : TOLV_EXIT_MACHINE;
}

static tolv_exit print_command(const tolv_terminal *terminal, const tolv_command *command) {
    tolv_print_usage(terminal->output, terminal->language, command);
    fprintf(terminal->output, "    %s\n", say(terminal, command->text));
    if (command->details)
        fprintf(terminal->output, "\n%s", say(terminal, command->details));
    if (command->limits)
        tolv_print_limits(terminal);
    print_exits(terminal);
    return TOLV_EXIT_DONE;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    if (!tolv_arguments_fit(terminal, &tolv_command_help, &argc, argv, 0, 1))
        return TOLV_EXIT_USAGE;
    if (argc == 0)
        return print_index(terminal);
    for (const tolv_command *const *command = tolv_commands; *command; command++)
        if (strcmp(argv[0], (*command)->name) == 0)
            return print_command(terminal, *command);
    tolv_text name = tolv_text_of(argv[0]);
    const tolv_function *function = tolv_function_named(name);
    if (function)
        return print_function(terminal, function);
    tolv_say_that(terminal, N_("Tolv has no function and no command “{1}”: “tolv help” lists them"),
                  &TOLV_TEXT_ITEM(name), 1);
    tolv_suggest_function(terminal, name);
    return TOLV_EXIT_USAGE;
}

const tolv_command tolv_command_help = {
    .name = "help",
    .text = N_("Lists the functions, or explains a function or a command"),
    .usage = N_("[FUNCTION or COMMAND]"),
    .run = run,
};
