/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_OVERWRITE_H
#define TOLV_CLI_OVERWRITE_H

#include <stdbool.h>

#include "core/notice.h"

/* A file that the run reads, and what is said when it would be overwritten. */
typedef struct tolv_kept_file {
    const char *path; /* may be NULL */
    const char *sentence;
} tolv_kept_file;

/* May a file be written at `path`? None of the kept files is ever replaced, and where `workbook` no
 * file but an .ods workbook, or an empty one. False, told. */
bool tolv_may_be_written(const tolv_listener *listener, const char *path, bool workbook,
                         const tolv_kept_file *kept, size_t count);

#endif
