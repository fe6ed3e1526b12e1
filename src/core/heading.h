/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_HEADING_H
#define TOLV_CORE_HEADING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/value.h"

/* A column that a table is read by: found by any of its words, whatever the reader's language. A
 * list has ", " between its words: "owner, ägare, ejer". */
typedef struct tolv_heading {
    const char *words;
    bool optional;
    const char *further; /* words that tell only where no column has one of the former; or NULL */
} tolv_heading;

#define TOLV_NO_COLUMN ((size_t)-1)

/* Which heading could not be found, or in which column, from 0, it stands once more. */
typedef struct tolv_heading_fault {
    size_t heading, column;
} tolv_heading_fault;

/* Where the headings stand in a row of `width` cells, in whichever order; other columns may stand
 * between. One that is optional and not there is TOLV_NO_COLUMN. TOLV_HEADING_MISSING;
 * TOLV_HEADING_TWICE, and columns[fault->heading] is the first of the two. */
tolv_error tolv_headings_find(const tolv_cell *row, size_t width, const tolv_heading *headings,
                              size_t count, size_t *columns, tolv_heading_fault *fault);

#endif
