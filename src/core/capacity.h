/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_CAPACITY_H
#define TOLV_CORE_CAPACITY_H

/* Places (or hours) there are and places that are used, at a price for each used one. Kronor, not
 * rounded. Source: contribution margin and break-even, Horngren, Datar & Rajan, Cost Accounting. */
typedef struct tolv_capacity {
    double used, places;
    double fixed;           /* cost of having the places */
    double variable, price; /* of a used place */
} tolv_capacity;

/* What the empty places would bring in over their own cost; 0 where more are used than there are.
 */
double tolv_lost_on_empty(const tolv_capacity *capacity);

double tolv_capacity_result(const tolv_capacity *capacity);

/* The fewest whole places that pay the fixed cost. The price is above the variable cost. */
double tolv_break_even(const tolv_capacity *capacity);

#endif
