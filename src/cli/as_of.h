/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_AS_OF_H
#define TOLV_CLI_AS_OF_H

#include "cli/command.h"
#include "core/sentence.h"
#include "ods/document.h"

/* Writes when a workbook's figures were right: "August 2026", of the cells that are named Period
 * and Year; nothing where there are none. False, told, when it cannot be read. */
bool tolv_write_as_of(tolv_writer *writer, const tolv_terminal *terminal,
                      const tolv_document *document);

#endif
