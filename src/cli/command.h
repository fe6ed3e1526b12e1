/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_COMMAND_H
#define TOLV_CLI_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "functions/function.h"

#define TOLV_VERSION "0.1.0"

/* What `tolv` answers to the shell; `tolv help` prints the table. */
#define TOLV_EXITS(X) \
    X(DONE, 0, N_("done")) \
    X(ANSWER, 1, \
      N_("the answer is an error, two figures that should agree differ, a guard stays, or a file " \
         "that has come back is to be asked about")) \
    X(USAGE, 2, N_("the command was not understood")) \
    X(FILE, 3, N_("a file cannot be read or written, or what stands in it is wrong")) \
    X(MACHINE, 4, N_("the memory is not enough, or a program that was needed failed")) \
    X(ENCRYPTED, 5, N_("a file is protected by a password")) \
    X(SIGNED, 6, N_("a file is signed, and the change would void the signature")) \
    X(BUSY, 7, N_("a file is open in an office, or another Tolv is writing it"))

typedef enum tolv_exit {
#define TOLV_EXIT_NAME(name, code, text) TOLV_EXIT_##name = code,
    TOLV_EXITS(TOLV_EXIT_NAME)
#undef TOLV_EXIT_NAME
} tolv_exit;

/* The reader: answers go to `output`, what there is to say of them to `notices`. */
typedef struct tolv_terminal {
    tolv_language language;
    FILE *output, *notices;
} tolv_terminal;

/* One subcommand, a file each, and a line in the table of program.c. The name is typed, the same in
 * every language; the texts are English, translated where they are printed. `run` gets its own
 * arguments, argv[0] the first of them; --language has been taken out, options have not. */
typedef struct tolv_command {
    const char *name;
    const char *text;    /* one sentence: what it is for */
    const char *usage;   /* what stands after the name: "[--explain] FORMULA" */
    const char *details; /* more lines for its own page, at most 80 columns; NULL for none */
    bool limits;         /* takes the options of limits.h */
    tolv_exit (*run)(const tolv_terminal *terminal, int argc, char **argv);
} tolv_command;

extern const tolv_command tolv_command_help;
extern const tolv_command tolv_command_eval;
extern const tolv_command tolv_command_report;
extern const tolv_command tolv_command_import;
extern const tolv_command tolv_command_entries;
extern const tolv_command tolv_command_new;
extern const tolv_command tolv_command_read;
extern const tolv_command tolv_command_fill;
extern const tolv_command tolv_command_guard;
extern const tolv_command tolv_command_unguard;
extern const tolv_command tolv_command_check;
extern const tolv_command tolv_command_collect;
extern const tolv_command tolv_command_split;

/* All of them, ended by NULL. */
extern const tolv_command *const tolv_commands[];

/* The program, without the name it was called by: --language, --help and -h wherever they stand,
 * else the command that argv[0] names. Sets the terminal's language. */
tolv_exit tolv_run(tolv_terminal *terminal, int argc, char **argv);

/* Takes the option `name` ("--language", "-o") out of the arguments, wherever it stands before the
 * argument "--": "--language sv" or "--language=sv", or the name alone where `value` is NULL. The
 * last one counts. True when it was there; a value that is missing is NULL. */
bool tolv_take_option(int *argc, char **argv, const char *name, const char **value);

/* When the options are taken: true when no option is left and there are as many arguments as the
 * command takes; "--" is then taken away. Else says what was not understood, and the usage. */
bool tolv_arguments_fit(const tolv_terminal *terminal, const tolv_command *command, int *argc,
                        char **argv, int fewest, int most);

/* "tolv eval [--explain] FORMULA", a line of its own. */
void tolv_print_usage(FILE *file, tolv_language language, const tolv_command *command);

/* Says which function's name, in any language, is spelt most like this one, if one is near. */
void tolv_suggest_function(const tolv_terminal *terminal, tolv_text name);

#endif
