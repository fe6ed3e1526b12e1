/* SPDX-License-Identifier: MPL-2.0 */
#include "core/demography.h"

static double share_of(const tolv_shares *shares, size_t age) {
    return shares->shares[shares->count == 1 ? 0 : age];
}

tolv_demand tolv_demand_of(const double *population, size_t ages, size_t stride,
                           const tolv_shares *participation, const tolv_shares *own) {
    tolv_demand demand = {0};
    for (size_t age = 0; age < ages; age++) {
        double inhabitants = population[age * stride];
        double participants = inhabitants * share_of(participation, age);
        demand.inhabitants += inhabitants;
        demand.participants += participants;
        demand.volume += participants * share_of(own, age);
    }
    return demand;
}
