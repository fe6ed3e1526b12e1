/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_UNPLACED_H
#define TOLV_LEDGER_UNPLACED_H

#include "ledger/lines.h"

/* What one code of an axis sums to. */
typedef struct tolv_code_sum {
    uint32_t code; /* axis->count: none */
    tolv_ore sum;
    size_t rows; /* of the table */
} tolv_code_sum;

/* What is not placed: the codes that no line takes, the largest size first, in the arena; what is,
 * and what is not, together. TOLV_OUT_OF_MEMORY. */
typedef struct tolv_unplaced {
    tolv_code_sum *codes;
    size_t count;
    tolv_code_sum placed, rest;
} tolv_unplaced;

tolv_error tolv_unplaced_make(tolv_unplaced *unplaced, tolv_arena *arena, const tolv_books *books,
                              const tolv_selection *selection, const tolv_lines *lines);

#endif
