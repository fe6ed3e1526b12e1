/* SPDX-License-Identifier: MPL-2.0 */
/* The command from a ledger to the workbook's own ledger: every krona of the follow-up is in its
 * rows, once. What an office makes of them is in tests/report. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "cli/command.h"
#include "cli/listing.h"
#include "cli/report_workbook.h"
#include "ledger/sie.h"
#include "ods/marks.h"
#include "ods_tools.h"

static const char example[] = "sheets/example/tolvsjo.se";

/* Runs the command with arguments separated by spaces ('' is an empty one); what it prints is in
 * `said`, notices are not. */
static int run(const char *language, const char *arguments, char *said, size_t room) {
    enum { WORDS_MAX = 16 };
    char copy[1024], *argv[WORDS_MAX], *rest;
    int argc = 0;
    snprintf(copy, sizeof copy, "%s", arguments);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        argv[argc++] = strcmp(word, "''") == 0 ? "" : word;
    tolv_terminal terminal = {tolv_language_of(language), tmpfile(), tmpfile()};
    assert_non_null(terminal.output);
    assert_non_null(terminal.notices);
    tolv_exit status = tolv_command_report.run(&terminal, argc, argv);
    rewind(terminal.output);
    said[fread(said, 1, room - 1, terminal.output)] = '\0';
    fclose(terminal.output);
    fclose(terminal.notices);
    return (int)status;
}

/* ---- The ledger of the workbook ---- */

enum { CODES_MAX = 64 };

typedef struct sums {
    tolv_marks marks;
    tolv_marked_table table;
    char sheet[64], code[64], type[16];
    double month, amount;
    /* by unit; the last one is what is not placed */
    tolv_ore totals[CODES_MAX][3][TOLV_MONTHS];
    const tolv_followup *followup;
    size_t rows;
} sums;

static bool take_sheet(void *context, tolv_text name) {
    sums *to = context;
    snprintf(to->sheet, sizeof to->sheet, "%.*s", (int)name.length, name.bytes);
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    sums *to = context;
    if (!tolv_table_at(&to->marks, tolv_text_of(to->sheet), cell->row))
        return true;
    switch (tolv_table_column(&to->table, cell->column)) {
    case 0:
        snprintf(to->type, sizeof to->type, "%.*s", (int)cell->text.length, cell->text.bytes);
        break;
    case 1:
        to->month = cell->number;
        break;
    case 2:
        snprintf(to->code, sizeof to->code, "%.*s", (int)cell->text.length, cell->text.bytes);
        break;
    case 3:
        to->amount = cell->number;
        break;
    default:
        break;
    }
    return true;
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    sums *to = context;
    const tolv_followup *followup = to->followup;
    if (!tolv_table_at(&to->marks, tolv_text_of(to->sheet), row->row))
        return true;
    size_t unit = 0;
    while (unit < followup->unit_count &&
           !tolv_text_same(followup->units[unit].code, tolv_text_of(to->code)))
        unit++;
    assert_true(unit < followup->unit_count || strcmp(to->code, "–") == 0);
    int month = tolv_month_number((int)to->month) - tolv_month_number(followup->first_month);
    bool before = month < 0;
    int series = strcmp(to->type, "Budget") == 0 ? 1 : before ? 2 : 0;
    assert_true(series == 1 || strcmp(to->type, "Utfall") == 0);
    month += before ? TOLV_MONTHS : 0;
    assert_true(month >= 0 && month < TOLV_MONTHS);
    to->totals[unit][series][month] += tolv_to_ore(to->amount);
    to->rows++;
    return true;
}

static void require_same(const double *months, const tolv_ore *sums) {
    for (int i = 0; i < TOLV_MONTHS; i++)
        assert_true(tolv_to_ore(tolv_is_blank(months[i]) ? 0 : months[i]) == sums[i]);
}

static void require_line(const tolv_followup_line *line, tolv_ore sums[3][TOLV_MONTHS]) {
    require_same(line->outcome, sums[0]);
    require_same(line->budget, sums[1]);
    require_same(line->before, sums[2]);
}

static void no_krona_is_lost_or_told_twice(void **state) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row};
    char arguments[300], said[8192];
    const char *folder = new_folder();
    told heard = {.length = 0};
    sums *to = calloc(1, sizeof *to);
    tolv_listener listener = {hear, &heard};
    tolv_ledger ledger;
    tolv_followup followup;
    tolv_arena arena;
    (void)state;
    snprintf(arguments, sizeof arguments, "%s --template build/sheets/sv/followup.fods -o %s/a.ods",
             example, folder);
    assert_int_equal(run("sv", arguments, said, sizeof said), TOLV_EXIT_DONE);
    tolv_ledger_open(&ledger, NULL);
    tolv_arena_open(&arena, NULL);
    assert_int_equal(tolv_sie_read_file(&ledger, example, TOLV_ENCODING_JUDGED, &listener),
                     TOLV_READING_DONE);
    assert_int_equal(tolv_followup_make(&followup, &arena, &ledger, 0, NULL), TOLV_OK);
    assert_true(followup.unit_count < CODES_MAX);
    char path[300];
    snprintf(path, sizeof path, "%s/a.ods", folder);
    tolv_document document = {.path = path, .listener = listener};
    to->followup = &followup;
    to->table = (tolv_marked_table){
        .name = N_("Ledger"), .columns = {N_("Type"), N_("Month"), N_("Unit code"), N_("Amount")}};
    to->marks = (tolv_marks){.tables = &to->table, .table_count = 1};
    assert_true(tolv_marks_find(&document, &arena, &to->marks));
    assert_int_equal(to->marks.language, TOLV_SWEDISH);
    assert_true(tolv_read_workbook(&document, &handler, to));
    assert_true(to->rows > 1000);
    for (size_t i = 0; i < followup.unit_count; i++)
        require_line(&followup.units[i], to->totals[i]);
    require_line(&followup.without, to->totals[followup.unit_count]);
    tolv_arena_close(&arena);
    tolv_ledger_close(&ledger);
    free(to);
    empty_folder(folder);
}

/* ---- The command ---- */

static void the_table_is_in_the_readers_language(void **state) {
    static const struct {
        const char *language, *said[4];
    } rows[] = {{"en", {"Outcome", "not reported", "■ red", "municipality"}},
                {"sv", {"Utfall", "ej rapporterat", "■ röd", "Tallkottens förskola"}}};
    char said[8192];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(run(rows[i].language, example, said, sizeof said), TOLV_EXIT_DONE);
        for (size_t j = 0; j < 4; j++)
            if (!strstr(said, rows[i].said[j]))
                fail_msg("no “%s” in:\n%s", rows[i].said[j], said);
    }
}

static void wrong_options_are_told(void **state) {
    static const char *const wrong[] = {"",
                                        "--limit-kr",
                                        "--limit-kr 1,5",
                                        "--limit-kr 5/x",
                                        "--period 13",
                                        "--period 0",
                                        "--period",
                                        "--template",
                                        "--encoding EBCDIC",
                                        "--dimension 1.5",
                                        "-o",
                                        "--closed 13",
                                        "--units",
                                        "--key odd",
                                        "--unknown a.se",
                                        "--calculated",
                                        "''",
                                        "a.se --calculated a.ods --period 3",
                                        "a.se --calculated a.ods --limit-kr 1"};
    char said[8192];
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(run("en", wrong[i], said, sizeof said), TOLV_EXIT_USAGE);
}

static void what_cannot_be_read_or_written_is_exit_3(void **state) {
    static const char *const wrong[] = {
        "none.se",
        "build/sheets/sv/followup.fods",
        "sheets/example/tolvsjo.se --calculated none.ods",
        "sheets/example/tolvsjo.se --template none.fods",
        "sheets/example/tolvsjo.se --dimension 99",
        "sheets/example/tolvsjo.se --template build/sheets/sv/followup.fods -o sheets/followup.fods",
        "sheets/example/tolvsjo.se --calculated sheets/example/tolvsjo.se",
        "sheets/example/tolvsjo.se --template build/sheets/sv/followup.fods -o /none/a.ods"};
    char said[8192];
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(run("en", wrong[i], said, sizeof said), TOLV_EXIT_FILE);
}

static void write_text(const char *path, const char *text) {
    save_file(path, text, strlen(text));
}

static void a_ledger_without_figures_is_refused(void **state) {
    static const char *const ledgers[] = {
        "#SIETYP 4\n#FNAMN \"A\"\n", "#FLAGGA 0\n", "#FLAGGA 0\n#KONTO 5010 a\n#OBJEKT 1 A a\n",
        "#FLAGGA 0\n#RAR 0 20260101 20261231\n#PSALDO 0 202601 1930 {} 5\n",
        "#FLAGGA 0\n#RAR 0 20260101 20270630\n#PSALDO 0 202603 5010 {} 5\n"};
    char said[8192], path[300], arguments[700];
    const char *folder = new_folder();
    (void)state;
    snprintf(path, sizeof path, "%s/a.se", folder);
    snprintf(arguments, sizeof arguments, "%s -o %s/a.ods --template sheets/followup.fods", path,
             folder);
    for (size_t i = 0; i < sizeof ledgers / sizeof *ledgers; i++) {
        write_text(path, ledgers[i]);
        assert_int_equal(run("sv", path, said, sizeof said), TOLV_EXIT_FILE);
        assert_int_equal(run("sv", arguments, said, sizeof said), TOLV_EXIT_FILE);
        assert_string_equal(said, "");
    }
    empty_folder(folder);
}

/* Only a workbook is replaced. */
static void no_other_file_is_overwritten(void **state) {
    static const char ledger[] = "#FLAGGA 0\n#RAR 0 20260101 20261231\n"
                                 "#PSALDO 0 202601 5010 {1 A} 5\n";
    static const struct {
        const char *file;
        tolv_exit status;
    } rows[] = {{"a.se", TOLV_EXIT_FILE},    {"./a.se", TOLV_EXIT_FILE},
                {"b.txt", TOLV_EXIT_FILE},   {"new.ods", TOLV_EXIT_DONE},
                {"new.ods", TOLV_EXIT_DONE}, {"c.zip", TOLV_EXIT_FILE}};
    char said[8192], path[300], arguments[1000];
    const char *folder = new_folder();
    (void)state;
    snprintf(path, sizeof path, "%s/b.txt", folder);
    write_text(path, "mine");
    snprintf(path, sizeof path, "%s/c.zip", folder);
    write_text(path,
               "PK\x03\x04 and what else an archive may begin with, for a hundred bytes or more; "
               "it is long enough");
    snprintf(path, sizeof path, "%s/a.se", folder);
    write_text(path, ledger);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(arguments, sizeof arguments, "%s -o %s/%s --template sheets/followup.fods", path,
                 folder, rows[i].file);
        assert_int_equal(run("en", arguments, said, sizeof said), rows[i].status);
    }
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(said, ledger);
    empty_folder(folder);
}

static void the_table_says_what_it_stands_on(void **state) {
    static const struct {
        const char *options, *said;
    } rows[] = {
        {"--limit-kr 1/500000 --limit-percent 1/3", "red 500,000 kr and 3%, yellow 1 kr and 1%."},
        {"--limit-kr 7 --limit-percent 2", "Limit for worse than budget: red 7 kr and 2%."},
        {"", "follow-up July 2009–January 2010"},
        {"", "\n9 "}};
    static const char ledger[] =
        "#FLAGGA 0\n#RAR 0 20090701 20100630\n#PSALDO 0 200907 5010 {1 10} 10\n"
        "#PSALDO 0 201001 5010 {1 9} 20\n#PBUDGET 0 200907 5010 {1 9} 2000000\n"
        "#PBUDGET 0 200907 5010 {1 10} 3\n";
    char said[8192], path[300], arguments[700];
    const char *folder = new_folder();
    (void)state;
    snprintf(path, sizeof path, "%s/a.se", folder);
    write_text(path, ledger);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(arguments, sizeof arguments, "%s %s", path, rows[i].options);
        assert_int_equal(run("en", arguments, said, sizeof said), TOLV_EXIT_DONE);
        if (!strstr(said, rows[i].said))
            fail_msg("no “%s” in:\n%s", rows[i].said, said);
    }
    /* unit 9 has a budget for July and no outcome: the sum of both units is no good figure */
    const char *whole = strstr(said, "the whole municipality");
    assert_non_null(whole);
    char line[200];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(whole, "\n"), whole);
    assert_non_null(strstr(line, " 30  "));
    assert_non_null(strstr(line, "incomplete"));
    assert_null(strstr(line, "1,999,973"));
    empty_folder(folder);
}

/* A workbook that nobody has calculated differs in every figure. */
static void differences_are_exit_1(void **state) {
    char said[8192];
    (void)state;
    assert_int_equal(run("en",
                         "sheets/example/tolvsjo.se --calculated build/sheets/sv/followup.fods",
                         said, sizeof said),
                     TOLV_EXIT_ANSWER);
}

/* ---- Tables ---- */

static void columns_are_aligned(void **state) {
    char said[512];
    tolv_arena arena;
    FILE *output = tmpfile();
    (void)state;
    tolv_arena_open(&arena, NULL);
    tolv_listing table = {.arena = &arena, .columns = 3, .left = 1, .tail = true};
    tolv_listing_row(&table);
    tolv_listing_put_string(&table, "Åsa\u0308n");
    tolv_listing_put_string(&table, "−1 000");
    tolv_listing_put_string(&table, "■");
    tolv_listing_row(&table);
    tolv_listing_row(&table);
    tolv_listing_put_string(&table, "1234567890123456789012345678901234567890");
    tolv_listing_put_string(&table, "5");
    assert_true(tolv_listing_print(&table, output));
    rewind(output);
    said[fread(said, 1, sizeof said - 1, output)] = '\0';
    assert_string_equal(said, "Åsa\u0308n                                  −1 000  ■\n"
                              "───────────────────────────────────────────────\n"
                              "12345678901234567890123456789012345…       5\n");
    fclose(output);
    tolv_arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_krona_is_lost_or_told_twice),
        cmocka_unit_test(the_table_is_in_the_readers_language),
        cmocka_unit_test(wrong_options_are_told),
        cmocka_unit_test(what_cannot_be_read_or_written_is_exit_3),
        cmocka_unit_test(a_ledger_without_figures_is_refused),
        cmocka_unit_test(no_other_file_is_overwritten),
        cmocka_unit_test(the_table_says_what_it_stands_on),
        cmocka_unit_test(differences_are_exit_1),
        cmocka_unit_test(columns_are_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
