/* SPDX-License-Identifier: MPL-2.0 */
#include "core/allocation.h"

#include <math.h>
#include <stdlib.h>

#include "core/rounding.h"
#include "core/value.h"

tolv_error tolv_allocate(tolv_arena *arena, tolv_ore pot, const double *volumes,
                         const double *weights, const double *index, size_t n, tolv_ore step,
                         double *products, tolv_ore *shares) {
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        products[i] = volumes[i] * (weights ? weights[i] : 1) * (index ? index[i] : 1);
        total += products[i];
    }
    if (!isfinite(total))
        return TOLV_NOT_FINITE;
    return tolv_apportion(arena, pot, products, n, step, TOLV_ROUNDING_LARGEST, shares);
}

/* A unit's bounds in whole steps; what is whole but for the last bits of 1 + floor is whole. */
typedef struct span {
    double low, high;
} span;

static double whole_steps(double kronor, tolv_ore step, double (*direction)(double)) {
    double exact = kronor * 100 / (double)step, near = round(exact);
    return fabs(exact - near) <= near * 0x1p-50 ? near : direction(exact);
}

static span span_of(const tolv_dampening *wanted, size_t i) {
    double prior = wanted->prior[i];
    double low = wanted->floor[wanted->floors == 1 ? 0 : i];
    double high = wanted->cap[wanted->caps == 1 ? 0 : i];
    bool is_new = tolv_is_blank(prior) || prior == 0;
    return (span){
        is_new || tolv_is_blank(low) ? 0 : whole_steps(prior * (1 + low), wanted->step, ceil),
        is_new || tolv_is_blank(high) ? INFINITY
                                      : whole_steps(prior * (1 + high), wanted->step, floor)};
}

/* Where the sum of clip(λ·proposed, lo, hi) bends: from here on a unit grows with λ (+proposed), or
 * has reached its upper bound (−proposed). */
typedef struct bend {
    double lambda, slope, fixed;
} bend;

static int by_lambda(const void *a, const void *b) {
    double x = ((const bend *)a)->lambda, y = ((const bend *)b)->lambda;
    return (x > y) - (x < y);
}

/* λ at which the sum, which never falls, reaches the pot (in steps); it does, somewhere. */
static double find_lambda(bend *bends, size_t n, double fixed, double pot) {
    double slope = 0, lambda = 0;
    qsort(bends, n, sizeof *bends, by_lambda);
    for (size_t i = 0; i < n && fixed + slope * bends[i].lambda < pot; i++) {
        lambda = bends[i].lambda;
        slope += bends[i].slope;
        fixed += bends[i].fixed;
    }
    return slope > 0 ? (pot - fixed) / slope : lambda;
}

/* Units at a bound get it; the others share the rest after what is proposed. */
static tolv_error settle(tolv_arena *arena, const tolv_dampening *wanted, const span *spans,
                         tolv_dampened *found) {
    double *free = tolv_arena_take(arena, wanted->n, sizeof *free);
    tolv_ore *shares = tolv_arena_take(arena, wanted->n, sizeof *shares), left = wanted->pot;
    bool any = false;
    if (!free || !shares)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < wanted->n; i++) {
        double proposed = wanted->proposed[i] * 100 / (double)wanted->step;
        bool low = proposed == 0 || found->lambda <= spans[i].low / proposed;
        bool high = !low && found->lambda >= spans[i].high / proposed;
        found->held[i] = high - low;
        free[i] = low || high ? 0 : wanted->proposed[i];
        found->amounts[i] = low    ? (tolv_ore)spans[i].low * wanted->step
                            : high ? (tolv_ore)spans[i].high * wanted->step
                                   : 0;
        left -= found->amounts[i];
        any = any || free[i] > 0;
    }
    if (!any)
        return left == 0 ? TOLV_OK : TOLV_NO_SOLUTION;
    tolv_error error =
        tolv_apportion(arena, left, free, wanted->n, wanted->step, TOLV_ROUNDING_LARGEST, shares);
    for (size_t i = 0; !error && i < wanted->n; i++)
        found->amounts[i] += shares[i];
    return error;
}

tolv_error tolv_dampen(tolv_arena *arena, const tolv_dampening *wanted, tolv_dampened *found) {
    size_t bent = 0;
    span *spans = tolv_arena_take(arena, wanted->n, sizeof *spans);
    bend *bends = tolv_arena_take(arena, 2 * wanted->n, sizeof *bends);
    found->amounts = tolv_arena_take(arena, wanted->n, sizeof *found->amounts);
    found->held = tolv_arena_take(arena, wanted->n, sizeof *found->held);
    if (!spans || !bends || !found->amounts || !found->held)
        return TOLV_OUT_OF_MEMORY;
    found->unit = wanted->n;
    double least = 0, most = 0, pot = (double)wanted->pot / (double)wanted->step;
    for (size_t i = 0; i < wanted->n; i++) {
        double proposed = wanted->proposed[i] * 100 / (double)wanted->step;
        spans[i] = span_of(wanted, i);
        if (spans[i].low > spans[i].high) {
            found->unit = i;
            found->least = spans[i].low * tolv_to_kronor(wanted->step);
            found->most = spans[i].high * tolv_to_kronor(wanted->step);
            return TOLV_NO_SOLUTION;
        }
        least += spans[i].low;
        most += proposed > 0 ? spans[i].high : spans[i].low;
        if (proposed == 0)
            continue;
        bends[bent++] = (bend){spans[i].low / proposed, proposed, -spans[i].low};
        if (isfinite(spans[i].high))
            bends[bent++] = (bend){spans[i].high / proposed, -proposed, spans[i].high};
    }
    found->least = least * tolv_to_kronor(wanted->step);
    found->most = fmin(most * tolv_to_kronor(wanted->step), TOLV_AMOUNT_MAX);
    if (!(found->least <= TOLV_AMOUNT_MAX))
        return TOLV_TOO_LARGE;
    if (pot < least || pot > most)
        return TOLV_NO_SOLUTION;
    found->lambda = find_lambda(bends, bent, least, pot);
    return settle(arena, wanted, spans, found);
}

tolv_error tolv_need_index(const double *raw, const double *volumes, size_t n, double strength,
                           double *index, double *mean) {
    double volume = 0, weighted = 0;
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(raw[i]))
            continue;
        volume += volumes[i];
        weighted += volumes[i] * raw[i];
    }
    if (volume == 0 || weighted == 0)
        return TOLV_ZERO_SUM;
    *mean = weighted / volume;
    for (size_t i = 0; i < n; i++) {
        index[i] = 1 + strength * (raw[i] / *mean - 1);
        if (fabs(index[i]) < 0x1p-45) /* 1 less 1, but for the last bits */
            index[i] = 0;
    }
    return TOLV_OK;
}
