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

/* kronor × 100 is rounded twice when the product does not fit a double; fma tells what was lost. */
tolv_ore tolv_to_ore(double kronor) {
    double size = fabs(kronor), product = size * 100, lost = fma(size, 100, -product);
    double whole = floor(product), fraction = product - whole + lost;
    double slack = fmin(product * 0x1p-50, 0x1p-10);
    tolv_ore ore = (tolv_ore)whole + (fraction >= 0.5 - slack);
    return kronor < 0 ? -ore : ore;
}

double tolv_to_kronor(tolv_ore ore) {
    return (double)ore / 100;
}

tolv_ore tolv_nearest_ore(double kronor, double doubt) {
    return tolv_to_ore(kronor + copysign(doubt, kronor));
}

tolv_ore tolv_add_rounded(tolv_ore ore, double more) {
    double whole = floor(more), fraction = more - whole;
    double slack = fmin(fabs(more) * 0x1p-50, 0x1p-10);
    ore += (tolv_ore)whole;
    return ore + (ore >= 0 ? fraction >= 0.5 - slack : fraction > 0.5 + slack);
}

bool tolv_sum(const double *kronor, size_t n, tolv_ore *sum) {
    wide total = 0;
    for (size_t i = 0; i < n; i++)
        if (!tolv_is_blank(kronor[i]))
            total += tolv_to_ore(kronor[i]);
    *sum = total > INT64_MAX ? INT64_MAX : total < -INT64_MAX ? -INT64_MAX : (tolv_ore)total;
    return *sum <= TOLV_ORE_MAX && *sum >= -TOLV_ORE_MAX;
}
