/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_DIGEST_H
#define TOLV_CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256 as in FIPS 180-4, of bytes that come piece by piece. Our own, because the component may
 * link no library that has one. */
enum { TOLV_DIGEST_BYTES = 32, TOLV_DIGEST_BLOCK = 64 };

typedef struct tolv_digest {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    unsigned char block[TOLV_DIGEST_BLOCK];
} tolv_digest;

void tolv_digest_open(tolv_digest *digest);
void tolv_digest_add(tolv_digest *digest, const void *bytes, size_t length);

/* The digest of all that was added; nothing can be added after it. */
void tolv_digest_close(tolv_digest *digest, unsigned char bytes[TOLV_DIGEST_BYTES]);

#endif
