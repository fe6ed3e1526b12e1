/* SPDX-License-Identifier: MPL-2.0 */
/* Guards put on formulas and taken off again: every row of tests/data/ods/guards.tsv, elements of
 * array formulas, figures, and the lengths that Excel allows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/vocabulary.h"
#include "functions/function.h"
#include "ods/figure.h"

static const char table[] = "tests/data/ods/guards.tsv";
enum { LINE_BYTES = 1 << 12 };

static const char *const answers[] = {
    [TOLV_GUARD_PLAIN] = "plain",   [TOLV_GUARD_ALIVE] = "alive",
    [TOLV_GUARD_FROZEN] = "frozen", [TOLV_GUARD_UNSAID] = "unsaid",
    [TOLV_GUARD_CUT] = "cut",       [TOLV_GUARD_TOO_LONG] = "too long",
    [TOLV_GUARD_STANDS] = "stands", [TOLV_GUARD_CHANGED] = "changed",
};

static tolv_text written(const tolv_writer *writer) {
    return (tolv_text){writer->length ? writer->bytes : "", writer->length};
}

static void require(const char *where, tolv_text found, tolv_text expected) {
    if (found.length != expected.length || memcmp(found.bytes, expected.bytes, found.length) != 0)
        fail_msg("%s:\n  found    %.*s\n  expected %.*s", where, (int)found.length, found.bytes,
                 (int)expected.length, expected.bytes);
}

static tolv_guard guard_with(tolv_text figure) {
    return (tolv_guard){
        .vocabulary = &tolv_own_vocabulary, .figure = figure, .room = TOLV_EXCEL_FORMULA};
}

/* ---- The table ---- */

static tolv_text split(tolv_text *line) {
    const char *tab = memchr(line->bytes, '\t', line->length);
    tolv_text field = {line->bytes, tab ? (size_t)(tab - line->bytes) : line->length};
    size_t taken = field.length + (tab != NULL);
    *line = (tolv_text){line->bytes + taken, line->length - taken};
    return field;
}

static void check_row(tolv_arena *arena, const char *where, tolv_text line) {
    tolv_text way = split(&line), figure = split(&line), formula = split(&line),
              answer = split(&line), expected = split(&line);
    tolv_writer writer = {.arena = arena};
    char counts[32];
    if (tolv_text_same(way, tolv_text_of("unguard"))) {
        tolv_unguarding found;
        tolv_unguard_formula(&writer, &tolv_own_vocabulary, formula, &found);
        snprintf(counts, sizeof counts, "%zu %zu %zu", found.restored, found.kept, found.element);
        require(where, tolv_text_of(counts), answer);
    } else {
        tolv_guard guard = guard_with(figure);
        guard.frozen = tolv_text_same(way, tolv_text_of("freeze"));
        tolv_guarding guarding = tolv_guard_formula(&writer, &guard, formula);
        require(where, tolv_text_of(answers[guarding]), answer);
    }
    require(where, written(&writer), expected);
}

static void the_table_holds(void **state) {
    (void)state;
    char line[LINE_BYTES], where[64];
    size_t number = 0, rows = 0;
    FILE *file = fopen(table, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        tolv_arena arena;
        number++;
        line[strcspn(line, "\n")] = '\0';
        if (number <= 2)
            continue;
        snprintf(where, sizeof where, "%s:%zu", table, number);
        tolv_arena_open(&arena, NULL);
        check_row(&arena, where, tolv_text_of(line));
        tolv_arena_close(&arena);
        rows++;
    }
    fclose(file);
    assert_true(rows > 50);
}

/* ---- Off again ---- */

/* What is guarded in this way comes back as it was. */
static void require_return(tolv_text formula, tolv_text figure, bool frozen) {
    tolv_arena arena;
    tolv_unguarding found;
    tolv_arena_open(&arena, NULL);
    tolv_writer on = {.arena = &arena}, off = {.arena = &arena}, again = {.arena = &arena};
    tolv_guard guard = guard_with(figure);
    guard.frozen = frozen;
    tolv_guarding guarding = tolv_guard_formula(&on, &guard, formula);
    assert_true(guarding == TOLV_GUARD_ALIVE || guarding == TOLV_GUARD_FROZEN);
    tolv_unguard_formula(&off, &tolv_own_vocabulary, written(&on), &found);
    assert_int_equal(found.kept, 0);
    assert_int_equal(found.restored, 1);
    require("taken off", written(&off), formula);
    tolv_guard_formula(&again, &guard, written(&on));
    require("guarded twice", written(&again), written(&on));
    tolv_arena_close(&arena);
}

static void every_function_comes_back(void **state) {
    (void)state;
    for (size_t i = 0; i < tolv_function_count; i++) {
        tolv_text example = tolv_text_of(tolv_functions[i]->example);
        require_return(example, tolv_text_of("42"), false);
        require_return(example, tolv_text_of("\"text\""), true);
    }
}

/* ---- Array formulas ---- */

static const char allocate[] = "TOLV.ALLOCATE(100;[.A1:.C2];;;;0.01)";

static void elements_come_back(void **state) {
    (void)state;
    for (size_t element = 1; element <= 6; element++) {
        tolv_arena arena;
        tolv_unguarding found;
        char beginning[128], ending[64];
        tolv_arena_open(&arena, NULL);
        tolv_guard guard = guard_with(tolv_text_of(""));
        tolv_writer on = {.arena = &arena}, off = {.arena = &arena}, again = {.arena = &arena};
        assert_int_equal(tolv_guard_element(&on, &guard, tolv_text_of(allocate), 2, 3, element),
                         TOLV_GUARD_ALIVE);
        snprintf(beginning, sizeof beginning, "IF(IFERROR(ERROR.TYPE(%s);0)=5;", allocate);
        snprintf(ending, sizeof ending, ";TOLV.ALLOCATE(100;[.A1:.C2];;;%zu;0.01))", element);
        size_t length = strlen(ending);
        assert_true(on.length > length + strlen(beginning));
        assert_memory_equal(on.bytes, beginning, strlen(beginning));
        assert_memory_equal(on.bytes + on.length - length, ending, length);
        tolv_unguard_formula(&off, &tolv_own_vocabulary, written(&on), &found);
        assert_int_equal(found.element, element);
        assert_int_equal(found.restored, 1);
        require("taken off", written(&off), tolv_text_of(allocate));
        assert_int_equal(tolv_guard_formula(&again, &guard, written(&on)), TOLV_GUARD_STANDS);
        tolv_arena_close(&arena);
    }
}

static void other_arrays_have_no_elements(void **state) {
    static const struct {
        const char *formula;
        size_t rows, columns;
    } cases[] = {
        {allocate, 3, 2},                           /* not the shape of the answer */
        {allocate, 1, 3},                           /* not all of it */
        {"TOLV.ALLOCATE(100;Volumes)", 2, 3},       /* of a shape that is not known */
        {"TOLV.ALLOCATE(100;[.A1:.C2];;;2)", 2, 3}, /* one element already */
        {"2*TOLV.ALLOCATE(100;[.A1:.C2])", 2, 3},   /* more than a call */
        {"TOLV.DEVIATION([.A1:.C2];1)", 2, 3},      /* an array of calls */
        {"TOLV.ATTENTION([.A1:.C2];1;2)", 2, 3},    /* no native form */
        {"TOLV.PERIODKEY(1;2026)", 1, 12},
        {"[.A1:.C2]", 2, 3},
        {"", 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_guard guard = guard_with(tolv_text_of("{1;2}"));
        tolv_writer writer = {.arena = &arena};
        assert_int_equal(tolv_guard_element(&writer, &guard, tolv_text_of(cases[i].formula),
                                            cases[i].rows, cases[i].columns, 1),
                         TOLV_GUARD_UNSAID);
        assert_int_equal(writer.length, 0);
        tolv_arena_close(&arena);
    }
}

/* ---- Lengths ---- */

static void write_times(tolv_writer *writer, const char *text, size_t times) {
    for (size_t i = 0; i < times; i++)
        tolv_write_string(writer, text);
}

static tolv_guarding guarding_of(tolv_arena *arena, size_t repeated, const char *figure) {
    tolv_writer formula = {.arena = arena}, writer = {.arena = arena};
    tolv_guard guard = guard_with(tolv_text_of(figure));
    write_times(&formula, "TOLV.NEEDMET([.A1];[.B1])+", repeated);
    tolv_write_string(&formula, "1");
    return tolv_guard_formula(&writer, &guard, written(&formula));
}

/* In Excel a guarded call and its "+" have 75 characters, a plain one 20, the guard
 * of the whole 51. */
static void excel_reads_what_is_guarded(void **state) {
    (void)state;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    assert_int_equal(guarding_of(&arena, 109, "1"), TOLV_GUARD_ALIVE);
    assert_int_equal(guarding_of(&arena, 110, "1"), TOLV_GUARD_CUT);
    assert_int_equal(guarding_of(&arena, 110, ""), TOLV_GUARD_TOO_LONG);
    assert_int_equal(guarding_of(&arena, 407, "1"), TOLV_GUARD_CUT);
    assert_int_equal(guarding_of(&arena, 408, "1"), TOLV_GUARD_TOO_LONG);
    tolv_arena_close(&arena);
}

static void nesting_has_an_end(void **state) {
    (void)state;
    tolv_arena arena;
    for (size_t depth = 4; depth < 20000; depth *= 10) {
        tolv_arena_open(&arena, NULL);
        tolv_writer formula = {.arena = &arena}, writer = {.arena = &arena};
        tolv_guard guard = guard_with(tolv_text_of("1"));
        write_times(&formula, "TOLV.NEEDMET(", depth);
        tolv_write_string(&formula, "1");
        write_times(&formula, ";2)", depth);
        assert_int_equal(tolv_guard_formula(&writer, &guard, written(&formula)),
                         depth < 64     ? TOLV_GUARD_ALIVE
                         : depth < 4000 ? TOLV_GUARD_FROZEN
                                        : TOLV_GUARD_TOO_LONG);
        tolv_arena_close(&arena);
    }
}

/* ---- Figures ---- */

static void figures_are_written(void **state) {
    static const struct {
        tolv_sheet_kind kind;
        double number;
        const char *text, *formula, *expected;
    } cells[] = {
        {TOLV_CELL_NUMBER, -1.5, "", "F", "-1.5"},
        {TOLV_CELL_NUMBER, 0.1, "", "F", "0.1"},
        {TOLV_CELL_DATE, 46000, "", "F", "46000"},
        {TOLV_CELL_BOOLEAN, 1, "", "F", "TRUE()"},
        {TOLV_CELL_BOOLEAN, 0, "", "F", "FALSE()"},
        {TOLV_CELL_TEXT, 0, "say \"å\"", "F", "\"say \"\"å\"\"\""},
        {TOLV_CELL_TEXT, 0, "", "F", "\"\""},
        {TOLV_CELL_ERROR, 0, "#N/A", "F", "NA()"},
        {TOLV_CELL_ERROR, 0, "#SAKNAS!", "F", "NA()"},
        {TOLV_CELL_ERROR, 0, "#DIV/0!", "F", "#DIV/0!"},
        {TOLV_CELL_ERROR, 0, "Err:502", "F", "#VALUE!"},
        {TOLV_CELL_ERROR, 0, "#NAME?", "F", NULL},
        {TOLV_CELL_ERROR, 0, "#NAMN?", "F", NULL},
        {TOLV_CELL_ERROR, 0, "", "F", NULL},
        {TOLV_CELL_BLANK, 0, "", "F", NULL},
        {TOLV_CELL_BLANK, 0, "", "", "\"\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer writer = {.arena = &arena};
        tolv_sheet_cell cell = {.kind = cells[i].kind,
                                .number = cells[i].number,
                                .text = tolv_text_of(cells[i].text),
                                .formula = tolv_text_of(cells[i].formula)};
        assert_int_equal(tolv_write_figures(&writer, &cell, 1, 1), cells[i].expected != NULL);
        if (cells[i].expected)
            require("a figure", written(&writer), tolv_text_of(cells[i].expected));
        tolv_arena_close(&arena);
    }
}

static void arrays_of_figures_are_written(void **state) {
    (void)state;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_sheet_cell cells[] = {
        {.kind = TOLV_CELL_NUMBER, .number = -1},
        {.kind = TOLV_CELL_TEXT, .text = tolv_text_of("a")},
        {.kind = TOLV_CELL_BOOLEAN, .number = 1},
        {.kind = TOLV_CELL_BLANK},
    };
    tolv_writer whole = {.arena = &arena}, faulty = {.arena = &arena}, none = {.arena = &arena};
    assert_true(tolv_write_figures(&whole, cells, 2, 2));
    require("an array", written(&whole), tolv_text_of("{-1;\"a\"|TRUE;\"\"}"));
    cells[3] = (tolv_sheet_cell){.kind = TOLV_CELL_ERROR, .text = tolv_text_of("#DIV/0!")};
    assert_true(tolv_write_figures(&faulty, cells, 4, 1));
    require("with an error", written(&faulty),
            tolv_text_of("IF({1|1|1|0}=1;{-1|\"a\"|TRUE|0};NA())"));
    cells[3].text = tolv_text_of("#NAVN?");
    assert_false(tolv_write_figures(&none, cells, 1, 4));
    tolv_arena_close(&arena);
}

/* Of 256 characters Excel reads a text in two pieces; å is one, 😀 two. */
static void long_texts_are_cut(void **state) {
    static const struct {
        const char *character;
        size_t count, cut;
    } rows[] = {{"a", 255, 0}, {"a", 256, 255}, {"å", 256, 255}, {"😀", 128, 127}, {"\"", 300, 255}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer text = {.arena = &arena}, expected = {.arena = &arena},
                    found = {.arena = &arena};
        write_times(&text, rows[i].character, rows[i].count);
        size_t times = rows[i].character[0] == '"' ? 2 : 1;
        tolv_write_string(&expected, "\"");
        write_times(&expected, rows[i].character,
                    times * (rows[i].cut ? rows[i].cut : rows[i].count));
        if (rows[i].cut) {
            tolv_write_string(&expected, "\"&\"");
            write_times(&expected, rows[i].character, times * (rows[i].count - rows[i].cut));
        }
        tolv_write_string(&expected, "\"");
        tolv_sheet_cell cell = {.kind = TOLV_CELL_TEXT, .text = written(&text)};
        assert_true(tolv_write_figures(&found, &cell, 1, 1));
        require("a long text", written(&found), written(&expected));
        tolv_arena_close(&arena);
    }
}

/* ---- Memory ---- */

typedef struct budget {
    size_t left;
} budget;

static void *allocate_within(void *context, size_t size) {
    budget *of = context;
    if (of->left == 0)
        return NULL;
    of->left--;
    return malloc(size);
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

/* Without memory nothing is answered for right. */
static void memory_may_end(void **state) {
    (void)state;
    static const char formula[] = "SUM(TOLV.NEEDMET(TOLV.YTD([.A1:.L1];3);2);"
                                  "TOLV.YEARFORECAST([.A1:.L1];[.A2:.L2];[.C4];[.C5]))";
    bool whole = false;
    for (size_t n = 0; n < 100 && !whole; n++) {
        budget of = {n};
        tolv_memory memory = {allocate_within, release, &of};
        tolv_arena arena;
        tolv_unguarding found;
        tolv_arena_open(&arena, &memory);
        tolv_writer on = {.arena = &arena}, off = {.arena = &arena};
        tolv_guard guard = guard_with(tolv_text_of(""));
        tolv_guarding guarding = tolv_guard_formula(&on, &guard, tolv_text_of(formula));
        tolv_unguard_formula(&off, &tolv_own_vocabulary, written(&on), &found);
        whole = !on.failed && !off.failed;
        if (whole) {
            assert_int_equal(guarding, TOLV_GUARD_ALIVE);
            require("in the end", written(&off), tolv_text_of(formula));
        }
        assert_true(whole || n < 99);
        tolv_arena_close(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_holds),
        cmocka_unit_test(every_function_comes_back),
        cmocka_unit_test(elements_come_back),
        cmocka_unit_test(other_arrays_have_no_elements),
        cmocka_unit_test(excel_reads_what_is_guarded),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(figures_are_written),
        cmocka_unit_test(arrays_of_figures_are_written),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(memory_may_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
