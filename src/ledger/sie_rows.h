/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SIE_ROWS_H
#define TOLV_LEDGER_SIE_ROWS_H

#include "ledger/sie_records.h"

/* The records that hold amounts. What a record is read as, besides by its label: a kind of row, or
 * one of two alike. */
typedef tolv_reading tolv_sie_read_record(tolv_sie_reader *reader, tolv_sie_line line, int what);

tolv_sie_read_record tolv_sie_read_month;       /* #PSALDO, #PBUDGET: the kind of row */
tolv_sie_read_record tolv_sie_read_year_figure; /* #IB, #UB, #OIB, #OUB, #RES: the kind of row */
tolv_sie_read_record tolv_sie_read_voucher;     /* #VER */
tolv_sie_read_record tolv_sie_read_row;         /* #TRANS 0, #RTRANS 1 */

tolv_reading tolv_sie_close_voucher(tolv_sie_reader *reader);

/* The end of the file: the last voucher must be whole, and all rows come into the ledger. */
tolv_reading tolv_sie_end_rows(tolv_sie_reader *reader);

#endif
