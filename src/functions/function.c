/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/function.h"

#include <math.h>

#include "functions/check.h"

static const char *const families[TOLV_FAMILIES] = {
    [TOLV_FAMILY_PERIOD] = N_("Period"),
    [TOLV_FAMILY_LEDGER] = N_("Ledger"),
    [TOLV_FAMILY_FORECAST] = N_("Forecast"),
    [TOLV_FAMILY_DEVIATION] = N_("Deviation"),
    [TOLV_FAMILY_FLAGS] = N_("Flags"),
    [TOLV_FAMILY_ALLOCATION] = N_("Allocation"),
    [TOLV_FAMILY_QUALITY] = N_("Quality, goals, comparison"),
    [TOLV_FAMILY_LAW] = N_("Law"),
    [TOLV_FAMILY_LEVERS] = N_("The unit's own levers"),
    [TOLV_FAMILY_INSIGHT] = N_("Insight"),
};

const char *tolv_family_name(tolv_family family) {
    return families[family];
}

const tolv_function *tolv_function_named(tolv_text name) {
    static const char prefix[] = "TOLV.";
    size_t skipped = sizeof prefix - 1;
    if (name.length > skipped &&
        tolv_text_same((tolv_text){name.bytes, skipped}, tolv_text_of(prefix)))
        name = (tolv_text){name.bytes + skipped, name.length - skipped};
    for (int language = 0; language < TOLV_LANGUAGES; language++)
        for (size_t i = 0; i < tolv_function_count; i++)
            if (tolv_text_same(name,
                               tolv_text_of(tolv_translate_in((tolv_language)language, "function",
                                                              tolv_functions[i]->name))))
                return tolv_functions[i];
    return NULL;
}

size_t tolv_argument_count(const tolv_function *function) {
    size_t count = 0;
    while (count < TOLV_ARGUMENTS_MAX && function->arguments[count].id)
        count++;
    return count;
}

const tolv_argument *tolv_function_argument(const tolv_function *function, size_t index) {
    size_t count = tolv_argument_count(function);
    if (index < count)
        return &function->arguments[index];
    return count && function->arguments[count - 1].repeated ? &function->arguments[count - 1]
                                                            : NULL;
}

static tolv_error check_arguments(tolv_call *call, const tolv_function *function,
                                  const tolv_value *given, size_t count, tolv_value **checked) {
    size_t listed = tolv_argument_count(function);
    bool repeats = listed && function->arguments[listed - 1].repeated;
    if (count > listed && !repeats)
        return tolv_fail_with(call, TOLV_TOO_MANY_ARGUMENTS, -1, TOLV_PLAIN(count),
                              TOLV_PLAIN(listed));
    size_t single = repeats ? listed - 1 : listed;
    call->repeated = repeats && count > single ? count - single : 0;
    size_t all = single + call->repeated;
    *checked = tolv_arena_take(&call->arena, all, sizeof **checked);
    if (!*checked)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    static const tolv_value missing = {.kind = TOLV_MISSING};
    for (size_t i = 0; i < all; i++) {
        tolv_error error = tolv_check_argument(call, tolv_function_argument(function, i), i,
                                               i < count ? &given[i] : &missing, &(*checked)[i]);
        if (error)
            return error;
    }
    return TOLV_OK;
}

/* −0 becomes 0. True when the number is one. */
static bool mend(double *number) {
    *number += 0.0;
    return isfinite(*number);
}

/* Ranges in a result are the call's own memory, so they may be mended here. */
static tolv_error check_result(tolv_call *call, tolv_value *result) {
    bool whole = result->kind != TOLV_NUMBER || mend(&result->number);
    size_t count = result->kind == TOLV_RANGE ? tolv_range_count(&result->range) : 0;
    for (size_t i = 0; i < count && whole; i++) {
        double *numbers = (double *)result->range.numbers;
        tolv_cell *cells = (tolv_cell *)result->range.cells;
        if (numbers)
            whole = mend(&numbers[i]) || tolv_is_blank(numbers[i]);
        else if (cells[i].kind == TOLV_NUMBER)
            whole = mend(&cells[i].number);
    }
    return whole ? TOLV_OK : tolv_fail(call, TOLV_NOT_FINITE, -1);
}

/* Of a matrix answer, the one element that was asked for. */
static tolv_error choose_element(tolv_call *call, const tolv_function *function,
                                 const tolv_value *checked, tolv_value *result) {
    for (size_t i = 0; i < TOLV_ARGUMENTS_MAX && function->arguments[i].id; i++) {
        if (function->arguments[i].kind != TOLV_ARGUMENT_ELEMENT ||
            checked[i].kind != TOLV_NUMBER || result->kind != TOLV_RANGE)
            continue;
        double element = checked[i].number;
        size_t count = tolv_range_count(&result->range);
        if (element < 1 || element > (double)count)
            return tolv_fail_with(call, TOLV_OUTSIDE, i, TOLV_DECIMAL(element), TOLV_PLAIN(1),
                                  TOLV_PLAIN(count));
        tolv_cell cell = tolv_range_cell(&result->range, (size_t)element - 1);
        *result = (tolv_value){.kind = cell.kind};
        if (cell.kind == TOLV_NUMBER)
            result->number = cell.number;
        else if (cell.kind == TOLV_TEXT)
            result->text = cell.text;
        else if (cell.kind == TOLV_BLANK)
            return tolv_fail(call, TOLV_NOT_REPORTED, i);
    }
    return TOLV_OK;
}

tolv_error tolv_function_call(tolv_call *call, const tolv_function *function,
                              const tolv_value *args, size_t count, tolv_value *result) {
    call->function = function;
    tolv_value *checked, answer = {.kind = TOLV_MISSING};
    tolv_error error = check_arguments(call, function, args, count, &checked);
    if (!error)
        error = function->body(call, checked, &answer);
    if (!error)
        error = check_result(call, &answer);
    if (!error)
        error = choose_element(call, function, checked, &answer);
    if (!error)
        *result = answer;
    return error;
}
