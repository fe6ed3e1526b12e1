/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_VALIDATION_H
#define TOLV_ODS_VALIDATION_H

#include "ods/input.h"

typedef enum tolv_verdict {
    TOLV_VALID,
    TOLV_INVALID,
    TOLV_UNJUDGED /* the condition depends on other cells */
} tolv_verdict;

/* Does a value fit the condition of a validation (table:condition, ODF 1.3 part 3, 19.602)? Blank
 * cells are judged by table:allow-empty-cell, not here. */
tolv_verdict tolv_validation_judge(tolv_text condition, const tolv_input *value);

#endif
