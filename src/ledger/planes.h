/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_PLANES_H
#define TOLV_LEDGER_PLANES_H

#include <stdint.h>

#include "core/arena.h"
#include "core/money.h"
#include "core/value.h"

/* The figures of one selection, by unit (with all below it) and month, so that any of them is a
 * subtraction: a row for each unit, then one of all, each of months + 1. */
typedef struct tolv_plane {
    struct tolv_plane *older, *newer; /* used before it, and after */
    struct tolv_plane *next;          /* in its slot */
    uint64_t hash;                    /* of the key, which stands behind the sums */
    tolv_text key;
    size_t bytes;
    tolv_ore sums[];
} tolv_plane;

/* Those not used for longest go when they are more bytes together than TOLV_PLANES_BYTES. Begins
 * as all zeros. */
typedef struct tolv_planes {
    tolv_plane *newest, *oldest;
    tolv_plane **slots; /* by hash; a power of two of them */
    size_t slot_count, count, bytes;
} tolv_planes;

#define TOLV_PLANES_BYTES ((size_t)64 << 20)

/* The plane of a key, which is now the one used last; NULL for none. */
tolv_plane *tolv_planes_find(tolv_planes *planes, tolv_text key);

/* A new one, used last, whose sums are 0; NULL when memory is out. */
tolv_plane *tolv_planes_add(tolv_planes *planes, tolv_text key, size_t sums,
                            const tolv_memory *memory);

void tolv_planes_close(tolv_planes *planes, const tolv_memory *memory);

#endif
