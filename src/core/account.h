/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_ACCOUNT_H
#define TOLV_CORE_ACCOUNT_H

#include <stdbool.h>

#include "core/money.h"
#include "core/value.h"

/* An account is a row of digits; the first is its class in Kommun-Bas. */
bool tolv_is_account(tolv_text text);

/* Which way round a report shows what a ledger holds (debit +, credit −). */
typedef enum tolv_report_style {
    TOLV_STYLE_REPORT,  /* revenue +, cost −: the sign of classes 3-8 is turned */
    TOLV_STYLE_POSITIVE /* revenue and cost both +, and of class 8, which holds both, the size */
} tolv_report_style;

/* In both styles assets (1) keep their sign, liabilities and equity (2) turn. Class 1-8. */
tolv_ore tolv_report_sign(tolv_ore amount, int account_class, tolv_report_style style);

#endif
