/* SPDX-License-Identifier: MPL-2.0 */
/* Native forms: every descriptor's reads as it should, what is wrong is found, and the arguments
 * are put in where they belong. Whether a form answers what its body does, tests/calc/native.py
 * asks a real office. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "functions/native.h"

/* ---- The descriptors ---- */

static void every_native_form_is_well_formed(void **state) {
    (void)state;
    size_t said = 0;
    for (size_t i = 0; i < tolv_function_count; i++) {
        tolv_native_fault fault;
        if (!tolv_native_is_well_formed(tolv_functions[i], &fault))
            fail_msg("%s: %s, at \"%.40s\"", tolv_functions[i]->name, fault.reason, fault.at);
        said += tolv_functions[i]->native != NULL;
    }
    assert_true(said > 0);
}

/* Parentheses close, and nothing of the notation is left. */
static void check_formula(const char *name, tolv_text formula) {
    int depth = 0;
    for (size_t i = 0; i < formula.length; i++) {
        depth += (formula.bytes[i] == '(') - (formula.bytes[i] == ')');
        if (depth < 0 || strchr("$?\n", formula.bytes[i]))
            fail_msg("%s: %.*s", name, (int)formula.length, formula.bytes);
    }
    if (depth != 0 || formula.length == 0)
        fail_msg("%s: %.*s", name, (int)formula.length, formula.bytes);
}

/* Every set of optional arguments given as a cell, the others left out. */
static void every_call_closes_what_it_opens(void **state) {
    (void)state;
    size_t written = 0;
    for (size_t i = 0; i < tolv_function_count; i++) {
        const tolv_function *function = tolv_functions[i];
        size_t count = tolv_argument_count(function), first = 0;
        while (first < count && !function->arguments[first].optional)
            first++;
        for (size_t set = 0; set < (size_t)1 << (count - first); set++) {
            tolv_text arguments[TOLV_ARGUMENTS_MAX];
            for (size_t j = 0; j < count; j++)
                arguments[j] = tolv_text_of(j < first || set >> (j - first) & 1 ? "[.B2:.M2]" : "");
            tolv_arena arena;
            tolv_arena_open(&arena, NULL);
            tolv_writer writer = {.arena = &arena};
            if (tolv_native_formula(&writer, function, arguments, count)) {
                check_formula(function->name, (tolv_text){writer.bytes, writer.length});
                written++;
            } else {
                assert_int_equal(writer.length, 0);
            }
            tolv_arena_close(&arena);
        }
    }
    assert_true(written > 100);
}

/* ---- What is wrong is found ---- */

static const tolv_keyword words[] = {{1, "one"}, {2, "two"}, {0, NULL}};

static void faults_are_found(void **state) {
    (void)state;
    static const struct {
        const char *native, *reason, *at;
    } rows[] = {
        {"$a+$b?(1;2)+$c?(1;2)", NULL, ""},
        {"x = -$a*{1;-2|3;4}\n$x^2+$b?($b;0)+$c", NULL, ""},
        {"IF($a<>1E-9;\"yes\";NA())+$b?(;1)+$c?(1;)", NULL, ""},
        {"$a+$b?(1;2)", "never used", ""},
        {"x = 1\n$a+$b?(1;2)+$c", "piece is never used", ""},
        {"x = $x\n$a", "neither an argument nor a piece", "x\n$a"},
        {"y = $x\nx = 1\n$a", "neither an argument nor a piece", "x\nx = 1\n$a"},
        {"x = 1\nx = 2\n$a", "same name", "x = 2\n$a"},
        {"a = 1\n$a", "name of an argument", "a = 1\n$a"},
        {"x= 1\n$a", "begins with a name", "x= 1\n$a"},
        {"$d", "neither an argument nor a piece", "d"},
        {"$", "neither an argument nor a piece", ""},
        {"$a?(1;2)", "as many alternatives", ""},
        {"$a+$b?(1;2)+$c?(1)", NULL, ""},
        {" = 1\n$a", "begins with a name", " = 1\n$a"},
        {"$b?(1)", "as many alternatives", ""},
        {"$b?(1;2;3)", "as many alternatives", ""},
        {"$c?(1;2;3)", "as many alternatives", ""},
        {"$c?1", "followed by (", "1"},
        {"$c?(1;2", "; or ) is expected", ""},
        {"SUM($a", "; or ) is expected", ""},
        {"SUM($a))", "the end is expected", ")"},
        {"SUM($a,1)", "; or ) is expected", ",1)"},
        {"SUM ($a)", "followed by (", " ($a)"},
        {"(1+2", ") is expected", ""},
        {"1+", "is expected", ""},
        {"$a$b", "the end is expected", "$b"},
        {"$a + $b", "the end is expected", " + $b"},
        {"{1;$a}", "is expected", "$a}"},
        {"{1;2", "in an array", ""},
        {"\"one", "quotation mark", ""},
        {"OFFSET($a;1;1)", "no function", "OFFSET($a;1;1)"},
        {"INDIRECT(\"A1\")", "no function", "INDIRECT(\"A1\")"},
        {"TODAY()", "no function", "TODAY()"},
        {"TEXT($a;\"0\")", "no function", "TEXT($a;\"0\")"},
        {"XLOOKUP($a;1;1)", "no function", "XLOOKUP($a;1;1)"},
        {"", "is expected", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const tolv_function function = {
            .native = rows[i].native,
            .arguments = {{.id = "a", .kind = TOLV_ARGUMENT_AMOUNT},
                          {.id = "b", .kind = TOLV_ARGUMENT_AMOUNT, .optional = true},
                          {.id = "c",
                           .kind = TOLV_ARGUMENT_KEYWORD,
                           .keywords = words,
                           .optional = true,
                           .has_default = true,
                           .otherwise = 1}},
        };
        tolv_native_fault fault;
        bool good = tolv_native_is_well_formed(&function, &fault);
        if (good != !rows[i].reason || (!good && !strstr(fault.reason, rows[i].reason)) ||
            (!good && rows[i].at[0] && strncmp(fault.at, rows[i].at, strlen(rows[i].at)) != 0))
            fail_msg("%s: %s at \"%s\"", rows[i].native, good ? "no fault" : fault.reason,
                     good ? "" : fault.at);
    }
}

/* ---- Calls ---- */

static void check_call(const char *name, const char *texts, const char *expected) {
    tolv_text arguments[TOLV_ARGUMENTS_MAX];
    size_t count = 0;
    for (const char *at = texts; at; count++) {
        arguments[count] = (tolv_text){at, strcspn(at, "|")};
        at = strchr(at, '|');
        at += at != NULL;
    }
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_write_string(&writer, "=");
    bool said =
        tolv_native_formula(&writer, tolv_function_named(tolv_text_of(name)), arguments, count);
    tolv_text found = {writer.bytes + 1, writer.length - 1};
    if (said != (expected != NULL) ||
        (said &&
         (found.length != strlen(expected) || memcmp(found.bytes, expected, found.length) != 0)) ||
        (!said && found.length > 0))
        fail_msg("%s(%s): %.*s", name, texts, (int)found.length, found.bytes);
    tolv_arena_close(&arena);
}

/* Arguments separated by |, and the formula; NULL where there is none. */
static void arguments_are_put_in(void **state) {
    (void)state;
    static const struct {
        const char *name, *arguments, *formula;
    } rows[] = {
        {"DEVIATION", "[.A1]|[.B1]", "ROUND(1*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", " [.A1] |[.B1]|", "ROUND(1*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]|[.B1]|\"\"", "ROUND(1*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]|[.B1]|-1", "ROUND(-1*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]|[.B1]|\"Income\"", "ROUND(-1*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]|[.B1]|\"intäkt\"", "ROUND(-1*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]|[.B1]|[.C1]",
         "ROUND(IF(OR([.C1]=1;LOWER([.C1])=LOWER(\"cost\");LOWER([.C1])=LOWER(\"kostnad\");"
         "LOWER([.C1])=LOWER(\"udgift\"));1;IF(OR([.C1]=-1;LOWER([.C1])=LOWER(\"income\");"
         "LOWER([.C1])=LOWER(\"intäkt\");LOWER([.C1])=LOWER(\"indtægt\"));-1;NA()))"
         "*(ROUND([.B1];2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]|[.B1]|2", NULL},
        {"DEVIATION", "[.A1]|[.B1]|\"1\"", NULL},
        {"DEVIATION", "[.A1]|[.B1]|\"profit\"", NULL},
        {"DEVIATION", "[.A1]|\"\"", "ROUND(1*(ROUND(\"\";2)-ROUND([.A1];2));2)"},
        {"DEVIATION", "[.A1]", NULL},
        {"DEVIATION", "[.A1]|", NULL},
        {"DEVIATION", "|[.B1]", NULL},
        {"DEVIATION", "[.A1]|[.B1]|1|1", NULL},
        {"VOLUMEPAY", "[.A1]+1|-[.B1]", "ROUND(0+([.A1]+1)*(-[.B1])*1;2)"},
        {"VOLUMEPAY", "SUM([.A1:.A9])|(1+2)|1|1.04", "ROUND(1+SUM([.A1:.A9])*(1+2)*1.04;2)"},
        {"VOLUMEPAY", "[.A1]=1|[$'a + b'.A1]", "ROUND(0+([.A1]=1)*[$'a + b'.A1]*1;2)"},
        {"VOLUMEPAY", "\"a + b|2", "ROUND(0+\"a + b*2*1;2)"}, /* no worse than it was */
        {"VOLUMEPAY", "$'a + b'.A1|IF(1=1;2;3)", "ROUND(0+$'a + b'.A1*IF(1=1;2;3)*1;2)"},
        {"SCHOOLGRANT", "[.A1]|||[.B1]", "ROUND(([.A1]*(1+0.03))*(1+0.06)-[.B1];0)"},
        {"SCHOOLGRANT", "[.A1]|0|0.25||1", "ROUND([.A1];0)"},
        {"SCHOOLGRANT", "[.A1]||||5", NULL},
        {"REMAINING", "[.A1:.L1]|3",
         "IF(3<12;ROUND(IFERROR(SUMPRODUCT(ROUND(INDEX([.A1:.L1];3+1):INDEX([.A1:.L1];12);2));"
         "SUM(INDEX([.A1:.L1];3+1):INDEX([.A1:.L1];12)));2);0)"},
        {"REMAINING", "[.A1:.L1]|[.N1]",
         "IF(IF([.N1]>12;MONTH([.N1]);[.N1])<12;ROUND(IFERROR(SUMPRODUCT(ROUND(INDEX([.A1:.L1];"
         "IF([.N1]>12;MONTH([.N1]);[.N1])+1):INDEX([.A1:.L1];12);2));SUM(INDEX([.A1:.L1];"
         "IF([.N1]>12;MONTH([.N1]);[.N1])+1):INDEX([.A1:.L1];12)));2);0)"},
        {"REMAINING", "[.A1:.L1]|46054",
         "IF(IF(46054>12;MONTH(46054);46054)<12;ROUND(IFERROR(SUMPRODUCT(ROUND(INDEX([.A1:.L1];"
         "IF(46054>12;MONTH(46054);46054)+1):INDEX([.A1:.L1];12);2));SUM(INDEX([.A1:.L1];"
         "IF(46054>12;MONTH(46054);46054)+1):INDEX([.A1:.L1];12)));2);0)"},
        {"REMAINING", "Outcome|3",
         "IF(3<12;ROUND(IFERROR(SUMPRODUCT(ROUND(INDEX(Outcome;3+1):INDEX(Outcome;12);2));"
         "SUM(INDEX(Outcome;3+1):INDEX(Outcome;12)));2);0)"},
        {"REMAINING", "{1;2;3;4;5;6;7;8;9;10;11;12}|3", NULL},
        {"REMAINING", "SUM([.A1:.L1])|3", NULL},
        {"REMAINING", "[.A1:.L1]*2|3", NULL},
        {"REMAINING", "5|3", NULL},
        {"YTD", "OFFSET([.A1];0;0;1;12)|1",
         "IF((1-COUNT(INDEX(OFFSET([.A1];0;0;1;12);1):INDEX(OFFSET([.A1];0;0;1;12);1)))>0;NA();"
         "ROUND(IFERROR(SUMPRODUCT(ROUND(INDEX(OFFSET([.A1];0;0;1;12);1):"
         "INDEX(OFFSET([.A1];0;0;1;12);1);2));SUM(INDEX(OFFSET([.A1];0;0;1;12);1):"
         "INDEX(OFFSET([.A1];0;0;1;12);1)));2))"},
        {"REMAINING", "$'a(b'.A1:.L1|3",
         "IF(3<12;ROUND(IFERROR(SUMPRODUCT(ROUND(INDEX($'a(b'.A1:.L1;3+1):INDEX($'a(b'.A1:.L1;12);"
         "2));SUM(INDEX($'a(b'.A1:.L1;3+1):INDEX($'a(b'.A1:.L1;12)));2);0)"},
        {"HOURCOVERAGE", "[.A1]|[.B1]|[.C1]", "([.B1]/[.A1])"},
        {"HOURCOVERAGE", "[.A1]|[.B1]|[.C1]|-1", NULL},
        {"HOURCOVERAGE", "[.A1]|[.B1]|[.C1]|9", NULL},
        {"HOURCOVERAGE", "[.A1]|[.B1]|[.C1]|1234567890",
         "CHOOSE(1+1234567890;([.B1]/[.A1]);([.B1]/[.A1]);[.C1]-([.B1]/[.A1]);"
         "ROUND(([.C1]-([.B1]/[.A1]))*[.A1];2))"},
        {"HOURCOVERAGE", "[.A1]|[.B1]|[.C1]|[.D1]",
         "CHOOSE(1+[.D1];([.B1]/[.A1]);([.B1]/[.A1]);[.C1]-([.B1]/[.A1]);"
         "ROUND(([.C1]-([.B1]/[.A1]))*[.A1];2))"},
        {"FLAG", "[.A1]|[.B1]", NULL},
        {"FLAG", "[.A1]|[.B1]|||\"ROOT\"", NULL},
        {"FLAG", "[.A1]|[.B1]|1000|||\"word\"", NULL},
        {"FLAG", "[.A1]|[.B1]|1000|||[.C1]", NULL},
        {"FLAG", "[.A1]|[.B1]|1000",
         "IF((-ROUND([.A1];2))>0;(((-ROUND([.A1];2))>=ROUND(MIN(1000);2))+"
         "((-ROUND([.A1];2))>=ROUND(MAX(1000);2)));0)"},
        {"PERIODKEY", "1|2026", NULL}, /* all twelve shares */
        {"PERIODKEY", "1|2026||[.A1]", "(1/12)"},
        {"PERIODKEY", "\"445\"|2026||3", "((4+(MOD(3;3)=0))/52)"},
        {"PERIODKEY", "445|2026||3", "((4+(MOD(3;3)=0))/52)"},
        {"PERIODKEY", "\"salary\"|2026||3", NULL},
        {"PERIODKEY", "2|2026|1|3", NULL},
        {"PERIODKEY", "[.A1]|2026||3", NULL},
        {"STICKY", "[.A1:.L1]|200|100|2", NULL},
        {"STICKY", "[.A1:.L1]|200|100|[.M1]", NULL},
        {"KEYCHECK", "[.A1:.L1]|[.A2:.L5]", NULL},
        {"KEYFROM", "[.A1:.L3]|2|\"median\"", NULL},
        {"ESCALATION", "[.A1:.L1]|[.A2:.L2]", NULL},
        {"EXPLAIN", "\"FLAG\"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_call(rows[i].name, rows[i].arguments, rows[i].formula);
}

/* ---- Memory ---- */

static void *allocate_scarcely(void *context, size_t size) {
    int *left = context;
    return (*left)-- > 0 ? malloc(size) : NULL;
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

static void memory_may_end(void **state) {
    (void)state;
    const tolv_text arguments[] = {tolv_text_of("[.A1:.L1]"), tolv_text_of("[.A2:.L2]"),
                                   tolv_text_of("[.A3]"), tolv_text_of("4")};
    const tolv_function *function = tolv_function_named(tolv_text_of("YEARFORECAST"));
    bool said = false;
    for (int blocks = 0; !said; blocks++) {
        int left = blocks;
        const tolv_memory memory = {allocate_scarcely, release, &left};
        tolv_arena arena;
        tolv_arena_open(&arena, &memory);
        tolv_writer writer = {.arena = &arena};
        said = tolv_native_formula(&writer, function, arguments, 4);
        assert_int_equal(writer.length > 0, said);
        tolv_arena_close(&arena);
        assert_true(blocks < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_native_form_is_well_formed),
        cmocka_unit_test(every_call_closes_what_it_opens),
        cmocka_unit_test(faults_are_found),
        cmocka_unit_test(arguments_are_put_in),
        cmocka_unit_test(memory_may_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
