/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_GRID_H
#define TOLV_LEDGER_GRID_H

#include "ledger/lines.h"

/* Sums of the selected rows by two axes, rows × columns of them, in one pass. Those of the same
 * questions agree with tolv_booked to the öre. */
void tolv_grid(const tolv_books *books, const tolv_selection *selection, const tolv_lines *rows,
               const tolv_lines *columns, tolv_ore *sums);

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

/* A row of the table behind a figure. */
typedef struct tolv_entry {
    size_t source; /* its number among the sources */
    tolv_ore amount;
} tolv_entry;

/* The rows that a question's figure is made of: the `most` largest first, those of the same size by
 * their place, in the arena; then what the others sum to, and how many they are. Errors of
 * tolv_booked. */
typedef struct tolv_entries {
    tolv_entry *entries;
    size_t count;
    tolv_ore rest;
    size_t rest_count;
} tolv_entries;

struct tolv_question;
tolv_error tolv_entries_list(tolv_entries *entries, tolv_arena *arena, const tolv_books *books,
                             const struct tolv_question *question, size_t most,
                             tolv_filter_fault *fault);

#endif
