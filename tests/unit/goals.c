/* SPDX-License-Identifier: MPL-2.0 */
/* Over random trees of goals: the chain to an owner holds all that stands above its goals and
 * nothing else, each once and after its parent; circles are found; and what is said of levels and
 * indicators is what counting one by one says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "core/goals.h"
#include "random.h"

enum { GOALS = 30, WORD = 24 };

typedef struct forest {
    tolv_goal goals[GOALS];
    char words[GOALS][WORD];
    size_t n, parent[GOALS]; /* TOLV_NO_GOAL for none */
} forest;

static tolv_text one_of(const char *const *words, size_t count) {
    return tolv_text_of(words[random_below((int64_t)count)]);
}

/* Parents come before their goals in a random order, so there is no circle. */
static void make(forest *f) {
    static const char *const owners[] = {"Council", "Board", "North", "South"};
    static const char *const levels[] = {"one", "ONE", "two", "three", ""};
    static const char *const indicators[] = {"x", "X", "y", "z", ""};
    size_t order[GOALS];
    f->n = 1 + (size_t)random_below(GOALS);
    for (size_t i = 0; i < f->n; i++) {
        size_t place = (size_t)random_below((int64_t)i + 1);
        order[i] = order[place];
        order[place] = i;
        snprintf(f->words[i], WORD, "g%zu", i);
    }
    for (size_t k = 0; k < f->n; k++) {
        size_t i = order[k];
        f->parent[i] = k > 0 && random_below(4) ? order[random_below((int64_t)k)] : TOLV_NO_GOAL;
        f->goals[i] = (tolv_goal){
            .level = TOLV_BLANK_NUMBER, .direction = (int)random_below(3) - 1, .above = 0};
        tolv_text *cells = f->goals[i].cells;
        for (int column = 0; column < TOLV_GOAL_COLUMNS; column++)
            cells[column] = tolv_text_of("-");
        cells[TOLV_GOAL_CODE] = tolv_text_of("");
        cells[TOLV_GOAL_WORDS] = cells[TOLV_GOAL_LAST_YEAR] = tolv_text_of(f->words[i]);
        cells[TOLV_GOAL_PARENT] =
            tolv_text_of(f->parent[i] == TOLV_NO_GOAL ? "" : f->words[f->parent[i]]);
        cells[TOLV_GOAL_OWNER] = one_of(owners, 4);
        cells[TOLV_GOAL_LEVEL] = one_of(levels, 5);
        cells[TOLV_GOAL_INDICATOR] = one_of(indicators, 5);
    }
}

static bool stands_above(const forest *f, size_t goal, size_t below) {
    for (size_t at = below; at != TOLV_NO_GOAL; at = f->parent[at])
        if (at == goal)
            return true;
    return false;
}

static void chains_hold_what_stands_above(void **unused) {
    (void)unused;
    for (int left = rounds(20000); left > 0; left--) {
        forest f;
        tolv_arena arena;
        size_t circle, chain[GOALS], count, place[GOALS];
        tolv_text owner = tolv_text_of(left % 2 ? "north" : "Nobody");
        make(&f);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_goals_link(&arena, f.goals, f.n, &circle), TOLV_OK);
        assert_int_equal(tolv_goals_chain(&arena, f.goals, f.n, owner, chain, &count), TOLV_OK);
        assert_true(count <= f.n);
        for (size_t i = 0; i < f.n; i++)
            place[i] = count;
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(place[chain[k]], count);
            place[chain[k]] = k;
        }
        for (size_t i = 0; i < f.n; i++) {
            bool wanted = false;
            for (size_t own = 0; own < f.n; own++)
                wanted = wanted || (tolv_text_same(f.goals[own].cells[TOLV_GOAL_OWNER], owner) &&
                                    stands_above(&f, i, own));
            assert_int_equal(f.goals[i].above, f.parent[i]);
            assert_int_equal(place[i] < count, wanted);
            if (wanted && f.parent[i] != TOLV_NO_GOAL)
                assert_true(place[f.parent[i]] < place[i]);
            for (size_t j = 0; j < i; j++)
                if (wanted && place[j] < count && f.parent[j] == f.parent[i])
                    assert_true(place[j] < place[i]);
        }
        tolv_arena_close(&arena);
    }
}

static void circles_are_found(void **unused) {
    (void)unused;
    for (int left = rounds(20000); left > 0; left--) {
        forest f;
        tolv_arena arena;
        size_t circle, below, top;
        make(&f);
        below = top = (size_t)random_below((int64_t)f.n);
        while (f.parent[top] != TOLV_NO_GOAL)
            top = f.parent[top];
        f.goals[top].cells[TOLV_GOAL_PARENT] = tolv_text_of(f.words[below]);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_goals_link(&arena, f.goals, f.n, &circle), TOLV_CIRCLE);
        assert_true(stands_above(&f, circle, below));
        tolv_arena_close(&arena);
    }
}

static bool same(const forest *f, size_t a, size_t b, tolv_goal_column column) {
    return f->goals[a].cells[column].length > 0 &&
           tolv_text_same(f->goals[a].cells[column], f->goals[b].cells[column]);
}

/* How many findings one of a kind about the goal there should be, and with which other. */
static size_t expected(const forest *f, size_t goal, tolv_finding_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < f->n; i++) {
        if (kind == TOLV_FINDING_CROWDED && same(f, i, goal, TOLV_GOAL_LEVEL)) {
            if (i < goal)
                return TOLV_NO_GOAL; /* said of an earlier one */
            count++;
        }
        if (kind == TOLV_FINDING_OPPOSITE && i < goal && same(f, i, goal, TOLV_GOAL_INDICATOR) &&
            f->goals[i].direction * f->goals[goal].direction < 0)
            return i;
    }
    return kind == TOLV_FINDING_CROWDED && count > TOLV_GOALS_ON_A_LEVEL ? count : TOLV_NO_GOAL;
}

static void findings_are_those_of_counting(void **unused) {
    (void)unused;
    size_t found[TOLV_FINDING_CHANGED + 1] = {0};
    for (int left = rounds(20000); left > 0; left--) {
        forest f;
        tolv_arena arena;
        tolv_finding *findings;
        size_t circle, count, crowded = 0, opposite = 0;
        make(&f);
        tolv_arena_open(&arena, NULL);
        assert_int_equal(tolv_goals_link(&arena, f.goals, f.n, &circle), TOLV_OK);
        assert_int_equal(tolv_goals_check(&arena, f.goals, f.n, &findings, &count), TOLV_OK);
        for (size_t i = 0; i < f.n; i++) {
            crowded += expected(&f, i, TOLV_FINDING_CROWDED) != TOLV_NO_GOAL;
            opposite += expected(&f, i, TOLV_FINDING_OPPOSITE) != TOLV_NO_GOAL;
        }
        for (size_t k = 0; k < count; k++) {
            const tolv_finding *finding = &findings[k];
            found[finding->kind]++;
            if (finding->kind == TOLV_FINDING_CROWDED || finding->kind == TOLV_FINDING_OPPOSITE)
                assert_int_equal(finding->other, expected(&f, finding->goal, finding->kind));
            crowded -= finding->kind == TOLV_FINDING_CROWDED;
            opposite -= finding->kind == TOLV_FINDING_OPPOSITE;
        }
        assert_int_equal(crowded, 0);
        assert_int_equal(opposite, 0);
        tolv_arena_close(&arena);
    }
    assert_true(found[TOLV_FINDING_CROWDED] > 0 && found[TOLV_FINDING_OPPOSITE] > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_hold_what_stands_above),
        cmocka_unit_test(circles_are_found),
        cmocka_unit_test(findings_are_those_of_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
