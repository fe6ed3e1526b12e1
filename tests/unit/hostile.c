/* SPDX-License-Identifier: MPL-2.0 */
/* Every function gets, in every argument, what no function wants. Whatever comes, the answer is a
 * finite value, or an error whose sentence names the argument and the place in its range. The other
 * arguments are those of the function's own example. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arsenal.h"
#include "trial.h"

enum { CELLS_MAX = 160, MATRIX = 1, TABLE = 2 };

/* ---- What a body may answer ---- */

/* Answers its number, and ten times it in a matrix or in a table when asked for one. */
static tolv_error answer_raw(tolv_call *call, const tolv_value *args, tolv_value *result) {
    *result = args[0];
    if (args[1].kind == TOLV_MISSING)
        return TOLV_OK;
    if (args[1].number == TABLE) {
        tolv_cell *cell = tolv_arena_take(&call->arena, 1, sizeof *cell);
        assert_non_null(cell);
        *cell = (tolv_cell){.kind = TOLV_NUMBER, .number = 10 * args[0].number};
        *result = (tolv_value){.kind = TOLV_RANGE,
                               .range = {.rows = 1, .columns = 1, .stride = 1, .cells = cell}};
        return TOLV_OK;
    }
    double *matrix = tolv_arena_take(&call->arena, 2, sizeof *matrix);
    assert_non_null(matrix);
    matrix[0] = 1;
    matrix[1] = 10 * args[0].number;
    *result = (tolv_value){.kind = TOLV_RANGE,
                           .range = {.rows = 2, .columns = 1, .stride = 1, .numbers = matrix}};
    return TOLV_OK;
}

static void what_a_body_answers_is_mended(void **state) {
    (void)state;
    static const tolv_function raw = {
        .name = "RAW",
        .body = answer_raw,
        .arguments = {
            {.id = "number", .name = "number", .kind = TOLV_ARGUMENT_ANYTHING},
            {.id = "matrix", .name = "matrix", .kind = TOLV_ARGUMENT_ANYTHING, .optional = true}}};
    static const struct {
        double number;
        tolv_error error, error_in_matrix, error_in_table;
    } rows[] = {{7, TOLV_OK, TOLV_OK, TOLV_OK},
                {-0.0, TOLV_OK, TOLV_OK, TOLV_OK},
                {1e308, TOLV_OK, TOLV_NOT_FINITE, TOLV_NOT_FINITE},
                {INFINITY, TOLV_NOT_FINITE, TOLV_NOT_FINITE, TOLV_NOT_FINITE},
                {NAN, TOLV_NOT_FINITE, TOLV_OK, TOLV_NOT_FINITE}}; /* in a matrix: blank */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        trial trial = {.function = &raw, .count = 1, .what = "what a body answers"};
        trial.args[0] = (tolv_value){.kind = TOLV_NUMBER, .number = rows[i].number};
        assert_int_equal(run(&trial, TOLV_ENGLISH), rows[i].error);
        trial.args[trial.count++] = (tolv_value){.kind = TOLV_NUMBER, .number = MATRIX};
        assert_int_equal(run(&trial, TOLV_ENGLISH), rows[i].error_in_matrix);
        trial.args[1].number = TABLE;
        assert_int_equal(run(&trial, TOLV_ENGLISH), rows[i].error_in_table);
    }
}

static tolv_error answer_one(tolv_call *call, const tolv_value *args, tolv_value *result) {
    (void)call;
    (void)args;
    *result = (tolv_value){.kind = TOLV_NUMBER, .number = 1};
    return TOLV_OK;
}

/* Descriptors that no function has, so far. */
static void any_descriptor_is_called(void **state) {
    (void)state;
    static const tolv_value args[] = {{.kind = TOLV_NUMBER, .number = 2}, {.kind = TOLV_MISSING}};
    tolv_function none = {.name = "NONE", .body = answer_one}, full = none, element = none,
                  repeated = none;
    for (size_t i = 0; i < TOLV_ARGUMENTS_MAX; i++)
        full.arguments[i] = (tolv_argument){
            .id = "a", .name = "a", .kind = TOLV_ARGUMENT_ANYTHING, .optional = i > 0};
    repeated.arguments[0] =
        (tolv_argument){.id = "a", .kind = TOLV_ARGUMENT_ANYTHING, .repeated = true};
    element.arguments[0] = (tolv_argument){.id = "element", .kind = TOLV_ARGUMENT_ELEMENT};
    const struct {
        const tolv_function *function;
        size_t count;
        tolv_error error;
    } rows[] = {{&none, 0, TOLV_OK},
                {&none, 1, TOLV_TOO_MANY_ARGUMENTS},
                {&full, 0, TOLV_ARGUMENT_MISSING},
                {&full, 2, TOLV_OK},
                {&repeated, 2, TOLV_OK},
                {&element, 1, TOLV_OK}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_call call;
        tolv_value value;
        tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
        assert_int_equal(tolv_function_call(&call, rows[i].function, args, rows[i].count, &value),
                         rows[i].error);
        tolv_call_close(&call);
    }
    assert_int_equal(tolv_argument_count(&full), TOLV_ARGUMENTS_MAX);
    assert_null(tolv_function_argument(&none, 0));
    assert_null(tolv_function_argument(&full, TOLV_ARGUMENTS_MAX));
}

/* ---- Values ---- */

static void the_examples_answer(void **state) {
    (void)state;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]->example);
        assert_ptr_equal(trial.function, tolv_functions[f]);
        check(&trial, run(&trial, TOLV_ENGLISH) == TOLV_OK, "an error");
        close_trial(&trial);
    }
}

static void every_value_in_every_argument(void **state) {
    const arsenal *arsenal = *state;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]->example);
        for (size_t i = 0; i < trial.count; i++) {
            tolv_value kept = trial.args[i];
            for (size_t v = 0; v < arsenal->count; v++) {
                trial.what = arsenal->values[v].name;
                trial.args[i] = arsenal->values[v].value;
                run_in_all_languages(&trial);
            }
            trial.args[i] = kept;
        }
        close_trial(&trial);
    }
}

/* Two at a time; of the second every seventh, another one each time, or it would take minutes. */
static void values_in_two_arguments(void **state) {
    const arsenal *arsenal = *state;
    char what[100];
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]->example);
        for (size_t i = 0; i < trial.count; i++)
            for (size_t j = i + 1; j < trial.count; j++) {
                tolv_value kept[] = {trial.args[i], trial.args[j]};
                for (size_t v = 0; v < arsenal->count; v++)
                    for (size_t w = v % 7; w < arsenal->count; w += 7) {
                        snprintf(what, sizeof what, "%s and %s", arsenal->values[v].name,
                                 arsenal->values[w].name);
                        trial.what = what;
                        trial.args[i] = arsenal->values[v].value;
                        trial.args[j] = arsenal->values[w].value;
                        run(&trial, TOLV_ENGLISH);
                    }
                trial.args[i] = kept[0];
                trial.args[j] = kept[1];
            }
        close_trial(&trial);
    }
}

static void more_or_fewer_arguments(void **state) {
    (void)state;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]->example);
        size_t listed = tolv_argument_count(trial.function);
        bool repeats = listed && trial.function->arguments[listed - 1].repeated;
        for (trial.count = 0; trial.count < listed; trial.count++) {
            bool enough = true;
            for (size_t i = trial.count; i < listed; i++)
                enough = enough && trial.function->arguments[i].optional;
            trial.what = "some arguments";
            tolv_error error = run(&trial, TOLV_ENGLISH);
            check(&trial, enough || error == TOLV_ARGUMENT_MISSING, "%zu are enough", trial.count);
        }
        for (trial.count = listed + 1; trial.count < ARGUMENTS_MAX; trial.count++) {
            trial.what = "many arguments";
            tolv_error error = run(&trial, TOLV_ENGLISH);
            check(&trial, repeats || error == TOLV_TOO_MANY_ARGUMENTS, "%zu are not too many",
                  trial.count);
        }
        close_trial(&trial);
    }
}

/* ---- Cells ---- */

static bool takes_text(const tolv_argument *argument) {
    return argument->kind == TOLV_ARGUMENT_CELLS || argument->kind == TOLV_ARGUMENT_ANYTHING;
}

/* The smallest range of a shape, for an argument that the example leaves out. */
static size_t columns_of(const tolv_argument *argument) {
    return argument->shape == TOLV_SHAPE_TWELVE || argument->shape == TOLV_SHAPE_YEARS ? 12 : 2;
}

/* A range where a range is taken: the example's own, or ones. The cells are a copy of it. */
static void open_cells(trial *trial, size_t i, tolv_cell cells[CELLS_MAX]) {
    const tolv_argument *argument = tolv_function_argument(trial->function, i);
    tolv_range range = {.rows = 1, .columns = columns_of(argument)};
    if (trial->args[i].kind == TOLV_RANGE)
        range = trial->args[i].range;
    assert_true(tolv_range_count(&range) <= CELLS_MAX);
    for (size_t k = 0; k < tolv_range_count(&range); k++)
        cells[k] = trial->args[i].kind == TOLV_RANGE
                       ? tolv_range_cell(&range, k)
                       : (tolv_cell){.kind = TOLV_NUMBER, .number = 1};
    trial->args[i] = (tolv_value){
        .kind = TOLV_RANGE,
        .range = {
            .rows = range.rows, .columns = range.columns, .stride = range.columns, .cells = cells}};
}

static void a_bad_cell_is_found_in_its_place(void **state) {
    (void)state;
    static const struct {
        tolv_cell cell;
        tolv_error error;
    } bad[] = {{{.kind = TOLV_TEXT, .text = {"x", 1}}, TOLV_TEXT_FOR_NUMBER},
               {{.kind = TOLV_FAULT, .error = TOLV_NOT_REPORTED}, TOLV_CELL_WITH_ERROR},
               {{.kind = TOLV_NUMBER, .number = INFINITY}, TOLV_NOT_FINITE}};
    size_t found = 0;
    for (size_t f = 0; f < tolv_function_count; f++) {
        for (size_t i = 0; i < tolv_argument_count(tolv_functions[f]); i++) {
            trial trial;
            tolv_cell cells[CELLS_MAX];
            const tolv_argument *argument = &tolv_functions[f]->arguments[i];
            if (!takes_range(argument))
                continue;
            open_trial(&trial, tolv_functions[f]->example);
            open_cells(&trial, i, cells);
            const tolv_range *range = &trial.args[i].range;
            for (size_t k = 0; k < tolv_range_count(range); k++)
                for (size_t b = takes_text(argument) ? 1 : 0; b < sizeof bad / sizeof *bad; b++) {
                    tolv_call call;
                    tolv_value value;
                    tolv_cell kept = cells[k];
                    cells[k] = bad[b].cell;
                    trial.what = "a bad cell";
                    tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
                    call.session = trial.call.session;
                    tolv_error error =
                        tolv_function_call(&call, trial.function, trial.args, trial.count, &value);
                    check(&trial, error == bad[b].error, "error %d in cell %zu", (int)error, k);
                    check(&trial,
                          call.fault.argument == (int)i &&
                              call.fault.row == k / range->columns + 1 &&
                              call.fault.column == k % range->columns + 1,
                          "cell %zu is found in argument %d, row %zu, column %zu", k,
                          call.fault.argument, call.fault.row, call.fault.column);
                    check_fault(&trial, &call, error);
                    tolv_call_close(&call);
                    cells[k] = kept;
                    found++;
                }
            close_trial(&trial);
        }
    }
    assert_true(found > 0);
}

/* ---- A million cells ---- */

static void a_million_cells(void **state) {
    (void)state;
    enum { MILLION = 1000008 }; /* of twelve columns too */
    static const size_t rows_of[] = {1, MILLION, MILLION / 12};
    double *ones = malloc(MILLION * sizeof *ones);
    tolv_cell *cells = malloc(MILLION * sizeof *cells);
    assert_true(ones && cells);
    for (size_t i = 0; i < MILLION; i++) {
        ones[i] = 1;
        cells[i] = (tolv_cell){.kind = TOLV_NUMBER, .number = 1};
    }
    cells[MILLION - 1] = (tolv_cell){.kind = TOLV_TEXT, .text = {"x", 1}};
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]->example);
        for (size_t i = 0; i < trial.count; i++) {
            tolv_value kept = trial.args[i];
            for (size_t r = 0; r < sizeof rows_of / sizeof *rows_of; r++) {
                tolv_range range = {.rows = rows_of[r], .columns = MILLION / rows_of[r]};
                range.stride = range.columns;
                range.numbers = ones;
                trial.what = "a million ones";
                trial.args[i] = (tolv_value){.kind = TOLV_RANGE, .range = range};
                run(&trial, TOLV_ENGLISH);
                range.numbers = NULL;
                range.cells = cells;
                trial.what = "a million cells and a text at their end";
                trial.args[i].range = range;
                tolv_error error = run(&trial, TOLV_ENGLISH);
                check(&trial, error || takes_text(tolv_function_argument(trial.function, i)),
                      "no error");
            }
            trial.args[i] = kept;
        }
        close_trial(&trial);
    }
    free(ones);
    free(cells);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_body_answers_is_mended),
        cmocka_unit_test(any_descriptor_is_called),
        cmocka_unit_test(the_examples_answer),
        cmocka_unit_test(every_value_in_every_argument),
        cmocka_unit_test(values_in_two_arguments),
        cmocka_unit_test(more_or_fewer_arguments),
        cmocka_unit_test(a_bad_cell_is_found_in_its_place),
        cmocka_unit_test(a_million_cells),
    };
    return cmocka_run_group_tests(tests, arm, disarm);
}
