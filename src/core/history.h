/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_HISTORY_H
#define TOLV_CORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

/* State over a row of months: each walks the row from its first month, so the same row always gives
 * the same answer and nothing is remembered between calls. Blank months are skipped. Months count
 * from 1, levels are those of core/flag.h, deviations are in kronor and compared in öre. */

/* Length of the run of red months that stands at the last reported month. */
size_t tolv_red_run(const double *levels, size_t n);

/* How many of the last m reported months are red; *window is how many of these there were. */
size_t tolv_red_of_last(const double *levels, size_t n, size_t m, size_t *window);

/* A flag that does not blink: on when −D ≥ on, off after `dwell` months in a row with −D < off; in
 * between it holds and the count starts again. It starts off. Limits in kronor. */
typedef struct tolv_latch {
    bool on;
    size_t since; /* month of the last change; 0: never changed */
    size_t quiet; /* months in a row below `off` until now, while it is on */
} tolv_latch;

tolv_latch tolv_sticky(const double *deviations, size_t n, double on, double off, size_t dwell);

enum { TOLV_STEP_MAX = 4 };

/* One step up or down, and the months that led there, first and last. */
typedef struct tolv_change {
    int step;
    size_t from, month;
} tolv_change;

/* The ladder: 0 normal, 1 support, 2 plan, 3 further chance, 4 consequence. A red month counts 1
 * when it is the first of a run and 1 more when the deviation did not get better, else the count
 * starts again; at `rise` the step goes up. Green months count likewise; at `fall` it goes down.
 * Yellow starts both counts again. In a month of an agreed plan (`plan` not NULL, and neither 0 nor
 * blank there) the step does not rise. */
typedef struct tolv_ladder {
    int step;
    size_t red, green;   /* the counts that stand now */
    bool rests;          /* the last reported month lies in an agreed plan */
    size_t change_count; /* of `changes`, which has room for n; NULL when nobody asks */
    tolv_change *changes;
} tolv_ladder;

void tolv_escalation(tolv_ladder *ladder, const double *levels, const double *deviations,
                     const double *plan, size_t n, size_t rise, size_t fall);

#endif
