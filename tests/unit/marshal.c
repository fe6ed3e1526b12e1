/* SPDX-License-Identifier: MPL-2.0 */
/* needs: -l:libuno_cppu.so.3 -l:libuno_sal.so.3 */
/* What crosses the border to the office: values of every type in, answers of every shape out, and
 * memory that ends at every point of the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "uno/marshal.h"
#include "uno/text.h"

/* ---- The office's side ---- */

/* Constructs an any of the named type with a copy of the data. An any may point into itself, so it
 * is never returned or passed by value. */
static uno_Any *hold(uno_Any *any, typelib_TypeClass kind, const char *name, const void *data) {
    typelib_TypeDescriptionReference *type = tolv_type(kind, name);
    assert_non_null(type);
    uno_type_any_construct(any, (void *)data, type, NULL);
    typelib_typedescriptionreference_release(type);
    return any;
}

static uno_Any *hold_nothing(uno_Any *any) {
    uno_any_construct(any, NULL, NULL, NULL);
    return any;
}

static uno_Any *hold_number(uno_Any *any, double number) {
    return hold(any, typelib_TypeClass_DOUBLE, "double", &number);
}

static uno_Any *hold_text(uno_Any *any, const char *utf8) {
    rtl_uString *string = NULL;
    assert_true(tolv_text_to_office(tolv_text_of(utf8), &string));
    hold(any, typelib_TypeClass_STRING, "string", &string);
    rtl_uString_release(string);
    return any;
}

static uno_Sequence *sequence_of(const char *name, const void *elements, sal_Int32 count) {
    uno_Sequence *sequence = NULL;
    typelib_TypeDescriptionReference *type = tolv_type(typelib_TypeClass_SEQUENCE, name);
    assert_true(uno_type_sequence_construct(&sequence, type, (void *)elements, count, NULL));
    typelib_typedescriptionreference_release(type);
    return sequence;
}

static void destroy_sequence(uno_Sequence *sequence, const char *name) {
    typelib_TypeDescriptionReference *type = tolv_type(typelib_TypeClass_SEQUENCE, name);
    uno_type_destructData(&sequence, type, NULL);
    typelib_typedescriptionreference_release(type);
}

/* What Calc hands over for a range. The cells are destructed. */
static uno_Any *hold_range(uno_Any *any, uno_Any *cells, size_t rows, size_t columns) {
    uno_Sequence *row[8] = {NULL};
    for (size_t i = 0; i < rows; i++)
        row[i] = sequence_of("[]any", cells + i * columns, (sal_Int32)columns);
    uno_Sequence *matrix = sequence_of("[][]any", row, (sal_Int32)rows);
    hold(any, typelib_TypeClass_SEQUENCE, "[][]any", &matrix);
    destroy_sequence(matrix, "[][]any");
    for (size_t i = 0; i < rows; i++)
        destroy_sequence(row[i], "[]any");
    for (size_t i = 0; i < rows * columns; i++)
        uno_any_destruct(&cells[i], NULL);
    return any;
}

/* ---- In ---- */

typedef struct border {
    tolv_arena arena;
    tolv_types types;
} border;

static int open_border(void **state) {
    static border opened;
    tolv_arena_open(&opened.arena, NULL);
    assert_true(tolv_types_open(&opened.types));
    *state = &opened;
    return 0;
}

static int close_border(void **state) {
    border *opened = *state;
    tolv_arena_close(&opened->arena);
    tolv_types_close(&opened->types);
    return 0;
}

/* The value of an any, which is destructed. */
static tolv_value taken(border *at, uno_Any *any) {
    tolv_value value;
    assert_int_equal(tolv_value_from_office(&at->types, &at->arena, any, &value), TOLV_OK);
    uno_any_destruct(any, NULL);
    return value;
}

static void assert_text(tolv_text text, const char *expected) {
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static void every_number(void **state) {
    const struct {
        typelib_TypeClass kind;
        const char *name;
        union {
            sal_Bool truth;
            sal_Int8 byte;
            sal_Int16 small;
            sal_uInt16 unsigned_small;
            sal_Int32 whole;
            sal_uInt32 unsigned_whole;
            sal_Int64 wide;
            sal_uInt64 unsigned_wide;
            float single;
            double number;
        } data;
        double expected;
    } rows[] = {
        {typelib_TypeClass_BOOLEAN, "boolean", {.truth = sal_True}, 1},
        {typelib_TypeClass_BOOLEAN, "boolean", {.truth = sal_False}, 0},
        {typelib_TypeClass_BYTE, "byte", {.byte = -128}, -128},
        {typelib_TypeClass_SHORT, "short", {.small = -32768}, -32768},
        {typelib_TypeClass_UNSIGNED_SHORT, "unsigned short", {.unsigned_small = 65535}, 65535},
        {typelib_TypeClass_LONG, "long", {.whole = SAL_MIN_INT32}, -2147483648.0},
        {typelib_TypeClass_UNSIGNED_LONG,
         "unsigned long",
         {.unsigned_whole = 4294967295},
         0xFFFFFFFFp0},
        {typelib_TypeClass_HYPER, "hyper", {.wide = -(INT64_C(1) << 53)}, -0x1p53},
        {typelib_TypeClass_UNSIGNED_HYPER, "unsigned hyper", {.unsigned_wide = UINT64_MAX}, 0x1p64},
        {typelib_TypeClass_FLOAT, "float", {.single = 0.5F}, 0.5},
        {typelib_TypeClass_DOUBLE, "double", {.number = -0.1}, -0.1},
        {typelib_TypeClass_DOUBLE, "double", {.number = INFINITY}, INFINITY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uno_Any any;
        tolv_value value = taken(*state, hold(&any, rows[i].kind, rows[i].name, &rows[i].data));
        assert_int_equal(value.kind, TOLV_NUMBER);
        assert_true(value.number == rows[i].expected);
    }
}

static void nothing_and_text(void **state) {
    uno_Any any;
    assert_int_equal(taken(*state, hold_nothing(&any)).kind, TOLV_MISSING);
    assert_int_equal(taken(*state, hold_text(&any, "")).kind, TOLV_BLANK);
    static const char *const texts[] = {"a", "AND", "åäö ÅÄÖ", "€ – ”", "😀 in two", "0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tolv_value value = taken(*state, hold_text(&any, texts[i]));
        assert_int_equal(value.kind, TOLV_TEXT);
        assert_text(value.text, texts[i]);
    }
}

static void half_a_pair(void **state) {
    static const sal_Unicode halves[] = {0xDE00, 'a', 'b', 0xD83D};
    uno_Any any;
    rtl_uString *string = NULL;
    rtl_uString_newFromStr_WithLength(&string, halves, 4);
    tolv_value value = taken(*state, hold(&any, typelib_TypeClass_STRING, "string", &string));
    rtl_uString_release(string);
    assert_text(value.text, "?ab");
}

static void what_no_cell_can_hold(void **state) {
    uno_Any any;
    typelib_TypeDescriptionReference *type = tolv_type(typelib_TypeClass_DOUBLE, "double");
    tolv_value value = taken(*state, hold(&any, typelib_TypeClass_TYPE, "type", &type));
    typelib_typedescriptionreference_release(type);
    assert_int_equal(value.kind, TOLV_FAULT);
    assert_int_equal(taken(*state, hold_number(&any, NAN)).kind, TOLV_FAULT);
    uno_Sequence *cube = sequence_of("[][][]any", NULL, 2);
    value = taken(*state, hold(&any, typelib_TypeClass_SEQUENCE, "[][][]any", &cube));
    destroy_sequence(cube, "[][][]any");
    assert_int_equal(value.kind, TOLV_FAULT);
}

static void numbers_and_blanks_are_plain(void **state) {
    uno_Any any, cells[6];
    hold_number(&cells[0], 1);
    hold_text(&cells[1], "");
    hold_number(&cells[2], 3);
    hold_number(&cells[3], 4);
    hold_number(&cells[4], 5);
    hold_nothing(&cells[5]);
    tolv_value value = taken(*state, hold_range(&any, cells, 3, 2));
    assert_int_equal(value.kind, TOLV_RANGE);
    assert_int_equal(value.range.rows, 3);
    assert_int_equal(value.range.columns, 2);
    assert_null(value.range.cells);
    static const double expected[] = {1, NAN, 3, 4, 5, NAN};
    for (size_t i = 0; i < 6; i++) {
        double number = tolv_range_number(&value.range, i);
        assert_true(tolv_is_blank(expected[i]) ? tolv_is_blank(number) : number == expected[i]);
    }
}

static void mixed_cells_keep_their_kinds(void **state) {
    uno_Any any, cells[4];
    hold_number(&cells[0], 1);
    hold_text(&cells[1], "två");
    hold_text(&cells[2], "");
    hold_number(&cells[3], NAN);
    tolv_value value = taken(*state, hold_range(&any, cells, 2, 2));
    static const tolv_kind kinds[] = {TOLV_NUMBER, TOLV_TEXT, TOLV_BLANK, TOLV_FAULT};
    assert_null(value.range.numbers);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(tolv_range_cell(&value.range, i).kind, kinds[i]);
    assert_text(tolv_range_cell(&value.range, 1).text, "två");
}

static void rows_of_other_types(void **state) {
    static const sal_Int32 whole[] = {7, -8};
    uno_Any any;
    uno_Sequence *row = sequence_of("[]long", whole, 2);
    tolv_value value = taken(*state, hold(&any, typelib_TypeClass_SEQUENCE, "[]long", &row));
    assert_int_equal(value.range.rows, 1);
    assert_int_equal(value.range.columns, 2);
    assert_true(value.range.numbers[0] == 7 && value.range.numbers[1] == -8);
    /* a short row ends in blanks */
    uno_Sequence *rows[] = {row, sequence_of("[]long", whole, 1), sequence_of("[]long", NULL, 0)};
    uno_Sequence *matrix = sequence_of("[][]long", rows, 3);
    value = taken(*state, hold(&any, typelib_TypeClass_SEQUENCE, "[][]long", &matrix));
    assert_int_equal(value.range.rows, 3);
    assert_int_equal(value.range.columns, 2);
    assert_true(value.range.numbers[2] == 7 && tolv_is_blank(value.range.numbers[3]) &&
                tolv_is_blank(value.range.numbers[5]));
    destroy_sequence(matrix, "[][]long");
    for (size_t i = 0; i < 3; i++)
        destroy_sequence(rows[i], "[]long");
}

static void empty_ranges(void **state) {
    static const char *const names[] = {"[]any", "[][]any", "[]double", "[][]string"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uno_Any any;
        uno_Sequence *sequence = sequence_of(names[i], NULL, 0);
        tolv_value value =
            taken(*state, hold(&any, typelib_TypeClass_SEQUENCE, names[i], &sequence));
        destroy_sequence(sequence, names[i]);
        assert_int_equal(value.kind, TOLV_RANGE);
        assert_int_equal(tolv_range_count(&value.range), 0);
    }
}

/* A memory that gives `left` blocks and no more. */
static void *allocate(void *context, size_t size) {
    size_t *left = context;
    return *left && (*left)-- ? malloc(size) : NULL;
}

static void give_back(void *context, void *block) {
    (void)context;
    free(block);
}

static void memory_that_ends(void **state) {
    enum { ROWS = 8, COLUMNS = 100 };
    static uno_Any cells[ROWS * COLUMNS];
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        if (i % 7)
            hold_number(&cells[i], (double)i);
        else
            hold_text(&cells[i], "a text that takes its place");
    uno_Any given;
    hold_range(&given, cells, ROWS, COLUMNS);
    size_t blocks = 0;
    for (tolv_error error = TOLV_OUT_OF_MEMORY; error; blocks++) {
        size_t left = blocks;
        tolv_memory memory = {allocate, give_back, &left};
        tolv_arena arena;
        tolv_value value;
        tolv_arena_open(&arena, &memory);
        error = tolv_value_from_office(&((border *)*state)->types, &arena, &given, &value);
        assert_true(error == TOLV_OK || error == TOLV_OUT_OF_MEMORY);
        tolv_arena_close(&arena);
        assert_true(blocks < 100);
    }
    assert_true(blocks > 2);
    uno_any_destruct(&given, NULL);
}

/* ---- Out ---- */

static void give(border *at, uno_Any *any, tolv_value value) {
    hold_nothing(any);
    assert_int_equal(tolv_value_to_office(&at->types, &value, any), TOLV_OK);
}

static void assert_type(const uno_Any *any, const char *name) {
    assert_int_equal(rtl_ustr_ascii_compare(any->pType->pTypeName->buffer, name), 0);
}

static void assert_calc_error(const uno_Any *any, int code) {
    uint64_t bits;
    assert_type(any, "double");
    memcpy(&bits, any->pData, sizeof bits);
    assert_true(isnan(*(const double *)any->pData));
    assert_int_equal(bits & 0xFFFFFFFF, code);
}

static void single_answers(void **state) {
    uno_Any any;
    give(*state, &any, (tolv_value){.kind = TOLV_NUMBER, .number = 10596.5});
    assert_type(&any, "double");
    assert_true(*(double *)any.pData == 10596.5);
    uno_any_destruct(&any, NULL);

    give(*state, &any, (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of("röd €😀")});
    assert_type(&any, "string");
    tolv_value text = taken(*state, &any);
    assert_text(text.text, "röd €😀");

    give(*state, &any, (tolv_value){.kind = TOLV_TEXT, .text = {NULL, 0}});
    assert_type(&any, "string");
    uno_any_destruct(&any, NULL);

    give(*state, &any, (tolv_value){.kind = TOLV_BLANK});
    assert_type(&any, "string");
    assert_int_equal(taken(*state, &any).kind, TOLV_BLANK);

    give(*state, &any, (tolv_value){.kind = TOLV_MISSING});
    assert_type(&any, "void");
    uno_any_destruct(&any, NULL);

    give(*state, &any, (tolv_value){.kind = TOLV_FAULT, .error = TOLV_ZERO_SUM});
    assert_calc_error(&any, 532);
    uno_any_destruct(&any, NULL);
}

static void every_error(void **state) {
    border *at = *state;
    for (int error = TOLV_OK + 1; error < TOLV_ERROR_COUNT; error++) {
        uno_Any any;
        hold_text(&any, "what stood there before");
        tolv_error_to_office(&at->types, (tolv_error)error, &any);
        assert_calc_error(&any, (int)tolv_error_in_calc((tolv_error)error));
        uno_any_destruct(&any, NULL);
    }
}

/* Out and in again: the type the office sees, and the same cells. */
static void there_and_back(border *at, tolv_range range, const char *type) {
    uno_Any any;
    give(at, &any, (tolv_value){.kind = TOLV_RANGE, .range = range});
    assert_type(&any, type);
    tolv_value value = taken(at, &any);
    assert_int_equal(value.range.rows, range.rows);
    assert_int_equal(value.range.columns, range.columns);
    for (size_t i = 0; i < tolv_range_count(&range); i++) {
        tolv_cell before = tolv_range_cell(&range, i), after = tolv_range_cell(&value.range, i);
        assert_int_equal(after.kind, before.kind);
        if (before.kind == TOLV_NUMBER)
            assert_true(after.number == before.number);
        if (before.kind == TOLV_TEXT)
            assert_true(tolv_text_same(after.text, before.text));
    }
}

static void matrices(void **state) {
    static const double numbers[] = {1, 2, 3, 4, 5, 6, 7, 8}, gaps[] = {1, NAN, 3, NAN};
    static const tolv_cell texts[] = {{.kind = TOLV_TEXT, .text = {"å", 2}}, {.kind = TOLV_BLANK}};
    static const tolv_cell mixed[] = {{.kind = TOLV_TEXT, .text = {"x", 1}},
                                      {.kind = TOLV_NUMBER, .number = -7},
                                      {.kind = TOLV_BLANK},
                                      {.kind = TOLV_FAULT, .error = TOLV_NOT_REPORTED}};
    border *at = *state;
    there_and_back(at, (tolv_range){2, 4, 4, numbers, NULL}, "[][]double");
    there_and_back(at, (tolv_range){2, 2, 4, numbers, NULL}, "[][]double");
    there_and_back(at, (tolv_range){1, 1, 1, numbers, NULL}, "[][]double");
    there_and_back(at, (tolv_range){2, 2, 2, gaps, NULL}, "[][]any");
    there_and_back(at, (tolv_range){2, 1, 1, NULL, texts}, "[][]string");
    there_and_back(at, (tolv_range){1, 1, 1, NULL, mixed + 1}, "[][]double");
    there_and_back(at, (tolv_range){1, 4, 4, NULL, mixed}, "[][]any");
    there_and_back(at, (tolv_range){1, 1, 1, NULL, mixed + 2}, "[][]any");
}

static void too_many_rows_are_refused(void **state) {
    border *at = *state;
    static const double number = 1;
    tolv_value value = {.kind = TOLV_RANGE,
                        .range = {(size_t)SAL_MAX_INT32 + 1, 1, 0, &number, NULL}};
    uno_Any any;
    hold_nothing(&any);
    assert_int_equal(tolv_value_to_office(&at->types, &value, &any), TOLV_OUT_OF_MEMORY);
    assert_type(&any, "void");
    uno_any_destruct(&any, NULL);
}

#define AT_THE_BORDER(test) cmocka_unit_test_setup_teardown(test, open_border, close_border)

int main(void) {
    const struct CMUnitTest tests[] = {
        AT_THE_BORDER(every_number),
        AT_THE_BORDER(nothing_and_text),
        AT_THE_BORDER(half_a_pair),
        AT_THE_BORDER(what_no_cell_can_hold),
        AT_THE_BORDER(numbers_and_blanks_are_plain),
        AT_THE_BORDER(mixed_cells_keep_their_kinds),
        AT_THE_BORDER(rows_of_other_types),
        AT_THE_BORDER(empty_ranges),
        AT_THE_BORDER(memory_that_ends),
        AT_THE_BORDER(single_answers),
        AT_THE_BORDER(every_error),
        AT_THE_BORDER(matrices),
        AT_THE_BORDER(too_many_rows_are_refused),
    };
    return cmocka_run_group_tests_name("marshal", tests, NULL, NULL);
}
