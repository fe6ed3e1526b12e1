/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/collect.h"

#include "cli/ledger_files.h"
#include "cli/limits.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/vocabulary.h"

static void put_number(tolv_listing *listing, bool known, size_t count) {
    tolv_writer digits = {.arena = listing->arena};
    if (known)
        tolv_write_item(&digits, TOLV_ENGLISH, &TOLV_PLAIN(count));
    listing->failed = listing->failed || digits.failed;
    tolv_listing_put(listing, tolv_written(&digits));
}

static void put_answer(tolv_listing *listing, tolv_language language, const tolv_answer *answer) {
    bool given = answer->kind == TOLV_ANSWER_GIVEN;
    tolv_listing_row(listing);
    tolv_listing_put(listing, answer->unit->code);
    tolv_listing_put(listing, answer->unit->name);
    tolv_listing_put_string(listing, tolv_translate(language, tolv_answer_words[answer->kind]));
    tolv_listing_put_string(listing, answer->file ? answer->file->path : "");
    put_number(listing, given, answer->values);
    put_number(listing, given, answer->missing);
    put_number(listing, given, answer->changed);
    put_number(listing, given, given ? answer->file->questions : 0);
}

static bool print_answers(const tolv_terminal *terminal, tolv_arena *arena,
                          const tolv_collection *of) {
    static const char *const headings[] = {N_("code"),    N_("unit"),     N_("status"),
                                           N_("file"),    N_("values"),   N_("missing"),
                                           N_("changed"), N_("questions")};
    tolv_listing listing = {.arena = arena, .columns = 8, .left = 4};
    tolv_listing_row(&listing);
    for (size_t i = 0; i < listing.columns; i++)
        tolv_listing_put_string(&listing, tolv_translate(terminal->language, headings[i]));
    tolv_listing_row(&listing);
    for (size_t i = 0; i < of->answer_count; i++)
        put_answer(&listing, terminal->language, &of->answers[i]);
    return tolv_listing_print(&listing, terminal->output);
}

/* "FILE: set aside: why" for each; how many there are. */
static size_t print_aside(const tolv_terminal *terminal, const tolv_collection *of) {
    size_t count = 0;
    for (size_t i = 0; i < of->file_count; i++) {
        const tolv_returned *file = &of->files[i];
        if (!file->reason)
            continue;
        count++;
        tolv_say(terminal, &(tolv_notice){.severity = TOLV_WARNING,
                                          .file = file->path,
                                          .sentence = file->reason,
                                          .items = {TOLV_TEXT_ITEM(file->item)},
                                          .item_count = 1});
    }
    return count;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    const char *output = NULL, *previous = NULL;
    tolv_document_limits limits;
    bool force = tolv_take_option(&argc, argv, "--force", NULL);
    bool compared = tolv_take_option(&argc, argv, "--previous", &previous);
    tolv_take_option(&argc, argv, "-o", &output);
    if (!tolv_take_limits(terminal, &argc, argv, &limits) ||
        !tolv_arguments_fit(terminal, &tolv_command_collect, &argc, argv, 2, INT32_MAX))
        return TOLV_EXIT_USAGE;
    if (compared && !previous) {
        tolv_say_that(terminal, N_("after {1} belongs a name"),
                      &TOLV_TEXT_ITEM(tolv_text_of("--previous")), 1);
        return TOLV_EXIT_USAGE;
    }
    if (!output) {
        tolv_say_that(terminal, N_("say with -o what the new workbook is to be called"), NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    tolv_hearing hearing = {.terminal = terminal};
    tolv_document master = {
        .path = argv[0], .limits = &limits, .listener = tolv_listener_to(&hearing)};
    tolv_document last = master;
    last.path = previous;
    tolv_arena arena;
    tolv_collection collection;
    tolv_arena_open(&arena, NULL);
    tolv_exit status = TOLV_EXIT_DONE;
    if (!tolv_collect(&master, argv + 1, (size_t)argc - 1,
                      &(tolv_collect_options){compared ? &last : NULL, &tolv_own_vocabulary,
                                              terminal->language, force},
                      output, &arena, &collection, NULL))
        status = hearing.status;
    else if (!print_answers(terminal, &arena, &collection))
        status = tolv_say_no_memory(terminal);
    else if (print_aside(terminal, &collection))
        status = TOLV_EXIT_ANSWER;
    tolv_arena_close(&arena);
    return status;
}

const tolv_command tolv_command_collect = {
    .name = "collect",
    .text = N_("Brings what units have answered back into the workbook it was sent out from"),
    .usage = N_("MASTER FILE... [--previous OLD] -o NEW [--force]"),
    .details =
        N_("A value goes to the row with the same code, account and texts, wherever it stands\n"
           "now; rows may have been inserted and sorted. Single cells go to the row of their\n"
           "unit in the table Answers (Data ▸ Define Range), where a column has their name.\n"
           "There is also written who has answered, in columns headed Code, Unit, Answer,\n"
           "File, Values, Missing, Changed, Questions and Set aside because. What a unit has\n"
           "left blank becomes blank. Comments keep their author and date. The table History\n"
           "gets a row for each unit with Code, Year and Month, and in its other columns what\n"
           "stands under the same heading in a table with one row for each unit.\n"
           "\n"
           "Set aside, listed and never used are files that cannot be read, that come from no\n"
           "unit of the master, of another period or another issue than most, in which fixed\n"
           "cells were changed, rows were invented or results are errors, and all files of a\n"
           "unit that has answered in several. The exit code is then 1.\n"
           "\n"
           "--previous OLD  count as changed what differs from this workbook, not from MASTER\n"
           "-o NEW          the master with the answers\n"
           "--force         a signed master too; its signature is taken away\n"
           "\n"
           "tolv collect followup.ods returned/*.ods -o collected.ods\n"),
    .limits = true,
    .run = run,
};
