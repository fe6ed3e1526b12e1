/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/types.h"

typelib_TypeDescriptionReference *tolv_type(typelib_TypeClass kind, const char *name) {
    typelib_TypeDescriptionReference *type = NULL;
    typelib_typedescriptionreference_newByAsciiName(&type, kind, name);
    return type;
}

static void release(typelib_TypeDescriptionReference *type) {
    if (type)
        typelib_typedescriptionreference_release(type);
}

static void open_members(tolv_types *types) {
    static const struct {
        const char *interface, *method;
    } names[TOLV_MEMBERS] = {
        [TOLV_MEMBER_QUERY] = {"com.sun.star.uno.XInterface",
                               "com.sun.star.uno.XInterface::queryInterface"},
        [TOLV_MEMBER_PART] = {"com.sun.star.table.XCellRange",
                              "com.sun.star.table.XCellRange::getCellRangeByPosition"},
        [TOLV_MEMBER_ADDRESS] = {"com.sun.star.sheet.XCellRangeAddressable",
                                 "com.sun.star.sheet.XCellRangeAddressable::getRangeAddress"},
        [TOLV_MEMBER_CONTENT] = {"com.sun.star.sheet.XCellRangeData",
                                 "com.sun.star.sheet.XCellRangeData::getDataArray"},
        [TOLV_MEMBER_SHEET] = {"com.sun.star.sheet.XSheetCellRange",
                               "com.sun.star.sheet.XSheetCellRange::getSpreadsheet"},
        [TOLV_MEMBER_CURSOR] = {"com.sun.star.sheet.XSpreadsheet",
                                "com.sun.star.sheet.XSpreadsheet::createCursor"},
        [TOLV_MEMBER_GO_TO_END] = {"com.sun.star.sheet.XUsedAreaCursor",
                                   "com.sun.star.sheet.XUsedAreaCursor::gotoEndOfUsedArea"},
    };
    for (int i = 0; i < TOLV_MEMBERS; i++) {
        typelib_TypeDescriptionReference *method =
            tolv_type(typelib_TypeClass_INTERFACE_METHOD, names[i].method);
        types->members[i].interface = tolv_type(typelib_TypeClass_INTERFACE, names[i].interface);
        types->members[i].method = NULL;
        if (method)
            typelib_typedescriptionreference_getDescription(&types->members[i].method, method);
        release(method);
    }
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
    open_members(types);
    return complete;
}

void tolv_types_close(tolv_types *types) {
    for (int i = 0; i < TOLV_CONTENTS; i++) {
        release(types->of[i].cell);
        release(types->of[i].row);
        release(types->of[i].matrix);
    }
    for (int i = 0; i < TOLV_MEMBERS; i++) {
        release(types->members[i].interface);
        if (types->members[i].method)
            typelib_typedescription_release(types->members[i].method);
    }
}
