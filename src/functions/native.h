/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_NATIVE_H
#define TOLV_FUNCTIONS_NATIVE_H

#include "core/sentence.h"
#include "functions/function.h"

/* What stands in a cell instead of a call of ours where the extension is missing: the same said in
 * plain OpenFormula, as functions of Calc 7.4 and Excel alike, without array entry. A native form
 * is text, and what follows a `$` in it is replaced:
 *
 *   $id            the argument: a word as its code, a date as its month, its default where it is
 *                  left out; without a default there then is no native form
 *   $id!           the argument's figures, 0 where it has a blank or an empty text; another text is
 *                  an error. What is written as text and read again, as an office does both in
 *                  one locale, keeps 15 digits
 *   $id?(A;B)      A where an argument without a default is given, B where it is left out
 *   $id?(A;B;C)    of a word or a whole number: the alternative of its value, in order from the
 *                  first word or the lowest number; one that is empty or not there cannot be said
 *   $name          a piece that a line "name = piece" says before; the last line is the formula
 *
 * Arguments and pieces get parentheses where they need them. Amounts are to be rounded to the öre
 * one by one, as the kernels do; ranges that belong together stand in SUMPRODUCT as arrays of their
 * own, so that a row beside a column gives an error and never another figure. A blank is often an
 * empty text, the answer of another formula: arrays of cells by themselves and SUM pass over it,
 * arithmetic does not: $id! takes it for 0, IFERROR(exact;added) adds first and rounds then. */

/* Writes the formula of one call; in a larger one it belongs into parentheses. Each argument is
 * OpenFormula text, `[.B2:.M2]` or `"income"` or `12*[.C4]`, empty where it is left out; an inner
 * call of ours comes in its own native form. Words may stand in cells, in any language; an empty
 * text in a cell is an error here, and not left out. False, and nothing written, where this call
 * has no native form (a setting that cannot be said, all elements of a matrix, constants where
 * cells are needed) or when memory is out. */
bool tolv_native_formula(tolv_writer *writer, const tolv_function *function,
                         const tolv_text *arguments, size_t count);

/* Why a native form cannot be right, for the developer: what, and from where on. */
typedef struct tolv_native_fault {
    const char *reason, *at;
} tolv_native_fault;

/* Does it read as OpenFormula, use every argument and every piece, and only functions that Calc 7.4
 * and Excel have in common, none volatile and none that reads a locale? True also where there is
 * none. The generator's linter asks. */
bool tolv_native_is_well_formed(const tolv_function *function, tolv_native_fault *fault);

/* How many alternatives a choice by this argument may have. */
size_t tolv_native_alternatives(const tolv_argument *argument);

/* Of the argument `history`, which years are whole, and their number and sum. */
#define TOLV_NATIVE_HISTORY \
    "whole = MMULT(1*ISNUMBER($history);{1|1|1|1|1|1|1|1|1|1|1|1})=12\n" \
    "years = SUMPRODUCT(1*$whole)\n" \
    "all = SUMPRODUCT(MMULT(1*$whole;{1;1;1;1;1;1;1;1;1;1;1;1});$history)\n" \
    "earlier = IFERROR(SUMPRODUCT($whole*ROUND($history;2));$all)\n"

/* Largest remainder, as core/rounding.h has it: of the exact shares in steps, each at its place,
 * the whole steps, what remains to seven decimals, and how many come before the element's own. */
#define TOLV_NATIVE_REMAINDERS \
    "whole = INT($exact+5E-8)\n" \
    "remainder = ROUND($exact-$whole;7)\n" \
    "own = SUMPRODUCT(($place=$element)*$remainder)\n" \
    "tied = SUMPRODUCT(($remainder=$own)*($place<$element))\n" \
    "ahead = SUMPRODUCT(1*($remainder>$own))+$tied\n" \
    "ownWhole = SUMPRODUCT(($place=$element)*$whole)\n"

#endif
