/* SPDX-License-Identifier: MPL-2.0 */
#include "core/value.h"

#include <string.h>

tolv_cell tolv_range_cell(const tolv_range *range, size_t i) {
    size_t at = i / range->columns * range->stride + i % range->columns;
    if (range->cells)
        return range->cells[at];
    double number = range->numbers[at];
    if (tolv_is_blank(number))
        return (tolv_cell){.kind = TOLV_BLANK};
    return (tolv_cell){.kind = TOLV_NUMBER, .number = number};
}

tolv_text tolv_text_of(const char *string) {
    return (tolv_text){string ? string : "", string ? strlen(string) : 0};
}

/* In UTF-8 the capitals À-Þ (but ×) are C3 80-9E and their small letters stand 0x20 further on. */
static unsigned char small(unsigned char before, unsigned char byte) {
    if (byte >= 'A' && byte <= 'Z')
        return (unsigned char)(byte + 0x20);
    if (before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
        return (unsigned char)(byte + 0x20);
    return byte;
}

bool tolv_text_same(tolv_text a, tolv_text b) {
    if (a.length != b.length)
        return false;
    unsigned char before = 0;
    for (size_t i = 0; i < a.length; i++) {
        unsigned char x = (unsigned char)a.bytes[i], y = (unsigned char)b.bytes[i];
        if (small(before, x) != small(before, y))
            return false;
        before = x;
    }
    return true;
}
