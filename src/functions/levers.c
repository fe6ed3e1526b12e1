/* SPDX-License-Identifier: MPL-2.0 */
/* The unit's own levers: what of its deviation it can steer, and what its measures give. */
#include "core/lever.h"

#include "core/period.h"
#include "functions/accounts.h"
#include "functions/arguments.h"
#include "functions/result.h"

static tolv_item kronor(tolv_ore ore) {
    return TOLV_KRONOR(tolv_to_kronor(ore));
}

/* ---- CONTROLLABLE ---- */

enum { DEVIATIONS, ACCOUNTS, SHARE_TABLE, CONTROL_PART };

typedef struct share_table {
    tolv_pattern *patterns;
    double *shares;
    size_t count;
} share_table;

static bool is_empty(const tolv_cell *cell) {
    return cell->kind == TOLV_BLANK ||
           (cell->kind == TOLV_TEXT && tolv_text_trimmed(cell->text).length == 0);
}

static tolv_error share_at(tolv_call *call, const tolv_range *range, size_t i, double *share) {
    tolv_cell cell = tolv_range_cell(range, i);
    if (cell.kind == TOLV_TEXT)
        return tolv_fail_at(call, TOLV_TEXT_FOR_NUMBER, SHARE_TABLE, range, i,
                            TOLV_TEXT_ITEM(cell.text));
    *share = cell.number;
    if (*share >= 0 && *share <= 1)
        return TOLV_OK;
    return tolv_fail_at(call, TOLV_OUTSIDE, SHARE_TABLE, range, i, TOLV_DECIMAL(*share),
                        TOLV_PLAIN(0), TOLV_PLAIN(1));
}

/* The rows of the table that have both a pattern and a share. */
static tolv_error read_share_table(tolv_call *call, const tolv_range *range, share_table *table) {
    enum { COLUMNS = 2 };
    if (range->columns != COLUMNS)
        return tolv_fail_with(call, TOLV_NOT_TWO_COLUMNS, SHARE_TABLE, TOLV_PLAIN(range->columns));
    table->count = 0;
    table->patterns = tolv_arena_take(&call->arena, range->rows, sizeof *table->patterns);
    table->shares = tolv_arena_take(&call->arena, range->rows, sizeof *table->shares);
    if (!table->patterns || !table->shares)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    for (size_t i = 0; i < tolv_range_count(range); i += COLUMNS) {
        tolv_cell pattern = tolv_range_cell(range, i), share = tolv_range_cell(range, i + 1);
        if (is_empty(&pattern) || is_empty(&share))
            continue;
        tolv_error error =
            tolv_account_pattern_at(call, SHARE_TABLE, range, i, &table->patterns[table->count]);
        if (!error)
            error = share_at(call, range, i + 1, &table->shares[table->count]);
        if (error)
            return error;
        table->count++;
    }
    return TOLV_OK;
}

/* Of each deviation the first row of the table that its account fits; `table->count` where none. */
static tolv_error find_rows(tolv_call *call, const tolv_range *accounts, const share_table *table,
                            size_t *rows) {
    for (size_t i = 0; i < tolv_range_count(accounts); i++) {
        tolv_text account;
        tolv_error error = tolv_account_at(call, ACCOUNTS, accounts, i, &account);
        if (error)
            return error;
        size_t row = account.length ? 0 : table->count;
        while (row < table->count && !tolv_pattern_fits(&table->patterns[row], account))
            row++;
        rows[i] = row;
    }
    return TOLV_OK;
}

static void explain_rows(tolv_call *call, const share_table *table, const tolv_ore *sums) {
    enum { SHOWN = 6 };
    size_t shown = 0, more = 0;
    for (size_t row = 0; row < table->count; row++) {
        if (sums[row] == 0)
            continue;
        if (shown == SHOWN) {
            more++;
            continue;
        }
        shown++;
        tolv_explain(call, N_("accounts {1}: {2} × {3} = {4} kr"),
                     TOLV_TEXT_ITEM(table->patterns[row].text), kronor(sums[row]),
                     TOLV_PERCENT(table->shares[row]),
                     TOLV_KRONOR(tolv_to_kronor(sums[row]) * table->shares[row]));
    }
    if (more)
        tolv_explain(call, N_("and {1} more {1|row|rows} of the table"), TOLV_PLAIN(more));
}

static void explain_control(tolv_call *call, const share_table *table, const tolv_ore *sums,
                            const tolv_ore parts[TOLV_CONTROL_PARTS], int part) {
    tolv_ore own = parts[TOLV_CONTROLLABLE], others = parts[TOLV_NOT_CONTROLLABLE];
    explain_rows(call, table, sums);
    if (sums[table->count] != 0 && part != 1)
        tolv_explain(call, N_("accounts in no row of the table: {1} kr, not controllable"),
                     kronor(sums[table->count]));
    static const char *const sentences[] = {
        N_("controllable {1} + not controllable {2} = {3} kr"),
        N_("controllable {1} of {3} kr"),
        N_("{3} − controllable {1} = not controllable {2} kr"),
    };
    if (call->listening)
        tolv_explain_items(call, sentences[part],
                           TOLV_ITEMS(kronor(own), kronor(others), kronor(own + others)));
}

static tolv_error controllable(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *deviations = &args[DEVIATIONS].range;
    size_t n = tolv_range_count(deviations), reported = 0;
    int part = (int)args[CONTROL_PART].number;
    share_table table = {0};
    tolv_ore parts[TOLV_CONTROL_PARTS];
    tolv_error error = tolv_check_as_many(call, args, ACCOUNTS, DEVIATIONS);
    if (!error)
        error = read_share_table(call, &args[SHARE_TABLE].range, &table);
    if (error)
        return error;
    size_t *rows = tolv_arena_take(&call->arena, n, sizeof *rows);
    tolv_ore *sums = tolv_arena_take(&call->arena, table.count + 1, sizeof *sums);
    if (!rows || !sums)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    if ((error = find_rows(call, &args[ACCOUNTS].range, &table, rows)) != TOLV_OK)
        return error;
    for (size_t i = 0; i < n; i++)
        reported += !tolv_is_blank(deviations->numbers[i]);
    if (reported == 0)
        return tolv_fail(call, TOLV_NOT_REPORTED, DEVIATIONS);
    const tolv_control control = {deviations->numbers, rows, table.shares, n, table.count};
    error = tolv_divide_by_control(&call->arena, &control, sums, parts);
    if (error == TOLV_TOO_LARGE)
        return tolv_fail_with(call, error, DEVIATIONS, TOLV_DECIMAL(TOLV_AMOUNT_MAX));
    if (error)
        return tolv_fail(call, error, -1);
    explain_control(call, &table, sums, parts, part);
    return tolv_answer_ore(call, result,
                           part ? parts[part - 1]
                                : parts[TOLV_CONTROLLABLE] + parts[TOLV_NOT_CONTROLLABLE]);
}

const tolv_function tolv_function_controllable = {
    .name = NC_("function", "CONTROLLABLE"),
    .text = N_(
        "What of its deviation the unit can steer, and what not, by a table of accounts and shares"),
    .why = N_("A manager cannot answer for a rent that others set. This takes out what the unit "
              "can steer itself, so that flag, ladder and agenda can be about that."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("kronor, + is better"),
    .formula = N_(
        "controllable Σ D·share, rounded once to the öre; not controllable Σ D − that; share: of the first row whose pattern the account fits, else 0; pattern: a..b, a for all that begin so, ! leaves out, * all, “;” between"),
    .source = N_("controllability: Horngren, Datar & Rajan, Cost Accounting"),
    .example =
        "TOLV.CONTROLLABLE({-120000;-40000;-30000};{5010;6010;4610};{\"50..56\";1|\"60\";0.25};1)",
    .see = "DEVIATION FLAG ESCALATION ATTENTION",
    .body = controllable,
    .arguments =
        {
            [DEVIATIONS] = TOLV_TAKES_DEVIATIONS(
                N_("Deviation of each account in kronor, minus is worse; blank is left out")),
            [ACCOUNTS] = {.id = "accounts",
                          .name = NC_("argument", "accounts"),
                          .text = N_("Account of each deviation; a blank one is not controllable"),
                          .kind = TOLV_ARGUMENT_CELLS,
                          .shape = TOLV_SHAPE_LINE,
                          .blanks = TOLV_BLANKS_KEPT},
            [SHARE_TABLE] =
                {.id = "shareTable",
                 .name = NC_("argument", "share table"),
                 .text = N_(
                     "Two columns: account pattern such as 50..56, share the unit controls; the first row that fits decides"),
                 .kind = TOLV_ARGUMENT_CELLS,
                 .blanks = TOLV_BLANKS_SKIPPED},
            [CONTROL_PART] = TOLV_TAKES_PART(
                0, 2, N_("0: the whole deviation; 1: controllable; 2: not controllable")),
        },
};

/* ---- MEASUREEFFECT ---- */

enum { YEAR_EFFECT, START_MONTH, BASELINE, ACTUAL, PERIOD, MEASURE_PART };

enum { EXPECTED = 1, REALISED, FORECAST, SHARE, PLANNED };

/* The sum of the months that the measure has run. */
static tolv_error sum_so_far(tolv_call *call, const tolv_value *args, int argument,
                             tolv_so_far *sum) {
    const tolv_range *months = &args[argument].range;
    tolv_error error = tolv_sum_months(months->numbers, NULL, (int)args[START_MONTH].number,
                                       (int)args[PERIOD].number, sum);
    if (error == TOLV_NOT_REPORTED)
        return tolv_fail_month(call, error, argument, months, sum->missing_month);
    return error ? tolv_fail_with(call, error, argument, TOLV_DECIMAL(tolv_to_kronor(sum->sum)))
                 : TOLV_OK;
}

static void explain_planned(tolv_call *call, const tolv_value *args, const tolv_measure *measure) {
    tolv_explain(call, N_("{1} × {2} / 12 = {3} kr planned this year, from {4}"),
                 TOLV_KRONOR(args[YEAR_EFFECT].number), TOLV_PLAIN(measure->months_of_year),
                 kronor(measure->planned), TOLV_MONTH(args[START_MONTH].number));
}

static void explain_measure(tolv_call *call, const tolv_value *args, const tolv_measure *measure,
                            const tolv_so_far sums[2], int part) {
    const tolv_item from = TOLV_MONTH(args[START_MONTH].number);
    const tolv_item to = TOLV_MONTH(args[PERIOD].number);
    bool has_share = !tolv_is_blank(measure->share);
    if (part == PLANNED || part == FORECAST)
        explain_planned(call, args, measure);
    if (part != PLANNED && measure->months == 0)
        tolv_explain(call, N_("the measure starts in {1}, after {2}: 0 kr so far"), from, to);
    else if (part != PLANNED && part != REALISED)
        tolv_explain(call, N_("{1} × {2} / 12 = {3} kr expected, {4} to {5}"),
                     TOLV_KRONOR(args[YEAR_EFFECT].number), TOLV_PLAIN(measure->months),
                     kronor(measure->expected), from, to);
    if (measure->months > 0 && part != PLANNED && part != EXPECTED)
        tolv_explain(call, N_("baseline {1} − outcome {2} = {3} kr realised, {4} to {5}"),
                     kronor(sums[0].sum), kronor(sums[1].sum), kronor(measure->realised), from, to);
    if (has_share && (part == SHARE || part == FORECAST))
        tolv_explain(call, N_("{1} / {2} = {3} of what was expected"), kronor(measure->realised),
                     kronor(measure->expected), TOLV_PERCENT(measure->share));
    if (has_share && part == FORECAST)
        tolv_explain(call, N_("{1} × {2} = {3} kr at year-end"), kronor(measure->planned),
                     TOLV_PERCENT(measure->share), kronor(measure->forecast));
}

static tolv_error measureeffect(tolv_call *call, const tolv_value *args, tolv_value *result) {
    int start = (int)args[START_MONTH].number, period = (int)args[PERIOD].number;
    int part = tolv_part_of(&args[MEASURE_PART]);
    tolv_so_far sums[2] = {{0}};
    tolv_measure measure;
    bool reads_outcome = part != EXPECTED && part != PLANNED;
    for (int i = 0; i < 2 && reads_outcome; i++) {
        tolv_error error = sum_so_far(call, args, BASELINE + i, &sums[i]);
        if (error)
            return error;
    }
    if (tolv_measure_of(tolv_to_ore(args[YEAR_EFFECT].number), start, period,
                        sums[0].sum - sums[1].sum, &measure))
        return tolv_fail_with(call, TOLV_TOO_LARGE, BASELINE, TOLV_DECIMAL(TOLV_AMOUNT_MAX));
    if (part == SHARE && tolv_is_blank(measure.share))
        return tolv_fail(call, TOLV_ZERO_SUM, measure.months ? YEAR_EFFECT : PERIOD);
    explain_measure(call, args, &measure, sums, part);
    if (part == SHARE)
        return tolv_answer_number(result, measure.share);
    return tolv_answer_ore(call, result,
                           part == EXPECTED   ? measure.expected
                           : part == REALISED ? measure.realised
                           : part == FORECAST ? measure.forecast
                                              : measure.planned);
}

#define TAKES_MONTHS(argument, shown, sentence) \
    { \
        .id = argument, .name = shown, .text = sentence, .kind = TOLV_ARGUMENT_AMOUNTS, \
        .shape = TOLV_SHAPE_TWELVE \
    }

const tolv_function tolv_function_measureeffect = {
    .name = NC_("function", "MEASUREEFFECT"),
    .text = N_(
        "Does a measure give what was decided: expected so far, realised, and where the year ends"),
    .why = N_("Savings are decided for a whole year and begin in the middle of one, and in August"
              " nobody asks what they gave. This says what was to be expected by now, what came "
              "of it, and where the year ends."),
    .family = TOLV_FAMILY_LEVERS,
    .unit = N_("kronor, + is better; share"),
    .formula = N_(
        "planned E·(13 − s)/12; expected E·(p − s + 1)/12; realised Σ(baseline − outcome) from s to p; share realised / expected; forecast planned · share"),
    .native = "months = MAX(0;$period-$startMonth+1)\n"
              "without = INDEX($baseline;$startMonth):INDEX($baseline;$period)\n"
              "with = INDEX($actual;$startMonth):INDEX($actual;$period)\n"
              "missing = 2*$months>COUNT($without)+COUNT($with)\n"
              "cost = IFERROR(SUMPRODUCT(ROUND($without;2));SUM($without))\n"
              "now = IFERROR(SUMPRODUCT(ROUND($with;2));SUM($with))\n"
              "saved = ROUND($cost-$now;2)\n"
              "realised = IF($months=0;0;$saved)\n"
              "effect = ROUND($yearEffect;2)\n"
              "expected = ROUND($effect*$months/12;2)\n"
              "planned = ROUND($effect*(13-$startMonth)/12;2)\n"
              "goesOn = ROUND($saved*(13-$startMonth)/$months;2)\n"
              "forecast = IF($missing;NA();IF($effect*$months=0;$planned;$goesOn))\n"
              "share = IF($missing;NA();$saved*12/($effect*$months))\n"
              "$part?($expected;$expected;IF($missing;NA();$realised);$forecast;$share;$planned)",
    .example =
        "TOLV.MEASUREEFFECT(1200000;4;{900000;900000;900000;900000;900000;900000;900000;900000;900000;900000;900000;900000};{900000;900000;900000;850000;840000;830000;820000;810000;;;;};8;3)",
    .see = "SAVINGNEED YEARFORECAST BUDGETBRIDGE",
    .body = measureeffect,
    .arguments =
        {
            [YEAR_EFFECT] =
                {.id = "yearEffect",
                 .name = NC_("argument", "year's effect"),
                 .text =
                     N_("What the measure is to give in a full year, in kronor, plus is better"),
                 .kind = TOLV_ARGUMENT_AMOUNT},
            [START_MONTH] = {.id = "startMonth",
                             .name = NC_("argument", "start month"),
                             .text = N_("First month of the measure, 1 to 12, or a date in it"),
                             .kind = TOLV_ARGUMENT_PERIOD},
            [BASELINE] = TAKES_MONTHS(
                "baseline", NC_("argument", "baseline"),
                N_("What the twelve months would have cost without the measure, in kronor")),
            [ACTUAL] = TAKES_MONTHS(
                "actual", NC_("argument", "actual"),
                N_("The year's outcome by month: twelve cells, blank where not reported yet")),
            [PERIOD] = TOLV_TAKES_PERIOD,
            [MEASURE_PART] = TOLV_TAKES_PART(
                1, 5,
                N_("1 expected so far, 2 realised, 3 forecast at year-end, 4 share realised, 5 planned this year")),
        },
};
