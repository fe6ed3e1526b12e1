/* SPDX-License-Identifier: MPL-2.0 */
/* needs: -l:libuno_cppu.so.3 -l:libuno_sal.so.3 */
/* A range that stays in the office, read in pieces from an office of the test's own: how much of it
 * there is, what its cells become, and an office that throws, or has no such range, at every point
 * of the way. */
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

static const char *const interfaces[] = {
    "com.sun.star.table.XCellRange",     "com.sun.star.sheet.XCellRangeAddressable",
    "com.sun.star.sheet.XCellRangeData", "com.sun.star.sheet.XSheetCellRange",
    "com.sun.star.sheet.XSpreadsheet",   "com.sun.star.sheet.XUsedAreaCursor"};

static const char *const methods[] = {"com.sun.star.table.XCellRange::getCellRangeByPosition",
                                      "com.sun.star.sheet.XCellRangeAddressable::getRangeAddress",
                                      "com.sun.star.sheet.XCellRangeData::getDataArray",
                                      "com.sun.star.sheet.XSheetCellRange::getSpreadsheet",
                                      "com.sun.star.sheet.XSpreadsheet::createCursor",
                                      "com.sun.star.sheet.XUsedAreaCursor::gotoEndOfUsedArea"};

enum { NAMES = sizeof interfaces / sizeof *interfaces };

static typelib_TypeDescription *registered[2 * NAMES];

/* Each interface has the one member that is asked for here. */
static int register_types(void **state) {
    (void)state;
    rtl_uString *nothing = tolv_string("void");
    typelib_static_type_getByTypeClass(typelib_TypeClass_INTERFACE); /* XInterface's members */
    for (size_t i = 0; i < NAMES; i++) {
        rtl_uString *interface = tolv_string(interfaces[i]), *method = tolv_string(methods[i]);
        typelib_TypeDescriptionReference *member =
            tolv_type(typelib_TypeClass_INTERFACE_METHOD, methods[i]);
        typelib_typedescription_newMIInterface(
            (typelib_InterfaceTypeDescription **)(void *)&registered[i], interface, 0, 0, 0, 0, 0,
            0, NULL, 1, &member);
        typelib_typedescription_register(&registered[i]);
        typelib_typedescription_newInterfaceMethod(
            (typelib_InterfaceMethodTypeDescription **)(void *)&registered[NAMES + i], 0, sal_False,
            method, typelib_TypeClass_VOID, nothing, 0, NULL, 0, NULL);
        typelib_typedescription_register(&registered[NAMES + i]);
        typelib_typedescriptionreference_release(member);
        rtl_uString_release(method);
        rtl_uString_release(interface);
    }
    rtl_uString_release(nothing);
    return 0;
}

static int release_types(void **state) {
    (void)state;
    for (size_t i = 0; i < 2 * NAMES; i++)
        typelib_typedescription_release(registered[i]);
    return 0;
}

/* What stands in the cells of the sheet, from A1 on. */
typedef struct content {
    const char *text; /* NULL: the number */
    double number;
    bool error;
} content;

/* A sheet, its ranges and its cursor are all of this sort; they count together. */
typedef struct sheet {
    sal_Int32 last_column, last_row; /* used */
    const content *cells;
    size_t width;
    size_t calls, throws_at; /* counted from 1; 0: never */
    const char *lacks;       /* an interface */
    int references;
    size_t handed_out; /* cells */
} sheet;

typedef struct address {
    sal_Int16 sheet;
    sal_Int32 first_column, first_row, last_column, last_row;
} address;

typedef struct range {
    uno_Interface interface;
    sheet *sheet;
    address at;
    int references;
} range;

static void SAL_CALL acquire(uno_Interface *interface) {
    range *object = (range *)interface;
    object->references++;
    object->sheet->references++;
}

static void SAL_CALL release(uno_Interface *interface) {
    range *object = (range *)interface;
    object->sheet->references--;
    if (--object->references == 0)
        free(object);
}

static bool is(const rtl_uString *name, const char *ascii) {
    return rtl_ustr_ascii_compare(name->buffer, ascii) == 0;
}

static uno_Interface *range_of(sheet *sheet, address at);

static void put_cell(uno_Any *any, const content *cell) {
    rtl_uString *string = NULL;
    double number = cell->number;
    assert_true(tolv_text_to_office(tolv_text_of(cell->text), &string));
    uno_type_any_construct(any, cell->text ? (void *)&string : &number,
                           *typelib_static_type_getByTypeClass(cell->error ? typelib_TypeClass_VOID
                                                               : cell->text
                                                                   ? typelib_TypeClass_STRING
                                                                   : typelib_TypeClass_DOUBLE),
                           NULL);
    rtl_uString_release(string);
}

/* Cells beyond what the test lists are empty. */
static uno_Sequence *data_of(sheet *sheet, address at) {
    typelib_TypeDescriptionReference *row = tolv_type(typelib_TypeClass_SEQUENCE, "[]any"),
                                     *matrix = tolv_type(typelib_TypeClass_SEQUENCE, "[][]any");
    uno_Sequence *rows = NULL;
    uno_type_sequence_construct(&rows, matrix, NULL, at.last_row - at.first_row + 1, NULL);
    for (sal_Int32 i = at.first_row; i <= at.last_row; i++) {
        uno_Sequence **cells = &((uno_Sequence **)(void *)rows->elements)[i - at.first_row];
        uno_type_sequence_realloc(cells, row, at.last_column - at.first_column + 1, NULL, NULL);
        for (sal_Int32 j = at.first_column; j <= at.last_column; j++) {
            uno_Any *any = &((uno_Any *)(void *)(*cells)->elements)[j - at.first_column];
            bool used = i <= sheet->last_row && j <= sheet->last_column;
            uno_any_destruct(any, NULL);
            put_cell(any, used ? &sheet->cells[(size_t)i * sheet->width + (size_t)j]
                               : &(content){.text = ""});
            sheet->handed_out++;
        }
    }
    typelib_typedescriptionreference_release(matrix);
    typelib_typedescriptionreference_release(row);
    return rows;
}

static void throw(uno_Any * exception) {
    struct {
        rtl_uString *message;
        uno_Interface *context;
    } members = {tolv_string("the document is being closed"), NULL};
    uno_type_any_construct(exception, &members,
                           *typelib_static_type_getByTypeClass(typelib_TypeClass_EXCEPTION), NULL);
    rtl_uString_release(members.message);
}

static void query(range *object, typelib_TypeDescriptionReference *type, uno_Any *result) {
    uno_Interface *found = &object->interface;
    bool lacking = object->sheet->lacks && is(type->pTypeName, object->sheet->lacks);
    uno_type_any_construct(result, lacking ? NULL : &found, lacking ? NULL : type, NULL);
}

static void SAL_CALL dispatch(uno_Interface *interface, const typelib_TypeDescription *member,
                              void *result, void *arguments[], uno_Any **exception) {
    range *object = (range *)interface;
    sheet *sheet = object->sheet;
    address at = object->at;
    if (++sheet->calls == sheet->throws_at) {
        throw(*exception);
        return;
    }
    *exception = NULL;
    if (is(member->pTypeName, "com.sun.star.uno.XInterface::queryInterface")) {
        query(object, *(typelib_TypeDescriptionReference **)arguments[0], result);
    } else if (is(member->pTypeName, methods[0])) {
        const sal_Int32 *const *from = (const sal_Int32 *const *)arguments;
        assert_true(*from[0] >= 0 && *from[1] >= 0 && *from[2] >= *from[0] &&
                    *from[3] >= *from[1] && at.first_column + *from[2] <= at.last_column &&
                    at.first_row + *from[3] <= at.last_row);
        *(uno_Interface **)result =
            range_of(sheet, (address){0, at.first_column + *from[0], at.first_row + *from[1],
                                      at.first_column + *from[2], at.first_row + *from[3]});
    } else if (is(member->pTypeName, methods[1])) {
        *(address *)result = at;
    } else if (is(member->pTypeName, methods[2])) {
        *(uno_Sequence **)result = data_of(sheet, at);
    } else if (is(member->pTypeName, methods[5])) {
        assert_false(*(sal_Bool *)arguments[0]);
        object->at =
            (address){0, sheet->last_column, sheet->last_row, sheet->last_column, sheet->last_row};
    } else { /* getSpreadsheet, createCursor */
        *(uno_Interface **)result = range_of(sheet, (address){0, 0, 0, 16383, 1048575});
    }
}

static uno_Interface *range_of(sheet *sheet, address at) {
    range *object = malloc(sizeof *object);
    assert_non_null(object);
    *object = (range){{acquire, release, dispatch}, sheet, at, 0};
    acquire(&object->interface);
    return &object->interface;
}

/* ---- The tests ---- */

static const content cells[] = {
    {.text = "Konto"}, {.text = "Belopp €😀"}, {.text = ""},    {.number = 3010}, {.number = -0.1},
    {.error = true},   {.number = 46000},     {.text = "åäö"}, {.text = "1"},
};

static sheet sheet_of_cells(void) {
    return (sheet){.last_column = 2, .last_row = 2, .cells = cells, .width = 3};
}

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

/* An object handed over as an argument of its own type: a look at it, nothing to destruct. */
static tolv_error take(border *at, tolv_arena *arena, uno_Interface **object, tolv_value *value) {
    uno_Any any = {.pType = *typelib_static_type_getByTypeClass(typelib_TypeClass_INTERFACE),
                   .pData = object};
    return tolv_value_from_office(&at->types, arena, &any, value);
}

static void a_table_ends_where_its_sheet_does(void **state) {
    static const struct {
        address at;
        sal_Int32 last_column, last_row; /* used */
        size_t rows, columns;
    } rows[] = {
        {{0, 0, 0, 7, 1048575}, 7, 99999, 100000, 8},
        {{0, 0, 0, 7, 1048575}, 2, 99999, 100000, 3},
        {{0, 0, 0, 7, 999}, 20, 99999, 1000, 8},
        {{0, 2, 5, 7, 1048575}, 20, 8, 4, 6},
        {{0, 2, 5, 7, 1048575}, 20, 5, 1, 6},
        {{0, 2, 5, 7, 1048575}, 20, 4, 1, 6},
        {{0, 2, 5, 7, 1048575}, 0, 0, 1, 1},
        {{0, 3, 3, 3, 3}, 20, 20, 1, 1},
        {{0, 3, 3, 3, 3}, 0, 0, 1, 1},
        {{0, 0, 0, 16383, 1048575}, 0, 0, 1, 1},
    };
    border *at = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sheet used = {.last_column = rows[i].last_column, .last_row = rows[i].last_row};
        uno_Interface *object = range_of(&used, rows[i].at);
        tolv_value value;
        assert_int_equal(take(at, &at->arena, &object, &value), TOLV_OK);
        assert_int_equal(value.kind, TOLV_TABLE);
        assert_int_equal(value.table->rows, rows[i].rows);
        assert_int_equal(value.table->columns, rows[i].columns);
        assert_int_equal(used.references, 1);
        assert_int_equal(used.handed_out, 0);
        object->release(object);
    }
}

static void assert_cell(const tolv_cell *cell, const content *expected) {
    if (expected->error || isnan(expected->number)) {
        assert_int_equal(cell->kind, TOLV_FAULT);
        assert_int_equal(cell->error, TOLV_CELL_WITH_ERROR);
    } else if (!expected->text) {
        assert_int_equal(cell->kind, TOLV_NUMBER);
        assert_true(cell->number == expected->number);
    } else if (!*expected->text) {
        assert_int_equal(cell->kind, TOLV_BLANK);
    } else {
        assert_int_equal(cell->kind, TOLV_TEXT);
        assert_int_equal(cell->text.length, strlen(expected->text));
        assert_memory_equal(cell->text.bytes, expected->text, cell->text.length);
    }
}

static void rows_are_read_where_they_stand(void **state) {
    border *at = *state;
    sheet used = sheet_of_cells();
    uno_Interface *object = range_of(&used, (address){0, 0, 0, 2, 1048575});
    tolv_value value;
    assert_int_equal(take(at, &at->arena, &object, &value), TOLV_OK);
    for (size_t row = 0; row < 3; row++)
        for (size_t count = 1; row + count <= 3; count++) {
            tolv_cell read[9];
            used.handed_out = 0;
            assert_int_equal(value.table->read(value.table, row, count, NULL, read), TOLV_OK);
            for (size_t i = 0; i < count * 3; i++)
                assert_cell(&read[i], &cells[row * 3 + i]);
            assert_int_equal(used.handed_out, count * 3);
            assert_int_equal(used.references, 1);
        }
    object->release(object);
}

static void a_part_of_the_sheet(void **state) {
    border *at = *state;
    sheet used = sheet_of_cells();
    uno_Interface *object = range_of(&used, (address){0, 1, 1, 1, 2});
    tolv_value value;
    tolv_cell read[2];
    assert_int_equal(take(at, &at->arena, &object, &value), TOLV_OK);
    assert_int_equal(value.table->rows, 2);
    assert_int_equal(value.table->columns, 1);
    assert_int_equal(value.table->read(value.table, 0, 2, NULL, read), TOLV_OK);
    assert_cell(&read[0], &cells[4]);
    assert_cell(&read[1], &cells[7]);
    object->release(object);
}

/* Longer and longer texts, then short ones again. */
static void texts_take_the_room_they_need(void **state) {
    enum { ROWS = 40 };
    static char texts[ROWS][ROWS * 100 + 1];
    static content long_cells[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        memset(texts[i], 'a' + (int)(i % 26), i < ROWS / 2 ? i * 100 : 3);
        long_cells[i].text = texts[i];
    }
    border *at = *state;
    sheet used = {.last_row = ROWS - 1, .cells = long_cells, .width = 1};
    uno_Interface *object = range_of(&used, (address){0, 0, 0, 0, ROWS - 1});
    tolv_value value;
    assert_int_equal(take(at, &at->arena, &object, &value), TOLV_OK);
    for (size_t row = 0; row < ROWS; row += 4) {
        tolv_cell read[4];
        assert_int_equal(value.table->read(value.table, row, 4, NULL, read), TOLV_OK);
        for (size_t i = 0; i < 4; i++)
            assert_cell(&read[i], &long_cells[row + i]);
    }
    object->release(object);
}

/* Every choice of the three columns: the others are not even fetched, and stay as they were. */
static void only_what_is_wanted(void **state) {
    border *at = *state;
    sheet used = sheet_of_cells();
    uno_Interface *object = range_of(&used, (address){0, 0, 0, 2, 2});
    tolv_value value;
    assert_int_equal(take(at, &at->arena, &object, &value), TOLV_OK);
    for (unsigned choice = 0; choice < 8; choice++) {
        const bool wanted[3] = {choice & 1, choice & 2, choice & 4};
        tolv_cell read[9];
        memset(read, 0, sizeof read); /* TOLV_MISSING */
        used.handed_out = 0;
        assert_int_equal(value.table->read(value.table, 0, 3, wanted, read), TOLV_OK);
        for (size_t i = 0; i < 9; i++)
            if (wanted[i % 3])
                assert_cell(&read[i], &cells[i]);
            else
                assert_int_equal(read[i].kind, TOLV_MISSING);
        assert_int_equal(used.handed_out, 3 * (size_t)(wanted[0] + wanted[1] + wanted[2]));
    }
    object->release(object);
}

/* Takes the range and reads it all: the error, or that of the fault it became. */
static tolv_error read_all(border *at, tolv_arena *arena, sheet *used) {
    uno_Interface *object = range_of(used, (address){0, 0, 0, 2, 2});
    tolv_value value;
    tolv_cell read[9];
    tolv_error error = take(at, arena, &object, &value);
    if (!error && value.kind == TOLV_FAULT)
        error = value.error;
    else if (!error)
        error = value.table->read(value.table, 0, 3, NULL, read);
    assert_int_equal(used->references, 1);
    object->release(object);
    return error;
}

static void an_office_that_throws(void **state) {
    border *at = *state;
    sheet whole = sheet_of_cells();
    assert_int_equal(read_all(at, &at->arena, &whole), TOLV_OK);
    assert_true(whole.calls > 10);
    for (size_t call = 1; call <= whole.calls; call++) {
        sheet used = sheet_of_cells();
        used.throws_at = call;
        assert_int_equal(read_all(at, &at->arena, &used), TOLV_CELL_WITH_ERROR);
    }
}

static void an_object_that_is_no_range(void **state) {
    border *at = *state;
    for (size_t i = 0; i < NAMES; i++) {
        sheet used = sheet_of_cells();
        used.lacks = interfaces[i];
        assert_int_equal(read_all(at, &at->arena, &used), TOLV_CELL_WITH_ERROR);
    }
    tolv_value value;
    assert_int_equal(take(at, &at->arena, &(uno_Interface *){NULL}, &value), TOLV_OK);
    assert_int_equal(value.kind, TOLV_FAULT);
}

static void *allocate(void *context, size_t size) {
    size_t *left = context;
    return *left && (*left)-- ? malloc(size) : NULL;
}

static void give_back(void *context, void *block) {
    (void)context;
    free(block);
}

static void memory_that_ends(void **state) {
    static char text[5000];
    memset(text, 'x', sizeof text - 1);
    content long_cells[9] = {{.text = text}, {.text = text}, {.text = text}};
    size_t blocks = 0;
    for (tolv_error error = TOLV_OUT_OF_MEMORY; error; blocks++) {
        size_t left = blocks;
        tolv_memory memory = {allocate, give_back, &left};
        tolv_arena arena;
        tolv_arena_open(&arena, &memory);
        tolv_arena_take(&arena, 1, 1024); /* what is in the arena itself */
        sheet used = sheet_of_cells();
        used.cells = long_cells;
        error = read_all(*state, &arena, &used);
        assert_true(error == TOLV_OK || error == TOLV_OUT_OF_MEMORY);
        tolv_arena_close(&arena);
        assert_true(blocks < 10);
    }
    assert_int_equal(blocks, 3);
}

#define AT_THE_BORDER(test) cmocka_unit_test_setup_teardown(test, open_border, close_border)

int main(void) {
    const struct CMUnitTest tests[] = {
        AT_THE_BORDER(a_table_ends_where_its_sheet_does),
        AT_THE_BORDER(rows_are_read_where_they_stand),
        AT_THE_BORDER(a_part_of_the_sheet),
        AT_THE_BORDER(texts_take_the_room_they_need),
        AT_THE_BORDER(only_what_is_wanted),
        AT_THE_BORDER(an_office_that_throws),
        AT_THE_BORDER(an_object_that_is_no_range),
        AT_THE_BORDER(memory_that_ends),
    };
    return cmocka_run_group_tests_name("cell_range", tests, register_types, release_types);
}
