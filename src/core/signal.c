/* SPDX-License-Identifier: MPL-2.0 */
#include "core/signal.h"

#include <math.h>

/* For moving ranges of two: 3 / d₂, 2/3 of it, D₄ and d₂ with d₂ = 1.128 (Montgomery, app. VI). */
static const double limit_factor = 2.66, warning_factor = 1.773, screen_factor = 3.267;

enum { RUN = 7 };

static double mean_moving_range(const double *figures, size_t base, double below) {
    double sum = 0;
    size_t count = 0;
    for (size_t i = 1; i < base; i++) {
        double range = fabs(figures[i] - figures[i - 1]);
        if (range < below) {
            sum += range;
            count++;
        }
    }
    return count ? sum / (double)count : 0;
}

tolv_error tolv_xmr_of(const double *figures, size_t n, size_t base, bool screen, tolv_xmr *chart) {
    if (base > n)
        base = n;
    if (base < TOLV_SIGNAL_LEAST)
        return TOLV_NOT_REPORTED;
    double sum = 0;
    for (size_t i = 0; i < base; i++)
        sum += figures[i];
    double range = mean_moving_range(figures, base, INFINITY);
    if (screen && range > 0)
        range = mean_moving_range(figures, base, screen_factor * range);
    chart->mean = sum / (double)base;
    chart->moving_range = range;
    chart->lower = chart->mean - limit_factor * range;
    chart->upper = chart->mean + limit_factor * range;
    return TOLV_OK;
}

static bool all_on_one_side(const double *last, double mean) {
    int above = 0, below = 0;
    for (int i = 0; i < RUN; i++) {
        above += last[i] > mean;
        below += last[i] < mean;
    }
    return above == RUN || below == RUN;
}

static bool all_one_way(const double *last) {
    int rises = 0, falls = 0;
    for (int i = 1; i < RUN; i++) {
        rises += last[i] > last[i - 1];
        falls += last[i] < last[i - 1];
    }
    return rises == RUN - 1 || falls == RUN - 1;
}

static bool two_of_three(const double *last, const tolv_xmr *chart, int side) {
    double edge = warning_factor * chart->moving_range;
    int beyond = 0;
    for (int i = 0; i < 3; i++)
        beyond += side * (last[i] - chart->mean) > edge;
    return beyond >= 2 && side * (last[2] - chart->mean) > edge;
}

int tolv_xmr_rule(const double *figures, size_t n, const tolv_xmr *chart) {
    double last = figures[n - 1];
    if (last < chart->lower || last > chart->upper)
        return 1;
    if (n >= RUN && all_on_one_side(figures + n - RUN, chart->mean))
        return 2;
    if (n >= RUN && all_one_way(figures + n - RUN))
        return 3;
    if (n >= 3 &&
        (two_of_three(figures + n - 3, chart, +1) || two_of_three(figures + n - 3, chart, -1)))
        return 4;
    return 0;
}

tolv_shift tolv_cusum(const double *figures, size_t n, double target, double sigma, double k,
                      double h) {
    double sums[2] = {0, 0}; /* above, below */
    size_t since[2] = {1, 1};
    for (size_t i = 0; i < n; i++)
        for (int below = 0; below < 2; below++) {
            double away = below ? target - figures[i] : figures[i] - target;
            sums[below] = fmax(0, sums[below] + away - k * sigma);
            if (sums[below] == 0)
                since[below] = i + 2;
            if (sums[below] > h * sigma)
                return (tolv_shift){i + 1, since[below], below ? -1 : 1};
        }
    return (tolv_shift){0, 0, 0};
}

tolv_shift tolv_ewma(const double *figures, size_t n, double target, double sigma, double lambda,
                     double width) {
    double z = target, kept = 1;
    size_t since = 1;
    for (size_t i = 0; i < n; i++) {
        double before = z;
        z = lambda * figures[i] + (1 - lambda) * z;
        kept *= (1 - lambda) * (1 - lambda);
        if ((before - target) * (z - target) < 0)
            since = i + 1; /* crossed: this month is the first on the new side */
        else if (z == target)
            since = i + 2;
        if (fabs(z - target) > width * sigma * sqrt(lambda / (2 - lambda) * (1 - kept)))
            return (tolv_shift){i + 1, since, z > target ? 1 : -1};
    }
    return (tolv_shift){0, 0, 0};
}
