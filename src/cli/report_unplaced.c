/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/report_unplaced.h"

#include <stdlib.h>

#include "cli/listing.h"

enum { SHOWN = 50 };

/* What is left over of one account or unit. */
typedef struct left_over {
    tolv_text code, name;
    tolv_ore amount;
} left_over;

static int by_size(const void *a, const void *b) {
    const left_over *x = a, *y = b;
    tolv_ore of_x = llabs(x->amount), of_y = llabs(y->amount);
    if (of_x != of_y)
        return of_x < of_y ? 1 : -1;
    return tolv_text_order(x->code, y->code);
}

static void put_kronor(tolv_listing *listing, tolv_language language, tolv_ore amount) {
    tolv_writer writer = {.arena = listing->arena};
    tolv_item item = TOLV_KRONOR(tolv_to_kronor(amount));
    tolv_write_item(&writer, language, &item);
    listing->failed = listing->failed || writer.failed;
    tolv_listing_put(listing, tolv_written(&writer));
}

static void put_row(tolv_listing *listing, tolv_language language, tolv_text code, tolv_text name,
                    tolv_ore amount) {
    tolv_listing_row(listing);
    tolv_listing_put(listing, code);
    tolv_listing_put(listing, name);
    put_kronor(listing, language, amount);
}

/* A heading, the rows from the largest on, and the sum of all. Nothing where nothing is left. */
static bool print_left_over(tolv_report *report, const char *heading, left_over *rows,
                            size_t count) {
    tolv_language language = report->terminal->language;
    tolv_listing listing = {.arena = &report->arena, .columns = 3, .left = 2};
    tolv_ore sum = 0, rest = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].amount)
            rows[kept++] = rows[i];
    if (kept == 0)
        return true;
    qsort(rows, kept, sizeof *rows, by_size);
    for (size_t i = 0; i < kept; i++) {
        sum += rows[i].amount;
        if (i < SHOWN)
            put_row(&listing, language, rows[i].code, rows[i].name, rows[i].amount);
        else
            rest += rows[i].amount;
    }
    tolv_writer others = {.arena = &report->arena};
    tolv_write_sentence(&others, language, N_("{1} more"), &TOLV_PLAIN(kept - SHOWN), 1);
    if (kept > SHOWN)
        put_row(&listing, language, tolv_text_of(""), (tolv_text){others.bytes, others.length},
                rest);
    tolv_listing_row(&listing);
    put_row(&listing, language, tolv_text_of(""), tolv_text_of(tolv_translate(language, N_("sum"))),
            sum);
    fprintf(report->terminal->output, "\n%s\n", tolv_translate(language, heading));
    return tolv_listing_print(&listing, report->terminal->output);
}

/* ---- accounts ---- */

static left_over *take_accounts(tolv_report *report) {
    const tolv_ledger *ledger = report->ledger;
    uint32_t count = ledger->account_codes.count;
    left_over *accounts = tolv_arena_take(&report->arena, count, sizeof *accounts);
    for (uint32_t i = 0; accounts && i < count; i++)
        accounts[i] = (left_over){ledger->account_codes.texts[i], ledger->accounts[i].name, 0};
    return accounts;
}

static bool print_accounts(tolv_report *report) {
    tolv_report_row *rows;
    size_t count;
    left_over *accounts = take_accounts(report);
    if (!accounts ||
        !tolv_report_rows(&report->arena, report->ledger, &report->followup, &rows, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (rows[i].series == TOLV_SERIES_OUTCOME && rows[i].unit == TOLV_NOT_PLACED &&
            rows[i].month <= report->settings.period)
            accounts[rows[i].account].amount += rows[i].amount;
    return print_left_over(report, N_("Outcome so far that stands on no unit, by account:"),
                           accounts, report->ledger->account_codes.count);
}

/* Accounts of class 9, by letters, and others that no chart of accounts knows: no part of the
 * follow-up. */
static bool print_strangers(tolv_report *report) {
    const tolv_ledger *ledger = report->ledger;
    left_over *accounts = take_accounts(report);
    if (!accounts)
        return false;
    for (uint32_t i = 0; i < ledger->rows.count; i++) {
        uint32_t account = ledger->rows.account[i];
        if (tolv_is_outcome_to(&report->followup, ledger, i, (int)report->settings.period) &&
            tolv_account_group_of(ledger, account) == TOLV_GROUP_OTHER)
            accounts[account].amount += ledger->rows.amount[i];
    }
    return print_left_over(report,
                           N_("Outcome so far on other accounts (class 9, or no class), which the "
                              "follow-up leaves out:"),
                           accounts, ledger->account_codes.count);
}

/* ---- units ---- */

static bool print_units(tolv_report *report) {
    left_over *units = tolv_arena_take(&report->arena, report->unit_count, sizeof *units);
    size_t count = 0;
    for (size_t i = 0; units && i < report->unit_count && report->board_count; i++) {
        const tolv_cell *outcome = &report->figures[i].cells[TOLV_FIGURE_OUTCOME_SO_FAR];
        if (report->lines[i].board == TOLV_NO_BOARD && outcome->kind == TOLV_NUMBER)
            units[count++] = (left_over){report->lines[i].code, report->lines[i].name,
                                         tolv_to_ore(outcome->number)};
    }
    return units && print_left_over(report, N_("Units without a board, and their outcome so far:"),
                                    units, count);
}

bool tolv_report_print_unplaced(tolv_report *report) {
    return print_accounts(report) && print_units(report) && print_strangers(report);
}
