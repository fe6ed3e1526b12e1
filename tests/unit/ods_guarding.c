/* SPDX-License-Identifier: MPL-2.0 */
/* Workbooks that are guarded, and unguarded again: what changes, and that nothing else does.
 * needs: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/vocabulary.h"
#include "memory_ends.h"
#include "ods/guard.h"
#include "ods_tools.h"

static const char *folder;
static char from[256], to[256];

/* ---- Documents ---- */

#define SPACE(prefix, name) \
    " xmlns:" prefix "=\"urn:oasis:names:tc:opendocument:xmlns:" name ":1.0\""
#define CALC \
    " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
#define BEFORE(styles) \
    "<?xml version=\"1.0\"?>\n<office:document" SPACE("office", "office") SPACE("table", "table") \
        SPACE("text", "text") SPACE("style", "style") CALC \
        " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"><office:styles>" styles \
        "</office:styles><office:body><office:spreadsheet>"
#define AFTER "</office:spreadsheet></office:body></office:document>\n"
#define SHEET(cells) "<table:table table:name=\"It's\"><table:table-row>" cells "</table:table-row>"
#define NUMBER "office:value-type=\"float\" office:value=\"2.5\"><text:p>2,50</text:p>"
#define CELL(formula, inside) \
    "<table:table-cell table:formula=\"of:=" formula "\" " NUMBER inside "</table:table-cell>"

#define GUARD(tested, fallback, formula) \
    "IF(IFERROR(ERROR.TYPE(" tested ");0)=5;" fallback ";" formula ")"
#define PROBE "TOLV.DEVIATION(0;0)"
#define CALL "TOLV.NEEDMET([.A1];[.B1])"
#define ALIVE GUARD(CALL, "[.A1]/[.B1]", CALL)
#define PLAIN "TOLV.EXPLAIN([.A1])"
#define FROZEN GUARD(PROBE, "2.5", PLAIN)
#define NOTE_TEXT \
    "<text:p>Tolv: a fixed figure of May 2026; with the extension it is calculated</text:p>"
#define NOTE "<office:annotation>" NOTE_TEXT "</office:annotation>"

#define STYLE \
    "<style:style style:name=\"Tolv\" style:family=\"table-cell\" " \
    "style:parent-style-name=\"Default\"><style:text-properties xmlns:fo=\"" \
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" fo:font-style=\"italic\" " \
    "fo:color=\"#595959\"/></style:style>"
#define FORMAT(ranges, base) \
    "<calcext:conditional-format calcext:target-range-address=\"" ranges "\"><calcext:condition " \
    "calcext:apply-style-name=\"Tolv\" calcext:value=\"formula-is(" \
    "IFERROR(ERROR.TYPE(TOLV.DEVIATION(0;0));0)=5)\" calcext:base-cell-address=\"" base \
    "\"/></calcext:conditional-format>"
#define SHEET_NAME "&apos;It&apos;&apos;s&apos;."

typedef bool change(tolv_rewrite *rewrite, const tolv_guarding_work *work,
                    tolv_guard_counts *counts);

static bool change_file(change *change, told *heard, tolv_guard_counts *counts) {
    static const tolv_guarding_work work = {
        &tolv_own_vocabulary, TOLV_ENGLISH, {"May 2026", 8}, NULL};
    tolv_document document = {.path = from, .listener = {hear, heard}};
    memset(heard, 0, sizeof *heard);
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    bool done = rewrite && change(rewrite, &work, counts) && tolv_rewrite_write(rewrite, to, NULL);
    tolv_rewrite_close(rewrite);
    return done;
}

static void require_bytes(const char *expected, const char *found) {
    size_t same = 0;
    while (expected[same] && expected[same] == found[same])
        same++;
    if (expected[same] != found[same])
        fail_msg("differs at …%.60s\n  found    …%.300s\n  expected …%.300s",
                 expected + (same > 60 ? same - 60 : 0), found + same, expected + same);
}

static void require_changed(change *change, const char *before, const char *after,
                            const char *notices) {
    told heard;
    tolv_guard_counts counts;
    size_t length;
    save_file(from, before, strlen(before));
    if (!change_file(change, &heard, &counts))
        fail_msg("refused: %s", heard.text);
    char *found = load_file(to, &length);
    require_bytes(after, found);
    free(found);
    require_bytes(notices, heard.text);
}

/* On, on again, off. */
static void require_guard(const char *plain, const char *guarded, const char *notices) {
    require_changed(tolv_guard_workbook, plain, guarded, notices);
    require_changed(tolv_guard_workbook, guarded, guarded, notices);
    require_changed(tolv_unguard_workbook, guarded, plain, "");
}

static void require_refused(const char *document, const char *cells) {
    told heard;
    tolv_guard_counts counts;
    save_file(from, document, strlen(document));
    remove(to);
    assert_false(change_file(tolv_guard_workbook, &heard, &counts));
    assert_int_equal(access(to, F_OK), -1);
    if (!strstr(heard.text, cells))
        fail_msg("not told of %s: %s", cells, heard.text);
}

static int open_folder(void **state) {
    (void)state;
    folder = new_folder();
    snprintf(from, sizeof from, "%s/from.fods", folder);
    snprintf(to, sizeof to, "%s/to.fods", folder);
    return 0;
}

static int close_folder(void **state) {
    (void)state;
    empty_folder(folder);
    return 0;
}

/* ---- Cells ---- */

static void alive_cells_change_their_formula_alone(void **state) {
    (void)state;
    require_guard(
        BEFORE("") SHEET(CELL(CALL, "") CELL("SUM([.A1])&amp;&quot;&lt;&quot;", "") CELL(
            "1+" CALL,
            "<office:annotation><text:p>own</text:p></office:annotation>")) "</table:table>" AFTER,
        BEFORE("") SHEET(CELL(ALIVE, "") CELL("SUM([.A1])&amp;&quot;&lt;&quot;", "") CELL(
            "1+" ALIVE,
            "<office:annotation><text:p>own</text:p></office:annotation>")) "</table:table>" AFTER,
        "");
}

static void formulas_of_others_stay(void **state) {
    static const char document[] = BEFORE("")
        SHEET("<table:table-cell table:formula=\"msoxl:=TOLV.NEEDMET(A1,B1)\" " NUMBER
              "</table:table-cell><table:table-cell office:value-type=\"string\"><text:p>of:=" CALL
              "</text:p></table:table-cell>") "</table:table>" AFTER;
    (void)state;
    require_guard(document, document, "");
}

static void frozen_cells_say_so(void **state) {
    (void)state;
    require_guard(
        BEFORE("") SHEET(CELL(PLAIN, "") CELL(CALL, "") CELL(PLAIN, "")) "</table:table>" AFTER,
        BEFORE(STYLE) SHEET(
            "<table:table-cell table:formula=\"of:=" FROZEN
            "\" office:value-type=\"float\" office:value=\"2.5\">" NOTE
            "<text:p>2,50</text:p></table:table-cell>" CELL(
                ALIVE,
                "") "<table:table-cell table:formula=\"of:=" FROZEN
                    "\" office:value-type=\"float\" office:value=\"2.5\">" NOTE
                    "<text:p>2,50</text:p></table:table-cell>") "<calcext:conditional-formats" CALC
                                                                ">" FORMAT(
                                                                    SHEET_NAME "A1 " SHEET_NAME
                                                                               "C1",
                                                                    SHEET_NAME
                                                                    "A1") "</calcext:conditional-formats></table:table>" AFTER,
        "");
}

/* Beside somebody's note and somebody's conditional format. */
static void other_notes_and_formats_stay(void **state) {
#define OWN_NOTE(more) \
    "<table:table-cell table:formula=\"of:=%s\" office:value-type=\"float\" " \
    "office:value=\"2.5\"><office:annotation><text:p>own</text:p>" more \
    "</office:annotation><text:p>2,50</text:p></table:table-cell>"
#define OWN_FORMAT \
    "<calcext:conditional-format calcext:target-range-address=\"A1\"><calcext:condition " \
    "calcext:apply-style-name=\"Good\" calcext:value=\"&gt;5\"/></calcext:conditional-format>"
    static const char plain[] =
        BEFORE("") SHEET(OWN_NOTE("")) "<calcext:conditional-formats>" OWN_FORMAT
                                       "</calcext:conditional-formats></table:table>" AFTER;
    static const char guarded[] = BEFORE(STYLE)
        SHEET(OWN_NOTE(NOTE_TEXT)) "<calcext:conditional-formats>" FORMAT(SHEET_NAME "A1",
                                                                          SHEET_NAME "A1")
            OWN_FORMAT "</calcext:conditional-formats></table:table>" AFTER;
    char before[4096], after[4096];
    (void)state;
    snprintf(before, sizeof before, plain, PLAIN);
    snprintf(after, sizeof after, guarded, FROZEN);
    require_guard(before, after, "");
}

static void empty_elements_get_a_note(void **state) {
    (void)state;
    require_changed(
        tolv_guard_workbook,
        BEFORE("") SHEET(
            "<table:table-cell table:formula='of:=" PLAIN
            "' office:value-type=\"string\" office:string-value=\"it&apos;s\"/>") "</table:table>" AFTER,
        BEFORE(STYLE) SHEET("<table:table-cell table:formula=\"of:=" GUARD(
            PROBE, "&quot;it&apos;s&quot;",
            PLAIN) "\" office:value-type=\"string\" office:string-value=\"it&apos;s\">" NOTE
                   "</table:table-cell>") "<calcext:conditional-formats" CALC
                                          ">" FORMAT(
                                              SHEET_NAME "A1", SHEET_NAME
                                              "A1") "</calcext:conditional-formats></table:table>" AFTER,
        "");
}

/* As an office that does not know them writes a guard, a note, a format and its copy in a style. */
static void what_an_office_made_of_it_goes(void **state) {
    (void)state;
    require_changed(
        tolv_unguard_workbook,
        BEFORE("<style:style style:name=\"ce1\"><style:map style:condition=\"is-true-formula("
               "IFERROR(ERROR.TYPE(tolv.deviation(0;0));0)=5)\" style:apply-style-name=\"Tolv\"/>"
               "</style:style><style:style style:family=\"table-cell\" style:name=\"Tolv\"/>")
            SHEET(
                "<table:table-cell table:formula=\"of:=IF(IFERROR(ERROR.TYPE(tolv.deviation(0;0))"
                ";0)=5;2.5;tolv.explain([.A3]))\" office:value-type=\"float\" "
                "office:value=\"2.5\"><office:annotation office:display=\"true\"><dc:date "
                "xmlns:dc=\"x\">2026</dc:date><text:p text:style-name=\"P1\"><text:span "
                "text:style-name=\"T1\">Tolv: ett fast v</text:span></text:p>"
                "</office:annotation><text:p>2,50</text:p></table:table-cell>") "<calcext:conditional-formats><calcext:conditional-format "
                                                                                "calcext:target-range-address=\"A1\"><calcext:condition "
                                                                                "calcext:apply-style-name=\"Tolv\" calcext:value=\"formula-is("
                                                                                "IFERROR(ERROR.TYPE(tolv.deviation(0;0));0)=5)\"/></calcext:conditional-format>"
                                                                                "</calcext:conditional-formats></table:table>" AFTER,
        BEFORE("<style:style style:name=\"ce1\"></style:style>") SHEET(
            "<table:table-cell table:formula=\"of:=TOLV.EXPLAIN([.A3])\" office:value-type="
            "\"float\" office:value=\"2.5\"><text:p>2,50</text:p></table:table-cell>") "</table:table>" AFTER,
        "");
}

static void what_was_changed_by_hand_stays(void **state) {
    static const char document[] =
        BEFORE("") SHEET(CELL(GUARD(CALL, "7", CALL), "")) "</table:table>" AFTER;
    static const char notice[] = ", It's.A1: its guard was changed by hand: it stays as it is\n";
    char told[512];
    (void)state;
    snprintf(told, sizeof told, "%s%s", from, notice);
    require_changed(tolv_unguard_workbook, document, document, told);
    require_changed(tolv_guard_workbook, document, document, told);
}

static void what_has_no_figure_is_refused(void **state) {
    (void)state;
    require_refused(BEFORE("")
                        SHEET("<table:table-cell/><table:table-cell table:formula=\"of:=" PLAIN
                              "\"/>") "</table:table>" AFTER,
                    "It's.B1: its formula has no figure");
    require_refused(
        BEFORE("") SHEET(
            "<table:table-cell table:formula=\"of:=" PLAIN
            "\" office:value-type=\"string\" office:string-value=\"\" "
            "calcext:value-type=\"error\"><text:p>#NAMN?</text:p></table:table-cell>") "</table:table>" AFTER,
        "It's.A1: its formula has no figure");
    require_refused(BEFORE("")
                        SHEET("<table:table-cell table:number-matrix-rows-spanned=\"1000000\" "
                              "table:number-matrix-columns-spanned=\"2\" table:formula=\"of:=" PLAIN
                              "\" " NUMBER "</table:table-cell>") "</table:table>" AFTER,
                    "It's.A1: as an array formula");
}

/* ---- Array formulas ---- */

#define ARRAY_ROW(first, second) "<table:table-row>" first second "</table:table-row>"
#define VALUE(before, number) \
    "<table:table-cell" before " office:value-type=\"float\" office:value=\"" number \
    "\"><text:p>x</text:p></table:table-cell>"
#define SPAN(rows, columns) \
    " table:number-matrix-columns-spanned=\"" columns \
    "\" table:number-matrix-rows-spanned=\"" rows "\""
#define ARRAY "TOLV.ROUNDSUM([.D1:.E2])"
#define TABLE(rows) "<table:table table:name=\"S\">" rows "</table:table>"

/* Guarded elements, whatever their fallbacks are; then the array formula again. */
static void arrays_are_elements_meanwhile(void **state) {
    static const char plain[] =
        BEFORE("") TABLE(ARRAY_ROW(VALUE(SPAN("2", "2") " table:formula=\"of:=" ARRAY "\"", "1"),
                                   VALUE("", "2")) ARRAY_ROW(VALUE("", "3"), VALUE("", "4"))) AFTER;
    told heard;
    tolv_guard_counts counts;
    size_t length;
    (void)state;
    save_file(from, plain, strlen(plain));
    assert_true(change_file(tolv_guard_workbook, &heard, &counts));
    assert_int_equal(counts.alive, 4);
    char *guarded = load_file(to, &length);
    assert_null(strstr(guarded, "matrix"));
    for (int element = 1; element <= 4; element++) {
        char call[64];
        snprintf(call, sizeof call, ";TOLV.ROUNDSUM([.D1:.E2];;%d))\" office:", element);
        assert_non_null(strstr(guarded, call));
    }
    require_changed(tolv_unguard_workbook, guarded, plain, "");
    char *last = strstr(guarded, ";;3))");
    last[2] = '4'; /* and so it is not the third any more */
    save_file(from, guarded, strlen(guarded));
    assert_true(change_file(tolv_unguard_workbook, &heard, &counts));
    assert_int_equal(counts.kept, 2);
    assert_non_null(strstr(heard.text, "S.A2: its guard was changed by hand"));
    assert_non_null(strstr(heard.text, "S.B2: it was one value of an array formula"));
    free(guarded);
}

static void other_arrays_keep_their_figures(void **state) {
    static const char format[] = BEFORE("%s") TABLE("<table:table-row><table:table-cell" SPAN(
        "2",
        "2") " table:formula=\"of:=%s\""
             " office:value-type=\"float\" office:value=\"1\">%s<text:p>x</text:p></table:table-cell>"
             "<table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>"
             "</table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"2\" "
             "office:value-type=\"float\" office:value=\"3\"/></table:table-row>%s") AFTER;
    char plain[4096], guarded[4096];
    (void)state;
    snprintf(plain, sizeof plain, format, "", "2*" ARRAY, "", "");
    snprintf(guarded, sizeof guarded, format, STYLE,
             GUARD(PROBE, "{1;&quot;a&quot;|3;3}", "2*" ARRAY), NOTE,
             "<calcext:conditional-formats" CALC
             ">" FORMAT("&apos;S&apos;.A1:&apos;S&apos;.B2",
                        "&apos;S&apos;.A1") "</calcext:conditional-formats>");
    require_guard(plain, guarded, "");
}

/* ---- Names and conditions ---- */

#define NAMED(name, formula) \
    "<table:named-expression table:name=\"" name "\" table:expression=\"" formula "\"/>"

static void names_and_conditions_are_guarded(void **state) {
#define ALL(call, is_so, allowed, format) \
    BEFORE("<style:map style:condition=\"is-true-formula(" format ")\"/>") \
    "<table:content-validation table:condition=\"of:is-true-formula(" allowed ")\"/>" \
    "<table:content-validation table:condition=\"of:cell-content-is-between(" call "," call \
    "+1)\"/><calcext:condition calcext:value=\"formula-is(" is_so ")\"/>" \
    "<calcext:condition calcext:value=\"&gt;" call "\"/>" TABLE("") NAMED("Alive", call) AFTER
    (void)state;
    static const char plain[] = ALL(CALL, CALL "&gt;1", PLAIN "=1", PLAIN "=2");
    static const char guarded[] = ALL(ALIVE, ALIVE "&gt;1", GUARD(PROBE, "TRUE()", PLAIN "=1"),
                                      GUARD(PROBE, "FALSE()", PLAIN "=2"));
    static const char form[] =
        "%s: the condition “" PLAIN "=2” has no effect without the extension\n"
        "%s: the condition “" PLAIN "=1” has no effect without the extension\n";
    char notices[1024];
    snprintf(notices, sizeof notices, form, from, from);
    require_changed(tolv_guard_workbook, plain, guarded, notices);
    require_changed(tolv_unguard_workbook, guarded, plain, "");
    told heard;
    tolv_guard_counts counts;
    size_t length;
    save_file(from, guarded, strlen(guarded));
    assert_true(change_file(tolv_guard_workbook, &heard, &counts));
    char *again = load_file(to, &length);
    require_bytes(guarded, again);
    free(again);
}

static void cells_freeze_with_their_names(void **state) {
#define NAMES NAMED("Frozen", PLAIN) NAMED("Alive", CALL) NAMED("Also", "1+Frozen")
#define GUARDED_NAMES NAMED("Frozen", PLAIN) NAMED("Alive", ALIVE) NAMED("Also", "1+Frozen")
    char plain[512], notices[2048];
    static const char notice[] = "cannot be calculated without the extension: the cells that use "
                                 "it have fixed figures there";
    (void)state;
    snprintf(plain, sizeof plain, "%s: what the name “", from);
    snprintf(notices, sizeof notices, "%sFrozen” says %s\n%sAlso” says %s\n", plain, notice, plain,
             notice);
    require_changed(
        tolv_guard_workbook,
        BEFORE("") SHEET(CELL("$It.Also", "") CELL("Alive", "")) "</table:table>" NAMES AFTER,
        BEFORE(STYLE) SHEET("<table:table-cell table:formula=\"of:=" GUARD(
            PROBE, "2.5",
            "$It.Also") "\" office:value-type=\"float\" office:value=\"2.5\">" NOTE
                        "<text:p>2,50</text:p></table:table-cell>" CELL(
                            "Alive",
                            "")) "<calcext:conditional-formats" CALC
                                 ">" FORMAT(
                                     SHEET_NAME "A1", SHEET_NAME
                                     "A1") "</calcext:conditional-formats></table:table>" GUARDED_NAMES
                                     AFTER,
        notices);
}

static void conditions_without_a_form_are_told(void **state) {
    static const char document[] =
        BEFORE("") "<calcext:condition calcext:value=\"&gt;" PLAIN "\"/>" TABLE("") AFTER;
    char notice[512];
    (void)state;
    snprintf(notice, sizeof notice,
             "%s: the condition “>" PLAIN "” has no effect without the extension\n", from);
    require_guard(document, document, notice);
}

/* ---- Memory ---- */

static void memory_may_end_at_any_place(void **state) {
    static const char document[] =
        BEFORE("") SHEET(CELL(CALL, "") CELL(PLAIN, "") CELL("Also", "")) "</table:table>" TABLE(
            ARRAY_ROW(VALUE(SPAN("2", "2") " table:formula=\"of:=" ARRAY "\"", "1"), VALUE("", "2"))
                ARRAY_ROW(VALUE("", "3"), VALUE("", "4"))) NAMES
        "<calcext:condition calcext:value=\"formula-is(" CALL ")\"/>" AFTER;
    change *const changes[] = {tolv_guard_workbook, tolv_unguard_workbook};
    size_t length = 0;
    (void)state;
    save_file(from, document, strlen(document));
    for (size_t i = 0; i < 2; i++) {
        bool done = false;
        for (long n = 0; !done && n < 3000; n++) {
            told heard;
            tolv_guard_counts counts;
            remove(to);
            allocations_left = n;
            done = change_file(changes[i], &heard, &counts);
            bool all = allocations_left >= 0;
            allocations_left = -1;
            assert_true(done || access(to, F_OK) != 0);
            assert_true(done || heard.length > 0);
            done = done && all;
        }
        assert_true(done);
        char *changed = load_file(to, &length);
        save_file(from, changed, length);
        free(changed);
    }
    char *last = load_file(from, &length);
    require_bytes(document, last);
    free(last);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alive_cells_change_their_formula_alone),
        cmocka_unit_test(formulas_of_others_stay),
        cmocka_unit_test(frozen_cells_say_so),
        cmocka_unit_test(other_notes_and_formats_stay),
        cmocka_unit_test(empty_elements_get_a_note),
        cmocka_unit_test(what_an_office_made_of_it_goes),
        cmocka_unit_test(what_was_changed_by_hand_stays),
        cmocka_unit_test(what_has_no_figure_is_refused),
        cmocka_unit_test(arrays_are_elements_meanwhile),
        cmocka_unit_test(other_arrays_keep_their_figures),
        cmocka_unit_test(names_and_conditions_are_guarded),
        cmocka_unit_test(cells_freeze_with_their_names),
        cmocka_unit_test(conditions_without_a_form_are_told),
        cmocka_unit_test(memory_may_end_at_any_place),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
