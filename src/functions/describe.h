/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_DESCRIBE_H
#define TOLV_FUNCTIONS_DESCRIBE_H

#include "core/sentence.h"
#include "functions/function.h"

/* A descriptor in words, for the Function Wizard and the reference alike. */

/* "TOLV.DEVIATION", by the name shown in the language. */
void tolv_write_name(tolv_writer *writer, tolv_language language, const tolv_function *function);

/* "TOLV.DEVIATION(actual; budget; [sign])". */
void tolv_write_signature(tolv_writer *writer, tolv_language language,
                          const tolv_function *function);

/* What the function is for, and what it answers in which unit: two sentences. */
void tolv_write_summary(tolv_writer *writer, tolv_language language, const tolv_function *function);

/* What may be given: kind, bounds, shape, blank cells, words to choose from. */
void tolv_write_takes(tolv_writer *writer, tolv_language language, const tolv_argument *argument);

/* What counts when it is left out; "required" or "optional" where nothing does. */
void tolv_write_otherwise(tolv_writer *writer, tolv_language language,
                          const tolv_argument *argument);

/* The same where no heading explains it: "required", "optional", "if left out: 1". */
void tolv_write_need(tolv_writer *writer, tolv_language language, const tolv_argument *argument);

/* How a formula is written: the sign between numbers' whole and decimal parts, and those between an
 * array's columns and rows. Arguments are always separated by a semicolon. */
typedef struct tolv_notation {
    char decimal, column, row;
} tolv_notation;

extern const tolv_notation tolv_openformula;

/* What Calc takes and shows where the language's own locale is set. */
tolv_notation tolv_notation_of(tolv_language language);

/* A formula given as OpenFormula text with English names, in the language's names and words. */
void tolv_write_formula(tolv_writer *writer, tolv_language language, tolv_notation notation,
                        const char *formula);

#endif
