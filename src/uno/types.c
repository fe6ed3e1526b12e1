/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/types.h"

typelib_TypeDescriptionReference *tolv_type(typelib_TypeClass kind, const char *name) {
    typelib_TypeDescriptionReference *type = NULL;
    typelib_typedescriptionreference_newByAsciiName(&type, kind, name);
    return type;
}

bool tolv_types_open(tolv_types *types) {
    static const struct {
        typelib_TypeClass kind;
        const char *cell, *row, *matrix;
    } names[TOLV_CONTENTS] = {
        [TOLV_CONTENT_NUMBERS] = {typelib_TypeClass_DOUBLE, "double", "[]double", "[][]double"},
        [TOLV_CONTENT_TEXTS] = {typelib_TypeClass_STRING, "string", "[]string", "[][]string"},
        [TOLV_CONTENT_MIXED] = {typelib_TypeClass_ANY, "any", "[]any", "[][]any"},
    };
    bool complete = true;
    for (int i = 0; i < TOLV_CONTENTS; i++) {
        types->of[i].cell = tolv_type(names[i].kind, names[i].cell);
        types->of[i].row = tolv_type(typelib_TypeClass_SEQUENCE, names[i].row);
        types->of[i].matrix = tolv_type(typelib_TypeClass_SEQUENCE, names[i].matrix);
        complete = complete && types->of[i].cell && types->of[i].row && types->of[i].matrix;
    }
    return complete;
}

static void release(typelib_TypeDescriptionReference *type) {
    if (type)
        typelib_typedescriptionreference_release(type);
}

void tolv_types_close(tolv_types *types) {
    for (int i = 0; i < TOLV_CONTENTS; i++) {
        release(types->of[i].cell);
        release(types->of[i].row);
        release(types->of[i].matrix);
    }
}
