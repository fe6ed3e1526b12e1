/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/settle.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/growth.h"

/* What is known of an account in a year. All sums here are only compared, and may wrap. */
typedef struct tally {
    uint64_t plain, all, vouchers; /* months without objects; all months; vouchers */
    uint64_t change;               /* what the year itself says */
    uint64_t dimensions;           /* that the months' rows show */
    bool has_months, has_vouchers, has_change;
} tally;

/* The rows of a month, an account and a kind that name the same dimensions. */
typedef struct side {
    uint64_t dimensions, counts, sum;
} side;

/* Rows in an order that puts together those of one account, month and kind. */
typedef struct place {
    uint64_t key;
    uint32_t row;
} place;

/* More sets of dimensions than this in one month of one account tell no side from another. */
enum { SIDES_MAX = 16 };

typedef struct settling {
    tolv_ledger *ledger;
    tally *tallies;                 /* by account, then by slot of the year */
    size_t slots;                   /* the ledger's years, and one for months outside them all */
    uint64_t *dimensions;           /* a bit each, by combination */
    bool parts[TOLV_YEARS_MAX + 1]; /* by slot: rule 2 */
    bool budget_in_parts;
    place *places;
    size_t place_count;
    size_t differing; /* months where vouchers and balances differ, and the first of them */
    tolv_row first;
    tolv_ore first_difference;
} settling;

static bool is_month(tolv_row_kind kind) {
    return kind == TOLV_ROW_BALANCE || kind == TOLV_ROW_VOUCHER || kind == TOLV_ROW_BUDGET;
}

static size_t slot_of(const settling *at, const tolv_row *row) {
    const tolv_ledger *ledger = at->ledger;
    if (is_month(row->kind)) {
        const tolv_financial_year *year = tolv_ledger_year_of(ledger, row->period);
        return year ? (size_t)(year - ledger->years) : ledger->year_count;
    }
    for (size_t i = 0; i < ledger->year_count; i++)
        if (ledger->years[i].index == row->period)
            return i;
    return ledger->year_count;
}

static tally *tally_of(const settling *at, const tolv_row *row) {
    return &at->tallies[row->account * at->slots + slot_of(at, row)];
}

static uint64_t dimensions_of(const settling *at, const tolv_row *row) {
    return row->combination ? at->dimensions[row->combination] : 0;
}

static void count_up(settling *at) {
    for (uint32_t i = 0; i < at->ledger->rows.count; i++) {
        tolv_row row = tolv_ledger_row(at->ledger, i);
        tally *of = tally_of(at, &row);
        uint64_t amount = (uint64_t)row.amount, dimensions = dimensions_of(at, &row);
        switch (row.kind) {
        case TOLV_ROW_BALANCE:
            of->has_months = true;
            of->dimensions |= dimensions;
            of->all += amount;
            of->plain += dimensions ? 0 : amount;
            break;
        case TOLV_ROW_VOUCHER:
            of->has_vouchers = true;
            of->vouchers += amount;
            break;
        case TOLV_ROW_OPENING:
            amount = 0 - amount;
            /* fall through */
        case TOLV_ROW_CLOSING:
        case TOLV_ROW_RESULT:
            if (dimensions)
                break;
            of->has_change = true;
            of->change += amount;
            break;
        case TOLV_ROW_BUDGET:
        case TOLV_ROW_FORECAST:
        case TOLV_ROW_KINDS:
            break;
        }
    }
}

static void check_years(const settling *at, const char *file, const tolv_listener *listener) {
    const tolv_ledger *ledger = at->ledger;
    size_t checked = 0, differing = 0, first = 0;
    tolv_ore difference = 0;
    for (size_t i = 0; i < ledger->account_codes.count * at->slots; i++) {
        const tally *of = &at->tallies[i];
        if (!of->has_change || !(of->has_months || of->has_vouchers) ||
            i % at->slots == ledger->year_count)
            continue;
        uint64_t months = !of->has_months            ? of->vouchers
                          : at->parts[i % at->slots] ? of->all
                                                     : of->plain;
        checked++;
        if (months != of->change && differing++ == 0) {
            first = i;
            difference = (tolv_ore)(months - of->change);
        }
    }
    if (differing)
        tolv_notify(
            listener,
            &(tolv_notice){
                .severity = TOLV_WARNING,
                .file = file,
                .sentence = N_(
                    "for {1} of {2} {2|account|accounts} the months do not sum to the year's own figure, first account {3} by {4} kr: ask for a new export if the year should be whole"),
                .items = {TOLV_PLAIN(differing), TOLV_PLAIN(checked),
                          TOLV_TEXT_ITEM(ledger->account_codes.texts[first / at->slots]),
                          TOLV_KRONOR(tolv_to_kronor(difference))},
                .item_count = 4});
}

/* ---- months, one by one ---- */

static side *side_of(side *sides, size_t *count, uint64_t dimensions) {
    for (size_t i = 0; i < *count; i++)
        if (sides[i].dimensions == dimensions)
            return &sides[i];
    if (*count == SIDES_MAX)
        return NULL;
    sides[*count] = (side){dimensions, 0, 0};
    return &sides[(*count)++];
}

static int by_dimensions(const void *a, const void *b) {
    uint64_t x = ((const side *)a)->dimensions, y = ((const side *)b)->dimensions;
    return (x > y) - (x < y);
}

/* Rules 3 and 4. The sides come in a fixed order, the one without dimensions first. */
static void weigh(side *sides, size_t count, uint32_t dimensions) {
    bool total = sides[0].dimensions == 0, same = count > 1;
    for (size_t i = 1; i < count; i++)
        same = same && sides[i].sum == sides[0].sum;
    bool whole = (total || same) && sides[0].sum != 0;
    for (size_t i = 0; i < count; i++)
        sides[i].counts = i == 0 || !(total || whole) ? TOLV_COUNTS_TOTAL : 0;
    for (uint32_t dimension = 0; dimension < dimensions; dimension++) {
        side *alone = NULL;
        for (size_t i = 0; i < count && whole && !alone; i++)
            if (sides[i].dimensions >> dimension & 1 && sides[i].sum == sides[0].sum)
                alone = &sides[i];
        for (size_t i = 0; i < count; i++)
            if (sides[i].dimensions >> dimension & 1 && (!alone || alone == &sides[i]))
                sides[i].counts |= TOLV_COUNTS_IN(dimension);
    }
}

/* A month of an account: balances with vouchers, or budget. */
typedef struct month {
    const place *places;
    size_t count;
    side sides[SIDES_MAX];
    size_t side_count;
    bool parts, crowded; /* rule 2; more sides than are told apart */
    bool has_total;      /* a row without objects */
    uint64_t booked;     /* with vouchers */
} month;

static void lay_out(const settling *at, month *in) {
    for (size_t i = 0; i < in->count; i++) {
        tolv_row row = tolv_ledger_row(at->ledger, in->places[i].row);
        if (row.kind == TOLV_ROW_VOUCHER) {
            in->booked += (uint64_t)row.amount;
            continue;
        }
        uint64_t dimensions = dimensions_of(at, &row);
        side *seen = side_of(in->sides, &in->side_count, dimensions);
        in->has_total = in->has_total || !dimensions;
        if (seen)
            seen->sum += (uint64_t)row.amount;
        else
            in->crowded = true;
    }
    qsort(in->sides, in->side_count, sizeof *in->sides, by_dimensions);
    if (in->side_count)
        weigh(in->sides, in->side_count, at->ledger->dimension_count);
}

/* What a row of balance or budget counts in. In a crowd only rule 2 is left to go by. */
static uint64_t counts_of(month *in, uint64_t dimensions) {
    if (!in->parts && !in->crowded)
        return side_of(in->sides, &in->side_count, dimensions)->counts;
    bool beside = !in->parts && in->has_total && dimensions;
    return (beside ? 0 : TOLV_COUNTS_TOTAL) | dimensions << 1;
}

static void settle_month(settling *at, const place *places, size_t count) {
    tolv_row first = tolv_ledger_row(at->ledger, places[0].row);
    const tally *of = tally_of(at, &first);
    month in = {.places = places, .count = count};
    bool vouchers = false;
    uint64_t total = 0;
    in.parts = first.kind == TOLV_ROW_BUDGET ? at->budget_in_parts : at->parts[slot_of(at, &first)];
    lay_out(at, &in);
    for (size_t i = 0; i < count; i++) {
        tolv_row row = tolv_ledger_row(at->ledger, places[i].row);
        uint64_t dimensions = dimensions_of(at, &row);
        uint64_t *counts = &at->ledger->rows.counts[places[i].row];
        if (row.kind == TOLV_ROW_VOUCHER && in.side_count == 0) { /* rule 1 */
            *counts = TOLV_COUNTS_TOTAL | dimensions << 1;
            continue;
        }
        if (row.kind == TOLV_ROW_VOUCHER) {
            vouchers = true;
            *counts = (dimensions & ~of->dimensions) << 1;
            continue;
        }
        *counts = counts_of(&in, dimensions);
        total += *counts & TOLV_COUNTS_TOTAL ? (uint64_t)row.amount : 0;
    }
    if (vouchers && in.booked != total && at->differing++ == 0) {
        at->first = first;
        at->first_difference = (tolv_ore)(in.booked - total);
    }
}

static int by_key(const void *a, const void *b) {
    const place *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->row > y->row) - (x->row < y->row);
}

/* Most rows have nothing beside them that could say the same: only the others are put in order. */
static void find_months(settling *at) {
    tolv_rows *rows = &at->ledger->rows;
    for (uint32_t i = 0; i < rows->count; i++) {
        tolv_row row = tolv_ledger_row(at->ledger, i);
        if (!is_month(row.kind))
            continue;
        const tally *of = tally_of(at, &row);
        bool budget = row.kind == TOLV_ROW_BUDGET;
        if (budget || (of->has_months && (of->dimensions || of->has_vouchers)))
            at->places[at->place_count++] = (place){
                (uint64_t)row.account << 32 | (uint64_t)budget << 31 | (uint32_t)row.period, i};
        else
            rows->counts[i] = TOLV_COUNTS_TOTAL | dimensions_of(at, &row) << 1;
    }
    qsort(at->places, at->place_count, sizeof *at->places, by_key);
}

typedef void take_month(settling *at, const place *places, size_t count);

static void for_each_month(settling *at, take_month *take) {
    for (size_t from = 0, to; from < at->place_count; from = to) {
        for (to = from + 1; to < at->place_count && at->places[to].key == at->places[from].key;
             to++)
            ;
        take(at, at->places + from, to - from);
    }
}

/* Rule 1: a month of vouchers alone, in a year that has balances, is part of the year. */
static void count_vouchers(settling *at, const place *places, size_t count) {
    uint64_t booked = 0;
    for (size_t i = 0; i < count; i++) {
        tolv_row row = tolv_ledger_row(at->ledger, places[i].row);
        if (row.kind != TOLV_ROW_VOUCHER)
            return;
        booked += (uint64_t)row.amount;
    }
    tolv_row first = tolv_ledger_row(at->ledger, places[0].row);
    tally *of = tally_of(at, &first);
    of->all += booked;
    of->plain += booked;
}

/* Rule 2: each account whose year's figure is made by one reading and not by the other votes. */
static void vote(settling *at) {
    long budget = 0;
    for (size_t slot = 0; slot < at->slots; slot++) {
        long votes = 0;
        for (size_t account = 0; account < at->ledger->account_codes.count; account++) {
            const tally *of = &at->tallies[account * at->slots + slot];
            if (of->has_months && of->has_change)
                votes += (of->all == of->change) - (of->plain == of->change);
        }
        at->parts[slot] = votes > 0;
        budget += votes;
    }
    at->budget_in_parts = budget > 0;
}

static void check_vouchers(const settling *at, const char *file, const tolv_listener *listener) {
    if (at->differing)
        tolv_notify(
            listener,
            &(tolv_notice){
                .severity = TOLV_WARNING,
                .file = file,
                .sentence = N_(
                    "the vouchers differ from the balance in {1} {1|case|cases}, first account {2} in {3} by {4} kr: totals follow the balances; ask for a new export"),
                .items = {TOLV_PLAIN(at->differing),
                          TOLV_TEXT_ITEM(at->ledger->account_codes.texts[at->first.account]),
                          TOLV_PLAIN(at->first.period),
                          TOLV_KRONOR(tolv_to_kronor(at->first_difference))},
                .item_count = 4});
}

static void note_dimensions(settling *at) {
    for (uint32_t i = 0; i < at->ledger->combinations.count; i++) {
        size_t count;
        const tolv_placing *placings = tolv_ledger_objects_of(at->ledger, i, &count);
        at->dimensions[i] = 0;
        for (size_t j = 0; j < count; j++)
            at->dimensions[i] |= UINT64_C(1) << placings[j].dimension;
    }
}

tolv_error tolv_ledger_settle(tolv_ledger *ledger, const char *file,
                              const tolv_listener *listener) {
    const tolv_memory *memory = ledger->arena.memory;
    settling at = {.ledger = ledger, .slots = ledger->year_count + 1};
    size_t tallies = ledger->account_codes.count * at.slots;
    tolv_error error = TOLV_OUT_OF_MEMORY;
    if (ledger->rows.count == 0)
        return TOLV_OK;
    at.tallies = tolv_grown(memory, NULL, 0, tallies, sizeof *at.tallies);
    at.dimensions =
        tolv_grown(memory, NULL, 0, (size_t)ledger->combinations.count + 1, sizeof *at.dimensions);
    at.places = tolv_grown(memory, NULL, 0, ledger->rows.count, sizeof *at.places);
    if (at.tallies && at.dimensions && at.places) {
        memset(at.tallies, 0, tallies * sizeof *at.tallies);
        note_dimensions(&at);
        count_up(&at);
        find_months(&at);
        for_each_month(&at, count_vouchers);
        vote(&at);
        for_each_month(&at, settle_month);
        check_vouchers(&at, file, listener);
        check_years(&at, file, listener);
        error = TOLV_OK;
    }
    tolv_release(memory, at.tallies);
    tolv_release(memory, at.dimensions);
    tolv_release(memory, at.places);
    return error;
}
