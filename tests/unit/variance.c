/* SPDX-License-Identifier: MPL-2.0 */
/* The parts of a deviation add up to it for every input, and each but the last is the nearest öre.
 * Prices and volumes are whole hundredths here, so that 128 bits hold every product and the test's
 * own arithmetic shares nothing with ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/variance.h"
#include "random.h"

enum { KINDS = 12 };

__extension__ typedef __int128 wide;

static int64_t hundredths(int64_t limit) {
    return random_below(limit) - (random_below(8) ? 0 : limit / 2);
}

/* x / unit to the nearest whole number, halves away from zero. */
static wide nearest(wide x, wide unit) {
    wide size = x < 0 ? -x : x, whole = (2 * size + unit) / (2 * unit);
    return x < 0 ? -whole : whole;
}

static int random_sign(void) {
    return random_below(2) ? 1 : -1;
}

static void price_and_volume_add_up(void **unused) {
    (void)unused;
    for (int left = rounds(250000); left > 0; left--) {
        int64_t limit = random_below(2) ? 1000 : 10000000; /* 10^10 kr; beyond, halves are lost */
        int64_t pb = hundredths(limit), vb = hundredths(limit);
        int64_t pa = hundredths(limit), va = hundredths(limit);
        int sign = random_sign();
        tolv_ore parts[2];
        assert_int_equal(tolv_price_volume((double)pb / 100, (double)vb / 100, (double)pa / 100,
                                           (double)va / 100, sign, parts),
                         TOLV_OK);
        wide deviation = nearest((wide)pb * vb, 100) - nearest((wide)pa * va, 100);
        assert_true(parts[0] + parts[1] == sign * deviation);
        assert_true(parts[0] == sign * nearest((wide)pb * (vb - va), 100));
    }
}

static void mixes_add_up(void **unused) {
    (void)unused;
    for (int left = rounds(250000); left > 0; left--) {
        size_t n = 1 + (size_t)random_below(KINDS);
        double pb[KINDS], vb[KINDS], pa[KINDS], va[KINDS];
        wide budget = 0, mixed = 0, actual = 0, budget_volume = 0;
        for (size_t i = 0; i < n; i++) {
            int64_t prices[] = {hundredths(200000), hundredths(200000)};
            int64_t volumes[] = {random_below(100000), random_below(100000)};
            pb[i] = (double)prices[0] / 100;
            pa[i] = (double)prices[1] / 100;
            vb[i] = (double)volumes[0] / 100;
            va[i] = (double)volumes[1] / 100;
            budget += (wide)prices[0] * volumes[0];
            mixed += (wide)prices[0] * volumes[1];
            actual += (wide)prices[1] * volumes[1];
            budget_volume += volumes[0];
        }
        int sign = random_sign();
        tolv_mix_sums sums;
        tolv_ore parts[3];
        tolv_error error = tolv_mix(pb, vb, pa, va, n, sign, &sums, parts);
        assert_int_equal(error, budget_volume ? TOLV_OK : TOLV_ZERO_SUM);
        if (error)
            continue;
        assert_true(parts[0] + parts[1] + parts[2] ==
                    sign * (nearest(budget, 100) - nearest(actual, 100)));
        assert_true(parts[2] - sign * nearest(mixed - actual, 100) <= 2);
        assert_true(sign * nearest(mixed - actual, 100) - parts[2] <= 2);
    }
}

static void production_adds_up(void **unused) {
    (void)unused;
    for (int left = rounds(250000); left > 0; left--) {
        int64_t b[3], a[3];
        for (int i = 0; i < 3; i++) {
            b[i] = hundredths(10000);
            a[i] = hundredths(10000);
        }
        int sign = random_sign();
        tolv_ore parts[3];
        tolv_production budget = {(double)b[0] / 100, (double)b[1] / 100, (double)b[2] / 100};
        tolv_production actual = {(double)a[0] / 100, (double)a[1] / 100, (double)a[2] / 100};
        assert_int_equal(tolv_efficiency(budget, actual, sign, parts), TOLV_OK);
        wide from = (wide)b[0] * b[1] * b[2], to = (wide)a[0] * a[1] * a[2];
        assert_true(parts[0] + parts[1] + parts[2] ==
                    sign * (nearest(from, 10000) - nearest(to, 10000)));
        assert_true(parts[0] == sign * nearest((wide)(b[0] - a[0]) * b[1] * b[2], 10000));
        assert_true(parts[1] == sign * nearest((wide)(b[1] - a[1]) * a[0] * b[2], 10000));
    }
}

static void what_cancels_is_half_of_what_the_sum_hides(void **unused) {
    (void)unused;
    for (int left = rounds(250000); left > 0; left--) {
        size_t n = 1 + (size_t)random_below(KINDS);
        double deviations[KINDS], better, worse;
        int64_t sum = 0, sizes = 0;
        for (size_t i = 0; i < n; i++) {
            int64_t ore = random_below(2000001) - 1000000;
            deviations[i] = (double)ore / 100;
            sum += ore;
            sizes += ore < 0 ? -ore : ore;
        }
        tolv_ore cancelled;
        assert_int_equal(tolv_offset(deviations, n, &better, &worse, &cancelled), TOLV_OK);
        assert_int_equal(2 * cancelled, sizes - (sum < 0 ? -sum : sum));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(price_and_volume_add_up),
        cmocka_unit_test(mixes_add_up),
        cmocka_unit_test(production_adds_up),
        cmocka_unit_test(what_cancels_is_half_of_what_the_sum_hides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
