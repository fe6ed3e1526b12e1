/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SIE_SCAN_H
#define TOLV_LEDGER_SIE_SCAN_H

#include "ledger/encoding.h"
#include "ledger/sie.h"

/* The lines of a SIE file and the fields of a line, as bytes in the encoding of the file. */

enum {
    TOLV_SIE_LINE_MAX = 64 * 1024, /* programs cut texts at some hundred letters */
    TOLV_SIE_BUFFER = 256 * 1024
};

typedef struct tolv_sie_scanner {
    const tolv_source *source;
    char *buffer, *next, *filled;
    char *line_feed, *carriage_return; /* the next ones, where they have been looked for */
    const char *zero;                  /* the first byte that no text holds */
    bool ended, after_return, line_ended;
    size_t line; /* number of the line that was answered last */
    tolv_encoding_judge judge;
} tolv_sie_scanner;

/* What is left of a line. */
typedef struct tolv_sie_line {
    char *at, *end;
} tolv_sie_line;

typedef enum tolv_sie_scan {
    TOLV_SIE_LINE,
    TOLV_SIE_END,
    TOLV_SIE_TOO_LONG,
    TOLV_SIE_ZERO_BYTE,
    TOLV_SIE_UNREADABLE
} tolv_sie_scan;

/* Begins to read; `buffer` has TOLV_SIE_BUFFER bytes. Answers what the file begins with: at most
 * 512 bytes, without a byte order mark. */
tolv_sie_scan tolv_sie_scan_begin(tolv_sie_scanner *scanner, const tolv_source *source,
                                  char *buffer, tolv_text *first);

/* The next line, ended by CR LF, LF, CR or the end of the file (then line_ended is false). It
 * lives until the next call. */
tolv_sie_scan tolv_sie_next_line(tolv_sie_scanner *scanner, tolv_sie_line *line);

/* The next field of a line, without its quotes; \" in it becomes " (SIE 4B 5.7). A quote that is
 * not closed ends with the line. False when there is none. */
bool tolv_sie_next_field(tolv_sie_line *line, tolv_text *field);

/* The inside of the next braces. False when something else comes next, or they are not closed. */
bool tolv_sie_next_list(tolv_sie_line *line, tolv_text *list);

typedef enum tolv_sie_number {
    TOLV_NUMBER_EXACT,
    TOLV_NUMBER_COMMA,   /* a decimal comma for the point: 1234,50 */
    TOLV_NUMBER_ROUNDED, /* more decimals than were asked for */
    TOLV_NUMBER_NONE
} tolv_sie_number;

/* A number with a decimal point as a whole number of 10^-decimals, at most 2^46 × 10^decimals. */
tolv_sie_number tolv_sie_decimal(tolv_text field, int decimals, int64_t *number);

/* A whole number of at most nine digits. */
bool tolv_sie_whole(tolv_text field, int *number);

/* A date YYYYMMDD, its month as YYYYMM; also a month alone. */
bool tolv_sie_month(tolv_text field, int *period);

#endif
