/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_REPORT_H
#define TOLV_CLI_REPORT_H

#include "cli/command.h"

/* The workbook that `tolv report -o` makes, without the table that it prints. The arguments are the
 * ledgers and those of its options that say how they are read and followed up. */
tolv_exit tolv_report_new(const tolv_terminal *terminal, int argc, char **argv, const char *path);

#endif
