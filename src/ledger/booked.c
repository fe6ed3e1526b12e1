/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/booked.h"

#include <string.h>

#include "ledger/books.h"
#include "ledger/growth.h"

static size_t units_of(const tolv_books *books) {
    return books->units == TOLV_NONE ? 0 : books->ledger.dimensions[books->units].codes.count;
}

/* ---- By account ---- */

void tolv_by_account_close(tolv_by_account *rows, const tolv_memory *memory) {
    tolv_release(memory, rows->first);
    tolv_release(memory, rows->row);
    *rows = (tolv_by_account){.first = NULL};
}

/* Counts each account's rows, and puts them one after the other. */
static bool place_rows(tolv_by_account *by, const tolv_ledger *ledger, const tolv_memory *memory) {
    const tolv_rows *rows = &ledger->rows;
    size_t accounts = ledger->account_codes.count;
    by->first = tolv_grown(memory, NULL, 0, accounts + 2, sizeof *by->first);
    by->row = tolv_grown(memory, NULL, 0, (size_t)rows->count + 1, sizeof *by->row);
    if (!by->first || !by->row)
        return false;
    memset(by->first, 0, (accounts + 2) * sizeof *by->first);
    for (uint32_t row = 0; row < rows->count; row++)
        by->first[rows->account[row] + 2]++;
    for (size_t i = 2; i < accounts + 2; i++)
        by->first[i] += by->first[i - 1];
    for (uint32_t row = 0; row < rows->count; row++)
        by->row[by->first[rows->account[row] + 1]++] = row;
    return true;
}

/* The rows by account and the units by combination, once for all planes. */
static tolv_error make_ready(tolv_books *books) {
    tolv_by_account *by = &books->by_account;
    tolv_axis axis = {.code = NULL};
    tolv_error error = TOLV_OK;
    if (by->first)
        return TOLV_OK;
    if (units_of(books))
        error = tolv_axis_named(&books->ledger.arena, books, tolv_text_of("unit"), &axis);
    by->unit_of = axis.code;
    if (!error && !place_rows(by, &books->ledger, books->memory))
        error = TOLV_OUT_OF_MEMORY;
    if (error)
        tolv_by_account_close(by, books->memory);
    return error;
}

/* ---- Planes ---- */

/* Makes of each month's sum the sum of all months before it. */
static void accumulate(tolv_ore *sums, size_t months) {
    tolv_ore before = 0;
    for (size_t i = 0; i <= months; i++) {
        tolv_ore month = sums[i];
        sums[i] = before;
        before += month;
    }
}

/* What the rows of the selection sum to by unit and month; the last line is that of all. Only the
 * rows of its accounts are looked at. */
static void add_rows(const tolv_books *books, const tolv_selection *selection, tolv_ore *sums) {
    const tolv_rows *rows = &books->ledger.rows;
    const tolv_by_account *by = &books->by_account;
    size_t width = books->month_count + 1, units = units_of(books);
    for (uint32_t account = 0; account < books->ledger.account_codes.count; account++) {
        if (selection->accounts && !selection->accounts[account])
            continue;
        for (uint32_t i = by->first[account]; i < by->first[account + 1]; i++) {
            uint32_t row = by->row[i];
            if (!tolv_is_selected(selection, books, row))
                continue;
            size_t month = books->month_of[row];
            size_t unit = by->unit_of ? by->unit_of[rows->combination[row]] : units;
            sums[units * width + month] += rows->amount[row];
            if (unit < units)
                sums[unit * width + month] += rows->amount[row];
        }
    }
}

static void add_below(const tolv_books *books, tolv_ore *sums) {
    size_t width = books->month_count + 1;
    for (size_t i = 0; i < books->hierarchy.count; i++) {
        uint32_t unit = books->hierarchy.order[i], above = books->hierarchy.above[unit];
        for (size_t month = 0; above != TOLV_NONE && month < width; month++)
            sums[above * width + month] += sums[unit * width + month];
    }
}

/* The plane of a question whose key is not there. */
static tolv_error make(tolv_books *books, const tolv_question *question, tolv_text key,
                       tolv_arena *arena, tolv_plane **made, tolv_filter_fault *fault) {
    tolv_selection selection;
    size_t width = books->month_count + 1, units = units_of(books);
    tolv_error error = tolv_selection_make(&selection, arena, books, question->type,
                                           question->filters, question->filter_count, fault);
    if (!error)
        error = make_ready(books);
    if (error)
        return error;
    *made = tolv_planes_add(&books->planes, key, (units + 1) * width, books->memory);
    if (!*made)
        return TOLV_OUT_OF_MEMORY;
    add_rows(books, &selection, (*made)->sums);
    add_below(books, (*made)->sums);
    for (size_t line = 0; line <= units; line++)
        accumulate((*made)->sums + line * width, books->month_count);
    return TOLV_OK;
}

/* ---- Keys ---- */

/* The type, then the filters, each text with its length before it. */
static tolv_text key_of(const tolv_question *question, tolv_arena *arena) {
    size_t length = 1;
    for (size_t i = 0; i < question->filter_count; i++)
        length += 2 * sizeof(size_t) + question->filters[i].field.length +
                  question->filters[i].pattern.length;
    char *bytes = tolv_arena_take(arena, length, 1), *at = bytes;
    if (!bytes)
        return (tolv_text){NULL, 0};
    *at++ = (char)question->type;
    for (size_t i = 0; i < question->filter_count; i++) {
        const tolv_text texts[] = {question->filters[i].field, question->filters[i].pattern};
        for (int j = 0; j < 2; j++) {
            memcpy(at, &texts[j].length, sizeof texts[j].length);
            at += sizeof texts[j].length;
            if (texts[j].length)
                memcpy(at, texts[j].bytes, texts[j].length);
            at += texts[j].length;
        }
    }
    return (tolv_text){bytes, length};
}

/* ---- Figures ---- */

tolv_error tolv_books_unit(const tolv_books *books, tolv_text code, size_t *line) {
    code = tolv_text_trimmed(code);
    *line = units_of(books);
    bool all = code.length == 0 || (code.length == 1 && code.bytes[0] == '*');
    if (all)
        return TOLV_OK;
    uint32_t unit = books->units == TOLV_NONE
                        ? TOLV_NONE
                        : tolv_dictionary_find(&books->ledger.dimensions[books->units].codes, code);
    *line = unit;
    return unit == TOLV_NONE ? TOLV_NOT_FOUND : TOLV_OK;
}

void tolv_books_span(const tolv_books *books, int from, int to, size_t *first, size_t *end) {
    int after = tolv_period_of(tolv_month_number(tolv_ledger_month(&books->ledger, to)) + 1);
    *first = tolv_books_month(books, tolv_ledger_month(&books->ledger, from));
    *end = tolv_books_month(books, after);
}

tolv_error tolv_booked(tolv_books *books, const tolv_question *question, tolv_ore *figure,
                       tolv_filter_fault *fault) {
    size_t line, first, end, width = books->month_count + 1;
    tolv_arena arena;
    fault->filter = TOLV_FAULT_IN_UNIT;
    fault->text = question->unit;
    tolv_error error = tolv_books_unit(books, question->unit, &line);
    if (error)
        return error;
    tolv_arena_open(&arena, books->memory);
    tolv_text key = key_of(question, &arena);
    tolv_plane *plane = key.bytes ? tolv_planes_find(&books->planes, key) : NULL;
    if (!plane)
        error = key.bytes ? make(books, question, key, &arena, &plane, fault) : TOLV_OUT_OF_MEMORY;
    if (!error) {
        tolv_books_span(books, question->from, question->to, &first, &end);
        *figure = plane->sums[line * width + end] - plane->sums[line * width + first];
    }
    tolv_arena_close(&arena);
    return error;
}
