/* SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/csv_table.h"
#include "ledger_reading.h"
#include "ledger_rows.h"

#define NBSP "\xC2\xA0"
#define EVEN \
    { .has_key = true, .key = TOLV_KEY_EVEN }
#define MONTHS "jan;feb;mar;apr;maj;jun;jul;aug;sep;okt;nov;dec"

/* A file, what the user says of it, what comes of it (a line for each row), and what is told. */
static const struct {
    const char *name, *text, *split;
    tolv_table_options options;
    tolv_reading reading;
    const char *rows, *told;
} tables[] = {
    {"a ledger",
     "Period;Konto;Ansvar;Belopp\n202601;4010;110;10,50\n",
     "",
     {0},
     0,
     "2026-01|4010|110|1050|outcome\n",
     ""},
    {"English",
     "month,account,cost centre,amount\n2026-01-31,4010,110,10.50\n",
     "",
     {0},
     0,
     "2026-01|4010|110|1050|outcome\n",
     ""},
    {"Danish",
     "Periode\tKonto\tOmkostningssted\tBeløb\n2026-01\t4010\t110\t10,50\n",
     "",
     {0},
     0,
     "2026-01|4010|110|1050|outcome\n",
     ""},
    {"Norwegian",
     "Periode|Konto|Koststed|Beløp\n202601|4010|110|-10\n",
     "",
     {0},
     0,
     "2026-01|4010|110|-1000|outcome\n",
     ""},
    {"a separator that is named",
     "sep=|\nPeriod|Konto|Belopp\n202601|4010|5\n",
     "",
     {0},
     0,
     "2026-01|4010|500|outcome\n",
     "note 0: rows above the headings that are left out: 1\n"},
    {"codes keep their zeros, rows alike are added",
     "Period;Konto;Belopp\n202601;0410;1\n202601;0410;2\n202601;410;4\n",
     "",
     {0},
     0,
     "2026-01|0410|300|outcome\n2026-01|410|400|outcome\n",
     ""},
    {"months in words and dates",
     "Datum;Konto;Belopp\n31.01.2026;4;1\n2026/02/01;4;2\nmars 2026;4;4\n01-04-2026;4;8\n",
     "",
     {0},
     0,
     "2026-01|4|100|outcome\n2026-02|4|200|outcome\n2026-03|4|400|outcome\n2026-04|4|800|outcome\n",
     ""},
    {"a year's heading over months of that year and of another",
     "Konto;Period;Utfall 2026;Utfall 2025\n5010;202601;80;70\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:2: the month “202601” is not in the year “2025” beside it: correct one of them, or "
     "write all months of the year, as 2025-07/2026-06\n"},
    {"years' headings over months without a year",
     "Konto;Period;Utfall 2026;Utfall 2025\n5010;1;80;70\n",
     "",
     {0},
     0,
     "2025-01|5010|7000|outcome\n2026-01|5010|8000|outcome\n",
     ""},
    {"a month of another year than the row's",
     "Konto;Period;År;Belopp\n5010;202603;2026;1\n5010;202603;2025;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 3:2: the month “202603” is not in the year “2025” beside it: correct one of them, or "
     "write all months of the year, as 2025-07/2026-06\n"},
    {"months of a broken year",
     "Konto;Period;Räkenskapsår;Belopp\n5010;1;2025-07/2026-06;1\n5010;12;2025-07/2026-06;2\n"
     "5010;2026-06;2025-07/2026-06;4\n",
     "",
     {0},
     0,
     "2025-07|2025-07/2026-06|5010|100|outcome\n2026-06|2025-07/2026-06|5010|600|outcome\n",
     ""},
    {"months of a long year",
     "Konto;Period;Räkenskapsår;Belopp\n5010;1;2025-01/2026-06;1\n5010;202501;2025-01/2026-06;2\n"
     "5010;202407;;4\n",
     "",
     {0},
     0,
     "2024-07|2024-07/2025-06|5010|400|outcome\n2025-01|2025-01/2026-06|5010|200|outcome\n"
     "2025-07|2025-01/2026-06|5010|100|outcome\n",
     ""},
    {"months beside a date",
     "Konto;Period;Datum;Belopp\n5010;12;2026-01-15;1\n5010;;2026-01-15;2\n",
     "",
     {0},
     0,
     "2026-01|5010|200|outcome\n2026-12|5010|100|outcome\n",
     ""},
    {"months by name beside a year",
     "Konto;Månad;År;Belopp\n5010;mars;2026;1\n5010;dec;2026;2\n",
     "",
     {0},
     0,
     "2026-03|5010|100|outcome\n2026-12|5010|200|outcome\n",
     ""},
    {"months by name of a year that is named",
     "Konto;Månad;Belopp\n5010;mars;1\n",
     "",
     {.year = 2026},
     0,
     "2026-03|5010|100|outcome\n",
     ""},
    {"dates with slashes, one of which tells that the day comes first",
     "Datum;Konto;Belopp\n3/4/2026;4;1\n31/1/2026;4;2\n2026/02/03;4;4\n",
     "",
     {0},
     0,
     "2026-01|4|200|outcome\n2026-02|4|400|outcome\n2026-04|4|100|outcome\n",
     ""},
    {"dates with slashes that do not tell",
     "Datum;Konto;Belopp\n1/1/2026;4;1\n2/1/2026;4;2\n3/1/2026;4;4\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 3:1: “2/1/2026” may be either of two days, and no date of the table tells which: say "
     "--dates day-month or --dates month-day\n"},
    {"the day first, as was said",
     "Datum;Konto;Belopp\n1/1/2026;4;1\n2/1/2026;4;2\n",
     "",
     {.dates = TOLV_DAY_MONTH},
     0,
     "2026-01|4|300|outcome\n",
     ""},
    {"the month first, as was said",
     "Datum;Konto;Belopp\n1/1/2026;4;1\n2/1/2026;4;2\n2/28/2026;4;4\n31.03.2026;4;8\n",
     "",
     {.dates = TOLV_MONTH_DAY},
     0,
     "2026-01|4|100|outcome\n2026-02|4|600|outcome\n2026-03|4|800|outcome\n",
     ""},
    {"the month first, and nobody said so",
     "Datum;Konto;Belopp\n1/1/2026;4;1\n1/31/2026;4;2\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 3:1: the date “1/31/2026” has the month first: say --dates month-day, if all have\n"},
    {"no such day",
     "Datum;Konto;Belopp\n30.02.2026;4;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     NULL},
    {"no such day in ISO's order",
     "Datum;Konto;Belopp\n2026-02-30;4;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     NULL},
    {"months beside a year",
     "År;Månad;Konto;Belopp\n2026;1;4;1\n2025;12;4;2\n",
     "",
     {0},
     0,
     "2025-12|4|200|outcome\n2026-01|4|100|outcome\n",
     ""},
    {"months of a year that is named",
     "Månad;Konto;Belopp\n3;4;1\n",
     "",
     {.year = 2026},
     0,
     "2026-03|4|100|outcome\n",
     ""},
    {"months without a year",
     "Månad;Konto;Belopp\n3;4;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:3: neither the row nor its heading tells the year: name it, as in --year 2026\n"},
    {"debit and credit",
     "Period;Konto;Debet;Kredit\n202601;4;10,5;\n202601;3;;7\n202601;5;1;3\n",
     "",
     {0},
     0,
     "2026-01|3|-700|outcome\n2026-01|4|1050|outcome\n2026-01|5|-200|outcome\n",
     ""},
    {"a running balance beside debit and credit",
     "Konto;Ansvar;Datum;Debet;Kredit;Saldo\n4;110;2026-01-02;100;;100\n4;110;2026-01-03;;30;70\n",
     "",
     {0},
     0,
     "2026-01|4|110|7000|outcome\n",
     ""},
    {"a balance alone is no amount",
     "Period;Konto;Saldo\n202601;4;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     NULL},
    {"debit and credit, and an amount",
     "Period;Konto;Belopp;Debet;Kredit\n202601;4;1;1;\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1:3: another column tells the same, “debit, debet”: rename the one that is not to be read\n"},
    {"debit and credit, and a budget",
     "Period;Konto;Kredit;Budget\n202601;4;1;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1:4: another column tells the same, “credit, kredit”: rename the one that is not to be read\n"},
    {"a difference beside what it is made of",
     "Konto;Period;Budget;Utfall;Netto\n5010;202601;100;80;20\n",
     "",
     {0},
     0,
     "2026-01|5010|8000|outcome\n2026-01|5010|10000|budget\n",
     "note 1:5: columns that do not say what they are, as those beside them do, are left out: 1\n"},
    {"a sum beside one outcome",
     "Konto;Period;Summa;Utfall\n5010;202601;80;80\n",
     "",
     {0},
     0,
     "2026-01|5010|8000|outcome\n",
     "note 1:3: columns that do not say what they are, as those beside them do, are left out: 1\n"},
    {"a sum beside years' budgets",
     "Konto;Budget 2026;Summa\n5010;12;12\n",
     "",
     {.has_key = true, .weights = {1}},
     0,
     "2026-01|5010|1200|budget\n2026-02|5010|0|budget\n2026-03|5010|0|budget\n"
     "2026-04|5010|0|budget\n2026-05|5010|0|budget\n2026-06|5010|0|budget\n"
     "2026-07|5010|0|budget\n2026-08|5010|0|budget\n2026-09|5010|0|budget\n"
     "2026-10|5010|0|budget\n2026-11|5010|0|budget\n2026-12|5010|0|budget\n",
     "note 1:3: columns that do not say what they are, as those beside them do, are left out: 1\n"},
    {"an amount beside a budget",
     "Konto;Period;Belopp;Budget\n5010;202601;80;100\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1:3: the column does not say what it is, as those beside it do: give it a heading such "
     "as outcome, say --type, or take it out\n"},
    {"an amount beside a budget that is said to be outcome",
     "Konto;Period;Belopp;Budget\n5010;202601;80;100\n",
     "",
     {.has_kind = true, .kind = TOLV_ROW_VOUCHER},
     0,
     "2026-01|5010|8000|outcome\n2026-01|5010|10000|budget\n",
     ""},
    {"months and whole years of the same kinds",
     "Konto;Period;Utfall period;Utfall år;Budget period;Budget år\n5010;202603;100;350;90;1080\n",
     "",
     {0},
     0,
     "2026-03|5010|10000|outcome\n2026-03|5010|9000|budget\n",
     "note 1:4: columns of a whole year, where others tell months, are left out: 2\n"},
    {"whole years in words of their own",
     "Konto;Period;Utfall;Utfall helår;Budget;Helårsbudget;Prognos;Årsprognos\n"
     "5010;202603;100;350;90;1080;95;1000\n",
     "",
     {0},
     0,
     "2026-03|5010|10000|outcome\n2026-03|5010|9000|budget\n2026-03|5010|9500|forecast\n",
     "note 1:4: columns of a whole year, where others tell months, are left out: 3\n"},
    {"only whole years, and months in the rows",
     "Konto;Period;Årsbudget\n5010;202603;1080\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1:3: columns of a whole year, where others tell months, are left out: 1\n"},
    {"the same kind twice",
     "Konto;Period;Utfall;Utfall\n5010;202603;100;50\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1:4: column 3 tells the same: rename the one that is not to be read\n"},
    {"the same month twice",
     "Konto;jan 2026;2026-01\n5010;100;50\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1:3: column 2 tells the same: rename the one that is not to be read\n"},
    {"a year that its months sum to, which alone says a kind",
     "Konto;jan 2026;feb 2026;Utfall 2026;Budget 2026\n4;1;2;3;9\n",
     "",
     {0},
     0,
     "2026-01|4|100|outcome\n2026-02|4|200|outcome\n",
     "note 1:4: columns that sum the months beside them, and are left out: 1\n"
     "note 1:5: columns of a whole year, where others tell months, are left out: 1\n"},
    {"a sum beside the months of a kind",
     "Konto;Budget 202601;Budget 202602;Summa\n4;1;2;3\n",
     "",
     {0},
     0,
     "2026-01|4|100|budget\n2026-02|4|200|budget\n",
     "note 1:4: columns that sum the months beside them, and are left out: 1\n"},
    {"kinds in columns",
     "Period;Konto;Utfall;Budget;Avvikelse\n202601;4;1;2;1\n",
     "",
     {0},
     0,
     "2026-01|4|100|outcome\n2026-01|4|200|budget\n",
     ""},
    {"kinds in rows",
     "Period;Konto;Typ;Belopp\n202601;4;budget;1\n202601;4;prognos;2\n202601;4;;4\n",
     "",
     {0},
     0,
     "2026-01|4|400|outcome\n2026-01|4|100|budget\n2026-01|4|200|forecast\n",
     ""},
    {"a kind that is named",
     "Period;Konto;Belopp\n202601;4;1\n",
     "",
     {.has_kind = true, .kind = TOLV_ROW_FORECAST},
     0,
     "2026-01|4|100|forecast\n",
     ""},
    {"months wide",
     "Konto;Ansvar;" MONTHS ";Summa\n4;110;1;;;;;;;;;;;2;3\n",
     "",
     {.year = 2026},
     0,
     "2026-01|4|110|100|outcome\n2026-12|4|110|200|outcome\n",
     "note 1:15: columns that sum the months beside them, and are left out: 1\n"},
    {"months wide with a year",
     "Konto;Budget 202601;Budget 202602;Budget 2026\n4;1;2;3\n",
     "",
     {0},
     0,
     "2026-01|4|100|budget\n2026-02|4|200|budget\n",
     "note 1:4: columns that sum the months beside them, and are left out: 1\n"},
    {"months wide without a year",
     "Konto;jan;feb\n4;1;2\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:2: neither the row nor its heading tells the year: name it, as in --year 2026\n"},
    {"a year's budget, even", "Konto;Ansvar;Budget 2026\n4;110;100\n3;110;-0,13\n", "", EVEN, 0,
     "2026-01|3|110|-1|budget\n2026-01|4|110|833|budget\n2026-02|3|110|-1|budget\n"
     "2026-02|4|110|834|budget\n2026-03|3|110|-1|budget\n2026-03|4|110|833|budget\n"
     "2026-04|3|110|-1|budget\n2026-04|4|110|833|budget\n2026-05|3|110|-1|budget\n"
     "2026-05|4|110|834|budget\n2026-06|3|110|-2|budget\n2026-06|4|110|833|budget\n"
     "2026-07|3|110|-1|budget\n2026-07|4|110|833|budget\n2026-08|3|110|-1|budget\n"
     "2026-08|4|110|834|budget\n2026-09|3|110|-1|budget\n2026-09|4|110|833|budget\n"
     "2026-10|3|110|-1|budget\n2026-10|4|110|833|budget\n2026-11|3|110|-1|budget\n"
     "2026-11|4|110|834|budget\n2026-12|3|110|-1|budget\n2026-12|4|110|833|budget\n",
     ""},
    {"a year's budget by weights",
     "Konto;År;Belopp\n4;2027;10\n",
     "",
     {.has_key = true, .weights = {[6] = 1, [7] = 3}},
     0,
     "2027-01|4|0|budget\n2027-02|4|0|budget\n2027-03|4|0|budget\n2027-04|4|0|budget\n"
     "2027-05|4|0|budget\n2027-06|4|0|budget\n2027-07|4|250|budget\n2027-08|4|750|budget\n"
     "2027-09|4|0|budget\n2027-10|4|0|budget\n2027-11|4|0|budget\n2027-12|4|0|budget\n",
     ""},
    {"a year's budget without a key",
     "Konto;Budget 2026\n4;100\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 1: no column is headed as a month or a date (period, date): head one so; or, if the "
     "amounts are of whole years, say how a year is spread over its months, as in --key even\n"},
    {"dates below a heading that nobody knows",
     "Kontonr;Ansvar;Köpdag;Belopp\n5010;110;2026-03-01;1200\n",
     "",
     {.has_key = true, .key = TOLV_KEY_EVEN, .year = 2026},
     TOLV_READING_REFUSED,
     "",
     "failure 2:3: “2026-03-01” is a date, and its column is not headed as one: head it “date” if the "
     "amounts are of these days, else take it out\n"},
    {"headings as systems shorten them",
     "Kontonr.;Ansvar nr.;Bokf.datum;Belopp (kr)\n5010;110;2026-03-01;1200\n",
     "",
     {0},
     0,
     "2026-03|5010|110|120000|outcome\n",
     ""},
    {"headings in English",
     "Account No.;Date;Amount SEK\n5010;2026-03-01;1200\n",
     "",
     {0},
     0,
     "2026-03|5010|120000|outcome\n",
     ""},

    {"a year's outcome", "Konto;Utfall 2025\n4;100\n", "", EVEN, TOLV_READING_REFUSED, "",
     "failure 1:2: columns with a whole year's outcome, which tells no month, are left out: 1\n"},
    {"the heads of Umeå's and Skellefteå's budgets",
     "LAND_ID;KOMMUN_ID;KOMMUN_TEXT;ÅR;ANSVAR_ID;ANSVAR_TEXT;KONTO_ID;KONTO_TEXT;VERKSAMHET_ID;"
     "BELOPP\nSE;2480;Umeå;2026;110;Förskola;5010;Hyra;407;1" NBSP "200,00\n",
     "",
     {.has_key = true, .weights = {1}},
     0,
     "2026-01|5010|110|407|120000|budget\n2026-02|5010|110|407|0|budget\n"
     "2026-03|5010|110|407|0|budget\n2026-04|5010|110|407|0|budget\n2026-05|5010|110|407|0|budget\n"
     "2026-06|5010|110|407|0|budget\n2026-07|5010|110|407|0|budget\n2026-08|5010|110|407|0|budget\n"
     "2026-09|5010|110|407|0|budget\n2026-10|5010|110|407|0|budget\n2026-11|5010|110|407|0|budget\n"
     "2026-12|5010|110|407|0|budget\n",
     ""},
    {"strings of codes",
     "Period;Kontering;Belopp\n202601;110-4010-20;1\n202601;110-4010-;2\n",
     "ansvar-konto-verksamhet",
     {0},
     0,
     "2026-01|4010|110||200|outcome\n2026-01|4010|110|20|100|outcome\n",
     ""},
    {"strings of codes that their heading tells",
     "Period;Ansvar.Konto;Belopp\n202601;110.4010;1\n",
     "",
     {0},
     0,
     "2026-01|4010|110|100|outcome\n",
     ""},
    {"strings of codes in the column of accounts",
     "Period;Konto;Belopp\n202601;4010/110;1\n",
     "konto/ansvar",
     {0},
     0,
     "2026-01|4010|110|100|outcome\n",
     ""},
    {"a string too short",
     "Period;Kontering;Belopp\n202601;110-4010;1\n",
     "ansvar-konto-verksamhet",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:2: “110-4010” does not hold 3 codes, as its column should: correct it, or give "
     "another pattern with --split\n"},
    {"a string too long",
     "Period;Kontering;Belopp\n202601;110-4010-1-2;1\n",
     "ansvar-konto-verksamhet",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:2: “110-4010-1-2” does not hold 3 codes, as its column should: correct it, or give "
     "another pattern with --split\n"},
    {"titles above and sums below",
     "Budgetuppföljning\nUtskriven;2026-02-01\n\nPeriod;Konto;Ansvar;Belopp\n202601;4;110;1\n"
     "Summa 110;;;1\n;Delsumma;;1\n;;Totalt:;1\n;;;\n",
     "",
     {0},
     0,
     "2026-01|4|110|100|outcome\n",
     "note 0: rows above the headings that are left out: 2\n"
     "note 6: rows that sum others, and are left out: 3; this is the first\n"},
    {"an amount without account",
     "Period;Konto;Belopp\n202601;;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     NULL},
    {"no heading", "a;b;c\n1;2;3\n", "", {0}, TOLV_READING_REFUSED, "", NULL},
    {"no amounts", "Period;Konto;Ansvar\n202601;4;110\n", "", {0}, TOLV_READING_REFUSED, "", NULL},
    {"a heading twice",
     "Period;Konto;Konto;Belopp\n202601;4;5;1\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     NULL},
    {"a better heading counts",
     "Period;Konto;Ansvar;Enhet;Belopp\n202601;4;110;Norr;1\n",
     "",
     {0},
     0,
     "2026-01|4|110|100|outcome\n",
     ""},
    {"text among amounts",
     "Period;Konto;Belopp\n202601;4;1\n202601;4;abc\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 3:3: “abc” stands where an amount belongs: correct it, or export anew\n"},
    {"an amount without öre, and one that is taken back",
     "Period;Konto;Belopp\n202601;4;1 234,-\n202602;4;1 234-\n",
     "",
     {0},
     0,
     "2026-01|4|123400|outcome\n2026-02|4|-123400|outcome\n",
     ""},
    {"an amount too large",
     "Period;Konto;Belopp\n202601;4;70368744177664,01\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:3: the amount is larger than one can be and stay exact to the öre\n"},
    {"an unsure amount",
     "Period;Konto;Belopp\n202601;4;1,234\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:3: “1,234” may be a thousand, or one and a bit: export it with two decimals, or "
     "without marks between thousands\n"},
    {"periods that close and open a year",
     "Period;Konto;Belopp\n202612;4;1\n202613;4;2\n202600;4;4\n2026-13;4;8\n",
     "",
     {0},
     0,
     "2026-12|4|100|outcome\n",
     "warning 3: rows of periods that are no months (13, 00) are left out: 3; this is the first: give "
     "them a month if they are to count\n"},
    {"a sum and a name among accounts",
     "Period;Konto;Belopp\n202601;5010;1\n202601;5020 Hyra;2\n202601;Resultat;3\n",
     "",
     {0},
     0,
     "2026-01|5010|100|outcome\n2026-01|5020 Hyra|200|outcome\n2026-01|Resultat|300|outcome\n",
     "warning 0: accounts that are no numbers, as the others are: 2, first “5020 Hyra”: are they "
     "sums, or numbers with a name?\n"},
    {"no month", "Period;Konto;Belopp\n202617;4;1\n", "", {0}, TOLV_READING_REFUSED, "", NULL},
    {"a comma that parts",
     "Period,Konto,Belopp\n202601,4,1,50\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 2:4: the line has 4 columns and the headings 3: is an amount with a comma not in "
     "quotation marks?\n"},
    {"no rows", "Period;Konto;Belopp\n", "", {0}, TOLV_READING_REFUSED, "", NULL},
    {"nothing",
     "",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 0: the file is empty: ask for a new export\n"},
    {"a web page",
     "<!DOCTYPE html>\n",
     "",
     {0},
     TOLV_READING_REFUSED,
     "",
     "failure 0: this is not a table of text but a web page or XML: ask for a CSV export from the "
     "finance system\n"},
    {"texts are not kept",
     "Period;Konto;Text;Belopp\n202601;4;Lön Anna;1\n",
     "",
     {0},
     0,
     "2026-01|4|100|outcome\n",
     ""},
    {"Latin-1",
     "Period;Konto;Kostnadsst\xE4lle;Belopp\n202601;4;\xC5;1\n",
     "",
     {0},
     0,
     "2026-01|4|Å|100|outcome\n",
     "note 0: the letters are read as Latin-1: name another with --encoding if å, ä and ö come out "
     "wrong\n"},
};

/* Line and column, where hear() has only the line. */
static void hear_place(void *context, const tolv_notice *notice) {
    heard *to = context;
    size_t before = to->length;
    char column[32];
    hear(context, notice);
    if (!notice->column)
        return;
    int extra = snprintf(column, sizeof column, ":%zu", notice->column);
    char *at = strchr(to->text + before, ':');
    if (at && to->length + (size_t)extra < sizeof to->text) {
        memmove(at + extra, at, strlen(at) + 1);
        memcpy(at, column, (size_t)extra);
        to->length += (size_t)extra;
    }
}

static tolv_reading read_table(tolv_ledger *ledger, const char *text, size_t length, size_t step,
                               const tolv_table_options *options, heard *told) {
    memory_file file = {text, length, 0, step, 0};
    tolv_source source = {NULL, read_memory, &file};
    tolv_listener listener = {hear_place, told};
    memset(told, 0, sizeof *told);
    return tolv_csv_read(ledger, &source, TOLV_ENCODING_JUDGED, options, &listener);
}

static tolv_table_options options_of(size_t i) {
    tolv_table_options options = tables[i].options;
    if (tables[i].split[0])
        assert_true(tolv_split_read(tolv_text_of(tables[i].split), &options.split));
    return options;
}

static void reads_what_it_should(void **state) {
    (void)state;
    static const size_t steps[] = {1 << 20, 1, 7};
    static char rows[8192];
    heard told;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (size_t step = 0; step < 3; step++) {
            tolv_ledger ledger;
            tolv_table_options options = options_of(i);
            tolv_ledger_open(&ledger, NULL);
            tolv_reading reading = read_table(&ledger, tables[i].text, strlen(tables[i].text),
                                              steps[step], &options, &told);
            rows[0] = 0;
            if (!reading)
                print_rows(&ledger, 0, rows, sizeof rows);
            bool right = reading == tables[i].reading && strcmp(rows, tables[i].rows) == 0;
            right = right && (tables[i].told ? strcmp(told.text, tables[i].told) == 0
                                             : told.count[TOLV_FAILURE] == 1);
            if (!right)
                print_error("%s: %d\n%s%s", tables[i].name, reading, rows, told.text);
            assert_int_equal(told.count[TOLV_FAILURE], reading != TOLV_READING_DONE);
            tolv_ledger_close(&ledger);
            assert_true(right);
        }
}

/* Every beginning and every changed bit of every table: a refusal that says why, or a ledger. */
static void survives_damage(void **state) {
    (void)state;
    static char bytes[4096];
    heard told;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t length = strlen(tables[i].text);
        tolv_table_options options = options_of(i);
        for (size_t round = 0; round < 9 * length; round++) {
            tolv_ledger ledger;
            memcpy(bytes, tables[i].text, length);
            size_t at = round % length;
            if (round >= length)
                bytes[at] = (char)(bytes[at] ^ 1 << (round / length - 1));
            tolv_ledger_open(&ledger, NULL);
            tolv_reading reading =
                read_table(&ledger, bytes, round < length ? at : length, 1 << 20, &options, &told);
            assert_int_equal(told.count[TOLV_FAILURE], reading != TOLV_READING_DONE);
            tolv_ledger_close(&ledger);
        }
    }
}

/* Memory that ends at any request is told, and nothing is kept. */
static void survives_want_of_memory(void **state) {
    (void)state;
    heard told;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (size_t left = 0;; left++) {
            failing_memory failing = {left, 0};
            tolv_memory memory = {take_failing, give_back, &failing};
            tolv_ledger ledger;
            tolv_flat_rows flat = {.rows = NULL};
            tolv_table_options options = options_of(i);
            tolv_ledger_open(&ledger, &memory);
            tolv_reading reading = read_table(&ledger, tables[i].text, strlen(tables[i].text),
                                              1 << 20, &options, &told);
            bool flattened = !reading && tolv_ledger_flatten(&ledger, 0, &flat) == TOLV_OK;
            tolv_flat_rows_close(&flat, &memory);
            tolv_ledger_close(&ledger);
            assert_int_equal(failing.taken, 0);
            if (reading != TOLV_READING_NO_MEMORY) {
                if (reading != tables[i].reading)
                    print_error("%s, %zu: %d %s\n", tables[i].name, left, reading, told.text);
                assert_int_equal(reading, tables[i].reading);
                if (reading || flattened)
                    break;
            } else
                assert_int_equal(told.count[TOLV_FAILURE], 1);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_should),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
