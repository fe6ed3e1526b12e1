/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ARCHIVE_H
#define TOLV_ODS_ARCHIVE_H

#include <zip.h>

#include "ods/destination.h"

/* The two files that libzip works on; inside src/ods. What is read is one open file, whatever
 * happens meanwhile to its name; what is written appears at `path` when it is whole. */
typedef struct tolv_archive {
    int file;                    /* that is read; -1: there is none */
    zip_uint64_t at;             /* in it */
    const char *path;            /* that is written; NULL: nothing is */
    const struct stat *expected; /* what is to stand there before; NULL: whatever */
    const tolv_system *system;
    tolv_destination destination;
    int error; /* the first errno */
} tolv_archive;

/* The archive as libzip sees it. NULL when memory is out. The archive must outlive it, and its file
 * stays open. */
zip_source_t *tolv_archive_source(tolv_archive *archive);

#endif
