/* SPDX-License-Identifier: MPL-2.0 */
/* OpenFormula text: what it means, where it is wrong, and that nothing brings it down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "functions/formula.h"

static void fail_with(tolv_call *call, const char *formula) {
    tolv_text sentence = tolv_fault_sentence(call);
    fail_msg("%s: %.*s", formula, (int)sentence.length, sentence.bytes);
}

/* ---- Constants and arrays ---- */

static void constants_are_what_they_say(void **state) {
    (void)state;
    static const struct {
        const char *formula;
        double number;
    } rows[] = {
        {"1", 1},
        {"=1", 1},
        {" of:= 1 ", 1},
        {"OF:=1", 1},
        {"-12.5", -12.5},
        {"+.5", 0.5},
        {"7.", 7},
        {"1e3", 1000},
        {"1E-3", 0.001},
        {"1.25e+2", 125},
        {"5%", 0.05},
        {"5 %", 0.05},
        {"-0.1%", -0.001},
        {"0.1", 0.1},
        {"127147.005", 127147.005},
        {"9007199254740993", 9007199254740992.0},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
        {"2.2250738585072011e-308", 2.2250738585072011e-308},
        {"4.9e-324", 4.9e-324},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"1e-99999", 0},
        {"0e99999", 0},
        {"-0", 0},
        {"TRUE", 1},
        {"false", 0},
        {"TRUE()", 1},
        {"\xC2\xA0"
         "3\t\r\n",
         3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_call call;
        tolv_value value;
        tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
        if (tolv_formula_evaluate(&call, tolv_text_of(rows[i].formula), &value))
            fail_with(&call, rows[i].formula);
        if (value.kind != TOLV_NUMBER || value.number != rows[i].number ||
            signbit(value.number) != signbit(rows[i].number))
            fail_msg("%s: %.17g", rows[i].formula, value.number);
        tolv_call_close(&call);
    }
}

static void texts_keep_their_bytes(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"\"Öst\"", "Öst"},
        {"\"a;b|c}\"", "a;b|c}"},
        {"\"say \"\"no\"\"\"", "say \"no\""},
        {"\"\"\"\"", "\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_call call;
        tolv_value value;
        tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
        assert_int_equal(tolv_formula_evaluate(&call, tolv_text_of(rows[i][0]), &value), TOLV_OK);
        assert_int_equal(value.kind, TOLV_TEXT);
        assert_int_equal(value.text.length, strlen(rows[i][1]));
        assert_memory_equal(value.text.bytes, rows[i][1], value.text.length);
        tolv_call_close(&call);
    }
}

static void an_array_has_rows_columns_and_kinds(void **state) {
    (void)state;
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
    tolv_text text =
        tolv_text_of("{ 1 ; \"a;|}\" ;| #DIV/0! ; -2% ; TRUE | \"\" ; Err:502 ; #n/a }");
    assert_int_equal(tolv_formula_evaluate(&call, text, &value), TOLV_OK);
    assert_int_equal(value.kind, TOLV_RANGE);
    assert_int_equal(value.range.rows, 3);
    assert_int_equal(value.range.columns, 3);
    static const tolv_kind kinds[] = {TOLV_NUMBER, TOLV_TEXT,  TOLV_BLANK, TOLV_FAULT, TOLV_NUMBER,
                                      TOLV_NUMBER, TOLV_BLANK, TOLV_FAULT, TOLV_FAULT};
    tolv_cell cells[9];
    for (size_t i = 0; i < 9; i++) {
        cells[i] = tolv_range_cell(&value.range, i);
        assert_int_equal(cells[i].kind, kinds[i]);
    }
    assert_true(cells[4].number == -0.02 && cells[5].number == 1);
    assert_int_equal(cells[1].text.length, 4);
    assert_int_equal(tolv_error_in_calc(cells[3].error), TOLV_CALC_DIVISION);
    assert_int_equal(tolv_error_in_calc(cells[7].error), TOLV_CALC_ILLEGAL);
    assert_int_equal(tolv_error_in_calc(cells[8].error), TOLV_CALC_NA);
    tolv_call_close(&call);
}

/* ---- Calls ---- */

static double number_of(const char *formula, tolv_language language) {
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, language, NULL, false);
    if (tolv_formula_evaluate(&call, tolv_text_of(formula), &value))
        fail_with(&call, formula);
    assert_int_equal(value.kind, TOLV_NUMBER);
    tolv_call_close(&call);
    return value.number;
}

static void a_function_answers_to_all_its_names(void **state) {
    (void)state;
    for (size_t i = 0; i < tolv_function_count; i++) {
        const char *name = tolv_functions[i]->name, *example = tolv_functions[i]->example;
        const char *arguments = strchr(example, '(');
        assert_non_null(arguments);
        for (int language = 0; language < TOLV_LANGUAGES; language++) {
            tolv_call call;
            tolv_formula formula;
            char text[4096];
            tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
            snprintf(text, sizeof text, "=tolv.%s %s",
                     tolv_translate_in((tolv_language)language, "function", name), arguments);
            assert_int_equal(tolv_formula_read(&call, tolv_text_of(text), &formula), TOLV_OK);
            assert_ptr_equal(formula.function, tolv_functions[i]);
            tolv_call_close(&call);
        }
    }
}

static void arguments_are_left_out_and_nested(void **state) {
    (void)state;
    assert_true(number_of("TOLV.DEVIATION(90;100)", TOLV_ENGLISH) == 10);
    assert_true(number_of("deviation( 90 ; 100 ; )", TOLV_SWEDISH) == 10);
    assert_true(number_of("of:=TOLV.DEVIATION(90;100;-1)", TOLV_DANISH) == -10);
    assert_true(number_of("TOLV.DEVIATION(TOLV.YTD({10;20;30;;;;;;;;;};3);100)", TOLV_ENGLISH) ==
                40);
    assert_true(number_of("TOLV.PERIODISE(127147;TOLV.PERIODKEY(\"even\";2026);1)", TOLV_ENGLISH) ==
                10596);
}

static void only_the_outermost_call_explains(void **state) {
    (void)state;
    tolv_call nested, plain;
    tolv_value value;
    tolv_call_open(&nested, TOLV_ENGLISH, NULL, true);
    tolv_call_open(&plain, TOLV_ENGLISH, NULL, true);
    assert_int_equal(
        tolv_formula_evaluate(
            &nested, tolv_text_of("TOLV.DEVIATION(TOLV.DEVIATION(10;100);TOLV.DEVIATION(0;100))"),
            &value),
        TOLV_OK);
    assert_int_equal(tolv_formula_evaluate(&plain, tolv_text_of("TOLV.DEVIATION(90;100)"), &value),
                     TOLV_OK);
    assert_true(plain.explanation.length > 0);
    assert_int_equal(nested.explanation.length, plain.explanation.length);
    assert_memory_equal(nested.explanation.bytes, plain.explanation.bytes,
                        plain.explanation.length);
    assert_true(nested.listening);
    tolv_call_close(&nested);
    tolv_call_close(&plain);
}

/* ---- Faults ---- */

static void a_fault_says_where(void **state) {
    (void)state;
    static const struct {
        const char *formula;
        tolv_error error;
        const char *sentence;
    } rows[] = {
        {"", TOLV_FORMULA_ENDS,
         "character 1: the formula ends where a number, a text in quotation marks, an array or a function is expected"},
        {"TOLV.DEVIATION(A1;100)", TOLV_FORMULA_CELL,
         "character 16: “A1” is a cell reference, and here there is no sheet: write the figure itself"},
        {"TOLV.DEVIATION(1;[.A1])", TOLV_FORMULA_CELL, "character 18: “[.A1]”"},
        {"TOLV.DEVIATION($B$2:C7;1)", TOLV_FORMULA_CELL, "character 16: “$B$2:C7”"},
        {"TOLV.DEVIATION(Blad1.A1;1)", TOLV_FORMULA_CELL, "character 16: “Blad1.A1”"},
        {"'Förskolan Ängen'.A1", TOLV_FORMULA_CELL, "character 1: “'Förskolan Ängen'.A1”"},
        {"TOLV.YTD(A:A;1)", TOLV_FORMULA_CELL, "character 10: “A:A”"},
        {"SUM(1;2)", TOLV_FORMULA_FUNCTION, "character 1: “SUM” is no function of Tolv"},
        {"TOLV.DEVIATION(Å;SUMMA.OM (1))", TOLV_FORMULA_WORD, "character 16: “Å” is neither"},
        {"TOLV.DEVIATION(1;SUMMA.OM (1))", TOLV_FORMULA_FUNCTION, "character 18: “SUMMA.OM”"},
        {"TOLV.DEVIATON(1;2)", TOLV_FORMULA_UNKNOWN,
         "character 1: Tolv has no function “TOLV.DEVIATON”"},
        {"TOLV.PERIODKEY(even;2026)", TOLV_FORMULA_WORD,
         "character 16: “even” is neither a figure nor a function: write a text as \"text\""},
        {"TOLV.PERIODKEY('even';2026)", TOLV_FORMULA_WORD, "character 16: “'even'”"},
        {"1+2", TOLV_FORMULA_OPERATOR, "character 2: “+”"},
        {"-TOLV.DEVIATION(1;2)", TOLV_FORMULA_OPERATOR, "character 1: “-”"},
        {"(1)", TOLV_FORMULA_OPERATOR, "character 1: “(”"},
        {"TOLV.DEVIATION(\"å\"&1;2)", TOLV_FORMULA_OPERATOR, "character 19: “&”"},
        {"TOLV.DEVIATION(1,5;2)", TOLV_FORMULA_COMMA,
         "character 17: a comma: put “;” between arguments"},
        {"TOLV.DEVIATION(127 147;2)", TOLV_FORMULA_UNREADABLE,
         "character 20: “147” stands where “;” or “)” is expected"},
        {"TOLV.DEVIATION(1;2", TOLV_FORMULA_ENDS,
         "character 19: the formula ends where “;” or “)” is expected"},
        {"TOLV.DEVIATION(1;2))", TOLV_FORMULA_UNREADABLE,
         "character 20: “)” stands where the end of the formula is expected"},
        {"TOLV.DEVIATION", TOLV_FORMULA_ENDS,
         "character 15: the formula ends where “(” and the arguments is expected"},
        {"TOLV.DEVIATION;", TOLV_FORMULA_UNREADABLE, "character 15: “;” stands where “(”"},
        {"1 TOLV.YTD", TOLV_FORMULA_UNREADABLE, "character 3: “TOLV.YTD” stands where the end"},
        {"\"abc", TOLV_FORMULA_ENDS,
         "character 5: the formula ends where the closing quotation mark is expected"},
        {"{1;2|3}", TOLV_FORMULA_ARRAY,
         "character 6: a row of 1 column, and the first row of the array has 2"},
        {"{1;TOLV.YTD(1)}", TOLV_FORMULA_UNREADABLE,
         "character 4: “TOLV.YTD” stands where a number, a text in quotation marks or nothing"},
        {"{1;{2}}", TOLV_FORMULA_UNREADABLE, "character 4: “{” stands"},
        {"{1 2}", TOLV_FORMULA_UNREADABLE, "character 4: “2” stands where “;”, “|” or “}”"},
        {"{1;2", TOLV_FORMULA_ENDS, "character 5: the formula ends"},
        {"{\"a;b", TOLV_FORMULA_ENDS, "character 6: the formula ends"},
        {"1e309", TOLV_FORMULA_UNREADABLE, "character 1: “1e309” stands where a number of at most"},
        {"{1;-1e999}", TOLV_FORMULA_UNREADABLE, "character 4: “-1e999”"},
        {"1..2", TOLV_FORMULA_WORD, "character 3: “.2”"},
        {"1e", TOLV_FORMULA_WORD, "character 2: “e”"},
        {"#N/AB", TOLV_FORMULA_UNREADABLE, "character 1: “#”"},
        {"--1", TOLV_FORMULA_OPERATOR, "character 1: “-”"},
        {"\xFF", TOLV_FORMULA_WORD, "character 1:"},
        /* the inner call's own fault is the whole's */
        {"TOLV.DEVIATION(TOLV.WORKDAYS(2026;13);1)", TOLV_OUTSIDE,
         "Argument 2 (“month”): 13 is outside 1 to 12"},
        {"TOLV.DEVIATION(TOLV.WORKDAYS(2026;1);\"x\")", TOLV_TEXT_FOR_NUMBER,
         "Argument 2 (“budget”): "},
        {"TOLV.YTD({1;#N/A;1;1;1;1;1;1;1;1;1;1};2)", TOLV_CELL_WITH_ERROR,
         "Argument 1 (“range”), row 1, column 2 of the range: "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_call call;
        tolv_value value;
        tolv_call_open(&call, TOLV_ENGLISH, NULL, true);
        tolv_error error = tolv_formula_evaluate(&call, tolv_text_of(rows[i].formula), &value);
        tolv_text sentence = error ? tolv_fault_sentence(&call) : tolv_text_of("no error");
        if (error != rows[i].error || sentence.length < strlen(rows[i].sentence) ||
            memcmp(sentence.bytes, rows[i].sentence, strlen(rows[i].sentence)) != 0)
            fail_msg("%s: %.*s", rows[i].formula, (int)sentence.length, sentence.bytes);
        assert_int_equal(call.fault.error, rows[i].error);
        assert_true(call.listening);
        tolv_call_close(&call);
    }
}

static void a_fault_of_an_inner_call_names_it(void **state) {
    (void)state;
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
    tolv_text inner = tolv_text_of("TOLV.DEVIATION(TOLV.WORKDAYS(2026;13);1)");
    assert_int_equal(tolv_formula_evaluate(&call, inner, &value), TOLV_OUTSIDE);
    assert_ptr_equal(call.function, tolv_function_named(tolv_text_of("WORKDAYS")));
    tolv_text after = tolv_text_of("TOLV.DEVIATION(TOLV.WORKDAYS(2026;12);A1)");
    assert_int_equal(tolv_formula_evaluate(&call, after, &value), TOLV_FORMULA_CELL);
    assert_null(call.function);
    tolv_call_close(&call);
}

static void a_lone_error_is_a_value(void **state) {
    (void)state;
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
    assert_int_equal(tolv_formula_evaluate(&call, tolv_text_of("=#DIV/0!"), &value), TOLV_OK);
    assert_int_equal(value.kind, TOLV_FAULT);
    assert_int_equal(tolv_error_in_calc(value.error), TOLV_CALC_DIVISION);
    tolv_call_close(&call);
}

/* ---- Bounds ---- */

/* `depth` calls inside each other; the caller frees it. */
static char *nested(size_t depth) {
    static const char open[] = "TOLV.DEVIATION(";
    char *text = malloc(depth * (sizeof open - 1 + 3) + 2);
    char *end = text;
    assert_non_null(text);
    for (size_t i = 0; i < depth; i++)
        end += sprintf(end, "%s", open);
    *end++ = '1';
    for (size_t i = 0; i < depth; i++)
        end += sprintf(end, ";0)");
    *end = 0;
    return text;
}

static void depth_is_bounded(void **state) {
    (void)state;
    static const struct {
        size_t depth;
        tolv_error error;
    } rows[] = {{TOLV_FORMULA_DEPTH_MAX, TOLV_OK},
                {TOLV_FORMULA_DEPTH_MAX + 1, TOLV_FORMULA_DEEP},
                {200000, TOLV_FORMULA_DEEP}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_call call;
        tolv_value value;
        char *text = nested(rows[i].depth);
        tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
        assert_int_equal(tolv_formula_evaluate(&call, tolv_text_of(text), &value), rows[i].error);
        tolv_call_close(&call);
        free(text);
    }
}

static void repeated_byte(const char *before, char byte, size_t count, tolv_error expected) {
    size_t length = strlen(before);
    char *text = malloc(length + count);
    tolv_call call;
    tolv_value value;
    assert_non_null(text);
    memcpy(text, before, length);
    memset(text + length, byte, count);
    tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
    assert_int_equal(tolv_formula_evaluate(&call, (tolv_text){text, length + count}, &value),
                     expected);
    assert_true(tolv_fault_sentence(&call).length > 0);
    assert_true(tolv_fault_sentence(&call).length < 1000);
    tolv_call_close(&call);
    free(text);
}

static void length_is_bounded(void **state) {
    (void)state;
    enum { MUCH = 1 << 20 };
    repeated_byte("", '1', TOLV_FORMULA_BYTES_MAX + 1, TOLV_FORMULA_LONG);
    repeated_byte("", '1', MUCH, TOLV_FORMULA_UNREADABLE);
    repeated_byte("0.", '0', MUCH, TOLV_FORMULA_UNREADABLE);
    repeated_byte("", 'A', MUCH, TOLV_FORMULA_WORD);
    repeated_byte("", ' ', MUCH, TOLV_FORMULA_ENDS);
    repeated_byte("\"", 'A', MUCH, TOLV_FORMULA_ENDS);
    repeated_byte("\"", '"', MUCH, TOLV_FORMULA_ENDS);
    repeated_byte("{", ';', MUCH, TOLV_FORMULA_ENDS);
    repeated_byte("{", '|', MUCH, TOLV_FORMULA_ENDS);
    repeated_byte("{", '{', MUCH, TOLV_FORMULA_UNREADABLE);
    repeated_byte("", '[', MUCH, TOLV_FORMULA_CELL);
    repeated_byte("TOLV.YTD(", ';', MUCH, TOLV_FORMULA_ENDS);
    repeated_byte("TOLV.YTD(1e", '9', MUCH, TOLV_FORMULA_UNREADABLE);
}

static void a_million_cells_are_read(void **state) {
    (void)state;
    enum { CELLS = 1000000 };
    char *text = malloc(2 * CELLS + 64), *end = text;
    assert_non_null(text);
    end += sprintf(end, "TOLV.PERIODISE(%d;{", CELLS);
    for (int i = 0; i < CELLS; i++) {
        *end++ = '1';
        *end++ = i + 1 == CELLS ? '}' : '|';
    }
    strcpy(end, ";1000000)");
    assert_true(number_of(text, TOLV_ENGLISH) == 1);
    free(text);
}

/* ---- Hostile text ---- */

static const char complex[] =
    "of:=TOLV.PERIODISE( -127147.5e-1% ; {1;;\"a\"\"b;\"|#N/A;TRUE();Err:502} ; "
    "TOLV.FÖRDELA(1;{1|2}) ; \xC2\xA0;TOLV.EXPLAIN(\"YTD\";$A$1;'B c'.D2:[.E3];SUM(1)))";

/* An exact copy on the heap, so that a byte read beyond the end is seen. */
static void answer_copy(const char *bytes, size_t length, tolv_language language) {
    char *copy = malloc(length ? length : 1);
    tolv_call call;
    tolv_value value;
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    tolv_call_open(&call, language, NULL, true);
    if (tolv_formula_evaluate(&call, (tolv_text){copy, length}, &value))
        assert_true(tolv_fault_sentence(&call).length > 0);
    tolv_call_close(&call);
    free(copy);
}

static void every_beginning_and_every_changed_byte_is_survived(void **state) {
    (void)state;
    static const char bytes[] = "\0\x01 \t(){}[];|,.'\"#%+-*/^&=<>!:$_09AzEe\x80\xC3\xE2\xFF";
    size_t length = sizeof complex - 1;
    for (size_t from = 0; from < length; from++) {
        answer_copy(complex, from, TOLV_ENGLISH);
        answer_copy(complex + from, length - from, TOLV_DANISH);
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            char changed[sizeof complex];
            memcpy(changed, complex, length);
            changed[from] = bytes[i];
            answer_copy(changed, length, TOLV_SWEDISH);
        }
    }
}

/* ---- Memory that ends ---- */

typedef struct scarce {
    size_t left;
    bool refused;
} scarce;

static void *allocate_scarcely(void *context, size_t size) {
    scarce *scarce = context;
    scarce->refused = scarce->refused || scarce->left == 0;
    return scarce->left && scarce->left-- ? malloc(size) : NULL;
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

/* The first bytes of an arena are its own, so the formula is long. */
static void every_allocation_may_fail(void **state) {
    (void)state;
    enum { CALLS = 200 };
    char text[64 * CALLS], *end = text;
    end += sprintf(end, "TOLV.EXPLAIN(\"ALLOCATE\"");
    for (int i = 0; i < CALLS; i++)
        end += sprintf(end, ";TOLV.PERIODISE(12;{1;%d});\"a \"\"%d\"\"\"", i, i);
    strcpy(end, ")");
    for (size_t allowed = 0;; allowed++) {
        scarce scarce = {.left = allowed};
        const tolv_memory memory = {allocate_scarcely, release, &scarce};
        tolv_call call;
        tolv_value value;
        tolv_call_open(&call, TOLV_ENGLISH, &memory, true);
        tolv_error error = tolv_formula_evaluate(&call, tolv_text_of(text), &value);
        if (scarce.refused)
            assert_int_equal(error, TOLV_OUT_OF_MEMORY);
        tolv_call_close(&call);
        if (!scarce.refused) {
            assert_int_equal(error, TOLV_OK);
            assert_true(allowed > 5);
            return;
        }
    }
}

/* With so much left of the call's own bytes, and nothing on the heap. */
static void every_small_request_may_fail(void **state) {
    (void)state;
    scarce none = {.left = 0};
    const tolv_memory memory = {allocate_scarcely, release, &none};
    size_t refused = 0, room = 0;
    for (bool enough = false; !enough; room += _Alignof(max_align_t)) {
        tolv_call call;
        tolv_value value;
        tolv_text text = tolv_text_of("TOLV.PERIODISE(12;{1;\"a \"\"b\"\"\"})");
        tolv_call_open(&call, TOLV_ENGLISH, &memory, false);
        call.arena.next = call.arena.end - room;
        tolv_error error = tolv_formula_evaluate(&call, text, &value);
        enough = error == TOLV_TEXT_FOR_NUMBER;
        assert_true(enough || error == TOLV_OUT_OF_MEMORY);
        refused += !enough;
        tolv_call_close(&call);
    }
    assert_true(refused > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_are_what_they_say),
        cmocka_unit_test(texts_keep_their_bytes),
        cmocka_unit_test(an_array_has_rows_columns_and_kinds),
        cmocka_unit_test(a_function_answers_to_all_its_names),
        cmocka_unit_test(arguments_are_left_out_and_nested),
        cmocka_unit_test(only_the_outermost_call_explains),
        cmocka_unit_test(a_fault_says_where),
        cmocka_unit_test(a_fault_of_an_inner_call_names_it),
        cmocka_unit_test(a_lone_error_is_a_value),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(length_is_bounded),
        cmocka_unit_test(a_million_cells_are_read),
        cmocka_unit_test(every_beginning_and_every_changed_byte_is_survived),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_small_request_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
