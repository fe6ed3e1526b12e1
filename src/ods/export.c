/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ods/reference.h"
#include "ods/workbook.h"

/* No cell can hold these characters, so they part what is repeated in a row: the count, then the
 * bytes. */
#define REPEAT '\1'
#define REPEATED '\2'
#define REPEAT_END '\3'

enum { EXPANDED = 16 /* bytes of a repeated field that is written out at once */ };

/* A run of equal rows: bytes of the spool, to the next one's. */
typedef struct row {
    size_t begin, columns, repeat;
} row;

/* Something with a name: a sheet, a range, a table. */
typedef struct entry {
    enum { SHEET, NAME, TABLE } kind;
    size_t rows, columns; /* of a sheet: that are in use */
    struct entry *next;
    tolv_text name, address;
} entry;

typedef struct exporting {
    const tolv_document *document;
    tolv_field_format format;
    tolv_text place;             /* that is wanted; empty: the first sheet */
    tolv_area area;              /* of it; all of the sheet where it is none */
    bool is_area, found, wanted; /* wanted: the sheet that is read */
    tolv_spool spool;
    row *rows;
    size_t row_count, row_room;
    size_t next_row;       /* that is due */
    size_t columns, width; /* of the row, and of the widest */
    size_t begin;          /* where in the spool the row does */
    size_t uncalculated, row_uncalculated;
    tolv_arena arena;
    entry *entries, *last_entry;
    entry *sheet, *shown; /* the sheet that is read, and the one that is wanted */
    size_t sheet_count;
} exporting;

static const char separators[] = {
    [TOLV_FORMAT_CSV] = ',', [TOLV_FORMAT_TSV] = '\t', [TOLV_FORMAT_JSON] = ','};

/* ---- What cannot be ---- */

static bool refuse_spool(const exporting *at) {
    uint64_t limit = tolv_document_limits_of(at->document)->part;
    if (at->spool.length < limit / 2)
        return tolv_refuse_memory(at->document);
    return tolv_refuse_with(at->document, NULL,
                            N_("there are more than {1} MB to print: name a range"),
                            TOLV_PLAIN((double)(limit >> 20)));
}

static bool check_size(const exporting *at, double cells, double bytes) {
    const tolv_document_limits *limits = tolv_document_limits_of(at->document);
    if (cells > (double)limits->cells)
        return tolv_refuse_with(at->document, NULL,
                                N_("{1} cells would be printed, and at most {2} are: name a "
                                   "range"),
                                TOLV_PLAIN(cells), TOLV_PLAIN((double)limits->cells));
    return bytes <= (double)limits->output ||
           tolv_refuse_with(at->document, NULL,
                            N_("{1} bytes would be printed, and at most {2} are: name a range"),
                            TOLV_PLAIN(bytes), TOLV_PLAIN((double)limits->output));
}

/* ---- Rows ---- */

static bool add_row(exporting *at, size_t begin, size_t columns, size_t repeat) {
    if (at->row_count == at->row_room) {
        size_t room = at->row_room / 2 * 3 + 1024;
        row *grown = realloc(at->rows, room * sizeof *grown);
        if (!grown)
            return tolv_refuse_memory(at->document);
        at->rows = grown;
        at->row_room = room;
    }
    at->rows[at->row_count++] = (row){begin, columns, repeat};
    return true;
}

/* `count` times the same field, or the same blank. */
static void write_fields(exporting *at, const tolv_sheet_cell *cell, size_t count) {
    char separator = separators[at->format], number[32];
    if (count == 0)
        return;
    if (at->columns > 0)
        tolv_spool_write(&at->spool, &separator, 1);
    size_t begin = at->spool.length;
    tolv_write_field(&at->spool, at->format, cell);
    size_t length = at->spool.length - begin;
    at->columns += count;
    if (--count == 0 || at->spool.failed)
        return;
    if (count > 1 && length * count > EXPANDED) { /* the field once more, with its separator */
        snprintf(number, sizeof number, "%c%zu%c%c", REPEAT, count, REPEATED, separator);
        tolv_spool_string(&at->spool, number);
        tolv_write_field(&at->spool, at->format, cell);
        snprintf(number, sizeof number, "%c", REPEAT_END);
        tolv_spool_string(&at->spool, number);
        return;
    }
    for (; count > 0 && !at->spool.failed; count--) {
        tolv_spool_write(&at->spool, &separator, 1);
        tolv_write_field(&at->spool, at->format, cell);
    }
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    static const tolv_sheet_cell blank = {.kind = TOLV_CELL_BLANK};
    exporting *at = context;
    size_t first = cell->column, past = cell->column + cell->columns;
    bool holds = cell->kind != TOLV_CELL_BLANK;
    if (holds && at->sheet->columns < past)
        at->sheet->columns = past;
    if (holds && at->sheet->rows < cell->row + cell->rows)
        at->sheet->rows = cell->row + cell->rows;
    if (!at->wanted)
        return true;
    if (first < at->area.column)
        first = at->area.column;
    if (past > at->area.last_column + 1)
        past = at->area.last_column + 1;
    if (first >= past || cell->row + cell->rows <= at->area.row || cell->row > at->area.last_row)
        return true;
    at->row_uncalculated += !holds && cell->formula.length;
    if (!holds)
        return true;
    write_fields(at, &blank, first - at->area.column - at->columns);
    write_fields(at, cell, past - first);
    return !at->spool.failed || refuse_spool(at);
}

/* Blank rows before it are told now that something follows. */
static bool take_row(void *context, const tolv_sheet_row *of) {
    exporting *at = context;
    size_t from = of->row > at->area.row ? of->row : at->area.row;
    size_t past =
        of->row + of->rows <= at->area.last_row ? of->row + of->rows : at->area.last_row + 1;
    bool added = true;
    if (at->wanted && at->row_uncalculated && from < past)
        at->uncalculated += at->row_uncalculated * (past - from);
    at->row_uncalculated = 0;
    if (!at->wanted || from >= past || at->columns == 0)
        return true;
    if (from > at->next_row)
        added = add_row(at, at->begin, 0, from - at->next_row);
    added = added && add_row(at, at->begin, at->columns, past - from);
    if (at->columns > at->width)
        at->width = at->columns;
    at->next_row = past;
    at->begin = at->spool.length;
    at->columns = 0;
    return added;
}

/* ---- Sheets and names ---- */

static bool add_entry(exporting *at, const entry *new) {
    tolv_writer name = {.arena = &at->arena}, address = {.arena = &at->arena};
    entry *added = tolv_arena_take(&at->arena, 1, sizeof *added);
    tolv_write(&name, new->name);
    tolv_write(&address, new->address);
    if (!added || name.failed || address.failed)
        return tolv_refuse_memory(at->document);
    *added = *new;
    added->name = (tolv_text){name.length ? name.bytes : "", name.length};
    added->address = (tolv_text){address.length ? address.bytes : "", address.length};
    *(at->last_entry ? &at->last_entry->next : &at->entries) = added;
    at->last_entry = added;
    return true;
}

static bool is_wanted(const exporting *at, tolv_text name) {
    if (at->found)
        return false;
    if (at->place.length == 0)
        return true;
    return at->is_area ? tolv_sheet_is(at->area.sheet, name) : tolv_sheet_is(at->place, name);
}

static bool take_sheet(void *context, tolv_text name) {
    exporting *at = context;
    at->wanted = is_wanted(at, name);
    at->found = at->found || at->wanted;
    at->sheet_count++;
    bool added = add_entry(at, &(entry){.kind = SHEET, .name = name, .address = {"", 0}});
    at->sheet = at->last_entry;
    if (at->wanted)
        at->shown = at->sheet;
    return added;
}

static bool take_mark(void *context, const tolv_mark *mark) {
    return add_entry(
        context,
        &(entry){.kind = mark->table ? TABLE : NAME, .name = mark->name, .address = mark->address});
}

/* ---- Handing on ---- */

typedef struct output {
    const tolv_sink *sink; /* NULL: only measured */
    double bytes;
} output;

static void put(output *to, const char *bytes, size_t length) {
    to->bytes += (double)length;
    if (to->sink && length)
        to->sink->take(to->sink->context, bytes, length);
}

static void put_times(output *to, const char *bytes, size_t length, size_t times) {
    if (!to->sink)
        to->bytes += (double)length * (double)times;
    for (; to->sink && times > 0; times--)
        put(to, bytes, length);
}

/* A row's bytes, with what is repeated in them. */
static void put_fields(output *to, const char *bytes, size_t length) {
    const char *end = bytes + length;
    while (bytes < end) {
        const char *repeat = memchr(bytes, REPEAT, (size_t)(end - bytes));
        put(to, bytes, (size_t)((repeat ? repeat : end) - bytes));
        if (!repeat)
            return;
        char *field;
        size_t times = strtoul(repeat + 1, &field, 10);
        const char *past = memchr(field, REPEAT_END, (size_t)(end - field));
        put_times(to, field + 1, (size_t)(past - field) - 1, times);
        bytes = past + 1;
    }
}

static void put_row(const exporting *at, output *to, const row *of, size_t end, bool last) {
    bool json = at->format == TOLV_FORMAT_JSON;
    char separator[] = {separators[at->format], 'n', 'u', 'l', 'l'};
    size_t blanks = at->width - of->columns;
    put(to, "[", json);
    put_fields(to, at->spool.bytes + of->begin, end - of->begin);
    if (of->columns == 0 && blanks > 0) { /* the first has no separator */
        put(to, "null", json ? 4 : 0);
        blanks--;
    }
    put_times(to, separator, json ? sizeof separator : 1, blanks);
    put(to, json ? (last ? "]" : "],") : "", json ? 1 + !last : 0);
    put(to, "\n", 1);
}

static void put_head(const exporting *at, output *to, size_t rows) {
    char first[TOLV_CELL_NAME_ROOM], last[TOLV_CELL_NAME_ROOM];
    tolv_spool head = {.limit = SIZE_MAX};
    tolv_cell_name(at->area.column, at->area.row, first);
    tolv_cell_name(at->area.column + (at->width ? at->width - 1 : 0),
                   at->area.row + (rows ? rows - 1 : 0), last);
    tolv_spool_string(&head, "{\"sheet\": ");
    tolv_write_field_text(&head, at->format, at->shown->name);
    tolv_spool_string(&head, ", \"cells\": \"");
    tolv_spool_string(&head, at->width ? first : "");
    tolv_spool_string(&head, at->width ? ":" : "");
    tolv_spool_string(&head, at->width ? last : "");
    tolv_spool_string(&head, "\", \"rows\": [\n");
    put(to, head.bytes, head.length);
    free(head.bytes);
}

static void put_rows(const exporting *at, output *to) {
    bool json = at->format == TOLV_FORMAT_JSON;
    size_t rows = 0;
    for (size_t i = 0; i < at->row_count; i++)
        rows += at->rows[i].repeat;
    if (json)
        put_head(at, to, rows);
    for (size_t i = 0; i < at->row_count; i++) {
        const row *of = &at->rows[i];
        size_t end = i + 1 < at->row_count ? at->rows[i + 1].begin : at->spool.length;
        if (to->sink)
            for (size_t j = 1; j <= of->repeat; j++)
                put_row(at, to, of, end, i + 1 == at->row_count && j == of->repeat);
        else {
            output one = {NULL, 0};
            put_row(at, &one, of, end, false);
            to->bytes += one.bytes * (double)of->repeat;
        }
    }
    put(to, "]}\n", json ? 3 : 0);
}

/* ---- The list of what there is ---- */

static void write_area(tolv_spool *to, const entry *of) {
    char last[TOLV_CELL_NAME_ROOM];
    if (of->kind != SHEET) {
        tolv_spool_write(to, of->address.bytes, of->address.length);
    } else if (of->rows > 0) {
        tolv_cell_name(of->columns - 1, of->rows - 1, last);
        tolv_spool_string(to, "A1:");
        tolv_spool_string(to, last);
    }
}

static void write_entry(const exporting *at, tolv_spool *to, const entry *of) {
    tolv_spool area = {.limit = SIZE_MAX};
    bool json = at->format == TOLV_FORMAT_JSON;
    write_area(&area, of);
    tolv_spool_string(to, json ? "{\"name\": " : "");
    tolv_write_field_text(to, at->format, of->name);
    tolv_spool_write(to, &separators[at->format], 1);
    tolv_spool_string(to, json ? " \"cells\": " : "");
    if (json || area.length)
        tolv_write_field_text(to, at->format,
                              (tolv_text){area.length ? area.bytes : "", area.length});
    tolv_spool_string(to, json ? "}" : "\n");
    to->failed = to->failed || area.failed;
    free(area.bytes);
}

static bool put_list(const exporting *at, output *to) {
    static const char *const kinds[] = {[SHEET] = "sheet", [NAME] = "name", [TABLE] = "table"};
    tolv_spool list = {.limit = SIZE_MAX};
    bool json = at->format == TOLV_FORMAT_JSON;
    tolv_spool_string(&list, json                            ? "{"
                             : at->format == TOLV_FORMAT_TSV ? "kind\tname\tcells\n"
                                                             : "kind,name,cells\n");
    for (int kind = SHEET; kind <= TABLE; kind++) {
        size_t count = 0;
        if (json) {
            tolv_spool_string(&list, kind == SHEET ? "\"" : ",\n\"");
            tolv_spool_string(&list, kinds[kind]);
            tolv_spool_string(&list, "s\": [");
        }
        for (const entry *of = at->entries; of; of = of->next) {
            if ((int)of->kind != kind)
                continue;
            tolv_spool_string(&list, !json ? kinds[kind] : count++ ? ",\n" : "\n");
            if (!json)
                tolv_spool_write(&list, &separators[at->format], 1);
            write_entry(at, &list, of);
        }
        tolv_spool_string(&list, json ? "]" : "");
    }
    tolv_spool_string(&list, json ? "}\n" : "");
    bool whole = !list.failed || tolv_refuse_memory(at->document);
    if (whole)
        put(to, list.bytes, list.length);
    free(list.bytes);
    return whole;
}

/* ---- The whole ---- */

static bool read_all(exporting *at) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row, .mark = take_mark};
    at->next_row = at->area.row;
    at->entries = at->last_entry = NULL;
    at->sheet_count = 0;
    return tolv_read_workbook(at->document, &handler, at);
}

/* A place that is no sheet is a name: the area is known when all has been read. */
static bool read_named(exporting *at) {
    for (const entry *of = at->entries; of; of = of->next)
        if (of->kind != SHEET && tolv_text_same(of->name, at->place)) {
            at->is_area = tolv_area_read(of->address, &at->area);
            return (at->is_area && read_all(at) && at->found) ||
                   tolv_refuse_with(at->document, NULL, N_("“{1}” is not the name of cells"),
                                    TOLV_TEXT_ITEM(at->place));
        }
    return tolv_refuse_with(at->document, NULL,
                            N_("it has no sheet and no name “{1}”: without it, they are listed"),
                            TOLV_TEXT_ITEM(at->place));
}

/* A range has all its cells. */
static bool end_area(exporting *at) {
    if (!at->is_area)
        return true;
    at->width = at->area.last_column - at->area.column + 1;
    return at->next_row > at->area.last_row ||
           add_row(at, at->begin, 0, at->area.last_row + 1 - at->next_row);
}

static bool hand_on(exporting *at, const tolv_sink *sink) {
    output measured = {NULL, 0}, to = {sink, 0};
    double rows = 0;
    if (at->place.length == 0 && at->sheet_count > 1) {
        at->uncalculated = 0;
        return put_list(at, &to);
    }
    for (size_t i = 0; i < at->row_count; i++)
        rows += (double)at->rows[i].repeat;
    put_rows(at, &measured);
    if (!check_size(at, rows * (double)at->width, measured.bytes))
        return false;
    put_rows(at, &to);
    return true;
}

bool tolv_export(const tolv_document *document, const char *place, tolv_field_format format,
                 const tolv_sink *sink, size_t *uncalculated) {
    uint64_t limit = tolv_document_limits_of(document)->part;
    exporting at = {.document = document,
                    .format = format,
                    .place = tolv_text_of(place),
                    .spool.limit = limit < SIZE_MAX / 2 ? (size_t)limit : SIZE_MAX / 2};
    tolv_arena_open(&at.arena, NULL);
    at.is_area = tolv_area_read(at.place, &at.area) && at.area.sheet.length;
    if (!at.is_area)
        at.area =
            (tolv_area){.last_row = TOLV_SHEET_ROWS - 1, .last_column = TOLV_SHEET_COLUMNS - 1};
    bool done =
        read_all(&at) && (at.found || read_named(&at)) && end_area(&at) && hand_on(&at, sink);
    *uncalculated = at.uncalculated;
    free(at.spool.bytes);
    free(at.rows);
    tolv_arena_close(&at.arena);
    return done;
}
