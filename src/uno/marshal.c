/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/marshal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "uno/cell_range.h"
#include "uno/text.h"

static void set_number(double number, tolv_cell *cell) {
    if (isnan(number)) /* inside Tolv NaN means blank, in the office it carries an error */
        *cell = (tolv_cell){.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR};
    else
        *cell = (tolv_cell){.kind = TOLV_NUMBER, .number = number};
}

static tolv_error read_cell(tolv_arena *arena, typelib_TypeClass kind, const void *data,
                            tolv_cell *cell) {
    switch (kind) {
    case typelib_TypeClass_ANY: { /* which never holds an any */
        const uno_Any *any = data;
        return read_cell(arena, any->pType->eTypeClass, any->pData, cell);
    }
    case typelib_TypeClass_VOID:
        cell->kind = TOLV_MISSING;
        break;
    case typelib_TypeClass_DOUBLE:
        set_number(*(const double *)data, cell);
        break;
    case typelib_TypeClass_FLOAT:
        set_number((double)*(const float *)data, cell);
        break;
    case typelib_TypeClass_BOOLEAN:
        set_number(*(const sal_Bool *)data != sal_False, cell);
        break;
    case typelib_TypeClass_BYTE:
        set_number(*(const sal_Int8 *)data, cell);
        break;
    case typelib_TypeClass_SHORT:
        set_number(*(const sal_Int16 *)data, cell);
        break;
    case typelib_TypeClass_UNSIGNED_SHORT:
        set_number(*(const sal_uInt16 *)data, cell);
        break;
    case typelib_TypeClass_LONG:
        set_number(*(const sal_Int32 *)data, cell);
        break;
    case typelib_TypeClass_UNSIGNED_LONG:
        set_number(*(const sal_uInt32 *)data, cell);
        break;
    case typelib_TypeClass_HYPER:
        set_number((double)*(const sal_Int64 *)data, cell);
        break;
    case typelib_TypeClass_UNSIGNED_HYPER:
        set_number((double)*(const sal_uInt64 *)data, cell);
        break;
    case typelib_TypeClass_STRING: {
        const rtl_uString *string = *(rtl_uString *const *)data;
        cell->kind = string->length ? TOLV_TEXT : TOLV_BLANK;
        if (string->length && !tolv_text_from_office(arena, string, &cell->text))
            return TOLV_OUT_OF_MEMORY;
        break;
    }
    default:
        *cell = (tolv_cell){.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR};
    }
    return TOLV_OK;
}

/* A sequence, or a sequence of sequences, seen as rows of cells. */
typedef struct rows {
    const uno_Sequence *outer;
    int depth;              /* of sequences: 1, 2; more is no table */
    typelib_TypeClass kind; /* of a cell */
    size_t cell_size;
    size_t count, columns; /* a row may be shorter: its end is blank */
} rows;

static const uno_Sequence *row_of(const rows *given, size_t row) {
    return given->depth == 1 ? given->outer
                             : ((uno_Sequence *const *)(const void *)given->outer->elements)[row];
}

static void look_at(rows *given, const uno_Any *any) {
    typelib_TypeDescription *type = NULL;
    typelib_typedescriptionreference_getDescription(&type, any->pType);
    for (given->depth = 0; type && type->eTypeClass == typelib_TypeClass_SEQUENCE; given->depth++) {
        typelib_TypeDescription *inner = NULL;
        typelib_typedescriptionreference_getDescription(
            &inner, ((const typelib_IndirectTypeDescription *)type)->pType);
        typelib_typedescription_release(type);
        type = inner;
    }
    given->kind = type ? type->eTypeClass : typelib_TypeClass_UNKNOWN;
    given->cell_size = type ? (size_t)type->nSize : 0;
    if (type)
        typelib_typedescription_release(type);
    given->outer = *(uno_Sequence *const *)any->pData;
    given->count = given->depth == 1 ? 1 : (size_t)given->outer->nElements;
    given->columns = 0;
    for (size_t row = 0; given->depth <= 2 && row < given->count; row++) {
        size_t columns = (size_t)row_of(given, row)->nElements;
        given->columns = columns > given->columns ? columns : given->columns;
    }
}

static tolv_error read_at(tolv_arena *arena, const rows *given, size_t row, size_t column,
                          tolv_cell *cell) {
    const uno_Sequence *cells = row_of(given, row);
    cell->kind = TOLV_BLANK;
    if (column >= (size_t)cells->nElements)
        return TOLV_OK;
    tolv_error error =
        read_cell(arena, given->kind, cells->elements + column * given->cell_size, cell);
    if (cell->kind == TOLV_MISSING)
        cell->kind = TOLV_BLANK;
    return error;
}

/* The rows as plain numbers; *plain tells whether they were nothing else. */
static tolv_error read_numbers(tolv_arena *arena, const rows *given, tolv_range *range,
                               bool *plain) {
    double *numbers = tolv_arena_take(arena, given->count * given->columns, sizeof *numbers);
    if (!numbers)
        return TOLV_OUT_OF_MEMORY;
    double *next = numbers;
    for (size_t row = 0; row < given->count; row++)
        for (size_t column = 0; column < given->columns; column++) {
            tolv_cell cell;
            tolv_error error = read_at(arena, given, row, column, &cell);
            *plain = cell.kind == TOLV_NUMBER || cell.kind == TOLV_BLANK;
            if (error || !*plain)
                return error;
            *next++ = cell.kind == TOLV_NUMBER ? cell.number : TOLV_BLANK_NUMBER;
        }
    range->numbers = numbers;
    return TOLV_OK;
}

static tolv_error read_cells(tolv_arena *arena, const rows *given, tolv_range *range) {
    tolv_cell *cells = tolv_arena_take(arena, given->count * given->columns, sizeof *cells);
    if (!cells)
        return TOLV_OUT_OF_MEMORY;
    tolv_cell *next = cells;
    for (size_t row = 0; row < given->count; row++)
        for (size_t column = 0; column < given->columns; column++) {
            tolv_error error = read_at(arena, given, row, column, next++);
            if (error)
                return error;
        }
    range->cells = cells;
    return TOLV_OK;
}

static tolv_error read_range(tolv_arena *arena, const uno_Any *given, tolv_value *value) {
    rows table;
    look_at(&table, given);
    if (table.depth > 2 || (table.columns && table.count > SIZE_MAX / table.columns)) {
        *value = (tolv_value){.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR};
        return TOLV_OK;
    }
    tolv_range range = {.rows = table.count, .columns = table.columns, .stride = table.columns};
    bool plain = true;
    tolv_error error = read_numbers(arena, &table, &range, &plain);
    if (!error && !plain)
        error = read_cells(arena, &table, &range);
    *value = (tolv_value){.kind = TOLV_RANGE, .range = range};
    return error;
}

static tolv_error read_table(const tolv_types *types, tolv_arena *arena, const uno_Any *given,
                             tolv_value *value) {
    *value = (tolv_value){.kind = TOLV_TABLE};
    tolv_error error =
        tolv_table_from_office(types, arena, *(uno_Interface *const *)given->pData, &value->table);
    if (error != TOLV_CELL_WITH_ERROR)
        return error;
    *value = (tolv_value){.kind = TOLV_FAULT, .error = error};
    return TOLV_OK;
}

tolv_error tolv_value_from_office(const tolv_types *types, tolv_arena *arena, const uno_Any *given,
                                  tolv_value *value) {
    if (given->pType->eTypeClass == typelib_TypeClass_SEQUENCE)
        return read_range(arena, given, value);
    if (given->pType->eTypeClass == typelib_TypeClass_INTERFACE)
        return read_table(types, arena, given, value);
    tolv_cell cell;
    tolv_error error = read_cell(arena, given->pType->eTypeClass, given->pData, &cell);
    value->kind = cell.kind;
    if (cell.kind == TOLV_NUMBER)
        value->number = cell.number;
    else if (cell.kind == TOLV_TEXT)
        value->text = cell.text;
    else if (cell.kind == TOLV_FAULT)
        value->error = cell.error;
    return error;
}

static void put(uno_Any *any, typelib_TypeDescriptionReference *type, void *data) {
    uno_type_any_assign(any, data, type, NULL, NULL);
}

void tolv_error_to_office(const tolv_types *types, tolv_error error, uno_Any *result) {
    /* Calc reads its error code out of the low half of a quiet NaN */
    uint64_t bits = UINT64_C(0x7FF8000000000000) | (uint64_t)tolv_error_in_calc(error);
    double number;
    memcpy(&number, &bits, sizeof number);
    put(result, types->of[TOLV_CONTENT_NUMBERS].cell, &number);
}

/* A blank is an empty text where it stands alone, and nothing at all among numbers. */
static tolv_error put_cell(const tolv_types *types, const tolv_cell *cell, uno_Any *any) {
    switch (cell->kind) {
    case TOLV_NUMBER: {
        double number = cell->number;
        put(any, types->of[TOLV_CONTENT_NUMBERS].cell, &number);
        break;
    }
    case TOLV_TEXT: {
        rtl_uString *string = NULL;
        if (!tolv_text_to_office(cell->text, &string))
            return TOLV_OUT_OF_MEMORY;
        put(any, types->of[TOLV_CONTENT_TEXTS].cell, &string);
        rtl_uString_release(string);
        break;
    }
    case TOLV_FAULT:
        tolv_error_to_office(types, cell->error, any);
        break;
    default:
        put(any, NULL, NULL);
    }
    return TOLV_OK;
}

static tolv_content content_of(const tolv_range *range) {
    size_t count = tolv_range_count(range), numbers = 0, texts = 0, blanks = 0;
    for (size_t i = 0; i < count; i++) {
        tolv_kind kind = tolv_range_cell(range, i).kind;
        numbers += kind == TOLV_NUMBER;
        texts += kind == TOLV_TEXT;
        blanks += kind == TOLV_BLANK || kind == TOLV_MISSING;
    }
    if (numbers == count)
        return TOLV_CONTENT_NUMBERS;
    return texts && texts + blanks == count ? TOLV_CONTENT_TEXTS : TOLV_CONTENT_MIXED;
}

/* Puts a cell into a row that was constructed with zeros, empty texts or voids. */
static tolv_error put_element(const tolv_types *types, tolv_content content, const tolv_cell *cell,
                              void *elements, size_t column) {
    switch (content) {
    case TOLV_CONTENT_NUMBERS:
        ((double *)elements)[column] = cell->number;
        return TOLV_OK;
    case TOLV_CONTENT_TEXTS:
        return cell->kind != TOLV_TEXT ||
                       tolv_text_to_office(cell->text, &((rtl_uString **)elements)[column])
                   ? TOLV_OK
                   : TOLV_OUT_OF_MEMORY;
    default:
        return put_cell(types, cell, &((uno_Any *)elements)[column]);
    }
}

static tolv_error put_range(const tolv_types *types, const tolv_range *range, uno_Any *result) {
    tolv_content content = content_of(range);
    typelib_TypeDescriptionReference *row_type = types->of[content].row;
    typelib_TypeDescriptionReference *matrix_type = types->of[content].matrix;
    uno_Sequence *matrix = NULL;
    if (range->rows > SAL_MAX_INT32 || range->columns > SAL_MAX_INT32 ||
        !uno_type_sequence_construct(&matrix, matrix_type, NULL, (sal_Int32)range->rows, NULL))
        return TOLV_OUT_OF_MEMORY;
    tolv_error error = TOLV_OK;
    for (size_t row = 0; !error && row < range->rows; row++) {
        uno_Sequence **cells = &((uno_Sequence **)(void *)matrix->elements)[row];
        if (!uno_type_sequence_realloc(cells, row_type, (sal_Int32)range->columns, NULL, NULL))
            error = TOLV_OUT_OF_MEMORY;
        for (size_t column = 0; !error && column < range->columns; column++) {
            tolv_cell cell = tolv_range_cell(range, row * range->columns + column);
            error = put_element(types, content, &cell, (*cells)->elements, column);
        }
    }
    if (!error)
        put(result, matrix_type, &matrix);
    uno_type_destructData(&matrix, matrix_type, NULL);
    return error;
}

tolv_error tolv_value_to_office(const tolv_types *types, const tolv_value *value, uno_Any *result) {
    if (value->kind == TOLV_RANGE)
        return put_range(types, &value->range, result);
    tolv_cell cell = tolv_cell_of(value);
    if (cell.kind == TOLV_BLANK) /* void alone would be #N/A */
        cell = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of("")};
    return put_cell(types, &cell, result);
}
