/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/listing.h"

#include <string.h>

enum { WIDTH_MAX = 36, GAP = 2 };

typedef struct tolv_listing_line {
    struct tolv_listing_line *next;
    size_t count;
    tolv_text cells[TOLV_LISTING_WIDTH];
} tolv_listing_line;

void tolv_listing_row(tolv_listing *table) {
    tolv_listing_line *row = tolv_arena_take(table->arena, 1, sizeof *row);
    if (!row) {
        table->failed = true;
        return;
    }
    *row = (tolv_listing_line){.next = NULL};
    *(table->last ? &table->last->next : &table->first) = row;
    table->last = row;
}

void tolv_listing_put(tolv_listing *table, tolv_text text) {
    char *bytes = tolv_arena_take(table->arena, text.length, 1);
    if (!bytes || table->failed || table->last->count == table->columns) {
        table->failed = true;
        return;
    }
    memcpy(bytes, text.bytes, text.length);
    table->last->cells[table->last->count++] = (tolv_text){bytes, text.length};
}

void tolv_listing_put_string(tolv_listing *table, const char *string) {
    tolv_listing_put(table, tolv_text_of(string));
}

/* The bytes of the letter that begins here, with the marks U+0300-036F that are set upon it. */
static size_t letter_length(tolv_text text, size_t at) {
    size_t end = at + 1;
    while (end < text.length) {
        unsigned char byte = (unsigned char)text.bytes[end];
        bool mark = byte == 0xCC || (byte == 0xCD && end + 1 < text.length &&
                                     (unsigned char)text.bytes[end + 1] < 0xB0);
        if ((byte & 0xC0) != 0x80 && !mark)
            break;
        end++;
    }
    return end - at;
}

size_t tolv_text_width(tolv_text text) {
    size_t width = 0;
    for (size_t at = 0; at < text.length; at += letter_length(text, at))
        width++;
    return width;
}

static void print_filler(FILE *output, const char *filler, size_t count) {
    while (count-- > 0)
        fputs(filler, output);
}

/* A text in `width` places; one that is longer ends with "…". */
static void print_cell(FILE *output, tolv_text text, size_t width, bool left, bool last) {
    size_t own = tolv_text_width(text), bytes = 0;
    bool cut = own > width;
    for (size_t letters = 0; letters + cut < (cut ? width : own); letters++)
        bytes += letter_length(text, bytes);
    size_t filler = cut ? 0 : width - own;
    print_filler(output, " ", left ? 0 : filler);
    fwrite(text.bytes, 1, bytes, output);
    fputs(cut ? "…" : "", output);
    print_filler(output, " ", left && !last ? filler : 0);
}

bool tolv_listing_print(const tolv_listing *table, FILE *output) {
    size_t widths[TOLV_LISTING_WIDTH] = {0}, all = 0;
    if (table->failed)
        return false;
    for (const tolv_listing_line *row = table->first; row; row = row->next)
        for (size_t i = 0; i < row->count; i++) {
            size_t width = tolv_text_width(row->cells[i]);
            width = width < WIDTH_MAX ? width : WIDTH_MAX;
            widths[i] = width > widths[i] ? width : widths[i];
        }
    for (size_t i = 0; i < table->columns; i++)
        all += widths[i] + (i > 0 ? GAP : 0);
    for (const tolv_listing_line *row = table->first; row; row = row->next) {
        if (row->count == 0)
            print_filler(output, "─", all);
        for (size_t i = 0; i < row->count; i++) {
            bool last = i + 1 == row->count;
            print_filler(output, " ", i > 0 ? GAP : 0);
            print_cell(output, row->cells[i], widths[i],
                       i < table->left || (table->tail && i + 1 == table->columns), last);
        }
        fputc('\n', output);
    }
    return true;
}
