/* SPDX-License-Identifier: MPL-2.0 */
#include "core/value.h"

#include <string.h>

tolv_cell tolv_range_cell(const tolv_range *range, size_t i) {
    size_t at = i / range->columns * range->stride + i % range->columns;
    if (range->cells)
        return range->cells[at];
    double number = range->numbers[at];
    if (tolv_is_blank(number))
        return (tolv_cell){.kind = TOLV_BLANK};
    return (tolv_cell){.kind = TOLV_NUMBER, .number = number};
}

tolv_cell tolv_cell_of(const tolv_value *value) {
    switch (value->kind) {
    case TOLV_NUMBER:
        return (tolv_cell){.kind = TOLV_NUMBER, .number = value->number};
    case TOLV_TEXT:
        return (tolv_cell){.kind = TOLV_TEXT, .text = value->text};
    case TOLV_FAULT:
        return (tolv_cell){.kind = TOLV_FAULT, .error = value->error};
    default:
        return (tolv_cell){.kind = value->kind};
    }
}

tolv_range tolv_range_of(const tolv_value *value, tolv_cell *single) {
    if (value->kind == TOLV_RANGE)
        return value->range;
    *single = tolv_cell_of(value);
    return (tolv_range){.rows = 1, .columns = 1, .stride = 1, .cells = single};
}

static tolv_error read_range(const tolv_table *table, size_t row, size_t count, const bool *wanted,
                             tolv_cell *cells) {
    (void)wanted;
    const tolv_range *range = &((const tolv_range_table *)table)->range;
    for (size_t i = 0; i < count * range->columns; i++)
        cells[i] = tolv_range_cell(range, row * range->columns + i);
    return TOLV_OK;
}

void tolv_table_of(tolv_range_table *table, tolv_range range) {
    *table = (tolv_range_table){{range.rows, range.columns, read_range}, range};
}

tolv_text tolv_text_of(const char *string) {
    return (tolv_text){string ? string : "", string ? strlen(string) : 0};
}

/* In UTF-8 the capitals À-Þ (but ×) are C3 80-9E and their small letters stand 0x20 further on. */
static unsigned char small(unsigned char before, unsigned char byte) {
    if (byte >= 'A' && byte <= 'Z')
        return (unsigned char)(byte + 0x20);
    if (before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
        return (unsigned char)(byte + 0x20);
    return byte;
}

int tolv_text_order(tolv_text a, tolv_text b) {
    unsigned char before = 0;
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        unsigned char x = (unsigned char)a.bytes[i], y = (unsigned char)b.bytes[i];
        int order = small(before, x) - small(before, y);
        if (order != 0)
            return order;
        before = x;
    }
    return (a.length > b.length) - (a.length < b.length);
}

bool tolv_text_equal(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool tolv_text_same(tolv_text a, tolv_text b) {
    return a.length == b.length && tolv_text_order(a, b) == 0;
}

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

tolv_text tolv_text_trimmed(tolv_text text) {
    static const char hard[] = {'\xC2', '\xA0'};
    for (;;) {
        size_t n = text.length;
        if (n >= 1 && is_space(text.bytes[n - 1]))
            text.length -= 1;
        else if (n >= 2 && memcmp(text.bytes + n - 2, hard, 2) == 0)
            text.length -= 2;
        else if (n >= 1 && is_space(text.bytes[0]))
            text = (tolv_text){text.bytes + 1, n - 1};
        else if (n >= 2 && memcmp(text.bytes, hard, 2) == 0)
            text = (tolv_text){text.bytes + 2, n - 2};
        else
            return text;
    }
}

bool tolv_text_is_one_of(tolv_text text, const char *words) {
    tolv_text wanted = tolv_text_trimmed(text);
    for (const char *word = words; word && *word;) {
        size_t length = strcspn(word, ","); /* a space follows, for whoever reads the list */
        if (tolv_text_same(wanted, (tolv_text){word, length}))
            return true;
        word += length + (word[length] ? strlen(", ") : 0);
    }
    return false;
}
