/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/describe.h"

#include <math.h>
#include <string.h>

void tolv_write_name(tolv_writer *writer, tolv_language language, const tolv_function *function) {
    tolv_write_string(writer, "TOLV.");
    tolv_write_string(writer, tolv_translate_in(language, "function", function->name));
}

void tolv_write_signature(tolv_writer *writer, tolv_language language,
                          const tolv_function *function) {
    tolv_write_name(writer, language, function);
    tolv_write_string(writer, "(");
    for (const tolv_argument *argument = function->arguments; argument->id; argument++) {
        tolv_write_string(writer, argument > function->arguments ? "; " : "");
        tolv_write_string(writer, argument->optional ? "[" : "");
        tolv_write_string(writer, tolv_translate_in(language, "argument", argument->name));
        tolv_write_string(writer, argument->optional ? "]" : "");
        tolv_write_string(writer, argument->repeated ? "…" : "");
    }
    tolv_write_string(writer, ")");
}

void tolv_write_summary(tolv_writer *writer, tolv_language language,
                        const tolv_function *function) {
    tolv_item items[] = {TOLV_WORD(function->text), TOLV_WORD(function->unit)};
    tolv_write_sentence(writer, language, N_("{1}. Answer: {2}."), items, 2);
}

/* ---- arguments ---- */

static const struct {
    const char *text, *bounded;
    bool range;
} kinds[] = {
    [TOLV_ARGUMENT_AMOUNT] = {N_("an amount in kronor"), NULL, false},
    [TOLV_ARGUMENT_NUMBER] = {N_("a number"), N_("a number from {1} to {2}"), false},
    [TOLV_ARGUMENT_WHOLE] = {N_("a whole number"), N_("a whole number from {1} to {2}"), false},
    [TOLV_ARGUMENT_PERIOD] = {N_("a month from 1 to 12, or a date"), NULL, false},
    [TOLV_ARGUMENT_KEYWORD] = {N_("a word or its number"), NULL, false},
    [TOLV_ARGUMENT_TEXT] = {N_("a text"), NULL, false},
    [TOLV_ARGUMENT_CODE] = {N_("a text or a number"), NULL, false},
    [TOLV_ARGUMENT_AMOUNTS] = {N_("amounts in kronor"), NULL, true},
    [TOLV_ARGUMENT_NUMBERS] = {N_("numbers"), N_("numbers from {1} to {2}"), true},
    [TOLV_ARGUMENT_WHOLES] = {N_("whole numbers"), N_("whole numbers from {1} to {2}"), true},
    [TOLV_ARGUMENT_CELLS] = {N_("cells with figures or text"), NULL, true},
    [TOLV_ARGUMENT_TABLE] = {N_("a table with a row of headings"), NULL, false},
    [TOLV_ARGUMENT_MONTH] = {N_("a month from 1 to 12, or a date in any year"), NULL, false},
    [TOLV_ARGUMENT_ELEMENT] = {N_("a whole number, 1 for the first"), NULL, false},
    [TOLV_ARGUMENT_ANYTHING] = {N_("anything"), NULL, false},
};

static const char *const shapes[] = {
    [TOLV_SHAPE_ANY] = N_("a range of any shape"),
    [TOLV_SHAPE_LINE] = N_("one row or one column"),
    [TOLV_SHAPE_TWELVE] = N_("twelve cells in a row or a column"),
    [TOLV_SHAPE_YEARS] = N_("twelve columns, a row for each year"),
};

static const char *const blanks[] = {
    [TOLV_BLANKS_NOT_REPORTED] = N_("a blank cell is not reported yet"),
    [TOLV_BLANKS_ZERO] = N_("a blank cell is 0"),
    [TOLV_BLANKS_SKIPPED] = N_("a blank cell is left out"),
    [TOLV_BLANKS_OPEN] = N_("a blank cell is as not given"),
    [TOLV_BLANKS_KEPT] = N_("a blank cell is read as blank"),
};

/* Years and codes are not grouped. */
static tolv_item bound(double number) {
    return fabs(number) < 10000 && number == floor(number) ? TOLV_PLAIN(number)
                                                           : TOLV_DECIMAL(number);
}

static void write_keyword(tolv_writer *writer, tolv_language language,
                          const tolv_keyword *keyword) {
    tolv_item word = TOLV_WORD_IN("keyword", keyword->word);
    tolv_write_sentence(writer, language, N_("“{1}”"), &word, 1);
}

void tolv_write_takes(tolv_writer *writer, tolv_language language, const tolv_argument *argument) {
    bool bounded = kinds[argument->kind].bounded && (argument->low != 0 || argument->high != 0);
    tolv_item bounds[] = {bound(argument->low), bound(argument->high)};
    tolv_write_sentence(writer, language,
                        bounded ? kinds[argument->kind].bounded : kinds[argument->kind].text,
                        bounds, 2);
    if (kinds[argument->kind].range) {
        tolv_write_string(writer, "; ");
        tolv_write_string(writer, tolv_translate(language, shapes[argument->shape]));
        tolv_write_string(writer, "; ");
        tolv_write_string(writer, tolv_translate(language, blanks[argument->blanks]));
    }
    if (argument->kind != TOLV_ARGUMENT_KEYWORD)
        return;
    for (const tolv_keyword *keyword = argument->keywords; keyword->word; keyword++) {
        tolv_item code = TOLV_PLAIN(keyword->code);
        tolv_write_string(writer, keyword == argument->keywords ? ": " : ", ");
        write_keyword(writer, language, keyword);
        tolv_write_string(writer, " ");
        tolv_write_item(writer, language, &code);
    }
}

void tolv_write_otherwise(tolv_writer *writer, tolv_language language,
                          const tolv_argument *argument) {
    if (!argument->optional) {
        tolv_write_string(writer, tolv_translate(language, N_("required")));
        return;
    }
    if (!argument->has_default) {
        tolv_write_string(writer, tolv_translate(language, N_("optional")));
        return;
    }
    if (argument->kind == TOLV_ARGUMENT_KEYWORD)
        for (const tolv_keyword *keyword = argument->keywords; keyword->word; keyword++)
            if (keyword->code == argument->otherwise) {
                write_keyword(writer, language, keyword);
                return;
            }
    tolv_item number = bound(argument->otherwise);
    tolv_write_item(writer, language, &number);
}

void tolv_write_need(tolv_writer *writer, tolv_language language, const tolv_argument *argument) {
    if (argument->has_default)
        tolv_write_string(writer, tolv_translate(language, N_("if left out: ")));
    tolv_write_otherwise(writer, language, argument);
}

/* ---- formulas ---- */

const tolv_notation tolv_openformula = {'.', ';', '|'};

tolv_notation tolv_notation_of(tolv_language language) {
    return language == TOLV_ENGLISH ? (tolv_notation){'.', ',', ';'}
                                    : (tolv_notation){',', '.', ';'};
}

/* The word in the language, when it is one that an argument of the function chooses from. */
static const char *keyword_in(tolv_language language, const tolv_function *function,
                              tolv_text word) {
    for (const tolv_argument *argument = function->arguments; argument->id; argument++)
        for (const tolv_keyword *keyword = argument->keywords; keyword && keyword->word; keyword++)
            if (tolv_text_same(word, tolv_text_of(keyword->word)))
                return tolv_translate_in(language, "keyword", keyword->word);
    const tolv_function *named = tolv_function_named(word);
    return named ? tolv_translate_in(language, "function", named->name) : NULL;
}

/* A text in quotation marks at `at`; answers what comes after it. */
static const char *write_quoted(tolv_writer *writer, tolv_language language,
                                const tolv_function *function, const char *at) {
    size_t length = strcspn(at + 1, "\"");
    tolv_text word = {at + 1, length};
    const char *translated = function ? keyword_in(language, function, word) : NULL;
    tolv_write_string(writer, "\"");
    tolv_write(writer, translated ? tolv_text_of(translated) : word);
    tolv_write_string(writer, "\"");
    return at + 1 + length + (at[1 + length] == '"');
}

static bool is_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

/* A name at `at`, which becomes *function when it is one of ours. */
static const char *write_word(tolv_writer *writer, tolv_language language,
                              const tolv_function **function, const char *at) {
    size_t length = 1;
    while (is_letter(at[length]) || at[length] == '.')
        length++;
    const tolv_function *named =
        at[length] == '(' ? tolv_function_named((tolv_text){at, length}) : NULL;
    if (named) {
        tolv_write_name(writer, language, named);
        *function = named;
    } else {
        tolv_write(writer, (tolv_text){at, length});
    }
    return at + length;
}

void tolv_write_formula(tolv_writer *writer, tolv_language language, tolv_notation notation,
                        const char *formula) {
    const tolv_function *function = NULL; /* the one whose words these are */
    bool array = false;
    for (const char *at = formula; *at;) {
        if (*at == '"') {
            at = write_quoted(writer, language, function, at);
            continue;
        }
        if (is_letter(*at)) {
            at = write_word(writer, language, &function, at);
            continue;
        }
        char sign = *at++;
        array = sign == '{' || (array && sign != '}');
        if (sign == '.')
            sign = notation.decimal;
        else if (array && sign == ';')
            sign = notation.column;
        else if (array && sign == '|')
            sign = notation.row;
        tolv_write(writer, (tolv_text){&sign, 1});
    }
}
