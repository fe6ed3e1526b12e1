/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SOURCE_H
#define TOLV_LEDGER_SOURCE_H

#include <stddef.h>

#include "core/sentence.h"

/* Where a file comes from: a disk, a pipe, a test's memory. */
typedef struct tolv_source {
    const char *name; /* for notices */
    /* Fills in at most `room` bytes and answers how many; 0 at the end; below 0 when it cannot, and
     * errno then says why. */
    ptrdiff_t (*read)(void *context, char *bytes, size_t room);
    void *context;
} tolv_source;

typedef enum tolv_reading {
    TOLV_READING_DONE,    /* the ledger is filled and settled */
    TOLV_READING_REFUSED, /* cannot be opened, is not what it should be, is damaged */
    TOLV_READING_NO_MEMORY
} tolv_reading;

/* Why the system gives no file, in words of ours: its own are in a language of its own. */
tolv_item tolv_reason_of(int error);

/* What a file is that is no text of a ledger, by its first bytes; NULL when it may be one. */
const char *tolv_other_file(tolv_text first);

#endif
