/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/unplaced.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/books.h"

static int by_size(const void *a, const void *b) {
    const tolv_code_sum *x = a, *y = b;
    tolv_ore one = llabs(x->sum), other = llabs(y->sum);
    if (one != other)
        return one < other ? 1 : -1;
    return (x->code > y->code) - (x->code < y->code);
}

/* How many rows of the table each row of the ledger is made of. */
static uint32_t *count_sources(tolv_arena *arena, const tolv_books *books) {
    uint32_t count = books->ledger.rows.count;
    uint32_t *sources = tolv_arena_take(arena, count, sizeof *sources);
    if (!sources)
        return NULL;
    memset(sources, 0, count * sizeof *sources);
    for (size_t i = 0; i < books->sources.count; i++)
        sources[books->sources.booked[i]]++;
    return sources;
}

static void add(tolv_code_sum *to, const tolv_code_sum *of) {
    to->sum += of->sum;
    to->rows += of->rows;
}

tolv_error tolv_unplaced_make(tolv_unplaced *unplaced, tolv_arena *arena, const tolv_books *books,
                              const tolv_selection *selection, const tolv_lines *lines) {
    size_t codes = (size_t)lines->axis.count + 1;
    const uint32_t *sources = count_sources(arena, books);
    tolv_code_sum *sums = tolv_arena_take(arena, codes, sizeof *sums);
    if (!sources || !sums)
        return TOLV_OUT_OF_MEMORY;
    *unplaced = (tolv_unplaced){.codes = sums};
    for (size_t code = 0; code < codes; code++)
        sums[code] = (tolv_code_sum){.code = (uint32_t)code};
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        if (!tolv_is_selected(selection, books, row))
            continue;
        tolv_code_sum *of = &sums[tolv_code_of_row(&lines->axis, books, row)];
        of->sum += books->ledger.rows.amount[row];
        of->rows += sources[row];
    }
    for (size_t code = 0; code < codes; code++) {
        bool is_placed = lines->is_placed[code];
        add(is_placed ? &unplaced->placed : &unplaced->rest, &sums[code]);
        if (!is_placed && (sums[code].rows > 0 || sums[code].sum != 0))
            sums[unplaced->count++] = sums[code];
    }
    qsort(sums, unplaced->count, sizeof *sums, by_size);
    return TOLV_OK;
}
