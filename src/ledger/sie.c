/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/sie.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ledger/growth.h"
#include "ledger/settle.h"
#include "ledger/sie_rows.h"

/* A file without one record of SIE in so many lines is something else that begins with #. */
enum { LINES_WITHOUT_RECORD = 100 };

/* What a file is that is not SIE, by its first bytes; NULL when it may be SIE. */
static const char *something_else(tolv_text first) {
    const char *other = tolv_other_file(first);
    tolv_text text = tolv_text_trimmed(first);
    char letter = text.length > 1 ? (char)(text.bytes[1] & ~0x20) : 0;
    if (other)
        return other;
    return text.bytes[0] == '#' && letter >= 'A' && letter <= 'Z' ? NULL : N_("some other text");
}

static tolv_reading refuse_other(tolv_sie_reader *reader, const char *other) {
    return tolv_sie_refuse(
        reader, 0,
        N_("this is not a SIE file but {1}: ask for a SIE 4 export from the finance system"),
        TOLV_WORD(other));
}

static tolv_reading stopped(tolv_sie_reader *reader, tolv_sie_scan scan) {
    size_t line = reader->scanner.line;
    switch (scan) {
    case TOLV_SIE_LINE:
    case TOLV_SIE_END:
        break;
    case TOLV_SIE_TOO_LONG:
        return tolv_sie_refuse(
            reader, line,
            N_("the line is longer than {1} bytes: the file is damaged, ask for a new export"),
            TOLV_PLAIN(TOLV_SIE_LINE_MAX));
    case TOLV_SIE_ZERO_BYTE:
        return tolv_sie_refuse(
            reader, line,
            N_("the line holds a zero byte: the file is damaged, ask for a new export"),
            TOLV_PLAIN(0));
    case TOLV_SIE_UNREADABLE:
        return tolv_sie_refuse(reader, line, N_("the file cannot be read further: {1}"),
                               tolv_reason_of(errno));
    }
    return TOLV_READING_DONE;
}

static tolv_reading read_lines(tolv_sie_reader *reader, char *buffer) {
    tolv_sie_scanner *scanner = &reader->scanner;
    tolv_text first;
    tolv_sie_line line;
    tolv_sie_scan scan = tolv_sie_scan_begin(scanner, reader->source, buffer, &first);
    if (scan == TOLV_SIE_END)
        return tolv_sie_refuse(reader, 0, N_("the file is empty: ask for a new export"),
                               TOLV_PLAIN(0));
    const char *other = scan == TOLV_SIE_LINE ? something_else(first) : NULL;
    if (other)
        return refuse_other(reader, other);
    tolv_reading reading = TOLV_READING_DONE;
    while (!reading && scan == TOLV_SIE_LINE &&
           (scan = tolv_sie_next_line(scanner, &line)) == TOLV_SIE_LINE) {
        reading = tolv_sie_record(reader, line);
        if (!reading && !reader->known_records && scanner->line > LINES_WITHOUT_RECORD)
            reading = refuse_other(reader, N_("some other text"));
    }
    if (!reading)
        reading = stopped(reader, scan);
    if (!reading && !reader->known_records)
        reading = refuse_other(reader, N_("some other text"));
    return reading ? reading : tolv_sie_end_rows(reader);
}

/* ---- when all has been read ---- */

static tolv_error decode_codes(const tolv_decoder *decoder, tolv_arena *arena,
                               tolv_dictionary *codes) {
    tolv_error error = TOLV_OK;
    for (uint32_t i = 0; i < codes->count && !error; i++)
        error = tolv_decode(decoder, arena, &codes->texts[i]);
    tolv_dictionary_index(codes);
    return error;
}

static tolv_error decode_all(const tolv_decoder *decoder, tolv_ledger *ledger) {
    tolv_arena *arena = &ledger->arena;
    tolv_error error = tolv_decode(decoder, arena, &ledger->company);
    for (uint32_t i = 0; i < ledger->account_codes.count && !error; i++)
        error = tolv_decode(decoder, arena, &ledger->accounts[i].name);
    if (!error)
        error = decode_codes(decoder, arena, &ledger->account_codes);
    for (uint32_t i = 0; i < ledger->dimension_count && !error; i++) {
        tolv_dimension *in = &ledger->dimensions[i];
        error = tolv_decode(decoder, arena, &in->name);
        for (uint32_t object = 0; object < in->codes.count && !error; object++)
            error = tolv_decode(decoder, arena, &in->names[object]);
        if (!error)
            error = decode_codes(decoder, arena, &in->codes);
    }
    return error;
}

/* A file for import (4I) names no year: the calendar year of its last month is this year. */
static void assume_year(tolv_sie_reader *reader) {
    tolv_ledger *ledger = reader->ledger;
    int last = 0;
    for (uint32_t i = 0; i < ledger->rows.count; i++)
        if (ledger->rows.period[i] > last)
            last = ledger->rows.period[i];
    if (ledger->year_count || last == 0)
        return;
    int year = last / 100;
    ledger->years[ledger->year_count++] = (tolv_financial_year){0, year * 100 + 1, year * 100 + 12};
    tolv_notify(reader->listener,
                &(tolv_notice){.severity = TOLV_NOTE,
                               .file = reader->source->name,
                               .sentence = N_("the file names no financial year: {1} is taken"),
                               .items = {TOLV_PLAIN(year)},
                               .item_count = 1});
}

static void tell_encoding(tolv_sie_reader *reader, tolv_encoding encoding) {
    const tolv_encoding_judge *judge = &reader->scanner.judge;
    bool as_said = reader->says_pc8 && encoding == TOLV_ENCODING_CP437 && judge->latin1 == 0;
    if (judge->high && !as_said)
        tolv_notify(reader->listener,
                    &(tolv_notice){
                        .severity = TOLV_NOTE,
                        .file = reader->source->name,
                        .sentence = N_("the letters are read as {1}: name another with --encoding "
                                       "if å, ä and ö come out wrong"),
                        .items = {TOLV_TEXT_ITEM(tolv_text_of(tolv_encoding_name(encoding)))},
                        .item_count = 1});
}

static void tell_balance(tolv_sie_reader *reader) {
    size_t unbalanced = reader->findings.counts[TOLV_SIE_UNBALANCED];
    if (unbalanced)
        tolv_notify(reader->listener,
                    &(tolv_notice){.severity = TOLV_WARNING,
                                   .file = reader->source->name,
                                   .sentence = N_("vouchers that do not balance: {1} of {2}"),
                                   .items = {TOLV_PLAIN(unbalanced), TOLV_PLAIN(reader->vouchers)},
                                   .item_count = 2});
}

static tolv_reading finish(tolv_sie_reader *reader, tolv_encoding encoding) {
    const tolv_encoding_judge *judge = &reader->scanner.judge;
    if (encoding == TOLV_ENCODING_UTF8 && judge->not_utf8)
        return tolv_sie_refuse(reader, 0,
                               N_("the letters are not UTF-8: name another encoding, or none"),
                               TOLV_PLAIN(0));
    if (encoding == TOLV_ENCODING_JUDGED)
        encoding = tolv_judge_says(judge);
    if (encoding == TOLV_ENCODING_UTF8 && judge->awaited)
        return tolv_sie_refuse(
            reader, reader->scanner.line,
            N_("the file ends in the middle of a letter: it is cut, ask for a new export"),
            TOLV_PLAIN(0));
    const char *file = reader->source->name;
    tolv_decoder decoder;
    tolv_error error = tolv_decoder_open(&decoder, encoding);
    if (!error)
        error = decode_all(&decoder, reader->ledger);
    const tolv_row_listener *listener = reader->ledger->listener;
    if (!error && listener && !listener->decode(listener->context, &decoder))
        error = TOLV_OUT_OF_MEMORY;
    if (!error) {
        tell_encoding(reader, encoding);
        assume_year(reader);
        error = tolv_sie_tell(&reader->findings, &decoder, file, reader->listener);
        tell_balance(reader);
    }
    if (!error)
        error = tolv_ledger_settle(reader->ledger, file, reader->listener);
    tolv_decoder_close(&decoder);
    return error ? TOLV_READING_NO_MEMORY : TOLV_READING_DONE;
}

tolv_reading tolv_sie_read(tolv_ledger *ledger, const tolv_source *source, tolv_encoding encoding,
                           const tolv_listener *listener) {
    const tolv_memory *memory = ledger->arena.memory;
    tolv_sie_reader reader = {.ledger = ledger, .source = source, .listener = listener};
    tolv_reading reading = TOLV_READING_NO_MEMORY;
    tolv_arena_open(&reader.arena, memory);
    reader.findings.arena = &reader.arena;
    ledger->sie_type = 1; /* a file that names none (SIE 4B, 11 #SIETYP) */
    char *buffer = memory->allocate(memory->context, TOLV_SIE_BUFFER);
    if (buffer)
        reading = read_lines(&reader, buffer);
    if (!reading)
        reading = finish(&reader, encoding);
    if (reading == TOLV_READING_NO_MEMORY)
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = source->name,
                                             .sentence = tolv_error_sentence(TOLV_OUT_OF_MEMORY)});
    tolv_release(memory, buffer);
    tolv_release(memory, reader.combinations);
    tolv_dictionary_close(&reader.lists, memory);
    tolv_arena_close(&reader.arena);
    return reading;
}

/* ---- files ---- */

static ptrdiff_t read_stream(void *context, char *bytes, size_t room) {
    size_t got = fread(bytes, 1, room, context);
    return got == 0 && ferror((FILE *)context) ? -1 : (ptrdiff_t)got;
}

tolv_reading tolv_sie_read_file(tolv_ledger *ledger, const char *path, tolv_encoding encoding,
                                const tolv_listener *listener) {
    bool standard = strcmp(path, "-") == 0;
    FILE *stream = standard ? stdin : fopen(path, "rb");
    if (!stream) {
        tolv_notify(listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                             .file = path,
                                             .sentence = N_("the file cannot be opened: {1}"),
                                             .items = {tolv_reason_of(errno)},
                                             .item_count = 1});
        return TOLV_READING_REFUSED;
    }
    setvbuf(stream, NULL, _IONBF, 0); /* the reader has a buffer of its own */
    tolv_source source = {path, read_stream, stream};
    tolv_reading reading = tolv_sie_read(ledger, &source, encoding, listener);
    if (!standard)
        fclose(stream);
    return reading;
}
