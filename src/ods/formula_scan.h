/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FORMULA_SCAN_H
#define TOLV_ODS_FORMULA_SCAN_H

#include "core/sentence.h"

/* Formulas as files store them (OpenFormula, ODF 1.3 part 4): what they are made of, and where
 * functions of Tolv are called. Any text can be scanned; what is no formula is parts all the same,
 * and together they are always the whole text. */

typedef enum tolv_token_kind {
    TOLV_TOKEN_SPACE,
    TOLV_TOKEN_NAME,      /* of a function, a range, or TRUE */
    TOLV_TOKEN_NUMBER,    /* without its sign */
    TOLV_TOKEN_TEXT,      /* with its quotation marks; one that is not ended reaches to the end */
    TOLV_TOKEN_REFERENCE, /* "[.A1:.B2]", or a quoted name */
    TOLV_TOKEN_ARRAY,     /* "{1;2|3;4}" */
    TOLV_TOKEN_ERROR,     /* "#N/A" */
    TOLV_TOKEN_OPEN,
    TOLV_TOKEN_CLOSE,
    TOLV_TOKEN_SEPARATOR, /* ";" */
    TOLV_TOKEN_OPERATOR   /* one byte of any other kind */
} tolv_token_kind;

typedef struct tolv_token {
    tolv_token_kind kind;
    tolv_text text;
} tolv_token;

/* Takes the first token off the formula; false at its end. */
bool tolv_take_token(tolv_text *formula, tolv_token *token);

/* The same but for spaces, the case of names, and how numbers are written: offices change these. */
bool tolv_formula_same(tolv_text a, tolv_text b);

/* The same again, but for references that somebody else says are the same (`text`: as in the
 * formula, "[.A1:.B2]"). */
typedef struct tolv_reference_judge {
    bool (*same)(const void *context, tolv_text of_a, tolv_text of_b);
    const void *context;
} tolv_reference_judge;

bool tolv_formula_same_but(tolv_text a, tolv_text b, const tolv_reference_judge *judge);

enum { TOLV_CALL_ARGUMENTS = 255 /* that Calc and Excel allow */ };

/* A call of a function of Tolv, by its stored name in any case of letters. */
typedef struct tolv_stored_call {
    tolv_text text, name; /* "tolv.deviation([.A1];5)", "tolv.deviation" */
    size_t count;
    tolv_text arguments[TOLV_CALL_ARGUMENTS]; /* as written; a call without any has none */
} tolv_stored_call;

/* Finds the first call that is in no other; `before` is what comes before it, and the formula
 * becomes what comes after. False, and nothing taken, where there is none. A call
 * that is not ended, or has more arguments than are allowed, makes the rest no formula: there is
 * none. */
bool tolv_take_call(tolv_text *formula, tolv_text *before, tolv_stored_call *call);

bool tolv_has_call(tolv_text formula);

/* Is the whole formula one call? */
bool tolv_is_call(tolv_text formula, tolv_stored_call *call);

/* Writes the formula with the names of Tolv's functions in upper case, as they are stored: an
 * office that does not know them writes them in lower case. */
void tolv_write_stored(tolv_writer *writer, tolv_text formula);

#endif
