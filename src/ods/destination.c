/* SPDX-License-Identifier: MPL-2.0 */
#define _XOPEN_SOURCE 700
#include "ods/destination.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NEW_MODE = 0666 };

static int system_open(void *context, const char *path, int flags, mode_t mode) {
    (void)context;
    return open(path, flags, mode);
}

static ssize_t system_write(void *context, int file, const void *bytes, size_t length) {
    (void)context;
    return write(file, bytes, length);
}

static int system_sync(void *context, int file) {
    (void)context;
    return fsync(file);
}

static int system_rename(void *context, const char *from, const char *to) {
    (void)context;
    return rename(from, to);
}

const tolv_system tolv_own_system = {system_open, system_write, system_sync, system_rename, NULL};

/* The folder part of a path is its first bytes; 0: the folder one stands in. */
static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* While the lock is held, what stands under the temporary name is left over from a Tolv that was
 * killed. */
static int open_temporary(tolv_destination *destination, mode_t mode) {
    const tolv_system *system = destination->system;
    destination->temporary = tolv_path_beside(destination->path, ".~", ".part");
    if (!destination->temporary)
        return ENOMEM;
    if (unlink(destination->temporary) != 0 && errno != ENOENT)
        return errno;
    destination->file = system->open(system->context, destination->temporary,
                                     O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    return destination->file < 0 ? errno : 0;
}

int tolv_destination_open(tolv_destination *destination, const char *path,
                          const tolv_system *system) {
    struct stat old;
    *destination = TOLV_DESTINATION_CLOSED;
    destination->system = system ? system : &tolv_own_system;
    bool exists = stat(path, &old) == 0;
    destination->path = exists ? realpath(path, NULL) : strdup(path);
    int error = !destination->path ? errno
                : exists && !S_ISREG(old.st_mode)
                    ? EISDIR
                    : tolv_lock_take(&destination->lock, destination->path);
    if (!error)
        error = open_temporary(destination, NEW_MODE);
    if (!error && exists && fchmod(destination->file, old.st_mode & 07777) != 0)
        error = errno;
    if (error)
        tolv_destination_close(destination);
    return error;
}

int tolv_destination_write(tolv_destination *destination, const void *bytes, size_t length) {
    const char *from = bytes;
    if (lseek(destination->file, destination->at, SEEK_SET) < 0)
        return errno;
    while (length > 0) {
        ssize_t written = destination->system->write(destination->system->context,
                                                     destination->file, from, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : EIO;
        from += written;
        length -= (size_t)written;
        destination->at += written;
    }
    return 0;
}

int tolv_destination_expect(const tolv_destination *destination, const struct stat *was) {
    struct stat is;
    if (stat(destination->path, &is) != 0)
        return errno == ENOENT ? ESTALE : errno;
    bool same = is.st_dev == was->st_dev && is.st_ino == was->st_ino &&
                is.st_size == was->st_size && is.st_mtim.tv_sec == was->st_mtim.tv_sec &&
                is.st_mtim.tv_nsec == was->st_mtim.tv_nsec;
    return same ? 0 : ESTALE;
}

void tolv_destination_seek(tolv_destination *destination, off_t at) {
    destination->at = at;
}

/* A name is on the disk when its folder is. The file stands there already: a folder that cannot be
 * opened, or a disk that knows no such thing, is no failure. */
static int sync_folder(tolv_destination *destination) {
    size_t length = folder_length(destination->path);
    char *name = length ? strndup(destination->path, length) : strdup(".");
    if (!name)
        return ENOMEM;
    int error = 0;
    int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0 && destination->system->sync(destination->system->context, folder) != 0 &&
        errno != EINVAL && errno != ENOTSUP)
        error = errno;
    if (folder >= 0)
        close(folder);
    free(name);
    return error;
}

int tolv_destination_keep(tolv_destination *destination) {
    const tolv_system *system = destination->system;
    if (system->sync(system->context, destination->file) != 0)
        return errno;
    int closed = close(destination->file);
    destination->file = -1;
    if (closed != 0)
        return errno;
    if (system->rename(system->context, destination->temporary, destination->path) != 0)
        return errno;
    free(destination->temporary);
    destination->temporary = NULL;
    return sync_folder(destination);
}

void tolv_destination_close(tolv_destination *destination) {
    if (destination->file >= 0)
        close(destination->file);
    if (destination->temporary)
        unlink(destination->temporary);
    tolv_lock_release(&destination->lock);
    free(destination->temporary);
    free(destination->path);
    *destination = TOLV_DESTINATION_CLOSED;
}

void tolv_tell_unwritten(const tolv_listener *listener, const char *path, int error) {
    static const struct {
        int error;
        const char *sentence;
    } sentences[] = {
        {ENOENT, N_("its folder does not exist: make it first")},
        {ENOTDIR, N_("its folder does not exist: make it first")},
        {EACCES, N_("it may not be written here: choose another folder")},
        {EPERM, N_("it may not be written here: choose another folder")},
        {EROFS, N_("it may not be written here: choose another folder")},
        {ENOSPC, N_("the disk is full, so it was not written: make room")},
        {EDQUOT, N_("the disk is full, so it was not written: make room")},
        {EFBIG, N_("it is larger than files may be here, so it was not written")},
        {EISDIR, N_("it is not an ordinary file: choose another name")},
        {ENAMETOOLONG, N_("its name is too long: choose a shorter one")},
        {EBUSY, N_("it is open in an office, or another Tolv is writing it: close it there first")},
        {ESTALE, N_("somebody has saved it while Tolv was reading it: start again")},
        {ENOMEM, N_("the memory is not enough to write it")},
        {ECANCELED, N_("it was interrupted, and not written")},
    };
    tolv_notice notice = {.severity = TOLV_FAILURE,
                          .cause = error == ENOMEM  ? TOLV_CAUSE_MEMORY
                                   : error == EBUSY ? TOLV_CAUSE_BUSY
                                                    : TOLV_CAUSE_FILE,
                          .file = path,
                          .sentence = N_("it could not be written (error {1} of the system)"),
                          .items = {TOLV_PLAIN(error)},
                          .item_count = 1};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].error == error)
            notice.sentence = sentences[i].sentence;
    tolv_notify(listener, &notice);
}
