/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_FORMULA_H
#define TOLV_FUNCTIONS_FORMULA_H

#include "functions/function.h"

/* OpenFormula text without a sheet round it: a constant or a call of a function of Tolv,
 * `TOLV.PERIODISE(127147;{1;1;2})`. "=" or "of:=" may stand before it; `;` separates arguments and
 * columns, `|` rows; a decimal point; "texts" with "" for a quotation mark; TRUE is 1, FALSE 0; an
 * empty argument is left out, "" and an empty element of an array are blank cells; #N/A, #VALUE!,
 * #DIV/0!, #NUM!, Err:502 are cells with an error. Functions by their name in any language, and
 * nested. */

enum {
    TOLV_FORMULA_BYTES_MAX = 4 << 20, /* an array of a million cells */
    TOLV_FORMULA_DEPTH_MAX = 64
};

/* A formula that has been read, and whose inner calls are answered. */
typedef struct tolv_formula {
    const tolv_function *function; /* NULL: a constant, args[0] */
    const tolv_value *args;
    size_t count;
} tolv_formula;

/* Reads the text into the call's arena; texts may point into it, so it must outlive the call. On an
 * error the call's fault tells the character (counted from 1), or it is the fault of an inner call,
 * whose function the call then names. Only the outermost call explains, so nothing is here. */
tolv_error tolv_formula_read(tolv_call *call, tolv_text text, tolv_formula *formula);

/* Reads and answers it. A lone error constant answers itself, as TOLV_FAULT. */
tolv_error tolv_formula_evaluate(tolv_call *call, tolv_text text, tolv_value *result);

#endif
