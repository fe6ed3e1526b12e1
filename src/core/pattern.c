/* SPDX-License-Identifier: MPL-2.0 */
#include "core/pattern.h"

#include <string.h>

/* ---- Reading ---- */

static tolv_text take(tolv_text *text, size_t length) {
    tolv_text taken = {text->bytes, length};
    *text = (tolv_text){text->bytes + length, text->length - length};
    return taken;
}

static bool take_mark(tolv_text *text, const char *mark) {
    size_t length = strlen(mark);
    bool is_there = text->length >= length && memcmp(text->bytes, mark, length) == 0;
    if (is_there)
        take(text, length);
    return is_there;
}

static void skip_spaces(tolv_text *text) {
    *text = tolv_text_trimmed(*text);
}

/* An account is digits; any other code is all that stands before the next mark. */
static tolv_text take_code(tolv_text *text, tolv_pattern_form form) {
    size_t length = 0;
    for (; length < text->length; length++) {
        char byte = text->bytes[length];
        bool is_dots = byte == '.' && length + 1 < text->length && text->bytes[length + 1] == '.';
        if (form == TOLV_PATTERN_ACCOUNTS ? byte < '0' || byte > '9' : byte == ';' || is_dots)
            break;
    }
    tolv_text code = take(text, length);
    return form == TOLV_PATTERN_ACCOUNTS ? code : tolv_text_trimmed(code);
}

/* Bounds of different length are in order when what they have in common is. */
static bool in_order(tolv_text low, tolv_text high) {
    size_t common = low.length < high.length ? low.length : high.length;
    return memcmp(low.bytes, high.bytes, common) <= 0;
}

/* Takes one term, up to the next “;” or the end, off the text. */
static bool take_span(tolv_text *text, tolv_pattern_form form, tolv_pattern_span *span) {
    skip_spaces(text);
    span->excluded = take_mark(text, "!");
    skip_spaces(text);
    bool all = take_mark(text, "*"), is_range = false;
    span->low = span->high = all ? take(text, 0) : take_code(text, form);
    skip_spaces(text);
    if (!all && take_mark(text, "..")) {
        is_range = true;
        skip_spaces(text);
        span->high = take_code(text, form);
        skip_spaces(text);
    }
    span->exact = !all && !is_range && form == TOLV_PATTERN_CODES;
    bool is_open = form == TOLV_PATTERN_CODES && span->low.length + span->high.length > 0;
    bool has_ends = span->low.length > 0 && span->high.length > 0;
    bool ends = text->length == 0 || text->bytes[0] == ';';
    return ends && (all || has_ends || is_open) && in_order(span->low, span->high);
}

tolv_error tolv_pattern_read(tolv_arena *arena, tolv_text text, tolv_pattern_form form,
                             tolv_pattern *pattern, tolv_text *bad) {
    size_t most = 1;
    for (size_t i = 0; i < text.length; i++)
        most += text.bytes[i] == ';';
    tolv_pattern_span *spans = tolv_arena_take(arena, most, sizeof *spans);
    if (!spans)
        return TOLV_OUT_OF_MEMORY;
    *pattern = (tolv_pattern){.text = text, .spans = spans, .takes_others = true};
    do {
        *bad = text.length ? text : pattern->text;
        if (!take_span(&text, form, &spans[pattern->count]))
            return TOLV_BAD_PATTERN;
        pattern->takes_others = pattern->takes_others && spans[pattern->count].excluded;
        pattern->count++;
    } while (take_mark(&text, ";"));
    return TOLV_OK;
}

/* ---- Fitting ---- */

/* The code against as much of it as the bound has; one that is too short is less. */
static int compare(tolv_text code, tolv_text bound) {
    bool is_shorter = code.length < bound.length;
    int order = memcmp(code.bytes, bound.bytes, is_shorter ? code.length : bound.length);
    return order ? order : -(int)is_shorter;
}

static bool is_in(const tolv_pattern_span *span, const void *given) {
    const tolv_text *code = given;
    return compare(*code, span->low) >= 0 && compare(*code, span->high) <= 0 &&
           (!span->exact || code->length == span->low.length);
}

bool tolv_pattern_fits(const tolv_pattern *pattern, tolv_text code) {
    return tolv_pattern_takes(pattern, is_in, &code);
}
