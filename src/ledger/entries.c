/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/entries.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/books.h"

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
    bool *units = tolv_arena_take(arena, (size_t)axis.count + 1, sizeof *units);
    if (!units)
        return TOLV_OUT_OF_MEMORY;
    memset(units, 0, (size_t)axis.count + 1);
    if (!all) {
        units[line] = true;
        tolv_hierarchy_mark(&books->hierarchy, units);
    }
    tolv_books_span(books, question->from, question->to, &first, &end);
    for (uint32_t row = 0; row < books->ledger.rows.count; row++) {
        size_t month = books->month_of[row];
        marks[row] = month >= first && month < end && tolv_is_selected(&selection, books, row) &&
                     (all || units[tolv_code_of_row(&axis, books, row)]);
    }
    return TOLV_OK;
}

static int by_size(const void *a, const void *b) {
    const tolv_entry *x = a, *y = b;
    tolv_ore one = llabs(x->amount), other = llabs(y->amount);
    if (one != other)
        return one < other ? 1 : -1;
    return (x->source > y->source) - (x->source < y->source);
}

tolv_error tolv_entries_list(tolv_entries *entries, tolv_arena *arena, const tolv_books *books,
                             const tolv_question *question, size_t most, tolv_filter_fault *fault) {
    const tolv_sources *sources = &books->sources;
    bool *marks = tolv_arena_take(arena, books->ledger.rows.count, sizeof *marks);
    *entries = (tolv_entries){.entries = NULL};
    tolv_error error = marks ? mark_rows(books, question, arena, marks, fault) : TOLV_OUT_OF_MEMORY;
    size_t count = 0;
    for (size_t i = 0; !error && i < sources->count; i++)
        count += marks[sources->booked[i]];
    if (!error)
        entries->entries = tolv_arena_take(arena, count, sizeof *entries->entries);
    if (error || !entries->entries)
        return error ? error : TOLV_OUT_OF_MEMORY;
    for (size_t i = 0, next = 0; i < sources->count; i++)
        if (marks[sources->booked[i]])
            entries->entries[next++] = (tolv_entry){i, sources->amount[i]};
    if (count)
        qsort(entries->entries, count, sizeof *entries->entries, by_size);
    entries->count = count < most ? count : most;
    entries->rest_count = count - entries->count;
    for (size_t i = entries->count; i < count; i++)
        entries->rest += entries->entries[i].amount;
    return TOLV_OK;
}
