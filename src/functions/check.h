/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_CHECK_H
#define TOLV_FUNCTIONS_CHECK_H

#include "functions/function.h"

/* Makes of an argument as it came what its descriptor promises the body. A range becomes one of
 * numbers, or of cells, without gaps (stride = columns) in the call's arena. On an error the fault
 * names the argument, and the row and column where there are any. */
tolv_error tolv_check_argument(tolv_call *call, const tolv_argument *argument, size_t index,
                               const tolv_value *given, tolv_value *checked);

#endif
