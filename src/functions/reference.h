/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_REFERENCE_H
#define TOLV_FUNCTIONS_REFERENCE_H

#include "core/sentence.h"
#include "functions/function.h"

typedef enum tolv_reference_form {
    TOLV_REFERENCE_TERMINAL, /* plain text, at most 80 columns; formulas as `tolv eval` reads them
                              */
    TOLV_REFERENCE_MARKDOWN  /* a chapter of docs/functions.*.md; formulas as typed into Calc */
} tolv_reference_form;

/* The page of one function, made from its descriptor; the value and the explanation of its example
 * are calculated on the spot. UTF-8, ended by a newline. False when memory is out or the example
 * does not calculate; the writer then holds no whole page. */
bool tolv_write_reference(tolv_writer *writer, tolv_language language,
                          const tolv_function *function, tolv_reference_form form);

/* The way in: what to begin with, the functions by task, and all of them by family. False when
 * memory is out. */
bool tolv_write_reference_index(tolv_writer *writer, tolv_language language,
                                tolv_reference_form form);

/* docs/which-function.<language>.md: what to begin with, and the functions by task, with links into
 * the manual beside it. False when memory is out. */
bool tolv_write_tasks(tolv_writer *writer, tolv_language language);

/* docs/functions.<language>.md: what holds for all functions, the way in, and every page by family.
 * False as for a page. */
bool tolv_write_manual(tolv_writer *writer, tolv_language language);

#endif
