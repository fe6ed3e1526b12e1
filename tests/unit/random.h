/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_RANDOM_H
#define TOLV_TESTS_RANDOM_H

#include <stdint.h>
#include <stdlib.h>

/* A whole number from 0 to below the limit: xorshift64*, the same on every machine. */
static inline int64_t random_below(int64_t limit) {
    static uint64_t state = 0x9E3779B97F4A7C15u;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (int64_t)((state * 0x2545F4914F6CDD1Du >> 1) % (uint64_t)limit);
}

/* How often a property is tried: as often as it says, or as the environment's ROUNDS says. */
static inline int rounds(int usual) {
    const char *wanted = getenv("ROUNDS");
    return wanted && *wanted ? atoi(wanted) : usual;
}

#endif
