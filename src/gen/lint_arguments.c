/* SPDX-License-Identifier: MPL-2.0 */
/* Descriptors of arguments against themselves: what check.c and describe.c take for granted. */
#include <math.h>

#include "gen/lint.h"

static bool is_range(tolv_argument_kind kind) {
    return kind == TOLV_ARGUMENT_AMOUNTS || kind == TOLV_ARGUMENT_NUMBERS ||
           kind == TOLV_ARGUMENT_WHOLES || kind == TOLV_ARGUMENT_CELLS;
}

/* A word that is typed means one thing only, whichever language it is taken from. */
static void check_keywords(lint *lint, const tolv_function *function,
                           const tolv_argument *argument) {
    bool has_default = !argument->has_default;
    for (const tolv_keyword *word = argument->keywords; word->word; word++) {
        has_default = has_default || word->code == argument->otherwise;
        for (const tolv_keyword *other = argument->keywords; other < word; other++) {
            if (word->code == other->code)
                lint_fault(lint, function, argument, "the code %d stands twice", word->code);
            for (int i = 0; i < TOLV_LANGUAGES * TOLV_LANGUAGES; i++) {
                const char *a =
                    tolv_translate_in((tolv_language)(i / TOLV_LANGUAGES), "keyword", word->word);
                const char *b =
                    tolv_translate_in((tolv_language)(i % TOLV_LANGUAGES), "keyword", other->word);
                if (tolv_text_same(tolv_text_of(a), tolv_text_of(b)))
                    lint_fault(lint, function, argument, "\"%s\" is both %d and %d", a, word->code,
                               other->code);
            }
        }
    }
    if (!has_default)
        lint_fault(lint, function, argument, "the default is none of its words");
}

static void check_argument(lint *lint, const tolv_function *function,
                           const tolv_argument *argument) {
    bool last = argument + 1 == function->arguments + tolv_argument_count(function);
    bool bounded = argument->low != 0 || argument->high != 0;
    if (argument > function->arguments && argument[-1].optional && !argument->optional)
        lint_fault(lint, function, argument, "required, and stands after an optional one");
    if (argument->repeated && !last)
        lint_fault(lint, function, argument, "repeated, and not the last one");
    if (argument->has_default && !argument->optional)
        lint_fault(lint, function, argument, "has a default, and is not optional");
    if (argument->has_default && (is_range(argument->kind) || argument->kind == TOLV_ARGUMENT_TEXT))
        lint_fault(lint, function, argument, "has a default that its kind cannot have");
    if (argument->shape != TOLV_SHAPE_ANY && !is_range(argument->kind))
        lint_fault(lint, function, argument, "has a shape, and is no range");
    if ((argument->kind == TOLV_ARGUMENT_KEYWORD) != (argument->keywords != NULL))
        lint_fault(lint, function, argument, "words to choose from go with the kind KEYWORD");
    if (bounded && !(argument->low < argument->high))
        lint_fault(lint, function, argument, "its bounds hold nothing");
    if (bounded && argument->has_default &&
        !(argument->otherwise >= argument->low && argument->otherwise <= argument->high))
        lint_fault(lint, function, argument, "its default is outside its bounds");
    if (argument->kind == TOLV_ARGUMENT_WHOLE && argument->otherwise != floor(argument->otherwise))
        lint_fault(lint, function, argument, "its default is not a whole number");
    if (argument->kind == TOLV_ARGUMENT_KEYWORD && argument->keywords)
        check_keywords(lint, function, argument);
}

void lint_arguments(lint *lint) {
    for (size_t i = 0; i < tolv_function_count; i++) {
        const tolv_function *function = tolv_functions[i];
        if (function->arguments[TOLV_ARGUMENTS_MAX - 1].id)
            lint_fault(lint, function, NULL, "has no room for the end of its arguments");
        else
            for (const tolv_argument *argument = function->arguments; argument->id; argument++)
                check_argument(lint, function, argument);
    }
}
