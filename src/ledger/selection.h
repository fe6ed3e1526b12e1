/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SELECTION_H
#define TOLV_LEDGER_SELECTION_H

#include "core/pattern.h"
#include "ledger/headings.h"
#include "ledger/reading.h"

typedef struct tolv_books tolv_books;

typedef enum tolv_amount_type {
    TOLV_AMOUNT_OUTCOME = 1,
    TOLV_AMOUNT_BUDGET = 2,
    TOLV_AMOUNT_FORECAST = 3
} tolv_amount_type;

/* What rows are told apart by: their month, their account, or their object in a dimension. Each
 * has codes numbered from 0; a row without one has the number after the last. */
typedef struct tolv_axis {
    enum { TOLV_BY_MONTH, TOLV_BY_ACCOUNT, TOLV_BY_OBJECT } by;
    uint32_t dimension;   /* index in the ledger */
    uint32_t count;       /* of codes */
    const uint32_t *code; /* of objects: by combination */
} tolv_axis;

/* A pair as it is given: the field in any language, or a dimension's number or name, and a pattern
 * of its codes. A blank pattern takes all. */
typedef struct tolv_filter {
    tolv_text field, pattern;
} tolv_filter;

/* Which of the filters is at fault, and the text that is. */
typedef struct tolv_filter_fault {
    size_t filter;
    tolv_text text;
    bool is_field;
} tolv_filter_fault;

#define TOLV_FAULT_IN_UNIT SIZE_MAX

/* The rows that count: those that none of the tests leaves out. */
typedef struct tolv_selection {
    uint32_t kinds;                         /* a bit each */
    bool *accounts, *combinations, *months; /* by number; NULL: all */
} tolv_selection;

/* The axis of a field. TOLV_NO_FIELD; TOLV_NOT_FOUND where the ledger has no such column;
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_axis_named(tolv_arena *arena, const tolv_books *books, tolv_text field,
                           tolv_axis *axis);

/* A code of an axis as text; months are written into `digits`. "" for none. */
tolv_text tolv_axis_code(const tolv_books *books, const tolv_axis *axis, uint32_t code,
                         char digits[TOLV_CODE_DIGITS]);

/* A cell as a key of a field (TOLV_FIELDS: of none that is known), or a pattern of it: a number is
 * a code, a month or a date. A blank one gives an empty text. Errors of tolv_code_of,
 * TOLV_BAD_MONTH. */
tolv_error tolv_field_key(tolv_field field, const tolv_cell *cell, char digits[TOLV_CODE_DIGITS],
                          tolv_text *key);

/* Which codes a pattern takes, with that of none: count + 1 of them. Units below one that is taken
 * are not. TOLV_BAD_PATTERN, with the bad text in *bad; TOLV_OUT_OF_MEMORY. */
tolv_error tolv_axis_match(tolv_arena *arena, const tolv_books *books, const tolv_axis *axis,
                           tolv_text pattern, bool *taken, tolv_text *bad);

/* Makes the selection in the arena. Errors as above. */
tolv_error tolv_selection_make(tolv_selection *selection, tolv_arena *arena,
                               const tolv_books *books, tolv_amount_type type,
                               const tolv_filter *filters, size_t count, tolv_filter_fault *fault);

bool tolv_is_selected(const tolv_selection *selection, const tolv_books *books, uint32_t row);

/* The code that a row of the ledger has on an axis; axis->count for none. */
uint32_t tolv_code_of_row(const tolv_axis *axis, const tolv_books *books, uint32_t row);

#endif
