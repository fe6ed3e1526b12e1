/* SPDX-License-Identifier: MPL-2.0 */
#include "core/error.h"

#include <assert.h>
#include <stddef.h>

static const struct {
    const char *sentence;
    tolv_calc_error calc;
} errors[TOLV_ERROR_COUNT] = {
#define TOLV_ERROR_ROW(name, calc, sentence) [TOLV_##name] = {sentence, TOLV_CALC_##calc},
    TOLV_ERRORS(TOLV_ERROR_ROW)
#undef TOLV_ERROR_ROW
};

const char *tolv_error_sentence(tolv_error error) {
    assert(error > TOLV_OK && error < TOLV_ERROR_COUNT);
    return errors[error].sentence;
}

tolv_calc_error tolv_error_in_calc(tolv_error error) {
    assert(error > TOLV_OK && error < TOLV_ERROR_COUNT);
    return errors[error].calc;
}

const char *tolv_calc_error_text(tolv_calc_error error) {
    switch (error) {
    case TOLV_CALC_ILLEGAL:
        return "Err:502";
    case TOLV_CALC_NUMBER:
        return "#NUM!";
    case TOLV_CALC_VALUE:
        return "#VALUE!";
    case TOLV_CALC_DIVISION:
        return "#DIV/0!";
    case TOLV_CALC_NA:
        return "#N/A";
    }
    return "#VALUE!";
}
