/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/restate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/headings.h"

__extension__ typedef __int128 wide;

/* The unit that a share of an amount is of. */
typedef struct part {
    uint32_t unit;
    double share;
    int64_t upto; /* all shares up to this one */
} part;

/* By unit, each once. */
typedef struct tolv_unit_parts {
    size_t count;
    part parts[];
} tolv_unit_parts;

void tolv_restating_close(tolv_restating *restating) {
    const tolv_memory *memory = restating->changes->arena.memory;
    tolv_dictionary_close(&restating->states, memory);
    tolv_dictionary_close(&restating->sums, memory);
}

/* ---- Parts ---- */

static int by_unit(const void *a, const void *b) {
    const part *x = a, *y = b;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

/* Ways that part and meet again become one; shares are told to as many decimals as they are given
 * with, so that those of 0.35 and 0.2 are 0.07 exactly. */
static void merge(tolv_unit_parts *of) {
    size_t kept = 0;
    qsort(of->parts, of->count, sizeof *of->parts, by_unit);
    for (size_t i = 0; i < of->count; i++) {
        if (kept > 0 && of->parts[kept - 1].unit == of->parts[i].unit)
            of->parts[kept - 1].share += of->parts[i].share;
        else
            of->parts[kept++] = of->parts[i];
    }
    of->count = kept;
    double upto = 0;
    for (size_t i = 0; i < kept; i++) {
        upto = fmin(upto + of->parts[i].share, 1);
        of->parts[i].upto = (int64_t)tolv_round_half_away(upto * (double)TOLV_SHARE_WHOLE);
    }
    of->parts[kept - 1].upto = TOLV_SHARE_WHOLE;
}

static tolv_unit_parts *parts_of(tolv_restating *at, uint32_t unit, int month);

/* All that the shares of one split become in turn; a unit without changes is all of itself. */
static tolv_unit_parts *make_parts(tolv_restating *at, uint32_t unit, int month) {
    tolv_arena *arena = &at->changes->arena;
    size_t count, room = 1;
    const tolv_unit_change *split = tolv_changes_next(at->changes, unit, month, &count);
    const tolv_unit_parts **each = tolv_arena_take(arena, count, sizeof *each);
    double whole = 0;
    for (size_t i = 0; each && i < count; i++) {
        each[i] = parts_of(at, split[i].after, tolv_month_changed(&split[i], month));
        if (!each[i])
            return NULL;
        whole += (double)split[i].share;
        room += each[i]->count;
    }
    tolv_unit_parts *made =
        each ? tolv_arena_take(arena, 1, sizeof *made + room * sizeof *made->parts) : NULL;
    if (!made)
        return NULL;
    *made = (tolv_unit_parts){.count = count == 0};
    made->parts[0] = (part){unit, 1, 0};
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < each[i]->count; j++) {
            const part *of = &each[i]->parts[j];
            made->parts[made->count++] =
                (part){of->unit, of->share * (double)split[i].share / whole, 0};
        }
    merge(made);
    return made;
}

/* What the amounts of a unit and month are shown under, found once; NULL when memory is out. */
static tolv_unit_parts *parts_of(tolv_restating *at, uint32_t unit, int month) {
    const uint32_t state[] = {unit, (uint32_t)month};
    const tolv_text key = {(const char *)state, sizeof state};
    tolv_arena *arena = &at->changes->arena;
    uint32_t number = tolv_dictionary_find(&at->states, key);
    if (number != TOLV_NONE)
        return at->parts[number];
    tolv_unit_parts *made = make_parts(at, unit, month);
    tolv_unit_parts **parts = made ? tolv_arena_with_room(arena, at->parts, at->states.count,
                                                          &at->parts_room, sizeof *parts)
                                   : NULL;
    if (!parts)
        return NULL;
    at->parts = parts;
    number = tolv_dictionary_add(&at->states, arena, key);
    return number == TOLV_NONE ? NULL : (at->parts[number] = made);
}

/* ---- Amounts ---- */

/* What the parts up to one have of a sum. Halves go to the even öre, so that of many sums no unit
 * gets more than its share because of its place. */
static tolv_ore given_upto(const tolv_unit_parts *parts, size_t count, tolv_ore sum) {
    const int64_t whole = TOLV_SHARE_WHOLE;
    if (count == 0)
        return 0;
    wide product = (wide)sum * parts->parts[count - 1].upto, twice = 2 * (product % whole);
    tolv_ore given = (tolv_ore)(product / whole);
    bool is_half = twice == whole || twice == -whole, is_more = twice > whole || twice < -whole;
    return given + (is_more || (is_half && given % 2) ? (sum < 0 ? -1 : 1) : 0);
}

static tolv_ore part_of(const tolv_unit_parts *parts, size_t i, tolv_ore sum) {
    return given_upto(parts, i + 1, sum) - given_upto(parts, i, sum);
}

/* The sum of what is alike, until now; NULL when memory is out. */
static tolv_ore *sum_of(tolv_restating *at, uint32_t unit, const tolv_row *row,
                        const tolv_placing *others, size_t count) {
    uint32_t alike[4 + 2 * TOLV_COMBINATION_MAX] = {unit, row->kind, row->account,
                                                    (uint32_t)row->period};
    if (count)
        memcpy(&alike[4], others, count * sizeof *others);
    const tolv_text key = {(const char *)alike, 4 * sizeof *alike + count * sizeof *others};
    tolv_arena *arena = &at->changes->arena;
    uint32_t before = at->sums.count;
    tolv_ore *so_far =
        tolv_arena_with_room(arena, at->so_far, before, &at->sums_room, sizeof *so_far);
    if (!so_far)
        return NULL;
    at->so_far = so_far;
    uint32_t number = tolv_dictionary_add(&at->sums, arena, key);
    if (number == before)
        so_far[number] = 0;
    return number == TOLV_NONE ? NULL : &so_far[number];
}

tolv_error tolv_restate(tolv_restating *at, tolv_text code, const tolv_row *row,
                        const tolv_placing *others, size_t count, tolv_take_part *take,
                        void *context) {
    const tolv_dictionary *units = &at->changes->units;
    uint32_t unit = tolv_dictionary_find(units, code);
    if (unit == TOLV_NONE)
        return take(context, code, row->amount);
    const tolv_unit_parts *parts = parts_of(at, unit, row->period);
    if (!parts)
        return TOLV_OUT_OF_MEMORY;
    if (parts->count == 1)
        return take(context, units->texts[parts->parts[0].unit], row->amount);
    tolv_ore *so_far = sum_of(at, unit, row, others, count);
    if (!so_far)
        return TOLV_OUT_OF_MEMORY;
    tolv_ore before = *so_far;
    *so_far += row->amount;
    tolv_error error = TOLV_OK;
    for (size_t i = 0; !error && i < parts->count; i++)
        error = take(context, units->texts[parts->parts[i].unit],
                     part_of(parts, i, before + row->amount) - part_of(parts, i, before));
    return error;
}

/* ---- Rows of a ledger ---- */

typedef struct row_parts {
    tolv_ledger *ledger;
    tolv_row row;
    tolv_placing placings[TOLV_COMBINATION_MAX]; /* the unit's last */
    size_t others;
    tolv_take_row *take;
    void *context;
} row_parts;

static tolv_error take_part(void *context, tolv_text unit, tolv_ore amount) {
    row_parts *at = context;
    tolv_placing *placing = &at->placings[at->others];
    placing->object = tolv_ledger_object(at->ledger, placing->dimension, unit);
    at->row.combination = placing->object == TOLV_NONE
                              ? TOLV_NONE
                              : tolv_ledger_combination(at->ledger, at->placings, at->others + 1);
    at->row.amount = amount;
    return at->row.combination == TOLV_NONE ? TOLV_OUT_OF_MEMORY : at->take(at->context, &at->row);
}

tolv_error tolv_restate_row(tolv_restating *restating, tolv_ledger *ledger, const tolv_row *row,
                            tolv_take_row *take, void *context) {
    if (!restating)
        return take(context, row);
    uint32_t units = tolv_ledger_find_dimension(ledger, TOLV_DIMENSION_UNIT), unit = TOLV_NONE;
    row_parts at = {.ledger = ledger, .row = *row, .take = take, .context = context};
    size_t count;
    const tolv_placing *placings = tolv_ledger_objects_of(ledger, row->combination, &count);
    for (size_t i = 0; i < count; i++)
        if (placings[i].dimension == units)
            unit = placings[i].object;
        else
            at.placings[at.others++] = placings[i];
    if (unit == TOLV_NONE)
        return take(context, row);
    at.placings[at.others].dimension = units;
    return tolv_restate(restating, ledger->dimensions[units].codes.texts[unit], row, at.placings,
                        at.others, take_part, &at);
}
