/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ods/markup.h"
#include "ods/number.h"

enum { NUMBER_LENGTH = 64 };

typedef struct reader {
    const tolv_document *document;
    tolv_arena *arena;
    const char *at, *end;
    char separator;
    bool decimal_comma;
    size_t line;
    tolv_input *fields;
    tolv_input_row *rows;
    size_t field_count, field_room, row_count, row_room;
} reader;

static bool refuse(const reader *from, const char *sentence, tolv_item item) {
    tolv_notice notice = {.severity = TOLV_FAILURE,
                          .file = from->document->path,
                          .line = from->line,
                          .sentence = sentence,
                          .items = {item},
                          .item_count = 1};
    tolv_notify(&from->document->listener, &notice);
    return false;
}

/* ---- Words ---- */

static bool is_word(tolv_text text, const char *lower, const char *upper) {
    return text.length == strlen(lower) && (memcmp(text.bytes, lower, text.length) == 0 ||
                                            memcmp(text.bytes, upper, text.length) == 0);
}

/* Codes have leading zeros, telephone numbers a leading plus sign: they are names, not numbers. */
static bool is_code(tolv_text word) {
    size_t first = word.length > 0 && word.bytes[0] == '-';
    bool zero = word.length > first + 1 && word.bytes[first] == '0' &&
                word.bytes[first + 1] >= '0' && word.bytes[first + 1] <= '9';
    return zero || (word.length > 0 && word.bytes[0] == '+');
}

tolv_input tolv_input_of(tolv_text word) {
    tolv_input input = {.kind = TOLV_CELL_TEXT, .text = word};
    if (word.length == 0)
        input.kind = TOLV_CELL_BLANK;
    else if (!is_code(word) && tolv_number_read(word, &input.number))
        input.kind = TOLV_CELL_NUMBER;
    else if (tolv_date_read(word, &input.number))
        input.kind = TOLV_CELL_DATE;
    else if (tolv_duration_read(word, &input.number))
        input.kind = TOLV_CELL_TIME;
    else if (is_word(word, "true", "TRUE") || is_word(word, "false", "FALSE")) {
        input.kind = TOLV_CELL_BOOLEAN;
        input.number = word.length == 4;
    }
    return input;
}

/* "12,5" is a number where the comma is the decimal sign, and else a number that would be lost. */
static bool take_comma(const reader *from, tolv_text word, tolv_input *input) {
    char pointed[NUMBER_LENGTH];
    double number;
    const char *comma = word.length < NUMBER_LENGTH ? memchr(word.bytes, ',', word.length) : NULL;
    if (from->decimal_comma && input->kind == TOLV_CELL_NUMBER &&
        memchr(word.bytes, '.', word.length))
        *input = (tolv_input){.kind = TOLV_CELL_TEXT, .text = word};
    if (!comma || is_code(word))
        return true;
    memcpy(pointed, word.bytes, word.length);
    pointed[comma - word.bytes] = '.';
    if (!tolv_number_read((tolv_text){pointed, word.length}, &number))
        return true;
    if (!from->decimal_comma)
        return refuse(from,
                      N_("“{1}” has a decimal comma: write a point, say --decimal-comma, or put it "
                         "in quotation marks if it is a text"),
                      TOLV_TEXT_ITEM(word));
    *input = (tolv_input){.kind = TOLV_CELL_NUMBER, .number = number, .text = word};
    return true;
}

/* ---- Fields and rows ---- */

static void *grow(reader *from, void *old, size_t count, size_t *room, size_t size) {
    void *grown = tolv_arena_with_room(from->arena, old, count, room, size);
    if (!grown)
        tolv_refuse_memory(from->document);
    return grown;
}

static bool add_field(reader *from, const tolv_input *field) {
    tolv_input *grown =
        grow(from, from->fields, from->field_count, &from->field_room, sizeof *from->fields);
    if (!grown)
        return false;
    from->fields = grown;
    from->fields[from->field_count++] = *field;
    return true;
}

static bool add_row(reader *from, size_t line, size_t first) {
    tolv_input_row *grown =
        grow(from, from->rows, from->row_count, &from->row_room, sizeof *from->rows);
    if (!grown)
        return false;
    from->rows = grown;
    from->rows[from->row_count++] = (tolv_input_row){line, first, from->field_count - first};
    return true;
}

static bool is_line_end(char byte) {
    return byte == '\n' || byte == '\r';
}

/* A text in quotation marks, in which two of them are one; written over itself. */
static bool read_quoted(reader *from, tolv_input *field) {
    const char *begin = ++from->at;
    char *to = (char *)(uintptr_t)begin; /* the file's bytes are ours */
    size_t line = from->line;
    for (;; from->at++) {
        if (from->at == from->end) {
            from->line = line;
            return refuse(from, N_("a quotation mark opens here, and none closes it"),
                          TOLV_PLAIN(0));
        }
        if (*from->at == '"' && (++from->at == from->end || *from->at != '"'))
            break;
        from->line += *from->at == '\n';
        if (*from->at != '\r' || from->at + 1 == from->end || from->at[1] != '\n')
            *to++ = *from->at; /* a line ends with "\n" in a cell */
    }
    tolv_text text = {begin, (size_t)(to - begin)};
    *field = (tolv_input){.kind = text.length ? TOLV_CELL_TEXT : TOLV_CELL_BLANK, .text = text};
    return from->at == from->end || *from->at == from->separator || is_line_end(*from->at) ||
           refuse(from, N_("something stands after the closing quotation mark of “{1}”"),
                  TOLV_TEXT_ITEM(text));
}

static bool read_field(reader *from, tolv_input *field) {
    if (from->at < from->end && *from->at == '"')
        return read_quoted(from, field);
    const char *begin = from->at;
    while (from->at < from->end && *from->at != from->separator && !is_line_end(*from->at))
        from->at++;
    tolv_text word = {begin, (size_t)(from->at - begin)};
    *field = tolv_input_of(word);
    return take_comma(from, word, field);
}

static bool read_row(reader *from) {
    size_t line = from->line, first = from->field_count;
    uint64_t limit = tolv_document_limits_of(from->document)->text;
    tolv_input field;
    bool more = true, empty = true;
    while (more) {
        if (!read_field(from, &field))
            return false;
        if (!tolv_is_writable(field.text))
            return refuse(from, N_("a cell cannot hold this text: save the file as UTF-8"),
                          TOLV_TEXT_ITEM(field.text));
        if (field.text.length > limit)
            return refuse(from, N_("a text is longer than {1} bytes"), TOLV_PLAIN(limit));
        if (!add_field(from, &field))
            return false;
        empty = empty && field.kind == TOLV_CELL_BLANK;
        more = from->at < from->end && *from->at == from->separator;
        from->at += more;
    }
    if (from->at < from->end && *from->at == '\r')
        from->at++;
    if (from->at < from->end && *from->at == '\n')
        from->at++;
    from->line++;
    if (empty)
        from->field_count = first;
    return empty || add_row(from, line, first);
}

/* ---- The file ---- */

static bool load(reader *from) {
    uint64_t limit = tolv_document_limits_of(from->document)->part;
    FILE *file = fopen(from->document->path, "rb");
    if (!file)
        return tolv_refuse(from->document, NULL,
                           errno == ENOENT ? N_("there is no such file")
                                           : N_("it cannot be opened: look at its permissions"),
                           NULL, 0);
    char *bytes = NULL;
    size_t length = 0, room = 0;
    bool fits = true;
    do {
        size_t wanted = room ? room * 2 : 1 << 16;
        char *grown = wanted <= limit * 2 ? tolv_arena_take(from->arena, wanted, 1) : NULL;
        fits = grown != NULL;
        if (fits && length)
            memcpy(grown, bytes, length);
        if (fits) {
            bytes = grown;
            room = wanted;
            length += fread(bytes + length, 1, room - length, file);
        }
    } while (fits && length == room);
    bool whole = fits && !ferror(file);
    fclose(file);
    from->at = bytes;
    from->end = bytes + length;
    if (!fits)
        return tolv_refuse_memory(from->document);
    return whole || tolv_refuse(from->document, NULL, N_("it cannot be read to its end"), NULL, 0);
}

/* The first of them outside quotation marks. */
static char separator_of(const reader *from) {
    bool quoted = false;
    for (const char *at = from->at; at < from->end; at++) {
        quoted = quoted != (*at == '"');
        if (!quoted && (*at == ';' || *at == ',' || *at == '\t'))
            return *at;
    }
    return ';';
}

bool tolv_input_read(const tolv_document *document, bool decimal_comma, tolv_arena *arena,
                     tolv_input_table *table) {
    static const char mark[] = "\xEF\xBB\xBF";
    reader from = {.document = document, .arena = arena, .decimal_comma = decimal_comma, .line = 1};
    if (!load(&from))
        return false;
    if (from.end - from.at >= 3 && memcmp(from.at, mark, 3) == 0)
        from.at += 3;
    from.separator = separator_of(&from);
    while (from.at < from.end)
        if (!read_row(&from))
            return false;
    *table = (tolv_input_table){from.fields, from.rows, from.row_count};
    return true;
}
