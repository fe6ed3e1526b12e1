/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_BRIDGE_H
#define TOLV_CORE_BRIDGE_H

#include "core/error.h"
#include "core/money.h"

/* The steps from last year's budget to this year's, one thing changed at a time: volume at last
 * year's price, price at this year's volume, index on that, then what principles and savings add
 * and deduct. Parts in the order of the answer; they add up to this year's budget. */
enum {
    TOLV_BRIDGE_VOLUME,    /* (V − V₀)·P₀ */
    TOLV_BRIDGE_PRICE,     /* (P − P₀)·V */
    TOLV_BRIDGE_INDEX,     /* (index − 1)·V·P */
    TOLV_BRIDGE_PRINCIPLE, /* as given */
    TOLV_BRIDGE_SAVING,    /* as given, deducted */
    TOLV_BRIDGE_LAST_YEAR, /* V₀·P₀; takes the öre that rounding leaves */
    TOLV_BRIDGE_PARTS
};

typedef struct tolv_bridge {
    double last_volume, last_price, new_volume, new_price, index; /* V₀ P₀ V P */
    tolv_ore principle, saving;
} tolv_bridge;

/* TOLV_TOO_LARGE, with the amount that is in *largest (kronor). */
tolv_error tolv_budget_bridge(const tolv_bridge *bridge, tolv_ore parts[TOLV_BRIDGE_PARTS],
                              tolv_ore *budget, double *largest);

#endif
