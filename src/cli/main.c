/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"

const tolv_command *const tolv_commands[] = {
    &tolv_command_report,  &tolv_command_read, &tolv_command_fill, &tolv_command_guard,
    &tolv_command_unguard, &tolv_command_eval, &tolv_command_help, NULL,
};

/* ---- Arguments ---- */

bool tolv_take_option(int *argc, char **argv, const char *name, const char **value) {
    size_t length = strlen(name);
    bool found = false;
    for (int i = 0; i < *argc && strcmp(argv[i], "--") != 0;) {
        bool joined = value && strncmp(argv[i], name, length) == 0 && argv[i][length] == '=';
        if (!joined && strcmp(argv[i], name) != 0) {
            i++;
            continue;
        }
        bool separate = value && !joined && i + 1 < *argc;
        if (value)
            *value = joined ? argv[i] + length + 1 : separate ? argv[i + 1] : NULL;
        int taken = 1 + separate;
        memmove(argv + i, argv + i + taken, (size_t)(*argc - i - taken) * sizeof *argv);
        *argc -= taken;
        found = true;
    }
    return found;
}

void tolv_print_usage(FILE *file, tolv_language language, const tolv_command *command) {
    fprintf(file, "tolv %s %s\n", command->name, tolv_translate(language, command->usage));
}

/* The minus of a negative number begins no option, and "-" alone is an argument. */
static bool is_option(const char *argument) {
    return argument[0] == '-' && argument[1] && !strchr("0123456789.", argument[1]);
}

bool tolv_arguments_fit(const tolv_terminal *terminal, const tolv_command *command, int *argc,
                        char **argv, int fewest, int most) {
    const char *wrong = NULL, *sentence = N_("“{1}” is not an option of this command");
    for (int i = 0; i < *argc && !wrong; i++) {
        if (strcmp(argv[i], "--") == 0) {
            memmove(argv + i, argv + i + 1, (size_t)(--*argc - i) * sizeof *argv);
            break;
        }
        wrong = is_option(argv[i]) ? argv[i] : NULL;
    }
    if (!wrong && *argc > most) {
        wrong = argv[most];
        sentence = N_("“{1}” is one argument too many");
    } else if (!wrong && *argc < fewest) {
        wrong = command->name;
        sentence = N_("something is missing after “{1}”");
    }
    if (wrong) {
        tolv_say_that(terminal, sentence, &TOLV_TEXT_ITEM(tolv_text_of(wrong)), 1);
        tolv_print_usage(terminal->notices, terminal->language, command);
    }
    return !wrong;
}

/* ---- The program ---- */

static void print_overview(const tolv_terminal *terminal) {
    fprintf(terminal->output, "%s\n\n",
            tolv_translate(terminal->language,
                           N_("Tolv follows up a municipal budget, a twelfth at a time.")));
    for (const tolv_command *const *command = tolv_commands; *command; command++) {
        tolv_print_usage(terminal->output, terminal->language, *command);
        fprintf(terminal->output, "    %s\n", tolv_translate(terminal->language, (*command)->text));
    }
}

/* As POSIX reads the environment: the first that is set and not empty. */
static const char *locale_of_user(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return locale;
    }
    return NULL;
}

static tolv_exit run(tolv_terminal *terminal, int argc, char **argv) {
    const char *language = NULL;
    if (tolv_take_option(&argc, argv, "--language", &language)) {
        terminal->language = tolv_language_of(language);
        if (!language || (terminal->language == TOLV_ENGLISH && strncmp(language, "en", 2) != 0)) {
            tolv_say_that(terminal, N_("after --language belongs en, sv or da"), NULL, 0);
            return TOLV_EXIT_USAGE;
        }
    }
    bool help = tolv_take_option(&argc, argv, "--help", NULL);
    if (argc == 0) {
        print_overview(terminal);
        return TOLV_EXIT_DONE;
    }
    if (help)
        return tolv_command_help.run(terminal, 1, argv);
    if (strcmp(argv[0], "--version") == 0) {
        fprintf(terminal->output, "tolv %s\n", TOLV_VERSION);
        return TOLV_EXIT_DONE;
    }
    for (const tolv_command *const *command = tolv_commands; *command; command++)
        if (strcmp(argv[0], (*command)->name) == 0)
            return (*command)->run(terminal, argc - 1, argv + 1);
    tolv_say_that(terminal, N_("tolv has no command “{1}”: “tolv help” lists them"),
                  &TOLV_TEXT_ITEM(tolv_text_of(argv[0])), 1);
    return TOLV_EXIT_USAGE;
}

int main(int argc, char **argv) {
    setenv("TZ", "UTC", 1); /* libzip takes the times of a package through local time */
    tolv_terminal terminal = {tolv_language_of(locale_of_user()), stdout, stderr};
    tolv_exit status = run(&terminal, argc > 0 ? argc - 1 : 0, argv + 1);
    if (fflush(stdout) || ferror(stdout)) {
        tolv_say_that(&terminal, N_("the answer cannot be written: is the disk full?"), NULL, 0);
        return TOLV_EXIT_FILE;
    }
    return (int)status;
}
