/* SPDX-License-Identifier: MPL-2.0 */
#include "core/allocation.h"

#include <math.h>

#include "core/rounding.h"

tolv_error tolv_allocate(tolv_arena *arena, tolv_ore pot, const double *volumes,
                         const double *weights, const double *index, size_t n, tolv_ore step,
                         double *products, tolv_ore *shares) {
    for (size_t i = 0; i < n; i++) {
        products[i] = volumes[i] * (weights ? weights[i] : 1) * (index ? index[i] : 1);
        if (!isfinite(products[i]))
            return TOLV_NOT_FINITE;
    }
    return tolv_apportion(arena, pot, products, n, step, TOLV_ROUNDING_LARGEST, shares);
}
