/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_HEADINGS_H
#define TOLV_FUNCTIONS_HEADINGS_H

#include "core/heading.h"
#include "functions/call.h"

/* Where the headings stand in the first row of the table that an argument gives, as
 * tolv_headings_find tells it. */
tolv_error tolv_find_headings(tolv_call *call, int argument, const tolv_range *table,
                              const tolv_heading *headings, size_t count, size_t *columns);

#endif
