/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/arguments.h"

#include <math.h>

const tolv_keyword tolv_signs[] = {
    {1, NC_("keyword", "cost")},
    {-1, NC_("keyword", "income")},
    {0, NULL},
};

const tolv_keyword tolv_answers[] = {
    {TOLV_ANSWER_NUMBER, NC_("keyword", "number")},
    {TOLV_ANSWER_WORD, NC_("keyword", "word")},
    {TOLV_ANSWER_SYMBOL, NC_("keyword", "symbol")},
    {0, NULL},
};

const tolv_keyword tolv_answers_in_words[] = {
    {TOLV_ANSWER_NUMBER, NC_("keyword", "number")},
    {TOLV_ANSWER_WORD, NC_("keyword", "word")},
    {0, NULL},
};

tolv_error tolv_fail_blank(tolv_call *call, int argument, const tolv_range *range, size_t i) {
    return tolv_fail_items(call, TOLV_NOT_REPORTED, argument, i / range->columns + 1,
                           i % range->columns + 1, NULL, 0);
}

tolv_error tolv_check_as_many(tolv_call *call, const tolv_value *args, int argument, int other) {
    if (args[argument].kind != TOLV_RANGE)
        return TOLV_OK;
    size_t count = tolv_range_count(&args[argument].range);
    size_t wanted = tolv_range_count(&args[other].range);
    if (count == wanted)
        return TOLV_OK;
    return tolv_fail_with(call, TOLV_NOT_SAME_SIZE, argument, TOLV_PLAIN(count), TOLV_PLAIN(wanted),
                          TOLV_WORD_IN("argument", call->function->arguments[other].name));
}

tolv_error tolv_step_of(tolv_call *call, const tolv_value *args, int argument, tolv_ore *step) {
    double kronor = args[argument].number;
    *step = tolv_to_ore(kronor);
    if (fabs(kronor * 100 - (double)*step) > 1e-6)
        return tolv_fail_with(call, TOLV_NOT_WHOLE_ORE, argument, TOLV_DECIMAL(kronor));
    return TOLV_OK;
}

tolv_error tolv_fail_month(tolv_call *call, tolv_error error, int argument, const tolv_range *year,
                           int month) {
    size_t at = (size_t)month - 1;
    return tolv_fail_items(call, error, argument, at / year->columns + 1, at % year->columns + 1,
                           NULL, 0);
}
