/* SPDX-License-Identifier: MPL-2.0 */
/* GRID element by element in one session, where the first call makes it and the others find it:
 * the same as all of it at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "trial.h"

#define LEDGER \
    "{\"period\";\"account\";\"unit\";\"type\";\"amount\"|202601;5010;\"A\";1;1|" \
    "202602;5010;\"A\";1;2|202602;6010;\"B\";1;4|202601;5010;\"B\";2;8|202603;6010;;1;16}"
#define UNITS "{\"unit\"|\"A\"|\"\"|\"B\"|\"*\"}"
#define MONTHS "{\"month\";1;2;3}"

/* By hand: units A, none, B and all in three months. A blank key has no figure: below 0. */
static const struct {
    const char *arguments, *filters;
    double figures[12];
} grids[] = {
    {"1;" UNITS ";" MONTHS, "", {1, 2, 0, -1, -1, -1, 0, 4, 0, 1, 6, 16}},
    {"2;" UNITS ";" MONTHS, "", {0, 0, 0, -1, -1, -1, 8, 0, 0, 8, 0, 0}},
    {"1;" UNITS ";" MONTHS, ";\"account\";5", {1, 2, 0, -1, -1, -1, 0, 0, 0, 1, 2, 0}},
    {"1;" UNITS ";" MONTHS, ";\"account\";6", {0, 0, 0, -1, -1, -1, 0, 4, 0, 0, 4, 16}},
    {"1;" UNITS ";" MONTHS, ";\"unit\";\"A\"", {1, 2, 0, -1, -1, -1, 0, 0, 0, 1, 2, 0}},
    {"1;{\"unit\"|\"B\"|\"\"|\"A\"|\"*\"};" MONTHS, "", {0, 4, 0, -1, -1, -1, 1, 2, 0, 1, 6, 16}},
    {"1;" UNITS ";{\"month\";3;2;1}", "", {0, 2, 1, -1, -1, -1, 0, 4, 0, 16, 6, 1}},
};

static void element_by_element(void **state) {
    (void)state;
    tolv_session *session = tolv_session_open(NULL, TOLV_SESSION_BYTES, NULL);
    char formula[1024];
    assert_non_null(session);
    for (int round = 0; round < 2; round++)
        for (size_t element = 1; element <= 13; element++)
            for (size_t i = 0; i < sizeof grids / sizeof *grids; i++) {
                trial trial;
                tolv_value value;
                double expected = element <= 12 ? grids[i].figures[element - 1] : -2;
                snprintf(formula, sizeof formula, "TOLV.GRID(" LEDGER ";%s;%zu%s)",
                         grids[i].arguments, element, grids[i].filters);
                open_trial(&trial, formula);
                trial.call.session = session;
                tolv_error error = tolv_function_call(&trial.call, trial.function, trial.args,
                                                      trial.count, &value);
                check(&trial,
                      error == (expected == -1   ? TOLV_NOT_REPORTED
                                : expected == -2 ? TOLV_OUTSIDE
                                                 : TOLV_OK),
                      "the answer is error %d", (int)error);
                check(&trial, error || (value.kind == TOLV_NUMBER && value.number == expected),
                      "the answer is %g", value.number);
                close_trial(&trial);
            }
    tolv_session_close(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(element_by_element),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
