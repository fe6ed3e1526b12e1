/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_WORKBOOK_TABLE_H
#define TOLV_CLI_WORKBOOK_TABLE_H

#include "ledger/exported.h"

/* What gets the rows of a workbook's sheets, each from its first cell to the last that is not blank
 * (at most TOLV_WORKBOOK_COLUMNS): numbers, dates as numbers, texts, errors as faults. Rows without
 * a cell are not told. An answer other than TOLV_READING_DONE ends the reading. */
enum { TOLV_WORKBOOK_COLUMNS = 1024 };

typedef struct tolv_row_taker {
    tolv_reading (*row)(void *context, const tolv_cell *cells, size_t width, size_t row);
    void (*sheet)(void *context, tolv_text name); /* begins; may be NULL */
    void *context;
} tolv_row_taker;

tolv_reading tolv_workbook_rows(const char *path, const tolv_row_taker *taker,
                                const tolv_listener *listener);

/* Reads the first sheet of a workbook (.ods, .fods) that has a ledger's headings into an open,
 * empty ledger. What is told, and when the ledger may only be closed: as for tolv_csv_read; places
 * are cells. */
tolv_reading tolv_workbook_table_read(tolv_ledger *ledger, const char *path,
                                      const tolv_table_options *options,
                                      const tolv_listener *listener);

#endif
