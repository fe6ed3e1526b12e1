/* SPDX-License-Identifier: MPL-2.0 */
#include "core/rating.h"

#include <math.h>

tolv_rating tolv_rating_of(const double *counts, size_t n) {
    tolv_rating rating = {0};
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        double grade = (double)(i + 1);
        rating.answers += counts[i];
        rating.sum += grade * counts[i];
        rating.satisfied += 2 * grade > (double)n + 1 ? counts[i] : 0;
    }
    if (rating.answers == 0)
        return rating;
    rating.mean = rating.sum / rating.answers;
    for (size_t i = 0; i < n; i++)
        squares += counts[i] * pow((double)(i + 1) - rating.mean, 2);
    if (rating.answers > 1)
        rating.deviation = sqrt(squares / (rating.answers - 1));
    rating.margin = TOLV_RATING_Z * rating.deviation / sqrt(rating.answers);
    return rating;
}
