/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/memo.h"

#include <string.h>

#include "ledger/growth.h"

struct tolv_memo_grid {
    tolv_memo_grid *next; /* used before this one */
    uint64_t key;
    size_t count;
    double figures[];
};

static size_t size_of(size_t count) {
    return sizeof(tolv_memo_grid) + count * sizeof(double);
}

bool tolv_memo_find(tolv_memo *memo, uint64_t key, size_t element, double *figure) {
    tolv_memo_grid **at = &memo->last_used;
    while (*at && (*at)->key != key)
        at = &(*at)->next;
    tolv_memo_grid *found = *at;
    if (!found || element >= found->count)
        return false;
    *at = found->next;
    found->next = memo->last_used;
    memo->last_used = found;
    *figure = found->figures[element];
    return true;
}

/* What is beyond the limits, from the one used last on. */
static void keep_within(tolv_memo *memo, const tolv_memory *memory) {
    tolv_memo_grid **at = &memo->last_used;
    size_t count = 0, bytes = 0;
    while (*at && count < TOLV_MEMO_MAX && bytes + size_of((*at)->count) <= TOLV_MEMO_BYTES) {
        count++;
        bytes += size_of((*at)->count);
        at = &(*at)->next;
    }
    while (*at) {
        tolv_memo_grid *old = *at;
        *at = old->next;
        tolv_release(memory, old);
    }
}

void tolv_memo_keep(tolv_memo *memo, const tolv_memory *memory, uint64_t key, const double *figures,
                    size_t count) {
    double first;
    if (count == 0 || count > TOLV_MEMO_BYTES / sizeof *figures ||
        tolv_memo_find(memo, key, 0, &first))
        return;
    tolv_memo_grid *new = memory->allocate(memory->context, size_of(count));
    if (!new)
        return;
    new->key = key;
    new->count = count;
    memcpy(new->figures, figures, count * sizeof *figures);
    new->next = memo->last_used;
    memo->last_used = new;
    keep_within(memo, memory);
}

void tolv_memo_close(tolv_memo *memo, const tolv_memory *memory) {
    while (memo->last_used) {
        tolv_memo_grid *old = memo->last_used;
        memo->last_used = old->next;
        tolv_release(memory, old);
    }
}
