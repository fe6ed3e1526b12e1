/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_ACCOUNTS_H
#define TOLV_FUNCTIONS_ACCOUNTS_H

#include "core/account.h"
#include "functions/call.h"

/* Accounts and account patterns as they stand in element i, from 0, of an argument's range: texts,
 * or whole numbers, which then are written out in the call's arena. A blank cell gives an empty
 * account, and is no pattern. */
tolv_error tolv_account_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                           tolv_text *account);

tolv_error tolv_account_pattern_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                                   tolv_account_pattern *pattern);

#endif
