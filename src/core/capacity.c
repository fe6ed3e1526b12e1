/* SPDX-License-Identifier: MPL-2.0 */
#include "core/capacity.h"

#include <math.h>

double tolv_lost_on_empty(const tolv_capacity *capacity) {
    return fmax(0, capacity->places - capacity->used) * (capacity->price - capacity->variable);
}

double tolv_capacity_result(const tolv_capacity *capacity) {
    return capacity->used * (capacity->price - capacity->variable) - capacity->fixed;
}

/* A quotient that is whole but for the last bits is whole. */
double tolv_break_even(const tolv_capacity *capacity) {
    double places = capacity->fixed / (capacity->price - capacity->variable);
    double nearest = round(places);
    return fmax(0, fabs(places - nearest) <= nearest * 0x1p-46 ? nearest : ceil(places));
}
