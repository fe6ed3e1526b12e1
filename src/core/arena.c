/* SPDX-License-Identifier: MPL-2.0 */
#include "core/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024, ALIGNMENT = _Alignof(max_align_t) };

/* Under the address sanitizer what nobody took is out of bounds, and a gap follows every piece. */
#ifdef TOLV_WATCHED
#include <sanitizer/asan_interface.h>
enum { GAP = ALIGNMENT };
#define CLOSE_MEMORY(bytes, size) ASAN_POISON_MEMORY_REGION(bytes, size)
#define OPEN_MEMORY(bytes, size) ASAN_UNPOISON_MEMORY_REGION(bytes, size)
#else
enum { GAP = 0 };
#define CLOSE_MEMORY(bytes, size) ((void)0)
#define OPEN_MEMORY(bytes, size) ((void)0)
#endif

struct tolv_arena_block {
    struct tolv_arena_block *previous;
    _Alignas(max_align_t) char bytes[];
};

static void *heap_allocate(void *context, size_t size) {
    (void)context;
    return malloc(size);
}

static void heap_release(void *context, void *block) {
    (void)context;
    free(block);
}

static const tolv_memory heap = {heap_allocate, heap_release, NULL};

void tolv_arena_open(tolv_arena *arena, const tolv_memory *memory) {
    arena->memory = memory ? memory : &heap;
    arena->blocks = NULL;
    arena->next = arena->first;
    arena->end = arena->first + sizeof arena->first;
    CLOSE_MEMORY(arena->first, sizeof arena->first);
}

void *tolv_arena_take(tolv_arena *arena, size_t count, size_t size) {
    if (size && count > (SIZE_MAX / 2) / size)
        return NULL;
    size_t wanted = (count * size + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (wanted > (size_t)(arena->end - arena->next)) {
        size_t room = wanted > BLOCK_SIZE / 4 ? wanted : BLOCK_SIZE;
        struct tolv_arena_block *block =
            arena->memory->allocate(arena->memory->context, sizeof *block + room);
        if (!block)
            return NULL;
        block->previous = arena->blocks;
        arena->blocks = block;
        CLOSE_MEMORY(block->bytes, room);
        if (room == wanted) { /* a large piece has its block to itself; the current one goes on */
            OPEN_MEMORY(block->bytes, count * size);
            return block->bytes;
        }
        arena->next = block->bytes;
        arena->end = block->bytes + room;
    }
    void *taken = arena->next;
    arena->next += wanted;
    OPEN_MEMORY(taken, count * size);
    return taken;
}

void *tolv_arena_with_room(tolv_arena *arena, void *array, size_t count, size_t *room,
                           size_t size) {
    enum { ROOM_FIRST = 64 };
    if (count < *room)
        return array;
    size_t wanted = *room * 2 + ROOM_FIRST;
    void *grown = tolv_arena_take(arena, wanted, size);
    if (!grown)
        return NULL;
    if (count)
        memcpy(grown, array, count * size);
    *room = wanted;
    return grown;
}

void tolv_arena_close(tolv_arena *arena) {
    OPEN_MEMORY(arena->first, sizeof arena->first);
    while (arena->blocks) {
        struct tolv_arena_block *block = arena->blocks;
        arena->blocks = block->previous;
        arena->memory->release(arena->memory->context, block);
    }
}
