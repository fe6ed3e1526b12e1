/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/exported_work.h"

#include <math.h>
#include <string.h>

#include "ledger/amount.h"
#include "ledger/years.h"

static const tolv_cell blank = {.kind = TOLV_BLANK};

tolv_cell tolv_exported_cell(const tolv_cell *cells, size_t width, size_t column) {
    if (column >= width)
        return blank;
    tolv_cell cell = cells[column];
    if (cell.kind == TOLV_TEXT)
        cell.text = tolv_text_trimmed(cell.text);
    return cell.kind == TOLV_TEXT && cell.text.length == 0 ? blank : cell;
}

tolv_reading tolv_exported_month(tolv_exported *exported, size_t column, tolv_cell *cell) {
    int period;
    tolv_day_order asked = exported->options->dates, shown;
    if (cell->kind != TOLV_TEXT || tolv_read_month(cell, &period))
        return TOLV_READING_DONE;
    if (!tolv_month_text(cell->text, asked, &period, &shown)) {
        period = tolv_month_named(cell->text);
        if (period)
            *cell = (tolv_cell){.kind = TOLV_NUMBER, .number = period};
        return TOLV_READING_DONE;
    }
    if (!asked && shown == TOLV_MONTH_DAY)
        return tolv_exported_refuse_text(
            exported, column,
            N_("the date “{1}” has the month first: say --dates month-day, if all have"),
            cell->text);
    exported->days_first = exported->days_first || shown == TOLV_DAY_MONTH;
    if (!asked && shown == TOLV_EITHER_ORDER && !exported->unsure_row) {
        exported->unsure_row = exported->row;
        exported->unsure_column = column;
        exported->unsure_length =
            cell->text.length < TOLV_TABLE_TEXT ? cell->text.length : TOLV_TABLE_TEXT;
        memcpy(exported->unsure, cell->text.bytes, exported->unsure_length);
    }
    *cell = (tolv_cell){.kind = TOLV_NUMBER, .number = period};
    return TOLV_READING_DONE;
}

tolv_reading tolv_exported_check_dates(tolv_exported *exported) {
    if (!exported->unsure_row || exported->days_first)
        return TOLV_READING_DONE;
    exported->row = exported->unsure_row;
    return tolv_exported_refuse_text(
        exported, exported->unsure_column,
        N_("“{1}” may be either of two days, and no date of the table tells which: say "
           "--dates day-month or --dates month-day"),
        (tolv_text){exported->unsure, exported->unsure_length});
}

bool tolv_is_closing_period(tolv_cell cell) {
    int number = 0;
    size_t digits = 0;
    for (size_t i = 0; cell.kind == TOLV_TEXT && i < cell.text.length && digits < 7; i++) {
        char byte = cell.text.bytes[i];
        bool joins = byte == '-' && i == 4;
        if (!joins && !(byte >= '0' && byte <= '9'))
            return false;
        number = joins ? number : number * 10 + (byte - '0');
        digits += !joins;
    }
    if (cell.kind == TOLV_NUMBER && cell.number >= 0 && cell.number < 1e6 &&
        cell.number == floor(cell.number)) {
        number = (int)cell.number;
        digits = number >= 100000 ? 6 : 2;
    }
    int month = number % 100;
    bool dated = digits == 6 && tolv_is_period(number / 100 * 100 + 1);
    return (dated && (month == 0 || (month >= 13 && month <= 16))) ||
           (digits == 2 && number >= 13 && number <= 16);
}

int tolv_exported_year(tolv_cell cell) {
    int first, last;
    bool told = tolv_read_year(&cell, &first, &last) && tolv_is_calendar_year(first, last);
    return told ? first / 100 : 0;
}

tolv_reading tolv_exported_amount(const tolv_exported *exported, const tolv_cell *cell,
                                  size_t column, int zeros, tolv_ore *amount) {
    tolv_amount_text read = TOLV_AMOUNT_READ;
    *amount = 0;
    if (cell->kind == TOLV_TEXT)
        read = tolv_amount_read(cell->text, zeros, amount);
    else if (cell->kind == TOLV_FAULT)
        return tolv_exported_refuse(exported, column + 1, tolv_error_sentence(TOLV_CELL_WITH_ERROR),
                                    TOLV_PLAIN(0), TOLV_PLAIN(0));
    else if (cell->kind == TOLV_NUMBER && !tolv_amount_scaled(cell->number, zeros, amount))
        read = TOLV_AMOUNT_TOO_LARGE;
    if (read == TOLV_AMOUNT_TOO_LARGE)
        return tolv_exported_refuse(
            exported, column + 1,
            N_("the amount is larger than one can be and stay exact to the öre"), TOLV_PLAIN(0),
            TOLV_PLAIN(0));
    if (read == TOLV_AMOUNT_UNSURE)
        return tolv_exported_refuse_text(
            exported, column,
            N_("“{1}” may be a thousand, or one and a bit: export it with two "
               "decimals, or without marks between thousands"),
            cell->text);
    if (read == TOLV_AMOUNT_NONE)
        return tolv_exported_refuse_text(
            exported, column,
            N_("“{1}” stands where an amount belongs: correct it, or export anew"), cell->text);
    return TOLV_READING_DONE;
}

tolv_reading tolv_exported_split(const tolv_exported *exported, const tolv_cell *cell,
                                 tolv_cell parts[TOLV_FIELDS]) {
    const tolv_split *split = &exported->layout.split;
    if (cell->kind != TOLV_TEXT)
        return cell->kind == TOLV_BLANK
                   ? TOLV_READING_DONE
                   : tolv_exported_refuse(
                         exported, exported->layout.combined + 1,
                         N_("the cell does not hold a text of {1} codes with “{2}” between them"),
                         TOLV_PLAIN(split->count), TOLV_TEXT_ITEM(((tolv_text){&split->joint, 1})));
    const char *from = cell->text.bytes, *end = from + cell->text.length;
    for (size_t i = 0; i < split->count; i++) {
        const char *at =
            i + 1 < split->count ? memchr(from, split->joint, (size_t)(end - from)) : end;
        if (!at || (i + 1 == split->count && memchr(from, split->joint, (size_t)(end - from))))
            return tolv_exported_refuse(
                exported, exported->layout.combined + 1,
                N_("“{2}” does not hold {1} codes, as its column should: correct it, or "
                   "give another pattern with --split"),
                TOLV_PLAIN(split->count), TOLV_TEXT_ITEM(cell->text));
        tolv_cell part = {.kind = TOLV_TEXT, .text = {from, (size_t)(at - from)}};
        parts[split->fields[i]] = tolv_exported_cell(&part, 1, 0);
        from = at < end ? at + 1 : end;
    }
    return TOLV_READING_DONE;
}
