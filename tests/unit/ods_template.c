/* SPDX-License-Identifier: MPL-2.0 */
/* A template becomes a workbook: rows where the pattern stands, references that still mean what
 * they meant, everything else byte for byte. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ods/package.h"
#include "ods/template.h"
#include "ods_tools.h"

static const char *folder;
static char template[256], path[256];

#define SPACE(prefix, name) \
    " xmlns:" prefix "=\"urn:oasis:names:tc:opendocument:xmlns:" name ":1.0\""
#define HEAD \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document" SPACE("office", "office") \
        SPACE("table", "table") SPACE("text", "text") SPACE("style", "style") SPACE( \
            "meta", \
            "meta") " xmlns:own='urn:own' office:version=\"1.2\" " \
                    "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">" \
                    "<office:meta><own:a/><meta:generator>Office</meta:generator></office:meta>" \
                    "<office:styles><style:style style:name=\"Sum\" style:family=\"table-cell\"/></office:styles>" \
                    "<office:automatic-styles><style:style style:name=\"a\" style:family=\"table-cell\"/>" \
                    "<style:style style:name=\"foot\" style:family=\"text\"/>" \
                    "<style:page-layout style:name=\"p\"/></office:automatic-styles>" \
                    "<office:master-styles><style:master-page style:name=\"m\" style:page-layout-name=\"p\">" \
                    "<style:footer><text:p text:style-name=\"foot\"/></style:footer></style:master-page>" \
                    "</office:master-styles>"
#define BODY(sheets) \
    HEAD "<office:body><office:spreadsheet>" sheets \
         "</office:spreadsheet></office:body></office:document>"

#define TEXT(text) \
    "<table:table-cell office:value-type=\"string\"><text:p>" text "</text:p></table:table-cell>"
#define FORMULA(formula) \
    "<table:table-cell table:style-name=\"a\" table:formula=\"of:=" formula \
    "\" office:value-type=\"float\" office:value=\"99\"><text:p>99</text:p></table:table-cell>"
#define TABLE_ROW(cells) "<table:table-row>" cells "</table:table-row>"

/* Rows 1-5: a setting, the headings, the pattern, a total, another cell. The pattern's last
 * column has what no heading asks for. */
static const char usual[] = BODY(
    "<table:table table:name=\"My sheet\" table:print-ranges=\"'My sheet'.A1:'My sheet'.D4\">" TABLE_ROW(
        TEXT(
            "Year") "<table:table-cell table:style-name=\"a\" office:value-type=\"float\" "
                    "office:value=\"2000\"><office:annotation><text:p>note</text:p></office:annotation>"
                    "<text:p>2000</text:p></table:table-cell>")
        TABLE_ROW(TEXT("Unit") TEXT("Amount") TEXT("Own")) TABLE_ROW(
            "<table:table-cell table:style-name=\"a\" table:number-columns-repeated=\"2\"/>" FORMULA(
                "[.B3]/[.B$4]+SUM([.B$3:.B3])")
                TEXT("same")) TABLE_ROW(TEXT("Total")
                                            FORMULA("SUM([.B3:.B3])&amp;&quot;[.B4]&quot;")
                                                FORMULA("[.B5]"))
            TABLE_ROW("<table:table-cell/>" FORMULA("[$Other.A1]+[.B4]")) "</table:table><table:table table:name=\"Other\">" TABLE_ROW(
                FORMULA(
                    "[$'My sheet'.B4]")) "</table:table><table:named-expressions><table:named-range table:name=\"Year\" "
                                         "table:base-cell-address=\"$'My sheet'.$A$5\" "
                                         "table:cell-range-address=\"$'My sheet'.$B$1\"/><table:named-range table:name=\"All\" "
                                         "table:base-cell-address=\"$'My sheet'.$A$1\" "
                                         "table:cell-range-address=\"$'My sheet'.$B$3:.$B$4\"/></table:named-expressions>"
                                         "<table:database-ranges><table:database-range table:name=\"Units\" "
                                         "table:target-range-address=\"'My sheet'.A2:'My sheet'.C3\"/></table:database-ranges>");

/* ---- Filling ---- */

static void unit_row(void *context, size_t row, tolv_cell *cells) {
    static const char *const names[] = {"=1+1", "b & <c>", " d\ne", "@f"};
    (void)context;
    cells[0] = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of(names[row % 4])};
    if (row != 1)
        cells[1] = (tolv_cell){.kind = TOLV_NUMBER, .number = (double)row + 0.1};
}

static bool fill(const char *text, size_t rows, const tolv_system *system, told *heard) {
    tolv_marked_table tables[] = {{.name = N_("Units"), .columns = {N_("Unit"), N_("Amount")}}};
    tolv_marked_value values[] = {{.name = N_("Year")}};
    tolv_cell year = {.kind = TOLV_NUMBER, .number = 2026};
    tolv_marks marks = {.tables = tables, .table_count = 1, .values = values, .value_count = 1};
    tolv_table_rows table = {.count = rows, .row = unit_row};
    tolv_named_cells cells = {&year, 1};
    tolv_filling filling = {&marks, &table, &cells};
    tolv_document document = {.path = template, .listener = {hear, heard}};
    memset(heard, 0, sizeof *heard);
    save_file(template, text, strlen(text));
    return tolv_template_fill(&document, &filling, path, system);
}

static void require_told(const char *text, size_t rows, const char *expected, const char *said) {
    char command[512];
    told heard;
    listing *found = calloc(1, sizeof *found);
    assert_true(fill(text, rows, NULL, &heard));
    if (!strstr(heard.text, said) || (!*said && heard.length))
        fail_msg("%s", heard.text);
    assert_true(list_workbook(path, found, &heard));
    assert_string_equal(found->text, expected);
    snprintf(command, sizeof command, "/usr/bin/python3 tests/ods/package.py %s", path);
    assert_int_equal(system(command), 0);
    free(found);
}

static void require_filled(const char *text, size_t rows, const char *expected) {
    require_told(text, rows, expected, "");
}

static void rows_take_the_place_of_the_pattern(void **state) {
    (void)state;
    require_filled(usual, 3,
                   "sheet My sheet\n"
                   "My sheet.A1 text 'Year'\nMy sheet.B1 number 2026\n"
                   "My sheet.A2 text 'Unit'\nMy sheet.B2 text 'Amount'\nMy sheet.C2 text 'Own'\n"
                   "My sheet.A3 text '=1+1'\nMy sheet.B3 number 0.1\n"
                   "My sheet.C3 blank of:=[.B3]/[.B$6]+SUM([.B$3:.B3])\nMy sheet.D3 text 'same'\n"
                   "My sheet.A4 text 'b & <c>'\n"
                   "My sheet.C4 blank of:=[.B4]/[.B$6]+SUM([.B$3:.B4])\nMy sheet.D4 text 'same'\n"
                   "My sheet.A5 text ' d\ne'\nMy sheet.B5 number 2.1\n"
                   "My sheet.C5 blank of:=[.B5]/[.B$6]+SUM([.B$3:.B5])\nMy sheet.D5 text 'same'\n"
                   "My sheet.A6 text 'Total'\nMy sheet.B6 blank of:=SUM([.B3:.B5])&\"[.B4]\"\n"
                   "My sheet.C6 blank of:=[.B7]\n"
                   "My sheet.B7 blank of:=[$Other.A1]+[.B6]\n"
                   "sheet Other\nOther.A1 blank of:=[$'My sheet'.B6]\n"
                   "name Year $'My sheet'.$B$1\nname All $'My sheet'.$B$3:.$B$6\n"
                   "table Units 'My sheet'.A2:'My sheet'.C5\n");
}

static void one_row_moves_nothing(void **state) {
    (void)state;
    require_filled(usual, 1,
                   "sheet My sheet\n"
                   "My sheet.A1 text 'Year'\nMy sheet.B1 number 2026\n"
                   "My sheet.A2 text 'Unit'\nMy sheet.B2 text 'Amount'\nMy sheet.C2 text 'Own'\n"
                   "My sheet.A3 text '=1+1'\nMy sheet.B3 number 0.1\n"
                   "My sheet.C3 blank of:=[.B3]/[.B$4]+SUM([.B$3:.B3])\nMy sheet.D3 text 'same'\n"
                   "My sheet.A4 text 'Total'\nMy sheet.B4 blank of:=SUM([.B3:.B3])&\"[.B4]\"\n"
                   "My sheet.C4 blank of:=[.B5]\n"
                   "My sheet.B5 blank of:=[$Other.A1]+[.B4]\n"
                   "sheet Other\nOther.A1 blank of:=[$'My sheet'.B4]\n"
                   "name Year $'My sheet'.$B$1\nname All $'My sheet'.$B$3:.$B$4\n"
                   "table Units 'My sheet'.A2:'My sheet'.C3\n");
}

/* The pattern stays, without data and without formulas that would only find nothing. */
static void no_row_leaves_an_empty_pattern(void **state) {
    told heard;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    assert_true(fill(usual, 0, NULL, &heard));
    assert_true(list_workbook(path, found, &heard));
    assert_non_null(strstr(found->text, "My sheet.C2 text 'Own'\nMy sheet.D3 text 'same'\n"
                                        "My sheet.A4 text 'Total'\n"));
    free(found);
}

/* ---- Parts ---- */

static bool collect(void *context, const char *bytes, size_t length) {
    listing *to = context;
    list(to, "%.*s", (int)length, bytes);
    return true;
}

static void require_in_part(const char *part, const char *wanted, const char *unwanted) {
    told heard = {.length = 0};
    listing *found = calloc(1, sizeof *found);
    tolv_document document = {.path = path, .listener = {hear, &heard}};
    bool is_package;
    int file = tolv_document_open(&document, &is_package);
    tolv_package *package = tolv_package_open(&document, file);
    assert_non_null(package);
    assert_true(tolv_package_read(package, part, collect, found));
    if (wanted && !strstr(found->text, wanted))
        fail_msg("%s lacks %s:\n%s", part, wanted, found->text);
    if (unwanted && strstr(found->text, unwanted))
        fail_msg("%s has %s:\n%s", part, unwanted, found->text);
    tolv_package_close(package);
    close(file);
    free(found);
}

/* Rows 1-5: the headings, a row, two that are alike, a total of them all. */
static const char roomy[] = BODY(
    "<table:table table:name=\"S\">" TABLE_ROW(TEXT("Unit") TEXT("Amount"))
        TABLE_ROW(TEXT("old") "<table:table-cell/>" FORMULA("SUM([.B$2:.B4])+[.B2]")) "<table:table-row table:number-rows-repeated=\"2\">" TEXT(
            "older") "<table:table-cell/>" TEXT("same") "</table:table-row>" TABLE_ROW(TEXT("Total")
                                                                                           FORMULA(
                                                                                               "SUM([.B2:.B4])")) "</table:table>"
                                                                                                                  "<table:database-ranges><table:database-range table:name=\"Units\" "
                                                                                                                  "table:target-range-address=\"S.A1:S.B4\"/></table:database-ranges>");

static void rows_of_the_table_are_filled_before_it_grows(void **state) {
    static const struct {
        size_t rows;
        const char *expected;
    } cases[] = {
        {0, "S.C2 blank of:=SUM([.B$2:.B4])+[.B2]\nS.C3 1x2 text 'same'\n"
            "S.A5 text 'Total'\nS.B5 blank of:=SUM([.B2:.B4])\ntable Units S.A1:S.B4\n"},
        {2, "S.A2 text '=1+1'\nS.B2 number 0.1\nS.C2 blank of:=SUM([.B$2:.B4])+[.B2]\n"
            "S.A3 text 'b & <c>'\nS.C3 text 'same'\nS.C4 text 'same'\n"
            "S.A5 text 'Total'\nS.B5 blank of:=SUM([.B2:.B4])\ntable Units S.A1:S.B4\n"},
        {4, "S.A2 text '=1+1'\nS.B2 number 0.1\nS.C2 blank of:=SUM([.B$2:.B5])+[.B2]\n"
            "S.A3 text 'b & <c>'\nS.C3 text 'same'\nS.A4 text ' d\ne'\nS.B4 number 2.1\n"
            "S.C4 text 'same'\nS.A5 text '@f'\nS.B5 number 3.1\nS.C5 text 'same'\n"
            "S.A6 text 'Total'\nS.B6 blank of:=SUM([.B2:.B5])\ntable Units S.A1:S.B5\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[2048];
        snprintf(expected, sizeof expected, "%s%s",
                 "sheet S\nS.A1 text 'Unit'\nS.B1 text 'Amount'\n", cases[i].expected);
        require_told(roomy, cases[i].rows, expected, "no cell is named");
    }
}

static void the_flat_file_is_divided(void **state) {
    told heard;
    (void)state;
    assert_true(fill(usual, 2, NULL, &heard));
    require_in_part("content.xml", "xmlns:own='urn:own'", NULL);
    require_in_part("content.xml", " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"",
                    NULL);
    require_in_part("content.xml", " office:version=\"1.2\">", "office:mimetype");
    require_in_part("content.xml", "style:name=\"a\"", "page-layout");
    require_in_part("content.xml", NULL, "\"99\"");
    require_in_part("content.xml", "<office:annotation><text:p>note</text:p></office:annotation>",
                    "<text:p>2000</text:p>");
    require_in_part("content.xml",
                    "table:print-ranges=\"&apos;My sheet&apos;.A1:&apos;My sheet&apos;.D5\"", NULL);
    require_in_part("content.xml", "table:base-cell-address=\"$&apos;My sheet&apos;.$A$6\"", NULL);
    require_in_part("styles.xml", "<style:style style:name=\"Sum\"", "style:name=\"a\"");
    require_in_part("styles.xml", "<style:page-layout style:name=\"p\"/>", NULL);
    require_in_part("styles.xml", "<style:style style:name=\"foot\"", NULL);
    require_in_part("meta.xml", "<own:a/><meta:generator>Tolv</meta:generator>", "Office");
}

/* A chart stands inside a flat document, and beside the content in a package; its addresses move as
 * all others do. */
static void a_chart_becomes_an_object(void **state) {
    static const char with_chart[] = BODY(
        "<table:table table:name=\"S\"><table:shapes>"
        "<draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\">"
        "<draw:object draw:notify-on-update-of-ranges=\"S.B2:S.B2\">"
        "<office:document office:version=\"1.3\"><office:meta/><office:automatic-styles>"
        "<style:style style:name=\"c\" style:family=\"chart\"/></office:automatic-styles>"
        "<office:body><chart:series"
        " xmlns:chart=\"urn:oasis:names:tc:opendocument:xmlns:chart:1.0\""
        " chart:values-cell-range-address=\"S.B2:S.B2\"/></office:body></office:document>"
        "</draw:object></draw:frame></table:shapes>" TABLE_ROW(TEXT("Unit") TEXT("Amount")) TABLE_ROW(
            "<table:table-cell table:number-columns-repeated=\"2\"/>") "</table:table>"
                                                                       "<table:database-ranges><table:database-range table:name=\"Units\" "
                                                                       "table:target-range-address=\"S.A1:S.B2\"/></table:database-ranges>");
    char command[512];
    told heard;
    (void)state;
    assert_true(fill(with_chart, 3, NULL, &heard));
    require_in_part("content.xml", " xlink:href=\"./Object 1\" ", "chart:series");
    require_in_part("content.xml", "></draw:object>", "style:name=\"c\"");
    require_in_part("Object 1/content.xml", "values-cell-range-address=\"S.B2:S.B4\"",
                    "office:meta");
    require_in_part("Object 1/content.xml", "style:name=\"c\"", "<office:document ");
    require_in_part("META-INF/manifest.xml",
                    "manifest:full-path=\"Object 1/\" "
                    "manifest:media-type=\"application/vnd.oasis.opendocument.chart\"",
                    NULL);
    snprintf(command, sizeof command, "/usr/bin/python3 tests/ods/package.py %s", path);
    assert_int_equal(system(command), 0);
}

/* ---- What cannot be filled ---- */

static void what_is_no_template_is_refused(void **state) {
    static const struct {
        const char *text, *told;
    } rows[] = {
        {"<a/>", "not a flat spreadsheet"},
        {"no XML", "not whole"},
        {BODY("<table:table table:name=\"S\"/>"), "it has no table “Units”"},
        {BODY("<table:table table:name=\"S\"/><table:database-ranges><table:database-range "
              "table:name=\"Units\" table:target-range-address=\"S.A1:S.B1\"/>"
              "</table:database-ranges>"),
         "is to have its headings, and below them a row"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE5</a>", "UTF-8"},
        {"<o:document xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>",
         "unusual prefixes"},
        {"<a xmlns:table=\"urn:other\"/>", "unusual prefixes"},
    };
    told heard;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(fill(rows[i].text, 1, NULL, &heard));
        if (!strstr(heard.text, rows[i].told))
            fail_msg("%s", heard.text);
        assert_int_equal(heard.failures, 1);
        assert_int_equal(files_in(folder), 1);
    }
    assert_false(fill(usual, TOLV_SHEET_ROWS - 1, NULL, &heard));
    assert_non_null(strstr(heard.text, "would not fit into a sheet"));
}

static void what_a_template_lacks_is_told(void **state) {
    static const char text[] = BODY("<table:table table:name=\"S\">" TABLE_ROW(TEXT("Unit")) TABLE_ROW(
        "<table:table-cell/>") "</table:table><table:database-ranges><table:database-range table:name=\"Units\" "
                               "table:target-range-address=\"S.A1:S.A2\"/></table:database-ranges>");
    told heard;
    (void)state;
    assert_true(fill(text, 2, NULL, &heard));
    assert_non_null(strstr(heard.text, "the table “Units” has no column “Amount”"));
    assert_non_null(strstr(heard.text, "no cell is named “Year”"));
    assert_int_equal(heard.failures, 0);
}

/* ---- The workbook that comes with Tolv ---- */

/* Every formula of the pattern is repeated, every area of the sheets is found. */
static void the_followup_is_a_template(void **state) {
    size_t length;
    (void)state;
    char *text = load_file("build/sheets/sv/followup.fods", &length);
    assert_non_null(text);
    static const char *const needed[] = {
        "TOLV.YTD(",          "TOLV.DEVIATION(",   "TOLV.DEVIATIONPERCENT(",
        "TOLV.YEARFORECAST(", "TOLV.FLAG(",        "table:name=\"Period\"",
        "Liberation Sans",    "table-header-rows", "style:print-orientation=\"landscape\""};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        assert_non_null(strstr(text, needed[i]));
    assert_null(strstr(text, "#N/A"));
    assert_null(strstr(text, "IFERROR"));
    free(text);
}

static int make_folder(void **state) {
    (void)state;
    folder = new_folder();
    snprintf(template, sizeof template, "%s/t.fods", folder);
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
        TEST(rows_take_the_place_of_the_pattern),
        TEST(one_row_moves_nothing),
        TEST(no_row_leaves_an_empty_pattern),
        TEST(rows_of_the_table_are_filled_before_it_grows),
        TEST(the_flat_file_is_divided),
        TEST(what_is_no_template_is_refused),
        TEST(what_a_template_lacks_is_told),
        TEST(a_chart_becomes_an_object),
        TEST(the_followup_is_a_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
