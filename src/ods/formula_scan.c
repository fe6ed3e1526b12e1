/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/formula_scan.h"

#include <string.h>

#include "ods/number.h"

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Names hold letters of every alphabet. */
static bool begins_name(char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_' ||
           (unsigned char)byte >= 0x80;
}

static bool is_in_name(char byte) {
    return begins_name(byte) || is_digit(byte) || byte == '.';
}

static bool is_in_error(char byte) {
    return begins_name(byte) || is_digit(byte) || byte == '/' || byte == '!' || byte == '?';
}

static size_t length_while(tolv_text text, bool (*belongs)(char byte)) {
    size_t length = 1;
    while (length < text.length && belongs(text.bytes[length]))
        length++;
    return length;
}

/* Up to the quotation mark that ends it; a doubled one stands for itself. */
static size_t quoted_length(tolv_text text) {
    for (size_t i = 1; i < text.length; i++)
        if (text.bytes[i] == text.bytes[0] &&
            !(++i < text.length && text.bytes[i] == text.bytes[0]))
            return i;
    return text.length;
}

/* Up to the bracket or brace that ends it, which may stand in quotation marks before that. */
static size_t enclosed_length(tolv_text text, char quote, char end) {
    for (size_t i = 1; i < text.length; i++) {
        if (text.bytes[i] == quote)
            i += quoted_length((tolv_text){text.bytes + i, text.length - i}) - 1;
        else if (text.bytes[i] == end)
            return i + 1;
    }
    return text.length;
}

static size_t number_length(tolv_text text) {
    size_t i = 0;
    while (i < text.length && (is_digit(text.bytes[i]) || text.bytes[i] == '.'))
        i++;
    size_t exponent = i + 1;
    if (i + 1 < text.length && (text.bytes[i] == 'E' || text.bytes[i] == 'e')) {
        exponent += text.bytes[exponent] == '+' || text.bytes[exponent] == '-';
        if (exponent < text.length && is_digit(text.bytes[exponent]))
            for (i = exponent; i < text.length && is_digit(text.bytes[i]); i++) {
            }
    }
    return i;
}

bool tolv_take_token(tolv_text *formula, tolv_token *token) {
    tolv_text text = *formula;
    if (text.length == 0)
        return false;
    char first = text.bytes[0];
    bool decimal = first == '.' && text.length > 1 && is_digit(text.bytes[1]);
    size_t length = 1;
    if (is_space(first)) {
        token->kind = TOLV_TOKEN_SPACE;
        length = length_while(text, is_space);
    } else if (begins_name(first)) {
        token->kind = TOLV_TOKEN_NAME;
        length = length_while(text, is_in_name);
    } else if (is_digit(first) || decimal) {
        token->kind = TOLV_TOKEN_NUMBER;
        length = number_length(text);
    } else if (first == '"') {
        token->kind = TOLV_TOKEN_TEXT;
        length = quoted_length(text);
    } else if (first == '\'') {
        token->kind = TOLV_TOKEN_REFERENCE;
        length = quoted_length(text);
    } else if (first == '[') {
        token->kind = TOLV_TOKEN_REFERENCE;
        length = enclosed_length(text, '\'', ']');
    } else if (first == '{') {
        token->kind = TOLV_TOKEN_ARRAY;
        length = enclosed_length(text, '"', '}');
    } else if (first == '#') {
        token->kind = TOLV_TOKEN_ERROR;
        length = length_while(text, is_in_error);
    } else {
        token->kind = first == '('   ? TOLV_TOKEN_OPEN
                      : first == ')' ? TOLV_TOKEN_CLOSE
                      : first == ';' ? TOLV_TOKEN_SEPARATOR
                                     : TOLV_TOKEN_OPERATOR;
    }
    token->text = (tolv_text){text.bytes, length};
    *formula = (tolv_text){text.bytes + length, text.length - length};
    return true;
}

static bool take_visible(tolv_text *formula, tolv_token *token) {
    bool taken;
    do
        taken = tolv_take_token(formula, token);
    while (taken && token->kind == TOLV_TOKEN_SPACE);
    return taken;
}

static bool token_same(const tolv_token *a, const tolv_token *b) {
    double x, y;
    if (a->kind != b->kind)
        return false;
    if (a->kind == TOLV_TOKEN_NUMBER && tolv_number_read(a->text, &x) &&
        tolv_number_read(b->text, &y))
        return x == y;
    if (a->kind == TOLV_TOKEN_NAME)
        return tolv_text_same(a->text, b->text);
    return a->text.length == b->text.length &&
           memcmp(a->text.bytes, b->text.bytes, a->text.length) == 0;
}

bool tolv_formula_same_but(tolv_text a, tolv_text b, const tolv_reference_judge *judge) {
    tolv_token x, y;
    bool more, same = true;
    do {
        more = take_visible(&a, &x);
        same = take_visible(&b, &y) == more &&
               (!more || token_same(&x, &y) ||
                (judge && x.kind == TOLV_TOKEN_REFERENCE && y.kind == x.kind &&
                 judge->same(judge->context, x.text, y.text)));
    } while (more && same);
    return same;
}

bool tolv_formula_same(tolv_text a, tolv_text b) {
    return tolv_formula_same_but(a, b, NULL);
}

/* ---- Calls ---- */

static bool is_ours(tolv_text name) {
    static const char prefix[] = "TOLV.";
    size_t length = sizeof prefix - 1;
    return name.length > length &&
           tolv_text_same((tolv_text){name.bytes, length}, tolv_text_of(prefix));
}

static bool opens(tolv_text rest) {
    tolv_token token;
    return take_visible(&rest, &token) && token.kind == TOLV_TOKEN_OPEN;
}

/* From the "(" to just past the ")"; false when it is not ended, or too long. */
static bool take_arguments(tolv_text *rest, tolv_stored_call *call) {
    tolv_token token;
    take_visible(rest, &token);
    tolv_text argument = {rest->bytes, 0};
    bool blank = true;
    call->count = 0;
    for (size_t depth = 1; tolv_take_token(rest, &token);) {
        depth += token.kind == TOLV_TOKEN_OPEN;
        depth -= token.kind == TOLV_TOKEN_CLOSE;
        bool ends = depth == 0 || (depth == 1 && token.kind == TOLV_TOKEN_SEPARATOR);
        blank = blank && (ends || token.kind == TOLV_TOKEN_SPACE);
        if (!ends)
            continue;
        bool none = depth == 0 && blank && call->count == 0;
        if (!none && call->count == TOLV_CALL_ARGUMENTS)
            return false;
        argument.length = (size_t)(token.text.bytes - argument.bytes);
        if (!none)
            call->arguments[call->count++] = argument;
        if (depth == 0)
            return true;
        argument.bytes = rest->bytes;
    }
    return false;
}

bool tolv_take_call(tolv_text *formula, tolv_text *before, tolv_stored_call *call) {
    tolv_text rest = *formula;
    tolv_token token;
    while (tolv_take_token(&rest, &token)) {
        if (token.kind != TOLV_TOKEN_NAME || !is_ours(token.text) || !opens(rest))
            continue;
        tolv_text after = rest;
        if (!take_arguments(&after, call))
            return false;
        call->name = token.text;
        call->text = (tolv_text){token.text.bytes, (size_t)(after.bytes - token.text.bytes)};
        *before = (tolv_text){formula->bytes, (size_t)(token.text.bytes - formula->bytes)};
        *formula = after;
        return true;
    }
    return false;
}

bool tolv_has_call(tolv_text formula) {
    tolv_text before;
    tolv_stored_call call;
    return tolv_take_call(&formula, &before, &call);
}

bool tolv_is_call(tolv_text formula, tolv_stored_call *call) {
    tolv_text before, rest = tolv_text_trimmed(formula);
    return tolv_take_call(&rest, &before, call) && before.length == 0 && rest.length == 0;
}

void tolv_write_stored(tolv_writer *writer, tolv_text formula) {
    tolv_token token;
    while (tolv_take_token(&formula, &token)) {
        if (token.kind != TOLV_TOKEN_NAME || !is_ours(token.text) || !opens(formula)) {
            tolv_write(writer, token.text);
            continue;
        }
        for (size_t i = 0; i < token.text.length; i++) {
            char byte = token.text.bytes[i];
            if (byte >= 'a' && byte <= 'z')
                byte = (char)(byte - 'a' + 'A');
            tolv_write(writer, (tolv_text){&byte, 1});
        }
    }
}
