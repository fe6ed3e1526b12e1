/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/interrupt.h"
#include "cli/ledger_write.h"
#include "cli/progress.h"

enum { BUFFER = 1 << 16, ROWS_AT_A_TIME = 1024 };

size_t tolv_print_ore(tolv_ore ore, char point, char text[TOLV_ORE_ROOM]) {
    uint64_t size = ore < 0 ? 0 - (uint64_t)ore : (uint64_t)ore;
    int length = snprintf(text, TOLV_ORE_ROOM, "%s%llu%c%02u", ore < 0 ? "-" : "",
                          (unsigned long long)(size / 100), point, (unsigned)(size % 100));
    return (size_t)length;
}

typedef struct csv_writing {
    tolv_destination destination;
    char separator, point;
    size_t length;
    int error; /* the first errno */
    char bytes[BUFFER];
} csv_writing;

static void flush(csv_writing *csv) {
    if (!csv->error)
        csv->error = tolv_destination_write(&csv->destination, csv->bytes, csv->length);
    csv->length = 0;
}

static void put(csv_writing *csv, const char *bytes, size_t length) {
    while (length > 0) {
        size_t room = sizeof csv->bytes - csv->length, part = length < room ? length : room;
        memcpy(csv->bytes + csv->length, bytes, part);
        csv->length += part;
        bytes += part;
        length -= part;
        if (csv->length == sizeof csv->bytes)
            flush(csv);
    }
}

/* In quotation marks where they are needed; and where a spreadsheet would take it for a formula. */
static void put_text(csv_writing *csv, tolv_text text) {
    bool quoted = text.length && strchr("=+-@ ", text.bytes[0]);
    for (size_t i = 0; i < text.length && !quoted; i++)
        quoted = text.bytes[i] == csv->separator || strchr("\"\r\n", text.bytes[i]);
    put(csv, "\"", quoted);
    for (size_t i = 0; i < text.length; i++)
        put(csv, text.bytes[i] == '"' ? "\"\"" : &text.bytes[i], 1 + (text.bytes[i] == '"'));
    put(csv, "\"", quoted);
}

static void put_cell(csv_writing *csv, const tolv_ledger_sheet *sheet, size_t row, size_t column,
                     tolv_language language) {
    char text[TOLV_ORE_ROOM];
    const tolv_row *of = &sheet->rows[row];
    if (sheet->fields[column] == TOLV_FIELD_PERIOD)
        put(csv, text,
            (size_t)snprintf(text, sizeof text, "%d-%02d", of->period / 100, of->period % 100));
    else if (sheet->fields[column] == TOLV_FIELD_AMOUNT)
        put(csv, text, tolv_print_ore(of->amount, csv->point, text));
    else
        put_text(csv, tolv_ledger_sheet_text(sheet, row, column, language));
}

static void end_cell(csv_writing *csv, const tolv_ledger_sheet *sheet, size_t column) {
    bool last = column + 1 == sheet->width;
    put(csv, last ? "\r\n" : &csv->separator, 1 + (size_t)last);
}

static void write_rows(csv_writing *csv, const tolv_terminal *terminal,
                       const tolv_ledger_sheet *sheet, const char *path) {
    tolv_progress progress;
    tolv_progress_begin(&progress, terminal, N_("Writing {1}"), path, sheet->count);
    put(csv, "\xEF\xBB\xBF", 3);
    for (size_t column = 0; column < sheet->width; column++) {
        put_text(csv, tolv_ledger_sheet_heading(sheet, column, terminal->language));
        end_cell(csv, sheet, column);
    }
    for (size_t row = 0; row < sheet->count && !csv->error; row++) {
        for (size_t column = 0; column < sheet->width; column++) {
            put_cell(csv, sheet, row, column, terminal->language);
            end_cell(csv, sheet, column);
        }
        if (row % ROWS_AT_A_TIME == 0)
            tolv_progress_add(&progress, ROWS_AT_A_TIME);
    }
    flush(csv);
    tolv_progress_end(&progress);
}

/* The headings that each table begins and ends with, in any language. */
bool tolv_is_ledger_csv(const char *path) {
    char line[1 << 12];
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(line, 1, sizeof line, file) : 0;
    bool is_one = length == 0;
    if (file)
        fclose(file);
    const char *end = memchr(line, '\r', length);
    length = end ? (size_t)(end - line) : 0;
    for (tolv_language language = 0; language < TOLV_LANGUAGES; language++) {
        char first[64];
        const char *last = tolv_translate_in(language, "heading", "amount type");
        size_t begins = (size_t)snprintf(first, sizeof first, "\xEF\xBB\xBF%s",
                                         tolv_translate_in(language, "heading", "period"));
        is_one = is_one || (length > begins + strlen(last) && memcmp(line, first, begins) == 0 &&
                            memcmp(line + length - strlen(last), last, strlen(last)) == 0);
    }
    return is_one;
}

bool tolv_write_ledger_csv(const tolv_terminal *terminal, const tolv_listener *listener,
                           const tolv_ledger_sheet *sheet, const char *path) {
    bool comma = terminal->language != TOLV_ENGLISH;
    csv_writing csv = {.separator = comma ? ';' : ',', .point = comma ? ',' : '.'};
    csv.error = tolv_destination_open(&csv.destination, path, &tolv_interruptible_system);
    if (!csv.error)
        write_rows(&csv, terminal, sheet, path);
    if (!csv.error)
        csv.error = tolv_destination_keep(&csv.destination);
    tolv_destination_close(&csv.destination);
    if (csv.error)
        tolv_tell_unwritten(listener, path, csv.error);
    return !csv.error;
}
