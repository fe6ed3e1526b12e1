/* SPDX-License-Identifier: MPL-2.0 */
#include "core/lever.h"

#include <math.h>

#include "core/period.h"
#include "core/value.h"

static bool is_amount(double ore) {
    return fabs(ore) <= (double)TOLV_ORE_MAX;
}

tolv_error tolv_divide_by_control(tolv_arena *arena, const tolv_control *control, tolv_ore *sums,
                                  tolv_ore parts[TOLV_CONTROL_PARTS]) {
    double *own = tolv_arena_take(arena, control->n, sizeof *own), exact = 0, sizes = 0;
    tolv_ore total;
    if (!own)
        return TOLV_OUT_OF_MEMORY;
    if (!tolv_sum(control->deviations, control->n, &total))
        return TOLV_TOO_LARGE;
    for (size_t row = 0; row <= control->row_count; row++) {
        for (size_t i = 0; i < control->n; i++)
            own[i] = control->rows[i] == row ? control->deviations[i] : TOLV_BLANK_NUMBER;
        if (!tolv_sum(own, control->n, &sums[row]))
            return TOLV_TOO_LARGE;
        double share = row < control->row_count ? control->shares[row] : 0;
        exact += (double)sums[row] * share;
        sizes += fabs((double)sums[row]) * share;
    }
    /* What is half an öre but for the last bits of the products behind it is half an öre. */
    double doubt = fmin(sizes * 0x1p-51, 0x1p-10);
    exact += copysign(doubt, exact);
    if (!is_amount(exact) || !is_amount((double)total - exact))
        return TOLV_TOO_LARGE;
    parts[TOLV_CONTROLLABLE] = (tolv_ore)tolv_round_half_away(exact);
    parts[TOLV_NOT_CONTROLLABLE] = total - parts[TOLV_CONTROLLABLE];
    return TOLV_OK;
}

/* a · b / c in öre; b and c count months. */
static double share_of(tolv_ore a, int b, int c) {
    return tolv_round_half_away((double)a * b / c);
}

tolv_error tolv_measure_of(tolv_ore year_effect, int start, int period, tolv_ore realised,
                           tolv_measure *measure) {
    *measure = (tolv_measure){.realised = realised, .share = TOLV_BLANK_NUMBER};
    measure->months_of_year = TOLV_MONTHS + 1 - start;
    measure->months = period >= start ? period + 1 - start : 0;
    measure->planned = (tolv_ore)share_of(year_effect, measure->months_of_year, TOLV_MONTHS);
    measure->expected = (tolv_ore)share_of(year_effect, measure->months, TOLV_MONTHS);
    measure->forecast = measure->planned;
    if (year_effect == 0 || measure->months == 0)
        return TOLV_OK;
    measure->share = (double)realised * TOLV_MONTHS / ((double)year_effect * measure->months);
    double forecast = share_of(realised, measure->months_of_year, measure->months);
    if (!is_amount((double)realised) || !is_amount(forecast))
        return TOLV_TOO_LARGE;
    measure->forecast = (tolv_ore)forecast;
    return TOLV_OK;
}
