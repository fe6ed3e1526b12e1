/* SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/settle.h"
#include "ledger_reading.h"

static void numbers_texts_once(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    tolv_dictionary dictionary = {0};
    tolv_arena arena;
    char text[32];
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_dictionary_find(&dictionary, tolv_text_of("")), TOLV_NONE);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < COUNT; i++) {
            int length = snprintf(text, sizeof text, "%*u", (int)(i % 20), i);
            tolv_text key = {text, i ? (size_t)length : 0};
            assert_int_equal(tolv_dictionary_add(&dictionary, &arena, key), i);
            assert_int_equal(tolv_dictionary_find(&dictionary, key), i);
        }
    assert_int_equal(dictionary.count, COUNT);
    assert_int_equal(tolv_dictionary_find(&dictionary, tolv_text_of("none")), TOLV_NONE);
    tolv_dictionary_close(&dictionary, arena.memory);
    tolv_arena_close(&arena);
}

static tolv_error add(tolv_ledger *ledger, tolv_row row) {
    return tolv_ledger_add(ledger, &row, 1, NULL);
}

static void adds_rows_alike(void **state) {
    (void)state;
    enum { ACCOUNTS = 400, MONTHS = 12, TIMES = 3 };
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    for (int times = 0; times < TIMES; times++)
        for (uint32_t account = 0; account < ACCOUNTS; account++)
            for (int month = 1; month <= MONTHS; month++) {
                char code[8];
                snprintf(code, sizeof code, "%u", 3000 + account);
                assert_int_equal(tolv_ledger_account(&ledger, tolv_text_of(code)), account);
                tolv_row row = {TOLV_ROW_VOUCHER, 202600 + month, account, 0,
                                (tolv_ore)account * month};
                assert_int_equal(add(&ledger, row), TOLV_OK);
            }
    assert_int_equal(ledger.rows.count, ACCOUNTS * MONTHS);
    assert_int_equal(ledger.read[TOLV_ROW_VOUCHER], ACCOUNTS * MONTHS * TIMES);
    for (uint32_t i = 0; i < ledger.rows.count; i++) {
        tolv_row row = tolv_ledger_row(&ledger, i);
        assert_true(row.amount == (tolv_ore)row.account * (row.period % 100) * TIMES);
    }
    tolv_row other = {TOLV_ROW_BUDGET, 202601, 0, 0, 1};
    assert_int_equal(add(&ledger, other), TOLV_OK);
    assert_int_equal(ledger.rows.count, ACCOUNTS * MONTHS + 1);
    tolv_ledger_close(&ledger);
}

static void keeps_amounts_exact(void **state) {
    (void)state;
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    tolv_row row = {TOLV_ROW_VOUCHER, 202601, tolv_ledger_account(&ledger, tolv_text_of("1")), 0,
                    TOLV_ORE_MAX};
    assert_int_equal(add(&ledger, row), TOLV_OK);
    assert_int_equal(add(&ledger, row), TOLV_OK);
    assert_true(ledger.rows.amount[0] == 2 * TOLV_ORE_MAX);
    row.amount = -TOLV_ORE_MAX;
    assert_int_equal(add(&ledger, row), TOLV_OK);
    row.amount = 1;
    assert_int_equal(add(&ledger, row), TOLV_OK);
    assert_true(ledger.rows.amount[0] == TOLV_ORE_MAX + 1);
    row.amount = TOLV_ORE_MAX;
    for (int64_t i = 3; i < TOLV_GROSS_MAX / TOLV_ORE_MAX; i++)
        assert_int_equal(add(&ledger, row), TOLV_OK);
    assert_int_equal(add(&ledger, row), TOLV_TOO_LARGE);
    tolv_ledger_close(&ledger);
}

static void combines_objects_in_any_order(void **state) {
    (void)state;
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    uint32_t unit = tolv_ledger_dimension(&ledger, 1), project = tolv_ledger_dimension(&ledger, 6);
    tolv_placing norr = {unit, tolv_ledger_object(&ledger, unit, tolv_text_of("N"))};
    tolv_placing soder = {unit, tolv_ledger_object(&ledger, unit, tolv_text_of("S"))};
    tolv_placing lift = {project, tolv_ledger_object(&ledger, project, tolv_text_of("N"))};
    assert_int_equal(tolv_ledger_dimension(&ledger, 6), project);
    assert_int_equal(tolv_ledger_combination(&ledger, NULL, 0), 0);
    uint32_t both = tolv_ledger_combination(&ledger, (tolv_placing[]){norr, lift}, 2);
    assert_int_equal(tolv_ledger_combination(&ledger, (tolv_placing[]){lift, norr, soder}, 3),
                     both);
    assert_int_equal(tolv_ledger_object_of(&ledger, both, unit), norr.object);
    assert_int_equal(tolv_ledger_object_of(&ledger, both, project), lift.object);
    assert_int_equal(tolv_ledger_object_of(&ledger, 0, unit), TOLV_NONE);
    assert_int_equal(tolv_ledger_object_of(&ledger, 99, unit), TOLV_NONE);
    assert_true(tolv_ledger_combination(&ledger, &norr, 1) !=
                tolv_ledger_combination(&ledger, &soder, 1));
    tolv_ledger_close(&ledger);
}

static void bounds_dimensions_and_accounts(void **state) {
    (void)state;
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    for (int i = 0; i < TOLV_DIMENSIONS_MAX; i++)
        assert_int_equal(tolv_ledger_dimension(&ledger, i + 1), i);
    assert_int_equal(tolv_ledger_dimension(&ledger, 1000), TOLV_NONE);
    assert_int_equal(tolv_ledger_dimension(&ledger, 7), 6);
    for (uint32_t i = 0; i <= TOLV_ACCOUNTS_MAX; i++) {
        char code[16];
        snprintf(code, sizeof code, "%u", i);
        assert_int_equal(tolv_ledger_account(&ledger, tolv_text_of(code)),
                         i < TOLV_ACCOUNTS_MAX ? i : TOLV_NONE);
    }
    tolv_ledger_close(&ledger);
}

static void knows_classes_and_months(void **state) {
    (void)state;
    static const struct {
        const char *code;
        char type;
        int class;
        tolv_account_group group;
    } rows[] = {{"1930", 'T', 1, TOLV_GROUP_BALANCE}, {"2999", 0, 2, TOLV_GROUP_BALANCE},
                {"3010", 0, 3, TOLV_GROUP_RESULT},    {"8999", 'T', 8, TOLV_GROUP_RESULT},
                {"9010", 'K', 9, TOLV_GROUP_OTHER},   {"FEL", 0, 0, TOLV_GROUP_OTHER},
                {"FEL2", 'K', 0, TOLV_GROUP_RESULT},  {"0300", 'I', 0, TOLV_GROUP_RESULT},
                {"FEL3", 'S', 0, TOLV_GROUP_BALANCE}};
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t account = tolv_ledger_account(&ledger, tolv_text_of(rows[i].code));
        ledger.accounts[account].type = rows[i].type;
        assert_int_equal(tolv_account_class(&ledger, account), rows[i].class);
        assert_int_equal(tolv_account_group_of(&ledger, account), rows[i].group);
        assert_true(tolv_is_result_account(&ledger, account) ==
                    (rows[i].group == TOLV_GROUP_RESULT));
    }
    tolv_ledger_close(&ledger);
    assert_int_equal(tolv_month_number(202612) + 1, tolv_month_number(202701));
    assert_int_equal(tolv_period_of(tolv_month_number(202612) + 1), 202701);
    assert_true(tolv_is_period(190001) && tolv_is_period(219912));
    assert_false(tolv_is_period(189912) || tolv_is_period(220001) || tolv_is_period(202600) ||
                 tolv_is_period(202613) || tolv_is_period(-202601));
}

/* More sets of dimensions in a month than sides are told apart: nothing is lost. */
static void settles_many_sides(void **state) {
    (void)state;
    heard told = {.length = 0};
    tolv_listener listener = {hear, &told};
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    tolv_row row = {TOLV_ROW_BALANCE, 202601, tolv_ledger_account(&ledger, tolv_text_of("5")), 0,
                    1};
    for (int number = 1; number <= 20; number++) {
        tolv_placing placing = {tolv_ledger_dimension(&ledger, number), 0};
        placing.object = tolv_ledger_object(&ledger, placing.dimension, tolv_text_of("x"));
        row.combination = tolv_ledger_combination(&ledger, &placing, 1);
        assert_int_equal(add(&ledger, row), TOLV_OK);
    }
    assert_int_equal(tolv_ledger_settle(&ledger, NULL, &listener), TOLV_OK);
    for (uint32_t i = 0; i < ledger.rows.count; i++)
        assert_true(ledger.rows.counts[i] == (TOLV_COUNTS_TOTAL | TOLV_COUNTS_IN(i)));
    row.combination = 0;
    row.amount = 5;
    assert_int_equal(add(&ledger, row), TOLV_OK);
    assert_int_equal(tolv_ledger_settle(&ledger, NULL, &listener), TOLV_OK);
    for (uint32_t i = 0; i < 20; i++)
        assert_true(ledger.rows.counts[i] == TOLV_COUNTS_IN(i));
    assert_true(ledger.rows.counts[20] == TOLV_COUNTS_TOTAL);
    tolv_ledger_close(&ledger);
}

/* A table of bookings, as a spreadsheet holds one: every row is a part, and all are the total. */
static void settles_rows_that_are_only_bookings(void **state) {
    (void)state;
    heard told = {.length = 0};
    tolv_listener listener = {hear, &told};
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    assert_int_equal(tolv_ledger_settle(&ledger, NULL, &listener), TOLV_OK);
    uint32_t unit = tolv_ledger_dimension(&ledger, 1);
    tolv_placing norr = {unit, tolv_ledger_object(&ledger, unit, tolv_text_of("N"))};
    uint32_t account = tolv_ledger_account(&ledger, tolv_text_of("5010"));
    tolv_row batch[] = {
        {TOLV_ROW_VOUCHER, 202601, account, 0, 5},
        {TOLV_ROW_VOUCHER, 202601, account, tolv_ledger_combination(&ledger, &norr, 1), 7}};
    assert_int_equal(tolv_ledger_add(&ledger, batch, 2, NULL), TOLV_OK);
    assert_int_equal(tolv_ledger_settle(&ledger, NULL, &listener), TOLV_OK);
    assert_true(ledger.rows.counts[0] == TOLV_COUNTS_TOTAL);
    assert_true(ledger.rows.counts[1] == (TOLV_COUNTS_TOTAL | TOLV_COUNTS_IN(unit)));
    assert_int_equal(told.length, 0);
    tolv_ledger_close(&ledger);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_texts_once),
        cmocka_unit_test(adds_rows_alike),
        cmocka_unit_test(keeps_amounts_exact),
        cmocka_unit_test(combines_objects_in_any_order),
        cmocka_unit_test(bounds_dimensions_and_accounts),
        cmocka_unit_test(knows_classes_and_months),
        cmocka_unit_test(settles_many_sides),
        cmocka_unit_test(settles_rows_that_are_only_bookings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
