/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ROUNDING_H
#define TOLV_CORE_ROUNDING_H

#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/money.h"

/* Rounding that keeps the sum: an amount is given out in whole steps so that the parts add up to it
 * to the öre.
 *
 * Cumulative: every sum so far is the exact one rounded to a step, so no year-to-date is ever more
 * than half a step off. What does not fill a step goes to the last part with a weight.
 *
 * Largest remainder (Hamilton's method; Balinski & Young, Fair Representation, 1982): every part
 * rounds down, then the largest remainders get a step each, ties to the earliest; what does not
 * fill a step goes to the next in that order. */
typedef enum tolv_rounding {
    TOLV_ROUNDING_CUMULATIVE = 1,
    TOLV_ROUNDING_LARGEST = 2
} tolv_rounding;

/* Gives out `amount` over n parts after their weights, in steps of `step` öre (> 0). Weights are
 * finite and not negative; a weight of 0 gets exactly 0. A negative amount is the mirror image of a
 * positive one. `parts` has room for n. TOLV_ZERO_SUM: no weight above 0; TOLV_OUT_OF_MEMORY.
 * O(n log n). */
tolv_error tolv_apportion(tolv_arena *arena, tolv_ore amount, const double *weights, size_t n,
                          tolv_ore step, tolv_rounding method, tolv_ore *parts);

/* Rounds n numbers (blanks stay blank and out of it) to whole steps of `step` öre: down, each by
 * its sign, then a step up for the largest remainders, ties to the earliest, until they add up to
 * `total`. `total` blank: their sum, rounded. In kronor, both; `rounded` has room for n.
 * TOLV_OUTSIDE when the total is not reached by 0 to 1 step up each, found->least and most then
 * tell what is; TOLV_TOO_LARGE with the size in found->total; TOLV_OUT_OF_MEMORY. O(n log n). */
typedef struct tolv_rounded_sum {
    size_t figures, up;        /* how many are not blank; how many went a step up */
    double least, most, total; /* kronor */
} tolv_rounded_sum;

tolv_error tolv_round_sum(tolv_arena *arena, const double *numbers, size_t n, double total,
                          tolv_ore step, double *rounded, tolv_rounded_sum *found);

#endif
