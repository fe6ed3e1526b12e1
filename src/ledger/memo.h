/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_MEMO_H
#define TOLV_LEDGER_MEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"

/* The figures of grids that were made last, each by a key that says all they depend on: a sheet
 * asks for a grid cell by cell, and each cell would make the whole of it. Begins as all zeros. */
typedef struct tolv_memo_grid tolv_memo_grid;
typedef struct tolv_memo {
    tolv_memo_grid *last_used;
} tolv_memo;

enum { TOLV_MEMO_MAX = 64 };
#define TOLV_MEMO_BYTES ((size_t)32 << 20)

/* Figure `element`, from 0, of the grid of a key. False when it is not kept. */
bool tolv_memo_find(tolv_memo *memo, uint64_t key, size_t element, double *figure);

/* Keeps a copy of the figures of a grid that is not kept yet, where there is memory for it; those
 * used least recently go. */
void tolv_memo_keep(tolv_memo *memo, const tolv_memory *memory, uint64_t key, const double *figures,
                    size_t count);

void tolv_memo_close(tolv_memo *memo, const tolv_memory *memory);

#endif
