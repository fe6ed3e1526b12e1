/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/alignment.h"

#include <stdlib.h>
#include <string.h>

/* ---- Lines ---- */

static bool add(const tolv_alignment *at, tolv_lines *to, size_t then, size_t now) {
    tolv_anchor *anchors =
        tolv_arena_with_room(at->arena, to->anchors, to->count, &to->room, sizeof *anchors);
    if (!anchors)
        return false;
    to->anchors = anchors;
    to->anchors[to->count++] = (tolv_anchor){then, now};
    return true;
}

static int by_then(const void *a, const void *b) {
    const tolv_anchor *x = a, *y = b;
    if (x->then != y->then)
        return x->then < y->then ? -1 : 1;
    return (x->now < y->now) - (x->now > y->now); /* of one line only one can be kept */
}

/* Keeps the most anchors that ascend in both: what somebody has moved is none. `tails`: the best
 * last anchor of each length (patience sorting). */
static bool settle(const tolv_alignment *at, tolv_lines *lines) {
    size_t count = lines->count, longest = 0;
    size_t *tails = tolv_arena_take(at->arena, count, sizeof *tails);
    size_t *before = tolv_arena_take(at->arena, count, sizeof *before);
    tolv_anchor *kept = tolv_arena_take(at->arena, count, sizeof *kept);
    if (!tails || !before || !kept)
        return false;
    if (count)
        qsort(lines->anchors, count, sizeof *lines->anchors, by_then);
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = longest;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (lines->anchors[tails[middle]].now < lines->anchors[i].now)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? tails[low - 1] : i;
        tails[low] = i;
        longest += low == longest;
    }
    for (size_t length = longest, i = longest ? tails[longest - 1] : 0; length > 0; i = before[i])
        kept[--length] = lines->anchors[i];
    *lines = (tolv_lines){kept, longest, count};
    return true;
}

/* The first anchor after a line of then. */
static size_t first_after(const tolv_lines *lines, size_t then) {
    size_t low = 0, high = lines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lines->anchors[middle].then <= then)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void tolv_aligned(const tolv_lines *lines, size_t then, size_t *first, size_t *last) {
    static const tolv_anchor top = {0, 0};
    size_t i = first_after(lines, then);
    const tolv_anchor *above = i ? &lines->anchors[i - 1] : &top;
    const tolv_anchor *below = i < lines->count ? &lines->anchors[i] : above;
    size_t from_above = then + above->now - above->then;
    size_t from_below = then + below->now >= below->then ? then + below->now - below->then : 0;
    bool known = i > 0 && above->then == then;
    from_below = known ? from_above : from_below;
    *first = from_above < from_below ? from_above : from_below;
    *last = from_above < from_below ? from_below : from_above;
}

size_t tolv_aligned_back(const tolv_lines *lines, size_t now) {
    size_t i = 0;
    while (i < lines->count && lines->anchors[i].now <= now)
        i++;
    return i ? now - lines->anchors[i - 1].now + lines->anchors[i - 1].then : now;
}

/* ---- Marks, which Calc moves along ---- */

static tolv_sheet_pair *pair_of(const tolv_alignment *at, tolv_text then, tolv_text now) {
    for (size_t i = 0; i < at->then->book.sheet_count; i++) {
        tolv_sheet_pair *pair = &at->pairs[i];
        if (pair->then && pair->now && tolv_text_equal(pair->then->name, then) &&
            tolv_text_equal(pair->now->name, now))
            return pair;
    }
    return NULL;
}

static bool add_table(const tolv_alignment *at, const tolv_round_table *then,
                      const tolv_round_table *now) {
    tolv_sheet_pair *pair = pair_of(at, then->area.sheet, now->area.sheet);
    bool added = !pair || (add(at, &pair->rows, then->area.row, now->area.row) &&
                           add(at, &pair->rows, then->area.last_row, now->area.last_row));
    for (size_t i = 0; pair && added && i <= then->area.last_column - then->area.column; i++) {
        size_t of =
            then->headings[i].length ? tolv_round_headed(now, then->headings[i]) : TOLV_NO_COLUMN;
        if (of != TOLV_NO_COLUMN)
            added = add(at, &pair->columns, then->area.column + i, now->area.column + of);
    }
    return added;
}

static bool add_name(const tolv_alignment *at, const tolv_area *then, const tolv_area *now) {
    tolv_sheet_pair *pair = pair_of(at, then->sheet, now->sheet);
    return !pair || (add(at, &pair->rows, then->row, now->row) &&
                     add(at, &pair->columns, then->column, now->column));
}

static bool add_marks(const tolv_alignment *at) {
    const tolv_round *then = &at->then->round, *now = &at->now->round;
    bool added = true;
    for (const tolv_round_table *a = then->tables; a; a = a->next)
        for (const tolv_round_table *b = now->tables; b && added; b = b->next)
            if (tolv_text_same(a->name, b->name))
                added = add_table(at, a, b);
    for (const tolv_round_name *a = then->names; a; a = a->next)
        for (const tolv_round_name *b = now->names; b && added; b = b->next)
            if (tolv_text_same(a->name, b->name))
                added = add_name(at, &a->area, &b->area);
    return added;
}

/* ---- Rows whose texts stand once ---- */

typedef struct text_row {
    uint64_t hash;
    size_t row;
} text_row;

static int by_hash(const void *a, const void *b) {
    const text_row *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Of the texts that are fixed in a row, wherever they stand in it; 0: there are none. */
static uint64_t hash_of(const tolv_book_row *row) {
    uint64_t hash = 0;
    for (size_t i = 0; i < row->count; i++) {
        const tolv_book_cell *cell = &row->cells[i];
        if (!cell->locked || cell->formula.length || cell->value.kind != TOLV_CELL_TEXT)
            continue;
        hash = (hash ? hash : 14695981039346656037u) ^ 31;
        for (size_t j = 0; j < cell->value.text.length; j++)
            hash = (hash ^ (unsigned char)cell->value.text.bytes[j]) * 1099511628211u;
    }
    return hash;
}

/* Those outside the rows that have codes, which are told by these. */
static text_row *text_rows(const tolv_alignment *at, const tolv_round_cells *of,
                           const tolv_book_sheet *sheet, size_t *count) {
    text_row *rows = tolv_arena_take(at->arena, sheet->count, sizeof *rows);
    *count = 0;
    for (size_t i = sheet->first; rows && i < sheet->first + sheet->count; i++) {
        const tolv_book_row *row = &of->book.rows[i];
        uint64_t hash = row->rows > 1 || tolv_round_cut_at(&of->round, sheet->name, row->row)
                            ? 0
                            : hash_of(row);
        if (hash)
            rows[(*count)++] = (text_row){hash, row->row};
    }
    if (rows && *count)
        qsort(rows, *count, sizeof *rows, by_hash);
    return rows;
}

static bool is_alone(const text_row *rows, size_t count, size_t i) {
    return (i == 0 || rows[i - 1].hash != rows[i].hash) &&
           (i + 1 == count || rows[i + 1].hash != rows[i].hash);
}

static bool add_texts(const tolv_alignment *at, tolv_sheet_pair *pair) {
    size_t then_count, now_count, j = 0;
    const text_row *then = text_rows(at, at->then, pair->then, &then_count);
    const text_row *now = text_rows(at, at->now, pair->now, &now_count);
    bool added = then && now;
    for (size_t i = 0; added && i < then_count; i++) {
        while (j < now_count && now[j].hash < then[i].hash)
            j++;
        if (j < now_count && now[j].hash == then[i].hash && is_alone(then, then_count, i) &&
            is_alone(now, now_count, j))
            added = add(at, &pair->rows, then[i].row, now[j].row);
    }
    return added;
}

/* ---- Sheets ---- */

static bool is_sent(const tolv_round *round, tolv_text name) {
    const tolv_round_sheet *sheet = round->sheets;
    while (sheet && !tolv_text_equal(sheet->name, name))
        sheet = sheet->next;
    return sheet && !sheet->unsent;
}

bool tolv_align_sheets(tolv_alignment *at) {
    size_t count = at->then->book.sheet_count;
    at->pairs = tolv_arena_take(at->arena, count, sizeof *at->pairs);
    for (size_t i = 0; at->pairs && i < count; i++) {
        const tolv_book_sheet *then = &at->then->book.sheets[i];
        at->pairs[i] = (tolv_sheet_pair){.then = NULL};
        if (is_sent(&at->then->round, then->name))
            at->pairs[i] = (tolv_sheet_pair){
                .then = then, .now = tolv_book_sheet_named(&at->now->book, then->name)};
    }
    return at->pairs != NULL;
}

/* A sheet of now that no sheet of then has. */
static const tolv_book_sheet *spare_sheet(const tolv_alignment *at) {
    for (size_t i = 0; i < at->now->book.sheet_count; i++) {
        const tolv_book_sheet *sheet = &at->now->book.sheets[i];
        if (!tolv_pair_of(at, sheet->name, false))
            return sheet;
    }
    return NULL;
}

/* Where a mark of the sheet is now. */
static const tolv_book_sheet *marked_sheet(const tolv_alignment *at, tolv_text name) {
    tolv_text found = {"", 0};
    for (const tolv_round_table *a = at->then->round.tables; a; a = a->next)
        for (const tolv_round_table *b = at->now->round.tables; b; b = b->next)
            if (tolv_text_equal(a->area.sheet, name) && tolv_text_same(a->name, b->name))
                found = b->area.sheet;
    for (const tolv_round_name *a = at->then->round.names; a; a = a->next)
        for (const tolv_round_name *b = at->now->round.names; b; b = b->next)
            if (tolv_text_equal(a->area.sheet, name) && tolv_text_same(a->name, b->name))
                found = b->area.sheet;
    const tolv_book_sheet *sheet = tolv_book_sheet_named(&at->now->book, found);
    return sheet && !tolv_pair_of(at, sheet->name, false) ? sheet : NULL;
}

/* One that has lost its name is where its marks are; else one is as good as gone. */
static void pair_renamed(const tolv_alignment *at) {
    size_t lost = 0, spare = 0;
    tolv_sheet_pair *last = NULL;
    for (size_t i = 0; i < at->then->book.sheet_count; i++) {
        tolv_sheet_pair *pair = &at->pairs[i];
        if (!pair->then || pair->now)
            continue;
        pair->now = marked_sheet(at, pair->then->name);
        lost += !pair->now;
        last = pair->now ? last : pair;
    }
    for (size_t i = 0; i < at->now->book.sheet_count; i++)
        spare += !tolv_pair_of(at, at->now->book.sheets[i].name, false);
    if (lost == 1 && spare == 1)
        last->now = spare_sheet(at);
}

bool tolv_align(tolv_alignment *at) {
    if (!tolv_align_sheets(at))
        return false;
    pair_renamed(at);
    bool aligned = add_marks(at);
    for (size_t i = 0; aligned && i < at->then->book.sheet_count; i++) {
        tolv_sheet_pair *pair = &at->pairs[i];
        if (pair->now)
            aligned = add_texts(at, pair) && settle(at, &pair->rows) && settle(at, &pair->columns);
    }
    return aligned;
}

const tolv_sheet_pair *tolv_pair_of(const tolv_alignment *at, tolv_text sheet, bool of_then) {
    for (size_t i = 0; i < at->then->book.sheet_count; i++) {
        const tolv_sheet_pair *pair = &at->pairs[i];
        const tolv_book_sheet *is = of_then ? pair->then : pair->now;
        if (is && (tolv_text_equal(is->name, sheet) || tolv_sheet_is(sheet, is->name)))
            return pair;
    }
    return NULL;
}
