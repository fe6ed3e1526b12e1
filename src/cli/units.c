/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/units.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/workbook_table.h"
#include "core/calendar.h"
#include "ledger/csv.h"
#include "ledger/headings.h"
#include "ods/content.h"

enum { CELLS_MAX = 1 << 21 };

/* The table in memory: it is small, and read twice. */
typedef struct units {
    tolv_table table; /* first: its reader gets this */
    const tolv_listener *listener;
    const char *path;
    tolv_arena arena;
    tolv_cell *cells;
    size_t room;
    bool workbook;
    tolv_error error;
} units;

static tolv_exit refuse(const units *units, size_t row, size_t column, const char *sentence,
                        const tolv_item *items, size_t count) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_notice notice = {.severity = TOLV_FAILURE,
                          .file = units->path,
                          .line = row,
                          .column = column,
                          .sentence = sentence,
                          .item_count = count};
    for (size_t i = 0; i < count; i++)
        notice.items[i] = items[i];
    if (units->workbook && row) {
        tolv_cell_name(column ? column - 1 : 0, row - 1, name);
        notice.cell = name;
        notice.line = notice.column = 0;
    }
    tolv_notify(units->listener, &notice);
    return TOLV_EXIT_FILE;
}

static tolv_exit refuse_memory(const units *units) {
    refuse(units, 0, 0, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL, 0);
    return TOLV_EXIT_MACHINE;
}

/* ---- into memory ---- */

static bool make_room(units *units, size_t wanted) {
    size_t room = units->room ? units->room : 1024;
    while (room < wanted)
        room *= 2;
    if (room == units->room)
        return true;
    tolv_cell *grown = room <= CELLS_MAX ? realloc(units->cells, room * sizeof *grown) : NULL;
    if (!grown)
        return false;
    units->cells = grown;
    units->room = room;
    return true;
}

static bool copy_text(units *units, tolv_cell *cell) {
    if (cell->kind != TOLV_TEXT)
        return true;
    char *bytes = tolv_arena_take(&units->arena, cell->text.length, 1);
    if (bytes && cell->text.length)
        memcpy(bytes, cell->text.bytes, cell->text.length);
    cell->text = tolv_text_trimmed((tolv_text){bytes, cell->text.length});
    if (bytes && cell->text.length == 0)
        cell->kind = TOLV_BLANK;
    return bytes != NULL;
}

/* Rows keep their numbers: those that are blank, or not told, are blank here. */
static tolv_reading take_row(void *context, const tolv_cell *cells, size_t width, size_t row) {
    units *units = context;
    tolv_table *table = &units->table;
    if (table->rows == 0)
        table->columns = width;
    if (!make_room(units, row * table->columns))
        return TOLV_READING_NO_MEMORY;
    for (; table->rows < row; table->rows++)
        for (size_t i = 0; i < table->columns; i++) {
            tolv_cell *cell = &units->cells[table->rows * table->columns + i];
            bool given = table->rows + 1 == row && i < width;
            *cell = given ? cells[i] : (tolv_cell){.kind = TOLV_BLANK};
            if (!copy_text(units, cell))
                return TOLV_READING_NO_MEMORY;
        }
    return TOLV_READING_DONE;
}

static tolv_error read_table(const tolv_table *table, size_t row, size_t count, const bool *wanted,
                             tolv_cell *cells) {
    (void)wanted;
    const units *units = (const void *)table;
    memcpy(cells, units->cells + row * table->columns, count * table->columns * sizeof *cells);
    return TOLV_OK;
}

/* ---- from a file ---- */

typedef struct text_units {
    FILE *file;
    tolv_letters letters;
    tolv_csv csv;
    tolv_cell cells[TOLV_CSV_COLUMNS];
    char raw[TOLV_LETTERS_BUFFER], text[TOLV_CSV_BUFFER];
} text_units;

static ptrdiff_t read_stream(void *context, char *bytes, size_t room) {
    size_t got = fread(bytes, 1, room, context);
    return got == 0 && ferror((FILE *)context) ? -1 : (ptrdiff_t)got;
}

static bool count_columns(void *context, const tolv_csv *record) {
    *(size_t *)context = record->count;
    return false;
}

/* The separator that parts the headings into most columns. */
static char find_separator(const tolv_csv *csv) {
    static const char separators[] = ";\t|,";
    char best = separators[0];
    size_t most = 0;
    for (const char *separator = separators; *separator; separator++) {
        size_t columns = 0;
        tolv_csv_try(csv, *separator, 1, count_columns, &columns);
        if (columns > most) {
            most = columns;
            best = *separator;
        }
    }
    return best;
}

static tolv_reading read_text(units *units, text_units *from) {
    tolv_csv *csv = &from->csv;
    tolv_reading reading = TOLV_READING_DONE;
    tolv_csv_scan scan = tolv_csv_open(csv, &from->letters, from->text);
    csv->separator = find_separator(csv);
    while (!reading && scan != TOLV_CSV_FAILED && (scan = tolv_csv_next(csv)) == TOLV_CSV_READ) {
        for (size_t i = 0; i < csv->count; i++)
            from->cells[i] = (tolv_cell){.kind = TOLV_TEXT, .text = csv->fields[i]};
        reading = take_row(units, from->cells, csv->count, csv->line);
    }
    if (scan != TOLV_CSV_FAILED)
        return reading;
    tolv_item reason = tolv_reason_of(csv->error);
    refuse(units, csv->line, csv->column,
           csv->failure ? csv->failure : N_("the file cannot be read further: {1}"),
           csv->failure ? &csv->item : &reason, 1);
    return TOLV_READING_REFUSED;
}

static tolv_reading read_text_file(units *units, FILE *file) {
    tolv_source source = {units->path, read_stream, file};
    text_units *from = calloc(1, sizeof *from);
    if (!from)
        return TOLV_READING_NO_MEMORY;
    tolv_letters_open(&from->letters, &source, TOLV_ENCODING_JUDGED, from->raw);
    tolv_reading reading = read_text(units, from);
    tolv_letters_close(&from->letters);
    free(from);
    return reading;
}

static tolv_reading read_file(units *units) {
    char first[4];
    FILE *file = fopen(units->path, "rb");
    if (!file) {
        refuse(units, 0, 0, N_("the file cannot be opened: {1}"),
               (tolv_item[]){tolv_reason_of(errno)}, 1);
        return TOLV_READING_REFUSED;
    }
    size_t got = fread(first, 1, sizeof first, file);
    units->workbook = got == sizeof first && (memcmp(first, "PK\3\4", 4) == 0 || first[0] == '<');
    rewind(file);
    tolv_row_taker taker = {take_row, NULL, units};
    tolv_reading reading = units->workbook
                               ? tolv_workbook_rows(units->path, &taker, units->listener)
                               : read_text_file(units, file);
    fclose(file);
    return reading;
}

/* ---- who answers ---- */

const char *const tolv_contact_headings[TOLV_CONTACT_FIELDS] = {
    [TOLV_CONTACT_MANAGER] = N_("Manager"),    [TOLV_CONTACT_ADDRESS] = N_("E-mail"),
    [TOLV_CONTACT_DEPUTY] = N_("Deputy"),      [TOLV_CONTACT_FILE] = N_("File"),
    [TOLV_CONTACT_DEADLINE] = N_("Answer by"),
};

static size_t column_headed(const units *units, const char *english) {
    for (size_t column = 0; column < units->table.columns; column++)
        for (int language = 0; language < TOLV_LANGUAGES; language++)
            if (units->cells[column].kind == TOLV_TEXT &&
                tolv_text_same(units->cells[column].text,
                               tolv_text_of(tolv_translate((tolv_language)language, english))))
                return column;
    return TOLV_NO_COLUMN;
}

/* The text of a cell in the arena, of a date as 2026-09-15; false when memory is out. */
static bool take_field(tolv_arena *arena, const tolv_cell *cell, tolv_text *field) {
    enum { DATE_ROOM = 32 };
    char date[DATE_ROOM];
    tolv_text text = cell->kind == TOLV_TEXT ? cell->text : tolv_text_of("");
    if (cell->kind == TOLV_NUMBER && cell->number >= TOLV_DATE_FIRST &&
        cell->number <= TOLV_DATE_LAST) {
        int period = tolv_period_of_date(cell->number), year = period / 100, month = period % 100;
        int day = (int)cell->number - tolv_date(year, month, 1) + 1;
        text.length = (size_t)snprintf(date, sizeof date, "%d-%02d-%02d", year, month, day);
        text.bytes = date;
    }
    char *bytes = tolv_arena_take(arena, text.length, 1);
    if (bytes && text.length)
        memcpy(bytes, text.bytes, text.length);
    *field = (tolv_text){bytes, text.length};
    return bytes != NULL;
}

static tolv_error read_contacts(units *units, size_t code, tolv_arena *arena,
                                tolv_contacts *contacts, tolv_table_fault *fault) {
    size_t columns[TOLV_CONTACT_FIELDS];
    for (int field = 0; field < TOLV_CONTACT_FIELDS; field++) {
        columns[field] = column_headed(units, tolv_contact_headings[field]);
        contacts->has[field] = columns[field] != TOLV_NO_COLUMN;
    }
    contacts->rows = tolv_arena_take(arena, units->table.rows, sizeof *contacts->rows);
    if (!contacts->rows)
        return TOLV_OUT_OF_MEMORY;
    for (size_t row = 1; row < units->table.rows; row++) {
        const tolv_cell *cells = units->cells + row * units->table.columns;
        tolv_contact *contact = &contacts->rows[contacts->count];
        char digits[TOLV_CODE_DIGITS];
        tolv_text own;
        *contact = (tolv_contact){.code = tolv_text_of("")};
        tolv_error error = tolv_code_of(&cells[code], digits, row + 1, code + 1, &own, fault);
        if (error)
            return error;
        tolv_cell as_text = {.kind = TOLV_TEXT, .text = own};
        bool taken = take_field(arena, &as_text, &contact->code);
        for (int field = 0; field < TOLV_CONTACT_FIELDS && taken; field++)
            if (contacts->has[field])
                taken = take_field(arena, &cells[columns[field]], &contact->fields[field]);
        if (!taken)
            return TOLV_OUT_OF_MEMORY;
        contacts->count += own.length > 0;
    }
    return TOLV_OK;
}

/* ---- into the ledger ---- */

enum { UNIT, NAME, COLUMNS };

static tolv_cell *headed_by(const units *units, const char *words) {
    for (size_t column = 0; column < units->table.columns; column++)
        if (units->cells[column].kind == TOLV_TEXT &&
            tolv_text_is_one_of(units->cells[column].text, words))
            return &units->cells[column];
    return NULL;
}

/* In the table of a follow-up the code is the unit, and the unit its name. */
static void tell_code_from_name(units *units) {
    tolv_cell *code = headed_by(units, "code, kod, kode, unit code, enhetskod, enhedskode");
    tolv_cell *unit = headed_by(units, "unit, enhet, enhed");
    if (!code || !unit || headed_by(units, "name, namn, navn"))
        return;
    code->text = tolv_text_of("unit");
    unit->text = tolv_text_of("name");
}

static tolv_error read_names(units *units, tolv_ledger *ledger, const size_t columns[COLUMNS],
                             tolv_table_fault *fault) {
    uint32_t dimension = tolv_ledger_dimension(ledger, TOLV_DIMENSION_UNIT);
    if (dimension == TOLV_NONE)
        return TOLV_OUT_OF_MEMORY;
    tolv_dimension *in = &ledger->dimensions[dimension];
    for (size_t row = 1; row < units->table.rows; row++) {
        const tolv_cell *cells = units->cells + row * units->table.columns;
        const tolv_cell *name = &cells[columns[NAME]];
        char digits[TOLV_CODE_DIGITS];
        tolv_text code;
        tolv_error error =
            tolv_code_of(&cells[columns[UNIT]], digits, row + 1, columns[UNIT] + 1, &code, fault);
        if (error)
            return error;
        if (code.length == 0 || name->kind != TOLV_TEXT)
            continue;
        uint32_t unit = tolv_ledger_object(ledger, dimension, code);
        if (unit == TOLV_NONE)
            return TOLV_OUT_OF_MEMORY;
        in->names[unit] = tolv_ledger_text(ledger, name->text);
        if (!in->names[unit].bytes)
            return TOLV_OUT_OF_MEMORY;
    }
    return TOLV_OK;
}

static tolv_exit read_units(units *units, tolv_ledger *ledger, tolv_hierarchy *hierarchy,
                            tolv_arena *arena, tolv_contacts *contacts) {
    const tolv_heading headings[COLUMNS] = {
        [UNIT] = {"unit, enhet, enhed", false,
                  "ansvar, kostnadsställe, cost centre, omkostningssted, kostnadssted, code, kod, "
                  "kode"},
        [NAME] = {"name, namn, navn", true, "benämning, enhetsnamn, betegnelse, text, tekst"},
    };
    size_t columns[COLUMNS];
    tolv_heading_fault at;
    tolv_table_fault fault = {.row = 0};
    units->table.read = read_table;
    if (units->table.rows == 0)
        return refuse(units, 0, 0, tolv_error_sentence(TOLV_NO_ROWS), NULL, 0);
    tell_code_from_name(units);
    tolv_error error =
        tolv_headings_find(units->cells, units->table.columns, headings, COLUMNS, columns, &at);
    if (error)
        tolv_table_refuse_heading(&fault, error, units->cells, headings, columns, &at);
    if (!error)
        error = tolv_hierarchy_read(hierarchy, ledger, &units->table, &fault);
    if (error == TOLV_HEADING_MISSING && columns[UNIT] != TOLV_NO_COLUMN &&
        columns[NAME] != TOLV_NO_COLUMN) {
        *hierarchy = (tolv_hierarchy){.count = 0}; /* names alone will do */
        error = TOLV_OK;
    }
    if (!error && columns[NAME] != TOLV_NO_COLUMN) {
        fault = (tolv_table_fault){.row = 0};
        error = read_names(units, ledger, columns, &fault);
    }
    if (!error)
        error = read_contacts(units, columns[UNIT], arena, contacts, &fault);
    if (error == TOLV_OUT_OF_MEMORY)
        return refuse_memory(units);
    return error ? refuse(units, fault.row, fault.column, tolv_error_sentence(error), fault.items,
                          fault.item_count)
                 : TOLV_EXIT_DONE;
}

tolv_exit tolv_units_read(const tolv_listener *listener, const char *path, tolv_ledger *ledger,
                          tolv_hierarchy *hierarchy, tolv_arena *arena, tolv_contacts *contacts) {
    units *from = calloc(1, sizeof *from);
    tolv_exit status = TOLV_EXIT_FILE;
    *hierarchy = (tolv_hierarchy){.count = 0};
    if (!from)
        return TOLV_EXIT_MACHINE;
    from->listener = listener;
    from->path = path;
    tolv_arena_open(&from->arena, NULL);
    tolv_reading reading = read_file(from);
    if (reading == TOLV_READING_NO_MEMORY)
        status = refuse_memory(from);
    else if (!reading)
        status = read_units(from, ledger, hierarchy, arena, contacts);
    tolv_arena_close(&from->arena);
    free(from->cells);
    free(from);
    return status;
}
