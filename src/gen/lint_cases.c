/* SPDX-License-Identifier: MPL-2.0 */
/* A function that nobody has tried does not ship: each has its rows in tests/cases, and its example
 * is one of them and has an answer. */
#include <string.h>

#include "functions/formula.h"
#include "gen/lint.h"

enum { ROWS_MIN = 12 };

/* What was found of one function. */
typedef struct tried {
    size_t rows;
    bool example;
} tried;

static tolv_text next_field(const char **at) {
    size_t length = strcspn(*at, "\t\r\n");
    tolv_text field = {*at, length};
    *at += length + ((*at)[length] == '\t');
    return field;
}

static bool next_line(const char **at) {
    *at += strcspn(*at, "\n");
    *at += **at == '\n';
    return **at != '\0';
}

/* Which column, counted from 0, has the heading; -1 when none has. */
static int column_of(const char *at, const char *heading) {
    for (int column = 0;; column++) {
        tolv_text field = next_field(&at);
        if (field.length == strlen(heading) && memcmp(field.bytes, heading, field.length) == 0)
            return column;
        if (*at == '\0' || *at == '\r' || *at == '\n')
            return -1;
    }
}

static void count_row(tried *found, tolv_text formula) {
    const char *parenthesis = memchr(formula.bytes, '(', formula.length);
    size_t letters = parenthesis ? (size_t)(parenthesis - formula.bytes) : 0;
    const tolv_function *called =
        letters ? tolv_function_named((tolv_text){formula.bytes, letters}) : NULL;
    for (size_t i = 0; called && i < tolv_function_count; i++) {
        const char *example = tolv_functions[i]->example;
        found[i].rows += tolv_functions[i] == called;
        found[i].example =
            found[i].example || (strlen(example) == formula.length &&
                                 memcmp(example, formula.bytes, formula.length) == 0);
    }
}

static void read_cases(lint *lint, const char *path, tried *found) {
    const char *at = lint_read(lint, path);
    int column = at ? column_of(at, "formula") : -1;
    if (at && column < 0)
        lint_fault(lint, NULL, NULL, "%s: no column is headed \"formula\"", path);
    while (column >= 0 && next_line(&at)) {
        const char *field = at;
        tolv_text formula = next_field(&field);
        for (int i = 0; i < column; i++)
            formula = next_field(&field);
        if (*at != '#')
            count_row(found, formula);
    }
}

/* The example calls the function itself and has an answer, in the language. */
static void check_example(lint *lint, const tolv_function *function, tolv_language language) {
    tolv_call call;
    tolv_value value;
    tolv_formula formula;
    tolv_text example = tolv_text_of(tolv_translate(language, function->example));
    tolv_call_open(&call, language, NULL, false);
    tolv_error error = tolv_formula_read(&call, example, &formula);
    if (!error && formula.function != function)
        lint_fault(lint, function, NULL, "its example calls another: %s", example.bytes);
    if (!error)
        error = tolv_formula_evaluate(&call, example, &value);
    if (error) {
        tolv_text sentence = tolv_fault_sentence(&call);
        lint_fault(lint, function, NULL, "its example fails: %.*s", (int)sentence.length,
                   sentence.bytes);
    }
    tolv_call_close(&call);
}

void lint_cases(lint *lint, char **paths) {
    tried *found = tolv_arena_take(lint->arena, tolv_function_count, sizeof *found);
    if (!found) {
        lint_fault(lint, NULL, NULL, "out of memory");
        return;
    }
    memset(found, 0, tolv_function_count * sizeof *found);
    for (; *paths; paths++)
        read_cases(lint, *paths, found);
    for (size_t i = 0; i < tolv_function_count; i++) {
        const tolv_function *function = tolv_functions[i];
        for (int language = 0; language < TOLV_LANGUAGES; language++)
            check_example(lint, function, (tolv_language)language);
        if (found[i].rows < ROWS_MIN)
            lint_fault(lint, function, NULL, "%zu case rows, and %d are needed", found[i].rows,
                       ROWS_MIN);
        if (!found[i].example)
            lint_fault(lint, function, NULL, "its example is no case: %s", function->example);
    }
}
