/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_TESTS_ARSENAL_H
#define TOLV_TESTS_ARSENAL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/value.h"

/* Values that no function wants. */

enum { VALUES_MAX = 256, HUGE_BYTES = 1 << 20 };

typedef struct hostile {
    char name[48];
    tolv_value value;
} hostile;

/* All of them, and the memory that they lie in. */
typedef struct arsenal {
    hostile values[VALUES_MAX];
    size_t count;
    char *huge_text;
    double *numbers[VALUES_MAX];
    tolv_cell *cells[VALUES_MAX];
} arsenal;

static inline void add(arsenal *arsenal, const char *name, tolv_value value) {
    assert_true(arsenal->count < VALUES_MAX);
    hostile *hostile = &arsenal->values[arsenal->count++];
    snprintf(hostile->name, sizeof hostile->name, "%s", name);
    hostile->value = value;
}

/* 46054 is a date. */
static const double numbers[] = {0,
                                 -0.0,
                                 1,
                                 -1,
                                 0.5,
                                 12,
                                 13,
                                 2026,
                                 46054,
                                 100000,
                                 0x1p46,
                                 -0x1p46,
                                 70368744177665,
                                 0x1p54,
                                 1e308,
                                 -1e308,
                                 1e-310,
                                 4.9e-324,
                                 -4.9e-324,
                                 INFINITY,
                                 -INFINITY,
                                 NAN};

static const char *const texts[] = {"",        "x",        "12",      "1,5",          "even",
                                    "ROOT",    "YTD",      "EXPLAIN", "\xFF\xFE\x80", "\xC3",
                                    "a\tb\nc", "\xC2\xA0", "ÅÄÖ ÆØ"};

static const struct {
    size_t rows, columns;
} shapes[] = {{0, 0},  {0, 12}, {12, 0},  {1, 1},  {1, 2}, {1, 11}, {11, 1},
              {1, 12}, {12, 1}, {12, 12}, {1, 13}, {3, 4}, {2, 12}, {2, 2}};

/* What the cells of a range hold: the same in each, or every second one with the sign turned. */
static const struct {
    const char *name;
    double number;
    bool alternates;
} fillings[] = {{"zeros", 0, false},
                {"ones", 1, false},
                {"-0", -0.0, false},
                {"blanks", NAN, false},
                {"-1", -1, false},
                {"±1", 1, true},
                {"2^46", 0x1p46, false},
                {"±2^46", 0x1p46, true},
                {"1e308", 1e308, false},
                {"denormals", 4.9e-324, false},
                {"infinities", INFINITY, true}};

/* A block for each range and a gap after each row, so that a step outside is seen. */
static inline void add_range(arsenal *arsenal, size_t shape, size_t filling) {
    size_t rows = shapes[shape].rows, columns = shapes[shape].columns, stride = columns + 1;
    double *block = malloc((rows * stride + 1) * sizeof *block);
    char name[48];
    assert_non_null(block);
    for (size_t i = 0; i < rows * stride; i++)
        block[i] = i % stride == columns                   ? 1e300
                   : fillings[filling].alternates && i % 2 ? -fillings[filling].number
                                                           : fillings[filling].number;
    snprintf(name, sizeof name, "%zu×%zu %s", rows, columns, fillings[filling].name);
    arsenal->numbers[arsenal->count] = block;
    add(arsenal, name,
        (tolv_value){
            .kind = TOLV_RANGE,
            .range = {.rows = rows, .columns = columns, .stride = stride, .numbers = block}});
}

/* Mixed cells: the kinds in turn, beginning with `first`. */
static inline void add_mixed(arsenal *arsenal, size_t shape, size_t first) {
    static const tolv_cell kinds[] = {{.kind = TOLV_TEXT, .text = {"\xFFx", 2}},
                                      {.kind = TOLV_BLANK},
                                      {.kind = TOLV_MISSING},
                                      {.kind = TOLV_FAULT, .error = TOLV_ZERO_SUM},
                                      {.kind = TOLV_NUMBER, .number = 7},
                                      {.kind = TOLV_NUMBER, .number = NAN}};
    size_t rows = shapes[shape].rows, columns = shapes[shape].columns;
    tolv_cell *block = malloc((rows * columns + 1) * sizeof *block);
    char name[48];
    assert_non_null(block);
    for (size_t i = 0; i < rows * columns; i++)
        block[i] = kinds[(first + i) % (sizeof kinds / sizeof *kinds)];
    snprintf(name, sizeof name, "%zu×%zu mixed from %zu", rows, columns, first);
    arsenal->cells[arsenal->count] = block;
    add(arsenal, name,
        (tolv_value){
            .kind = TOLV_RANGE,
            .range = {.rows = rows, .columns = columns, .stride = columns, .cells = block}});
}

static inline int arm(void **state) {
    arsenal *arsenal = calloc(1, sizeof *arsenal);
    assert_non_null(arsenal);
    arsenal->huge_text = malloc(HUGE_BYTES);
    assert_non_null(arsenal->huge_text);
    memset(arsenal->huge_text, 'a', HUGE_BYTES);
    add(arsenal, "missing", (tolv_value){.kind = TOLV_MISSING});
    add(arsenal, "blank", (tolv_value){.kind = TOLV_BLANK});
    add(arsenal, "error cell", (tolv_value){.kind = TOLV_FAULT, .error = TOLV_NOT_REPORTED});
    add(arsenal, "huge text",
        (tolv_value){.kind = TOLV_TEXT, .text = {arsenal->huge_text, HUGE_BYTES}});
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add(arsenal, texts[i], (tolv_value){.kind = TOLV_TEXT, .text = tolv_text_of(texts[i])});
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char name[48];
        snprintf(name, sizeof name, "%g", numbers[i]);
        add(arsenal, name, (tolv_value){.kind = TOLV_NUMBER, .number = numbers[i]});
    }
    for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++) {
        for (size_t filling = 0; filling < sizeof fillings / sizeof *fillings; filling++)
            add_range(arsenal, shape, filling);
        add_mixed(arsenal, shape, 0);
        add_mixed(arsenal, shape, 1);
    }
    *state = arsenal;
    return 0;
}

static inline int disarm(void **state) {
    arsenal *arsenal = *state;
    for (size_t i = 0; i < VALUES_MAX; i++) {
        free(arsenal->numbers[i]);
        free(arsenal->cells[i]);
    }
    free(arsenal->huge_text);
    free(arsenal);
    return 0;
}

#endif
