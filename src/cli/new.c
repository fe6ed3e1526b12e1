/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/output.h"
#include "cli/report.h"
#include "cli/template.h"
#include "ods/carry.h"

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

enum { MASTERS_MAX = 8 };

static void print_templates(FILE *output, tolv_language language) {
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        fprintf(output, "%-14s%s\n", templates[i].name,
                tolv_translate(language, templates[i].text));
}

static bool is_template(const tolv_terminal *terminal, const char *name) {
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        if (strcmp(name, templates[i].name) == 0)
            return true;
    tolv_say_that(terminal, N_("there is no template “{1}”; there are these:"),
                  &TOLV_TEXT_ITEM(tolv_text_of(name)), 1);
    print_templates(terminal->notices, terminal->language);
    return false;
}

static tolv_exit make(const tolv_terminal *terminal, const char *name, char **masters,
                      int master_count, const char *path) {
    char found[TOLV_LANGUAGES][TOLV_PATH_ROOM];
    const char *paths[TOLV_LANGUAGES];
    tolv_document documents[MASTERS_MAX];
    tolv_hearing hearing = {.terminal = terminal};
    tolv_listener listener = tolv_listener_to(&hearing);
    if (!is_template(terminal, name))
        return TOLV_EXIT_USAGE;
    for (int i = 0; i < TOLV_LANGUAGES; i++)
        paths[i] = tolv_find_template((tolv_language)i, name, found[i]);
    if (!paths[terminal->language]) {
        tolv_say_that(terminal, N_("the template “{1}” is not beside the program"),
                      TOLV_ITEMS(TOLV_WORD(name)));
        return TOLV_EXIT_FILE;
    }
    for (int i = 0; i < master_count; i++)
        documents[i] = (tolv_document){.path = masters[i], .listener = listener};
    tolv_document template = {.path = paths[terminal->language], .listener = listener};
    tolv_marks marks = {.table_count = 0};
    bool made = master_count
                    ? tolv_template_carry(paths, terminal->language, documents,
                                          (size_t)master_count, NULL, path, NULL)
                    : tolv_template_fill(&template, &(tolv_filling){.marks = &marks}, path, NULL);
    return made ? TOLV_EXIT_DONE : hearing.status;
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
    bool carried = !filled && tolv_take_option(&argc, argv, "--from", NULL);
    if (tolv_take_option(&argc, argv, "-o", &path) && !path) {
        tolv_say_that(terminal, N_("after -o belongs the name of the new workbook"), NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    if (filled)
        return make_filled(terminal, argc, argv, path);
    int most = carried ? 1 + MASTERS_MAX : path ? 1 : 0;
    if (!tolv_arguments_fit(terminal, &tolv_command_new, &argc, argv, carried ? 2 : most, most))
        return TOLV_EXIT_USAGE;
    if (carried && !path) {
        tolv_say_that(terminal, N_("say with -o what the new workbook is to be called"), NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    if (path)
        return make(terminal, argv[0], argv + 1, argc - 1, path);
    print_templates(terminal->output, terminal->language);
    return TOLV_EXIT_DONE;
}

const tolv_command tolv_command_new = {
    .name = "new",
    .text = N_("Makes a workbook of one of Tolv's templates, or lists them"),
    .usage = N_("[TEMPLATE [--ledger LEDGER...] [--from WORKBOOK...] -o WORKBOOK.ods]"),
    .details =
        N_("The workbook is in the language of the terminal; --language chooses another.\n"
           "With -o NAME.ots it is a template of its own.\n"
           "\n"
           "-o WORKBOOK.ods      the new workbook\n"
           "--ledger LEDGER...   what the follow-up is filled with, after its name: SIE 4\n"
           "                     files or ledger tables; --units, --period, --closed and the\n"
           "                     other options as tolv report takes them\n"
           "--from WORKBOOK...   takes over the tables and named cells that the new workbook\n"
           "                     has too, in whichever language; of each the first that has\n"
           "                     it. An office has calculated and saved them. With --ledger:\n"
           "                     one, last month's follow-up, whose settings go on\n"
           "\n"
           "tolv new followup -o followup.ods\n"
           "tolv new followup --ledger sheets/example/tolvsjo.se -o followup.ods\n"
           "tolv new followup --ledger september.se --from august.ods -o september.ods\n"
           "tolv new board --from followup.ods -o board.ods\n"
           "tolv new board --from followup.ods last-months-board.ods -o board.ods\n"),
    .run = run,
};
