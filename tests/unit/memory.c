/* SPDX-License-Identifier: MPL-2.0 */
/* Every function and page where memory ends: at every single request once, and from every one on.
 * It says so and gives everything back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "functions/reference.h"
#include "trial.h"

enum { ROOM_MAX = 1 << 14 };

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

/* How much there is: `room` bytes in the call itself, then `blocks` from the heap before one is
 * refused: that one alone, or all that follow too. */
typedef struct supply {
    size_t room, blocks;
    bool once;
} supply;

/* True when it was enough. */
static bool run_scarcely(const trial *trial, supply supply, bool listening) {
    static _Alignas(max_align_t) char first[ROOM_MAX];
    scarce scarce = {.left = supply.blocks, .once = supply.once};
    const tolv_memory memory = {allocate, release, &scarce};
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, TOLV_SWEDISH, &memory, listening);
    call.session = trial->call.session;
    call.arena.next = first;
    call.arena.end = first + supply.room;
    tolv_error error =
        tolv_function_call(&call, trial->function, trial->args, trial->count, &value);
    bool enough = !scarce.refused, said = error != TOLV_OUT_OF_MEMORY && !call.explanation.failed;
    check(trial, said == enough, "%d, and memory was %s", (int)error, enough ? "enough" : "out");
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

/* The call's own room grows in steps of the arena's alignment, so that every single request is once
 * the first that is refused; what is opened inside the call has but the blocks. */
static size_t refuse_every_request(const char *formula) {
    trial trial;
    size_t refused = 0;
    open_trial(&trial, formula);
    for (int way = 0; way < 4; way++) {
        supply supply = {.once = way & 1};
        for (; !run_scarcely(&trial, supply, way & 2); refused++) {
            supply.blocks += supply.room == ROOM_MAX;
            supply.room += supply.room == ROOM_MAX ? 0 : _Alignof(max_align_t);
        }
    }
    close_trial(&trial);
    return refused;
}

/* What the examples do not ask memory for. */
#define GOALS \
    "{\"goal\";\"level\";\"parent\";\"core task\";\"owner\";\"indicator\";\"direction\";" \
    "\"base year\";\"base value\";\"target\";\"last year\"|" \
    "\"A\";1;;\"law\";\"board\";\"a\";\"higher\";2024;0.8;0.9;\"A\"|" \
    "\"B\";2;\"A\";;3;\"b\";\"lower\";;;0.9;|;2;\"A\";\"law\";\"board\";\"c\";\"lower\";2024;0.8;0.9;}"
#define VERSIONS \
    "{\"period\";\"account\";\"type\";\"version\";\"amount\"|" \
    "202601;5010;\"budget\";\"original\";100|202601;5010;\"budget\";\"revised\";120}"
static const char *const further[] = {
    "TOLV.LEDGER(" VERSIONS ")",
    "TOLV.EXPLAIN(\"LEDGER\";" VERSIONS ")",
    "TOLV.BOOKED(TOLV.LEDGER(" VERSIONS ");\"budget\";\"50\";\"\";1;1)",
    "TOLV.PERIODKEY(\"x\";2026)",
    "TOLV.ALLOCATE(-100;{1;2;3})",
    "TOLV.GOALCHECK(" GOALS ")",
    "TOLV.GOALCHECK(" GOALS ";3)",
    "TOLV.EXPLAIN(\"GOALCHECK\";" GOALS ";3)",
    "TOLV.EXPLAIN(\"ESCALATION\";{2;2;2;0;0;0;2;2;2;0;0;0};{-1;-1;-1;1;1;1;-1;-1;-1;1;1;1})",
};

static void what_no_memory_has_is_refused(void **state) {
    (void)state;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    assert_null(tolv_arena_take(&arena, SIZE_MAX / 4 + 1, 2));
    assert_null(tolv_arena_take(&arena, 2, SIZE_MAX / 2));
    assert_non_null(tolv_arena_take(&arena, SIZE_MAX, 0));
    assert_non_null(tolv_arena_take(&arena, 0, SIZE_MAX));
    tolv_arena_close(&arena);
}

static void every_request_may_be_refused(void **state) {
    (void)state;
    size_t refused = 0;
    for (size_t f = 0; f < tolv_function_count; f++)
        refused += refuse_every_request(tolv_functions[f]->example);
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        refused += refuse_every_request(further[i]);
    assert_true(refused > 4 * tolv_function_count);
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
        open_trial(&trial, tolv_functions[f]->example);
        trial.what = "large ranges";
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
        supply supply = {.once = true};
        while (!run_scarcely(&trial, supply, false)) {
            supply.once = false;
            check(&trial, !run_scarcely(&trial, supply, false), "enough, and not");
            supply.once = true;
            supply.blocks++;
        }
        most = supply.blocks > most ? supply.blocks : most;
        close_trial(&trial);
    }
    assert_true(most > 3);
}

/* The pages of the functions in both forms, and then those of all of them. */
static bool write_page(tolv_writer *writer, size_t page) {
    tolv_reference_form form = page % 2 ? TOLV_REFERENCE_MARKDOWN : TOLV_REFERENCE_TERMINAL;
    if (page / 2 < tolv_function_count)
        return tolv_write_reference(writer, TOLV_SWEDISH, tolv_functions[page / 2], form);
    if (page / 2 == tolv_function_count)
        return tolv_write_reference_index(writer, TOLV_DANISH, form);
    return page % 2 ? tolv_write_manual(writer, TOLV_SWEDISH)
                    : tolv_write_tasks(writer, TOLV_ENGLISH);
}

static void no_page_is_half(void **state) {
    (void)state;
    for (size_t page = 0; page < 2 * (tolv_function_count + 2); page++) {
        size_t blocks = 0;
        for (bool whole = false; !whole; blocks++) {
            scarce scarce = {.left = blocks};
            const tolv_memory memory = {allocate, release, &scarce};
            tolv_arena arena;
            tolv_arena_open(&arena, &memory);
            tolv_writer writer = {.arena = &arena};
            whole = write_page(&writer, page);
            assert_int_equal(whole, !scarce.refused);
            tolv_arena_close(&arena);
            assert_int_equal(scarce.lent, 0);
        }
        assert_true(blocks > 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_memory_has_is_refused),
        cmocka_unit_test(every_request_may_be_refused),
        cmocka_unit_test(every_block_may_be_refused),
        cmocka_unit_test(no_page_is_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
