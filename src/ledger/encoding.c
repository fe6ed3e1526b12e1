/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/encoding.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

/* å ä ö Å Ä Ö in CP437 and in Latin-1. */
enum { IN_CP437 = 1, IN_LATIN1 = 2 };
static const unsigned char letters[256] = {
    [0x86] = IN_CP437,  [0x84] = IN_CP437,  [0x94] = IN_CP437,  [0x8F] = IN_CP437,
    [0x8E] = IN_CP437,  [0x99] = IN_CP437,  [0xE5] = IN_LATIN1, [0xE4] = IN_LATIN1,
    [0xF6] = IN_LATIN1, [0xC5] = IN_LATIN1, [0xC4] = IN_LATIN1, [0xD6] = IN_LATIN1};

static const struct {
    const char *shown, *iconv;
} names[] = {
    [TOLV_ENCODING_JUDGED] = {"", ""},
    [TOLV_ENCODING_UTF8] = {"UTF-8", "UTF-8"},
    [TOLV_ENCODING_CP437] = {"CP437", "CP437"},
    [TOLV_ENCODING_LATIN1] = {"Latin-1", "CP1252"},
    [TOLV_ENCODING_UTF16LE] = {"UTF-16", "UTF-16LE"},
    [TOLV_ENCODING_UTF16BE] = {"UTF-16", "UTF-16BE"},
};

/* The table of well-formed UTF-8, The Unicode Standard, table 3-7. */
static void judge_utf8(tolv_encoding_judge *judge, unsigned char byte) {
    if (judge->awaited) {
        if (byte < judge->low || byte > judge->top)
            judge->not_utf8 = true;
        judge->awaited--;
        judge->low = 0x80;
        judge->top = 0xBF;
        return;
    }
    judge->awaited = byte < 0x80 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    judge->low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    judge->top = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    if ((byte >= 0x80 && byte < 0xC2) || byte > 0xF4)
        judge->not_utf8 = true;
}

static void judge_letter(tolv_encoding_judge *judge, unsigned char byte) {
    judge->high++;
    judge->cp437 += letters[byte] & IN_CP437;
    judge->latin1 += letters[byte] >> 1;
}

const char *tolv_judge_bytes(tolv_encoding_judge *judge, const char *bytes, size_t count) {
    for (size_t i = 0; i < count;) {
        /* Eight bytes at a time: nearly all are ASCII, and what is not UTF-8 need not be judged as
         * such again. A byte of 0 is one that borrows when 1 is taken from it. */
        uint64_t word = 0;
        if (count - i >= sizeof word)
            memcpy(&word, bytes + i, sizeof word);
        uint64_t high = word & HIGH_BITS, zero = (word - LOW_BITS) & ~word & HIGH_BITS;
        if (!zero && (judge->not_utf8 || !(high || judge->awaited))) {
            for (; high; high &= high - 1)
                judge_letter(judge, (unsigned char)(word >> (__builtin_ctzll(high) - 7)));
            i += sizeof word;
            continue;
        }
        for (size_t end = count - i < sizeof word ? count : i + sizeof word; i < end; i++) {
            unsigned char byte = (unsigned char)bytes[i];
            if (byte == 0)
                return bytes + i;
            if ((byte >= 0x80 || judge->awaited) && !judge->not_utf8)
                judge_utf8(judge, byte);
            if (byte >= 0x80)
                judge_letter(judge, byte);
        }
    }
    return NULL;
}

tolv_encoding tolv_judge_says(const tolv_encoding_judge *judge) {
    if (!judge->not_utf8)
        return TOLV_ENCODING_UTF8;
    return judge->latin1 > judge->cp437 ? TOLV_ENCODING_LATIN1 : TOLV_ENCODING_CP437;
}

const char *tolv_encoding_name(tolv_encoding encoding) {
    return names[encoding].shown;
}

tolv_encoding tolv_encoding_named(tolv_text name) {
    static const struct {
        const char *name;
        tolv_encoding encoding;
    } rows[] = {{"utf-8", TOLV_ENCODING_UTF8},     {"utf8", TOLV_ENCODING_UTF8},
                {"cp437", TOLV_ENCODING_CP437},    {"pc8", TOLV_ENCODING_CP437},
                {"latin-1", TOLV_ENCODING_LATIN1}, {"latin1", TOLV_ENCODING_LATIN1},
                {"cp1252", TOLV_ENCODING_LATIN1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (tolv_text_same(name, tolv_text_of(rows[i].name)))
            return rows[i].encoding;
    return TOLV_ENCODING_JUDGED;
}

static bool is_ascii(tolv_text text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] & 0x80)
            return false;
    return true;
}

tolv_error tolv_decoder_open(tolv_decoder *decoder, tolv_encoding encoding) {
    *decoder = (tolv_decoder){encoding, NULL};
    if (encoding == TOLV_ENCODING_UTF8)
        return TOLV_OK;
    iconv_t converter = iconv_open("UTF-8", names[encoding].iconv);
    if (converter == (iconv_t)-1)
        return TOLV_OUT_OF_MEMORY;
    decoder->converter = converter;
    return TOLV_OK;
}

void tolv_decoder_close(tolv_decoder *decoder) {
    if (decoder->converter)
        iconv_close(decoder->converter);
    decoder->converter = NULL;
}

tolv_error tolv_decode(const tolv_decoder *decoder, tolv_arena *arena, tolv_text *text) {
    if (!decoder->converter || is_ascii(*text))
        return TOLV_OK;
    char *decoded = tolv_arena_take(arena, text->length, 3); /* no letter of these needs more */
    if (!decoded)
        return TOLV_OUT_OF_MEMORY;
    char *from = (char *)text->bytes, *to = decoded;
    size_t left = text->length, room = text->length * 3;
    while (left && iconv(decoder->converter, &from, &left, &to, &room) == (size_t)-1) {
        /* Windows leaves five bytes of 80-9F without a letter: they stand for themselves. */
        unsigned char byte = (unsigned char)*from++;
        *to++ = (char)(0xC0 | byte >> 6);
        *to++ = (char)(0x80 | (byte & 0x3F));
        left--;
        room -= 2;
    }
    *text = (tolv_text){decoded, (size_t)(to - decoded)};
    return TOLV_OK;
}
