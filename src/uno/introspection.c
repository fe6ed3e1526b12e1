/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/answers.h"
#include "uno/text.h"

/* Constructs a sequence of `count` copies; NULL elements stand for an empty one. */
static bool give_sequence(const tolv_request *request, const char *name, void *elements,
                          size_t count) {
    typelib_TypeDescriptionReference *type = tolv_type(typelib_TypeClass_SEQUENCE, name);
    bool given = type && uno_type_sequence_construct(request->result, type, elements,
                                                     (sal_Int32)count, NULL);
    if (type)
        typelib_typedescriptionreference_release(type);
    return given;
}

static bool give_names(const tolv_request *request, const char *ascii) {
    rtl_uString *string = tolv_string(ascii);
    bool given = give_sequence(request, "[]string", &string, 1);
    rtl_uString_release(string);
    return given;
}

bool tolv_answer_service_info(tolv_object *object, const tolv_request *request) {
    switch (request->ordinal) {
    case 0: /* getImplementationName */
        *(rtl_uString **)request->result = tolv_string(object->sort->implementation);
        return true;
    case 1: /* supportsService */
        *(sal_Bool *)request->result =
            rtl_ustr_ascii_compare((*(rtl_uString **)request->arguments[0])->buffer,
                                   object->sort->service) == 0;
        return true;
    case 2: /* getSupportedServiceNames */
        return give_names(request, object->sort->service);
    }
    return false;
}

bool tolv_answer_type_provider(tolv_object *object, const tolv_request *request) {
    typelib_TypeDescriptionReference *types[TOLV_INTERFACES_MAX];
    switch (request->ordinal) {
    case 0: /* getTypes */
        for (size_t i = 0; i < object->facet_count; i++)
            types[i] = object->facets[i].type;
        return give_sequence(request, "[]type", types, object->facet_count);
    case 1: /* getImplementationId: out of use, always empty */
        return give_sequence(request, "[]byte", NULL, 0);
    }
    return false;
}
