/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_TEMPLATE_H
#define TOLV_CLI_TEMPLATE_H

#include "core/language.h"

enum { TOLV_PATH_ROOM = 4096 };

/* Where the template of that name ("followup") in that language is: beside the program, or where it
 * is installed. NULL when it is in neither place; else `path`. */
const char *tolv_find_template(tolv_language language, const char *name, char path[TOLV_PATH_ROOM]);

#endif
