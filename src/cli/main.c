/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdlib.h>

#include "cli/output.h"

/* As POSIX reads the environment: the first that is set and not empty. */
static const char *locale_of_user(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return locale;
    }
    return NULL;
}

int main(int argc, char **argv) {
    signal(SIGXFSZ, SIG_IGN); /* a file that would be too large is an error of the write */
    setenv("TZ", "UTC", 1);   /* libzip takes the times of a package through local time */
    tolv_terminal terminal = {tolv_language_of(locale_of_user()), stdout, stderr};
    tolv_exit status = tolv_run(&terminal, argc > 0 ? argc - 1 : 0, argv + 1);
    if (fflush(stdout) || ferror(stdout)) {
        tolv_say_that(&terminal, N_("the answer cannot be written: is the disk full?"), NULL, 0);
        return TOLV_EXIT_FILE;
    }
    return (int)status;
}
