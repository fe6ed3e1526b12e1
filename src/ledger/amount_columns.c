/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/amount_columns.h"

typedef struct judging {
    const tolv_layout *layout;
    const tolv_amount_sense *sense;
} judging;

/* Is a column true of another one? */
typedef bool relation(const judging *at, const tolv_amount_column *one,
                      const tolv_amount_column *other);

static bool any(const judging *at, size_t i, relation *holds) {
    const tolv_layout *layout = at->layout;
    for (size_t j = 0; j < layout->amount_count; j++)
        if (j != i && holds(at, &layout->amounts[i], &layout->amounts[j]))
            return true;
    return false;
}

static bool same_kind(const judging *at, const tolv_amount_column *one,
                      const tolv_amount_column *other) {
    return tolv_amount_kind(one, at->sense) == tolv_amount_kind(other, at->sense);
}

/* The months of a kind sum to what has none, also where that does not say its kind. */
static bool has_month_of(const judging *at, const tolv_amount_column *one,
                         const tolv_amount_column *other) {
    return other->month && (!one->has_kind || same_kind(at, one, other)) &&
           (!one->year || !other->year || one->year == other->year);
}

static bool is_unnamed(const tolv_amount_column *column) {
    return !column->has_kind && !column->month && !column->year && !column->of_year;
}

static tolv_amount_verdict judge(const judging *at, size_t i) {
    const tolv_layout *layout = at->layout;
    const tolv_amount_column *column = &layout->amounts[i];
    bool yearly = !layout->monthly && !at->sense->dated;
    bool is_outcome = column->has_kind && column->kind == TOLV_ROW_VOUCHER;
    if (layout->monthly && !column->month)
        return any(at, i, has_month_of) ? TOLV_AMOUNTS_SUM : TOLV_AMOUNTS_YEAR;
    if (at->sense->dated && column->of_year)
        return TOLV_AMOUNTS_YEAR;
    if (yearly && is_outcome && !(at->sense->asked && at->sense->kind == TOLV_ROW_VOUCHER))
        return TOLV_AMOUNTS_OUTCOME;
    if (!is_unnamed(column) || layout->amount_count == 1)
        return TOLV_AMOUNTS_READ;
    if (any(at, i, same_kind))
        return TOLV_AMOUNTS_UNNAMED;
    return at->sense->asked ? TOLV_AMOUNTS_READ : TOLV_AMOUNTS_UNSURE;
}

void tolv_amount_judge(const tolv_layout *layout, const tolv_amount_sense *sense,
                       tolv_amount_verdict verdicts[TOLV_AMOUNT_COLUMNS],
                       size_t other[TOLV_AMOUNT_COLUMNS]) {
    const judging at = {layout, sense};
    const tolv_amount_column *amounts = layout->amounts;
    for (size_t i = 0; i < layout->amount_count; i++) {
        verdicts[i] = judge(&at, i);
        for (size_t j = 0; j < i && verdicts[i] == TOLV_AMOUNTS_READ; j++)
            if (verdicts[j] == TOLV_AMOUNTS_READ && same_kind(&at, &amounts[i], &amounts[j]) &&
                amounts[i].month == amounts[j].month && amounts[i].year == amounts[j].year) {
                verdicts[i] = TOLV_AMOUNTS_TWICE;
                other[i] = amounts[j].column;
            }
    }
}

const char *tolv_amount_sentence(tolv_amount_verdict verdict) {
    static const char *const sentences[] = {
        [TOLV_AMOUNTS_SUM] = N_("columns that sum the months beside them, and are left out: {1}"),
        [TOLV_AMOUNTS_YEAR] =
            N_("columns of a whole year, where others tell months, are left out: {1}"),
        [TOLV_AMOUNTS_OUTCOME] =
            N_("columns with a whole year's outcome, which tells no month, are left out: {1}"),
        [TOLV_AMOUNTS_UNNAMED] =
            N_("columns that do not say what they are, as those beside them do, are left out: {1}"),
        [TOLV_AMOUNTS_UNSURE] =
            N_("the column does not say what it is, as those beside it do: give it a heading such "
               "as outcome, say --type, or take it out"),
        [TOLV_AMOUNTS_TWICE] =
            N_("column {1} tells the same: rename the one that is not to be read"),
    };
    return sentences[verdict];
}
