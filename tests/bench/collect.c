/* SPDX-License-Identifier: MPL-2.0 */
/* Parses every workbook named with empty handlers: the floor that tests/bench/collect.py compares
 * with. */
#include <stdlib.h>

#include "empty_handlers.h"

int main(int argc, char **argv) {
    int error = 0;
    for (int i = 1; i < argc && !error; i++)
        error = parse_with_empty_handlers(argv[i]);
    return error ? EXIT_FAILURE : EXIT_SUCCESS;
}
