/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_BOOKS_H
#define TOLV_LEDGER_BOOKS_H

#include "ledger/booked.h"
#include "ledger/hierarchy.h"
#include "ledger/table.h"
#include "ledger/years.h"

enum { TOLV_MARK_DIGITS = 12 };

/* A ledger as a sheet asks for its figures: read once, and then never changed but for its planes.
 * Each of its rows is one of a table, or of files joined (ledger/join.h), and counts in all that it
 * names. */
struct tolv_books {
    const tolv_memory *memory;
    tolv_ledger ledger;
    tolv_sources sources;
    tolv_hierarchy hierarchy;
    uint32_t units; /* index of the dimension of the units, 1 unless set before they are finished */
    int *months;    /* that there are rows of, rising: YYYYMM, or 1 to 12 without years */
    size_t month_count;
    uint16_t *month_of;          /* by row of the ledger: index of its month */
    size_t rows;                 /* of the table that were read */
    char mark[TOLV_MARK_DIGITS]; /* of all that figures can depend on: hexadecimal */
    tolv_planes planes;
    tolv_by_account by_account;
};

/* Which of the tables a fault is in. */
typedef enum tolv_books_table {
    TOLV_BOOKS_LEDGER,
    TOLV_BOOKS_HIERARCHY,
    TOLV_BOOKS_CHANGES
} tolv_books_table;

typedef struct tolv_books_fault {
    tolv_books_table table;
    tolv_table_fault at;
} tolv_books_fault;

/* Empty books on `memory` (NULL: malloc and free), which must outlive them. */
void tolv_books_open(tolv_books *books, const tolv_memory *memory);
void tolv_books_close(tolv_books *books);

/* Reads a ledger table, with the tables of its hierarchy and changes, which may be NULL. A
 * hierarchy of numbers alone is by lengths of codes. Once; what failed can only be closed. */
tolv_error tolv_books_read(tolv_books *books, const tolv_table *table, const tolv_table *hierarchy,
                           const tolv_table *changes, tolv_books_fault *fault);

/* What tolv_books_read does last, for books whose ledger was filled in another way. */
tolv_error tolv_books_finish(tolv_books *books);

/* The index of the first month from a period on; month_count when all are before it. */
size_t tolv_books_month(const tolv_books *books, int period);

#endif
