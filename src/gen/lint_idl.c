/* SPDX-License-Identifier: MPL-2.0 */
/* The committed IDL is a promise to every file that was ever saved: each method still stands at its
 * place, with its arguments in their order; new ones are appended, and new arguments can be left
 * out. Only what generate_idl.c writes is read here. */
#include <string.h>

#include "gen/generate.h"
#include "gen/lint.h"

/* The next word or sign of the text; length 0 at its end. */
static tolv_text next_token(const char **at) {
    for (;;) {
        *at += strspn(*at, " \t\r\n");
        const char *end = strncmp(*at, "/*", 2) == 0 ? strstr(*at, "*/") : NULL;
        if (!end)
            break;
        *at = end + 2;
    }
    size_t length = strcspn(*at, " \t\r\n(){}[]<>,;");
    tolv_text token = {*at, length ? length : **at != '\0'};
    *at += token.length;
    return token;
}

static bool is(tolv_text token, const char *word) {
    return token.length == strlen(word) && memcmp(token.bytes, word, token.length) == 0;
}

/* What an argument is stored as. */
typedef enum stored {
    STORED_ANY,
    STORED_SEQUENCE, /* repeated */
    STORED_REFERENCE /* a table that is left where it stands */
} stored;

static stored stored_of(const tolv_argument *argument) {
    if (argument->kind == TOLV_ARGUMENT_TABLE && !argument->optional)
        return STORED_REFERENCE;
    return argument->repeated ? STORED_SEQUENCE : STORED_ANY;
}

/* What stands between the parentheses of a method, argument by argument: the last word is the id,
 * the others are its type. */
static void check_arguments(lint *lint, const tolv_function *function, const char **at) {
    size_t count = tolv_argument_count(function), place = 0;
    tolv_text word = {NULL, 0};
    stored type = STORED_ANY;
    for (tolv_text token = next_token(at); token.length; token = next_token(at)) {
        if (!is(token, ",") && !is(token, ")")) {
            type = is(token, "sequence")                            ? STORED_SEQUENCE
                   : is(token, "com::sun::star::table::XCellRange") ? STORED_REFERENCE
                                                                    : type;
            word = token;
            continue;
        }
        const tolv_argument *argument = place < count ? &function->arguments[place] : NULL;
        if (word.length && !(argument && is(word, argument->id)))
            lint_fault(lint, function, NULL, "argument %zu was \"%.*s\" and is \"%s\"", place + 1,
                       (int)word.length, word.bytes, argument ? argument->id : "gone");
        else if (word.length && stored_of(argument) != type)
            lint_fault(lint, function, argument,
                       "repeated, or taken as it stands, or no longer so, since it was stored");
        place += word.length > 0;
        word.length = 0;
        type = STORED_ANY;
        if (is(token, ")"))
            break;
    }
    for (; place < count; place++)
        if (!function->arguments[place].optional)
            lint_fault(lint, function, &function->arguments[place],
                       "new, so it must be one that can be left out");
}

void lint_idl(lint *lint, const char *committed) {
    const char *at = lint_read(lint, committed);
    size_t ordinal = 0;
    if (!at)
        return;
    for (tolv_text token = next_token(&at); token.length && !is(token, "XFunctions");)
        token = next_token(&at);
    next_token(&at); /* { */
    while (is(next_token(&at), "any")) {
        tolv_text method = next_token(&at);
        const tolv_function *function =
            ordinal < tolv_function_count ? tolv_functions[ordinal] : NULL;
        tolv_writer name = {.arena = lint->arena};
        if (function)
            tolv_write_method(&name, function);
        tolv_write(&name, (tolv_text){"", 1});
        ordinal++;
        if (name.failed || !is(method, name.bytes)) {
            lint_fault(lint, NULL, NULL, "%s: method %zu was \"%.*s\" and is \"%s\"", committed,
                       ordinal, (int)method.length, method.bytes,
                       name.failed    ? "out of memory"
                       : !*name.bytes ? "gone"
                                      : name.bytes);
            return; /* all that follow stand at another place */
        }
        next_token(&at); /* ( */
        check_arguments(lint, function, &at);
        next_token(&at); /* ; */
    }
    if (ordinal == 0)
        lint_fault(lint, NULL, NULL, "%s: no method is found", committed);
}
