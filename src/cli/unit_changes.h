/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_UNIT_CHANGES_H
#define TOLV_CLI_UNIT_CHANGES_H

#include "cli/command.h"
#include "core/notice.h"
#include "ledger/changes.h"

/* Reads a file (.csv, .ods, .fods) with the table of changes that LEDGER takes; a share may be text
 * there: 0,5 or 50 %. Anything but TOLV_EXIT_DONE has been told. To be closed in any case. */
tolv_exit tolv_unit_changes_read(const tolv_listener *listener, const char *path,
                                 tolv_unit_changes *changes);

#endif
