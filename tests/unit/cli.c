/* SPDX-License-Identifier: MPL-2.0 */
/* The command line: what is asked for, in which language, and what is said of what is not there. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "cli/command.h"

enum { WORDS_MAX = 8 };

typedef struct answer {
    tolv_exit status;
    char output[65536], notices[4096];
} answer;

static void read_back(FILE *file, char *text, size_t room) {
    rewind(file);
    text[fread(text, 1, room - 1, file)] = '\0';
    fclose(file);
}

/* What the program says to the words, which are separated by spaces. */
static const answer *run(const char *words) {
    static answer answer;
    static char copy[256];
    char *argv[WORDS_MAX], *rest;
    int argc = 0;
    tolv_terminal terminal = {TOLV_ENGLISH, tmpfile(), tmpfile()};
    assert_non_null(terminal.output);
    assert_non_null(terminal.notices);
    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        argv[argc++] = word;
    answer.status = tolv_run(&terminal, argc, argv);
    read_back(terminal.output, answer.output, sizeof answer.output);
    read_back(terminal.notices, answer.notices, sizeof answer.notices);
    return &answer;
}

static void help_is_there_by_either_name(void **state) {
    static const char *const rows[][2] = {
        {"-h", "tolv eval [--explain] 'FORMULA'"},
        {"--help", "tolv eval [--explain] 'FORMULA'"},
        {"eval -h", "--explain   print the numbers"},
        {"--help eval", "--explain   print the numbers"},
        {"-h --help eval", "--explain   print the numbers"},
        {"help FLAG", "TOLV.FLAG(deviation; budget;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const answer *said = run(rows[i][0]);
        if (said->status != TOLV_EXIT_DONE || !strstr(said->output, rows[i][1]))
            fail_msg("%s: no “%s” in:\n%s", rows[i][0], rows[i][1], said->output);
        assert_string_equal(said->notices, "");
    }
}

static void the_language_has_many_names(void **state) {
    static const char *const names[][2] = {
        {"sv", "Räknar"},          {"SV", "Räknar"},          {"swedish", "Räknar"},
        {"Svenska", "Räknar"},     {"sv_SE.UTF-8", "Räknar"}, {"sv-FI", "Räknar"},
        {"da", "Beregner"},        {"danish", "Beregner"},    {"dansk", "Beregner"},
        {"nb_NO", "Beregner"},     {"en", "Calculates"},      {"en_GB.UTF-8", "Calculates"},
        {"English", "Calculates"},
    };
    static const char *const unknown[] = {"s", "svensson", "fi_FI.UTF-8", "C", "_SE"};
    char words[64];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(words, sizeof words, "help eval --language=%s", names[i][0]);
        const answer *said = run(words);
        if (said->status != TOLV_EXIT_DONE || !strstr(said->output, names[i][1]))
            fail_msg("%s: no “%s” in:\n%s", words, names[i][1], said->output);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        snprintf(words, sizeof words, "help eval --language %s", unknown[i]);
        const answer *said = run(words);
        assert_int_equal(said->status, TOLV_EXIT_USAGE);
        assert_string_equal(said->notices,
                            "after --language belongs en (English), sv (svenska) or da (dansk)\n");
        assert_string_equal(said->output, "");
    }
    assert_int_equal(run("help --language")->status, TOLV_EXIT_USAGE);
}

static void a_name_that_is_nearly_right_is_suggested(void **state) {
    static const char *const rows[][2] = {
        {"help AVIKELSE --language sv", "menade du TOLV.AVVIKELSE?\n"},
        {"help DEVIATON --language sv", "menade du TOLV.AVVIKELSE?\n"},
        {"help tolv.avikelse --language da", "mente du TOLV.AFVIGELSE?\n"},
        {"help AVIKELSE", "did you mean TOLV.DEVIATION?\n"},
        {"eval TOLV.PERIODISRA(1;2) --language sv", "menade du TOLV.PERIODISERA?\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const answer *said = run(rows[i][0]);
        if (!strstr(said->notices, rows[i][1]))
            fail_msg("%s: no “%s” in:\n%s", rows[i][0], rows[i][1], said->notices);
    }
    assert_null(strstr(run("help SOMETHING.ELSE.ENTIRELY")->notices, "did you mean"));
}

/* A figure is printed with as few digits as tell it from all others. */
static void figures_are_printed_to_the_ore(void **state) {
    (void)state;
    assert_string_equal(run("eval TOLV.DEVIATION(0;10296151869158.03)")->output,
                        "10296151869158.03\n");
    assert_string_equal(run("eval TOLV.DEVIATION(0.2;0.3)")->output, "0.1\n");
}

static void options_are_taken_wherever_they_stand(void **state) {
    char *argv[] = {"a", "-o", "x", "b", "-o=y", "--", "-o", "z"};
    int argc = sizeof argv / sizeof *argv;
    const char *value = NULL;
    (void)state;
    assert_true(tolv_take_option(&argc, argv, "-o", &value));
    assert_string_equal(value, "y");
    assert_int_equal(argc, 5);
    assert_string_equal(argv[1], "b");
    assert_string_equal(argv[3], "-o");
    assert_false(tolv_take_option(&argc, argv, "-o", &value));
    char *last[] = {"-o"};
    argc = 1;
    assert_true(tolv_take_option(&argc, last, "-o", &value));
    assert_null(value);
}

static void what_is_not_understood_is_named(void **state) {
    static const char *const rows[][2] = {
        {"reprot", "tolv has no command “reprot”"},
        {"eval", "something is missing after “eval”"},
        {"eval 1 2", "“2” is one argument too many"},
        {"eval --explian 1", "“--explian” is not an option"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const answer *said = run(rows[i][0]);
        assert_int_equal(said->status, TOLV_EXIT_USAGE);
        if (!strstr(said->notices, rows[i][1]))
            fail_msg("%s: no “%s” in:\n%s", rows[i][0], rows[i][1], said->notices);
    }
    assert_string_equal(run("eval -- -1.5")->output, "-1.5\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_is_there_by_either_name),
        cmocka_unit_test(the_language_has_many_names),
        cmocka_unit_test(a_name_that_is_nearly_right_is_suggested),
        cmocka_unit_test(figures_are_printed_to_the_ore),
        cmocka_unit_test(options_are_taken_wherever_they_stand),
        cmocka_unit_test(what_is_not_understood_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
