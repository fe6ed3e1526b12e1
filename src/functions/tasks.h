/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_TASKS_H
#define TOLV_FUNCTIONS_TASKS_H

/* The way into the vocabulary: what is to be done, and the functions that do it. */

typedef struct tolv_task {
    const char *when;  /* "Every month I want to", a heading; NULL: as the task before */
    const char *text;  /* what follows that heading; both are English, keys of tolv_translate */
    const char *names; /* of the functions in the order they are used, separated by spaces */
} tolv_task;

/* In the order of a municipal year, ended by a NULL text. Every function is reached by one. */
extern const tolv_task tolv_tasks[];

/* What the first month takes, in the order it is used; names separated by spaces. */
extern const char tolv_start[];

#endif
