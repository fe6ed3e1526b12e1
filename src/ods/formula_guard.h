/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FORMULA_GUARD_H
#define TOLV_ODS_FORMULA_GUARD_H

#include "ods/formula_scan.h"

/* Formulas that calculate without the extension too. Where F is a call of a function of Tolv,
 *
 *     IF(IFERROR(ERROR.TYPE(F);0)=5;fallback;F)
 *
 * is F, its real errors included, where the extension is; where it is missing F is #NAME?, which
 * is error 5, and the fallback shows. References inside F move with the rest there. What has no
 * fallback that calculates is frozen: the whole formula W, with the figure it last had,
 *
 *     IF(IFERROR(ERROR.TYPE(TOLV.DEVIATION(0;0));0)=5;figure;W)
 *
 * and an array formula F becomes a call of one element in each of its cells,
 *
 *     IF(IFERROR(ERROR.TYPE(F);0)=5;fallback;F with its element)
 *
 * so that the three are told apart when the guards are taken off again. */

/* What the guard must know of the functions; the command line takes it from their descriptors. */
typedef struct tolv_vocabulary {
    /* Writes the native form of a call: see tolv_native_formula. */
    bool (*native)(tolv_writer *writer, tolv_text name, const tolv_text *arguments, size_t count);
    /* Of a function that answers a table: which argument, from 0, picks one element, and which one
     * has the table's shape. False of every other. */
    bool (*element)(tolv_text name, size_t *element, size_t *like);
} tolv_vocabulary;

typedef enum tolv_guarding {
    TOLV_GUARD_PLAIN,    /* no call of ours: nothing is written */
    TOLV_GUARD_ALIVE,    /* the fallbacks calculate */
    TOLV_GUARD_FROZEN,   /* the fallback is the figure */
    TOLV_GUARD_UNSAID,   /* no fallback, and no figure was given: nothing is written */
    TOLV_GUARD_CUT,      /* frozen, because the fallbacks make it longer than Excel reads */
    TOLV_GUARD_TOO_LONG, /* longer than Excel reads, whatever is done: nothing is written */
    TOLV_GUARD_STANDS,   /* it is guarded, and can be in no other way: nothing is written */
    TOLV_GUARD_CHANGED   /* a guard in it was changed by hand, and stays: nothing is written */
} tolv_guarding;

/* How to guard a formula. */
typedef struct tolv_guard {
    const tolv_vocabulary *vocabulary;
    tolv_text figure; /* its figure as a constant; empty where it has none */
    size_t room;      /* characters that Excel reads here */
    bool frozen;      /* as a whole, for a reason that does not stand in it */
} tolv_guard;

enum { TOLV_EXCEL_FORMULA = 8192, TOLV_EXCEL_VALIDATION = 255 };

/* Writes the formula (without "of:=") guarded, whether or not it was before. A call has one guard,
 * round the outermost of ours; the inner ones get their native form in the fallback. */
tolv_guarding tolv_guard_formula(tolv_writer *writer, const tolv_guard *guard, tolv_text formula);

/* Writes the guarded call of one element, from 1, of an array formula over rows × columns cells:
 * alive, or UNSAID, with nothing written, when the formula is not one call whose answer is of this
 * shape for sure, with a native form of the element. */
tolv_guarding tolv_guard_element(tolv_writer *writer, const tolv_guard *guard, tolv_text formula,
                                 size_t rows, size_t columns, size_t element);

/* What was found in a formula whose guards were taken off. */
typedef struct tolv_unguarding {
    size_t restored, kept; /* guards; one that was changed by hand is kept */
    size_t element;        /* of the array formula that is written; 0 when it is none */
    bool frozen;           /* the whole was */
} tolv_unguarding;

/* Writes the formula without its guards, the functions of Tolv in upper case. */
void tolv_unguard_formula(tolv_writer *writer, const tolv_vocabulary *vocabulary, tolv_text formula,
                          tolv_unguarding *found);

/* Is one of these names, of named expressions, in the formula? */
bool tolv_formula_uses(tolv_text formula, const tolv_text *names, size_t count);

#endif
