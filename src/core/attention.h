/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ATTENTION_H
#define TOLV_CORE_ATTENTION_H

#include <stddef.h>

#include "core/money.h"

/* Whom to talk with first. */
typedef struct tolv_attention {
    size_t unit; /* counted from 0, as given */
    double level;
    tolv_ore deviation;
} tolv_attention;

/* Ranks the units with a level above 0: level falling, then the worst deviation, then as given;
 * blank levels are left out. `ranked` has room for n; answers how many there are. Deviations in
 * kronor, not blank where the level is above 0. O(n log n). */
size_t tolv_attention_rank(const double *levels, const double *deviations, size_t n,
                           tolv_attention *ranked);

#endif
