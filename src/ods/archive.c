/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "ods/archive.h"

#include <errno.h>
#include <unistd.h>

static void note_error(tolv_archive *archive, int error) {
    if (!archive->error)
        archive->error = error;
}

/* ---- What is read ---- */

static zip_int64_t size_of(tolv_archive *archive) {
    struct stat file;
    if (archive->file < 0)
        return 0;
    if (fstat(archive->file, &file) == 0)
        return file.st_size;
    note_error(archive, errno);
    return -1;
}

static zip_int64_t tell_size(tolv_archive *archive, zip_stat_t *stat) {
    zip_int64_t size = size_of(archive);
    zip_stat_init(stat);
    stat->valid = ZIP_STAT_SIZE;
    stat->size = (zip_uint64_t)size;
    return size < 0 ? -1 : (zip_int64_t)sizeof *stat;
}

static zip_int64_t read_piece(tolv_archive *archive, void *bytes, size_t length) {
    ssize_t taken;
    do
        taken = archive->file < 0 ? 0 : pread(archive->file, bytes, length, (off_t)archive->at);
    while (taken < 0 && errno == EINTR);
    if (taken < 0)
        note_error(archive, errno);
    else
        archive->at += (zip_uint64_t)taken;
    return taken;
}

static zip_int64_t seek(tolv_archive *archive, void *data, zip_uint64_t length) {
    zip_int64_t size = size_of(archive);
    zip_int64_t at = size < 0 ? -1
                              : zip_source_seek_compute_offset(archive->at, (zip_uint64_t)size,
                                                               data, length, NULL);
    if (at >= 0)
        archive->at = (zip_uint64_t)at;
    return at < 0 ? -1 : 0;
}

/* ---- What is written ---- */

static zip_int64_t wrote(tolv_archive *archive, int error, zip_int64_t answer) {
    if (error)
        note_error(archive, error);
    return error ? -1 : answer;
}

static zip_int64_t begin_write(tolv_archive *archive) {
    tolv_destination *to = &archive->destination;
    int error = tolv_destination_open(to, archive->path, archive->system);
    if (!error && archive->expected)
        error = tolv_destination_expect(to, archive->expected);
    return wrote(archive, error, 0);
}

static zip_int64_t seek_write(tolv_destination *to, void *data, zip_uint64_t length) {
    zip_int64_t at =
        zip_source_seek_compute_offset((zip_uint64_t)to->at, INT64_MAX, data, length, NULL);
    if (at >= 0)
        tolv_destination_seek(to, (off_t)at);
    return at < 0 ? -1 : 0;
}

static zip_int64_t commands(const tolv_archive *archive) {
    zip_int64_t reads = zip_source_make_command_bitmap(
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
    zip_int64_t writes = zip_source_make_command_bitmap(
        ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE,
        ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_REMOVE, -1);
    return archive->path ? reads | writes : reads;
}

static zip_int64_t answer(void *context, void *data, zip_uint64_t length,
                          zip_source_cmd_t command) {
    tolv_archive *archive = context;
    tolv_destination *to = &archive->destination;
    zip_error_t error;
    switch (command) {
    case ZIP_SOURCE_STAT:
        return tell_size(archive, data);
    case ZIP_SOURCE_OPEN:
        archive->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_piece(archive, data, (size_t)length);
    case ZIP_SOURCE_SEEK:
        return seek(archive, data, length);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)archive->at;
    case ZIP_SOURCE_BEGIN_WRITE:
        return begin_write(archive);
    case ZIP_SOURCE_WRITE:
        return wrote(archive, tolv_destination_write(to, data, (size_t)length),
                     (zip_int64_t)length);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)to->at;
    case ZIP_SOURCE_SEEK_WRITE:
        return seek_write(to, data, length);
    case ZIP_SOURCE_COMMIT_WRITE:
        return wrote(archive, tolv_destination_keep(to), 0);
    case ZIP_SOURCE_ROLLBACK_WRITE:
        tolv_destination_close(to);
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return commands(archive);
    case ZIP_SOURCE_ERROR:
        zip_error_init_with_code(&error, archive->error ? ZIP_ER_READ : ZIP_ER_OK);
        return zip_error_to_data(&error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        return -1;
    }
}

zip_source_t *tolv_archive_source(tolv_archive *archive) {
    return zip_source_function_create(answer, archive, NULL);
}
