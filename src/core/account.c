/* SPDX-License-Identifier: MPL-2.0 */
#include "core/account.h"

#include <stdlib.h>

bool tolv_is_account(tolv_text text) {
    size_t digits = 0;
    while (digits < text.length && text.bytes[digits] >= '0' && text.bytes[digits] <= '9')
        digits++;
    return digits > 0 && digits == text.length;
}

tolv_ore tolv_report_sign(tolv_ore amount, int account_class, tolv_report_style style) {
    enum { SIZE = 0 };
    static const int signs[][9] = {
        [TOLV_STYLE_REPORT] = {0, 1, -1, -1, -1, -1, -1, -1, -1},
        [TOLV_STYLE_POSITIVE] = {0, 1, -1, -1, 1, 1, 1, 1, SIZE},
    };
    int sign = signs[style][account_class];
    return sign == SIZE ? llabs(amount) : sign * amount;
}
