/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/report_rows.h"

#include <stdlib.h>

/* The series and month of a ledger's row, as tolv_followup_make has them; false when it is in none.
 */
static bool place_of(const tolv_ledger *ledger, const tolv_followup *followup, uint32_t i,
                     tolv_report_row *row) {
    const tolv_rows *rows = &ledger->rows;
    if (!rows->counts[i] || !tolv_is_result_account(ledger, rows->account[i]))
        return false;
    row->account = rows->account[i];
    row->amount = rows->amount[i];
    row->series = rows->kind[i] == TOLV_ROW_BUDGET ? TOLV_SERIES_BUDGET : TOLV_SERIES_OUTCOME;
    row->month = tolv_month_number(rows->period[i]) - tolv_month_number(followup->first_month) + 1;
    if (row->series == TOLV_SERIES_OUTCOME && row->month < 1) {
        row->series = TOLV_SERIES_BEFORE;
        row->month += TOLV_MONTHS;
    }
    int last = row->series == TOLV_SERIES_OUTCOME ? followup->reported : followup->months;
    return row->month >= 1 && row->month <= last;
}

/* The unit of each object of the units' dimension. */
static size_t *units_by_object(tolv_arena *arena, const tolv_dimension *dimension,
                               const tolv_followup *followup) {
    size_t *units = tolv_arena_take(arena, dimension->codes.count, sizeof *units);
    for (uint32_t i = 0; units && i < dimension->codes.count; i++)
        units[i] = TOLV_NOT_PLACED;
    for (size_t i = 0; units && i < followup->unit_count; i++)
        units[tolv_dictionary_find(&dimension->codes, followup->units[i].code)] = i;
    return units;
}

static int compare(const tolv_report_row *a, const tolv_report_row *b) {
    if (a->series != b->series)
        return a->series < b->series ? -1 : 1;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static int by_place(const void *a, const void *b) {
    return compare(a, b);
}

/* Adds rows of one place to one. What is not placed comes last of an account, and is left out when
 * it is nothing, unless the account has no other row. */
static size_t merge(tolv_report_row *rows, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && compare(&rows[kept - 1], &rows[i]) == 0)
            rows[kept - 1].amount += rows[i].amount;
        else
            rows[kept++] = rows[i];
        bool ends = i + 1 == count || compare(&rows[i], &rows[i + 1]) != 0;
        tolv_report_row *last = &rows[kept - 1];
        bool alone = kept < 2 || last[-1].series != last->series || last[-1].month != last->month ||
                     last[-1].account != last->account;
        if (ends && last->unit == TOLV_NOT_PLACED && last->amount == 0 && !alone)
            kept--;
    }
    return kept;
}

bool tolv_report_rows(tolv_arena *arena, const tolv_ledger *ledger, const tolv_followup *followup,
                      tolv_report_row **rows, size_t *count) {
    uint32_t dimension = tolv_ledger_find_dimension(ledger, followup->dimension);
    size_t *units = NULL;
    *count = 0;
    *rows = tolv_arena_take(arena, (size_t)ledger->rows.count * 3, sizeof **rows);
    if (followup->dimension)
        units = units_by_object(arena, &ledger->dimensions[dimension], followup);
    if (!*rows || (followup->dimension && !units))
        return false;
    for (uint32_t i = 0; i < ledger->rows.count; i++) {
        tolv_report_row row = {.unit = TOLV_NOT_PLACED};
        if (!place_of(ledger, followup, i, &row))
            continue;
        if (ledger->rows.counts[i] & TOLV_COUNTS_TOTAL)
            (*rows)[(*count)++] = row;
        if (!units || !(ledger->rows.counts[i] & TOLV_COUNTS_IN(dimension)))
            continue;
        uint32_t object = tolv_ledger_object_of(ledger, ledger->rows.combination[i], dimension);
        if (object == TOLV_NONE)
            continue;
        row.amount = -row.amount; /* from what is not placed to the unit */
        (*rows)[(*count)++] = row;
        row.amount = -row.amount;
        row.unit = units[object];
        (*rows)[(*count)++] = row;
    }
    if (*count)
        qsort(*rows, *count, sizeof **rows, by_place);
    *count = merge(*rows, *count);
    return true;
}
