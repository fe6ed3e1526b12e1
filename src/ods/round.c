/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/round.h"

#include <string.h>

#include "ods/number.h"

/* ---- The words of the marks ---- */

static const char code_words[] = "Code, Kod, Kode, Unit code, Enhetskod, Enhedskode";

/* Columns whose numbers tell what a row is, and are no amounts. */
static const char key_words[] =
    "Code, Kod, Kode, Account, Konto, Activity, Verksamhet, Aktivitet, Område, Project, Projekt, "
    "Object, Objekt, Year, År, Month, Månad, Måned, Period, Periode, Key, Nyckel, Nøgle, Row, Rad, "
    "Række";

static const char comment_words[] =
    "Comment, Kommentar, Note, Notering, Anteckning, Bemærkning, Notat";

static const struct {
    const char *words;
    tolv_round_use use;
} table_words[] = {{"Units, Enheter, Enheder", TOLV_ROUND_UNITS},
                   {"Answers, Svar", TOLV_ROUND_ANSWERS},
                   {"History, Historik", TOLV_ROUND_HISTORY}};

static const char *const shared_beginnings[] = {"Shared", "Gemensam", "Fælles"};

typedef enum named { UNIT, SMALLEST, PERIOD, YEAR, CONFIRMED, UNSENT, SHOWN, NAMES } named;

static const char unsent_words[] = "Not_sent, Skickas_ej, Sendes_ikke";
static const char shown_words[] = "Shared_columns, Gemensamma_kolumner, Fælles_kolonner";

static const char *const name_words[NAMES] = {[UNIT] = "Unit, Enhet, Enhed",
                                              [SMALLEST] =
                                                  "Smallest_group, Minsta_grupp, Mindste_gruppe",
                                              [PERIOD] = "Period, Periode, Month, Månad, Måned",
                                              [YEAR] = "Year, År",
                                              [CONFIRMED] = "Confirmed, Bekräftat, Bekræftet",
                                              [UNSENT] = unsent_words,
                                              [SHOWN] = shown_words};

/* The columns of the table of units, and what they are read into. */
static const struct {
    const char *words;
    size_t field;
} unit_columns[] = {
    {code_words, offsetof(tolv_unit, code)},
    {"Unit, Enhet, Enhed, Name, Namn, Navn", offsetof(tolv_unit, name)},
    {"Board, Nämnd, Udvalg", offsetof(tolv_unit, board)},
    {"Manager, Chef, Leder", offsetof(tolv_unit, manager)},
    {"E-mail, Address, E-post, Adress, Adresse, Mail", offsetof(tolv_unit, address)},
    {"Deputy, Ersättare, Ställföreträdare, Stedfortræder", offsetof(tolv_unit, deputy)},
    {"File, Fil, File name, Filnamn, Filnavn", offsetof(tolv_unit, file)},
    {"Answer by, Deadline, Svara senast, Svar senast, Svarfrist, Frist",
     offsetof(tolv_unit, deadline)},
};

enum { SMALLEST_GROUP = 5, MONTHS = 12 };

/* ---- Reading ---- */

typedef struct reading {
    const tolv_book *book;
    tolv_round *round;
    tolv_round_sheet **last_sheet;
    tolv_round_table **last_table;
    tolv_round_name **last_name;
    size_t unit_room;
    const tolv_round_name *unsent, *shown; /* lists of names */
} reading;

static void *add(const tolv_round *round, size_t size) {
    void *new = tolv_arena_take(round->arena, 1, size);
    if (new)
        memset(new, 0, size);
    else
        tolv_refuse_memory(round->document);
    return new;
}

static bool begins(tolv_text text, const char *beginning) {
    tolv_text wanted = tolv_text_of(beginning);
    return text.length >= wanted.length &&
           tolv_text_same((tolv_text){text.bytes, wanted.length}, wanted);
}

static tolv_round_use use_of(tolv_text name) {
    for (size_t i = 0; i < sizeof table_words / sizeof *table_words; i++)
        if (tolv_text_is_one_of(name, table_words[i].words))
            return table_words[i].use;
    for (size_t i = 0; i < sizeof shared_beginnings / sizeof *shared_beginnings; i++)
        if (begins(name, shared_beginnings[i]))
            return TOLV_ROUND_SHARED;
    return TOLV_ROUND_OTHER;
}

static bool take_sheets(reading *at) {
    for (size_t i = 0; i < at->book->sheet_count; i++) {
        tolv_round_sheet *new = add(at->round, sizeof *new);
        if (!new)
            return false;
        new->name = at->book->sheets[i].name;
        new->hidden = tolv_rules_hide(at->book->rules, new->name);
        *at->last_sheet = new;
        at->last_sheet = &new->next;
    }
    return true;
}

/* Areas get their sheets' plain names; false of those of sheets that are not there. */
static bool find_sheet(const tolv_round *round, tolv_area *area) {
    for (const tolv_round_sheet *sheet = round->sheets; sheet; sheet = sheet->next)
        if (tolv_sheet_is(area->sheet, sheet->name)) {
            area->sheet = sheet->name;
            return true;
        }
    return false;
}

static bool take_table(reading *at, tolv_text name, const tolv_area *area) {
    tolv_round_table *new = add(at->round, sizeof *new);
    size_t width = area->last_column - area->column + 1;
    if (!new)
        return false;
    *new = (tolv_round_table){
        .name = name, .area = *area, .use = use_of(name), .code = TOLV_NO_COLUMN};
    new->headings = tolv_arena_take(at->round->arena, width, sizeof *new->headings);
    new->columns = tolv_arena_take(at->round->arena, width, sizeof *new->columns);
    if (!new->headings || !new->columns)
        return tolv_refuse_memory(at->round->document);
    *at->last_table = new;
    at->last_table = &new->next;
    return true;
}

static bool take_name(reading *at, tolv_text text, const tolv_area *area) {
    tolv_round *round = at->round;
    const tolv_round_name **known[NAMES] = {
        [UNIT] = &round->unit, [SMALLEST] = &round->smallest,   [PERIOD] = &round->period,
        [YEAR] = &round->year, [CONFIRMED] = &round->confirmed, [UNSENT] = &at->unsent,
        [SHOWN] = &at->shown};
    tolv_round_name *new = add(round, sizeof *new);
    if (!new)
        return false;
    *new = (tolv_round_name){.name = text, .area = *area};
    *at->last_name = new;
    at->last_name = &new->next;
    for (int i = 0; i < NAMES; i++)
        if ((tolv_round_is_single(new) || i >= UNSENT) && tolv_text_is_one_of(text, name_words[i]))
            *known[i] = new;
    return true;
}

/* What filters a sheet without a name is a database range to offices, and none to people. */
static bool is_nameless(const tolv_mark *mark) {
    return mark->name.length == 0 || begins(mark->name, "__Anonymous");
}

static bool take_marks(reading *at) {
    tolv_area area;
    bool taken = true;
    for (const tolv_book_mark *each = at->book->marks; each && taken; each = each->next) {
        const tolv_mark *mark = &each->mark;
        if (!is_nameless(mark) && tolv_area_read(mark->address, &area) &&
            find_sheet(at->round, &area))
            taken =
                mark->table ? take_table(at, mark->name, &area) : take_name(at, mark->name, &area);
    }
    return taken;
}

/* ---- Cells ---- */

tolv_text tolv_round_key(const tolv_input *value, char room[TOLV_KEY_ROOM]) {
    bool number = value->kind == TOLV_CELL_NUMBER || value->kind == TOLV_CELL_BOOLEAN;
    if (number)
        return (tolv_text){room, tolv_number_write(value->number, room)};
    return tolv_text_trimmed(value->kind == TOLV_CELL_BLANK ? (tolv_text){"", 0} : value->text);
}

/* The same for as long as the workbook. */
static bool copy_key(const tolv_round *round, const tolv_input *value, tolv_text *key) {
    char room[TOLV_KEY_ROOM];
    *key = tolv_round_key(value, room);
    tolv_writer writer = {.arena = round->arena};
    if (key->bytes != room)
        return true;
    tolv_write(&writer, *key);
    *key = tolv_written(&writer);
    return !writer.failed || tolv_refuse_memory(round->document);
}

static const tolv_input *value_at(const reading *at, tolv_text sheet, size_t row, size_t column) {
    static const tolv_input blank = {.kind = TOLV_CELL_BLANK, .text = {"", 0}};
    const tolv_book_sheet *in = tolv_book_sheet_named(at->book, sheet);
    const tolv_book_cell *cell = tolv_book_cell_in(tolv_book_row_at(at->book, in, row), column);
    return cell ? &cell->value : &blank;
}

static bool take_headings(const reading *at, tolv_round_table *table) {
    const tolv_area *area = &table->area;
    for (size_t i = 0; i <= area->last_column - area->column; i++) {
        tolv_text *heading = &table->headings[i];
        if (!copy_key(at->round, value_at(at, area->sheet, area->row, area->column + i), heading))
            return false;
        bool code = tolv_text_is_one_of(*heading, code_words);
        table->columns[i] = tolv_text_is_one_of(*heading, key_words) ? TOLV_COLUMN_KEY
                            : tolv_round_is_comment(*heading)        ? TOLV_COLUMN_COMMENT
                                                                     : TOLV_COLUMN_PLAIN;
        if (table->code == TOLV_NO_COLUMN && code)
            table->code = area->column + i;
    }
    if (table->use == TOLV_ROUND_OTHER && table->code != TOLV_NO_COLUMN)
        table->use = TOLV_ROUND_CUT;
    return true;
}

static bool refuse_twice(const reading *at, const tolv_round_table *table, size_t row,
                         tolv_text code) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_writer place = {.arena = at->round->arena};
    tolv_cell_name(table->code, row, name);
    tolv_write(&place, table->area.sheet);
    tolv_write_string(&place, ".");
    tolv_write_string(&place, name);
    tolv_write(&place, (tolv_text){"", 1});
    return place.failed
               ? tolv_refuse_memory(at->round->document)
               : tolv_refuse_with(at->round->document, place.bytes,
                                  N_("“{1}” is the code of two units: each must have its own"),
                                  TOLV_TEXT_ITEM(code));
}

static bool take_field(const reading *at, const tolv_round_table *table, size_t i,
                       const tolv_input *value, tolv_unit *unit) {
    for (size_t j = 0; j < sizeof unit_columns / sizeof *unit_columns; j++)
        if (tolv_text_is_one_of(table->headings[i], unit_columns[j].words))
            return copy_key(at->round, value,
                            (tolv_text *)(void *)((char *)unit + unit_columns[j].field));
    return true;
}

static bool take_unit(reading *at, const tolv_round_table *table, const tolv_book_row *row) {
    tolv_round *round = at->round;
    tolv_text none = {"", 0};
    tolv_unit new = {none, none, none, none, none, none, none, none, row->row};
    for (size_t i = 0; i <= table->area.last_column - table->area.column; i++) {
        const tolv_book_cell *cell = tolv_book_cell_in(row, table->area.column + i);
        if (cell && cell->value.kind != TOLV_CELL_BLANK &&
            !take_field(at, table, i, &cell->value, &new))
            return false;
    }
    if (new.code.length == 0)
        return true;
    if (row->rows > 1 || tolv_round_unit(round, new.code))
        return refuse_twice(at, table, row->row + (row->rows > 1), new.code);
    tolv_unit *units = tolv_arena_with_room(round->arena, round->units, round->unit_count,
                                            &at->unit_room, sizeof *units);
    if (!units)
        return tolv_refuse_memory(round->document);
    round->units = units;
    round->units[round->unit_count++] = new;
    return true;
}

static bool meets(const tolv_book_row *row, const tolv_area *area) {
    return row->row + row->rows > area->row && row->row <= area->last_row;
}

static bool take_units(reading *at, const tolv_round_table *table) {
    const tolv_area *area = &table->area;
    const tolv_book_sheet *sheet = tolv_book_sheet_named(at->book, area->sheet);
    bool taken = true;
    for (size_t i = sheet->first; taken && i < sheet->first + sheet->count; i++) {
        const tolv_book_row *row = &at->book->rows[i];
        if (meets(row, area) && row->row > area->row)
            taken = take_unit(at, table, row);
    }
    return taken;
}

static double setting(const reading *at, const tolv_round_name *name) {
    const tolv_input *value =
        name ? value_at(at, name->area.sheet, name->area.row, name->area.column) : NULL;
    return value && value->kind == TOLV_CELL_NUMBER ? value->number : 0;
}

/* Is the text in one of the cells that have the name? */
static bool lists(const reading *at, const tolv_round_name *name, tolv_text text) {
    const tolv_area *area = name ? &name->area : NULL;
    const tolv_book_sheet *in = area ? tolv_book_sheet_named(at->book, area->sheet) : NULL;
    char room[TOLV_KEY_ROOM];
    for (size_t i = 0; in && text.length && i < in->count; i++) {
        const tolv_book_row *row = &at->book->rows[in->first + i];
        for (size_t j = 0; j < row->count && meets(row, area); j++)
            if (row->cells[j].column <= area->last_column &&
                row->cells[j].column + row->cells[j].columns > area->column &&
                tolv_text_same(tolv_round_key(&row->cells[j].value, room), text))
                return true;
    }
    return false;
}

static void settle_lists(const reading *at) {
    for (tolv_round_sheet *sheet = at->round->sheets; sheet; sheet = sheet->next)
        sheet->unsent = lists(at, at->unsent, sheet->name);
    for (tolv_round_table *table = at->round->tables; table; table = table->next)
        for (size_t i = 0; i <= table->area.last_column - table->area.column; i++)
            if (at->shown && table->use == TOLV_ROUND_SHARED &&
                !lists(at, at->shown, table->headings[i]))
                table->columns[i] = TOLV_COLUMN_WITHHELD;
}

/* A hidden sheet that holds a mark is meant to come along. */
static void settle_hidden(const tolv_round *round) {
    for (tolv_round_sheet *sheet = round->sheets; sheet; sheet = sheet->next) {
        bool marked = false;
        for (const tolv_round_table *table = round->tables; table; table = table->next)
            marked = marked || tolv_text_equal(table->area.sheet, sheet->name);
        for (const tolv_round_name *name = round->names; name; name = name->next)
            marked = marked || tolv_text_equal(name->area.sheet, sheet->name);
        sheet->unsent = sheet->unsent || (sheet->hidden && !marked);
    }
}

/* ---- The whole ---- */

static bool check_tables(const tolv_round *round) {
    for (const tolv_round_table *a = round->tables; a; a = a->next)
        for (const tolv_round_table *b = round->tables; b; b = b->next)
            if (a != b && tolv_round_is_cut(a) &&
                (tolv_round_is_cut(b) || b->use == TOLV_ROUND_SHARED) &&
                tolv_text_equal(a->area.sheet, b->area.sheet) && a->area.row <= b->area.last_row &&
                b->area.row <= a->area.last_row)
                return tolv_refuse_with(round->document, NULL,
                                        N_("the tables “{1}” and “{2}” stand side by side, and "
                                           "rows can be cut after one of them only: move one to "
                                           "other rows"),
                                        TOLV_TEXT_ITEM(a->name), TOLV_TEXT_ITEM(b->name));
    return true;
}

static bool write_period(const reading *at) {
    double period = setting(at, at->round->period), year = setting(at, at->round->year);
    tolv_writer writer = {.arena = at->round->arena};
    char digits[TOLV_NUMBER_ROOM];
    at->round->period_text = tolv_text_of("");
    if (period < 1 || period >= MONTHS + 1 || year < 1000 || year >= 10000)
        return true;
    at->round->year_number = (double)(size_t)year;
    at->round->month = (double)(size_t)period;
    tolv_write(&writer, (tolv_text){digits, tolv_number_write(at->round->year_number, digits)});
    tolv_write_string(&writer, period < 10 ? "-0" : "-");
    tolv_write(&writer, (tolv_text){digits, tolv_number_write(at->round->month, digits)});
    at->round->period_text = tolv_written(&writer);
    return !writer.failed || tolv_refuse_memory(at->round->document);
}

bool tolv_round_read(const tolv_book *book, tolv_round *round) {
    reading at = {.book = book, .round = round};
    *round = (tolv_round){
        .document = book->document, .arena = book->arena, .smallest_group = SMALLEST_GROUP};
    at.last_sheet = &round->sheets;
    at.last_table = &round->tables;
    at.last_name = &round->names;
    if (!take_sheets(&at) || !take_marks(&at))
        return false;
    for (tolv_round_table *table = round->tables; table; table = table->next)
        if (!take_headings(&at, table) ||
            (table->use == TOLV_ROUND_UNITS && !take_units(&at, table)))
            return false;
    double smallest = setting(&at, round->smallest);
    if (smallest >= 1 && smallest <= INT32_MAX)
        round->smallest_group = (size_t)smallest;
    settle_lists(&at);
    settle_hidden(round);
    return write_period(&at) && check_tables(round);
}

/* ---- Asking ---- */

bool tolv_round_is_cut(const tolv_round_table *table) {
    return table->code != TOLV_NO_COLUMN && table->use != TOLV_ROUND_SHARED;
}

bool tolv_round_is_kept(const tolv_round_table *table) {
    return table->use == TOLV_ROUND_ANSWERS || table->use == TOLV_ROUND_HISTORY;
}

bool tolv_round_is_comment(tolv_text heading) {
    return tolv_text_is_one_of(heading, comment_words);
}

bool tolv_round_is_single(const tolv_round_name *name) {
    return name->area.row == name->area.last_row && name->area.column == name->area.last_column;
}

const tolv_round_table *tolv_round_table_at(const tolv_round *round, tolv_text sheet, size_t row,
                                            size_t column) {
    for (const tolv_round_table *table = round->tables; table; table = table->next)
        if (row > table->area.row && row <= table->area.last_row && column >= table->area.column &&
            column <= table->area.last_column && tolv_text_equal(table->area.sheet, sheet))
            return table;
    return NULL;
}

const tolv_round_table *tolv_round_cut_at(const tolv_round *round, tolv_text sheet, size_t row) {
    for (const tolv_round_table *table = round->tables; table; table = table->next)
        if (tolv_round_is_cut(table) && row > table->area.row && row <= table->area.last_row &&
            tolv_text_equal(table->area.sheet, sheet))
            return table;
    return NULL;
}

const tolv_unit *tolv_round_unit(const tolv_round *round, tolv_text code) {
    for (size_t i = 0; i < round->unit_count; i++)
        if (tolv_text_equal(round->units[i].code, code))
            return &round->units[i];
    return NULL;
}
