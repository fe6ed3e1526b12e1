/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_ENCODING_H
#define TOLV_LEDGER_ENCODING_H

#include "core/arena.h"
#include "core/error.h"
#include "core/value.h"

/* How a file of a finance system writes its letters. Those of SIE hold ASCII as it is, so that
 * figures and codes can be read before it is known. */
typedef enum tolv_encoding {
    TOLV_ENCODING_JUDGED, /* find out */
    TOLV_ENCODING_UTF8,
    TOLV_ENCODING_CP437,   /* PC8, what SIE 4B asks for */
    TOLV_ENCODING_LATIN1,  /* ISO 8859-1 with Windows' additions in 80-9F */
    TOLV_ENCODING_UTF16LE, /* of tables alone, by their byte order mark */
    TOLV_ENCODING_UTF16BE
} tolv_encoding;

/* What the bytes so far speak for; begins as all zeros. */
typedef struct tolv_encoding_judge {
    size_t high;          /* bytes that are not ASCII */
    size_t cp437, latin1; /* those that are å ä ö Å Ä Ö in the one and in the other */
    bool not_utf8;
    unsigned char awaited;  /* more bytes of the letter that is being read as UTF-8 */
    unsigned char low, top; /* within what the next of them must be */
} tolv_encoding_judge;

/* The first byte that no text holds (0), or NULL. */
const char *tolv_judge_bytes(tolv_encoding_judge *judge, const char *bytes, size_t count);

/* Valid UTF-8 is UTF-8; else the one in which more letters are Swedish, CP437 when in doubt. */
tolv_encoding tolv_judge_says(const tolv_encoding_judge *judge);

/* "UTF-8", "CP437", "Latin-1"; and back, in any case of letters: TOLV_ENCODING_JUDGED when it is
 * none of them. */
const char *tolv_encoding_name(tolv_encoding encoding);
tolv_encoding tolv_encoding_named(tolv_text name);

/* A converter to UTF-8. Every byte of CP437 and Latin-1 has a letter, and two texts never become
 * one. Open and decode answer TOLV_OUT_OF_MEMORY; what has not been opened may be closed. */
typedef struct tolv_decoder {
    tolv_encoding encoding;
    void *converter; /* NULL for UTF-8 */
} tolv_decoder;

tolv_error tolv_decoder_open(tolv_decoder *decoder, tolv_encoding encoding);
void tolv_decoder_close(tolv_decoder *decoder);

/* Decodes a text in its place; what is not ASCII or UTF-8 already moves into the arena. */
tolv_error tolv_decode(const tolv_decoder *decoder, tolv_arena *arena, tolv_text *text);

#endif
