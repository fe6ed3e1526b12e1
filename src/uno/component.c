/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/component.h"

#include <string.h>

#include "uno/answers.h"

/* The object whose methods are Tolv's functions. */
static const tolv_class functions = {
    .implementation = "tolv.Functions",
    .service = "tolv",
    .interfaces = {{"tolv.XFunctions", tolv_answer_functions},
                   {"com.sun.star.lang.XLocalizable", tolv_answer_localizable},
                   {"com.sun.star.lang.XServiceInfo", tolv_answer_service_info},
                   {"com.sun.star.lang.XTypeProvider", tolv_answer_type_provider}},
};

/* createInstanceWithContext and createInstanceWithArgumentsAndContext: neither the context nor the
 * arguments matter. */
static bool answer_factory(tolv_object *object, const tolv_request *request) {
    (void)object;
    uno_Interface *created = request->ordinal <= 1 ? tolv_object_new(&functions) : NULL;
    if (!created)
        return false;
    *(uno_Interface **)request->result = created;
    return true;
}

static const tolv_class factory = {
    .interfaces = {{"com.sun.star.lang.XSingleComponentFactory", answer_factory}},
};

void SAL_CALL component_getImplementationEnvironment(const char **name, void **environment) {
    (void)environment;
    *name = "uno";
}

void *SAL_CALL component_getFactory(const char *implementation, void *service_manager,
                                    void *registry) {
    (void)service_manager;
    (void)registry;
    if (strcmp(implementation, functions.implementation) != 0)
        return NULL;
    return tolv_object_new(&factory);
}
