/* SPDX-License-Identifier: MPL-2.0 */
/* Goals: few, of one piece, with something to measure them by, and left to stand. */
#include "core/goals.h"

#include <math.h>

#include "functions/arguments.h"
#include "functions/headings.h"
#include "functions/result.h"

enum { GOALS, UNIT, ELEMENT };

/* ---- Reading the table ---- */

static const tolv_heading headings[TOLV_GOAL_COLUMNS] = {
    [TOLV_GOAL_WORDS] = {.words = "goal, mål"},
    [TOLV_GOAL_LEVEL] = {.words = "level, nivå, niveau"},
    [TOLV_GOAL_PARENT] = {.words =
                              "parent, parent goal, överordnat mål, överordnat, overordnet mål, "
                              "overordnet"},
    [TOLV_GOAL_CORE_TASK] = {.words =
                                 "core task, national link, kärnuppdrag, kärnuppgift, nationell "
                                 "koppling, kerneopgave, national kobling"},
    [TOLV_GOAL_OWNER] = {.words = "owner, unit, ägare, ansvarig, enhet, ejer, ansvarlig, enhed"},
    [TOLV_GOAL_INDICATOR] = {.words = "indicator, indikator, mått, nyckeltal, nøgletal"},
    [TOLV_GOAL_DIRECTION] = {.words = "direction, riktning, retning"},
    [TOLV_GOAL_BASE_YEAR] = {.words = "base year, basår, utgångsår, basisår"},
    [TOLV_GOAL_BASE_VALUE] = {.words = "base value, base, basvärde, utgångsvärde, utgångsläge, "
                                       "basisværdi, udgangspunkt"},
    [TOLV_GOAL_TARGET] = {.words = "target, target value, målvärde, målværdi, måltal"},
    [TOLV_GOAL_LAST_YEAR] = {.words =
                                 "last year, last year's goal, förra året, förra årets mål, sidste "
                                 "år, sidste års mål"},
    [TOLV_GOAL_CODE] = {.words = "code, kod, kode, id", .optional = true},
};

static const char higher_words[] = "higher, högre, højere, up, upp, op, ↑, +";
static const char lower_words[] = "lower, lägre, lavere, down, ner, ned, ↓, -, −";

/* A cell as text: years and codes as they are, values as the reader writes them. False when memory
 * is out. */
static bool read_text(tolv_call *call, const tolv_cell *cell, bool is_value, tolv_text *text) {
    *text = tolv_text_of("");
    if (cell->kind == TOLV_TEXT)
        *text = tolv_text_trimmed(cell->text);
    if (cell->kind != TOLV_NUMBER)
        return true;
    bool plain = !is_value && cell->number == floor(cell->number);
    tolv_item item = plain ? TOLV_PLAIN(cell->number) : TOLV_DECIMAL(cell->number);
    tolv_writer writer = {.arena = &call->arena};
    tolv_write_item(&writer, call->language, &item);
    *text = (tolv_text){writer.bytes, writer.length};
    return !writer.failed;
}

static int direction_of(const tolv_cell *cell) {
    if (cell->kind == TOLV_NUMBER)
        return (cell->number > 0) - (cell->number < 0);
    if (cell->kind != TOLV_TEXT)
        return 0;
    return tolv_text_is_one_of(cell->text, higher_words) -
           tolv_text_is_one_of(cell->text, lower_words);
}

/* The goals of the table, its blank rows left out. */
typedef struct goal_table {
    size_t columns[TOLV_GOAL_COLUMNS];
    tolv_goal *goals;
    size_t *rows; /* in the table, from 1 */
    size_t count;
} goal_table;

/* One row; false when memory is out. */
static bool read_goal(tolv_call *call, const tolv_range *range, size_t row, goal_table *table) {
    tolv_goal *goal = &table->goals[table->count];
    bool blank = true;
    *goal = (tolv_goal){.level = TOLV_BLANK_NUMBER, .above = TOLV_NO_GOAL};
    for (int column = 0; column < TOLV_GOAL_COLUMNS; column++) {
        size_t at = table->columns[column];
        if (at == TOLV_NO_COLUMN)
            continue;
        tolv_cell cell = tolv_range_cell(range, row * range->columns + at);
        bool is_value = column == TOLV_GOAL_BASE_VALUE || column == TOLV_GOAL_TARGET;
        if (!read_text(call, &cell, is_value, &goal->cells[column]))
            return false;
        blank = blank && goal->cells[column].length == 0;
        if (column == TOLV_GOAL_LEVEL && cell.kind == TOLV_NUMBER)
            goal->level = cell.number;
        if (column == TOLV_GOAL_DIRECTION)
            goal->direction = direction_of(&cell);
    }
    table->rows[table->count] = row + 1;
    table->count += !blank;
    return true;
}

static tolv_error read_goals(tolv_call *call, const tolv_range *range, goal_table *table) {
    tolv_error error =
        tolv_find_headings(call, GOALS, range, headings, TOLV_GOAL_COLUMNS, table->columns);
    if (error)
        return error;
    table->count = 0;
    table->goals = tolv_arena_take(&call->arena, range->rows, sizeof *table->goals);
    table->rows = tolv_arena_take(&call->arena, range->rows, sizeof *table->rows);
    bool read = table->goals && table->rows;
    for (size_t row = 1; read && row < range->rows; row++)
        read = read_goal(call, range, row, table);
    if (!read)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    size_t circle;
    error = tolv_goals_link(&call->arena, table->goals, table->count, &circle);
    if (error == TOLV_CIRCLE)
        return tolv_fail_items(
            call, error, GOALS, table->rows[circle], table->columns[TOLV_GOAL_PARENT] + 1,
            TOLV_ITEMS(TOLV_TEXT_ITEM(table->goals[circle].cells[TOLV_GOAL_WORDS])));
    return error ? tolv_fail(call, error, -1) : TOLV_OK;
}

/* ---- Findings ---- */

typedef struct advice {
    const char *finding, *action;
} advice;

static const advice blanks[] = {
    [TOLV_GOAL_WORDS] = {N_("no goal in words"), N_("write what is to be reached")},
    [TOLV_GOAL_LEVEL] = {N_("no level"), N_("write which level it belongs to")},
    [TOLV_GOAL_PARENT] = {N_("no goal above it"), N_("write which goal it serves, or drop it")},
    [TOLV_GOAL_CORE_TASK] = {N_("no link to the core task"),
                             N_("name the law, national goal or task that it serves")},
    [TOLV_GOAL_OWNER] = {N_("no owner"), N_("decide who answers for it")},
    [TOLV_GOAL_INDICATOR] = {N_("no indicator"), N_("choose one figure that shows the result")},
    [TOLV_GOAL_DIRECTION] = {N_("no direction"), N_("write whether higher or lower is better")},
    [TOLV_GOAL_BASE_YEAR] = {N_("no base year"), N_("write which year the base value is from")},
    [TOLV_GOAL_BASE_VALUE] = {N_("no base value"), N_("measure where you stand today")},
    [TOLV_GOAL_TARGET] = {N_("no target"), N_("decide which value is to be reached")},
    [TOLV_GOAL_LAST_YEAR] = {N_("new since last year"), N_("see that it can stand for years")},
};

static const advice advices[] = {
    [TOLV_FINDING_CROWDED] = {N_("{1} goals on the level"),
                              N_("keep the {2} that matter most; let the others be tasks")},
    [TOLV_FINDING_NO_SUCH_GOAL] = {N_("the goal above it, “{1}”, is not in the table"),
                                   N_("correct the name, or add that goal")},
    [TOLV_FINDING_UNREAD] = {N_("the direction “{1}” is not understood"),
                             N_("write “higher” or “lower”")},
    [TOLV_FINDING_OPPOSITE] = {N_("“{1}” goes the other way in “{2}”"),
                               N_("decide which of the two comes first, or change indicator")},
    [TOLV_FINDING_CHANGED] = {N_("changed since last year: “{1}”"),
                              N_("let a goal stand for years, or tell why it is changed")},
};

/* A finding in words. */
typedef struct remark {
    const advice *advice;
    tolv_item items[2];
    const char *name; /* of what it is about, with `number`, where no goal's words can tell */
    tolv_item number;
} remark;

static remark remark_of(const goal_table *table, const tolv_finding *finding) {
    const tolv_goal *goal = &table->goals[finding->goal];
    tolv_item cell = TOLV_TEXT_ITEM(goal->cells[finding->column]);
    remark remark = {&advices[finding->kind], {cell}, NULL, cell};
    if (goal->cells[TOLV_GOAL_WORDS].length == 0) {
        remark.name = N_("row {1}");
        remark.number = TOLV_PLAIN(table->rows[finding->goal]);
    }
    switch (finding->kind) {
    case TOLV_FINDING_BLANK:
        remark.advice = &blanks[finding->column];
        break;
    case TOLV_FINDING_CROWDED:
        remark.name = N_("level {1}");
        remark.number = cell;
        remark.items[0] = TOLV_PLAIN(finding->other);
        remark.items[1] = TOLV_PLAIN(TOLV_GOALS_ON_A_LEVEL);
        break;
    case TOLV_FINDING_OPPOSITE:
        remark.items[0] = TOLV_TEXT_ITEM(goal->cells[TOLV_GOAL_INDICATOR]);
        remark.items[1] = TOLV_TEXT_ITEM(table->goals[finding->other].cells[TOLV_GOAL_WORDS]);
        break;
    default:
        break;
    }
    return remark;
}

enum { FOUND_GOAL, FOUND, FOUND_ACTION, FOUND_COLUMNS };

static bool write_finding(tolv_call *call, const goal_table *table, const tolv_finding *finding,
                          tolv_cell row[FOUND_COLUMNS]) {
    remark remark = remark_of(table, finding);
    row[FOUND_GOAL] =
        (tolv_cell){.kind = TOLV_TEXT, .text = table->goals[finding->goal].cells[TOLV_GOAL_WORDS]};
    return (!remark.name ||
            tolv_cell_sentence(call, &row[FOUND_GOAL], remark.name, &remark.number, 1)) &&
           tolv_cell_sentence(call, &row[FOUND], remark.advice->finding, remark.items, 2) &&
           tolv_cell_sentence(call, &row[FOUND_ACTION], remark.advice->action, remark.items, 2);
}

static tolv_error answer_findings(tolv_call *call, const goal_table *table,
                                  const tolv_value *element, tolv_value *result) {
    tolv_finding *findings;
    size_t count;
    if (tolv_goals_check(&call->arena, table->goals, table->count, &findings, &count))
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_cell *rows = tolv_answer_table(call, result, count ? count : 1, FOUND_COLUMNS);
    bool written = rows != NULL;
    for (size_t i = 0; written && i < count; i++)
        written = write_finding(call, table, &findings[i], &rows[i * FOUND_COLUMNS]);
    if (!written)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_explain(call, N_("{1} {1|goal|goals}, {2} {2|finding|findings}"), TOLV_PLAIN(table->count),
                 TOLV_PLAIN(count));
    if (!call->listening || count == 0)
        return TOLV_OK;
    size_t chosen = tolv_element_of(element, count * FOUND_COLUMNS);
    size_t shown = chosen ? (chosen - 1) / FOUND_COLUMNS : 0;
    remark remark = remark_of(table, &findings[shown]);
    tolv_explain(call, N_("number {1}: {2}"), TOLV_PLAIN(shown + 1),
                 TOLV_TEXT_ITEM(rows[shown * FOUND_COLUMNS + FOUND_GOAL].text));
    tolv_explain_items(call, remark.advice->finding, remark.items, 2);
    tolv_explain_items(call, remark.advice->action, remark.items, 2);
    return TOLV_OK;
}

/* ---- The chain that reaches a unit ---- */

enum { CHAIN_LEVEL, CHAIN_GOAL, CHAIN_OWNER, CHAIN_INDICATOR, CHAIN_AIM, CHAIN_COLUMNS };

static void put_text(tolv_cell *cell, tolv_text text) {
    if (text.length > 0)
        *cell = (tolv_cell){.kind = TOLV_TEXT, .text = text};
}

static bool write_link(tolv_call *call, const tolv_goal *goal, tolv_cell row[CHAIN_COLUMNS]) {
    const tolv_text *cells = goal->cells;
    tolv_item aim[] = {TOLV_TEXT_ITEM(cells[TOLV_GOAL_TARGET]),
                       TOLV_TEXT_ITEM(cells[TOLV_GOAL_BASE_VALUE]),
                       TOLV_TEXT_ITEM(cells[TOLV_GOAL_BASE_YEAR])};
    put_text(&row[CHAIN_LEVEL], cells[TOLV_GOAL_LEVEL]);
    put_text(&row[CHAIN_GOAL], cells[TOLV_GOAL_WORDS]);
    put_text(&row[CHAIN_OWNER], cells[TOLV_GOAL_OWNER]);
    put_text(&row[CHAIN_INDICATOR], cells[TOLV_GOAL_INDICATOR]);
    if (cells[TOLV_GOAL_TARGET].length == 0)
        return true;
    return tolv_cell_sentence(call, &row[CHAIN_AIM],
                              cells[TOLV_GOAL_BASE_VALUE].length == 0 ? N_("to {1}")
                              : cells[TOLV_GOAL_BASE_YEAR].length == 0
                                  ? N_("from {2} to {1}")
                                  : N_("from {2} ({3}) to {1}"),
                              aim, 3);
}

/* "A → B → C", down to the goal. */
static void explain_way(tolv_call *call, const goal_table *table, size_t goal) {
    size_t *way = tolv_arena_take(&call->arena, table->count, sizeof *way), steps = 0;
    if (!way) {
        call->explanation.failed = true;
        return;
    }
    for (size_t at = goal; at != TOLV_NO_GOAL; at = table->goals[at].above)
        way[steps++] = at;
    tolv_explain(call, N_("from the top: {1}"),
                 TOLV_TEXT_ITEM(table->goals[way[--steps]].cells[TOLV_GOAL_WORDS]));
    while (steps-- > 0) {
        tolv_item words = TOLV_TEXT_ITEM(table->goals[way[steps]].cells[TOLV_GOAL_WORDS]);
        tolv_write_string(&call->explanation, " → ");
        tolv_write_item(&call->explanation, call->language, &words);
    }
}

/* The way to the goal whose row is asked for, else to the unit's first own goal. */
static void explain_chain(tolv_call *call, const goal_table *table, tolv_text unit,
                          const size_t *chain, size_t count, const tolv_value *element) {
    size_t chosen = tolv_element_of(element, count * CHAIN_COLUMNS), shown = 0;
    tolv_explain(call, N_("{1} {1|goal reaches|goals reach} {2}"), TOLV_PLAIN(count),
                 TOLV_TEXT_ITEM(unit));
    while (!tolv_text_same(table->goals[chain[shown]].cells[TOLV_GOAL_OWNER], unit))
        shown++;
    explain_way(call, table, chain[chosen ? (chosen - 1) / CHAIN_COLUMNS : shown]);
}

static tolv_error answer_chain(tolv_call *call, const goal_table *table, tolv_text unit,
                               const tolv_value *element, tolv_value *result) {
    size_t *chain = tolv_arena_take(&call->arena, table->count, sizeof *chain), count;
    if (!chain || tolv_goals_chain(&call->arena, table->goals, table->count, unit, chain, &count))
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    if (count == 0)
        return tolv_fail_with(call, TOLV_NOT_FOUND, UNIT, TOLV_TEXT_ITEM(unit));
    tolv_cell *rows = tolv_answer_table(call, result, count, CHAIN_COLUMNS);
    bool written = rows != NULL;
    for (size_t i = 0; written && i < count; i++)
        written = write_link(call, &table->goals[chain[i]], &rows[i * CHAIN_COLUMNS]);
    if (!written)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    if (call->listening)
        explain_chain(call, table, unit, chain, count, element);
    return TOLV_OK;
}

/* ---- GOALCHECK ---- */

static tolv_error goalcheck(tolv_call *call, const tolv_value *args, tolv_value *result) {
    goal_table table;
    tolv_text unit;
    tolv_cell code = tolv_cell_of(&args[UNIT]);
    tolv_error error = read_goals(call, &args[GOALS].range, &table);
    if (error)
        return error;
    if (!read_text(call, &code, false, &unit))
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    return unit.length > 0 ? answer_chain(call, &table, unit, &args[ELEMENT], result)
                           : answer_findings(call, &table, &args[ELEMENT], result);
}

const tolv_function tolv_function_goalcheck = {
    .name = NC_("function", "GOALCHECK"),
    .text = N_("Checks a table of goals: too many, loose ends, conflicts, no measure, changed; or "
               "those that reach a unit"),
    .why = N_("Goals that are many, loose or at odds steer nothing. This reads the whole table as"
              " a strict reader would and says what each goal lacks; with a unit it shows the "
              "chain of goals from the council down to it."),
    .family = TOLV_FAMILY_QUALITY,
    .unit = N_("a table with a row for each finding: goal, finding, what to do; one blank row when "
               "there is none. With a unit: level, goal, owner, indicator and aim of each goal "
               "that reaches it, from the top"),
    .formula = N_(
        "more than 3 goals on a level, all owners together; no goal above, or one that is not there; no link to the core task; the same indicator in opposite directions; new or changed since last year; every other blank cell"),
    .source = N_("kommunallagen (2017:725) 11 kap.: the budget states goals and guidelines for the "
                 "activities and goals for the economy"),
    .example = N_("TOLV.GOALCHECK({\"goal\";\"level\";\"parent goal\";\"core task\";\"owner\";"
                  "\"indicator\";\"direction\";\"base year\";\"base value\";\"target value\";"
                  "\"last year\"|\"Safe schools\";1;;\"Education Act\";\"Council\";\"feel safe\";"
                  "\"higher\";2024;0.84;0.9;\"Safe schools\"|\"Calm lessons\";2;\"Safe school\";"
                  "\"Education Act\";;\"feel safe\";\"lower\";2024;0.8;0.7;\"Calm lessons\"})"),
    .see = "TARGET BENCHMARK",
    .body = goalcheck,
    .arguments =
        {
            [GOALS] = {.id = "goals",
                       .name = NC_("argument", "goals"),
                       .text = N_("Headings: goal, level, parent, core task, owner, indicator, "
                                  "direction, base year, base value, target, last year"),
                       .kind = TOLV_ARGUMENT_CELLS,
                       .blanks = TOLV_BLANKS_KEPT},
            [UNIT] = {.id = "unit",
                      .name = NC_("argument", "unit"),
                      .text = N_("Owner of goals: answer its goals and all above them, from the "
                                 "top, instead of the findings"),
                      .kind = TOLV_ARGUMENT_CODE,
                      .optional = true},
            [ELEMENT] = TOLV_TAKES_ELEMENT,
        },
};
