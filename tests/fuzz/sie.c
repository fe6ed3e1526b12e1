/* SPDX-License-Identifier: MPL-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/followup.h"
#include "ledger/sie.h"

/* Any bytes: a refusal that says why, or a ledger whose follow-up adds up. The first byte chooses
 * how the file is read. */

typedef struct memory_file {
    const char *bytes;
    size_t left, step;
} memory_file;

static ptrdiff_t read_memory(void *context, char *bytes, size_t room) {
    memory_file *file = context;
    size_t count = file->left < file->step ? file->left : file->step;
    if (count > room)
        count = room;
    memcpy(bytes, file->bytes, count);
    file->bytes += count;
    file->left -= count;
    return (ptrdiff_t)count;
}

static void hear(void *context, const tolv_notice *notice) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_notice(&writer, TOLV_SWEDISH, notice);
    *(int *)context += notice->severity == TOLV_FAILURE;
    tolv_arena_close(&arena);
}

static tolv_ore ore(double months) {
    return tolv_is_blank(months) ? 0 : tolv_to_ore(months);
}

static void check(const tolv_ledger *ledger) {
    tolv_arena arena;
    tolv_followup f;
    tolv_arena_open(&arena, NULL);
    tolv_error error = tolv_followup_make(&f, &arena, ledger, 0, NULL);
    if (error && error != TOLV_TOO_LARGE)
        abort();
    for (int month = 0; month < TOLV_MONTHS && !error; month++) {
        tolv_ore outcome = ore(f.without.outcome[month]), budget = ore(f.without.budget[month]);
        for (size_t i = 0; i < f.unit_count; i++) {
            outcome += ore(f.units[i].outcome[month]);
            budget += ore(f.units[i].budget[month]);
        }
        if (outcome != ore(f.total.outcome[month]) || budget != ore(f.total.budget[month]))
            abort();
    }
    tolv_arena_close(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int failures = 0;
    if (size == 0)
        return 0;
    memory_file file = {(const char *)data + 1, size - 1, data[0] & 1 ? 3 : 1 << 20};
    tolv_source source = {"fuzz.se", read_memory, &file};
    tolv_listener listener = {hear, &failures};
    tolv_ledger *ledger = malloc(sizeof *ledger);
    if (!ledger)
        return 0;
    tolv_ledger_open(ledger, NULL);
    tolv_reading reading =
        tolv_sie_read(ledger, &source, (tolv_encoding)(data[0] >> 1 & 3), &listener);
    if (failures != (reading != TOLV_READING_DONE))
        abort();
    if (reading == TOLV_READING_DONE)
        check(ledger);
    tolv_ledger_close(ledger);
    free(ledger);
    return 0;
}
