/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_RESULT_H
#define TOLV_FUNCTIONS_RESULT_H

#include <math.h>

#include "core/money.h"
#include "functions/arguments.h"
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

/* An amount that may be out of range only because what it is made of is large. */
static inline tolv_error tolv_answer_kronor(tolv_call *call, tolv_value *result, double kronor) {
    if (!(fabs(kronor) <= TOLV_AMOUNT_MAX))
        return tolv_fail_with(call, TOLV_ANSWER_TOO_LARGE, -1, TOLV_DECIMAL(kronor));
    return tolv_answer_ore(call, result, tolv_to_ore(kronor));
}

/* A word of the program, in the call's language. */
static inline tolv_error tolv_answer_word(tolv_call *call, tolv_value *result, const char *word) {
    *result =
        (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of(tolv_translate(call->language, word))};
    return TOLV_OK;
}

/* A judgement as the argument of TOLV_TAKES_ANSWER wants it: its code, its word, or its symbol
 * (NULL where it has none and the argument offers none). */
static inline tolv_error tolv_answer_as(tolv_call *call, tolv_value *result, double answer,
                                        int code, const char *word, const char *symbol) {
    if (answer == TOLV_ANSWER_NUMBER)
        return tolv_answer_number(result, code);
    return tolv_answer_word(call, result, answer == TOLV_ANSWER_SYMBOL ? symbol : word);
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

/* The same of mixed cells, all blank to begin with: a table that a person reads as it stands. */
static inline tolv_cell *tolv_answer_table(tolv_call *call, tolv_value *result, size_t rows,
                                           size_t columns) {
    tolv_cell *cells = tolv_arena_take(&call->arena, rows * columns, sizeof *cells);
    *result = (tolv_value){
        .kind = TOLV_RANGE,
        .range = {.rows = rows, .columns = columns, .stride = columns, .cells = cells}};
    for (size_t i = 0; cells && i < rows * columns; i++)
        cells[i] = (tolv_cell){.kind = TOLV_BLANK};
    if (!cells)
        tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    return cells;
}

/* A sentence with its items, in the call's language, as the text of a cell. False when memory is
 * out. */
static inline bool tolv_cell_sentence(tolv_call *call, tolv_cell *cell, const char *sentence,
                                      const tolv_item *items, size_t count) {
    tolv_writer writer = {.arena = &call->arena};
    tolv_write_sentence(&writer, call->language, sentence, items, count);
    *cell = (tolv_cell){.kind = TOLV_TEXT, .text = {writer.bytes, writer.length}};
    return !writer.failed;
}

#endif
