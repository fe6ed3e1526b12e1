/* SPDX-License-Identifier: MPL-2.0 */
/* Imports a SIE file and prints how long each step took, and how much there is of it: the other
 * side of tests/bench/import.py. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/ledger_write.h"
#include "cli/output.h"
#include "ledger/sie.h"

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: import FILE.se TABLE.csv TABLE.ods\n");
        return 2;
    }
    const tolv_terminal terminal = {TOLV_ENGLISH, stdout, stderr};
    tolv_listener listener = {NULL, NULL};
    tolv_ledger *ledger = malloc(sizeof *ledger);
    tolv_arena *arena = malloc(sizeof *arena);
    tolv_flat_rows flat;
    tolv_ledger_sheet sheet;
    if (!ledger || !arena)
        return 4;
    tolv_ledger_open(ledger, NULL);
    tolv_arena_open(arena, NULL);
    double times[5] = {now()};
    if (tolv_sie_read_file(ledger, argv[1], TOLV_ENCODING_JUDGED, &listener))
        return 3;
    times[1] = now();
    if (tolv_ledger_flatten(ledger, 0, &flat) ||
        tolv_ledger_sheet_make(&sheet, arena, ledger, &flat))
        return 4;
    times[2] = now();
    if (!tolv_write_ledger_csv(&terminal, &listener, &sheet, argv[2]))
        return 3;
    times[3] = now();
    if (!tolv_write_ledger_ods(&terminal, &listener, &sheet, argv[3]))
        return 3;
    times[4] = now();
    for (int i = 0; i < 4; i++)
        printf("%.6f ", times[i + 1] - times[i]);
    printf("%zu %zu\n", ledger->read[TOLV_ROW_VOUCHER], sheet.count);
    tolv_flat_rows_close(&flat, ledger->arena.memory);
    tolv_ledger_close(ledger);
    tolv_arena_close(arena);
    free(ledger);
    free(arena);
    return 0;
}
