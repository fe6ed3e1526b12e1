/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/trace.h"

#include <string.h>

#include "ledger/growth.h"

/* The number that a combination of a file has in the ledger. */
static uint32_t joined_combination(tolv_ledger *to, const tolv_ledger *from, uint32_t combination) {
    size_t count;
    const tolv_placing *placings = tolv_ledger_objects_of(from, combination, &count);
    tolv_placing joined[TOLV_COMBINATION_MAX];
    for (size_t i = 0; i < count; i++) {
        const tolv_dimension *in = &from->dimensions[placings[i].dimension];
        uint32_t dimension = tolv_ledger_find_dimension(to, in->number);
        uint32_t object = tolv_dictionary_find(&to->dimensions[dimension].codes,
                                               in->codes.texts[placings[i].object]);
        joined[i] = (tolv_placing){dimension, object};
    }
    return tolv_ledger_combination(to, joined, count);
}

/* The row of the ledger that a row of a file is in; TOLV_NONE where others tell the same. Of a
 * total beside its parts by object it is where what they leave of it is, with *rest. */
static uint32_t joined_row(tolv_ledger *ledger, const tolv_joined_file *files, size_t count,
                           const tolv_read_row *read, bool *rest) {
    const tolv_ledger *from = files[read->file].ledger;
    const tolv_row *row = &read->row;
    uint32_t number = tolv_ledger_find_row(from, row);
    tolv_flat_part part =
        number == TOLV_NONE ? TOLV_FLAT_LEFT_OUT : files[read->file].flat.parts[number];
    *rest = part == TOLV_FLAT_REST;
    if (part == TOLV_FLAT_LEFT_OUT ||
        tolv_joined_owner(files, count, read->file, row->period) < count)
        return TOLV_NONE;
    tolv_row joined = *row;
    joined.kind = row->kind == TOLV_ROW_BALANCE ? TOLV_ROW_VOUCHER : row->kind;
    joined.account =
        tolv_dictionary_find(&ledger->account_codes, from->account_codes.texts[row->account]);
    joined.combination = *rest ? 0 : joined_combination(ledger, from, row->combination);
    return tolv_ledger_find_row(ledger, &joined);
}

static void add(tolv_sources *sources, size_t row, uint32_t booked, tolv_ore amount) {
    sources->row[sources->count] = (uint32_t)row;
    sources->booked[sources->count] = booked;
    sources->amount[sources->count++] = amount;
}

tolv_error tolv_books_trace(tolv_books *books, const tolv_joined_file *files, size_t count,
                            const tolv_read_row *rows, size_t row_count) {
    tolv_ledger *ledger = &books->ledger;
    tolv_ore *left =
        tolv_grown(books->memory, NULL, 0, (size_t)ledger->rows.count + 1, sizeof *left);
    bool rest;
    if (!left || !tolv_sources_reserve(&books->sources, books->memory, row_count)) {
        tolv_release(books->memory, left);
        return TOLV_OUT_OF_MEMORY;
    }
    if (ledger->rows.count)
        memcpy(left, ledger->rows.amount, ledger->rows.count * sizeof *left);
    for (size_t i = 0; i < row_count; i++) {
        uint32_t booked = joined_row(ledger, files, count, &rows[i], &rest);
        if (booked == TOLV_NONE || rest)
            continue;
        add(&books->sources, i, booked, rows[i].row.amount);
        left[booked] -= rows[i].row.amount;
    }
    for (size_t i = 0; i < row_count; i++) {
        uint32_t booked = joined_row(ledger, files, count, &rows[i], &rest);
        if (booked == TOLV_NONE || !rest || left[booked] == 0)
            continue;
        add(&books->sources, i, booked, left[booked]);
        left[booked] = 0;
    }
    tolv_release(books->memory, left);
    return TOLV_OK;
}
