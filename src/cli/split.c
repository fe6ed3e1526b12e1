/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/split.h"

#include "cli/as_of.h"
#include "cli/limits.h"
#include "cli/output.h"
#include "cli/vocabulary.h"

static void print(const tolv_terminal *terminal, const tolv_split_counts *counts,
                  const char *folder) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_sentence(&writer, terminal->language,
                        N_("{1} {1|file|files} for {2} {2|unit|units} {1|stands|stand} in {3}, and "
                           "who is to have which in mail-merge.csv."),
                        (const tolv_item[]){TOLV_PLAIN(counts->files), TOLV_PLAIN(counts->units),
                                            TOLV_TEXT_ITEM(tolv_text_of(folder))},
                        3);
    tolv_write_string(&writer, "\n");
    tolv_print_written(terminal->output, &writer);
    tolv_arena_close(&arena);
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    const char *folder = NULL;
    tolv_document_limits limits;
    tolv_split_counts counts;
    tolv_arena arena;
    tolv_split_options options = {
        .guarding = {&tolv_own_vocabulary, terminal->language, {"", 0}, NULL},
        .by_manager = tolv_take_option(&argc, argv, "--by-manager", NULL),
        .keep_notes = tolv_take_option(&argc, argv, "--keep-notes", NULL),
        .force = tolv_take_option(&argc, argv, "--force", NULL)};
    tolv_take_option(&argc, argv, "-o", &folder);
    if (!tolv_take_limits(terminal, &argc, argv, &limits) ||
        !tolv_arguments_fit(terminal, &tolv_command_split, &argc, argv, 1, 1))
        return TOLV_EXIT_USAGE;
    if (!folder) {
        tolv_say_that(terminal, N_("say with -o in which folder the files are to stand"), NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    tolv_hearing hearing = {.terminal = terminal};
    tolv_document master = {
        .path = argv[0], .limits = &limits, .listener = tolv_listener_to(&hearing)};
    tolv_arena_open(&arena, NULL);
    tolv_writer as_of = {.arena = &arena};
    bool done = tolv_write_as_of(&as_of, terminal, &master);
    options.guarding.as_of = tolv_written(&as_of);
    done = done && tolv_split(&master, folder, &options, &counts, NULL);
    tolv_arena_close(&arena);
    if (done)
        print(terminal, &counts, folder);
    return done ? TOLV_EXIT_DONE : hearing.status;
}

const tolv_command tolv_command_split = {
    .name = "split",
    .text = N_("Makes a file for each unit from one workbook, with that unit’s figures only"),
    .usage = N_("MASTER.ods -o FOLDER [--by-manager] [--keep-notes] [--force]"),
    .details =
        N_("The workbook says itself what is to be done; an economist marks it with Calc’s\n"
           "own means, Data ▸ Define Range and Sheet ▸ Named Ranges:\n"
           "\n"
           "Units            the table with a row for each unit: Code, Unit, Board, Manager,\n"
           "                 E-mail, Deputy, File, Answer by\n"
           "any other table  with a column Code is cut: of other units’ rows nothing is left\n"
           "Shared...        tables whose name begins so go to all, as values; where a column\n"
           "                 Count says less than Smallest_group (else 5), figures are hidden\n"
           "Shared_columns   cells with the headings that all may see; other columns of\n"
           "                 shared tables are emptied\n"
           "Unit             the cell that gets the unit’s code, for look-ups\n"
           "Not_sent         cells with the names of sheets that stay at home; hidden sheets\n"
           "                 without marks stay too\n"
           "\n"
           "Cells whose style is not protected are open, all else is protected. The files\n"
           "need no extension (see “tolv help guard”). A formula that points at what goes\n"
           "away is refused, and then no file is written. Results are calculated when the\n"
           "file is opened; only a sum of all units, or of a board’s, is the master’s figure,\n"
           "and says so. mail-merge.csv says who is to have which file. A mark in the\n"
           "metadata finds what was changed by accident, and nobody who means to deceive.\n"
           "\n"
           "--by-manager   one file for all units of a manager\n"
           "--keep-notes   people’s notes come along; else they are taken away\n"
           "--force        a signed workbook too; the files have no signature\n"
           "\n"
           "tolv split followup.ods -o to-the-managers\n"),
    .limits = true,
    .run = run,
};
