/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/letters.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

void tolv_letters_open(tolv_letters *letters, const tolv_source *source, tolv_encoding encoding,
                       char *buffer) {
    *letters = (tolv_letters){.source = source, .encoding = encoding, .bytes = buffer};
}

void tolv_letters_close(tolv_letters *letters) {
    tolv_decoder_close(&letters->decoder);
}

/* ---- which letters ---- */

static void take_mark(tolv_letters *letters) {
    static const struct {
        const char *bytes;
        size_t length;
        tolv_encoding encoding;
    } marks[] = {{"\xEF\xBB\xBF", 3, TOLV_ENCODING_UTF8},
                 {"\xFF\xFE", 2, TOLV_ENCODING_UTF16LE},
                 {"\xFE\xFF", 2, TOLV_ENCODING_UTF16BE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (letters->filled >= marks[i].length &&
            memcmp(letters->bytes, marks[i].bytes, marks[i].length) == 0) {
            letters->encoding = marks[i].encoding;
            letters->told_by_mark = true;
            letters->at = letters->checked = marks[i].length;
            return;
        }
}

/* UTF-16 without its mark: headings are mostly ASCII, so that every other byte is zero. */
static void take_zeros(tolv_letters *letters) {
    enum { PAIRS = 16 };
    size_t pairs = letters->filled / 2 < PAIRS ? letters->filled / 2 : PAIRS, first = 0, second = 0;
    for (size_t i = 0; i < pairs; i++) {
        first += letters->bytes[2 * i] == 0;
        second += letters->bytes[2 * i + 1] == 0;
    }
    if (pairs < 2 || first + second != pairs || (first && second))
        return;
    letters->encoding = first ? TOLV_ENCODING_UTF16BE : TOLV_ENCODING_UTF16LE;
    letters->told_by_mark = true;
}

/* What holds zero bytes, and is no text. */
static const char *not_a_text(const tolv_letters *letters) {
    static const char excel[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    bool is_excel = !letters->begun && letters->filled >= sizeof excel - 1 &&
                    memcmp(letters->bytes, excel, sizeof excel - 1) == 0;
    return is_excel
               ? N_("it is a workbook of Excel's (.xls): open it in LibreOffice, and save it as "
                    ".ods or CSV")
               : N_("the line holds a zero byte: the file is damaged, ask for a new export");
}

static bool is_utf16(const tolv_letters *letters) {
    return letters->encoding == TOLV_ENCODING_UTF16LE || letters->encoding == TOLV_ENCODING_UTF16BE;
}

/* Where the bytes that have just come stop being UTF-8: looked for only when they do. */
static size_t end_of_utf8(tolv_encoding_judge judge, const char *bytes, size_t count) {
    size_t at = 0;
    while (at < count && !judge.not_utf8)
        tolv_judge_bytes(&judge, bytes + at++, 1);
    return at - 1;
}

static void fail_at(tolv_letters *letters, size_t at, const char *sentence) {
    letters->failure = sentence;
    letters->filled = at;
    letters->ended = true;
}

/* Looks at what has just come, and decides what it is as soon as it is not all ASCII. */
static void check(tolv_letters *letters) {
    const char *from = letters->bytes + letters->checked;
    size_t count = letters->filled - letters->checked;
    tolv_encoding_judge before = letters->judge;
    const char *zero = tolv_judge_bytes(&letters->judge, from, count);
    if (zero) {
        fail_at(letters, (size_t)(zero - letters->bytes), not_a_text(letters));
        return;
    }
    if (letters->encoding == TOLV_ENCODING_JUDGED && letters->judge.high)
        letters->encoding = !letters->judge.not_utf8                       ? TOLV_ENCODING_UTF8
                            : letters->judge.cp437 > letters->judge.latin1 ? TOLV_ENCODING_CP437
                                                                           : TOLV_ENCODING_LATIN1;
    if (letters->encoding == TOLV_ENCODING_UTF8 && letters->judge.not_utf8)
        fail_at(letters, letters->checked + end_of_utf8(before, from, count),
                N_("from here on the letters are not UTF-8: name another with --encoding"));
    else if (letters->encoding == TOLV_ENCODING_UTF8 && letters->ended && !letters->error &&
             letters->judge.awaited)
        fail_at(letters, letters->filled,
                N_("the file ends in the middle of a letter: it is cut, ask for a new export"));
}

/* ---- reading ---- */

static void refill(tolv_letters *letters) {
    size_t left = letters->filled - letters->at;
    memmove(letters->bytes, letters->bytes + letters->at, left);
    letters->at = 0;
    letters->checked = letters->filled = left;
    while (!letters->ended && letters->filled < TOLV_LETTERS_BUFFER) {
        size_t room = TOLV_LETTERS_BUFFER - letters->filled;
        ptrdiff_t got =
            letters->source->read(letters->source->context, letters->bytes + letters->filled, room);
        bool broken = got < 0 || (size_t)got > room;
        letters->error = !broken ? 0 : errno ? errno : EIO;
        letters->ended = broken || got == 0;
        letters->filled += broken ? 0 : (size_t)got;
    }
    if (!letters->begun)
        take_mark(letters);
    if (!letters->begun && !letters->told_by_mark)
        take_zeros(letters);
    if (!is_utf16(letters))
        check(letters);
    letters->checked = letters->filled;
    letters->begun = true;
}

/* Windows leaves five bytes of 80-9F without a letter: they stand for themselves. */
static bool stand_for_itself(tolv_letters *letters, char **from, char **to) {
    if (is_utf16(letters)) {
        fail_at(letters, (size_t)(*from - letters->bytes),
                N_("the letters are not the UTF-16 that the file begins with: ask for a new "
                   "export"));
        return false;
    }
    unsigned char byte = (unsigned char)*(*from)++;
    *(*to)++ = (char)(0xC0 | byte >> 6);
    *(*to)++ = (char)(0x80 | (byte & 0x3F));
    return true;
}

static ptrdiff_t convert(tolv_letters *letters, char *bytes, size_t room) {
    if (!letters->decoder.converter && tolv_decoder_open(&letters->decoder, letters->encoding)) {
        errno = ENOMEM;
        return -1;
    }
    char *from = letters->bytes + letters->at, *to = bytes, *end = bytes + room;
    size_t left = letters->filled - letters->at, space = room;
    while (left && iconv(letters->decoder.converter, &from, &left, &to, &space) == (size_t)-1) {
        if (errno != EILSEQ || space < 2)
            break; /* no room left, or a letter whose rest is still to come */
        if (!stand_for_itself(letters, &from, &to))
            break;
        left = letters->filled - (size_t)(from - letters->bytes);
        space = (size_t)(end - to);
    }
    letters->at = (size_t)(from - letters->bytes);
    return to - bytes;
}

static ptrdiff_t copy(tolv_letters *letters, char *bytes, size_t room) {
    size_t count = letters->filled - letters->at;
    count = count < room ? count : room;
    memcpy(bytes, letters->bytes + letters->at, count);
    letters->at += count;
    return (ptrdiff_t)count;
}

ptrdiff_t tolv_letters_read(tolv_letters *letters, char *bytes, size_t room) {
    bool plain;
    ptrdiff_t got;
    for (;;) {
        plain =
            letters->encoding == TOLV_ENCODING_JUDGED || letters->encoding == TOLV_ENCODING_UTF8;
        got = letters->at == letters->filled ? 0
              : plain                        ? copy(letters, bytes, room)
                                             : convert(letters, bytes, room);
        if (got)
            return got;
        if (letters->ended)
            break;
        refill(letters);
    }
    errno = letters->error;
    if (!letters->failure && !letters->error && letters->at < letters->filled)
        letters->failure =
            N_("the file ends in the middle of a letter: it is cut, ask for a new export");
    return letters->failure || letters->error ? -1 : 0;
}
