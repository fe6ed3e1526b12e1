/* SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/amount.h"
#include "ledger/csv.h"
#include "ledger_reading.h"

/* ---- amounts ---- */

#define NBSP "\xC2\xA0"

static void reads_amounts_as_they_are_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        tolv_amount_text read;
        tolv_ore ore;
    } rows[] = {
        {"1234", TOLV_AMOUNT_READ, 123400},
        {"1 234,50", TOLV_AMOUNT_READ, 123450},
        {"1" NBSP "234" NBSP "567,5", TOLV_AMOUNT_READ, 123456750},
        {"1\xE2\x80\xAF"
         "234",
         TOLV_AMOUNT_READ, 123400},
        {"1.234.567,50", TOLV_AMOUNT_READ, 123456750},
        {"1,234,567.5", TOLV_AMOUNT_READ, 123456750},
        {"1.234.567", TOLV_AMOUNT_READ, 123456700},
        {"1'234.05", TOLV_AMOUNT_READ, 123405},
        {"-5", TOLV_AMOUNT_READ, -500},
        {"− 5,25", TOLV_AMOUNT_READ, -525},
        {"–5", TOLV_AMOUNT_READ, -500},
        {"100-", TOLV_AMOUNT_READ, -10000},
        {"1 200,00−", TOLV_AMOUNT_READ, -120000},
        {"(1 200)", TOLV_AMOUNT_READ, -120000},
        {"+7", TOLV_AMOUNT_READ, 700},
        {" 5 kr ", TOLV_AMOUNT_READ, 500},
        {"5 SEK", TOLV_AMOUNT_READ, 500},
        {".5", TOLV_AMOUNT_READ, 50},
        {"5.", TOLV_AMOUNT_READ, 500},
        {"0,125", TOLV_AMOUNT_READ, 13},
        {"-1234,565", TOLV_AMOUNT_READ, -123457},
        {"1 234.5678", TOLV_AMOUNT_READ, 123457},
        {"70368744177664,00", TOLV_AMOUNT_READ, TOLV_ORE_MAX},
        {"1 234,-", TOLV_AMOUNT_READ, 123400},
        {"1.234,-", TOLV_AMOUNT_READ, 123400},
        {"1.234.-", TOLV_AMOUNT_READ, 123400},
        {"500:-", TOLV_AMOUNT_READ, 50000},
        {"500,–", TOLV_AMOUNT_READ, 50000},
        {"500,-- kr", TOLV_AMOUNT_READ, 50000},
        {"-500,-", TOLV_AMOUNT_READ, -50000},
        {"−1 234:- kr", TOLV_AMOUNT_READ, -123400},
        {"1,50,-", TOLV_AMOUNT_NONE, 0},
        {"1:234", TOLV_AMOUNT_NONE, 0},
        {",-", TOLV_AMOUNT_NONE, 0},
        {":-", TOLV_AMOUNT_NONE, 0},
        {"--,-", TOLV_AMOUNT_NONE, 0},
        {"70368744177664,01", TOLV_AMOUNT_TOO_LARGE, 0},
        {"-70 368 744 177 665", TOLV_AMOUNT_TOO_LARGE, 0},
        {"99999999999999999999", TOLV_AMOUNT_TOO_LARGE, 0},
        {"9999999999999999999x", TOLV_AMOUNT_NONE, 0},
        {"1,234", TOLV_AMOUNT_UNSURE, 0},
        {"-12.345", TOLV_AMOUNT_UNSURE, 0},
        {"", TOLV_AMOUNT_BLANK, 0},
        {NBSP, TOLV_AMOUNT_BLANK, 0},
        {"-", TOLV_AMOUNT_NONE, 0},
        {"--5", TOLV_AMOUNT_NONE, 0},
        {"5-5", TOLV_AMOUNT_NONE, 0},
        {"-5-", TOLV_AMOUNT_NONE, 0},
        {"(5", TOLV_AMOUNT_NONE, 0},
        {"1 23", TOLV_AMOUNT_NONE, 0},
        {"1234 567", TOLV_AMOUNT_NONE, 0},
        {"1.2.3", TOLV_AMOUNT_NONE, 0},
        {"1,2,3.4,5", TOLV_AMOUNT_NONE, 0},
        {"1 234.567,5.", TOLV_AMOUNT_NONE, 0},
        {"kr", TOLV_AMOUNT_NONE, 0},
        {"12e3", TOLV_AMOUNT_NONE, 0},
        {"0x10", TOLV_AMOUNT_NONE, 0},
        {"abc", TOLV_AMOUNT_NONE, 0},
        {"5\xC2", TOLV_AMOUNT_NONE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_ore ore = 1;
        tolv_amount_text read = tolv_amount_read(tolv_text_of(rows[i].text), 0, &ore);
        if (read != rows[i].read || (read == TOLV_AMOUNT_READ && ore != rows[i].ore))
            print_error("“%s”: %d, %lld\n", rows[i].text, read, (long long)ore);
        assert_int_equal(read, rows[i].read);
        if (read == TOLV_AMOUNT_READ)
            assert_true(ore == rows[i].ore);
    }
}

/* In thousands and millions there are five and eight decimals to an öre. */
static void amounts_that_lack_zeros(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int zeros;
        tolv_amount_text read;
        int64_t ore;
    } rows[] = {
        {"1 234,5", 3, TOLV_AMOUNT_READ, 123450000},
        {"1234,567894", 3, TOLV_AMOUNT_READ, 123456789},
        {"-0,000005", 3, TOLV_AMOUNT_READ, -1},
        {"0,000004999", 3, TOLV_AMOUNT_READ, 0},
        {"12,-", 3, TOLV_AMOUNT_READ, 1200000},
        {"70368744177,664", 3, TOLV_AMOUNT_READ, TOLV_ORE_MAX},
        {"70368744177,66401", 3, TOLV_AMOUNT_TOO_LARGE, 0},
        {"99999999999999999999", 3, TOLV_AMOUNT_TOO_LARGE, 0},
        {"0,00000001", 6, TOLV_AMOUNT_READ, 1},
        {"-70368744,177664", 6, TOLV_AMOUNT_READ, -TOLV_ORE_MAX},
        {"70368744177664", 6, TOLV_AMOUNT_TOO_LARGE, 0},
        {"1,234", 3, TOLV_AMOUNT_UNSURE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tolv_ore ore = 1;
        assert_int_equal(tolv_amount_read(tolv_text_of(rows[i].text), rows[i].zeros, &ore),
                         rows[i].read);
        if (rows[i].read == TOLV_AMOUNT_READ)
            assert_true(ore == rows[i].ore);
    }
}

/* ---- letters and records ---- */

#define BYTES(string) string, sizeof string - 1

/* A file, and what is read of it: | between fields, line numbers before records. */
static const struct {
    const char *name, *bytes;
    size_t length;
    tolv_encoding encoding;
    const char *records, *failure;
} files[] = {
    {"one", BYTES("a;b\nc;d\n"), TOLV_ENCODING_JUDGED, "1 a|b\n2 c|d\n", NULL},
    {"line ends", BYTES("a;b\r\nc;d\re;f"), TOLV_ENCODING_JUDGED, "1 a|b\n2 c|d\n3 e|f\n", NULL},
    {"empty lines", BYTES("\n\na\n\r\n\r\nb\n\n"), TOLV_ENCODING_JUDGED, "3 a\n6 b\n", NULL},
    {"empty fields", BYTES(";\n;;a;\n"), TOLV_ENCODING_JUDGED, "1 |\n2 ||a|\n", NULL},
    {"quotes", BYTES("\"a;b\";\"c\"\"d\"\n\"\";\"\"\"\"\n"), TOLV_ENCODING_JUDGED,
     "1 a;b|c\"d\n2 |\"\n", NULL},
    {"a line end in quotes", BYTES("\"a\r\nb\";c\nd\n"), TOLV_ENCODING_JUDGED, "1 a\r\nb|c\n3 d\n",
     NULL},
    {"a quote inside", BYTES("Kv Eken 5\" rör;b\n"), TOLV_ENCODING_JUDGED, "1 Kv Eken 5\" rör|b\n",
     NULL},
    {"never closed", BYTES("a\n\"b;c\nd\n"), TOLV_ENCODING_JUDGED, "1 a\n", "2:1 never closed"},
    {"text after quotes", BYTES("a;\"b\"c\n"), TOLV_ENCODING_JUDGED, "",
     "1:2 stands after the quotation mark"},
    {"byte order mark", BYTES("\xEF\xBB\xBF\xC3\xA5;b\n"), TOLV_ENCODING_LATIN1, "1 å|b\n", NULL},
    {"UTF-8", BYTES("\xC3\xA5;\xE2\x82\xAC\n"), TOLV_ENCODING_JUDGED, "1 å|€\n", NULL},
    {"Latin-1", BYTES("\xE5\xE4\xF6\x80\x81;b\n"), TOLV_ENCODING_JUDGED, "1 åäö€\xC2\x81|b\n",
     NULL},
    {"Danish Latin-1",
     BYTES("Bel\xF8"
           "b;b\n"),
     TOLV_ENCODING_JUDGED, "1 Beløb|b\n", NULL},
    {"CP437", BYTES("\x86\x84\x94;b\n"), TOLV_ENCODING_JUDGED, "1 åäö|b\n", NULL},
    {"CP437 as asked", BYTES("\x91;b\n"), TOLV_ENCODING_CP437, "1 æ|b\n", NULL},
    {"UTF-16, little end first", BYTES("\xFF\xFE\xE5\0;\0b\0\r\0\n\0=\xD8\0\xDE\n\0"),
     TOLV_ENCODING_JUDGED, "1 å|b\n2 😀\n", NULL},
    {"UTF-16, big end first", BYTES("\xFE\xFF\0\xE5\0;\0b\0\n"), TOLV_ENCODING_CP437, "1 å|b\n",
     NULL},
    {"UTF-16 without a mark, little end first", BYTES("a\0;\0\xE5\0\n\0"), TOLV_ENCODING_JUDGED,
     "1 a|å\n", NULL},
    {"UTF-16 without a mark, big end first", BYTES("\0a\0;\0\xE5\0\n"), TOLV_ENCODING_JUDGED,
     "1 a|å\n", NULL},
    {"a workbook of Excel's", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0"),
     TOLV_ENCODING_JUDGED, "", "1:0 Excel"},
    {"half a pair of UTF-16",
     BYTES("\xFF\xFE"
           "a\0\n\0\0\xDC"
           "b\0\n\0"),
     TOLV_ENCODING_JUDGED, "1 a\n", "2:0 not the UTF-16"},
    {"UTF-16 cut in a letter",
     BYTES("\xFF\xFE"
           "a\0\n\0b"),
     TOLV_ENCODING_JUDGED, "1 a\n", "2:0 middle of a letter"},
    {"not UTF-8 as asked", BYTES("a\nb\xE5;c\n"), TOLV_ENCODING_UTF8, "1 a\n", "2:0 not UTF-8"},
    {"UTF-8 cut in a letter", BYTES("a\nb\xC3\xA5\xC3"), TOLV_ENCODING_UTF8, "1 a\n",
     "2:0 middle of a letter"},
    {"a zero byte", BYTES("a\nb\0c\n"), TOLV_ENCODING_JUDGED, "1 a\n", "2:0 zero byte"},
    {"nothing", BYTES(""), TOLV_ENCODING_JUDGED, "", NULL},
    {"a byte order mark alone", BYTES("\xEF\xBB\xBF"), TOLV_ENCODING_JUDGED, "", NULL},
};

typedef struct reading {
    char raw[TOLV_LETTERS_BUFFER], text[TOLV_CSV_BUFFER], records[4096], failure[512];
    tolv_letters letters;
    tolv_csv csv;
} reading;

static void read_records(reading *at, const char *bytes, size_t length, size_t step,
                         tolv_encoding encoding) {
    memory_file file = {bytes, length, 0, step, 0};
    tolv_source source = {NULL, read_memory, &file};
    size_t to = 0;
    at->records[0] = at->failure[0] = 0;
    tolv_letters_open(&at->letters, &source, encoding, at->raw);
    tolv_csv_scan scan = tolv_csv_open(&at->csv, &at->letters, at->text);
    while (scan == TOLV_CSV_READ && (scan = tolv_csv_next(&at->csv)) == TOLV_CSV_READ) {
        to += (size_t)snprintf(at->records + to, sizeof at->records - to, "%zu ", at->csv.line);
        for (size_t i = 0; i < at->csv.count; i++)
            to +=
                (size_t)snprintf(at->records + to, sizeof at->records - to, "%s%.*s", i ? "|" : "",
                                 (int)at->csv.fields[i].length, at->csv.fields[i].bytes);
        to += (size_t)snprintf(at->records + to, sizeof at->records - to, "\n");
    }
    if (scan == TOLV_CSV_FAILED)
        snprintf(at->failure, sizeof at->failure, "%zu:%zu %s", at->csv.line, at->csv.column,
                 at->csv.failure ? at->csv.failure : "errno");
    tolv_letters_close(&at->letters);
}

static void reads_letters_and_records(void **state) {
    (void)state;
    reading *at = malloc(sizeof *at);
    static const size_t steps[] = {1 << 20, 1, 2, 3};
    assert_non_null(at);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        for (size_t step = 0; step < 4; step++) {
            read_records(at, files[i].bytes, files[i].length, steps[step], files[i].encoding);
            const char *place = files[i].failure ? files[i].failure : "";
            const char *space = strchr(place, ' ');
            bool failed = files[i].failure && strstr(at->failure, space + 1) &&
                          strncmp(at->failure, place, (size_t)(space - place + 1)) == 0;
            bool right = strcmp(at->records, files[i].records) == 0 &&
                         (files[i].failure ? failed : !at->failure[0]);
            if (!right)
                print_error("%s, %zu bytes at a time:\n%s%s\n", files[i].name, steps[step],
                            at->records, at->failure);
            assert_true(right);
        }
    free(at);
}

/* Records larger than what is read at a time, and one larger than any may be. */
static void bounds_records(void **state) {
    (void)state;
    size_t length = 3 * TOLV_CSV_RECORD;
    char *bytes = malloc(length + 16);
    reading *at = malloc(sizeof *at);
    assert_true(bytes && at);
    memset(bytes, 'x', length);
    for (size_t i = 0; i < length; i += 1000)
        bytes[i] = i % 3000 ? ';' : '\n';
    memory_file file = {bytes, length, 0, 777, 0};
    tolv_source source = {NULL, read_memory, &file};
    tolv_letters_open(&at->letters, &source, TOLV_ENCODING_JUDGED, at->raw);
    size_t records = 0, fields = 0;
    tolv_csv_scan scan = tolv_csv_open(&at->csv, &at->letters, at->text);
    while (scan == TOLV_CSV_READ && (scan = tolv_csv_next(&at->csv)) == TOLV_CSV_READ) {
        records++;
        fields += at->csv.count;
        assert_int_equal(at->csv.line, records + 1);
    }
    assert_int_equal(scan, TOLV_CSV_END);
    assert_int_equal(records, (length + 2999) / 3000);
    assert_int_equal(fields, (length + 999) / 1000);
    tolv_letters_close(&at->letters);
    bytes[0] = '"';
    memset(bytes + 1, 'x', length - 1);
    read_records(at, bytes, length, 1 << 20, TOLV_ENCODING_JUDGED);
    assert_non_null(strstr(at->failure, "1:0 the line is longer"));
    memset(bytes, ';', length);
    read_records(at, bytes, length, 1 << 20, TOLV_ENCODING_JUDGED);
    assert_non_null(strstr(at->failure, "more than {1} columns"));
    free(bytes);
    free(at);
}

/* A disk that fails is told, after what came before it. */
static void tells_a_failing_disk(void **state) {
    (void)state;
    reading *at = malloc(sizeof *at);
    assert_non_null(at);
    memory_file file = {BYTES("a;b\nc;d\ne;f\n"), 0, 3, 6};
    tolv_source source = {NULL, read_memory, &file};
    tolv_letters_open(&at->letters, &source, TOLV_ENCODING_JUDGED, at->raw);
    assert_int_equal(tolv_csv_open(&at->csv, &at->letters, at->text), TOLV_CSV_READ);
    assert_int_equal(tolv_csv_next(&at->csv), TOLV_CSV_READ);
    assert_int_equal(tolv_csv_next(&at->csv), TOLV_CSV_FAILED);
    assert_int_equal(at->csv.line, 2);
    assert_null(at->csv.failure);
    tolv_letters_close(&at->letters);
    free(at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_amounts_as_they_are_written),
        cmocka_unit_test(amounts_that_lack_zeros),
        cmocka_unit_test(reads_letters_and_records),
        cmocka_unit_test(bounds_records),
        cmocka_unit_test(tells_a_failing_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
