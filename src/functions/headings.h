/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_HEADINGS_H
#define TOLV_FUNCTIONS_HEADINGS_H

#include "functions/call.h"

/* A column that a table is read by: found by any of its words, whatever the reader's language. */
typedef struct tolv_heading {
    const char *words; /* with ", " between them: "owner, ägare, ejer" */
    bool optional;
} tolv_heading;

#define TOLV_NO_COLUMN ((size_t)-1)

/* Where the headings stand in the first row of the table, in whichever order; other columns may
 * stand between. One that is optional and not there is TOLV_NO_COLUMN. TOLV_HEADING_MISSING,
 * TOLV_HEADING_TWICE. */
tolv_error tolv_find_headings(tolv_call *call, int argument, const tolv_range *table,
                              const tolv_heading *headings, size_t count, size_t *columns);

#endif
