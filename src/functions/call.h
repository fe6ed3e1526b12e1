/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_CALL_H
#define TOLV_FUNCTIONS_CALL_H

#include "core/arena.h"
#include "core/error.h"
#include "core/sentence.h"
#include "core/value.h"
#include "ledger/session.h"

typedef struct tolv_function tolv_function;

enum { TOLV_FAULT_ITEMS = 3 };

/* What went wrong, and where. Row and column count from 1; 0: the argument as a whole. An argument
 * below 0: the call as a whole. */
typedef struct tolv_fault {
    tolv_error error;
    int argument;
    size_t row, column;
    tolv_item items[TOLV_FAULT_ITEMS];
    size_t item_count;
} tolv_fault;

/* One call of one function: its memory, the reader's language, what went wrong, and, when somebody
 * listens, the grounds of the answer. */
typedef struct tolv_call {
    tolv_arena arena;
    tolv_language language;
    const tolv_function *function;
    size_t repeated;       /* how many of a repeated last argument were given */
    tolv_session *session; /* ledgers that are kept: the caller's, to be set after opening */
    tolv_session *own;     /* or else, from the first ledger on, the call's, closed with it */
    bool listening;
    tolv_writer explanation;
    tolv_fault fault;
} tolv_call;

/* `memory` as for tolv_arena_open. A call that listens collects what the body explains. */
void tolv_call_open(tolv_call *call, tolv_language language, const tolv_memory *memory,
                    bool listening);
void tolv_call_close(tolv_call *call);

/* The session of the call, opened when there is none; NULL (and the fault set) when memory is out.
 */
tolv_session *tolv_call_session(tolv_call *call);

/* Records the fault and answers its error, so that a body says `return tolv_fail(...)`. */
tolv_error tolv_fail_items(tolv_call *call, tolv_error error, int argument, size_t row,
                           size_t column, const tolv_item *items, size_t count);

#define TOLV_ITEMS(...) \
    (const tolv_item[]){__VA_ARGS__}, sizeof((const tolv_item[]){__VA_ARGS__}) / sizeof(tolv_item)

/* In an argument as a whole; in the element of an argument's range, counted from 0. */
#define tolv_fail(call, error, argument) \
    tolv_fail_items(call, error, (int)(argument), 0, 0, NULL, 0)
#define tolv_fail_with(call, error, argument, ...) \
    tolv_fail_items(call, error, (int)(argument), 0, 0, TOLV_ITEMS(__VA_ARGS__))
#define tolv_fail_at(call, error, argument, range, i, ...) \
    tolv_fail_items(call, error, (int)(argument), (i) / (range)->columns + 1, \
                    (i) % (range)->columns + 1, TOLV_ITEMS(__VA_ARGS__))

/* Adds a sentence (English, marked for translation by its place here) to the grounds. Costs one
 * test when nobody listens. */
#define tolv_explain(call, sentence, ...) \
    do { \
        if ((call)->listening) \
            tolv_explain_items(call, sentence, TOLV_ITEMS(__VA_ARGS__)); \
    } while (0)
void tolv_explain_items(tolv_call *call, const char *sentence, const tolv_item *items,
                        size_t count);

/* The fault as a sentence in the call's language: where, what, what to do. Empty when memory is
 * out. */
tolv_text tolv_fault_sentence(tolv_call *call);

#endif
