/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/fill_targets.h"

#include <stdlib.h>
#include <string.h>

#include "ods/number.h"
#include "ods/reference.h"

/* A sheet, or a mark, of the workbook. */
typedef struct found {
    struct found *next;
    tolv_mark mark;
} found;

typedef struct finding {
    tolv_part *content;
    const tolv_document *values;
    tolv_input_table input;
    found *sheets, *last_sheet, *marks, *last_mark;
    size_t sheet_count;
    tolv_targets *targets;
    /* of the table: */
    tolv_area area;
    size_t sheet, reading; /* the table's sheet, and the one that is read; from 0 */
    size_t *places;        /* of the fields of the first row: columns of the sheet, or NO_PLACE */
} finding;

#define NO_PLACE SIZE_MAX

/* ---- Telling ---- */

static bool refuse(const finding *at, const tolv_input_row *row, const char *sentence,
                   const tolv_item *items, size_t count) {
    tolv_notice notice = {.severity = TOLV_FAILURE,
                          .file = at->values->path,
                          .line = row->line,
                          .sentence = sentence};
    for (; notice.item_count < count; notice.item_count++)
        notice.items[notice.item_count] = items[notice.item_count];
    tolv_notify(&at->values->listener, &notice);
    return false;
}

#define refuse_with(at, row, sentence, ...) \
    refuse(at, row, sentence, (const tolv_item[]){__VA_ARGS__}, \
           sizeof((const tolv_item[]){__VA_ARGS__}) / sizeof(tolv_item))

static bool refuse_memory(const finding *at) {
    return tolv_refuse_memory(at->content->document);
}

/* ---- The sheets and names of the workbook ---- */

static bool copy(const finding *at, tolv_text *text) {
    return tolv_keep_text(at->content->document, at->content->arena, text);
}

static bool add(const finding *at, found **first, found **last, const tolv_mark *mark) {
    found *new = tolv_arena_take(at->content->arena, 1, sizeof *new);
    if (!new)
        return refuse_memory(at);
    *new = (found){NULL, *mark};
    *(*last ? &(*last)->next : first) = new;
    *last = new;
    return copy(at, &new->mark.name) && copy(at, &new->mark.address);
}

static bool take_sheet(void *context, tolv_text name) {
    finding *at = context;
    at->sheet_count++;
    return add(at, &at->sheets, &at->last_sheet,
               &(tolv_mark){.name = name, .address = tolv_text_of("")});
}

static bool take_mark(void *context, const tolv_mark *mark) {
    finding *at = context;
    return add(at, &at->marks, &at->last_mark, mark);
}

static size_t sheet_named(const finding *at, tolv_text written) {
    size_t i = 0;
    for (const found *sheet = at->sheets; sheet; sheet = sheet->next, i++)
        if (tolv_sheet_is(written, sheet->mark.name))
            return i;
    return at->sheet_count;
}

/* A range by its name. Names of one sheet may be the same as those of another. */
static const found *mark_named(const finding *at, tolv_text name, bool *ambiguous) {
    const found *one = NULL;
    *ambiguous = false;
    for (const found *mark = at->marks; mark; mark = mark->next)
        if (tolv_text_same(mark->mark.name, name)) {
            *ambiguous = one && (one->mark.address.length != mark->mark.address.length ||
                                 memcmp(one->mark.address.bytes, mark->mark.address.bytes,
                                        mark->mark.address.length) != 0);
            one = mark;
        }
    return one;
}

/* The area that a name or an address in the values is. */
static bool find_area(const finding *at, const tolv_input_row *row, tolv_text name, tolv_area *area,
                      size_t *sheet) {
    bool ambiguous;
    const found *mark = mark_named(at, name, &ambiguous);
    if (ambiguous)
        return refuse_with(at, row,
                           N_("several ranges are named “{1}”: write its address, such as "
                              "Sheet1.B2"),
                           TOLV_TEXT_ITEM(name));
    if (!tolv_area_read(mark ? mark->mark.address : name, area))
        return refuse_with(at, row,
                           mark ? N_("“{1}” is not the name of cells")
                                : N_("no cell is named “{1}”, and it is no address, such as "
                                     "Sheet1.B2"),
                           TOLV_TEXT_ITEM(name));
    *sheet = sheet_named(at, area->sheet);
    if (*sheet == at->sheet_count)
        return refuse_with(at, row, N_("“{1}”: the workbook has no such sheet"),
                           TOLV_TEXT_ITEM(name));
    return true;
}

/* ---- Targets ---- */

bool tolv_targets_add(tolv_targets *to, tolv_arena *arena, const tolv_target *new) {
    tolv_target *targets =
        tolv_arena_with_room(arena, to->targets, to->count, &to->room, sizeof *targets);
    if (!targets)
        return false;
    to->targets = targets;
    to->targets[to->count++] = *new;
    return true;
}

static bool add_target(const finding *at, const tolv_target *new) {
    return tolv_targets_add(at->targets, at->content->arena, new) || refuse_memory(at);
}

int tolv_target_order(const void *a, const void *b) {
    const tolv_target *x = a, *y = b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static bool sort(const finding *at) {
    tolv_targets *of = at->targets;
    if (of->count)
        qsort(of->targets, of->count, sizeof *of->targets, tolv_target_order);
    for (size_t i = 1; i < of->count; i++) {
        const tolv_target *a = &of->targets[i - 1], *b = &of->targets[i];
        char name[TOLV_CELL_NAME_ROOM];
        if (tolv_target_order(a, b) != 0)
            continue;
        tolv_cell_name(a->column, a->row, name);
        return refuse_with(at, &(tolv_input_row){.line = b->line > a->line ? b->line : a->line},
                           N_("{1} gets a second value here: the first is in line {2}"),
                           TOLV_TEXT_ITEM(tolv_text_of(name)),
                           TOLV_PLAIN(b->line > a->line ? a->line : b->line));
    }
    return true;
}

/* ---- Single cells and ranges: a name and its values in a row ---- */

static bool is_word(tolv_text text, const char *english) {
    for (int language = 0; language < TOLV_LANGUAGES; language++)
        if (tolv_text_same(text, tolv_text_of(tolv_translate((tolv_language)language, english))))
            return true;
    return false;
}

/* Spreadsheets write as many fields in every row. */
static size_t without_blanks(const tolv_input *fields, size_t count, size_t least) {
    while (count > least && fields[count - 1].kind == TOLV_CELL_BLANK)
        count--;
    return count;
}

static bool target_row(const finding *at, const tolv_input_row *row) {
    const tolv_input *fields = at->input.fields + row->first;
    tolv_text name = fields[0].text;
    tolv_area area;
    size_t sheet;
    if (row == at->input.rows && row->count == 2 && is_word(name, N_("name")) &&
        is_word(fields[1].text, N_("value")))
        return true; /* headings */
    if (!find_area(at, row, name, &area, &sheet))
        return false;
    size_t columns = area.last_column - area.column + 1;
    size_t cells = columns * (area.last_row - area.row + 1);
    size_t count = without_blanks(fields + 1, row->count - 1, cells);
    if (count != cells)
        return refuse_with(at, row, N_("“{1}” has room for {2} values, and {3} are given"),
                           TOLV_TEXT_ITEM(name), TOLV_PLAIN(cells), TOLV_PLAIN(count));
    for (size_t i = 0; i < cells; i++)
        if (!add_target(at, &(tolv_target){.sheet = sheet,
                                           .row = area.row + i / columns,
                                           .column = area.column + i % columns,
                                           .line = row->line,
                                           .value = fields[1 + i]}))
            return false;
    return true;
}

static bool find_cells(const finding *at) {
    for (size_t i = 0; i < at->input.row_count; i++)
        if (!target_row(at, &at->input.rows[i]))
            return false;
    return true;
}

/* ---- A table: headings, and rows below ---- */

static bool next_sheet(void *context, tolv_text name) {
    finding *at = context;
    (void)name;
    at->reading++;
    return true;
}

static bool take_heading(const finding *at, const tolv_sheet_cell *cell) {
    const tolv_input_row *first = &at->input.rows[0];
    char digits[TOLV_NUMBER_ROOM];
    tolv_text text = cell->kind == TOLV_CELL_NUMBER
                         ? (tolv_text){digits, tolv_number_write(cell->number, digits)}
                         : cell->text;
    for (size_t i = 0; i < first->count; i++) {
        tolv_text wanted = tolv_text_trimmed(at->input.fields[first->first + i].text);
        if (wanted.length == 0 || !tolv_text_same(wanted, tolv_text_trimmed(text)))
            continue;
        if (at->places[i] != NO_PLACE || cell->columns > 1)
            return refuse_with(at, first, N_("the table has several columns “{1}”: rename one"),
                               TOLV_TEXT_ITEM(wanted));
        at->places[i] = cell->column;
    }
    return true;
}

/* Cells below the last row of values become blank. */
static bool take_rest(const finding *at, const tolv_sheet_cell *cell) {
    size_t first_free = at->area.row + at->input.row_count;
    for (size_t i = 0; i < at->input.rows[0].count; i++) {
        size_t column = at->places[i];
        if (column < cell->column || column >= cell->column + cell->columns)
            continue;
        for (size_t row = cell->row; row < cell->row + cell->rows && row <= at->area.last_row;
             row++)
            if (row >= first_free &&
                !add_target(at, &(tolv_target){.sheet = at->sheet, .row = row, .column = column}))
                return false;
    }
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    finding *at = context;
    const tolv_area *area = &at->area;
    if (at->reading != at->sheet + 1 || cell->row + cell->rows <= area->row ||
        cell->row > area->last_row || cell->column + cell->columns <= area->column ||
        cell->column > area->last_column)
        return true;
    return cell->row <= area->row ? take_heading(at, cell) : take_rest(at, cell);
}

static bool check_headings(const finding *at) {
    const tolv_input_row *first = &at->input.rows[0];
    const tolv_input *fields = at->input.fields + first->first;
    for (size_t i = 0; i < without_blanks(fields, first->count, 0); i++)
        if (at->places[i] == NO_PLACE)
            return refuse_with(at, first, N_("the table has no column “{1}”"),
                               TOLV_TEXT_ITEM(fields[i].text));
    return true;
}

static bool target_fields(const finding *at, size_t i) {
    const tolv_input_row *row = &at->input.rows[i], *first = &at->input.rows[0];
    const tolv_input *fields = at->input.fields + row->first, blank = {.kind = TOLV_CELL_BLANK};
    size_t count = without_blanks(fields, row->count, 0);
    for (size_t j = 0; j < first->count || j < count; j++) {
        bool placed = j < first->count && at->places[j] != NO_PLACE;
        if (!placed && j < count && fields[j].kind != TOLV_CELL_BLANK)
            return refuse_with(at, row, N_("value {1} of the line has no heading"),
                               TOLV_PLAIN(j + 1));
        if (placed && !add_target(at, &(tolv_target){.sheet = at->sheet,
                                                     .row = at->area.row + i,
                                                     .column = at->places[j],
                                                     .line = row->line,
                                                     .value = j < count ? fields[j] : blank}))
            return false;
    }
    return true;
}

static bool find_table(finding *at, const char *table) {
    static const tolv_sheet_handler handler = {.sheet = next_sheet, .cell = take_cell};
    static const tolv_input_row nowhere = {0};
    const tolv_input_table *input = &at->input;
    const tolv_input_row *first = input->row_count ? &input->rows[0] : &nowhere;
    if (!find_area(at, first, tolv_text_of(table), &at->area, &at->sheet))
        return false;
    if (input->row_count == 0)
        return true;
    size_t room = at->area.last_row - at->area.row;
    if (input->row_count - 1 > room)
        return refuse_with(at, &input->rows[room + 1],
                           N_("the table “{1}” has room for {2} rows, and {3} are given: make it "
                              "larger in the workbook"),
                           TOLV_TEXT_ITEM(tolv_text_of(table)), TOLV_PLAIN(room),
                           TOLV_PLAIN(input->row_count - 1));
    at->places = tolv_arena_take(at->content->arena, first->count, sizeof *at->places);
    if (!at->places)
        return refuse_memory(at);
    for (size_t i = 0; i < first->count; i++)
        at->places[i] = NO_PLACE;
    if (!tolv_part_read_sheets(at->content, &handler, at) || !check_headings(at))
        return false;
    for (size_t i = 1; i < input->row_count; i++)
        if (!target_fields(at, i))
            return false;
    return true;
}

bool tolv_targets_find(tolv_part *content, const tolv_document *values,
                       const tolv_fill_options *options, tolv_targets *targets) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .mark = take_mark, .exact = true};
    finding at = {.content = content, .values = values, .targets = targets};
    *targets = (tolv_targets){.count = 0};
    return tolv_input_read(values, options->decimal_comma, content->arena, &at.input) &&
           tolv_part_read_sheets(content, &handler, &at) &&
           (options->table ? find_table(&at, options->table) : find_cells(&at)) && sort(&at);
}
