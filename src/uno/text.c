/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/text.h"

size_t tolv_utf8_from_office(const rtl_uString *string, char *bytes) {
    size_t units = (size_t)string->length, plain = 0;
    for (; plain < units && string->buffer[plain] < 0x80; plain++)
        bytes[plain] = (char)string->buffer[plain];
    if (plain == units)
        return units;
    sal_uInt32 info;
    sal_Size converted;
    rtl_UnicodeToTextConverter converter =
        rtl_createUnicodeToTextConverter(RTL_TEXTENCODING_UTF8); /* a constant, nothing to free */
    return rtl_convertUnicodeToText(
        converter, NULL, string->buffer, units, bytes, units * TOLV_UTF8_BYTES,
        RTL_UNICODETOTEXT_FLAGS_UNDEFINED_QUESTIONMARK |
            RTL_UNICODETOTEXT_FLAGS_INVALID_QUESTIONMARK | RTL_UNICODETOTEXT_FLAGS_FLUSH,
        &info, &converted);
}

bool tolv_text_from_office(tolv_arena *arena, const rtl_uString *string, tolv_text *text) {
    char *bytes = tolv_arena_take(arena, (size_t)string->length, TOLV_UTF8_BYTES);
    if (!bytes)
        return false;
    *text = (tolv_text){bytes, tolv_utf8_from_office(string, bytes)};
    return true;
}

bool tolv_text_to_office(tolv_text text, rtl_uString **string) {
    if (text.length > SAL_MAX_INT32)
        return false;
    rtl_string2UString(string, text.bytes, (sal_Int32)text.length, RTL_TEXTENCODING_UTF8,
                       OSTRING_TO_OUSTRING_CVTFLAGS);
    return *string != NULL;
}

rtl_uString *tolv_string(const char *ascii) {
    rtl_uString *string = NULL;
    rtl_uString_newFromAscii(&string, ascii);
    if (!string)
        rtl_uString_new(&string); /* a constant */
    return string;
}
