/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_RECORD_H
#define TOLV_CORE_RECORD_H

#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"

/* Forecasts judged and widened by their own record. Blanks have been taken out. */

/* Holt's linear trend, damped (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd
 * ed., §8.2): ŷ(t + h) = ℓ + (φ + φ² + … + φ^h)b, from ℓ = y_1, b = y_2 − y_1; β is their β*. At
 * least 3 figures (TOLV_NOT_REPORTED). */
typedef struct tolv_trend {
    double alpha, beta, phi, level, slope, forecast;
} tolv_trend;

tolv_error tolv_damped_trend(const double *figures, size_t n, int horizon, tolv_trend *trend);

/* Quantile of n > 0 figures by Hyndman & Fan's type 7, which is Calc's PERCENTILE.
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_quantile(tolv_arena *arena, const double *figures, size_t n, double share,
                         double *quantile);

typedef enum tolv_accuracy {
    TOLV_ACCURACY_WAPE = 1, /* Σ|F − O| / Σ|O| */
    TOLV_ACCURACY_MAPE = 2, /* mean of |F − O| / |O| */
    TOLV_ACCURACY_BIAS = 3, /* Σ(F − O) / Σ|O|: + is forecast too high */
    TOLV_ACCURACY_VALUE =
        4 /* 1 − Σ|F − O| / Σ|N − O|: what the work adds to the naive forecast N */
} tolv_accuracy;

/* `naive` is read by TOLV_ACCURACY_VALUE alone. TOLV_ZERO_SUM where one divides by 0, for MAPE by
 * any outcome. */
tolv_error tolv_forecast_accuracy(const double *forecasts, const double *outcomes,
                                  const double *naive, size_t n, tolv_accuracy measure,
                                  double *accuracy);

#endif
