/* SPDX-License-Identifier: MPL-2.0 */
#include "core/reserve.h"

#include <math.h>
#include <stddef.h>

#include "core/money.h"

/* Parts that a unit of money is counted in. Below 2^31 a double and its product with a million are
 * together less than half a millionth from the decimals that were meant. */
enum { FINE = 1000000, COARSE = 100 };

static int64_t parts_of(const double *amounts, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!(fabs(amounts[i]) < 0x1p31))
            return COARSE;
    return FINE;
}

static int64_t whole(double amount, int64_t parts) {
    return parts == COARSE ? tolv_to_ore(amount)
                           : (int64_t)tolv_round_half_away(amount * (double)parts);
}

static int64_t at_least_0(int64_t number) {
    return number > 0 ? number : 0;
}

tolv_balance tolv_balance_of(const tolv_balance_items *items) {
    const double amounts[] = {items->result,         items->gains,      items->exceptions,
                              items->unrealised,     items->to_reserve, items->from_reserve,
                              items->earlier_deficit};
    int64_t parts = parts_of(amounts, sizeof amounts / sizeof *amounts);
    int64_t adjusted = whole(items->result, parts) - whole(items->gains, parts) +
                       whole(items->exceptions, parts) + whole(items->unrealised, parts);
    int64_t result = adjusted - whole(items->to_reserve, parts) + whole(items->from_reserve, parts);
    int64_t left = at_least_0(whole(items->earlier_deficit, parts) - result);
    return (tolv_balance){.adjusted = (double)adjusted / (double)parts,
                          .result = (double)result / (double)parts,
                          .deficit = (double)at_least_0(-result) / (double)parts,
                          .left = (double)left / (double)parts};
}

/* Shares of the income, in per cent: 11 kap. 14 §. */
enum { KEPT = 1, KEPT_WITHOUT_EQUITY = 2, CEILING = 5, WHOLE = 100 };

/* Counted in hundredths of the parts, so that a per cent of the income is whole. */
tolv_reserve_room tolv_reserve_room_of(const tolv_reserve_year *year) {
    const double amounts[] = {year->result, year->adjusted, year->income, year->stock,
                              year->restore};
    int64_t parts = parts_of(amounts, sizeof amounts / sizeof *amounts);
    int64_t income = whole(year->income, parts);
    int64_t kept = year->equity < 0 ? KEPT_WITHOUT_EQUITY : KEPT;
    int64_t surplus = whole(fmin(year->result, year->adjusted), parts) * WHOLE - income * kept -
                      whole(year->restore, parts) * WHOLE;
    int64_t space = at_least_0(income * CEILING - whole(year->stock, parts) * WHOLE);
    bool ceiling_decides = year->regime == TOLV_RESERVE_RER && space < surplus;
    double unit = (double)parts * WHOLE;
    return (tolv_reserve_room){.share = (double)kept / WHOLE,
                               .surplus = (double)surplus / unit,
                               .ceiling = (double)CEILING / WHOLE,
                               .space = (double)space / unit,
                               .room =
                                   (double)at_least_0(ceiling_decides ? space : surplus) / unit};
}
