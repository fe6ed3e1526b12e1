/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_FLAG_H
#define TOLV_CORE_FLAG_H

#include <stdbool.h>

#include "core/money.h"

typedef enum tolv_level { TOLV_GREEN = 0, TOLV_YELLOW = 1, TOLV_RED = 2 } tolv_level;

typedef enum tolv_flag_operator {
    TOLV_FLAG_AND = 1, /* the limit in kronor and the one in per cent are both reached */
    TOLV_FLAG_OR = 2,  /* either is */
    TOLV_FLAG_ROOT = 3 /* the limit grows as the square root of the budget: c√|budget|, c in kr */
} tolv_flag_operator;

/* Limits for red and yellow, red being the larger; blank where there is none. */
typedef struct tolv_limits {
    double red, yellow;
} tolv_limits;

/* What decided: the limit in öre that was reached, or that is the nearest one not reached. Blank
 * (NaN) where that kind of limit was not tested. */
typedef struct tolv_flag {
    tolv_level level;
    double kronor_limit, percent_limit; /* in kronor, both */
} tolv_flag;

/* How serious a deviation (öre, + better) is against its budget. A limit is reached when −D is at
 * least it, in öre. A budget of 0 has no per cent: the limits in kronor decide alone, and without
 * them any bad deviation is red. A limit given once for a kind serves red and, where the other kind
 * has a second, yellow too. At least one limit must be given; under ROOT one in kronor. */
tolv_flag tolv_flag_of(tolv_ore deviation, tolv_ore budget, tolv_limits kronor, tolv_limits percent,
                       tolv_flag_operator how);

#endif
