/* SPDX-License-Identifier: MPL-2.0 */
#include "core/language.h"

#include <string.h>

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

tolv_language tolv_language_of(const char *locale) {
    static const struct {
        char code[3];
        tolv_language language;
    } rows[] = {{"sv", TOLV_SWEDISH},
                {"da", TOLV_DANISH},
                {"nb", TOLV_DANISH},
                {"nn", TOLV_DANISH},
                {"no", TOLV_DANISH}};
    size_t letters = locale ? strcspn(locale, "_-.@") : 0;
    for (size_t i = 0; letters == 2 && i < sizeof rows / sizeof *rows; i++)
        if (strncmp(locale, rows[i].code, 2) == 0)
            return rows[i].language;
    return TOLV_ENGLISH;
}

const char *tolv_language_code(tolv_language language) {
    return codes[language];
}
