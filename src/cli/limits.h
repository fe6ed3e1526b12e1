/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_LIMITS_H
#define TOLV_CLI_LIMITS_H

#include "cli/command.h"
#include "ods/document.h"

/* Takes the options that raise or lower the limits of a reader out of the arguments; the others are
 * the usual ones. False, told, when one is no whole number. */
bool tolv_take_limits(const tolv_terminal *terminal, int *argc, char **argv,
                      tolv_document_limits *limits);

/* What they are, with the usual ones: for the page of a command. */
void tolv_print_limits(const tolv_terminal *terminal);

#endif
