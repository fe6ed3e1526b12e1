/* SPDX-License-Identifier: MPL-2.0 */
/* What holds for every apportionment, over random ones. Weights are whole numbers, so that the
 * exact share is a fraction that 128 bits hold, and the test's own arithmetic shares nothing with
 * ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/rounding.h"
#include "core/value.h"
#include "random.h"

enum { PARTS = 40 };

__extension__ typedef __int128 wide;

typedef struct trial {
    tolv_ore amount, step;
    size_t n;
    double weights[PARTS];
    wide total;
    tolv_ore parts[PARTS];
} trial;

static void make(trial *t) {
    static const tolv_ore steps[] = {1, 100, 100, 100, 1000, 100000};
    int64_t digits = random_below(15), limit = 7; /* to 7 · 10^14 öre */
    while (digits--)
        limit *= 10;
    t->amount = random_below(limit) * (random_below(4) ? 1 : -1);
    t->step = steps[random_below(sizeof steps / sizeof *steps)];
    t->n = 1 + (size_t)random_below(PARTS);
    t->total = 0;
    int64_t largest = random_below(2) ? 3 : 100000;
    for (size_t i = 0; i < t->n; i++) {
        t->weights[i] = random_below(5) ? (double)random_below(largest) : 0;
        t->total += (wide)t->weights[i];
    }
}

static void apportion(trial *t, tolv_rounding method) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_error error =
        tolv_apportion(&arena, t->amount, t->weights, t->n, t->step, method, t->parts);
    tolv_arena_close(&arena);
    assert_int_equal(error, t->total > 0 ? TOLV_OK : TOLV_ZERO_SUM);
}

static wide size(wide x) {
    return x < 0 ? -x : x;
}

static void adds_up(const trial *t) {
    tolv_ore sum = 0;
    for (size_t i = 0; i < t->n; i++) {
        sum += t->parts[i];
        if (t->weights[i] == 0)
            assert_int_equal(t->parts[i], 0);
    }
    assert_true(sum == t->amount);
}

static void cumulative_is_within_half_a_step_so_far(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        trial t;
        make(&t);
        apportion(&t, TOLV_ROUNDING_CUMULATIVE);
        if (t.total == 0)
            continue;
        adds_up(&t);
        wide given = 0, weight = 0;
        for (size_t i = 0; i < t.n; i++) {
            given += t.parts[i];
            weight += (wide)t.weights[i];
            if (weight < t.total) /* the last takes what fills no step */
                assert_true(2 * size(given * t.total - t.amount * weight) <= t.step * t.total);
        }
    }
}

static void largest_remainder_is_hamiltons(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        trial t;
        make(&t);
        apportion(&t, TOLV_ROUNDING_LARGEST);
        if (t.total == 0)
            continue;
        adds_up(&t);
        tolv_ore amount = t.amount < 0 ? -t.amount : t.amount;
        wide unit = t.step * t.total; /* one step, in shares of the total */
        for (size_t i = 0; i < t.n; i++) {
            wide exact = amount * (wide)t.weights[i];
            tolv_ore part = t.amount < 0 ? -t.parts[i] : t.parts[i];
            wide rest_i = exact % unit;
            bool up_i = part * t.total > exact;
            assert_true(part >= (tolv_ore)(exact / unit) * t.step);
            assert_true(part <= ((tolv_ore)(exact / unit) + 1) * t.step);
            for (size_t j = i + 1; up_i == false && part % t.step == 0 && j < t.n; j++) {
                tolv_ore other = t.amount < 0 ? -t.parts[j] : t.parts[j];
                wide exact_j = amount * (wide)t.weights[j];
                bool whole_up = other == ((tolv_ore)(exact_j / unit) + 1) * t.step;
                if (whole_up &&
                    t.weights[i] > 0) /* a later one went up: its remainder was larger */
                    assert_true(exact_j % unit > rest_i);
            }
        }
    }
}

static void a_negative_amount_is_the_mirror_image(void **unused) {
    (void)unused;
    for (int left = rounds(10000); left > 0; left--) {
        trial t;
        make(&t);
        for (int method = TOLV_ROUNDING_CUMULATIVE; method <= TOLV_ROUNDING_LARGEST; method++) {
            trial mirror = t;
            mirror.amount = -t.amount;
            apportion(&t, (tolv_rounding)method);
            apportion(&mirror, (tolv_rounding)method);
            for (size_t i = 0; t.total > 0 && i < t.n; i++)
                assert_int_equal(t.parts[i], -mirror.parts[i]);
        }
    }
}

static void any_finite_weights_add_up(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        trial t;
        make(&t);
        for (size_t i = 0; i < t.n; i++) {
            union {
                int64_t bits;
                double number;
            } any = {random_below(INT64_C(0x7FE) << 52)}; /* any finite positive double */
            t.weights[i] = any.number;
        }
        t.total = 1;
        for (int method = TOLV_ROUNDING_CUMULATIVE; method <= TOLV_ROUNDING_LARGEST; method++) {
            tolv_ore sum = 0;
            apportion(&t, (tolv_rounding)method);
            for (size_t i = 0; i < t.n; i++)
                sum += t.parts[i];
            assert_true(sum == t.amount);
        }
    }
}

static wide floor_of(wide a, wide b) {
    return a / b - (a % b < 0);
}

/* Figures in whole öre of either sign; the test's own floors and sum are whole numbers. */
static void rounded_figures_add_up(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        static const tolv_ore steps[] = {1, 10, 100, 100, 1000, 100000};
        tolv_ore ore[PARTS], step = steps[random_below(sizeof steps / sizeof *steps)];
        double numbers[PARTS], rounded[PARTS];
        size_t n = 1 + (size_t)random_below(PARTS), up = 0;
        int64_t limit = random_below(2) ? 1000 : 100000000000;
        wide sum = 0, floors = 0;
        for (size_t i = 0; i < n; i++) {
            ore[i] = random_below(limit) - random_below(limit);
            numbers[i] = tolv_to_kronor(ore[i]);
            sum += ore[i];
            floors += floor_of(ore[i], step);
        }
        wide total = floor_of(2 * size(sum) + step, 2 * step) * (sum < 0 ? -1 : 1); /* steps */
        tolv_arena arena;
        tolv_rounded_sum found;
        tolv_arena_open(&arena, NULL);
        assert_int_equal(
            tolv_round_sum(&arena, numbers, n, TOLV_BLANK_NUMBER, step, rounded, &found), TOLV_OK);
        tolv_arena_close(&arena);
        wide left = total * step;
        for (size_t i = 0; i < n; i++) {
            tolv_ore part = tolv_to_ore(rounded[i]);
            wide steps_up = part / step - floor_of(ore[i], step);
            assert_true(part % step == 0 && (steps_up == 0 || steps_up == 1));
            left -= part;
            up += steps_up == 1;
            for (size_t j = i + 1; steps_up == 0 && j < n; j++) /* a later one went up? */
                if (tolv_to_ore(rounded[j]) / step > floor_of(ore[j], step))
                    assert_true(ore[j] - floor_of(ore[j], step) * step >
                                ore[i] - floor_of(ore[i], step) * step);
        }
        assert_true(left == 0 && (wide)up == total - floors && up == found.up);
    }
}

/* So many that a plain sum of 0.1 is off in the twelfth digit. */
static void a_hundred_thousand_add_up_too(void **unused) {
    (void)unused;
    enum { MANY = 100000, EACH = 10000000 };
    static double tenths[MANY], rounded[MANY];
    static tolv_ore parts[MANY];
    tolv_arena arena;
    tolv_rounded_sum found;
    for (size_t i = 0; i < MANY; i++)
        tenths[i] = 0.1;
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_apportion(&arena, (tolv_ore)EACH * MANY, tenths, MANY, 1,
                                    TOLV_ROUNDING_CUMULATIVE, parts),
                     TOLV_OK);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(parts[i], EACH);
        tenths[i] = 0.006; /* an öre less four tenths */
    }
    assert_int_equal(
        tolv_round_sum(&arena, tenths, MANY, TOLV_BLANK_NUMBER, 40000, rounded, &found), TOLV_OK);
    assert_true(found.total == 800); /* 1.5 steps, and a half goes up */
    tolv_arena_close(&arena);
}

/* Three of the largest amounts are more öre than a double counts. */
static void the_largest_figures_stay_as_they_are(void **unused) {
    (void)unused;
    const double most = TOLV_AMOUNT_MAX - 0.01, least = -TOLV_AMOUNT_MAX;
    const double figures[] = {most, most, most, least, least};
    enum { FIGURES = sizeof figures / sizeof *figures };
    double rounded[FIGURES];
    tolv_arena arena;
    tolv_rounded_sum found;
    tolv_arena_open(&arena, NULL);
    assert_int_equal(
        tolv_round_sum(&arena, figures, FIGURES, TOLV_BLANK_NUMBER, 1, rounded, &found), TOLV_OK);
    for (size_t i = 0; i < FIGURES; i++)
        assert_true(rounded[i] == figures[i]);
    assert_int_equal(found.up, 0);
    tolv_arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cumulative_is_within_half_a_step_so_far),
        cmocka_unit_test(largest_remainder_is_hamiltons),
        cmocka_unit_test(a_negative_amount_is_the_mirror_image),
        cmocka_unit_test(any_finite_weights_add_up),
        cmocka_unit_test(rounded_figures_add_up),
        cmocka_unit_test(a_hundred_thousand_add_up_too),
        cmocka_unit_test(the_largest_figures_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
