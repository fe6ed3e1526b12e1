/* SPDX-License-Identifier: MPL-2.0 */
#include "core/attention.h"

#include <stdlib.h>

static int before(const void *left, const void *right) {
    const tolv_attention *a = left, *b = right;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->deviation != b->deviation)
        return a->deviation < b->deviation ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

size_t tolv_attention_rank(const double *levels, const double *deviations, size_t n,
                           tolv_attention *ranked) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (levels[i] > 0) /* never when blank */
            ranked[count++] = (tolv_attention){i, levels[i], tolv_to_ore(deviations[i])};
    qsort(ranked, count, sizeof *ranked, before);
    return count;
}
