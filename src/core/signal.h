/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_SIGNAL_H
#define TOLV_CORE_SIGNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/* Statistical process control of one row of figures: is this month news, or noise? Blanks have been
 * taken out; n figures. Chart deviations or unit costs, never raw seasonal cost. */

enum { TOLV_SIGNAL_BASE = 12, TOLV_SIGNAL_LEAST = 5 };

/* XmR chart (Shewhart; Wheeler, Understanding Variation; the rules of NHS England's Making Data
 * Count). Limits are the mean ± 2.66 mean moving ranges of the first `base` figures (all, where
 * there are fewer). With `screen`, moving ranges of 3.267 means or more are dropped once from the
 * mean moving range (Nelson 1982); the mean of the figures stays. */
typedef struct tolv_xmr {
    double mean, moving_range, lower, upper;
} tolv_xmr;

/* TOLV_NOT_REPORTED with fewer than TOLV_SIGNAL_LEAST figures. */
tolv_error tolv_xmr_of(const double *figures, size_t n, size_t base, bool screen, tolv_xmr *chart);

/* The rule that the last figure breaks, the lowest number first: 1 outside the limits; 2 the last 7
 * on one side of the mean; 3 the last 7 rising or falling; 4 two of the last three, the last among
 * them, beyond 2/3 of the way to the same limit; 0 none. */
int tolv_xmr_rule(const double *figures, size_t n, const tolv_xmr *chart);

/* Where a level shifted: month 1- of the alarm, month since when, direction; all 0 with no alarm.
 */
typedef struct tolv_shift {
    size_t alarm, since;
    int direction;
} tolv_shift;

/* Tabular CUSUM (Montgomery, Introduction to Statistical Quality Control, §9.1): C⁺ and C⁻ with
 * allowance k and decision limit h, both in σ = mean moving range / 1.128. Since: the month after
 * the sum was last 0. */
tolv_shift tolv_cusum(const double *figures, size_t n, double target, double sigma, double k,
                      double h);

/* EWMA chart (Montgomery §9.2): z_t = λx_t + (1 − λ)z_(t−1), z_0 = target, limits
 * ± Lσ√(λ/(2 − λ)(1 − (1 − λ)^2t)). Since: the month after z was last on or across the target. */
tolv_shift tolv_ewma(const double *figures, size_t n, double target, double sigma, double lambda,
                     double width);

#endif
