/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/csv.h"

#include <errno.h>
#include <string.h>

static const char quote = '"';

static void refill(tolv_csv *csv) {
    size_t left = (size_t)(csv->filled - csv->next);
    memmove(csv->buffer, csv->next, left);
    csv->next = csv->buffer;
    csv->filled = csv->buffer + left;
    while (!csv->ended && csv->filled + TOLV_LETTERS_LEAST <= csv->buffer + TOLV_CSV_BUFFER) {
        size_t room = (size_t)(csv->buffer + TOLV_CSV_BUFFER - csv->filled);
        ptrdiff_t got = tolv_letters_read(csv->letters, csv->filled, room);
        csv->broken = got < 0;
        csv->error = errno;
        csv->ended = got <= 0;
        csv->filled += got > 0 ? got : 0;
    }
}

static tolv_csv_scan cannot_go_on(tolv_csv *csv) {
    csv->failure = csv->letters->failure;
    csv->column = 0;
    return TOLV_CSV_FAILED;
}

tolv_csv_scan tolv_csv_open(tolv_csv *csv, tolv_letters *letters, char *buffer) {
    csv->letters = letters;
    csv->separator = ';';
    csv->buffer = csv->next = csv->filled = buffer;
    csv->ended = csv->broken = false;
    csv->line = csv->next_line = 1;
    csv->failure = NULL;
    csv->column = csv->count = 0;
    refill(csv);
    if (csv->filled > csv->buffer)
        return TOLV_CSV_READ;
    return csv->broken ? cannot_go_on(csv) : TOLV_CSV_END;
}

/* ---- one record ---- */

typedef enum ending { WHOLE, NOT_WHOLE, WRONG } ending;

static ending fail(tolv_csv *csv, const char *sentence, tolv_item item) {
    csv->failure = sentence;
    csv->item = item;
    csv->column = csv->count + 1;
    return WRONG;
}

/* The end of a field in quotes: just past the quote that closes it, NULL when it is not closed. */
static char *end_of_quoted(tolv_csv *csv, char *at) {
    for (at++; at < csv->filled; at++) {
        if (*at == '\n')
            csv->next_line++;
        if (*at != quote)
            continue;
        if (at + 1 == csv->filled || at[1] != quote)
            return at + 1;
        at++;
    }
    return NULL;
}

static bool ends_field(const tolv_csv *csv, const char *at) {
    return at == csv->filled || *at == csv->separator || *at == '\n' || *at == '\r';
}

static char *end_of_plain(const tolv_csv *csv, char *at) {
    while (!ends_field(csv, at))
        at++;
    return at;
}

/* Finds the fields of the record that begins at `next`, changing nothing in it. A record at the end
 * of the buffer is whole when the file has ended. */
static ending find_fields(tolv_csv *csv) {
    char *at = csv->next;
    csv->count = 0;
    csv->next_line = csv->line;
    for (;;) {
        bool quoted = at < csv->filled && *at == quote;
        char *from = at, *end = quoted ? end_of_quoted(csv, at) : end_of_plain(csv, at);
        if (!end)
            return csv->ended ? fail(csv,
                                     N_("the quotation mark that begins the cell is never closed: "
                                        "close it, or ask for a new export"),
                                     TOLV_PLAIN(0))
                              : NOT_WHOLE;
        if (!ends_field(csv, end))
            return fail(csv,
                        N_("“{1}” stands after the quotation mark that closes the cell: put all of "
                           "it in quotation marks, doubling those inside"),
                        TOLV_TEXT_ITEM(((tolv_text){end, 1})));
        if (csv->count == TOLV_CSV_COLUMNS)
            return fail(csv, N_("the line has more than {1} columns: is this a ledger?"),
                        TOLV_PLAIN(TOLV_CSV_COLUMNS));
        csv->fields[csv->count++] =
            (tolv_text){from + quoted, (size_t)(end - from) - 2 * (size_t)quoted};
        at = end;
        if (at == csv->filled || *at != csv->separator)
            break;
        at++;
    }
    if (at == csv->filled && !csv->ended)
        return NOT_WHOLE;
    if (at < csv->filled && *at == '\r') {
        if (at + 1 == csv->filled && !csv->ended)
            return NOT_WHOLE;
        at += at + 1 < csv->filled && at[1] == '\n';
    }
    if (at < csv->filled)
        at++;
    csv->next = at;
    csv->next_line++;
    return WHOLE;
}

static bool is_empty(const tolv_csv *csv) {
    return csv->count == 1 && csv->fields[0].length == 0;
}

/* "" becomes ". Only a field in quotes can hold one that is doubled. */
static void undouble(tolv_text *field) {
    char *to = memchr(field->bytes, quote, field->length);
    if (!to || to == field->bytes + field->length - 1 || to[1] != quote)
        return;
    const char *end = field->bytes + field->length;
    for (const char *from = to; from < end; from++) {
        *to++ = *from;
        from += *from == quote && from + 1 < end && from[1] == quote;
    }
    field->length = (size_t)(to - field->bytes);
}

tolv_csv_scan tolv_csv_next(tolv_csv *csv) {
    for (;;) {
        csv->line = csv->next_line;
        ending ended = find_fields(csv);
        bool last = csv->next == csv->filled && csv->ended;
        bool cut = last && (is_empty(csv) || !strchr("\r\n", csv->next[-1]));
        if (ended == WRONG || (csv->broken && (ended == NOT_WHOLE || cut)))
            return ended == WRONG && !csv->broken ? TOLV_CSV_FAILED : cannot_go_on(csv);
        if (ended == WHOLE && is_empty(csv) && last)
            return TOLV_CSV_END;
        if (ended == WHOLE && !is_empty(csv))
            break;
        if (ended == WHOLE)
            continue;
        if (csv->filled - csv->next > TOLV_CSV_RECORD) {
            csv->column = 0;
            csv->failure = N_("the line is longer than {1} bytes: is a quotation mark missing, or "
                              "the file damaged?");
            csv->item = TOLV_PLAIN(TOLV_CSV_RECORD);
            return TOLV_CSV_FAILED;
        }
        refill(csv);
        csv->next_line = csv->line;
    }
    for (size_t i = 0; i < csv->count; i++)
        if (csv->fields[i].bytes > csv->buffer && csv->fields[i].bytes[-1] == quote)
            undouble(&csv->fields[i]);
    return TOLV_CSV_READ;
}

void tolv_csv_try(const tolv_csv *csv, char separator, size_t most,
                  bool (*take)(void *context, const tolv_csv *record), void *context) {
    tolv_csv sample = *csv;
    sample.separator = separator;
    if (sample.filled - sample.next > TOLV_CSV_SAMPLE) {
        sample.filled = sample.next + TOLV_CSV_SAMPLE;
        sample.ended = false;
    }
    while (most > 0) {
        sample.line = sample.next_line;
        if (find_fields(&sample) != WHOLE || (sample.next == sample.filled && is_empty(&sample)))
            return;
        if (!is_empty(&sample) && (most--, !take(context, &sample)))
            return;
    }
}
