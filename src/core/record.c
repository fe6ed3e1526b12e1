/* SPDX-License-Identifier: MPL-2.0 */
#include "core/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

tolv_error tolv_damped_trend(const double *figures, size_t n, int horizon, tolv_trend *trend) {
    if (n < 3)
        return TOLV_NOT_REPORTED;
    double level = figures[0], slope = figures[1] - figures[0], phi = trend->phi;
    for (size_t i = 1; i < n; i++) {
        double before = level;
        level = trend->alpha * figures[i] + (1 - trend->alpha) * (level + phi * slope);
        slope = trend->beta * (level - before) + (1 - trend->beta) * phi * slope;
    }
    double damping = 0;
    for (int h = 1; h <= horizon; h++)
        damping += pow(phi, h);
    trend->level = level;
    trend->slope = slope;
    trend->forecast = level + damping * slope;
    return TOLV_OK;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

tolv_error tolv_quantile(tolv_arena *arena, const double *figures, size_t n, double share,
                         double *quantile) {
    double *sorted = tolv_arena_take(arena, n, sizeof *sorted);
    if (!sorted)
        return TOLV_OUT_OF_MEMORY;
    memcpy(sorted, figures, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    double at = (double)(n - 1) * share, whole = floor(at), along = at - whole;
    double decimal = round(along * 1e6) / 1e6;
    if (fabs(along - decimal) <= at * 0x1p-50) /* 3 × 0.785 is 2.355, and no bit less */
        along = decimal;
    size_t i = (size_t)whole;
    *quantile = sorted[i];
    if (i + 1 < n)
        *quantile += along * (sorted[i + 1] - sorted[i]);
    return TOLV_OK;
}

tolv_error tolv_forecast_accuracy(const double *forecasts, const double *outcomes,
                                  const double *naive, size_t n, tolv_accuracy measure,
                                  double *accuracy) {
    double sizes = 0, errors = 0, bias = 0, shares = 0, naive_errors = 0;
    for (size_t i = 0; i < n; i++) {
        double error = forecasts[i] - outcomes[i];
        sizes += fabs(outcomes[i]);
        errors += fabs(error);
        bias += error;
        if (measure == TOLV_ACCURACY_MAPE && outcomes[i] == 0)
            return TOLV_ZERO_SUM;
        if (measure == TOLV_ACCURACY_MAPE)
            shares += fabs(error / outcomes[i]);
        if (measure == TOLV_ACCURACY_VALUE)
            naive_errors += fabs(naive[i] - outcomes[i]);
    }
    if (measure == TOLV_ACCURACY_VALUE ? naive_errors == 0 : sizes == 0)
        return TOLV_ZERO_SUM;
    *accuracy = measure == TOLV_ACCURACY_WAPE   ? errors / sizes
                : measure == TOLV_ACCURACY_MAPE ? shares / (double)n
                : measure == TOLV_ACCURACY_BIAS ? bias / sizes
                                                : 1 - errors / naive_errors;
    return TOLV_OK;
}
