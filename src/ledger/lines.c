/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/lines.h"

#include <string.h>

#include "ledger/books.h"

enum { LINKS_MAX = 1 << 24 }; /* codes × lines: thousands of lines, each of thousands of codes */

static const char not_placed[] = "not placed, ej placerat, ikke placeret, ikke plassert";

/* ---- Lists that grow ---- */

/* Lines in lists, one for each code, each the newest first. */
typedef struct link {
    const struct link *next;
    uint32_t line;
} link;

typedef struct making {
    tolv_lines *lines;
    tolv_arena *arena;
    const tolv_books *books;
    const link **of; /* by code, and that of none */
    size_t links;
} making;

static bool put(making *at, size_t code, size_t line) {
    link *new = at->links < LINKS_MAX ? tolv_arena_take(at->arena, 1, sizeof *new) : NULL;
    if (!new)
        return false;
    at->links++;
    *new = (link){at->of[code], (uint32_t)line};
    at->of[code] = new;
    return true;
}

/* ---- Keys ---- */

/* The code that a key names as it stands, so that it need not be compared with all of them. */
static bool is_code(const making *at, tolv_text key, uint32_t *code) {
    const tolv_axis *axis = &at->lines->axis;
    if (axis->by != TOLV_BY_OBJECT)
        return false;
    *code = tolv_dictionary_find(&at->books->ledger.dimensions[axis->dimension].codes, key);
    return *code != TOLV_NONE;
}

static tolv_error place_key(making *at, tolv_text key, size_t line, bool *taken) {
    size_t codes = (size_t)at->lines->axis.count + 1, found = 0;
    uint32_t code;
    tolv_text bad;
    if (is_code(at, key, &code))
        return put(at, code, line) ? TOLV_OK : TOLV_OUT_OF_MEMORY;
    tolv_error error = tolv_axis_match(at->arena, at->books, &at->lines->axis, key, taken, &bad);
    for (size_t i = 0; !error && i < codes; i++) {
        found += taken[i];
        if (taken[i] && !put(at, i, line))
            error = TOLV_OUT_OF_MEMORY;
    }
    at->lines->unknown += found == 0;
    return error;
}

static bool is_all(tolv_text key) {
    return key.length == 1 && key.bytes[0] == '*';
}

/* Every unit is counted where the units above it are, once in a line. Those above come first;
 * has[line] is the last unit that was found in it. */
static bool place_below(making *at) {
    const tolv_hierarchy *hierarchy = &at->books->hierarchy;
    if (at->lines->axis.by != TOLV_BY_OBJECT || at->lines->axis.dimension != at->books->units)
        return true;
    uint32_t *has = tolv_arena_take(at->arena, at->lines->count, sizeof *has);
    for (size_t line = 0; has && line < at->lines->count; line++)
        has[line] = TOLV_NONE;
    for (size_t i = has ? hierarchy->count : 0; i-- > 0;) {
        uint32_t unit = hierarchy->order[i], above = hierarchy->above[unit];
        for (const link *of = at->of[unit]; of; of = of->next)
            has[of->line] = unit;
        for (const link *of = above == TOLV_NONE ? NULL : at->of[above]; of; of = of->next)
            if (has[of->line] != unit && !put(at, unit, of->line))
                return false;
    }
    return has;
}

/* The lines of all, and of what no other line has. */
static bool place_rest(making *at, const tolv_text *keys) {
    size_t codes = (size_t)at->lines->axis.count + 1;
    for (size_t code = 0; code < codes; code++)
        at->lines->is_placed[code] = at->of[code] != NULL;
    for (size_t line = 0; line < at->lines->count; line++) {
        bool all = is_all(keys[line]), rest = tolv_text_is_one_of(keys[line], not_placed);
        for (size_t code = 0; (all || rest) && code < codes; code++)
            if ((all || !at->lines->is_placed[code]) && !put(at, code, line))
                return false;
    }
    return true;
}

/* ---- Lines ---- */

static bool pack(making *at) {
    tolv_lines *lines = at->lines;
    size_t codes = (size_t)lines->axis.count + 1, total = 0;
    for (size_t code = 0; code < codes; code++)
        for (const link *of = at->of[code]; of; of = of->next)
            total++;
    lines->first = tolv_arena_take(at->arena, codes + 1, sizeof *lines->first);
    lines->line = tolv_arena_take(at->arena, total, sizeof *lines->line);
    if (!lines->first || !lines->line)
        return false;
    size_t next = 0;
    for (size_t code = 0; code < codes; code++) {
        lines->first[code] = next;
        for (const link *of = at->of[code]; of; of = of->next)
            lines->line[next++] = of->line;
    }
    lines->first[codes] = next;
    return true;
}

tolv_error tolv_lines_make(tolv_lines *lines, tolv_arena *arena, const tolv_books *books,
                           tolv_text field, const tolv_text *keys, size_t count, size_t *bad) {
    *lines = (tolv_lines){.count = count};
    *bad = count;
    tolv_error error = tolv_axis_named(arena, books, field, &lines->axis);
    if (error)
        return error;
    size_t codes = (size_t)lines->axis.count + 1;
    making at = {lines, arena, books, tolv_arena_take(arena, codes, sizeof *at.of), 0};
    bool *taken = tolv_arena_take(arena, codes, sizeof *taken);
    lines->is_placed = tolv_arena_take(arena, codes, sizeof *lines->is_placed);
    if (!at.of || !taken || !lines->is_placed)
        return TOLV_OUT_OF_MEMORY;
    for (size_t code = 0; code < codes; code++)
        at.of[code] = NULL;
    for (size_t line = 0; !error && line < count; line++) {
        *bad = line;
        bool has_codes = keys[line].length > 0 && !is_all(keys[line]) &&
                         !tolv_text_is_one_of(keys[line], not_placed);
        if (has_codes)
            error = place_key(&at, keys[line], line, taken);
    }
    if (error)
        return error;
    *bad = count;
    return place_below(&at) && place_rest(&at, keys) && pack(&at) ? TOLV_OK : TOLV_OUT_OF_MEMORY;
}
