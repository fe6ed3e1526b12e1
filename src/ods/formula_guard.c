/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/formula_guard.h"

#include <stdio.h>
#include <string.h>

#include "ods/number.h"
#include "ods/reference.h"

/* Bounds of what is looked at; no formula that Excel reads is beyond them. */
enum { NESTED_MAX = 64, FORMULA_BYTES = 1 << 16 };

/* #NAME? without the extension, and nothing to calculate with it. */
static const char probe[] = "TOLV.DEVIATION(0;0)";

/* An expression, and the ";" or ")" after it. */
static bool take_expression(tolv_text *rest, tolv_text *inside, tolv_token_kind end) {
    tolv_token token;
    const char *begin = rest->bytes;
    for (size_t depth = 0; tolv_take_token(rest, &token);) {
        bool ends =
            depth == 0 && (token.kind == TOLV_TOKEN_SEPARATOR || token.kind == TOLV_TOKEN_CLOSE);
        *inside = (tolv_text){begin, (size_t)(token.text.bytes - begin)};
        if (ends)
            return token.kind == end;
        depth += token.kind == TOLV_TOKEN_OPEN;
        depth -= token.kind == TOLV_TOKEN_CLOSE;
    }
    return false;
}

/* Can it stand in parentheses? What has an open end is no formula. */
static bool is_expression(tolv_arena *arena, tolv_text formula) {
    tolv_writer enclosed = {.arena = arena};
    tolv_text inside;
    tolv_write(&enclosed, formula);
    tolv_write_string(&enclosed, ")");
    tolv_text rest = tolv_written(&enclosed);
    return take_expression(&rest, &inside, TOLV_TOKEN_CLOSE) && rest.length == 0 &&
           tolv_text_trimmed(formula).length > 0;
}

/* Characters as Excel counts and writes them: without the brackets and points of references. */
static size_t excel_length(tolv_text formula) {
    tolv_token token;
    size_t length = 0;
    while (tolv_take_token(&formula, &token)) {
        bool reference = token.text.bytes[0] == '[';
        for (size_t i = 0; i < token.text.length; i++) {
            unsigned char byte = (unsigned char)token.text.bytes[i];
            char before = i > 0 ? token.text.bytes[i - 1] : ' ';
            bool left_out =
                byte == '[' || byte == ']' || (byte == '.' && (before == '[' || before == ':'));
            length += (byte & 0xC0) != 0x80 && !(reference && left_out);
            length += byte >= 0xF0; /* beyond the first 65,536 a character is two */
        }
    }
    return length;
}

/* ---- Native forms ---- */

static bool write_native(tolv_writer *writer, const tolv_vocabulary *vocabulary,
                         const tolv_stored_call *call, size_t depth);

/* An argument with its inner calls in their native forms. */
static bool make_native(tolv_writer *writer, const tolv_vocabulary *vocabulary, tolv_text *argument,
                        size_t depth) {
    tolv_text rest = tolv_text_trimmed(*argument), before;
    tolv_stored_call call;
    bool said = true, any = false;
    while (said && tolv_take_call(&rest, &before, &call)) {
        bool alone = !any && before.length == 0 && rest.length == 0;
        any = true;
        tolv_write(writer, before);
        tolv_write_string(writer, alone ? "" : "(");
        said = write_native(writer, vocabulary, &call, depth + 1) &&
               writer->length <= TOLV_EXCEL_FORMULA;
        tolv_write_string(writer, alone ? "" : ")");
    }
    tolv_write(writer, rest);
    if (any)
        *argument = tolv_written(writer);
    return said && argument->length <= TOLV_EXCEL_FORMULA && !writer->failed;
}

static bool write_native(tolv_writer *writer, const tolv_vocabulary *vocabulary,
                         const tolv_stored_call *call, size_t depth) {
    tolv_text arguments[TOLV_CALL_ARGUMENTS];
    bool said = depth < NESTED_MAX;
    for (size_t i = 0; i < call->count && said; i++) {
        tolv_writer argument = {.arena = writer->arena};
        arguments[i] = call->arguments[i];
        said = make_native(&argument, vocabulary, &arguments[i], depth);
        writer->failed = writer->failed || argument.failed;
    }
    return said && vocabulary->native(writer, call->name, arguments, call->count);
}

/* ---- Putting guards on ---- */

static void write_guard(tolv_writer *writer, tolv_text tested, tolv_text fallback,
                        tolv_text guarded) {
    tolv_write_string(writer, "IF(IFERROR(ERROR.TYPE(");
    tolv_write_stored(writer, tested);
    tolv_write_string(writer, ");0)=5;");
    tolv_write(writer, fallback);
    tolv_write_string(writer, ";");
    tolv_write_stored(writer, guarded);
    tolv_write_string(writer, ")");
}

static bool write_alive(tolv_writer *writer, const tolv_guard *guard, tolv_text formula) {
    tolv_text rest = formula, before;
    tolv_stored_call call;
    bool said = true;
    while (said && tolv_take_call(&rest, &before, &call)) {
        tolv_writer native = {.arena = writer->arena};
        tolv_write(writer, before);
        said = write_native(&native, guard->vocabulary, &call, 0);
        write_guard(writer, call.text, tolv_written(&native), call.text);
        writer->failed = writer->failed || native.failed;
        said = said && writer->length <= FORMULA_BYTES;
    }
    tolv_write(writer, rest);
    return said && !writer->failed;
}

static bool fits(const tolv_writer *writer, size_t start, const tolv_guard *guard) {
    return excel_length((tolv_text){writer->bytes + start, writer->length - start}) <= guard->room;
}

static tolv_guarding guard_plain(tolv_writer *writer, const tolv_guard *guard, tolv_text formula) {
    size_t start = writer->length;
    if (!guard->frozen && !tolv_has_call(formula))
        return TOLV_GUARD_PLAIN;
    bool alive = !guard->frozen && write_alive(writer, guard, formula);
    if (alive && fits(writer, start, guard))
        return TOLV_GUARD_ALIVE;
    writer->length = start;
    if (guard->figure.length == 0)
        return alive ? TOLV_GUARD_TOO_LONG : TOLV_GUARD_UNSAID;
    write_guard(writer, tolv_text_of(probe), guard->figure, formula);
    if (!writer->failed && fits(writer, start, guard))
        return alive ? TOLV_GUARD_CUT : TOLV_GUARD_FROZEN;
    writer->length = start;
    return TOLV_GUARD_TOO_LONG;
}

tolv_guarding tolv_guard_formula(tolv_writer *writer, const tolv_guard *guard, tolv_text formula) {
    tolv_writer plain = {.arena = writer->arena};
    tolv_unguarding found;
    if (!guard->frozen && !tolv_has_call(formula))
        return TOLV_GUARD_PLAIN;
    tolv_unguard_formula(&plain, guard->vocabulary, formula, &found);
    writer->failed = writer->failed || plain.failed;
    if (!is_expression(writer->arena, formula))
        return TOLV_GUARD_PLAIN;
    if (found.kept)
        return TOLV_GUARD_CHANGED;
    if (found.element || (found.frozen && guard->figure.length == 0))
        return TOLV_GUARD_STANDS;
    return guard_plain(writer, guard, tolv_written(&plain));
}

/* ---- Elements of array formulas ---- */

static void write_element(tolv_writer *writer, const tolv_stored_call *call, size_t place,
                          size_t element) {
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", element);
    tolv_write(writer, call->name);
    for (size_t i = 0; i < call->count || i <= place; i++) {
        tolv_write_string(writer, i ? ";" : "(");
        if (i == place)
            tolv_write_string(writer, digits);
        else if (i < call->count)
            tolv_write(writer, call->arguments[i]);
    }
    tolv_write_string(writer, ")");
}

static bool is_given(const tolv_stored_call *call, size_t place) {
    return place < call->count && tolv_text_trimmed(call->arguments[place]).length > 0;
}

/* "[.A1:.A3]" is of one shape for sure; a name may be of any. */
static bool has_shape(tolv_text reference, size_t rows, size_t columns) {
    tolv_area area;
    reference = tolv_text_trimmed(reference);
    if (reference.length < 2 || reference.bytes[0] != '[')
        return false;
    return tolv_area_read((tolv_text){reference.bytes + 1, reference.length - 2}, &area) &&
           area.last_row - area.row + 1 == rows && area.last_column - area.column + 1 == columns;
}

tolv_guarding tolv_guard_element(tolv_writer *writer, const tolv_guard *guard, tolv_text formula,
                                 size_t rows, size_t columns, size_t element) {
    tolv_stored_call call, one;
    size_t place, like, start = writer->length;
    tolv_writer single = {.arena = writer->arena}, native = {.arena = writer->arena};
    if (!tolv_is_call(formula, &call) || !guard->vocabulary->element(call.name, &place, &like) ||
        is_given(&call, place) || like >= call.count ||
        !has_shape(call.arguments[like], rows, columns))
        return TOLV_GUARD_UNSAID;
    write_element(&single, &call, place, element);
    bool said = tolv_is_call(tolv_written(&single), &one) &&
                write_native(&native, guard->vocabulary, &one, 0);
    if (said)
        write_guard(writer, call.text, tolv_written(&native), one.text);
    writer->failed = writer->failed || single.failed || native.failed;
    if (said && !writer->failed && fits(writer, start, guard))
        return TOLV_GUARD_ALIVE;
    writer->length = start;
    return TOLV_GUARD_UNSAID;
}

/* ---- Taking guards off ---- */

typedef struct parts {
    tolv_text text, tested, fallback, guarded;
} parts;

static bool take_visible(tolv_text *rest, tolv_token *token) {
    bool taken;
    do
        taken = tolv_take_token(rest, token);
    while (taken && token->kind == TOLV_TOKEN_SPACE);
    return taken;
}

static bool take_word(tolv_text *rest, const char *word) {
    tolv_token token;
    return take_visible(rest, &token) && tolv_text_same(token.text, tolv_text_of(word));
}

static bool take_words(tolv_text *rest, const char *const *words) {
    bool taken = true;
    for (; *words && taken; words++)
        taken = take_word(rest, *words);
    return taken;
}

static bool read_guard(tolv_text rest, parts *guard) {
    static const char *const head[] = {"IF", "(", "IFERROR", "(", "ERROR.TYPE", "(", NULL};
    static const char *const test[] = {";", "0", ")", "=", "5", ";", NULL};
    const char *begin = rest.bytes;
    if (!take_words(&rest, head) || !take_expression(&rest, &guard->tested, TOLV_TOKEN_CLOSE) ||
        !take_words(&rest, test) ||
        !take_expression(&rest, &guard->fallback, TOLV_TOKEN_SEPARATOR) ||
        !take_expression(&rest, &guard->guarded, TOLV_TOKEN_CLOSE))
        return false;
    guard->text = (tolv_text){begin, (size_t)(rest.bytes - begin)};
    return tolv_has_call(guard->tested);
}

/* Finds the first guard; `before` is what comes before it, and the formula becomes what comes
 * after. */
static bool take_guard(tolv_text *formula, tolv_text *before, parts *guard) {
    tolv_text rest = *formula, here = rest;
    tolv_token token;
    for (size_t tries = 0; tries < NESTED_MAX && tolv_take_token(&rest, &token); here = rest) {
        if (token.kind != TOLV_TOKEN_NAME || !tolv_text_same(token.text, tolv_text_of("IF")))
            continue;
        if (read_guard(here, guard)) {
            *before = (tolv_text){formula->bytes, (size_t)(here.bytes - formula->bytes)};
            size_t taken = before->length + guard->text.length;
            *formula = (tolv_text){formula->bytes + taken, formula->length - taken};
            return true;
        }
        tries++;
    }
    return false;
}

static bool is_constant(tolv_text formula) {
    static const char *const known[] = {"TRUE", "FALSE", "NA", "IF"};
    tolv_token token;
    bool any = false, constant = true;
    while (constant && tolv_take_token(&formula, &token)) {
        any = true;
        constant = token.kind != TOLV_TOKEN_REFERENCE && token.kind != TOLV_TOKEN_NAME;
        for (size_t i = 0; i < sizeof known / sizeof *known && token.kind == TOLV_TOKEN_NAME; i++)
            constant = constant || tolv_text_same(token.text, tolv_text_of(known[i]));
    }
    return any && constant;
}

static bool is_own_fallback(tolv_arena *arena, const tolv_vocabulary *vocabulary,
                            const tolv_stored_call *call, tolv_text fallback) {
    tolv_writer native = {.arena = arena};
    if (write_native(&native, vocabulary, call, 0))
        return tolv_formula_same(fallback, tolv_written(&native));
    return is_constant(fallback);
}

/* Which element of the tested call the guarded one is; 0 for none. */
static size_t element_of(tolv_arena *arena, const tolv_vocabulary *vocabulary,
                         const tolv_stored_call *whole, const tolv_stored_call *one) {
    size_t place, like;
    double number;
    tolv_writer single = {.arena = arena};
    if (!vocabulary->element(whole->name, &place, &like) || is_given(whole, place) ||
        !is_given(one, place) ||
        !tolv_number_read(tolv_text_trimmed(one->arguments[place]), &number) || number < 1 ||
        number > 1e9)
        return 0;
    write_element(&single, whole, place, (size_t)number);
    return tolv_formula_same(tolv_written(&single), one->text) ? (size_t)number : 0;
}

/* What the guard guards; empty when it was changed by hand. */
static tolv_text inside(tolv_arena *arena, const tolv_vocabulary *vocabulary, const parts *guard,
                        tolv_unguarding *found) {
    tolv_stored_call whole, one;
    if (tolv_formula_same(guard->tested, tolv_text_of(probe)) && is_constant(guard->fallback)) {
        found->frozen = true;
        return guard->guarded;
    }
    if (!tolv_is_call(guard->tested, &whole) || !tolv_is_call(guard->guarded, &one) ||
        !is_own_fallback(arena, vocabulary, &one, guard->fallback))
        return (tolv_text){"", 0};
    if (tolv_formula_same(whole.text, one.text))
        return one.text;
    found->element = element_of(arena, vocabulary, &whole, &one);
    return found->element ? whole.text : (tolv_text){"", 0};
}

void tolv_unguard_formula(tolv_writer *writer, const tolv_vocabulary *vocabulary, tolv_text formula,
                          tolv_unguarding *found) {
    tolv_text rest = formula, before;
    parts guard;
    *found = (tolv_unguarding){0};
    while (formula.length <= FORMULA_BYTES && take_guard(&rest, &before, &guard)) {
        tolv_text plain = inside(writer->arena, vocabulary, &guard, found);
        bool alone = guard.text.length == tolv_text_trimmed(formula).length;
        if (!alone && (found->element || found->frozen)) {
            plain.length = 0; /* such a guard is the whole formula, or somebody's own work */
            found->element = 0;
            found->frozen = false;
        }
        found->restored += plain.length > 0;
        found->kept += plain.length == 0;
        tolv_write_stored(writer, before);
        tolv_write_stored(writer, plain.length ? plain : guard.text);
    }
    tolv_write_stored(writer, rest);
}

bool tolv_formula_uses(tolv_text formula, const tolv_text *names, size_t count) {
    tolv_token token;
    while (tolv_take_token(&formula, &token)) {
        const char *name = token.text.bytes;
        for (size_t i = 0; i < count && token.kind == TOLV_TOKEN_NAME; i++) {
            /* a name of one sheet comes after it: "Sheet1.limit" */
            size_t skipped = token.text.length - names[i].length;
            bool ends = token.text.length == names[i].length ||
                        (token.text.length > names[i].length && name[skipped - 1] == '.');
            if (ends && tolv_text_same((tolv_text){name + skipped, names[i].length}, names[i]))
                return true;
        }
    }
    return false;
}
