/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/object.h"

#include <stdlib.h>

#include "uno/text.h"

/* Places of XInterface's members, which every interface begins with. */
enum { QUERY_INTERFACE, ACQUIRE, RELEASE, FIRST_OWN };

static tolv_facet *facet_of(uno_Interface *interface) {
    return (tolv_facet *)interface;
}

static void SAL_CALL acquire(uno_Interface *interface) {
    atomic_fetch_add(&facet_of(interface)->object->references, 1);
}

static void destroy(tolv_object *object) {
    for (size_t i = 0; i < object->facet_count; i++)
        typelib_typedescriptionreference_release(object->facets[i].type);
    tolv_types_close(&object->types);
    tolv_session_close(object->session);
    if (object->mutex)
        osl_destroyMutex(object->mutex);
    free(object);
}

static void SAL_CALL release(uno_Interface *interface) {
    tolv_object *object = facet_of(interface)->object;
    if (atomic_fetch_sub(&object->references, 1) == 1)
        destroy(object);
}

/* XInterface is asked for to compare objects, so its answer is always the same facet. */
static tolv_facet *find(tolv_object *object, const typelib_TypeDescriptionReference *type) {
    if (typelib_typedescriptionreference_equals(
            type, *typelib_static_type_getByTypeClass(typelib_TypeClass_INTERFACE)))
        return &object->facets[0];
    for (size_t i = 0; i < object->facet_count; i++)
        if (typelib_typedescriptionreference_equals(type, object->facets[i].type))
            return &object->facets[i];
    return NULL;
}

/* Constructs an any that holds the facet of the type, or nothing. */
static void query(tolv_object *object, typelib_TypeDescriptionReference *type, uno_Any *result) {
    tolv_facet *facet = find(object, type);
    uno_Interface *found = facet ? &facet->interface : NULL;
    uno_type_any_construct(result, facet ? &found : NULL, facet ? type : NULL, NULL);
}

/* Constructs a RuntimeException or, where memory is too short to look that up, the plain Exception
 * it inherits its two members from. */
static void raise_exception(uno_Interface *from, uno_Any *exception) {
    struct {
        rtl_uString *message;
        uno_Interface *context;
    } members = {tolv_string("Tolv cannot answer this call"), from};
    typelib_TypeDescriptionReference *type =
        tolv_type(typelib_TypeClass_EXCEPTION, "com.sun.star.uno.RuntimeException");
    if (!type)
        typelib_typedescriptionreference_assign(
            &type, *typelib_static_type_getByTypeClass(typelib_TypeClass_EXCEPTION));
    uno_type_any_construct(exception, &members, type, NULL);
    typelib_typedescriptionreference_release(type);
    rtl_uString_release(members.message);
}

static void SAL_CALL dispatch(uno_Interface *interface, const typelib_TypeDescription *type,
                              void *result, void *arguments[], uno_Any **exception) {
    tolv_facet *facet = facet_of(interface);
    /* the name may be that of a base or of a heir; the place is the same in both */
    sal_Int32 place = ((const typelib_InterfaceMemberTypeDescription *)type)->nPosition;
    bool answered = true;
    switch (place) {
    case QUERY_INTERFACE:
        query(facet->object, *(typelib_TypeDescriptionReference **)arguments[0], result);
        break;
    case ACQUIRE:
        acquire(interface);
        break;
    case RELEASE:
        release(interface);
        break;
    default:
        answered =
            place >= FIRST_OWN && type->eTypeClass == typelib_TypeClass_INTERFACE_METHOD &&
            facet->answers->answer(
                facet->object,
                &(tolv_request){.ordinal = (size_t)(place - FIRST_OWN),
                                .method = (const typelib_InterfaceMethodTypeDescription *)type,
                                .arguments = arguments,
                                .result = result});
    }
    if (answered)
        *exception = NULL;
    else
        raise_exception(interface, *exception);
}

static void take_turn(void *mutex) {
    osl_acquireMutex(mutex);
}

static void end_turn(void *mutex) {
    osl_releaseMutex(mutex);
}

static bool open_session(tolv_object *object) {
    object->mutex = osl_createMutex();
    tolv_mutex lock = {take_turn, end_turn, object->mutex};
    object->session = object->mutex ? tolv_session_open(NULL, TOLV_SESSION_BYTES, &lock) : NULL;
    return object->session != NULL;
}

uno_Interface *tolv_object_new(const tolv_class *sort) {
    tolv_object *object = calloc(1, sizeof *object);
    if (!object)
        return NULL;
    object->sort = sort;
    atomic_init(&object->references, 1);
    atomic_init(&object->language, TOLV_ENGLISH);
    bool complete = tolv_types_open(&object->types) && open_session(object);
    for (size_t i = 0; complete && i < TOLV_INTERFACES_MAX && sort->interfaces[i].name; i++) {
        tolv_facet *facet = &object->facets[i];
        *facet =
            (tolv_facet){.interface = {acquire, release, dispatch},
                         .object = object,
                         .answers = &sort->interfaces[i],
                         .type = tolv_type(typelib_TypeClass_INTERFACE, sort->interfaces[i].name)};
        complete = facet->type != NULL;
        object->facet_count += complete;
    }
    if (complete)
        return &object->facets[0].interface;
    destroy(object);
    return NULL;
}
