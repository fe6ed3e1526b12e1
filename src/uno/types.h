/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_TYPES_H
#define TOLV_UNO_TYPES_H

#include "uno/platform.h"

/* A type of the office by its name ("[][]double"), to be released by the caller; NULL when memory
 * is out. */
typelib_TypeDescriptionReference *tolv_type(typelib_TypeClass kind, const char *name);

/* What the cells of an answer have in common. */
typedef enum tolv_content {
    TOLV_CONTENT_NUMBERS,
    TOLV_CONTENT_TEXTS,
    TOLV_CONTENT_MIXED,
    TOLV_CONTENTS
} tolv_content;

/* The types of answers. They are looked up once an object: a look-up takes a lock and costs more
 * than a call. */
typedef struct tolv_types {
    struct {
        typelib_TypeDescriptionReference *cell, *row, *matrix;
    } of[TOLV_CONTENTS];
} tolv_types;

/* False when memory is out; close it all the same. */
bool tolv_types_open(tolv_types *types);
void tolv_types_close(tolv_types *types);

#endif
