/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/sie_scan.h"

#include <string.h>

enum { FIRST_SHOWN = 512 };

/* ---- lines ---- */

/* Moves what is left to the front of the buffer and fills it up. False when nothing can be read. */
static bool refill(tolv_sie_scanner *scanner) {
    size_t left = (size_t)(scanner->filled - scanner->next);
    memmove(scanner->buffer, scanner->next, left);
    scanner->next = scanner->buffer;
    scanner->filled = scanner->buffer + left;
    scanner->line_feed = scanner->carriage_return = NULL;
    while (!scanner->ended && scanner->filled < scanner->buffer + TOLV_SIE_BUFFER) {
        size_t room = (size_t)(scanner->buffer + TOLV_SIE_BUFFER - scanner->filled);
        ptrdiff_t got = scanner->source->read(scanner->source->context, scanner->filled, room);
        if (got < 0 || (size_t)got > room)
            return false;
        scanner->ended = got == 0;
        const char *zero = tolv_judge_bytes(&scanner->judge, scanner->filled, (size_t)got);
        scanner->filled += got;
        if (zero) { /* a damaged file: no need to read on */
            scanner->zero = zero;
            scanner->ended = true;
        }
    }
    return true;
}

tolv_sie_scan tolv_sie_scan_begin(tolv_sie_scanner *scanner, const tolv_source *source,
                                  char *buffer, tolv_text *first) {
    *scanner = (tolv_sie_scanner){.source = source, .buffer = buffer, .line_ended = true};
    scanner->next = scanner->filled = buffer;
    if (!refill(scanner))
        return TOLV_SIE_UNREADABLE;
    if (scanner->filled - scanner->next >= 3 && memcmp(scanner->next, "\xEF\xBB\xBF", 3) == 0)
        scanner->next += 3;
    size_t count = (size_t)(scanner->filled - scanner->next);
    *first = (tolv_text){scanner->next, count < FIRST_SHOWN ? count : FIRST_SHOWN};
    return count ? TOLV_SIE_LINE : TOLV_SIE_END;
}

/* Where `byte` comes next, or the end of the buffer. Kept until it is passed, so that a file with
 * only the one kind of line end is not searched for the other again and again. */
static char *next_of(tolv_sie_scanner *scanner, char **kept, char byte) {
    if (!*kept || *kept < scanner->next) {
        *kept = memchr(scanner->next, byte, (size_t)(scanner->filled - scanner->next));
        if (!*kept)
            *kept = scanner->filled;
    }
    return *kept;
}

static char *end_of_line(tolv_sie_scanner *scanner) {
    char *line_feed = next_of(scanner, &scanner->line_feed, '\n');
    char *carriage_return = next_of(scanner, &scanner->carriage_return, '\r');
    return line_feed < carriage_return ? line_feed : carriage_return;
}

tolv_sie_scan tolv_sie_next_line(tolv_sie_scanner *scanner, tolv_sie_line *line) {
    if (scanner->after_return && scanner->next == scanner->filled && !scanner->ended &&
        !refill(scanner))
        return TOLV_SIE_UNREADABLE;
    if (scanner->after_return && scanner->next < scanner->filled && *scanner->next == '\n')
        scanner->next++;
    scanner->after_return = false;
    char *end = end_of_line(scanner);
    if (end == scanner->filled && !scanner->ended) {
        if (!refill(scanner))
            return TOLV_SIE_UNREADABLE;
        end = end_of_line(scanner);
    }
    if (scanner->next == scanner->filled)
        return TOLV_SIE_END;
    scanner->line++;
    if (scanner->zero && scanner->zero < end)
        return TOLV_SIE_ZERO_BYTE;
    if (end - scanner->next > TOLV_SIE_LINE_MAX)
        return TOLV_SIE_TOO_LONG;
    *line = (tolv_sie_line){scanner->next, end};
    scanner->line_ended = end < scanner->filled;
    scanner->after_return = scanner->line_ended && *end == '\r';
    scanner->next = scanner->line_ended ? end + 1 : end;
    return TOLV_SIE_LINE;
}

/* ---- fields ---- */

/* Tabs, and control characters that no text should hold and no XML can. */
static bool is_space(char byte) {
    return (unsigned char)byte <= ' ';
}

static void skip_space(tolv_sie_line *line) {
    while (line->at < line->end && is_space(*line->at))
        line->at++;
}

bool tolv_sie_next_field(tolv_sie_line *line, tolv_text *field) {
    skip_space(line);
    char *from = line->at, *end = line->end, *to;
    if (from == end || *from == '{' || *from == '}')
        return false;
    if (*from != '"') {
        for (to = from; to < end && !is_space(*to) && *to != '{' && *to != '}'; to++)
            ;
        *field = (tolv_text){from, (size_t)(to - from)};
        line->at = to;
        return true;
    }
    char *at = to = ++from;
    for (; at < end && *at != '"'; at++) {
        if (*at == '\\' && at + 1 < end && at[1] == '"')
            at++;
        *to++ = is_space(*at) ? ' ' : *at;
    }
    *field = (tolv_text){from, (size_t)(to - from)};
    line->at = at < end ? at + 1 : end;
    return true;
}

bool tolv_sie_next_list(tolv_sie_line *line, tolv_text *list) {
    skip_space(line);
    if (line->at == line->end || *line->at != '{')
        return false;
    bool quoted = false;
    for (char *at = line->at + 1; at < line->end; at++) {
        if (*at == '}' && !quoted) {
            *list = (tolv_text){line->at + 1, (size_t)(at - line->at - 1)};
            line->at = at + 1;
            return true;
        }
        if (*at == '\\' && quoted && at + 1 < line->end && at[1] == '"')
            at++;
        else if (*at == '"')
            quoted = !quoted;
    }
    return false;
}

/* ---- numbers ---- */

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

tolv_sie_number tolv_sie_decimal(tolv_text field, int decimals, int64_t *number) {
    const char *at = field.bytes, *end = at + field.length;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    int64_t most = (int64_t)TOLV_AMOUNT_MAX, whole = 0;
    const char *first = at;
    for (; at < end && is_digit(*at); at++) {
        if (whole > most)
            return TOLV_NUMBER_NONE;
        whole = whole * 10 + (*at - '0');
    }
    bool digits = at > first, comma = at < end && *at == ',', exact = true, up = false;
    if (at < end && (*at == '.' || comma))
        at++;
    /* 1234,50 is understood; 1,234 may be a thousand or one and a bit. */
    if (comma && (end - at < 1 || end - at > 2 || !digits))
        return TOLV_NUMBER_NONE;
    for (int place = 0; place < decimals; place++) {
        bool given = at < end && is_digit(*at);
        whole = whole * 10 + (given ? *at - '0' : 0);
        most *= 10;
        digits = digits || given;
        at += given;
    }
    for (bool first_left = true; at < end && is_digit(*at); at++, first_left = false) {
        up = up || (first_left && *at >= '5');
        exact = exact && *at == '0';
        digits = true;
    }
    whole += up;
    if (at != end || !digits || whole > most)
        return TOLV_NUMBER_NONE;
    *number = negative ? -whole : whole;
    return comma ? TOLV_NUMBER_COMMA : exact ? TOLV_NUMBER_EXACT : TOLV_NUMBER_ROUNDED;
}

bool tolv_sie_whole(tolv_text field, int *number) {
    bool negative = field.length && field.bytes[0] == '-';
    int whole = 0;
    if (field.length - negative < 1 || field.length - negative > 9)
        return false;
    for (size_t i = negative; i < field.length; i++) {
        if (!is_digit(field.bytes[i]))
            return false;
        whole = whole * 10 + (field.bytes[i] - '0');
    }
    *number = negative ? -whole : whole;
    return true;
}

bool tolv_sie_month(tolv_text field, int *period) {
    int number;
    if ((field.length != 8 && field.length != 6) || !tolv_sie_whole(field, &number))
        return false;
    *period = field.length == 8 ? number / 100 : number;
    return tolv_is_period(*period);
}
