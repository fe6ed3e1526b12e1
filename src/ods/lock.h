/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_LOCK_H
#define TOLV_ODS_LOCK_H

#include <stdbool.h>

/* The file ".~lock.NAME#" that offices leave beside a file while they have it open, and that says
 * who has. */
typedef struct tolv_lock {
    char *path;
    int file; /* -1: not taken */
} tolv_lock;

/* Takes the lock of the file at `path`, which need not exist. 0, or an errno: EBUSY when somebody
 * else has it. What a Tolv that was killed has left behind is taken over. */
int tolv_lock_take(tolv_lock *lock, const char *path);
void tolv_lock_release(tolv_lock *lock);

/* "FOLDER/" before + "NAME" + after, of a path "FOLDER/NAME"; NULL when memory is out. */
char *tolv_path_beside(const char *path, const char *before, const char *after);

#endif
