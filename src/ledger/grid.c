/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/grid.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/books.h"

/* ---- Two axes ---- */

void tolv_grid(const tolv_books *books, const tolv_selection *selection, const tolv_lines *rows,
               const tolv_lines *columns, tolv_ore *sums) {
    const tolv_ore *amounts = books->ledger.rows.amount;
    tolv_selection counted = *selection;
    tolv_selection_counts(&counted, &rows->axis);
    tolv_selection_counts(&counted, &columns->axis);
    memset(sums, 0, rows->count * columns->count * sizeof *sums);
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        if (!tolv_is_selected(&counted, books, row))
            continue;
        const size_t *down = &rows->first[tolv_code_of_row(&rows->axis, books, row)];
        const size_t *across = &columns->first[tolv_code_of_row(&columns->axis, books, row)];
        for (size_t i = down[0]; i < down[1]; i++) {
            tolv_ore *line = sums + rows->line[i] * columns->count;
            for (size_t j = across[0]; j < across[1]; j++)
                line[columns->line[j]] += amounts[row];
        }
    }
}

/* ---- What is not placed ---- */

static int by_size(const void *a, const void *b) {
    const tolv_code_sum *x = a, *y = b;
    tolv_ore one = llabs(x->sum), other = llabs(y->sum);
    if (one != other)
        return one < other ? 1 : -1;
    return (x->code > y->code) - (x->code < y->code);
}

/* How many rows of the table each row of the ledger is made of. */
static uint32_t *count_sources(tolv_arena *arena, const tolv_books *books) {
    uint32_t count = books->ledger.rows.count;
    uint32_t *sources = tolv_arena_take(arena, count, sizeof *sources);
    if (!sources)
        return NULL;
    memset(sources, 0, count * sizeof *sources);
    for (size_t i = 0; i < books->sources.count; i++)
        sources[books->sources.booked[i]]++;
    return sources;
}

static void add(tolv_code_sum *to, const tolv_code_sum *of) {
    to->sum += of->sum;
    to->rows += of->rows;
}

tolv_error tolv_unplaced_make(tolv_unplaced *unplaced, tolv_arena *arena, const tolv_books *books,
                              const tolv_selection *selection, const tolv_lines *lines) {
    size_t codes = (size_t)lines->axis.count + 1;
    const uint32_t *sources = count_sources(arena, books);
    tolv_code_sum *sums = tolv_arena_take(arena, codes, sizeof *sums);
    if (!sources || !sums)
        return TOLV_OUT_OF_MEMORY;
    *unplaced = (tolv_unplaced){.codes = sums};
    for (size_t code = 0; code < codes; code++)
        sums[code] = (tolv_code_sum){.code = (uint32_t)code};
    tolv_selection counted = *selection;
    tolv_selection_counts(&counted, &lines->axis);
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        if (!tolv_is_selected(&counted, books, row))
            continue;
        tolv_code_sum *of = &sums[tolv_code_of_row(&lines->axis, books, row)];
        of->sum += books->ledger.rows.amount[row];
        of->rows += sources[row];
    }
    for (size_t code = 0; code < codes; code++) {
        bool is_placed = lines->is_placed[code];
        add(is_placed ? &unplaced->placed : &unplaced->rest, &sums[code]);
        if (!is_placed && (sums[code].rows > 0 || sums[code].sum != 0))
            sums[unplaced->count++] = sums[code];
    }
    qsort(sums, unplaced->count, sizeof *sums, by_size);
    return TOLV_OK;
}

/* ---- Behind a figure ---- */

/* Is unit `unit`, or one above it, the one on the line? */
static bool is_within(const tolv_books *books, uint32_t unit, size_t line) {
    while (unit != TOLV_NONE && unit != line)
        unit = tolv_unit_above(&books->hierarchy, unit);
    return unit == line;
}

/* Which rows of the ledger the question's figure is the sum of. */
static tolv_error mark_rows(const tolv_books *books, const tolv_question *question,
                            tolv_arena *arena, bool *marks, tolv_filter_fault *fault) {
    tolv_selection selection;
    tolv_axis axis = {.by = TOLV_BY_MONTH};
    size_t line, first, end;
    fault->filter = TOLV_FAULT_IN_UNIT;
    fault->text = question->unit;
    tolv_error error = tolv_books_unit(books, question->unit, &line);
    if (error)
        return error;
    bool all =
        books->units == TOLV_NONE || line == books->ledger.dimensions[books->units].codes.count;
    error = tolv_selection_make(&selection, arena, books, question->type, question->filters,
                                question->filter_count, fault);
    if (!error && !all)
        error = tolv_axis_named(arena, books, tolv_text_of("unit"), &axis);
    if (error)
        return error;
    tolv_selection_counts(&selection, &axis);
    tolv_books_span(books, question->from, question->to, &first, &end);
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        size_t month = books->month_of[row];
        marks[row] = month >= first && month < end && tolv_is_selected(&selection, books, row);
        if (marks[row] && !all)
            marks[row] = tolv_code_of_row(&axis, books, row) < axis.count &&
                         is_within(books, tolv_code_of_row(&axis, books, row), line);
    }
    return TOLV_OK;
}

/* Puts an entry among the largest so far, if it is one; the one that has to go becomes rest. */
static void insert(tolv_entries *entries, size_t most, tolv_entry entry) {
    size_t at = entries->count;
    while (at > 0 && llabs(entries->entries[at - 1].amount) < llabs(entry.amount))
        at--;
    bool is_full = entries->count == most;
    if (is_full) {
        entries->rest += at == most ? entry.amount : entries->entries[most - 1].amount;
        entries->rest_count++;
    }
    if (at == most)
        return;
    entries->count += !is_full;
    memmove(&entries->entries[at + 1], &entries->entries[at],
            (entries->count - at - 1) * sizeof *entries->entries);
    entries->entries[at] = entry;
}

tolv_error tolv_entries_list(tolv_entries *entries, tolv_arena *arena, const tolv_books *books,
                             const tolv_question *question, size_t most, tolv_filter_fault *fault) {
    const tolv_sources *sources = &books->sources;
    bool *marks = tolv_arena_take(arena, books->ledger.rows.count, sizeof *marks);
    *entries = (tolv_entries){.entries = tolv_arena_take(arena, most, sizeof(tolv_entry))};
    if (!marks || !entries->entries)
        return TOLV_OUT_OF_MEMORY;
    tolv_error error = mark_rows(books, question, arena, marks, fault);
    for (size_t i = 0; !error && i < sources->count; i++)
        if (marks[sources->booked[i]])
            insert(entries, most, (tolv_entry){i, sources->amount[i]});
    return error;
}
