/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_CSV_H
#define TOLV_LEDGER_CSV_H

#include "ledger/letters.h"

/* Records of a text whose columns are parted by a character, as finance systems and offices export
 * tables (RFC 4180, with any separator, and with the line ends of any system). */

enum {
    TOLV_CSV_COLUMNS = 1024,      /* an export has ten to fifty */
    TOLV_CSV_RECORD = 256 * 1024, /* bytes of one record, line ends in quotes too */
    TOLV_CSV_BUFFER = 2 * TOLV_CSV_RECORD,
    TOLV_CSV_SAMPLE = 64 * 1024 /* bytes that a separator is judged by */
};

typedef struct tolv_csv {
    tolv_letters *letters;
    char separator;
    char *buffer, *next, *filled;
    bool ended, broken;     /* nothing more comes; because it cannot be read further */
    int error;              /* the errno of that, where `failure` says nothing */
    size_t line, next_line; /* where the record begins, and the one after it, from 1 */
    const char *failure;    /* why it stops: a sentence, whose {1} is `item` ... */
    tolv_item item;
    size_t column; /* ... and the column, from 1; 0 where none is meant */
    size_t count;  /* fields of the record */
    tolv_text fields[TOLV_CSV_COLUMNS];
} tolv_csv;

typedef enum tolv_csv_scan {
    TOLV_CSV_READ,
    TOLV_CSV_END,
    TOLV_CSV_FAILED /* `failure` says why; NULL: `error` does */
} tolv_csv_scan;

/* Begins to read; `buffer` has TOLV_CSV_BUFFER bytes. The separator is set before the first record.
 */
tolv_csv_scan tolv_csv_open(tolv_csv *csv, tolv_letters *letters, char *buffer);

/* The first records as they are with this separator, at most `most` of them, handed on one by one
 * until `take` answers false; the reading stays where it is. Quotes in quotes stay doubled. */
void tolv_csv_try(const tolv_csv *csv, char separator, size_t most,
                  bool (*take)(void *context, const tolv_csv *record), void *context);

/* The next record that is not empty; its fields live until the next call. A field may be in quotes,
 * which are taken away; "" in it is one. */
tolv_csv_scan tolv_csv_next(tolv_csv *csv);

#endif
