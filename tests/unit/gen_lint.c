/* SPDX-License-Identifier: MPL-2.0 */
/* The generator's lint: a sound table of two functions passes, and each way to spoil it is named.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "gen/generate_idl.c"
#include "gen/lint_arguments.c"
#include "gen/lint_cases.c"
#include "gen/lint_idl.c"
#include "gen/lint_names.c"
#include "gen/lint_texts.c"

extern const tolv_function tolv_function_deviation, tolv_function_flag;

/* Two functions of the vocabulary stand in for the whole, so that they can be spoilt. */
static tolv_function first, second;
const tolv_function *const tolv_functions[] = {&first, &second};
const size_t tolv_function_count = 2;

/* In the place of lint.c: what is said is kept, and a file is a text. */
static char said[1 << 14];
static const char *file;

void lint_fault(lint *lint, const tolv_function *function, const tolv_argument *argument,
                const char *format, ...) {
    size_t length = strlen(said);
    va_list items;
    (void)function, (void)argument;
    va_start(items, format);
    vsnprintf(said + length, sizeof said - length, format, items);
    va_end(items);
    lint->faults++;
}

char *lint_read(lint *lint, const char *path) {
    (void)path;
    size_t size = strlen(file) + 1;
    return memcpy(tolv_arena_take(lint->arena, size, 1), file, size);
}

static void restore(void) {
    first = tolv_function_deviation;
    second = tolv_function_flag;
    first.see = second.name;
    second.see = first.name;
}

static size_t faults_of(void (*check)(lint *lint)) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    lint lint = {.arena = &arena};
    *said = '\0';
    check(&lint);
    tolv_arena_close(&arena);
    return lint.faults;
}

static void expect(const char *fault, void (*check)(lint *lint)) {
    size_t faults = faults_of(check);
    if (!fault && faults)
        fail_msg("a fault is found where there is none: %s", said);
    if (fault && (!faults || !strstr(said, fault)))
        fail_msg("not found: %s; but: %s", fault, said);
}

/* ---- the table ---- */

static void whole_table(lint *lint) {
    lint_names(lint);
    lint_texts(lint);
    lint_arguments(lint);
}

static char long_text[200];
static tolv_keyword words[3];

static void stored_name(void) {
    first.name = "Deviation";
}
static void name_twice(void) {
    second.name = first.name;
}
static void cell_name(void) {
    first.name = "ABC12";
}
static void reserved_id(void) {
    first.arguments[0].id = "type";
}
static void capital_id(void) {
    first.arguments[0].id = "Actual";
}
static void id_with_line(void) {
    first.arguments[0].id = "the_actual";
}
static void id_twice(void) {
    first.arguments[1].id = first.arguments[0].id;
}
static void argument_name_twice(void) {
    first.arguments[1].name = first.arguments[0].name;
}
static void see_nobody(void) {
    first.see = "FLAG NOBODY";
}
static void see_itself(void) {
    first.see = "DEVIATION";
}
static void no_text(void) {
    first.text = NULL;
}
static void not_translated(void) {
    first.text = "A sentence that nobody has translated";
}
static void too_long(void) {
    memset(long_text, 'x', sizeof long_text - 1);
    first.text = long_text;
}
static void full_stop(void) {
    first.text = "Ends.";
}
static void no_full_stop(void) {
    first.why = "Does not end";
}
static void why_not_translated(void) {
    first.why = "Nobody has translated this.";
}
static void required_late(void) {
    second.arguments[5].optional = second.arguments[5].has_default = false;
}
static void repeated_early(void) {
    first.arguments[0].repeated = true;
}
static void default_of_required(void) {
    first.arguments[0].has_default = true;
}
static void shape_of_one(void) {
    first.arguments[0].shape = TOLV_SHAPE_TWELVE;
}
static void no_words(void) {
    first.arguments[2].keywords = NULL;
}
static void empty_bounds(void) {
    first.arguments[0].low = 2;
}
static void outside_bounds(void) {
    first.arguments[2] = (tolv_argument){.id = "sign",
                                         .name = "sign",
                                         .text = first.arguments[2].text,
                                         .kind = TOLV_ARGUMENT_WHOLE,
                                         .optional = true,
                                         .has_default = true,
                                         .otherwise = 5,
                                         .high = 1};
}
static void default_is_no_word(void) {
    first.arguments[2].otherwise = 7;
}
static void word_twice(void) {
    words[0] = (tolv_keyword){1, "cost"};
    words[1] = (tolv_keyword){-1, "COST"};
    first.arguments[2].keywords = words;
}
static void word_of_two_languages(void) {
    words[0] = (tolv_keyword){1, "cost"};
    words[1] = (tolv_keyword){-1, "kostnad"}; /* the Swedish of the first */
    first.arguments[2].keywords = words;
}
static void code_twice(void) {
    words[0] = (tolv_keyword){1, "cost"};
    words[1] = (tolv_keyword){1, "income"};
    first.arguments[2].keywords = words;
}
static void no_end(void) {
    for (size_t i = 3; i < TOLV_ARGUMENTS_MAX; i++)
        first.arguments[i] = first.arguments[2];
}

static void a_spoilt_table_is_named(void **state) {
    (void)state;
    static const struct {
        void (*spoil)(void);
        const char *fault;
    } rows[] = {
        {stored_name, "not of capitals A to Z"},
        {name_twice, "is also that of"},
        {cell_name, "a cell of a sheet"},
        {reserved_id, "IDL does not take"},
        {capital_id, "IDL does not take"},
        {id_with_line, "IDL does not take"},
        {id_twice, "the id stands twice"},
        {argument_name_twice, "too (sv)"},
        {see_nobody, "no function \"NOBODY\""},
        {see_itself, "the function itself"},
        {no_text, "a text is missing"},
        {not_translated, "not translated (da)"},
        {too_long, "199 characters (en) of at most 140"},
        {full_stop, "a full stop at the end"},
        {no_full_stop, "no full stop at the end (sv)"},
        {why_not_translated, "not translated (sv): \"Nobody"},
        {required_late, "after an optional one"},
        {repeated_early, "not the last one"},
        {default_of_required, "is not optional"},
        {shape_of_one, "is no range"},
        {no_words, "go with the kind KEYWORD"},
        {empty_bounds, "hold nothing"},
        {outside_bounds, "outside its bounds"},
        {default_is_no_word, "none of its words"},
        {word_twice, "is both"},
        {word_of_two_languages, "is both"},
        {code_twice, "the code 1 stands twice"},
        {no_end, "no room for the end"},
    };
    restore();
    expect(NULL, whole_table);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        restore();
        rows[i].spoil();
        /* without its end a table of arguments is not read any further */
        expect(rows[i].fault, rows[i].spoil == no_end ? lint_arguments : whole_table);
    }
}

/* ---- the committed IDL ---- */

#define MODULE(methods) "module tolv { interface XFunctions {" methods "}; };"
#define DEVIATION "any deviation([in] any actual, [in] any budget, [in] any sign);"
#define FLAG \
    "any flag([in] any deviation, [in] any budget, [in] any limitKr,\n [in] any limitPercent, " \
    "[in] any combine, [in] any answer);"

static void against_committed(lint *lint) {
    lint_idl(lint, "committed.idl");
}

static void the_committed_order_is_kept(void **state) {
    (void)state;
    static const struct {
        const char *committed, *fault;
    } rows[] = {
        {MODULE(DEVIATION FLAG), NULL},
        {MODULE(DEVIATION), NULL},
        {MODULE("any deviation([in] any actual, [in] any budget);"), NULL},
        {"/* any flag( */" MODULE("/* first */" DEVIATION FLAG), NULL},
        {MODULE(FLAG DEVIATION), "method 1 was \"flag\" and is \"deviation\""},
        {MODULE(DEVIATION FLAG "any mix();"), "method 3 was \"mix\" and is \"gone\""},
        {MODULE("any deviation([in] any budget, [in] any actual);"),
         "argument 1 was \"budget\" and is \"actual\""},
        {MODULE("any deviation([in] any actual);"), "must be one that can be left out"},
        {MODULE("any deviation();"), "must be one that can be left out"},
        {MODULE("any deviation([in] any actual, [in] any budget, [in] any sign, [in] any part);"),
         "argument 4 was \"part\" and is \"gone\""},
        {MODULE("any deviation([in] any actual, [in] any budget, [in] sequence<any> sign);"),
         "no longer so"},
        {MODULE("any deviation([in] com::sun::star::table::XCellRange actual, [in] any budget);"),
         "no longer so"},
        {"", "no method is found"},
        {"module tolv { interface X", "no method is found"},
        {MODULE("any deviation([in] any actual"), "must be one that can be left out"},
        {"/* never closed", "no method is found"},
    };
    restore();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        file = rows[i].committed;
        expect(rows[i].fault, against_committed);
    }
}

static void what_is_printed_can_be_committed(void **state) {
    (void)state;
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    restore();
    assert_true(tolv_generate_idl(&writer));
    tolv_write(&writer, (tolv_text){"", 1});
    file = writer.bytes;
    expect(NULL, against_committed);
    first.arguments[0].id = "budget";
    expect("argument 1 was \"actual\" and is \"budget\"", against_committed);
    tolv_arena_close(&arena);
}

/* ---- cases ---- */

static void with_cases(lint *lint) {
    char path[] = "x.tsv", *paths[] = {path, NULL};
    lint_cases(lint, paths);
}

static void cases_are_counted(void **state) {
    (void)state;
    static char table[1 << 14];
    static const char *const names[] = {"tolv.deviation", "TOLV.AVVIKELSE", "TOLV.FLAG"};
    size_t length = 0;
    restore();
    length += (size_t)sprintf(table, "note\tformula\texpected\n");
    for (int i = 0; i < 11; i++)
        for (int name = 0; name < 3; name += 1 + (i % 2 == 0))
            length += (size_t)sprintf(table + length, "\t%s(%d;100)\t1\n", names[name], i);
    file = table;
    expect("11 case rows", with_cases); /* of FLAG */
    expect("its example is no case", with_cases);
    length += (size_t)sprintf(table + length, "# a remark\n\t%s\t0\n", first.example);
    length += (size_t)sprintf(table + length, "\t%s\t0\n", second.example);
    expect(NULL, with_cases);
    file = "expression\texpected\nTOLV.FLAG(1)\t1\n";
    expect("no column is headed \"formula\"", with_cases);
    file = table;
    first.example = second.example;
    expect("its example calls another", with_cases);
    first.example = "TOLV.DEVIATION(1)";
    expect("its example fails", with_cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spoilt_table_is_named),
        cmocka_unit_test(the_committed_order_is_kept),
        cmocka_unit_test(what_is_printed_can_be_committed),
        cmocka_unit_test(cases_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
