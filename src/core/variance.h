/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_VARIANCE_H
#define TOLV_CORE_VARIANCE_H

#include <stddef.h>

#include "core/error.h"
#include "core/money.h"

/* Why a cost deviates: from budget to outcome one thing is changed at a time, and each step's cost
 * is rounded to öre before the differences are taken, so the parts always add up to the deviation.
 * All parts are deviations: sign × (before − after), + is better. Source: the flexible-budget
 * variances of Horngren, Datar & Rajan, Cost Accounting, ch. 7, 8 and 14. */

/* sign × the differences of n + 1 costs in kronor, in öre; n parts. TOLV_TOO_LARGE. */
tolv_error tolv_variance_steps(const double *costs, size_t n, int sign, tolv_ore *parts);

/* Budgeted and actual price and volume. Parts: volume −(Va − Vb)Pb, price −(Pa − Pb)Va. */
tolv_error tolv_price_volume(double pb, double vb, double pa, double va, int sign,
                             tolv_ore parts[2]);

/* The same of n kinds. Parts: volume −(Va − Vb)·mean Pb, mix, price. The mean is weighted by the
 * budgeted volumes; TOLV_ZERO_SUM where these sum to 0. */
tolv_error tolv_mix(const double *pb, const double *vb, const double *pa, const double *va,
                    size_t n, int sign, tolv_ore parts[3]);

/* Output, input per output and price per input. Parts: volume, use, rate. */
typedef struct tolv_efficiency {
    double output, use, rate;
} tolv_efficiency;

tolv_error tolv_efficiency_parts(tolv_efficiency budget, tolv_efficiency actual, int sign,
                                 tolv_ore parts[3]);

/* What units cancel for each other in a total: (Σ|D| − |ΣD|) / 2 over n deviations in kronor,
 * blanks left out; in öre, a half rounded away from zero. TOLV_TOO_LARGE. */
tolv_error tolv_offset(const double *deviations, size_t n, tolv_ore *offset);

#endif
