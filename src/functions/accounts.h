/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_ACCOUNTS_H
#define TOLV_FUNCTIONS_ACCOUNTS_H

#include "core/account.h"
#include "core/pattern.h"
#include "functions/call.h"

/* Accounts and account patterns as they come: as text, or as whole numbers, which are written out
 * in the call's arena. */

/* The account that an argument of the kind CODE holds. */
tolv_error tolv_account_of(tolv_call *call, int argument, const tolv_value *code,
                           tolv_text *account);

/* That in element i, from 0, of the argument's range; a blank cell gives an empty one. */
tolv_error tolv_account_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                           tolv_text *account);

/* The pattern there; a blank cell is none. */
tolv_error tolv_account_pattern_at(tolv_call *call, int argument, const tolv_range *range, size_t i,
                                   tolv_pattern *pattern);

#endif
