/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_HASH_H
#define TOLV_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* XXH3 (Yann Collet's xxHash): 64 bits of bytes and of the hash before them (at first 0). What
 * differs by chance has the same hash once in 2^64. No protection against somebody who seeks two
 * that are alike: that is core/digest.h, a tenth as fast. The same on every machine. */
uint64_t tolv_hash(uint64_t before, const void *bytes, size_t length);

#endif
