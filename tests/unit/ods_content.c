/* SPDX-License-Identifier: MPL-2.0 */
/* What a sheet holds, as it is stored; and what is refused rather than guessed.
 * needs: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "memory_ends.h"
#include "ods_tools.h"

#define BEFORE \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><o:document " \
    "xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" " \
    "xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" " \
    "xmlns:x=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" " \
    "xmlns:d=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" " \
    "xmlns:c=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\" " \
    "xmlns:office=\"urn:somebody-else\"><o:body><o:spreadsheet>"
#define AFTER "</o:spreadsheet></o:body></o:document>"
#define SHEET(rows) BEFORE "<t:table t:name=\"S\">" rows "</t:table>" AFTER
#define ROW(cells) SHEET("<t:table-row>" cells "</t:table-row>")

static const tolv_document_limits small_limits = {.entries = 10,
                                                  .entry_size = 1 << 20,
                                                  .ratio = 200,
                                                  .ratio_from = 1 << 16,
                                                  .depth = 16,
                                                  .text = 40,
                                                  .runs = 4};

static bool read_text(const char *text, size_t step, const tolv_document_limits *limits,
                      listing *to, told *heard) {
    static const tolv_sheet_handler handler = {
        .sheet = list_sheet, .cell = list_cell, .mark = list_mark};
    tolv_document document = {.path = "test", .limits = limits, .listener = {hear, heard}};
    size_t length = strlen(text);
    memset(to, 0, sizeof *to);
    memset(heard, 0, sizeof *heard);
    tolv_content *content = tolv_content_open(&document, &handler, to);
    bool whole = content != NULL;
    for (size_t at = 0; at < length && whole; at += step)
        whole = tolv_content_feed(content, text + at, length - at < step ? length - at : step);
    return content && tolv_content_close(content, whole);
}

/* However it is cut into pieces, it says the same. */
static void require_listed(const char *text, const char *expected) {
    static const size_t steps[] = {1, 7, 1 << 20};
    told heard;
    listing *found = calloc(1, sizeof *found);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        assert_true(read_text(text, steps[i], NULL, found, &heard));
        assert_string_equal(found->text, expected);
        assert_int_equal(heard.length, 0);
    }
    free(found);
}

static void values_are_typed(void **state) {
    (void)state;
    require_listed(
        ROW("<t:table-cell o:value-type=\"float\" o:value=\"-1.5E3\"><x:p>-1 500,00</x:p>"
            "</t:table-cell>"
            "<t:table-cell o:value-type=\"percentage\" o:value=\"0.05\"/>"
            "<t:table-cell o:value-type=\"currency\" o:currency=\"SEK\" o:value=\"7\"/>"
            "<t:table-cell o:value-type=\"date\" o:date-value=\"2026-08-31\"/>"
            "<t:table-cell o:value-type=\"time\" o:time-value=\"PT06H00M00S\"/>"
            "<t:table-cell o:value-type=\"boolean\" o:boolean-value=\"true\"/>"
            "<t:table-cell o:value-type=\"string\" o:string-value=\" a &amp;#38; b \">"
            "<x:p>shown</x:p></t:table-cell>"
            "<t:table-cell t:formula=\"of:=1&lt;&quot;&amp;&quot;\" o:value-type=\"boolean\" "
            "o:boolean-value=\"false\"/>"
            "<t:table-cell t:formula=\"of:=NA()\" o:value-type=\"string\" o:string-value=\"\" "
            "c:value-type=\"error\"><x:p>#N/A</x:p></t:table-cell>"
            "<t:table-cell t:formula=\"of:=[.A1]\"/>"
            "<t:table-cell o:value-type=\"string\"/><t:table-cell/>"
            "<t:table-cell><x:p>without a type</x:p></t:table-cell>"
            "<t:table-cell t:formula=\"of:=&quot;&quot;\"><x:p/></t:table-cell>"),
        "sheet S\nS.A1 number -1500\nS.B1 number 0.05\nS.C1 number 7\nS.D1 date 46265\n"
        "S.E1 time 0.25\nS.F1 boolean 1\nS.G1 text ' a &#38; b '\nS.H1 boolean 0 of:=1<\"&\"\n"
        "S.I1 error '#N/A' of:=NA()\nS.J1 blank of:=[.A1]\nS.K1 text ''\n"
        "S.M1 text 'without a type'\nS.N1 text '' of:=\"\"\n");
}

static void texts_are_what_they_mean(void **state) {
    (void)state;
    require_listed(
        ROW("<t:table-cell o:value-type=\"string\"><x:p>  one\n   two  </x:p><x:p/>"
            "<x:p><x:s x:c=\"2\"/>a<x:tab/>b<x:line-break/>c <x:span> d</x:span></x:p>"
            "</t:table-cell>"
            "<t:table-cell o:value-type=\"string\"><o:annotation><x:p>a note</x:p></o:annotation>"
            "<x:p>a <x:a>link</x:a><d:frame><x:p>no</x:p></d:frame> &lt;&#229;&gt;"
            "<![CDATA[<x>]]></x:p><d:frame><x:p>nor this</x:p></d:frame></t:table-cell>"),
        "sheet S\nS.A1 text 'one two\n\n  a\tb\nc d'\nS.B1 text 'a link <å><x>'\n");
}

static void runs_are_kept(void **state) {
    (void)state;
    require_listed(
        SHEET("<t:table-column/><t:table-header-rows><t:table-row t:number-rows-repeated=\"2\">"
              "<t:table-cell t:number-columns-repeated=\"3\"/><t:table-cell "
              "t:number-columns-repeated=\"16381\" o:value-type=\"float\" o:value=\"1\"/>"
              "</t:table-row></t:table-header-rows><t:table-row-group><t:table-row-group>"
              "<t:table-row><t:table-cell t:number-columns-spanned=\"2\" o:value-type=\"float\" "
              "o:value=\"2\"/><t:covered-table-cell o:value-type=\"float\" o:value=\"3\"/>"
              "</t:table-row></t:table-row-group></t:table-row-group>"
              "<t:table-row t:number-rows-repeated=\"2000000000\"><t:table-cell "
              "t:number-columns-repeated=\"2000000000\"/></t:table-row>"),
        "sheet S\nS.D1 16381x2 number 1\nS.A3 number 2\nS.B3 covered number 3\n");
}

static void only_sheets_are_read(void **state) {
    (void)state;
    require_listed(
        BEFORE "<t:tracked-changes><t:cell-content-change><t:previous><t:change-track-table-cell "
               "o:value-type=\"float\" o:value=\"9\"/></t:previous></t:cell-content-change>"
               "</t:tracked-changes>"
               "<t:table t:name=\"a.b &amp; 'c'\"><t:shapes><d:object><o:document><o:body>"
               "<o:spreadsheet><t:table t:name=\"chart\"><t:table-row><t:table-cell "
               "o:value-type=\"float\" o:value=\"8\"/></t:table-row></t:table></o:spreadsheet>"
               "</o:body></o:document></d:object></t:shapes><t:named-expressions><t:named-range "
               "t:name=\"own\" t:cell-range-address=\"$S.$A$1\"/></t:named-expressions>"
               "</t:table><t:named-expressions><t:named-range t:name=\"Gräns_kr\" "
               "t:cell-range-address=\"$S.$B$2:.$C$2\"/><t:named-expression t:name=\"no\" "
               "t:expression=\"1\"/></t:named-expressions><t:database-ranges><t:database-range "
               "t:name=\"Huvudbok\" t:target-range-address=\"S.A1:S.B2\"><t:sort/>"
               "</t:database-range></t:database-ranges>" AFTER,
        "sheet a.b & 'c'\nname own $S.$A$1\nname Gräns_kr $S.$B$2:.$C$2\n"
        "table Huvudbok S.A1:S.B2\n");
}

static void what_cannot_be_trusted_is_refused(void **state) {
    static const struct {
        const char *text, *told;
    } rows[] = {
        {ROW("<t:table-cell o:value-type=\"float\" o:value=\"1,5\"/>"),
         "test, S.A1: “1,5” is not a number: the file is damaged\n"},
        {ROW("<t:table-cell/><t:table-cell o:value-type=\"float\" o:value=\"NaN\"/>"),
         "test, S.B1: “NaN” is not a number: the file is damaged\n"},
        {ROW("<t:table-cell o:value-type=\"float\"/>"),
         "test, S.A1: the value is missing: the file is damaged\n"},
        {ROW("<t:table-cell o:value-type=\"date\" o:date-value=\"2026-02-30\"/>"),
         "test, S.A1: “2026-02-30” is not a date: correct the cell\n"},
        {ROW("<t:table-cell o:value-type=\"boolean\" o:boolean-value=\"yes\"/>"),
         "test, S.A1: “yes” is neither true nor false: the file is damaged\n"},
        {ROW("<t:table-cell t:number-columns-repeated=\"0\"/>"),
         "test, S.A1: “0” is no number of repetitions: the file is damaged\n"},
        {SHEET("<t:table-row t:number-rows-repeated=\"-2\"/>"),
         "test, S.A1: “-2” is no number of repetitions: the file is damaged\n"},
        {ROW("<t:table-cell t:number-columns-repeated=\"16385\" o:value-type=\"float\" "
             "o:value=\"1\"/>"),
         "test, S.A1: it lies outside the largest sheet\n"},
        {SHEET("<t:table-row t:number-rows-repeated=\"1048576\"/><t:table-row><t:table-cell "
               "o:value-type=\"float\" o:value=\"1\"/></t:table-row>"),
         "test, S.A1048577: it lies outside the largest sheet\n"},
        {BEFORE AFTER, "test: it holds no sheet: it is not a spreadsheet\n"},
        {"", "test: its contents are damaged or not whole: open it in an office, save it again, "
             "or ask for it again\n"},
        {BEFORE "<t:table>", "test: its contents are damaged or not whole: open it in an office, "
                             "save it again, or ask for it again\n"},
        {ROW("<t:table-cell o:value-type=\"string\"><x:p>&a;</x:p></t:table-cell>"),
         "test: its contents are damaged or not whole: open it in an office, save it again, or "
         "ask for it again\n"},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]>" BEFORE AFTER,
         "test: it holds a document type definition, which no spreadsheet needs and which can do "
         "harm: do not trust the file\n"},
    };
    told heard;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(read_text(rows[i].text, 1 << 20, NULL, found, &heard));
        assert_string_equal(heard.text, rows[i].told);
        assert_int_equal(heard.failures, 1);
    }
    free(found);
}

static void limits_are_kept(void **state) {
    static const struct {
        const char *text, *told;
    } rows[] = {
        {ROW("<t:table-cell o:value-type=\"string\"><x:p>123456789 123456789 123456789 "
             "123456789 1</x:p></t:table-cell>"),
         "longer than 40 bytes"},
        {ROW("<t:table-cell t:formula=\"123456789 123456789 123456789 123456789 1\"/>"),
         "longer than 40 bytes"},
        {ROW("<t:table-cell o:value-type=\"string\"><x:p><x:s x:c=\"2000000000\"/></x:p>"
             "</t:table-cell>"),
         "longer than 40 bytes"},
        {ROW("<a/><a/><t:table-cell><x:p>1</x:p></t:table-cell><t:table-cell><x:p>2</x:p>"
             "</t:table-cell><t:table-cell><x:p>3</x:p></t:table-cell><t:table-cell><x:p>4</x:p>"
             "</t:table-cell><t:table-cell><x:p>5</x:p></t:table-cell>"),
         "more than 4 cells"},
        {ROW("<a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a>"),
         "too deep inside each other"},
    };
    told heard;
    listing *found = calloc(1, sizeof *found);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(read_text(rows[i].text, 1 << 20, &small_limits, found, &heard));
        assert_non_null(strstr(heard.text, rows[i].told));
        assert_int_equal(heard.failures, 1);
    }
    free(found);
}

static bool stop_at_cell(void *context, const tolv_sheet_cell *cell) {
    (void)cell;
    return ++*(int *)context < 2;
}

static void a_reader_may_stop(void **state) {
    static const tolv_sheet_handler handler = {.cell = stop_at_cell};
    static const char text[] =
        ROW("<t:table-cell><x:p>1</x:p></t:table-cell><t:table-cell><x:p>2</x:p></t:table-cell>"
            "<t:table-cell><x:p>3</x:p></t:table-cell>");
    told heard = {.length = 0};
    int cells = 0;
    tolv_document document = {.path = "test", .listener = {hear, &heard}};
    (void)state;
    tolv_content *content = tolv_content_open(&document, &handler, &cells);
    assert_false(tolv_content_feed(content, text, sizeof text - 1));
    assert_false(tolv_content_close(content, true));
    assert_int_equal(cells, 2);
    assert_int_equal(heard.length, 0);
}

static void memory_may_end_anywhere(void **state) {
    static const char text[] =
        SHEET("<t:table-row><t:table-cell t:formula=\"of:=1\" o:value-type=\"string\" "
              "o:string-value=\"x\"/><t:table-cell><x:p>y</x:p></t:table-cell></t:table-row>");
    told heard;
    listing *found = calloc(1, sizeof *found);
    bool whole = false;
    long n = 0;
    (void)state;
    for (; !whole; n++) {
        assert_true(n < 100);
        allocations_left = n;
        whole = read_text(text, 1 << 20, NULL, found, &heard);
        bool failed = allocations_left < 0;
        allocations_left = -1;
        assert_true(whole != failed);
        assert_int_equal(heard.failures, failed);
    }
    assert_true(n > 5); /* so many are ours */
    free(found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_typed),
        cmocka_unit_test(texts_are_what_they_mean),
        cmocka_unit_test(runs_are_kept),
        cmocka_unit_test(only_sheets_are_read),
        cmocka_unit_test(what_cannot_be_trusted_is_refused),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(a_reader_may_stop),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
