/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_REPORT_WORKBOOK_H
#define TOLV_CLI_REPORT_WORKBOOK_H

#include "cli/ledger_files.h"
#include "cli/output.h"
#include "cli/report_figures.h"
#include "cli/report_rows.h"
#include "cli/units.h"

/* A follow-up with its figures, a line each: the units, the boards (last the one that gathers units
 * without a board, its name empty), what is not placed, the total. */
typedef struct tolv_report {
    const tolv_terminal *terminal;
    tolv_listener listener;
    tolv_arena arena;
    tolv_ledger_files files;
    const tolv_ledger *ledger; /* theirs */
    tolv_followup followup;
    tolv_contacts contacts;
    tolv_report_settings settings;
    const char *source; /* the ledger's file, or the first of them */
    int closed;         /* the last month that is closed, 0 where that is not said */
    size_t unit_count, board_count, line_count;
    tolv_followup_line *lines;
    tolv_line_figures *figures;
} tolv_report;

/* A board's name in the language; "" for a unit of a ledger without boards. */
tolv_text tolv_report_board(const tolv_report *report, tolv_language language, size_t board);

/* Is that the code of a unit, in any case of letters? */
bool tolv_report_has_unit(const tolv_report *report, tolv_text code);

/* Takes over the settings of a template, or of a workbook that was made of one; the period only
 * `with_period`. False, told, when the file cannot be read. */
bool tolv_report_read_settings(tolv_report *report, const char *path, bool with_period);

/* Writes the workbook; what the ledger does not tell, its history and settings, comes from the one
 * `before` it, if any. False, told, when it cannot be. */
bool tolv_report_fill(tolv_report *report, const char *template, const char *before,
                      const char *path);

/* What a workbook has saved, against what is calculated. */
typedef struct tolv_comparison {
    tolv_line_figures *saved; /* one for each line */
    size_t compared, different;
} tolv_comparison;

/* Reads the figures that a workbook has saved and compares each with the calculated one; the first
 * differences are told. False, told, when the workbook cannot be read or is none of ours. */
bool tolv_report_compare(tolv_report *report, const char *path, tolv_comparison *comparison);

#endif
