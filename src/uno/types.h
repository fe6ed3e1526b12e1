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

/* What is asked of the office's own objects. */
typedef enum tolv_member {
    TOLV_MEMBER_QUERY,     /* for another interface of the object */
    TOLV_MEMBER_PART,      /* of a range: columns and rows from and to */
    TOLV_MEMBER_ADDRESS,   /* of a range */
    TOLV_MEMBER_CONTENT,   /* of a range, row by row */
    TOLV_MEMBER_SHEET,     /* that a range is in */
    TOLV_MEMBER_CURSOR,    /* that walks on a sheet */
    TOLV_MEMBER_GO_TO_END, /* of what is used in the cursor's sheet */
    TOLV_MEMBERS
} tolv_member;

/* The types of answers, and the members with their interfaces; a member that this office does not
 * have is NULL. They are looked up once an object: a look-up takes a lock and costs more than a
 * call. */
typedef struct tolv_types {
    struct {
        typelib_TypeDescriptionReference *cell, *row, *matrix;
    } of[TOLV_CONTENTS];
    struct {
        typelib_TypeDescriptionReference *interface;
        typelib_TypeDescription *method;
    } members[TOLV_MEMBERS];
} tolv_types;

/* False when memory is out; close it all the same. */
bool tolv_types_open(tolv_types *types);
void tolv_types_close(tolv_types *types);

#endif
