/* SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/csv_table.h"
#include "ledger/join.h"
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

/* Reads and joins the files of a case; with memory that may end. */
typedef struct joining {
    tolv_ledger each[FILES], joined;
    tolv_joined_file files[FILES];
    size_t count;
    heard told;
} joining;

static tolv_error join(joining *at, size_t i, const tolv_memory *memory) {
    static const char *const names[FILES] = {"one", "two", "three"};
    tolv_error error = TOLV_OK;
    tolv_listener listener = {hear, &at->told};
    memset(at, 0, sizeof *at);
    tolv_ledger_open(&at->joined, memory);
    while (at->count < FILES && cases[i].files[at->count]) {
        tolv_ledger *ledger = &at->each[at->count];
        tolv_joined_file *file = &at->files[at->count];
        *file = (tolv_joined_file){.name = names[at->count], .ledger = ledger};
        tolv_ledger_open(ledger, memory);
        if (read_file(ledger, cases[i].files[at->count++]))
            return TOLV_OUT_OF_MEMORY;
        error = tolv_ledger_flatten(ledger, cases[i].dimension, &file->flat);
        if (error)
            return error;
    }
    return tolv_ledger_join(&at->joined, at->files, at->count, NULL, &listener);
}

static void close_joined(joining *at) {
    for (size_t i = 0; i < at->count; i++) {
        tolv_flat_rows_close(&at->files[i].flat, at->each[i].arena.memory);
        tolv_ledger_close(&at->each[i]);
    }
    tolv_ledger_close(&at->joined);
}

static void makes_one_of_several(void **state) {
    (void)state;
    static char rows[4096];
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rows[0] = 0;
        assert_int_equal(join(at, i, NULL), TOLV_OK);
        print_rows(&at->joined, cases[i].dimension, rows, sizeof rows);
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
    assert_int_equal(join(at, sizeof cases / sizeof *cases - 1, NULL), TOLV_OK);
    assert_int_equal(at->joined.year_count, 2);
    assert_int_equal(tolv_ledger_year_of(&at->joined, 202601)->index, 0);
    assert_int_equal(tolv_ledger_year_of(&at->joined, 202701)->index, 1);
    close_joined(at);
    assert_int_equal(join(at, 5, NULL), TOLV_OK);
    uint32_t unit = tolv_ledger_find_dimension(&at->joined, 1);
    assert_true(tolv_text_same(at->joined.dimensions[unit].name, tolv_text_of("Ansvar")));
    assert_true(tolv_text_same(at->joined.dimensions[unit].names[0], tolv_text_of("Norr")));
    close_joined(at);
    free(at);
}

static void survives_want_of_memory(void **state) {
    (void)state;
    joining *at = malloc(sizeof *at);
    assert_non_null(at);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t left = 0;; left++) {
            failing_memory failing = {left, 0};
            tolv_memory memory = {take_failing, give_back, &failing};
            tolv_error error = join(at, i, &memory);
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
        cmocka_unit_test(makes_one_of_several),
        cmocka_unit_test(keeps_years_and_names),
        cmocka_unit_test(survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
