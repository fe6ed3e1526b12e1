/* SPDX-License-Identifier: MPL-2.0 */
#include "core/rounding.h"

#include <math.h>
#include <stdlib.h>

#include "core/value.h"

/* How many whole steps, and the fraction of a step that is left: [0, 1). */
typedef struct steps {
    double whole, fraction;
} steps;

/* amount × weight / total in steps. The product and the remainder are kept exactly (fma), and the
 * fraction lies on a grid of 2^-30, so that equal shares are equal and a half is a half although
 * weights such as 0.1 have no exact double. */
static steps share(double amount, double weight, double total, double step) {
    const double grid = 0x1p30;
    double product = amount * weight, lost = fma(amount, weight, -product);
    double divisor = total * step;
    double whole = floor(product / divisor);
    double rest = (fma(-whole, divisor, product) + lost) / divisor;
    double fraction = round(rest * grid) / grid;
    double carried = floor(fraction);
    return (steps){whole + carried, fraction - carried};
}

/* Neumaier's compensated sum, so that a hundred thousand weights add up as one would expect. */
typedef struct running {
    double sum, lost;
} running;

static void add(running *total, double x) {
    double sum = total->sum + x;
    total->lost += fabs(total->sum) >= fabs(x) ? (total->sum - sum) + x : (x - sum) + total->sum;
    total->sum = sum;
}

/* Weights divided by a power of two near the largest, which loses nothing and keeps every product
 * within a double's range; their sum; and the last that is not 0. */
typedef struct scaled {
    double *weights;
    size_t n, last;
    double total;
} scaled;

static tolv_error scale(tolv_arena *arena, const double *weights, size_t n, scaled *out) {
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, weights[i]);
    if (!(largest > 0))
        return TOLV_ZERO_SUM;
    *out = (scaled){tolv_arena_take(arena, n, sizeof *out->weights), n, 0, 0};
    if (!out->weights)
        return TOLV_OUT_OF_MEMORY;
    running sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        out->weights[i] = ldexp(weights[i], -ilogb(largest));
        add(&sum, out->weights[i]);
        if (out->weights[i] > 0)
            out->last = i;
    }
    out->total = sum.sum + sum.lost;
    return TOLV_OK;
}

static void apportion_cumulative(tolv_ore amount, const scaled *by, tolv_ore step,
                                 tolv_ore *parts) {
    running so_far = {0, 0};
    tolv_ore given = 0;
    for (size_t i = 0; i < by->n; i++) {
        add(&so_far, by->weights[i]);
        parts[i] = 0;
        if (by->weights[i] == 0)
            continue;
        tolv_ore until = amount;
        if (i != by->last) {
            steps exact = share((double)amount, so_far.sum + so_far.lost, by->total, (double)step);
            until = (tolv_ore)(exact.whole + (exact.fraction >= 0.5 ? 1 : 0)) * step;
        }
        parts[i] = until - given;
        given = until;
    }
}

typedef struct remainder_of {
    double fraction;
    size_t part;
} remainder_of;

static int by_remainder(const void *a, const void *b) {
    const remainder_of *x = a, *y = b;
    if (x->fraction != y->fraction)
        return x->fraction > y->fraction ? -1 : 1;
    return x->part < y->part ? -1 : x->part > y->part;
}

static tolv_error apportion_largest(tolv_arena *arena, tolv_ore amount, const scaled *by,
                                    tolv_ore step, tolv_ore *parts) {
    remainder_of *order = tolv_arena_take(arena, by->n, sizeof *order);
    if (!order)
        return TOLV_OUT_OF_MEMORY;
    size_t candidates = 0;
    tolv_ore left = amount;
    for (size_t i = 0; i < by->n; i++) {
        parts[i] = 0;
        if (by->weights[i] == 0)
            continue;
        steps exact = share((double)amount, by->weights[i], by->total, (double)step);
        parts[i] = (tolv_ore)exact.whole * step;
        left -= parts[i];
        order[candidates++] = (remainder_of){exact.fraction, i};
    }
    qsort(order, candidates, sizeof *order, by_remainder);
    /* In exact arithmetic fewer steps are left than there are candidates. Beyond the last bits of
     * a double a step can be too much or too little; then the round goes on until nothing is. */
    for (size_t next = 0; left != 0; next = (next + 1) % candidates) {
        tolv_ore more = left >= step || left < 0 ? step : left;
        tolv_ore *part = &parts[order[next].part];
        *part += left < 0 ? -more : more;
        left -= left < 0 ? -more : more;
    }
    return TOLV_OK;
}

tolv_error tolv_apportion(tolv_arena *arena, tolv_ore amount, const double *weights, size_t n,
                          tolv_ore step, tolv_rounding method, tolv_ore *parts) {
    scaled by;
    tolv_error error = scale(arena, weights, n, &by);
    if (error)
        return error;
    tolv_ore size = amount < 0 ? -amount : amount;
    if (method == TOLV_ROUNDING_CUMULATIVE)
        apportion_cumulative(size, &by, step, parts);
    else
        error = apportion_largest(arena, size, &by, step, parts);
    for (size_t i = 0; amount < 0 && !error && i < n; i++)
        parts[i] = -parts[i];
    return error;
}

/* In öre: a whole number where the amount is one, whatever the last bits of its double are. */
static double in_ore(double kronor) {
    tolv_ore ore = tolv_to_ore(kronor);
    return tolv_to_kronor(ore) == kronor ? (double)ore : kronor * 100;
}

tolv_error tolv_round_sum(tolv_arena *arena, const double *numbers, size_t n, double total,
                          tolv_ore step, double *rounded, tolv_rounded_sum *found) {
    remainder_of *order = tolv_arena_take(arena, n, sizeof *order);
    if (!order)
        return TOLV_OUT_OF_MEMORY;
    running floors = {0, 0}, finer = {0, 0}; /* in steps; in öre, beyond whole ones */
    size_t figures = 0;
    tolv_ore sum;
    bool fits = tolv_sum(numbers, n, &sum);
    *found = (tolv_rounded_sum){.total = tolv_to_kronor(sum)};
    if (!fits)
        return TOLV_TOO_LARGE;
    for (size_t i = 0; i < n; i++) {
        rounded[i] = numbers[i];
        if (tolv_is_blank(numbers[i]))
            continue;
        double ore = in_ore(numbers[i]);
        steps exact = share(ore, 1, 1, (double)step);
        rounded[i] = exact.whole;
        add(&floors, exact.whole);
        add(&finer, ore - (double)tolv_to_ore(numbers[i]));
        order[figures++] = (remainder_of){exact.fraction, i};
    }
    double exact = ((double)sum + (finer.sum + finer.lost)) / (double)step;
    tolv_ore wanted =
        tolv_is_blank(total) ? (tolv_ore)tolv_round_half_away(exact) * step : tolv_to_ore(total);
    double up = ((double)(wanted / step) - floors.sum) - floors.lost;
    *found = (tolv_rounded_sum){
        .figures = figures,
        .least = tolv_to_kronor(step) * floors.sum,
        .most = tolv_to_kronor(step) * (floors.sum + (double)figures),
        .total = tolv_to_kronor(wanted),
    };
    if (llabs(wanted) > TOLV_ORE_MAX)
        return TOLV_TOO_LARGE;
    if (wanted % step != 0 || up < 0 || up > (double)figures)
        return TOLV_OUTSIDE;
    found->up = (size_t)up;
    qsort(order, figures, sizeof *order, by_remainder);
    for (size_t i = 0; i < found->up; i++)
        rounded[order[i].part] += 1;
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(rounded[i]))
            continue;
        tolv_ore ore = (tolv_ore)rounded[i] * step;
        rounded[i] = tolv_to_kronor(ore);
        if (llabs(ore) > TOLV_ORE_MAX) {
            found->total = rounded[i];
            return TOLV_TOO_LARGE;
        }
    }
    return TOLV_OK;
}
