/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/validation.h"

#include <math.h>
#include <string.h>

#include "ods/number.h"

typedef struct reader {
    const char *at, *end;
} reader;

static bool take(reader *from, const char *wanted) {
    size_t length = strlen(wanted);
    if ((size_t)(from->end - from->at) < length || memcmp(from->at, wanted, length) != 0)
        return false;
    from->at += length;
    return true;
}

static void skip_spaces(reader *from) {
    while (take(from, " ")) {
    }
}

/* A number that stands in the condition itself; not one that is calculated. */
static bool take_number(reader *from, double *number) {
    skip_spaces(from);
    const char *begin = from->at;
    while (from->at < from->end && strchr("+-.0123456789eE", *from->at))
        from->at++;
    bool read = tolv_number_read((tolv_text){begin, (size_t)(from->at - begin)}, number);
    skip_spaces(from);
    return read;
}

static tolv_verdict verdict(bool fits) {
    return fits ? TOLV_VALID : TOLV_INVALID;
}

/* ">=10" */
static tolv_verdict compare(reader *from, double value) {
    static const char *const operators[] = {"<=", ">=", "!=", "<", ">", "="};
    double limit;
    for (int i = 0; i < 6; i++)
        if (take(from, operators[i])) {
            if (!take_number(from, &limit))
                return TOLV_UNJUDGED;
            bool answers[] = {value <= limit, value >= limit, value != limit,
                              value<limit, value> limit, value == limit};
            return verdict(answers[i]);
        }
    return TOLV_UNJUDGED;
}

/* "1,10)" */
static tolv_verdict lies_between(reader *from, double value, bool wanted) {
    double low, high;
    if (!take_number(from, &low) || !(take(from, ",") || take(from, ";")) ||
        !take_number(from, &high) || !take(from, ")"))
        return TOLV_UNJUDGED;
    return verdict((value >= fmin(low, high) && value <= fmax(low, high)) == wanted);
}

static bool same_as_number(tolv_text entry, const tolv_input *value) {
    double number;
    return value->kind == TOLV_CELL_NUMBER && tolv_number_read(entry, &number) &&
           number == value->number;
}

/* "\"a\";\"b\")": a doubled quotation mark is one. Calc takes no heed of the case of letters. */
static tolv_verdict is_listed(reader *from, const tolv_input *value) {
    bool listed = false;
    do {
        skip_spaces(from);
        if (!take(from, "\""))
            return TOLV_UNJUDGED;
        const char *begin = from->at;
        while (from->at < from->end && *from->at != '"')
            from->at++;
        tolv_text entry = {begin, (size_t)(from->at - begin)};
        if (!take(from, "\"") || take(from, "\""))
            return TOLV_UNJUDGED;
        listed = listed || same_as_number(entry, value) ||
                 (value->kind == TOLV_CELL_TEXT && tolv_text_same(entry, value->text));
        skip_spaces(from);
    } while (take(from, ";") || take(from, ","));
    return take(from, ")") ? verdict(listed) : TOLV_UNJUDGED;
}

static double letters_of(tolv_text text) {
    double count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

static bool is_numeric(const tolv_input *value) {
    return value->kind != TOLV_CELL_TEXT && value->kind != TOLV_CELL_BLANK;
}

static tolv_verdict judge_one(reader *from, const tolv_input *value) {
    double length = value->kind == TOLV_CELL_TEXT ? letters_of(value->text) : NAN;
    bool numeric = is_numeric(value);
    if (take(from, "cell-content-is-whole-number()"))
        return verdict(numeric && value->number == floor(value->number));
    if (take(from, "cell-content-is-decimal-number()") || take(from, "cell-content-is-date()") ||
        take(from, "cell-content-is-time()")) /* all of them numbers in a cell */
        return verdict(numeric);
    if (take(from, "cell-content-is-text()"))
        return verdict(value->kind == TOLV_CELL_TEXT);
    if (take(from, "cell-content-is-in-list("))
        return is_listed(from, value);
    if (take(from, "cell-content-is-between("))
        return numeric ? lies_between(from, value->number, true) : TOLV_INVALID;
    if (take(from, "cell-content-is-not-between("))
        return numeric ? lies_between(from, value->number, false) : TOLV_INVALID;
    if (take(from, "cell-content-text-length-is-between("))
        return isnan(length) ? TOLV_UNJUDGED : lies_between(from, length, true);
    if (take(from, "cell-content-text-length-is-not-between("))
        return isnan(length) ? TOLV_UNJUDGED : lies_between(from, length, false);
    if (take(from, "cell-content-text-length()"))
        return isnan(length) ? TOLV_UNJUDGED : compare(from, length);
    if (take(from, "cell-content()"))
        return numeric ? compare(from, value->number) : TOLV_INVALID;
    return TOLV_UNJUDGED;
}

tolv_verdict tolv_validation_judge(tolv_text condition, const tolv_input *value) {
    reader from = {condition.bytes, condition.bytes + condition.length};
    if (!take(&from, "of:"))
        take(&from, "oooc:");
    do {
        skip_spaces(&from);
        tolv_verdict one = judge_one(&from, value);
        if (one != TOLV_VALID)
            return one;
        skip_spaces(&from);
    } while (take(&from, "and "));
    return from.at == from.end ? TOLV_VALID : TOLV_UNJUDGED;
}
