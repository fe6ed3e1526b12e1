/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/native.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_id(tolv_text name, const char *id) {
    return strlen(id) == name.length && memcmp(id, name.bytes, name.length) == 0;
}

static bool may_be_missing(const tolv_argument *argument) {
    return argument->optional && !argument->has_default;
}

size_t tolv_native_alternatives(const tolv_argument *argument) {
    size_t words = 0;
    if (may_be_missing(argument))
        return 2;
    if (argument->kind == TOLV_ARGUMENT_WHOLE)
        return (size_t)(argument->high - argument->low) + 1;
    while (argument->kind == TOLV_ARGUMENT_KEYWORD && argument->keywords[words].word)
        words++;
    return words;
}

/* ---- Pieces of formulas ---- */

/* No operator outside parentheses and quotation marks: it can stand beside one as it is. */
static bool is_operand(tolv_text text) {
    int depth = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '"' || byte == '\'') {
            const char *end = memchr(text.bytes + i + 1, byte, text.length - i - 1);
            i = end ? (size_t)(end - text.bytes) : text.length;
        } else if (strchr("([{", byte)) {
            depth++;
        } else if (strchr(")]}", byte)) {
            depth--;
        } else if (depth == 0 && strchr("+-*/^&=<>%~! ", byte)) {
            return false;
        }
    }
    return true;
}

/* It may stand for cells of a sheet: a reference or a name, or a call of what answers cells. */
static bool may_be_cells(tolv_text text) {
    static const char *const answer_cells[] = {"CHOOSE", "IF", "INDEX", "INDIRECT", "OFFSET"};
    char first = text.bytes[0];
    const char *call = memchr(text.bytes, '(', text.length);
    if (!is_operand(text) || strchr("\"{.", first) || is_digit(first))
        return false;
    if (!call || strchr("['$", first))
        return true;
    tolv_text name = {text.bytes, (size_t)(call - text.bytes)};
    for (size_t i = 0; i < sizeof answer_cells / sizeof *answer_cells; i++)
        if (tolv_text_same(name, tolv_text_of(answer_cells[i])))
            return true;
    return false;
}

static bool is_quoted(tolv_text text) {
    return text.length >= 2 && text.bytes[0] == '"' &&
           memchr(text.bytes + 1, '"', text.length - 1) == text.bytes + text.length - 1;
}

/* A whole number as it stands, with or without a minus. */
static bool is_whole_constant(tolv_text text, double *number) {
    enum { DIGITS_MAX = 9 };
    size_t first = text.length > 0 && text.bytes[0] == '-', i = first;
    double size = 0;
    for (; i < text.length && i < first + DIGITS_MAX && is_digit(text.bytes[i]); i++)
        size = size * 10 + (text.bytes[i] - '0');
    if (i == first || i < text.length)
        return false;
    *number = first ? -size : size;
    return true;
}

static void write_operand(tolv_writer *writer, tolv_text text) {
    bool alone = is_operand(text);
    tolv_write_string(writer, alone ? "" : "(");
    tolv_write(writer, text);
    tolv_write_string(writer, alone ? "" : ")");
}

/* Up to six decimals. printf's decimal sign would follow a locale that the office may have set. */
static void write_number(tolv_writer *writer, double number) {
    char digits[48];
    double millionths = round(fabs(number) * 1e6), whole = floor(millionths / 1e6);
    int length = snprintf(digits, sizeof digits, "%s%.0f.%06.0f", number < 0 ? "-" : "", whole,
                          millionths - whole * 1e6);
    while (digits[length - 1] == '0')
        length--;
    length -= digits[length - 1] == '.';
    tolv_write(writer, (tolv_text){digits, (size_t)length});
}

/* ---- Words ---- */

enum { IN_CELL = -1, UNKNOWN = -2 };

static int word_of_code(const tolv_argument *argument, double code) {
    for (int i = 0; argument->keywords[i].word; i++)
        if (argument->keywords[i].code == code)
            return i;
    return UNKNOWN;
}

/* Which of its words a constant is, from 0. A word may be a number itself ("445"). */
static int word_of_constant(const tolv_argument *argument, tolv_text text) {
    double number = 0;
    bool quoted = is_quoted(text), whole = is_whole_constant(text, &number);
    if (!quoted && !whole)
        return IN_CELL;
    if (quoted)
        text = (tolv_text){text.bytes + 1, text.length - 2};
    for (int i = 0; argument->keywords[i].word; i++)
        for (int language = 0; language < TOLV_LANGUAGES; language++)
            if (tolv_text_same(text,
                               tolv_text_of(tolv_translate_in((tolv_language)language, "keyword",
                                                              argument->keywords[i].word))))
                return i;
    return whole ? word_of_code(argument, number) : UNKNOWN;
}

/* `cell="word"`, in each language that has a word of its own. */
static void write_comparisons(tolv_writer *writer, const char *word, tolv_text cell) {
    const char *words[TOLV_LANGUAGES];
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        bool known = false;
        words[language] = tolv_translate_in((tolv_language)language, "keyword", word);
        for (int other = 0; other < language; other++)
            known = known || strcmp(words[other], words[language]) == 0;
        if (known)
            continue;
        tolv_write_string(writer, ";LOWER(");
        tolv_write(writer, cell);
        tolv_write_string(writer, ")=LOWER(\"");
        tolv_write_string(writer, words[language]);
        tolv_write_string(writer, "\")");
    }
}

/* What stands in a cell, as its code, or as its place among the words, from 1. */
static void write_word(tolv_writer *writer, const tolv_argument *argument, tolv_text cell,
                       bool as_place) {
    int count = 0;
    for (const tolv_keyword *word = argument->keywords; word->word; word++, count++) {
        tolv_write_string(writer, "IF(OR(");
        write_operand(writer, cell);
        tolv_write_string(writer, "=");
        write_number(writer, word->code);
        write_comparisons(writer, word->word, cell);
        tolv_write_string(writer, ");");
        write_number(writer, as_place ? count + 1 : word->code);
        tolv_write_string(writer, ";");
    }
    tolv_write_string(writer, "NA()");
    while (count-- > 0)
        tolv_write_string(writer, ")");
}

/* ---- Arguments ---- */

typedef struct filling {
    const char *at; /* what comes next of the native form */
    const tolv_function *function;
    const tolv_text *arguments;
    size_t count;
    tolv_writer *writer;
    bool said; /* until something cannot be */
} filling;

/* Empty where it is left out; an empty text leaves out what may be. */
static tolv_text given(const filling *filling, size_t i) {
    tolv_text none = tolv_text_of("");
    if (i >= filling->count)
        return none;
    tolv_text text = tolv_text_trimmed(filling->arguments[i]);
    bool nothing = is_quoted(text) && text.length == 2 && filling->function->arguments[i].optional;
    return nothing ? none : text;
}

static void write_month(tolv_writer *writer, tolv_text text) {
    double number;
    if (is_whole_constant(text, &number) && number <= 12) {
        tolv_write(writer, text);
        return;
    }
    tolv_write_string(writer, "IF(");
    write_operand(writer, text);
    tolv_write_string(writer, ">12;MONTH(");
    tolv_write(writer, text);
    tolv_write_string(writer, ");");
    tolv_write(writer, text);
    tolv_write_string(writer, ")");
}

static void write_argument(filling *filling, size_t i, bool needs_cells) {
    const tolv_argument *argument = &filling->function->arguments[i];
    tolv_text text = given(filling, i);
    if (text.length == 0) {
        filling->said = filling->said && argument->has_default;
        write_number(filling->writer, argument->otherwise);
    } else if (argument->kind == TOLV_ARGUMENT_KEYWORD) {
        int word = word_of_constant(argument, text);
        filling->said = filling->said && word != UNKNOWN;
        if (word >= 0)
            write_number(filling->writer, argument->keywords[word].code);
        else
            write_word(filling->writer, argument, text, false);
    } else if (argument->kind == TOLV_ARGUMENT_PERIOD) {
        write_month(filling->writer, text);
    } else {
        filling->said = filling->said && (!needs_cells || may_be_cells(text));
        write_operand(filling->writer, text);
    }
}

/* IF would not be asked cell by cell in SUMPRODUCT by Excel, nor would IFERROR. */
static void write_figures(filling *filling, size_t i) {
    tolv_write_string(filling->writer, "VALUE(");
    write_argument(filling, i, false);
    tolv_write_string(filling->writer, "&REPT(\"0\";1-ISNUMBER(");
    write_argument(filling, i, false);
    tolv_write_string(filling->writer, ")))");
}

/* Which alternative the argument chooses, from 0. */
static int alternative_of(const filling *filling, size_t i) {
    const tolv_argument *argument = &filling->function->arguments[i];
    tolv_text text = given(filling, i);
    double number = argument->otherwise;
    if (may_be_missing(argument))
        return text.length == 0;
    if (argument->kind == TOLV_ARGUMENT_KEYWORD)
        return text.length ? word_of_constant(argument, text) : word_of_code(argument, number);
    if (text.length && !is_whole_constant(text, &number))
        return IN_CELL;
    bool inside = number >= argument->low && number <= argument->high;
    return inside ? (int)(number - argument->low) : UNKNOWN;
}

/* ---- The native form ---- */

static void copy(filling *filling, bool wanted);

/* The office is to choose among all alternatives. */
static void write_chooser(filling *filling, size_t i) {
    const tolv_argument *argument = &filling->function->arguments[i];
    tolv_text text = given(filling, i);
    tolv_write_string(filling->writer, "CHOOSE(");
    if (argument->kind == TOLV_ARGUMENT_KEYWORD) {
        write_word(filling->writer, argument, text, true);
        return;
    }
    write_number(filling->writer, 1 - argument->low);
    tolv_write_string(filling->writer, "+");
    write_operand(filling->writer, text);
}

/* An alternative or a piece, in parentheses unless it can do without. */
static void copy_operand(filling *filling) {
    struct filling ahead = *filling;
    copy(&ahead, false);
    bool alone = is_operand((tolv_text){filling->at, (size_t)(ahead.at - filling->at)});
    tolv_write_string(filling->writer, alone ? "" : "(");
    copy(filling, true);
    tolv_write_string(filling->writer, alone ? "" : ")");
}

/* From the "(" of "$id?(A;B)" to what comes after. */
static void choose(filling *filling, size_t i, bool wanted) {
    int chosen = alternative_of(filling, i), count = 0;
    bool all = chosen == IN_CELL, said = all;
    if (wanted && all)
        write_chooser(filling, i);
    do {
        const char *first = ++filling->at;
        bool here = all || chosen == count;
        if (wanted && all)
            tolv_write_string(filling->writer, ";");
        if (wanted && here && !all)
            copy_operand(filling);
        else
            copy(filling, wanted && here);
        bool empty = filling->at == first;
        said = all ? said && !empty : said || (here && !empty);
        count++;
    } while (*filling->at == ';');
    filling->at++;
    if (wanted && all)
        tolv_write_string(filling->writer, ")");
    bool complete =
        !all || (size_t)count == tolv_native_alternatives(&filling->function->arguments[i]);
    filling->said = filling->said && (!wanted || (said && complete));
}

/* The line "name = piece" of this name; NULL where there is none. */
static const char *piece_named(const char *native, tolv_text name) {
    for (const char *line = native; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name.bytes, name.length) == 0 &&
            strncmp(line + name.length, " = ", 3) == 0)
            return line + name.length + 3;
    }
    return NULL;
}

static void copy_piece(filling *filling, const char *piece) {
    const char *after = filling->at;
    filling->at = piece;
    copy_operand(filling);
    filling->at = after;
}

/* These look at where cells stand, and constants stand nowhere. */
static bool looks_at_cells(const char *native, const char *at) {
    static const char *const callers[] = {"INDEX(", "ROW(", "ROWS(", "COLUMN(", "COLUMNS("};
    for (size_t i = 0; i < sizeof callers / sizeof *callers; i++) {
        size_t length = strlen(callers[i]);
        if ((size_t)(at - native) >= length && memcmp(at - length, callers[i], length) == 0)
            return true;
    }
    return false;
}

/* From the "$" to what comes after. */
static void replace(filling *filling, bool wanted) {
    const tolv_function *function = filling->function;
    bool needs_cells = looks_at_cells(function->native, filling->at);
    tolv_text name = {++filling->at, 0};
    while (is_letter(name.bytes[name.length]))
        name.length++;
    filling->at += name.length;
    size_t i = 0, count = tolv_argument_count(function);
    while (i < count && !is_id(name, function->arguments[i].id))
        i++;
    bool choice = *filling->at == '?', figures = *filling->at == '!';
    filling->at += choice || figures;
    if (choice)
        choose(filling, i, wanted);
    else if (wanted && figures)
        write_figures(filling, i);
    else if (wanted && i < count)
        write_argument(filling, i, needs_cells);
    else if (wanted)
        copy_piece(filling, piece_named(function->native, name));
}

/* Up to the end of an alternative or a line. */
static void copy(filling *filling, bool wanted) {
    for (int depth = 0; *filling->at && *filling->at != '\n';) {
        const char *at = filling->at;
        if (depth == 0 && (*at == ';' || *at == ')'))
            return;
        if (*at == '$') {
            replace(filling, wanted);
            continue;
        }
        size_t length = *at == '"' ? strcspn(at + 1, "\"") + 2 : 1;
        depth += (*at == '(' || *at == '{') - (*at == ')' || *at == '}');
        if (wanted)
            tolv_write(filling->writer, (tolv_text){at, length});
        filling->at += length;
    }
}

bool tolv_native_formula(tolv_writer *writer, const tolv_function *function,
                         const tolv_text *arguments, size_t count) {
    size_t before = writer->length, listed = tolv_argument_count(function);
    if (!function->native || count > listed)
        return false;
    const char *last = strrchr(function->native, '\n');
    filling filling = {.at = last ? last + 1 : function->native,
                       .function = function,
                       .arguments = arguments,
                       .count = count,
                       .writer = writer,
                       .said = true};
    for (size_t i = 0; i < listed; i++) {
        const tolv_argument *argument = &function->arguments[i];
        bool may_lack = argument->optional && argument->kind != TOLV_ARGUMENT_ELEMENT;
        filling.said = filling.said && (may_lack || given(&filling, i).length > 0);
    }
    if (filling.said)
        copy(&filling, true);
    if (!filling.said || writer->failed)
        writer->length = before;
    return filling.said && !writer->failed;
}
