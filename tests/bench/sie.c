/* SPDX-License-Identifier: MPL-2.0 */
/* Reads a SIE file as often as asked and prints the shortest time, and what was read: the other
 * side of tests/bench/sie.py. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ledger/sie.h"

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: sie FILE TIMES\n");
        return 2;
    }
    double best = 1e9;
    size_t rows = 0, sums = 0;
    tolv_ore turnover = 0;
    for (int times = atoi(argv[2]); times > 0; times--) {
        tolv_ledger *ledger = malloc(sizeof *ledger);
        if (!ledger)
            return 4;
        tolv_ledger_open(ledger, NULL);
        double start = now();
        if (tolv_sie_read_file(ledger, argv[1], TOLV_ENCODING_JUDGED, &(tolv_listener){NULL, NULL}))
            return 3;
        double time = now() - start;
        best = time < best ? time : best;
        rows = ledger->read[TOLV_ROW_VOUCHER];
        sums = ledger->rows.count;
        turnover = 0;
        for (uint32_t i = 0; i < ledger->rows.count; i++)
            turnover += ledger->rows.amount[i] > 0 ? ledger->rows.amount[i] : 0;
        tolv_ledger_close(ledger);
        free(ledger);
    }
    printf("%.6f %zu %zu %lld\n", best, rows, sums, (long long)turnover);
    return 0;
}
