/* SPDX-License-Identifier: MPL-2.0 */
/* Numbers, dates, texts and references as ODF writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "ods/markup.h"
#include "ods/number.h"
#include "ods/reference.h"

static void numbers_are_read(void **state) {
    static const struct {
        const char *text;
        double number;
    } rows[] = {{"0", 0},
                {"-0", 0},
                {"+1.50", 1.5},
                {".5", 0.5},
                {"5.", 5},
                {"1e3", 1000},
                {"1E-400", 0},
                {"9007199254740993", 9007199254740992.0},
                {"2.2250738585072014e-308", 2.2250738585072014e-308},
                {"123456789012345678901234567890", 123456789012345678901234567890.0},
                {"0.1000000000000000055511151231257827", 0.1}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double number = 7;
        assert_true(tolv_number_read(tolv_text_of(rows[i].text), &number));
        assert_true(number == rows[i].number);
        assert_false(signbit(number));
    }
}

static void other_texts_are_no_numbers(void **state) {
    static const char *const texts[] = {"",      "-",   "1,5",   "NaN",   "INF", "0x10",
                                        " 1",    "1 ",  "1e",    "1e+",   "e5",  ".",
                                        "1e400", "--1", "1.2.3", "1 000", "１"};
    double number;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(tolv_number_read(tolv_text_of(texts[i]), &number));
}

static void require_written(double number, const char *expected) {
    char text[TOLV_NUMBER_ROOM + 1] = {0};
    text[tolv_number_write(number, text)] = '\0';
    assert_string_equal(text, expected);
}

static void numbers_are_written_short(void **state) {
    (void)state;
    require_written(0, "0");
    require_written(-0.0, "0");
    require_written(0.1, "0.1");
    require_written(-1.5, "-1.5");
    require_written(1.0 / 3, "0.3333333333333333");
    require_written(127147, "127147");
    require_written(0x1p46, "70368744177664");
    require_written(1e20, "100000000000000000000");
    require_written(1e21, "1E21");
    require_written(1e-6, "0.000001");
    require_written(1.25e-7, "1.25E-7");
    require_written(-1e300, "-1E300");
}

static void what_is_written_reads_back(void **state) {
    uint64_t bits = 88172645463325252u;
    (void)state;
    for (int i = 0; i < 300000; i++) {
        char text[TOLV_NUMBER_ROOM];
        double number, back;
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        if (i % 2)
            memcpy(&number, &bits, sizeof number);
        else
            number = (double)(int64_t)(bits % 200000000000) / 100 - 1e9;
        if (!isfinite(number))
            continue;
        size_t length = tolv_number_write(number, text);
        assert_true(length < TOLV_NUMBER_ROOM);
        assert_true(tolv_number_read((tolv_text){text, length}, &back));
        assert_true(back == number);
    }
}

/* What is read so is written so: the text stands for the number. */
static void short_numbers_need_not_be_written_again(void **state) {
    static const char *const others[] = {"",
                                         "-",
                                         "-0",
                                         "00",
                                         "01",
                                         "1.",
                                         "1.50",
                                         "0.10",
                                         "+1",
                                         ".5",
                                         "1E5",
                                         "1,5",
                                         "1.5 ",
                                         "0.0000001",
                                         "1.2.3",
                                         "-0.00",
                                         "1e",
                                         "1.2345678901234567890",
                                         "9007199254740993"};
    uint64_t bits = 88172645463325252u;
    double number;
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(tolv_number_read_short(tolv_text_of(others[i]), &number));
    for (int i = 0; i < 300000; i++) {
        static const double powers[] = {1, 10, 100, 1000, 1e4, 1e6, 1e9, 1e13};
        char text[TOLV_NUMBER_ROOM], again[TOLV_NUMBER_ROOM];
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        double given = (double)(int64_t)(bits % 2000000000000000) / 2 - 5e14;
        size_t length = tolv_number_write(given / powers[i % 8], text);
        if (!tolv_number_read_short((tolv_text){text, length}, &number))
            continue;
        assert_true(number == given / powers[i % 8]);
        assert_int_equal(tolv_number_write(number, again), length);
        assert_memory_equal(again, text, length);
    }
    assert_true(tolv_number_read_short(tolv_text_of("-316327.25"), &number) &&
                number == -316327.25);
    assert_true(tolv_number_read_short(tolv_text_of("0.000001"), &number) && number == 1e-6);
    assert_true(tolv_number_read_short(tolv_text_of("0"), &number) && number == 0);
}

static void no_locale_changes_a_number(void **state) {
    static const char *const locales[] = {"sv_SE.UTF-8", "de_DE.UTF-8", "da_DK.UTF-8"};
    double number;
    bool found = false;
    (void)state;
    for (size_t i = 0; i < sizeof locales / sizeof *locales && !found; i++)
        found = setlocale(LC_ALL, locales[i]) != NULL;
    if (!found)
        print_message("no locale with a decimal comma is installed: not tested\n");
    else {
        require_written(1.0 / 3, "0.3333333333333333");
        assert_true(tolv_number_read(tolv_text_of("1234567890.123456789012345"), &number));
        assert_true(number == 1234567890.123456789012345);
    }
    setlocale(LC_ALL, "C");
}

static void dates_are_days(void **state) {
    static const struct {
        const char *text;
        double days;
    } rows[] = {{"1899-12-30", 0},
                {"2026-08-31", 46265},
                {"2000-02-29", 36585},
                {"0001-01-01", -693593},
                {"9999-12-31", 2958465},
                {"2026-08-31T12:00:00", 46265.5},
                {"1899-12-30T06:00:00.000", 0.25}};
    static const char *const wrong[] = {
        "2026-13-01",  "1900-02-29", "2026-08-31T24:00:00",   "2026-8-31", "0000-01-01",
        "2026-08-31Z", "20260831",   "2026-08-31T12:00:00,5", ""};
    double days;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(tolv_date_read(tolv_text_of(rows[i].text), &days));
        assert_true(days == rows[i].days);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(tolv_date_read(tolv_text_of(wrong[i]), &days));
    assert_true(tolv_duration_read(tolv_text_of("PT744H00M00S"), &days) && days == 31);
    assert_true(tolv_duration_read(tolv_text_of("-P1DT12H"), &days) && days == -1.5);
    assert_false(tolv_duration_read(tolv_text_of("PT"), &days));
    assert_false(tolv_duration_read(tolv_text_of("PT1H "), &days));
}

/* ---- Texts ---- */

static void require_markup(void (*write)(tolv_writer *, tolv_text), const char *text,
                           const char *expected) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    write(&writer, tolv_text_of(text));
    tolv_write(&writer, (tolv_text){"", 1});
    assert_string_equal(writer.bytes, expected);
    tolv_arena_close(&arena);
}

static void texts_are_well_formed(void **state) {
    (void)state;
    require_markup(tolv_write_escaped, "a<b>&\"c\"\n", "a&lt;b&gt;&amp;&quot;c&quot;&#10;");
    require_markup(tolv_write_escaped,
                   "å\xE5 \x01 \xED\xA0\x80 \xEF\xBF\xBE \xF4\x90\x80\x80 \xC0\x80",
                   "å\uFFFD \uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD "
                   "\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD");
    require_markup(tolv_write_paragraphs, "", "<text:p></text:p>");
    require_markup(tolv_write_paragraphs, "=1+1", "<text:p>=1+1</text:p>");
    require_markup(tolv_write_paragraphs, "a b\n\nc",
                   "<text:p>a b</text:p><text:p></text:p><text:p>c</text:p>");
    require_markup(tolv_write_paragraphs, " a  b\t c ",
                   "<text:p><text:s text:c=\"1\"/>a<text:s text:c=\"2\"/>b<text:tab/>"
                   "<text:s text:c=\"1\"/>c<text:s text:c=\"1\"/></text:p>");
}

/* ---- References ---- */

static void areas_are_read(void **state) {
    static const char *const wrong[] = {"",       "A1",      ".",       ".A",        ".1",
                                        ".A0",    ".B1:.A1", ".A2:.A1", ".A1:",      ".A1 ",
                                        "S.A1:B", "#REF!",   ".AAAA1",  ".A1048577", "'S.A1"};
    tolv_area area;
    (void)state;
    assert_true(tolv_area_read(tolv_text_of("$'My ''own'' sheet.1'.$B$3:.XFD1048576"), &area));
    assert_true(tolv_sheet_is(area.sheet, tolv_text_of("My 'own' sheet.1")));
    assert_false(tolv_sheet_is(area.sheet, tolv_text_of("My 'own' sheet.12")));
    assert_int_equal(area.row, 2);
    assert_int_equal(area.column, 1);
    assert_int_equal(area.last_row, 1048575);
    assert_int_equal(area.last_column, 16383);
    assert_true(tolv_area_read(tolv_text_of(".A1"), &area));
    assert_int_equal(area.sheet.length, 0);
    assert_int_equal(area.last_row, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(tolv_area_read(tolv_text_of(wrong[i]), &area));
}

static void require_moved(bool (*move)(tolv_writer *, const tolv_moves *, tolv_text),
                          tolv_relative relative, size_t down, const char *text,
                          const char *expected) {
    tolv_growth growths[] = {{tolv_text_of("S"), 4, 10}, {tolv_text_of("T u"), 0, 3}};
    tolv_moves moves = {.growths = growths,
                        .growth_count = 2,
                        .sheet = tolv_text_of("S"),
                        .relative = relative,
                        .down = down};
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    assert_true(move(&writer, &moves, tolv_text_of(text)));
    tolv_write(&writer, (tolv_text){"", 1});
    assert_string_equal(writer.bytes, expected);
    tolv_arena_close(&arena);
}

/* On sheet S row 5 becomes ten rows, on sheet “T u” row 1 becomes three. */
static void references_move(void **state) {
    static const struct {
        tolv_relative relative;
        size_t down;
        const char *text, *expected;
    } rows[] = {
        {TOLV_RELATIVE_MOVES, 0, "of:=[.A4]+[.A5]+[.A6]", "of:=[.A4]+[.A5]+[.A15]"},
        {TOLV_RELATIVE_MOVES, 0, "of:=SUM([.A5:.A5])", "of:=SUM([.A5:.A14])"},
        {TOLV_RELATIVE_MOVES, 0, "of:=SUM([.$A$1:.A$5];[.A6:.B7])",
         "of:=SUM([.$A$1:.A$14];[.A15:.B16])"},
        {TOLV_RELATIVE_MOVES, 0, "of:=[$'T u'.A1]+['T u'.$B$2]+[$U.A9]",
         "of:=[$'T u'.A1]+['T u'.$B$4]+[$U.A9]"},
        {TOLV_RELATIVE_MOVES, 0, "of:=\"[.A6]\"&\"\"\"[.A6]\"&'[.A6]'&[.A6]",
         "of:=\"[.A6]\"&\"\"\"[.A6]\"&'[.A6]'&[.A15]"},
        {TOLV_RELATIVE_MOVES, 0, "of:=['file:///a.ods'#$S.A6]+[#REF!]+[.#REF!6]",
         "of:=['file:///a.ods'#$S.A6]+[#REF!]+[.#REF!6]"},
        {TOLV_RELATIVE_MOVES, 0, "of:=SUM([.A:.A])+SUM([.6:.7])",
         "of:=SUM([.A:.A])+SUM([.15:.16])"},
        {TOLV_RELATIVE_FILLS, 3, "of:=[.A5]+[.$A5]+[.A$4]+[.A4]+[.A6]",
         "of:=[.A8]+[.$A8]+[.A$4]+[.A7]+[.A18]"},
        {TOLV_RELATIVE_FILLS, 3, "of:=SUM([.A$5:.A5])+SUM([.A$5:.A$5])+SUM([.B5:.D5])",
         "of:=SUM([.A$5:.A8])+SUM([.A$5:.A$14])+SUM([.B8:.D8])"},
        {TOLV_RELATIVE_FILLS, 3, "of:=[$'T u'.A1]+[$'T u'.A$1]", "of:=[$'T u'.A4]+[$'T u'.A$1]"},
        {TOLV_RELATIVE_FOLLOWS, 9, "=[.$A6]+[.A$6]+[.B2]", "=[.$A15]+[.A$15]+[.B11]"},
        {TOLV_RELATIVE_MOVES, 0, "=[.A6", "=[.A15"},
        {TOLV_RELATIVE_MOVES, 0, "=['S.A6", "=['S.A6"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        require_moved(tolv_move_formula, rows[i].relative, rows[i].down, rows[i].text,
                      rows[i].expected);
    require_moved(tolv_move_addresses, TOLV_RELATIVE_MOVES, 0, "S.A5:S.B5 'T u'.A1:'T u'.B1 U.A1",
                  "S.A5:S.B14 'T u'.A1:'T u'.B3 U.A1");
    require_moved(tolv_move_addresses, TOLV_RELATIVE_MOVES, 0, "$S.$A$6 'x", "$S.$A$15 'x");
}

static void a_row_outside_the_sheet_is_refused(void **state) {
    tolv_growth growth = {tolv_text_of("S"), 0, 100};
    tolv_moves moves = {.growths = &growth, .growth_count = 1, .sheet = tolv_text_of("S")};
    tolv_arena arena;
    (void)state;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    assert_true(tolv_move_formula(&writer, &moves, tolv_text_of("[.A1048477]")));
    assert_false(tolv_move_formula(&writer, &moves, tolv_text_of("[.A1048478]")));
    tolv_arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(other_texts_are_no_numbers),
        cmocka_unit_test(numbers_are_written_short),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(short_numbers_need_not_be_written_again),
        cmocka_unit_test(no_locale_changes_a_number),
        cmocka_unit_test(dates_are_days),
        cmocka_unit_test(texts_are_well_formed),
        cmocka_unit_test(areas_are_read),
        cmocka_unit_test(references_move),
        cmocka_unit_test(a_row_outside_the_sheet_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
