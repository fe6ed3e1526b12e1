/* SPDX-License-Identifier: MPL-2.0 */
/* Reads native forms as an office would. What passes here native.c puts together without another
 * look at it. */
#include <string.h>

#include "functions/native.h"

/* In Calc 7.4 and in Excel 2007 alike, under one name. */
static const char *const common[] = {
    "ABS",  "AND",        "CHOOSE",  "COLUMN",  "COLUMNS", "COUNT",    "DATE",        "DAY",
    "FIND", "IF",         "IFERROR", "INDEX",   "INT",     "ISNUMBER", "LARGE",       "LEFT",
    "MAX",  "MIN",        "MMULT",   "MOD",     "MONTH",   "NA",       "NETWORKDAYS", "NOT",
    "OR",   "PERCENTILE", "REPT",    "ROUND",   "ROW",     "ROWS",     "SIGN",        "SQRT",
    "SUM",  "SUMPRODUCT", "VALUE",   "WEEKDAY",
};

enum { PIECES_MAX = 24 };

typedef struct piece {
    const char *name;
    size_t length;
    bool used;
} piece;

typedef struct reader {
    const tolv_function *function;
    const char *at;
    tolv_native_fault fault; /* the first, if any: then nothing more is read */
    bool used[TOLV_ARGUMENTS_MAX];
    piece pieces[PIECES_MAX];
    size_t piece_count;
} reader;

static void expression(reader *reader);

static void refuse(reader *reader, const char *reason) {
    if (!reader->fault.reason)
        reader->fault = (tolv_native_fault){reason, reader->at};
}

/* Whether the byte comes next, which then is read. */
static bool take(reader *reader, char byte) {
    bool comes = !reader->fault.reason && *reader->at == byte;
    reader->at += comes;
    return comes;
}

static void expect(reader *reader, char byte, const char *reason) {
    if (!take(reader, byte))
        refuse(reader, reason);
}

#define DIGITS "0123456789"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LETTERS CAPITALS "abcdefghijklmnopqrstuvwxyz"

static void number(reader *reader) {
    size_t digits = strspn(reader->at, DIGITS);
    if (digits == 0)
        refuse(reader, "a figure, a function or an argument is expected");
    reader->at += digits;
    if (take(reader, '.'))
        reader->at += strspn(reader->at, DIGITS);
    if (take(reader, 'E')) {
        take(reader, '-');
        reader->at += strspn(reader->at, DIGITS);
    }
}

static void array(reader *reader) {
    do {
        take(reader, '-');
        number(reader);
    } while (take(reader, ';') || take(reader, '|'));
    expect(reader, '}', "in an array ; or | or } is expected");
}

static void string(reader *reader) {
    reader->at += strcspn(reader->at, "\"\n");
    expect(reader, '"', "a text ends with a quotation mark");
}

static void call(reader *reader) {
    size_t length = strspn(reader->at, CAPITALS), i = 0, count = sizeof common / sizeof *common;
    while (i < count && (strlen(common[i]) != length || memcmp(common[i], reader->at, length)))
        i++;
    if (i == count)
        refuse(reader, "no function that Calc and Excel have in common");
    reader->at += length;
    expect(reader, '(', "a function is followed by (");
    if (take(reader, ')'))
        return;
    do
        expression(reader);
    while (take(reader, ';'));
    expect(reader, ')', "; or ) is expected");
}

static void choice(reader *reader, const tolv_argument *argument) {
    size_t count = 0;
    expect(reader, '(', "? is followed by (");
    do {
        if (!strchr(";)", *reader->at))
            expression(reader);
        count++;
    } while (take(reader, ';'));
    expect(reader, ')', "; or ) is expected");
    size_t most = tolv_native_alternatives(argument);
    if (count > most || (count < most && argument->optional && !argument->has_default))
        refuse(reader, "not as many alternatives as the argument has values");
}

static bool named(const reader *reader, size_t length, const char *name, size_t name_length) {
    return length == name_length && memcmp(reader->at, name, length) == 0;
}

static void replacement(reader *reader) {
    const tolv_argument *arguments = reader->function->arguments;
    size_t length = strspn(reader->at, LETTERS), count = tolv_argument_count(reader->function);
    for (size_t i = 0; i < count; i++) {
        if (!named(reader, length, arguments[i].id, strlen(arguments[i].id)))
            continue;
        reader->used[i] = true;
        reader->at += length;
        if (take(reader, '?'))
            choice(reader, &arguments[i]);
        else
            take(reader, '!');
        return;
    }
    for (size_t i = 0; i < reader->piece_count; i++) {
        piece *piece = &reader->pieces[i];
        if (!named(reader, length, piece->name, piece->length))
            continue;
        piece->used = true;
        reader->at += length;
        return;
    }
    refuse(reader, "neither an argument nor a piece that stands before");
}

static void operand(reader *reader) {
    while (take(reader, '-'))
        ;
    if (take(reader, '$')) {
        replacement(reader);
    } else if (take(reader, '{')) {
        array(reader);
    } else if (take(reader, '"')) {
        string(reader);
    } else if (take(reader, '(')) {
        expression(reader);
        expect(reader, ')', ") is expected");
    } else if (strspn(reader->at, CAPITALS)) {
        call(reader);
    } else {
        number(reader);
    }
}

static bool take_operator(reader *reader) {
    if (take(reader, '<')) {
        if (!take(reader, '='))
            take(reader, '>');
        return true;
    }
    if (take(reader, '>')) {
        take(reader, '=');
        return true;
    }
    for (const char *byte = "+-*/^&=:"; *byte; byte++)
        if (take(reader, *byte))
            return true;
    return false;
}

static void expression(reader *reader) {
    do
        operand(reader);
    while (take_operator(reader));
}

/* A line "name = piece"; the piece cannot stand in itself. */
static void piece_line(reader *reader) {
    piece piece = {reader->at, strspn(reader->at, LETTERS), false};
    for (size_t i = 0; i < tolv_argument_count(reader->function); i++) {
        const char *id = reader->function->arguments[i].id;
        if (named(reader, piece.length, id, strlen(id)))
            refuse(reader, "a piece has the name of an argument");
    }
    for (size_t i = 0; i < reader->piece_count; i++)
        if (named(reader, piece.length, reader->pieces[i].name, reader->pieces[i].length))
            refuse(reader, "two pieces have the same name");
    if (reader->piece_count == PIECES_MAX)
        refuse(reader, "too many pieces");
    if (piece.length == 0 || strncmp(reader->at + piece.length, " = ", 3) != 0)
        refuse(reader, "a line but the last begins with a name and \" = \"");
    if (reader->fault.reason)
        return;
    reader->at += piece.length + 3;
    expression(reader);
    expect(reader, '\n', "an operator or the end of the line is expected");
    reader->pieces[reader->piece_count++] = piece;
}

bool tolv_native_is_well_formed(const tolv_function *function, tolv_native_fault *fault) {
    reader reader = {.function = function, .at = function->native};
    if (!function->native)
        return true;
    while (!reader.fault.reason && strchr(reader.at, '\n'))
        piece_line(&reader);
    if (!reader.fault.reason)
        expression(&reader);
    if (*reader.at)
        refuse(&reader, "an operator or the end is expected");
    for (size_t i = 0; i < tolv_argument_count(function); i++)
        if (!reader.used[i])
            refuse(&reader, "an argument is never used");
    for (size_t i = 0; i < reader.piece_count; i++)
        if (!reader.pieces[i].used)
            refuse(&reader, "a piece is never used");
    *fault = reader.fault;
    return !reader.fault.reason;
}
