/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "ledger/growth.h"

enum { FIRST_ROOM = 256 };

void tolv_ledger_open(tolv_ledger *ledger, const tolv_memory *memory) {
    memset(ledger, 0, sizeof *ledger);
    ledger->company = tolv_text_of("");
    tolv_arena_open(&ledger->arena, memory);
}

void tolv_ledger_close(tolv_ledger *ledger) {
    const tolv_memory *memory = ledger->arena.memory;
    tolv_rows *rows = &ledger->rows;
    void *const columns[] = {rows->kind,   rows->period, rows->account, rows->combination,
                             rows->amount, rows->counts, rows->slots,   ledger->accounts};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        tolv_release(memory, columns[i]);
    for (uint32_t i = 0; i < ledger->dimension_count; i++) {
        tolv_dictionary_close(&ledger->dimensions[i].codes, memory);
        tolv_release(memory, ledger->dimensions[i].names);
    }
    tolv_dictionary_close(&ledger->account_codes, memory);
    tolv_dictionary_close(&ledger->combinations, memory);
    tolv_arena_close(&ledger->arena);
}

tolv_text tolv_ledger_text(tolv_ledger *ledger, tolv_text text) {
    char *bytes = tolv_arena_take(&ledger->arena, text.length, 1);
    if (bytes && text.length)
        memcpy(bytes, text.bytes, text.length);
    return (tolv_text){bytes, text.length};
}

/* ---- accounts, dimensions, objects ---- */

uint32_t tolv_ledger_account(tolv_ledger *ledger, tolv_text code) {
    uint32_t count = ledger->account_codes.count;
    if (count == ledger->account_room) {
        uint32_t room = count ? 2 * count : FIRST_ROOM;
        if (room > TOLV_ACCOUNTS_MAX)
            return TOLV_NONE;
        tolv_account *grown = tolv_grown(ledger->arena.memory, ledger->accounts, count, room,
                                         sizeof *ledger->accounts);
        if (!grown)
            return TOLV_NONE;
        ledger->accounts = grown;
        ledger->account_room = room;
    }
    uint32_t account = tolv_dictionary_add(&ledger->account_codes, &ledger->arena, code);
    if (account == count)
        ledger->accounts[account] = (tolv_account){tolv_text_of(""), 0};
    return account;
}

uint32_t tolv_ledger_find_dimension(const tolv_ledger *ledger, int number) {
    for (uint32_t i = 0; i < ledger->dimension_count; i++)
        if (ledger->dimensions[i].number == number)
            return i;
    return TOLV_NONE;
}

uint32_t tolv_ledger_dimension(tolv_ledger *ledger, int number) {
    uint32_t found = tolv_ledger_find_dimension(ledger, number);
    if (found != TOLV_NONE || ledger->dimension_count == TOLV_DIMENSIONS_MAX)
        return found;
    ledger->dimensions[ledger->dimension_count] =
        (tolv_dimension){.number = number, .name = tolv_text_of("")};
    return ledger->dimension_count++;
}

uint32_t tolv_ledger_object(tolv_ledger *ledger, uint32_t dimension, tolv_text code) {
    tolv_dimension *in = &ledger->dimensions[dimension];
    uint32_t count = in->codes.count;
    if (count == in->name_room) {
        uint32_t room = count ? 2 * count : FIRST_ROOM;
        tolv_text *grown =
            tolv_grown(ledger->arena.memory, in->names, count, room, sizeof *in->names);
        if (!grown)
            return TOLV_NONE;
        in->names = grown;
        in->name_room = room;
    }
    uint32_t object = tolv_dictionary_add(&in->codes, &ledger->arena, code);
    if (object == count)
        in->names[object] = tolv_text_of("");
    return object;
}

/* ---- combinations ---- */

static tolv_text bytes_of(const tolv_placing *placings, size_t count) {
    return (tolv_text){(const char *)placings, count * sizeof *placings};
}

uint32_t tolv_ledger_combination(tolv_ledger *ledger, const tolv_placing *placings, size_t count) {
    tolv_placing sorted[TOLV_COMBINATION_MAX];
    size_t n = 0;
    if (ledger->combinations.count == 0 &&
        tolv_dictionary_add(&ledger->combinations, &ledger->arena, tolv_text_of("")) != 0)
        return TOLV_NONE;
    for (size_t i = 0; i < count && n < TOLV_COMBINATION_MAX; i++) {
        size_t at = n;
        while (at > 0 && sorted[at - 1].dimension > placings[i].dimension)
            at--;
        if (at > 0 && sorted[at - 1].dimension == placings[i].dimension)
            continue;
        memmove(&sorted[at + 1], &sorted[at], (n - at) * sizeof *sorted);
        sorted[at] = placings[i];
        n++;
    }
    return tolv_dictionary_add(&ledger->combinations, &ledger->arena, bytes_of(sorted, n));
}

const tolv_placing *tolv_ledger_objects_of(const tolv_ledger *ledger, uint32_t combination,
                                           size_t *count) {
    bool known = combination < ledger->combinations.count;
    tolv_text bytes = known ? ledger->combinations.texts[combination] : (tolv_text){NULL, 0};
    *count = bytes.length / sizeof(tolv_placing);
    return (const void *)bytes.bytes; /* the arena aligns for any type */
}

uint32_t tolv_ledger_object_of(const tolv_ledger *ledger, uint32_t combination,
                               uint32_t dimension) {
    size_t count;
    const tolv_placing *placings = tolv_ledger_objects_of(ledger, combination, &count);
    for (size_t i = 0; i < count; i++)
        if (placings[i].dimension == dimension)
            return placings[i].object;
    return TOLV_NONE;
}

/* ---- rows ---- */

static uint32_t hash_of(const tolv_row *row) {
    const uint32_t words[] = {row->kind, (uint32_t)row->period, row->account, row->combination};
    return (uint32_t)tolv_hash(0, words, sizeof words);
}

tolv_row tolv_ledger_row(const tolv_ledger *ledger, uint32_t number) {
    const tolv_rows *rows = &ledger->rows;
    return (tolv_row){(tolv_row_kind)rows->kind[number], rows->period[number],
                      rows->account[number], rows->combination[number], rows->amount[number]};
}

static bool make_room(tolv_rows *rows, const tolv_memory *memory) {
    uint32_t count = rows->count, room = count ? 2 * count : FIRST_ROOM;
    if (room > TOLV_ROWS_MAX)
        return false;
#define GROW(column, kept, wanted) \
    do { \
        void *grown = tolv_grown(memory, rows->column, kept, wanted, sizeof *rows->column); \
        if (!grown) \
            return false; \
        rows->column = grown; \
    } while (0)
    GROW(kind, count, room);
    GROW(period, count, room);
    GROW(account, count, room);
    GROW(combination, count, room);
    GROW(amount, count, room);
    GROW(counts, count, room);
    GROW(slots, 0, (size_t)2 * room);
#undef GROW
    rows->room = room;
    rows->slot_count = (size_t)2 * room;
    memset(rows->slots, 0, rows->slot_count * sizeof *rows->slots);
    return true;
}

static bool add_gross(tolv_ledger *ledger, tolv_ore amount) {
    ledger->gross += llabs(amount);
    return ledger->gross <= TOLV_GROSS_MAX;
}

static bool same(const tolv_rows *rows, uint32_t number, const tolv_row *row) {
    return rows->account[number] == row->account && rows->period[number] == row->period &&
           rows->combination[number] == row->combination && rows->kind[number] == row->kind;
}

/* The slot of a row like this one, or the empty one where it belongs. The hash in the slot spares
 * nearly every look at a row that is another. */
static uint64_t *slot_of(const tolv_rows *rows, const tolv_row *row, uint32_t hash) {
    size_t mask = rows->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        uint64_t slot = rows->slots[at];
        if (slot == 0 || (slot >> 32 == hash && same(rows, (uint32_t)slot - 1, row)))
            return &rows->slots[at];
    }
}

uint32_t tolv_ledger_find_row(const tolv_ledger *ledger, const tolv_row *row) {
    if (ledger->rows.count == 0)
        return TOLV_NONE;
    return (uint32_t)*slot_of(&ledger->rows, row, hash_of(row)) - 1;
}

static void place_all(const tolv_ledger *ledger) {
    size_t mask = ledger->rows.slot_count - 1;
    for (uint32_t number = 0; number < ledger->rows.count; number++) {
        tolv_row row = tolv_ledger_row(ledger, number);
        uint32_t hash = hash_of(&row);
        size_t at = hash & mask;
        while (ledger->rows.slots[at])
            at = (at + 1) & mask;
        ledger->rows.slots[at] = (uint64_t)hash << 32 | (number + 1);
    }
}

static tolv_error add(tolv_ledger *ledger, const tolv_row *row, uint32_t hash, uint32_t *number) {
    tolv_rows *rows = &ledger->rows;
    if (!add_gross(ledger, row->amount))
        return TOLV_TOO_LARGE;
    if (rows->count == rows->room) {
        if (!make_room(rows, ledger->arena.memory))
            return TOLV_OUT_OF_MEMORY;
        place_all(ledger);
    }
    uint64_t *slot = slot_of(rows, row, hash);
    if (*slot == 0) {
        uint32_t at = rows->count++;
        rows->kind[at] = (uint8_t)row->kind;
        rows->period[at] = row->period;
        rows->account[at] = row->account;
        rows->combination[at] = row->combination;
        rows->amount[at] = 0;
        rows->counts[at] = 0;
        *slot = (uint64_t)hash << 32 | rows->count;
    }
    ledger->read[row->kind]++;
    *number = (uint32_t)*slot - 1;
    rows->amount[*number] += row->amount;
    return TOLV_OK;
}

/* A large ledger is not in the processor's cache: all slots of the batch are sent for, then all
 * columns, so that the waiting is done once and not for every row. */
static void send_for(const tolv_rows *rows, const uint32_t *hashes, size_t count) {
    size_t mask = rows->slot_count - 1;
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(&rows->slots[hashes[i] & mask]);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = (uint32_t)rows->slots[hashes[i] & mask] - 1;
        if (number == UINT32_MAX)
            continue;
        __builtin_prefetch(&rows->account[number]);
        __builtin_prefetch(&rows->period[number]);
        __builtin_prefetch(&rows->combination[number]);
        __builtin_prefetch(&rows->kind[number]);
        __builtin_prefetch(&rows->amount[number], 1);
    }
}

tolv_error tolv_ledger_add(tolv_ledger *ledger, const tolv_row *batch, size_t count,
                           uint32_t *numbers) {
    uint32_t hashes[TOLV_BATCH], number;
    tolv_error error = TOLV_OK;
    for (size_t i = 0; i < count; i++)
        hashes[i] = hash_of(&batch[i]);
    if (ledger->rows.slot_count)
        send_for(&ledger->rows, hashes, count);
    for (size_t i = 0; i < count && !error; i++)
        error = add(ledger, &batch[i], hashes[i], numbers ? &numbers[i] : &number);
    return error;
}

/* ---- what it says ---- */

const tolv_financial_year *tolv_ledger_year_of(const tolv_ledger *ledger, int period) {
    for (size_t i = 0; i < ledger->year_count; i++)
        if (period >= ledger->years[i].first && period <= ledger->years[i].last)
            return &ledger->years[i];
    return NULL;
}

int tolv_account_class(const tolv_ledger *ledger, uint32_t account) {
    tolv_text code = ledger->account_codes.texts[account];
    return code.length && code.bytes[0] >= '1' && code.bytes[0] <= '9' ? code.bytes[0] - '0' : 0;
}

tolv_account_group tolv_account_group_of(const tolv_ledger *ledger, uint32_t account) {
    int class = tolv_account_class(ledger, account);
    char type = ledger->accounts[account].type;
    bool result = class ? class >= 3 && class <= 8 : type == 'K' || type == 'I';
    bool balance = class ? class <= 2 : type == 'T' || type == 'S';
    return result ? TOLV_GROUP_RESULT : balance ? TOLV_GROUP_BALANCE : TOLV_GROUP_OTHER;
}

bool tolv_is_result_account(const tolv_ledger *ledger, uint32_t account) {
    return tolv_account_group_of(ledger, account) == TOLV_GROUP_RESULT;
}
