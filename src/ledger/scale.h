/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SCALE_H
#define TOLV_LEDGER_SCALE_H

#include "core/value.h"

/* How many zeros the amounts of a column lack, by its heading: “Belopp tkr”, “Utfall (mkr)”, “Beløb
 * i t.kr.”, “Budget kSEK”; 0 for kronor. *rest is the heading without it, “kr” where nothing else
 * stands there. */
int tolv_scale_of(tolv_text heading, tolv_text *rest);

#endif
