/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_DEVIATION_H
#define TOLV_CORE_DEVIATION_H

#include "core/money.h"

/* sign × (budget − actual), in öre; + is better. Sign 1: ledger sign, or costs as positive; −1:
 * report sign, or income as positive. */
tolv_ore tolv_deviation(tolv_ore actual, tolv_ore budget, int sign);

#endif
