/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_REPORT_FIGURES_H
#define TOLV_CLI_REPORT_FIGURES_H

#include "functions/function.h"
#include "ledger/followup.h"

/* What the follow-up tells of a line; also the columns of the workbook, in this order. */
#define TOLV_FIGURES(X) \
    X(BUDGET_SO_FAR, N_("Budget so far")) \
    X(OUTCOME_SO_FAR, N_("Outcome so far")) \
    X(DEVIATION, N_("Deviation")) \
    X(DEVIATION_PERCENT, N_("Deviation %")) \
    X(YEAR_BUDGET, N_("Year's budget")) \
    X(FORECAST, N_("Year-end forecast")) \
    X(FORECAST_DEVIATION, N_("Forecast deviation")) \
    X(FLAG, N_("Flag"))

typedef enum tolv_figure {
#define TOLV_FIGURE_NAME(name, heading) TOLV_FIGURE_##name,
    TOLV_FIGURES(TOLV_FIGURE_NAME)
#undef TOLV_FIGURE_NAME
        TOLV_FIGURE_COUNT
} tolv_figure;

const char *tolv_figure_heading(tolv_figure figure); /* English */

/* How the follow-up is calculated: the settings of the workbook. */
typedef struct tolv_report_settings {
    double period, method;
    double limit_kr[2], limit_percent[2]; /* red, yellow; blank where there is none */
    tolv_cell condition;                  /* a word or a number, as FLAG takes it */
} tolv_report_settings;

/* One line's figures as cells: a number; blank where there is nothing to tell; a fault, of which
 * TOLV_NOT_REPORTED is no mistake; a text where the workbook has a word instead (no budget, not
 * complete). The flag is a level 0-2. */
typedef struct tolv_line_figures {
    tolv_cell cells[TOLV_FIGURE_COUNT];
} tolv_line_figures;

/* Calculates a line by calling the very functions that the workbook's cells call, in the same way.
 * `has_budget`: the ledger has a budget at all. */
void tolv_line_calculate(tolv_line_figures *figures, const tolv_followup_line *line,
                         const tolv_report_settings *settings, bool has_budget);

/* A sum of units of which one has not reported looks better than it is: it gets neither deviation,
 * forecast nor flag. */
void tolv_line_is_incomplete(tolv_line_figures *figures);

/* Is a figure that a workbook has saved the one that is calculated here? Amounts to the öre; an
 * empty text is blank, and any word is a word. */
bool tolv_figure_agrees(tolv_figure figure, const tolv_cell *saved, const tolv_cell *calculated);

#endif
