/* SPDX-License-Identifier: MPL-2.0 */
#include "core/signal.h"

#include <math.h>

/* More than the other by more than what binary arithmetic may have left. */
static bool above(double x, double y, double doubt) {
    return x - y > doubt;
}

/* Of the moving ranges below the limit; the chart counts the others. */
static double mean_moving_range(const double *figures, double limit, tolv_xmr *chart) {
    double sum = 0;
    size_t count = 0;
    for (size_t i = 1; i < chart->base; i++) {
        double range = fabs(figures[i] - figures[i - 1]);
        if (above(limit, range, chart->doubt)) {
            sum += range;
            count++;
        }
    }
    chart->dropped = chart->base - 1 - count;
    return above(sum, 0, chart->doubt) ? sum / (double)count : 0;
}

tolv_error tolv_xmr_of(const double *figures, size_t n, size_t base, bool screen, tolv_xmr *chart) {
    if (n < TOLV_SIGNAL_LEAST)
        return TOLV_TOO_FEW_FIGURES;
    if (base == 0)
        base = n < TOLV_SIGNAL_BASE ? n : TOLV_SIGNAL_BASE;
    if (base < TOLV_SIGNAL_LEAST || base > n)
        return TOLV_OUTSIDE;
    double sum = 0, sizes = 0;
    for (size_t i = 0; i < base; i++) {
        sum += figures[i];
        sizes += fabs(figures[i]);
    }
    if (!isfinite(sizes)) /* then the mean and every moving range are numbers */
        return TOLV_NOT_FINITE;
    *chart = (tolv_xmr){.mean = sum / (double)base, .base = base};
    chart->doubt = sizes / (double)base * 0x1p-44;
    chart->moving_range = mean_moving_range(figures, INFINITY, chart);
    if (screen && chart->moving_range > 0)
        chart->moving_range =
            mean_moving_range(figures, TOLV_XMR_SCREEN * chart->moving_range, chart);
    chart->lower = chart->mean - TOLV_XMR_LIMIT * chart->moving_range;
    chart->upper = chart->mean + TOLV_XMR_LIMIT * chart->moving_range;
    return isfinite(chart->moving_range) ? TOLV_OK : TOLV_NOT_FINITE;
}

static bool all_on_one_side(const double *last, const tolv_xmr *chart) {
    int over = 0, under = 0;
    for (int i = 0; i < TOLV_SIGNAL_RUN; i++) {
        over += above(last[i], chart->mean, chart->doubt);
        under += above(chart->mean, last[i], chart->doubt);
    }
    return over == TOLV_SIGNAL_RUN || under == TOLV_SIGNAL_RUN;
}

static bool all_one_way(const double *last) {
    int rises = 0, falls = 0;
    for (int i = 1; i < TOLV_SIGNAL_RUN; i++) {
        rises += last[i] > last[i - 1];
        falls += last[i] < last[i - 1];
    }
    return rises == TOLV_SIGNAL_RUN - 1 || falls == TOLV_SIGNAL_RUN - 1;
}

static bool two_of_three(const double *last, const tolv_xmr *chart, int side) {
    bool beyond[3];
    for (int i = 0; i < 3; i++)
        beyond[i] = above(side * (last[i] - chart->mean), TOLV_XMR_WARNING * chart->moving_range,
                          chart->doubt);
    return beyond[2] && (beyond[0] || beyond[1]);
}

int tolv_xmr_rule(const double *figures, size_t n, const tolv_xmr *chart) {
    double last = figures[n - 1];
    if (above(chart->lower, last, chart->doubt) || above(last, chart->upper, chart->doubt))
        return 1;
    if (n >= TOLV_SIGNAL_RUN && all_on_one_side(figures + n - TOLV_SIGNAL_RUN, chart))
        return 2;
    if (n >= TOLV_SIGNAL_RUN && all_one_way(figures + n - TOLV_SIGNAL_RUN))
        return 3;
    if (two_of_three(figures + n - 3, chart, +1) || two_of_three(figures + n - 3, chart, -1))
        return 4;
    return 0;
}

/* An estimate of the standard deviation that a shift does not swell. */
static double sigma_of(const tolv_xmr *chart) {
    return chart->moving_range / TOLV_XMR_SIGMA;
}

tolv_shift tolv_cusum(const double *figures, size_t n, const tolv_xmr *chart, double target,
                      double k, double h) {
    double sigma = sigma_of(chart), limit = h * sigma;
    double sums[2] = {0, 0}; /* above, below */
    size_t since[2] = {1, 1};
    for (size_t i = 0; i < n; i++)
        for (int below = 0; below < 2; below++) {
            double away = below ? target - figures[i] : figures[i] - target;
            sums[below] += away - k * sigma;
            if (!above(sums[below], 0, chart->doubt)) {
                sums[below] = 0;
                since[below] = i + 2;
            }
            if (above(sums[below], limit, chart->doubt))
                return (tolv_shift){since[below], i + 1, below ? -1 : 1, sums[below], limit};
        }
    return (tolv_shift){0, 0, 0, fmax(sums[0], sums[1]), limit};
}

tolv_shift tolv_ewma(const double *figures, size_t n, const tolv_xmr *chart, double target,
                     double lambda, double width) {
    double sigma = sigma_of(chart), z = target, kept = 1, limit = 0;
    size_t since = 1;
    int side = 0;
    for (size_t i = 0; i < n; i++) {
        z = lambda * figures[i] + (1 - lambda) * z;
        kept *= (1 - lambda) * (1 - lambda);
        limit = width * sigma * sqrt(lambda / (2 - lambda) * (1 - kept));
        int now = above(z, target, chart->doubt) - above(target, z, chart->doubt);
        if (now != side)
            since = i + 1; /* the first on this side, or on the target itself */
        side = now;
        if (above(fabs(z - target), limit, chart->doubt))
            return (tolv_shift){since, i + 1, side, fabs(z - target), limit};
    }
    return (tolv_shift){0, 0, 0, fabs(z - target), limit};
}
