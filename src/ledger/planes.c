/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/planes.h"

#include <string.h>

#include "core/hash.h"
#include "ledger/growth.h"

enum { FIRST_SLOTS = 64 };

/* ---- In order of use ---- */

static void take_out(tolv_planes *planes, const tolv_plane *plane) {
    *(plane->older ? &plane->older->newer : &planes->oldest) = plane->newer;
    *(plane->newer ? &plane->newer->older : &planes->newest) = plane->older;
}

static void put_last(tolv_planes *planes, tolv_plane *plane) {
    plane->older = planes->newest;
    plane->newer = NULL;
    *(planes->newest ? &planes->newest->newer : &planes->oldest) = plane;
    planes->newest = plane;
}

/* ---- By key ---- */

static tolv_plane **slot_of(const tolv_planes *planes, uint64_t hash) {
    return &planes->slots[hash & (planes->slot_count - 1)];
}

static bool make_slots(tolv_planes *planes, const tolv_memory *memory) {
    size_t count = planes->slot_count ? 2 * planes->slot_count : FIRST_SLOTS;
    tolv_plane **slots = tolv_grown(memory, planes->slots, 0, count, sizeof(tolv_plane *));
    if (!slots)
        return false;
    for (size_t i = 0; i < count; i++)
        slots[i] = NULL;
    planes->slots = slots;
    planes->slot_count = count;
    for (tolv_plane *plane = planes->oldest; plane; plane = plane->newer) {
        tolv_plane **slot = slot_of(planes, plane->hash);
        plane->next = *slot;
        *slot = plane;
    }
    return true;
}

tolv_plane *tolv_planes_find(tolv_planes *planes, tolv_text key) {
    uint64_t hash = tolv_hash(0, key.bytes, key.length);
    tolv_plane *plane = planes->slot_count ? *slot_of(planes, hash) : NULL;
    while (plane && (plane->hash != hash || plane->key.length != key.length ||
                     memcmp(plane->key.bytes, key.bytes, key.length) != 0))
        plane = plane->next;
    if (plane) {
        take_out(planes, plane);
        put_last(planes, plane);
    }
    return plane;
}

static void drop(tolv_planes *planes, tolv_plane *plane, const tolv_memory *memory) {
    tolv_plane **at = slot_of(planes, plane->hash);
    while (*at != plane)
        at = &(*at)->next;
    *at = plane->next;
    take_out(planes, plane);
    planes->count--;
    planes->bytes -= plane->bytes;
    tolv_release(memory, plane);
}

tolv_plane *tolv_planes_add(tolv_planes *planes, tolv_text key, size_t sums,
                            const tolv_memory *memory) {
    size_t bytes = sizeof(tolv_plane) + sums * sizeof(tolv_ore) + key.length;
    if (planes->count == planes->slot_count && !make_slots(planes, memory))
        return NULL;
    tolv_plane *plane = memory->allocate(memory->context, bytes);
    if (!plane)
        return NULL;
    char *behind = (char *)(plane->sums + sums);
    uint64_t hash = tolv_hash(0, key.bytes, key.length);
    tolv_plane **slot = slot_of(planes, hash);
    *plane = (tolv_plane){.next = *slot, .hash = hash, .key = {behind, key.length}, .bytes = bytes};
    memcpy(behind, key.bytes, key.length);
    memset(plane->sums, 0, sums * sizeof *plane->sums);
    *slot = plane;
    put_last(planes, plane);
    planes->count++;
    planes->bytes += bytes;
    while (planes->bytes > TOLV_PLANES_BYTES && planes->oldest != plane)
        drop(planes, planes->oldest, memory);
    return plane;
}

void tolv_planes_close(tolv_planes *planes, const tolv_memory *memory) {
    while (planes->oldest)
        drop(planes, planes->oldest, memory);
    tolv_release(memory, planes->slots);
    *planes = (tolv_planes){.newest = NULL};
}
