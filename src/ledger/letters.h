/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_LETTERS_H
#define TOLV_LEDGER_LETTERS_H

#include "ledger/encoding.h"
#include "ledger/source.h"

enum { TOLV_LETTERS_BUFFER = 256 * 1024, TOLV_LETTERS_LEAST = 16 };

/* The text of a file as UTF-8, read once through. What a byte order mark says counts; else what was
 * asked for; else the first 256 KB that are not all ASCII tell: valid UTF-8 is UTF-8, and Latin-1
 * or CP437 is where more letters are Swedish, Latin-1 when in doubt, as offices export it. */
typedef struct tolv_letters {
    const tolv_source *source;
    tolv_encoding encoding; /* TOLV_ENCODING_JUDGED while all is ASCII */
    bool told_by_mark;
    const char *failure; /* a sentence, when reading has failed; NULL: errno tells */
    int error;           /* of the source: handed on when what came before it has been */
    char *bytes;         /* raw, not yet handed on: from `at` to `filled` */
    size_t at, checked, filled;
    bool begun, ended;
    tolv_encoding_judge judge;
    tolv_decoder decoder;
} tolv_letters;

/* `buffer` has TOLV_LETTERS_BUFFER bytes. */
void tolv_letters_open(tolv_letters *letters, const tolv_source *source, tolv_encoding encoding,
                       char *buffer);

/* Fills in at most `room` bytes (TOLV_LETTERS_LEAST or more) of UTF-8 and answers how many; 0 at
 * the end; below 0 when the file cannot be read further, holds a byte that no text does, or letters
 * that are not what they were said to be. What stands before that has been handed on. */
ptrdiff_t tolv_letters_read(tolv_letters *letters, char *bytes, size_t room);

void tolv_letters_close(tolv_letters *letters);

#endif
