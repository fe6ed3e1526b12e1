/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_VOLUME_H
#define TOLV_CORE_VOLUME_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/* Grants that follow volume: children, hours, places. Amounts in kronor, not rounded. */

/* The grant of a size step: that of the first limit (inclusive, ascending) that the volume does not
 * pass; 0 above the last limit and at volume 0. `smooth`: the first amount up to the first limit,
 * then a straight line from limit to limit; 0 above the last. n > 0. */
double tolv_step_pay(double volume, const double *limits, const double *amounts, size_t n,
                     bool smooth);

/* Mean of the counts by their weights (NULL: all 1); blank counts are left out with their weights.
 * TOLV_NOT_REPORTED when none is left; TOLV_ZERO_SUM when the weights left sum to 0. */
typedef struct tolv_average {
    size_t counted;
    double sum, weight, volume; /* Σ weight × count, Σ weight, the one by the other */
} tolv_average;

tolv_error tolv_average_volume(const double *counts, const double *weights, size_t n,
                               tolv_average *average);

/* The part of a difference that lies beyond a dead band on either side of 0, with its sign. */
double tolv_beyond(double difference, double deadband);

#endif
