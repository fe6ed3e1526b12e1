/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/sie_rows.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/growth.h"
#include "ledger/reading.h"

static tolv_reading find(tolv_sie_reader *reader, tolv_sie_finding finding, tolv_item first,
                         tolv_item second) {
    return tolv_sie_find(reader, finding, reader->scanner.line, first, second, TOLV_SIE_NOTHING);
}

/* ---- what rows are made of ---- */

/* A row that cannot be read: a last one without its end has been cut. */
static tolv_reading refuse_row(tolv_sie_reader *reader, const char *sentence, tolv_item item) {
    if (!reader->scanner.line_ended)
        sentence = N_("the file ends in the middle of this row: it is cut, ask for a new export");
    return tolv_sie_refuse_here(reader, sentence, item);
}

static tolv_reading take_account(tolv_sie_reader *reader, tolv_sie_line *line, uint32_t *account) {
    tolv_text code = tolv_sie_field(line);
    if (code.length == 0)
        return refuse_row(reader,
                          N_("the row names no account: nothing was read; ask for a new export"),
                          TOLV_SIE_NOTHING);
    *account = tolv_ledger_account(reader->ledger, code);
    return *account == TOLV_NONE ? TOLV_READING_NO_MEMORY : TOLV_READING_DONE;
}

/* An amount that counts: where its meaning is unsure, every sum would be. */
static tolv_reading take_amount(tolv_sie_reader *reader, tolv_sie_line *line, tolv_ore *amount) {
    tolv_text field = tolv_sie_field(line);
    tolv_sie_number number = tolv_sie_decimal(field, 2, amount);
    if (number == TOLV_NUMBER_EXACT)
        return TOLV_READING_DONE;
    if (number == TOLV_NUMBER_NONE)
        return refuse_row(
            reader,
            N_("“{1}” stands where an amount belongs: nothing was read; ask for a new export"),
            TOLV_TEXT_ITEM(field));
    return find(reader, number == TOLV_NUMBER_COMMA ? TOLV_SIE_COMMA : TOLV_SIE_ROUNDED,
                TOLV_TEXT_ITEM(field), TOLV_KRONOR(tolv_to_kronor(*amount)));
}

/* Of several objects in one dimension the first counts: the number of that dimension, 0 for none.
 */
static int named_twice(const tolv_ledger *ledger, const tolv_placing *placings, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (placings[i].dimension == placings[j].dimension &&
                placings[i].object != placings[j].object)
                return ledger->dimensions[placings[i].dimension].number;
    return 0;
}

static tolv_reading combine(tolv_sie_reader *reader, tolv_text list, uint32_t *combination) {
    tolv_placing placings[TOLV_COMBINATION_MAX];
    size_t count = 0;
    tolv_sie_line rest = {(char *)list.bytes, (char *)list.bytes + list.length};
    tolv_reading reading = TOLV_READING_DONE;
    bool odd = false;
    for (tolv_text number, code; !reading && !odd && tolv_sie_next_field(&rest, &number);) {
        int dimension;
        odd = !tolv_sie_is_dimension(number, &dimension) || !tolv_sie_next_field(&rest, &code) ||
              count == TOLV_COMBINATION_MAX;
        if (odd || code.length == 0)
            continue;
        tolv_placing *placing = &placings[count++];
        reading = tolv_sie_take_dimension(reader, dimension, &placing->dimension);
        if (!reading)
            placing->object = tolv_ledger_object(reader->ledger, placing->dimension, code);
        if (!reading && placing->object == TOLV_NONE)
            reading = TOLV_READING_NO_MEMORY;
    }
    if (!reading && (odd || rest.at < rest.end))
        reading = find(reader, TOLV_SIE_ODD_OBJECTS, TOLV_TEXT_ITEM(list), TOLV_SIE_NOTHING);
    int twice = reading ? 0 : named_twice(reader->ledger, placings, count);
    if (twice)
        reading = find(reader, TOLV_SIE_TWO_OBJECTS, TOLV_TEXT_ITEM(list), TOLV_PLAIN(twice));
    if (!reading)
        *combination = tolv_ledger_combination(reader->ledger, placings, count);
    return !reading && *combination == TOLV_NONE ? TOLV_READING_NO_MEMORY : reading;
}

/* The objects of a row. The same few lists come again and again: each is taken apart once. */
static tolv_reading take_combination(tolv_sie_reader *reader, tolv_sie_line *line,
                                     uint32_t *combination) {
    tolv_text list;
    *combination = 0;
    if (!tolv_sie_next_list(line, &list) || list.length == 0)
        return TOLV_READING_DONE;
    uint32_t count = reader->lists.count;
    if (count == reader->combination_room) {
        uint32_t room = count ? 2 * count : 256;
        uint32_t *grown = tolv_grown(reader->arena.memory, reader->combinations, count, room,
                                     sizeof *reader->combinations);
        if (!grown)
            return TOLV_READING_NO_MEMORY;
        reader->combinations = grown;
        reader->combination_room = room;
    }
    uint32_t known = tolv_dictionary_add(&reader->lists, &reader->arena, list);
    if (known == TOLV_NONE)
        return TOLV_READING_NO_MEMORY;
    if (known < count) {
        *combination = reader->combinations[known];
        return TOLV_READING_DONE;
    }
    tolv_reading reading = combine(reader, list, combination);
    reader->combinations[known] = *combination;
    return reading;
}

static tolv_reading hand_over(tolv_sie_reader *reader) {
    uint32_t numbers[TOLV_BATCH];
    tolv_error error = tolv_ledger_add(reader->ledger, reader->batch, reader->batched, numbers);
    for (size_t i = 0; !error && i < reader->batched; i++)
        if (llabs(reader->ledger->rows.amount[numbers[i]]) > TOLV_ORE_MAX)
            error = TOLV_TOO_LARGE;
    reader->batched = 0;
    if (error == TOLV_TOO_LARGE)
        return tolv_sie_refuse_here(
            reader,
            N_("amounts sum to more than can be exact to the öre, {1} kronor: nothing was read"),
            TOLV_KRONOR(TOLV_AMOUNT_MAX));
    return error ? TOLV_READING_NO_MEMORY : TOLV_READING_DONE;
}

static tolv_reading add(tolv_sie_reader *reader, const tolv_row *row, tolv_text text) {
    const tolv_row_listener *listener = reader->ledger->listener;
    if (listener && !listener->take(listener->context, row, reader->scanner.line, text))
        return TOLV_READING_NO_MEMORY;
    reader->batch[reader->batched++] = *row;
    return reader->batched == TOLV_BATCH ? hand_over(reader) : TOLV_READING_DONE;
}

/* ---- months and years ---- */

/* Some programs write last year's budget with this year's months: then the same month of the year
 * that the row names is meant. A month outside all years stays what it is. */
static int month_in_year(const tolv_ledger *ledger, int period, int index) {
    const tolv_financial_year *said = tolv_ledger_year_of(ledger, period);
    for (size_t i = 0; i < ledger->year_count && said && said->index != index; i++) {
        const tolv_financial_year *named = &ledger->years[i];
        for (int year = named->first / 100; year <= named->last / 100; year++) {
            int month = year * 100 + period % 100;
            if (named->index == index && month >= named->first && month <= named->last)
                return month;
        }
    }
    return period;
}

/* #PSALDO and #PBUDGET: year, month, account, objects, amount. */
tolv_reading tolv_sie_read_month(tolv_sie_reader *reader, tolv_sie_line line, int kind) {
    tolv_row row = {.kind = (tolv_row_kind)kind};
    tolv_text index = tolv_sie_field(&line), month = tolv_sie_field(&line);
    int year, said;
    if (!tolv_sie_whole(index, &year))
        return tolv_sie_odd_record(reader, kind == TOLV_ROW_BUDGET ? "#PBUDGET" : "#PSALDO");
    if (!tolv_sie_month(month, &said))
        return find(reader, TOLV_SIE_NO_MONTH, TOLV_TEXT_ITEM(month), TOLV_SIE_NOTHING);
    row.period = month_in_year(reader->ledger, said, year);
    tolv_reading reading = take_account(reader, &line, &row.account);
    if (!reading)
        reading = take_combination(reader, &line, &row.combination);
    if (!reading)
        reading = take_amount(reader, &line, &row.amount);
    reader->amount_last = true;
    const tolv_financial_year *in = tolv_ledger_year_of(reader->ledger, said);
    if (!reading && reader->ledger->year_count && (!in || in->index != year))
        reading = tolv_sie_find(reader, TOLV_SIE_OTHER_YEAR, reader->scanner.line, TOLV_PLAIN(said),
                                TOLV_PLAIN(year), TOLV_PLAIN(row.period));
    return reading ? reading : add(reader, &row, tolv_text_of(""));
}

/* #IB, #UB, #OIB, #OUB, #RES: year, account, objects, amount. They only check the months. */
tolv_reading tolv_sie_read_year_figure(tolv_sie_reader *reader, tolv_sie_line line, int kind) {
    tolv_row row = {.kind = (tolv_row_kind)kind};
    tolv_text index = tolv_sie_field(&line), code = tolv_sie_field(&line);
    if (!tolv_sie_whole(index, &row.period) || code.length == 0)
        return tolv_sie_odd_record(reader, "#IB, #UB, #RES");
    row.account = tolv_ledger_account(reader->ledger, code);
    if (row.account == TOLV_NONE)
        return TOLV_READING_NO_MEMORY;
    tolv_reading reading = take_combination(reader, &line, &row.combination);
    if (reading)
        return reading;
    if (tolv_sie_decimal(tolv_sie_field(&line), 2, &row.amount) == TOLV_NUMBER_NONE)
        return tolv_sie_odd_record(reader, "#IB, #UB, #RES");
    return add(reader, &row, tolv_text_of(""));
}

/* ---- vouchers ---- */

tolv_reading tolv_sie_close_voucher(tolv_sie_reader *reader) {
    tolv_sie_voucher *voucher = &reader->voucher;
    voucher->open = false;
    if (voucher->added && find(reader, TOLV_SIE_LONE_ADDED, TOLV_SIE_NOTHING, TOLV_SIE_NOTHING))
        return TOLV_READING_NO_MEMORY;
    voucher->added = false;
    if (voucher->sum == 0)
        return TOLV_READING_DONE;
    return tolv_sie_find(reader, TOLV_SIE_UNBALANCED, voucher->line,
                         TOLV_TEXT_ITEM(voucher->name[0]), TOLV_TEXT_ITEM(voucher->name[1]),
                         TOLV_KRONOR((double)voucher->sum / 100));
}

/* Series, number, date; the text may name a person and is not read. */
tolv_reading tolv_sie_read_voucher(tolv_sie_reader *reader, tolv_sie_line line, int unused) {
    (void)unused;
    tolv_sie_voucher *voucher = &reader->voucher;
    tolv_reading reading = voucher->open ? tolv_sie_close_voucher(reader) : TOLV_READING_DONE;
    *voucher = (tolv_sie_voucher){.open = true, .line = reader->scanner.line};
    for (int i = 0; i < 2; i++) {
        tolv_text name = tolv_sie_field(&line);
        size_t room = sizeof voucher->name_bytes[i];
        voucher->name[i] =
            (tolv_text){voucher->name_bytes[i], name.length < room ? name.length : room};
        memcpy(voucher->name_bytes[i], name.bytes, voucher->name[i].length);
    }
    if (!tolv_sie_month(tolv_sie_field(&line), &voucher->period))
        voucher->period = 0;
    reader->vouchers++;
    return reading;
}

/* "234.50" after an amount of "1": the rest of one that is written with a space. */
static bool is_rest_of_amount(tolv_text field) {
    int64_t amount;
    size_t digits = 0;
    while (digits < field.length && field.bytes[digits] >= '0' && field.bytes[digits] <= '9')
        digits++;
    return digits == 3 && tolv_sie_decimal(field, 2, &amount) != TOLV_NUMBER_NONE;
}

/* A row's own date, where it has one; some write it as 2026-08-31. */
static tolv_reading take_date(tolv_sie_reader *reader, tolv_sie_line *line, int *period) {
    tolv_text field = tolv_sie_field(line);
    const tolv_cell cell = {.kind = TOLV_TEXT, .text = field};
    int own;
    if (field.length == 0)
        return TOLV_READING_DONE;
    if (tolv_sie_month(field, &own) || (tolv_read_month(&cell, &own) && tolv_is_period(own))) {
        *period = own;
        return TOLV_READING_DONE;
    }
    if (is_rest_of_amount(field))
        return refuse_row(
            reader,
            N_("“{1}” stands where a date belongs: if it is the rest of an amount with "
               "a space in it, ask for an export without spaces in amounts"),
            TOLV_TEXT_ITEM(field));
    return *period ? find(reader, TOLV_SIE_ODD_DATE, TOLV_TEXT_ITEM(field), TOLV_SIE_NOTHING)
                   : TOLV_READING_DONE;
}

/* The row after #RTRANS must be the same row as #TRANS, for readers of before 2008 (SIE 4B, 11). */
static tolv_reading follow_added(tolv_sie_reader *reader, const tolv_row *row) {
    tolv_sie_voucher *voucher = &reader->voucher;
    bool follows = row->account == voucher->added_account && row->amount == voucher->added_amount;
    voucher->added = false;
    return follows ? TOLV_READING_DONE
                   : find(reader, TOLV_SIE_LONE_ADDED, TOLV_SIE_NOTHING, TOLV_SIE_NOTHING);
}

/* #TRANS and #RTRANS: account, objects, amount, date, text. */
tolv_reading tolv_sie_read_row(tolv_sie_reader *reader, tolv_sie_line line, int added) {
    tolv_sie_voucher *voucher = &reader->voucher;
    tolv_row row = {.kind = TOLV_ROW_VOUCHER, .period = voucher->open ? voucher->period : 0};
    tolv_reading reading = take_account(reader, &line, &row.account);
    if (!reading)
        reading = take_combination(reader, &line, &row.combination);
    if (!reading)
        reading = take_amount(reader, &line, &row.amount);
    if (!reading && voucher->added)
        reading = follow_added(reader, &row);
    if (reading)
        return reading;
    if (added) {
        voucher->added = voucher->open;
        voucher->added_account = row.account;
        voucher->added_amount = row.amount;
        return TOLV_READING_DONE;
    }
    reading = take_date(reader, &line, &row.period);
    if (reading)
        return reading;
    tolv_text text = tolv_sie_field(&line);
    if (row.period == 0)
        return refuse_row(
            reader,
            N_("the row has no date that can be read, nor has its voucher: nothing was read; ask for a new export"),
            TOLV_SIE_NOTHING);
    if (!voucher->open)
        reading = find(reader, TOLV_SIE_LOOSE_ROW, TOLV_SIE_NOTHING, TOLV_SIE_NOTHING);
    if (!reading && reader->ledger->year_count && !tolv_ledger_year_of(reader->ledger, row.period))
        reading = find(reader, TOLV_SIE_NO_YEAR, TOLV_PLAIN(row.period), TOLV_SIE_NOTHING);
    voucher->sum += row.amount;
    voucher->rows++;
    return reading ? reading : add(reader, &row, text);
}

tolv_reading tolv_sie_end_rows(tolv_sie_reader *reader) {
    tolv_sie_voucher *voucher = &reader->voucher;
    tolv_reading reading = TOLV_READING_DONE;
    if (voucher->open && (voucher->in_braces || voucher->rows == 0))
        reading = tolv_sie_refuse(
            reader, voucher->line,
            N_("the file ends inside the voucher {1} that begins here: it is cut, ask for a new export"),
            TOLV_TEXT_ITEM(voucher->name[1]));
    else if (voucher->open)
        reading = tolv_sie_close_voucher(reader);
    if (!reading && reader->amount_last && !reader->scanner.line_ended)
        reading = find(reader, TOLV_SIE_NO_LINE_END, TOLV_SIE_NOTHING, TOLV_SIE_NOTHING);
    return reading ? reading : hand_over(reader);
}
