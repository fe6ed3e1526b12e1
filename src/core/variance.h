/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_VARIANCE_H
#define TOLV_CORE_VARIANCE_H

#include <stddef.h>

#include "core/error.h"
#include "core/money.h"

/* Why a cost deviates: from budget to outcome one thing is changed at a time, and what each change
 * costs is a part. All parts are deviations in öre: sign × (before − after), + is better. Each is
 * rounded by itself but the last, which takes the öre that are left, so that they always add up to
 * the deviation of the rounded outcome from the rounded budget. TOLV_TOO_LARGE where a cost on the
 * way is beyond TOLV_AMOUNT_MAX. Source: the flexible-budget and sales-mix variances of Horngren,
 * Datar & Rajan, Cost Accounting. */

/* Budgeted and actual price and volume. Parts: volume −(Va − Vb)Pb, price −(Pa − Pb)Va. */
tolv_error tolv_price_volume(double pb, double vb, double pa, double va, int sign,
                             tolv_ore parts[2]);

/* What n kinds cost together, and what the parts of tolv_mix are made from. */
typedef struct tolv_mix_sums {
    double budget_volume, actual_volume;
    double mean_price;                  /* budgeted, weighted by the budgeted volumes */
    double budget, mean, mixed, actual; /* kr: ΣPbVb, Va·mean, ΣPbVa, ΣPaVa */
} tolv_mix_sums;

/* The same of n kinds; a price may be blank where no volume meets it. Parts: volume −(Va − Vb)·mean
 * price, mix, price. TOLV_ZERO_SUM where the budgeted volumes sum to 0. */
tolv_error tolv_mix(const double *pb, const double *vb, const double *pa, const double *va,
                    size_t n, int sign, tolv_mix_sums *sums, tolv_ore parts[3]);

/* Output, input per output and price per input. */
typedef struct tolv_production {
    double output, use, rate;
} tolv_production;

/* Parts: volume −(Oa − Ob)hb·wb, use −(ha − hb)Oa·wb, rate −(wa − wb)Oa·ha. */
tolv_error tolv_efficiency(tolv_production budget, tolv_production actual, int sign,
                           tolv_ore parts[3]);

/* What units cancel for each other in a total: (Σ|D| − |ΣD|) / 2 over n deviations in kronor,
 * blanks left out; in öre. *better and *worse are the sums of the two sides, in kronor, both ≥ 0.
 * TOLV_TOO_LARGE. */
tolv_error tolv_offset(const double *deviations, size_t n, double *better, double *worse,
                       tolv_ore *offset);

#endif
