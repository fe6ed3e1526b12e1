/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_LISTING_H
#define TOLV_CLI_LISTING_H

#include <stdio.h>

#include "core/sentence.h"

enum { TOLV_LISTING_WIDTH = 12 };

/* A listing of texts for a terminal: columns as wide as they must be, numbers to the right. All of
 * it lives in the arena. */
typedef struct tolv_listing {
    tolv_arena *arena;
    size_t columns;
    size_t left; /* how many of the first columns stand to the left, and the last one if `tail` */
    bool tail;
    struct tolv_listing_line *first, *last;
    bool failed; /* memory was out: the table is not whole */
} tolv_listing;

/* Begins a row; a row that nothing is put into is a rule across the table. */
void tolv_listing_row(tolv_listing *table);

/* Puts the next cell of the row. */
void tolv_listing_put(tolv_listing *table, tolv_text text);
void tolv_listing_put_string(tolv_listing *table, const char *string);

/* Prints the table. False, and nothing printed, when it is not whole. */
bool tolv_listing_print(const tolv_listing *table, FILE *output);

/* How many places of a terminal a text takes: letters of UTF-8, but not the marks that are set upon
 * them. */
size_t tolv_text_width(tolv_text text);

#endif
