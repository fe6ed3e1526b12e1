/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/small_table.h"
#include "core/calendar.h"
#include "ledger/headings.h"

/* ---- who answers ---- */

const char *const tolv_contact_headings[TOLV_CONTACT_FIELDS] = {
    [TOLV_CONTACT_MANAGER] = N_("Manager"),    [TOLV_CONTACT_ADDRESS] = N_("E-mail"),
    [TOLV_CONTACT_DEPUTY] = N_("Deputy"),      [TOLV_CONTACT_FILE] = N_("File"),
    [TOLV_CONTACT_DEADLINE] = N_("Answer by"),
};

static size_t column_headed(const tolv_small_table *units, const char *english) {
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

static tolv_error read_contacts(tolv_small_table *units, size_t code, tolv_arena *arena,
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

static tolv_cell *headed_by(const tolv_small_table *units, const char *words) {
    for (size_t column = 0; column < units->table.columns; column++)
        if (units->cells[column].kind == TOLV_TEXT &&
            tolv_text_is_one_of(units->cells[column].text, words))
            return &units->cells[column];
    return NULL;
}

/* In the table of a follow-up the code is the unit, and the unit its name. */
static void tell_code_from_name(tolv_small_table *units) {
    tolv_cell *code = headed_by(units, "code, kod, kode, unit code, enhetskod, enhedskode");
    tolv_cell *unit = headed_by(units, "unit, enhet, enhed");
    if (!code || !unit || headed_by(units, "name, namn, navn"))
        return;
    code->text = tolv_text_of("unit");
    unit->text = tolv_text_of("name");
}

static tolv_error read_names(tolv_small_table *units, tolv_ledger *ledger,
                             const size_t columns[COLUMNS], tolv_table_fault *fault) {
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

static tolv_exit read_units(tolv_small_table *units, tolv_ledger *ledger, tolv_hierarchy *hierarchy,
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
    return error ? tolv_small_table_refuse(units, error, &fault) : TOLV_EXIT_DONE;
}

tolv_exit tolv_units_read(const tolv_listener *listener, const char *path, tolv_ledger *ledger,
                          tolv_hierarchy *hierarchy, tolv_arena *arena, tolv_contacts *contacts) {
    tolv_small_table *from = calloc(1, sizeof *from); /* arenas are large, and not to be copied */
    *hierarchy = (tolv_hierarchy){.count = 0};
    if (!from)
        return TOLV_EXIT_MACHINE;
    tolv_exit status = tolv_small_table_read(from, listener, path);
    if (!status)
        status = read_units(from, ledger, hierarchy, arena, contacts);
    tolv_small_table_close(from);
    free(from);
    return status;
}
