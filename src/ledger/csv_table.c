/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/csv_table.h"

#include <string.h>

#include "ledger/csv.h"
#include "ledger/growth.h"

/* All that is held while a table is read. */
typedef struct csv_table {
    const tolv_source *source;
    const tolv_listener *listener;
    tolv_letters letters;
    tolv_csv csv;
    tolv_exported exported;
    tolv_cell cells[TOLV_CSV_COLUMNS];
    char raw[TOLV_LETTERS_BUFFER], text[TOLV_CSV_BUFFER];
} csv_table;

static tolv_reading refuse(const csv_table *table, size_t line, size_t column, const char *sentence,
                           tolv_item first, tolv_item second) {
    tolv_notify(table->listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                                .file = table->source->name,
                                                .line = line,
                                                .column = column,
                                                .sentence = sentence,
                                                .items = {first, second},
                                                .item_count = 2});
    return TOLV_READING_REFUSED;
}

static const tolv_cell *cells_of(csv_table *table, const tolv_csv *record) {
    for (size_t i = 0; i < record->count; i++)
        table->cells[i] = (tolv_cell){.kind = TOLV_TEXT, .text = record->fields[i]};
    return table->cells;
}

/* ---- which separator ---- */

typedef struct attempt {
    csv_table *table;
    tolv_layout layout;
    size_t best; /* columns that are recognised in one row */
    bool found;
} attempt;

static bool look(void *context, const tolv_csv *record) {
    attempt *at = context;
    tolv_heading_fault fault;
    tolv_error error = tolv_layout_read(&at->layout, cells_of(at->table, record), record->count,
                                        &at->table->exported.options->split, &fault);
    at->found = !error;
    at->best = at->layout.recognised > at->best ? at->layout.recognised : at->best;
    return !at->found;
}

/* Offices name it in a first line of its own: "sep=;". Else it is the one that shows headings, or
 * if none does, most of them: so that what is said of them is to the point. */
static char find_separator(csv_table *table) {
    static const char separators[] = ";\t|,", naming[] = "sep=";
    const tolv_csv *csv = &table->csv;
    size_t most = 0, length = sizeof naming - 1;
    char best = separators[0];
    if ((size_t)(csv->filled - csv->next) > length && memcmp(csv->next, naming, length) == 0)
        return csv->next[length];
    for (const char *separator = separators; *separator; separator++) {
        attempt at = {.table = table};
        tolv_csv_try(csv, *separator, TOLV_HEADINGS_WITHIN, look, &at);
        if (at.found)
            return *separator;
        if (at.best > most) {
            most = at.best;
            best = *separator;
        }
    }
    return best;
}

/* ---- reading ---- */

static tolv_reading stopped(const csv_table *table) {
    const tolv_csv *csv = &table->csv;
    if (csv->failure)
        return refuse(table, csv->line, csv->column, csv->failure, csv->item, TOLV_PLAIN(0));
    return refuse(table, csv->line, 0, N_("the file cannot be read further: {1}"),
                  tolv_reason_of(csv->error), TOLV_PLAIN(0));
}

/* An amount such as 1,50 between commas, without quotes, makes a row longer than its headings. */
static bool is_too_long(const csv_table *table) {
    for (size_t i = table->exported.width; i < table->csv.count; i++)
        if (tolv_text_trimmed(table->csv.fields[i]).length)
            return true;
    return false;
}

static tolv_reading read_rows(csv_table *table) {
    tolv_csv *csv = &table->csv;
    tolv_csv_scan scan = TOLV_CSV_END;
    tolv_reading reading = TOLV_READING_DONE;
    while (!reading && (scan = tolv_csv_next(csv)) == TOLV_CSV_READ)
        reading =
            table->exported.begun && is_too_long(table)
                ? refuse(table, csv->line, table->exported.width + 1,
                         N_("the line has {1} columns and the headings {2}: is an amount "
                            "with a comma not in quotation marks?"),
                         TOLV_PLAIN(csv->count), TOLV_PLAIN(table->exported.width))
                : tolv_exported_row(&table->exported, cells_of(table, csv), csv->count, csv->line);
    if (!reading && scan == TOLV_CSV_FAILED)
        reading = stopped(table);
    return reading ? reading : tolv_exported_end(&table->exported);
}

static tolv_reading read_table(csv_table *table) {
    tolv_csv_scan scan = tolv_csv_open(&table->csv, &table->letters, table->text);
    tolv_text first = {table->csv.next, (size_t)(table->csv.filled - table->csv.next)};
    if (scan == TOLV_CSV_END)
        return refuse(table, 0, 0, N_("the file is empty: ask for a new export"), TOLV_PLAIN(0),
                      TOLV_PLAIN(0));
    if (scan == TOLV_CSV_FAILED)
        return stopped(table);
    const char *other = tolv_other_file(first);
    if (other)
        return refuse(table, 0, 0,
                      N_("this is not a table of text but {1}: ask for a CSV export from the "
                         "finance system"),
                      TOLV_WORD(other), TOLV_PLAIN(0));
    table->csv.separator = find_separator(table);
    return read_rows(table);
}

static void tell_encoding(const csv_table *table, tolv_encoding asked) {
    const tolv_letters *letters = &table->letters;
    bool sure = letters->told_by_mark || letters->encoding == TOLV_ENCODING_JUDGED ||
                letters->encoding == TOLV_ENCODING_UTF8;
    if (letters->encoding != asked && !sure)
        tolv_notify(
            table->listener,
            &(tolv_notice){
                .severity = TOLV_NOTE,
                .file = table->source->name,
                .sentence = N_("the letters are read as {1}: name another with --encoding "
                               "if å, ä and ö come out wrong"),
                .items = {TOLV_TEXT_ITEM(tolv_text_of(tolv_encoding_name(letters->encoding)))},
                .item_count = 1});
}

tolv_reading tolv_csv_read(tolv_ledger *ledger, const tolv_source *source, tolv_encoding encoding,
                           const tolv_table_options *options, const tolv_listener *listener) {
    const tolv_memory *memory = ledger->arena.memory;
    csv_table *table = memory->allocate(memory->context, sizeof *table);
    if (!table) {
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = source->name,
                                             .sentence = tolv_error_sentence(TOLV_OUT_OF_MEMORY)});
        return TOLV_READING_NO_MEMORY;
    }
    table->source = source;
    table->listener = listener;
    tolv_letters_open(&table->letters, source, encoding, table->raw);
    tolv_exported_open(&table->exported, ledger, options, source->name, listener);
    tolv_reading reading = read_table(table);
    if (!reading)
        tell_encoding(table, encoding);
    tolv_letters_close(&table->letters);
    tolv_release(memory, table);
    return reading;
}
