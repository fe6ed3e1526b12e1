/* SPDX-License-Identifier: MPL-2.0 */
/* needs: -l:libuno_cppu.so.3 -l:libuno_sal.so.3 */
/* The component from its two exports on, called as the office calls it but without an office: what
 * would take the office down is seen by the sanitizers here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "functions/function.h"
#include "uno/component.h"
#include "uno/text.h"
#include "uno/types.h"

/* ---- The office's side ---- */

enum { QUERY_INTERFACE, ACQUIRE, RELEASE, FIRST_OWN };

#define SERVICE_INFO "com.sun.star.lang.XServiceInfo"
#define TYPE_PROVIDER "com.sun.star.lang.XTypeProvider"
#define LOCALIZABLE "com.sun.star.lang.XLocalizable"
#define FACTORY "com.sun.star.lang.XSingleComponentFactory"
#define FUNCTIONS "tolv.XFunctions"

static const char *const interfaces[] = {FUNCTIONS, LOCALIZABLE, SERVICE_INFO, TYPE_PROVIDER};

enum { INTERFACES = sizeof interfaces / sizeof *interfaces };

/* In the office the type library tells of these; here their names are enough. */
static typelib_TypeDescription *registered[INTERFACES + 2];

static int register_types(void **state) {
    (void)state;
    for (size_t i = 0; i < INTERFACES + 2; i++) {
        rtl_uString *name = NULL;
        rtl_uString_newFromAscii(&name, i < INTERFACES    ? interfaces[i]
                                        : i == INTERFACES ? FACTORY
                                                          : "com.sun.star.uno.RuntimeException");
        if (i <= INTERFACES)
            typelib_typedescription_newMIInterface(
                (typelib_InterfaceTypeDescription **)(void *)&registered[i], name, 0, 0, 0, 0, 0, 0,
                NULL, 0, NULL);
        else
            typelib_typedescription_new(
                &registered[i], typelib_TypeClass_EXCEPTION, name,
                *typelib_static_type_getByTypeClass(typelib_TypeClass_EXCEPTION), 0, NULL);
        typelib_typedescription_register(&registered[i]);
        rtl_uString_release(name);
    }
    return 0;
}

static int release_types(void **state) {
    (void)state;
    for (size_t i = 0; i < INTERFACES + 2; i++)
        typelib_typedescription_release(registered[i]);
    return 0;
}

static void assert_ascii(const rtl_uString *string, const char *expected) {
    assert_int_equal(rtl_ustr_ascii_compare(string->buffer, expected), 0);
}

/* Calls the member at the place; false when it throws. */
static bool request(uno_Interface *interface, size_t place, typelib_MethodParameter *parameters,
                    size_t parameter_count, void **arguments, void *result) {
    typelib_InterfaceMethodTypeDescription method = {
        .aBase = {.aBase = {.eTypeClass = typelib_TypeClass_INTERFACE_METHOD},
                  .nPosition = (sal_Int32)place},
        .nParams = (sal_Int32)parameter_count,
        .pParams = parameters};
    uno_Any exception, *thrown = &exception;
    interface->pDispatcher(interface, &method.aBase.aBase, result, arguments, &thrown);
    if (!thrown)
        return true;
    assert_ascii(thrown->pType->pTypeName, "com.sun.star.uno.RuntimeException");
    uno_any_destruct(thrown, NULL);
    return false;
}

static bool get(uno_Interface *interface, size_t place, void *result) {
    return request(interface, place, NULL, 0, NULL, result);
}

/* The interface of the name, held once more; NULL when the object has none. */
static uno_Interface *query(uno_Interface *interface, const char *name) {
    typelib_TypeDescriptionReference *type = tolv_type(typelib_TypeClass_INTERFACE, name);
    uno_Any any;
    assert_non_null(type);
    assert_true(request(interface, QUERY_INTERFACE, NULL, 0, (void *[]){&type}, &any));
    uno_Interface *found = NULL;
    if (any.pType->eTypeClass == typelib_TypeClass_INTERFACE) {
        found = *(uno_Interface **)any.pData;
        found->acquire(found);
    }
    uno_any_destruct(&any, NULL);
    typelib_typedescriptionreference_release(type);
    return found;
}

static int make_object(void **state) {
    const char *environment = NULL;
    component_getImplementationEnvironment(&environment, NULL);
    assert_string_equal(environment, "uno");
    uno_Interface *factory = component_getFactory("tolv.Functions", NULL, NULL), *object = NULL;
    assert_non_null(factory);
    uno_Interface *context = NULL;
    assert_true(request(factory, FIRST_OWN, NULL, 0, (void *[]){&context}, &object));
    factory->release(factory);
    assert_non_null(object);
    *state = object;
    return 0;
}

static int release_object(void **state) {
    uno_Interface *object = *state;
    object->release(object);
    return 0;
}

/* ---- The object ---- */

static void other_implementations_are_not_here(void **state) {
    (void)state;
    assert_null(component_getFactory("tolv", NULL, NULL));
    assert_null(component_getFactory("", NULL, NULL));
}

static void one_object_one_identity(void **state) {
    uno_Interface *object = *state, *identity = query(object, "com.sun.star.uno.XInterface");
    assert_non_null(identity);
    for (size_t i = 0; i < INTERFACES; i++) {
        uno_Interface *facet = query(object, interfaces[i]);
        assert_non_null(facet);
        uno_Interface *again = query(facet, "com.sun.star.uno.XInterface");
        assert_ptr_equal(again, identity);
        assert_true(get(facet, ACQUIRE, NULL) && get(facet, RELEASE, NULL));
        again->release(again);
        facet->release(facet);
    }
    assert_null(query(object, FACTORY));
    identity->release(identity);
}

static void it_says_what_it_is(void **state) {
    uno_Interface *info = query(*state, SERVICE_INFO), *provider = query(*state, TYPE_PROVIDER);
    rtl_uString *name = NULL;
    assert_true(get(info, FIRST_OWN, &name));
    assert_ascii(name, "tolv.Functions");
    sal_Bool supported = sal_True;
    assert_true(request(info, FIRST_OWN + 1, NULL, 0, (void *[]){&name}, &supported));
    assert_false(supported);
    rtl_uString_newFromAscii(&name, "tolv");
    assert_true(request(info, FIRST_OWN + 1, NULL, 0, (void *[]){&name}, &supported));
    assert_true(supported);
    rtl_uString_release(name);

    static const struct {
        size_t place;
        const char *type;
        sal_Int32 count;
    } rows[] = {{2, "[]string", 1}, {0, "[]type", INTERFACES}, {1, "[]byte", 0}};
    for (size_t i = 0; i < 3; i++) {
        uno_Sequence *sequence = NULL;
        assert_true(get(i ? provider : info, FIRST_OWN + rows[i].place, &sequence));
        assert_int_equal(sequence->nElements, rows[i].count);
        if (i == 0)
            assert_ascii(*(rtl_uString **)(void *)sequence->elements, "tolv");
        typelib_TypeDescriptionReference *type =
            tolv_type(typelib_TypeClass_SEQUENCE, rows[i].type);
        uno_type_destructData(&sequence, type, NULL);
        typelib_typedescriptionreference_release(type);
    }
    info->release(info);
    provider->release(provider);
}

static void it_learns_the_language(void **state) {
    static const struct {
        const char *given, *used;
    } rows[] = {{"sv", "sv"}, {"da", "da"}, {"nb", "da"}, {"en", "en"}, {"qlt", "en"}, {"", "en"}};
    uno_Interface *localizable = query(*state, LOCALIZABLE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rtl_uString *locale[3] = {NULL, NULL, NULL}, *answer[3];
        rtl_uString_newFromAscii(&locale[0], rows[i].given);
        assert_true(request(localizable, FIRST_OWN, NULL, 0, (void *[]){locale}, NULL));
        rtl_uString_release(locale[0]);
        assert_true(get(localizable, FIRST_OWN + 1, answer));
        assert_ascii(answer[0], rows[i].used);
        for (size_t part = 0; part < 3; part++)
            rtl_uString_release(answer[part]);
    }
    localizable->release(localizable);
}

static void a_member_that_is_not_there_throws(void **state) {
    for (size_t i = 0; i < INTERFACES; i++) {
        uno_Interface *facet = query(*state, interfaces[i]);
        assert_false(get(facet, FIRST_OWN + 1000, NULL));
        assert_false(get(facet, (size_t)-1, NULL));
        facet->release(facet);
    }
}

/* ---- The functions ---- */

/* An argument as Calc may give it: nothing, one cell, or rows of cells. */
typedef struct given {
    const char *text; /* of every cell; NULL: the number */
    double number;
    size_t rows, columns; /* 0: no range */
    bool gap;             /* the last cell is blank */
} given;

static const given awkward[] = {
    {.text = "", .rows = 0},
    {.text = "not a number"},
    {.number = 0},
    {.number = 1},
    {.number = 3},
    {.number = 12},
    {.number = 13},
    {.number = -1.5},
    {.number = 2026},
    {.number = 46000},
    {.number = 1e308},
    {.number = INFINITY},
    {.number = NAN},
    {.text = "workdays"},
    {.number = 100, .rows = 1, .columns = 12},
    {.number = 100, .rows = 12, .columns = 1, .gap = true},
    {.number = 0, .rows = 12, .columns = 1},
    {.number = 1e308, .rows = 1, .columns = 12},
    {.number = 5, .rows = 3, .columns = 12, .gap = true},
    {.text = "x", .rows = 2, .columns = 2},
    {.number = NAN, .rows = 1, .columns = 12},
    {.text = "", .rows = 1, .columns = 12},
};

enum { AWKWARD = sizeof awkward / sizeof *awkward };

static void construct_cell(uno_Any *any, const given *from) {
    typelib_TypeDescriptionReference *type = *typelib_static_type_getByTypeClass(
        from->text ? typelib_TypeClass_STRING : typelib_TypeClass_DOUBLE);
    double number = from->number;
    rtl_uString *string = NULL;
    assert_true(tolv_text_to_office(tolv_text_of(from->text), &string));
    uno_type_any_construct(any, from->text ? (void *)&string : &number, type, NULL);
    rtl_uString_release(string);
}

static void construct_argument(uno_Any *any, const given *from) {
    if (!from->rows) {
        construct_cell(any, from);
        return;
    }
    typelib_TypeDescriptionReference *matrix = tolv_type(typelib_TypeClass_SEQUENCE, "[][]any"),
                                     *row = tolv_type(typelib_TypeClass_SEQUENCE, "[]any");
    uno_Sequence *rows = NULL;
    assert_true(uno_type_sequence_construct(&rows, matrix, NULL, (sal_Int32)from->rows, NULL));
    for (size_t i = 0; i < from->rows; i++) {
        uno_Sequence **cells = &((uno_Sequence **)(void *)rows->elements)[i];
        assert_true(uno_type_sequence_realloc(cells, row, (sal_Int32)from->columns, NULL, NULL));
        for (size_t j = 0; j < from->columns; j++) {
            uno_Any *cell = &((uno_Any *)(void *)(*cells)->elements)[j];
            uno_any_destruct(cell, NULL);
            bool last = i + 1 == from->rows && j + 1 == from->columns;
            construct_cell(cell, last && from->gap ? &(given){.text = ""} : from);
        }
    }
    uno_type_any_construct(any, &rows, matrix, NULL);
    uno_type_destructData(&rows, matrix, NULL);
    typelib_typedescriptionreference_release(row);
    typelib_typedescriptionreference_release(matrix);
}

/* Calls the function as the IDL describes it, and constructs its answer. */
static void call_function(uno_Interface *object, size_t ordinal, uno_Any *given, size_t count,
                          uno_Any *result) {
    const tolv_function *function = tolv_functions[ordinal];
    size_t listed = tolv_argument_count(function);
    bool repeats = listed && function->arguments[listed - 1].repeated;
    size_t single = listed - repeats;
    typelib_TypeDescriptionReference *several = tolv_type(typelib_TypeClass_SEQUENCE, "[]any");
    typelib_MethodParameter parameters[TOLV_ARGUMENTS_MAX];
    void *arguments[TOLV_ARGUMENTS_MAX];
    uno_Any nothing;
    uno_any_construct(&nothing, NULL, NULL, NULL);
    for (size_t i = 0; i < single; i++) {
        parameters[i].pTypeRef = *typelib_static_type_getByTypeClass(typelib_TypeClass_ANY);
        arguments[i] = i < count ? &given[i] : &nothing;
    }
    uno_Sequence *rest = NULL;
    size_t further = count > single ? count - single : 0;
    if (repeats) {
        assert_true(uno_type_sequence_construct(&rest, several, further ? &given[single] : NULL,
                                                (sal_Int32)further, NULL));
        parameters[single].pTypeRef = several;
        arguments[single] = &rest;
    }
    assert_true(request(object, FIRST_OWN + ordinal, parameters, listed, arguments, result));
    if (repeats)
        uno_type_destructData(&rest, several, NULL);
    uno_any_destruct(&nothing, NULL);
    typelib_typedescriptionreference_release(several);
}

static size_t ordinal_of(const char *name) {
    size_t ordinal = 0;
    while (tolv_functions[ordinal] != tolv_function_named(tolv_text_of(name)))
        ordinal++;
    return ordinal;
}

static void a_call_answers(void **state) {
    uno_Any given[3], result;
    construct_argument(&given[0], &(struct given){.text = "DEVIATION"});
    construct_argument(&given[1], &(struct given){.number = 110});
    construct_argument(&given[2], &(struct given){.number = 100});

    call_function(*state, ordinal_of("DEVIATION"), given + 1, 2, &result);
    assert_int_equal(result.pType->eTypeClass, typelib_TypeClass_DOUBLE);
    assert_true(*(double *)result.pData == -10);
    uno_any_destruct(&result, NULL);

    call_function(*state, ordinal_of("DEVIATION"), given, 2, &result);
    assert_int_equal(result.pType->eTypeClass, typelib_TypeClass_DOUBLE);
    assert_int_equal(*(sal_Int32 *)result.pData, TOLV_CALC_VALUE); /* the low half of the NaN */
    uno_any_destruct(&result, NULL);

    call_function(*state, ordinal_of("EXPLAIN"), given, 3, &result);
    assert_int_equal(result.pType->eTypeClass, typelib_TypeClass_STRING);
    uno_any_destruct(&result, NULL);
    for (size_t i = 0; i < 3; i++)
        uno_any_destruct(&given[i], NULL);
}

/* A table comes as an object of its own type, and not inside an any. */
static void an_object_that_is_no_table(void **state) {
    uno_Interface *object = *state, *none = NULL, **objects[] = {&none, &object};
    typelib_TypeDescriptionReference *any =
        *typelib_static_type_getByTypeClass(typelib_TypeClass_ANY);
    typelib_MethodParameter parameters[] = {
        {.pTypeRef = *typelib_static_type_getByTypeClass(typelib_TypeClass_INTERFACE)},
        {.pTypeRef = any},
        {.pTypeRef = any}};
    for (size_t i = 0; i < 2; i++) {
        uno_Any nothing, result;
        uno_any_construct(&nothing, NULL, NULL, NULL);
        assert_true(request(object, FIRST_OWN + ordinal_of("LEDGER"), parameters, 3,
                            (void *[]){objects[i], &nothing, &nothing}, &result));
        assert_int_equal(result.pType->eTypeClass, typelib_TypeClass_DOUBLE);
        assert_int_equal(*(sal_Int32 *)result.pData, TOLV_CALC_VALUE);
        uno_any_destruct(&result, NULL);
    }
}

static void construct_ledger(uno_Any *any, double amount) {
    static const char *const headings[] = {"period", "account", "unit", "amount"};
    const double row[] = {202601, 5010, 110, amount};
    typelib_TypeDescriptionReference *matrix = tolv_type(typelib_TypeClass_SEQUENCE, "[][]any"),
                                     *line = tolv_type(typelib_TypeClass_SEQUENCE, "[]any");
    uno_Sequence *rows = NULL;
    assert_true(uno_type_sequence_construct(&rows, matrix, NULL, 2, NULL));
    for (size_t i = 0; i < 2; i++) {
        uno_Sequence **cells = &((uno_Sequence **)(void *)rows->elements)[i];
        assert_true(uno_type_sequence_realloc(cells, line, 4, NULL, NULL));
        for (size_t j = 0; j < 4; j++) {
            uno_Any *cell = &((uno_Any *)(void *)(*cells)->elements)[j];
            uno_any_destruct(cell, NULL);
            construct_cell(cell, i ? &(given){.number = row[j]} : &(given){.text = headings[j]});
        }
    }
    uno_type_any_construct(any, &rows, matrix, NULL);
    uno_type_destructData(&rows, matrix, NULL);
    typelib_typedescriptionreference_release(line);
    typelib_typedescriptionreference_release(matrix);
}

/* From one call to the next, as long as the object lives, and not in another object. */
static void ledgers_are_kept(void **state) {
    uno_Any table, handle, other, figure, question[6];
    construct_ledger(&table, 400.25);
    call_function(*state, ordinal_of("LEDGER"), &table, 1, &handle);
    call_function(*state, ordinal_of("LEDGER"), &table, 1, &other);
    assert_int_equal(handle.pType->eTypeClass, typelib_TypeClass_STRING);
    rtl_uString *text = *(rtl_uString **)handle.pData, *again = *(rtl_uString **)other.pData;
    assert_int_equal(rtl_ustr_compare(text->buffer, again->buffer), 0);
    uno_type_any_construct(&question[0], &text, handle.pType, NULL);
    construct_argument(&question[1], &(given){.number = 1});
    construct_argument(&question[2], &(given){.text = "*"});
    construct_argument(&question[3], &(given){.text = "*"});
    construct_argument(&question[4], &(given){.number = 1});
    construct_argument(&question[5], &(given){.number = 12});
    call_function(*state, ordinal_of("BOOKED"), question, 6, &figure);
    assert_int_equal(figure.pType->eTypeClass, typelib_TypeClass_DOUBLE);
    assert_true(*(double *)figure.pData == 400.25);
    uno_any_destruct(&figure, NULL);

    void *stranger;
    make_object(&stranger);
    call_function(stranger, ordinal_of("BOOKED"), question, 6, &figure);
    assert_int_equal(*(sal_Int32 *)figure.pData, TOLV_CALC_NA);
    release_object(&stranger);
    uno_any_destruct(&figure, NULL);
    for (size_t i = 0; i < 6; i++)
        uno_any_destruct(&question[i], NULL);
    uno_any_destruct(&other, NULL);
    uno_any_destruct(&handle, NULL);
    uno_any_destruct(&table, NULL);
}

/* Every function with the same awkward value everywhere, with each pair of them in turn, and with
 * more arguments left out from the end. */
static void no_argument_is_too_awkward(void **state) {
    uno_Interface *object = *state;
    uno_Any result;
    assert_true(tolv_function_count > 0);
    for (size_t ordinal = 0; ordinal < tolv_function_count; ordinal++) {
        call_function(object, ordinal, NULL, 0, &result);
        uno_any_destruct(&result, NULL);
        for (size_t a = 0; a < AWKWARD; a++)
            for (size_t b = 0; b < AWKWARD; b++) {
                uno_Any arguments[TOLV_ARGUMENTS_MAX];
                size_t count = tolv_argument_count(tolv_functions[ordinal]);
                for (size_t i = 0; i < count; i++)
                    construct_argument(&arguments[i], &awkward[i % 2 ? b : a]);
                for (size_t shown = a == b ? 1 : count; shown <= count; shown++) {
                    call_function(object, ordinal, arguments, shown, &result);
                    uno_any_destruct(&result, NULL);
                }
                for (size_t i = 0; i < count; i++)
                    uno_any_destruct(&arguments[i], NULL);
            }
    }
}

#define ON_AN_OBJECT(test) cmocka_unit_test_setup_teardown(test, make_object, release_object)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_implementations_are_not_here),
        ON_AN_OBJECT(one_object_one_identity),
        ON_AN_OBJECT(it_says_what_it_is),
        ON_AN_OBJECT(it_learns_the_language),
        ON_AN_OBJECT(a_member_that_is_not_there_throws),
        ON_AN_OBJECT(a_call_answers),
        ON_AN_OBJECT(an_object_that_is_no_table),
        ON_AN_OBJECT(ledgers_are_kept),
        ON_AN_OBJECT(no_argument_is_too_awkward),
    };
    return cmocka_run_group_tests_name("component", tests, register_types, release_types);
}
