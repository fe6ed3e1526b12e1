/* SPDX-License-Identifier: MPL-2.0 */
#include "core/digest.h"

#include <string.h>

/* The names σ, Σ, Ch, Maj and the numbers of sections are those of FIPS 180-4. */

enum { ROUNDS = 64 };

/* §4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* §5.3.3: the same of the square roots of the first 8. */
static const uint32_t initial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static uint32_t rotate(uint32_t x, int by) {
    return x >> by | x << (32 - by);
}

/* §6.2.2 step 1. */
static void schedule(const unsigned char *block, uint32_t words[ROUNDS]) {
    for (int i = 0; i < 16; i++, block += 4)
        words[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 |
                   block[3];
    for (int i = 16; i < ROUNDS; i++) {
        uint32_t x = words[i - 15], y = words[i - 2];
        uint32_t sigma_0 = rotate(x, 7) ^ rotate(x, 18) ^ x >> 3;
        uint32_t sigma_1 = rotate(y, 17) ^ rotate(y, 19) ^ y >> 10;
        words[i] = sigma_1 + words[i - 7] + sigma_0 + words[i - 16];
    }
}

/* §6.2.2 steps 2 to 4. */
static void compress(uint32_t state[8], const unsigned char *block) {
    uint32_t words[ROUNDS];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    schedule(block, words);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t sum_1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t choice = (e & f) ^ (~e & g);
        uint32_t t_1 = h + sum_1 + choice + constants[i] + words[i];
        uint32_t sum_0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
        h = g, g = f, f = e, e = d + t_1;
        d = c, c = b, b = a, a = t_1 + sum_0 + majority;
    }
    const uint32_t s[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

void tolv_digest_open(tolv_digest *digest) {
    memcpy(digest->state, initial, sizeof initial);
    digest->length = 0;
}

void tolv_digest_add(tolv_digest *digest, const void *bytes, size_t length) {
    const unsigned char *from = bytes;
    while (length > 0) {
        size_t at = digest->length % TOLV_DIGEST_BLOCK, part = TOLV_DIGEST_BLOCK - at;
        if (part > length)
            part = length;
        memcpy(digest->block + at, from, part);
        digest->length += part;
        from += part;
        length -= part;
        if (at + part == TOLV_DIGEST_BLOCK)
            compress(digest->state, digest->block);
    }
}

/* §5.1.1: a bit 1, zeros, and the length in bits as the last 64 bits of a block. */
void tolv_digest_close(tolv_digest *digest, unsigned char bytes[TOLV_DIGEST_BYTES]) {
    static const unsigned char padding[TOLV_DIGEST_BLOCK] = {0x80};
    uint64_t bits = digest->length * 8;
    size_t at = digest->length % TOLV_DIGEST_BLOCK, room = TOLV_DIGEST_BLOCK - sizeof bits;
    unsigned char length[sizeof bits];
    for (size_t i = 0; i < sizeof bits; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    tolv_digest_add(digest, padding, at < room ? room - at : room + TOLV_DIGEST_BLOCK - at);
    tolv_digest_add(digest, length, sizeof length);
    for (size_t i = 0; i < TOLV_DIGEST_BYTES; i++)
        bytes[i] = (unsigned char)(digest->state[i / 4] >> (24 - 8 * (i % 4)));
}
