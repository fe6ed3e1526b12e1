/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/cell_range.h"

#include "uno/text.h"

/* com.sun.star.table.CellRangeAddress */
typedef struct address {
    sal_Int16 sheet;
    sal_Int32 first_column, first_row, last_column, last_row;
} address;

typedef struct cell_range {
    tolv_table table; /* first: a reader is handed a pointer to it */
    const tolv_types *types;
    tolv_arena *arena;
    uno_Interface *range;
    char *texts; /* of the rows that were read last */
    size_t room, used;
} cell_range;

/* False when the office throws; nothing is in *result then. */
static bool dispatch(uno_Interface *object, const typelib_TypeDescription *method, void *result,
                     void *arguments[]) {
    uno_Any exception, *thrown = &exception;
    object->pDispatcher(object, method, result, arguments, &thrown);
    if (thrown)
        uno_any_destruct(thrown, NULL);
    return !thrown;
}

/* Calls a member of one of the object's interfaces; false when it has none such, or throws. */
static bool ask(const tolv_types *types, uno_Interface *object, tolv_member member, void *result,
                void *arguments[]) {
    typelib_TypeDescription *query = types->members[TOLV_MEMBER_QUERY].method;
    typelib_TypeDescription *method = types->members[member].method;
    typelib_TypeDescriptionReference *interface = types->members[member].interface;
    uno_Any facet;
    if (!object || !query || !method || !interface ||
        !dispatch(object, query, &facet, (void *[]){&interface}))
        return false;
    bool answered = facet.pType->eTypeClass == typelib_TypeClass_INTERFACE &&
                    dispatch(*(uno_Interface **)facet.pData, method, result, arguments);
    uno_any_destruct(&facet, NULL);
    return answered;
}

static void release(uno_Interface *object) {
    if (object)
        object->release(object);
}

/* The last row and column of the range's sheet that hold anything. */
static bool find_end(const tolv_types *types, uno_Interface *range, address *end) {
    uno_Interface *sheet = NULL, *cursor = NULL;
    sal_Bool expand = sal_False;
    bool found = ask(types, range, TOLV_MEMBER_SHEET, &sheet, NULL) &&
                 ask(types, sheet, TOLV_MEMBER_CURSOR, &cursor, NULL) &&
                 ask(types, cursor, TOLV_MEMBER_GO_TO_END, NULL, (void *[]){&expand}) &&
                 ask(types, cursor, TOLV_MEMBER_ADDRESS, end, NULL);
    release(cursor);
    release(sheet);
    return found;
}

/* How many rows, or columns, from the first to the last that is not beyond the end; at least 1. */
static size_t count_of(sal_Int32 first, sal_Int32 last, sal_Int32 end) {
    last = last < end ? last : end;
    return last > first ? (size_t)(last - first) + 1 : 1;
}

/* getDataArray gives a number or a text, "" for a blank and nothing at all for an error; a NaN that
 * a program put into a cell is none of these. */
static void read_cell(cell_range *from, const uno_Any *any, tolv_cell *cell) {
    *cell = (tolv_cell){.kind = TOLV_FAULT, .error = TOLV_CELL_WITH_ERROR};
    if (any->pType->eTypeClass == typelib_TypeClass_DOUBLE) {
        double number = *(const double *)any->pData;
        if (!isnan(number))
            *cell = (tolv_cell){.kind = TOLV_NUMBER, .number = number};
    } else if (any->pType->eTypeClass == typelib_TypeClass_STRING) {
        char *bytes = from->texts + from->used;
        size_t length = tolv_utf8_from_office(*(rtl_uString *const *)any->pData, bytes);
        *cell = (tolv_cell){.kind = length ? TOLV_TEXT : TOLV_BLANK, .text = {bytes, length}};
        from->used += length;
    }
}

static const uno_Any *cells_of(const uno_Sequence *content, size_t row) {
    return (const void *)((uno_Sequence *const *)(const void *)content->elements)[row]->elements;
}

/* Room for all texts of a content beside those read before it: the rest of the old room, or a new
 * one, at least twice as large so that what is left behind in the arena stays small. */
static bool make_room(cell_range *from, const uno_Sequence *content, size_t columns) {
    size_t needed = 0;
    for (size_t row = 0; row < (size_t)content->nElements; row++)
        for (size_t column = 0; column < columns; column++) {
            const uno_Any *any = &cells_of(content, row)[column];
            if (any->pType->eTypeClass == typelib_TypeClass_STRING)
                needed += (size_t)(*(rtl_uString *const *)any->pData)->length * TOLV_UTF8_BYTES;
        }
    if (from->texts && needed <= from->room - from->used)
        return true;
    from->used = 0;
    from->room = needed > 2 * from->room ? needed : 2 * from->room;
    from->texts = tolv_arena_take(from->arena, from->room, 1);
    if (!from->texts)
        from->room = 0;
    return from->texts != NULL;
}

/* The columns from `first` to before `end` of some rows, into their place among the cells. */
static tolv_error read_part(cell_range *from, size_t row, size_t count, size_t first, size_t end,
                            tolv_cell *cells) {
    sal_Int32 left = (sal_Int32)first, top = (sal_Int32)row, right = (sal_Int32)end - 1,
              bottom = (sal_Int32)(row + count) - 1;
    uno_Interface *part = NULL;
    uno_Sequence *content = NULL;
    tolv_error error = TOLV_CELL_WITH_ERROR;
    if (ask(from->types, from->range, TOLV_MEMBER_PART, &part,
            (void *[]){&left, &top, &right, &bottom}) &&
        ask(from->types, part, TOLV_MEMBER_CONTENT, &content, NULL))
        error = make_room(from, content, end - first) ? TOLV_OK : TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; !error && i < count; i++)
        for (size_t column = 0; column < end - first; column++)
            read_cell(from, &cells_of(content, i)[column],
                      &cells[i * from->table.columns + first + column]);
    if (content)
        uno_type_destructData(&content, from->types->of[TOLV_CONTENT_MIXED].matrix, NULL);
    release(part);
    return error;
}

/* Each run of wanted columns at once. */
static tolv_error read_rows(const tolv_table *table, size_t row, size_t count, const bool *wanted,
                            tolv_cell *cells) {
    cell_range *from = (cell_range *)table;
    tolv_error error = TOLV_OK;
    from->used = 0;
    for (size_t first = 0, end; !error && first < table->columns; first = end + 1) {
        for (end = first; end < table->columns && (!wanted || wanted[end]);)
            end++;
        if (end > first)
            error = read_part(from, row, count, first, end, cells);
    }
    return error;
}

tolv_error tolv_table_from_office(const tolv_types *types, tolv_arena *arena, uno_Interface *range,
                                  const tolv_table **table) {
    address whole, end;
    if (!ask(types, range, TOLV_MEMBER_ADDRESS, &whole, NULL) || !find_end(types, range, &end))
        return TOLV_CELL_WITH_ERROR;
    cell_range *made = tolv_arena_take(arena, 1, sizeof *made);
    if (!made)
        return TOLV_OUT_OF_MEMORY;
    *made = (cell_range){
        .table = {.rows = count_of(whole.first_row, whole.last_row, end.last_row),
                  .columns = count_of(whole.first_column, whole.last_column, end.last_column),
                  .read = read_rows},
        .types = types,
        .arena = arena,
        .range = range};
    *table = &made->table;
    return TOLV_OK;
}
