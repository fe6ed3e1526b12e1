/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/output.h"

const tolv_command *const tolv_commands[] = {
    &tolv_command_report,  &tolv_command_import,
    &tolv_command_entries, &tolv_command_new,
    &tolv_command_read,    &tolv_command_fill,
    &tolv_command_guard,   &tolv_command_unguard,
    &tolv_command_split,   &tolv_command_check,
    &tolv_command_collect, &tolv_command_eval,
    &tolv_command_help,    NULL,
};

static void print_overview(const tolv_terminal *terminal) {
    fprintf(terminal->output, "%s\n\n",
            tolv_translate(terminal->language,
                           N_("Tolv follows up a municipal budget, a twelfth at a time.")));
    for (const tolv_command *const *command = tolv_commands; *command; command++) {
        tolv_print_usage(terminal->output, terminal->language, *command);
        fprintf(terminal->output, "    %s\n", tolv_translate(terminal->language, (*command)->text));
    }
}

tolv_exit tolv_run(tolv_terminal *terminal, int argc, char **argv) {
    const char *language = NULL;
    if (tolv_take_option(&argc, argv, "--language", &language) &&
        !tolv_language_named(language, &terminal->language)) {
        tolv_say_that(terminal,
                      N_("after --language belongs en (English), sv (svenska) or da (dansk)"), NULL,
                      0);
        return TOLV_EXIT_USAGE;
    }
    bool help = tolv_take_option(&argc, argv, "--help", NULL);
    help = tolv_take_option(&argc, argv, "-h", NULL) || help;
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
