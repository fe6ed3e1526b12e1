/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_HASH_H
#define TOLV_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* 64 bits of bytes, their number and the hash before them (at first 0): what differs by chance has
 * the same hash once in 2^64. No protection against somebody who seeks two that are alike: that is
 * core/digest.h, a tenth as fast. The same on every machine whose numbers begin at the low end. */
uint64_t tolv_hash(uint64_t before, const void *bytes, size_t length);

#endif
