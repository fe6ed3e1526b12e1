/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/join.h"

#include <string.h>

#include "ledger/growth.h"
#include "ledger/years.h"

enum { FIRST_YEAR = 1900, MONTHS_KNOWN = 300 * 12 };

typedef struct joining {
    tolv_ledger *ledger;
    const tolv_joined_file *files;
    size_t count;
    tolv_restating *restating; /* NULL: units have not changed */
    const tolv_listener *listener;
    uint32_t *teller; /* by kind and month: the first file that tells it, from 1; 0: none does */
} joining;

/* ---- names ---- */

static tolv_error name(tolv_ledger *ledger, tolv_text *kept, tolv_text said) {
    if (kept->length || !said.length)
        return TOLV_OK;
    *kept = tolv_ledger_text(ledger, said);
    return kept->bytes ? TOLV_OK : TOLV_OUT_OF_MEMORY;
}

static tolv_error join_accounts(tolv_ledger *to, const tolv_ledger *from, uint32_t *numbers) {
    tolv_error error = TOLV_OK;
    for (uint32_t i = 0; i < from->account_codes.count && !error; i++) {
        numbers[i] = tolv_ledger_account(to, from->account_codes.texts[i]);
        if (numbers[i] == TOLV_NONE)
            return to->account_codes.count >= TOLV_ACCOUNTS_MAX ? TOLV_TOO_LARGE
                                                                : TOLV_OUT_OF_MEMORY;
        tolv_account *account = &to->accounts[numbers[i]];
        account->type = account->type ? account->type : from->accounts[i].type;
        error = name(to, &account->name, from->accounts[i].name);
    }
    return error;
}

static tolv_error join_dimension(tolv_ledger *to, const tolv_dimension *from) {
    uint32_t number = tolv_ledger_dimension(to, from->number);
    if (number == TOLV_NONE)
        return to->dimension_count == TOLV_DIMENSIONS_MAX ? TOLV_TOO_LARGE : TOLV_OUT_OF_MEMORY;
    tolv_dimension *in = &to->dimensions[number];
    in->parent = in->parent ? in->parent : from->parent;
    tolv_error error = name(to, &in->name, from->name);
    for (uint32_t i = 0; i < from->codes.count && !error; i++) {
        uint32_t object = tolv_ledger_object(to, number, from->codes.texts[i]);
        error =
            object == TOLV_NONE ? TOLV_OUT_OF_MEMORY : name(to, &in->names[object], from->names[i]);
    }
    return error;
}

static tolv_error join_combinations(tolv_ledger *to, const tolv_ledger *from, uint32_t *numbers) {
    for (uint32_t i = 0; i < from->combinations.count; i++) {
        size_t count;
        const tolv_placing *placings = tolv_ledger_objects_of(from, i, &count);
        tolv_placing joined[TOLV_COMBINATION_MAX];
        for (size_t j = 0; j < count; j++) {
            const tolv_dimension *in = &from->dimensions[placings[j].dimension];
            joined[j].dimension = tolv_ledger_find_dimension(to, in->number);
            joined[j].object =
                tolv_ledger_object(to, joined[j].dimension, in->codes.texts[placings[j].object]);
        }
        numbers[i] = tolv_ledger_combination(to, joined, count);
        if (numbers[i] == TOLV_NONE)
            return TOLV_OUT_OF_MEMORY;
    }
    return TOLV_OK;
}

/* ---- years ---- */

/* This year, and plans of those after it; years before it are copies of other files' books. */
static bool is_own(const tolv_financial_year *year) {
    return year->index >= 0;
}

/* A file with vouchers alone has no copy of a budget. */
static bool tells(const tolv_ledger *ledger, tolv_row_kind kind) {
    bool is_outcome = kind == TOLV_ROW_VOUCHER || kind == TOLV_ROW_BALANCE;
    return is_outcome ? ledger->read[TOLV_ROW_VOUCHER] || ledger->read[TOLV_ROW_BALANCE]
                      : ledger->read[kind] > 0;
}

size_t tolv_joined_owner(const tolv_joined_file *files, size_t count, size_t file,
                         const tolv_row *row) {
    const tolv_financial_year *year = tolv_ledger_year_of(files[file].ledger, row->period);
    if (!files[file].ledger->sie_type || !year || is_own(year))
        return count;
    size_t other = 0;
    for (; other < count; other++) {
        const tolv_ledger *its = files[other].ledger;
        const tolv_financial_year *in = tolv_ledger_year_of(its, row->period);
        if (other != file && its->sie_type && in && is_own(in) && tells(its, row->kind))
            break;
    }
    return other;
}

/* One file keeps the years it has. A table's calendar years are only what was made of its months:
 * those are made anew. */
static void join_years(const joining *at) {
    tolv_ledger *ledger = at->ledger;
    const tolv_ledger *only = at->files[0].ledger;
    if (at->count == 1) {
        memcpy(ledger->years, only->years, sizeof ledger->years);
        ledger->year_count = only->year_count;
        return;
    }
    for (size_t i = 0; i < at->count; i++) {
        const tolv_ledger *from = at->files[i].ledger;
        for (size_t j = 0; j < from->year_count; j++)
            (from->sie_type ? tolv_ledger_add_year : tolv_ledger_tell_year)(
                ledger, from->years[j].first, from->years[j].last);
    }
    tolv_ledger_make_years(ledger);
}

/* ---- rows ---- */

static const char *const kinds[TOLV_ROW_KINDS] = {
    [TOLV_ROW_VOUCHER] = N_("outcome"),
    [TOLV_ROW_BUDGET] = N_("budget"),
    [TOLV_ROW_FORECAST] = N_("forecast"),
};

static void tell_left_out(const joining *at, size_t file, size_t owner, size_t rows) {
    if (rows)
        tolv_notify(at->listener,
                    &(tolv_notice){.severity = TOLV_NOTE,
                                   .file = at->files[file].name,
                                   .sentence = N_("{1} sums of the year before are left out: that "
                                                  "year is taken from {2}"),
                                   .items = {TOLV_PLAIN(rows),
                                             TOLV_TEXT_ITEM(tolv_text_of(at->files[owner].name))},
                                   .item_count = 2});
}

/* Notes who tells a month first; tells the first month of a kind that a second file tells too. */
static void note_teller(const joining *at, size_t file, const tolv_row *row, bool *told) {
    int month = tolv_month_number(row->period) - FIRST_YEAR * 12;
    if (month < 0 || month >= MONTHS_KNOWN)
        return;
    uint32_t *teller = &at->teller[(size_t)row->kind * MONTHS_KNOWN + (size_t)month];
    if (*teller == 0)
        *teller = (uint32_t)file + 1;
    if (*teller == file + 1 || told[row->kind])
        return;
    told[row->kind] = true;
    tolv_notify(
        at->listener,
        &(tolv_notice){.severity = TOLV_WARNING,
                       .file = at->files[file].name,
                       .sentence = N_("{1} of {2} {3} stands in {4} too: they are added; leave one "
                                      "of the files out if they tell the same"),
                       .items = {TOLV_WORD(kinds[row->kind]), TOLV_MONTH(row->period % 100),
                                 TOLV_PLAIN(row->period / 100),
                                 TOLV_TEXT_ITEM(tolv_text_of(at->files[*teller - 1].name))},
                       .item_count = 4});
}

/* Rows on their way into the ledger. */
typedef struct batch {
    tolv_ledger *ledger;
    tolv_row rows[TOLV_BATCH];
    size_t count;
} batch;

static tolv_error put(void *context, const tolv_row *row) {
    batch *to = context;
    to->rows[to->count++] = *row;
    if (to->count < TOLV_BATCH)
        return TOLV_OK;
    to->count = 0;
    return tolv_ledger_add(to->ledger, to->rows, TOLV_BATCH, NULL);
}

static tolv_error join_rows(const joining *at, size_t file, const uint32_t *accounts,
                            const uint32_t *combinations) {
    const tolv_flat_rows *flat = &at->files[file].flat;
    batch to = {.ledger = at->ledger, .count = 0};
    bool told[TOLV_ROW_KINDS] = {false};
    size_t left_out = 0, owned = at->count;
    tolv_error error = TOLV_OK;
    for (size_t i = 0; i < flat->count && !error; i++) {
        tolv_row row = flat->rows[i];
        size_t owner = tolv_joined_owner(at->files, at->count, file, &row);
        if (owner < at->count) {
            left_out++;
            owned = owner;
            continue;
        }
        note_teller(at, file, &row, told);
        row.account = accounts[row.account];
        row.combination = row.combination ? combinations[row.combination] : 0;
        error = tolv_restate_row(at->restating, at->ledger, &row, put, &to);
    }
    tell_left_out(at, file, owned, left_out);
    return error ? error : tolv_ledger_add(at->ledger, to.rows, to.count, NULL);
}

static tolv_error join_file(const joining *at, size_t file) {
    const tolv_ledger *from = at->files[file].ledger;
    const tolv_memory *memory = at->ledger->arena.memory;
    uint32_t *accounts =
        tolv_grown(memory, NULL, 0, from->account_codes.count + (size_t)1, sizeof *accounts);
    uint32_t *combinations =
        tolv_grown(memory, NULL, 0, from->combinations.count + (size_t)1, sizeof *combinations);
    tolv_error error = accounts && combinations
                           ? name(at->ledger, &at->ledger->company, from->company)
                           : TOLV_OUT_OF_MEMORY;
    if (!error)
        error = join_accounts(at->ledger, from, accounts);
    for (uint32_t i = 0; i < from->dimension_count && !error; i++)
        error = join_dimension(at->ledger, &from->dimensions[i]);
    if (!error)
        error = join_combinations(at->ledger, from, combinations);
    if (!error)
        error = join_rows(at, file, accounts, combinations);
    tolv_release(memory, accounts);
    tolv_release(memory, combinations);
    return error;
}

tolv_error tolv_ledger_join(tolv_ledger *ledger, const tolv_joined_file *files, size_t count,
                            tolv_restating *restating, const tolv_listener *listener) {
    const tolv_memory *memory = ledger->arena.memory;
    joining at = {ledger, files, count, restating, listener, NULL};
    at.teller =
        tolv_grown(memory, NULL, 0, (size_t)TOLV_ROW_KINDS * MONTHS_KNOWN, sizeof *at.teller);
    if (!at.teller)
        return TOLV_OUT_OF_MEMORY;
    memset(at.teller, 0, (size_t)TOLV_ROW_KINDS * MONTHS_KNOWN * sizeof *at.teller);
    tolv_error error = TOLV_OK;
    for (size_t i = 0; i < count && !error; i++)
        error = join_file(&at, i);
    if (!error)
        join_years(&at);
    for (uint32_t i = 0; i < ledger->rows.count; i++)
        ledger->rows.counts[i] = UINT64_MAX;
    tolv_release(memory, at.teller);
    return error;
}
