/* SPDX-License-Identifier: MPL-2.0 */
#include "core/variance.h"

#include <math.h>

#include "core/value.h"

/* From n + 1 costs to the n parts between them. */
static tolv_error parts_between(const double *costs, size_t n, int sign, tolv_ore *parts) {
    double largest = 0;
    for (size_t i = 0; i <= n; i++) {
        if (!(fabs(costs[i]) <= TOLV_AMOUNT_MAX))
            return TOLV_TOO_LARGE;
        largest = fmax(largest, fabs(costs[i]));
    }
    double doubt = fmin(largest * 0x1p-48, 0x1p-17);
    tolv_ore left = tolv_nearest_ore(costs[0], doubt) - tolv_nearest_ore(costs[n], doubt);
    for (size_t i = 0; i + 1 < n; i++) {
        tolv_ore part = tolv_nearest_ore(costs[i] - costs[i + 1], doubt);
        parts[i] = sign * part;
        left -= part;
    }
    parts[n - 1] = sign * left;
    return TOLV_OK;
}

tolv_error tolv_price_volume(double pb, double vb, double pa, double va, int sign,
                             tolv_ore parts[2]) {
    const double costs[] = {pb * vb, pb * va, pa * va};
    return parts_between(costs, 2, sign, parts);
}

/* A price that no volume meets may be blank. */
static double cost(double price, double volume) {
    return volume == 0 ? 0 : price * volume;
}

tolv_error tolv_mix(const double *pb, const double *vb, const double *pa, const double *va,
                    size_t n, int sign, tolv_mix_sums *sums, tolv_ore parts[3]) {
    *sums = (tolv_mix_sums){0};
    for (size_t i = 0; i < n; i++) {
        sums->budget_volume += vb[i];
        sums->actual_volume += va[i];
        sums->budget += cost(pb[i], vb[i]);
        sums->mixed += cost(pb[i], va[i]);
        sums->actual += cost(pa[i], va[i]);
    }
    if (sums->budget_volume == 0)
        return TOLV_ZERO_SUM;
    if (!isfinite(sums->budget_volume))
        return TOLV_TOO_LARGE;
    sums->mean_price = sums->budget / sums->budget_volume;
    sums->mean = sums->actual_volume * sums->budget / sums->budget_volume;
    const double costs[] = {sums->budget, sums->mean, sums->mixed, sums->actual};
    return parts_between(costs, 3, sign, parts);
}

tolv_error tolv_efficiency(tolv_production budget, tolv_production actual, int sign,
                           tolv_ore parts[3]) {
    const double costs[] = {
        budget.output * budget.use * budget.rate,
        actual.output * budget.use * budget.rate,
        actual.output * actual.use * budget.rate,
        actual.output * actual.use * actual.rate,
    };
    return parts_between(costs, 3, sign, parts);
}

tolv_error tolv_offset(const double *deviations, size_t n, double *better, double *worse,
                       tolv_ore *offset) {
    double sums[2] = {0, 0}; /* whole öre: exact as long as the answer can be */
    for (size_t i = 0; i < n; i++)
        if (!tolv_is_blank(deviations[i])) {
            tolv_ore ore = tolv_to_ore(deviations[i]);
            sums[ore < 0] += fabs((double)ore);
        }
    *better = sums[0] / 100;
    *worse = sums[1] / 100;
    double cancelled = fmin(sums[0], sums[1]); /* (b + w − |b − w|) / 2 */
    if (cancelled > (double)TOLV_ORE_MAX)
        return TOLV_TOO_LARGE;
    *offset = (tolv_ore)cancelled;
    return TOLV_OK;
}
