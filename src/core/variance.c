/* SPDX-License-Identifier: MPL-2.0 */
#include "core/variance.h"

#include <math.h>
#include <stdlib.h>

#include "core/value.h"

tolv_error tolv_variance_steps(const double *costs, size_t n, int sign, tolv_ore *parts) {
    for (size_t i = 0; i <= n; i++)
        if (!(fabs(costs[i]) <= TOLV_AMOUNT_MAX))
            return TOLV_TOO_LARGE;
    for (size_t i = 0; i < n; i++)
        parts[i] = sign * (tolv_to_ore(costs[i]) - tolv_to_ore(costs[i + 1]));
    return TOLV_OK;
}

tolv_error tolv_price_volume(double pb, double vb, double pa, double va, int sign,
                             tolv_ore parts[2]) {
    const double costs[] = {pb * vb, pb * va, pa * va};
    return tolv_variance_steps(costs, 2, sign, parts);
}

tolv_error tolv_mix(const double *pb, const double *vb, const double *pa, const double *va,
                    size_t n, int sign, tolv_ore parts[3]) {
    double budget = 0, budget_volume = 0, volume = 0, at_budget_price = 0, actual = 0;
    for (size_t i = 0; i < n; i++) {
        budget += pb[i] * vb[i];
        budget_volume += vb[i];
        volume += va[i];
        at_budget_price += pb[i] * va[i];
        actual += pa[i] * va[i];
    }
    if (budget_volume == 0)
        return TOLV_ZERO_SUM;
    const double costs[] = {budget, volume * budget / budget_volume, at_budget_price, actual};
    return tolv_variance_steps(costs, 3, sign, parts);
}

tolv_error tolv_efficiency_parts(tolv_efficiency budget, tolv_efficiency actual, int sign,
                                 tolv_ore parts[3]) {
    const double costs[] = {
        budget.output * budget.use * budget.rate,
        actual.output * budget.use * budget.rate,
        actual.output * actual.use * budget.rate,
        actual.output * actual.use * actual.rate,
    };
    return tolv_variance_steps(costs, 3, sign, parts);
}

tolv_error tolv_offset(const double *deviations, size_t n, tolv_ore *offset) {
    double better = 0, worse = 0; /* sums of whole öre, exact as long as the answer can be */
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(deviations[i]))
            continue;
        double ore = (double)tolv_to_ore(deviations[i]);
        *(ore > 0 ? &better : &worse) += fabs(ore);
    }
    double cancelled = fmin(better, worse); /* (b + w − |b − w|) / 2 */
    if (cancelled > (double)TOLV_ORE_MAX)
        return TOLV_TOO_LARGE;
    *offset = (tolv_ore)cancelled;
    return TOLV_OK;
}
