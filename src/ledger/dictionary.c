/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/dictionary.h"

#include <string.h>

#include "core/hash.h"
#include "ledger/growth.h"

enum { FIRST_ROOM = 32, MOST = 1u << 30 };

static uint32_t hash_of(tolv_text text) {
    return (uint32_t)tolv_hash(0, text.bytes, text.length);
}

/* The slot that holds the text, or the empty one where it belongs. */
static uint32_t *slot_of(const tolv_dictionary *dictionary, tolv_text text, uint32_t hash) {
    uint32_t mask = dictionary->slot_count - 1;
    for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
        uint32_t number = dictionary->slots[at] - 1;
        if (dictionary->slots[at] == 0)
            return &dictionary->slots[at];
        const tolv_text *held = &dictionary->texts[number];
        if (dictionary->hashes[number] == hash && held->length == text.length &&
            memcmp(held->bytes, text.bytes, text.length) == 0)
            return &dictionary->slots[at];
    }
}

uint32_t tolv_dictionary_find(const tolv_dictionary *dictionary, tolv_text text) {
    if (dictionary->slot_count == 0)
        return TOLV_NONE;
    return *slot_of(dictionary, text, hash_of(text)) - 1;
}

static void place_all(tolv_dictionary *dictionary) {
    memset(dictionary->slots, 0, dictionary->slot_count * sizeof *dictionary->slots);
    uint32_t mask = dictionary->slot_count - 1;
    for (uint32_t number = 0; number < dictionary->count; number++) {
        uint32_t at = dictionary->hashes[number] & mask;
        while (dictionary->slots[at])
            at = (at + 1) & mask;
        dictionary->slots[at] = number + 1;
    }
}

void tolv_dictionary_index(tolv_dictionary *dictionary) {
    for (uint32_t number = 0; number < dictionary->count; number++)
        dictionary->hashes[number] = hash_of(dictionary->texts[number]);
    if (dictionary->slot_count)
        place_all(dictionary);
}

static bool make_room(tolv_dictionary *dictionary, const tolv_memory *memory) {
    uint32_t count = dictionary->count, room = count ? 2 * count : FIRST_ROOM;
    if (count == MOST)
        return false;
    tolv_text *texts =
        tolv_grown(memory, dictionary->texts, count, room, sizeof *dictionary->texts);
    if (!texts)
        return false;
    dictionary->texts = texts;
    uint32_t *hashes =
        tolv_grown(memory, dictionary->hashes, count, room, sizeof *dictionary->hashes);
    if (!hashes)
        return false;
    dictionary->hashes = hashes;
    uint32_t *slots = tolv_grown(memory, dictionary->slots, 0, 2 * room, sizeof *slots);
    if (!slots)
        return false;
    dictionary->slots = slots;
    dictionary->slot_count = 2 * room;
    dictionary->room = room;
    place_all(dictionary);
    return true;
}

uint32_t tolv_dictionary_add(tolv_dictionary *dictionary, tolv_arena *arena, tolv_text text) {
    uint32_t hash = hash_of(text);
    uint32_t *slot = dictionary->slot_count ? slot_of(dictionary, text, hash) : NULL;
    if (slot && *slot)
        return *slot - 1;
    if (dictionary->count == dictionary->room) {
        if (!make_room(dictionary, arena->memory))
            return TOLV_NONE;
        slot = slot_of(dictionary, text, hash);
    }
    char *bytes = tolv_arena_take(arena, text.length, 1);
    if (!bytes)
        return TOLV_NONE;
    if (text.length)
        memcpy(bytes, text.bytes, text.length);
    dictionary->texts[dictionary->count] = (tolv_text){bytes, text.length};
    dictionary->hashes[dictionary->count] = hash;
    *slot = ++dictionary->count;
    return dictionary->count - 1;
}

void tolv_dictionary_close(tolv_dictionary *dictionary, const tolv_memory *memory) {
    tolv_release(memory, dictionary->texts);
    tolv_release(memory, dictionary->hashes);
    tolv_release(memory, dictionary->slots);
    *dictionary = (tolv_dictionary){0};
}
