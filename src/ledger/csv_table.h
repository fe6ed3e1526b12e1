/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_CSV_TABLE_H
#define TOLV_LEDGER_CSV_TABLE_H

#include "ledger/encoding.h"
#include "ledger/exported.h"

/* Reads a table of text (CSV, TSV) of any size into an open, empty ledger, once through. Columns
 * are parted by ; tab | or comma, the one by which headings are found. What is told, and when the
 * ledger may only be closed: as for tolv_exported and tolv_sie_read. */
tolv_reading tolv_csv_read(tolv_ledger *ledger, const tolv_source *source, tolv_encoding encoding,
                           const tolv_table_options *options, const tolv_listener *listener);

#endif
