/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/text.h"

enum { UTF8_BYTES = 3 /* at most, for one unit of UTF-16; a pair of them takes 4 */ };

bool tolv_text_from_office(tolv_arena *arena, const rtl_uString *string, tolv_text *text) {
    size_t units = (size_t)string->length;
    char *bytes = tolv_arena_take(arena, units, UTF8_BYTES);
    if (!bytes)
        return false;
    sal_uInt32 info;
    sal_Size converted;
    rtl_UnicodeToTextConverter converter =
        rtl_createUnicodeToTextConverter(RTL_TEXTENCODING_UTF8); /* a constant, nothing to free */
    sal_Size length = rtl_convertUnicodeToText(
        converter, NULL, string->buffer, units, bytes, units * UTF8_BYTES,
        RTL_UNICODETOTEXT_FLAGS_UNDEFINED_QUESTIONMARK |
            RTL_UNICODETOTEXT_FLAGS_INVALID_QUESTIONMARK | RTL_UNICODETOTEXT_FLAGS_FLUSH,
        &info, &converted);
    *text = (tolv_text){bytes, length};
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
