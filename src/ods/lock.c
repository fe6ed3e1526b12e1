/* SPDX-License-Identifier: MPL-2.0 */
#define _GNU_SOURCE
#include "ods/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Who, account, host, since when, profile: what LibreOffice reads, and shows who has the file. */
static const char mark[] = "Tolv,,,,;";

enum { LOCK_MODE = 0666, TURNS = 4 };

char *tolv_path_beside(const char *path, const char *before, const char *after) {
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    size_t room = strlen(path) + strlen(before) + strlen(after) + 1;
    char *name = malloc(room);
    if (name)
        snprintf(name, room, "%.*s%s%s%s", (int)folder, path, before, path + folder, after);
    return name;
}

static int write_mark(int file) {
    ssize_t written = pwrite(file, mark, sizeof mark - 1, 0);
    flock(file, LOCK_EX | LOCK_NB); /* some file systems cannot */
    return written == sizeof mark - 1 ? 0 : written < 0 ? errno : ENOSPC;
}

/* A lock that appears with its mark and held, so that no other Tolv ever meets half of one. */
static int make_at_once(const char *path, int *file) {
    char unnamed[64], *folder = tolv_path_beside(path, "", ".");
    if (!folder)
        return ENOMEM;
    char *name = strrchr(folder, '/');
    strcpy(name ? name + 1 : folder, ".");
    *file = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, LOCK_MODE);
    free(folder);
    if (*file < 0)
        return errno;
    snprintf(unnamed, sizeof unnamed, "/proc/self/fd/%d", *file);
    int error = write_mark(*file);
    return error                                                               ? error
           : linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) != 0 ? errno
                                                                               : 0;
}

/* The same where the file system knows no files without a name. */
static int make_in_steps(const char *path, int *file) {
    *file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, LOCK_MODE);
    if (*file < 0)
        return errno;
    int error = write_mark(*file);
    if (error)
        unlink(path);
    return error;
}

/* Tolv holds its lock (flock) as long as it lives: one that can be held is left over. */
static bool is_left_over(int file) {
    char text[sizeof mark];
    return pread(file, text, sizeof text, 0) == sizeof mark - 1 &&
           memcmp(text, mark, sizeof mark - 1) == 0 && flock(file, LOCK_EX | LOCK_NB) == 0;
}

/* Somebody may have taken the file away, or put another in its place, before it was locked. */
static bool is_in_place(int file, const char *path) {
    struct stat open, named;
    return fstat(file, &open) == 0 && stat(path, &named) == 0 && open.st_dev == named.st_dev &&
           open.st_ino == named.st_ino;
}

static void give_up(tolv_lock *lock) {
    if (lock->file >= 0)
        close(lock->file);
    lock->file = -1;
}

static int take(tolv_lock *lock) {
    int error = make_at_once(lock->path, &lock->file);
    if (error && error != EEXIST && error != ENOSPC) {
        give_up(lock);
        error = make_in_steps(lock->path, &lock->file);
    }
    if (error != EEXIST)
        return error;
    give_up(lock);
    lock->file = open(lock->path, O_RDWR | O_CLOEXEC);
    if (lock->file < 0)
        return errno == ENOENT ? EAGAIN : EBUSY;
    if (!is_left_over(lock->file))
        return EBUSY;
    return is_in_place(lock->file, lock->path) ? 0 : EAGAIN;
}

int tolv_lock_take(tolv_lock *lock, const char *path) {
    int error = EAGAIN;
    *lock = (tolv_lock){tolv_path_beside(path, ".~lock.", "#"), -1};
    if (!lock->path)
        return ENOMEM;
    for (int turn = 0; turn < TURNS && error == EAGAIN; turn++) {
        error = take(lock);
        if (error)
            give_up(lock);
    }
    if (error)
        tolv_lock_release(lock);
    return error == EAGAIN ? EBUSY : error;
}

void tolv_lock_release(tolv_lock *lock) {
    if (lock->file >= 0)
        unlink(lock->path);
    give_up(lock);
    free(lock->path);
    lock->path = NULL;
}
