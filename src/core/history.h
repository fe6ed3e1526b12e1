/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_HISTORY_H
#define TOLV_CORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

/* State over a row of months: each walks the row from its first month, so the same row always gives
 * the same answer and nothing is remembered between calls. Blank months are skipped. Levels are 0
 * green, 1 yellow, 2 red. */

/* Length of the run of red months that stands now, at the last reported month. */
size_t tolv_red_run(const double *levels, size_t n);

/* How many of the last m reported months are red; *window is how many of these there were. */
size_t tolv_red_of_last(const double *levels, size_t n, size_t m, size_t *window);

/* Hysteresis: on when −D ≥ on, off after `dwell` months in a row with −D < off; in between it holds
 * and the count starts again. Starts off. Deviations and limits in kronor, compared in öre. */
bool tolv_sticky(const double *deviations, size_t n, double on, double off, size_t dwell);

enum { TOLV_STEP_MAX = 4 };

/* The ladder: 0 normal, 1 support, 2 plan, 3 further chance, 4 consequence. A red month counts 1
 * when it is the first of a run and 1 more when the deviation did not get better, else the count
 * starts again; at `rise` the step goes up. Clean (green) months count likewise; at `fall` it goes
 * down. Yellow starts both counts again. In a month of an agreed plan (`plan` not NULL and not 0 or
 * blank there) the step does not rise. */
typedef struct tolv_ladder {
    int step;
    size_t since;      /* month (from 1) of the last change; 0: never */
    size_t red, clean; /* the counts that stand now */
    bool rests;        /* the last reported month lies in an agreed plan */
} tolv_ladder;

tolv_ladder tolv_escalation(const double *levels, const double *deviations, const double *plan,
                            size_t n, size_t rise, size_t fall);

#endif
