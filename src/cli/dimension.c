/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/dimension.h"

#include "cli/output.h"

bool tolv_check_dimension(const tolv_terminal *terminal, const tolv_ledger *ledger,
                          const char *file, int number) {
    bool named[TOLV_DIMENSIONS_MAX];
    if (!number || tolv_units_dimension(ledger, number) != TOLV_NONE)
        return true;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer there = {.arena = &arena};
    tolv_find_named(ledger, named);
    for (uint32_t i = 0; i < ledger->dimension_count; i++) {
        tolv_item item = TOLV_PLAIN(ledger->dimensions[i].number);
        if (!named[i] || ledger->dimensions[i].number < 0)
            continue;
        tolv_write_string(&there, there.length ? ", " : "");
        tolv_write_item(&there, terminal->language, &item);
    }
    const char *sentence =
        there.length
            ? N_("no row names an object of dimension {1}: the dimensions that rows name are {2}")
            : N_("no row names an object of dimension {1}, nor of any other: leave --dimension out");
    tolv_listener listener = tolv_listener_of(terminal);
    tolv_notify(&listener,
                &(tolv_notice){.severity = TOLV_FAILURE,
                               .file = file,
                               .sentence = sentence,
                               .items = {TOLV_PLAIN(number), TOLV_TEXT_ITEM(tolv_written(&there))},
                               .item_count = 2});
    tolv_arena_close(&arena);
    return false;
}
