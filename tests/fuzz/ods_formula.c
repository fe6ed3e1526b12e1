/* SPDX-License-Identifier: MPL-2.0 */
/* Any text as a formula and as addresses whose rows grow: it ends, and what has no reference in it
 * stays as it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ods/reference.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    tolv_growth growth = {tolv_text_of("S"), 4, 10};
    tolv_arena arena;
    tolv_area area;
    if (size < 2)
        return 0;
    tolv_moves moves = {.growths = &growth,
                        .growth_count = 1,
                        .sheet = tolv_text_of("S"),
                        .relative = (tolv_relative)(data[0] % 3),
                        .down = data[1]};
    tolv_text text = {(const char *)data + 2, size - 2};
    tolv_arena_open(&arena, NULL);
    tolv_writer formula = {.arena = &arena}, addresses = {.arena = &arena};
    bool fits = tolv_move_formula(&formula, &moves, text);
    bool unchanged = formula.length == text.length &&
                     (text.length == 0 || memcmp(formula.bytes, text.bytes, text.length) == 0);
    require(!fits || text.length == 0 || memchr(text.bytes, '[', text.length) || unchanged);
    tolv_move_addresses(&addresses, &moves, text);
    if (tolv_area_read(text, &area))
        require(area.row <= area.last_row && area.column <= area.last_column);
    tolv_arena_close(&arena);
    return 0;
}
