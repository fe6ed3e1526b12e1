/* SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/csv_table.h"
#include "ledger/trace.h"
#include "ledger/versions.h"
#include "ledger_reading.h"
#include "ledger_rows.h"

#define YEARS "#SIETYP 4\n#RAR 0 20260101 20261231\n#RAR -1 20250101 20251231\n"
#define LAST_YEAR "#SIETYP 4\n#RAR 0 20250101 20251231\n#RAR -1 20240101 20241231\n"
#define BUDGET "Period;Konto;Ansvar;Typ;Belopp\n"

enum { FILES = 3 };

/* Files, the rows of the one ledger they become (a line each), and what is told of the joining. */
static const struct {
    const char *name, *files[FILES];
    int dimension;
    const char *rows, *told;
} cases[] = {
    {"totals and parts beside them",
     {YEARS "#PSALDO 0 202601 5010 {} 10\n#PSALDO 0 202601 5010 {1 N} 7\n"
            "#PSALDO 0 202601 5010 {6 P} 10\n"},
     0,
     "2026-01|5010||300|outcome\n2026-01|5010|N|700|outcome\n",
     ""},
    {"the same by another dimension",
     {YEARS "#PSALDO 0 202601 5010 {} 10\n#PSALDO 0 202601 5010 {1 N} 7\n"
            "#PSALDO 0 202601 5010 {6 P} 10\n"},
     6,
     "2026-01|5010|P|1000|outcome\n",
     ""},
    {"vouchers keep all their objects",
     {YEARS "#VER A 1 20260131\n{\n#TRANS 5010 {1 N 6 P} 10\n#TRANS 5010 {6 P} 5\n"
            "#TRANS 1930 {} -15\n}\n"},
     0,
     "2026-01|1930|||-1500|outcome\n2026-01|5010||P|500|outcome\n2026-01|5010|N|P|1000|outcome\n",
     ""},
    {"parts of vouchers where balances have none",
     {YEARS "#PSALDO 0 202601 5010 {} 10\n#RES 0 5010 10\n#VER A 1 20260131\n{\n"
            "#TRANS 5010 {1 N} 6\n#TRANS 5010 {} 4\n#TRANS 5020 {1 N} -10\n}\n"},
     0,
     "2026-01|5010||400|outcome\n2026-01|5010|N|600|outcome\n2026-01|5020|N|-1000|outcome\n",
     ""},
    {"last year from its own file",
     {YEARS "#PSALDO 0 202601 5010 {} 10\n#PSALDO -1 202501 5010 {} 99\n",
      LAST_YEAR "#PSALDO 0 202501 5010 {} 7\n#PSALDO -1 202401 5010 {} 3\n"},
     0,
     "2024-01|5010|300|outcome\n2025-01|5010|700|outcome\n2026-01|5010|1000|outcome\n",
     "note 0: 1 sums of the year before are left out: that year is taken from two\n"},
    {"a budget from a table",
     {YEARS "#DIM 1 \"Ansvar\"\n#OBJEKT 1 110 \"Norr\"\n#PSALDO 0 202601 5010 {1 110} 10\n",
      BUDGET "202601;5010;110;budget;12\n"},
     0,
     "2026-01|5010|110|1000|outcome\n2026-01|5010|110|1200|budget\n",
     ""},
    {"a month that both tell",
     {YEARS "#PSALDO 0 202601 5010 {} 10\n#PBUDGET 0 202601 5010 {} 5\n",
      BUDGET "202601;5010;;budget;2\n202602;5010;;budget;4\n"},
     0,
     "2026-01|5010|1000|outcome\n2026-01|5010|700|budget\n2026-02|5010|400|budget\n",
     "warning 0: budget of January 2026 stands in one too: they are added; leave one of the files "
     "out if they tell the same\n"},
    {"a budget of two years beside the outcome of the first",
     {BUDGET "202501;4;110;budget;1\n202601;4;110;budget;2\n", BUDGET "202501;4;210;;4\n"},
     0,
     "2025-01|4|210|400|outcome\n2025-01|4|110|100|budget\n2026-01|4|110|200|budget\n",
     ""},
    {"a board that has not begun the year yet",
     {BUDGET "202501;4;110;;1\n202601;4;110;;2\n", BUDGET "202501;4;210;;4\n"},
     0,
     "2025-01|4|110|100|outcome\n2025-01|4|210|400|outcome\n2026-01|4|110|200|outcome\n",
     "warning 0: outcome of January 2025 stands in one too: they are added; leave one of the files "
     "out if they tell the same\n"},
    {"last year in a file and a table",
     {YEARS "#PSALDO 0 202601 5010 {} 10\n#PSALDO -1 202501 5010 {} 9\n",
      BUDGET "202501;5010;;;7\n"},
     0,
     "2025-01|5010|1600|outcome\n2026-01|5010|1000|outcome\n",
     "warning 0: outcome of January 2025 stands in one too: they are added; leave one of the files "
     "out if they tell the same\n"},
    {"vouchers of months without a balance",
     {YEARS "#PSALDO 0 202601 5010 {} 100\n#VER A 1 20260131\n{\n#TRANS 5010 {1 N} 100\n"
            "#TRANS 1930 {} -100\n}\n#VER A 2 20260228\n{\n#TRANS 5010 {1 N} 200\n"
            "#TRANS 1930 {} -200\n}\n"},
     0,
     "2026-01|1930||-10000|outcome\n2026-01|5010|N|10000|outcome\n2026-02|1930||-20000|outcome\n"
     "2026-02|5010|N|20000|outcome\n",
     ""},
    {"last year's budget, which its own file has not",
     {YEARS
      "#PSALDO 0 202601 5010 {} 10\n#PSALDO -1 202501 5010 {} 99\n#PBUDGET -1 202501 5010 {} 5\n",
      LAST_YEAR "#PSALDO 0 202501 5010 {} 7\n"},
     0,
     "2025-01|5010|700|outcome\n2026-01|5010|1000|outcome\n2025-01|5010|500|budget\n",
     "note 0: 1 sums of the year before are left out: that year is taken from two\n"},
    {"a plan of next year leaves this year its own",
     {YEARS "#RAR 1 20270101 20271231\n#PSALDO 0 202601 5010 {1 A} 1\n"
            "#PBUDGET 1 202701 5010 {1 A} 3\n",
      YEARS "#PSALDO 0 202601 5010 {1 B} 2\n#PSALDO 0 202602 5010 {1 B} 4\n"},
     0,
     "2026-01|5010|A|100|outcome\n2026-01|5010|B|200|outcome\n2026-02|5010|B|400|outcome\n"
     "2027-01|5010|A|300|budget\n",
     "warning 0: outcome of January 2026 stands in one too: they are added; leave one of the files "
     "out if they tell the same\n"},
    {"three files",
     {BUDGET "202601;4;;;1\n", BUDGET "202602;4;;;2\n", BUDGET "202701;4;;budget;4\n"},
     0,
     "2026-01|4|100|outcome\n2026-02|4|200|outcome\n2027-01|4|400|budget\n",
     ""},
};

static tolv_reading read_file(tolv_ledger *ledger, const char *text) {
    heard told = {.length = 0};
    tolv_table_options options = {.year = 0};
    memory_file file = {text, strlen(text), 0, 1 << 20, 0};
    tolv_source source = {"file", read_memory, &file};
    tolv_listener listener = {hear, &told};
    return text[0] == '#'
               ? tolv_sie_read(ledger, &source, TOLV_ENCODING_JUDGED, &listener)
               : tolv_csv_read(ledger, &source, TOLV_ENCODING_JUDGED, &options, &listener);
}

/* Reads and joins the files of a case, and traces their rows; with memory that may end. */
enum { ROWS = 64 };
typedef struct joining {
    tolv_ledger each[FILES];
    tolv_books books;
    tolv_joined_file files[FILES];
    size_t count;
    tolv_unit_changes changes;
    tolv_read_row rows[ROWS];
    size_t row_count;
    heard told;
} joining;

static bool take_row(void *context, const tolv_row *row, size_t line, tolv_text text) {
    joining *at = context;
    (void)line, (void)text;
    assert_true(at->row_count < ROWS);
    at->rows[at->row_count++] = (tolv_read_row){*row, at->count - 1};
    return true;
}

static bool decode(void *context, const struct tolv_decoder *decoder) {
    (void)context, (void)decoder;
    return true;
}

/* Half of unit N becomes S, and 110 is called 120. */
static tolv_error read_changes(joining *at, const tolv_memory *memory) {
    static const char *const words[] = {"unit", "new unit", "share", "N",   "N",   "",
                                        "N",    "S",        "",      "110", "120", ""};
    enum { CELLS = sizeof words / sizeof *words };
    tolv_cell cells[CELLS];
    tolv_range_table table;
    tolv_table_fault fault;
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of(words[i])};
    cells[5] = cells[8] = (tolv_cell){.kind = TOLV_NUMBER, .number = 0.5};
    tolv_table_of(&table, (tolv_range){CELLS / 3, 3, 3, NULL, cells});
    return tolv_changes_read(&at->changes, &table.table, memory, &fault);
}

static tolv_error join_files(joining *at, tolv_restating *joined, tolv_restating *traced) {
    tolv_listener listener = {hear, &at->told};
    tolv_error error = tolv_ledger_join(&at->books.ledger, at->files, at->count, joined, &listener);
    return error ? error
                 : tolv_books_trace(&at->books, at->files, at->count, at->rows, at->row_count,
                                    traced);
}

static tolv_error join(joining *at, size_t i, bool changed, const tolv_memory *memory) {
    static const char *const names[FILES] = {"one", "two", "three"};
    memset(at, 0, sizeof *at);
    tolv_books_open(&at->books, memory);
    tolv_error error = read_changes(at, memory);
    const tolv_row_listener listener = {take_row, decode, at};
    while (!error && at->count < FILES && cases[i].files[at->count]) {
        tolv_ledger *ledger = &at->each[at->count];
        tolv_joined_file *file = &at->files[at->count];
        *file = (tolv_joined_file){.name = names[at->count], .ledger = ledger};
        tolv_ledger_open(ledger, memory);
        ledger->listener = &listener;
        if (read_file(ledger, cases[i].files[at->count++]))
            return TOLV_OUT_OF_MEMORY;
        error = tolv_ledger_flatten(ledger, cases[i].dimension, &file->flat);
    }
    tolv_restating joined = {.changes = &at->changes}, traced = joined;
    if (!error)
        error = join_files(at, changed ? &joined : NULL, changed ? &traced : NULL);
    tolv_restating_close(&joined);
    tolv_restating_close(&traced);
    return error;
}

static void close_joined(joining *at) {
    for (size_t i = 0; i < at->count; i++) {
        tolv_flat_rows_close(&at->files[i].flat, at->each[i].arena.memory);
        tolv_ledger_close(&at->each[i]);
    }
    tolv_changes_close(&at->changes);
    tolv_books_close(&at->books);
}

static void makes_one_of_several(void **state) {
    (void)state;
    static char rows[4096];
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rows[0] = 0;
        assert_int_equal(join(at, i, false, NULL), TOLV_OK);
        print_rows(&at->books.ledger, cases[i].dimension, rows, sizeof rows);
        bool right = strcmp(rows, cases[i].rows) == 0 && strcmp(at->told.text, cases[i].told) == 0;
        if (!right)
            print_error("%s:\n%s%s", cases[i].name, rows, at->told.text);
        close_joined(at);
        assert_true(right);
    }
    free(at);
}

/* The last year with outcome is this year, and names come from wherever one is said. */
static void keeps_years_and_names(void **state) {
    (void)state;
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    assert_int_equal(join(at, sizeof cases / sizeof *cases - 1, false, NULL), TOLV_OK);
    assert_int_equal(at->books.ledger.year_count, 2);
    assert_int_equal(tolv_ledger_year_of(&at->books.ledger, 202601)->index, 0);
    assert_int_equal(tolv_ledger_year_of(&at->books.ledger, 202701)->index, 1);
    close_joined(at);
    assert_int_equal(join(at, 5, false, NULL), TOLV_OK);
    uint32_t unit = tolv_ledger_find_dimension(&at->books.ledger, 1);
    assert_true(tolv_text_same(at->books.ledger.dimensions[unit].name, tolv_text_of("Ansvar")));
    assert_true(tolv_text_same(at->books.ledger.dimensions[unit].names[0], tolv_text_of("Norr")));
    close_joined(at);
    free(at);
}

/* What stands behind each row adds up to it, also where units have changed; then all that there was
 * is still there. */
static void traces_every_ore(void **state) {
    (void)state;
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tolv_ore total[2] = {0};
        for (int changed = 0; changed < 2; changed++) {
            tolv_ore left[ROWS] = {0};
            assert_int_equal(join(at, i, changed, NULL), TOLV_OK);
            const tolv_rows *rows = &at->books.ledger.rows;
            const tolv_sources *sources = &at->books.sources;
            assert_true(rows->count <= ROWS);
            for (uint32_t row = 0; row < rows->count; row++)
                total[changed] += left[row] = rows->amount[row];
            for (size_t source = 0; source < sources->count; source++) {
                assert_true(sources->row[source] < at->row_count);
                left[sources->booked[source]] -= sources->amount[source];
            }
            for (uint32_t row = 0; row < rows->count; row++)
                if (left[row] != 0)
                    fail_msg("%s: %lld öre without a source", cases[i].name, (long long)left[row]);
            close_joined(at);
        }
        assert_true(total[0] == total[1]);
    }
    free(at);
}

static void shows_units_as_they_are_now(void **state) {
    (void)state;
    static const struct {
        size_t number;
        const char *rows;
    } changed[] = {
        {0, "2026-01|5010||300|outcome\n2026-01|5010|N|350|outcome\n2026-01|5010|S|350|outcome\n"},
        {5, "2026-01|5010|120|1000|outcome\n2026-01|5010|120|1200|budget\n"},
    };
    static char rows[4096];
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        rows[0] = 0;
        assert_int_equal(join(at, changed[i].number, true, NULL), TOLV_OK);
        print_rows(&at->books.ledger, 0, rows, sizeof rows);
        close_joined(at);
        assert_string_equal(rows, changed[i].rows);
    }
    free(at);
}

#define VERSIONS \
    "Period;Konto;Ansvar;Typ;Version;Beslutad;Belopp\n" \
    "202601;5010;110;budget;original;2025-11-20;100\n" \
    "202601;5010;120;budget;revised;2026-03-15;7\n202601;5010;110;utfall;;;90\n" \
    "202602;5010;110;budget;original;;3\n"

/* Versions of one account, month and unit are told; plans of other versions do not count. */
static void chooses_versions(void **state) {
    (void)state;
    static const struct {
        const char *text, *version, *decided;
        size_t kept;
        const char *first, *second;
    } rows[] = {
        {VERSIONS, "", "", 3, NULL, NULL},
        {VERSIONS "202601;5010;110;budget;revised;2026-03-15;120\n", "", "", 4, "original",
         "revised"},
        {VERSIONS "202601;5010;110;prognos;revised;2026-03-15;120\n", "", "", 4, NULL, NULL},
        {VERSIONS "202602;5010;110;budget;;;5\n", "", "", 4, "original", ""},
        {VERSIONS "202601;5010;110;budget;revised;;120\n", "revised", "", 2, NULL, NULL},
        {VERSIONS "202601;5010;110;budget;revised;2026-03-15;120\n", "", "..2025-12-31", 2, NULL,
         NULL},
        {VERSIONS, "none", "", 0, NULL, NULL},
        {BUDGET "202601;4;;budget;1\n", "", "", 1, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_ledger ledger;
        tolv_arena arena;
        tolv_pattern version = {.text = tolv_text_of("")}, decided = version;
        tolv_text bad;
        uint32_t added[2];
        tolv_ledger_open(&ledger, NULL);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(read_file(&ledger, rows[i].text), TOLV_READING_DONE);
        if (rows[i].version[0])
            assert_int_equal(tolv_pattern_read(&arena, tolv_text_of(rows[i].version),
                                               TOLV_PATTERN_CODES, &version, &bad),
                             TOLV_OK);
        if (rows[i].decided[0])
            assert_int_equal(tolv_pattern_read(&arena, tolv_text_of(rows[i].decided),
                                               TOLV_PATTERN_CODES, &decided, &bad),
                             TOLV_OK);
        assert_int_equal(tolv_versions_choose(&ledger, &version, &decided), rows[i].kept);
        assert_int_equal(tolv_versions_added(&ledger, &arena, added), TOLV_OK);
        assert_true((added[0] == TOLV_NONE) == !rows[i].first);
        if (rows[i].first) {
            assert_true(
                tolv_text_same(tolv_version_of(&ledger, added[0]), tolv_text_of(rows[i].first)));
            assert_true(
                tolv_text_same(tolv_version_of(&ledger, added[1]), tolv_text_of(rows[i].second)));
        }
        tolv_arena_close(&arena);
        tolv_ledger_close(&ledger);
    }
}

static void survives_want_of_memory(void **state) {
    (void)state;
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t left = 0;; left++) {
            failing_memory failing = {left, 0};
            tolv_memory memory = {take_failing, give_back, &failing};
            tolv_error error = join(at, i, true, &memory);
            close_joined(at);
            assert_int_equal(failing.taken, 0);
            assert_true(!error || error == TOLV_OUT_OF_MEMORY);
            if (!error)
                break;
        }
    free(at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_one_of_several), cmocka_unit_test(keeps_years_and_names),
        cmocka_unit_test(traces_every_ore),     cmocka_unit_test(shows_units_as_they_are_now),
        cmocka_unit_test(chooses_versions),     cmocka_unit_test(survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
