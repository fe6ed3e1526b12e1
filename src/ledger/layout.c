/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/layout.h"

#include <string.h>

#include "core/calendar.h"
#include "ledger/scale.h"

enum { TOKENS_MAX = 8 };

/* ---- words ---- */

static const char *const months[] = {
    "januari, january, januar, jan",
    "februari, february, februar, feb",
    "mars, march, marts, mar",
    "april, apr",
    "maj, may, mai",
    "juni, june, jun",
    "juli, july, jul",
    "augusti, august, aug",
    "september, sept, sep",
    "oktober, october, okt, oct",
    "november, nov",
    "december, desember, dec, des",
};

static const char sum_words[] = "summa, summor, delsumma, slutsumma, total, totalt, totalsumma, "
                                "totaler, sum, subtotal, i alt, ialt, i altså, sammenlagt";

/* What may stand in a heading of amounts and says nothing more. */
static const char fillers[] = "belopp, amount, beløb, beløp, månad, mån, month, måned, period, "
                              "periode, kr, sek, dkk, nok, m, p";
static const char whole_years[] = "år, year, helår, ar, årets, yearly, full year, heleåret";
static const char yearly_budgets[] = "årsbudget, helårsbudget, yearly budget, årets budget";
static const char yearly_forecasts[] = "årsprognos, helårsprognos, årsprognose";

static const char combined_words[] =
    "kontering, konteringssträng, kontosträng, kodsträng, account string, coding, kontostreng, "
    "konteringsstreng";

int tolv_month_named(tolv_text text) {
    for (int i = 0; i < 12; i++)
        if (tolv_text_is_one_of(text, months[i]))
            return i + 1;
    return 0;
}

bool tolv_is_sum_word(tolv_text text) {
    text = tolv_text_trimmed(text);
    for (size_t end = 0; end <= text.length; end++) {
        bool ends = end == text.length || strchr(" :,.;-_(", text.bytes[end]);
        if (ends && end > 0 && tolv_text_is_one_of((tolv_text){text.bytes, end}, sum_words))
            return true;
    }
    return false;
}

static bool is_code(tolv_field field) {
    return field >= TOLV_FIELD_ACCOUNT && field <= TOLV_FIELD_DECIDED;
}

/* The field of codes that a heading names before one of the endings, TOLV_FIELDS for none. */
static tolv_field field_before(tolv_text heading, const char *const *endings, size_t count) {
    for (size_t i = 0; i < count; i++) {
        tolv_text ending = tolv_text_of(endings[i]);
        if (heading.length <= ending.length)
            continue;
        size_t length = heading.length - ending.length;
        if (!tolv_text_same((tolv_text){heading.bytes + length, ending.length}, ending))
            continue;
        tolv_field field = tolv_field_named((tolv_text){heading.bytes, length});
        if (is_code(field))
            return field;
    }
    return TOLV_FIELDS;
}

/* "KONTO_ID", "Ansvarskod", "Konto nr": databases and reports add what a code is. */
static tolv_field field_of(tolv_text heading) {
    static const char *const endings[] = {"_ID", "_KOD",  "_NR", "_CODE",  " ID", " kod",
                                          " nr", " code", "kod", "skod",   "nr",  "nummer",
                                          "-ID", "-kod",  "-nr", " (kod)", " no", "kode"};
    heading = tolv_text_trimmed(heading);
    heading.length -= heading.length && heading.bytes[heading.length - 1] == '.';
    tolv_field field = tolv_field_named(heading);
    return field < TOLV_FIELDS ? field
                               : field_before(heading, endings, sizeof endings / sizeof *endings);
}

/* "KONTO_TEXT", "Ansvarsbenämning", "Account name": what a code is called. */
static tolv_field field_called(tolv_text heading) {
    static const char *const endings[] = {
        "namn",        "snamn",       " namn",        "_NAMN",        " name",       "_NAME",
        "navn",        "snavn",       " navn",        "_NAVN",        "benämning",   "sbenämning",
        " benämning",  "_BENÄMNING",  "text",         "stext",        " text",       "_TEXT",
        "tekst",       "stekst",      " tekst",       "_TEKST",       " (T)",        "(T)",
        " (text)",     "beskrivning", "sbeskrivning", " beskrivning", " betegnelse", "betegnelse",
        "sbetegnelse", " description"};
    return field_before(tolv_text_trimmed(heading), endings, sizeof endings / sizeof *endings);
}

/* ---- strings of codes ---- */

static bool split_at(tolv_text pattern, char joint, tolv_split *split) {
    *split = (tolv_split){.joint = joint};
    for (const char *from = pattern.bytes, *end = from + pattern.length;;) {
        const char *at = from;
        while (at < end && *at != joint)
            at++;
        tolv_field field = field_of((tolv_text){from, (size_t)(at - from)});
        if (!is_code(field) || split->count == TOLV_PARTS_MAX)
            return false;
        for (size_t i = 0; i < split->count; i++)
            if (split->fields[i] == field)
                return false;
        split->fields[split->count++] = field;
        if (at == end)
            return split->count > 1;
        from = at + 1;
    }
}

bool tolv_split_read(tolv_text pattern, tolv_split *split) {
    static const char joints[] = "-./:|+_ ,;";
    pattern = tolv_text_trimmed(pattern);
    for (const char *joint = joints; *joint; joint++)
        if (split_at(pattern, *joint, split))
            return true;
    *split = (tolv_split){.count = 0};
    return false;
}

static bool same_fields(const tolv_split *a, const tolv_split *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = a->fields[i] == b->fields[i];
    return same;
}

static bool has_account(const tolv_split *split) {
    for (size_t i = 0; i < split->count; i++)
        if (split->fields[i] == TOLV_FIELD_ACCOUNT)
            return true;
    return false;
}

static void find_combined(tolv_layout *layout, const tolv_cell *headings, size_t width,
                          const tolv_split *asked) {
    tolv_split said;
    layout->combined = TOLV_NO_COLUMN;
    for (size_t i = 0; i < width; i++) {
        if (headings[i].kind != TOLV_TEXT)
            continue;
        bool named = tolv_split_read(headings[i].text, &said) && has_account(&said);
        if (named && (asked->count == 0 || same_fields(asked, &said))) {
            layout->combined = i;
            layout->split = said;
            break;
        }
        if (asked->count && layout->combined == TOLV_NO_COLUMN &&
            tolv_text_is_one_of(headings[i].text, combined_words))
            layout->combined = i;
    }
    if (asked->count && layout->combined == TOLV_NO_COLUMN && has_account(asked))
        layout->combined = layout->columns[TOLV_FIELD_ACCOUNT];
    if (layout->combined == TOLV_NO_COLUMN)
        return;
    if (asked->count)
        layout->split = *asked;
    layout->recognised++;
    for (size_t i = 0; i < layout->split.count; i++)
        layout->columns[layout->split.fields[i]] = TOLV_NO_COLUMN;
}

/* ---- columns of amounts ---- */

static bool is_parting(char byte) {
    return byte && strchr(" _./-():\t\n", byte);
}

static size_t tokens_of(tolv_text text, tolv_text tokens[TOKENS_MAX]) {
    size_t count = 0;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        while (at < text.length && !is_parting(text.bytes[at]))
            at++;
        if (at > from && count == TOKENS_MAX)
            return 0;
        if (at > from)
            tokens[count++] = (tolv_text){text.bytes + from, at - from};
        at++;
    }
    return count;
}

/* A number of one to six digits, with M or P before it: a month in a year. */
static bool read_digits(tolv_text token, int *number) {
    bool lettered = token.length > 1 && strchr("MmPp", token.bytes[0]);
    *number = 0;
    if (token.length - lettered > 6)
        return false;
    for (size_t i = lettered; i < token.length; i++) {
        if (token.bytes[i] < '0' || token.bytes[i] > '9')
            return false;
        *number = *number * 10 + (token.bytes[i] - '0');
    }
    return true;
}

static bool take_number(tolv_amount_column *column, size_t length, int number) {
    if (length == 6 && tolv_is_period(number) && !column->month && !column->year) {
        column->year = number / 100;
        column->month = number % 100;
        return true;
    }
    if (length == 4 && number >= 1900 && number <= 2199 && !column->year) {
        column->year = number;
        return true;
    }
    if (length <= 3 && !column->month && number >= 1 && number <= 12) {
        column->month = number;
        return true;
    }
    if (length == 2 && column->month && !column->year) {
        column->year = 2000 + number;
        return true;
    }
    return false;
}

static bool take_token(tolv_amount_column *column, tolv_text token) {
    tolv_cell cell = {.kind = TOLV_TEXT, .text = token};
    int number, month = tolv_month_named(token);
    bool budget = tolv_text_is_one_of(token, yearly_budgets);
    if (read_digits(token, &number))
        return take_number(column, token.length, number);
    if (month && !column->month) {
        column->month = month;
        return true;
    }
    if (!column->has_kind && (budget || tolv_text_is_one_of(token, yearly_forecasts))) {
        column->has_kind = column->of_year = true;
        column->kind = budget ? TOLV_ROW_BUDGET : TOLV_ROW_FORECAST;
        return true;
    }
    if (!column->has_kind && tolv_row_kind_of(&cell, &column->kind)) {
        column->has_kind = true;
        return true;
    }
    if (tolv_text_is_one_of(token, whole_years)) {
        column->of_year = true;
        return true;
    }
    return tolv_text_is_one_of(token, fillers);
}

/* A heading whose every word is known, and that says a kind, a month or a year. */
static bool read_amounts(const tolv_cell *heading, tolv_amount_column *column) {
    tolv_text tokens[TOKENS_MAX];
    int number = 0;
    if (heading->kind == TOLV_NUMBER && heading->number >= 1 && heading->number < 1e6) {
        number = (int)heading->number;
        return number == heading->number && take_number(column,
                                                        number < 13    ? 2
                                                        : number < 1e4 ? 4
                                                                       : 6,
                                                        number);
    }
    tolv_text rest = heading->kind == TOLV_TEXT ? heading->text : tolv_text_of("");
    column->zeros = tolv_scale_of(rest, &rest);
    size_t count = tokens_of(rest, tokens);
    for (size_t i = 0; i < count; i++)
        if (!take_token(column, tokens[i]))
            return false;
    return column->has_kind || column->month || column->year;
}

static bool is_day(int year, int month, int day) {
    return year >= TOLV_YEAR_FIRST && month >= 1 && month <= 12 && day >= 1 &&
           day <= tolv_days_in_month(year, month);
}

/* 31.01.2026 and 31-01-2026 have the day first, 2026/01/31 the year; where slashes part the others
 * the order is that of a country. */
static bool read_date(const tolv_text tokens[3], bool slashes, tolv_day_order order, int *period,
                      tolv_day_order *shown) {
    int numbers[3];
    bool year_first = tokens[0].length == 4;
    for (int i = 0; i < 3; i++)
        if (!read_digits(tokens[i], &numbers[i]))
            return false;
    if (tokens[year_first ? 0 : 2].length != 4)
        return false;
    int year = numbers[year_first ? 0 : 2], first = numbers[0], second = numbers[1];
    bool may_be_day = is_day(year, second, first), may_be_month = is_day(year, first, second);
    if (year_first) {
        *period = year * 100 + second;
        return is_day(year, second, numbers[2]);
    }
    *shown = slashes && may_be_day != may_be_month ? (may_be_day ? TOLV_DAY_MONTH : TOLV_MONTH_DAY)
             : slashes && first != second          ? TOLV_EITHER_ORDER
                                                   : TOLV_NO_ORDER;
    bool month_first = slashes && (order == TOLV_NO_ORDER ? !may_be_day : order == TOLV_MONTH_DAY);
    *period = year * 100 + (month_first ? first : second);
    return month_first ? may_be_month : may_be_day;
}

bool tolv_month_text(tolv_text text, tolv_day_order order, int *period, tolv_day_order *shown) {
    tolv_text tokens[TOKENS_MAX];
    tolv_amount_column column = {.column = 0};
    size_t count = tokens_of(text, tokens);
    bool slashes = memchr(text.bytes, '/', text.length) != NULL;
    *shown = TOLV_NO_ORDER;
    if (count == 3 && read_date(tokens, slashes, order, period, shown))
        return true;
    for (size_t i = 0; i < count; i++)
        if (count == 3 || !take_token(&column, tokens[i]))
            return false;
    *period = column.year * 100 + column.month;
    return !column.has_kind && tolv_is_period(*period);
}

static void find_amounts(tolv_layout *layout, const tolv_cell *headings, size_t width) {
    bool typed = layout->columns[TOLV_FIELD_TYPE] != TOLV_NO_COLUMN;
    for (size_t i = 0; i < width && layout->amount_count < TOLV_AMOUNT_COLUMNS; i++) {
        tolv_amount_column column = {.column = i};
        bool plain = i == layout->columns[TOLV_FIELD_AMOUNT];
        bool field = headings[i].kind == TOLV_TEXT && field_of(headings[i].text) != TOLV_FIELDS;
        if (plain)
            column.zeros = layout->zeros[TOLV_FIELD_AMOUNT];
        if (plain || (!field && read_amounts(&headings[i], &column) && !(typed && column.has_kind)))
            layout->amounts[layout->amount_count++] = column;
        layout->monthly = layout->monthly || column.month;
    }
    layout->recognised += layout->amount_count;
}

/* Amounts are told once: in columns of them, or as debit and credit. */
static bool tells_twice(const tolv_layout *layout, tolv_heading_fault *fault) {
    tolv_field side =
        layout->columns[TOLV_FIELD_DEBIT] != TOLV_NO_COLUMN ? TOLV_FIELD_DEBIT : TOLV_FIELD_CREDIT;
    bool twice = layout->amount_count && layout->columns[side] != TOLV_NO_COLUMN;
    if (twice)
        *fault = (tolv_heading_fault){side, layout->amounts[0].column};
    return twice;
}

/* ---- the row ---- */

/* How a heading can name a field: by a word of its own, by a further one, or with an ending. The
 * better way counts alone. */
enum { BY_WORD, BY_FURTHER_WORD, BY_ENDING, WAYS };

static tolv_field field_by(int way, tolv_text heading) {
    if (way == BY_ENDING)
        return tolv_field_named(heading) == TOLV_FIELDS ? field_of(heading) : TOLV_FIELDS;
    for (size_t i = 0; i < TOLV_FIELDS; i++) {
        const tolv_heading *known = &tolv_ledger_headings[i];
        if (tolv_text_is_one_of(heading, way == BY_WORD ? known->words : known->further))
            return (tolv_field)i;
    }
    return TOLV_FIELDS;
}

/* The same of a heading that also says what its amounts are counted in. */
static tolv_field field_scaled(int way, tolv_text heading, int *zeros) {
    *zeros = tolv_zeros_headed(&heading);
    return field_by(way, heading);
}

static tolv_error find_fields(tolv_layout *layout, const tolv_cell *headings, size_t width,
                              tolv_heading_fault *fault) {
    int ways[TOLV_FIELDS] = {0};
    tolv_error error = TOLV_OK;
    for (int way = BY_WORD; way < WAYS; way++)
        for (size_t i = 0; i < width; i++) {
            int zeros = 0;
            tolv_field field = headings[i].kind == TOLV_TEXT
                                   ? field_scaled(way, headings[i].text, &zeros)
                                   : TOLV_FIELDS;
            if (field == TOLV_FIELDS)
                continue;
            if (layout->columns[field] == TOLV_NO_COLUMN) {
                layout->columns[field] = i;
                layout->recognised++;
                layout->zeros[field] = zeros;
                ways[field] = way;
            } else if (ways[field] == way && field != TOLV_FIELD_TEXT && !error) {
                error = TOLV_HEADING_TWICE;
                *fault = (tolv_heading_fault){field, i};
            }
        }
    return error;
}

static void find_dimensions(tolv_layout *layout, const tolv_cell *headings, size_t width) {
    tolv_text name;
    for (size_t i = 0; i < width && layout->dimension_count < TOLV_DIMENSIONS_MAX; i++)
        if (headings[i].kind == TOLV_TEXT && tolv_dimension_headed(headings[i].text, &name))
            layout->dimensions[layout->dimension_count++] = i;
}

static void find_names(tolv_layout *layout, const tolv_cell *headings, size_t width) {
    for (size_t i = width; i-- > 0;) { /* so that of several the first is kept */
        tolv_field field =
            headings[i].kind == TOLV_TEXT ? field_called(headings[i].text) : TOLV_FIELDS;
        if (field < TOLV_FIELDS)
            layout->names[field] = i;
    }
}

tolv_error tolv_layout_read(tolv_layout *layout, const tolv_cell *headings, size_t width,
                            const tolv_split *split, tolv_heading_fault *fault) {
    *layout = (tolv_layout){.amount_count = 0};
    for (size_t i = 0; i < TOLV_FIELDS; i++)
        layout->columns[i] = layout->names[i] = TOLV_NO_COLUMN;
    tolv_error error = find_fields(layout, headings, width, fault);
    find_combined(layout, headings, width, split);
    find_amounts(layout, headings, width);
    find_dimensions(layout, headings, width);
    find_names(layout, headings, width);
    bool account =
        layout->columns[TOLV_FIELD_ACCOUNT] != TOLV_NO_COLUMN || has_account(&layout->split);
    bool amount = layout->amount_count || layout->columns[TOLV_FIELD_DEBIT] != TOLV_NO_COLUMN ||
                  layout->columns[TOLV_FIELD_CREDIT] != TOLV_NO_COLUMN;
    if (!error && !(account && amount)) {
        error = TOLV_HEADING_MISSING;
        fault->heading = account ? TOLV_FIELD_AMOUNT : TOLV_FIELD_ACCOUNT;
    }
    if (!error && tells_twice(layout, fault))
        error = TOLV_HEADING_TWICE;
    return error;
}
