/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/report_print.h"

#include <math.h>
#include <string.h>

#include "cli/listing.h"
#include "core/flag.h"
#include "core/money.h"

/* The shapes are those of the function FLAG. */
static const struct {
    const char *shape, *word;
} flags[] = {[TOLV_GREEN] = {"○", N_("green")},
             [TOLV_YELLOW] = {"▲", N_("yellow")},
             [TOLV_RED] = {"■", N_("red")}};

/* The figures that a terminal has room for. */
static const tolv_figure shown[] = {TOLV_FIGURE_BUDGET_SO_FAR, TOLV_FIGURE_OUTCOME_SO_FAR,
                                    TOLV_FIGURE_DEVIATION, TOLV_FIGURE_FORECAST, TOLV_FIGURE_FLAG};
enum { SHOWN = sizeof shown / sizeof *shown };

typedef struct printing {
    const tolv_report *report;
    tolv_language language;
    tolv_listing table;
} printing;

/* ---- Cells ---- */

static void put_written(printing *at, const tolv_writer *writer) {
    at->table.failed = at->table.failed || writer->failed;
    tolv_listing_put(&at->table, tolv_written(writer));
}

static void put_word(printing *at, const char *word) {
    tolv_listing_put_string(&at->table, tolv_translate(at->language, word));
}

/* In whole kronor: öre are too much to read in a table. */
static void put_kronor(printing *at, double kronor) {
    tolv_writer writer = {.arena = at->table.arena};
    tolv_item item = TOLV_KRONOR(tolv_round_half_away(kronor));
    tolv_write_item(&writer, at->language, &item);
    put_written(at, &writer);
}

static void put_flag(printing *at, tolv_level level) {
    tolv_writer writer = {.arena = at->table.arena};
    tolv_write_string(&writer, flags[level].shape);
    tolv_write_string(&writer, " ");
    tolv_write_string(&writer, tolv_translate(at->language, flags[level].word));
    put_written(at, &writer);
}

static void put_figure(printing *at, tolv_figure figure, const tolv_cell *cell) {
    bool missing = cell->kind == TOLV_FAULT && cell->error == TOLV_NOT_REPORTED;
    if (missing || (cell->kind == TOLV_TEXT && cell->text.length))
        put_word(at, figure == TOLV_FIGURE_BUDGET_SO_FAR    ? N_("no budget")
                     : figure == TOLV_FIGURE_OUTCOME_SO_FAR ? N_("not reported")
                                                            : N_("incomplete"));
    else if (cell->kind == TOLV_FAULT)
        tolv_listing_put_string(&at->table, tolv_calc_error_text(tolv_error_in_calc(cell->error)));
    else if (cell->kind != TOLV_NUMBER)
        tolv_listing_put_string(&at->table, "");
    else if (figure != TOLV_FIGURE_FLAG)
        put_kronor(at, cell->number);
    else
        put_flag(at, cell->number < 1 ? TOLV_GREEN : cell->number < 2 ? TOLV_YELLOW : TOLV_RED);
}

/* ---- The units ---- */

/* A heading takes two lines: its first word above the others. */
static void put_headings(printing *at) {
    for (int lower = 0; lower <= 1; lower++) {
        tolv_listing_row(&at->table);
        tolv_listing_put_string(&at->table, "");
        for (int i = 0; i < SHOWN; i++) {
            const char *heading = tolv_translate(at->language, tolv_figure_heading(shown[i]));
            const char *space = strchr(heading, ' ');
            size_t above = space ? (size_t)(space - heading) : 0;
            if (lower)
                tolv_listing_put_string(&at->table, space ? space + 1 : heading);
            else
                tolv_listing_put(&at->table, (tolv_text){heading, above});
        }
    }
}

static void put_line(printing *at, const char *indent, tolv_text code, tolv_text name,
                     const tolv_line_figures *figures) {
    tolv_writer title = {.arena = at->table.arena};
    tolv_write_string(&title, indent);
    tolv_write(&title, code);
    tolv_write_string(&title, code.length && name.length ? " " : "");
    tolv_write(&title, name);
    tolv_listing_row(&at->table);
    put_written(at, &title);
    for (int i = 0; i < SHOWN; i++)
        put_figure(at, shown[i], &figures->cells[shown[i]]);
}

static void put_units(printing *at, const tolv_line_figures *figures) {
    const tolv_report *report = at->report;
    size_t boards = report->board_count ? report->board_count : 1;
    tolv_text none = tolv_text_of("");
    for (size_t board = 0; board < boards; board++) {
        bool last = board + 1 == boards; /* that one has the units without a board */
        if (report->board_count)
            put_line(at, "", none, tolv_report_board(report, at->language, board),
                     &figures[report->unit_count + board]);
        for (size_t i = 0; i < report->unit_count; i++) {
            const tolv_followup_line *unit = &report->lines[i];
            if (unit->board == board || (last && unit->board == TOLV_NO_BOARD))
                put_line(at, report->board_count ? "  " : "", unit->code, unit->name, &figures[i]);
        }
    }
}

static bool print_units(printing *at, const tolv_line_figures *figures) {
    const tolv_report *report = at->report;
    tolv_text none = tolv_text_of("");
    at->table =
        (tolv_listing){.arena = at->table.arena, .columns = 1 + SHOWN, .left = 1, .tail = true};
    put_headings(at);
    tolv_listing_row(&at->table);
    put_units(at, figures);
    put_line(at, "", none, tolv_text_of(tolv_translate(at->language, N_("not placed on a unit"))),
             &figures[report->line_count - 2]);
    tolv_listing_row(&at->table);
    put_line(at, "", none, tolv_text_of(tolv_translate(at->language, N_("the whole municipality"))),
             &figures[report->line_count - 1]);
    return tolv_listing_print(&at->table, report->terminal->output);
}

/* ---- The months ---- */

static void put_month(printing *at, double kronor) {
    if (tolv_is_blank(kronor))
        tolv_listing_put_string(&at->table, "");
    else
        put_kronor(at, kronor);
}

static bool print_months(printing *at) {
    const tolv_followup *followup = &at->report->followup;
    const tolv_followup_line *total = &followup->total;
    at->table = (tolv_listing){.arena = at->table.arena, .columns = 4, .left = 1};
    tolv_listing_row(&at->table);
    put_word(at, N_("Month"));
    put_word(at, N_("Outcome"));
    put_word(at, N_("Budget"));
    put_word(at, N_("Year before"));
    tolv_listing_row(&at->table);
    for (int i = 0; i < followup->months; i++) {
        tolv_writer name = {.arena = at->table.arena};
        tolv_item month = TOLV_MONTH((followup->first_month % 100 + i - 1) % 12 + 1);
        tolv_write_item(&name, at->language, &month);
        tolv_listing_row(&at->table);
        put_written(at, &name);
        put_month(at, total->outcome[i]);
        put_month(at, total->budget[i]);
        put_month(at, total->before[i]);
    }
    return tolv_listing_print(&at->table, at->report->terminal->output);
}

/* ---- The whole ---- */

static bool print_sentence(const printing *at, const char *sentence, const tolv_item *items,
                           size_t count) {
    tolv_writer writer = {.arena = at->table.arena};
    tolv_write_sentence(&writer, at->language, sentence, items, count);
    tolv_write_string(&writer, "\n");
    return tolv_print_written(at->report->terminal->output, &writer);
}

static bool print_heading(const printing *at) {
    const tolv_followup *followup = &at->report->followup;
    int period = (int)at->report->settings.period;
    int last = tolv_month_number(followup->first_month) + period - 1;
    int year = followup->first_month / 100;
    tolv_item items[] = {
        TOLV_TEXT_ITEM(followup->company.length ? followup->company
                                                : tolv_text_of(at->report->source)),
        TOLV_MONTH(followup->first_month % 100),
        TOLV_MONTH(last % 12 + 1),
        TOLV_PLAIN(last / 12),
        TOLV_PLAIN(year),
    };
    return print_sentence(at,
                          period == 1        ? N_("{1}: follow-up {3} {4}")
                          : year < last / 12 ? N_("{1}: follow-up {2} {5}–{3} {4}")
                                             : N_("{1}: follow-up {2}–{3} {4}"),
                          items, 5);
}

/* One level's limits, those that there are: "300,000 kr and 2%". */
static tolv_item level_item(const printing *at, double kronor, double percent) {
    tolv_item items[] = {TOLV_KRONOR(kronor), TOLV_PERCENT(percent)};
    tolv_writer writer = {.arena = at->table.arena};
    tolv_write_sentence(&writer, at->language,
                        tolv_is_blank(percent)  ? N_("{1} kr")
                        : tolv_is_blank(kronor) ? "{2}"
                                                : N_("{1} kr and {2}"),
                        items, 2);
    return TOLV_TEXT_ITEM((tolv_written(&writer)));
}

/* Which limits the flags are set by: the larger of a pair is red, and one alone serves yellow too,
 * as FLAG has it. */
static bool print_limits(const printing *at) {
    const double *kr = at->report->settings.limit_kr;
    const double *percent = at->report->settings.limit_percent;
    double red_kr = fmax(kr[0], kr[1]), red_percent = fmax(percent[0], percent[1]);
    if (tolv_is_blank(red_kr) && tolv_is_blank(red_percent))
        return true;
    bool yellow = !tolv_is_blank(kr[0] + kr[1]) || !tolv_is_blank(percent[0] + percent[1]);
    tolv_item items[] = {level_item(at, red_kr, red_percent),
                         level_item(at, fmin(kr[0], kr[1]), fmin(percent[0], percent[1]))};
    return print_sentence(at,
                          yellow ? N_("Limits for worse than budget: red {1}, yellow {2}. A "
                                      "deviation is budget minus outcome: plus is better.")
                                 : N_("Limit for worse than budget: red {1}. A deviation is budget "
                                      "minus outcome: plus is better."),
                          items, 2);
}

/* What an auditor asks first: is all of the ledger in the table? */
static bool print_reconciliation(const printing *at, const tolv_line_figures *figures) {
    const tolv_report *report = at->report;
    const tolv_cell *total = &figures[report->line_count - 1].cells[TOLV_FIGURE_OUTCOME_SO_FAR];
    const tolv_cell *without = &figures[report->line_count - 2].cells[TOLV_FIGURE_OUTCOME_SO_FAR];
    if (total->kind != TOLV_NUMBER || without->kind != TOLV_NUMBER)
        return true;
    tolv_ore placed = tolv_to_ore(total->number) - tolv_to_ore(without->number);
    tolv_item items[] = {TOLV_KRONOR(total->number), TOLV_KRONOR(tolv_to_kronor(placed)),
                         TOLV_KRONOR(without->number)};
    return print_sentence(
        at,
        N_("Outcome so far of revenue and cost: {1} kr = {2} kr placed on units + {3} kr not "
           "placed."),
        items, 3);
}

/* And what does the ledger hold beside it? */
static bool print_groups(const printing *at) {
    const tolv_report *report = at->report;
    tolv_ore sums[TOLV_GROUPS], all = 0;
    tolv_item items[1 + TOLV_GROUPS];
    tolv_followup_groups(&report->followup, report->ledger, (int)report->settings.period, sums);
    for (int group = 0; group < TOLV_GROUPS; group++) {
        all += sums[group];
        items[1 + group] = TOLV_KRONOR(tolv_to_kronor(sums[group]));
    }
    items[0] = TOLV_KRONOR(tolv_to_kronor(all));
    if (sums[TOLV_GROUP_BALANCE] == 0 && sums[TOLV_GROUP_OTHER] == 0)
        return true;
    return print_sentence(at,
                          N_("The whole ledger: {1} kr = {2} kr of revenue and cost + {3} kr of "
                             "the balance sheet + {4} kr on other accounts."),
                          items, 1 + TOLV_GROUPS);
}

/* Which months may still change. */
static bool print_closed(const printing *at) {
    const tolv_report *report = at->report;
    int closed = report->closed, period = (int)report->settings.period;
    int first = report->followup.first_month % 100 - 1;
    tolv_item items[] = {TOLV_MONTH((first + closed - 1) % 12 + 1),
                         TOLV_MONTH((first + closed) % 12 + 1),
                         TOLV_MONTH((first + period - 1) % 12 + 1)};
    if (!closed)
        return true;
    return print_sentence(at,
                          closed >= period ? N_("All months to {3} are closed.")
                          : closed + 1 == period
                              ? N_("Months to {1} are closed; {3} is preliminary.")
                              : N_("Months to {1} are closed; {2}–{3} are preliminary."),
                          items, 3);
}

bool tolv_report_print(tolv_report *report, const tolv_line_figures *figures) {
    printing at = {.report = report,
                   .language = report->terminal->language,
                   .table = {.arena = &report->arena}};
    bool units = report->unit_count > 0, budget = report->followup.total.has_budget;
    bool whole = print_heading(&at) && print_sentence(&at, "", NULL, 0);
    if (units)
        whole = whole && print_units(&at, figures) && print_sentence(&at, "", NULL, 0) &&
                print_reconciliation(&at, figures);
    whole = whole && print_groups(&at) && print_closed(&at);
    if (!units)
        whole = whole && print_sentence(&at, N_("The ledger names no units: its months are shown."),
                                        NULL, 0);
    if (!budget)
        whole = whole && print_sentence(&at,
                                        N_("The ledger has no budget: nothing can be compared "
                                           "with it."),
                                        NULL, 0);
    if (!units || !budget)
        return whole && print_sentence(&at, "", NULL, 0) && print_months(&at);
    return whole && print_limits(&at);
}
