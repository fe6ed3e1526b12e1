/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUZZ_TARGET_H
#define TOLV_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool held) {
    if (!held)
        abort();
}

#endif
