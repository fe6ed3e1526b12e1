/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ods/input.h"
#include "ods/number.h"

enum { ROOM_FIRST = 1 << 16 };

void tolv_spool_write(tolv_spool *spool, const char *bytes, size_t length) {
    if (length > spool->limit - spool->length)
        spool->failed = true;
    if (spool->failed || length == 0)
        return;
    if (length > spool->room - spool->length) {
        size_t room = (spool->length + length) / 2 * 3 + ROOM_FIRST;
        char *grown = realloc(spool->bytes, room);
        if (!grown) {
            spool->failed = true;
            return;
        }
        spool->bytes = grown;
        spool->room = room;
    }
    memcpy(spool->bytes + spool->length, bytes, length);
    spool->length += length;
}

void tolv_spool_string(tolv_spool *spool, const char *string) {
    tolv_spool_write(spool, string, strlen(string));
}

/* ---- Texts ---- */

static void write_escaped(tolv_spool *spool, tolv_text text) {
    size_t plain = 0;
    tolv_spool_string(spool, "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        char escape[8];
        if (byte == '"' || byte == '\\')
            snprintf(escape, sizeof escape, "\\%c", byte);
        else if (byte == '\n')
            strcpy(escape, "\\n");
        else if (byte < 0x20)
            snprintf(escape, sizeof escape, "\\u%04x", byte);
        else
            continue;
        tolv_spool_write(spool, text.bytes + plain, i - plain);
        tolv_spool_string(spool, escape);
        plain = i + 1;
    }
    tolv_spool_write(spool, text.bytes + plain, text.length - plain);
    tolv_spool_string(spool, "\"");
}

static void write_quoted(tolv_spool *spool, tolv_text text) {
    tolv_spool_string(spool, "\"");
    for (size_t at = 0; at < text.length;) {
        const char *from = text.bytes + at;
        const char *quote = memchr(from, '"', text.length - at);
        size_t length = quote ? (size_t)(quote - from) + 1 : text.length - at;
        tolv_spool_write(spool, from, length);
        if (quote)
            tolv_spool_string(spool, "\"");
        at += length;
    }
    tolv_spool_string(spool, "\"");
}

/* Could it be taken for a number, a date, an error, a formula, or end the field? */
static bool is_plain(tolv_text text) {
    static const char first[] = "=+-@#\"' \t.0123456789", inside[] = ",;\t\"\n\r";
    if (text.length == 0 || memchr(first, text.bytes[0], sizeof first - 1) ||
        text.bytes[text.length - 1] == ' ')
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (memchr(inside, text.bytes[i], sizeof inside - 1))
            return false;
    return (text.length < 4 || memcmp(text.bytes, "Err:", 4) != 0) &&
           tolv_input_of(text).kind == TOLV_CELL_TEXT;
}

void tolv_write_field_text(tolv_spool *spool, tolv_field_format format, tolv_text text) {
    if (format == TOLV_FORMAT_JSON)
        write_escaped(spool, text);
    else if (is_plain(text))
        tolv_spool_write(spool, text.bytes, text.length);
    else
        write_quoted(spool, text);
}

/* ---- Cells ---- */

void tolv_write_field(tolv_spool *spool, tolv_field_format format, const tolv_sheet_cell *cell) {
    char digits[TOLV_NUMBER_ROOM];
    bool json = format == TOLV_FORMAT_JSON;
    switch (cell->kind) {
    case TOLV_CELL_BLANK:
        tolv_spool_string(spool, json ? "null" : "");
        break;
    case TOLV_CELL_NUMBER:
        if (cell->digits.length)
            tolv_spool_write(spool, cell->digits.bytes, cell->digits.length);
        else
            tolv_spool_write(spool, digits, tolv_number_write(cell->number, digits));
        break;
    case TOLV_CELL_BOOLEAN:
        tolv_spool_string(spool, cell->number != 0 ? (json ? "true" : "TRUE")
                                                   : (json ? "false" : "FALSE"));
        break;
    case TOLV_CELL_TEXT:
        tolv_write_field_text(spool, format, cell->text);
        break;
    case TOLV_CELL_DATE:
    case TOLV_CELL_TIME:
        if (json)
            write_escaped(spool, cell->text);
        else
            tolv_spool_write(spool, cell->text.bytes, cell->text.length);
        break;
    case TOLV_CELL_ERROR:
        tolv_spool_string(spool, json ? "{\"error\": " : "");
        if (json)
            write_escaped(spool, cell->text);
        else
            tolv_spool_write(spool, cell->text.bytes, cell->text.length);
        tolv_spool_string(spool, json ? "}" : "");
        break;
    }
}
