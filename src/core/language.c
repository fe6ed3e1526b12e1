/* SPDX-License-Identifier: MPL-2.0 */
#include "core/language.h"

#include <string.h>

#include "core/value.h"

static const char *const codes[TOLV_LANGUAGES] = {"en", "sv", "da"};

const char *tolv_translate_in(tolv_language language, const char *context, const char *text) {
    unsigned low = 0, high = tolv_translation_count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        const tolv_translation *row = &tolv_translations[middle];
        int order = strcmp(text, row->text);
        if (order == 0)
            order = strcmp(context, row->context);
        if (order == 0)
            return row->translated[language] ? row->translated[language] : text;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return text;
}

const char *tolv_translate(tolv_language language, const char *text) {
    return tolv_translate_in(language, "", text);
}

bool tolv_language_named(const char *name, tolv_language *language) {
    static const char *const names[TOLV_LANGUAGES] = {
        [TOLV_ENGLISH] = "en, english, engelska, engelsk",
        [TOLV_SWEDISH] = "sv, swedish, svenska, svensk",
        [TOLV_DANISH] = "da, danish, danska, dansk, nb, nn, no",
    };
    tolv_text letters = {name, name ? strcspn(name, "_-.@") : 0};
    for (int i = 0; letters.length > 0 && i < TOLV_LANGUAGES; i++)
        if (tolv_text_is_one_of(letters, names[i])) {
            *language = (tolv_language)i;
            return true;
        }
    return false;
}

tolv_language tolv_language_of(const char *locale) {
    tolv_language language = TOLV_ENGLISH;
    tolv_language_named(locale, &language);
    return language;
}

const char *tolv_language_code(tolv_language language) {
    return codes[language];
}
