/* SPDX-License-Identifier: MPL-2.0 */
#include "core/account.h"

#include <stdlib.h>
#include <string.h>

/* ---- Reading ---- */

static tolv_text take(tolv_text *text, size_t length) {
    tolv_text taken = {text->bytes, length};
    *text = (tolv_text){text->bytes + length, text->length - length};
    return taken;
}

static size_t count_digits(tolv_text text) {
    size_t count = 0;
    while (count < text.length && text.bytes[count] >= '0' && text.bytes[count] <= '9')
        count++;
    return count;
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

bool tolv_is_account(tolv_text text) {
    return text.length > 0 && count_digits(text) == text.length;
}

/* Bounds of different length are in order when their common leading digits are. */
static bool in_order(tolv_text low, tolv_text high) {
    size_t common = low.length < high.length ? low.length : high.length;
    return common > 0 && memcmp(low.bytes, high.bytes, common) <= 0;
}

/* Takes one term, up to the next “;” or the end, off the text. */
static bool take_span(tolv_text *text, tolv_account_span *span) {
    skip_spaces(text);
    span->excluded = take_mark(text, "!");
    skip_spaces(text);
    bool all = take_mark(text, "*"); /* no digits: nothing to compare */
    span->low = span->high = take(text, all ? 0 : count_digits(*text));
    skip_spaces(text);
    if (!all && take_mark(text, "..")) {
        skip_spaces(text);
        span->high = take(text, count_digits(*text));
        skip_spaces(text);
    }
    bool ends = text->length == 0 || text->bytes[0] == ';';
    return ends && (all || in_order(span->low, span->high));
}

tolv_error tolv_account_pattern_read(tolv_arena *arena, tolv_text text,
                                     tolv_account_pattern *pattern, tolv_text *bad) {
    size_t most = 1;
    for (size_t i = 0; i < text.length; i++)
        most += text.bytes[i] == ';';
    tolv_account_span *spans = tolv_arena_take(arena, most, sizeof *spans);
    if (!spans)
        return TOLV_OUT_OF_MEMORY;
    *pattern = (tolv_account_pattern){.text = text, .spans = spans, .takes_others = true};
    do {
        *bad = text.length ? text : pattern->text;
        if (!take_span(&text, &spans[pattern->count]))
            return TOLV_BAD_PATTERN;
        pattern->takes_others = pattern->takes_others && spans[pattern->count].excluded;
        pattern->count++;
    } while (take_mark(&text, ";"));
    return TOLV_OK;
}

/* ---- Fitting ---- */

/* The account against as many leading digits as the bound has; one that is too short is less. */
static int compare(tolv_text account, tolv_text bound) {
    bool is_shorter = account.length < bound.length;
    int order = memcmp(account.bytes, bound.bytes, is_shorter ? account.length : bound.length);
    return order ? order : -(int)is_shorter;
}

bool tolv_account_fits(const tolv_account_pattern *pattern, tolv_text account) {
    bool fits = pattern->takes_others;
    for (size_t i = 0; i < pattern->count; i++) {
        const tolv_account_span *span = &pattern->spans[i];
        if (compare(account, span->low) < 0 || compare(account, span->high) > 0)
            continue;
        if (span->excluded)
            return false;
        fits = true;
    }
    return fits;
}

/* ---- Signs ---- */

tolv_ore tolv_report_sign(tolv_ore amount, int account_class, tolv_report_style style) {
    enum { SIZE = 0 };
    static const int signs[][9] = {
        [TOLV_STYLE_REPORT] = {0, 1, -1, -1, -1, -1, -1, -1, -1},
        [TOLV_STYLE_POSITIVE] = {0, 1, -1, -1, 1, 1, 1, 1, SIZE},
    };
    int sign = signs[style][account_class];
    return sign == SIZE ? llabs(amount) : sign * amount;
}
