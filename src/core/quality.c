/* SPDX-License-Identifier: MPL-2.0 */
#include "core/quality.h"

#include <math.h>

#include "core/value.h"

double tolv_ahead(double value, double other, int direction) {
    double ahead = direction * (value - other);
    double last_bits = fmax(fabs(value), fabs(other)) * 0x1p-40;
    return fabs(ahead) <= last_bits ? 0 : ahead;
}

tolv_attainment tolv_attainment_of(double value, double target, int direction, double tolerance) {
    if (tolv_ahead(value, target, direction) >= 0)
        return TOLV_TARGET_REACHED;
    return tolv_ahead(value, target - direction * tolerance, direction) >= 0 ? TOLV_TARGET_NEAR
                                                                             : TOLV_TARGET_MISSED;
}

bool tolv_position_of(double value, const double *peers, size_t n, int direction,
                      tolv_position *position) {
    *position = (tolv_position){.count = 1};
    for (size_t i = 0; i < n; i++) {
        if (tolv_is_blank(peers[i]))
            continue;
        if (position->count == 1 || direction * (peers[i] - position->best) > 0)
            position->best = peers[i];
        position->better += tolv_ahead(peers[i], value, direction) > 0;
        position->count++;
    }
    position->quartile = (4 * (position->better + 1) + position->count - 1) / position->count;
    return position->count > 1;
}

int tolv_corner_of(double cost, double quality) {
    return 1 + (cost > 0) + 2 * (quality < 0);
}
