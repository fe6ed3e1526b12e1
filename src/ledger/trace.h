/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_TRACE_H
#define TOLV_LEDGER_TRACE_H

#include "ledger/books.h"
#include "ledger/join.h"

/* A row of a file as it was read. */
typedef struct tolv_read_row {
    tolv_row row;
    size_t file;
} tolv_read_row;

/* Makes the sources of books whose ledger was joined of files: their numbers are those of `rows`,
 * which hold all rows of each account and kind that they hold any of. What a total has beside its
 * parts by object is one source, at the place of the total: so they sum to the figures.
 * `restating`: afresh, of the changes that they were joined with. TOLV_OUT_OF_MEMORY. */
tolv_error tolv_books_trace(tolv_books *books, const tolv_joined_file *files, size_t count,
                            const tolv_read_row *rows, size_t row_count, tolv_restating *restating);

#endif
