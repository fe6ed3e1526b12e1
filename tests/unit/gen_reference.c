/* SPDX-License-Identifier: MPL-2.0 */
/* The pages of the reference, for every function, language and form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "functions/describe.h"
#include "functions/reference.h"

static const char *zero_ended(tolv_writer *writer) {
    tolv_write(writer, (tolv_text){"", 1});
    assert_false(writer->failed);
    return writer->bytes;
}

/* Lines of at most 80 characters; a formula is never broken. */
static void check_width(const char *page) {
    while (*page) {
        size_t length = strcspn(page, "\n"), width = 0;
        bool formula = memchr(page, '(', length) && strncmp(page, "    TOLV.", 9) == 0;
        for (size_t i = 0; i < length; i++)
            width += ((unsigned char)page[i] & 0xC0) != 0x80;
        if (width > 80 && !formula && strncmp(page, "TOLV.", 5) != 0)
            fail_msg("%zu characters: %.*s", width, (int)length, page);
        page += length + (page[length] == '\n');
    }
}

static void check_page(const char *page, const char *name, tolv_reference_form form) {
    if (!strstr(page, name))
        fail_msg("%s is not named in its page:\n%s", name, page);
    for (const char *brace = page; (brace = strchr(brace, '{')) != NULL; brace++)
        if (brace[1] >= '1' && brace[1] <= '9' && brace[2] == '}' && strchr("\n ,;", brace[3]))
            fail_msg("a placeholder is left in %s:\n%s", name, page);
    if (page[strlen(page) - 1] != '\n' || strstr(page, " \n") || strstr(page, "\n\n\n"))
        fail_msg("spaces or lines too many in %s:\n%s", name, page);
    if (form == TOLV_REFERENCE_TERMINAL)
        check_width(page);
}

static void every_page_is_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < tolv_function_count; i++)
        for (int language = 0; language < TOLV_LANGUAGES; language++)
            for (int form = TOLV_REFERENCE_TERMINAL; form <= TOLV_REFERENCE_MARKDOWN; form++) {
                tolv_arena arena;
                tolv_arena_open(&arena, NULL);
                tolv_writer page = {.arena = &arena}, name = page;
                tolv_write_name(&name, (tolv_language)language, tolv_functions[i]);
                assert_true(tolv_write_reference(&page, (tolv_language)language, tolv_functions[i],
                                                 (tolv_reference_form)form));
                check_page(zero_ended(&page), zero_ended(&name), (tolv_reference_form)form);
                tolv_arena_close(&arena);
            }
}

static void the_index_names_every_function(void **state) {
    (void)state;
    for (int language = 0; language < TOLV_LANGUAGES; language++)
        for (int form = TOLV_REFERENCE_TERMINAL; form <= TOLV_REFERENCE_MARKDOWN; form++) {
            tolv_arena arena;
            tolv_arena_open(&arena, NULL);
            tolv_writer index = {.arena = &arena};
            assert_true(tolv_write_reference_index(&index, (tolv_language)language,
                                                   (tolv_reference_form)form));
            const char *text = zero_ended(&index);
            for (size_t i = 0; i < tolv_function_count; i++) {
                tolv_writer name = {.arena = &arena};
                tolv_write_name(&name, (tolv_language)language, tolv_functions[i]);
                check_page(text, zero_ended(&name), (tolv_reference_form)form);
            }
            tolv_arena_close(&arena);
        }
}

static void the_manual_holds_every_page(void **state) {
    (void)state;
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer manual = {.arena = &arena};
        assert_true(tolv_write_manual(&manual, (tolv_language)language));
        const char *text = zero_ended(&manual);
        for (size_t i = 0; i < tolv_function_count; i++) {
            tolv_writer page = {.arena = &arena};
            assert_true(tolv_write_reference(&page, (tolv_language)language, tolv_functions[i],
                                             TOLV_REFERENCE_MARKDOWN));
            assert_non_null(strstr(text, zero_ended(&page)));
        }
        tolv_arena_close(&arena);
    }
}

static void formulas_are_written_as_typed(void **state) {
    (void)state;
    static const struct {
        const char *formula, *openformula, *typed;
    } rows[] = {
        {"TOLV.DEVIATION(110.5;100)", "TOLV.AVVIKELSE(110.5;100)", "TOLV.AVVIKELSE(110,5;100)"},
        {"TOLV.YTD({1;2|3;4.5};2)", "TOLV.ACK({1;2|3;4.5};2)", "TOLV.ACK({1.2;3.4,5};2)"},
        {"TOLV.YTD({1;;};2)", "TOLV.ACK({1;;};2)", "TOLV.ACK({1..};2)"},
        {"TOLV.PERIODKEY(\"workdays\";2026)", "TOLV.PERIODNYCKEL(\"arbetsdagar\";2026)",
         "TOLV.PERIODNYCKEL(\"arbetsdagar\";2026)"},
        {"TOLV.EXPLAIN(\"FLAG\";TOLV.DEVIATION(1;2);;5%)",
         "TOLV.FÖRKLARA(\"FLAGGA\";TOLV.AVVIKELSE(1;2);;5%)",
         "TOLV.FÖRKLARA(\"FLAGGA\";TOLV.AVVIKELSE(1;2);;5%)"},
        {"TOLV.NOBODY(\"1.5;\";A1)", "TOLV.NOBODY(\"1.5;\";A1)", "TOLV.NOBODY(\"1.5;\";A1)"},
        {"TOLV.FLAG(\"open", "TOLV.FLAGGA(\"open\"", "TOLV.FLAGGA(\"open\""},
        {"@[A_b`z~]", "@[A_b`z~]", "@[A_b`z~]"},
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        tolv_writer openformula = {.arena = &arena}, typed = openformula;
        tolv_write_formula(&openformula, TOLV_SWEDISH, tolv_openformula, rows[i].formula);
        tolv_write_formula(&typed, TOLV_SWEDISH, tolv_notation_of(TOLV_SWEDISH), rows[i].formula);
        assert_string_equal(zero_ended(&openformula), rows[i].openformula);
        assert_string_equal(zero_ended(&typed), rows[i].typed);
        tolv_arena_close(&arena);
    }
}

static void a_summary_is_two_sentences(void **state) {
    (void)state;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer summary = {.arena = &arena};
    tolv_write_summary(&summary, TOLV_SWEDISH, tolv_function_named(tolv_text_of("DEVIATION")));
    assert_string_equal(zero_ended(&summary),
                        "Avvikelse från budget i kronor; plus är alltid bättre än "
                        "budget. Svar: kronor, + är bättre.");
    tolv_arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_whole),
        cmocka_unit_test(the_index_names_every_function),
        cmocka_unit_test(the_manual_holds_every_page),
        cmocka_unit_test(a_summary_is_two_sentences),
        cmocka_unit_test(formulas_are_written_as_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
