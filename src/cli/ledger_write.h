/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_LEDGER_WRITE_H
#define TOLV_CLI_LEDGER_WRITE_H

#include "cli/command.h"
#include "core/notice.h"
#include "ledger/sheet.h"

/* Write a ledger as a table, with headings and words in the terminal's language. The file appears
 * whole or not at all. False, told, when it cannot be written, or the program was interrupted. */

/* Text in UTF-8 with a byte order mark, as offices in that language write it: ; and decimal comma
 * in Swedish and Danish, comma and point in English. */
bool tolv_write_ledger_csv(const tolv_terminal *terminal, const tolv_listener *listener,
                           const tolv_ledger_sheet *sheet, const char *path);

/* Is a file such a table, or empty, or not there? Any other is not to be written over. */
bool tolv_is_ledger_csv(const char *path);

/* A workbook with one sheet, whose headings stay in view. */
bool tolv_write_ledger_ods(const tolv_terminal *terminal, const tolv_listener *listener,
                           const tolv_ledger_sheet *sheet, const char *path);

/* 1234.50, −0.05: an amount with all its decimals. */
enum { TOLV_ORE_ROOM = 32 };
size_t tolv_print_ore(tolv_ore ore, char point, char text[TOLV_ORE_ROOM]);

#endif
