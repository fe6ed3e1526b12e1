/* SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cli/dimension.h"
#include "cli/interrupt.h"
#include "cli/ledger_files.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "ledger/entries.h"
#include "ledger/trace.h"

enum { USUAL = 20 /* rows */ };

/* Where a row was read, and its text. */
typedef struct place {
    size_t line;
    tolv_text text;
} place;

typedef struct listing_entries {
    const tolv_terminal *terminal;
    tolv_ledger_options options;
    tolv_ledger_files files;
    tolv_arena arena;
    const char *account, *unit, *units; /* NULL: not said */
    tolv_pattern accounts;              /* what `account` takes; without text: all */
    const char *fields[TOLV_FIELDS];    /* patterns of further fields */
    bool with_texts;
    tolv_amount_type type;
    tolv_row_kind kind; /* of the type */
    double first;       /* rows to show */
    int from, to;       /* months; 0: not said */
    tolv_read_row *rows;
    place *places; /* of the rows */
    size_t count, room;
} listing_entries;

/* The fields that rows can be asked for by, beside account and unit. */
static const struct {
    const char *option;
    tolv_field field;
} further[] = {{"--activity", TOLV_FIELD_ACTIVITY},
               {"--project", TOLV_FIELD_PROJECT},
               {"--counterpart", TOLV_FIELD_COUNTERPART},
               {"--object", TOLV_FIELD_OBJECT}};
enum { FURTHER = sizeof further / sizeof *further };

/* ---- While files are read ---- */

static bool grow(void **array, size_t room, size_t size) {
    void *grown = room <= SIZE_MAX / size ? realloc(*array, room * size) : NULL;
    *array = grown ? grown : *array;
    return grown;
}

static bool make_room(listing_entries *at) {
    size_t room = at->room ? 2 * at->room : 256;
    void *rows = at->rows, *places = at->places;
    if (at->count < at->room)
        return true;
    bool grown = grow(&rows, room, sizeof *at->rows) && grow(&places, room, sizeof *at->places);
    at->rows = rows;
    at->places = places;
    at->room = grown ? room : at->room;
    return grown;
}

/* Which file is being read: the last that has been begun. */
static size_t file_being_read(const listing_entries *at) {
    size_t file = 0;
    while (file + 1 < at->files.count && at->files.each[file + 1].ledger)
        file++;
    return file;
}

/* Rows of other accounts and kinds are behind no figure that is asked for. */
static bool take(void *context, const tolv_row *row, size_t line, tolv_text text) {
    listing_entries *at = context;
    size_t file = file_being_read(at);
    const tolv_ledger *ledger = at->files.each[file].ledger;
    tolv_row_kind kind = row->kind == TOLV_ROW_BALANCE ? TOLV_ROW_VOUCHER : row->kind;
    if (kind != at->kind ||
        (at->accounts.text.length &&
         !tolv_pattern_fits(&at->accounts, ledger->account_codes.texts[row->account])))
        return true;
    if (!make_room(at))
        return false;
    place *to = &at->places[at->count];
    *to = (place){line, tolv_text_of("")};
    char *bytes = at->with_texts ? tolv_arena_take(&at->arena, text.length, 1) : NULL;
    if (at->with_texts && !bytes)
        return false;
    if (bytes && text.length)
        memcpy(bytes, text.bytes, text.length);
    if (bytes)
        to->text = (tolv_text){bytes, text.length};
    at->rows[at->count++] = (tolv_read_row){*row, file};
    return true;
}

static bool decode(void *context, const struct tolv_decoder *decoder) {
    listing_entries *at = context;
    size_t file = file_being_read(at);
    for (size_t i = at->count; i > 0 && at->rows[i - 1].file == file; i--)
        if (tolv_decode(decoder, &at->arena, &at->places[i - 1].text))
            return false;
    return true;
}

/* ---- The listing ---- */

static void put(tolv_listing *listing, tolv_language language, const char *sentence,
                const tolv_item *items, size_t count) {
    tolv_writer writer = {.arena = listing->arena};
    tolv_write_sentence(&writer, language, sentence, items, count);
    listing->failed = listing->failed || writer.failed;
    tolv_listing_put(listing, tolv_written(&writer));
}

enum { MONTH_ROOM = 16 };

static tolv_text month_text(int period, char text[MONTH_ROOM]) {
    int length = snprintf(text, MONTH_ROOM, "%d-%02d", period / 100, period % 100);
    return (tolv_text){text, (size_t)length};
}

/* Of a total that stands beside its parts, what they leave of it is no row of the file. */
static void put_entry(const listing_entries *at, tolv_listing *listing, const tolv_entry *entry) {
    const tolv_books *books = &at->files.books;
    const tolv_ledger *ledger = &books->ledger;
    size_t number = books->sources.row[entry->source];
    const tolv_read_row *read = &at->rows[number];
    tolv_row row = tolv_ledger_row(ledger, books->sources.booked[entry->source]);
    tolv_language language = at->terminal->language;
    char month[MONTH_ROOM];
    tolv_item items[] = {TOLV_PLAIN(at->places[number].line),
                         TOLV_KRONOR(tolv_to_kronor(entry->amount))};
    tolv_writer place = {.arena = listing->arena};
    tolv_write_string(&place, at->files.each[read->file].name);
    tolv_write_string(&place, ":");
    tolv_write_item(&place, language, &items[0]);
    listing->failed = listing->failed || place.failed;
    tolv_listing_row(listing);
    tolv_listing_put(listing, tolv_written(&place));
    tolv_listing_put(listing, month_text(row.period, month));
    tolv_listing_put(listing, ledger->account_codes.texts[row.account]);
    uint32_t unit = books->units == TOLV_NONE
                        ? TOLV_NONE
                        : tolv_ledger_object_of(ledger, row.combination, books->units);
    if (unit != TOLV_NONE)
        tolv_listing_put(listing, ledger->dimensions[books->units].codes.texts[unit]);
    else
        put(listing, language, entry->amount == read->row.amount ? "" : N_("on no unit"), NULL, 0);
    put(listing, language, "{2}", items, 2);
    if (at->with_texts)
        tolv_listing_put(listing, at->places[number].text);
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

static bool print_entries(listing_entries *at, const tolv_entries *entries) {
    static const char *const headings[] = {N_("place"), N_("month"), N_("account"),
                                           N_("unit"),  N_("kr"),    N_("text")};
    tolv_language language = at->terminal->language;
    tolv_ore sum = entries->rest;
    tolv_listing listing = {
        .arena = &at->arena, .columns = 5 + at->with_texts, .left = 4, .tail = at->with_texts};
    tolv_listing_row(&listing);
    for (size_t i = 0; i < listing.columns; i++)
        put(&listing, language, headings[i], NULL, 0);
    tolv_listing_row(&listing);
    for (size_t i = 0; i < entries->count; i++) {
        sum += entries->entries[i].amount;
        put_entry(at, &listing, &entries->entries[i]);
    }
    if (entries->rest_count)
        put_sum(&listing, language, N_("{1} more rows"), entries->rest_count, entries->rest);
    tolv_listing_row(&listing);
    put_sum(&listing, language, N_("{1} rows in all"), entries->count + entries->rest_count, sum);
    return tolv_listing_print(&listing, at->terminal->output);
}

/* ---- The question ---- */

static tolv_exit refuse_text(const listing_entries *at, const char *sentence, tolv_text text) {
    tolv_say_that(at->terminal, sentence, &TOLV_TEXT_ITEM(text), 1);
    return TOLV_EXIT_FILE;
}

static tolv_exit refuse_missing(const listing_entries *at, tolv_text text) {
    return refuse_text(at, N_("the ledger has no “{1}”: compare the spelling"), text);
}

static tolv_exit refuse_span(const listing_entries *at, int from, int to) {
    char months[2][MONTH_ROOM];
    const tolv_item items[] = {TOLV_TEXT_ITEM(month_text(from, months[0])),
                               TOLV_TEXT_ITEM(month_text(to, months[1]))};
    tolv_say_that(at->terminal, tolv_error_sentence(TOLV_SPAN_BACKWARDS), items, 2);
    return TOLV_EXIT_USAGE;
}

static bool is_pattern(tolv_text text) {
    for (size_t i = 0; i < text.length; i++)
        if (strchr("!*;", text.bytes[i]) || (i > 0 && memcmp(text.bytes + i - 1, "..", 2) == 0))
            return true;
    return false;
}

/* A unit's code takes all below it, as in BOOKED; any other text is a pattern of codes. */
static tolv_exit ask_unit(const listing_entries *at, tolv_question *question, tolv_filter *filter) {
    size_t line;
    tolv_text unit = tolv_text_of(at->unit ? at->unit : "");
    question->unit = unit;
    if (tolv_books_unit(&at->files.books, unit, &line) == TOLV_OK)
        return TOLV_EXIT_DONE;
    if (!is_pattern(unit))
        return refuse_missing(at, unit);
    question->unit = tolv_text_of("");
    *filter = (tolv_filter){tolv_text_of("unit"), unit};
    return TOLV_EXIT_DONE;
}

static tolv_exit refuse_filter(const listing_entries *at, tolv_error error,
                               const tolv_filter_fault *fault) {
    return error == TOLV_OUT_OF_MEMORY ? tolv_say_no_memory(at->terminal)
           : error == TOLV_NOT_FOUND   ? refuse_missing(at, fault->text)
                                       : refuse_text(at, tolv_error_sentence(error), fault->text);
}

static tolv_exit answer(listing_entries *at) {
    tolv_books *books = &at->files.books;
    tolv_filter filters[FURTHER + 2] = {{tolv_text_of("account"), at->accounts.text}};
    tolv_filter_fault fault;
    tolv_entries entries;
    size_t last = books->month_count ? books->month_count - 1 : 0;
    tolv_question question = {
        .type = at->type,
        .filters = filters,
        .filter_count = FURTHER + 2,
        .from = at->from || !books->month_count ? at->from : books->months[0],
        .to = at->to || !books->month_count ? at->to : books->months[last],
    };
    for (size_t i = 0; i < FURTHER; i++)
        filters[i + 1] = (tolv_filter){tolv_text_of(further[i].option + 2),
                                       tolv_text_of(at->fields[i] ? at->fields[i] : "")};
    tolv_exit status = ask_unit(at, &question, &filters[FURTHER + 1]);
    if (status)
        return status;
    int from = tolv_ledger_month(&books->ledger, question.from);
    int to = tolv_ledger_month(&books->ledger, question.to);
    if (at->from && at->to && from > to)
        return refuse_span(at, from, to);
    size_t shown = at->first > 0 ? (size_t)at->first : USUAL;
    tolv_error error = tolv_entries_list(&entries, &at->arena, books, &question, shown, &fault);
    if (error)
        return refuse_filter(at, error, &fault);
    return print_entries(at, &entries) ? TOLV_EXIT_DONE : tolv_say_no_memory(at->terminal);
}

/* ---- The command ---- */

static bool take_text(const listing_entries *at, int *argc, char **argv, const char *name,
                      const char **text, const char *sentence) {
    return !tolv_take_option(argc, argv, name, text) || (*text && **text) ||
           tolv_refuse_option(at->terminal, name, sentence);
}

static bool take_pattern(listing_entries *at, int *argc, char **argv, const char *name,
                         tolv_pattern_form form, tolv_pattern *pattern, const char **text) {
    static const char sentence[] = N_("after {1} belongs a pattern of codes, such as '30..39;!33'");
    tolv_text bad;
    return take_text(at, argc, argv, name, text, sentence) &&
           (!*text || !tolv_pattern_read(&at->arena, tolv_text_of(*text), form, pattern, &bad) ||
            tolv_refuse_option(at->terminal, name, sentence));
}

static bool take_month(listing_entries *at, int *argc, char **argv, const char *name, int *month) {
    const char *text = NULL;
    if (!tolv_take_option(argc, argv, name, &text))
        return true;
    const tolv_cell cell = {.kind = TOLV_TEXT, .text = tolv_text_of(text ? text : "")};
    return tolv_read_month(&cell, month) ||
           tolv_refuse_option(at->terminal, name,
                              N_("after {1} belongs a month: 1 to 12 of the ledger's year, or as "
                                 "2026-03"));
}

static bool take_type(listing_entries *at, int *argc, char **argv) {
    static const tolv_amount_type types[TOLV_ROW_KINDS] = {[TOLV_ROW_VOUCHER] = TOLV_AMOUNT_OUTCOME,
                                                           [TOLV_ROW_BUDGET] = TOLV_AMOUNT_BUDGET,
                                                           [TOLV_ROW_FORECAST] =
                                                               TOLV_AMOUNT_FORECAST};
    const char *amounts = NULL;
    bool given = tolv_take_option(argc, argv, "--amounts", &amounts);
    tolv_cell cell = {.kind = TOLV_TEXT, .text = tolv_text_of(amounts ? amounts : "")};
    at->kind = TOLV_ROW_VOUCHER;
    if (given && (!cell.text.length || !tolv_row_kind_of(&cell, &at->kind)))
        return tolv_refuse_option(at->terminal, "--amounts",
                                  N_("after {1} belongs outcome, budget or forecast"));
    at->type = types[at->kind];
    return true;
}

static bool take_patterns(listing_entries *at, int *argc, char **argv) {
    tolv_pattern pattern;
    bool taken = take_pattern(at, argc, argv, "--account", TOLV_PATTERN_ACCOUNTS, &at->accounts,
                              &at->account) &&
                 take_pattern(at, argc, argv, "--unit", TOLV_PATTERN_CODES, &pattern, &at->unit);
    for (size_t i = 0; i < FURTHER && taken; i++)
        taken = take_pattern(at, argc, argv, further[i].option, TOLV_PATTERN_CODES, &pattern,
                             &at->fields[i]);
    return taken;
}

static bool take_options(listing_entries *at, int *argc, char **argv) {
    at->with_texts = tolv_take_option(argc, argv, "--texts", NULL);
    return take_type(at, argc, argv) && take_patterns(at, argc, argv) &&
           take_text(at, argc, argv, "--units", &at->units,
                     N_("after {1} belongs the name of a file")) &&
           take_month(at, argc, argv, "--from", &at->from) &&
           take_month(at, argc, argv, "--to", &at->to) &&
           tolv_take_whole(at->terminal, argc, argv, "--first", 1e6,
                           N_("after {1} belongs a whole number"), &at->first) &&
           tolv_take_ledger_options(at->terminal, argc, argv, &at->options) &&
           tolv_arguments_fit(at->terminal, &tolv_command_entries, argc, argv, 1, TOLV_FILES_MAX);
}

static tolv_exit list_entries(listing_entries *at, char **paths, size_t count) {
    tolv_row_listener listener = {take, decode, at};
    tolv_contacts contacts = {.count = 0};
    tolv_ledger_files *files = &at->files;
    tolv_exit status =
        tolv_ledger_files_read(files, at->terminal, paths, count, &at->options, &listener);
    if (!status && !tolv_check_dimension(at->terminal, files->ledger, paths[0], files->dimension))
        status = TOLV_EXIT_FILE;
    if (!status)
        status = tolv_ledger_files_trace(files, at->rows, at->count);
    if (!status)
        status = tolv_ledger_files_finish(files, at->units, &contacts);
    if (!status)
        status = answer(at);
    tolv_ledger_files_close(files);
    return status;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    listing_entries *at = calloc(1, sizeof *at); /* arenas are large, and not to be copied */
    if (!at)
        return tolv_say_no_memory(terminal);
    at->terminal = terminal;
    tolv_arena_open(&at->arena, NULL);
    tolv_interrupt_watch();
    tolv_exit status =
        take_options(at, &argc, argv) ? list_entries(at, argv, (size_t)argc) : TOLV_EXIT_USAGE;
    tolv_arena_close(&at->arena);
    free(at->rows);
    free(at->places);
    free(at);
    tolv_interrupt_obey();
    return status;
}

const tolv_command tolv_command_entries = {
    .name = "entries",
    .text = N_("Lists the rows of the files that stand behind a figure, largest first"),
    .usage = N_("LEDGER... [--account PATTERN] [--unit UNIT] [--from MONTH] [--to MONTH]"),
    .details = N_("--account PATTERN  accounts, such as 4, '30..39;!33'\n"
                  "--unit UNIT        a unit with all below it, such as 110, or a pattern of\n"
                  "                   units' codes: '110..119'\n"
                  "--units TABLE      which unit is above which, as tolv report takes it\n"
                  "--activity, --project, --counterpart, --object PATTERN\n"
                  "                   the codes of other columns\n"
                  "--from, --to MONTH 1 to 12 of the ledger's year, or as 2026-03\n"
                  "--amounts TYPE     outcome (if left out), budget or forecast\n"
                  "--first N          how many rows to show, else 20; all of them are summed\n"
                  "--texts            the rows' texts as well: they may name people\n"
                  "\n"
                  "--changes, --version, --decided, --type, --key, --year, --dates, --split,\n"
                  "--dimension, --encoding: as tolv import takes them.\n"
                  "\n"
                  "tolv entries my-books.se --account 4 --unit 110 --from 1 --to 8\n"),
    .run = run,
};
