/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_REPORT_PRINT_H
#define TOLV_CLI_REPORT_PRINT_H

#include "cli/report_workbook.h"

/* Prints the follow-up: a heading, the units below their boards with `figures` (one for each line
 * of the report), what is not placed, the total; and where the ledger has no units or no budget,
 * says so and prints the months. False when memory is out. */
bool tolv_report_print(tolv_report *report, const tolv_line_figures *figures);

#endif
