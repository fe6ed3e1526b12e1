/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_AMOUNT_H
#define TOLV_LEDGER_AMOUNT_H

#include "core/money.h"
#include "core/value.h"

typedef enum tolv_amount_text {
    TOLV_AMOUNT_READ,
    TOLV_AMOUNT_BLANK,
    TOLV_AMOUNT_UNSURE,    /* 1,234 or 1.234: a thousand, or one and a bit */
    TOLV_AMOUNT_TOO_LARGE, /* beyond TOLV_ORE_MAX */
    TOLV_AMOUNT_NONE
} tolv_amount_text;

/* An amount as people and finance systems write it: decimal comma or point; thousands parted by
 * spaces of any width, apostrophes, or the mark that is not the decimal one; − and – for -, the
 * sign after the digits, or brackets for less than 0; kr or SEK behind; ,- or :- for no öre (then
 * the dash is no sign). It lacks
 * `zeros` (0, 3 of thousands, 6 of millions). What is finer than öre is rounded, halves away from
 * zero. */
tolv_amount_text tolv_amount_read(tolv_text text, int zeros, tolv_ore *amount);

/* The same of a number: false beyond TOLV_AMOUNT_MAX. */
bool tolv_amount_scaled(double number, int zeros, tolv_ore *amount);

#endif
