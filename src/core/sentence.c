/* SPDX-License-Identifier: MPL-2.0 */
#include "core/sentence.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/money.h"

#define NBSP "\u00A0"
#define MINUS "\u2212"

enum { SHOWN_TEXT = 60 /* bytes of the user's text in a sentence; a cell can hold a novel */ };

static const struct {
    const char *grouping, *decimal, *percent;
} marks[TOLV_LANGUAGES] = {
    [TOLV_ENGLISH] = {",", ".", "%"},
    [TOLV_SWEDISH] = {NBSP, ",", NBSP "%"},
    [TOLV_DANISH] = {".", ",", NBSP "%"},
};

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};

void tolv_write(tolv_writer *writer, tolv_text text) {
    if (writer->failed)
        return;
    if (text.length > writer->room - writer->length) {
        size_t room = (writer->length + text.length) * 2 + 64;
        char *bytes = tolv_arena_take(writer->arena, room, 1);
        if (!bytes) {
            writer->failed = true;
            return;
        }
        if (writer->length)
            memcpy(bytes, writer->bytes, writer->length);
        writer->bytes = bytes;
        writer->room = room;
    }
    if (text.length)
        memcpy(writer->bytes + writer->length, text.bytes, text.length);
    writer->length += text.length;
}

void tolv_write_string(tolv_writer *writer, const char *string) {
    tolv_write(writer, tolv_text_of(string));
}

/* A number nobody has in kronor: three digits and a power of ten, 1.23E+20. */
static void write_power(tolv_writer *writer, tolv_language language, double x) {
    char text[32];
    if (isinf(x)) {
        tolv_write_string(writer, x < 0 ? MINUS "∞" : "∞");
        return;
    }
    int power = (int)floor(log10(fabs(x)));
    int digits = (int)tolv_round_half_away(fabs(x) / pow(10, power) * 100);
    if (digits == 1000) {
        digits = 100;
        power++;
    }
    snprintf(text, sizeof text, "%s%d%s%02dE+%d", x < 0 ? MINUS : "", digits / 100,
             marks[language].decimal, digits % 100, power);
    tolv_write_string(writer, text);
}

/* |x| rounded to `decimals` places, at least `least` of them shown. Digits are made from whole
 * numbers, because printf's decimal sign follows a locale that the office may have set. */
static void write_decimal(tolv_writer *writer, tolv_language language, double x, int decimals,
                          int least) {
    char digits[32];
    if (isinf(x) || fabs(x) >= 1e18) {
        write_power(writer, language, x);
        return;
    }
    double scaled = tolv_round_half_away(fabs(x) * pow(10, decimals));
    if (!(scaled < 0x1p53)) { /* beyond exact whole numbers there are no decimals to show */
        decimals = least = 0;
        scaled = fabs(x);
    }
    int length = snprintf(digits, sizeof digits, "%0*.0f", decimals + 1, scaled);
    int whole = length - decimals;
    if (x < 0 && scaled > 0)
        tolv_write_string(writer, MINUS);
    for (int i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            tolv_write_string(writer, marks[language].grouping);
        tolv_write(writer, (tolv_text){digits + i, 1});
    }
    while (decimals > least && digits[whole + decimals - 1] == '0')
        decimals--;
    if (decimals > 0) {
        tolv_write_string(writer, marks[language].decimal);
        tolv_write(writer, (tolv_text){digits + whole, (size_t)decimals});
    }
}

static int decimals_of(double x) {
    double size = fabs(x);
    int decimals = 4;
    for (; size > 0 && size < 0.1 && decimals < 15; size *= 10)
        decimals++;
    return decimals;
}

static void write_text(tolv_writer *writer, tolv_text text) {
    size_t shown = text.length;
    if (shown > SHOWN_TEXT) {
        shown = SHOWN_TEXT;
        while (shown > 0 && ((unsigned char)text.bytes[shown] & 0xC0) == 0x80)
            shown--; /* never half a character */
    }
    tolv_write(writer, (tolv_text){text.bytes, shown});
    if (shown < text.length)
        tolv_write_string(writer, "…");
}

void tolv_write_item(tolv_writer *writer, tolv_language language, const tolv_item *item) {
    char plain[32];
    switch (item->form) {
    case TOLV_ITEM_KRONOR: {
        double ore = fmod(tolv_round_half_away(fabs(item->number) * 100), 100);
        write_decimal(writer, language, item->number, ore == 0 ? 0 : 2, 2);
        break;
    }
    case TOLV_ITEM_PERCENT:
        write_decimal(writer, language, item->number * 100, 2, 0);
        tolv_write_string(writer, marks[language].percent);
        break;
    case TOLV_ITEM_POINTS:
        write_decimal(writer, language, item->number * 100, 2, 0);
        break;
    case TOLV_ITEM_DECIMAL:
        write_decimal(writer, language, item->number, decimals_of(item->number), 0);
        break;
    case TOLV_ITEM_PLAIN:
        snprintf(plain, sizeof plain, "%s%.0f", item->number < 0 ? MINUS : "",
                 fmin(fabs(item->number), 1e20));
        tolv_write_string(writer, plain);
        break;
    case TOLV_ITEM_MONTH:
        if (item->number >= 1 && item->number < 13)
            tolv_write_string(writer, tolv_translate(language, months[(int)item->number - 1]));
        break;
    case TOLV_ITEM_WORD:
        tolv_write_string(writer, tolv_translate_in(language, item->context, item->word));
        break;
    case TOLV_ITEM_TEXT:
        write_text(writer, item->text);
        break;
    }
}

/* The words "month|months" after a figure: English, Swedish and Danish know one and other (CLDR).
 */
static void write_words(tolv_writer *writer, const tolv_item *item, const char *words,
                        const char *end) {
    bool one = item->form < TOLV_ITEM_MONTH && fabs(item->number) == 1;
    const char *bar = memchr(words, '|', (size_t)(end - words));
    if (bar && one)
        end = bar;
    else if (bar)
        words = bar + 1;
    tolv_write(writer, (tolv_text){words, (size_t)(end - words)});
}

void tolv_write_sentence(tolv_writer *writer, tolv_language language, const char *sentence,
                         const tolv_item *items, size_t count) {
    const char *from = tolv_translate(language, sentence);
    for (const char *at = from; (at = strchr(at, '{')) != NULL;) {
        size_t number = at[1] >= '1' && at[1] <= '9' ? (size_t)(at[1] - '0') : 0;
        const char *end = number > 0 && number <= count ? strchr(at, '}') : NULL;
        if (!end || (at[2] != '}' && at[2] != '|')) {
            at++;
            continue;
        }
        tolv_write(writer, (tolv_text){from, (size_t)(at - from)});
        if (at[2] == '|')
            write_words(writer, &items[number - 1], at + 3, end);
        else
            tolv_write_item(writer, language, &items[number - 1]);
        from = at = end + 1;
    }
    tolv_write_string(writer, from);
}
