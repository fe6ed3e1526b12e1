/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/versions.h"

#include <stdlib.h>

#include "ledger/headings.h"

static bool is_plan(const tolv_ledger *ledger, uint32_t row) {
    tolv_row_kind kind = (tolv_row_kind)ledger->rows.kind[row];
    return ledger->rows.counts[row] && (kind == TOLV_ROW_BUDGET || kind == TOLV_ROW_FORECAST);
}

static tolv_text code_of(const tolv_ledger *ledger, uint32_t row, int number) {
    uint32_t dimension = tolv_ledger_find_dimension(ledger, number), object = TOLV_NONE;
    if (dimension != TOLV_NONE)
        object = tolv_ledger_object_of(ledger, ledger->rows.combination[row], dimension);
    return object == TOLV_NONE ? tolv_text_of("")
                               : ledger->dimensions[dimension].codes.texts[object];
}

tolv_text tolv_version_of(const tolv_ledger *ledger, uint32_t row) {
    return code_of(ledger, row, TOLV_DIMENSION_VERSION);
}

static bool fits(const tolv_pattern *pattern, tolv_text code) {
    return !pattern->text.length || tolv_pattern_fits(pattern, code);
}

size_t tolv_versions_choose(tolv_ledger *ledger, const tolv_pattern *version,
                            const tolv_pattern *decided) {
    size_t kept = 0;
    for (uint32_t row = 0; row < ledger->rows.count; row++) {
        if (!is_plan(ledger, row))
            continue;
        bool fit = fits(version, tolv_version_of(ledger, row)) &&
                   fits(decided, code_of(ledger, row, TOLV_DIMENSION_DECIDED));
        if (!fit)
            ledger->rows.counts[row] = 0;
        kept += fit;
    }
    return kept;
}

/* ---- Versions that are added ---- */

/* A row of a plan, and the number of its codes other than version and decision. */
typedef struct planned {
    uint32_t kind, account, codes, version, row;
    int period;
} planned;

static int compare(const planned *a, const planned *b) {
    const uint32_t x[] = {a->kind, (uint32_t)a->period, a->account, a->codes};
    const uint32_t y[] = {b->kind, (uint32_t)b->period, b->account, b->codes};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static int by_place(const void *a, const void *b) {
    const planned *x = a, *y = b;
    int order = compare(x, y);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* The number of each combination's codes without version and decision. */
static uint32_t *number_codes(const tolv_ledger *ledger, tolv_arena *arena,
                              tolv_dictionary *numbers) {
    uint32_t version = tolv_ledger_find_dimension(ledger, TOLV_DIMENSION_VERSION);
    uint32_t decided = tolv_ledger_find_dimension(ledger, TOLV_DIMENSION_DECIDED);
    uint32_t *codes = tolv_arena_take(arena, ledger->combinations.count, sizeof *codes);
    for (uint32_t i = 0; codes && i < ledger->combinations.count; i++) {
        size_t count, kept = 0;
        const tolv_placing *placings = tolv_ledger_objects_of(ledger, i, &count);
        tolv_placing others[TOLV_COMBINATION_MAX];
        for (size_t j = 0; j < count; j++)
            if (placings[j].dimension != version && placings[j].dimension != decided)
                others[kept++] = placings[j];
        codes[i] = tolv_dictionary_add(numbers, arena,
                                       (tolv_text){(const char *)others, kept * sizeof *others});
        if (codes[i] == TOLV_NONE)
            return NULL;
    }
    return codes;
}

tolv_error tolv_versions_added(const tolv_ledger *ledger, tolv_arena *arena, uint32_t rows[2]) {
    uint32_t version = tolv_ledger_find_dimension(ledger, TOLV_DIMENSION_VERSION);
    const tolv_rows *all = &ledger->rows;
    tolv_dictionary numbers = {.texts = NULL};
    size_t count = 0;
    rows[0] = rows[1] = TOLV_NONE;
    if (version == TOLV_NONE || all->count == 0)
        return TOLV_OK;
    planned *plans = tolv_arena_take(arena, all->count, sizeof *plans);
    uint32_t *codes = plans ? number_codes(ledger, arena, &numbers) : NULL;
    for (uint32_t row = 0; codes && row < all->count; row++)
        if (is_plan(ledger, row))
            plans[count++] = (planned){
                all->kind[row],
                all->account[row],
                codes[all->combination[row]],
                tolv_ledger_object_of(ledger, all->combination[row], version),
                row,
                all->period[row],
            };
    if (count)
        qsort(plans, count, sizeof *plans, by_place);
    for (size_t i = 1; i < count; i++)
        if (compare(&plans[i - 1], &plans[i]) == 0 && plans[i - 1].version != plans[i].version &&
            plans[i].row < rows[1]) {
            rows[0] = plans[i - 1].row;
            rows[1] = plans[i].row;
        }
    tolv_dictionary_close(&numbers, arena->memory);
    return codes ? TOLV_OK : TOLV_OUT_OF_MEMORY;
}
