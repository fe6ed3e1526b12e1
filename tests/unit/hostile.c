/* SPDX-License-Identifier: MPL-2.0 */
/* Every function gets, in every argument, what no function wants. Whatever comes, the answer is a
 * finite value, or an error whose sentence names the argument and the place in its range. The other
 * arguments are those of the function's own example. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "functions/formula.h"

enum {
    ARGUMENTS_MAX = TOLV_ARGUMENTS_MAX + 4,
    CELLS_MAX = 160,
    VALUES_MAX = 256,
    HUGE_BYTES = 1 << 20
};

/* ---- Values that nobody wants ---- */

typedef struct hostile {
    char name[48];
    tolv_value value;
} hostile;

/* All of them, and the memory that they lie in. */
typedef struct arsenal {
    hostile values[VALUES_MAX];
    size_t count;
    char *huge_text;
    double *numbers[VALUES_MAX];
    tolv_cell *cells[VALUES_MAX];
} arsenal;

static void add(arsenal *arsenal, const char *name, tolv_value value) {
    assert_true(arsenal->count < VALUES_MAX);
    hostile *hostile = &arsenal->values[arsenal->count++];
    snprintf(hostile->name, sizeof hostile->name, "%s", name);
    hostile->value = value;
}

/* 46054 is a date. */
static const double numbers[] = {0,
                                 -0.0,
                                 1,
                                 -1,
                                 0.5,
                                 12,
                                 13,
                                 2026,
                                 46054,
                                 100000,
                                 0x1p46,
                                 -0x1p46,
                                 70368744177665,
                                 0x1p54,
                                 1e308,
                                 -1e308,
                                 1e-310,
                                 4.9e-324,
                                 -4.9e-324,
                                 INFINITY,
                                 -INFINITY,
                                 NAN};

static const char *const texts[] = {"",        "x",        "12",      "1,5",          "even",
                                    "ROOT",    "YTD",      "EXPLAIN", "\xFF\xFE\x80", "\xC3",
                                    "a\tb\nc", "\xC2\xA0", "ÅÄÖ ÆØ"};

static const struct {
    size_t rows, columns;
} shapes[] = {{0, 0},  {0, 12}, {12, 0},  {1, 1},  {1, 2}, {1, 11}, {11, 1},
              {1, 12}, {12, 1}, {12, 12}, {1, 13}, {3, 4}, {2, 12}, {2, 2}};

/* What the cells of a range hold: the same in each, or every second one with the sign turned. */
static const struct {
    const char *name;
    double number;
    bool alternates;
} fillings[] = {{"zeros", 0, false},
                {"ones", 1, false},
                {"-0", -0.0, false},
                {"blanks", NAN, false},
                {"-1", -1, false},
                {"±1", 1, true},
                {"2^46", 0x1p46, false},
                {"±2^46", 0x1p46, true},
                {"1e308", 1e308, false},
                {"denormals", 4.9e-324, false},
                {"infinities", INFINITY, true}};

/* A block for each range and a gap after each row, so that a step outside is seen. */
static void add_range(arsenal *arsenal, size_t shape, size_t filling) {
    size_t rows = shapes[shape].rows, columns = shapes[shape].columns, stride = columns + 1;
    double *block = malloc((rows * stride + 1) * sizeof *block);
    char name[48];
    assert_non_null(block);
    for (size_t i = 0; i < rows * stride; i++)
        block[i] = i % stride == columns                   ? 1e300
                   : fillings[filling].alternates && i % 2 ? -fillings[filling].number
                                                           : fillings[filling].number;
    snprintf(name, sizeof name, "%zu×%zu %s", rows, columns, fillings[filling].name);
    arsenal->numbers[arsenal->count] = block;
    add(arsenal, name,
        (tolv_value){
            .kind = TOLV_RANGE,
            .range = {.rows = rows, .columns = columns, .stride = stride, .numbers = block}});
}

/* Mixed cells: the kinds in turn, beginning with `first`. */
static void add_mixed(arsenal *arsenal, size_t shape, size_t first) {
    static const tolv_cell kinds[] = {{.kind = TOLV_TEXT, .text = {"\xFFx", 2}},
                                      {.kind = TOLV_BLANK},
                                      {.kind = TOLV_FAULT, .error = TOLV_ZERO_SUM},
                                      {.kind = TOLV_NUMBER, .number = 7},
                                      {.kind = TOLV_NUMBER, .number = NAN}};
    size_t rows = shapes[shape].rows, columns = shapes[shape].columns;
    tolv_cell *block = malloc((rows * columns + 1) * sizeof *block);
    char name[48];
    assert_non_null(block);
    for (size_t i = 0; i < rows * columns; i++)
        block[i] = kinds[(first + i) % (sizeof kinds / sizeof *kinds)];
    snprintf(name, sizeof name, "%zu×%zu mixed from %zu", rows, columns, first);
    arsenal->cells[arsenal->count] = block;
    add(arsenal, name,
        (tolv_value){
            .kind = TOLV_RANGE,
            .range = {.rows = rows, .columns = columns, .stride = columns, .cells = block}});
}

static int arm(void **state) {
    arsenal *arsenal = calloc(1, sizeof *arsenal);
    assert_non_null(arsenal);
    arsenal->huge_text = malloc(HUGE_BYTES);
    assert_non_null(arsenal->huge_text);
    memset(arsenal->huge_text, 'a', HUGE_BYTES);
    add(arsenal, "missing", (tolv_value){.kind = TOLV_MISSING});
    add(arsenal, "blank", (tolv_value){.kind = TOLV_BLANK});
    add(arsenal, "error cell", (tolv_value){.kind = TOLV_FAULT, .error = TOLV_NOT_REPORTED});
    add(arsenal, "huge text",
        (tolv_value){.kind = TOLV_TEXT, .text = {arsenal->huge_text, HUGE_BYTES}});
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add(arsenal, texts[i], (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of(texts[i])});
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char name[48];
        snprintf(name, sizeof name, "%g", numbers[i]);
        add(arsenal, name, (tolv_value){.kind = TOLV_NUMBER, .number = numbers[i]});
    }
    for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++) {
        for (size_t filling = 0; filling < sizeof fillings / sizeof *fillings; filling++)
            add_range(arsenal, shape, filling);
        add_mixed(arsenal, shape, 0);
        add_mixed(arsenal, shape, 1);
    }
    *state = arsenal;
    return 0;
}

static int disarm(void **state) {
    arsenal *arsenal = *state;
    for (size_t i = 0; i < VALUES_MAX; i++) {
        free(arsenal->numbers[i]);
        free(arsenal->cells[i]);
    }
    free(arsenal->huge_text);
    free(arsenal);
    return 0;
}

/* ---- A call and what must hold of its answer ---- */

/* A function with the arguments of its example, whose memory is `call`'s; those it leaves out are
 * missing, and a repeated one has one more. */
typedef struct trial {
    const tolv_function *function;
    tolv_value args[ARGUMENTS_MAX];
    size_t count;
    tolv_call call;
    const char *what; /* for the message when it fails */
} trial;

static void open_trial(trial *trial, const tolv_function *function) {
    tolv_formula formula;
    *trial = (struct trial){.function = function, .what = "the example"};
    tolv_call_open(&trial->call, TOLV_ENGLISH, NULL, false);
    assert_int_equal(tolv_formula_read(&trial->call, tolv_text_of(function->example), &formula),
                     TOLV_OK);
    assert_ptr_equal(formula.function, function);
    assert_true(formula.count < ARGUMENTS_MAX);
    for (size_t i = 0; i < formula.count; i++)
        trial->args[i] = formula.args[i];
    size_t listed = tolv_argument_count(function);
    trial->count = formula.count > listed ? formula.count : listed;
}

static void close_trial(trial *trial) {
    tolv_call_close(&trial->call);
}

#define check(trial, held, ...) \
    do { \
        if (!(held)) { \
            print_error("TOLV.%s, %s: ", (trial)->function->name, (trial)->what); \
            fail_msg(__VA_ARGS__); \
        } \
    } while (0)

static bool is_whole(double number) {
    return isfinite(number) && !(number == 0 && signbit(number));
}

static void check_answer(const trial *trial, const tolv_value *value) {
    check(trial,
          value->kind == TOLV_NUMBER || value->kind == TOLV_TEXT || value->kind == TOLV_RANGE,
          "the answer is of kind %d", (int)value->kind);
    if (value->kind == TOLV_NUMBER)
        check(trial, is_whole(value->number), "the answer is %g", value->number);
    if (value->kind == TOLV_TEXT)
        check(trial, value->text.length > 0, "the answer is an empty text");
    if (value->kind != TOLV_RANGE)
        return;
    check(trial, value->range.rows && value->range.columns, "the answer is an empty range");
    for (size_t i = 0; i < tolv_range_count(&value->range); i++) {
        tolv_cell cell = tolv_range_cell(&value->range, i);
        check(trial, cell.kind != TOLV_NUMBER || is_whole(cell.number), "element %zu is %g", i,
              cell.number);
    }
}

static bool holds(tolv_text text, const char *part) {
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.bytes + i, part, length) == 0)
            return true;
    return false;
}

/* Faults that are of the call as a whole; all others are somebody's, and say whose. */
static bool is_of_no_argument(tolv_error error) {
    return error == TOLV_OUT_OF_MEMORY || error == TOLV_TOO_MANY_ARGUMENTS ||
           error == TOLV_NOT_FINITE || error == TOLV_ANSWER_TOO_LARGE;
}

static void check_fault(const trial *trial, tolv_call *call, tolv_error error) {
    tolv_text sentence = tolv_fault_sentence(call);
    int length = (int)sentence.length;
    check(trial, call->fault.error == error, "answers %d, and the fault is %d", (int)error,
          (int)call->fault.error);
    check(trial, sentence.length > 0 && sentence.length < 1000, "a sentence of %d bytes", length);
    for (int item = 1; item <= 6; item++) {
        char mark[4] = {'{', (char)('0' + item), '}', 0};
        check(trial, !holds(sentence, mark), "an item is left open: %.*s", length, sentence.bytes);
    }
    if (call->fault.argument < 0) {
        check(trial, is_of_no_argument(error), "no argument is named: %.*s", length,
              sentence.bytes);
        return;
    }
    const tolv_argument *argument =
        tolv_function_argument(call->function, (size_t)call->fault.argument);
    check(trial, argument, "no argument has number %d", call->fault.argument);
    check(trial, holds(sentence, tolv_translate_in(call->language, "argument", argument->name)),
          "“%s” is not named: %.*s", argument->name, length, sentence.bytes);
    const tolv_value *given = &trial->args[call->fault.argument];
    if (call->fault.row)
        check(trial,
              given->kind == TOLV_RANGE ? call->fault.row <= given->range.rows &&
                                              call->fault.column <= given->range.columns
                                        : call->fault.row == 1 && call->fault.column == 1,
              "the place is outside the range: %.*s", length, sentence.bytes);
}

static tolv_error run(const trial *trial, tolv_language language) {
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, language, NULL, true);
    call.session = trial->call.session; /* what the example's inner calls have read */
    tolv_error error =
        tolv_function_call(&call, trial->function, trial->args, trial->count, &value);
    if (error)
        check_fault(trial, &call, error);
    else
        check_answer(trial, &value);
    check(trial, !call.explanation.failed, "the explanation fails");
    tolv_call_close(&call);
    return error;
}

static void run_in_all_languages(const trial *trial) {
    tolv_error first = run(trial, TOLV_ENGLISH);
    for (int language = TOLV_ENGLISH + 1; language < TOLV_LANGUAGES; language++)
        check(trial, run(trial, (tolv_language)language) == first, "languages disagree");
}

/* ---- What a body may answer ---- */

/* Answers its number, and ten times it in a matrix when asked for one. */
static tolv_error answer_raw(tolv_call *call, const tolv_value *args, tolv_value *result) {
    *result = args[0];
    if (args[1].kind == TOLV_MISSING)
        return TOLV_OK;
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
        tolv_error error, error_in_matrix;
    } rows[] = {{7, TOLV_OK, TOLV_OK},
                {-0.0, TOLV_OK, TOLV_OK},
                {1e308, TOLV_OK, TOLV_NOT_FINITE},
                {INFINITY, TOLV_NOT_FINITE, TOLV_NOT_FINITE},
                {NAN, TOLV_NOT_FINITE, TOLV_OK}}; /* in a matrix: blank */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        trial trial = {.function = &raw, .count = 1, .what = "what a body answers"};
        trial.args[0] = (tolv_value){.kind = TOLV_NUMBER, .number = rows[i].number};
        assert_int_equal(run(&trial, TOLV_ENGLISH), rows[i].error);
        trial.args[trial.count++] = (tolv_value){.kind = TOLV_NUMBER, .number = 1};
        assert_int_equal(run(&trial, TOLV_ENGLISH), rows[i].error_in_matrix);
    }
}

/* ---- Values ---- */

static void the_examples_answer(void **state) {
    (void)state;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]);
        check(&trial, run(&trial, TOLV_ENGLISH) == TOLV_OK, "an error");
        close_trial(&trial);
    }
}

static void every_value_in_every_argument(void **state) {
    const arsenal *arsenal = *state;
    for (size_t f = 0; f < tolv_function_count; f++) {
        trial trial;
        open_trial(&trial, tolv_functions[f]);
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
        open_trial(&trial, tolv_functions[f]);
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
        open_trial(&trial, tolv_functions[f]);
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

static bool takes_range(const tolv_argument *argument) {
    return argument->kind == TOLV_ARGUMENT_AMOUNTS || argument->kind == TOLV_ARGUMENT_NUMBERS;
}

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
            if (!takes_range(&tolv_functions[f]->arguments[i]))
                continue;
            open_trial(&trial, tolv_functions[f]);
            open_cells(&trial, i, cells);
            const tolv_range *range = &trial.args[i].range;
            for (size_t k = 0; k < tolv_range_count(range); k++)
                for (size_t b = 0; b < sizeof bad / sizeof *bad; b++) {
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
        open_trial(&trial, tolv_functions[f]);
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

/* ---- Memory that ends ---- */

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
    call.session = trial->call.session;
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
        cmocka_unit_test(what_a_body_answers_is_mended),
        cmocka_unit_test(the_examples_answer),
        cmocka_unit_test(every_value_in_every_argument),
        cmocka_unit_test(values_in_two_arguments),
        cmocka_unit_test(more_or_fewer_arguments),
        cmocka_unit_test(a_bad_cell_is_found_in_its_place),
        cmocka_unit_test(a_million_cells),
        cmocka_unit_test(every_request_may_be_refused),
        cmocka_unit_test(every_block_may_be_refused),
    };
    return cmocka_run_group_tests(tests, arm, disarm);
}
