/* SPDX-License-Identifier: MPL-2.0 */
#include "uno/answers.h"
#include "uno/text.h"

/* com.sun.star.lang.Locale */
typedef struct locale {
    rtl_uString *language, *country, *variant;
} locale;

/* Our locales are ASCII, and the two letters decide: what is longer is no language of ours. */
static tolv_language language_of(const rtl_uString *language) {
    char code[8] = "";
    for (sal_Int32 i = 0; i < language->length && i < (sal_Int32)sizeof code - 1; i++)
        code[i] = language->buffer[i] < 0x80 ? (char)language->buffer[i] : '?';
    return tolv_language_of(code);
}

bool tolv_answer_localizable(tolv_object *object, const tolv_request *request) {
    switch (request->ordinal) {
    case 0: /* setLocale */
        atomic_store(&object->language,
                     language_of(((const locale *)request->arguments[0])->language));
        return true;
    case 1: /* getLocale */
        *(locale *)request->result =
            (locale){tolv_string(tolv_language_code(atomic_load(&object->language))),
                     tolv_string(""), tolv_string("")};
        return true;
    }
    return false;
}
