/* SPDX-License-Identifier: MPL-2.0 */
/* What holds for every deviation divided by control, every bridge, measure, break-even and account
 * pattern, over random ones. Shares are whole per cent and amounts whole öre, so that the test's
 * own arithmetic is in whole numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/account.h"
#include "core/bridge.h"
#include "core/capacity.h"
#include "core/lever.h"
#include "core/pattern.h"
#include "random.h"

enum { LINES = 20, ROWS = 5 };

__extension__ typedef __int128 wide;

/* Up to so many digits, of either sign. */
static int64_t random_amount(int digits) {
    int64_t limit = 10;
    for (int64_t i = random_below(digits); i > 0; i--)
        limit *= 10;
    return random_below(limit) * (random_below(3) ? 1 : -1);
}

/* a / b, halves away from zero; b > 0. */
static wide rounded(wide a, wide b) {
    wide size = a < 0 ? -a : a;
    size = (2 * size + b) / (2 * b);
    return a < 0 ? -size : size;
}

/* ---- Control ---- */

static void what_is_controllable_adds_up(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        double deviations[LINES], shares[ROWS];
        size_t rows[LINES], n = 1 + (size_t)random_below(LINES);
        size_t row_count = (size_t)random_below(ROWS + 1);
        int64_t per_cent[ROWS + 1] = {0}, sums[ROWS + 1] = {0};
        wide total = 0, exact = 0;
        for (size_t row = 0; row < row_count; row++) {
            per_cent[row] = random_below(101);
            shares[row] = (double)per_cent[row] / 100;
        }
        per_cent[row_count] = 0;
        for (size_t i = 0; i < n; i++) {
            int64_t ore = random_amount(11);
            bool blank = random_below(8) == 0;
            deviations[i] = blank ? TOLV_BLANK_NUMBER : tolv_to_kronor(ore);
            rows[i] = (size_t)random_below((int64_t)row_count + 1);
            if (blank)
                continue;
            total += ore;
            exact += (wide)ore * per_cent[rows[i]];
            sums[rows[i]] += ore;
        }
        tolv_arena arena;
        tolv_ore found[ROWS + 1], parts[TOLV_CONTROL_PARTS];
        const tolv_control control = {deviations, rows, shares, n, row_count};
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_divide_by_control(&arena, &control, found, parts), TOLV_OK);
        tolv_arena_close(&arena);
        for (size_t row = 0; row <= row_count; row++)
            assert_true(found[row] == sums[row]);
        assert_true(parts[TOLV_CONTROLLABLE] + parts[TOLV_NOT_CONTROLLABLE] == total);
        assert_true(parts[TOLV_CONTROLLABLE] == rounded(exact, 100));
    }
}

/* ---- Bridge ---- */

static void every_bridge_adds_up(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        int64_t v0 = random_below(100000), v = random_below(100000);     /* hundredths */
        int64_t p0 = random_below(10000000), p = random_below(10000000); /* öre */
        int64_t index = 1000 + random_below(200) - 100;                  /* thousandths */
        const tolv_bridge bridge = {(double)v0 / 100,       tolv_to_kronor(p0),   (double)v / 100,
                                    tolv_to_kronor(p),      (double)index / 1000, random_amount(9),
                                    llabs(random_amount(9))};
        tolv_ore parts[TOLV_BRIDGE_PARTS], budget, sum = 0;
        double largest;
        assert_int_equal(tolv_budget_bridge(&bridge, parts, &budget, &largest), TOLV_OK);
        for (int i = 0; i < TOLV_BRIDGE_PARTS; i++)
            sum += parts[i];
        assert_true(sum == budget);
        assert_true(budget ==
                    rounded((wide)v * p * index, 100000) + bridge.principle - bridge.saving);
        assert_true(parts[TOLV_BRIDGE_VOLUME] == rounded((wide)(v - v0) * p0, 100));
        assert_true(parts[TOLV_BRIDGE_PRICE] == rounded((wide)(p - p0) * v, 100));
        assert_true(parts[TOLV_BRIDGE_INDEX] == rounded((wide)v * p * (index - 1000), 100000));
        assert_true(llabs(parts[TOLV_BRIDGE_LAST_YEAR] - (tolv_ore)rounded((wide)v0 * p0, 100)) <=
                    2);
    }
}

/* ---- Measure ---- */

static void every_measure_is_its_twelfths(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        int start = 1 + (int)random_below(12), period = 1 + (int)random_below(12);
        int so_far = period < start ? 0 : period - start + 1;
        int64_t effect = random_below(10) ? random_amount(13) : 0;
        int64_t realised = so_far ? random_amount(13) : 0;
        tolv_measure measure;
        assert_int_equal(tolv_measure_of(effect, start, period, realised, &measure), TOLV_OK);
        assert_true(measure.planned == rounded((wide)effect * (13 - start), 12));
        assert_true(measure.expected == rounded((wide)effect * so_far, 12));
        assert_true(measure.realised == realised);
        if (effect == 0 || so_far == 0) {
            assert_true(tolv_is_blank(measure.share));
            assert_true(measure.forecast == measure.planned);
        } else {
            assert_true(measure.forecast == rounded((wide)realised * (13 - start), so_far));
        }
    }
}

/* ---- Break-even ---- */

static void break_even_is_the_fewest_that_pay(void **unused) {
    (void)unused;
    for (int left = rounds(100000); left > 0; left--) {
        int64_t variable = random_below(100000000), margin = 1 + random_below(100000);
        int64_t places = random_below(100000), fixed = places * margin;
        if (random_below(2))
            fixed += random_below(3) - 1;
        const tolv_capacity capacity = {.places = 1,
                                        .fixed = tolv_to_kronor(fixed),
                                        .variable = tolv_to_kronor(variable),
                                        .price = tolv_to_kronor(variable + margin)};
        int64_t fewest = fixed > 0 ? (fixed + margin - 1) / margin : 0;
        assert_true(tolv_break_even(&capacity) == (double)fewest);
    }
}

/* ---- Accounts ---- */

typedef struct bounds {
    int64_t low, high, low_scale, high_scale; /* what a five-digit account is divided by */
    bool excluded;
} bounds;

static int64_t scale_of(int64_t bound) {
    int64_t scale = 10000;
    for (; bound >= 10; bound /= 10)
        scale /= 10;
    return scale;
}

static bounds random_bounds(char *text, size_t room) {
    bounds b = {.excluded = random_below(3) == 0};
    do {
        static const int64_t limits[] = {9, 90, 900, 9000, 90000};
        int64_t low = limits[random_below(5)], high = limits[random_below(5)];
        b.low = low / 9 + random_below(low);
        b.high = high / 9 + random_below(high);
        b.low_scale = scale_of(b.low);
        b.high_scale = scale_of(b.high);
    } while (b.low * b.low_scale > b.high * b.high_scale + b.high_scale - 1);
    bool alone = random_below(3) == 0;
    if (alone) {
        b.high = b.low;
        b.high_scale = b.low_scale;
        snprintf(text, room, "%s%d", b.excluded ? "!" : "", (int)b.low);
    } else {
        snprintf(text, room, "%s%d..%d", b.excluded ? "!" : "", (int)b.low, (int)b.high);
    }
    return b;
}

/* The text with nothing behind it, so that a step too far is seen. */
static tolv_text alone(tolv_arena *arena, const char *text) {
    size_t length = strlen(text);
    char *bytes = tolv_arena_take(arena, length, 1);
    assert_non_null(bytes);
    memcpy(bytes, text, length);
    return (tolv_text){bytes, length};
}

static void accounts_are_digits_alone(void **unused) {
    (void)unused;
    static const struct {
        const char *text;
        bool is_account;
    } rows[] = {{"5010", true}, {"0", true},   {"", false},
                {"x", false},   {"x1", false}, {"1x", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_is_account(alone(&arena, rows[i].text)), rows[i].is_account);
        tolv_arena_close(&arena);
    }
}

static void patterns_take_what_their_bounds_say(void **unused) {
    (void)unused;
    for (int left = rounds(10000); left > 0; left--) {
        enum { TERMS = 4 };
        char text[128] = "";
        bounds terms[TERMS];
        size_t count = 1 + (size_t)random_below(TERMS);
        bool only_excludes = true;
        for (size_t i = 0; i < count; i++) {
            char term[32];
            terms[i] = random_bounds(term, sizeof term);
            only_excludes = only_excludes && terms[i].excluded;
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? ";" : "", term);
        }
        tolv_arena arena;
        tolv_pattern pattern;
        tolv_text bad;
        tolv_arena_open(&arena, NULL);
        assert_int_equal(
            tolv_pattern_read(&arena, alone(&arena, text), TOLV_PATTERN_ACCOUNTS, &pattern, &bad),
            TOLV_OK);
        for (int i = 0; i < 20; i++) {
            int64_t account = 10000 + random_below(90000);
            char digits[16];
            bool taken = only_excludes, out = false;
            snprintf(digits, sizeof digits, "%d", (int)account);
            for (size_t k = 0; k < count; k++)
                if (account / terms[k].low_scale >= terms[k].low &&
                    account / terms[k].high_scale <= terms[k].high)
                    *(terms[k].excluded ? &out : &taken) = true;
            assert_int_equal(tolv_pattern_fits(&pattern, alone(&arena, digits)), taken && !out);
        }
        tolv_arena_close(&arena);
    }
}

/* Codes that are no accounts: one alone is itself, and a range may be open at an end. */
static void codes_have_patterns_too(void **unused) {
    (void)unused;
    static const struct {
        const char *pattern, *code;
        bool fits;
    } rows[] = {{"A", "A", true},     {"A", "AB", false},  {" A .. C ", "A", true},
                {"A..C", "CX", true}, {"A..", "B", true},  {"B..", "A", false},
                {"..B", "A", true},   {"..B", "C", false}, {"A.", "A.", true},
                {"A.B", "A.B", true}, {"!A", "B", true},   {"..", NULL, false},
                {"C..A", NULL, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_arena arena;
        tolv_pattern pattern;
        tolv_text bad;
        tolv_arena_open(&arena, NULL);
        tolv_error error = tolv_pattern_read(&arena, alone(&arena, rows[i].pattern),
                                             TOLV_PATTERN_CODES, &pattern, &bad);
        assert_int_equal(error, rows[i].code ? TOLV_OK : TOLV_BAD_PATTERN);
        if (!error)
            assert_int_equal(tolv_pattern_fits(&pattern, alone(&arena, rows[i].code)),
                             rows[i].fits);
        tolv_arena_close(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_controllable_adds_up),
        cmocka_unit_test(every_bridge_adds_up),
        cmocka_unit_test(every_measure_is_its_twelfths),
        cmocka_unit_test(break_even_is_the_fewest_that_pay),
        cmocka_unit_test(accounts_are_digits_alone),
        cmocka_unit_test(codes_have_patterns_too),
        cmocka_unit_test(patterns_take_what_their_bounds_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
