/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_REPORT_ROWS_H
#define TOLV_CLI_REPORT_ROWS_H

#include "ledger/followup.h"

typedef enum tolv_series {
    TOLV_SERIES_OUTCOME,
    TOLV_SERIES_BUDGET,
    TOLV_SERIES_BEFORE
} tolv_series;

/* What an account has of one series in one month on one unit. */
typedef struct tolv_report_row {
    tolv_series series;
    int month;        /* 1-12 of the financial year */
    uint32_t account; /* its number in the ledger */
    size_t unit;      /* index in the follow-up, TOLV_NOT_PLACED */
    tolv_ore amount;
} tolv_report_row;

#define TOLV_NOT_PLACED SIZE_MAX

/* The rows that the follow-up's figures are the sums of, each once, by series, month, account and
 * unit; what an account has and no unit is a row that is not placed. In the arena. False when
 * memory is out. */
bool tolv_report_rows(tolv_arena *arena, const tolv_ledger *ledger, const tolv_followup *followup,
                      tolv_report_row **rows, size_t *count);

#endif
