/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/dimension.h"
#include "cli/interrupt.h"
#include "cli/overwrite.h"
#include "cli/report.h"
#include "cli/report_print.h"
#include "cli/report_unplaced.h"
#include "cli/template.h"
#include "ods/number.h"

typedef struct options {
    const char *workbook, *template, *calculated, *units, *before;
    tolv_ledger_options ledger;
    double period, closed;
    bool unplaced, quiet;
    double limit_kr[2], limit_percent[2];
    bool has_kr, has_percent;
    char own_template[TOLV_PATH_ROOM]; /* where the one that comes with Tolv is */
} options;

/* ---- Options ---- */

/* "300000" or "300000/100000"; blank for the second where it is left out. The larger is red, in
 * whatever order they come, as FLAG has it. */
static bool read_pair(const char *text, double pair[2]) {
    size_t first = strcspn(text, "/");
    double red, yellow = TOLV_BLANK_NUMBER;
    if (!tolv_number_read((tolv_text){text, first}, &red) || !(red >= 0) ||
        (text[first] &&
         (!tolv_number_read(tolv_text_of(text + first + 1), &yellow) || !(yellow >= 0))))
        return false;
    bool reversed = yellow > red; /* never when blank */
    pair[0] = reversed ? yellow : red;
    pair[1] = reversed ? red : yellow;
    return true;
}

static bool take_pair(const tolv_terminal *terminal, int *argc, char **argv, const char *name,
                      double pair[2], bool *taken) {
    const char *text = NULL;
    *taken = tolv_take_option(argc, argv, name, &text);
    return !*taken || (text && read_pair(text, pair)) ||
           tolv_refuse_option(
               terminal, name,
               N_("after {1} belongs a limit such as 300000, or two with a slash between "
                  "them: 300000/100000"));
}

/* A workbook that is compared has settings of its own. */
static bool options_agree(const tolv_terminal *terminal, const options *given) {
    const char *other = given->period > 0    ? "--period"
                        : given->has_kr      ? "--limit-kr"
                        : given->has_percent ? "--limit-percent"
                                             : NULL;
    if (given->calculated && other)
        return tolv_refuse_option(
            terminal, other,
            N_("{1} does not go with --calculated: the settings are those of the "
               "workbook"));
    return true;
}

/* Those that only `tolv report` has. */
static bool take_own_options(const tolv_terminal *terminal, int *argc, char **argv,
                             options *given) {
    if (tolv_take_option(argc, argv, "-o", &given->workbook) && !given->workbook)
        return tolv_refuse_option(terminal, "-o", N_("after {1} belongs the name of a file"));
    if (tolv_take_option(argc, argv, "--template", &given->template) && !given->template)
        return tolv_refuse_option(terminal, "--template",
                                  N_("after {1} belongs the name of a file"));
    if (tolv_take_option(argc, argv, "--calculated", &given->calculated) && !given->calculated)
        return tolv_refuse_option(terminal, "--calculated",
                                  N_("after {1} belongs the name of a file"));
    given->unplaced = tolv_take_option(argc, argv, "--unplaced", NULL);
    return true;
}

static bool take_options(const tolv_terminal *terminal, const tolv_command *command, int *argc,
                         char **argv, options *given) {
    if (command == &tolv_command_report && !take_own_options(terminal, argc, argv, given))
        return false;
    if (command == &tolv_command_new && tolv_take_option(argc, argv, "--from", &given->before) &&
        !given->before)
        return tolv_refuse_option(terminal, "--from", N_("after {1} belongs the name of a file"));
    if (tolv_take_option(argc, argv, "--units", &given->units) && !given->units)
        return tolv_refuse_option(terminal, "--units", N_("after {1} belongs the name of a file"));
    return tolv_take_ledger_options(terminal, argc, argv, &given->ledger) &&
           tolv_take_whole(terminal, argc, argv, "--period", TOLV_MONTHS,
                           N_("after {1} belongs a month of the financial year, 1 to 12"),
                           &given->period) &&
           tolv_take_whole(terminal, argc, argv, "--closed", TOLV_MONTHS,
                           N_("after {1} belongs a month of the financial year, 1 to 12"),
                           &given->closed) &&
           take_pair(terminal, argc, argv, "--limit-kr", given->limit_kr, &given->has_kr) &&
           take_pair(terminal, argc, argv, "--limit-percent", given->limit_percent,
                     &given->has_percent) &&
           options_agree(terminal, given) &&
           tolv_arguments_fit(terminal, command, argc, argv, 1, TOLV_FILES_MAX);
}

/* ---- The follow-up ---- */

static void clear_line(tolv_followup_line *line) {
    *line = (tolv_followup_line){.board = TOLV_NO_BOARD};
    line->code = line->name = tolv_text_of("");
    for (int i = 0; i < TOLV_MONTHS; i++)
        line->outcome[i] = line->budget[i] = line->before[i] = TOLV_BLANK_NUMBER;
}

static void add_months(double *to, const double *from) {
    for (int i = 0; i < TOLV_MONTHS; i++)
        if (!tolv_is_blank(from[i])) {
            tolv_ore before = tolv_is_blank(to[i]) ? 0 : tolv_to_ore(to[i]);
            tolv_ore sum = before + tolv_to_ore(from[i]);
            to[i] = sum ? tolv_to_kronor(sum) : TOLV_BLANK_NUMBER;
        }
}

bool tolv_report_has_unit(const tolv_report *report, tolv_text code) {
    for (size_t i = 0; i < report->unit_count; i++)
        if (tolv_text_same(report->lines[i].code, code))
            return true;
    return false;
}

/* Boards of one name, or of a unit's code, get their codes before it: the workbook finds them by
 * name. */
static bool name_boards(tolv_report *report) {
    tolv_followup_line *boards = report->lines + report->unit_count;
    const tolv_followup *followup = &report->followup;
    for (size_t i = 0; i < followup->board_count; i++) {
        tolv_text name = followup->boards[i].name;
        bool unique = name.length > 0 && !tolv_report_has_unit(report, name);
        for (size_t j = 0; j < followup->board_count; j++)
            unique = unique && (i == j || !tolv_text_same(name, followup->boards[j].name));
        if (unique)
            continue;
        tolv_writer writer = {.arena = &report->arena};
        tolv_write(&writer, followup->boards[i].code);
        tolv_write_string(&writer, name.length ? " " : "");
        tolv_write(&writer, name);
        if (writer.failed)
            return false;
        boards[i].name = (tolv_text){writer.bytes, writer.length};
    }
    return true;
}

/* What is on no unit is what is left over: a month without it is 0, not a month that is not
 * reported. */
static void fill_blanks(double *months) {
    for (int i = 0; i < TOLV_MONTHS; i++)
        months[i] = tolv_is_blank(months[i]) ? 0 : months[i];
}

static bool make_lines(tolv_report *report) {
    const tolv_followup *followup = &report->followup;
    size_t without_board = 0;
    for (size_t i = 0; i < followup->unit_count; i++)
        without_board += followup->units[i].board == TOLV_NO_BOARD;
    report->unit_count = followup->unit_count;
    report->board_count = followup->board_count + (followup->board_count && without_board);
    report->line_count = report->unit_count + report->board_count + 2;
    report->lines = tolv_arena_take(&report->arena, report->line_count, sizeof *report->lines);
    report->figures = tolv_arena_take(&report->arena, report->line_count, sizeof *report->figures);
    if (!report->lines || !report->figures)
        return false;
    tolv_followup_line *line = report->lines;
    for (size_t i = 0; i < followup->unit_count; i++)
        *line++ = followup->units[i];
    for (size_t i = 0; i < followup->board_count; i++)
        *line++ = followup->boards[i];
    if (report->board_count > followup->board_count) {
        clear_line(line);
        for (size_t i = 0; i < followup->unit_count; i++)
            if (followup->units[i].board == TOLV_NO_BOARD) {
                add_months(line->outcome, followup->units[i].outcome);
                add_months(line->budget, followup->units[i].budget);
                add_months(line->before, followup->units[i].before);
            }
        line++;
    }
    *line = followup->without;
    fill_blanks(line->outcome);
    fill_blanks(line->budget);
    fill_blanks(line->before);
    line[1] = followup->total;
    return name_boards(report);
}

static void calculate(tolv_report *report) {
    size_t total = report->line_count - 1;
    for (size_t i = 0; i <= total; i++)
        tolv_line_calculate(&report->figures[i], &report->lines[i], &report->settings,
                            report->followup.total.has_budget);
    for (size_t i = 0; i < report->unit_count; i++) {
        const tolv_cell *outcome = &report->figures[i].cells[TOLV_FIGURE_OUTCOME_SO_FAR];
        size_t board = report->lines[i].board;
        if (outcome->kind != TOLV_FAULT || outcome->error != TOLV_NOT_REPORTED)
            continue;
        tolv_line_is_incomplete(&report->figures[total]);
        if (board == TOLV_NO_BOARD)
            board = report->board_count - 1;
        if (report->board_count)
            tolv_line_is_incomplete(&report->figures[report->unit_count + board]);
    }
}

/* The settings that a workbook has count; else those of the template, and the options. */
static bool settle(tolv_report *report, const options *given) {
    tolv_report_settings *settings = &report->settings;
    *settings =
        (tolv_report_settings){.period = report->followup.reported ? report->followup.reported : 1,
                               .method = 1,
                               .limit_kr = {300000, 100000},
                               .limit_percent = {0.02, 0.01},
                               .condition = {.kind = TOLV_BLANK}};
    if (given->calculated)
        return tolv_report_read_settings(report, given->calculated, true);
    if (given->template && !tolv_report_read_settings(report, given->template, false))
        return false;
    if (given->before && !tolv_report_read_settings(report, given->before, false))
        return false;
    if (given->period > 0)
        settings->period = given->period;
    for (int i = 0; i < 2 && given->has_kr; i++)
        settings->limit_kr[i] = given->limit_kr[i];
    for (int i = 0; i < 2 && given->has_percent; i++)
        settings->limit_percent[i] = given->limit_percent[i] / 100;
    return true;
}

static void tell(const tolv_report *report, tolv_severity severity, const char *sentence,
                 const tolv_item *items, size_t count) {
    tolv_notice notice = {
        .severity = severity, .file = report->source, .sentence = sentence, .item_count = count};
    for (size_t i = 0; i < count; i++)
        notice.items[i] = items[i];
    tolv_notify(&report->listener, &notice);
}

/* Without a year or an amount there is nothing to follow up; of a year that was made longer the
 * last twelve months are. */
static bool has_figures(const tolv_report *report) {
    const tolv_followup *followup = &report->followup;
    const tolv_followup_line *total = &followup->total;
    if (followup->first_month > followup->year_begins) {
        int before = tolv_period_of(tolv_month_number(followup->first_month) - 1);
        tolv_item items[] = {TOLV_MONTH(followup->year_begins % 100),
                             TOLV_PLAIN(followup->year_begins / 100), TOLV_MONTH(before % 100),
                             TOLV_PLAIN(before / 100)};
        tell(report, TOLV_WARNING,
             N_("the financial year is longer than 12 months: its last 12 are followed up, and {1} "
                "{2}–{3} {4} left out"),
             items, 4);
    }
    if (followup->months && (total->has_outcome || total->has_budget || total->has_before))
        return true;
    tell(report, TOLV_FAILURE,
         N_("it has no amounts by month of revenue or cost, so there is nothing to follow up: ask "
            "for a SIE 4 export with months or vouchers"),
         NULL, 0);
    return false;
}

static tolv_exit read_ledger(tolv_report *report, char **paths, size_t count,
                             const options *given) {
    tolv_ledger_files *files = &report->files;
    tolv_exit status =
        tolv_ledger_files_read(files, report->terminal, paths, count, &given->ledger, NULL);
    if (status)
        return status;
    int dimension = (int)given->ledger.dimension;
    status = tolv_ledger_files_finish(files, given->units, &report->contacts);
    if (status)
        return status;
    report->ledger = files->ledger;
    tolv_error error = tolv_followup_make(&report->followup, &report->arena, report->ledger,
                                          dimension, &files->books.hierarchy);
    if (error == TOLV_OUT_OF_MEMORY || (!error && !make_lines(report)))
        return tolv_say_no_memory(report->terminal);
    if (error) {
        tell(report, TOLV_FAILURE,
             N_("its sums are larger than amounts can be and stay exact to the öre (2^46 kronor)"),
             NULL, 0);
        return TOLV_EXIT_FILE;
    }
    return has_figures(report) &&
                   tolv_check_dimension(report->terminal, report->ledger, report->source, dimension)
               ? TOLV_EXIT_DONE
               : TOLV_EXIT_FILE;
}

/* Only a workbook is ever replaced, and none that this run reads. */
static bool may_be_written(const tolv_report *report, char **paths, size_t count,
                           const options *given) {
    const tolv_kept_file kept[] = {
        {given->template,
         N_("it is the template, and not overwritten: choose another name after -o")},
        {given->calculated,
         N_("it is the workbook to compare with, and not overwritten: choose another name after "
            "-o")},
        {given->units,
         N_("it is the table of units, and not overwritten: choose another name after -o")},
        {given->ledger.changes,
         N_("it is the table of changes, and not overwritten: choose another name after -o")}};
    bool may = true;
    for (size_t i = 0; i < count && may; i++)
        may = tolv_may_be_written(
            &report->listener, given->workbook, false,
            &(tolv_kept_file){
                paths[i],
                N_("it is the ledger, and not overwritten: choose another name after -o")},
            1);
    return may && tolv_may_be_written(&report->listener, given->workbook, true, kept,
                                      sizeof kept / sizeof *kept);
}

/* ---- The command ---- */

static tolv_exit print_compared(tolv_report *report, const char *path) {
    tolv_comparison comparison;
    if (!tolv_report_compare(report, path, &comparison))
        return TOLV_EXIT_FILE;
    if (!tolv_report_print(report, comparison.saved))
        return tolv_say_no_memory(report->terminal);
    tolv_item items[] = {TOLV_DECIMAL((double)comparison.compared),
                         TOLV_DECIMAL((double)comparison.different)};
    tolv_writer writer = {.arena = &report->arena};
    tolv_write_string(&writer, "\n");
    tolv_write_sentence(
        &writer, report->terminal->language,
        comparison.different
            ? N_("{2} {2|difference|differences} in {1} compared {1|cell|cells} of the workbook: see above, and calculate it with the extension.")
            : N_("The figures are those of the workbook: {1} {1|cell was|cells were} compared, to the öre."),
        items, 2);
    tolv_write_string(&writer, "\n");
    if (!tolv_print_written(report->terminal->output, &writer))
        return tolv_say_no_memory(report->terminal);
    return comparison.different ? TOLV_EXIT_ANSWER : TOLV_EXIT_DONE;
}

static tolv_exit report_on(tolv_report *report, char **paths, size_t count, options *given) {
    const tolv_terminal *terminal = report->terminal;
    if (!may_be_written(report, paths, count, given))
        return TOLV_EXIT_FILE;
    tolv_exit status = read_ledger(report, paths, count, given);
    if (status)
        return status;
    if (!settle(report, given))
        return TOLV_EXIT_FILE;
    calculate(report);
    if (given->workbook &&
        !tolv_report_fill(report, given->template, given->before, given->workbook))
        return TOLV_EXIT_FILE;
    if (given->calculated)
        return print_compared(report, given->calculated);
    if (given->quiet)
        return TOLV_EXIT_DONE;
    bool printed = tolv_report_print(report, report->figures) &&
                   (!given->unplaced || tolv_report_print_unplaced(report));
    return printed ? TOLV_EXIT_DONE : tolv_say_no_memory(terminal);
}

static tolv_exit follow_up(const tolv_terminal *terminal, char **paths, size_t count,
                           options *given) {
    if (!*paths[0]) {
        tolv_say_that(terminal,
                      N_("the name of the ledger is empty: name a SIE 4 file, such as my-books.se"),
                      NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    if (!given->template)
        given->template = tolv_find_template(terminal->language, "followup", given->own_template);
    if (!given->template && given->workbook) {
        tolv_say_that(terminal,
                      N_("the template followup.fods is not beside the program: name it with "
                         "--template"),
                      NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    tolv_report *report = calloc(1, sizeof *report); /* arenas are large, and not to be copied */
    if (!report)
        return tolv_say_no_memory(terminal);
    report->terminal = terminal;
    report->listener = tolv_listener_of(terminal);
    report->source = paths[0];
    report->closed = (int)given->closed;
    tolv_arena_open(&report->arena, NULL);
    tolv_interrupt_watch();
    tolv_exit status = report_on(report, paths, count, given);
    tolv_ledger_files_close(&report->files);
    tolv_arena_close(&report->arena);
    free(report);
    tolv_interrupt_obey();
    return status;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    options given = {.period = 0};
    if (!take_options(terminal, &tolv_command_report, &argc, argv, &given))
        return TOLV_EXIT_USAGE;
    return follow_up(terminal, argv, (size_t)argc, &given);
}

tolv_exit tolv_report_new(const tolv_terminal *terminal, int argc, char **argv, const char *path) {
    options given = {.workbook = path, .quiet = true};
    if (!take_options(terminal, &tolv_command_new, &argc, argv, &given))
        return TOLV_EXIT_USAGE;
    return follow_up(terminal, argv, (size_t)argc, &given);
}

const tolv_command tolv_command_report = {
    .name = "report",
    .text = N_("Follows up a ledger: each unit's outcome, deviation, forecast and flag"),
    .usage = N_("LEDGER... [--units TABLE] [-o WORKBOOK.ods] [--calculated WORKBOOK.ods]"),
    .details =
        N_("LEDGER is a SIE 4 file or a ledger table, as tolv import reads and makes them.\n"
           "The units are printed as a table, below their boards.\n"
           "\n"
           "--units TABLE              units' names and boards, and who answers for them,\n"
           "                           from a .csv or .ods with the headings unit, name and\n"
           "                           above, or those of the sheet Units of a follow-up\n"
           "--closed N                 last month that is closed: those after it are told\n"
           "                           to be preliminary\n"
           "--unplaced                 list what stands on no unit, largest first\n"
           "-o WORKBOOK.ods            write the follow-up as a workbook\n"
           "--template FILE.fods       another template for it\n"
           "--calculated WORKBOOK.ods  print the figures that an office has saved in the\n"
           "                           workbook, and compare them with Tolv's own; where\n"
           "                           they differ the exit code is 1\n"
           "--period N                 month to stand in; else the last one with outcome\n"
           "--limit-kr RED/YELLOW      limits of the flags in kronor\n"
           "--limit-percent RED/YELLOW limits of the flags in per cent of the budget\n"
           "--dimension N              the units' dimension in the ledger; else 1\n"
           "--changes, --version, --decided, --type, --key, --year, --dates, --split,\n"
           "--encoding: as tolv import takes them\n"
           "\n"
           "tolv report sheets/example/tolvsjo.se -o followup.ods\n"),
    .run = run,
};
