/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_JOIN_H
#define TOLV_LEDGER_JOIN_H

#include "ledger/flatten.h"
#include "ledger/restate.h"

/* A file's ledger, and its rows as a table. */
typedef struct tolv_joined_file {
    const char *name;
    const tolv_ledger *ledger;
    tolv_flat_rows flat;
} tolv_joined_file;

/* Makes one ledger of several, in which each row counts once and in all that it names: the rows of
 * all, their names (of two, the first that says one counts) and years. What a SIE file tells of
 * last year (#RAR -1) is a copy of the same books: it is taken from the SIE file whose own year it
 * is, where there is one, and that is told. So is a month whose outcome, budget or forecast stands
 * in two files: it is added. The last year with outcome becomes this year (0). Units are
 * those that came after them (`restating`; NULL: as they are). `ledger` is open and empty.
 * TOLV_OUT_OF_MEMORY, TOLV_TOO_LARGE. */
tolv_error tolv_ledger_join(tolv_ledger *ledger, const tolv_joined_file *files, size_t count,
                            tolv_restating *restating, const tolv_listener *listener);

/* The file that a row of another one, its month and kind, is taken from, as above; `count` where it
 * is its own. */
size_t tolv_joined_owner(const tolv_joined_file *files, size_t count, size_t file,
                         const tolv_row *row);

#endif
