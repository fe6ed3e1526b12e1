/* SPDX-License-Identifier: MPL-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/csv_table.h"
#include "ledger/sheet.h"

/* Any bytes: a refusal that says why, or a ledger whose table sums to it. The first byte chooses
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
    tolv_write_notice(&writer, TOLV_DANISH, notice);
    *(int *)context += notice->severity == TOLV_FAILURE;
    tolv_arena_close(&arena);
}

static void check(const tolv_ledger *ledger) {
    tolv_arena arena;
    tolv_flat_rows flat;
    tolv_ledger_sheet sheet;
    uint64_t wanted = 0, found = 0;
    tolv_arena_open(&arena, NULL);
    if (tolv_ledger_flatten(ledger, 0, &flat) == TOLV_OK &&
        tolv_ledger_sheet_make(&sheet, &arena, ledger, &flat) == TOLV_OK) {
        for (uint32_t i = 0; i < ledger->rows.count; i++)
            wanted += (uint64_t)ledger->rows.amount[i];
        for (size_t i = 0; i < sheet.count; i++) {
            found += (uint64_t)sheet.rows[i].amount;
            for (size_t column = 1; column < sheet.width; column++)
                if (!tolv_ledger_sheet_text(&sheet, i, 1, TOLV_SWEDISH).bytes)
                    abort();
        }
        if (wanted != found)
            abort();
    }
    tolv_flat_rows_close(&flat, ledger->arena.memory);
    tolv_arena_close(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int failures = 0;
    if (size == 0)
        return 0;
    memory_file file = {(const char *)data + 1, size - 1, data[0] & 1 ? 3 : 1 << 20};
    tolv_source source = {"fuzz.csv", read_memory, &file};
    tolv_listener listener = {hear, &failures};
    tolv_table_options options = {.year = data[0] & 8 ? 2026 : 0, .has_key = data[0] & 16};
    options.key = data[0] & 32 ? TOLV_KEY_WORKDAYS : TOLV_KEY_EVEN;
    if (data[0] & 64)
        tolv_split_read(tolv_text_of("ansvar-konto-verksamhet"), &options.split);
    tolv_ledger *ledger = malloc(sizeof *ledger);
    if (!ledger)
        return 0;
    tolv_ledger_open(ledger, NULL);
    tolv_reading reading =
        tolv_csv_read(ledger, &source, (tolv_encoding)(data[0] >> 1 & 3), &options, &listener);
    if (failures != (reading != TOLV_READING_DONE))
        abort();
    if (reading == TOLV_READING_DONE)
        check(ledger);
    tolv_ledger_close(ledger);
    free(ledger);
    return 0;
}
