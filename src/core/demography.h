/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_DEMOGRAPHY_H
#define TOLV_CORE_DEMOGRAPHY_H

#include <stddef.h>

/* How many of the inhabitants will come: of each age the share that takes part, and of those the
 * share that comes to the municipality's own units. */
typedef struct tolv_demand {
    double inhabitants, participants, volume;
} tolv_demand;

/* Of each age one share, or one for all ages. */
typedef struct tolv_shares {
    const double *shares;
    size_t count; /* 1, or as many as there are ages */
} tolv_shares;

/* `population`: the first age's inhabitants, every `stride`-th number on is the next age's. A blank
 * among them makes the demand blank; shares are never blank. */
tolv_demand tolv_demand_of(const double *population, size_t ages, size_t stride,
                           const tolv_shares *participation, const tolv_shares *own);

#endif
