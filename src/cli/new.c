/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/output.h"
#include "cli/report.h"
#include "cli/template.h"
#include "ods/template.h"

/* The workbooks that come with Tolv, by the names of their files in sheets/. */
static const struct {
    const char *name, *text;
} templates[] = {
    {"followup", N_("the month's follow-up of all units, from the ledger")},
    {"allocation", N_("how the budget is shared, and the statement of each unit")},
    {"goals", N_("few goals, their indicators, and cost and quality in one picture")},
    {"periodisation", N_("keys from earlier years, and forecasts with their record")},
    {"board",
     N_("two printable pages for the board: what deviates, why, what is done, what citizens got")},
    {"balance", N_("the balance requirement and the reserve")},
};

static void print_templates(FILE *output, tolv_language language) {
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        fprintf(output, "%-14s%s\n", templates[i].name,
                tolv_translate(language, templates[i].text));
}

static tolv_exit make(const tolv_terminal *terminal, const char *name, const char *path) {
    char template[TOLV_PATH_ROOM];
    tolv_marks marks = {.table_count = 0};
    tolv_filling nothing = {.marks = &marks};
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        if (strcmp(name, templates[i].name) == 0) {
            tolv_document document = {.path =
                                          tolv_find_template(terminal->language, name, template),
                                      .listener = tolv_listener_of(terminal)};
            if (document.path)
                return tolv_template_fill(&document, &nothing, path, NULL) ? TOLV_EXIT_DONE
                                                                           : TOLV_EXIT_FILE;
            tolv_say_that(terminal, N_("the template “{1}” is not beside the program"),
                          TOLV_ITEMS(TOLV_WORD(name)));
            return TOLV_EXIT_FILE;
        }
    tolv_say_that(terminal, N_("there is no template “{1}”; there are these:"),
                  &TOLV_TEXT_ITEM(tolv_text_of(name)), 1);
    print_templates(terminal->notices, terminal->language);
    return TOLV_EXIT_USAGE;
}

/* The follow-up is what a ledger fills. */
static tolv_exit make_filled(const tolv_terminal *terminal, int argc, char **argv,
                             const char *path) {
    if (!path) {
        tolv_say_that(terminal, N_("with --ledger belongs -o and the name of the new workbook"),
                      NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    if (argc > 0 && strcmp(argv[0], templates[0].name) == 0)
        return tolv_report_new(terminal, argc - 1, argv + 1, path);
    tolv_say_that(terminal,
                  N_("--ledger belongs to the template “{1}”, and stands after it: tolv new {1} "
                     "--ledger LEDGER -o WORKBOOK.ods"),
                  TOLV_ITEMS(TOLV_WORD(templates[0].name)));
    return TOLV_EXIT_USAGE;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    const char *path = NULL;
    bool filled = tolv_take_option(&argc, argv, "--ledger", NULL);
    if (tolv_take_option(&argc, argv, "-o", &path) && !path) {
        tolv_say_that(terminal, N_("after -o belongs the name of the new workbook"), NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    if (filled)
        return make_filled(terminal, argc, argv, path);
    if (!tolv_arguments_fit(terminal, &tolv_command_new, &argc, argv, path ? 1 : 0, path ? 1 : 0))
        return TOLV_EXIT_USAGE;
    if (path)
        return make(terminal, argv[0], path);
    print_templates(terminal->output, terminal->language);
    return TOLV_EXIT_DONE;
}

const tolv_command tolv_command_new = {
    .name = "new",
    .text = N_("Makes a workbook of one of Tolv's templates, or lists them"),
    .usage = N_("[TEMPLATE [--ledger LEDGER...] -o WORKBOOK.ods]"),
    .details =
        N_("The workbook is in the language of the terminal; --language chooses another.\n"
           "With -o NAME.ots it is a template of its own.\n"
           "\n"
           "-o WORKBOOK.ods      the new workbook\n"
           "--ledger LEDGER...   what the follow-up is filled with, after its name: SIE 4\n"
           "                     files or ledger tables; --units, --period, --closed and the\n"
           "                     other options as tolv report takes them\n"
           "\n"
           "tolv new followup -o followup.ods\n"
           "tolv new followup --ledger sheets/example/tolvsjo.se -o followup.ods\n"),
    .run = run,
};
