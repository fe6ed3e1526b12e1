/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/markup.h"

#include <stdio.h>
#include <string.h>

#include "ods/number.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* The bytes of the character that begins here, if XML may hold it; else 0. */
static size_t character_length(const unsigned char *at, size_t left) {
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (*at < 0x80)
        return *at >= 0x20 || *at == '\t' || *at == '\n' || *at == '\r';
    size_t length = *at >= 0xF0 ? 4 : *at >= 0xE0 ? 3 : *at >= 0xC0 ? 2 : 0;
    if (length == 0 || length > left || *at > 0xF4)
        return 0;
    unsigned code = *at & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (at[i] & 0x3F);
    }
    bool forbidden = code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ||
                     code == 0xFFFE || code == 0xFFFF;
    return forbidden ? 0 : length;
}

bool tolv_is_writable(tolv_text text) {
    size_t length = 1;
    for (size_t at = 0; at < text.length && length > 0; at += length)
        length = character_length((const unsigned char *)text.bytes + at, text.length - at);
    return length > 0;
}

static const char *escape_of(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&apos;"; /* as offices write it */
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

void tolv_write_escaped(tolv_writer *writer, tolv_text text) {
    size_t plain = 0, at = 0;
    while (at < text.length) {
        size_t length = character_length((const unsigned char *)text.bytes + at, text.length - at);
        const char *escape = length ? escape_of(text.bytes[at]) : REPLACEMENT;
        size_t next = at + (length ? length : 1);
        if (escape) {
            tolv_write(writer, (tolv_text){text.bytes + plain, at - plain});
            tolv_write_string(writer, escape);
            plain = next;
        }
        at = next;
    }
    tolv_write(writer, (tolv_text){text.bytes + plain, text.length - plain});
}

static void write_spaces(tolv_writer *writer, size_t count) {
    char element[48];
    snprintf(element, sizeof element, "<text:s text:c=\"%zu\"/>", count);
    tolv_write_string(writer, element);
}

static void write_line(tolv_writer *writer, tolv_text line) {
    size_t begin = 0, at = 0;
    while (at < line.length) {
        size_t spaces = 0;
        while (at + spaces < line.length && line.bytes[at + spaces] == ' ')
            spaces++;
        bool kept = spaces == 1 && at > 0 && at + 1 < line.length && line.bytes[at - 1] != '\t' &&
                    line.bytes[at + 1] != '\t';
        bool tab = line.bytes[at] == '\t';
        if (!tab && (spaces == 0 || kept)) {
            at++;
            continue;
        }
        tolv_write_escaped(writer, (tolv_text){line.bytes + begin, at - begin});
        if (tab)
            tolv_write_string(writer, "<text:tab/>");
        else
            write_spaces(writer, spaces);
        begin = at += tab ? 1 : spaces;
    }
    tolv_write_escaped(writer, (tolv_text){line.bytes + begin, line.length - begin});
}

void tolv_write_paragraphs(tolv_writer *writer, tolv_text text) {
    for (size_t at = 0; at <= text.length;) {
        const char *line = text.bytes + at;
        const char *end = at < text.length ? memchr(line, '\n', text.length - at) : NULL;
        size_t length = end ? (size_t)(end - line) : text.length - at;
        tolv_write_string(writer, "<text:p>");
        write_line(writer, (tolv_text){line, length});
        tolv_write_string(writer, "</text:p>");
        at += length + 1;
    }
}

void tolv_write_value_attributes(tolv_writer *writer, const tolv_cell *cell) {
    char digits[TOLV_NUMBER_ROOM];
    if (cell->kind == TOLV_TEXT)
        tolv_write_string(writer, " office:value-type=\"string\"");
    if (cell->kind != TOLV_NUMBER)
        return;
    tolv_write_string(writer, " office:value-type=\"float\" office:value=\"");
    tolv_write(writer, (tolv_text){digits, tolv_number_write(cell->number, digits)});
    tolv_write_string(writer, "\"");
}

void tolv_write_value_paragraphs(tolv_writer *writer, const tolv_cell *cell) {
    if (cell->kind == TOLV_TEXT)
        tolv_write_paragraphs(writer, cell->text);
}

static void write_attribute(tolv_writer *writer, const char *name, tolv_text value) {
    tolv_write_string(writer, " ");
    tolv_write_string(writer, name);
    tolv_write_string(writer, "=\"");
    tolv_write(writer, value);
    tolv_write_string(writer, "\"");
}

void tolv_write_input_attributes(tolv_writer *writer, const tolv_input *input, tolv_text type,
                                 tolv_text currency) {
    static const struct {
        const char *type, *value;
    } names[] = {[TOLV_CELL_NUMBER] = {"float", "office:value"},
                 [TOLV_CELL_TEXT] = {"string", NULL},
                 [TOLV_CELL_BOOLEAN] = {"boolean", "office:boolean-value"},
                 [TOLV_CELL_DATE] = {"date", "office:date-value"},
                 [TOLV_CELL_TIME] = {"time", "office:time-value"}};
    char digits[TOLV_NUMBER_ROOM];
    bool number = input->kind == TOLV_CELL_NUMBER;
    bool same = number && ((type.length == 10 && memcmp(type.bytes, "percentage", 10) == 0) ||
                           (type.length == 8 && memcmp(type.bytes, "currency", 8) == 0));
    if (input->kind == TOLV_CELL_BLANK)
        return;
    write_attribute(writer, "office:value-type",
                    same ? type : tolv_text_of(names[input->kind].type));
    if (same && currency.length)
        write_attribute(writer, "office:currency", currency);
    if (names[input->kind].value)
        write_attribute(writer, names[input->kind].value,
                        number ? (tolv_text){digits, tolv_number_write(input->number, digits)}
                        : input->kind == TOLV_CELL_BOOLEAN
                            ? tolv_text_of(input->number != 0 ? "true" : "false")
                            : input->text);
}

void tolv_write_input_paragraphs(tolv_writer *writer, const tolv_input *input) {
    if (input->kind == TOLV_CELL_TEXT)
        tolv_write_paragraphs(writer, input->text);
}
