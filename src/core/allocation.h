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

#endif
