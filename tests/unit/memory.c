/* SPDX-License-Identifier: MPL-2.0 */
/* Every function where memory ends: at every single request once, and from every one on. It says so
 * and gives everything back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "trial.h"

typedef struct scarce {
    size_t left, lent;
    bool once, refused;
} scarce;

static void *allocate(void *context, size_t size) {
    scarce *scarce = context;
    if (scarce->left == 0 && !(scarce->once && scarce->refused)) {
        scarce->refused = true;
        return NULL;
    }
    scarce->left -= scarce->left > 0;
    scarce->lent++;
    return malloc(size);
}

static void release(void *context, void *block) {
    scarce *scarce = context;
    scarce->lent--;
    free(block);
}

/* Runs with `room` bytes in the call itself and `blocks` from the heap before one is refused: that
 * one alone, or all that follow too. True when they were enough. */
static bool run_scarcely(const trial *trial, size_t room, size_t blocks, bool once) {
    scarce scarce = {.left = blocks, .once = once};
    const tolv_memory memory = {allocate, release, &scarce};
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, TOLV_SWEDISH, &memory, false);
    call.arena.next = call.arena.end - room;
    tolv_error error =
        tolv_function_call(&call, trial->function, trial->args, trial->count, &value);
    bool enough = !scarce.refused;
    check(trial, enough || error == TOLV_OUT_OF_MEMORY, "%d when memory is out", (int)error);
    check(trial, !enough || error != TOLV_OUT_OF_MEMORY, "memory was not out");
    if (error) {
        tolv_fault_sentence(&call); /* there may be no memory for it; then there is again */
        scarce.left = SIZE_MAX;
        check_fault(trial, &call, error);
    } else {
        check_answer(trial, &value);
    }
    tolv_call_close(&call);
    check(trial, scarce.lent == 0, "%zu blocks are not given back", scarce.lent);
    return enough;
}

/* Steps of the arena's alignment, so that every single request is once the first that is refused.
 */
static void every_request_may_be_refused(void **state) {
    (void)state;
    const size_t step = _Alignof(max_align_t), most = sizeof((tolv_arena *)0)->first;
    size_t refused = 0;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]);
        trial.what = "the example in little memory";
        for (size_t room = 0; room <= most; room += step)
            for (int once = 0; once < 2; once++)
                refused += run_scarcely(&trial, room, 0, once) ? 0 : 1;
        close_trial(&trial);
    }
    assert_true(refused > tolv_function_count);
}

/* Ranges so large that each request is a block of its own, in each argument that may be one. */
static void every_block_may_be_refused(void **state) {
    (void)state;
    enum { ROWS = 1000 };
    static double ones[ROWS * 12];
    size_t most = 0;
    for (size_t i = 0; i < ROWS * 12; i++)
        ones[i] = 1;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]);
        trial.what = "large ranges in little memory";
        for (size_t i = 0; i < trial.count; i++) {
            const tolv_argument *argument = tolv_function_argument(trial.function, i);
            size_t rows = argument->shape == TOLV_SHAPE_YEARS ? ROWS : 1;
            if (takes_range(argument) && trial.args[i].kind == TOLV_RANGE &&
                argument->shape != TOLV_SHAPE_TWELVE)
                trial.args[i] = (tolv_value){.kind = TOLV_RANGE,
                                             .range = {.rows = rows,
                                                       .columns = ROWS * 12 / rows,
                                                       .stride = ROWS * 12 / rows,
                                                       .numbers = ones}};
        }
        size_t blocks = 0;
        while (!run_scarcely(&trial, 0, blocks, true)) {
            check(&trial, !run_scarcely(&trial, 0, blocks, false), "enough, and not");
            blocks++;
        }
        most = blocks > most ? blocks : most;
        close_trial(&trial);
    }
    assert_true(most > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_may_be_refused),
        cmocka_unit_test(every_block_may_be_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
