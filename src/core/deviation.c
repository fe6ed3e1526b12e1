/* SPDX-License-Identifier: MPL-2.0 */
#include "core/deviation.h"

tolv_ore tolv_deviation(tolv_ore actual, tolv_ore budget, int sign) {
    return sign * (budget - actual);
}
