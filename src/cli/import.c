/* SPDX-License-Identifier: MPL-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/dimension.h"
#include "cli/interrupt.h"
#include "cli/ledger_files.h"
#include "cli/ledger_write.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/overwrite.h"

typedef struct importing {
    const tolv_terminal *terminal;
    tolv_listener listener;
    const char *path;
    bool workbook;
    tolv_ledger_options options;
    tolv_ledger_files files;
    tolv_flat_rows flat;
    tolv_arena arena;
    tolv_ledger_sheet sheet;
} importing;

/* ---- What there is to say of it ---- */

static void note(const importing *import, const char *sentence, const tolv_item *items,
                 size_t count) {
    tolv_notice notice = {.severity = TOLV_NOTE, .sentence = sentence, .item_count = count};
    for (size_t i = 0; i < count; i++)
        notice.items[i] = items[i];
    tolv_notify(&import->listener, &notice);
}

/* What a table cannot show: several sets of objects of the same amounts. */
static void tell_dimensions(const importing *import) {
    const tolv_flat_rows *flat = &import->flat;
    uint32_t index = tolv_ledger_find_dimension(import->files.ledger, flat->dimension);
    tolv_text name =
        index == TOLV_NONE ? tolv_text_of("") : import->files.ledger->dimensions[index].name;
    if (flat->dimension > TOLV_DIMENSION_UNIT && import->options.dimension == 0)
        note(import,
             N_("No row names a cost centre, dimension 1: dimension {1}, {2}, stands in the unit's "
                "place; --dimension N puts another there."),
             (tolv_item[]){TOLV_PLAIN(flat->dimension),
                           name.length ? TOLV_TEXT_ITEM(name) : TOLV_WORD(N_("without a name"))},
             2);
    if (flat->dimension && flat->whole)
        note(import,
             N_("The rows follow dimension {1}, {2}: in {3} of {4} cases an account's month is "
                "another sum than its objects have; the difference stands in rows without a unit."),
             (tolv_item[]){TOLV_PLAIN(flat->dimension),
                           name.length ? TOLV_TEXT_ITEM(name) : TOLV_WORD(N_("without a name")),
                           TOLV_PLAIN(flat->whole), TOLV_PLAIN(flat->combined)},
             4);
    if (import->sheet.others)
        note(import,
             N_("Objects of {1} other dimensions are no columns of the table: --dimension N puts "
                "one of them in the unit's place."),
             &TOLV_PLAIN(import->sheet.others), 1);
}

/* What the table holds of a kind: so that it can be compared with the finance system. */
typedef struct summary {
    size_t rows;
    int first, last;
    tolv_ore result, unplaced, others; /* revenue and cost; of it without a unit; all else */
} summary;

static summary summary_of(const importing *import, tolv_row_kind kind) {
    const tolv_ledger_sheet *sheet = &import->sheet;
    summary of = {.first = INT32_MAX};
    size_t unit = 0;
    while (unit < sheet->width && sheet->fields[unit] != TOLV_FIELD_UNIT)
        unit++;
    for (size_t i = 0; i < sheet->count; i++) {
        const tolv_row *row = &sheet->rows[i];
        if (row->kind != kind)
            continue;
        of.rows++;
        of.first = row->period < of.first ? row->period : of.first;
        of.last = row->period > of.last ? row->period : of.last;
        if (!tolv_is_result_account(sheet->ledger, row->account)) {
            of.others += row->amount;
            continue;
        }
        of.result += row->amount;
        if (unit == sheet->width ||
            tolv_ledger_sheet_text(sheet, i, unit, TOLV_ENGLISH).length == 0)
            of.unplaced += row->amount;
    }
    return of;
}

static void put_sentence(const importing *import, tolv_listing *listing, const char *sentence,
                         const tolv_item *items, size_t count) {
    tolv_writer writer = {.arena = listing->arena};
    tolv_write_sentence(&writer, import->terminal->language, sentence, items, count);
    listing->failed = listing->failed || writer.failed;
    tolv_listing_put(listing, tolv_written(&writer));
}

static bool print_summary(importing *import) {
    static const struct {
        tolv_row_kind kind;
        const char *word;
    } kinds[] = {{TOLV_ROW_VOUCHER, N_("outcome")},
                 {TOLV_ROW_BUDGET, N_("budget")},
                 {TOLV_ROW_FORECAST, N_("forecast")}};
    static const char *const headings[] = {"",
                                           N_("months"),
                                           N_("rows"),
                                           N_("revenue and cost, kr"),
                                           N_("without a unit, kr"),
                                           N_("all other accounts, kr")};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    tolv_listing listing = {.arena = &import->arena, .columns = COLUMNS, .left = 2};
    tolv_listing_row(&listing);
    for (size_t i = 0; i < COLUMNS; i++)
        put_sentence(import, &listing, headings[i], NULL, 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        summary of = summary_of(import, kinds[i].kind);
        tolv_item months[] = {TOLV_MONTH(of.first % 100), TOLV_PLAIN(of.first / 100),
                              TOLV_MONTH(of.last % 100), TOLV_PLAIN(of.last / 100)};
        if (of.rows == 0)
            continue;
        tolv_listing_row(&listing);
        put_sentence(import, &listing, kinds[i].word, NULL, 0);
        put_sentence(import, &listing, of.first == of.last ? "{1} {2}" : "{1} {2}–{3} {4}", months,
                     4);
        put_sentence(import, &listing, "{1}", &TOLV_DECIMAL((double)of.rows), 1);
        put_sentence(import, &listing, "{1}", &TOLV_KRONOR(tolv_to_kronor(of.result)), 1);
        put_sentence(import, &listing, "{1}", &TOLV_KRONOR(tolv_to_kronor(of.unplaced)), 1);
        put_sentence(import, &listing, "{1}", &TOLV_KRONOR(tolv_to_kronor(of.others)), 1);
    }
    return tolv_listing_print(&listing, import->terminal->output);
}

/* ---- The command ---- */

static tolv_exit refuse_error(const importing *import, tolv_error error) {
    if (error == TOLV_OUT_OF_MEMORY)
        return tolv_say_no_memory(import->terminal);
    tolv_say_that(import->terminal,
                  N_("its sums are larger than amounts can be and stay exact to the öre (2^46 "
                     "kronor)"),
                  NULL, 0);
    return TOLV_EXIT_FILE;
}

static tolv_exit refuse_empty(const importing *import) {
    tolv_say_that(import->terminal,
                  N_("there are no amounts by month, so there is nothing to write: ask for a SIE 4 "
                     "export with months or vouchers"),
                  NULL, 0);
    return TOLV_EXIT_FILE;
}

static tolv_exit import_files(importing *import, char **paths, size_t count) {
    tolv_exit status = tolv_ledger_files_read(&import->files, import->terminal, paths, count,
                                              &import->options, NULL);
    int dimension = (int)import->options.dimension;
    if (status)
        return status;
    if (!tolv_check_dimension(import->terminal, import->files.ledger, paths[0], dimension))
        return TOLV_EXIT_FILE;
    tolv_error error = tolv_ledger_flatten(import->files.ledger, dimension, &import->flat);
    if (!error)
        error = tolv_ledger_sheet_make(&import->sheet, &import->arena, import->files.ledger,
                                       &import->flat);
    if (error)
        return refuse_error(import, error);
    if (import->sheet.count == 0)
        return refuse_empty(import);
    tell_dimensions(import);
    bool written = (import->workbook ? tolv_write_ledger_ods : tolv_write_ledger_csv)(
        import->terminal, &import->listener, &import->sheet, import->path);
    if (!written)
        return TOLV_EXIT_FILE;
    return print_summary(import) ? TOLV_EXIT_DONE : tolv_say_no_memory(import->terminal);
}

static bool ends_with(const char *path, const char *ending) {
    size_t length = strlen(path), n = strlen(ending);
    return length > n && tolv_text_same(tolv_text_of(path + length - n), tolv_text_of(ending));
}

static bool take_path(importing *import, int *argc, char **argv) {
    if (!tolv_take_option(argc, argv, "-o", &import->path) || !import->path)
        return tolv_refuse_option(import->terminal, "-o",
                                  N_("after {1} belongs the name of the table to write"));
    import->workbook = ends_with(import->path, ".ods");
    return import->workbook || ends_with(import->path, ".csv") ||
           tolv_refuse_option(import->terminal, import->path,
                              N_("“{1}” ends in neither .ods nor .csv: name the table so"));
}

static bool may_write(const importing *import, char **paths, size_t count) {
    tolv_kept_file kept = {NULL, N_("it is one of the files to read, and not overwritten: choose "
                                    "another name after -o")};
    const tolv_kept_file changes = {
        import->options.changes,
        N_("it is the table of changes, and not overwritten: choose another name after -o")};
    bool may = tolv_may_be_written(&import->listener, import->path, import->workbook, &changes, 1);
    for (size_t i = 0; i < count && may; i++) {
        kept.path = paths[i];
        may = tolv_may_be_written(&import->listener, import->path, false, &kept, 1);
    }
    if (may && !import->workbook && !tolv_is_ledger_csv(import->path)) {
        may = false;
        tolv_notify(&import->listener,
                    &(tolv_notice){.severity = TOLV_FAILURE,
                                   .file = import->path,
                                   .sentence = N_("it is no table that tolv import wrote, and not "
                                                  "overwritten: choose another name after -o")});
    }
    return may;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    importing *import = calloc(1, sizeof *import); /* arenas are large, and not to be copied */
    if (!import)
        return tolv_say_no_memory(terminal);
    import->terminal = terminal;
    import->listener = tolv_listener_of(terminal);
    tolv_exit status = TOLV_EXIT_USAGE;
    if (take_path(import, &argc, argv) &&
        tolv_take_ledger_options(terminal, &argc, argv, &import->options) &&
        tolv_arguments_fit(terminal, &tolv_command_import, &argc, argv, 1, TOLV_FILES_MAX)) {
        size_t count = (size_t)argc;
        tolv_arena_open(&import->arena, NULL);
        tolv_interrupt_watch();
        status =
            may_write(import, argv, count) ? import_files(import, argv, count) : TOLV_EXIT_FILE;
        if (import->files.ledger)
            tolv_flat_rows_close(&import->flat, import->files.ledger->arena.memory);
        tolv_ledger_files_close(&import->files);
        tolv_arena_close(&import->arena);
    }
    free(import);
    tolv_interrupt_obey();
    return status;
}

const tolv_command tolv_command_import = {
    .name = "import",
    .text = N_("Makes one ledger table of the finance system's files, for LEDGER and tolv report"),
    .usage = N_("FILE... -o LEDGER.ods|.csv"),
    .details =
        N_("FILE is a SIE 1-4 file, a table of text (CSV, TSV), or a workbook whose first\n"
           "sheet with a ledger's headings is read (.ods, .fods). Several files, and years,\n"
           "become one table; the same file twice is refused. Rows alike are added; texts,\n"
           "which may name people, never come along.\n"
           "\n"
           "--type TYPE        what a table's rows are, where it does not say: outcome,\n"
           "                   budget or forecast\n"
           "--key KEY          how a year's amount is spread over its months: even,\n"
           "                   workdays, days, 445, or twelve weights with ; between\n"
           "--year YEAR        the year, where a table does not say\n"
           "--dates ORDER      day-month or month-day, where dates as 3/4/2026 do not tell\n"
           "--split PATTERN    the codes in one cell, such as unit-account-activity\n"
           "--dimension N      the dimension of the units in SIE files; else 1\n"
           "--changes TABLE    units merged, split or renamed: a .csv or .ods with the\n"
           "                   headings unit, new unit, from and share, as LEDGER takes it\n"
           "--version PATTERN  only budgets and forecasts of these versions\n"
           "--decided PATTERN  only those decided then, as in ..2026-06-30\n"
           "--encoding NAME    UTF-8, CP437 or Latin-1, where a file does not show which\n"
           "                   it is\n"
           "\n"
           "tolv import 2025.se 2026.se budget.csv --key even -o ledger.ods\n"),
    .run = run,
};
