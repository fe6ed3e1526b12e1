/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_AHEAD_H
#define TOLV_ODS_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

/* Who gives bytes, piece by piece, and who takes them. `fetch` fills at most `room` bytes and
 * answers how many, 0 at the end, -1 when it failed; a false answer of `take` stops. */
typedef struct tolv_passage {
    long (*fetch)(void *context, char *bytes, size_t room);
    void *fetch_context;
    bool (*take)(void *context, const char *bytes, size_t length);
    void *take_context;
} tolv_passage;

typedef enum tolv_passing { TOLV_PASSED, TOLV_PASSING_STOPPED, TOLV_PASSING_FAILED } tolv_passing;

/* Passes the bytes on until they end, fail or are stopped. Where `ahead` a second thread fetches
 * while this one takes; where it is not, or no thread is to be had, one follows the other. */
tolv_passing tolv_pass(const tolv_passage *passage, bool ahead);

#endif
