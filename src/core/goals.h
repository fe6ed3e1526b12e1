/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_GOALS_H
#define TOLV_CORE_GOALS_H

#include "core/arena.h"
#include "core/value.h"

/* A tree of goals, and what makes it hard to steer by: too many of them, loose ends, goals that
 * pull against each other, and goals that change before they have had their time. */

typedef enum tolv_goal_column {
    TOLV_GOAL_WORDS, /* the goal itself */
    TOLV_GOAL_LEVEL,
    TOLV_GOAL_PARENT, /* words or code of the goal that it serves */
    TOLV_GOAL_CORE_TASK,
    TOLV_GOAL_OWNER,
    TOLV_GOAL_INDICATOR,
    TOLV_GOAL_DIRECTION,
    TOLV_GOAL_BASE_YEAR,
    TOLV_GOAL_BASE_VALUE,
    TOLV_GOAL_TARGET,
    TOLV_GOAL_LAST_YEAR, /* last year's words */
    TOLV_GOAL_CODE,
    TOLV_GOAL_COLUMNS
} tolv_goal_column;

#define TOLV_NO_GOAL ((size_t)-1)

enum { TOLV_GOALS_ON_A_LEVEL = 3 }; /* as many as are kept in mind */

typedef struct tolv_goal {
    tolv_text cells[TOLV_GOAL_COLUMNS]; /* without spaces round them; of length 0 where blank */
    double level;                       /* where it is a number, else blank */
    int direction;                      /* 1 higher is better, −1 lower; 0 neither */
    size_t above;                       /* index of the parent, or TOLV_NO_GOAL */
} tolv_goal;

/* Sets `above` of each goal: the first with the parent's code or words, another than itself if
 * there is one. TOLV_CIRCLE when a goal stands above itself: *circle is one of those;
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_goals_link(tolv_arena *arena, tolv_goal *goals, size_t n, size_t *circle);

typedef enum tolv_finding_kind {
    TOLV_FINDING_CROWDED,      /* `other` goals on the level, more than TOLV_GOALS_ON_A_LEVEL */
    TOLV_FINDING_BLANK,        /* of LAST_YEAR: a new goal; of PARENT: not on the top level */
    TOLV_FINDING_NO_SUCH_GOAL, /* the parent is not in the table */
    TOLV_FINDING_UNREAD,       /* the direction is neither */
    TOLV_FINDING_OPPOSITE,     /* `other`, earlier, takes the same indicator the other way */
    TOLV_FINDING_CHANGED       /* the words are not last year's */
} tolv_finding_kind;

typedef struct tolv_finding {
    tolv_finding_kind kind;
    tolv_goal_column column;
    size_t goal, other;
} tolv_finding;

/* All findings in linked goals, in the arena: crowded levels first, then goal by goal. The top
 * level is the lowest number, or, where no level is a number, that of the first goal that has one.
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_goals_check(tolv_arena *arena, const tolv_goal *goals, size_t n,
                            tolv_finding **findings, size_t *count);

/* The goals of an owner and all above them, each once, from the top: every goal after its parent,
 * else in the given order. None when the owner has no goal. `chain` has room for n.
 * TOLV_OUT_OF_MEMORY. */
tolv_error tolv_goals_chain(tolv_arena *arena, const tolv_goal *goals, size_t n, tolv_text owner,
                            size_t *chain, size_t *count);

#endif
