/* SPDX-License-Identifier: MPL-2.0 */
/* Every row of the tables in tests/cases is a test: the formula answers what stands there. In
 * explain.tsv it is the explanation, or the sentence of the fault, in the row's language. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "functions/formula.h"

enum { FILES_MAX = 256 };

typedef struct table {
    const char *path;
    size_t passed, failed;
} table;

/* A row by the names of its columns; what the table has no column for is empty. */
typedef struct row {
    tolv_text language, formula, expected, source;
} row;

static const struct {
    const char *name;
    size_t offset;
} columns[] = {
    {"language", offsetof(row, language)},
    {"formula", offsetof(row, formula)},
    {"expected", offsetof(row, expected)},
    {"source", offsetof(row, source)},
};

/* ---- Text ---- */

/* Takes what stands before the separator off the text. */
static tolv_text split(tolv_text *text, char separator) {
    const char *end = text->length ? memchr(text->bytes, separator, text->length) : NULL;
    tolv_text part = {text->bytes, end ? (size_t)(end - text->bytes) : text->length};
    size_t taken = part.length + (end != NULL);
    *text = (tolv_text){text->bytes + taken, text->length - taken};
    return part;
}

static bool equal(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool begins(tolv_text text, char byte) {
    return text.length && text.bytes[0] == byte;
}

/* The text in the arena without its quotation marks, if it has any, and with plain spaces. */
static tolv_text plain(tolv_arena *arena, tolv_text text) {
    bool quoted = text.length >= 2 && begins(text, '"') && text.bytes[text.length - 1] == '"';
    char *bytes = tolv_arena_take(arena, text.length + 1, 1);
    size_t length = 0, end = text.length - quoted;
    assert_non_null(bytes);
    for (size_t i = quoted; i < end; i++) {
        if (end - i >= 2 && memcmp(text.bytes + i, "\xC2\xA0", 2) == 0) {
            bytes[length++] = ' ';
            i++;
            continue;
        }
        bytes[length++] = text.bytes[i];
        i += quoted && text.bytes[i] == '"';
    }
    bytes[length] = 0;
    return (tolv_text){bytes, length};
}

/* ---- What a row expects ---- */

static bool same_number(tolv_arena *arena, tolv_text expected, double number) {
    char *end;
    const char *text = plain(arena, expected).bytes;
    double wanted = strtod(text, &end);
    if (end == text)
        return false;
    if (*end == '/') /* a fraction: 20/254 */
        wanted /= strtod(end + 1, &end);
    return *end == 0 && fabs(number - wanted) <= 1e-9 * fmax(1, fabs(wanted));
}

static bool same_cell(tolv_arena *arena, tolv_text expected, const tolv_cell *cell) {
    switch (cell->kind) {
    case TOLV_NUMBER:
        return !begins(expected, '"') && same_number(arena, expected, cell->number);
    case TOLV_TEXT:
        return begins(expected, '"') && equal(plain(arena, expected), plain(arena, cell->text));
    case TOLV_FAULT:
        return equal(expected, tolv_text_of(tolv_calc_error_text(tolv_error_in_calc(cell->error))));
    default:
        return expected.length == 0;
    }
}

/* The next element of a matrix in braces, and the sign after it. */
static tolv_text next_element(tolv_text *rest, char *sign) {
    size_t length = 0;
    bool quoted = false;
    for (; length < rest->length; length++) {
        quoted ^= rest->bytes[length] == '"';
        if (!quoted && strchr(";|}", rest->bytes[length]))
            break;
    }
    assert_true(length < rest->length);
    tolv_text element = {rest->bytes, length};
    *sign = rest->bytes[length];
    *rest = (tolv_text){rest->bytes + length + 1, rest->length - length - 1};
    return element;
}

static bool same_range(tolv_arena *arena, tolv_text expected, const tolv_range *range) {
    tolv_text rest = {expected.bytes + 1, expected.length - 1};
    for (size_t i = 0; i < tolv_range_count(range); i++) {
        bool row_ends = (i + 1) % range->columns == 0, all = i + 1 == tolv_range_count(range);
        char sign;
        tolv_text element = next_element(&rest, &sign);
        tolv_cell cell = tolv_range_cell(range, i);
        if (sign != (all ? '}' : row_ends ? '|' : ';') || !same_cell(arena, element, &cell))
            return false;
    }
    return rest.length == 0;
}

static bool same_value(tolv_arena *arena, tolv_text expected, const tolv_value *value) {
    tolv_cell cell = tolv_cell_of(value);
    if (value->kind == TOLV_RANGE)
        return begins(expected, '{') && same_range(arena, expected, &value->range);
    return same_cell(arena, expected, &cell);
}

/* ---- What it got ---- */

static void write_cell(tolv_writer *writer, const tolv_cell *cell) {
    char number[32];
    if (cell->kind == TOLV_NUMBER) {
        snprintf(number, sizeof number, "%.15g", cell->number);
        tolv_write_string(writer, number);
    } else if (cell->kind == TOLV_TEXT) {
        tolv_write_string(writer, "\"");
        tolv_write(writer, cell->text);
        tolv_write_string(writer, "\"");
    } else if (cell->kind == TOLV_FAULT) {
        tolv_write_string(writer, tolv_calc_error_text(tolv_error_in_calc(cell->error)));
    }
}

static void write_value(tolv_writer *writer, const tolv_value *value) {
    tolv_cell cell = tolv_cell_of(value);
    if (value->kind != TOLV_RANGE) {
        write_cell(writer, &cell);
        return;
    }
    for (size_t i = 0; i < tolv_range_count(&value->range); i++) {
        cell = tolv_range_cell(&value->range, i);
        tolv_write_string(writer, i == 0 ? "{" : i % value->range.columns ? ";" : "|");
        write_cell(writer, &cell);
    }
    tolv_write_string(writer, "}");
}

/* ---- Rows and files ---- */

static tolv_language language_of(tolv_text code) {
    char locale[3] = "";
    memcpy(locale, code.bytes, code.length < 2 ? code.length : 2);
    return tolv_language_of(locale);
}

/* True when the row holds; else `got` tells what came instead. */
static bool holds(tolv_call *call, const row *row, tolv_writer *got) {
    tolv_value value;
    tolv_error error = tolv_formula_evaluate(call, row->formula, &value);
    tolv_text text = {call->explanation.bytes, call->explanation.length};
    if (error)
        text = tolv_fault_sentence(call);
    if (call->listening) {
        tolv_write(got, plain(&call->arena, text));
        return equal(plain(&call->arena, row->expected), (tolv_text){got->bytes, got->length});
    }
    if (!error) {
        write_value(got, &value);
        return same_value(&call->arena, row->expected, &value);
    }
    const char *shown = tolv_calc_error_text(tolv_error_in_calc(error));
    tolv_write_string(got, shown);
    tolv_write_string(got, ": ");
    tolv_write(got, text);
    return equal(row->expected, tolv_text_of(shown));
}

static void run_row(table *table, size_t line, const row *row, bool explains) {
    tolv_call call;
    tolv_call_open(&call, language_of(row->language), NULL, explains);
    tolv_writer got = {.arena = &call.arena};
    bool passed = holds(&call, row, &got) && row->source.length > 0;
    *(passed ? &table->passed : &table->failed) += 1;
    if (!passed)
        print_error("%s:%zu: %.*s\n    expected %.*s\n    got      %.*s\n%s", table->path, line,
                    (int)row->formula.length, row->formula.bytes, (int)row->expected.length,
                    row->expected.bytes, (int)got.length, got.bytes ? got.bytes : "",
                    row->source.length ? "" : "    and the row has no source\n");
    tolv_call_close(&call);
}

/* Cuts a line into the row, by the headings of the table. */
static row row_of(tolv_text line, tolv_text headings) {
    row row = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    while (headings.length) {
        tolv_text heading = split(&headings, '\t'), field = split(&line, '\t');
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            if (equal(heading, tolv_text_of(columns[i].name)))
                *(tolv_text *)((char *)&row + columns[i].offset) = field;
    }
    return row;
}

static char *whole_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *length, file), *length);
    fclose(file);
    return bytes;
}

static void run_table(void **state) {
    table *table = *state;
    size_t length, number = 0;
    char *bytes = whole_file(table->path, &length);
    tolv_text text = {bytes, length}, headings = {NULL, 0};
    while (text.length) {
        tolv_text line = split(&text, '\n');
        number++;
        if (line.length && line.bytes[line.length - 1] == '\r')
            line.length--;
        if (line.length == 0 || begins(line, '#'))
            continue;
        row row = row_of(line, headings);
        if (!headings.length)
            headings = line;
        else
            run_row(table, number, &row, row_of(headings, headings).language.length > 0);
    }
    free(bytes);
    assert_true(table->passed + table->failed > 0);
    assert_int_equal(table->failed, 0);
}

int main(void) {
    static table tables[FILES_MAX];
    static struct CMUnitTest tests[FILES_MAX];
    size_t passed = 0, failed = 0;
    glob_t files;
    if (glob("tests/cases/*.tsv", 0, NULL, &files) || files.gl_pathc > FILES_MAX) {
        print_error("tests/cases: no tables, or more than %d\n", FILES_MAX);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < files.gl_pathc; i++) {
        tables[i].path = files.gl_pathv[i];
        tests[i] = (struct CMUnitTest){
            .name = tables[i].path, .test_func = run_table, .initial_state = &tables[i]};
    }
    int broken = _cmocka_run_group_tests("cases", tests, files.gl_pathc, NULL, NULL);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        passed += tables[i].passed;
        failed += tables[i].failed;
    }
    globfree(&files);
    printf("%zu passed, %zu failed\n", passed, failed);
    return broken ? EXIT_FAILURE : EXIT_SUCCESS;
}
