/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_RESULT_H
#define TOLV_FUNCTIONS_RESULT_H

#include "core/money.h"
#include "functions/call.h"

/* How a body answers: `return tolv_answer_number(result, x);`. */
static inline tolv_error tolv_answer_number(tolv_value *result, double number) {
    *result = (tolv_value){.kind = TOLV_NUMBER, .number = number};
    return TOLV_OK;
}

/* A sum or difference may be larger than amounts can be. */
static inline tolv_error tolv_answer_ore(tolv_call *call, tolv_value *result, tolv_ore ore) {
    if (ore > TOLV_ORE_MAX || ore < -TOLV_ORE_MAX)
        return tolv_fail_with(call, TOLV_ANSWER_TOO_LARGE, -1, TOLV_DECIMAL(tolv_to_kronor(ore)));
    return tolv_answer_number(result, tolv_to_kronor(ore));
}

/* A word of the program, in the call's language. */
static inline tolv_error tolv_answer_word(tolv_call *call, tolv_value *result, const char *word) {
    *result =
        (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of(tolv_translate(call->language, word))};
    return TOLV_OK;
}

/* A matrix of numbers to be filled in by the body, row by row; NULL (and the fault set) when memory
 * is out. */
static inline double *tolv_answer_matrix(tolv_call *call, tolv_value *result, size_t rows,
                                         size_t columns) {
    double *numbers = tolv_arena_take(&call->arena, rows * columns, sizeof *numbers);
    *result = (tolv_value){
        .kind = TOLV_RANGE,
        .range = {.rows = rows, .columns = columns, .stride = columns, .numbers = numbers}};
    if (!numbers)
        tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    return numbers;
}

#endif
