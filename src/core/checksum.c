/* SPDX-License-Identifier: MPL-2.0 */
#include "core/checksum.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/digest.h"

enum { DIGITS = 15 };

/* Only the digits are taken from printf: its decimal sign follows the locale, and how many digits
 * an exponent has the system. */
size_t tolv_checksum_number(double number, char text[TOLV_CHECKSUM_NUMBER]) {
    char printed[64], digits[DIGITS] = {0};
    int count = 0, at = 0;
    const char *from = printed;
    snprintf(printed, sizeof printed, "%.*e", DIGITS - 1, number + 0.0); /* −0 becomes 0 */
    for (; *from != 'e'; from++)
        if (*from >= '0' && *from <= '9')
            digits[count++] = *from;
    int power = atoi(from + 1);
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (printed[0] == '-')
        text[at++] = '-';
    bool exponential = power < -4 || power >= DIGITS; /* C11 7.21.6.1: %g */
    int first = exponential ? 0 : power;              /* the place of the first digit; 0: units */
    for (int place = first > 0 ? first : 0; place >= 0 || place > first - count; place--) {
        int i = first - place;
        if (place == -1)
            text[at++] = '.';
        text[at++] = i >= 0 && i < count ? digits[i] : '0';
    }
    if (exponential)
        at += snprintf(text + at, (size_t)(TOLV_CHECKSUM_NUMBER - at), "e%c%02d",
                       power < 0 ? '-' : '+', abs(power));
    return (size_t)at;
}

static void add_field(tolv_digest *digest, char kind, const char *bytes, size_t length) {
    const char start[] = {'\x1F', kind};
    tolv_digest_add(digest, start, sizeof start);
    tolv_digest_add(digest, bytes, length);
}

void tolv_checksum(const tolv_range *cells, tolv_text salt, char digits[TOLV_CHECKSUM_DIGITS]) {
    tolv_digest digest;
    unsigned char bytes[TOLV_DIGEST_BYTES];
    char text[TOLV_CHECKSUM_NUMBER];
    tolv_digest_open(&digest);
    tolv_digest_add(&digest, salt.bytes, salt.length);
    tolv_digest_add(&digest, "\x1F", 1);
    tolv_digest_add(&digest, text, tolv_checksum_number((double)cells->rows, text));
    tolv_digest_add(&digest, "x", 1);
    tolv_digest_add(&digest, text, tolv_checksum_number((double)cells->columns, text));
    for (size_t i = 0; i < tolv_range_count(cells); i++) {
        tolv_cell cell = tolv_range_cell(cells, i);
        if (cell.kind == TOLV_NUMBER)
            add_field(&digest, 'n', text, tolv_checksum_number(cell.number, text));
        else if (cell.kind == TOLV_TEXT && cell.text.length)
            add_field(&digest, 't', cell.text.bytes, cell.text.length);
        else
            add_field(&digest, 'b', NULL, 0);
    }
    tolv_digest_close(&digest, bytes);
    static const char hexadecimal[] = "0123456789abcdef";
    for (size_t i = 0; i < TOLV_CHECKSUM_DIGITS; i++)
        digits[i] = hexadecimal[i % 2 ? bytes[i / 2] & 15 : bytes[i / 2] >> 4];
}
