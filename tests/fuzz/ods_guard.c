/* SPDX-License-Identifier: MPL-2.0 */
/* Any text as a formula: its tokens are the whole of it; what is guarded comes back as it was, but
 * for the case of our names; guarded twice is guarded once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/vocabulary.h"
#include "target.h"

static tolv_text written(const tolv_writer *writer) {
    return (tolv_text){writer->length ? writer->bytes : "", writer->length};
}

static bool equal(tolv_text a, tolv_text b) {
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static void check_tokens(tolv_text text) {
    tolv_text rest = text;
    tolv_token token;
    size_t total = 0;
    while (tolv_take_token(&rest, &token)) {
        require(token.text.length > 0 && token.text.bytes == text.bytes + total);
        total += token.text.length;
    }
    require(total == text.length);
}

static void check_guard(tolv_arena *arena, const tolv_guard *guard, tolv_text text) {
    tolv_writer stored = {.arena = arena}, plain = {.arena = arena}, on = {.arena = arena},
                off = {.arena = arena}, again = {.arena = arena};
    tolv_unguarding found;
    tolv_write_stored(&stored, text);
    require(tolv_formula_same(written(&stored), text));
    tolv_unguard_formula(&plain, guard->vocabulary, text, &found);
    tolv_guarding guarding = tolv_guard_formula(&on, guard, text);
    bool guarded =
        guarding == TOLV_GUARD_ALIVE || guarding == TOLV_GUARD_FROZEN || guarding == TOLV_GUARD_CUT;
    require(guarded == (on.length > 0));
    if (!guarded)
        return;
    require(tolv_guard_formula(&again, guard, written(&on)) == guarding);
    require(equal(written(&again), written(&on)));
    tolv_unguard_formula(&off, guard->vocabulary, written(&on), &found);
    require(found.kept == 0 && found.restored > 0 && equal(written(&off), written(&plain)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    tolv_text text = {(const char *)data + 1, size - 1};
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_guard guard = {.vocabulary = &tolv_own_vocabulary,
                        .figure = tolv_text_of(data[0] & 1 ? "42" : ""),
                        .room = TOLV_EXCEL_FORMULA,
                        .frozen = data[0] & 2};
    check_tokens(text);
    check_guard(&arena, &guard, text);
    tolv_writer element = {.arena = &arena};
    tolv_guard_element(&element, &guard, text, 1, 3, 2);
    tolv_arena_close(&arena);
    return 0;
}
