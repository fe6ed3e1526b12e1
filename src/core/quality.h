/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_QUALITY_H
#define TOLV_CORE_QUALITY_H

#include <stdbool.h>
#include <stddef.h>

/* A value beside its target and beside others'. direction 1: higher is better, −1: lower is. */

/* How much better (+) a value is than another; 0 also where they differ in nothing but the last
 * bits of binary arithmetic, as 0.1 + 0.2 and 0.3 do. */
double tolv_ahead(double value, double other, int direction);

typedef enum tolv_attainment {
    TOLV_TARGET_REACHED,
    TOLV_TARGET_NEAR, /* at most `tolerance` short of it */
    TOLV_TARGET_MISSED
} tolv_attainment;

tolv_attainment tolv_attainment_of(double value, double target, int direction, double tolerance);

/* A value's place among its peers. */
typedef struct tolv_position {
    size_t better;   /* peers strictly better: the rank is one more */
    size_t count;    /* the value and the peers that are reported */
    size_t quartile; /* ⌈4 · rank / count⌉: 1 is the best */
    double best;     /* of the peers */
} tolv_position;

/* Blank peers are left out; false when none is left. */
bool tolv_position_of(double value, const double *peers, size_t n, int direction,
                      tolv_position *position);

/* The four corners of cost (+ is dearer) and quality (+ is better), 0 good in both: 1 no dearer and
 * no worse, 2 dearer, 3 worse, 4 dearer and worse. */
int tolv_corner_of(double cost, double quality);

#endif
