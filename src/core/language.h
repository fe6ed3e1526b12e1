/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_LANGUAGE_H
#define TOLV_CORE_LANGUAGE_H

#include <stdbool.h>

/* Texts in the user's language. The language is always an argument: nothing here, or anywhere in
 * Tolv, reads or sets the process's locale. */
typedef enum tolv_language {
    TOLV_ENGLISH,
    TOLV_SWEDISH,
    TOLV_DANISH,
    TOLV_LANGUAGES
} tolv_language;

/* Marks for xgettext: a text that is translated later, where the reader's language is known. NC_
 * names the context of a short word that means different things in different places. */
#define N_(text) text
#define NC_(context, text) text

/* One text of extension/po/<language>.po. The table is made at build time from the .po files,
 * sorted by text, then context. */
typedef struct tolv_translation {
    const char *text, *context; /* context "" for none */
    const char *translated[TOLV_LANGUAGES];
} tolv_translation;

extern const tolv_translation tolv_translations[];
extern const unsigned tolv_translation_count;

/* The text in the language; an English text, or one that is not in the table, is its own
 * translation. The answer lives for ever. */
const char *tolv_translate(tolv_language language, const char *text);
const char *tolv_translate_in(tolv_language language, const char *context, const char *text);

/* Sets the language that is meant: by its code, by its name in any of them ("swedish", "svenska"),
 * or by a locale name such as "sv_SE.UTF-8" or "da-DK" (Norwegian gets Danish, whose words it
 * shares). False, and nothing set, for every other name and for NULL. */
bool tolv_language_named(const char *name, tolv_language *language);

/* The same; English for what is none of them. */
tolv_language tolv_language_of(const char *locale);

/* "en", "sv", "da". */
const char *tolv_language_code(tolv_language language);

#endif
