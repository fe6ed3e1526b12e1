/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_GUARD_H
#define TOLV_ODS_GUARD_H

#include "ods/formula_guard.h"
#include "ods/rewrite.h"

/* Workbooks that calculate, or at least show their figures, where the extension is missing: guards
 * (see ods/formula_guard.h) on every formula of the cells, names, conditional formats and
 * validations that calls a function of Tolv, and off again. */

/* What was done, and what could not be. */
typedef struct tolv_guard_counts {
    size_t alive, frozen;     /* cells that were guarded; of the frozen ones each has a note */
    size_t restored;          /* cells whose guards were taken off */
    size_t conditions, names; /* that were guarded, or whose guards were taken off */
    size_t kept;              /* told one by one: guards that were changed by hand, and stay */
} tolv_guard_counts;

/* How it is to be done. */
typedef struct tolv_guarding_work {
    const tolv_vocabulary *vocabulary;
    tolv_language language; /* of the notes of frozen cells */
    tolv_text as_of;        /* when their figures were right: "August 2026"; empty: not said */
    const struct tolv_round_sheet *sheets; /* those unsent are left as they are; NULL: none is */
} tolv_guarding_work;

/* Adds the edits to the workbook; what is guarded is guarded anew. An array formula that is one
 * call becomes calls of its elements, any other one keeps its figures. Frozen cells have a note,
 * and a look of their own where the extension is missing. What a name without a fallback is used in
 * is frozen. A condition of a format without a fallback does not hold there, one of a validation
 * does. False, told cell by cell, when a formula that needs its figure has none, or is longer than
 * Excel reads, and when the workbook cannot be read. */
bool tolv_guard_workbook(tolv_rewrite *rewrite, const tolv_guarding_work *work,
                         tolv_guard_counts *counts);

/* The same backwards: formulas as they were, with their references moved as offices have moved
 * them; elements that still stand as a block are the array formula again. */
bool tolv_unguard_workbook(tolv_rewrite *rewrite, const tolv_guarding_work *work,
                           tolv_guard_counts *counts);

#endif
