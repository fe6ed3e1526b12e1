/* SPDX-License-Identifier: MPL-2.0 */
/* Names. With the prefix TOLV. no name is that of a built-in function in any language: none of them
 * begins so. What can clash is a name of ours with another of ours, since all languages are read
 * wherever a name is typed, and a name with a cell: in a workbook with a sheet called Tolv,
 * TOLV.P12 is its cell P12. */
#include <string.h>

#include "gen/lint.h"

/* Words that IDL keeps for itself, of the old compiler and of unoidl-write. */
static const char *const reserved[] = {
    "FALSE",          "TRUE",         "any",       "attribute", "boolean",
    "bound",          "byte",         "case",      "char",      "const",
    "constants",      "constrained",  "context",   "default",   "double",
    "enum",           "exception",    "false",     "float",     "get",
    "hyper",          "in",           "inout",     "interface", "long",
    "maybeambiguous", "maybedefault", "maybevoid", "module",    "needs",
    "observes",       "oneway",       "optional",  "out",       "property",
    "published",      "raises",       "readonly",  "removable", "sequence",
    "service",        "set",          "short",     "singleton", "string",
    "struct",         "switch",       "transient", "true",      "type",
    "typedef",        "union",        "unsigned",  "void",
};

static bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}

static bool is_lower(char letter) {
    return letter >= 'a' && letter <= 'z';
}

static bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

static bool is_stored_name(const char *name) {
    size_t i = 0;
    while (is_upper(name[i]) || (i > 0 && is_digit(name[i])))
        i++;
    return i > 0 && name[i] == '\0';
}

/* Letters and dots, in capitals as Calc shows a function. */
static bool is_shown_name(const char *name) {
    for (const char *letter = name; *letter; letter++) {
        bool capital = is_upper(*letter) || is_digit(*letter) || *letter == '.';
        if ((unsigned char)*letter == 0xC3) { /* À to Þ, of which Å Ä Ö Æ Ø */
            letter++;
            capital = (unsigned char)*letter >= 0x80 && (unsigned char)*letter <= 0x9E;
        }
        if (!capital)
            return false;
    }
    return *name != '\0' && *name != '.' && name[strlen(name) - 1] != '.';
}

static bool is_cell(const char *name) {
    size_t letters = 0, digits;
    while (is_upper(name[letters]))
        letters++;
    digits = strspn(name + letters, "0123456789");
    return letters >= 1 && letters <= 3 && digits > 0 && name[letters + digits] == '\0';
}

static bool is_argument_id(const char *id) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(id, reserved[i]) == 0)
            return false;
    size_t i = 0;
    while (is_lower(id[i]) || (i > 0 && (is_upper(id[i]) || is_digit(id[i]))))
        i++;
    return i > 0 && id[i] == '\0';
}

static const char *shown(int language, const tolv_function *function) {
    return tolv_translate_in((tolv_language)language, "function", function->name);
}

static bool same(const char *a, const char *b) {
    return tolv_text_same(tolv_text_of(a), tolv_text_of(b));
}

/* A name of one function is no name of another, in whichever languages. */
static void check_shown_names(lint *lint, size_t ordinal) {
    const tolv_function *function = tolv_functions[ordinal];
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        const char *name = shown(language, function);
        if (!is_shown_name(name))
            lint_fault(lint, function, NULL, "the name \"%s\" is not of capitals and dots", name);
        if (is_cell(name))
            lint_fault(lint, function, NULL, "TOLV.%s is a cell of a sheet called Tolv", name);
        for (size_t i = 0; i < tolv_function_count; i++)
            for (int other = 0; i != ordinal && other < TOLV_LANGUAGES; other++)
                if (same(name, shown(other, tolv_functions[i])))
                    lint_fault(lint, function, NULL, "its name \"%s\" (%s) is also that of %s (%s)",
                               name, tolv_language_code((tolv_language)language),
                               tolv_functions[i]->name, tolv_language_code((tolv_language)other));
    }
}

static void check_argument_names(lint *lint, const tolv_function *function,
                                 const tolv_argument *argument) {
    if (!is_argument_id(argument->id))
        lint_fault(lint, function, argument, "IDL does not take this id");
    for (const tolv_argument *other = function->arguments; other < argument; other++) {
        if (same(other->id, argument->id))
            lint_fault(lint, function, argument, "the id stands twice");
        for (int i = 0; i < TOLV_LANGUAGES; i++) {
            tolv_language language = (tolv_language)i;
            const char *name = tolv_translate_in(language, "argument", argument->name);
            if (same(name, tolv_translate_in(language, "argument", other->name)))
                lint_fault(lint, function, argument, "%s is called \"%s\" too (%s)", other->id,
                           name, tolv_language_code(language));
        }
    }
}

static void check_related(lint *lint, const tolv_function *function) {
    for (const char *at = function->see; at && *at;) {
        size_t length = strcspn(at, " ");
        const tolv_function *seen = tolv_function_named((tolv_text){at, length});
        if (!seen || strncmp(seen->name, at, length) != 0)
            lint_fault(lint, function, NULL, "see: there is no function \"%.*s\"", (int)length, at);
        if (seen == function)
            lint_fault(lint, function, NULL, "see: names the function itself");
        at += length + (at[length] == ' ');
    }
}

void lint_names(lint *lint) {
    for (size_t i = 0; i < tolv_function_count; i++) {
        const tolv_function *function = tolv_functions[i];
        if (!is_stored_name(function->name))
            lint_fault(lint, function, NULL, "the stored name is not of capitals A to Z");
        check_shown_names(lint, i);
        check_related(lint, function);
        for (const tolv_argument *argument = function->arguments; argument->id; argument++)
            check_argument_names(lint, function, argument);
    }
}
