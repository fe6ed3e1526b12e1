/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_NOTICE_H
#define TOLV_CORE_NOTICE_H

#include "core/sentence.h"

typedef enum tolv_severity {
    TOLV_NOTE,    /* what was chosen or found, for the record */
    TOLV_WARNING, /* the work goes on, and the reader should know */
    TOLV_FAILURE  /* the work stops; nothing was written */
} tolv_severity;

/* What kind of failure it is, where a program has to tell them apart. */
typedef enum tolv_cause {
    TOLV_CAUSE_FILE,      /* the file is not what it should be, or not where */
    TOLV_CAUSE_MEMORY,    /* the machine's, not the file's */
    TOLV_CAUSE_ENCRYPTED, /* a password is needed */
    TOLV_CAUSE_SIGNED,    /* the change would void a signature */
    TOLV_CAUSE_BUSY       /* somebody else has the file open */
} tolv_cause;

enum { TOLV_NOTICE_ITEMS = 4 };

/* What there is to say of a file: what, where, what to do. The sentence is English, the key of its
 * translation; the items stand for its {1} to {4}. Texts are borrowed for the time of the call. */
typedef struct tolv_notice {
    tolv_severity severity;
    tolv_cause cause; /* of a failure */
    const char *file; /* NULL where no file is meant */
    size_t line;      /* 1-; 0 where there is none */
    size_t column;    /* of the line, 1-; 0 where none is meant */
    const char *cell; /* "Ledger.B7"; NULL where there is none */
    const char *sentence;
    tolv_item items[TOLV_NOTICE_ITEMS];
    size_t item_count;
} tolv_notice;

/* Who hears the notices of readers and writers: the command line prints them, a test collects them.
 * `hear` may be NULL: nobody does. */
typedef struct tolv_listener {
    void (*hear)(void *context, const tolv_notice *notice);
    void *context;
} tolv_listener;

void tolv_notify(const tolv_listener *listener, const tolv_notice *notice);

/* "FILE:LINE:COLUMN: sentence", "FILE, CELL: sentence" in the language. */
void tolv_write_notice(tolv_writer *writer, tolv_language language, const tolv_notice *notice);

#endif
