/* SPDX-License-Identifier: MPL-2.0 */
/* What the flags lead to: the step of the ladder a unit stands on, and whom to talk with first.
 * The texts say what is to be decided, never anything about a person. */
#include <math.h>

#include "core/attention.h"
#include "core/history.h"
#include "functions/levels.h"
#include "functions/result.h"

/* ---- ESCALATION ---- */

enum { LEVELS, DEVIATIONS, RULES, ANSWER, PLAN };
enum { RISE, FALL, RULE_COUNT };

static const struct {
    const char *word, *decision;
} steps[TOLV_STEP_MAX + 1] = {
    {N_("normal"), N_("nothing to decide: follow up as usual")},
    {N_("support"), N_("to decide: which support is given, and until when")},
    {N_("plan"), N_("to decide: a plan with measures, months and follow-up")},
    {N_("further chance"), N_("to decide: more time for the plan, and what is done differently")},
    {N_("consequence"), N_("to decide: what follows for the task, the budget or the organisation")},
};

static tolv_error rules_of(tolv_call *call, const tolv_value *args, size_t rules[RULE_COUNT]) {
    rules[RISE] = 2;
    rules[FALL] = 3;
    if (args[RULES].kind != TOLV_RANGE)
        return TOLV_OK;
    const tolv_range *given = &args[RULES].range;
    size_t count = tolv_range_count(given);
    if (count > RULE_COUNT)
        return tolv_fail_with(call, TOLV_TOO_MANY_CELLS, RULES, TOLV_PLAIN(count),
                              TOLV_PLAIN(RULE_COUNT));
    for (size_t i = 0; i < count; i++)
        if (!tolv_is_blank(given->numbers[i]))
            rules[i] = (size_t)given->numbers[i];
    return TOLV_OK;
}

/* Up or down, after one month or several. */
static const char *const change_sentences[2][2] = {
    {N_("month {2} green: down to {3}, {4}"), N_("months {1} to {2} green: down to {3}, {4}")},
    {N_("month {2} red and not better: up to {3}, {4}"),
     N_("months {1} to {2} red without getting better: up to {3}, {4}")},
};

/* The way to the step since the ladder last stood at normal. */
static void explain_changes(tolv_call *call, const tolv_ladder *ladder) {
    enum { SHOWN = 8 };
    size_t count = ladder->change_count, first = count;
    while (first > 0 && count - first < SHOWN &&
           (first == count || ladder->changes[first - 1].step > 0))
        first--;
    for (size_t i = first; i < count; i++) {
        const tolv_change *change = &ladder->changes[i];
        bool up = change->step > (i > 0 ? ladder->changes[i - 1].step : 0);
        tolv_explain(call, change_sentences[up][change->month > change->from],
                     TOLV_PLAIN(change->from), TOLV_PLAIN(change->month), TOLV_PLAIN(change->step),
                     TOLV_WORD(steps[change->step].word));
    }
}

static void explain_ladder(tolv_call *call, const tolv_ladder *ladder,
                           const size_t rules[RULE_COUNT]) {
    tolv_explain(call, N_("step {1}, {2}"), TOLV_PLAIN(ladder->step),
                 TOLV_WORD(steps[ladder->step].word));
    explain_changes(call, ladder);
    if (ladder->rests)
        tolv_explain_items(call, N_("an agreed plan runs, and the step does not rise"), NULL, 0);
    else if (ladder->red > 0 && ladder->step < TOLV_STEP_MAX)
        tolv_explain(call, N_("{1} of {2} red {2|month|months} to the next step"),
                     TOLV_PLAIN(ladder->red), TOLV_PLAIN(rules[RISE]));
    if (ladder->green > 0 && ladder->step > 0)
        tolv_explain(call, N_("{1} of {2} green {2|month|months} to the step below"),
                     TOLV_PLAIN(ladder->green), TOLV_PLAIN(rules[FALL]));
    tolv_explain_items(call, steps[ladder->step].decision, NULL, 0);
}

static tolv_error escalation(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *levels = &args[LEVELS].range, *deviations = &args[DEVIATIONS].range;
    size_t n = tolv_range_count(levels), rules[RULE_COUNT], reported = 0;
    tolv_error error = tolv_check_as_many(call, args, DEVIATIONS, LEVELS);
    if (!error)
        error = rules_of(call, args, rules);
    if (!error)
        error = tolv_check_as_many(call, args, PLAN, LEVELS);
    if (error)
        return error;
    for (size_t i = 0; i < n; i++)
        reported += !tolv_is_blank(levels->numbers[i]) && !tolv_is_blank(deviations->numbers[i]);
    if (reported == 0)
        return tolv_fail(call, TOLV_NOT_REPORTED, LEVELS);
    tolv_ladder ladder = {0};
    if (call->listening) {
        ladder.changes = tolv_arena_take(&call->arena, n, sizeof *ladder.changes);
        if (!ladder.changes)
            return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    }
    tolv_escalation(&ladder, levels->numbers, deviations->numbers,
                    args[PLAN].kind == TOLV_RANGE ? args[PLAN].range.numbers : NULL, n, rules[RISE],
                    rules[FALL]);
    if (call->listening)
        explain_ladder(call, &ladder, rules);
    return tolv_answer_as(call, result, args[ANSWER].number, ladder.step, steps[ladder.step].word,
                          NULL);
}

const tolv_function tolv_function_escalation = {
    .name = NC_("function", "ESCALATION"),
    .text = N_("Step of the ladder: normal, support, plan, further chance, consequence"),
    .why = N_("Everyone should know beforehand what follows when a unit stays red. The ladder "
              "says which step the months have led to, what there is to decide, and how the unit "
              "gets down again."),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("0 to 4; or the word"),
    .formula =
        N_("up one step when the flag has been red for r months without getting better, down "
           "one after g green months, 0 to 4; no rise in the months of an agreed plan"),
    .example = "TOLV.ESCALATION({2;2;2;2};{-100000;-120000;-130000;-130000})",
    .see = "FLAG PERSIST STICKY ATTENTION",
    .body = escalation,
    .arguments =
        {
            [LEVELS] = TOLV_TAKES_LEVELS(
                N_("Flag of each month, 0 to 2 as FLAG answers; blank is left out")),
            [DEVIATIONS] = TOLV_TAKES_DEVIATIONS(
                N_("Deviation of each month in kronor; a month with a blank is left out")),
            [RULES] = {.id = "rules",
                       .name = NC_("argument", "rules"),
                       .text = N_("{red months to a step up; green months to a step down}, "
                                  "left out or blank: {2; 3}"),
                       .kind = TOLV_ARGUMENT_WHOLES,
                       .shape = TOLV_SHAPE_LINE,
                       .blanks = TOLV_BLANKS_OPEN,
                       .optional = true,
                       .low = 1,
                       .high = TOLV_MONTHS_COUNTED},
            [ANSWER] = TOLV_TAKES_ANSWER_IN_WORDS,
            [PLAN] = {.id = "plan",
                      .name = NC_("argument", "plan months"),
                      .text = N_("1 in each month when an agreed plan runs, else 0 or blank"),
                      .kind = TOLV_ARGUMENT_WHOLES,
                      .shape = TOLV_SHAPE_LINE,
                      .blanks = TOLV_BLANKS_ZERO,
                      .optional = true,
                      .low = 0,
                      .high = 1},
        },
};

/* ---- ATTENTION ---- */

enum { UNITS, UNIT_LEVELS, UNIT_DEVIATIONS, FIRST, ELEMENT };
enum { RANK, UNIT, LEVEL, DEVIATION, REASON, COLUMNS };

static tolv_error check_units(tolv_call *call, const tolv_value *args) {
    const tolv_range *levels = &args[UNIT_LEVELS].range;
    const tolv_range *deviations = &args[UNIT_DEVIATIONS].range;
    for (int argument = UNIT_LEVELS; argument <= UNIT_DEVIATIONS; argument++) {
        tolv_error error = tolv_check_as_many(call, args, argument, UNITS);
        if (error)
            return error;
    }
    for (size_t i = 0; i < tolv_range_count(levels); i++)
        if (levels->numbers[i] > TOLV_GREEN && tolv_is_blank(deviations->numbers[i]))
            return tolv_fail_blank(call, UNIT_DEVIATIONS, deviations, i);
    return TOLV_OK;
}

/* What the flagged units are worse than budget together, in kronor. */
static double worse(const tolv_attention *ranked, size_t count) {
    double ore = 0;
    for (size_t i = 0; i < count; i++)
        ore -= ranked[i].deviation < 0 ? (double)ranked[i].deviation : 0;
    return ore / 100;
}

/* Why a unit stands where it does, as a sentence with its items. */
typedef struct reason {
    const char *sentence;
    tolv_item items[2];
} reason;

static reason reason_of(const tolv_attention *unit, double worse) {
    if (unit->deviation >= 0)
        return (reason){.sentence = N_("flagged, though not worse than budget")};
    return (reason){N_("{1} of the flagged units' shortfall of {2} kr"),
                    {TOLV_PERCENT(-tolv_to_kronor(unit->deviation) / worse), TOLV_KRONOR(worse)}};
}

static bool write_row(tolv_call *call, tolv_cell *row, size_t rank, const tolv_range *units,
                      const tolv_attention *unit, double worse) {
    const char *word = tolv_translate(call->language, tolv_level_signs[(int)unit->level].word);
    row[RANK] = (tolv_cell){.kind = TOLV_NUMBER, .number = (double)rank};
    row[UNIT] = tolv_range_cell(units, unit->unit);
    row[LEVEL] = (tolv_cell){.kind = TOLV_TEXT, .text = tolv_text_of(word)};
    row[DEVIATION] = (tolv_cell){.kind = TOLV_NUMBER, .number = tolv_to_kronor(unit->deviation)};
    reason reason = reason_of(unit, worse);
    return tolv_cell_sentence(call, &row[REASON], reason.sentence, reason.items, 2);
}

static tolv_item shown_unit(const tolv_cell *cell) {
    if (cell->kind == TOLV_NUMBER)
        return TOLV_PLAIN(cell->number);
    return TOLV_TEXT_ITEM(cell->kind == TOLV_TEXT ? cell->text : tolv_text_of("–"));
}

/* The unit whose row is asked for; without element the first. */
static void explain_attention(tolv_call *call, const tolv_value *args, const tolv_attention *ranked,
                              size_t count) {
    const tolv_range *units = &args[UNITS].range;
    size_t n = tolv_range_count(units);
    double row =
        args[ELEMENT].kind == TOLV_NUMBER ? floor((args[ELEMENT].number - 1) / COLUMNS) : 0;
    if (count == 0) {
        tolv_explain(call, N_("{1} {1|unit|units}, none of them flagged"), TOLV_PLAIN(n));
        return;
    }
    if (row < 0 || row >= (double)count)
        return; /* the element is outside, which the dispatcher says */
    const tolv_attention *unit = &ranked[(size_t)row];
    tolv_cell name = tolv_range_cell(units, unit->unit);
    reason reason = reason_of(unit, worse(ranked, count));
    tolv_explain(call, N_("number {1} is {2}: {3}, {4} kr"), TOLV_PLAIN(row + 1), shown_unit(&name),
                 TOLV_WORD(tolv_level_signs[(int)unit->level].word),
                 TOLV_KRONOR(tolv_to_kronor(unit->deviation)));
    tolv_explain_items(call, reason.sentence, reason.items, 2);
    tolv_explain(
        call,
        N_("{1} of {2} {2|unit|units} flagged: red before yellow, then the worst deviation first"),
        TOLV_PLAIN(count), TOLV_PLAIN(n));
}

static tolv_error attention(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *units = &args[UNITS].range;
    size_t n = tolv_range_count(units);
    tolv_error error = check_units(call, args);
    if (error)
        return error;
    tolv_attention *ranked = tolv_arena_take(&call->arena, n, sizeof *ranked);
    if (!ranked)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    size_t count = tolv_attention_rank(args[UNIT_LEVELS].range.numbers,
                                       args[UNIT_DEVIATIONS].range.numbers, n, ranked);
    size_t rows = count;
    if (args[FIRST].kind == TOLV_NUMBER && args[FIRST].number < (double)rows)
        rows = (size_t)args[FIRST].number;
    tolv_cell *table = tolv_answer_table(call, result, rows ? rows : 1, COLUMNS);
    bool written = table != NULL;
    double sum = worse(ranked, count);
    for (size_t i = 0; written && i < rows; i++)
        written = write_row(call, &table[i * COLUMNS], i + 1, units, &ranked[i], sum);
    if (!written)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    if (call->listening)
        explain_attention(call, args, ranked, count);
    return TOLV_OK;
}

const tolv_function tolv_function_attention = {
    .name = NC_("function", "ATTENTION"),
    .text = N_("Whom to talk with first: the flagged units, ranked, with the reason"),
    .why = N_("Time for talks is short, and a table of forty units does not say where to begin. "
              "This puts the flagged ones in order, and says how much of the shortfall each of "
              "them stands for."),
    .family = TOLV_FAMILY_FLAGS,
    .unit = N_("a table with a row for each flagged unit: rank, unit, flag, deviation in kronor, "
               "reason; one blank row when there is none"),
    .formula =
        N_("units with level > 0: red before yellow, then the worst deviation first, then as "
           "given"),
    .example = N_("TOLV.ATTENTION({\"North\";\"South\";\"East\"};{1;2;0};{-50000;-150000;20000})"),
    .see = "FLAG ESCALATION OFFSET",
    .body = attention,
    .arguments =
        {
            [UNITS] = {.id = "units",
                       .name = NC_("argument", "units"),
                       .text = N_("Names or codes of the units"),
                       .kind = TOLV_ARGUMENT_CELLS,
                       .shape = TOLV_SHAPE_LINE,
                       .blanks = TOLV_BLANKS_KEPT},
            [UNIT_LEVELS] = TOLV_TAKES_LEVELS(
                N_("Flag of each unit, 0 to 2 as FLAG answers; a unit with a blank is left out")),
            [UNIT_DEVIATIONS] =
                {.id = "deviations",
                 .name = NC_("argument", "deviations"),
                 .text =
                     N_("Deviation of each unit in kronor, minus is worse, as DEVIATION answers"),
                 .kind = TOLV_ARGUMENT_AMOUNTS,
                 .shape = TOLV_SHAPE_LINE},
            [FIRST] = {.id = "first",
                       .name = NC_("argument", "first"),
                       .text = N_("How many rows from the top; left out: all"),
                       .kind = TOLV_ARGUMENT_WHOLE,
                       .optional = true,
                       .low = 1,
                       .high = 1 << 20},
            [ELEMENT] = TOLV_TAKES_ELEMENT,
        },
};
