/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ARENA_H
#define TOLV_CORE_ARENA_H

#include <stddef.h>

/* Where an arena gets its blocks. Tests hand in one that fails at the n-th request. */
typedef struct tolv_memory {
    void *(*allocate)(void *context, size_t size);
    void (*release)(void *context, void *block);
    void *context;
} tolv_memory;

struct tolv_arena_block;

/* Memory that lives exactly as long as one call. The first bytes are inside the arena itself, so
 * that a call on a few numbers never asks the heap for anything. Not to be copied while open. */
typedef struct tolv_arena {
    const tolv_memory *memory;
    struct tolv_arena_block *blocks;
    char *next, *end;
    _Alignas(max_align_t) char first[1024];
} tolv_arena;

/* Opens an arena on `memory`, which must outlive it; NULL: malloc and free. */
void tolv_arena_open(tolv_arena *arena, const tolv_memory *memory);

/* count × size bytes, aligned for any type, not initialised; owned by the arena. NULL when memory
 * is out or the product does not fit; a count of 0 still gives a valid pointer. */
void *tolv_arena_take(tolv_arena *arena, size_t count, size_t size);

/* An array with room for one element more than `count`: itself, or a copy with twice the room,
 * which *room then tells. NULL when memory is out; the array is as it was. */
void *tolv_arena_with_room(tolv_arena *arena, void *array, size_t count, size_t *room, size_t size);

/* Releases everything that was taken. */
void tolv_arena_close(tolv_arena *arena);

#endif
