/* SPDX-License-Identifier: MPL-2.0 */
/* Over random years: the balance requirement adds up to the last decimal, in kronor with öre and in
 * millions with tens of öre; and whoever puts the whole room into the reserve has restored the
 * deficit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "core/reserve.h"
#include "random.h"

/* Amounts as whole parts, of all sizes, at least one of them large where parts are öre. */
typedef struct scale {
    int64_t parts, limit;
} scale;

static const scale scales[] = {{1000000, INT64_C(2147483647) * 1000000},
                               {100, INT64_C(8589934592) * 100},
                               {100, INT64_C(7036874417766400)}};
enum { SCALES = sizeof scales / sizeof *scales };

static int64_t size(const scale *scale) {
    int64_t small = scale->limit >> random_below(40);
    return random_below(small + 1);
}

static int64_t either_sign(int64_t size) {
    return random_below(2) ? -size : size;
}

static double amount(int64_t parts, const scale *scale) {
    return (double)parts / (double)scale->parts;
}

static int64_t positive(int64_t number) {
    return number > 0 ? number : 0;
}

static void balances_add_up(void **unused) {
    (void)unused;
    for (int left = rounds(1000000); left > 0; left--) {
        const scale *scale = &scales[left % SCALES];
        int64_t result = scale->parts == 100 ? scale->limit - size(scale) / 2 : size(scale);
        int64_t gains = size(scale), put = size(scale), taken = size(scale);
        int64_t exceptions = either_sign(size(scale)), unrealised = either_sign(size(scale));
        int64_t earlier = size(scale);
        result = either_sign(result);
        const tolv_balance_items items = {amount(result, scale),     amount(gains, scale),
                                          amount(exceptions, scale), amount(unrealised, scale),
                                          amount(put, scale),        amount(taken, scale),
                                          amount(earlier, scale)};
        tolv_balance balance = tolv_balance_of(&items);
        int64_t adjusted = result - gains + exceptions + unrealised;
        int64_t required = adjusted - put + taken;
        assert_true(balance.adjusted == amount(adjusted, scale));
        assert_true(balance.result == amount(required, scale));
        assert_true(balance.deficit == amount(positive(-required), scale));
        assert_true(balance.left == amount(positive(earlier - required), scale));
    }
}

static void the_room_restores_the_deficit(void **unused) {
    (void)unused;
    int all = rounds(1000000), rooms = 0;
    for (int left = all; left > 0; left--) {
        const scale *scale = &scales[left % SCALES];
        int64_t income = scale->limit / 2 + size(scale) / 2, stock = size(scale);
        int64_t result = size(scale), adjusted = size(scale), restore = size(scale) / 100;
        const tolv_reserve_year year = {.result = amount(result, scale),
                                        .adjusted = amount(adjusted, scale),
                                        .income = amount(income, scale),
                                        .equity = random_below(2) ? -1 : 1,
                                        .stock = amount(stock, scale),
                                        .restore = amount(restore, scale),
                                        .regime =
                                            random_below(2) ? TOLV_RESERVE_RER : TOLV_RESERVE_RUR};
        tolv_reserve_room room = tolv_reserve_room_of(&year);
        int64_t lower = result < adjusted ? result : adjusted;
        int64_t hundredths = 100 * (lower - restore) - income * (year.equity < 0 ? 2 : 1);
        if (year.regime == TOLV_RESERVE_RER && 5 * income - 100 * stock < hundredths)
            hundredths = 5 * income - 100 * stock;
        assert_true(room.room == (double)positive(hundredths) / (100 * (double)scale->parts));
        const tolv_balance_items items = {
            .result = year.adjusted, .to_reserve = room.room, .earlier_deficit = year.restore};
        if (room.room > 0) {
            assert_true(tolv_balance_of(&items).left == 0);
            rooms++;
        }
    }
    assert_true(rooms > all / 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(balances_add_up),
        cmocka_unit_test(the_room_restores_the_deficit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
