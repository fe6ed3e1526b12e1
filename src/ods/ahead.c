/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "ods/ahead.h"

#include <pthread.h>

enum { PIECE = 1 << 16, PIECES = 8 };

/* A ring of pieces: the fetching thread fills the one at `fetched`, the taking one reads the one at
 * `taken`; nobody touches the piece of the other. */
typedef struct ring {
    const tolv_passage *passage;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t fetched, taken; /* counted from the beginning */
    bool stopped;
    long lengths[PIECES];
    char pieces[PIECES][PIECE];
} ring;

/* The next piece may be filled, or nobody wants it any more. A thread that is ahead sleeps until
 * half of its work is used up: to wake it for every piece would cost more than it saves. */
static bool may_fetch(ring *at) {
    pthread_mutex_lock(&at->mutex);
    if (at->fetched - at->taken == PIECES)
        while (!at->stopped && at->fetched - at->taken > PIECES / 2)
            pthread_cond_wait(&at->changed, &at->mutex);
    bool wanted = !at->stopped;
    pthread_mutex_unlock(&at->mutex);
    return wanted;
}

static void wait_for_piece(ring *at) {
    pthread_mutex_lock(&at->mutex);
    while (at->fetched == at->taken)
        pthread_cond_wait(&at->changed, &at->mutex);
    pthread_mutex_unlock(&at->mutex);
}

static void count(ring *at, size_t *counter, bool stop) {
    pthread_mutex_lock(&at->mutex);
    ++*counter;
    at->stopped = at->stopped || stop;
    size_t held = at->fetched - at->taken;
    if (stop || held == 1 || held == PIECES / 2) /* what the other may wait for */
        pthread_cond_signal(&at->changed);
    pthread_mutex_unlock(&at->mutex);
}

static void *fetch_all(void *context) {
    ring *at = context;
    for (long length = 1; length > 0 && may_fetch(at);) {
        size_t i = at->fetched % PIECES;
        length = at->passage->fetch(at->passage->fetch_context, at->pieces[i], PIECE);
        at->lengths[i] = length;
        count(at, &at->fetched, false);
    }
    return NULL;
}

/* What the last piece says; a piece that was taken says nothing. */
static tolv_passing take_piece(const tolv_passage *passage, const char *bytes, long length,
                               bool *last) {
    bool stops = length > 0 && !passage->take(passage->take_context, bytes, (size_t)length);
    *last = length <= 0 || stops;
    return stops ? TOLV_PASSING_STOPPED : length < 0 ? TOLV_PASSING_FAILED : TOLV_PASSED;
}

static tolv_passing take_all(ring *at) {
    tolv_passing said = TOLV_PASSED;
    for (bool last = false; !last;) {
        wait_for_piece(at);
        size_t i = at->taken % PIECES;
        said = take_piece(at->passage, at->pieces[i], at->lengths[i], &last);
        count(at, &at->taken, last);
    }
    return said;
}

static tolv_passing take_each(const tolv_passage *passage, char *piece) {
    tolv_passing said = TOLV_PASSED;
    for (bool last = false; !last;) {
        long length = passage->fetch(passage->fetch_context, piece, PIECE);
        said = take_piece(passage, piece, length, &last);
    }
    return said;
}

tolv_passing tolv_pass(const tolv_passage *passage, bool ahead) {
    ring at;
    pthread_t thread;
    tolv_passing said;
    at.passage = passage;
    at.fetched = at.taken = 0;
    at.stopped = false;
    pthread_mutex_init(&at.mutex, NULL); /* without attributes neither fails */
    pthread_cond_init(&at.changed, NULL);
    if (ahead && pthread_create(&thread, NULL, fetch_all, &at) == 0) {
        said = take_all(&at);
        pthread_join(thread, NULL);
    } else {
        said = take_each(passage, at.pieces[0]);
    }
    pthread_cond_destroy(&at.changed);
    pthread_mutex_destroy(&at.mutex);
    return said;
}
