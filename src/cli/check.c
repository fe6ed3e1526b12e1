/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/check.h"

#include <stdlib.h>

#include "cli/ledger_files.h"
#include "cli/limits.h"
#include "cli/output.h"
#include "cli/vocabulary.h"
#include "ods/field.h"

typedef struct checks {
    const tolv_terminal *terminal;
    const char *path; /* of the file that is checked */
    bool json;
    tolv_spool spool;
    size_t count;
} checks;

static void put_field(tolv_spool *spool, const char *name, tolv_text value) {
    tolv_spool_string(spool, name);
    tolv_write_field_text(spool, TOLV_FORMAT_JSON, value);
}

/* An object for each, so that a program need not know sentences. */
static void put_json(checks *at, const tolv_finding *finding) {
    tolv_spool_string(&at->spool, at->count ? ",\n" : "\n");
    put_field(&at->spool, "{\"file\": ", tolv_text_of(at->path));
    put_field(&at->spool, ", \"finding\": ", tolv_text_of(tolv_finding_codes[finding->kind]));
    if (finding->cell)
        put_field(&at->spool, ", \"cell\": ", tolv_text_of(finding->cell));
    if (finding->what.length)
        put_field(&at->spool, ", \"name\": ", finding->what);
    if (finding->now.length)
        put_field(&at->spool, ", \"now\": ", finding->now);
    if (finding->before.length)
        put_field(&at->spool, ", \"before\": ", finding->before);
    tolv_spool_string(&at->spool, "}");
}

static bool put_sentence(checks *at, const tolv_finding *finding) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer line = {.arena = &arena};
    tolv_write_notice(
        &line, at->terminal->language,
        &(tolv_notice){.severity = TOLV_WARNING,
                       .file = at->path,
                       .cell = finding->cell,
                       .sentence = tolv_finding_sentences[finding->kind],
                       .items = {TOLV_TEXT_ITEM(finding->what), TOLV_TEXT_ITEM(finding->now),
                                 TOLV_TEXT_ITEM(finding->before)},
                       .item_count = 3});
    tolv_write_string(&line, "\n");
    bool printed = tolv_print_written(at->terminal->output, &line);
    tolv_arena_close(&arena);
    return printed;
}

static bool take(void *context, const tolv_finding *finding) {
    checks *at = context;
    bool put = true;
    if (at->json)
        put_json(at, finding);
    else
        put = put_sentence(at, finding);
    at->count++;
    return put;
}

static bool check_file(checks *at, const tolv_document *document, tolv_issued *issued) {
    tolv_arena arena;
    tolv_round_cells cells;
    tolv_arena_open(&arena, NULL);
    at->path = document->path;
    tolv_rewrite *rewrite = tolv_rewrite_open(document);
    bool checked = rewrite && tolv_round_cells_read(rewrite, NULL, &arena, &cells) &&
                   tolv_check(rewrite, &cells, issued, &(tolv_findings){take, at});
    tolv_rewrite_close(rewrite);
    tolv_arena_close(&arena);
    return checked;
}

static tolv_exit print(checks *at, tolv_exit status) {
    if (at->spool.failed)
        return tolv_say_no_memory(at->terminal);
    if (at->json) {
        fputs("[", at->terminal->output);
        if (at->spool.length)
            fwrite(at->spool.bytes, 1, at->spool.length, at->terminal->output);
        fputs("\n]\n", at->terminal->output);
    }
    return status == TOLV_EXIT_DONE && at->count ? TOLV_EXIT_ANSWER : status;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    const char *master_path = NULL;
    tolv_document_limits limits;
    checks at = {.terminal = terminal,
                 .json = tolv_take_option(&argc, argv, "--json", NULL),
                 .spool = {.limit = SIZE_MAX / 2}};
    bool with_master = tolv_take_option(&argc, argv, "--master", &master_path);
    if (!tolv_take_limits(terminal, &argc, argv, &limits) ||
        !tolv_arguments_fit(terminal, &tolv_command_check, &argc, argv, 1, INT32_MAX))
        return TOLV_EXIT_USAGE;
    if (with_master && !master_path) {
        tolv_say_that(terminal, N_("after {1} belongs a name"),
                      &TOLV_TEXT_ITEM(tolv_text_of("--master")), 1);
        return TOLV_EXIT_USAGE;
    }
    tolv_hearing hearing = {.terminal = terminal};
    tolv_document of_master = {
        .path = master_path, .limits = &limits, .listener = tolv_listener_to(&hearing)};
    tolv_arena arena;
    tolv_issued issued;
    tolv_arena_open(&arena, NULL);
    bool ready =
        !master_path || tolv_issued_read(&of_master, &tolv_own_vocabulary, &arena, &issued);
    for (int i = 0; ready && i < argc; i++) {
        tolv_document document = of_master;
        document.path = argv[i];
        check_file(&at, &document, master_path ? &issued : NULL); /* the others all the same */
    }
    tolv_exit status = ready ? print(&at, hearing.status) : hearing.status;
    free(at.spool.bytes);
    tolv_arena_close(&arena);
    return status;
}

const tolv_command tolv_command_check = {
    .name = "check",
    .text = N_("Tells what is to be asked about in workbooks that come back"),
    .usage = N_("[--master MASTER] FILE... [--json]"),
    .details =
        N_("Told are cells that are to be filled in and are not, amounts that are texts,\n"
           "errors, values that do not fit the validity rule of their cell; what is fixed and\n"
           "was changed; macros, links to other files, DDE, signatures. To be filled in are\n"
           "the cells without protection in tables that have a column headed Code, and single\n"
           "cells that have a name. A comment may be left out. Where a cell has the name\n"
           "Confirmed, yes in it is a whole answer; else the named cells that have a validity\n"
           "rule are asked for, and words may be left out.\n"
           "\n"
           "With --master each fixed cell is compared with what tolv split would send out\n"
           "today, rows after their codes wherever they stand, and the cell is told, before\n"
           "and after. Without it the fingerprint in the file tells that something was\n"
           "changed. It finds accidents, and nobody who means to deceive.\n"
           "\n"
           "Nothing is written. When something is told the exit code is 1.\n"
           "\n"
           "--json   one object for each, for programs\n"
           "\n"
           "tolv check returned/*.ods\n"
           "tolv check --master followup.ods returned/*.ods --json\n"),
    .limits = true,
    .run = run,
};
