/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/number.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    DIGITS_MAX = 320,    /* longer than any decimal writing of a double that an office makes */
    EXPONENT_MAX = 5000, /* beyond it a number is 0 or too large with any of those digits */
    EXACT_POWER = 22,    /* 10^22 is the last power of ten that is a double */
    EXACT_DECIMALS = 15, /* every decimal of so many digits has a double of its own */
    AMOUNT_DECIMALS = 4,
    DECIMALS_MAX = 17, /* always enough to tell two doubles apart */
    PLAIN_MAX = 21,    /* digits before the point that are still written without an exponent */
    PLAIN_MIN = -6
};

static const double PLAIN_LEAST = 1e-6; /* of power PLAIN_MIN */

/* A place in a text that is being read. */
typedef struct reader {
    const char *at, *end;
} reader;

static bool take(reader *from, char wanted) {
    if (from->at == from->end || *from->at != wanted)
        return false;
    from->at++;
    return true;
}

static bool is_digit(const reader *from) {
    return from->at < from->end && *from->at >= '0' && *from->at <= '9';
}

/* Between `least` and `most` digits as a number. */
static bool take_digits(reader *from, int least, int most, int *number) {
    int count = 0;
    *number = 0;
    for (; is_digit(from) && count < most; count++)
        *number = *number * 10 + (*from->at++ - '0');
    return count >= least;
}

static double exact_power(int exponent) {
    static const double powers[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return powers[exponent];
}

/* Where digits and power are doubles, one multiplication or division rounds right (Clinger 1990);
 * else strtod does, on a text without a decimal sign, which a locale could change. */
static double scaled(const char *digits, size_t count, int exponent) {
    uint64_t whole = 0;
    for (size_t i = 0; i < count && i < 19; i++)
        whole = whole * 10 + (uint64_t)(digits[i] - '0');
    if (count < 19 && whole <= (uint64_t)1 << 53 && abs(exponent) <= EXACT_POWER)
        return exponent < 0 ? (double)whole / exact_power(-exponent)
                            : (double)whole * exact_power(exponent);
    char text[DIGITS_MAX + 16];
    snprintf(text, sizeof text, "%.*se%d", (int)count, digits, exponent);
    return strtod(text, NULL);
}

bool tolv_number_read(tolv_text text, double *number) {
    reader from = {text.bytes, text.bytes + text.length};
    char digits[DIGITS_MAX];
    size_t count = 0, seen = 0;
    int exponent = 0, written;
    bool negative = take(&from, '-');
    if (!negative)
        take(&from, '+');
    for (bool fraction = false;; from.at++) {
        if (!fraction && take(&from, '.'))
            fraction = true;
        if (!is_digit(&from))
            break;
        seen++;
        exponent -= fraction;
        if (count == 0 && *from.at == '0')
            continue;
        if (count == DIGITS_MAX || seen > 2 * DIGITS_MAX)
            return false;
        digits[count++] = *from.at;
    }
    if (seen == 0)
        return false;
    if (take(&from, 'e') || take(&from, 'E')) {
        bool down = take(&from, '-');
        if (!down)
            take(&from, '+');
        if (!take_digits(&from, 1, 5, &written))
            return false;
        written = written < EXPONENT_MAX ? written : EXPONENT_MAX;
        exponent += down ? -written : written;
    }
    if (from.at != from.end)
        return false;
    double size = count ? scaled(digits, count, exponent) : 0;
    *number = negative && size != 0 ? -size : size;
    return isfinite(size);
}

bool tolv_number_read_short(tolv_text text, double *number) {
    reader from = {text.bytes, text.bytes + text.length};
    uint64_t whole = 0;
    int digits = 0, decimals = 0;
    bool negative = take(&from, '-'), leads = from.at < from.end && *from.at == '0';
    for (; is_digit(&from) && digits < EXACT_DECIMALS; digits++)
        whole = whole * 10 + (uint64_t)(*from.at++ - '0');
    if (digits == 0 || (leads && digits > 1))
        return false;
    if (take(&from, '.')) {
        for (; is_digit(&from) && digits + decimals < EXACT_DECIMALS; decimals++)
            whole = whole * 10 + (uint64_t)(*from.at++ - '0');
        if (decimals == 0 || from.at[-1] == '0')
            return false;
    }
    double size = (double)whole / exact_power(decimals);
    *number = negative ? -size : size;
    return from.at == from.end && (whole > 0 || !negative) &&
           (decimals == 0 || size >= PLAIN_LEAST);
}

/* The significant digits of |number|, rounded to at most `most`, and the power of ten of the first.
 * Only digits are taken from printf's text: its decimal sign follows the locale. */
static int digits_of(double number, int most, char *digits, int *power) {
    char text[64];
    snprintf(text, sizeof text, "%.*e", most - 1, fabs(number));
    int count = 0;
    const char *at = text;
    for (; *at != 'e'; at++)
        if (*at >= '0' && *at <= '9')
            digits[count++] = *at;
    *power = atoi(at + 1);
    while (count > 1 && digits[count - 1] == '0')
        count--;
    return count;
}

/* Amounts have few decimals: a whole number of at most 15 digits that one division by a power of
 * ten makes the same double again is its decimal writing. 0: not so. */
static size_t write_amount(double number, char *text) {
    char digits[EXACT_DECIMALS + 1];
    double size = fabs(number), whole = size;
    int decimals = 0, count = 0;
    while (decimals < AMOUNT_DECIMALS && size < exact_power(EXACT_DECIMALS - AMOUNT_DECIMALS) &&
           (whole != floor(whole) || whole / exact_power(decimals) != size))
        whole = nearbyint(size * exact_power(++decimals));
    if (!(whole < exact_power(EXACT_DECIMALS)) || whole != floor(whole) ||
        whole / exact_power(decimals) != size)
        return 0;
    for (uint64_t left = (uint64_t)whole; left > 0 || count <= decimals; left /= 10)
        digits[count++] = (char)('0' + left % 10);
    size_t length = 0;
    if (number < 0)
        text[length++] = '-';
    while (count > 0) {
        if (count == decimals)
            text[length++] = '.';
        text[length++] = digits[--count];
    }
    return length;
}

size_t tolv_number_write(double number, char text[TOLV_NUMBER_ROOM]) {
    char digits[64];
    /* denormal numbers have fewer digits than the others */
    int count, power, most = fabs(number) < DBL_MIN ? 1 : EXACT_DECIMALS;
    size_t length = write_amount(number, text);
    if (length > 0)
        return length;
    do
        count = digits_of(number, most, digits, &power);
    while (most++ < DECIMALS_MAX &&
           scaled(digits, (size_t)count, power - count + 1) != fabs(number));
    if (number < 0)
        text[length++] = '-';
    bool exponential = power >= PLAIN_MAX || power < PLAIN_MIN;
    int first = exponential ? 0 : power; /* the place of the first digit: 0 is that of units */
    for (int place = first > 0 ? first : 0; place >= 0 || place > first - count; place--) {
        int i = first - place;
        if (place == -1)
            text[length++] = '.';
        text[length++] = i >= 0 && i < count ? digits[i] : '0';
    }
    if (exponential)
        length += (size_t)snprintf(text + length, TOLV_NUMBER_ROOM - length, "E%d", power);
    return length;
}

/* Days from 30 December 1899 to a day of the Gregorian calendar; the year begins in March, so that
 * the leap day is the last. */
static double days_before(int year, int month, int day) {
    enum { MARCH_0_TO_1899_12_30 = 693899 };
    int y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    int days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    return days - MARCH_0_TO_1899_12_30;
}

static bool is_day(int year, int month, int day) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= lengths[month - 1] + (month == 2 && leap);
}

/* "5" or "5.25" before `unit`; 0 and nothing taken where it is not that unit. */
static double take_part(reader *from, char unit, double worth) {
    const char *begin = from->at;
    while (is_digit(from) || (from->at < from->end && *from->at == '.'))
        from->at++;
    double number;
    tolv_text text = {begin, (size_t)(from->at - begin)};
    if (tolv_number_read(text, &number) && take(from, unit))
        return number * worth;
    from->at = begin;
    return 0;
}

/* ".25" of a second; 0 where there is none. */
static bool take_fraction(reader *from, double *fraction) {
    const char *begin = from->at;
    *fraction = 0;
    if (!take(from, '.'))
        return true;
    while (is_digit(from))
        from->at++;
    return tolv_number_read((tolv_text){begin, (size_t)(from->at - begin)}, fraction);
}

/* "Z" or "+02:00" as days east of Greenwich; 0 where there is none. */
static bool take_zone(reader *from, double *days) {
    int hour, minute;
    bool west = from->at < from->end && *from->at == '-';
    *days = 0;
    if (from->at == from->end || take(from, 'Z'))
        return true;
    if (!(take(from, '+') || take(from, '-')) || !take_digits(from, 2, 2, &hour) ||
        !take(from, ':') || !take_digits(from, 2, 2, &minute) || hour > 14 || minute > 59)
        return false;
    *days = (west ? -1 : 1) * (hour * 60 + minute) / 1440.0;
    return true;
}

bool tolv_date_read(tolv_text text, double *days) {
    reader from = {text.bytes, text.bytes + text.length};
    int year, month, day, hour, minute, second;
    double fraction, zone;
    if (!take_digits(&from, 4, 4, &year) || !take(&from, '-') ||
        !take_digits(&from, 2, 2, &month) || !take(&from, '-') || !take_digits(&from, 2, 2, &day) ||
        !is_day(year, month, day))
        return false;
    *days = days_before(year, month, day);
    if (from.at == from.end)
        return true;
    if (!take(&from, 'T') || !take_digits(&from, 2, 2, &hour) || !take(&from, ':') ||
        !take_digits(&from, 2, 2, &minute) || !take(&from, ':') ||
        !take_digits(&from, 2, 2, &second) || hour > 23 || minute > 59 || second > 59 ||
        !take_fraction(&from, &fraction) || !take_zone(&from, &zone))
        return false;
    *days += ((hour * 60 + minute) * 60 + second + fraction) / 86400 - zone;
    return from.at == from.end;
}

bool tolv_duration_read(tolv_text text, double *days) {
    reader from = {text.bytes, text.bytes + text.length};
    bool negative = take(&from, '-');
    if (!take(&from, 'P'))
        return false;
    const char *begin = from.at;
    double size = take_part(&from, 'D', 1);
    if (take(&from, 'T')) {
        begin = from.at;
        size += take_part(&from, 'H', 1.0 / 24);
        size += take_part(&from, 'M', 1.0 / 1440);
        size += take_part(&from, 'S', 1.0 / 86400);
    }
    *days = negative ? -size : size;
    return from.at == from.end && from.at != begin;
}
