/* SPDX-License-Identifier: MPL-2.0 */
/* Any tree of values as the arguments of any function: a well-formed answer, or a fault that has a
 * sentence; the same when it is asked once more, and the same when somebody listens. The bytes are
 * read as they come, and as zeros where they end: the first chooses the function, and zeros are the
 * arguments of its own example. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "functions/formula.h"
#include "target.h"

enum {
    ARGUMENTS_MAX = TOLV_ARGUMENTS_MAX + 4,
    CALLS_MAX = 8, /* in one tree */
    SIDE_MAX = 40, /* rows or columns of a range */
    GAP = 2        /* elements after each row that are not the range's */
};

/* ---- Bytes to values ---- */

typedef struct tree {
    const uint8_t *next, *end;
    tolv_call memory; /* of all its values; the inner calls are made on it */
    int calls;
    bool legible; /* every text is UTF-8 */
} tree;

typedef struct arguments {
    const tolv_function *function;
    tolv_value values[ARGUMENTS_MAX];
    size_t count;
} arguments;

static void *need(tree *tree, size_t count, size_t size) {
    void *bytes = tolv_arena_take(&tree->memory.arena, count, size);
    require(bytes);
    return bytes;
}

static uint8_t take(tree *tree) {
    return tree->next < tree->end ? *tree->next++ : 0;
}

static bool is_utf8(tolv_text text) {
    for (size_t i = 0; i < text.length;) {
        unsigned char lead = (unsigned char)text.bytes[i++];
        size_t more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || more > text.length - i)
            return false;
        while (more--)
            if (((unsigned char)text.bytes[i++] & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static tolv_text take_text(tree *tree) {
    size_t length = take(tree), left = (size_t)(tree->end - tree->next);
    tolv_text text = {(const char *)tree->next, length < left ? length : left};
    tree->next += text.length;
    tree->legible = tree->legible && is_utf8(text);
    return text;
}

static double take_bits(tree *tree) {
    union {
        uint8_t bytes[8];
        double number;
    } any = {{0}};
    for (size_t i = 0; i < sizeof any.bytes; i++)
        any.bytes[i] = take(tree);
    return any.number;
}

static double take_number(tree *tree) {
    static const double odd[] = {-0.0,  0.5,    0.005,    46054,     0x1p46,     -0x1p46,
                                 1e15,  0x1p53, 0x1p54,   1e308,     -1e308,     4.9e-324,
                                 1e-10, 2026,   INFINITY, -INFINITY, (double)NAN};
    enum { ODD = sizeof odd / sizeof *odd, WHOLE = 160, HUNDREDTHS = 220, LARGE = 250 };
    uint8_t form = take(tree);
    if (form < WHOLE)
        return form - 10;
    if (form < HUNDREDTHS)
        return (take(tree) * 256 + take(tree) - 20000) / 100.0;
    if (form < LARGE)
        return odd[take(tree) % ODD];
    return take_bits(tree);
}

static tolv_cell take_cell(tree *tree) {
    switch (take(tree) % 8) {
    case 0:
        return (tolv_cell){.kind = TOLV_BLANK};
    case 1:
        return (tolv_cell){.kind = TOLV_TEXT, .text = take_text(tree)};
    case 2:
        return (tolv_cell){.kind = TOLV_FAULT,
                           .error = (tolv_error)(1 + take(tree) % (TOLV_ERROR_COUNT - 1))};
    case 3:
        return (tolv_cell){.kind = TOLV_MISSING};
    default:
        return (tolv_cell){.kind = TOLV_NUMBER, .number = take_number(tree)};
    }
}

static tolv_value value_of(tolv_cell cell) {
    tolv_value value = {.kind = cell.kind};
    if (cell.kind == TOLV_NUMBER)
        value.number = cell.number;
    else if (cell.kind == TOLV_TEXT)
        value.text = cell.text;
    else if (cell.kind == TOLV_FAULT)
        value.error = cell.error;
    return value;
}

/* Of all numbers, or of mixed cells. What follows a row would be seen in any answer. */
static tolv_value take_range(tree *tree, bool mixed) {
    size_t rows = take(tree) % SIDE_MAX, columns = take(tree) % SIDE_MAX, stride = columns + GAP;
    tolv_range range = {.rows = rows, .columns = columns, .stride = stride};
    double *numbers = mixed ? NULL : need(tree, rows * stride, sizeof *numbers);
    tolv_cell *cells = mixed ? need(tree, rows * stride, sizeof *cells) : NULL;
    for (size_t i = 0; i < rows * stride; i++) {
        bool outside = i % stride >= columns;
        if (mixed)
            cells[i] = outside ? (tolv_cell){.kind = TOLV_RANGE} : take_cell(tree);
        else
            numbers[i] = outside ? (double)INFINITY : take_number(tree);
    }
    range.numbers = numbers;
    range.cells = cells;
    return (tolv_value){.kind = TOLV_RANGE, .range = range};
}

/* A range that stays where it is. */
static tolv_value take_table(tree *tree) {
    tolv_range_table *table = need(tree, 1, sizeof *table);
    tolv_table_of(table, take_range(tree, true).range);
    return (tolv_value){.kind = TOLV_TABLE, .table = &table->table};
}

/* The value with one of its cells, or itself, changed. */
static tolv_value take_change(tree *tree, const tolv_value *own) {
    size_t count = own->kind == TOLV_RANGE ? tolv_range_count(&own->range) : 0;
    if (count == 0)
        return value_of(take_cell(tree));
    tolv_value changed = *own;
    tolv_cell *cells = need(tree, count, sizeof *cells);
    for (size_t i = 0; i < count; i++)
        cells[i] = tolv_range_cell(&own->range, i);
    for (int changes = 1 + take(tree) % 4; changes > 0; changes--) {
        size_t place = take(tree) % count;
        cells[place] = take_cell(tree);
    }
    changed.range.stride = changed.range.columns;
    changed.range.numbers = NULL;
    changed.range.cells = cells;
    return changed;
}

static void take_arguments(tree *tree, arguments *call);

/* What another call answers, as it comes out of its cell. */
static tolv_value take_call(tree *tree) {
    arguments inner;
    tolv_value value;
    if (tree->calls++ == CALLS_MAX)
        return (tolv_value){.kind = TOLV_MISSING};
    take_arguments(tree, &inner);
    tolv_error error =
        tolv_function_call(&tree->memory, inner.function, inner.values, inner.count, &value);
    return error ? (tolv_value){.kind = TOLV_FAULT, .error = error} : value;
}

static tolv_value take_value(tree *tree, const tolv_value *own) {
    switch (take(tree) % 9) {
    case 0:
        return *own;
    case 1:
    case 2:
        return take_change(tree, own);
    case 3:
        return take_range(tree, false);
    case 4:
        return take_range(tree, true);
    case 5:
        return take_call(tree);
    case 6:
        return (tolv_value){
            .kind = TOLV_TEXT,
            .text = tolv_text_of(tolv_functions[take(tree) % tolv_function_count]->name)};
    case 7:
        return take_table(tree);
    default:
        return value_of(take_cell(tree));
    }
}

/* As many as the function lists, or as few or many as the bytes say. */
static void take_arguments(tree *tree, arguments *call) {
    tolv_formula example;
    call->function = tolv_functions[take(tree) % tolv_function_count];
    require(tolv_formula_read(&tree->memory, tolv_text_of(call->function->example), &example) ==
            TOLV_OK);
    size_t listed = tolv_argument_count(call->function), wanted = take(tree);
    call->count = wanted ? wanted % ARGUMENTS_MAX : example.count > listed ? example.count : listed;
    for (size_t i = 0; i < call->count; i++) {
        static const tolv_value missing = {.kind = TOLV_MISSING};
        call->values[i] = take_value(tree, i < example.count ? &example.args[i] : &missing);
    }
}

/* ---- What must hold of the answer ---- */

static void require_well_formed_cell(const tolv_cell *cell, bool legible) {
    require(cell->kind == TOLV_BLANK || cell->kind == TOLV_NUMBER || cell->kind == TOLV_TEXT);
    if (cell->kind == TOLV_NUMBER)
        require(isfinite(cell->number) && !(cell->number == 0 && signbit(cell->number)));
    if (cell->kind == TOLV_TEXT)
        require(!legible || is_utf8(cell->text));
}

static void require_well_formed(const tolv_value *value, bool legible) {
    if (value->kind != TOLV_RANGE) {
        require(value->kind == TOLV_NUMBER || value->kind == TOLV_TEXT);
        tolv_cell cell = value->kind == TOLV_NUMBER
                             ? (tolv_cell){.kind = TOLV_NUMBER, .number = value->number}
                             : (tolv_cell){.kind = TOLV_TEXT, .text = value->text};
        require_well_formed_cell(&cell, legible);
        return;
    }
    const tolv_range *range = &value->range;
    require(range->rows > 0 && range->columns > 0 && range->stride >= range->columns);
    require(!range->numbers != !range->cells);
    for (size_t i = 0; i < tolv_range_count(range); i++) {
        tolv_cell cell = tolv_range_cell(range, i);
        require_well_formed_cell(&cell, legible);
    }
}

static void require_same_text(tolv_text a, tolv_text b) {
    require(a.length == b.length && (!a.length || memcmp(a.bytes, b.bytes, a.length) == 0));
}

static void require_same(const tolv_value *a, const tolv_value *b) {
    require(a->kind == b->kind);
    if (a->kind == TOLV_NUMBER)
        require(a->number == b->number);
    if (a->kind == TOLV_TEXT)
        require_same_text(a->text, b->text);
    if (a->kind != TOLV_RANGE)
        return;
    require(a->range.rows == b->range.rows && a->range.columns == b->range.columns);
    for (size_t i = 0; i < tolv_range_count(&a->range); i++) {
        tolv_value x = value_of(tolv_range_cell(&a->range, i));
        tolv_value y = value_of(tolv_range_cell(&b->range, i));
        require_same(&x, &y);
    }
}

/* ---- The runs ---- */

typedef struct answer {
    tolv_call call;
    tolv_error error;
    tolv_value value;
    tolv_text said; /* the sentence of the fault, or the explanation */
} answer;

static void run(answer *answer, const arguments *given, const tree *tree, tolv_language language,
                bool listening) {
    tolv_call *call = &answer->call;
    bool legible = tree->legible;
    tolv_call_open(call, language, NULL, listening);
    call->session = tree->memory.session; /* what the inner calls have read */
    answer->error =
        tolv_function_call(call, given->function, given->values, given->count, &answer->value);
    require(!call->explanation.failed);
    if (answer->error) {
        require(answer->error < TOLV_ERROR_COUNT && answer->error != TOLV_OUT_OF_MEMORY);
        require(call->fault.error == answer->error);
        answer->said = tolv_fault_sentence(call);
        require(answer->said.length > 0);
    } else {
        require_well_formed(&answer->value, legible);
        answer->said = (tolv_text){call->explanation.bytes, call->explanation.length};
        require(listening || answer->said.length == 0);
    }
    require(!legible || is_utf8(answer->said));
}

static void require_same_answer(const answer *a, const answer *b) {
    require(a->error == b->error);
    if (a->error)
        require_same_text(a->said, b->said);
    else
        require_same(&a->value, &b->value);
}

/* EXPLAIN, as a function of the sheet, says what the listener heard. */
static void require_explained(const arguments *given, const tree *tree, const answer *heard) {
    arguments call = {.function = tolv_function_named(tolv_text_of("EXPLAIN")), .count = 1};
    if (given->function == call.function || given->count == ARGUMENTS_MAX)
        return;
    answer explained;
    require(heard->said.length > 0);
    call.values[0] = (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of(given->function->name)};
    for (size_t i = 0; i < given->count; i++)
        call.values[call.count++] = given->values[i];
    run(&explained, &call, tree, heard->call.language, false);
    require(explained.error == TOLV_OK && explained.value.kind == TOLV_TEXT);
    require_same_text(explained.value.text, heard->said);
    tolv_call_close(&explained.call);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    tree tree = {.next = data, .end = data + size, .legible = true};
    arguments given;
    answer plain, again, heard;
    tolv_call_open(&tree.memory, TOLV_ENGLISH, NULL, false);
    tolv_language language = (tolv_language)(take(&tree) % TOLV_LANGUAGES);
    take_arguments(&tree, &given);
    run(&plain, &given, &tree, language, false);
    run(&again, &given, &tree, language, false);
    run(&heard, &given, &tree, language, true);
    require_same_answer(&plain, &again);
    require_same_answer(&plain, &heard);
    require_explained(&given, &tree, &heard);
    tolv_call_close(&heard.call);
    tolv_call_close(&again.call);
    tolv_call_close(&plain.call);
    tolv_call_close(&tree.memory);
    return 0;
}
