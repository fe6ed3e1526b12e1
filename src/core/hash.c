/* SPDX-License-Identifier: MPL-2.0 */
#include "core/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t tolv_hash(uint64_t before, const void *bytes, size_t length) {
    return XXH3_64bits_withSeed(bytes, length, before);
}
