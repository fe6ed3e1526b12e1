/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_MEMORY_ENDS_H
#define TOLV_TESTS_MEMORY_ENDS_H

#include <stdbool.h>
#include <stddef.h>

/* Our own allocations fail, one after the other: those that are left are let through, then one is
 * not; -1: all are. A test that includes this needs
 * -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc. */
static long allocations_left = -1;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static inline bool allocation_fails(void) {
    return allocations_left >= 0 && allocations_left-- == 0;
}

void *__wrap_malloc(size_t size) {
    return allocation_fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return allocation_fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
    return allocation_fails() ? NULL : __real_realloc(block, size);
}

#endif
