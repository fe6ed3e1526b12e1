/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SESSION_H
#define TOLV_LEDGER_SESSION_H

#include "ledger/books.h"
#include "ledger/memo.h"

/* Ledgers that outlive the call that read them, found again by their mark. What is used least
 * recently goes first when they are larger than the limit together; what somebody holds stays. */
typedef struct tolv_session tolv_session;

/* What keeps threads apart: the component hands in a mutex of the office, a program with one thread
 * nothing. It is taken for short, never while a table is read. */
typedef struct tolv_mutex {
    void (*take)(void *context);
    void (*give)(void *context);
    void *context;
} tolv_mutex;

#define TOLV_SESSION_BYTES ((size_t)512 << 20)

/* A session on `memory` (NULL: malloc and free), which must outlive it, with at most `bytes` of
 * ledgers; a single one may be larger. `lock` may be NULL. NULL when memory is out. */
tolv_session *tolv_session_open(const tolv_memory *memory, size_t bytes, const tolv_mutex *lock);

/* Nothing may be held any more. NULL is no session. */
void tolv_session_close(tolv_session *session);

/* Empty books to be read into (tolv_books_read), held; NULL when memory is out. */
tolv_books *tolv_session_begin(tolv_session *session);

/* Keeps what was begun and read. Where books of the same mark are kept already those stay. */
void tolv_session_keep(tolv_session *session, tolv_books *books);

/* The books of a mark, held; NULL when they are not there, or no more. */
tolv_books *tolv_session_hold(tolv_session *session, const char mark[TOLV_MARK_DIGITS]);

/* Ends what begin or hold began; books that are not kept go. */
void tolv_session_release(tolv_session *session, tolv_books *books);

/* tolv_booked of books that are held, one thread at a time. */
tolv_error tolv_session_booked(tolv_session *session, tolv_books *books,
                               const tolv_question *question, tolv_ore *figure,
                               tolv_filter_fault *fault);

/* tolv_memo_find and tolv_memo_keep of the session's own, one thread at a time. */
bool tolv_session_recall(tolv_session *session, uint64_t key, size_t element, double *figure);
void tolv_session_remember(tolv_session *session, uint64_t key, const double *figures,
                           size_t count);

/* How many ledgers are kept, and their bytes together. */
size_t tolv_session_count(const tolv_session *session, size_t *bytes);

#endif
