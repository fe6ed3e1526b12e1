/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/output.h"

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
