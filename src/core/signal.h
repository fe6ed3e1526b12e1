/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_SIGNAL_H
#define TOLV_CORE_SIGNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/* Statistical process control of one row of figures: is this month news, or noise? Blanks have been
 * taken out; n figures, TOLV_SIGNAL_LEAST or more. Chart deviations or unit costs, never raw
 * seasonal cost. */

enum { TOLV_SIGNAL_BASE = 12, TOLV_SIGNAL_LEAST = 5, TOLV_SIGNAL_RUN = 7 };

/* For moving ranges of two: 3 / d₂, 2/3 of it, D₄ and d₂ (Montgomery). */
#define TOLV_XMR_LIMIT 2.66
#define TOLV_XMR_WARNING 1.773
#define TOLV_XMR_SCREEN 3.267
#define TOLV_XMR_SIGMA 1.128

/* XmR chart (Shewhart; Wheeler, Understanding Variation; the rules of NHS England's Making Data
 * Count): limits are the mean ± 2.66 mean moving ranges of the first `base` figures. With `screen`,
 * moving ranges of 3.267 means or more are dropped once from the mean moving range (Nelson, Journal
 * of Quality Technology 14:3, 1982); the mean of the figures stays. */
typedef struct tolv_xmr {
    double mean, moving_range, lower, upper;
    size_t base, dropped; /* figures that set it; moving ranges left out by the screen */
    double doubt; /* figures that differ by no more are the same: the last bits of binary sums */
} tolv_xmr;

/* base 0: the first TOLV_SIGNAL_BASE, or all where there are fewer. TOLV_TOO_FEW_FIGURES with fewer
 * than TOLV_SIGNAL_LEAST; TOLV_OUTSIDE where base is fewer or more than there are figures;
 * TOLV_NOT_FINITE. */
tolv_error tolv_xmr_of(const double *figures, size_t n, size_t base, bool screen, tolv_xmr *chart);

/* The rule that the last figure breaks, the lowest number first: 1 outside the limits; 2 the last 7
 * on one side of the mean; 3 the last 7 rising or falling; 4 two of the last three, the last among
 * them, beyond 2/3 of the way to the same limit; 0 none. All strictly. */
int tolv_xmr_rule(const double *figures, size_t n, const tolv_xmr *chart);

/* Whether a level has shifted: the first alarm (strictly beyond its limit), the month since when,
 * both from 1, and the direction; all 0 with no alarm. Then how far it had come at the alarm, or
 * stands at the last figure, against the limit there, in the figures' unit. */
typedef struct tolv_shift {
    size_t since, alarm;
    int direction;
    double reached, limit;
} tolv_shift;

/* Tabular CUSUM (Montgomery, Introduction to Statistical Quality Control): C⁺ and C⁻ with
 * allowance k and decision limit h, both in σ = mean moving range / 1.128. Since: the month after
 * the sum was last 0. */
tolv_shift tolv_cusum(const double *figures, size_t n, const tolv_xmr *chart, double target,
                      double k, double h);

/* EWMA chart (Montgomery): z_t = λx_t + (1 − λ)z_(t−1), z_0 = target, limits
 * ± Lσ√(λ/(2 − λ)(1 − (1 − λ)^2t)). Since: the month after z was last on or across the target. */
tolv_shift tolv_ewma(const double *figures, size_t n, const tolv_xmr *chart, double target,
                     double lambda, double width);

#endif
