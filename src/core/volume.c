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
                               tolv_average *average) {
    *average = (tolv_average){0};
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(counts[i]))
            continue;
        double weight = weights ? weights[i] : 1;
        average->sum += weight * counts[i];
        average->weight += weight;
        average->counted++;
    }
    if (average->counted == 0)
        return TOLV_NOT_REPORTED;
    if (average->weight == 0)
        return TOLV_ZERO_SUM;
    average->volume = average->sum / average->weight;
    return TOLV_OK;
}

double tolv_beyond(double difference, double deadband) {
    return copysign(fmax(0, fabs(difference) - deadband), difference);
}
