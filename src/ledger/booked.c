/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/booked.h"

#include <string.h>

#include "ledger/books.h"
#include "ledger/growth.h"

/* ---- Planes ---- */

static size_t units_of(const tolv_books *books) {
    return books->units == TOLV_NONE ? 0 : books->ledger.dimensions[books->units].codes.count;
}

/* Makes of each month's sum the sum of all months before it. */
static void accumulate(tolv_ore *sums, size_t months) {
    tolv_ore before = 0;
    for (size_t i = 0; i <= months; i++) {
        tolv_ore month = sums[i];
        sums[i] = before;
        before += month;
    }
}

/* What the rows of the selection sum to by unit and month; the last line is that of all. */
static void add_rows(const tolv_books *books, const tolv_selection *selection,
                     const uint32_t *unit_of, tolv_ore *sums) {
    const tolv_rows *rows = &books->ledger.rows;
    size_t width = books->month_count + 1, units = units_of(books);
    for (uint32_t row = 0; row < rows->count; row++) {
        if (!tolv_is_selected(selection, books, row))
            continue;
        size_t month = books->month_of[row];
        size_t unit = unit_of ? unit_of[rows->combination[row]] : units;
        sums[units * width + month] += rows->amount[row];
        if (unit < units)
            sums[unit * width + month] += rows->amount[row];
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

static tolv_error fill(const tolv_books *books, const tolv_question *question, tolv_arena *arena,
                       tolv_ore *sums, tolv_filter_fault *fault) {
    tolv_selection selection;
    tolv_axis axis = {.code = NULL};
    size_t width = books->month_count + 1, units = units_of(books);
    tolv_error error = tolv_selection_make(&selection, arena, books, question->type,
                                           question->filters, question->filter_count, fault);
    if (!error && units)
        error = tolv_axis_named(arena, books, tolv_text_of("unit"), &axis);
    if (error)
        return error;
    memset(sums, 0, (units + 1) * width * sizeof *sums);
    add_rows(books, &selection, axis.code, sums);
    add_below(books, sums);
    for (size_t line = 0; line <= units; line++)
        accumulate(sums + line * width, books->month_count);
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

/* ---- The list ---- */

static size_t bytes_of(const tolv_books *books) {
    return (units_of(books) + 1) * (books->month_count + 1) * sizeof(tolv_ore);
}

static void release(tolv_planes *planes, tolv_plane *plane, size_t bytes,
                    const tolv_memory *memory) {
    planes->count--;
    planes->bytes -= bytes;
    tolv_release(memory, plane->sums);
    tolv_release(memory, plane);
}

/* Those used longest ago go, never the one that was used last. */
static void keep_within(tolv_books *books) {
    tolv_planes *planes = &books->planes;
    size_t bytes = bytes_of(books), most = TOLV_PLANES_BYTES / bytes;
    most = most < 1 ? 1 : most > TOLV_PLANES_MAX ? TOLV_PLANES_MAX : most;
    tolv_plane **at = &planes->last_used;
    for (size_t i = 0; i < most && *at; i++)
        at = &(*at)->next;
    for (tolv_plane *plane = *at, *next; plane; plane = next) {
        next = plane->next;
        release(planes, plane, bytes, books->memory);
    }
    *at = NULL;
}

void tolv_planes_close(tolv_planes *planes, const tolv_memory *memory) {
    for (tolv_plane *plane = planes->last_used, *next; plane; plane = next) {
        next = plane->next;
        release(planes, plane, 0, memory);
    }
    planes->last_used = NULL;
}

static tolv_plane *find(tolv_planes *planes, tolv_text key) {
    for (tolv_plane **at = &planes->last_used; *at; at = &(*at)->next) {
        tolv_plane *plane = *at;
        if (plane->key_length != key.length || memcmp(plane->key, key.bytes, key.length) != 0)
            continue;
        *at = plane->next;
        plane->next = planes->last_used;
        planes->last_used = plane;
        return plane;
    }
    return NULL;
}

/* A new plane, used last of all. */
static tolv_error make(tolv_books *books, const tolv_question *question, tolv_text key,
                       tolv_arena *arena, tolv_plane **made, tolv_filter_fault *fault) {
    const tolv_memory *memory = books->memory;
    size_t bytes = bytes_of(books);
    tolv_plane *plane = memory->allocate(memory->context, sizeof *plane + key.length);
    tolv_ore *sums = memory->allocate(memory->context, bytes);
    tolv_error error =
        plane && sums ? fill(books, question, arena, sums, fault) : TOLV_OUT_OF_MEMORY;
    if (error) {
        tolv_release(memory, plane);
        tolv_release(memory, sums);
        return error;
    }
    *plane = (tolv_plane){books->planes.last_used, sums, key.length};
    memcpy(plane->key, key.bytes, key.length);
    books->planes.last_used = *made = plane;
    books->planes.count++;
    books->planes.bytes += bytes;
    keep_within(books);
    return TOLV_OK;
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
    tolv_plane *plane = key.bytes ? find(&books->planes, key) : NULL;
    if (!plane)
        error = key.bytes ? make(books, question, key, &arena, &plane, fault) : TOLV_OUT_OF_MEMORY;
    if (!error) {
        tolv_books_span(books, question->from, question->to, &first, &end);
        *figure = plane->sums[line * width + end] - plane->sums[line * width + first];
    }
    tolv_arena_close(&arena);
    return error;
}
