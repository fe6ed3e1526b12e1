/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/session.h"

#include <string.h>

#include "ledger/growth.h"

/* Books with the memory they are counted in. */
typedef struct kept {
    tolv_books books; /* must be first */
    tolv_memory memory;
    const tolv_memory *from;
    size_t bytes;
    size_t holders;
    bool is_kept;
    struct kept *next; /* used before this one */
} kept;

struct tolv_session {
    const tolv_memory *memory;
    tolv_mutex lock;
    size_t limit;
    kept *last_used;
    tolv_memo memo;
};

/* ---- Memory that is counted ---- */

/* What stands before each block. */
typedef union block {
    size_t size;
    max_align_t alignment;
} block;

static void *allocate_counted(void *context, size_t size) {
    kept *of = context;
    if (size > SIZE_MAX - sizeof(block))
        return NULL;
    block *taken = of->from->allocate(of->from->context, sizeof *taken + size);
    if (!taken)
        return NULL;
    taken->size = size;
    of->bytes += size;
    return taken + 1;
}

static void release_counted(void *context, void *bytes) {
    kept *of = context;
    block *taken = (block *)bytes - 1;
    of->bytes -= taken->size;
    of->from->release(of->from->context, taken);
}

/* ---- The list ---- */

static void take(tolv_session *session) {
    if (session->lock.take)
        session->lock.take(session->lock.context);
}

static void give(tolv_session *session) {
    if (session->lock.give)
        session->lock.give(session->lock.context);
}

static void destroy(tolv_session *session, kept *old) {
    tolv_books_close(&old->books);
    tolv_release(session->memory, old);
}

static kept **place_of(tolv_session *session, const char mark[TOLV_MARK_DIGITS]) {
    kept **at = &session->last_used;
    while (*at && memcmp((*at)->books.mark, mark, TOLV_MARK_DIGITS) != 0)
        at = &(*at)->next;
    return at;
}

static void put_first(tolv_session *session, kept **at) {
    kept *used = *at;
    *at = used->next;
    used->next = session->last_used;
    session->last_used = used;
}

/* The one that was used last always stays. */
static void keep_within(tolv_session *session) {
    size_t bytes = session->last_used ? session->last_used->bytes : 0;
    kept **at = session->last_used ? &session->last_used->next : &session->last_used;
    while (*at) {
        kept *old = *at;
        bytes += old->bytes;
        if (bytes <= session->limit || old->holders) {
            at = &old->next;
            continue;
        }
        bytes -= old->bytes;
        *at = old->next;
        destroy(session, old);
    }
}

/* ---- Sessions ---- */

tolv_session *tolv_session_open(const tolv_memory *memory, size_t bytes, const tolv_mutex *lock) {
    tolv_arena heap;
    tolv_arena_open(&heap, memory); /* knows what NULL stands for */
    memory = heap.memory;
    tolv_arena_close(&heap);
    tolv_session *session = memory->allocate(memory->context, sizeof *session);
    if (session)
        *session = (tolv_session){.memory = memory,
                                  .lock = lock ? *lock : (tolv_mutex){NULL, NULL, NULL},
                                  .limit = bytes};
    return session;
}

void tolv_session_close(tolv_session *session) {
    while (session && session->last_used) {
        kept *old = session->last_used;
        session->last_used = old->next;
        destroy(session, old);
    }
    if (!session)
        return;
    tolv_memo_close(&session->memo, session->memory);
    tolv_release(session->memory, session);
}

tolv_books *tolv_session_begin(tolv_session *session) {
    kept *new = session->memory->allocate(session->memory->context, sizeof *new);
    if (!new)
        return NULL;
    *new = (kept){
        .memory = {allocate_counted, release_counted, new}, .from = session->memory, .holders = 1};
    tolv_books_open(&new->books, &new->memory);
    return &new->books;
}

void tolv_session_keep(tolv_session *session, tolv_books *books) {
    kept *new = (kept *)books;
    take(session);
    kept **at = place_of(session, books->mark);
    if (*at) {
        put_first(session, at);
    } else {
        new->is_kept = true;
        new->next = session->last_used;
        session->last_used = new;
        keep_within(session);
    }
    give(session);
}

tolv_books *tolv_session_hold(tolv_session *session, const char mark[TOLV_MARK_DIGITS]) {
    take(session);
    kept **at = place_of(session, mark), *found = *at;
    if (found) {
        put_first(session, at);
        found->holders++;
    }
    give(session);
    return found ? &found->books : NULL;
}

void tolv_session_release(tolv_session *session, tolv_books *books) {
    kept *held = (kept *)books;
    take(session);
    held->holders--;
    bool goes = !held->is_kept;
    keep_within(session);
    give(session);
    if (goes)
        destroy(session, held);
}

tolv_error tolv_session_booked(tolv_session *session, tolv_books *books,
                               const tolv_question *question, tolv_ore *figure,
                               tolv_filter_fault *fault) {
    take(session);
    tolv_error error = tolv_booked(books, question, figure, fault);
    give(session);
    return error;
}

bool tolv_session_recall(tolv_session *session, uint64_t key, size_t element, double *figure) {
    take(session);
    bool found = tolv_memo_find(&session->memo, key, element, figure);
    give(session);
    return found;
}

void tolv_session_remember(tolv_session *session, uint64_t key, const double *figures,
                           size_t count) {
    take(session);
    tolv_memo_keep(&session->memo, session->memory, key, figures, count);
    give(session);
}

size_t tolv_session_count(const tolv_session *session, size_t *bytes) {
    size_t count = 0;
    *bytes = 0;
    for (const kept *one = session->last_used; one; one = one->next, count++)
        *bytes += one->bytes;
    return count;
}
