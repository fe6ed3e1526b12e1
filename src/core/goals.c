/* SPDX-License-Identifier: MPL-2.0 */
#include "core/goals.h"

#include <stdlib.h>

/* A goal by one of its cells, to be sorted and found by it. */
typedef struct entry {
    tolv_text key;
    size_t goal;
} entry;

static int by_key(const void *a, const void *b) {
    const entry *x = a, *y = b;
    int order = tolv_text_order(x->key, y->key);
    return order ? order : (x->goal > y->goal) - (x->goal < y->goal);
}

/* Adds the goals whose cell in the column is not blank; answers how many there are then. */
static size_t add_entries(entry *entries, size_t count, const tolv_goal *goals, size_t n,
                          tolv_goal_column column) {
    for (size_t i = 0; i < n; i++)
        if (goals[i].cells[column].length > 0)
            entries[count++] = (entry){goals[i].cells[column], i};
    return count;
}

/* ---- The tree ---- */

/* The first goal that has the key; `self` only where no other has. */
static size_t find(const entry *entries, size_t count, tolv_text key, size_t self) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tolv_text_order(entries[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t found = TOLV_NO_GOAL;
    for (; low < count && tolv_text_same(entries[low].key, key); low++) {
        found = entries[low].goal;
        if (found != self)
            break;
    }
    return found;
}

/* Marks the way up from every goal; one that comes back to its own marks goes round. */
static tolv_error find_circle(tolv_arena *arena, const tolv_goal *goals, size_t n, size_t *circle) {
    size_t *marks = tolv_arena_take(arena, n, sizeof *marks);
    if (!marks)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < n; i++)
        marks[i] = TOLV_NO_GOAL;
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at != TOLV_NO_GOAL && marks[at] == TOLV_NO_GOAL; at = goals[at].above)
            marks[at] = i;
        if (at != TOLV_NO_GOAL && marks[at] == i) {
            *circle = at;
            return TOLV_CIRCLE;
        }
    }
    return TOLV_OK;
}

tolv_error tolv_goals_link(tolv_arena *arena, tolv_goal *goals, size_t n, size_t *circle) {
    entry *entries = tolv_arena_take(arena, n, 2 * sizeof *entries);
    if (!entries)
        return TOLV_OUT_OF_MEMORY;
    size_t count = add_entries(entries, 0, goals, n, TOLV_GOAL_CODE);
    count = add_entries(entries, count, goals, n, TOLV_GOAL_WORDS);
    qsort(entries, count, sizeof *entries, by_key);
    for (size_t i = 0; i < n; i++) /* no goal has a blank key */
        goals[i].above = find(entries, count, goals[i].cells[TOLV_GOAL_PARENT], i);
    return find_circle(arena, goals, n, circle);
}

tolv_error tolv_goals_chain(tolv_arena *arena, const tolv_goal *goals, size_t n, tolv_text owner,
                            size_t *chain, size_t *count) {
    bool *wanted = tolv_arena_take(arena, n, sizeof *wanted);
    size_t *first = tolv_arena_take(arena, n, sizeof *first); /* goal below */
    size_t *next = tolv_arena_take(arena, n, sizeof *next);   /* goal beside */
    size_t top = TOLV_NO_GOAL;
    if (!wanted || !first || !next)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < n; i++) {
        wanted[i] = false;
        first[i] = TOLV_NO_GOAL;
    }
    for (size_t i = 0; i < n; i++)
        if (tolv_text_same(goals[i].cells[TOLV_GOAL_OWNER], owner))
            for (size_t at = i; at != TOLV_NO_GOAL && !wanted[at]; at = goals[at].above)
                wanted[at] = true;
    for (size_t i = n; i-- > 0;) {
        if (!wanted[i])
            continue;
        size_t *list = goals[i].above == TOLV_NO_GOAL ? &top : &first[goals[i].above];
        next[i] = *list;
        *list = i;
    }
    *count = 0;
    for (size_t at = top; at != TOLV_NO_GOAL;) {
        chain[(*count)++] = at;
        if (first[at] != TOLV_NO_GOAL) {
            at = first[at];
            continue;
        }
        while (at != TOLV_NO_GOAL && next[at] == TOLV_NO_GOAL)
            at = goals[at].above;
        at = at == TOLV_NO_GOAL ? at : next[at];
    }
    return TOLV_OK;
}

/* ---- Findings ---- */

/* What a goal's findings are found from beside its own cells. */
typedef struct surroundings {
    size_t *on_level; /* how many stand on the level, at the first of them; else 0 */
    size_t *opposite; /* an earlier goal that takes the indicator the other way, or none */
    double top;       /* the top level as a number, or */
    tolv_text top_word;
} surroundings;

static void count_levels(const entry *entries, size_t count, size_t *on_level) {
    for (size_t i = 0, first = 0; i < count; i++) {
        if (!tolv_text_same(entries[i].key, entries[first].key))
            first = i;
        on_level[entries[first].goal]++;
    }
}

static void find_opposites(const entry *entries, size_t count, const tolv_goal *goals,
                           size_t *opposite) {
    size_t higher = TOLV_NO_GOAL, lower = TOLV_NO_GOAL; /* the first of each, of one indicator */
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && !tolv_text_same(entries[i].key, entries[i - 1].key))
            higher = lower = TOLV_NO_GOAL;
        size_t goal = entries[i].goal;
        if (goals[goal].direction == 0)
            continue;
        size_t *own = goals[goal].direction > 0 ? &higher : &lower;
        opposite[goal] = goals[goal].direction > 0 ? lower : higher;
        if (*own == TOLV_NO_GOAL)
            *own = goal;
    }
}

static tolv_error look_around(tolv_arena *arena, const tolv_goal *goals, size_t n,
                              surroundings *around) {
    entry *entries = tolv_arena_take(arena, n, sizeof *entries);
    *around = (surroundings){.on_level = tolv_arena_take(arena, n, sizeof *around->on_level),
                             .opposite = tolv_arena_take(arena, n, sizeof *around->opposite),
                             .top = TOLV_BLANK_NUMBER};
    if (!entries || !around->on_level || !around->opposite)
        return TOLV_OUT_OF_MEMORY;
    for (size_t i = 0; i < n; i++) {
        around->on_level[i] = 0;
        around->opposite[i] = TOLV_NO_GOAL;
        around->top = fmin(around->top, goals[i].level); /* a blank gives way */
        if (around->top_word.length == 0)
            around->top_word = goals[i].cells[TOLV_GOAL_LEVEL];
    }
    size_t count = add_entries(entries, 0, goals, n, TOLV_GOAL_LEVEL);
    qsort(entries, count, sizeof *entries, by_key);
    count_levels(entries, count, around->on_level);
    count = add_entries(entries, 0, goals, n, TOLV_GOAL_INDICATOR);
    qsort(entries, count, sizeof *entries, by_key);
    find_opposites(entries, count, goals, around->opposite);
    return TOLV_OK;
}

static bool is_on_top(const tolv_goal *goal, const surroundings *around) {
    if (!tolv_is_blank(around->top))
        return goal->level == around->top;
    return goal->cells[TOLV_GOAL_LEVEL].length > 0 &&
           tolv_text_same(goal->cells[TOLV_GOAL_LEVEL], around->top_word);
}

/* What there is to say of one cell of goal i, if anything. */
static bool find_in_cell(const tolv_goal *goals, size_t i, tolv_goal_column column,
                         const surroundings *around, tolv_finding *finding) {
    const tolv_goal *goal = &goals[i];
    *finding = (tolv_finding){TOLV_FINDING_BLANK, column, i, TOLV_NO_GOAL};
    if (goal->cells[column].length == 0)
        return column != TOLV_GOAL_PARENT || !is_on_top(goal, around);
    switch (column) {
    case TOLV_GOAL_PARENT:
        finding->kind = TOLV_FINDING_NO_SUCH_GOAL;
        return goal->above == TOLV_NO_GOAL;
    case TOLV_GOAL_DIRECTION:
        finding->kind = goal->direction == 0 ? TOLV_FINDING_UNREAD : TOLV_FINDING_OPPOSITE;
        finding->other = around->opposite[i];
        return goal->direction == 0 || finding->other != TOLV_NO_GOAL;
    case TOLV_GOAL_LAST_YEAR:
        finding->kind = TOLV_FINDING_CHANGED;
        return goal->cells[TOLV_GOAL_WORDS].length > 0 &&
               !tolv_text_same(goal->cells[column], goal->cells[TOLV_GOAL_WORDS]);
    default:
        return false;
    }
}

tolv_error tolv_goals_check(tolv_arena *arena, const tolv_goal *goals, size_t n,
                            tolv_finding **findings, size_t *count) {
    surroundings around;
    tolv_error error = look_around(arena, goals, n, &around);
    tolv_finding *found = tolv_arena_take(arena, n, TOLV_GOAL_COLUMNS * sizeof *found);
    if (error || !found)
        return TOLV_OUT_OF_MEMORY;
    *findings = found;
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (around.on_level[i] > TOLV_GOALS_ON_A_LEVEL)
            found[(*count)++] =
                (tolv_finding){TOLV_FINDING_CROWDED, TOLV_GOAL_LEVEL, i, around.on_level[i]};
    for (size_t i = 0; i < n; i++)
        for (int column = 0; column < TOLV_GOAL_CODE; column++) /* a code is not needed */
            *count += find_in_cell(goals, i, (tolv_goal_column)column, &around, &found[*count]);
    return TOLV_OK;
}
