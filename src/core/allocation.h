/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ALLOCATION_H
#define TOLV_CORE_ALLOCATION_H

#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/money.h"

/* A closed pot shared after volume × weight × index, by largest remainder in steps of `step` öre,
 * so that the shares add up to the pot. `weights` and `index` may be NULL (1 for all). All factors
 * are finite and not negative. TOLV_ZERO_SUM when all products are 0; TOLV_NOT_FINITE when one is
 * not finite; TOLV_OUT_OF_MEMORY. Afterwards products[i] holds unit i's volume × weight × index. */
tolv_error tolv_allocate(tolv_arena *arena, tolv_ore pot, const double *volumes,
                         const double *weights, const double *index, size_t n, tolv_ore step,
                         double *products, tolv_ore *shares);

/* Changes held within bounds, the pot kept exactly: finds λ with Σ clip(λ·proposed, lo, hi) = pot,
 * which one λ does where Σlo ≤ pot ≤ Σhi (clip first and rescale afterwards would break the
 * bounds), and rounds what lies between the bounds by largest remainder. In whole steps lo is
 * prior·(1 + floor) rounded up and hi prior·(1 + cap) rounded down; a unit whose prior is 0 or
 * blank is new and has no bounds. A blank floor or cap is no bound. `held`: −1 at its lower bound,
 * +1 at its upper, 0 between. TOLV_NO_SOLUTION with what is possible in `least` and `most`
 * (kronor), for all or for the one unit between whose own limits there is no whole step;
 * TOLV_TOO_LARGE with `least`; TOLV_OUT_OF_MEMORY. O(n log n). */
typedef struct tolv_dampening {
    const double *proposed, *prior; /* n, in kronor */
    const double *floor, *cap;      /* 1 or n shares, −0.05 is 5 % less */
    size_t n, floors, caps;
    tolv_ore pot, step;
} tolv_dampening;

typedef struct tolv_dampened {
    double lambda, least, most;
    size_t unit; /* with TOLV_NO_SOLUTION: which it is of, n where it is of all */
    tolv_ore *amounts;
    int *held;
} tolv_dampened;

tolv_error tolv_dampen(tolv_arena *arena, const tolv_dampening *wanted, tolv_dampened *found);

/* Need index with mean 1 by volume: 1 + strength·(raw / mean raw − 1), the mean weighted by volume.
 * A blank raw stays blank and is left out of the mean; a unit without volume still gets an index.
 * TOLV_ZERO_SUM where the volumes, or volume × raw, sum to 0. */
tolv_error tolv_need_index(const double *raw, const double *volumes, size_t n, double strength,
                           double *index, double *mean);

#endif
