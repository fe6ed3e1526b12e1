/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/followup.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/flatten.h"
#include "ledger/headings.h"
#include "ledger/years.h"

enum { PREFIX_MAX = 32 /* letters; real codes have at most ten */ };

/* Öre, and a bit for each month that has a row. */
typedef struct sums {
    tolv_ore amount[TOLV_SERIES_COUNT][TOLV_MONTHS];
    unsigned seen[TOLV_SERIES_COUNT];
} sums;

/* An object of the units' dimension. */
typedef struct place {
    bool has_rows, several_boards;
    uint32_t board; /* number of an object in the dimension of boards, TOLV_NONE */
    uint32_t below; /* units whose code begins with this one's */
    size_t unit;
} place;

typedef struct making {
    const tolv_ledger *ledger;
    tolv_followup *followup;
    uint32_t dimension, boards_in; /* indexes, TOLV_NONE */
    place *places;                 /* by object */
    size_t *board_of;              /* by object of the dimension of boards: its line */
    sums *units, *boards;          /* by line */
    sums total;
} making;

/* ---- which rows ---- */

bool tolv_followup_place(const tolv_followup *followup, const tolv_ledger *ledger, uint32_t row,
                         tolv_series *series, int *month) {
    const tolv_rows *rows = &ledger->rows;
    int period = rows->period[row];
    if (!rows->counts[row] || rows->kind[row] == TOLV_ROW_FORECAST ||
        !tolv_is_result_account(ledger, rows->account[row]))
        return false;
    *series = rows->kind[row] == TOLV_ROW_BUDGET ? TOLV_SERIES_BUDGET : TOLV_SERIES_OUTCOME;
    *month = tolv_month_number(period) - tolv_month_number(followup->first_month) + 1;
    if (*series == TOLV_SERIES_OUTCOME && period < followup->year_begins) {
        *series = TOLV_SERIES_BEFORE;
        *month += TOLV_MONTHS;
    }
    return *month >= 1 && *month <= followup->months;
}

bool tolv_is_outcome_to(const tolv_followup *followup, const tolv_ledger *ledger, uint32_t row,
                        int last) {
    const tolv_rows *rows = &ledger->rows;
    int month = tolv_month_number(rows->period[row]) - tolv_month_number(followup->first_month) + 1;
    return (rows->kind[row] == TOLV_ROW_VOUCHER || rows->kind[row] == TOLV_ROW_BALANCE) &&
           rows->counts[row] & TOLV_COUNTS_TOTAL && month >= 1 && month <= last;
}

void tolv_followup_groups(const tolv_followup *followup, const tolv_ledger *ledger, int last,
                          tolv_ore sums[TOLV_GROUPS]) {
    for (int group = 0; group < TOLV_GROUPS; group++)
        sums[group] = 0;
    for (uint32_t i = 0; i < ledger->rows.count; i++)
        if (tolv_is_outcome_to(followup, ledger, i, last))
            sums[tolv_account_group_of(ledger, ledger->rows.account[i])] += ledger->rows.amount[i];
}

/* The same, its month from 0. */
static bool month_of(const making *at, uint32_t i, tolv_series *in, int *month) {
    bool part = tolv_followup_place(at->followup, at->ledger, i, in, month);
    *month -= 1;
    return part;
}

/* The object of the units' dimension that a row is a part of. */
static uint32_t object_of(const making *at, uint32_t i) {
    const tolv_rows *rows = &at->ledger->rows;
    if (at->dimension == TOLV_NONE || !(rows->counts[i] & TOLV_COUNTS_IN(at->dimension)))
        return TOLV_NONE;
    return tolv_ledger_object_of(at->ledger, rows->combination[i], at->dimension);
}

static void choose_year(making *at) {
    const tolv_financial_year *year = tolv_ledger_this_year(at->ledger);
    if (!year)
        return;
    int first = tolv_ledger_first_month(at->ledger);
    at->followup->months = tolv_month_number(year->last) - tolv_month_number(first) + 1;
    at->followup->first_month = first;
    at->followup->year_begins = year->first;
}

/* ---- units and boards ---- */

static void note_units(making *at) {
    const tolv_ledger *ledger = at->ledger;
    tolv_series in;
    int month;
    for (uint32_t i = 0; i < ledger->rows.count; i++) {
        uint32_t object = month_of(at, i, &in, &month) ? object_of(at, i) : TOLV_NONE;
        if (object == TOLV_NONE)
            continue;
        place *unit = &at->places[object];
        at->followup->unit_count += !unit->has_rows;
        unit->has_rows = true;
        uint32_t board =
            at->boards_in == TOLV_NONE
                ? TOLV_NONE
                : tolv_ledger_object_of(ledger, ledger->rows.combination[i], at->boards_in);
        unit->several_boards |=
            unit->board != TOLV_NONE && board != TOLV_NONE && board != unit->board;
        unit->board = board == TOLV_NONE ? unit->board : board;
    }
}

/* The object whose code is the first `length` bytes of this unit's, and that has no rows. */
static uint32_t prefix_of(const making *at, const tolv_dictionary *codes, uint32_t unit,
                          size_t length) {
    uint32_t object = tolv_dictionary_find(codes, (tolv_text){codes->texts[unit].bytes, length});
    return object != TOLV_NONE && !at->places[object].has_rows ? object : TOLV_NONE;
}

/* How much of a unit's code may be a board's: all but its last letter, within reason. */
static size_t prefixes_of(const making *at, const tolv_dictionary *codes, uint32_t unit) {
    size_t length = codes->texts[unit].length;
    return !at->places[unit].has_rows || length == 0 ? 0
           : length > PREFIX_MAX                     ? PREFIX_MAX
                                                     : length - 1;
}

static void note_prefixes(making *at, const tolv_dictionary *codes) {
    bool found = false;
    for (uint32_t unit = 0; unit < codes->count; unit++)
        for (size_t n = 1; n <= prefixes_of(at, codes, unit); n++) {
            uint32_t above = prefix_of(at, codes, unit, n);
            if (above != TOLV_NONE && ++at->places[above].below >= 2)
                found = true;
        }
    if (!found)
        return;
    at->boards_in = at->dimension;
    for (uint32_t unit = 0; unit < codes->count; unit++)
        for (size_t n = 1; n <= prefixes_of(at, codes, unit); n++) {
            uint32_t above = prefix_of(at, codes, unit, n);
            if (above != TOLV_NONE && at->places[above].below >= 2)
                at->places[unit].board = above;
        }
}

/* For each unit what stands topmost of it and those above it, below `whole` (TOLV_NONE: of all);
 * TOLV_NONE for what is not below that. */
static void find_tops(const tolv_hierarchy *hierarchy, uint32_t whole, uint32_t *tops) {
    for (size_t i = hierarchy->count; i-- > 0;) {
        uint32_t unit = hierarchy->order[i], above = hierarchy->above[unit];
        tops[unit] = above == whole ? unit : above == TOLV_NONE ? TOLV_NONE : tops[above];
    }
}

/* The one that all units stand below, when there is a further one between it and some unit. */
static uint32_t common_top(const making *at, const tolv_hierarchy *hierarchy,
                           const uint32_t *tops) {
    uint32_t common = TOLV_NONE;
    bool between = false;
    for (uint32_t unit = 0; unit < hierarchy->count; unit++) {
        uint32_t above = hierarchy->above[unit], top = tops[unit];
        if (!at->places[unit].has_rows || above == TOLV_NONE || top == TOLV_NONE)
            continue;
        if (top == unit || (common != TOLV_NONE && top != common))
            return TOLV_NONE;
        common = top;
        between = between || above != top;
    }
    return between ? common : TOLV_NONE;
}

/* A board that all units are below is the whole, and tells nothing: then those below it are the
 * boards. One that has rows of its own stands below itself as well. */
static tolv_error note_hierarchy(making *at, tolv_arena *arena, const tolv_hierarchy *hierarchy) {
    uint32_t *tops = tolv_arena_take(arena, hierarchy->count, sizeof *tops), whole = TOLV_NONE;
    if (!tops)
        return TOLV_OUT_OF_MEMORY;
    do {
        find_tops(hierarchy, whole, tops);
        whole = common_top(at, hierarchy, tops);
    } while (whole != TOLV_NONE);
    at->boards_in = at->dimension;
    for (uint32_t unit = 0; unit < at->ledger->dimensions[at->dimension].codes.count; unit++)
        at->places[unit].board = TOLV_NONE;
    for (uint32_t unit = 0; unit < hierarchy->count; unit++) {
        uint32_t top = tops[unit];
        if (top != TOLV_NONE && top != unit && at->places[unit].has_rows)
            at->places[unit].board = at->places[top].board = top;
    }
    return TOLV_OK;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* The digits that begin a text, without zeros before them. */
static tolv_text digits_of(tolv_text text, size_t *length) {
    size_t zeros = 0;
    *length = 0;
    while (*length < text.length && is_digit(text.bytes[*length]))
        ++*length;
    while (zeros < *length && text.bytes[zeros] == '0')
        zeros++;
    return (tolv_text){text.bytes + zeros, *length - zeros};
}

static int compare_bytes(tolv_text x, tolv_text y) {
    int order = memcmp(x.bytes, y.bytes, x.length < y.length ? x.length : y.length);
    return order ? order : (x.length > y.length) - (x.length < y.length);
}

/* Runs of digits are numbers: 9 before 10. */
static int compare_codes(tolv_text x, tolv_text y) {
    tolv_text a = x, b = y;
    while (a.length && b.length) {
        size_t of_a = 1, of_b = 1;
        int order = (unsigned char)*a.bytes - (unsigned char)*b.bytes;
        if (is_digit(*a.bytes) && is_digit(*b.bytes)) {
            tolv_text left = digits_of(a, &of_a), right = digits_of(b, &of_b);
            order = left.length != right.length ? (left.length > right.length ? 1 : -1)
                                                : compare_bytes(left, right);
        }
        if (order)
            return order;
        a = (tolv_text){a.bytes + of_a, a.length - of_a};
        b = (tolv_text){b.bytes + of_b, b.length - of_b};
    }
    return a.length || b.length ? (a.length ? 1 : -1) : compare_bytes(x, y);
}

static int by_code(const void *a, const void *b) {
    const tolv_followup_line *x = a, *y = b;
    if (x->board != y->board)
        return x->board < y->board ? -1 : 1;
    return compare_codes(x->code, y->code);
}

static void begin_line(tolv_followup_line *line, const tolv_dimension *in, uint32_t object) {
    line->code = in->codes.texts[object];
    line->name = in->names[object];
    line->board = TOLV_NO_BOARD;
}

static tolv_error make_boards(making *at, tolv_arena *arena) {
    tolv_followup *followup = at->followup;
    const tolv_dictionary *codes = &at->ledger->dimensions[at->dimension].codes;
    const tolv_dimension *in = &at->ledger->dimensions[at->boards_in];
    at->board_of = tolv_arena_take(arena, in->codes.count, sizeof *at->board_of);
    followup->boards = tolv_arena_take(arena, in->codes.count, sizeof *followup->boards);
    if (!at->board_of || !followup->boards)
        return TOLV_OUT_OF_MEMORY;
    for (uint32_t board = 0; board < in->codes.count; board++)
        at->board_of[board] = TOLV_NO_BOARD;
    for (uint32_t unit = 0; unit < codes->count; unit++) {
        uint32_t board = at->places[unit].board;
        if (board == TOLV_NONE || at->board_of[board] != TOLV_NO_BOARD)
            continue;
        at->board_of[board] = 0;
        begin_line(&followup->boards[followup->board_count++], in, board);
    }
    qsort(followup->boards, followup->board_count, sizeof *followup->boards, by_code);
    for (size_t i = 0; i < followup->board_count; i++)
        at->board_of[tolv_dictionary_find(&in->codes, followup->boards[i].code)] = i;
    return TOLV_OK;
}

static tolv_error make_units(making *at, tolv_arena *arena, const tolv_hierarchy *hierarchy) {
    tolv_followup *followup = at->followup;
    const tolv_dimension *in = &at->ledger->dimensions[at->dimension];
    tolv_error error = TOLV_OK;
    at->places = tolv_arena_take(arena, in->codes.count, sizeof *at->places);
    if (!at->places)
        return TOLV_OUT_OF_MEMORY;
    for (uint32_t object = 0; object < in->codes.count; object++)
        at->places[object] = (place){.board = TOLV_NONE};
    at->boards_in = in->parent ? tolv_ledger_find_dimension(at->ledger, in->parent) : TOLV_NONE;
    note_units(at);
    for (uint32_t object = 0; object < in->codes.count; object++)
        if (at->places[object].several_boards)
            at->places[object].board = TOLV_NONE;
    if (hierarchy && hierarchy->count && in->number == TOLV_DIMENSION_UNIT)
        error = note_hierarchy(at, arena, hierarchy);
    else if (at->boards_in == TOLV_NONE)
        note_prefixes(at, &in->codes);
    if (!error && at->boards_in != TOLV_NONE)
        error = make_boards(at, arena);
    if (error)
        return error;
    followup->units = tolv_arena_take(arena, followup->unit_count, sizeof *followup->units);
    if (!followup->units)
        return TOLV_OUT_OF_MEMORY;
    size_t count = 0;
    for (uint32_t object = 0; object < in->codes.count; object++)
        if (at->places[object].has_rows) {
            begin_line(&followup->units[count], in, object);
            if (at->places[object].board != TOLV_NONE)
                followup->units[count].board = at->board_of[at->places[object].board];
            count++;
        }
    qsort(followup->units, count, sizeof *followup->units, by_code);
    for (size_t i = 0; i < count; i++)
        at->places[tolv_dictionary_find(&in->codes, followup->units[i].code)].unit = i;
    followup->dimension = in->number;
    followup->dimension_name = in->name;
    return TOLV_OK;
}

/* ---- figures ---- */

static bool add(sums *to, tolv_series in, int month, tolv_ore amount) {
    tolv_ore *sum = &to->amount[in][month];
    *sum += amount;
    to->seen[in] |= 1u << month;
    return *sum <= TOLV_ORE_MAX && *sum >= -TOLV_ORE_MAX;
}

static tolv_error sum_rows(making *at) {
    const tolv_rows *rows = &at->ledger->rows;
    tolv_series in;
    int month;
    for (uint32_t i = 0; i < rows->count; i++) {
        if (!month_of(at, i, &in, &month))
            continue;
        uint32_t object = object_of(at, i);
        if (rows->counts[i] & TOLV_COUNTS_TOTAL && !add(&at->total, in, month, rows->amount[i]))
            return TOLV_TOO_LARGE;
        if (object != TOLV_NONE &&
            !add(&at->units[at->places[object].unit], in, month, rows->amount[i]))
            return TOLV_TOO_LARGE;
        if (in == TOLV_SERIES_OUTCOME && rows->amount[i] && month >= at->followup->reported)
            at->followup->reported = month + 1;
    }
    return TOLV_OK;
}

/* Adds a unit's figures to its board's, and takes them from what is without unit. */
static bool pass_on(const sums *unit, sums *board, sums *without) {
    bool fits = true;
    for (tolv_series in = 0; in < TOLV_SERIES_COUNT; in++)
        for (int month = 0; month < TOLV_MONTHS && fits; month++)
            if (unit->seen[in] >> month & 1)
                fits = add(without, in, month, -unit->amount[in][month]) &&
                       (!board || add(board, in, month, unit->amount[in][month]));
    return fits;
}

static bool show(double *months, const sums *of, tolv_series in, int last) {
    bool any = false;
    for (int month = 0; month < TOLV_MONTHS; month++) {
        bool booked = month < last && of->amount[in][month] != 0;
        months[month] = booked ? tolv_to_kronor(of->amount[in][month]) : TOLV_BLANK_NUMBER;
        any = any || (month < last && of->seen[in] >> month & 1);
    }
    return any;
}

static void show_line(tolv_followup_line *line, const sums *of, int reported) {
    line->has_outcome = show(line->outcome, of, TOLV_SERIES_OUTCOME, reported);
    line->has_budget = show(line->budget, of, TOLV_SERIES_BUDGET, TOLV_MONTHS);
    line->has_before = show(line->before, of, TOLV_SERIES_BEFORE, TOLV_MONTHS);
}

static sums *take_sums(tolv_arena *arena, size_t count) {
    sums *taken = tolv_arena_take(arena, count, sizeof *taken);
    if (taken)
        memset(taken, 0, count * sizeof *taken);
    return taken;
}

static tolv_error make_figures(making *at, tolv_arena *arena) {
    tolv_followup *followup = at->followup;
    at->units = take_sums(arena, followup->unit_count);
    at->boards = take_sums(arena, followup->board_count);
    if (!at->units || !at->boards)
        return TOLV_OUT_OF_MEMORY;
    tolv_error error = sum_rows(at);
    if (error)
        return error;
    sums without = at->total;
    for (size_t i = 0; i < followup->unit_count; i++) {
        size_t board = followup->units[i].board;
        if (!pass_on(&at->units[i], board == TOLV_NO_BOARD ? NULL : &at->boards[board], &without))
            return TOLV_TOO_LARGE;
        show_line(&followup->units[i], &at->units[i], followup->reported);
    }
    for (size_t i = 0; i < followup->board_count; i++)
        show_line(&followup->boards[i], &at->boards[i], followup->reported);
    show_line(&followup->without, &without, followup->reported);
    show_line(&followup->total, &at->total, followup->reported);
    return TOLV_OK;
}

tolv_error tolv_followup_make(tolv_followup *followup, tolv_arena *arena, const tolv_ledger *ledger,
                              int dimension, const tolv_hierarchy *hierarchy) {
    making at = {.ledger = ledger, .followup = followup, .boards_in = TOLV_NONE};
    *followup = (tolv_followup){.company = ledger->company, .dimension_name = tolv_text_of("")};
    followup->total.code = followup->total.name = tolv_text_of("");
    followup->without.code = followup->without.name = tolv_text_of("");
    followup->total.board = followup->without.board = TOLV_NO_BOARD;
    choose_year(&at);
    at.dimension = tolv_units_dimension(ledger, dimension);
    tolv_error error = at.dimension == TOLV_NONE ? TOLV_OK : make_units(&at, arena, hierarchy);
    return error ? error : make_figures(&at, arena);
}
