/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/followup.h"
#include "ledger_reading.h"

static void read_text(tolv_ledger *ledger, const char *text) {
    heard told;
    tolv_ledger_open(ledger, NULL);
    assert_int_equal(read_bytes(ledger, text, strlen(text), 1 << 20, TOLV_ENCODING_JUDGED, &told),
                     TOLV_READING_DONE);
    assert_int_equal(told.count[TOLV_WARNING], 0);
}

/* ---- the example against sheets/example/totals.py ---- */

static const double *series_of(const tolv_followup_line *line, const char *name) {
    return strcmp(name, "outcome") == 0  ? line->outcome
           : strcmp(name, "budget") == 0 ? line->budget
                                         : line->before;
}

static const tolv_followup_line *line_of(const tolv_followup *followup, const char *code) {
    if (strcmp(code, "-") == 0)
        return &followup->without;
    if (strcmp(code, "=") == 0)
        return &followup->total;
    for (size_t i = 0; i < followup->unit_count; i++)
        if (tolv_text_same(followup->units[i].code, tolv_text_of(code)))
            return &followup->units[i];
    return NULL;
}

/* One line of the file: unit;name;board;series;January..December in öre. */
static void check_line(const tolv_followup *followup, char *text) {
    char *fields[16] = {text};
    text[strcspn(text, "\n")] = 0;
    for (size_t i = 1; i < 16; i++) {
        fields[i] = strchr(fields[i - 1], ';');
        assert_non_null(fields[i]);
        *fields[i]++ = 0;
    }
    const tolv_followup_line *line = line_of(followup, fields[0]);
    assert_non_null(line);
    assert_true(tolv_text_same(line->name, tolv_text_of(fields[1])));
    if (fields[2][0])
        assert_true(tolv_text_same(followup->boards[line->board].code, tolv_text_of(fields[2])));
    else
        assert_true(line->board == TOLV_NO_BOARD);
    const double *months = series_of(line, fields[3]);
    for (int month = 0; month < TOLV_MONTHS; month++) {
        const char *expected = fields[4 + month];
        if (*expected == 0)
            assert_true(tolv_is_blank(months[month]));
        else
            assert_true(tolv_to_ore(months[month]) == strtoll(expected, NULL, 10));
    }
}

static void the_example_has_its_totals(void **state) {
    (void)state;
    heard told = {.length = 0};
    tolv_listener listener = {hear, &told};
    tolv_ledger ledger;
    tolv_arena arena;
    tolv_followup followup;
    tolv_ledger_open(&ledger, NULL);
    tolv_arena_open(&arena, NULL);
    assert_int_equal(
        tolv_sie_read_file(&ledger, "sheets/example/tolvsjo.se", TOLV_ENCODING_JUDGED, &listener),
        TOLV_READING_DONE);
    assert_int_equal(told.count[TOLV_WARNING], 0);
    assert_int_equal(tolv_followup_make(&followup, &arena, &ledger, 0, NULL), TOLV_OK);
    assert_true(tolv_text_same(followup.company, tolv_text_of("Tolvsjö kommun")));
    assert_true(tolv_text_same(followup.dimension_name, tolv_text_of("Ansvar")));
    assert_int_equal(followup.first_month, 202601);
    assert_int_equal(followup.months, 12);
    assert_int_equal(followup.reported, 8);
    assert_int_equal(followup.unit_count, 12);
    assert_int_equal(followup.board_count, 3);

    FILE *totals = fopen("tests/data/ledger/tolvsjo-totals.csv", "r");
    assert_non_null(totals);
    size_t lines = 0;
    for (char text[1024]; fgets(text, sizeof text, totals); lines++)
        check_line(&followup, text);
    fclose(totals);
    assert_int_equal(lines, 3 * (12 + 2));
    tolv_arena_close(&arena);
    tolv_ledger_close(&ledger);
}

/* ---- small ledgers ---- */

#define HEAD "#FLAGGA 0\n#RAR 0 20260101 20261231\n#RAR -1 20250101 20251231\n"

static void sums_to_the_total(void **state) {
    (void)state;
    tolv_ledger ledger;
    tolv_arena arena;
    tolv_followup f;
    read_text(&ledger, HEAD "#DIM 1 Ansvar\n#UNDERDIM 1 Ansvar 20\n#DIM 20 Styrelse\n"
                            "#OBJEKT 1 A Aspen\n#OBJEKT 20 X Xenon\n"
                            "#PSALDO 0 202601 5010 {} 100.01\n#PSALDO 0 202601 5010 {1 A 20 X} 60\n"
                            "#PSALDO 0 202602 5010 {} 10\n#PSALDO 0 202602 1930 {1 C} 7\n"
                            "#PSALDO 0 202603 5010 {} 0\n#PSALDO 0 202603 3010 {1 B 20 X} -5\n"
                            "#PSALDO 0 202603 3010 {1 B 20 Y} -6\n#PSALDO 0 202604 5010 {} 0\n"
                            "#PSALDO -1 202512 5010 {1 A 20 X} 1\n#PBUDGET 0 202612 5010 {} -3\n"
                            "#PBUDGET -1 202512 5010 {} 9\n");
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_followup_make(&f, &arena, &ledger, 0, NULL), TOLV_OK);
    assert_int_equal(f.dimension, 1);
    assert_int_equal(f.reported, 3); /* in April only a row of 0 */
    assert_int_equal(f.unit_count, 2);
    assert_int_equal(f.board_count, 1);
    assert_true(tolv_text_same(f.units[0].name, tolv_text_of("Aspen")));
    assert_true(f.units[0].board == 0);
    assert_true(f.units[1].board == TOLV_NO_BOARD); /* its rows name two */
    assert_true(f.units[0].outcome[0] == 60 && tolv_is_blank(f.units[0].outcome[1]));
    assert_true(f.boards[0].outcome[0] == 60);
    assert_true(f.units[1].outcome[2] == -11);
    assert_true(f.total.outcome[0] == 100.01 && f.without.outcome[0] == 40.01);
    assert_true(f.total.outcome[1] == 10 && f.without.outcome[1] == 10);
    assert_true(f.total.outcome[2] == -11 && tolv_is_blank(f.without.outcome[2]));
    assert_true(tolv_is_blank(f.total.outcome[3]));
    assert_true(f.units[0].before[11] == 1 && f.units[0].has_before);
    assert_true(f.total.budget[11] == -3 && tolv_is_blank(f.total.budget[10]));
    assert_false(f.units[0].has_budget);
    assert_true(tolv_is_blank(f.without.before[10]) && tolv_is_blank(f.without.before[11]));
    assert_true(f.without.has_budget && f.total.has_budget && f.total.has_before);
    tolv_arena_close(&arena);
    tolv_ledger_close(&ledger);
}

/* Of a financial year that was made longer the last twelve months are followed up; the others are
 * not the year before. */
static void a_longer_year_is_not_the_year_before(void **state) {
    (void)state;
    tolv_ledger ledger;
    tolv_arena arena;
    tolv_followup f;
    read_text(&ledger, "#FLAGGA 0\n#RAR 0 20260101 20270630\n#RAR -1 20250101 20251231\n"
                       "#PSALDO 0 202603 5010 {1 A} 10\n#PSALDO 0 202608 5010 {1 A} 20\n"
                       "#PSALDO -1 202508 5010 {1 A} 7\n#PSALDO -1 202503 5010 {1 A} 8\n");
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_followup_make(&f, &arena, &ledger, 0, NULL), TOLV_OK);
    assert_int_equal(f.first_month, 202607);
    assert_int_equal(f.year_begins, 202601);
    assert_true(f.total.outcome[1] == 20 && f.total.before[1] == 7);
    for (int month = 2; month < TOLV_MONTHS; month++)
        assert_true(tolv_is_blank(f.total.before[month]));
    tolv_arena_close(&arena);
    tolv_ledger_close(&ledger);
}

static void digits_in_codes_are_numbers(void **state) {
    (void)state;
    static const char *const order[] = {"9", "010", "10", "10a", "11", "a2b", "a10", "å"};
    tolv_ledger ledger;
    tolv_arena arena;
    tolv_followup f;
    read_text(&ledger, HEAD "#PSALDO 0 202601 5010 {1 a10} 1\n#PSALDO 0 202601 5010 {1 10} 1\n"
                            "#PSALDO 0 202601 5010 {1 å} 1\n#PSALDO 0 202601 5010 {1 11} 1\n"
                            "#PSALDO 0 202601 5010 {1 10a} 1\n#PSALDO 0 202601 5010 {1 9} 1\n"
                            "#PSALDO 0 202601 5010 {1 a2b} 1\n#PSALDO 0 202601 5010 {1 010} 1\n");
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_followup_make(&f, &arena, &ledger, 0, NULL), TOLV_OK);
    assert_int_equal(f.unit_count, sizeof order / sizeof *order);
    for (size_t i = 0; i < f.unit_count; i++)
        assert_true(tolv_text_same(f.units[i].code, tolv_text_of(order[i])));
    tolv_arena_close(&arena);
    tolv_ledger_close(&ledger);
}

static void finds_boards_by_code(void **state) {
    (void)state;
    static const struct {
        const char *objects, *boards; /* the board of each unit, "-" for none */
    } rows[] = {
        {"#OBJEKT 1 1 Region\n#OBJEKT 1 11 a\n#OBJEKT 1 12 b\n#OBJEKT 1 9 c\n", "1 1 -"},
        {"#OBJEKT 1 1 Region\n#OBJEKT 1 11 a\n#OBJEKT 1 22 b\n#OBJEKT 1 9 c\n", "- - -"},
        {"#OBJEKT 1 3 N\n#OBJEKT 1 31 F\n#OBJEKT 1 311 a\n#OBJEKT 1 312 b\n#OBJEKT 1 32 c\n",
         "31 31 3"},
        {"#OBJEKT 1 3 N\n#OBJEKT 1 31 F\n#OBJEKT 1 311 a\n#OBJEKT 1 321 b\n#OBJEKT 1 4 c\n",
         "3 3 -"},
        {"#OBJEKT 1 1 a\n#OBJEKT 1 11 b\n#OBJEKT 1 12 c\n", "- - -"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024] = HEAD, boards[64] = "";
        strcat(text, rows[i].objects);
        for (const char *at = rows[i].objects; (at = strstr(at, "#OBJEKT 1 ")) != NULL; at++) {
            char code[8], name[8];
            assert_int_equal(sscanf(at, "#OBJEKT 1 %7s %7s", code, name), 2);
            if (name[0] >= 'a' && name[0] <= 'c')
                sprintf(text + strlen(text), "#PSALDO 0 202601 5010 {1 %s} 1\n", code);
        }
        tolv_ledger ledger;
        tolv_arena arena;
        tolv_followup f;
        read_text(&ledger, text);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_followup_make(&f, &arena, &ledger, 0, NULL), TOLV_OK);
        for (char name = 'a'; name <= 'c'; name++)
            for (size_t unit = 0; unit < f.unit_count; unit++)
                if (f.units[unit].name.bytes[0] == name)
                    sprintf(boards + strlen(boards), "%s%.*s", name == 'a' ? "" : " ",
                            f.units[unit].board == TOLV_NO_BOARD
                                ? 1
                                : (int)f.boards[f.units[unit].board].code.length,
                            f.units[unit].board == TOLV_NO_BOARD
                                ? "-"
                                : f.boards[f.units[unit].board].code.bytes);
        tolv_arena_close(&arena);
        tolv_ledger_close(&ledger);
        assert_string_equal(boards, rows[i].boards);
    }
}

/* Of a table of units "unit above": the board of each unit a to d. What is above them all is the
 * whole, and no board. */
static void finds_boards_in_a_hierarchy(void **state) {
    (void)state;
    static const struct {
        const char *tree, *booked, *boards;
    } rows[] = {
        {"a 1 b 1 c 2", "abcd", "1 1 2 -"},
        {"a 11 b 11 c 21 11 1 21 1", "abcd", "11 11 21 -"},
        {"a 11 b 11 11 1", "ab", "11 11"},
        {"a 1 b 1", "ab", "1 1"},
        {"a 11 b 1 11 1", "ab", "11 -"},
        {"a 11 b 21 11 1 21 2", "ab", "1 2"},
        {"a 111 b 112 111 11 112 11 11 1", "ab", "111 112"},
        {"a 11 b 21 11 d 21 d", "abd", "11 21 -"},
        {"a b b c", "abc", "b b -"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024] = HEAD, tree[64], boards[64] = "", *rest;
        for (const char *unit = rows[i].booked; *unit; unit++)
            sprintf(text + strlen(text), "#PSALDO 0 202601 5010 {1 %c} 1\n", *unit);
        tolv_cell cells[32] = {{.kind = TOLV_TEXT, .text = tolv_text_of("unit")},
                               {.kind = TOLV_TEXT, .text = tolv_text_of("above")}};
        size_t count = 2;
        strcpy(tree, rows[i].tree);
        for (char *word = strtok_r(tree, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
            cells[count++] = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of(word)};
        tolv_range_table table;
        tolv_table_fault fault;
        tolv_hierarchy hierarchy;
        tolv_ledger ledger;
        tolv_arena arena;
        tolv_followup f;
        tolv_table_of(&table, (tolv_range){count / 2, 2, 2, NULL, cells});
        read_text(&ledger, text);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_hierarchy_read(&hierarchy, &ledger, &table.table, &fault), TOLV_OK);
        assert_int_equal(tolv_followup_make(&f, &arena, &ledger, 0, &hierarchy), TOLV_OK);
        assert_int_equal(f.unit_count, strlen(rows[i].booked));
        for (const char *unit = rows[i].booked; *unit; unit++) {
            const tolv_followup_line *line = line_of(&f, (char[]){*unit, 0});
            tolv_text board =
                line->board == TOLV_NO_BOARD ? tolv_text_of("-") : f.boards[line->board].code;
            sprintf(boards + strlen(boards), "%s%.*s", boards[0] ? " " : "", (int)board.length,
                    board.bytes);
        }
        tolv_arena_close(&arena);
        tolv_ledger_close(&ledger);
        assert_string_equal(boards, rows[i].boards);
    }
}

/* A year, the first month that is shown, and how many. */
static void follows_any_year(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int asked, dimension, first, months, reported;
        double first_outcome, first_before;
    } rows[] = {
        {"#FLAGGA 0\n#RAR 0 20250701 20260630\n#PSALDO 0 202507 5010 {} 1\n"
         "#PSALDO -1 202407 5010 {} 2\n",
         0, 0, 202507, 12, 1, 1, 2},
        {"#FLAGGA 0\n#RAR 0 20250301 20251231\n#PSALDO 0 202503 5010 {6 P} 1\n"
         "#PSALDO 0 202510 5010 {} 1\n",
         0, 6, 202503, 10, 8, 1, 0},
        {"#FLAGGA 0\n#RAR 0 20250701 20261231\n#PSALDO 0 202507 5010 {6 P} 2\n"
         "#PSALDO 0 202601 5010 {7 Q} 1\n",
         7, 7, 202601, 12, 1, 1, 0},
        {"#FLAGGA 0\n#RAR 0 20260101 20261231\n#PSALDO 0 202601 5010 {6 P} 1\n", 1, 0, 202601, 12,
         1, 1, 0},
        {"#FLAGGA 0\n#RAR -1 20250101 20251231\n#PSALDO -1 202502 X {} 1\n#KTYP X K\n", 0, 0,
         202501, 12, 2, 0, 0},
        {"#FLAGGA 0\n#KONTO 5010 \"\"\n", 0, 0, 0, 0, 0, 0, 0},
        {"#FLAGGA 0\n#RAR 0 20260101 20261231\n#RAR 1 20270101 20271231\n"
         "#PSALDO 0 202601 5010 {} 1\n#PBUDGET 1 202701 5010 {} 2\n",
         0, 0, 202601, 12, 1, 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_ledger ledger;
        tolv_arena arena;
        tolv_followup f;
        heard told;
        tolv_ledger_open(&ledger, NULL);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(read_bytes(&ledger, rows[i].text, strlen(rows[i].text), 1 << 20,
                                    TOLV_ENCODING_JUDGED, &told),
                         TOLV_READING_DONE);
        assert_int_equal(tolv_followup_make(&f, &arena, &ledger, rows[i].asked, NULL), TOLV_OK);
        assert_int_equal(f.first_month, rows[i].first);
        assert_int_equal(f.months, rows[i].months);
        assert_int_equal(f.reported, rows[i].reported);
        assert_int_equal(f.dimension, rows[i].dimension);
        assert_true(rows[i].first_outcome == 0 ? tolv_is_blank(f.total.outcome[0])
                                               : f.total.outcome[0] == rows[i].first_outcome);
        assert_true(rows[i].first_before == 0 ? tolv_is_blank(f.total.before[0])
                                              : f.total.before[0] == rows[i].first_before);
        tolv_arena_close(&arena);
        tolv_ledger_close(&ledger);
    }
}

static void refuses_what_is_not_exact(void **state) {
    (void)state;
    tolv_ledger ledger;
    tolv_arena arena;
    tolv_followup f;
    read_text(&ledger, HEAD "#PSALDO 0 202601 5010 {} 70368744177664\n"
                            "#PSALDO 0 202601 5020 {} 0.01\n");
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_followup_make(&f, &arena, &ledger, 0, NULL), TOLV_TOO_LARGE);
    tolv_arena_close(&arena);
    tolv_ledger_close(&ledger);
}

static void survives_every_failed_allocation(void **state) {
    (void)state;
    heard told = {.length = 0};
    tolv_listener listener = {hear, &told};
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    assert_int_equal(
        tolv_sie_read_file(&ledger, "sheets/example/tolvsjo.se", TOLV_ENCODING_JUDGED, &listener),
        TOLV_READING_DONE);
    tolv_error error = TOLV_OUT_OF_MEMORY;
    for (size_t n = 0; error; n++) {
        failing_memory counted = {n, 0};
        tolv_memory memory = {take_failing, give_back, &counted};
        tolv_arena arena;
        tolv_followup f;
        tolv_arena_open(&arena, &memory);
        error = tolv_followup_make(&f, &arena, &ledger, 0, NULL);
        tolv_arena_close(&arena);
        assert_true(n > 0 || error == TOLV_OUT_OF_MEMORY);
        assert_true(error == TOLV_OK || error == TOLV_OUT_OF_MEMORY);
        assert_int_equal(counted.taken, 0);
    }
    tolv_ledger_close(&ledger);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_has_its_totals),
        cmocka_unit_test(sums_to_the_total),
        cmocka_unit_test(a_longer_year_is_not_the_year_before),
        cmocka_unit_test(digits_in_codes_are_numbers),
        cmocka_unit_test(finds_boards_by_code),
        cmocka_unit_test(finds_boards_in_a_hierarchy),
        cmocka_unit_test(follows_any_year),
        cmocka_unit_test(refuses_what_is_not_exact),
        cmocka_unit_test(survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
