/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/flatten.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/growth.h"
#include "ledger/headings.h"

__extension__ typedef __int128 wide_ore;

typedef struct flattening {
    const tolv_ledger *ledger;
    tolv_flat_rows *flat;
    uint32_t dimension; /* index, TOLV_NONE */
    tolv_row *gathered; /* the ledger's rows, in the upper half of the flat ones */
} flattening;

bool tolv_is_month_kind(tolv_row_kind kind) {
    return kind != TOLV_ROW_OPENING && kind != TOLV_ROW_CLOSING && kind != TOLV_ROW_RESULT;
}

static tolv_row_kind kind_of(tolv_row_kind kind) {
    return kind == TOLV_ROW_BALANCE ? TOLV_ROW_VOUCHER : kind;
}

void tolv_find_named(const tolv_ledger *ledger, bool named[TOLV_DIMENSIONS_MAX]) {
    memset(named, 0, TOLV_DIMENSIONS_MAX * sizeof *named);
    for (uint32_t i = 0; i < ledger->combinations.count; i++) {
        size_t count;
        const tolv_placing *placings = tolv_ledger_objects_of(ledger, i, &count);
        for (size_t j = 0; j < count; j++)
            named[placings[j].dimension] = true;
    }
}

uint32_t tolv_units_dimension(const tolv_ledger *ledger, int number) {
    bool named[TOLV_DIMENSIONS_MAX];
    tolv_find_named(ledger, named);
    uint32_t wanted = tolv_ledger_find_dimension(ledger, number ? number : TOLV_DIMENSION_UNIT);
    if (wanted != TOLV_NONE && named[wanted])
        return wanted;
    for (uint32_t i = 0; i < ledger->dimension_count && !number; i++) {
        int other = ledger->dimensions[i].number;
        bool is_fit =
            other > 0 && !(other >= TOLV_DIMENSION_EMPLOYEE && other <= TOLV_DIMENSION_INVOICE);
        if (is_fit && named[i])
            return i;
    }
    return TOLV_NONE;
}

/* A row that is a part by object of the dimension. */
static bool is_part(const flattening *at, uint32_t row) {
    const tolv_rows *rows = &at->ledger->rows;
    return at->dimension != TOLV_NONE && rows->counts[row] & TOLV_COUNTS_IN(at->dimension) &&
           tolv_ledger_object_of(at->ledger, rows->combination[row], at->dimension) != TOLV_NONE;
}

static bool is_total(const flattening *at, uint32_t row) {
    return at->ledger->rows.counts[row] & TOLV_COUNTS_TOTAL;
}

static int compare(const tolv_row *a, const tolv_row *b) {
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->period > b->period) - (a->period < b->period);
}

/* Until the groups are known, a row stands with its number where its combination will be. */
static int by_group(const void *a, const void *b) {
    const tolv_row *x = a, *y = b;
    int order = compare(x, y);
    return order ? order : (x->combination > y->combination) - (x->combination < y->combination);
}

static size_t gather(flattening *at) {
    const tolv_rows *rows = &at->ledger->rows;
    size_t count = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        tolv_row row = tolv_ledger_row(at->ledger, i);
        if (!tolv_is_month_kind(row.kind) || !(is_total(at, i) || is_part(at, i)))
            continue;
        row.kind = kind_of(row.kind);
        row.combination = i;
        at->gathered[count++] = row;
    }
    if (count)
        qsort(at->gathered, count, sizeof *at->gathered, by_group);
    return count;
}

/* The rows of one account, kind and month. At most one more than these is written, so that what is
 * written never reaches what is still to be read. */
static tolv_error flatten_group(flattening *at, const tolv_row *rows, size_t count) {
    tolv_flat_rows *flat = at->flat;
    bool beside = false, parts = false;
    wide_ore left = 0;
    for (size_t i = 0; i < count; i++) {
        bool total = is_total(at, rows[i].combination), part = is_part(at, rows[i].combination);
        beside |= part && !total;
        parts |= part;
        left += (total ? rows[i].amount : 0) - (part ? rows[i].amount : 0);
    }
    tolv_row rest = {rows[0].kind, rows[0].period, rows[0].account, 0, (tolv_ore)left};
    for (size_t i = 0; i < count; i++) {
        uint32_t number = rows[i].combination;
        bool is_rest = beside && !is_part(at, number);
        flat->parts[number] = is_rest ? TOLV_FLAT_REST : TOLV_FLAT_WHOLE;
        if (is_rest)
            continue;
        flat->rows[flat->count] = rows[i];
        flat->rows[flat->count++].combination = at->ledger->rows.combination[number];
    }
    flat->combined += parts;
    flat->whole += parts && left != 0;
    if (left > TOLV_ORE_MAX || left < -TOLV_ORE_MAX)
        return TOLV_TOO_LARGE;
    if (beside && left != 0)
        flat->rows[flat->count++] = rest;
    return TOLV_OK;
}

/* Rows of the same objects become one: balances and vouchers of an account may both name them. */
static tolv_error add_alike(tolv_flat_rows *flat) {
    size_t kept = 0;
    if (flat->count)
        qsort(flat->rows, flat->count, sizeof *flat->rows, by_group);
    for (size_t i = 0; i < flat->count; i++) {
        if (kept == 0 || by_group(&flat->rows[kept - 1], &flat->rows[i]) != 0) {
            flat->rows[kept++] = flat->rows[i];
            continue;
        }
        tolv_row *last = &flat->rows[kept - 1];
        last->amount += flat->rows[i].amount;
        if (last->amount > TOLV_ORE_MAX || last->amount < -TOLV_ORE_MAX)
            return TOLV_TOO_LARGE;
    }
    flat->count = kept;
    return TOLV_OK;
}

tolv_error tolv_ledger_flatten(const tolv_ledger *ledger, int dimension, tolv_flat_rows *flat) {
    const tolv_memory *memory = ledger->arena.memory;
    *flat = (tolv_flat_rows){
        .rows = tolv_grown(memory, NULL, 0, (size_t)ledger->rows.count * 2 + 1, sizeof *flat->rows),
        .parts = tolv_grown(memory, NULL, 0, (size_t)ledger->rows.count + 1, sizeof *flat->parts)};
    if (!flat->rows || !flat->parts)
        return TOLV_OUT_OF_MEMORY;
    memset(flat->parts, TOLV_FLAT_LEFT_OUT, ledger->rows.count * sizeof *flat->parts);
    flattening at = {ledger, flat, tolv_units_dimension(ledger, dimension),
                     flat->rows + ledger->rows.count};
    if (at.dimension != TOLV_NONE)
        flat->dimension = ledger->dimensions[at.dimension].number;
    size_t count = gather(&at);
    tolv_error error = TOLV_OK;
    for (size_t from = 0, end; from < count && !error; from = end) {
        for (end = from + 1; end < count && compare(&at.gathered[from], &at.gathered[end]) == 0;
             end++)
            ;
        error = flatten_group(&at, at.gathered + from, end - from);
    }
    return error ? error : add_alike(flat);
}

void tolv_flat_rows_close(tolv_flat_rows *flat, const tolv_memory *memory) {
    tolv_release(memory, flat->rows);
    tolv_release(memory, flat->parts);
    *flat = (tolv_flat_rows){.rows = NULL};
}
