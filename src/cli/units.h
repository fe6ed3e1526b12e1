/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_UNITS_H
#define TOLV_CLI_UNITS_H

#include "cli/command.h"
#include "core/notice.h"
#include "ledger/hierarchy.h"

/* Reads a table of units (.csv, .ods, .fods) with headings in its first row: unit, and name, above
 * (board), or both. Names come into the ledger's dimension of units, what stands above into the
 * hierarchy. Anything but TOLV_EXIT_DONE has been told. */
tolv_exit tolv_units_read(const tolv_listener *listener, const char *path, tolv_ledger *ledger,
                          tolv_hierarchy *hierarchy);

#endif
