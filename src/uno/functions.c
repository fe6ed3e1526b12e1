/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/function.h"
#include "uno/answers.h"
#include "uno/marshal.h"

/* The arguments of a method are anys, or of a type of their own; a last one that repeats is a
 * sequence of anys. */
static bool repeats(const typelib_MethodParameter *parameter) {
    return parameter->pTypeRef->eTypeClass == typelib_TypeClass_SEQUENCE;
}

/* The argument as an any: itself, or a look at it that is never destructed. */
static const uno_Any *as_any(const typelib_MethodParameter *parameter, void *argument,
                             uno_Any *look) {
    if (parameter->pTypeRef->eTypeClass == typelib_TypeClass_ANY)
        return argument;
    look->pType = parameter->pTypeRef;
    look->pData = argument;
    return look;
}

static tolv_error take_arguments(const tolv_types *types, tolv_arena *arena,
                                 const tolv_request *request, tolv_value **values, size_t *count) {
    size_t single = (size_t)request->method->nParams, repeated = 0;
    const uno_Any *further = NULL;
    if (single && repeats(&request->method->pParams[single - 1])) {
        const uno_Sequence *rest = *(uno_Sequence **)request->arguments[--single];
        repeated = (size_t)rest->nElements;
        further = (const uno_Any *)(const void *)rest->elements;
    }
    *count = single + repeated;
    *values = tolv_arena_take(arena, *count, sizeof **values);
    if (!*values)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < *count; i++) {
        uno_Any look;
        const uno_Any *given =
            i < single ? as_any(&request->method->pParams[i], request->arguments[i], &look)
                       : &further[i - single];
        tolv_error error = tolv_value_from_office(types, arena, given, &(*values)[i]);
        if (error)
            return error;
    }
    return TOLV_OK;
}

bool tolv_answer_functions(tolv_object *object, const tolv_request *request) {
    if (request->ordinal >= tolv_function_count)
        return false;
    uno_any_construct(request->result, NULL, NULL, NULL);
    tolv_call call;
    tolv_call_open(&call, atomic_load(&object->language), NULL, false);
    call.session = object->session;
    tolv_value *values, answer;
    size_t count;
    tolv_error error = take_arguments(&object->types, &call.arena, request, &values, &count);
    if (!error)
        error = tolv_function_call(&call, tolv_functions[request->ordinal], values, count, &answer);
    if (!error)
        error = tolv_value_to_office(&object->types, &answer, request->result);
    if (error)
        tolv_error_to_office(&object->types, error, request->result);
    tolv_call_close(&call);
    return true;
}
