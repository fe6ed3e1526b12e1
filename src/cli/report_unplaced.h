/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_REPORT_UNPLACED_H
#define TOLV_CLI_REPORT_UNPLACED_H

#include "cli/report_workbook.h"

/* Prints what the follow-up has not found a place for, largest first, with sums: accounts whose
 * outcome so far stands on no unit, units without a board where there are boards, and accounts that
 * are neither revenue and cost nor the balance sheet. False when memory is out. */
bool tolv_report_print_unplaced(tolv_report *report);

#endif
