/* SPDX-License-Identifier: MPL-2.0 */
#include "core/capacity.h"

#include <math.h>

double tolv_lost_on_empty(const tolv_capacity *capacity) {
    return fmax(0, capacity->places - capacity->used) * (capacity->price - capacity->variable);
}

double tolv_capacity_result(const tolv_capacity *capacity) {
    return capacity->used * (capacity->price - capacity->variable) - capacity->fixed;
}

/* A quotient that is whole but for the last bits, of the difference too, is whole. */
double tolv_break_even(const tolv_capacity *capacity) {
    double margin = capacity->price - capacity->variable, places = capacity->fixed / margin;
    double sizes = fabs(capacity->price) + fabs(capacity->variable), nearest = round(places);
    double doubt = places * (1 + sizes / margin) * 0x1p-52;
    return fmax(0, fabs(places - nearest) <= doubt ? nearest : ceil(places));
}
