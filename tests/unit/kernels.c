/* SPDX-License-Identifier: MPL-2.0 */
/* Kernels at the ends of what their headers promise, where no function of a sheet comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/history.h"
#include "core/period.h"
#include "core/record.h"
#include "core/value.h"

static void a_plan_that_is_blank_does_not_run(void **unused) {
    (void)unused;
    static const double levels[] = {2, 2}, deviations[] = {-1, -1};
    static const double plans[][2] = {{0, TOLV_BLANK_NUMBER}, {1, 0}, {0, 1}};
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        tolv_ladder ladder = {0};
        tolv_escalation(&ladder, levels, deviations, plans[i], 2, 2, 3);
        assert_int_equal(ladder.rests, plans[i][1] == 1);
        assert_int_equal(ladder.step, plans[i][1] == 1 ? 0 : 1);
    }
}

static void a_blank_month_needs_no_figure_without_budget(void **unused) {
    (void)unused;
    static const double months[TOLV_MONTHS] = {5, TOLV_BLANK_NUMBER};
    static const struct {
        double budget;
        tolv_error error;
    } rows[] = {{TOLV_BLANK_NUMBER, TOLV_OK}, {0, TOLV_OK}, {-1, TOLV_NOT_REPORTED}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double budget[TOLV_MONTHS] = {1, rows[i].budget};
        tolv_so_far so_far;
        assert_int_equal(tolv_sum_months(months, budget, 1, 2, &so_far), rows[i].error);
        assert_true(so_far.sum == 500);
        assert_int_equal(so_far.reported, 1);
        assert_int_equal(so_far.missing_month, rows[i].error ? 2 : 0);
    }
}

static void a_quantile_has_ends(void **unused) {
    (void)unused;
    static const double figures[] = {7, -3, 5};
    for (int share = 0; share <= 1; share++) {
        tolv_arena arena;
        double quantile;
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_quantile(&arena, figures, 3, share, &quantile), TOLV_OK);
        assert_true(quantile == (share ? 7 : -3));
        tolv_arena_close(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_that_is_blank_does_not_run),
        cmocka_unit_test(a_blank_month_needs_no_figure_without_budget),
        cmocka_unit_test(a_quantile_has_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
