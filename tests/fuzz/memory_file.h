/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUZZ_MEMORY_FILE_H
#define TOLV_FUZZ_MEMORY_FILE_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "target.h"

enum { MEMORY_PATH_ROOM = 64 };

/* A file of these bytes that is on no disk: to be closed. Needs _GNU_SOURCE. */
static inline int memory_file(const uint8_t *data, size_t size, char path[MEMORY_PATH_ROOM]) {
    int file = memfd_create("fuzz", 0);
    require(file >= 0 && write(file, data, size) == (ssize_t)size);
    snprintf(path, MEMORY_PATH_ROOM, "/proc/self/fd/%d", file);
    return file;
}

#endif
