/* SPDX-License-Identifier: MPL-2.0 */
/* Kronor and öre: what is typed with decimals is rounded as decimals, halves away from zero,
 * although binary holds few of them. The test counts in whole parts and shares nothing with ours.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/money.h"
#include "core/value.h"
#include "random.h"

/* parts / unit as a whole number, halves away from zero. */
static int64_t nearest(int64_t parts, int64_t unit) {
    int64_t size = parts < 0 ? -parts : parts, whole = size / unit + (size % unit * 2 >= unit);
    return parts < 0 ? -whole : whole;
}

/* Of all sizes up to 10^digits, of either sign, now and then near a half. */
static int64_t random_parts(int64_t digits, int64_t unit) {
    int64_t limit = 1;
    for (int64_t i = 1 + random_below(digits); i > 0; i--)
        limit *= 10;
    int64_t parts = random_below(limit);
    if (random_below(2))
        parts += unit / 2 - parts % unit - random_below(2);
    return random_below(2) ? parts : -parts;
}

static void decimals_are_rounded_as_typed(void **unused) {
    (void)unused;
    for (int left = rounds(200000); left > 0; left--) {
        int64_t fine = random_parts(15, 10000), coarse = random_parts(15, 100);
        assert_true(tolv_to_ore((double)fine / 1000000) == nearest(fine, 10000));
        assert_true(tolv_to_ore((double)coarse / 10000) == nearest(coarse, 100));
        int64_t parts = random_parts(15, 10000);
        assert_true(tolv_round_half_away((double)parts / 10000) == (double)nearest(parts, 10000));
    }
}

static void products_are_rounded_as_typed(void **unused) {
    (void)unused;
    for (int left = rounds(200000); left > 0; left--) {
        int64_t price = random_parts(6, 1000), volume = random_below(100000);
        assert_true(tolv_round_half_away((double)price / 1000 * (double)volume) ==
                    (double)nearest(price * volume, 1000));
    }
}

static void sums_are_rounded_as_one(void **unused) {
    (void)unused;
    for (int left = rounds(200000); left > 0; left--) {
        int64_t parts = random_parts(15, 10000), ore = random_parts(14, 2);
        if (random_below(2)) /* a sum near 0 */
            ore = -parts / 10000 + random_below(3) - 1;
        assert_true(tolv_add_rounded(ore, (double)parts / 10000) ==
                    nearest(10000 * ore + parts, 10000));
    }
}

static void every_ore_has_a_double(void **unused) {
    (void)unused;
    for (int left = rounds(200000); left > 0; left--) {
        tolv_ore ore = random_below(2 * TOLV_ORE_MAX + 1) - TOLV_ORE_MAX;
        assert_true(tolv_to_ore(tolv_to_kronor(ore)) == ore);
        assert_true(tolv_to_kronor(ore) == (double)ore / 100);
    }
    assert_true(tolv_to_ore(TOLV_AMOUNT_MAX) == TOLV_ORE_MAX);
    assert_true(tolv_to_ore(-TOLV_AMOUNT_MAX) == -TOLV_ORE_MAX);
}

/* Where the last bit of a double is no longer small, one bit below a half is a half, and three are
 * not. */
static void of_large_numbers_the_last_bit_is_forgiven(void **unused) {
    (void)unused;
    const double large = 0x1p41, bit = 0x1p-11;
    assert_true(tolv_round_half_away(large + 0.5 - bit) == large + 1);
    assert_true(tolv_round_half_away(large + 0.5 - 3 * bit) == large);
    assert_true(tolv_to_ore(4000000000000.0045) == 400000000000000);
    assert_true(tolv_add_rounded(0, large + 0.5 - bit) == (tolv_ore)large + 1);
    assert_true(tolv_add_rounded(0, large + 0.5 - 3 * bit) == (tolv_ore)large);
    assert_true(tolv_add_rounded(0, -large - 0.5 + bit) == -(tolv_ore)large - 1);
    assert_true(tolv_add_rounded(0, -large - 0.5 + 3 * bit) == -(tolv_ore)large);
}

static void sums_beyond_all_amounts_stay_beyond(void **unused) {
    (void)unused;
    enum { MANY = 2000 }; /* together more than 64 bits hold */
    static double amounts[MANY];
    for (int sign = -1; sign <= 1; sign += 2) {
        tolv_ore sum;
        for (size_t i = 0; i < MANY; i++)
            amounts[i] = sign * TOLV_AMOUNT_MAX;
        assert_true(tolv_sum(amounts, 1, &sum));
        assert_true(sum == sign * TOLV_ORE_MAX);
        assert_false(tolv_sum(amounts, 2, &sum));
        assert_true(sum == 2 * sign * TOLV_ORE_MAX);
        assert_false(tolv_sum(amounts, MANY, &sum));
        assert_true(sum == (sign < 0 ? -INT64_MAX : INT64_MAX));
        amounts[1] = sign * -0.01;
        assert_true(tolv_sum(amounts, 2, &sum));
        assert_true(sum == sign * (TOLV_ORE_MAX - 1));
        amounts[1] = TOLV_BLANK_NUMBER;
        assert_true(tolv_sum(amounts, 2, &sum));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_rounded_as_typed),
        cmocka_unit_test(products_are_rounded_as_typed),
        cmocka_unit_test(sums_are_rounded_as_one),
        cmocka_unit_test(every_ore_has_a_double),
        cmocka_unit_test(of_large_numbers_the_last_bit_is_forgiven),
        cmocka_unit_test(sums_beyond_all_amounts_stay_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
