/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_FUNCTION_H
#define TOLV_FUNCTIONS_FUNCTION_H

#include "functions/call.h"

/* What an argument may be, and what the body finds in args[] when the check has passed. A left-out
 * optional argument becomes its default; one without a default stays TOLV_MISSING. */
typedef enum tolv_argument_kind {
    TOLV_ARGUMENT_AMOUNT,  /* TOLV_NUMBER, kronor, |x| <= 2^46, within low..high */
    TOLV_ARGUMENT_NUMBER,  /* TOLV_NUMBER, within low..high */
    TOLV_ARGUMENT_WHOLE,   /* TOLV_NUMBER, a whole number within low..high */
    TOLV_ARGUMENT_PERIOD,  /* TOLV_NUMBER 1-12; a date gives its month */
    TOLV_ARGUMENT_KEYWORD, /* TOLV_NUMBER, the keyword's code */
    TOLV_ARGUMENT_TEXT,    /* TOLV_TEXT */
    TOLV_ARGUMENT_CODE,    /* TOLV_TEXT or TOLV_NUMBER: a code is written as either */
    TOLV_ARGUMENT_AMOUNTS, /* TOLV_RANGE of numbers, each an amount within low..high */
    TOLV_ARGUMENT_NUMBERS, /* TOLV_RANGE of numbers, each within low..high */
    TOLV_ARGUMENT_WHOLES,  /* TOLV_RANGE of whole numbers, each within low..high */
    TOLV_ARGUMENT_CELLS, /* TOLV_RANGE of cells as they came, none with an error, numbers finite */
    TOLV_ARGUMENT_TABLE, /* TOLV_TABLE, of any length, cells as they come; a range, or a single
                          * value, is one too. Where it is required the office hands it in as it
                          * stands, so it is a reference there and never another call */
    TOLV_ARGUMENT_MONTH, /* TOLV_NUMBER, 1-12, or YYYYMM, which a date becomes */
    TOLV_ARGUMENT_ELEMENT, /* which element of the answer is wanted, counted from 1: the body
                            * answers the whole and needs the argument only to explain (TOLV_NUMBER)
                            */
    TOLV_ARGUMENT_ANYTHING /* as it came */
} tolv_argument_kind;

typedef enum tolv_shape {
    TOLV_SHAPE_ANY,
    TOLV_SHAPE_LINE,   /* one row or one column */
    TOLV_SHAPE_TWELVE, /* one row or one column of twelve: a year by month */
    TOLV_SHAPE_YEARS   /* twelve columns, a row a year */
} tolv_shape;

/* Blank cells of a range. The reference prints it; to the body all but ZERO are blank (NaN). */
typedef enum tolv_blanks {
    TOLV_BLANKS_NOT_REPORTED, /* #N/A where the answer needs it */
    TOLV_BLANKS_ZERO,         /* count as 0 */
    TOLV_BLANKS_SKIPPED,      /* left out, and what belongs to it in another range too */
    TOLV_BLANKS_OPEN,         /* not given: no limit, no bound, the default */
    TOLV_BLANKS_KEPT          /* a content of its own */
} tolv_blanks;

typedef struct tolv_keyword {
    int code;
    const char *word; /* English; translated in the context "keyword" */
} tolv_keyword;

typedef struct tolv_argument {
    const char *id;   /* stored IDL name: letters, no keyword of IDL */
    const char *name; /* shown, English; translated in the context "argument" */
    const char *text; /* one sentence, at most 140 characters in every language */
    tolv_argument_kind kind;
    tolv_shape shape;
    tolv_blanks blanks;
    bool optional, has_default;
    bool repeated;    /* the last argument only: any number of these, each checked alike */
    double otherwise; /* the default, where has_default */
    double low, high; /* of numbers and amounts; both 0 means no bounds */
    const tolv_keyword *keywords; /* KEYWORD: ended by a NULL word */
} tolv_argument;

typedef enum tolv_family {
    TOLV_FAMILY_PERIOD,
    TOLV_FAMILY_LEDGER,
    TOLV_FAMILY_FORECAST,
    TOLV_FAMILY_DEVIATION,
    TOLV_FAMILY_FLAGS,
    TOLV_FAMILY_ALLOCATION,
    TOLV_FAMILY_QUALITY,
    TOLV_FAMILY_LAW,
    TOLV_FAMILY_LEVERS,
    TOLV_FAMILY_INSIGHT,
    TOLV_FAMILIES
} tolv_family;

enum { TOLV_ARGUMENTS_MAX = 16 };

/* The one prototype of a function's body. The arguments are as many as the descriptor lists (a
 * repeated last one has its count in call->repeated) and as its kinds say; the body asserts, never
 * checks them again. On TOLV_OK the result is set; it may point into the call's arena and into the
 * arguments. Any other answer comes from tolv_fail. Reentrant, no globals. */
typedef tolv_error tolv_body(tolv_call *call, const tolv_value *args, tolv_value *result);

/* Everything Tolv knows of a function; the IDL, CalcAddIns.xcu, the reference pages, the dispatch
 * and `tolv help` are made from it. Stored: the name and the order of
 * the arguments; append, never change. */
struct tolv_function {
    const char *name; /* "DEVIATION": in files TOLV.DEVIATION, in IDL the method deviation; shown
                       * in English, and translated in the context "function" */
    const char *text; /* one sentence, at most 140 characters in every language */
    const char *why;  /* two more for the reference, with their full stops: why it is there, which
                       * question it answers; NULL where the text says it all */
    tolv_family family;
    const char *unit;    /* of the answer, in words */
    const char *formula; /* the rule as one would write it on paper, for the reference */
    const char *native;  /* the same in plain OpenFormula that Calc 7.4 and Excel understand, the
                          * arguments as $id (functions/native.h); NULL where none says it */
    const char *source;  /* law, handbook, paper; NULL where it is arithmetic */
    const char *example; /* OpenFormula text; also a case; translated where it holds texts */
    const char *see;     /* names of related functions, separated by spaces */
    tolv_body *body;
    tolv_argument arguments[TOLV_ARGUMENTS_MAX]; /* ended by a NULL id */
};

/* The vocabulary in its stored order: the ordinal of a method is its place here. */
extern const tolv_function *const tolv_functions[];
extern const size_t tolv_function_count;

/* The function of a stored or shown name, with or without "TOLV.", in any of the languages and any
 * case of letters; NULL when there is none. */
const tolv_function *tolv_function_named(tolv_text name);

size_t tolv_argument_count(const tolv_function *function);

/* The argument a fault is at, when the arguments are given as they came; the last for all further
 * ones of a repeated argument. */
const tolv_argument *tolv_function_argument(const tolv_function *function, size_t index);

const char *tolv_family_name(tolv_family family); /* English: a key for tolv_translate */

/* Calls the function on arguments as they came from a cell or a command line: checks and names
 * them, runs the body, and sees to it that no result is −0, infinite or NaN. Call it on a call
 * that has been opened; on an error the result is not set and the call's fault tells why. */
tolv_error tolv_function_call(tolv_call *call, const tolv_function *function,
                              const tolv_value *args, size_t count, tolv_value *result);

#endif
