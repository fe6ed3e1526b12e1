/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_ENTRIES_H
#define TOLV_LEDGER_ENTRIES_H

#include "ledger/booked.h"

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

tolv_error tolv_entries_list(tolv_entries *entries, tolv_arena *arena, const tolv_books *books,
                             const tolv_question *question, size_t most, tolv_filter_fault *fault);

#endif
