/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_LEVELS_H
#define TOLV_FUNCTIONS_LEVELS_H

#include "core/flag.h"
#include "functions/arguments.h"

/* What the functions on flags share: levels by word and by shape, never by colour alone, and rows
 * of months with one state after the other. */
typedef struct tolv_level_sign {
    const char *word, *symbol;
} tolv_level_sign;

extern const tolv_level_sign tolv_level_signs[]; /* by tolv_level */

enum { TOLV_MONTHS_COUNTED = 1200 }; /* no rule counts more than a hundred years */

#define TOLV_TAKES_LEVELS(sentence) \
    { \
        .id = "levels", .name = NC_("argument", "levels"), .text = sentence, \
        .kind = TOLV_ARGUMENT_WHOLES, .shape = TOLV_SHAPE_LINE, .blanks = TOLV_BLANKS_SKIPPED, \
        .low = TOLV_GREEN, .high = TOLV_RED \
    }

#endif
