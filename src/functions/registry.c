/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/function.h"

/* The vocabulary in its stored order. A function's place is its method's number in the IDL: new
 * ones go last, none is ever moved or removed. */
#define VOCABULARY(X) \
    X(periodkey) \
    X(keyfrom) \
    X(workdays) \
    X(periodise) \
    X(ytd) \
    X(remaining) \
    X(deviation) \
    X(deviationpercent) \
    X(flag) \
    X(yearforecast) \
    X(allocate) \
    X(explain) \
    X(keycheck) \
    X(roundsum) \
    X(rolling) \
    X(budgetuse) \
    X(volumepay) \
    X(steppay) \
    X(needindex) \
    X(dampen) \
    X(schoolgrant) \
    X(averagevolume) \
    X(trueup) \
    X(hourcoverage) \
    X(forecastblend) \
    X(forecasttrend) \
    X(forecastrange) \
    X(forecastaccuracy) \
    X(savingneed) \
    X(pricevolume) \
    X(mix) \
    X(efficiency) \
    X(offset) \
    X(persist) \
    X(sticky) \
    X(escalation) \
    X(signal) \
    X(levelshift) \
    X(attention) \
    X(target) \
    X(referencedeviation) \
    X(benchmark) \
    X(costquality) \
    X(goalcheck) \
    X(balancerequirement) \
    X(reserveroom) \
    X(controllable) \
    X(occupancy) \
    X(staffroom) \
    X(measureeffect) \
    X(unitcost) \
    X(needmet) \
    X(userrating) \
    X(volumeforecast) \
    X(budgetbridge) \
    X(checksum) \
    X(reportsign) \
    X(ledger) \
    X(booked) \
    X(grid) \
    X(entries) \
    X(unplaced)

#define DECLARE(name) extern const tolv_function tolv_function_##name;
VOCABULARY(DECLARE)
#undef DECLARE

#define LIST(name) &tolv_function_##name,
const tolv_function *const tolv_functions[] = {VOCABULARY(LIST)};
#undef LIST

const size_t tolv_function_count = sizeof tolv_functions / sizeof *tolv_functions;
