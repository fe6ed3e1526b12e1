/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/formula.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char a_value[] = N_("a number, a text in quotation marks, an array or a function");
static const char an_element[] = N_("a number, a text in quotation marks or nothing");
static const char a_quotation_mark[] = N_("the closing quotation mark");
static const char a_smaller_number[] = N_("a number of at most 400 digits and below 1.8E308");
static const char an_argument_end[] = N_("“;” or “)”");
static const char an_element_end[] = N_("“;”, “|” or “}”");
static const char an_argument_list[] = N_("“(” and the arguments");
static const char an_end[] = N_("the end of the formula");

enum { NUMBER_DIGITS_MAX = 400, EXPONENT_MAX = 9999 };

typedef struct reader {
    tolv_call *call;
    const char *bytes;
    size_t length, at;
    int depth;
} reader;

/* ---- Bytes and words ---- */

static const int nothing_left = -1;

static int byte_at(const reader *reader, size_t at) {
    return at < reader->length ? (unsigned char)reader->bytes[at] : nothing_left;
}

static int next(const reader *reader) {
    return byte_at(reader, reader->at);
}

static bool take(reader *reader, int byte) {
    if (next(reader) != byte)
        return false;
    reader->at++;
    return true;
}

static bool is_digit(int byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(int byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_in_word(int byte) {
    return is_letter(byte) || is_digit(byte) || byte == '.' || byte == '_' || byte >= 0x80;
}

static bool is_one_of(int byte, const char *set) {
    return byte > 0 && strchr(set, byte);
}

/* Bytes of blank at the place: a no-break space (C2 A0) comes with text pasted from a page. */
static size_t blank_at(const reader *reader, size_t at) {
    int byte = byte_at(reader, at);
    if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r')
        return 1;
    return byte == 0xC2 && byte_at(reader, at + 1) == 0xA0 ? 2 : 0;
}

static void skip_blanks(reader *reader) {
    for (size_t length; (length = blank_at(reader, reader->at)) > 0;)
        reader->at += length;
}

static tolv_text text_from(const reader *reader, size_t from, size_t length) {
    return (tolv_text){reader->bytes + from, length};
}

static bool begins_with(const reader *reader, const char *string) {
    size_t length = strlen(string);
    return reader->length - reader->at >= length &&
           tolv_text_same(text_from(reader, reader->at, length), (tolv_text){string, length});
}

static tolv_text word_at(const reader *reader, size_t from) {
    size_t at = from;
    while (is_in_word(byte_at(reader, at)) && !blank_at(reader, at))
        at++;
    return text_from(reader, from, at - from);
}

/* ---- What cannot be read ---- */

static size_t character_number(const reader *reader, size_t at) {
    size_t number = 1;
    for (size_t i = 0; i < at; i++)
        number += (reader->bytes[i] & 0xC0) != 0x80; /* a character's later bytes are 10xxxxxx */
    return number;
}

/* The token is a piece of the formula; what is expected in its place is used where the error's
 * sentence has room for it. */
static tolv_error refuse(const reader *reader, tolv_error error, tolv_text token,
                         tolv_item expected) {
    size_t number = character_number(reader, (size_t)(token.bytes - reader->bytes));
    if (token.length == 0)
        return tolv_fail_with(reader->call, TOLV_FORMULA_ENDS, -1, TOLV_PLAIN(number), expected);
    return tolv_fail_with(reader->call, error, -1, TOLV_PLAIN(number), TOLV_TEXT_ITEM(token),
                          expected);
}

/* A1, $A$1:B2, Sheet.A1, Sheet!A1, [.A1], 'My sheet'.A1. */
static tolv_text reference_at(const reader *reader, size_t from) {
    size_t at = from;
    while (at < reader->length && !blank_at(reader, at)) {
        int byte = byte_at(reader, at), closing = byte == '[' ? ']' : byte == '\'' ? '\'' : 0;
        if (!closing && !is_in_word(byte) && !is_one_of(byte, "$:!"))
            break;
        at++;
        while (closing && at < reader->length && byte_at(reader, at++) != closing)
            ;
    }
    return text_from(reader, from, at - from);
}

static bool is_reference(tolv_text token) {
    size_t cell = 0, letters = 0, digits = 0;
    for (size_t i = 0; i < token.length; i++) {
        int byte = (unsigned char)token.bytes[i];
        if (is_one_of(byte, "[$:!"))
            return true;
        if (byte == '.')
            cell = i + 1;
    }
    while (cell + letters < token.length && is_letter((unsigned char)token.bytes[cell + letters]))
        letters++;
    while (cell + letters + digits < token.length &&
           is_digit((unsigned char)token.bytes[cell + letters + digits]))
        digits++;
    return letters >= 1 && letters <= 3 && digits >= 1 && cell + letters + digits == token.length;
}

static bool is_called(const reader *reader, tolv_text word) {
    size_t at = (size_t)(word.bytes - reader->bytes) + word.length;
    for (size_t length; (length = blank_at(reader, at)) > 0;)
        at += length;
    return word.length && byte_at(reader, at) == '(';
}

/* Says what stands at the place, where something else is expected. */
static tolv_error not_expected(reader *reader, const char *expected) {
    skip_blanks(reader);
    int byte = next(reader);
    tolv_text token = text_from(reader, reader->at, byte == nothing_left ? 0 : 1);
    tolv_text word = word_at(reader, reader->at), reference = reference_at(reader, reader->at);
    tolv_error error = TOLV_FORMULA_UNREADABLE;
    if (byte == ',') {
        error = TOLV_FORMULA_COMMA;
    } else if (is_one_of(byte, "+-*/^&=<>~!:(")) {
        error = TOLV_FORMULA_OPERATOR;
    } else if (is_digit(byte) || is_called(reader, word) || tolv_function_named(word)) {
        token = word;
    } else if (reference.length) {
        token = reference;
        error = is_reference(reference) ? TOLV_FORMULA_CELL : TOLV_FORMULA_WORD;
    }
    return refuse(reader, error, token, TOLV_WORD(expected));
}

static tolv_error out_of_memory(const reader *reader) {
    return tolv_fail(reader->call, TOLV_OUT_OF_MEMORY, -1);
}

/* ---- Constants ---- */

/* strtod's decimal sign is the locale's, so it is given none: the digits of 12.5 as 125e-1. */
static tolv_error read_number(reader *reader, tolv_value *value) {
    char digits[NUMBER_DIGITS_MAX + 16];
    size_t from = reader->at, count = 0;
    int exponent = 0, power = 0, power_sign = 1;
    bool decimals = false, negative = take(reader, '-');
    if (!negative)
        take(reader, '+');
    for (;; reader->at++) {
        int byte = next(reader);
        if (is_digit(byte) && count < NUMBER_DIGITS_MAX) {
            digits[count++] = (char)byte;
            exponent -= decimals;
        } else if (byte == '.' && !decimals) {
            decimals = true;
        } else {
            break;
        }
    }
    bool too_long = is_digit(next(reader));
    size_t mark = reader->at;
    if (take(reader, 'e') || take(reader, 'E')) {
        power_sign = take(reader, '-') ? -1 : 1;
        if (power_sign > 0)
            take(reader, '+');
        if (!is_digit(next(reader)))
            reader->at = mark;
        for (; is_digit(next(reader)); reader->at++)
            power = power < 1000 ? 10 * power + next(reader) - '0' : EXPONENT_MAX;
    }
    exponent += power_sign * power;
    mark = reader->at;
    skip_blanks(reader);
    if (take(reader, '%'))
        exponent -= 2;
    else
        reader->at = mark;
    snprintf(digits + count, sizeof digits - count, "e%d", exponent);
    double number = strtod(digits, NULL);
    if (too_long || !isfinite(number))
        return refuse(reader, TOLV_FORMULA_UNREADABLE, text_from(reader, from, reader->at - from),
                      TOLV_WORD(a_smaller_number));
    *value = (tolv_value){.kind = TOLV_NUMBER, .number = negative ? 0 - number : number};
    return TOLV_OK;
}

static tolv_error read_text(reader *reader, tolv_value *value) {
    size_t from = ++reader->at, doubled = 0;
    for (;; reader->at++) {
        if (next(reader) == nothing_left)
            return not_expected(reader, a_quotation_mark);
        if (next(reader) != '"')
            continue;
        if (byte_at(reader, reader->at + 1) != '"')
            break;
        doubled++;
        reader->at++;
    }
    tolv_text text = text_from(reader, from, reader->at++ - from);
    if (doubled) {
        char *single = tolv_arena_take(&reader->call->arena, text.length - doubled, 1);
        if (!single)
            return out_of_memory(reader);
        size_t length = 0;
        for (size_t i = 0; i < text.length; i++) {
            single[length++] = text.bytes[i];
            i += text.bytes[i] == '"';
        }
        text = (tolv_text){single, length};
    }
    *value = text.length ? (tolv_value){.kind = TOLV_TEXT, .text = text}
                         : (tolv_value){.kind = TOLV_BLANK};
    return TOLV_OK;
}

/* Words that are values. An error that has no row of ours is just a cell with an error. */
static const struct {
    const char *word;
    tolv_value value;
} words[] = {
    {"TRUE", {.kind = TOLV_NUMBER, .number = 1}},
    {"FALSE", {.kind = TOLV_NUMBER, .number = 0}},
    {"#N/A", {.kind = TOLV_FAULT, .error = TOLV_NOT_REPORTED}},
    {"#VALUE!", {.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR}},
    {"#DIV/0!", {.kind = TOLV_FAULT, .error = TOLV_ZERO_SUM}},
    {"#NUM!", {.kind = TOLV_FAULT, .error = TOLV_NOT_FINITE}},
    {"#REF!", {.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR}},
    {"#NAME?", {.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR}},
    {"Err:502", {.kind = TOLV_FAULT, .error = TOLV_OUTSIDE}},
};

/* A constant but an array; TOLV_MISSING, and the place where it was, when there is none. */
static tolv_error read_constant(reader *reader, tolv_value *value) {
    *value = (tolv_value){.kind = TOLV_MISSING};
    int byte = next(reader), after = byte_at(reader, reader->at + 1);
    bool is_signed = byte == '-' || byte == '+';
    int first = is_signed ? after : byte;
    int second = is_signed ? byte_at(reader, reader->at + 2) : after;
    if (is_digit(first) || (first == '.' && is_digit(second)))
        return read_number(reader, value);
    if (byte == '"')
        return read_text(reader, value);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        if (!begins_with(reader, words[i].word) || is_in_word(byte_at(reader, reader->at + length)))
            continue;
        *value = words[i].value;
        reader->at += length;
        if (value->kind == TOLV_NUMBER && begins_with(reader, "()"))
            reader->at += 2; /* files store TRUE as a function */
        break;
    }
    return TOLV_OK;
}

static size_t count_elements(const reader *reader) {
    size_t count = 1;
    bool in_text = false;
    for (size_t at = reader->at; at < reader->length; at++) {
        int byte = byte_at(reader, at);
        in_text ^= byte == '"';
        if (!in_text && byte == '}')
            break;
        count += !in_text && (byte == ';' || byte == '|');
    }
    return count;
}

static tolv_error read_array(reader *reader, tolv_value *value) {
    size_t count = 0, columns = 0, row = ++reader->at, row_start = 0;
    tolv_cell *cells = tolv_arena_take(&reader->call->arena, count_elements(reader), sizeof *cells);
    if (!cells)
        return out_of_memory(reader);
    for (bool open = true; open;) {
        tolv_value element;
        skip_blanks(reader);
        tolv_error error = read_constant(reader, &element);
        if (error)
            return error;
        cells[count] = tolv_cell_of(&element);
        if (cells[count].kind == TOLV_MISSING)
            cells[count].kind = TOLV_BLANK;
        count++;
        skip_blanks(reader);
        if (take(reader, ';'))
            continue;
        open = next(reader) == '|';
        if (!open && next(reader) != '}')
            return not_expected(reader, element.kind == TOLV_MISSING ? an_element : an_element_end);
        if (columns == 0)
            columns = count;
        if (count - row_start != columns)
            return tolv_fail_with(reader->call, TOLV_FORMULA_ARRAY, -1,
                                  TOLV_PLAIN(character_number(reader, row)),
                                  TOLV_PLAIN(count - row_start), TOLV_PLAIN(columns));
        row_start = count;
        row = ++reader->at;
    }
    *value = (tolv_value){
        .kind = TOLV_RANGE,
        .range = {.rows = count / columns, .columns = columns, .stride = columns, .cells = cells}};
    return TOLV_OK;
}

/* ---- Calls ---- */

static tolv_error read_term(reader *reader, tolv_formula *formula, tolv_value *constant);

static tolv_error read_argument(reader *reader, tolv_value *value) {
    tolv_formula inner;
    skip_blanks(reader);
    *value = (tolv_value){.kind = TOLV_MISSING};
    if (next(reader) == ';' || next(reader) == ')')
        return TOLV_OK;
    tolv_error error = read_term(reader, &inner, value);
    if (error || !inner.function)
        return error;
    error = tolv_function_call(reader->call, inner.function, inner.args, inner.count, value);
    if (!error)
        reader->call->function = NULL; /* what fails from here on is not its fault */
    return error;
}

/* The reader stands after "(". */
static tolv_error read_arguments(reader *reader, tolv_formula *formula) {
    tolv_value *args = NULL;
    size_t room = 0;
    skip_blanks(reader);
    if (take(reader, ')'))
        return TOLV_OK;
    do {
        if (formula->count == room) {
            room = room ? 2 * room : 8;
            tolv_value *larger = tolv_arena_take(&reader->call->arena, room, sizeof *larger);
            if (!larger)
                return out_of_memory(reader);
            if (args)
                memcpy(larger, args, formula->count * sizeof *args);
            formula->args = args = larger;
        }
        tolv_error error = read_argument(reader, &args[formula->count++]);
        if (error)
            return error;
        skip_blanks(reader);
    } while (take(reader, ';'));
    return take(reader, ')') ? TOLV_OK : not_expected(reader, an_argument_end);
}

/* A constant, or a call whose arguments are answered but not itself. */
static tolv_error read_term(reader *reader, tolv_formula *formula, tolv_value *constant) {
    *formula = (tolv_formula){.function = NULL};
    skip_blanks(reader);
    if (next(reader) == '{')
        return read_array(reader, constant);
    tolv_error error = read_constant(reader, constant);
    if (error || constant->kind != TOLV_MISSING)
        return error;
    tolv_text name = word_at(reader, reader->at);
    const tolv_function *function = tolv_function_named(name);
    if (!is_called(reader, name)) {
        reader->at += function ? name.length : 0;
        return not_expected(reader, function ? an_argument_list : a_value);
    }
    if (!function)
        return refuse(reader,
                      begins_with(reader, "TOLV.") ? TOLV_FORMULA_UNKNOWN : TOLV_FORMULA_FUNCTION,
                      name, TOLV_WORD(a_value));
    if (reader->depth == TOLV_FORMULA_DEPTH_MAX)
        return refuse(reader, TOLV_FORMULA_DEEP, name, TOLV_PLAIN(TOLV_FORMULA_DEPTH_MAX));
    reader->at += name.length;
    skip_blanks(reader);
    reader->at++;
    reader->depth++;
    error = read_arguments(reader, formula);
    reader->depth--;
    formula->function = function;
    return error;
}

tolv_error tolv_formula_read(tolv_call *call, tolv_text text, tolv_formula *formula) {
    reader reader = {.call = call, .bytes = text.bytes, .length = text.length};
    bool listening = call->listening;
    call->function = NULL;
    if (text.length > TOLV_FORMULA_BYTES_MAX)
        return tolv_fail_with(call, TOLV_FORMULA_LONG, -1, TOLV_PLAIN(text.length),
                              TOLV_PLAIN(TOLV_FORMULA_BYTES_MAX));
    tolv_value *constant = tolv_arena_take(&call->arena, 1, sizeof *constant);
    if (!constant)
        return out_of_memory(&reader);
    skip_blanks(&reader);
    if (begins_with(&reader, "of:="))
        reader.at += strlen("of:");
    take(&reader, '=');
    call->listening = false;
    tolv_error error = read_term(&reader, formula, constant);
    call->listening = listening;
    skip_blanks(&reader);
    if (!error && reader.at < reader.length)
        error = not_expected(&reader, an_end);
    if (!formula->function) {
        formula->args = constant;
        formula->count = 1;
    }
    return error;
}

tolv_error tolv_formula_evaluate(tolv_call *call, tolv_text text, tolv_value *result) {
    tolv_formula formula;
    tolv_error error = tolv_formula_read(call, text, &formula);
    if (error)
        return error;
    if (formula.function)
        return tolv_function_call(call, formula.function, formula.args, formula.count, result);
    *result = formula.args[0];
    return TOLV_OK;
}
