/* SPDX-License-Identifier: MPL-2.0 */
/* Marks in three languages, names of files that every system takes, and what a file that was sent
 * knows of itself. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/vocabulary.h"
#include "ods/split_work.h"
#include "ods_tools.h"

static const char master[] = "tests/data/ods/split.ods"; /* of tests/ods/split_master.py */

static bool is(tolv_text text, const char *string) {
    return text.length == strlen(string) && memcmp(text.bytes, string, text.length) == 0;
}

/* ---- Marks ---- */

#define CELL(text) "<table:table-cell><text:p>" text "</text:p></table:table-cell>"
#define NUMBER(value) "<table:table-cell office:value-type=\"float\" office:value=\"" value "\"/>"

/* A table of units at A1, headings and names in some language, and a period beside it. */
static const char book[] =
    "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">"
    "<office:body><office:spreadsheet><table:table table:name=\"Blad 1\">"
    "<table:table-row>" CELL("%s") CELL("%s") CELL("%s") NUMBER("8") NUMBER("2026") NUMBER(
        "7") "</table:table-row>"
             "<table:table-row>" NUMBER("3110") CELL(" Skolan ") CELL(
                 "Åsa") "</table:table-row>"
                        "<table:table-row>" CELL("0412") CELL(
                            "Hemmet") "</table:table-row>"
                                      "</table:table><table:named-expressions>"
                                      "<table:named-range table:name=\"%s\" table:cell-range-address=\"$'Blad 1'.$D$1\"/>"
                                      "<table:named-range table:name=\"%s\" table:cell-range-address=\"$'Blad 1'.$E$1\"/>"
                                      "<table:named-range table:name=\"%s\" table:cell-range-address=\"$'Blad 1'.$F$1\"/>"
                                      "</table:named-expressions><table:database-ranges>"
                                      "<table:database-range table:name=\"%s\" "
                                      "table:target-range-address=\"'Blad 1'.A1:'Blad 1'.C%d\"/>"
                                      "</table:database-ranges></office:spreadsheet></office:body></office:document>";

static void marks_are_found_in_every_language(void **state) {
    static const char *const words[][7] = {
        {"Code", "Unit", "Manager", "Period", "Year", "Smallest_group", "Units"},
        {"Enhetskod", "enhet", "Chef", "Period", "År", "Minsta_grupp", "Enheter"},
        {"Kode", "Enhed", "Leder", "Periode", "År", "Mindste_gruppe", "enheder"}};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char text[4096];
        told told = {.length = 0};
        tolv_document document = {.path = "book", .listener = {hear, &told}};
        tolv_arena arena;
        tolv_book read;
        tolv_round round;
        const char *const *of = words[i];
        int length =
            snprintf(text, sizeof text, book, of[0], of[1], of[2], of[3], of[4], of[5], of[6], 3);
        tolv_arena_open(&arena, NULL);
        tolv_part part = {
            .document = &document, .bytes = text, .length = (size_t)length, .arena = &arena};
        assert_true(tolv_book_read(NULL, &part, &arena, &read) && tolv_round_read(&read, &round));
        assert_int_equal(round.unit_count, 2);
        assert_true(is(round.units[0].code, "3110") && is(round.units[0].name, "Skolan"));
        assert_true(is(round.units[0].manager, "Åsa") && is(round.units[1].manager, ""));
        assert_true(is(round.units[1].code, "0412") && round.units[1].row == 2);
        assert_true(is(round.period_text, "2026-08") && round.smallest_group == 7);
        assert_ptr_equal(tolv_round_unit(&round, tolv_text_of("0412")), &round.units[1]);
        assert_null(tolv_round_unit(&round, tolv_text_of("412")));
        assert_null(tolv_round_cut_at(&round, tolv_text_of("Blad 1"), 0));
        assert_ptr_equal(tolv_round_cut_at(&round, tolv_text_of("Blad 1"), 2), round.tables);
        assert_null(tolv_round_cut_at(&round, tolv_text_of("Blad 1"), 3));
        assert_null(tolv_round_table_at(&round, tolv_text_of("Blad 1"), 1, 3));
        tolv_arena_close(&arena);
    }
}

/* ---- Names of files ---- */

static void names_suit_every_system(void **state) {
    static const struct {
        const char *code, *name, *file, *expected;
    } rows[] = {
        {"1", "Skolan", "", "1 Skolan.ods"},
        {"1", "SKOLAN", "", "1 SKOLAN (2).ods"},
        {"2", "<a>:\"b\"/c\\d|e?f*", "", "2 -a---b--c-d-e-f-.ods"},
        {"3", "x", "CON", "_CON.ods"},
        {"3", "x", "nul.txt.ods", "_nul.txt.ods"},
        {"3", "x", "../../etc", "..-..-etc.ods"},
        {"4", "Name. . ", "", "4 Name.ods"},
        {"5", "A\xCC\x8Akebo\xCC\x88", "", "5 Åkebö.ods"},
        {"5", "N\xCC\x83o\xCC\x88 e\xCC\x81\xE2\x84\xAB\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "",
         "5 Ñö éÅ한.ods"},
        {"5", "a\xCC\xA3\xCC\x82 \xC3(", "", "5 ậ \xEF\xBF\xBD(.ods"},
        {"6", "åååååååååååååååååååååååååååååååååååååååååååååååååååååååååååå", "",
         "6 ååååååååååååååååååååååååååååååååååååååååååååååå.ods"},
        {"7", "x", "...", "_.ods"},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    static const tolv_split_options options = {.by_manager = false};
    tolv_unit units[ROWS];
    tolv_arena arena;
    tolv_document document = {.path = "book"};
    tolv_splitting at = {.document = &document, .options = &options, .arena = &arena};
    tolv_split_file *files;
    size_t count;
    (void)state;
    tolv_arena_open(&arena, NULL);
    for (size_t i = 0; i < ROWS; i++)
        units[i] = (tolv_unit){.code = tolv_text_of(rows[i].code),
                               .name = tolv_text_of(rows[i].name),
                               .file = tolv_text_of(rows[i].file)};
    at.round = (tolv_round){.units = units, .unit_count = ROWS};
    assert_true(tolv_split_name_files(&at, &files, &count));
    assert_int_equal(count, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        if (!is(files[i].name, rows[i].expected))
            fail_msg("“%.*s”, not “%s”", (int)files[i].name.length, files[i].name.bytes,
                     rows[i].expected);
    tolv_arena_close(&arena);
}

/* ---- What a file knows ---- */

static void check_fixed(tolv_rewrite *rewrite, const tolv_issue *issue) {
    char digits[TOLV_FIXED_DIGITS];
    const tolv_part *content = tolv_rewrite_content(rewrite);
    tolv_arena arena;
    tolv_book book;
    tolv_arena_open(&arena, NULL);
    assert_true(tolv_book_read(rewrite, content, &arena, &book) && tolv_round_fixed(&book, digits));
    assert_int_equal(issue->fixed.length, sizeof digits);
    assert_memory_equal(issue->fixed.bytes, digits, sizeof digits);
    /* one digit of a fixed figure */
    char *bytes = malloc(content->length);
    assert_non_null(bytes);
    memcpy(bytes, content->bytes, content->length);
    char *figure = strstr(bytes, "office:value=\"711001.25\"");
    assert_non_null(figure);
    figure[14]++;
    tolv_part changed = *content;
    changed.bytes = bytes;
    assert_true(tolv_book_read(rewrite, &changed, &arena, &book) &&
                tolv_round_fixed(&book, digits));
    assert_memory_not_equal(issue->fixed.bytes, digits, sizeof digits);
    tolv_arena_close(&arena);
    free(bytes);
}

static void a_file_knows_its_unit_and_what_is_fixed(void **state) {
    told told = {.length = 0};
    tolv_document document = {.path = master, .listener = {hear, &told}};
    tolv_split_options options = {
        .guarding = {&tolv_own_vocabulary, TOLV_ENGLISH, {"August 2026", 11}, NULL}};
    tolv_split_counts counts;
    const char *folder = new_folder();
    char path[512];
    tolv_arena arena;
    tolv_issue issue;
    tolv_book book;
    tolv_round round;
    (void)state;
    if (!tolv_split(&document, folder, &options, &counts, NULL))
        fail_msg("%s", told.text);
    assert_int_equal(counts.files, 3);
    assert_int_equal(files_in(folder), 4);
    snprintf(path, sizeof path, "%s/3110 Björkängens förskola.ods", folder);
    document.path = path;
    tolv_arena_open(&arena, NULL);
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    assert_non_null(rewrite);
    assert_true(tolv_issue_read(rewrite, &arena, &issue));
    assert_true(is(issue.unit, "3110") && is(issue.period, "2026-08") && issue.id.length == 16);
    assert_true(tolv_book_read(rewrite, NULL, &arena, &book) && tolv_round_read(&book, &round));
    assert_int_equal(round.unit_count, 1);
    assert_true(is(round.units[0].code, "3110"));
    check_fixed(rewrite, &issue);
    tolv_rewrite_close(rewrite);
    tolv_arena_close(&arena);
    empty_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_found_in_every_language),
        cmocka_unit_test(names_suit_every_system),
        cmocka_unit_test(a_file_knows_its_unit_and_what_is_fixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
