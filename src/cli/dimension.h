/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_DIMENSION_H
#define TOLV_CLI_DIMENSION_H

#include "cli/command.h"
#include "core/notice.h"
#include "ledger/flatten.h"

/* The dimension that was asked for (0: none was) must be one that rows of the ledger name. False,
 * told with those there are, where it is not. */
bool tolv_check_dimension(const tolv_terminal *terminal, const tolv_ledger *ledger,
                          const char *file, int number);

#endif
