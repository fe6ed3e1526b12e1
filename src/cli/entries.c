/* SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli/interrupt.h"
#include "cli/ledger_files.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "core/pattern.h"
#include "ledger/years.h"

enum { USUAL = 20 /* rows */ };

/* A row of a file. */
typedef struct entry {
    tolv_row row;
    size_t file, line;
    tolv_text text;
} entry;

typedef struct listing_entries {
    const tolv_terminal *terminal;
    tolv_ledger_options options;
    tolv_ledger_files files;
    tolv_arena arena;
    tolv_pattern accounts, units; /* count 0: all */
    bool with_texts;
    tolv_row_kind kind;
    double first;       /* rows to show */
    tolv_cell from, to; /* months; blank: not said */
    entry *entries;
    size_t count, room;
} listing_entries;

/* ---- While files are read ---- */

static bool make_room(listing_entries *at) {
    size_t room = at->room ? 2 * at->room : 256;
    if (at->count < at->room)
        return true;
    entry *grown =
        room <= SIZE_MAX / sizeof *grown ? realloc(at->entries, room * sizeof *grown) : NULL;
    if (!grown)
        return false;
    at->entries = grown;
    at->room = room;
    return true;
}

/* Which file is being read: the last that has been begun. */
static size_t file_being_read(const listing_entries *at) {
    size_t file = 0;
    while (file + 1 < at->files.count && at->files.each[file + 1].ledger)
        file++;
    return file;
}

static bool same_kind(tolv_row_kind kind, tolv_row_kind asked) {
    return kind == asked || (kind == TOLV_ROW_BALANCE && asked == TOLV_ROW_VOUCHER);
}

static bool take(void *context, const tolv_row *row, size_t line, tolv_text text) {
    listing_entries *at = context;
    size_t file = file_being_read(at);
    const tolv_ledger *ledger = at->files.each[file].ledger;
    if (!same_kind(row->kind, at->kind) ||
        (at->accounts.text.length &&
         !tolv_pattern_fits(&at->accounts, ledger->account_codes.texts[row->account])))
        return true;
    if (!make_room(at))
        return false;
    entry *to = &at->entries[at->count];
    *to = (entry){.row = *row, .file = file, .line = line, .text = tolv_text_of("")};
    char *bytes = at->with_texts ? tolv_arena_take(&at->arena, text.length, 1) : NULL;
    if (at->with_texts && !bytes)
        return false;
    if (bytes && text.length)
        memcpy(bytes, text.bytes, text.length);
    if (bytes)
        to->text = (tolv_text){bytes, text.length};
    at->count++;
    return true;
}

static bool decode(void *context, const struct tolv_decoder *decoder) {
    listing_entries *at = context;
    size_t file = file_being_read(at);
    for (size_t i = at->count; i > 0 && at->entries[i - 1].file == file; i--)
        if (tolv_decode(decoder, &at->arena, &at->entries[i - 1].text))
            return false;
    return true;
}

/* ---- When all are read ---- */

/* The month of an option: of the ledger's own year where it is 1 to 12. */
static int month_of(const listing_entries *at, const tolv_cell *given, int otherwise) {
    int period = otherwise;
    if (given->kind == TOLV_BLANK)
        return otherwise;
    tolv_read_month(given, &period);
    return tolv_ledger_month(at->files.ledger, period);
}

/* The units' dimension of a file, TOLV_NONE for none. */
static uint32_t dimension_of(const listing_entries *at, const tolv_ledger *ledger) {
    int number = at->files.count > 1         ? at->files.each[0].flat.dimension
                 : at->options.dimension > 0 ? (int)at->options.dimension
                                             : TOLV_DIMENSION_UNIT;
    return tolv_ledger_find_dimension(ledger, number ? number : TOLV_DIMENSION_UNIT);
}

static tolv_text unit_of(const listing_entries *at, const entry *of) {
    const tolv_ledger *ledger = at->files.each[of->file].ledger;
    uint32_t dimension = dimension_of(at, ledger);
    uint32_t object = dimension == TOLV_NONE
                          ? TOLV_NONE
                          : tolv_ledger_object_of(ledger, of->row.combination, dimension);
    return object == TOLV_NONE ? tolv_text_of("")
                               : ledger->dimensions[dimension].codes.texts[object];
}

/* A row counts as the settled ledger has it: where several tell the same amount, once. */
static bool counts(const listing_entries *at, const entry *of) {
    const tolv_ledger *ledger = at->files.each[of->file].ledger;
    uint32_t row = tolv_ledger_find_row(ledger, &of->row), dimension = dimension_of(at, ledger);
    uint64_t in = TOLV_COUNTS_TOTAL;
    if (at->units.text.length)
        in = dimension == TOLV_NONE ? 0 : TOLV_COUNTS_IN(dimension);
    return row != TOLV_NONE && ledger->rows.counts[row] & in &&
           tolv_joined_owner(at->files.each, at->files.count, of->file, of->row.period) ==
               at->files.count;
}

static void choose(listing_entries *at) {
    int from = month_of(at, &at->from, 0), to = month_of(at, &at->to, INT32_MAX);
    size_t kept = 0;
    for (size_t i = 0; i < at->count; i++) {
        const entry *of = &at->entries[i];
        if (of->row.period >= from && of->row.period <= to && counts(at, of) &&
            (!at->units.text.length || tolv_pattern_fits(&at->units, unit_of(at, of))))
            at->entries[kept++] = *of;
    }
    at->count = kept;
}

static int by_size(const void *a, const void *b) {
    const entry *x = a, *y = b;
    tolv_ore of_x = llabs(x->row.amount), of_y = llabs(y->row.amount);
    if (of_x != of_y)
        return of_x < of_y ? 1 : -1;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* ---- The listing ---- */

static void put(tolv_listing *listing, tolv_language language, const char *sentence,
                const tolv_item *items, size_t count) {
    tolv_writer writer = {.arena = listing->arena};
    tolv_write_sentence(&writer, language, sentence, items, count);
    listing->failed = listing->failed || writer.failed;
    tolv_listing_put(listing, tolv_written(&writer));
}

static void put_entry(const listing_entries *at, tolv_listing *listing, const entry *of) {
    const tolv_joined_file *file = &at->files.each[of->file];
    tolv_language language = at->terminal->language;
    char month[16];
    snprintf(month, sizeof month, "%d-%02d", of->row.period / 100, of->row.period % 100);
    tolv_item items[] = {TOLV_PLAIN(of->line), TOLV_KRONOR(tolv_to_kronor(of->row.amount))};
    tolv_writer place = {.arena = listing->arena};
    tolv_write_string(&place, file->name);
    tolv_write_string(&place, ":");
    tolv_write_item(&place, language, &items[0]);
    listing->failed = listing->failed || place.failed;
    tolv_listing_row(listing);
    tolv_listing_put(listing, (tolv_text){place.bytes, place.length});
    tolv_listing_put_string(listing, month);
    tolv_listing_put(listing, file->ledger->account_codes.texts[of->row.account]);
    tolv_listing_put(listing, unit_of(at, of));
    put(listing, language, "{2}", items, 2);
    if (at->with_texts)
        tolv_listing_put(listing, of->text);
}

static void put_sum(tolv_listing *listing, tolv_language language, const char *sentence,
                    size_t rows, tolv_ore sum) {
    tolv_item items[] = {TOLV_DECIMAL((double)rows), TOLV_KRONOR(tolv_to_kronor(sum))};
    tolv_listing_row(listing);
    put(listing, language, sentence, items, 2);
    for (int i = 0; i < 3; i++)
        tolv_listing_put_string(listing, "");
    put(listing, language, "{2}", items, 2);
}

static bool print_entries(listing_entries *at) {
    static const char *const headings[] = {N_("place"), N_("month"), N_("account"),
                                           N_("unit"),  N_("kr"),    N_("text")};
    tolv_language language = at->terminal->language;
    size_t shown = at->first > 0 ? (size_t)at->first : USUAL;
    tolv_ore sum = 0, rest = 0;
    tolv_listing listing = {
        .arena = &at->arena, .columns = 5 + at->with_texts, .left = 4, .tail = at->with_texts};
    tolv_listing_row(&listing);
    for (size_t i = 0; i < listing.columns; i++)
        put(&listing, language, headings[i], NULL, 0);
    tolv_listing_row(&listing);
    if (at->count)
        qsort(at->entries, at->count, sizeof *at->entries, by_size);
    for (size_t i = 0; i < at->count; i++) {
        sum += at->entries[i].row.amount;
        if (i < shown)
            put_entry(at, &listing, &at->entries[i]);
        else
            rest += at->entries[i].row.amount;
    }
    if (at->count > shown)
        put_sum(&listing, language, N_("{1} more rows"), at->count - shown, rest);
    tolv_listing_row(&listing);
    put_sum(&listing, language, N_("{1} rows in all"), at->count, sum);
    return tolv_listing_print(&listing, at->terminal->output);
}

/* ---- The command ---- */

static bool take_pattern(listing_entries *at, int *argc, char **argv, const char *name,
                         tolv_pattern_form form, tolv_pattern *pattern) {
    const char *text = NULL;
    tolv_text bad;
    if (!tolv_take_option(argc, argv, name, &text))
        return true;
    return (text && !tolv_pattern_read(&at->arena, tolv_text_of(text), form, pattern, &bad)) ||
           tolv_refuse_option(at->terminal, name,
                              N_("after {1} belongs a pattern of codes, such as '30..39;!33'"));
}

static bool take_month(listing_entries *at, int *argc, char **argv, const char *name,
                       tolv_cell *month) {
    const char *text = NULL;
    int period;
    if (!tolv_take_option(argc, argv, name, &text))
        return true;
    *month = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of(text)};
    return (text && tolv_read_month(month, &period)) ||
           tolv_refuse_option(at->terminal, name,
                              N_("after {1} belongs a month: 1 to 12 of the ledger's year, or as "
                                 "2026-03"));
}

static bool take_options(listing_entries *at, int *argc, char **argv) {
    const char *amounts = NULL;
    at->with_texts = tolv_take_option(argc, argv, "--texts", NULL);
    if (tolv_take_option(argc, argv, "--amounts", &amounts)) {
        tolv_cell cell = {.kind = TOLV_TEXT, .text = tolv_text_of(amounts)};
        if (!amounts || !*amounts || !tolv_row_kind_of(&cell, &at->kind))
            return tolv_refuse_option(at->terminal, "--amounts",
                                      N_("after {1} belongs outcome, budget or forecast"));
    }
    return take_pattern(at, argc, argv, "--account", TOLV_PATTERN_ACCOUNTS, &at->accounts) &&
           take_pattern(at, argc, argv, "--unit", TOLV_PATTERN_CODES, &at->units) &&
           take_month(at, argc, argv, "--from", &at->from) &&
           take_month(at, argc, argv, "--to", &at->to) &&
           tolv_take_whole(at->terminal, argc, argv, "--first", 1e6,
                           N_("after {1} belongs a whole number"), &at->first) &&
           tolv_take_ledger_options(at->terminal, argc, argv, &at->options) &&
           tolv_arguments_fit(at->terminal, &tolv_command_entries, argc, argv, 1, TOLV_FILES_MAX);
}

static tolv_exit list_entries(listing_entries *at, char **paths, size_t count) {
    tolv_row_listener listener = {take, decode, at};
    tolv_exit status =
        tolv_ledger_files_read(&at->files, at->terminal, paths, count, &at->options, &listener);
    if (!status) {
        choose(at);
        if (!print_entries(at))
            status = tolv_say_no_memory(at->terminal);
    }
    tolv_ledger_files_close(&at->files);
    return status;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    listing_entries *at = calloc(1, sizeof *at); /* arenas are large, and not to be copied */
    if (!at)
        return tolv_say_no_memory(terminal);
    at->terminal = terminal;
    at->kind = TOLV_ROW_VOUCHER;
    at->from.kind = at->to.kind = TOLV_BLANK;
    tolv_arena_open(&at->arena, NULL);
    tolv_interrupt_watch();
    tolv_exit status =
        take_options(at, &argc, argv) ? list_entries(at, argv, (size_t)argc) : TOLV_EXIT_USAGE;
    tolv_arena_close(&at->arena);
    free(at->entries);
    free(at);
    tolv_interrupt_obey();
    return status;
}

const tolv_command tolv_command_entries = {
    .name = "entries",
    .text = N_("Lists the rows of the files that stand behind a figure, largest first"),
    .usage = N_("LEDGER... [--account PATTERN] [--unit PATTERN] [--from MONTH] [--to MONTH]"),
    .details = N_("--account PATTERN  accounts, such as 4, '30..39;!33'\n"
                  "--unit PATTERN     units' codes, such as 110 or '110..119'\n"
                  "--from, --to MONTH 1 to 12 of the ledger's year, or as 2026-03\n"
                  "--amounts TYPE     outcome (if left out), budget or forecast\n"
                  "--first N          how many rows to show, else 20; all of them are summed\n"
                  "--texts            the rows' texts as well: they may name people\n"
                  "\n"
                  "--type, --key, --year, --split, --dimension, --encoding: as tolv import takes\n"
                  "them.\n"
                  "\n"
                  "tolv entries my-books.se --account 4 --unit 110 --from 1 --to 8\n"),
    .run = run,
};
