/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_TRIAL_H
#define TOLV_TESTS_TRIAL_H

#include <string.h>

#include "functions/formula.h"

/* A call, and what must hold of its answer whatever was given. */

enum { ARGUMENTS_MAX = TOLV_ARGUMENTS_MAX + 4 };

/* A function with the arguments of a formula, whose memory is `call`'s; those it leaves out are
 * missing, and a repeated one has one more. */
typedef struct trial {
    const tolv_function *function;
    tolv_value args[ARGUMENTS_MAX];
    size_t count;
    tolv_call call;
    const char *what; /* for the message when it fails */
} trial;

static inline void open_trial(trial *trial, const char *text) {
    tolv_formula formula;
    *trial = (struct trial){.what = text};
    tolv_call_open(&trial->call, TOLV_ENGLISH, NULL, false);
    assert_int_equal(tolv_formula_read(&trial->call, tolv_text_of(text), &formula), TOLV_OK);
    assert_true(formula.function && formula.count < ARGUMENTS_MAX);
    trial->function = formula.function;
    for (size_t i = 0; i < formula.count; i++)
        trial->args[i] = formula.args[i];
    size_t listed = tolv_argument_count(formula.function);
    trial->count = formula.count > listed ? formula.count : listed;
}

static inline void close_trial(trial *trial) {
    tolv_call_close(&trial->call);
}

#define check(trial, held, ...) \
    do { \
        if (!(held)) { \
            print_error("TOLV.%s, %s: ", (trial)->function->name, (trial)->what); \
            fail_msg(__VA_ARGS__); \
        } \
    } while (0)

static inline bool is_whole(double number) {
    return isfinite(number) && !(number == 0 && signbit(number));
}

static inline void check_answer(const trial *trial, const tolv_value *value) {
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

static inline bool holds(tolv_text text, const char *part) {
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.bytes + i, part, length) == 0)
            return true;
    return false;
}

/* Faults that are of the call as a whole; all others are somebody's, and say whose. */
static inline bool is_of_no_argument(tolv_error error) {
    return error == TOLV_OUT_OF_MEMORY || error == TOLV_TOO_MANY_ARGUMENTS ||
           error == TOLV_NOT_FINITE || error == TOLV_ANSWER_TOO_LARGE;
}

static inline void check_fault(const trial *trial, tolv_call *call, tolv_error error) {
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

static inline tolv_error run(const trial *trial, tolv_language language) {
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

static inline void run_in_all_languages(const trial *trial) {
    tolv_error first = run(trial, TOLV_ENGLISH);
    for (int language = TOLV_ENGLISH + 1; language < TOLV_LANGUAGES; language++)
        check(trial, run(trial, (tolv_language)language) == first, "languages disagree");
}

static inline bool takes_range(const tolv_argument *argument) {
    return argument->kind == TOLV_ARGUMENT_AMOUNTS || argument->kind == TOLV_ARGUMENT_NUMBERS ||
           argument->kind == TOLV_ARGUMENT_WHOLES || argument->kind == TOLV_ARGUMENT_CELLS;
}

#endif
