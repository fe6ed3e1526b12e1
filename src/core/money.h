/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_MONEY_H
#define TOLV_CORE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Amounts come and go as kronor in doubles, and are added and compared as whole öre. Up to 2^46 kr
 * (70 368 744 177 664) every öre has a double of its own, so nothing is lost on the way. */
typedef int64_t tolv_ore;

#define TOLV_AMOUNT_MAX 0x1p46
#define TOLV_ORE_MAX ((tolv_ore)7036874417766400)

/* The nearest whole number, halves away from zero. What is a half but for the last bits of binary
 * arithmetic (1.005 × 100) is a half. */
double tolv_round_half_away(double x);

/* Kronor to öre and back. |kronor| must not exceed TOLV_AMOUNT_MAX. */
tolv_ore tolv_to_ore(double kronor);
double tolv_to_kronor(tolv_ore ore);

/* The same of what sums and products have left with a doubt in its last bits: what is half an öre
 * but for the doubt, in kronor, is half an öre. */
tolv_ore tolv_nearest_ore(double kronor, double doubt);

/* ore + more, rounded as one figure: halves away from zero. |more| below 2^53. */
tolv_ore tolv_add_rounded(tolv_ore ore, double more);

/* The exact sum of n amounts in kronor, blanks as 0, the order without meaning. False when the sum
 * is beyond TOLV_ORE_MAX; *sum then is as near to it as its type goes. */
bool tolv_sum(const double *kronor, size_t n, tolv_ore *sum);

#endif
