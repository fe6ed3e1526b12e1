/* SPDX-License-Identifier: MPL-2.0 */
#include "core/bridge.h"

#include <math.h>

tolv_error tolv_budget_bridge(const tolv_bridge *bridge, tolv_ore parts[TOLV_BRIDGE_PARTS],
                              tolv_ore *budget, double *largest) {
    const double levels[] = {
        bridge->last_volume * bridge->last_price,
        bridge->new_volume * bridge->last_price,
        bridge->new_volume * bridge->new_price,
        bridge->new_volume * bridge->new_price * bridge->index,
    };
    enum { LEVELS = sizeof levels / sizeof *levels };
    *largest = 0;
    for (int i = 0; i < LEVELS; i++)
        if (!(fabs(levels[i]) <= *largest))
            *largest = fabs(levels[i]);
    if (!(*largest <= TOLV_AMOUNT_MAX))
        return TOLV_TOO_LARGE;
    double doubt = fmin(*largest * 0x1p-50, 0x1p-17);
    tolv_ore indexed = tolv_nearest_ore(levels[LEVELS - 1], doubt), rest = indexed;
    for (int i = 0; i + 1 < LEVELS; i++) {
        parts[TOLV_BRIDGE_VOLUME + i] = tolv_nearest_ore(levels[i + 1] - levels[i], doubt);
        rest -= parts[TOLV_BRIDGE_VOLUME + i];
    }
    parts[TOLV_BRIDGE_PRINCIPLE] = bridge->principle;
    parts[TOLV_BRIDGE_SAVING] = -bridge->saving;
    parts[TOLV_BRIDGE_LAST_YEAR] = rest;
    *budget = indexed + bridge->principle - bridge->saving;
    *largest = fabs(tolv_to_kronor(*budget));
    return *largest <= TOLV_AMOUNT_MAX ? TOLV_OK : TOLV_TOO_LARGE;
}
