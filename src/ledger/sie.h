/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SIE_H
#define TOLV_LEDGER_SIE_H

#include "ledger/encoding.h"
#include "ledger/ledger.h"
#include "ledger/source.h"

/* Reads SIE 1-4 (edition 4B, 2008; 4E and 4I) of any size into an open, empty ledger, once through.
 * Memory grows with the number of different sums, not with the file. What was chosen, and what is
 * odd but understood, is heard as notes and warnings with the line; where the meaning of an amount
 * is unsure the file is refused with one failure, and the ledger may only be closed. Texts of
 * vouchers and rows are not kept: they hold names of people. */
tolv_reading tolv_sie_read(tolv_ledger *ledger, const tolv_source *source, tolv_encoding encoding,
                           const tolv_listener *listener);

/* The same from a file; "-" is standard input. */
tolv_reading tolv_sie_read_file(tolv_ledger *ledger, const char *path, tolv_encoding encoding,
                                const tolv_listener *listener);

#endif
