/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_VERSIONS_H
#define TOLV_LEDGER_VERSIONS_H

#include "core/pattern.h"
#include "ledger/ledger.h"

/* Plans (budgets and forecasts) have versions and dates of decision, which add up: a revised one is
 * the original and its changes. Some systems export each version whole instead. */

/* Of the plans only rows whose version and decision these patterns take count from now on; one
 * without text takes all. Answers how many do. */
size_t tolv_versions_choose(tolv_ledger *ledger, const tolv_pattern *version,
                            const tolv_pattern *decided);

/* The first two rows that count, in the order they came, of one account, month and set of codes but
 * in different versions: sums of whole versions would be wrong. TOLV_NONE: none.
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_versions_added(const tolv_ledger *ledger, tolv_arena *arena, uint32_t rows[2]);

/* The version of a row; "" for none. */
tolv_text tolv_version_of(const tolv_ledger *ledger, uint32_t row);

#endif
