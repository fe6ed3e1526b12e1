/* SPDX-License-Identifier: MPL-2.0 */
/* Texts: items as the languages write them, sentences, what is trimmed and compared, languages by
 * their locale, notices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "core/notice.h"

static void assert_text(const tolv_writer *writer, const char *expected) {
    assert_false(writer->failed);
    assert_int_equal(writer->length, strlen(expected));
    if (writer->length > 0)
        assert_memory_equal(writer->bytes, expected, writer->length);
}

#define SPACE "\u00A0"
#define MINUS "\u2212"

static void items_are_written_as_the_language_does(void **unused) {
    (void)unused;
    static const char long_text[] =
        "ten bytes ten bytes ten bytes ten bytes ten bytes nine byteÅÄÖ", /* Å is byte 60 and 61 */
        broken[] =
            "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"
            "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"
            "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80",
                      whole[] = "ten bytes ten bytes ten bytes ten bytes ten bytes ten bytes ";
    const struct {
        tolv_language language;
        tolv_item item;
        const char *expected;
    } rows[] = {
        {TOLV_SWEDISH, TOLV_KRONOR(-1234567.5), MINUS "1" SPACE "234" SPACE "567,50"},
        {TOLV_DANISH, TOLV_KRONOR(1234567), "1.234.567"},
        {TOLV_ENGLISH, TOLV_KRONOR(999.995), "1,000"},
        {TOLV_ENGLISH, TOLV_KRONOR(-0.004), "0"},
        {TOLV_SWEDISH, TOLV_PERCENT(0.0525), "5,25" SPACE "%"},
        {TOLV_ENGLISH, TOLV_POINTS(-0.031), MINUS "3.1"},
        {TOLV_ENGLISH, TOLV_DECIMAL(0.1), "0.1"},
        {TOLV_ENGLISH, TOLV_DECIMAL(0.012345), "0.01235"},
        {TOLV_ENGLISH, TOLV_DECIMAL(0.099999), "0.1"},
        {TOLV_ENGLISH, TOLV_DECIMAL(4.9e-324), "0"},
        {TOLV_ENGLISH, TOLV_DECIMAL(0x1p53), "9,007,199,254,740,992"},
        {TOLV_ENGLISH, TOLV_DECIMAL(9.99e17), "999,000,000,000,000,000"},
        {TOLV_ENGLISH, TOLV_DECIMAL(1e18), "1.00E+18"},
        {TOLV_SWEDISH, TOLV_DECIMAL(-1.25e300), MINUS "1,25E+300"},
        {TOLV_ENGLISH, TOLV_DECIMAL(9.994e20), "9.99E+20"},
        {TOLV_ENGLISH, TOLV_DECIMAL(9.996e20), "1.00E+21"},
        {TOLV_ENGLISH, TOLV_DECIMAL(INFINITY), "∞"},
        {TOLV_ENGLISH, TOLV_DECIMAL(-INFINITY), MINUS "∞"},
        {TOLV_SWEDISH, TOLV_PLAIN(2026), "2026"},
        {TOLV_SWEDISH, TOLV_PLAIN(-12345), MINUS "12345"},
        {TOLV_ENGLISH, TOLV_PLAIN(1e300), "100000000000000000000"},
        {TOLV_ENGLISH, TOLV_MONTH(0), ""},
        {TOLV_ENGLISH, TOLV_MONTH(1), "January"},
        {TOLV_SWEDISH, TOLV_MONTH(5), "maj"},
        {TOLV_DANISH, TOLV_MONTH(12), "december"},
        {TOLV_ENGLISH, TOLV_MONTH(13), ""},
        {TOLV_SWEDISH, TOLV_WORD("not in the table"), "not in the table"},
        {TOLV_SWEDISH, TOLV_WORD_IN("argument", "budget"), "budget"},
        {TOLV_ENGLISH, TOLV_TEXT_ITEM(tolv_text_of(whole)), whole},
        {TOLV_ENGLISH, TOLV_TEXT_ITEM(tolv_text_of(broken)), "…"},
        {TOLV_ENGLISH, TOLV_TEXT_ITEM(tolv_text_of(long_text)),
         "ten bytes ten bytes ten bytes ten bytes ten bytes nine byte…"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer writer = {.arena = &arena};
        tolv_write_item(&writer, rows[i].language, &rows[i].item);
        assert_text(&writer, rows[i].expected);
        tolv_arena_close(&arena);
    }
}

static void only_items_in_braces_are_replaced(void **unused) {
    (void)unused;
    static const struct {
        const char *sentence, *expected;
    } rows[] = {{"{1} of {2}", "3 of 4"},
                {"{2}{1}", "43"},
                {"", ""},
                {"{3} {9} {0}", "{3} {9} {0}"},
                {"{a} {1 {1} {", "{a} {1 3 {"},
                {"{{1}}", "{3}"},
                {"{/} {:} {10}", "{/} {:} {10}"}};
    const tolv_item items[] = {TOLV_PLAIN(3), TOLV_PLAIN(4)};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer writer = {.arena = &arena};
        tolv_write_sentence(&writer, TOLV_SWEDISH, rows[i].sentence, items, 2);
        assert_text(&writer, rows[i].expected);
        tolv_arena_close(&arena);
    }
}

static void spaces_are_trimmed(void **unused) {
    (void)unused;
    static const struct {
        const char *text, *expected;
    } rows[] = {{"a", "a"},
                {" \t\r\na b\n\r\t ", "a b"},
                {SPACE " a" SPACE "b " SPACE, "a" SPACE "b"},
                {" \n" SPACE, ""},
                {"", ""},
                {"\xC2", "\xC2"},
                {"\xA0", "\xA0"},
                {"\xC2\xA1", "\xC2\xA1"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_text trimmed = tolv_text_trimmed(tolv_text_of(rows[i].text));
        assert_int_equal(trimmed.length, strlen(rows[i].expected));
        assert_memory_equal(trimmed.bytes, rows[i].expected, trimmed.length);
    }
}

static void case_does_not_matter(void **unused) {
    (void)unused;
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {{"", "", 0},    {"AZ", "az", 0}, {"@[", "`{", -1}, {"ÅÄÖÆØÉÞ", "åäöæøéþ", 0},
                {"×", "÷", -1}, {"ß", "ÿ", -1},  {"Ā", "ā", -1},   {"ab", "A", 1},
                {"a", "B", -1}, {"b", "A", 1},   {"À", "à", 0},    {"a", "ab", -1}};
    assert_true(tolv_text_same(tolv_text_of(NULL), tolv_text_of("")));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_text a = tolv_text_of(rows[i].a), b = tolv_text_of(rows[i].b);
        int order = tolv_text_order(a, b);
        assert_int_equal((order > 0) - (order < 0), rows[i].order);
        assert_int_equal(tolv_text_same(a, b), rows[i].order == 0);
    }
}

static void a_locale_names_a_language(void **unused) {
    (void)unused;
    static const struct {
        const char *locale;
        tolv_language language;
    } rows[] = {{NULL, TOLV_ENGLISH},      {"", TOLV_ENGLISH},      {"C", TOLV_ENGLISH},
                {"sv", TOLV_SWEDISH},      {"sv_FI", TOLV_SWEDISH}, {"sv-SE", TOLV_SWEDISH},
                {"da.UTF-8", TOLV_DANISH}, {"nb_NO", TOLV_DANISH},  {"nn@x", TOLV_DANISH},
                {"no", TOLV_DANISH},       {"s", TOLV_ENGLISH},     {"svx", TOLV_ENGLISH},
                {"fi_SE", TOLV_ENGLISH}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(tolv_language_of(rows[i].locale), rows[i].language);
}

static void hear(void *context, const tolv_notice *notice) {
    *(const tolv_notice **)context = notice;
}

static void notices_say_where(void **unused) {
    (void)unused;
    static const struct {
        const char *file;
        size_t line;
        const char *cell, *expected;
    } rows[] = {{NULL, 0, NULL, "said"},           {"a.se", 0, NULL, "a.se: said"},
                {"a.se", 7, NULL, "a.se:7: said"}, {NULL, 7, NULL, "said"},
                {NULL, 0, "S.B7", "S.B7: said"},   {"a.ods", 0, "S.B7", "a.ods, S.B7: said"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const tolv_notice *heard = NULL, notice = {.file = rows[i].file,
                                                   .line = rows[i].line,
                                                   .cell = rows[i].cell,
                                                   .sentence = "said"};
        tolv_notify(&(tolv_listener){NULL, &heard}, &notice);
        assert_null(heard);
        tolv_notify(&(tolv_listener){hear, &heard}, &notice);
        assert_ptr_equal(heard, &notice);
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer writer = {.arena = &arena};
        tolv_write_notice(&writer, TOLV_ENGLISH, heard);
        assert_text(&writer, rows[i].expected);
        tolv_arena_close(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_written_as_the_language_does),
        cmocka_unit_test(only_items_in_braces_are_replaced),
        cmocka_unit_test(spaces_are_trimmed),
        cmocka_unit_test(case_does_not_matter),
        cmocka_unit_test(a_locale_names_a_language),
        cmocka_unit_test(notices_say_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
