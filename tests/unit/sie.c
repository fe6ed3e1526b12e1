/* SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_reading.h"

#define HEAD "#FLAGGA 0\r\n#SIETYP 4\r\n#RAR 0 20260101 20261231\r\n#RAR -1 20250101 20251231\r\n"
#define ROW "#PSALDO 0 202601 5010 {} 10\r\n"

/* A file, what comes of it, the sum of its rows of months in öre, and what must be heard. */
static const struct {
    const char *name, *text;
    tolv_reading reading;
    tolv_ore sum;
    const char *told;
} rows[] = {
    {"one balance", HEAD ROW, TOLV_READING_DONE, 1000, ""},
    {"rows alike are added", HEAD ROW ROW, TOLV_READING_DONE, 2000, ""},
    {"line feeds", "#SIETYP 4\n#RAR 0 20260101 20261231\n#PSALDO 0 202601 5010 {} 10\n",
     TOLV_READING_DONE, 1000, ""},
    {"carriage returns", "#SIETYP 4\r#RAR 0 20260101 20261231\r#PSALDO 0 202601 5010 {} 10\r",
     TOLV_READING_DONE, 1000, ""},
    {"tabs, spaces, empty lines, an end mark of DOS",
     "\r\n#FLAGGA\t0\r\n \t\r\n#RAR 0\t20260101  20261231\r\n  #PSALDO\t0 202601 5010 { } -10.5 \r\n\x1A",
     TOLV_READING_DONE, -1050, ""},
    {"small letters, unknown records, surplus fields",
     "#flagga 0 1 2\r\n#rar 0 20260101 20261231 x\r\n#NYTT a b\r\n#psaldo 0 202601 5010 {} 10 0 \"x\" y\r\n",
     TOLV_READING_DONE, 1000, ""},
    {"no braces", HEAD "#PSALDO 0 202601 5010 10\r\n", TOLV_READING_DONE, 1000, ""},
    {"all in quotes", HEAD "\"#PSALDO\" \"0\" \"202601\" \"5010\" {\"1\"\"N}\"} \"10.00\"\r\n",
     TOLV_READING_DONE, 1000, ""},
    {"amounts",
     HEAD "#PSALDO 0 202601 5010 {} +.5\r\n#PSALDO 0 202601 5010 {} -0.05\r\n"
          "#PSALDO 0 202601 5010 {} 7.\r\n#PSALDO 0 202601 5010 {} 1.5000\r\n",
     TOLV_READING_DONE, 895, ""},
    {"the largest amount", HEAD "#PSALDO 0 202601 5010 {} 70368744177664.00\r\n", TOLV_READING_DONE,
     TOLV_ORE_MAX, ""},
    {"a decimal comma", HEAD "#PSALDO 0 202601 5010 {} 1234,50\r\n", TOLV_READING_DONE, 123450,
     "warning 5: the amount “1234,50” has a decimal comma: it is read as 1,234.50 kr\n"},
    {"finer than öre", HEAD "#PSALDO 0 202601 5010 {} -1.005\r\n", TOLV_READING_DONE, -101,
     "warning 5: the amount “-1.005” is finer than öre: it is read as −1.01 kr\n"},
    {"just under a half", HEAD "#PSALDO 0 202601 5010 {} 1.0049\r\n", TOLV_READING_DONE, 100,
     "warning 5: the amount “1.0049” is finer than öre: it is read as 1 kr\n"},
    {"a quote and a brace in a code", HEAD "#PSALDO 0 202601 5010 {1 \"a\\\"}b\"} 7\r\n",
     TOLV_READING_DONE, 700, ""},
    {"text for an amount", HEAD ROW "#PSALDO 0 202601 5010 {} abc\r\n", TOLV_READING_REFUSED, 0,
     "failure 6: “abc” stands where an amount belongs: nothing was read; ask for a new export\n"},
    {"a thousand or one and a bit", HEAD "#PSALDO 0 202601 5010 {} 1,234\r\n", TOLV_READING_REFUSED,
     0,
     "failure 5: “1,234” stands where an amount belongs: nothing was read; ask for a new export\n"},
    {"no amount", HEAD "#PBUDGET 0 202601 5010 {}\r\n", TOLV_READING_REFUSED, 0,
     "failure 5: “” stands where an amount belongs: nothing was read; ask for a new export\n"},
    {"braces that stay open", HEAD "#PSALDO 0 202601 5010 {1 N 10\r\n", TOLV_READING_REFUSED, 0,
     "failure 5: “” stands where an amount belongs: nothing was read; ask for a new export\n"},
    {"an amount too large", HEAD "#PSALDO 0 202601 5010 {} 70368744177664.01\r\n",
     TOLV_READING_REFUSED, 0,
     "failure 5: “70368744177664.01” stands where an amount belongs: nothing was read; ask for a new "
     "export\n"},
    {"a sum too large",
     HEAD "#PSALDO 0 202601 5010 {} 70368744177664\r\n#PSALDO 0 202601 5010 {} 0.01\r\n",
     TOLV_READING_REFUSED, 0,
     "failure 6: amounts sum to more than can be exact to the öre, 70,368,744,177,664 kronor: nothing was read\n"},
    {"no account", HEAD "#PSALDO 0 202601 \"\" {} 1\r\n", TOLV_READING_REFUSED, 0,
     "failure 5: the row names no account: nothing was read; ask for a new export\n"},
    {"a thirteenth month", HEAD ROW "#PSALDO 0 202613 5010 {} 1\r\n", TOLV_READING_DONE, 1000,
     "warning 6: “202613” is not a month, as 202608 is: the row is left out\n"},
    {"last year's budget with this year's month", HEAD "#PBUDGET -1 202601 5010 {} 3\r\n",
     TOLV_READING_DONE, 300,
     "warning 5: month 202601 is not in the financial year −1 that the row names: it is read as "
     "202501\n"},
    {"a month outside all years", HEAD "#PSALDO 0 202701 5010 {} 3\r\n", TOLV_READING_DONE, 300,
     "warning 5: month 202701 is not in the financial year 0 that the row names: it is read as "
     "202701\n"},
    {"objects without end", HEAD "#PSALDO 0 202601 5010 {1 N 6} 3\r\n", TOLV_READING_DONE, 300,
     "warning 5: the objects {1 N 6} are not pairs of dimension and object: the pairs before "
     "count\n"},
    {"no dimension", HEAD "#PSALDO 0 202601 5010 {0 N} 3\r\n", TOLV_READING_DONE, 300,
     "warning 5: the objects {0 N} are not pairs of dimension and object: the pairs before "
     "count\n"},
    {"records that lack something",
     HEAD "#DIM x \"Ansvar\"\r\n#OBJEKT 1\r\n#RAR 1 2026\r\n#RES 0\r\n" ROW, TOLV_READING_DONE,
     1000,
     "warning 5: the record #DIM does not say what it should: it is left out\n"
     "warning 6: the record #OBJEKT does not say what it should: it is left out\n"
     "warning 7: the record #RAR does not say what it should: it is left out\n"
     "warning 8: the record #IB, #UB, #RES does not say what it should: it is left out\n"},
    {"other lines", HEAD "\"and more text\"\r\n" ROW, TOLV_READING_DONE, 1000,
     "warning 5: the line is not a record of a SIE file: it is left out\n"},
    {"many of a kind", HEAD "a\r\na\r\na\r\na\r\na\r\na\r\na\r\n" ROW, TOLV_READING_DONE, 1000,
     "warning 5: the line is not a record of a SIE file: it is left out\n"
     "warning 6: the line is not a record of a SIE file: it is left out\n"
     "warning 7: the line is not a record of a SIE file: it is left out\n"
     "warning 8: the line is not a record of a SIE file: it is left out\n"
     "warning 9: the line is not a record of a SIE file: it is left out\n"
     "warning 0: the same is true of 2 more\n"},
    {"a voucher",
     HEAD "#VER A 1 20260131 \"Namn {\"\r\n{\r\n#TRANS 5010 {} 10 \"\" \"a } b\"\r\n"
          "#TRANS 1930 {} -10 20260201\r\n}\r\n",
     TOLV_READING_DONE, 0, ""},
    {"a voucher that does not balance",
     HEAD "#VER A \"1 b\" 20260131\r\n{\r\n#TRANS 5010 {} 10\r\n#TRANS 1930 {} -9.99\r\n}\r\n"
          "#VER A 2 20260131\r\n{\r\n}\r\n",
     TOLV_READING_DONE, 1,
     "warning 5: voucher A 1 b does not balance, its rows sum to 0.01 kr: it counts as it stands\n"
     "warning 0: vouchers that do not balance: 1 of 2\n"},
    {"rows struck out and added",
     HEAD "#VER A 1 20260131\r\n{\r\n#TRANS 5010 {} 10\r\n#BTRANS 5010 {} 99\r\n"
          "#RTRANS 1930 {} -10\r\n#TRANS 1930 {} -10\r\n}\r\n",
     TOLV_READING_DONE, 0, ""},
    {"an added row alone",
     HEAD "#VER A 1 20260131\r\n{\r\n#RTRANS 5010 {} 10\r\n#RTRANS 1930 {} -10\r\n}\r\n",
     TOLV_READING_DONE, 0,
     "warning 8: the added row is not followed by the same row as #TRANS: it does not count\n"
     "warning 9: the added row is not followed by the same row as #TRANS: it does not count\n"},
    {"a row outside", HEAD "#TRANS 5010 {} 10 20260301\r\n", TOLV_READING_DONE, 1000,
     "warning 5: the row stands outside a voucher: it counts by its own date\n"},
    {"no date", HEAD "#VER A 1 \"\"\r\n{\r\n#TRANS 5010 {} 10\r\n}\r\n", TOLV_READING_REFUSED, 0,
     "failure 7: the row has no date that can be read, nor has its voucher: nothing was read; ask "
     "for a new export\n"},
    {"a date in no year",
     HEAD "#VER A 1 20260131\r\n{\r\n#TRANS 5010 {} 10 20620131\r\n#TRANS 1930 {} -10\r\n}\r\n",
     TOLV_READING_DONE, 0,
     "warning 7: month 206201 is in no financial year of the file: the row counts in none\n"},
    {"no financial year", "#FLAGGA 0\r\n#PSALDO 0 202603 5010 {} 10\r\n", TOLV_READING_DONE, 1000,
     "note 0: the file names no financial year: 2026 is taken\n"},
    {"cut in a voucher", HEAD "#VER A 17 20260131\r\n{\r\n#TRANS 5010 {} 10\r\n#TRANS 1930 {} -1",
     TOLV_READING_REFUSED, 0,
     "failure 5: the file ends inside the voucher 17 that begins here: it is cut, ask for a new "
     "export\n"},
    {"cut after a voucher's head", HEAD ROW "#VER A 17 20260131", TOLV_READING_REFUSED, 0,
     "failure 6: the file ends inside the voucher 17 that begins here: it is cut, ask for a new "
     "export\n"},
    {"cut before an amount", HEAD "#PSALDO 0 202601 5010 {} ", TOLV_READING_REFUSED, 0,
     "failure 5: the file ends in the middle of this row: it is cut, ask for a new export\n"},
    {"cut in an amount, perhaps", HEAD "#PSALDO 0 202601 5010 {} 10", TOLV_READING_DONE, 1000,
     "warning 5: the file ends in the middle of a line: if its last amount is cut, ask for a new "
     "export\n"},
    {"months that do not make the year", HEAD "#RES 0 5010 12\r\n#RES 0 5020 0\r\n" ROW,
     TOLV_READING_DONE, 1000,
     "warning 0: for 1 of 1 account the months do not sum to the year's own figure, first account "
     "5010 by −2 kr: ask for a new export if the year should be whole\n"},
    {"a year's figures by object are parts of the year's",
     HEAD "#IB 0 1930 5\r\n#OIB 0 1930 {1 N} 3\r\n#UB 0 1930 15\r\n#PSALDO 0 202601 1930 {} 10\r\n",
     TOLV_READING_DONE, 1000, ""},
    {"vouchers that differ from balances",
     HEAD ROW "#VER A 1 20260131\r\n{\r\n#TRANS 5010 {} 9\r\n#TRANS 5020 {} -9\r\n}\r\n",
     TOLV_READING_DONE, 100,
     "warning 0: the vouchers differ from the balance in 1 case, first account 5010 "
     "in 202601 by −1 kr: totals follow the balances; ask for a new export\n"},
    {"vouchers of months without a balance",
     HEAD "#RES 0 5010 12\r\n" ROW "#VER A 1 20260131\r\n{\r\n#TRANS 5010 {} 10\r\n"
          "#TRANS 1930 {} -10\r\n}\r\n#VER A 2 20260228\r\n{\r\n#TRANS 5010 {} 2\r\n"
          "#TRANS 1930 {} -2\r\n}\r\n",
     TOLV_READING_DONE, 0, ""},
    {"an amount with a space",
     HEAD "#VER A 1 20260131\r\n{\r\n#TRANS 5010 {} 1 234.50\r\n#TRANS 1930 {} -1 234.50\r\n}\r\n",
     TOLV_READING_REFUSED, 0,
     "failure 7: “234.50” stands where a date belongs: if it is the rest of an amount with a space in "
     "it, ask for an export without spaces in amounts\n"},
    {"dates of rows",
     HEAD "#VER A 1 20260131\r\n{\r\n#TRANS 5010 {} 5 2026-03-31\r\n#TRANS 5020 {} 1 \"mars\"\r\n"
          "#TRANS 1930 {} -6 \"\"\r\n}\r\n",
     TOLV_READING_DONE, 0,
     "warning 8: “mars” is not a date, as 20260831 is: the row counts by its voucher's\n"},
    {"two objects of a dimension", HEAD "#PSALDO 0 202601 5010 {1 \"N\" 1 \"S\" 6 \"P\"} 5\r\n",
     TOLV_READING_DONE, 500,
     "warning 5: the objects {1 \"N\" 1 \"S\" 6 \"P\"} name two of dimension 1: the first counts\n"},
    {"nothing", "", TOLV_READING_REFUSED, 0,
     "failure 0: the file is empty: ask for a new export\n"},
    {"a web page", "\r\n<!DOCTYPE html><p>#VER</p>", TOLV_READING_REFUSED, 0,
     "failure 0: this is not a SIE file but a web page or XML: ask for a SIE 4 export from the "
     "finance system\n"},
    {"a package", "PK\x03\x04xyz", TOLV_READING_REFUSED, 0,
     "failure 0: this is not a SIE file but a package such as .ods, .xlsx or .zip: ask for a SIE 4 "
     "export from the finance system\n"},
    {"UTF-16", "\xFF\xFE#", TOLV_READING_REFUSED, 0,
     "failure 0: this is not a SIE file but a text in UTF-16: ask for a SIE 4 export from the "
     "finance system\n"},
    {"some text", "Hej", TOLV_READING_REFUSED, 0,
     "failure 0: this is not a SIE file but some other text: ask for a SIE 4 export from the "
     "finance system\n"},
    {"a program", "#include <stdio.h>\n", TOLV_READING_REFUSED, 0,
     "failure 0: this is not a SIE file but some other text: ask for a SIE 4 export from the "
     "finance system\n"},
};

/* Balances without objects, budget and, of accounts without balances, vouchers: what counts. */
static tolv_ore sum_of(const tolv_ledger *ledger) {
    tolv_ore sum = 0;
    for (uint32_t i = 0; i < ledger->rows.count; i++)
        if (ledger->rows.counts[i] & TOLV_COUNTS_TOTAL)
            sum += ledger->rows.amount[i];
    return sum;
}

static void says_what_it_should(void **state) {
    (void)state;
    static const size_t steps[] = {1 << 20, 1, 7};
    heard told;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t step = 0; step < 3; step++) {
            tolv_ledger ledger;
            tolv_ledger_open(&ledger, NULL);
            tolv_reading reading = read_bytes(&ledger, rows[i].text, strlen(rows[i].text),
                                              steps[step], TOLV_ENCODING_JUDGED, &told);
            bool right = reading == rows[i].reading && strcmp(told.text, rows[i].told) == 0 &&
                         (reading || sum_of(&ledger) == rows[i].sum);
            if (!right)
                print_error("%s: %d, %lld öre\n%s", rows[i].name, reading,
                            (long long)sum_of(&ledger), told.text);
            tolv_ledger_close(&ledger);
            assert_true(right);
        }
}

/* ---- letters ---- */

#define NAMED(letters) "#FLAGGA 0\n#FNAMN \"" letters "\"\n#KONTO 5010 " letters "\n"

static const struct {
    const char *name, *text;
    tolv_encoding wanted;
    tolv_reading reading;
    const char *company, *told;
} letters[] = {
    {"ASCII", NAMED("Aby"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "Aby", ""},
    {"CP437", NAMED("\x8F\x84\x94"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "Åäö", "CP437"},
    {"Latin-1", NAMED("\xC5\xE4\xF6\x96\x81"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE,
     "Åäö–\xC2\x81", "Latin-1"},
    {"UTF-8", NAMED("Åäö€😀"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "Åäö€😀", "UTF-8"},
    {"byte order mark", "\xEF\xBB\xBF" NAMED("Åäö"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "Åäö",
     "UTF-8"},
    {"not quite UTF-8", NAMED("\xC3\xA5\xC3"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "├Ñ├",
     "CP437"},
    {"too long UTF-8", NAMED("\xC0\xAF"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "└»", "CP437"},
    {"half a pair", NAMED("\xED\xA0\x80"), TOLV_ENCODING_JUDGED, TOLV_READING_DONE, "φáÇ", "CP437"},
    {"forced CP437", NAMED("\xE5"), TOLV_ENCODING_CP437, TOLV_READING_DONE, "σ", "CP437"},
    {"forced Latin-1", NAMED("\x86"), TOLV_ENCODING_LATIN1, TOLV_READING_DONE, "†", "Latin-1"},
    {"forced UTF-8", NAMED("\x86"), TOLV_ENCODING_UTF8, TOLV_READING_REFUSED, "", "not UTF-8"},
    {"cut in a letter", "#FLAGGA 0\n#FNAMN \"\xC3\xA5\xC3", TOLV_ENCODING_JUDGED,
     TOLV_READING_REFUSED, "", "in the middle of a letter"},
};

static void finds_the_letters(void **state) {
    (void)state;
    heard told;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        for (size_t step = 1; step < 4; step++) {
            tolv_ledger ledger;
            tolv_ledger_open(&ledger, NULL);
            tolv_reading reading = read_bytes(&ledger, letters[i].text, strlen(letters[i].text),
                                              step, letters[i].wanted, &told);
            tolv_text company = tolv_text_of(letters[i].company);
            bool right = reading == letters[i].reading && strstr(told.text, letters[i].told);
            if (right && !reading)
                right = tolv_text_same(ledger.company, company) &&
                        tolv_text_same(ledger.accounts[0].name, company);
            if (!right)
                print_error("%s: %d, %.*s\n%s", letters[i].name, reading,
                            (int)ledger.company.length, ledger.company.bytes, told.text);
            tolv_ledger_close(&ledger);
            assert_true(right);
        }
}

/* The letters that the file itself names need no word, unless some of them say otherwise. */
static void letters_as_named_are_not_told(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool told;
    } rows[] = {{"#FLAGGA 0\n#FORMAT PC8\n#FNAMN \"\x8F\x84\x94\"\n", false},
                {"#FLAGGA 0\n#FORMAT PC8\n#FNAMN \"\x8F\x84\x94\xE4\"\n", true},
                {"#FLAGGA 0\n#FORMAT PC8\n#FNAMN \"\xC5\xE4\"\n", true},
                {"#FLAGGA 0\n#FNAMN \"\x8F\x84\x94\"\n", true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        heard told;
        tolv_ledger ledger;
        tolv_ledger_open(&ledger, NULL);
        assert_int_equal(read_bytes(&ledger, rows[i].text, strlen(rows[i].text), 1 << 20,
                                    TOLV_ENCODING_JUDGED, &told),
                         TOLV_READING_DONE);
        assert_int_equal(strstr(told.text, "--encoding") != NULL, rows[i].told);
        tolv_ledger_close(&ledger);
    }
}

static void knows_encodings_by_name(void **state) {
    (void)state;
    assert_int_equal(tolv_encoding_named(tolv_text_of("PC8")), TOLV_ENCODING_CP437);
    assert_int_equal(tolv_encoding_named(tolv_text_of("utf-8")), TOLV_ENCODING_UTF8);
    assert_int_equal(tolv_encoding_named(tolv_text_of("Latin1")), TOLV_ENCODING_LATIN1);
    assert_int_equal(tolv_encoding_named(tolv_text_of("ebcdic")), TOLV_ENCODING_JUDGED);
}

/* ---- damage ---- */

static tolv_reading read_made(char *bytes, size_t length, heard *told) {
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    tolv_reading reading = read_bytes(&ledger, bytes, length, 1 << 20, TOLV_ENCODING_JUDGED, told);
    tolv_ledger_close(&ledger);
    return reading;
}

static void refuses_a_line_without_end(void **state) {
    (void)state;
    enum { SIZE = 1 << 20 };
    heard told;
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    for (size_t text = 60000; text < SIZE; text += 5000 + text / 2) {
        memset(bytes, 'x', SIZE);
        memcpy(bytes, "#FLAGGA 0\n#PROSA ", 17);
        bytes[17 + text] = '\n';
        size_t length = 17 + text + 1;
        tolv_reading reading = read_made(bytes, length, &told);
        if (text < 65000) {
            assert_int_equal(reading, TOLV_READING_DONE);
            continue;
        }
        assert_int_equal(reading, TOLV_READING_REFUSED);
        assert_string_equal(told.text,
                            "failure 2: the line is longer than 65536 bytes: the file is "
                            "damaged, ask for a new export\n");
    }
    free(bytes);
}

static void refuses_zero_bytes(void **state) {
    (void)state;
    heard told;
    char text[] = HEAD ROW ROW "#PROSA abc\n";
    size_t length = sizeof text - 1;
    text[length - 2] = 0;
    assert_int_equal(read_made(text, length, &told), TOLV_READING_REFUSED);
    assert_string_equal(told.text,
                        "failure 0: this is not a SIE file but a file of a program, not a "
                        "text: ask for a SIE 4 export from the finance system\n");
    char *bytes = malloc(1000 + length);
    assert_non_null(bytes);
    memset(bytes, '\n', 1000 + length);
    memcpy(bytes, HEAD, sizeof HEAD - 1);
    memcpy(bytes + 1000, text, length);
    assert_int_equal(read_made(bytes, 1000 + length, &told), TOLV_READING_REFUSED);
    assert_non_null(strstr(told.text, ": the line holds a zero byte: the file is damaged"));
    free(bytes);
}

static void tells_of_a_disk_that_fails(void **state) {
    (void)state;
    heard told = {.length = 0};
    memory_file file = {HEAD ROW, sizeof HEAD ROW - 1, 0, 10, 30};
    tolv_source source = {"x.se", read_memory, &file};
    tolv_listener listener = {hear, &told};
    tolv_ledger ledger;
    tolv_ledger_open(&ledger, NULL);
    assert_int_equal(tolv_sie_read(&ledger, &source, TOLV_ENCODING_JUDGED, &listener),
                     TOLV_READING_REFUSED);
    assert_non_null(strstr(told.text, "the file cannot be read further"));
    tolv_ledger_close(&ledger);
    tolv_ledger_open(&ledger, NULL);
    assert_int_equal(
        tolv_sie_read_file(&ledger, "no/such/file.se", TOLV_ENCODING_JUDGED, &listener),
        TOLV_READING_REFUSED);
    assert_non_null(strstr(told.text, "the file cannot be opened"));
    assert_int_equal(tolv_sie_read_file(&ledger, "tests", TOLV_ENCODING_JUDGED, &listener),
                     TOLV_READING_REFUSED);
    tolv_ledger_close(&ledger);
}

/* Cut anywhere: the data with what is odd in it, or one sentence that says why not. */
static void lives_through_every_cut(void **state) {
    (void)state;
    size_t length = 0;
    heard told;
    char *bytes = load("sheets/example/tolvsjo.se", &length);
    assert_non_null(bytes);
    for (size_t part = 0; part < 64; part++) {
        tolv_reading reading = read_made(bytes, length * part / 64, &told);
        assert_int_equal(told.count[TOLV_FAILURE], reading == TOLV_READING_REFUSED);
    }
    free(bytes);
}

/* ---- memory ---- */

static size_t fail_each(const char *bytes, size_t length) {
    heard told;
    for (size_t n = 0;; n++) {
        failing_memory counted = {n, 0};
        tolv_memory memory = {take_failing, give_back, &counted};
        tolv_ledger ledger;
        tolv_ledger_open(&ledger, &memory);
        tolv_reading reading =
            read_bytes(&ledger, bytes, length, 1 << 20, TOLV_ENCODING_JUDGED, &told);
        tolv_ledger_close(&ledger);
        assert_int_equal(counted.taken, 0);
        if (reading == TOLV_READING_DONE)
            return n;
        assert_int_equal(reading, TOLV_READING_NO_MEMORY);
        assert_int_equal(told.count[TOLV_FAILURE], 1);
    }
}

static void survives_every_failed_allocation(void **state) {
    (void)state;
    static const char text[] = HEAD
        "#FNAMN \"\217by\"\r\n#DIM 1 Ansvar\r\n#OBJEKT 1 N \"Norr\224\"\r\n#KONTO 5010 L\224n\r\n"
        "#UNDERDIM 2 x 1\r\n#PSALDO 0 202601 5010 {1 N} 1,5\r\n#PSALDO 0 202601 5010 {} 2\r\n"
        "#PBUDGET 0 202601 5010 {2 a 1 N} 3\r\n#VER A 1 20260101\r\n{\r\n#TRANS 5010 {1 S} 7\r\n}\r\n";
    size_t length = 0;
    char *bytes = load("sheets/example/tolvsjo.se", &length);
    assert_non_null(bytes);
    assert_true(fail_each(text, sizeof text - 1) > 25);
    assert_true(fail_each(bytes, length) > 50);
    free(bytes);
}

static void bounds_what_a_file_declares(void **state) {
    (void)state;
    heard told;
    char text[4096] = HEAD;
    for (int i = 1; i <= TOLV_DIMENSIONS_MAX; i++)
        sprintf(text + strlen(text), "#DIM %d x\n", i);
    assert_int_equal(read_made(text, strlen(text), &told), TOLV_READING_DONE);
    strcat(text, "#OBJEKT 99 N Norr\n");
    assert_int_equal(read_made(text, strlen(text), &told), TOLV_READING_REFUSED);
    assert_string_equal(told.text, "failure 68: the file has more than 63 dimensions: ask for an "
                                   "export with fewer\n");
    strcpy(text, "#SIETYP 5\n");
    for (int i = 0; i <= TOLV_YEARS_MAX; i++)
        sprintf(text + strlen(text), "#RAR -%d %d0101 %d1231\n", i, 2026 - i, 2026 - i);
    assert_int_equal(read_made(text, strlen(text), &told), TOLV_READING_DONE);
    assert_string_equal(
        told.text, "warning 1: the record #SIETYP does not say what it should: it is left out\n"
                   "warning 18: the record #RAR does not say what it should: it is left out\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_it_should),
        cmocka_unit_test(finds_the_letters),
        cmocka_unit_test(letters_as_named_are_not_told),
        cmocka_unit_test(knows_encodings_by_name),
        cmocka_unit_test(refuses_a_line_without_end),
        cmocka_unit_test(refuses_zero_bytes),
        cmocka_unit_test(tells_of_a_disk_that_fails),
        cmocka_unit_test(lives_through_every_cut),
        cmocka_unit_test(bounds_what_a_file_declares),
        cmocka_unit_test(survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
