/* SPDX-License-Identifier: MPL-2.0 */
#include "core/hash.h"

#include <string.h>

__extension__ typedef unsigned __int128 product;

/* Wang Yi's wyhash: both halves of a product depend on all bits of its factors. Four bits of each
 * byte of these are set, and each is odd. */
static const uint64_t secrets[] = {0xa0761d6478bd642f, 0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3,
                                   0x589965cc75374cc3};

static uint64_t fold(uint64_t a, uint64_t b) {
    product wide = (product)a * b;
    return (uint64_t)wide ^ (uint64_t)(wide >> 64);
}

uint64_t tolv_hash(uint64_t before, const void *bytes, size_t length) {
    const unsigned char *from = bytes;
    uint64_t hash = before ^ secrets[0], words[2];
    size_t left = length;
    for (; left >= sizeof words; from += sizeof words, left -= sizeof words) {
        memcpy(words, from, sizeof words);
        hash = fold(words[0] ^ secrets[1], words[1] ^ hash);
    }
    words[0] = words[1] = 0;
    if (left > 0)
        memcpy(words, from, left);
    hash = fold(words[0] ^ secrets[1], words[1] ^ hash);
    return fold(hash ^ secrets[2], length ^ secrets[3]);
}
