/* SPDX-License-Identifier: MPL-2.0 */
/* Ledgers in the sheet: random ones against plain loops over their rows, sessions, memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/entries.h"
#include "ledger/grid.h"
#include "ledger/session.h"
#include "ledger/unplaced.h"

enum { COLUMNS = 6, ROWS_MAX = 400, UNITS = 12, ACCOUNTS = 9, PROJECTS = 4, TYPES = 3 };

/* ---- Random ledgers ---- */

/* The same numbers on every machine (Park and Miller's minimal standard). */
static uint64_t random_state = 1;

static uint32_t random_below(uint32_t end) {
    random_state = random_state * 48271 % 2147483647;
    return (uint32_t)(random_state % end);
}

/* A row as the test knows it; unit and project 0 are none. */
typedef struct booking {
    int type, year, month, account, unit, project;
    int64_t ore;
} booking;

typedef struct world {
    booking rows[ROWS_MAX];
    size_t count;
    int above[UNITS + 1];
    tolv_cell cells[(ROWS_MAX + 1) * COLUMNS];
    char texts[(ROWS_MAX + 1) * COLUMNS][16];
    tolv_cell hierarchy[(UNITS + 1) * 2];
    tolv_range_table table, tree;
} world;

static tolv_cell number(double value) {
    return (tolv_cell){.kind = TOLV_NUMBER, .number = value};
}

static tolv_cell text(const char *string) {
    return (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of(string)};
}

static int account_code(int account) {
    return 3000 + account * 537;
}

static int64_t random_ore(void) {
    static const int64_t odd[] = {10, 20, 30, 1, -1, 0, TOLV_ORE_MAX, -TOLV_ORE_MAX, 99999999999};
    if (random_below(4) == 0)
        return odd[random_below(sizeof odd / sizeof *odd)];
    return (int64_t)random_below(2000000) - 1000000;
}

/* The table of the world's rows, codes now as numbers and now as text. */
static void write_table(world *of) {
    static const char *const headings[COLUMNS] = {"period",  "Konto", "enhet",
                                                  "projekt", "typ",   "belopp"};
    static const char *const types[] = {"utfall", "budget", "prognos"};
    for (size_t i = 0; i < COLUMNS; i++)
        of->cells[i] = text(headings[i]);
    for (size_t i = 0; i < of->count; i++) {
        const booking *row = &of->rows[i];
        tolv_cell *cells = of->cells + (i + 1) * COLUMNS;
        char *unit = of->texts[(i + 1) * COLUMNS];
        snprintf(unit, sizeof of->texts[0], "%d", 100 + row->unit);
        cells[0] = number(row->year * 100 + row->month);
        cells[1] = number(account_code(row->account));
        cells[2] = row->unit == 0 ? (tolv_cell){.kind = TOLV_BLANK}
                   : i % 2        ? number(100 + row->unit)
                                  : text(unit);
        cells[3] = row->project ? number(row->project) : (tolv_cell){.kind = TOLV_BLANK};
        cells[4] = text(types[row->type - 1]);
        cells[5] = number(tolv_to_kronor(row->ore));
    }
    tolv_table_of(&of->table, (tolv_range){of->count + 1, COLUMNS, COLUMNS, NULL, of->cells});
}

static void make_world(world *of, size_t count) {
    of->count = count;
    for (size_t i = 0; i < count; i++)
        of->rows[i] = (booking){.type = 1 + (int)random_below(TYPES),
                                .year = 2025 + (int)random_below(2),
                                .month = 1 + (int)random_below(12),
                                .account = (int)random_below(ACCOUNTS),
                                .unit = (int)random_below(UNITS + 1),
                                .project = (int)random_below(PROJECTS),
                                .ore = random_ore()};
    of->rows[0].type = 1; /* months without a year are those of 2026 */
    of->rows[0].year = 2026;
    write_table(of);
    of->hierarchy[0] = text("enhet");
    of->hierarchy[1] = text("överordnad");
    for (int unit = 1; unit <= UNITS; unit++) { /* only lower numbers stand above: no circle */
        of->above[unit] = (int)random_below((uint32_t)unit);
        of->hierarchy[unit * 2] = number(100 + unit);
        of->hierarchy[unit * 2 + 1] =
            of->above[unit] ? number(100 + of->above[unit]) : (tolv_cell){.kind = TOLV_BLANK};
    }
    tolv_table_of(&of->tree, (tolv_range){UNITS + 1, 2, 2, NULL, of->hierarchy});
}

static void shuffle(world *of) {
    for (size_t i = of->count; i > 1; i--) {
        size_t j = random_below((uint32_t)i);
        booking kept = of->rows[i - 1];
        of->rows[i - 1] = of->rows[j];
        of->rows[j] = kept;
    }
    write_table(of);
}

static void open_books(tolv_books *books, world *of, const tolv_memory *memory) {
    tolv_books_fault fault;
    tolv_books_open(books, memory);
    assert_int_equal(tolv_books_read(books, &of->table.table, &of->tree.table, NULL, &fault),
                     TOLV_OK);
}

/* ---- Plain loops ---- */

/* What is asked for; 0 is all, and of a project −1 all. */
typedef struct ask {
    int type, account, unit, project, from, to;
} ask;

static bool is_below(const world *of, int unit, int above) {
    while (unit && unit != above)
        unit = of->above[unit];
    return unit == above;
}

static int64_t sum_of(const world *of, const ask *ask) {
    int64_t sum = 0;
    for (size_t i = 0; i < of->count; i++) {
        const booking *row = &of->rows[i];
        bool is_in = row->type == ask->type && row->year == 2026 && row->month >= ask->from &&
                     row->month <= ask->to && (ask->account < 0 || row->account == ask->account) &&
                     (ask->unit == 0 || is_below(of, row->unit, ask->unit)) &&
                     (ask->project < 0 || row->project == ask->project);
        sum += is_in ? row->ore : 0;
    }
    return sum;
}

static ask random_ask(void) {
    int from = 1 + (int)random_below(12);
    return (ask){.type = 1 + (int)random_below(TYPES),
                 .account = (int)random_below(ACCOUNTS + 1) - 1,
                 .unit = (int)random_below(UNITS + 1),
                 .project = (int)random_below(PROJECTS + 1) - 1,
                 .from = from,
                 .to = from + (int)random_below((uint32_t)(13 - from))};
}

/* The same as a question; a project that rows do not have is “not any of the others”. */
static tolv_question question_of(const ask *ask, char texts[4][32], tolv_filter filters[2]) {
    snprintf(texts[0], sizeof texts[0], ask->account < 0 ? "*" : "%d", account_code(ask->account));
    snprintf(texts[1], sizeof texts[1], ask->unit == 0 ? "*" : "%d", 100 + ask->unit);
    snprintf(texts[2], sizeof texts[2],
             ask->project < 0    ? "*"
             : ask->project == 0 ? "!1..9"
                                 : "%d",
             ask->project);
    filters[0] = (tolv_filter){tolv_text_of("account"), tolv_text_of(texts[0])};
    filters[1] = (tolv_filter){tolv_text_of("project"), tolv_text_of(texts[2])};
    return (tolv_question){(tolv_amount_type)ask->type, filters,   2,
                           tolv_text_of(texts[1]),      ask->from, ask->to};
}

static void check_figures(const world *of, tolv_books *books, int times) {
    for (int i = 0; i < times; i++) {
        ask ask = random_ask();
        char texts[4][32];
        tolv_filter filters[2];
        tolv_filter_fault fault;
        tolv_entries entries;
        tolv_arena arena;
        tolv_ore figure, listed;
        tolv_question question = question_of(&ask, texts, filters);
        assert_int_equal(tolv_booked(books, &question, &figure, &fault), TOLV_OK);
        assert_true(figure == sum_of(of, &ask));
        tolv_arena_open(&arena, NULL);
        assert_int_equal(
            tolv_entries_list(&entries, &arena, books, &question, 1 + random_below(8), &fault),
            TOLV_OK);
        listed = entries.rest;
        for (size_t j = 0; j < entries.count; j++) {
            listed += entries.entries[j].amount;
            assert_true(j == 0 ||
                        llabs(entries.entries[j - 1].amount) >= llabs(entries.entries[j].amount));
            assert_true(of->rows[books->sources.row[entries.entries[j].source] - 2].ore ==
                        entries.entries[j].amount);
        }
        assert_true(listed == figure);
        tolv_arena_close(&arena);
    }
}

static void figures_are_those_of_plain_loops(void **state) {
    (void)state;
    static world of;
    for (size_t count = 1; count <= ROWS_MAX; count = count * 2 + 1) {
        tolv_books books;
        make_world(&of, count);
        open_books(&books, &of, NULL);
        check_figures(&of, &books, 200);
        tolv_books_close(&books);
        shuffle(&of); /* the order of rows has no meaning */
        open_books(&books, &of, NULL);
        check_figures(&of, &books, 200);
        tolv_books_close(&books);
    }
}

/* ---- Grids ---- */

enum { KEYS = UNITS + 2, MONTH_KEYS = 14 };

/* All units and months, in any order and not all of them, with what is not placed and all. */
static void check_grid(const world *of, tolv_books *books, tolv_arena *arena) {
    static char unit_texts[KEYS][16], month_texts[MONTH_KEYS][16];
    tolv_text units[KEYS], months[MONTH_KEYS];
    int unit_of[KEYS], type = 1 + (int)random_below(TYPES);
    size_t unit_count = 0, bad;
    bool taken[UNITS + 1] = {false};
    for (int unit = 1; unit <= UNITS; unit++) {
        if (random_below(3) == 0)
            continue;
        snprintf(unit_texts[unit_count], 16, "%d", 100 + unit);
        unit_of[unit_count] = unit;
        units[unit_count] = tolv_text_of(unit_texts[unit_count]);
        unit_count++;
        for (int below = 1; below <= UNITS; below++)
            taken[below] = taken[below] || is_below(of, below, unit);
    }
    units[unit_count] = tolv_text_of("ej placerat");
    units[unit_count + 1] = tolv_text_of("*");
    for (int month = 1; month <= 12; month++) {
        snprintf(month_texts[month], 16, "%d", month);
        months[month - 1] = tolv_text_of(month_texts[month]);
    }
    months[12] = tolv_text_of("not placed");
    months[13] = tolv_text_of("*");
    tolv_lines rows, columns;
    tolv_selection selection;
    tolv_filter_fault fault;
    size_t lines = unit_count + 2;
    static tolv_ore sums[KEYS * MONTH_KEYS];
    assert_int_equal(tolv_lines_make(&rows, arena, books, tolv_text_of("unit"), units, lines, &bad),
                     TOLV_OK);
    assert_int_equal(
        tolv_lines_make(&columns, arena, books, tolv_text_of("month"), months, MONTH_KEYS, &bad),
        TOLV_OK);
    assert_int_equal(
        tolv_selection_make(&selection, arena, books, (tolv_amount_type)type, NULL, 0, &fault),
        TOLV_OK);
    tolv_grid(books, &selection, &rows, &columns, sums);
    for (size_t i = 0; i < lines; i++)
        for (int month = 1; month <= 12; month++) {
            ask ask = {type, -1, i < unit_count ? unit_of[i] : 0, -1, month, month};
            int64_t wanted = sum_of(of, &ask);
            for (size_t j = 0; i == unit_count && j < of->count; j++) { /* less what is placed */
                const booking *row = &of->rows[j];
                if (row->type == type && row->year == 2026 && row->month == month &&
                    taken[row->unit])
                    wanted -= row->ore;
            }
            assert_true(sums[i * MONTH_KEYS + (size_t)month - 1] == wanted);
        }
    for (size_t i = 0; i < lines; i++) { /* all months = the twelve + 2025 */
        tolv_ore total = 0;
        for (size_t j = 0; j <= 12; j++)
            total += sums[i * MONTH_KEYS + j];
        assert_true(total == sums[i * MONTH_KEYS + 13]);
    }
    tolv_unplaced unplaced;
    assert_int_equal(tolv_unplaced_make(&unplaced, arena, books, &selection, &rows), TOLV_OK);
    assert_true(unplaced.rest.sum == sums[unit_count * MONTH_KEYS + 13]);
    assert_true(unplaced.rest.sum + unplaced.placed.sum ==
                sums[(unit_count + 1) * MONTH_KEYS + 13]);
    size_t of_type = 0;
    for (size_t j = 0; j < of->count; j++)
        of_type += of->rows[j].type == type;
    assert_int_equal(unplaced.rest.rows + unplaced.placed.rows, of_type);
}

static void grids_are_those_of_plain_loops(void **state) {
    (void)state;
    static world of;
    for (int times = 0; times < 40; times++) {
        tolv_books books;
        tolv_arena arena;
        make_world(&of, 1 + random_below(ROWS_MAX));
        open_books(&books, &of, NULL);
        tolv_arena_open(&arena, NULL);
        check_grid(&of, &books, &arena);
        tolv_arena_close(&arena);
        tolv_books_close(&books);
    }
}

/* ---- Marks ---- */

static void the_mark_is_of_the_content(void **state) {
    (void)state;
    static world of;
    static booking kept[ROWS_MAX];
    tolv_books books, other;
    make_world(&of, 50);
    memcpy(kept, of.rows, sizeof kept);
    open_books(&books, &of, NULL);
    open_books(&other, &of, NULL);
    assert_memory_equal(books.mark, other.mark, TOLV_MARK_DIGITS);
    tolv_books_close(&other);
    for (int change = 0; change < 6; change++) {
        booking *row = &of.rows[7];
        *(change == 0   ? &row->type
          : change == 1 ? &row->month
          : change == 2 ? &row->account
          : change == 3 ? &row->unit
                        : &row->project) += change < 5 ? (row->type == 3 ? -1 : 1) : 0;
        row->month = row->month > 12 ? 1 : row->month;
        row->ore += change == 5;
        if (change == 5 && row->ore > TOLV_ORE_MAX)
            row->ore -= 2;
        write_table(&of);
        open_books(&other, &of, NULL);
        assert_memory_not_equal(books.mark, other.mark, TOLV_MARK_DIGITS);
        tolv_books_close(&other);
        memcpy(of.rows, kept, sizeof kept);
    }
    tolv_books_close(&books);
}

/* ---- Splits ---- */

enum { SHARES = 5, SPLIT_ROWS = 60 };

/* What one unit has got, and in how many parts. */
typedef struct parts {
    int64_t of[SHARES], sum;
    size_t count;
} parts;

static tolv_error take_part(void *context, tolv_text unit, tolv_ore amount) {
    parts *parts = context;
    assert_true(unit.length == 1 && unit.bytes[0] >= 'A' && unit.bytes[0] < 'A' + SHARES);
    parts->of[unit.bytes[0] - 'A'] += amount;
    parts->sum += amount;
    parts->count++;
    return TOLV_OK;
}

/* Opens changes of `rows` cells of three columns each. */
static void open_changes(tolv_unit_changes *changes, tolv_range_table *table, tolv_cell *cells,
                         size_t rows) {
    tolv_table_fault fault;
    cells[0] = text("unit");
    cells[1] = text("new unit");
    tolv_table_of(table, (tolv_range){rows, 3, 3, NULL, cells});
    assert_int_equal(tolv_changes_read(changes, &table->table, NULL, &fault), TOLV_OK);
}

/* Each unit has its share of the sum, to the öre, in whatever order the rows come. */
static void splits_add_up(void **state) {
    (void)state;
    static const char *const units[] = {"A", "B", "C", "D", "E"};
    for (int times = 0; times < 200; times++) {
        tolv_cell cells[(SHARES + 1) * 3] = {[2] = text("share")};
        size_t count = 1 + random_below(SHARES);
        double shares[SHARES];
        int64_t left = 1000000000, amounts[SPLIT_ROWS], sum = 0;
        for (size_t i = 0; i < count; i++) {
            int64_t share = i + 1 == count ? left : random_below((uint32_t)left + 1);
            left -= share;
            shares[i] = (double)share / 1e9;
            cells[(i + 1) * 3] = text("old");
            cells[(i + 1) * 3 + 1] = text(units[i]);
            cells[(i + 1) * 3 + 2] = number(shares[i]);
        }
        for (size_t i = 0; i < SPLIT_ROWS; i++)
            sum += amounts[i] = (int64_t)random_below(2000000) - 1000000;
        parts first = {{0}, 0, 0};
        for (int order = 0; order < 3; order++) {
            tolv_unit_changes changes;
            tolv_range_table table;
            open_changes(&changes, &table, cells, count + 1);
            tolv_restating restating = {.changes = &changes};
            parts parts = {{0}, 0, 0};
            for (size_t i = 0; i < SPLIT_ROWS; i++) {
                size_t other = i + random_below(SPLIT_ROWS - (uint32_t)i);
                int64_t amount = amounts[other];
                amounts[other] = amounts[i];
                amounts[i] = amount;
                const tolv_row row = {.period = 202601, .amount = amount};
                int64_t before = parts.sum;
                assert_int_equal(
                    tolv_restate(&restating, tolv_text_of("old"), &row, NULL, 0, take_part, &parts),
                    TOLV_OK);
                assert_true(parts.sum - before == amount);
            }
            assert_true(parts.sum == sum && parts.count == count * SPLIT_ROWS);
            for (size_t i = 0; i < count; i++)
                assert_true(fabs((double)parts.of[i] - (double)sum * shares[i]) <= 1);
            if (order == 0)
                first = parts;
            assert_memory_equal(&parts, &first, sizeof parts);
            tolv_restating_close(&restating);
            tolv_changes_close(&changes);
        }
    }
}

/* Of many sums of one öre each unit gets its share: none gains by its place in the table. */
static void halves_favour_nobody(void **state) {
    (void)state;
    tolv_cell cells[9] = {[2] = text("share")};
    for (size_t i = 0; i < 2; i++) {
        cells[(i + 1) * 3] = text("old");
        cells[(i + 1) * 3 + 1] = text(i ? "B" : "A");
        cells[(i + 1) * 3 + 2] = number(0.5);
    }
    tolv_unit_changes changes;
    tolv_range_table table;
    open_changes(&changes, &table, cells, 3);
    tolv_restating restating = {.changes = &changes};
    parts parts = {{0}, 0, 0};
    for (uint32_t account = 0; account < 1000; account++) {
        const tolv_row row = {.period = 202601, .account = account, .amount = 2 * account + 1};
        assert_int_equal(
            tolv_restate(&restating, tolv_text_of("old"), &row, NULL, 0, take_part, &parts),
            TOLV_OK);
    }
    assert_true(parts.of[0] == 500000 && parts.of[1] == 500000);
    tolv_restating_close(&restating);
    tolv_changes_close(&changes);
}

/* Ways that part and meet again are one way: a row has as many parts as it has units, not ways. */
static void ways_meet_again(void **state) {
    (void)state;
    enum { LEVELS = 30, ROWS = LEVELS * 4 + 1 };
    static tolv_cell cells[ROWS * 3];
    static char names[LEVELS * 2 + 2][4];
    cells[2] = text("share");
    for (int i = 0; i < LEVELS * 2 + 2; i++)
        snprintf(names[i], sizeof names[i], i < LEVELS * 2 ? "%c-" : "%c",
                 i < LEVELS * 2 ? '0' + i : 'A' + i % 2);
    for (int i = 0; i < ROWS - 1; i++) { /* of each level both units become both of the next */
        cells[(i + 1) * 3] = text(names[i / 4 * 2 + i % 4 / 2]);
        cells[(i + 1) * 3 + 1] = text(names[i / 4 * 2 + 2 + i % 2]);
        cells[(i + 1) * 3 + 2] = number(i % 2 ? 0.25 : 0.75);
    }
    tolv_unit_changes changes;
    tolv_range_table table;
    open_changes(&changes, &table, cells, ROWS);
    tolv_restating restating = {.changes = &changes};
    parts parts = {{0}, 0, 0};
    const tolv_row row = {.period = 202601, .amount = 100000000};
    assert_int_equal(
        tolv_restate(&restating, tolv_text_of(names[0]), &row, NULL, 0, take_part, &parts),
        TOLV_OK);
    assert_int_equal(parts.count, 2);
    assert_true(parts.of[0] == 75000000 && parts.of[1] == 25000000);
    tolv_restating_close(&restating);
    tolv_changes_close(&changes);
}

/* ---- Sessions ---- */

static void keep(tolv_session *session, world *of, char mark[TOLV_MARK_DIGITS]) {
    tolv_books_fault fault;
    tolv_books *books = tolv_session_begin(session);
    assert_non_null(books);
    assert_int_equal(tolv_books_read(books, &of->table.table, &of->tree.table, NULL, &fault),
                     TOLV_OK);
    memcpy(mark, books->mark, TOLV_MARK_DIGITS);
    tolv_session_keep(session, books);
    tolv_session_release(session, books);
}

static bool is_kept(tolv_session *session, const char mark[TOLV_MARK_DIGITS]) {
    tolv_books *books = tolv_session_hold(session, mark);
    if (books)
        tolv_session_release(session, books);
    return books != NULL;
}

typedef struct locks {
    int taken, most;
} locks;

static void take_lock(void *context) {
    locks *locks = context;
    assert_int_equal(locks->taken++, 0);
    locks->most++;
}

static void give_lock(void *context) {
    locks *locks = context;
    assert_int_equal(--locks->taken, 0);
}

static void the_oldest_goes_first(void **state) {
    (void)state;
    static world of[4];
    char marks[4][TOLV_MARK_DIGITS];
    size_t bytes, one;
    locks locks = {0, 0};
    const tolv_mutex lock = {take_lock, give_lock, &locks};
    tolv_session *session = tolv_session_open(NULL, SIZE_MAX, NULL);
    for (size_t i = 0; i < 4; i++)
        make_world(&of[i], 300);
    keep(session, &of[0], marks[0]);
    assert_int_equal(tolv_session_count(session, &one), 1);
    keep(session, &of[0], marks[1]);
    assert_memory_equal(marks[0], marks[1], TOLV_MARK_DIGITS);
    assert_int_equal(tolv_session_count(session, &bytes), 1);
    assert_int_equal(bytes, one);
    tolv_session_close(session);

    session = tolv_session_open(NULL, one * 5 / 2, &lock); /* room for two */
    keep(session, &of[0], marks[0]);
    keep(session, &of[1], marks[1]);
    assert_true(is_kept(session, marks[0])); /* so that the other is the older */
    keep(session, &of[2], marks[2]);
    assert_true(is_kept(session, marks[0]) && !is_kept(session, marks[1]) &&
                is_kept(session, marks[2]));
    tolv_books *held = tolv_session_hold(session, marks[0]);
    keep(session, &of[1], marks[1]);
    keep(session, &of[3], marks[3]);
    assert_ptr_equal(held, tolv_session_hold(session, marks[0])); /* in use */
    assert_false(is_kept(session, marks[2]));
    assert_true(is_kept(session, marks[3]));
    check_figures(&of[0], held, 20);
    tolv_session_release(session, held);
    tolv_session_release(session, held);
    assert_true(tolv_session_count(session, &bytes) <= 3);
    assert_true(locks.most > 10);
    tolv_session_close(session);

    session = tolv_session_open(NULL, 0, NULL); /* the last one always stays */
    keep(session, &of[0], marks[0]);
    assert_true(is_kept(session, marks[0]));
    keep(session, &of[1], marks[1]);
    assert_false(is_kept(session, marks[0]));
    assert_true(is_kept(session, marks[1]));
    assert_null(tolv_session_hold(session, "000000000000"));
    tolv_session_close(session);
    tolv_session_close(NULL);
}

static void *no_memory(void *context, size_t size) {
    (void)context;
    (void)size;
    return NULL;
}

/* Grids go, the last used last; a large one drives out all that is beyond the limit. */
static void grids_come_and_go(void **state) {
    (void)state;
    enum { LARGE = TOLV_MEMO_BYTES / 2 / sizeof(double) };
    const tolv_memory none = {no_memory, NULL, NULL};
    double figures[] = {1.5, 2.5}, figure = 0, *large = calloc(LARGE, sizeof *large);
    tolv_arena heap;
    tolv_memo memo = {NULL};
    assert_non_null(large);
    tolv_arena_open(&heap, NULL);
    assert_false(tolv_memo_find(&memo, 1, 0, &figure));
    for (uint64_t key = 1; key <= TOLV_MEMO_MAX; key++) {
        figures[0] = (double)key;
        tolv_memo_keep(&memo, heap.memory, key, figures, 2);
    }
    figures[0] = -1;
    tolv_memo_keep(&memo, heap.memory, 2, figures, 2); /* is kept already */
    assert_true(tolv_memo_find(&memo, 2, 0, &figure) && figure == 2);
    assert_true(tolv_memo_find(&memo, 1, 1, &figure) && figure == 2.5);
    assert_false(tolv_memo_find(&memo, 1, 2, &figure));
    tolv_memo_keep(&memo, heap.memory, 1000, figures, 2); /* 3 was used least recently */
    assert_false(tolv_memo_find(&memo, 3, 0, &figure));
    assert_true(tolv_memo_find(&memo, 1, 0, &figure) && tolv_memo_find(&memo, 4, 0, &figure));
    tolv_memo_keep(&memo, heap.memory, 2000, large, LARGE - 100);
    assert_true(tolv_memo_find(&memo, 1000, 0, &figure));
    tolv_memo_keep(&memo, heap.memory, 3000, large, LARGE - 100);
    assert_true(tolv_memo_find(&memo, 3000, LARGE - 101, &figure));
    assert_true(tolv_memo_find(&memo, 1000, 0, &figure)); /* used before that */
    tolv_memo_keep(&memo, heap.memory, 4000, large, LARGE - 100);
    assert_false(tolv_memo_find(&memo, 2000, 0, &figure));
    tolv_memo_keep(&memo, heap.memory, 5000, large, 3 * (size_t)LARGE); /* is never kept */
    assert_false(tolv_memo_find(&memo, 5000, 0, &figure));
    tolv_memo_keep(&memo, &none, 6000, figures, 2);
    assert_false(tolv_memo_find(&memo, 6000, 0, &figure));
    tolv_memo_close(&memo, heap.memory);
    tolv_arena_close(&heap);
    free(large);
}

/* Planes are kept by their bytes, however many; those used last stay; what the others said is said
 * again. */
static void planes_come_and_go(void **state) {
    (void)state;
    static world of;
    tolv_books books;
    make_world(&of, 300);
    open_books(&books, &of, NULL);
    size_t most = 0;
    ask ask = {1, -1, 0, -1, 1, 12};
    tolv_ore all = sum_of(&of, &ask);
    for (int i = 0; i < 40000; i++) {
        char pattern[32];
        tolv_filter_fault fault;
        tolv_ore figure;
        snprintf(pattern, sizeof pattern, "*;!%d", 900000 + i % 39990);
        tolv_filter filter = {tolv_text_of("account"), tolv_text_of(pattern)};
        tolv_question question = {TOLV_AMOUNT_OUTCOME, &filter, 1, tolv_text_of(""), 1, 12};
        assert_int_equal(tolv_booked(&books, &question, &figure, &fault), TOLV_OK);
        assert_true(books.planes.bytes <= TOLV_PLANES_BYTES);
        assert_true(figure == all);
        most = books.planes.count > most ? books.planes.count : most;
    }
    assert_true(most > 10000);
    assert_true(most * books.planes.newest->bytes > TOLV_PLANES_BYTES / 100 * 99);
    tolv_books_close(&books);
}

/* ---- Memory ---- */

typedef struct scarce {
    size_t left, lent;
    bool refused;
} scarce;

static void *allocate(void *context, size_t size) {
    scarce *scarce = context;
    if (scarce->left == 0) {
        scarce->refused = true;
        return NULL;
    }
    scarce->left--;
    scarce->lent++;
    return malloc(size);
}

static void release(void *context, void *block) {
    scarce *scarce = context;
    scarce->lent--;
    free(block);
}

static const tolv_cell split[] = {
    {.kind = TOLV_TEXT, .text = {"enhet", 5}}, {.kind = TOLV_TEXT, .text = {"ny enhet", 8}},
    {.kind = TOLV_TEXT, .text = {"andel", 5}}, {.kind = TOLV_NUMBER, .number = 101},
    {.kind = TOLV_NUMBER, .number = 201},      {.kind = TOLV_NUMBER, .number = 0.25},
    {.kind = TOLV_NUMBER, .number = 101},      {.kind = TOLV_NUMBER, .number = 202},
    {.kind = TOLV_NUMBER, .number = 0.75},
};

/* All that is asked of a ledger, in memory that ends; the error of the first that fails. */
static tolv_error ask_all(world *of, tolv_session *session) {
    tolv_range_table changes;
    tolv_books_fault at;
    tolv_filter_fault fault;
    tolv_ore figure;
    tolv_table_of(&changes, (tolv_range){3, 3, 3, NULL, split});
    tolv_books *books = tolv_session_begin(session);
    if (!books)
        return TOLV_OUT_OF_MEMORY;
    tolv_error error =
        tolv_books_read(books, &of->table.table, &of->tree.table, &changes.table, &at);
    assert_true(!error || at.at.error == error);
    tolv_filter filter = {tolv_text_of("project"), tolv_text_of("1..2")};
    tolv_question question = {TOLV_AMOUNT_OUTCOME, &filter, 1, tolv_text_of("201"), 1, 12};
    if (!error)
        error = tolv_session_booked(session, books, &question, &figure, &fault);
    if (!error)
        tolv_session_keep(session, books);
    tolv_session_release(session, books);
    return error;
}

static void memory_may_end_anywhere(void **state) {
    (void)state;
    static world of;
    make_world(&of, 120);
    size_t refused = 0;
    for (size_t blocks = 0;; blocks++) {
        scarce scarce = {.left = blocks};
        const tolv_memory memory = {allocate, release, &scarce};
        tolv_session *session = tolv_session_open(&memory, SIZE_MAX, NULL);
        tolv_error error = session ? ask_all(&of, session) : TOLV_OUT_OF_MEMORY;
        assert_int_equal(error, scarce.refused ? TOLV_OUT_OF_MEMORY : TOLV_OK);
        tolv_session_close(session);
        assert_int_equal(scarce.lent, 0);
        if (!scarce.refused)
            break;
        refused++;
    }
    assert_true(refused > 30);
}

/* ---- Tables that cannot be read ---- */

static tolv_error broken(const tolv_table *table, size_t row, size_t count, const bool *wanted,
                         tolv_cell *cells) {
    (void)table;
    (void)wanted;
    for (size_t i = 0; i < count * COLUMNS; i++)
        cells[i] = (tolv_cell){.kind = TOLV_BLANK};
    if (row > 0)
        return TOLV_CELL_WITH_ERROR;
    cells[0] = text("period");
    cells[1] = text("account");
    cells[2] = text("amount");
    return TOLV_OK;
}

/* A unit more than there is room for. */
static tolv_error many_units(const tolv_table *table, size_t row, size_t count, const bool *wanted,
                             tolv_cell *cells) {
    (void)table;
    (void)wanted;
    static char headings[] = "period account unit amount";
    for (size_t i = 0; i < count; i++, cells += 4) {
        cells[0] = number(202601);
        cells[1] = number(5010);
        cells[2] = number((double)(row + i));
        cells[3] = number(1);
        if (row + i > 0)
            continue;
        cells[0] = (tolv_cell){.kind = TOLV_TEXT, .text = {headings, 6}};
        cells[1] = (tolv_cell){.kind = TOLV_TEXT, .text = {headings + 7, 7}};
        cells[2] = (tolv_cell){.kind = TOLV_TEXT, .text = {headings + 15, 4}};
        cells[3] = (tolv_cell){.kind = TOLV_TEXT, .text = {headings + 20, 6}};
    }
    return TOLV_OK;
}

static void what_cannot_be_read_is_told(void **state) {
    (void)state;
    static const struct {
        tolv_table table;
        tolv_error error;
        size_t row;
    } rows[] = {{{10, COLUMNS, broken}, TOLV_CELL_WITH_ERROR, 0},
                {{0, COLUMNS, broken}, TOLV_NO_CELLS, 0},
                {{1, COLUMNS, broken}, TOLV_NO_ROWS, 0},
                {{TOLV_UNITS_MAX + 1, 4, many_units}, TOLV_OK, 0},
                {{TOLV_UNITS_MAX + 10, 4, many_units}, TOLV_TOO_MANY_CODES, TOLV_UNITS_MAX + 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_books books;
        tolv_books_fault fault;
        tolv_books_open(&books, NULL);
        assert_int_equal(tolv_books_read(&books, &rows[i].table, NULL, NULL, &fault),
                         rows[i].error);
        if (rows[i].error)
            assert_int_equal(fault.at.row, rows[i].row);
        tolv_books_close(&books);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_plain_loops),
        cmocka_unit_test(grids_are_those_of_plain_loops),
        cmocka_unit_test(the_mark_is_of_the_content),
        cmocka_unit_test(splits_add_up),
        cmocka_unit_test(halves_favour_nobody),
        cmocka_unit_test(ways_meet_again),
        cmocka_unit_test(the_oldest_goes_first),
        cmocka_unit_test(grids_come_and_go),
        cmocka_unit_test(planes_come_and_go),
        cmocka_unit_test(memory_may_end_anywhere),
        cmocka_unit_test(what_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
