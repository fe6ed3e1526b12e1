/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_COMPONENT_H
#define TOLV_UNO_COMPONENT_H

#include "uno/platform.h"

/* The two symbols the office looks for in the library. The first says in which language the second
 * speaks: the binary interface itself ("uno"), so that nothing depends on a C++ compiler. The
 * second answers the factory of the implementation, with one reference, or NULL. */
TOLV_EXPORT void SAL_CALL component_getImplementationEnvironment(const char **name,
                                                                 void **environment);
TOLV_EXPORT void *SAL_CALL component_getFactory(const char *implementation, void *service_manager,
                                                void *registry);

#endif
