/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ACCOUNT_H
#define TOLV_CORE_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/money.h"
#include "core/value.h"

/* An account is a row of digits; the first is its class in Kommun-Bas. */
bool tolv_is_account(tolv_text text);

/* Many accounts by one text, such as "30..39;!33": a..b compares as many leading digits as each
 * bound has (39 takes 3999), a alone takes all that begin so, * takes all. What ! names is left out
 * whatever else takes it, and a pattern of nothing but ! takes all the others. */
typedef struct tolv_account_span {
    tolv_text low, high; /* as they stand in the pattern's text */
    bool excluded;
} tolv_account_span;

typedef struct tolv_account_pattern {
    tolv_text text;
    const tolv_account_span *spans;
    size_t count;
    bool takes_others; /* it only excludes */
} tolv_account_pattern;

/* The text must outlive the pattern. TOLV_BAD_PATTERN, with the text from the bad place on in *bad
 * (all of it where it just ends too soon); TOLV_OUT_OF_MEMORY. */
tolv_error tolv_account_pattern_read(tolv_arena *arena, tolv_text text,
                                     tolv_account_pattern *pattern, tolv_text *bad);

bool tolv_account_fits(const tolv_account_pattern *pattern, tolv_text account);

/* Which way round a report shows what a ledger holds (debit +, credit −). */
typedef enum tolv_report_style {
    TOLV_STYLE_REPORT,  /* revenue +, cost −: the sign of classes 3-8 is turned */
    TOLV_STYLE_POSITIVE /* revenue and cost both +, and of class 8, which holds both, the size */
} tolv_report_style;

/* In both styles assets (1) keep their sign, liabilities and equity (2) turn. Class 1-8. */
tolv_ore tolv_report_sign(tolv_ore amount, int account_class, tolv_report_style style);

#endif
