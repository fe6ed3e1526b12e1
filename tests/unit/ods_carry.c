/* SPDX-License-Identifier: MPL-2.0 */
/* A new workbook takes over what others have under its names, in whichever language they are. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ods/carry.h"
#include "ods_tools.h"

static const char *folder;
static char path[256], files[6][256];

#define SPACE(prefix, name) \
    " xmlns:" prefix "=\"urn:oasis:names:tc:opendocument:xmlns:" name ":1.0\""
#define BOOK(rows, marks) \
    "<office:document" SPACE("office", "office") SPACE("table", "table") SPACE( \
        "text", \
        "text") " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"" \
                " office:version=\"1.3\" " \
                "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">" \
                "<office:body><office:spreadsheet><table:table table:name=\"S\">" rows \
                "</table:table>" marks "</office:spreadsheet></office:body></office:document>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define BLANK "<table:table-cell/>"
#define TEXT(text) \
    "<table:table-cell office:value-type=\"string\"><text:p>" text "</text:p></table:table-cell>"
#define NUMBER(number) "<table:table-cell office:value-type=\"float\" office:value=\"" number "\"/>"
#define FORMULA(formula) "<table:table-cell table:formula=\"of:=" formula "\"/>"
#define NAME(name, address) \
    "<table:named-expressions><table:named-range table:name=\"" name \
    "\" table:cell-range-address=\"" address "\"/></table:named-expressions>"
#define TABLE(name, address) \
    "<table:database-ranges><table:database-range table:name=\"" name \
    "\" table:target-range-address=\"" address "\"/></table:database-ranges>"

/* Rows 1-3: a year, what is shown in by default, two limits; 5-7 a table that doubles its amounts;
 * 9-10 another. */
#define TEMPLATE(year, in, limits, units, unit, amount, other) \
    BOOK(ROW(NUMBER("2000")) ROW(FORMULA("&quot;kr&quot;")) ROW(NUMBER("1") NUMBER("2")) \
             ROW(BLANK) ROW(TEXT(unit) TEXT(amount) TEXT("x2")) ROW(TEXT("old") NUMBER("9") \
                                                                        FORMULA("[.B6]*2")) \
                 ROW(BLANK BLANK FORMULA("[.B7]*2")) ROW(BLANK) ROW(TEXT(unit)) ROW(TEXT("old")), \
         NAME(year, "S.A1") NAME(in, "S.A2") NAME(limits, "S.A3:S.B3") TABLE(units, "S.A5:S.C7") \
             TABLE(other, "S.A9:S.A10"))

static const char *const templates[TOLV_LANGUAGES] = {
    TEMPLATE("Year", "Shown_in", "Limits", "Units", "Unit", "Amount", "Other"),
    TEMPLATE("År", "Visas_i", "Gränser", "Enheter", "Enhet", "Belopp", "Annat"),
    TEMPLATE("År", "Vist_i", "Grænser", "Enheder", "Enhed", "Beløb", "Andet")};

static bool carry(const char *first, const char *second, told *heard) {
    const char *paths[TOLV_LANGUAGES];
    tolv_document masters[2];
    memset(heard, 0, sizeof *heard);
    for (int i = 0; i < TOLV_LANGUAGES; i++) {
        save_file(files[i], templates[i], strlen(templates[i]));
        paths[i] = files[i];
    }
    for (int i = 0; i < 2; i++)
        masters[i] = (tolv_document){.path = files[4 + i], .listener = {hear, heard}};
    save_file(files[4], first, strlen(first));
    if (second)
        save_file(files[5], second, strlen(second));
    return tolv_template_carry(paths, TOLV_ENGLISH, masters, second ? 2 : 1, NULL, path, NULL);
}

static void require_made(const char *first, const char *second, const char *expected,
                         const char *const *said) {
    told heard;
    listing *found = calloc(1, sizeof *found);
    assert_non_null(found);
    assert_true(carry(first, second, &heard));
    size_t lines = 0;
    for (; said[lines]; lines++)
        if (!strstr(heard.text, said[lines]))
            fail_msg("%s: %s", said[lines], heard.text);
    for (const char *at = heard.text; *at; at++)
        lines -= *at == '\n';
    assert_int_equal(lines, 0);
    assert_true(list_workbook(path, found, &heard));
    assert_string_equal(found->text, expected);
    free(found);
}

#define MARKS_SV \
    NAME("År", "S.B9") \
    NAME("visas_i", "S.B10") NAME("Gränser", "S.B11:S.C11") TABLE("Enheter", "S.A1:S.C5")

/* Other places, another order of columns, a row more, an empty one, an error, a figure calculated.
 */
static const char swedish[] = BOOK(
    ROW(TEXT("Belopp") TEXT("Annat") TEXT("enhet")) ROW(NUMBER("1.5") TEXT("no")
                                                            TEXT("=A &amp; å")) ROW(BLANK)
        ROW("<table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" "
            "office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>" BLANK
                TEXT("C"))
            ROW("<table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" "
                "office:value=\"2\"/>" BLANK TEXT("D")) ROW(BLANK) ROW(BLANK) ROW(BLANK)
                ROW(BLANK NUMBER("2026")) ROW(BLANK TEXT("tkr")) ROW(BLANK BLANK NUMBER("0.02")),
    MARKS_SV);

#define HEAD "sheet S\nS.A1 number 2026\n"
#define LIMITS "S.B3 number 0.02\n"
#define FOUR_UNITS \
    "S.A5 text 'Unit'\nS.B5 text 'Amount'\nS.C5 text 'x2'\n" \
    "S.A6 text '=A & å'\nS.B6 number 1.5\nS.C6 blank of:=[.B6]*2\nS.C7 blank of:=[.B7]*2\n" \
    "S.A8 text 'C'\nS.C8 blank of:=[.B8]*2\nS.A9 text 'D'\nS.B9 number 2\n" \
    "S.C9 blank of:=[.B9]*2\nS.A11 text 'Unit'\n"
#define FOOT \
    "name Year S.A1\nname Shown_in S.A2\nname Limits S.A3:S.B3\ntable Units S.A5:S.C9\n" \
    "table Other S.A11:S.A12\n"

static void names_are_those_of_any_language(void **state) {
    static const char *const said[] = {"S.A4: it shows the error #N/A",
                                       "there is no table “Other”: it is empty", NULL};
    (void)state;
    require_made(swedish, NULL, HEAD "S.A2 text 'tkr'\n" LIMITS FOUR_UNITS FOOT, said);
}

static void the_first_that_has_it_counts(void **state) {
    static const char other[] =
        BOOK(ROW(TEXT("Unit") TEXT("nothing")) ROW(TEXT("X") BLANK) ROW(NUMBER("1999"))
                 ROW(FORMULA("1") FORMULA("1") FORMULA("1")),
             NAME("Year", "S.A3") TABLE("Other", "S.A1:S.B2") NAME("Limits", "S.A4:S.C4"));
    static const char *const said[] = {"S.A4: it shows the error #N/A", NULL};
    (void)state;
    require_made(swedish, other, HEAD "S.A2 text 'tkr'\n" LIMITS FOUR_UNITS "S.A12 text 'X'\n" FOOT,
                 said);
}

static void what_nobody_has_stays_or_is_empty(void **state) {
    static const char little[] = BOOK(
        ROW(TEXT("Unit") TEXT("Sum")) ROW(TEXT("A") NUMBER("1"))
            ROW("<table:table-cell table:formula=\"of:=1\" office:value-type=\"string\"><text:p>tkr"
                "</text:p></table:table-cell>"),
        NAME("Shown_in", "S.A3") TABLE("Units", "S.A1:S.B2"));
    static const char *const said[] = {
        "no cell is named “Year”: the new workbook has what the template has",
        "no cell is named “Limits”", "the table “Units” has no column “Amount”: it is empty",
        "there is no table “Other”", NULL};
    (void)state;
    require_made(little, NULL,
                 "sheet S\nS.A1 number 2000\nS.A2 blank of:=\"kr\"\nS.A3 number 1\nS.B3 number 2\n"
                 "S.A5 text 'Unit'\nS.B5 text 'Amount'\nS.C5 text 'x2'\n"
                 "S.A6 text 'A'\nS.C6 blank of:=[.B6]*2\nS.C7 blank of:=[.B7]*2\n"
                 "S.A9 text 'Unit'\nname Year S.A1\nname Shown_in S.A2\nname Limits S.A3:S.B3\n"
                 "table Units S.A5:S.C7\ntable Other S.A9:S.A10\n",
                 said);
}

static void what_cannot_be_taken_is_refused(void **state) {
    static const struct {
        const char *text, *told;
    } rows[] = {
        {"<a/>", "holds no sheet"},
        {BOOK(ROW(NUMBER("1")), NAME("Other", "S.A1")), "no table and no cell"},
        {BOOK(ROW(FORMULA("1")), NAME("Year", "S.A1")), "S.A1: it has never been calculated"},
        {BOOK(
             ROW("<table:table-cell table:formula=\"of:=tolv.x()\" office:value-type=\"string\" "
                 "office:string-value=\"\" calcext:value-type=\"error\"><text:p>#NAME?</text:p></table:table-cell>"),
             NAME("Year", "S.A1")),
         "S.A1: it has never been calculated"},
        {BOOK("<table:table-row table:number-rows-repeated=\"1048576\">" TEXT("Unit")
                  TEXT("Unit") "</table:table-row>",
              TABLE("Units", "S.A1:S.B1048576")),
         "would not fit into a sheet"},
    };
    told heard;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(carry(rows[i].text, NULL, &heard));
        if (!strstr(heard.text, rows[i].told))
            fail_msg("%s", heard.text);
        assert_int_equal(heard.failures, 1);
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

static int make_folder(void **state) {
    (void)state;
    folder = new_folder();
    for (int i = 0; i < 6; i++)
        snprintf(files[i], sizeof files[i], "%s/%d.fods", folder, i);
    snprintf(path, sizeof path, "%s/a.ods", folder);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    empty_folder(folder);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(names_are_those_of_any_language), TEST(the_first_that_has_it_counts),
        TEST(what_nobody_has_stays_or_is_empty), TEST(what_cannot_be_taken_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
