/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_GROWTH_H
#define TOLV_LEDGER_GROWTH_H

#include <stdint.h>
#include <string.h>

#include "core/arena.h"

static inline void tolv_release(const tolv_memory *memory, void *block) {
    if (block)
        memory->release(memory->context, block);
}

/* An array with room for `room` elements that begins with the first `count` of `old`, which is
 * released; NULL when memory is out, and `old` is as it was. */
static inline void *tolv_grown(const tolv_memory *memory, void *old, size_t count, size_t room,
                               size_t size) {
    if (room > SIZE_MAX / 2 / size)
        return NULL;
    void *grown = memory->allocate(memory->context, room * size);
    if (grown && count)
        memcpy(grown, old, count * size);
    if (grown)
        tolv_release(memory, old);
    return grown;
}

#endif
