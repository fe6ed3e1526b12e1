/* SPDX-License-Identifier: MPL-2.0 */
#include "core/lever.h"

#include <math.h>

#include "core/period.h"
#include "core/value.h"

static bool is_amount(double ore) {
    return fabs(ore) <= (double)TOLV_ORE_MAX;
}

/* The deviations in the order of their rows of the table: those of a row stop at stops[row]. */
static double *by_row(tolv_arena *arena, const tolv_control *control, size_t *stops) {
    double *ordered = tolv_arena_take(arena, control->n, sizeof *ordered);
    if (!ordered)
        return NULL;
    for (size_t row = 0; row <= control->row_count + 1; row++)
        stops[row] = 0;
    for (size_t i = 0; i < control->n; i++)
        stops[control->rows[i] + 1]++;
    for (size_t row = 0; row < control->row_count; row++)
        stops[row + 1] += stops[row];
    for (size_t i = 0; i < control->n; i++) /* a row's start moves to its stop */
        ordered[stops[control->rows[i]]++] = control->deviations[i];
    return ordered;
}

tolv_error tolv_divide_by_control(tolv_arena *arena, const tolv_control *control, tolv_ore *sums,
                                  tolv_ore parts[TOLV_CONTROL_PARTS]) {
    size_t *stops = tolv_arena_take(arena, control->row_count + 2, sizeof *stops), start = 0;
    double *ordered = stops ? by_row(arena, control, stops) : NULL, exact = 0, sizes = 0;
    tolv_ore total;
    if (!ordered)
        return TOLV_OUT_OF_MEMORY;
    if (!tolv_sum(control->deviations, control->n, &total))
        return TOLV_TOO_LARGE;
    for (size_t row = 0; row <= control->row_count; start = stops[row++]) {
        if (!tolv_sum(&ordered[start], stops[row] - start, &sums[row]))
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
