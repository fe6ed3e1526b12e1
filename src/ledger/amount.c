/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/amount.h"

#include <math.h>
#include <string.h>

enum { LETTERS_MAX = 64 };

/* What a mark of one or more bytes stands for. */
static const struct {
    const char *bytes;
    char mark; /* ' ' parts thousands */
} marks[] = {
    {" ", ' '},
    {"\t", ' '},
    {"'", ' '},
    {"\xC2\xA0", ' '},     /* no-break space */
    {"\xE2\x80\x99", ' '}, /* ’ */
    {"\xE2\x80\xAF", ' '}, /* narrow no-break space */
    {"\xE2\x80\x89", ' '}, /* thin space */
    {"-", '-'},
    {"\xE2\x88\x92", '-'}, /* − */
    {"\xE2\x80\x93", '-'}, /* – */
    {"\xE2\x80\x91", '-'}, /* no-break hyphen */
    {"+", '+'},
    {",", ','},
    {".", '.'},
    {":", ':'},
    {"(", '('},
    {")", ')'},
};

static bool takes(tolv_text *text, const char *bytes) {
    size_t length = strlen(bytes);
    if (text->length < length || memcmp(text->bytes, bytes, length) != 0)
        return false;
    *text = (tolv_text){text->bytes + length, text->length - length};
    return true;
}

static bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/* Writes an amount with one letter for each of its marks. */
static bool simplify(tolv_text text, char letters[LETTERS_MAX], size_t *count) {
    for (*count = 0; text.length; ++*count) {
        char letter = is_digit(*text.bytes) ? *text.bytes : 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !letter; i++)
            if (takes(&text, marks[i].bytes))
                letter = marks[i].mark;
        if (is_digit(letter))
            text = (tolv_text){text.bytes + 1, text.length - 1};
        if (!letter || *count == LETTERS_MAX)
            return false;
        letters[*count] = letter;
    }
    return true;
}

static tolv_text without_currency(tolv_text text) {
    static const char *const currencies[] = {"kr", "kr.", "SEK", "DKK", "NOK"};
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        size_t length = strlen(currencies[i]);
        if (text.length > length &&
            tolv_text_same((tolv_text){text.bytes + text.length - length, length},
                           tolv_text_of(currencies[i])))
            return tolv_text_trimmed((tolv_text){text.bytes, text.length - length});
    }
    return text;
}

/* Takes the end of whole kronor away, whose dash stands for the öre: "1 234,-", "500:-". */
static bool take_no_ore(const char *from, const char **end) {
    const char *at = *end;
    while (at > from && at[-1] == '-')
        at--;
    bool taken = at < *end && at - from > 1 && strchr(",.:", at[-1]);
    if (taken)
        *end = at - 1;
    return taken;
}

/* Takes the sign away, in front, behind, or as brackets. */
static bool take_sign(const char **from, const char **end) {
    const char *first = *from, *last = *end - 1;
    bool brackets = last > first && *first == '(' && *last == ')';
    bool behind = !brackets && (*last == '-' || *last == '+');
    bool before = !brackets && !behind && (*first == '-' || *first == '+');
    bool negative = brackets || (behind && *last == '-') || (before && *first == '-');
    *from += brackets || before;
    *end -= brackets || behind;
    while (*from < *end && **from == ' ')
        ++*from;
    while (*from < *end && (*end)[-1] == ' ')
        --*end;
    return negative;
}

/* The decimal mark: the last comma or point, unless that one comes more than once. `unsure` where
 * it may just as well part thousands. */
static const char *find_decimal(const char *from, const char *end, bool *unsure) {
    const char *last = end;
    size_t alike = 0, others = 0;
    for (const char *at = from; at < end; at++) {
        bool mark = *at == ',' || *at == '.', parts = *at == ' ';
        bool same = mark && last < end && *last == *at;
        others = mark && !same ? others + alike : others + parts;
        alike = mark && !same ? 1 : alike + same;
        last = mark ? at : last;
    }
    *unsure = alike == 1 && !others && end - last == 4 && last > from && last - from <= 3 &&
              !(last - from == 1 && *from == '0');
    return alike == 1 ? last : end;
}

/* One digit more; what is too large stays so. */
static tolv_ore with_digit(tolv_ore amount, int digit) {
    return amount > TOLV_ORE_MAX ? amount : amount * 10 + digit;
}

/* The whole part: digits, in groups of three where they are parted. */
static bool read_whole(const char *from, const char *end, tolv_ore *whole) {
    size_t group = 0, groups = 0;
    char part = 0;
    *whole = 0;
    for (const char *at = from; at < end; at++) {
        if (is_digit(*at)) {
            *whole = with_digit(*whole, *at - '0');
            group++;
            continue;
        }
        if (strchr("-+():", *at) || (part && *at != part) ||
            (groups ? group != 3 : group < 1 || group > 3))
            return false;
        part = *at;
        groups++;
        group = 0;
    }
    return groups == 0 || group == 3;
}

tolv_amount_text tolv_amount_read(tolv_text text, int zeros, tolv_ore *amount) {
    char letters[LETTERS_MAX];
    size_t count;
    text = tolv_text_trimmed(text);
    if (text.length == 0)
        return TOLV_AMOUNT_BLANK;
    if (!simplify(without_currency(text), letters, &count) || count == 0)
        return TOLV_AMOUNT_NONE;
    const char *from = letters, *end = letters + count;
    bool whole = take_no_ore(from, &end), negative = take_sign(&from, &end), unsure = false;
    const char *decimal = whole ? end : find_decimal(from, end, &unsure), *at = decimal;
    if (!read_whole(from, decimal, amount) || end == from)
        return TOLV_AMOUNT_NONE;
    size_t digits = decimal > from, places = 0, kept = 2 + (size_t)zeros;
    bool up = false;
    for (at = decimal + (decimal < end); at < end; at++, places++, digits++) {
        if (!is_digit(*at))
            return TOLV_AMOUNT_NONE;
        if (places < kept)
            *amount = with_digit(*amount, *at - '0');
        up |= places == kept && *at >= '5';
    }
    for (; places < kept; places++)
        *amount = with_digit(*amount, 0);
    *amount += up;
    if (!digits)
        return TOLV_AMOUNT_NONE;
    if (*amount > TOLV_ORE_MAX)
        return TOLV_AMOUNT_TOO_LARGE;
    *amount = negative ? -*amount : *amount;
    return unsure ? TOLV_AMOUNT_UNSURE : TOLV_AMOUNT_READ;
}

bool tolv_amount_scaled(double number, int zeros, tolv_ore *amount) {
    for (; zeros > 0; zeros -= 3)
        number *= 1000;
    bool fits = fabs(number) <= TOLV_AMOUNT_MAX;
    *amount = fits ? tolv_to_ore(number) : 0;
    return fits;
}
