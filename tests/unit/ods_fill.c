/* SPDX-License-Identifier: MPL-2.0 */
/* Values that are written into tests/data/ods/inputs.fods, cell by cell, and what is refused. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ods/export.h"
#include "ods/fill.h"
#include "ods/validation.h"
#include "ods_tools.h"

static const char *const books[] = {"tests/data/ods/inputs.fods", "tests/data/ods/inputs.ods"};

static char *folder;

/* The path of a file in the test's folder; four of them may be in use. */
static const char *in_folder(const char *name) {
    static char paths[4][128];
    static size_t next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static bool fill(const char *book, const char *values, const tolv_fill_options *options,
                 told *heard) {
    const char *given = in_folder("values.csv");
    *heard = (told){.length = 0};
    save_file(given, values, strlen(values));
    tolv_document workbook = {.path = book, .listener = {hear, heard}};
    tolv_document input = {.path = given, .listener = {hear, heard}};
    return tolv_fill(&workbook, &input, options, in_folder("filled"), NULL);
}

static void collect(void *context, const char *bytes, size_t length) {
    listing *to = context;
    list(to, "%.*s", (int)length, bytes);
}

static void require_place(const char *place, const char *wanted) {
    listing *found = calloc(1, sizeof *found);
    told heard = {.length = 0};
    size_t uncalculated;
    tolv_document document = {.path = in_folder("filled"), .listener = {hear, &heard}};
    if (!tolv_export(&document, place, TOLV_FORMAT_CSV, &(tolv_sink){collect, found},
                     &uncalculated))
        fail_msg("%s: %s", place, heard.text);
    assert_string_equal(found->text, wanted);
    free(found);
}

static void names_addresses_and_ranges_are_filled(void **state) {
    told heard;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        if (!fill(books[i],
                  "Period;12\nunit;\"007\"\n\"'Åsa''s sheet'.C2\";\"=1+1\"\n"
                  "Inputs.C8;+46\nInputs.B7:Inputs.B8;1.5;-0\n",
                  &(tolv_fill_options){.force = false}, &heard))
            fail_msg("%s: %s", books[i], heard.text);
        require_place("Head", "12\n\"007\"\n\n");
        require_place("Inputs.A6:D10", "a,100,,\n,1.5,,\n,0,\"+46\",\n,,,\nSum,,,\n");
        require_place("Åsa's sheet", "merged,,TRUE,2026-08-31\n,0.05,\"=1+1\",\n,PT07H30M00S,,\n");
    }
}

static void a_table_is_filled_by_its_headings(void **state) {
    static const tolv_fill_options table = {.table = "Inputs", .force = true};
    told heard;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        if (!fill(books[i], "Comment\tkey\n\"no, \"\"thanks\"\"\"\tb\n\tc\n", &table, &heard))
            fail_msg("%s: %s", books[i], heard.text);
        require_place("Inputs.A5:D9", "Key,Amount,Comment,Double\nb,100,\"no, \"\"thanks\"\"\",\n"
                                      "c,,,\n,,,\n,,,\n");
        assert_true(fill(books[i], "Key\n", &table, &heard));
        require_place("Inputs.A5:B6", "Key,Amount\n,100\n");
    }
}

/* Attributes of the cell and of its kind of value stay. */
static void a_filled_cell_keeps_what_it_is(void **state) {
    size_t length;
    told heard;
    (void)state;
    assert_true(fill(books[0], "Period;3\nInputs.B6;5\n'Åsa''s sheet'.B2;0.5\n",
                     &(tolv_fill_options){.force = false}, &heard));
    char *bytes = load_file(in_folder("filled"), &length);
    static const char *const wanted[] = {
        "table:content-validation-name=\"val1\" office:value-type=\"float\" office:value=\"3\">",
        "<text:p>the month</text:p></office:annotation></table:table-cell>",
        "=\"val3\" office:value-type=\"currency\" office:currency=\"SEK\" office:value=\"5\"/>",
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"/>",
        "<table:table-cell table:style-name=\"ce2\" table:formula=\"of:=[.B6]*2\"/>",
        "table:formula=\"of:=[$Inputs.B6:$Inputs.B7]*3\"/>",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(bytes, wanted[i]))
            fail_msg("not there: %s", wanted[i]);
    free(bytes);
}

static void what_does_not_fit_is_refused(void **state) {
    static const struct {
        const char *values, *sentence;
        tolv_fill_options options;
    } cases[] = {
        {"Period;13\n", "Inputs.B1: the value of line 1 does not fit", {.force = false}},
        {"Period;\n", "does not fit the validity rule", {.force = false}},
        {"Period;7.5\n", "does not fit the validity rule", {.force = false}},
        {"Inputs.A1;x\n", "Inputs.A1: it is protected", {.force = false}},
        {"\n\nInputs.B99;x\n", "Inputs.B99: it is protected", {.force = false}},
        {"Nobody;1\n", "values.csv:1: no cell is named “Nobody”", {.force = false}},
        {"Rate;1\n", "no cell is named “Rate”", {.force = false}},
        {"Other.A1;1\n", "no such sheet", {.force = false}},
        {"Head;1;yes\n", "“Head” has room for 3 values, and 2 are given", {.force = false}},
        {"Period;1;2\n", "“Period” has room for 1 values, and 2 are given", {.force = false}},
        {"Period;1\nInputs.B1;2\n", "values.csv:2: B1 gets a second value", {.force = false}},
        {"Period;7,5\n", "“7,5” has a decimal comma", {.force = false}},
        {"Unit;\"a\n", "values.csv:1: a quotation mark opens here", {.force = false}},
        {"Unit;\"a\"b\n", "something stands after the closing", {.force = false}},
        {"Unit;\xE5\n", "a cell cannot hold this text", {.force = false}},
        {"'Åsa''s sheet'.B1;1\n", "under a merged cell", {.force = false}},
        {"'Åsa''s sheet'.A3;1\n", "part of an array formula", {.force = true}},
        {"Key;Sum\na;1\n", "the table has no column “Sum”", {.table = "Inputs"}},
        {"Key\na\nb\nc\nd\ne\n",
         "values.csv:6: the table “Inputs” has room for 4 rows",
         {.table = "Inputs"}},
        {"Key\na;1\n", "value 2 of the line has no heading", {.table = "Inputs"}},
        {"Amount\n-1\n", "Inputs.B6: the value of line 2 does not fit", {.table = "Inputs"}},
        {"Amount\n1\n", "no cell is named “Outputs”", {.table = "Outputs"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t book = 0; book < 2; book++) {
            told heard;
            remove(in_folder("filled"));
            if (fill(books[book], cases[i].values, &cases[i].options, &heard))
                fail_msg("filled: %s", cases[i].values);
            if (!strstr(heard.text, cases[i].sentence) || heard.failures != 1)
                fail_msg("%s: %s", cases[i].values, heard.text);
            assert_int_equal(files_in(folder), 1); /* the values */
        }
}

/* A text that Tolv itself would not read again. */
static void a_text_beyond_the_limit_is_refused(void **state) {
    static const char name[] = "Unit;";
    size_t length = tolv_usual_limits.text + 1;
    char *values = malloc(sizeof name + length);
    told heard;
    (void)state;
    assert_non_null(values);
    memcpy(values, name, sizeof name);
    memset(values + sizeof name - 1, 'a', length);
    values[sizeof name - 1 + length] = 0;
    assert_false(fill(books[0], values, &(tolv_fill_options){.force = true}, &heard));
    assert_non_null(strstr(heard.text, "values.csv:1: a text is longer than 1048576 bytes"));
    values[sizeof name - 2 + length] = 0;
    assert_true(fill(books[0], values, &(tolv_fill_options){.force = true}, &heard));
    free(values);
}

static void force_goes_past_rules(void **state) {
    told heard;
    (void)state;
    assert_true(
        fill(books[1], "Period;13\nInputs.A1;x\n", &(tolv_fill_options){.force = true}, &heard));
    assert_int_equal(heard.failures, 0);
    assert_non_null(strstr(heard.text, "does not fit the validity rule"));
    require_place("Inputs.A1:B1", "x,13\n");
}

static void what_only_warns_is_told(void **state) {
    told heard;
    (void)state;
    assert_true(fill(books[1], "Inputs.B3;maybe\n", &(tolv_fill_options){.force = false}, &heard));
    assert_non_null(strstr(heard.text, "Inputs.B3: the value of line 1 does not fit"));
    require_place("Inputs.B3", "maybe\n");
    assert_true(fill(books[1], "Inputs.B3;YES\n", &(tolv_fill_options){.force = false}, &heard));
    assert_int_equal(heard.length, 0);
}

static void decimal_commas_are_read_when_told(void **state) {
    told heard;
    (void)state;
    assert_true(fill(books[1], "Inputs.B6;1234,5\nInputs.C6;1.5\n",
                     &(tolv_fill_options){.decimal_comma = true}, &heard));
    require_place("Inputs.B6:C6", "1234.5,\"1.5\"\n");
}

/* The conditions are those of ODF 1.3 part 3, 19.602, and of files that LibreOffice 7.4 writes. */
static void conditions_are_judged(void **state) {
    static const struct {
        const char *condition, *value;
        tolv_verdict verdict;
    } cases[] = {
        {"of:cell-content-is-whole-number() and cell-content()>=3", "3", TOLV_VALID},
        {"of:cell-content-is-whole-number() and cell-content()>=3", "2", TOLV_INVALID},
        {"of:cell-content-is-whole-number() and cell-content()>=3", "3.5", TOLV_INVALID},
        {"of:cell-content-is-whole-number() and cell-content()>=3", "x", TOLV_INVALID},
        {"cell-content-is-decimal-number() and cell-content-is-between(-1.5,2)", "-1.5",
         TOLV_VALID},
        {"cell-content-is-decimal-number() and cell-content-is-between(2,-1.5)", "2.1",
         TOLV_INVALID},
        {"cell-content-is-decimal-number() and cell-content-is-not-between(0,1)", "2", TOLV_VALID},
        {"of:cell-content-is-date() and cell-content()>46054", "2026-02-02", TOLV_VALID},
        {"of:cell-content-is-date() and cell-content()>46054", "2026-02-01", TOLV_INVALID},
        {"of:cell-content()!=5", "5", TOLV_INVALID},
        {"of:cell-content()=5", "5", TOLV_VALID},
        {"of:cell-content()<=5", "5", TOLV_VALID},
        {"of:cell-content()<5", "5", TOLV_INVALID},
        {"of:cell-content-is-in-list(\"a\";\"B c\";\"7\")", "b C", TOLV_VALID},
        {"of:cell-content-is-in-list(\"a\";\"B c\";\"7\")", "7", TOLV_VALID},
        {"of:cell-content-is-in-list(\"a\";\"B c\";\"7\")", "c", TOLV_INVALID},
        {"of:cell-content-is-in-list([.A1:.A9])", "c", TOLV_UNJUDGED},
        {"of:cell-content-text-length()<=3", "åäö", TOLV_VALID},
        {"of:cell-content-text-length()<=3", "åäöx", TOLV_INVALID},
        {"of:cell-content-text-length-is-between(1,2)", "åäö", TOLV_INVALID},
        {"of:cell-content-text-length-is-not-between(1,2)", "åäö", TOLV_VALID},
        {"of:is-true-formula([.A1]>1)", "1", TOLV_UNJUDGED},
        {"of:cell-content-is-whole-number() and cell-content()>=[.B2]", "3", TOLV_UNJUDGED},
        {"", "3", TOLV_UNJUDGED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tolv_input value = tolv_input_of(tolv_text_of(cases[i].value));
        if (tolv_validation_judge(tolv_text_of(cases[i].condition), &value) != cases[i].verdict)
            fail_msg("%s of %s", cases[i].condition, cases[i].value);
    }
}

static void words_are_what_they_look_like(void **state) {
    static const struct {
        const char *word;
        tolv_sheet_kind kind;
    } cases[] = {{"", TOLV_CELL_BLANK},
                 {"5", TOLV_CELL_NUMBER},
                 {"-5.25", TOLV_CELL_NUMBER},
                 {"0", TOLV_CELL_NUMBER},
                 {"0.5", TOLV_CELL_NUMBER},
                 {"-0.5", TOLV_CELL_NUMBER},
                 {"1E21", TOLV_CELL_NUMBER},
                 {"007", TOLV_CELL_TEXT},
                 {"-01", TOLV_CELL_TEXT},
                 {"+46", TOLV_CELL_TEXT},
                 {"=1", TOLV_CELL_TEXT},
                 {"@x", TOLV_CELL_TEXT},
                 {"2026-08-31", TOLV_CELL_DATE},
                 {"2026-02-29", TOLV_CELL_TEXT},
                 {"PT7H30M", TOLV_CELL_TIME},
                 {"true", TOLV_CELL_BOOLEAN},
                 {"FALSE", TOLV_CELL_BOOLEAN},
                 {"True", TOLV_CELL_TEXT},
                 {"NaN", TOLV_CELL_TEXT},
                 {"INF", TOLV_CELL_TEXT},
                 {"0x10", TOLV_CELL_TEXT},
                 {"1 000", TOLV_CELL_TEXT},
                 {"1987-11-29T13:37:00-10:00", TOLV_CELL_DATE}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (tolv_input_of(tolv_text_of(cases[i].word)).kind != cases[i].kind)
            fail_msg("%s", cases[i].word);
}

static int make_folder(void **state) {
    (void)state;
    folder = new_folder();
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    empty_folder(folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_addresses_and_ranges_are_filled),
        cmocka_unit_test(a_table_is_filled_by_its_headings),
        cmocka_unit_test(a_filled_cell_keeps_what_it_is),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(a_text_beyond_the_limit_is_refused),
        cmocka_unit_test(force_goes_past_rules),
        cmocka_unit_test(what_only_warns_is_told),
        cmocka_unit_test(decimal_commas_are_read_when_told),
        cmocka_unit_test(conditions_are_judged),
        cmocka_unit_test(words_are_what_they_look_like),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
