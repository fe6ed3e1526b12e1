/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_OBJECT_H
#define TOLV_UNO_OBJECT_H

#include <stdatomic.h>
#include <stddef.h>

#include "core/language.h"
#include "ledger/session.h"
#include "uno/types.h"

typedef struct tolv_object tolv_object;

/* A call from the office: the member's place in its interface, counted from 0 after the three of
 * XInterface, and pointers to the arguments and to unconstructed memory for the result. */
typedef struct tolv_request {
    size_t ordinal;
    const typelib_InterfaceMethodTypeDescription *method;
    void **arguments;
    void *result;
} tolv_request;

/* An interface, and what answers for its members: true and a constructed result, or false with the
 * result untouched, which the office sees as an exception. Called on any thread. */
typedef struct tolv_interface {
    const char *name;
    bool (*answer)(tolv_object *object, const tolv_request *request);
} tolv_interface;

enum { TOLV_INTERFACES_MAX = 4 };

/* A sort of object. Interface 0 stands for the object's identity. */
typedef struct tolv_class {
    const char *implementation, *service;
    tolv_interface interfaces[TOLV_INTERFACES_MAX]; /* ended by a NULL name, where shorter */
} tolv_class;

/* One interface of one object, as the office holds it: its pointer is a pointer to this. */
typedef struct tolv_facet {
    uno_Interface interface;
    tolv_object *object;
    const tolv_interface *answers;
    typelib_TypeDescriptionReference *type;
} tolv_facet;

/* All facets share one count of references; with the last the object goes. */
struct tolv_object {
    const tolv_class *sort;
    atomic_int references;
    _Atomic tolv_language language; /* English until the office says otherwise */
    tolv_types types;
    oslMutex mutex;
    tolv_session *session; /* the ledgers of all documents, which threads take turns at */
    size_t facet_count;
    tolv_facet facets[TOLV_INTERFACES_MAX];
};

/* A new object with one reference, held by the interface that is returned; NULL when memory is
 * out. */
uno_Interface *tolv_object_new(const tolv_class *sort);

#endif
