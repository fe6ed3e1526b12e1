/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/guard.h"

#include "cli/as_of.h"
#include "cli/limits.h"
#include "cli/output.h"
#include "cli/vocabulary.h"

typedef bool change(tolv_rewrite *rewrite, const tolv_guarding_work *work,
                    tolv_guard_counts *counts);

static void print(const tolv_terminal *terminal, const char *sentence, const tolv_item *items,
                  size_t count) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_sentence(&writer, terminal->language, sentence, items, count);
    tolv_write_string(&writer, "\n");
    tolv_print_written(terminal->output, &writer);
    tolv_arena_close(&arena);
}

typedef struct options {
    const char *path, *as_of;
    bool force;
} options;

static bool change_file(const tolv_terminal *terminal, const tolv_document *document,
                        const options *given, change *change, tolv_guard_counts *counts) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer as_of = {.arena = &arena};
    tolv_rewrite *rewrite = tolv_rewrite_open(document);
    bool done = rewrite && (!given->force || tolv_rewrite_remove_signatures(rewrite));
    if (given->as_of)
        tolv_write_string(&as_of, given->as_of);
    else
        done = done && tolv_write_as_of(&as_of, terminal, document);
    tolv_guarding_work work = {&tolv_own_vocabulary,
                               terminal->language,
                               {as_of.length ? as_of.bytes : "", as_of.length},
                               NULL};
    done = done && change(rewrite, &work, counts) && tolv_rewrite_write(rewrite, given->path, NULL);
    tolv_rewrite_close(rewrite);
    tolv_arena_close(&arena);
    return done;
}

static tolv_exit run(const tolv_terminal *terminal, const tolv_command *command, int argc,
                     char **argv, change *change, tolv_guard_counts *counts) {
    options given = {.force = tolv_take_option(&argc, argv, "--force", NULL)};
    tolv_document_limits limits;
    bool dated = tolv_take_option(&argc, argv, "--as-of", &given.as_of);
    tolv_take_option(&argc, argv, "-o", &given.path);
    if (!tolv_take_limits(terminal, &argc, argv, &limits) ||
        !tolv_arguments_fit(terminal, command, &argc, argv, 1, 1))
        return TOLV_EXIT_USAGE;
    if (!given.path || (dated && !given.as_of)) {
        tolv_say_that(terminal,
                      given.path ? N_("after --as-of belongs what the notes are to say")
                                 : N_("say with -o what the new workbook is to be called"),
                      NULL, 0);
        return TOLV_EXIT_USAGE;
    }
    tolv_hearing hearing = {.terminal = terminal};
    tolv_document document = {
        .path = argv[0], .limits = &limits, .listener = tolv_listener_to(&hearing)};
    *counts = (tolv_guard_counts){0};
    if (!change_file(terminal, &document, &given, change, counts))
        return hearing.status;
    return counts->kept ? TOLV_EXIT_ANSWER : TOLV_EXIT_DONE;
}

static tolv_exit run_guard(const tolv_terminal *terminal, int argc, char **argv) {
    tolv_guard_counts counts;
    tolv_exit status = run(terminal, &tolv_command_guard, argc, argv, tolv_guard_workbook, &counts);
    if (status <= TOLV_EXIT_ANSWER)
        print(terminal,
              N_("Without the extension {1} formulas are still calculated, and {2} show a fixed "
                 "figure; {3} names and {4} conditions are guarded."),
              (const tolv_item[]){TOLV_PLAIN(counts.alive), TOLV_PLAIN(counts.frozen),
                                  TOLV_PLAIN(counts.names), TOLV_PLAIN(counts.conditions)},
              4);
    return status;
}

static tolv_exit run_unguard(const tolv_terminal *terminal, int argc, char **argv) {
    tolv_guard_counts counts;
    tolv_exit status =
        run(terminal, &tolv_command_unguard, argc, argv, tolv_unguard_workbook, &counts);
    if (status <= TOLV_EXIT_ANSWER)
        print(terminal, N_("{1} formulas, names and conditions are as they were; {2} are not."),
              (const tolv_item[]){TOLV_PLAIN(counts.restored + counts.names + counts.conditions),
                                  TOLV_PLAIN(counts.kept)},
              2);
    return status;
}

const tolv_command tolv_command_guard = {
    .name = "guard",
    .text = N_("Makes a workbook that shows its figures without the extension too"),
    .usage = N_("WORKBOOK.ods -o GUARDED.ods [--as-of TEXT] [--force]"),
    .details =
        N_("Where the extension is missing a function of Tolv would show #NAME?. Guarded, a\n"
           "formula is then calculated with the office's own functions: it answers to what\n"
           "is changed. Where no such formula says the same it shows the figure that it had,\n"
           "and a note tells so. With the extension nothing is different. Cells, names,\n"
           "conditional formats and validations are guarded.\n"
           "\n"
           "--as-of TEXT   when the fixed figures were right; else the month in the cells that\n"
           "               are named Period and Year\n"
           "--force        guard a signed workbook too; its signature is taken away\n"
           "\n"
           "What was changed by hand in a guard stays as it is, and is told; the exit code is\n"
           "then 1. A workbook that an office with the extension has not calculated yet has\n"
           "no figures to show, and is refused.\n"
           "\n"
           "tolv guard followup.ods -o to-the-managers.ods\n"),
    .limits = true,
    .run = run_guard,
};

const tolv_command tolv_command_unguard = {
    .name = "unguard",
    .text = N_("Takes the guards off again"),
    .usage = N_("GUARDED.ods -o WORKBOOK.ods [--force]"),
    .details =
        N_("The formulas are as they were before “tolv guard”, also when an office without\n"
           "the extension has saved the workbook, and rows were inserted or moved there. The\n"
           "notes of fixed figures go. What was changed by hand in a guard stays as it is,\n"
           "and is told, as are the cells of an array formula that no longer stand together;\n"
           "the exit code is then 1.\n"
           "\n"
           "--force   in a signed workbook too, whose signature is taken away\n"
           "\n"
           "tolv unguard from-a-manager.ods -o followup.ods\n"),
    .limits = true,
    .run = run_unguard,
};
