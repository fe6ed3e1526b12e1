/* SPDX-License-Identifier: MPL-2.0 */
#include "gen/po_reading.h"

#include <stdio.h>
#include <stdlib.h>

static void hear(int severity, po_message_t message, const char *file, size_t line, size_t column,
                 int several_lines, const char *text) {
    (void)message, (void)column, (void)several_lines;
    fprintf(stderr, "%s:%zu: %s\n", file ? file : "translations", line == (size_t)-1 ? 0 : line,
            text);
    if (severity != PO_SEVERITY_WARNING)
        exit(EXIT_FAILURE); /* the library's contract: a fatal error must not return */
}

static void hear_two(int severity, po_message_t first, const char *first_file, size_t first_line,
                     size_t first_column, int first_lines, const char *first_text,
                     po_message_t second, const char *second_file, size_t second_line,
                     size_t second_column, int second_lines, const char *second_text) {
    hear(PO_SEVERITY_WARNING, first, first_file, first_line, first_column, first_lines, first_text);
    hear(severity, second, second_file, second_line, second_column, second_lines, second_text);
}

po_file_t tolv_po_read(const char *path) {
    static const struct po_xerror_handler handler = {hear, hear_two};
    po_file_t po = po_file_read(path, &handler);
    if (!po)
        perror(path);
    return po;
}
