/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SETTLE_H
#define TOLV_LEDGER_SETTLE_H

#include "ledger/ledger.h"

/* Decides which rows count in what (rows.counts), so that no krona is counted twice:
 * 1. An account's outcome of a month comes from its month balance; where it has none, from
 * vouchers. Where its month balances of the year show no object of a dimension, the vouchers' do.
 * 2. A month's row without objects is the account's total, and the rows with objects stand beside
 *    it (SIE 4B). Some programs write rows that are parts instead, the one without objects being
 *    what is left: so it is in a year where the parts, and not the totals, make the year's own
 *    figures (#RES, #UB − #IB) in more accounts. Budgets follow the outcome of all years.
 * 3. In a month without such a row all rows are parts, unless each set of dimensions sums to the
 *    same: then they are one amount seen from several sides, and one side is the total.
 * 4. Of several sets of dimensions that hold a dimension, one that makes the total is its parts
 *    alone (the others divide it further); else all are.
 * Tells of vouchers that differ from balances, and of months that differ from the year's figures;
 * `file` names the source. TOLV_OUT_OF_MEMORY. */
tolv_error tolv_ledger_settle(tolv_ledger *ledger, const char *file, const tolv_listener *listener);

#endif
