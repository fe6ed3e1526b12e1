/* SPDX-License-Identifier: MPL-2.0 */
#include "core/money.h"

#include <math.h>

#include "core/value.h"

/* A million times the largest amount does not fit into 64 bits; 128 make the sum independent of the
 * order of the cells. */
__extension__ typedef __int128 wide;

double tolv_round_half_away(double x) {
    double size = fabs(x), whole = floor(size);
    double slack = fmin(size * 0x1p-50, 0x1p-10);
    if (size - whole >= 0.5 - slack)
        whole += 1;
    return whole == 0 ? 0 : copysign(whole, x);
}

tolv_ore tolv_to_ore(double kronor) {
    return (tolv_ore)tolv_round_half_away(kronor * 100);
}

double tolv_to_kronor(tolv_ore ore) {
    return (double)ore / 100;
}

bool tolv_sum(const double *kronor, size_t n, tolv_ore *sum) {
    wide total = 0;
    for (size_t i = 0; i < n; i++)
        if (!tolv_is_blank(kronor[i]))
            total += tolv_to_ore(kronor[i]);
    if (total > TOLV_ORE_MAX || total < -TOLV_ORE_MAX)
        return false;
    *sum = (tolv_ore)total;
    return true;
}
