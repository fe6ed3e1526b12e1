/* SPDX-License-Identifier: MPL-2.0 */
/* Control charts against worked examples of the literature, to the digits that are printed there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "core/signal.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_printed(double number, double printed, int decimals) {
    assert_true(fabs(number - printed) <= 0.5 * pow(10, -decimals) * (1 + 1e-9));
}

typedef struct chart {
    double mean, lower, upper;
    int decimals;
} chart;

static void assert_chart(const double *figures, size_t n, bool screen, chart printed) {
    tolv_xmr found;
    assert_int_equal(tolv_xmr_of(figures, n, n, screen, &found), TOLV_OK);
    assert_printed(found.mean, printed.mean, printed.decimals);
    assert_printed(found.lower, printed.lower, printed.decimals);
    assert_printed(found.upper, printed.upper, printed.decimals);
}

/* NHSRplotthedots, vignettes/deviations.Rmd: captions of the first two charts. */
static void the_series_of_a_vignette(void **unused) {
    static const double series[] = {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
    (void)unused;
    assert_chart(series, COUNT(series), true, (chart){1.94, -0.72, 4.6, 2});
    assert_chart(series, COUNT(series), false, (chart){1.94, -3.06, 6.95, 2});
}

/* NHSRplotthedots, tests/testthat/_snaps/ptd_spc_standard.md: set.seed(123); rnorm(20), and the
 * same with y[15] = 10, screened and not. */
static void the_series_of_their_tests(void **unused) {
    double series[] = {-0.56047565, -0.23017749, 1.55870831,  0.07050839,  0.12928774,
                       1.71506499,  0.46091621,  -1.26506123, -0.68685285, -0.44566197,
                       1.22408180,  0.35981383,  0.40077145,  0.11068272,  -0.55584113,
                       1.78691314,  0.49785048,  -1.96661716, 0.70135590,  -0.47279141};
    (void)unused;
    assert_chart(series, COUNT(series), true, (chart){0.1416238, -3.01138, 3.294627, 6});
    assert_chart(series, 10, true, (chart){0.0746, -2.60, 2.75, 2});
    assert_chart(series + 10, 10, true, (chart){0.209, -3.28, 3.70, 2});
    series[14] = 10;
    assert_chart(series, COUNT(series), true, (chart){0.6694159, -2.383666, 3.722497, 6});
    assert_chart(series, COUNT(series), false, (chart){0.6694159, -4.596625, 5.935457, 6});
}

/* By hand: the moving ranges sum to 148, and 148/19 is 7.79. */
static void twenty_costs(void **unused) {
    static const double costs[] = {310, 288, 297, 298, 307, 303, 294, 297, 308, 306,
                                   294, 299, 297, 299, 314, 295, 293, 306, 301, 304};
    tolv_xmr found;
    (void)unused;
    assert_chart(costs, COUNT(costs), true, (chart){300.5, 279.78, 321.22, 2});
    assert_int_equal(tolv_xmr_of(costs, COUNT(costs), COUNT(costs), true, &found), TOLV_OK);
    assert_printed(found.moving_range, 7.79, 2);
    assert_int_equal(found.dropped, 0);
}

/* The series of Montgomery's table 9.1: 20 figures with mean 10 and σ 1, then 10 with mean 11. What
 * is expected of it was calculated in exact arithmetic, apart from the program. */
static const double shifted[] = {9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46,
                                 9.20,  10.34, 9.03,  11.47, 10.51, 9.40,  10.08, 9.37,
                                 10.62, 10.31, 8.52,  10.84, 10.90, 9.33,  12.29, 11.50,
                                 10.60, 11.08, 10.38, 11.62, 11.31, 10.52};
static const tolv_xmr sigma_1 = {.moving_range = TOLV_XMR_SIGMA, .doubt = 1e-12};

/* k = 0.5, h = 5: C⁺ of each period; 0 where C⁻ may be the larger. */
static void the_tabular_cusum(void **unused) {
    static const double sums[] = {0,    0,    0,    1.16, 2.82, 2.50, 0,    1.00, 0,    0,
                                  0,    0.97, 0.98, 0,    0,    0,    0.12, 0,    0,    0.34,
                                  0.74, 0,    1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.30};
    (void)unused;
    for (size_t t = 1; t <= COUNT(shifted); t++) {
        tolv_shift found = tolv_cusum(shifted, t, &sigma_1, 10, 0.5, 100);
        assert_true(found.alarm == 0 && found.since == 0 && found.direction == 0);
        if (sums[t - 1] > 0)
            assert_printed(found.reached, sums[t - 1], 2);
    }
    tolv_shift found = tolv_cusum(shifted, COUNT(shifted), &sigma_1, 10, 0.5, 5);
    assert_int_equal(found.alarm, 29);
    assert_int_equal(found.since, 23);
    assert_int_equal(found.direction, 1);
    assert_printed(found.reached, 5.28, 2);
}

/* λ = 0.1, L = 2.7: z of each period, and limits that begin at 9.73 and 10.27 and settle at 9.38
 * and 10.62. */
static void the_moving_average_that_forgets(void **unused) {
    static const double z[] = {
        9.945,   9.7495,  9.70355, 9.8992,  10.1253, 10.1307, 9.92167, 10.0755, 9.98796, 10.0232,
        9.92384, 10.0785, 10.1216, 10.0495, 10.0525, 9.98426, 10.0478, 10.074,  9.91864, 10.0108,
        10.0997, 10.0227, 10.2495, 10.3745, 10.3971, 10.4654, 10.4568, 10.5731, 10.6468, 10.6341};
    (void)unused;
    for (size_t t = 1; t <= COUNT(shifted); t++) {
        tolv_shift found = tolv_ewma(shifted, t, &sigma_1, 10, 0.1, 100);
        assert_true(found.alarm == 0 && found.since == 0 && found.direction == 0);
        assert_printed(found.reached, fabs(z[t - 1] - 10), z[t - 1] < 10 ? 5 : 4);
    }
    assert_printed(tolv_ewma(shifted, 1, &sigma_1, 10, 0.1, 2.7).limit, 0.27, 2);
    tolv_shift found = tolv_ewma(shifted, COUNT(shifted), &sigma_1, 10, 0.1, 2.7);
    assert_int_equal(found.alarm, 29);
    assert_int_equal(found.since, 20);
    assert_int_equal(found.direction, 1);
    assert_printed(found.limit, 0.62, 2);
}

static void a_base_is_five_figures_or_more_of_those_there_are(void **unused) {
    tolv_xmr chart;
    (void)unused;
    assert_int_equal(tolv_xmr_of(shifted, 4, 0, true, &chart), TOLV_TOO_FEW_FIGURES);
    assert_int_equal(tolv_xmr_of(shifted, 6, 4, true, &chart), TOLV_OUTSIDE);
    assert_int_equal(tolv_xmr_of(shifted, 6, 7, true, &chart), TOLV_OUTSIDE);
    assert_int_equal(tolv_xmr_of(shifted, 6, 0, true, &chart), TOLV_OK);
    assert_int_equal(chart.base, 6);
    assert_int_equal(tolv_xmr_of(shifted, 30, 0, true, &chart), TOLV_OK);
    assert_int_equal(chart.base, TOLV_SIGNAL_BASE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_series_of_a_vignette),
        cmocka_unit_test(the_series_of_their_tests),
        cmocka_unit_test(twenty_costs),
        cmocka_unit_test(the_tabular_cusum),
        cmocka_unit_test(the_moving_average_that_forgets),
        cmocka_unit_test(a_base_is_five_figures_or_more_of_those_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
