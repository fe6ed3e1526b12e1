/* SPDX-License-Identifier: MPL-2.0 */
/* Texts: there, translated, of a length that the Function Wizard shows whole. */
#include <string.h>

#include "gen/lint.h"

enum { TEXT_MAX = 140 };

static size_t characters(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* tolv_translate does not tell: a text may be its own translation, and equal literals may share an
 * address. */
static bool is_translated(tolv_language language, const char *context, const char *text) {
    for (unsigned i = 0; i < tolv_translation_count; i++)
        if (strcmp(tolv_translations[i].text, text) == 0 &&
            strcmp(tolv_translations[i].context, context) == 0)
            return tolv_translations[i].translated[language] != NULL;
    return false;
}

static void check_translated(lint *lint, const tolv_function *function,
                             const tolv_argument *argument, const char *context, const char *text,
                             tolv_language language) {
    if (language != TOLV_ENGLISH && !is_translated(language, context, text))
        lint_fault(lint, function, argument, "not translated (%s%s%s): \"%s\"",
                   tolv_language_code(language), *context ? ", " : "", context, text);
}

static bool has_full_stop(const char *text) {
    return text[strlen(text) - 1] == '.';
}

/* A text in every language: not longer than `most` characters (0: any), and without the full stop
 * that is added where the text is shown. */
static void check_text(lint *lint, const tolv_function *function, const tolv_argument *argument,
                       const char *context, const char *text, size_t most) {
    if (!text || !*text) {
        lint_fault(lint, function, argument, "a text is missing");
        return;
    }
    for (int i = 0; i < TOLV_LANGUAGES; i++) {
        tolv_language language = (tolv_language)i;
        const char *translated = tolv_translate_in(language, context, text);
        size_t length = characters(translated);
        check_translated(lint, function, argument, context, text, language);
        if (most && length > most)
            lint_fault(lint, function, argument, "%zu characters (%s) of at most %zu: \"%s\"",
                       length, tolv_language_code(language), most, translated);
        if (has_full_stop(translated))
            lint_fault(lint, function, argument, "a full stop at the end (%s): \"%s\"",
                       tolv_language_code(language), translated);
    }
}

/* Whole sentences, shown as they are. */
static void check_sentences(lint *lint, const tolv_function *function, const char *text) {
    for (int i = 0; i < TOLV_LANGUAGES; i++) {
        tolv_language language = (tolv_language)i;
        const char *translated = tolv_translate(language, text);
        check_translated(lint, function, NULL, "", text, language);
        if (!has_full_stop(translated))
            lint_fault(lint, function, NULL, "no full stop at the end (%s): \"%s\"",
                       tolv_language_code(language), translated);
    }
}

void lint_texts(lint *lint) {
    for (size_t i = 0; i < tolv_function_count; i++) {
        const tolv_function *function = tolv_functions[i];
        check_text(lint, function, NULL, "function", function->name, 0);
        check_text(lint, function, NULL, "", function->text, TEXT_MAX);
        if (function->why)
            check_sentences(lint, function, function->why);
        check_text(lint, function, NULL, "", function->unit, 0);
        check_text(lint, function, NULL, "", function->formula, 0);
        check_text(lint, function, NULL, "", tolv_family_name(function->family), 0);
        if (function->source)
            check_text(lint, function, NULL, "", function->source, 0);
        for (const tolv_argument *argument = function->arguments; argument->id; argument++) {
            check_text(lint, function, argument, "argument", argument->name, 0);
            check_text(lint, function, argument, "", argument->text, TEXT_MAX);
            for (const tolv_keyword *word = argument->keywords; word && word->word; word++)
                check_text(lint, function, argument, "keyword", word->word, 0);
        }
    }
    for (int error = TOLV_OK + 1; error < TOLV_ERROR_COUNT; error++)
        check_text(lint, NULL, NULL, "", tolv_error_sentence((tolv_error)error), 0);
}
