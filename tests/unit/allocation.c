/* SPDX-License-Identifier: MPL-2.0 */
/* What holds for every dampening, over random ones: the pot to the öre, nobody outside the limits,
 * one λ for all who are between them; and an answer exactly where there is one. Limits are whole
 * per cent and amounts whole kronor, so that the test's own bounds are exact. What holds for every
 * need index: its mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/allocation.h"
#include "core/value.h"
#include "random.h"

enum { UNITS = 30, KRONA = 100 };

typedef struct trial {
    size_t n;
    double proposed[UNITS], prior[UNITS], floor, cap;
    int64_t low[UNITS], high[UNITS], least, most; /* kronor; a high of −1 is none */
    bool unbounded;
    int64_t pot;
} trial;

static void make(trial *t) {
    int64_t down = random_below(20), up = random_below(20), sum = 0;
    t->n = 1 + (size_t)random_below(UNITS);
    t->floor = -(double)down / 100;
    t->cap = (double)up / 100;
    t->least = t->most = 0;
    t->unbounded = false;
    for (size_t i = 0; i < t->n; i++) {
        int64_t prior = random_below(8) ? 1 + random_below(5000000) : 0;
        int64_t proposed = random_below(10) ? 1 + random_below(5000000) : 0;
        t->prior[i] = prior ? (double)prior : random_below(2) ? 0 : TOLV_BLANK_NUMBER;
        t->proposed[i] = (double)proposed;
        t->low[i] = (prior * (100 - down) + 99) / 100;
        t->high[i] = prior ? prior * (100 + up) / 100 : -1;
        t->least += t->low[i];
        t->most += proposed && prior ? t->high[i] : t->low[i];
        t->unbounded = t->unbounded || (proposed && !prior);
        sum += proposed;
    }
    int64_t near[] = {sum,          t->least,    t->most,
                      t->least - 1, t->most + 1, t->least + random_below(t->most - t->least + 1)};
    t->pot = near[random_below((int64_t)(sizeof near / sizeof *near))];
}

static void dampening_holds(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        trial t;
        make(&t);
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_dampening wanted = {.proposed = t.proposed,
                                 .prior = t.prior,
                                 .floor = &t.floor,
                                 .cap = &t.cap,
                                 .n = t.n,
                                 .floors = 1,
                                 .caps = 1,
                                 .pot = t.pot * KRONA,
                                 .step = KRONA};
        tolv_dampened found;
        tolv_error error = tolv_dampen(&arena, &wanted, &found);
        bool possible = t.pot >= t.least && (t.unbounded || t.pot <= t.most);
        assert_int_equal(error, possible ? TOLV_OK : TOLV_NO_SOLUTION);
        tolv_ore sum = 0;
        for (size_t i = 0; possible && i < t.n; i++) {
            int64_t amount = found.amounts[i] / KRONA;
            double exact = found.lambda * t.proposed[i];
            sum += found.amounts[i];
            assert_int_equal(found.amounts[i] % KRONA, 0);
            assert_true(amount >= t.low[i]);
            assert_true(t.high[i] < 0 || amount <= t.high[i] || t.proposed[i] == 0);
            if (found.held[i] < 0)
                assert_true(exact <= (double)t.low[i] + 1e-6 && amount == t.low[i]);
            else if (found.held[i] > 0)
                assert_true(exact >= (double)t.high[i] - 1e-6 && amount == t.high[i]);
            else
                assert_true(exact > (double)amount - 1 - 1e-6 && exact < (double)amount + 1 + 1e-6);
        }
        if (possible)
            assert_true(sum == wanted.pot);
        tolv_arena_close(&arena);
    }
}

/* The index moves money and makes none: by volume its mean is 1, whatever the strength. */
static void a_need_index_has_mean_1(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        double raw[UNITS], volumes[UNITS], index[UNITS], mean, volume = 0, weighted = 0;
        size_t n = 1 + (size_t)random_below(UNITS);
        double strength = (double)random_below(200) / 100;
        for (size_t i = 0; i < n; i++) {
            raw[i] = random_below(8) ? (double)(1 + random_below(5000)) / 100 : TOLV_BLANK_NUMBER;
            volumes[i] = (double)random_below(1000);
            volume += tolv_is_blank(raw[i]) ? 0 : volumes[i];
        }
        tolv_error error = tolv_need_index(raw, volumes, n, strength, index, &mean);
        assert_int_equal(error, volume > 0 ? TOLV_OK : TOLV_ZERO_SUM);
        for (size_t i = 0; volume > 0 && i < n; i++) {
            assert_true(tolv_is_blank(index[i]) == tolv_is_blank(raw[i]));
            weighted += tolv_is_blank(index[i]) ? 0 : volumes[i] * index[i];
        }
        if (volume > 0)
            assert_true(fabs(weighted / volume - 1) < 1e-12);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(dampening_holds),
                                       cmocka_unit_test(a_need_index_has_mean_1)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
