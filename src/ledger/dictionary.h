/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_DICTIONARY_H
#define TOLV_LEDGER_DICTIONARY_H

#include <stdint.h>

#include "core/arena.h"
#include "core/value.h"

/* The number of nothing: not found, none, or no memory. */
#define TOLV_NONE UINT32_MAX

/* Texts numbered from 0 in the order they came, each once: what a column of codes is packed with.
 * Any bytes will do. The texts live in the arena they were added with, the arrays in its memory;
 * begins as all zeros. */
typedef struct tolv_dictionary {
    tolv_text *texts; /* by number */
    uint32_t *hashes;
    uint32_t count, room;
    uint32_t *slots; /* number + 1, 0 where empty; at most half of them are taken */
    uint32_t slot_count;
} tolv_dictionary;

/* The number of a text; TOLV_NONE when it is not there. */
uint32_t tolv_dictionary_find(const tolv_dictionary *dictionary, tolv_text text);

/* The same, and a text that is not there gets the next number. TOLV_NONE when memory is out; then
 * nothing has changed. */
uint32_t tolv_dictionary_add(tolv_dictionary *dictionary, tolv_arena *arena, tolv_text text);

/* Finds the texts again after somebody has changed them in place; no two may have become the same.
 */
void tolv_dictionary_index(tolv_dictionary *dictionary);

void tolv_dictionary_close(tolv_dictionary *dictionary, const tolv_memory *memory);

#endif
