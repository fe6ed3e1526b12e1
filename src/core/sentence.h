/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_SENTENCE_H
#define TOLV_CORE_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/language.h"
#include "core/value.h"

/* A text that grows in an arena. When memory ends `failed` is set and nothing more is written. */
typedef struct tolv_writer {
    tolv_arena *arena;
    char *bytes;
    size_t length, room;
    bool failed;
} tolv_writer;

/* What was written; it lives in the arena. Never without bytes. */
static inline tolv_text tolv_written(const tolv_writer *writer) {
    return (tolv_text){writer->length ? writer->bytes : "", writer->length};
}

void tolv_write(tolv_writer *writer, tolv_text text);
void tolv_write_string(tolv_writer *writer, const char *string);

/* What a {1} in a sentence stands for. */
typedef struct tolv_item {
    enum {
        TOLV_ITEM_KRONOR,  /* 127 147 or 127 147,50 */
        TOLV_ITEM_PERCENT, /* a fraction, shown as 3 % or 5,25 % */
        TOLV_ITEM_POINTS,  /* a fraction, shown as the 3 or 5,25 of "percentage points" */
        TOLV_ITEM_DECIMAL, /* at most four decimals, or four digits of a small number */
        TOLV_ITEM_PLAIN,   /* a whole number without grouping: year, row, code */
        TOLV_ITEM_MONTH,   /* 1-12, by name */
        TOLV_ITEM_WORD,    /* an English text that is translated */
        TOLV_ITEM_TEXT     /* the user's own text, shortened when long */
    } form;
    union {
        double number;
        struct {
            const char *word, *context;
        };
        tolv_text text;
    };
} tolv_item;

#define TOLV_KRONOR(x) ((tolv_item){.form = TOLV_ITEM_KRONOR, .number = (x)})
#define TOLV_PERCENT(x) ((tolv_item){.form = TOLV_ITEM_PERCENT, .number = (x)})
#define TOLV_POINTS(x) ((tolv_item){.form = TOLV_ITEM_POINTS, .number = (x)})
#define TOLV_DECIMAL(x) ((tolv_item){.form = TOLV_ITEM_DECIMAL, .number = (x)})
#define TOLV_PLAIN(x) ((tolv_item){.form = TOLV_ITEM_PLAIN, .number = (double)(x)})
#define TOLV_MONTH(x) ((tolv_item){.form = TOLV_ITEM_MONTH, .number = (x)})
#define TOLV_WORD(x) TOLV_WORD_IN("", x)
#define TOLV_WORD_IN(where, x) \
    ((tolv_item){.form = TOLV_ITEM_WORD, .word = (x), .context = (where)})
#define TOLV_TEXT_ITEM(x) ((tolv_item){.form = TOLV_ITEM_TEXT, .text = (x)})

/* One item, as the language writes it (decimal sign, grouping, minus sign, names of months). */
void tolv_write_item(tolv_writer *writer, tolv_language language, const tolv_item *item);

/* The sentence (English: the key of its translation) with {1} ... {count} replaced by the items;
 * {2|month|months} is the first of the words where figure 2 is one, else the second. */
void tolv_write_sentence(tolv_writer *writer, tolv_language language, const char *sentence,
                         const tolv_item *items, size_t count);

#endif
