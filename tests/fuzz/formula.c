/* SPDX-License-Identifier: MPL-2.0 */
/* Any text as a formula, in any language: a finite value, or a fault that has a sentence. The first
 * byte chooses the language and whether somebody listens. */
#include <stdint.h>
#include <stdlib.h>

#include "functions/formula.h"
#include "target.h"

static void require_finite(const tolv_value *value) {
    if (value->kind == TOLV_NUMBER)
        require(isfinite(value->number));
    for (size_t i = 0; value->kind == TOLV_RANGE && i < tolv_range_count(&value->range); i++) {
        tolv_cell cell = tolv_range_cell(&value->range, i);
        require(cell.kind != TOLV_NUMBER || isfinite(cell.number));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, (tolv_language)(data[0] % TOLV_LANGUAGES), NULL, data[0] & 0x80);
    tolv_text text = {(const char *)data + 1, size - 1};
    if (tolv_formula_evaluate(&call, text, &value))
        require(tolv_fault_sentence(&call).length > 0);
    else
        require_finite(&value);
    tolv_call_close(&call);
    return 0;
}
