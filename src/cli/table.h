/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_TABLE_H
#define TOLV_CLI_TABLE_H

#include <stdio.h>

#include "core/sentence.h"

enum { TOLV_TABLE_WIDTH = 12 };

/* A table of texts for a terminal: columns as wide as they must be, numbers to the right. All of it
 * lives in the arena. */
typedef struct tolv_table {
    tolv_arena *arena;
    size_t columns;
    size_t left; /* how many of the first columns stand to the left, and the last one if `tail` */
    bool tail;
    struct tolv_table_line *first, *last;
    bool failed; /* memory was out: the table is not whole */
} tolv_table;

/* Begins a row; a row that nothing is put into is a rule across the table. */
void tolv_table_row(tolv_table *table);

/* Puts the next cell of the row. */
void tolv_table_put(tolv_table *table, tolv_text text);
void tolv_table_put_string(tolv_table *table, const char *string);

/* Prints the table. False, and nothing printed, when it is not whole. */
bool tolv_table_print(const tolv_table *table, FILE *output);

/* How many places of a terminal a text takes: letters of UTF-8, but not the marks that are set upon
 * them. */
size_t tolv_text_width(tolv_text text);

#endif
