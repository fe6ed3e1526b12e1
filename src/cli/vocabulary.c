/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/vocabulary.h"

#include "functions/native.h"

static bool native(tolv_writer *writer, tolv_text name, const tolv_text *arguments, size_t count) {
    const tolv_function *function = tolv_function_named(name);
    return function && tolv_native_formula(writer, function, arguments, count);
}

static bool is_range(tolv_argument_kind kind) {
    return kind == TOLV_ARGUMENT_AMOUNTS || kind == TOLV_ARGUMENT_NUMBERS ||
           kind == TOLV_ARGUMENT_WHOLES;
}

/* A table with a native form has the shape of its first range, or of a year where that is one
 * (docs/contract.md). */
static bool element(tolv_text name, size_t *place, size_t *like) {
    const tolv_function *function = tolv_function_named(name);
    size_t count = function ? tolv_argument_count(function) : 0, first = count;
    *place = count;
    for (size_t i = count; i-- > 0;) {
        if (function->arguments[i].kind == TOLV_ARGUMENT_ELEMENT)
            *place = i;
        if (is_range(function->arguments[i].kind))
            first = i;
    }
    *like = first;
    return *place < count && first < count;
}

const tolv_vocabulary tolv_own_vocabulary = {native, element};
