/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "cli/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* What a signal's handler may touch (C11 7.14.1.1): the one variable of the program. */
static volatile sig_atomic_t came;

static void note(int signal) {
    came = signal;
}

void tolv_interrupt_watch(void) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old, noted = {.sa_handler = note, .sa_flags = (int)SA_RESETHAND};
        sigemptyset(&noted.sa_mask);
        /* What is ignored stays so: nohup. */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &noted, NULL);
    }
}

bool tolv_interrupted(void) {
    return came != 0;
}

void tolv_interrupt_obey(void) {
    if (came) {
        signal(came, SIG_DFL);
        raise(came);
    }
}

static int cancelled(void) {
    errno = ECANCELED;
    return -1;
}

static int open_file(void *context, const char *path, int flags, mode_t mode) {
    return came ? cancelled() : tolv_own_system.open(context, path, flags, mode);
}

static ssize_t write_file(void *context, int file, const void *bytes, size_t length) {
    return came ? cancelled() : tolv_own_system.write(context, file, bytes, length);
}

static int sync_file(void *context, int file) {
    return came ? cancelled() : tolv_own_system.sync(context, file);
}

static int rename_file(void *context, const char *from, const char *to) {
    return came ? cancelled() : tolv_own_system.rename(context, from, to);
}

const tolv_system tolv_interruptible_system = {open_file, write_file, sync_file, rename_file, NULL};
