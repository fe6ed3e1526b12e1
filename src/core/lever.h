/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_LEVER_H
#define TOLV_CORE_LEVER_H

#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/money.h"

/* What a unit can do something about, and what its doing came to. */

enum { TOLV_CONTROLLABLE, TOLV_NOT_CONTROLLABLE, TOLV_CONTROL_PARTS };

/* Divides n deviations (kronor, blanks left out). Deviation i is controllable by the share, 0-1, of
 * row rows[i] of the share table; not at all where rows[i] is `row_count`: no row of it. The shares
 * go on the exact sum of each row and are rounded once; the parts add up to the deviations, in öre.
 * `sums` has room for row_count + 1. TOLV_TOO_LARGE; TOLV_OUT_OF_MEMORY. O(n + row_count). */
typedef struct tolv_control {
    const double *deviations;
    const size_t *rows;
    const double *shares;
    size_t n, row_count;
} tolv_control;

tolv_error tolv_divide_by_control(tolv_arena *arena, const tolv_control *control, tolv_ore *sums,
                                  tolv_ore parts[TOLV_CONTROL_PARTS]);

/* A measure worth `year_effect` a year, in twelfths from its start month on: what it is to give
 * this year and by `period`, what it gave by then (baseline − actual), and the year if the rest of
 * it comes in at the same rate. Where nothing is expected yet the share is not a number and the
 * forecast is the plan. In öre; months 1-12. TOLV_TOO_LARGE. */
typedef struct tolv_measure {
    tolv_ore planned, expected, realised, forecast;
    int months, months_of_year; /* that it has run and that it runs this year */
    double share;               /* realised by expected */
} tolv_measure;

tolv_error tolv_measure_of(tolv_ore year_effect, int start, int period, tolv_ore realised,
                           tolv_measure *measure);

#endif
