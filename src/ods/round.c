/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/round.h"

#include <string.h>

#include "ods/number.h"

/* ---- The words of the marks ---- */

static const char code_words[] = "Code, Kod, Kode, Unit code, Enhetskod, Enhedskode";

static const struct {
    const char *words;
    tolv_round_use use;
} table_words[] = {{"Units, Enheter, Enheder", TOLV_ROUND_UNITS},
                   {"Answers, Svar", TOLV_ROUND_ANSWERS},
                   {"History, Historik", TOLV_ROUND_HISTORY}};

static const char *const shared_beginnings[] = {"Shared", "Gemensam", "Fælles"};

typedef enum named { UNIT, SMALLEST, PERIOD, YEAR, UNSENT, NAMES } named;

static const char *const name_words[NAMES] = {[UNIT] = "Unit, Enhet, Enhed",
                                              [SMALLEST] =
                                                  "Smallest_group, Minsta_grupp, Mindste_gruppe",
                                              [PERIOD] = "Period, Periode",
                                              [YEAR] = "Year, År",
                                              [UNSENT] = "Not_sent, Skickas_ej, Sendes_ikke"};

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
    tolv_round *round;
    tolv_round_sheet **last_sheet;
    tolv_round_table **last_table;
    tolv_round_name **last_name;
    tolv_text sheet; /* that is being read */
    size_t unit_room;
    double period, year;
    const tolv_round_name *unsent;
    /* of the styles: */
    size_t depth, sheet_depth;
    tolv_round_sheet *next_sheet;
    struct hidden_style {
        struct hidden_style *next;
        tolv_text name;
    } * hidden;
    tolv_text style;
} reading;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static void *add(const tolv_round *round, size_t size) {
    void *new = tolv_arena_take(round->arena, 1, size);
    if (new)
        memset(new, 0, size);
    else
        tolv_refuse_memory(round->document);
    return new;
}

static bool copy(const tolv_round *round, tolv_text *text) {
    tolv_writer writer = {.arena = round->arena};
    tolv_write(&writer, *text);
    *text = tolv_written(&writer);
    return !writer.failed || tolv_refuse_memory(round->document);
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

static bool take_sheet(void *context, tolv_text name) {
    reading *at = context;
    tolv_round_sheet *new = add(at->round, sizeof *new);
    if (!new || !copy(at->round, &name))
        return false;
    new->name = name;
    *at->last_sheet = new;
    at->last_sheet = &new->next;
    return true;
}

static bool take_table(reading *at, const tolv_mark *mark, const tolv_area *area) {
    tolv_round_table *new = add(at->round, sizeof *new);
    size_t width = area->last_column - area->column + 1;
    if (!new)
        return false;
    *new = (tolv_round_table){
        .name = mark->name, .area = *area, .use = use_of(mark->name), .code = TOLV_NO_COLUMN};
    new->headings = tolv_arena_take(at->round->arena, width, sizeof *new->headings);
    if (!new->headings)
        return tolv_refuse_memory(at->round->document);
    for (size_t i = 0; i < width; i++)
        new->headings[i] = tolv_text_of("");
    *at->last_table = new;
    at->last_table = &new->next;
    return copy(at->round, &new->name) && copy(at->round, &new->area.sheet);
}

/* What filters a sheet without a name is a database range to offices, and none to people. */
static bool is_nameless(const tolv_mark *mark) {
    return mark->name.length == 0 || begins(mark->name, "__Anonymous");
}

static bool take_mark(void *context, const tolv_mark *mark) {
    reading *at = context;
    tolv_area area;
    if (is_nameless(mark) || !tolv_area_read(mark->address, &area) || area.sheet.length == 0)
        return true;
    if (mark->table)
        return take_table(at, mark, &area);
    tolv_round_name *new = add(at->round, sizeof *new);
    if (!new)
        return false;
    *new = (tolv_round_name){.name = mark->name, .area = area};
    *at->last_name = new;
    at->last_name = &new->next;
    return copy(at->round, &new->name) && copy(at->round, &new->area.sheet);
}

/* Areas get their sheets' plain names; those of sheets that are not there go. */
static bool find_sheet(const tolv_round *round, tolv_area *area) {
    for (const tolv_round_sheet *sheet = round->sheets; sheet; sheet = sheet->next)
        if (tolv_sheet_is(area->sheet, sheet->name)) {
            area->sheet = sheet->name;
            return true;
        }
    return false;
}

static void settle_marks(reading *at) {
    tolv_round *round = at->round;
    const tolv_round_name **known[NAMES] = {[UNIT] = &round->unit,
                                            [SMALLEST] = &round->smallest,
                                            [PERIOD] = &round->period,
                                            [YEAR] = &round->year,
                                            [UNSENT] = &at->unsent};
    for (tolv_round_table **link = &round->tables; *link;)
        if (find_sheet(round, &(*link)->area))
            link = &(*link)->next;
        else
            *link = (*link)->next;
    for (tolv_round_name **link = &round->names; *link;) {
        tolv_round_name *name = *link;
        if (!find_sheet(round, &name->area)) {
            *link = name->next;
            continue;
        }
        bool single =
            name->area.row == name->area.last_row && name->area.column == name->area.last_column;
        for (int i = 0; i < NAMES; i++)
            if ((single || i == UNSENT) && tolv_text_is_one_of(name->name, name_words[i]))
                *known[i] = name;
        link = &name->next;
    }
}

/* ---- Cells ---- */

tolv_text tolv_round_key(const tolv_sheet_cell *cell, char room[TOLV_KEY_ROOM]) {
    bool number = cell->kind == TOLV_CELL_NUMBER || cell->kind == TOLV_CELL_BOOLEAN;
    if (number)
        return (tolv_text){room, tolv_number_write(cell->number, room)};
    return tolv_text_trimmed(cell->kind == TOLV_CELL_BLANK ? (tolv_text){"", 0} : cell->text);
}

static bool lies_in(const tolv_area *area, tolv_text sheet, const tolv_sheet_cell *cell) {
    return same(area->sheet, sheet) && cell->row <= area->last_row &&
           cell->row + cell->rows > area->row && cell->column <= area->last_column &&
           cell->column + cell->columns > area->column;
}

static bool take_heading(reading *at, tolv_round_table *table, const tolv_sheet_cell *cell) {
    char room[TOLV_KEY_ROOM];
    tolv_text heading = tolv_round_key(cell, room);
    if (!copy(at->round, &heading))
        return false;
    for (size_t column = table->area.column; column <= table->area.last_column; column++) {
        if (column < cell->column || column >= cell->column + cell->columns)
            continue;
        table->headings[column - table->area.column] = heading;
        if (table->code == TOLV_NO_COLUMN && tolv_text_is_one_of(heading, code_words))
            table->code = column;
    }
    return true;
}

static tolv_unit *unit_at(reading *at, size_t row) {
    tolv_round *round = at->round;
    if (round->unit_count && round->units[round->unit_count - 1].row == row)
        return &round->units[round->unit_count - 1];
    tolv_unit *units = tolv_arena_with_room(round->arena, round->units, round->unit_count,
                                            &at->unit_room, sizeof *units);
    if (!units) {
        tolv_refuse_memory(round->document);
        return NULL;
    }
    round->units = units;
    tolv_unit *new = &round->units[round->unit_count++];
    tolv_text none = {"", 0};
    *new = (tolv_unit){none, none, none, none, none, none, none, none, row};
    return new;
}

static bool refuse_at(const reading *at, size_t column, size_t row, const char *sentence,
                      tolv_text text) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_writer place = {.arena = at->round->arena};
    tolv_cell_name(column, row, name);
    tolv_write(&place, at->sheet);
    tolv_write_string(&place, ".");
    tolv_write_string(&place, name);
    tolv_write(&place, (tolv_text){"", 1});
    return place.failed
               ? tolv_refuse_memory(at->round->document)
               : tolv_refuse_with(at->round->document, place.bytes, sentence, TOLV_TEXT_ITEM(text));
}

static bool take_unit(reading *at, const tolv_round_table *table, const tolv_sheet_cell *cell) {
    char room[TOLV_KEY_ROOM];
    tolv_text heading = table->headings[cell->column - table->area.column];
    tolv_text value = tolv_round_key(cell, room);
    if (value.length == 0)
        return true;
    for (size_t i = 0; i < sizeof unit_columns / sizeof *unit_columns; i++) {
        if (!tolv_text_is_one_of(heading, unit_columns[i].words))
            continue;
        bool code = unit_columns[i].field == offsetof(tolv_unit, code);
        if (code && (cell->rows > 1 || tolv_round_unit(at->round, value)))
            return refuse_at(at, cell->column, cell->row + (cell->rows > 1),
                             N_("“{1}” is the code of two units: each must have its own"), value);
        tolv_unit *unit = unit_at(at, cell->row);
        tolv_text *field = unit ? (tolv_text *)((char *)unit + unit_columns[i].field) : NULL;
        if (!field || !copy(at->round, &value))
            return false;
        *field = value;
        return true;
    }
    return true;
}

static void take_setting(reading *at, const tolv_sheet_cell *cell) {
    tolv_round *round = at->round;
    const tolv_round_name *names[] = {round->period, round->year, round->smallest};
    for (size_t i = 0; i < sizeof names / sizeof *names && cell->kind == TOLV_CELL_NUMBER; i++) {
        if (!names[i] || !lies_in(&names[i]->area, at->sheet, cell))
            continue;
        if (i == 0)
            at->period = cell->number;
        else if (i == 1)
            at->year = cell->number;
        else if (cell->number >= 1 && cell->number <= INT32_MAX)
            round->smallest_group = (size_t)cell->number;
    }
    for (tolv_round_sheet *sheet = round->sheets; sheet; sheet = sheet->next)
        if (at->unsent && lies_in(&at->unsent->area, at->sheet, cell) &&
            tolv_text_same(tolv_text_trimmed(cell->text), sheet->name))
            sheet->unsent = true;
}

static bool enter_sheet(void *context, tolv_text name) {
    reading *at = context;
    at->sheet = name;
    return copy(at->round, &at->sheet);
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    reading *at = context;
    take_setting(at, cell);
    for (tolv_round_table *table = at->round->tables; table; table = table->next) {
        if (!lies_in(&table->area, at->sheet, cell))
            continue;
        if (cell->row <= table->area.row) {
            if (!take_heading(at, table, cell))
                return false;
        } else if (table->use == TOLV_ROUND_UNITS && cell->column >= table->area.column &&
                   !take_unit(at, table, cell)) {
            return false;
        }
    }
    return true;
}

/* ---- Which sheets are hidden: their style says so (ODF 1.3 part 3, 20.377) ---- */

static bool start_style(void *context, tolv_xml *xml, tolv_element element) {
    reading *at = context;
    tolv_attribute name;
    tolv_text value;
    bool sheet = element == TOLV_ELEMENT_TABLE && at->sheet_depth == 0;
    at->depth++;
    if (sheet)
        at->sheet_depth = at->depth;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++) {
        if (element == TOLV_ELEMENT_STYLE && name == TOLV_ATTRIBUTE_DEFINED_STYLE) {
            at->style = value;
            if (!copy(at->round, &at->style))
                return false;
        } else if (element == TOLV_ELEMENT_TABLE_PROPERTIES && name == TOLV_ATTRIBUTE_DISPLAY &&
                   same(value, tolv_text_of("false"))) {
            struct hidden_style *new = add(at->round, sizeof *new);
            if (!new)
                return false;
            *new = (struct hidden_style){at->hidden, at->style};
            at->hidden = new;
        } else if (sheet && at->next_sheet && name == TOLV_ATTRIBUTE_STYLE_NAME) {
            for (const struct hidden_style *style = at->hidden; style; style = style->next)
                if (same(style->name, value))
                    at->next_sheet->hidden = true;
        }
    }
    return true;
}

static bool end_style(void *context, tolv_xml *xml, tolv_element element) {
    reading *at = context;
    (void)xml;
    (void)element;
    if (at->depth-- == at->sheet_depth) {
        at->sheet_depth = 0;
        at->next_sheet = at->next_sheet ? at->next_sheet->next : NULL;
    }
    return true;
}

/* A hidden sheet that holds a mark is meant to come along. */
static void settle_hidden(const tolv_round *round) {
    for (tolv_round_sheet *sheet = round->sheets; sheet; sheet = sheet->next) {
        bool marked = false;
        for (const tolv_round_table *table = round->tables; table; table = table->next)
            marked = marked || same(table->area.sheet, sheet->name);
        for (const tolv_round_name *name = round->names; name; name = name->next)
            marked = marked || same(name->area.sheet, sheet->name);
        sheet->unsent = sheet->unsent || (sheet->hidden && !marked);
    }
}

/* ---- The whole ---- */

static bool is_cut(const tolv_round_table *table) {
    return table->code != TOLV_NO_COLUMN && table->use != TOLV_ROUND_SHARED;
}

static bool check_tables(const tolv_round *round) {
    for (const tolv_round_table *a = round->tables; a; a = a->next)
        for (const tolv_round_table *b = round->tables; b; b = b->next)
            if (a != b && is_cut(a) && (is_cut(b) || b->use == TOLV_ROUND_SHARED) &&
                same(a->area.sheet, b->area.sheet) && a->area.row <= b->area.last_row &&
                b->area.row <= a->area.last_row)
                return tolv_refuse_with(round->document, NULL,
                                        N_("the tables “{1}” and “{2}” stand side by side, and "
                                           "rows can be cut after one of them only: move one to "
                                           "other rows"),
                                        TOLV_TEXT_ITEM(a->name), TOLV_TEXT_ITEM(b->name));
    return true;
}

static void settle_units(tolv_round *round) {
    size_t kept = 0;
    for (size_t i = 0; i < round->unit_count; i++)
        if (round->units[i].code.length)
            round->units[kept++] = round->units[i];
    round->unit_count = kept;
}

static bool write_period(reading *at) {
    tolv_writer writer = {.arena = at->round->arena};
    char digits[TOLV_NUMBER_ROOM];
    at->round->period_text = tolv_text_of("");
    if (at->period < 1 || at->period >= MONTHS + 1 || at->year < 1000 || at->year >= 10000)
        return true;
    tolv_write(&writer, (tolv_text){digits, tolv_number_write((double)(size_t)at->year, digits)});
    tolv_write_string(&writer, at->period < 10 ? "-0" : "-");
    tolv_write(&writer, (tolv_text){digits, tolv_number_write((double)(size_t)at->period, digits)});
    at->round->period_text = (tolv_text){writer.bytes, writer.length};
    return !writer.failed || tolv_refuse_memory(at->round->document);
}

bool tolv_round_read(const tolv_part *content, tolv_arena *arena, tolv_round *round) {
    static const tolv_sheet_handler marks = {.sheet = take_sheet, .mark = take_mark};
    static const tolv_sheet_handler cells = {.sheet = enter_sheet, .cell = take_cell};
    static const tolv_xml_handler styles = {.start = start_style, .end = end_style};
    reading at = {.round = round, .style = {"", 0}};
    *round = (tolv_round){
        .document = content->document, .arena = arena, .smallest_group = SMALLEST_GROUP};
    at.last_sheet = &round->sheets;
    at.last_table = &round->tables;
    at.last_name = &round->names;
    if (!tolv_part_read_sheets(content, &marks, &at))
        return false;
    settle_marks(&at);
    at.next_sheet = round->sheets;
    if (!tolv_part_read_sheets(content, &cells, &at) || !tolv_part_read(content, &styles, &at))
        return false;
    for (tolv_round_table *table = round->tables; table; table = table->next)
        if (table->use == TOLV_ROUND_OTHER && table->code != TOLV_NO_COLUMN)
            table->use = TOLV_ROUND_CUT;
    settle_units(round);
    settle_hidden(round);
    return write_period(&at) && check_tables(round);
}

/* ---- Asking ---- */

const tolv_round_table *tolv_round_table_at(const tolv_round *round, tolv_text sheet, size_t row,
                                            size_t column) {
    for (const tolv_round_table *table = round->tables; table; table = table->next)
        if (row > table->area.row && row <= table->area.last_row && column >= table->area.column &&
            column <= table->area.last_column && same(table->area.sheet, sheet))
            return table;
    return NULL;
}

const tolv_round_table *tolv_round_cut_at(const tolv_round *round, tolv_text sheet, size_t row) {
    for (const tolv_round_table *table = round->tables; table; table = table->next)
        if (is_cut(table) && row > table->area.row && row <= table->area.last_row &&
            same(table->area.sheet, sheet))
            return table;
    return NULL;
}

const tolv_unit *tolv_round_unit(const tolv_round *round, tolv_text code) {
    for (size_t i = 0; i < round->unit_count; i++)
        if (same(round->units[i].code, code))
            return &round->units[i];
    return NULL;
}
