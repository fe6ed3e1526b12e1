/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_LINES_H
#define TOLV_LEDGER_LINES_H

#include "ledger/selection.h"

/* Which lines of a report each code of an axis is counted in. A line has a key: a pattern of codes,
 * of units one and all below it; * for all; “not placed” for what no other line but * takes; blank
 * for none. */
typedef struct tolv_lines {
    tolv_axis axis;
    size_t count;  /* of lines */
    size_t *first; /* by code, and that of none: its first place in `line`; one more at the end */
    uint32_t *line;
    bool *is_placed; /* by code, and that of none: by a line that is neither * nor “not placed” */
    size_t unknown; /* keys that name a code which the ledger does not have */
} tolv_lines;

/* Makes the lines of a field in the arena. Errors of tolv_axis_named and tolv_axis_match; then
 * *bad is the key at fault, or `count` where it is the field. */
tolv_error tolv_lines_make(tolv_lines *lines, tolv_arena *arena, const tolv_books *books,
                           tolv_text field, const tolv_text *keys, size_t count, size_t *bad);

#endif
