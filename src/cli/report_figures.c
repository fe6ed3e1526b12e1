/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/report_figures.h"

#include <math.h>

#include "core/money.h"

static const char *const headings[] = {
#define HEADING(name, heading) heading,
    TOLV_FIGURES(HEADING)};

const char *tolv_figure_heading(tolv_figure figure) {
    return headings[figure];
}

static tolv_value number(double number) {
    return (tolv_value){.kind = TOLV_NUMBER, .number = number};
}

static tolv_value row(const double *numbers, size_t count) {
    return (tolv_value){
        .kind = TOLV_RANGE,
        .range = {.rows = 1, .columns = count, .stride = count, .numbers = numbers}};
}

static tolv_value value_of(const tolv_cell *cell) {
    tolv_value value = {.kind = cell->kind};
    if (cell->kind == TOLV_NUMBER)
        value.number = cell->number;
    else if (cell->kind == TOLV_TEXT)
        value.text = cell->text;
    return value;
}

extern const tolv_function tolv_function_ytd, tolv_function_deviation,
    tolv_function_deviationpercent, tolv_function_flag, tolv_function_yearforecast;

/* A function's answer as a cell. No words come out of it, so the language does not matter. */
static tolv_cell answer(const tolv_function *function, const tolv_value *args, size_t count) {
    tolv_call call;
    tolv_value value;
    tolv_call_open(&call, TOLV_ENGLISH, NULL, false);
    tolv_error error = tolv_function_call(&call, function, args, count, &value);
    tolv_call_close(&call);
    if (error)
        return (tolv_cell){.kind = TOLV_FAULT, .error = error};
    return (tolv_cell){.kind = TOLV_NUMBER, .number = value.number};
}

#define ANSWER(name, ...) \
    answer(&tolv_function_##name, (const tolv_value[]){__VA_ARGS__}, \
           sizeof((const tolv_value[]){__VA_ARGS__}) / sizeof(tolv_value))

static tolv_cell word(void) {
    return (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of("…")};
}

void tolv_line_is_incomplete(tolv_line_figures *figures) {
    static const tolv_figure misleading[] = {TOLV_FIGURE_DEVIATION, TOLV_FIGURE_DEVIATION_PERCENT,
                                             TOLV_FIGURE_FORECAST, TOLV_FIGURE_FORECAST_DEVIATION};
    for (size_t i = 0; i < sizeof misleading / sizeof *misleading; i++)
        figures->cells[misleading[i]] = (tolv_cell){.kind = TOLV_BLANK};
    figures->cells[TOLV_FIGURE_FLAG] = word();
}

void tolv_line_calculate(tolv_line_figures *figures, const tolv_followup_line *line,
                         const tolv_report_settings *settings, bool has_budget) {
    tolv_cell *cells = figures->cells;
    tolv_value outcome = row(line->outcome, TOLV_MONTHS), budget = row(line->budget, TOLV_MONTHS);
    tolv_value period = number(settings->period);
    for (int i = 0; i < TOLV_FIGURE_COUNT; i++)
        cells[i] = (tolv_cell){.kind = TOLV_BLANK};
    cells[TOLV_FIGURE_OUTCOME_SO_FAR] = ANSWER(ytd, outcome, period, budget);
    cells[TOLV_FIGURE_BUDGET_SO_FAR] = word();
    if (!has_budget)
        return;
    cells[TOLV_FIGURE_BUDGET_SO_FAR] = ANSWER(ytd, budget, period, budget);
    cells[TOLV_FIGURE_YEAR_BUDGET] = ANSWER(ytd, budget, number(TOLV_MONTHS), budget);
    if (cells[TOLV_FIGURE_OUTCOME_SO_FAR].kind != TOLV_NUMBER ||
        cells[TOLV_FIGURE_BUDGET_SO_FAR].kind != TOLV_NUMBER)
        return;
    tolv_value actual = value_of(&cells[TOLV_FIGURE_OUTCOME_SO_FAR]);
    tolv_value planned = value_of(&cells[TOLV_FIGURE_BUDGET_SO_FAR]);
    cells[TOLV_FIGURE_DEVIATION] = ANSWER(deviation, actual, planned);
    if (planned.number != 0)
        cells[TOLV_FIGURE_DEVIATION_PERCENT] = ANSWER(deviationpercent, actual, planned);
    cells[TOLV_FIGURE_FLAG] =
        ANSWER(flag, value_of(&cells[TOLV_FIGURE_DEVIATION]), planned, row(settings->limit_kr, 2),
               row(settings->limit_percent, 2), value_of(&settings->condition));
    cells[TOLV_FIGURE_FORECAST] =
        ANSWER(yearforecast, outcome, budget, period, number(settings->method));
    if (cells[TOLV_FIGURE_FORECAST].kind == TOLV_NUMBER)
        cells[TOLV_FIGURE_FORECAST_DEVIATION] =
            ANSWER(deviation, value_of(&cells[TOLV_FIGURE_FORECAST]),
                   value_of(&cells[TOLV_FIGURE_YEAR_BUDGET]));
}

static bool same_number(tolv_figure figure, double a, double b) {
    if (figure == TOLV_FIGURE_FLAG)
        return a == b;
    if (figure == TOLV_FIGURE_DEVIATION_PERCENT)
        return fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
    return fabs(a) <= TOLV_AMOUNT_MAX && fabs(b) <= TOLV_AMOUNT_MAX &&
           tolv_to_ore(a) == tolv_to_ore(b);
}

bool tolv_figure_agrees(tolv_figure figure, const tolv_cell *saved, const tolv_cell *calculated) {
    bool text = saved->kind == TOLV_TEXT && saved->text.length > 0;
    switch (calculated->kind) {
    case TOLV_NUMBER:
        return saved->kind == TOLV_NUMBER && same_number(figure, saved->number, calculated->number);
    case TOLV_FAULT:
        if (calculated->error == TOLV_NOT_REPORTED)
            return text;
        return saved->kind == TOLV_FAULT &&
               tolv_error_in_calc(saved->error) == tolv_error_in_calc(calculated->error);
    case TOLV_TEXT:
        return text;
    default:
        return saved->kind == TOLV_BLANK || (saved->kind == TOLV_TEXT && !text);
    }
}
