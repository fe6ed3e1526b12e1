/* SPDX-License-Identifier: MPL-2.0 */
#include "core/volume.h"

#include <math.h>

#include "core/value.h"

double tolv_step_pay(double volume, const double *limits, const double *amounts, size_t n,
                     bool smooth) {
    if (volume == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (volume > limits[i])
            continue;
        if (!smooth || i == 0)
            return amounts[i];
        double along = (volume - limits[i - 1]) / (limits[i] - limits[i - 1]);
        return amounts[i - 1] + along * (amounts[i] - amounts[i - 1]);
    }
    return 0;
}

tolv_error tolv_average_volume(const double *counts, const double *weights, size_t n,
                               double *average) {
    double sum = 0, weight = 0;
    size_t counted = 0;
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(counts[i]))
            continue;
        double w = weights ? weights[i] : 1;
        sum += w * counts[i];
        weight += w;
        counted++;
    }
    if (counted == 0)
        return TOLV_NOT_REPORTED;
    if (weight == 0)
        return TOLV_ZERO_SUM;
    *average = sum / weight;
    return TOLV_OK;
}

double tolv_true_up(double price, double difference, double marginal, double deadband,
                    double paid) {
    double beyond = fmax(0, fabs(difference) - deadband);
    return marginal * price * copysign(beyond, difference) - paid;
}
