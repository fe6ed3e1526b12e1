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

/* What a row of a file is in the ledger. Of a total beside its parts by object it is what they
 * leave of it, with *rest. False where others tell the same. */
static bool join_row(tolv_ledger *ledger, const tolv_joined_file *files, size_t count,
                     const tolv_read_row *read, tolv_row *joined, bool *rest) {
    const tolv_ledger *from = files[read->file].ledger;
    uint32_t number = tolv_ledger_find_row(from, &read->row);
    tolv_flat_part part =
        number == TOLV_NONE ? TOLV_FLAT_LEFT_OUT : files[read->file].flat.parts[number];
    *rest = part == TOLV_FLAT_REST;
    if (part == TOLV_FLAT_LEFT_OUT ||
        tolv_joined_owner(files, count, read->file, &read->row) < count)
        return false;
    *joined = read->row;
    joined->kind = read->row.kind == TOLV_ROW_BALANCE ? TOLV_ROW_VOUCHER : read->row.kind;
    joined->account =
        tolv_dictionary_find(&ledger->account_codes, from->account_codes.texts[read->row.account]);
    joined->combination = *rest ? 0 : joined_combination(ledger, from, read->row.combination);
    return true;
}

typedef struct tracing {
    tolv_books *books;
    tolv_ore *left; /* by row of the ledger: what no source tells yet */
    size_t row;     /* that is traced */
    bool rest;      /* what is left of its total, not its own amount */
} tracing;

static tolv_error add(void *context, const tolv_row *row) {
    tracing *at = context;
    tolv_sources *sources = &at->books->sources;
    uint32_t booked = tolv_ledger_find_row(&at->books->ledger, row);
    if (booked == TOLV_NONE || (at->rest && at->left[booked] == 0))
        return TOLV_OK;
    if (!tolv_sources_reserve(sources, at->books->memory, sources->count + 1))
        return TOLV_OUT_OF_MEMORY;
    tolv_ore amount = at->rest ? at->left[booked] : row->amount;
    at->left[booked] -= amount;
    sources->row[sources->count] = (uint32_t)at->row;
    sources->booked[sources->count] = booked;
    sources->amount[sources->count++] = amount;
    return TOLV_OK;
}

tolv_error tolv_books_trace(tolv_books *books, const tolv_joined_file *files, size_t count,
                            const tolv_read_row *rows, size_t row_count,
                            tolv_restating *restating) {
    tolv_ledger *ledger = &books->ledger;
    tracing at = {
        books, tolv_grown(books->memory, NULL, 0, (size_t)ledger->rows.count + 1, sizeof *at.left),
        0, false};
    tolv_error error = at.left ? TOLV_OK : TOLV_OUT_OF_MEMORY;
    if (!error && ledger->rows.count)
        memcpy(at.left, ledger->rows.amount, ledger->rows.count * sizeof *at.left);
    for (int rest = 0; rest < 2; rest++) /* first all that have amounts of their own */
        for (at.row = 0; at.row < row_count && !error; at.row++) {
            tolv_row joined;
            bool known = join_row(ledger, files, count, &rows[at.row], &joined, &at.rest);
            if (known && at.rest == rest)
                error = tolv_restate_row(restating, ledger, &joined, add, &at);
        }
    tolv_release(books->memory, at.left);
    return error;
}
