/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_RATING_H
#define TOLV_CORE_RATING_H

#include <stddef.h>

/* What users answered on a scale of n grades, 1 to n; counts[g − 1] of them gave grade g. Satisfied
 * are those above the middle of the scale, (n + 1) / 2. `deviation` is the standard deviation of a
 * sample (divided by answers − 1), 0 where there are fewer than two answers, and `margin` the half
 * width of the 95 % interval of the mean, 1.96·deviation / √answers. */
typedef struct tolv_rating {
    double answers, sum, mean, satisfied, deviation, margin; /* `satisfied`: a number of answers */
} tolv_rating;

#define TOLV_RATING_Z 1.96

/* The counts are whole and not negative. Without an answer all is 0. */
tolv_rating tolv_rating_of(const double *counts, size_t n);

#endif
