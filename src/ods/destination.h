/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_DESTINATION_H
#define TOLV_ODS_DESTINATION_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "core/notice.h"
#include "ods/lock.h"

/* The calls that can fail while a file is written, so that tests can make each of them fail. */
typedef struct tolv_system {
    int (*open)(void *context, const char *path, int flags, mode_t mode);
    ssize_t (*write)(void *context, int file, const void *bytes, size_t length);
    int (*sync)(void *context, int file);
    int (*rename)(void *context, const char *from, const char *to);
    void *context;
} tolv_system;

extern const tolv_system tolv_own_system; /* the machine's own */

/* A file that appears whole or not at all: it is written beside its place under another name, and
 * takes the place, durably, when it is kept. From opening to closing it is locked, as an office
 * locks what it has open. */
typedef struct tolv_destination {
    const tolv_system *system;
    char *path, *temporary; /* `temporary` NULL: not open */
    tolv_lock lock;
    int file;
    off_t at;
} tolv_destination;

/* A destination that is not open, and may be closed. */
#define TOLV_DESTINATION_CLOSED ((tolv_destination){.file = -1, .lock.file = -1})

/* All of these answer 0, or the errno of what failed. `system` NULL: tolv_own_system. EBUSY: an
 * office, or another Tolv, has the file open; EISDIR: no ordinary file. A file that is replaced
 * keeps its mode; a link stays a link. */
int tolv_destination_open(tolv_destination *destination, const char *path,
                          const tolv_system *system);
int tolv_destination_write(tolv_destination *destination, const void *bytes, size_t length);
/* ESTALE when what stands at the path is not this file, as it was when it was read. */
int tolv_destination_expect(const tolv_destination *destination, const struct stat *was);
void tolv_destination_seek(tolv_destination *destination, off_t at);
int tolv_destination_keep(tolv_destination *destination);

/* Takes away what was written, unless it was kept. */
void tolv_destination_close(tolv_destination *destination);

/* Tells why `path` could not be written. */
void tolv_tell_unwritten(const tolv_listener *listener, const char *path, int error);

#endif
