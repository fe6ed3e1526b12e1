/* SPDX-License-Identifier: MPL-2.0 */
/* A library to be preloaded that lets one call of a program fail: TOLV_FAULT is "CALL:N", CALL one
 * of those below, and N which one of its calls fails, from 1. At the end the number of calls is
 * written to the file that TOLV_FAULT_COUNT names. It is always the time TOLV_FAULT_TIME, which
 * libxml2 stirs its dictionaries with, so that what happens once happens again. needs: -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static size_t calls;

static int fails(const char *call, int error) {
    const char *wanted = getenv("TOLV_FAULT");
    size_t length = strlen(call);
    if (!wanted || strncmp(wanted, call, length) != 0 || wanted[length] != ':' ||
        ++calls != strtoul(wanted + length + 1, NULL, 10))
        return 0;
    errno = error;
    return 1;
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("TOLV_FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%zu\n", calls);
        fclose(file);
    }
}

time_t time(time_t *now) {
    const char *given = getenv("TOLV_FAULT_TIME");
    time_t answer = given ? (time_t)strtol(given, NULL, 10) : 0;
    if (now)
        *now = answer;
    return answer;
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size) {
    return fails("malloc", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fails("malloc", ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    return fails("malloc", ENOMEM) ? NULL : __libc_realloc(block, size);
}

/* The next definition of a function, by its own type. */
#define NEXT(name) \
    static __typeof__(name) *next; \
    if (!next) \
    *(void **)&next = dlsym(RTLD_NEXT, #name)

ssize_t read(int file, void *bytes, size_t length) {
    NEXT(read);
    return fails("read", EIO) ? -1 : next(file, bytes, length);
}

ssize_t pread(int file, void *bytes, size_t length, off_t at) {
    NEXT(pread);
    return fails("read", EIO) ? -1 : next(file, bytes, length, at);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    NEXT(pwrite);
    return fails("write", ENOSPC) ? -1 : next(file, bytes, length, at);
}

/* What is said of the failure gets through. */
ssize_t write(int file, const void *bytes, size_t length) {
    NEXT(write);
    return file > STDERR_FILENO && fails("write", ENOSPC) ? -1 : next(file, bytes, length);
}

int fsync(int file) {
    NEXT(fsync);
    return fails("fsync", EIO) ? -1 : next(file);
}

int rename(const char *from, const char *to) {
    NEXT(rename);
    return fails("rename", EACCES) ? -1 : next(from, to);
}

int open(const char *path, int flags, ...) {
    NEXT(open);
    return fails("open", EACCES) ? -1 : next(path, flags, 0666);
}
