/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/book.h"

#include <string.h>

#include "ods/cell_edit.h"
#include "ods/formula_scan.h"
#include "ods/number.h"
#include "ods/round_note.h"

/* The cells that an array formula fills, beyond the one it stands in. */
typedef struct matrix {
    struct matrix *next;
    size_t row, last_row, column, last_column;
} matrix;

typedef struct reading {
    tolv_book *book;
    const tolv_part *content;
    tolv_arena *arena;
    tolv_book_mark **last_mark;
    tolv_oddity **last_oddity;
    tolv_book_cell *cells; /* of the row that is read */
    size_t count, room;
    matrix *matrices; /* of the sheet */
} reading;

static bool refuse_memory(const reading *at) {
    return tolv_refuse_memory(at->content->document);
}

static bool copy(const reading *at, tolv_text *text) {
    if (text->length == 0) {
        text->bytes = "";
        return true;
    }
    char *bytes = tolv_arena_take(at->arena, text->length, 1);
    if (!bytes)
        return refuse_memory(at);
    memcpy(bytes, text->bytes, text->length);
    text->bytes = bytes;
    return true;
}

/* ---- What does not belong there ---- */

static bool add_oddity(reading *at, tolv_oddity_kind kind, tolv_text text) {
    tolv_oddity *new = tolv_arena_take(at->arena, 1, sizeof *new);
    if (!new)
        return refuse_memory(at);
    *new = (tolv_oddity){NULL, kind, text};
    *at->last_oddity = new;
    at->last_oddity = &new->next;
    return copy(at, &new->text);
}

static bool begins(tolv_text text, const char *with) {
    size_t length = strlen(with);
    return text.length >= length &&
           tolv_text_same((tolv_text){text.bytes, length}, tolv_text_of(with));
}

/* A place that is neither in the file nor a link that somebody has to click. */
static bool is_outside(tolv_text place) {
    const char *colon = place.length ? memchr(place.bytes, ':', place.length) : NULL;
    return colon || begins(place, "/") || begins(place, "../");
}

static bool find_in_formula(reading *at, tolv_text formula) {
    tolv_token token;
    bool added = true;
    while (added && tolv_take_token(&formula, &token)) {
        tolv_text text = token.text;
        if (token.kind == TOLV_TOKEN_NAME && tolv_text_same(text, tolv_text_of("DDE")))
            added = add_oddity(at, TOLV_ODD_DDE, text);
        else if (token.kind == TOLV_TOKEN_NAME &&
                 tolv_text_is_one_of(text, "WEBSERVICE, COM.MICROSOFT.WEBSERVICE"))
            added = add_oddity(at, TOLV_ODD_LINK, text);
        else if (token.kind == TOLV_TOKEN_REFERENCE && begins(text, "['") &&
                 memchr(text.bytes, '#', text.length) && memchr(text.bytes, ':', text.length))
            added = add_oddity(at, TOLV_ODD_LINK, text);
    }
    return added;
}

static bool find_in_attributes(reading *at, const tolv_xml *xml, tolv_element element) {
    tolv_attribute name;
    tolv_text value;
    bool added = true;
    for (size_t i = 0; added && tolv_xml_attribute(xml, i, &name, &value); i++) {
        const char *local = tolv_xml_attribute_name(xml, i);
        if (strcmp(local, "href") == 0) {
            if (begins(value, "vnd.sun.star.script:") || begins(value, "macro:"))
                added = add_oddity(at, TOLV_ODD_MACRO, value);
            else if (element != TOLV_ELEMENT_LINK && is_outside(value))
                added = add_oddity(at, TOLV_ODD_LINK, value);
        } else if (element == TOLV_ELEMENT_DDE_SOURCE && strcmp(local, "dde-topic") == 0)
            added = add_oddity(at, TOLV_ODD_DDE, value);
    }
    return added;
}

/* ---- Elements ---- */

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    reading *at = context;
    bool plain = element == TOLV_ELEMENT_TABLE_CELL || element == TOLV_ELEMENT_P ||
                 element == TOLV_ELEMENT_TABLE_ROW || element == TOLV_ELEMENT_COVERED_CELL;
    return tolv_rules_start(at->book->rules, xml, element) &&
           (plain || find_in_attributes(at, xml, element));
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    reading *at = context;
    (void)xml;
    (void)element;
    tolv_rules_end(at->book->rules);
    return true;
}

static bool take_sheet(void *context, tolv_text name) {
    reading *at = context;
    tolv_book *book = at->book;
    tolv_book_sheet *sheets = tolv_arena_with_room(at->arena, book->sheets, book->sheet_count,
                                                   &book->sheet_room, sizeof *sheets);
    if (!sheets)
        return refuse_memory(at);
    book->sheets = sheets;
    at->matrices = NULL;
    sheets[book->sheet_count] = (tolv_book_sheet){name, book->row_count, 0};
    return copy(at, &sheets[book->sheet_count++].name);
}

/* ---- Cells ---- */

static size_t span(const reading *at, const tolv_sheet_cell *cell, const char *name) {
    double number;
    bool read = tolv_number_read(tolv_tag_attribute(at->content, cell->tag_end, name), &number) &&
                number >= 1 && number <= TOLV_SHEET_ROWS;
    return read ? (size_t)number : 1;
}

static bool remember_matrix(reading *at, const tolv_sheet_cell *cell) {
    size_t rows = span(at, cell, "table:number-matrix-rows-spanned");
    size_t columns = span(at, cell, "table:number-matrix-columns-spanned");
    matrix *new = rows *columns > 1 ? tolv_arena_take(at->arena, 1, sizeof *new) : NULL;
    if (!new)
        return rows * columns == 1 || refuse_memory(at);
    *new = (matrix){at->matrices, cell->row, cell->row + rows - 1, cell->column,
                    cell->column + columns - 1};
    at->matrices = new;
    return true;
}

static bool is_in_matrix(const reading *at, const tolv_sheet_cell *cell) {
    const matrix *in = at->matrices;
    while (in && (cell->row < in->row || cell->row > in->last_row || cell->column < in->column ||
                  cell->column > in->last_column))
        in = in->next;
    return in && cell->formula.length == 0;
}

static bool keep_text(const reading *at, const tolv_text **kept, tolv_text text) {
    tolv_text *new = text.length ? tolv_arena_take(at->arena, 1, sizeof *new) : NULL;
    *kept = new;
    if (!new)
        return text.length == 0 || refuse_memory(at);
    *new = text;
    return copy(at, new);
}

static bool keep_note(const reading *at, const tolv_text **kept, const tolv_sheet_cell *cell) {
    tolv_writer writer = {.arena = at->arena};
    if (!cell->noted)
        return true;
    tolv_round_write_note(&writer, at->content, cell);
    return writer.failed ? refuse_memory(at) : keep_text(at, kept, tolv_written(&writer));
}

static bool add_cell(reading *at, const tolv_book_cell *new, size_t column, size_t columns) {
    tolv_book_cell *cells =
        tolv_arena_with_room(at->arena, at->cells, at->count, &at->room, sizeof *cells);
    uint64_t limit = tolv_document_limits_of(at->content->document)->cells;
    if (!cells)
        return refuse_memory(at);
    if (++at->book->cells > limit)
        return tolv_refuse_with(at->content->document, NULL, N_("there are more than {1} cells"),
                                TOLV_PLAIN(limit));
    at->cells = cells;
    cells[at->count] = *new;
    cells[at->count].column = (uint32_t)column;
    cells[at->count++].columns = (uint32_t)columns;
    return true;
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    reading *at = context;
    tolv_text sheet = at->book->sheets[at->book->sheet_count - 1].name;
    tolv_book_cell new = {.value = {cell->kind, cell->number, cell->text},
                          .formula = cell->formula,
                          .covered = cell->covered};
    if ((cell->formula.length &&
         (!remember_matrix(at, cell) || !find_in_formula(at, cell->formula))) ||
        !copy(at, &new.value.text) || !copy(at, &new.formula) ||
        !keep_text(at, &new.validation, cell->validation) || !keep_note(at, &new.note, cell))
        return false;
    new.matrix = at->matrices &&is_in_matrix(at, cell);
    for (size_t next, column = cell->column; column < cell->column + cell->columns; column = next) {
        size_t last;
        new.locked = tolv_rules_lock(at->book->rules, sheet, column, cell->style, &last);
        next = last < cell->column + cell->columns ? last + 1 : cell->column + cell->columns;
        if (!add_cell(at, &new, column, next - column))
            return false;
    }
    return true;
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    reading *at = context;
    tolv_book *book = at->book;
    tolv_book_row *rows =
        tolv_arena_with_room(at->arena, book->rows, book->row_count, &book->row_room, sizeof *rows);
    tolv_book_cell *cells = tolv_arena_take(at->arena, at->count, sizeof *cells);
    if (!rows || !cells)
        return refuse_memory(at);
    if (at->count)
        memcpy(cells, at->cells, at->count * sizeof *cells);
    book->rows = rows;
    book->rows[book->row_count++] = (tolv_book_row){row->row, row->rows, at->count, cells};
    book->sheets[book->sheet_count - 1].count++;
    at->count = 0;
    return true;
}

static bool take_mark(void *context, const tolv_mark *mark) {
    reading *at = context;
    tolv_book_mark *new = tolv_arena_take(at->arena, 1, sizeof *new);
    if (!new)
        return refuse_memory(at);
    *new = (tolv_book_mark){NULL, *mark};
    *at->last_mark = new;
    at->last_mark = &new->next;
    return copy(at, &new->mark.name) && copy(at, &new->mark.address);
}

bool tolv_book_read(tolv_rewrite *rewrite, const tolv_part *content, tolv_arena *arena,
                    tolv_book *book) {
    static const tolv_sheet_handler handler = {.sheet = take_sheet,
                                               .cell = take_cell,
                                               .row = take_row,
                                               .mark = take_mark,
                                               .start = start,
                                               .end = end,
                                               .blanks = true,
                                               .styles = true,
                                               .exact = true};
    content = content ? content : tolv_rewrite_content(rewrite);
    if (!content)
        return false;
    reading at = {.book = book, .content = content, .arena = arena};
    *book = (tolv_book){.document = content->document, .arena = arena};
    at.last_mark = &book->marks;
    at.last_oddity = &book->oddities;
    book->rules = tolv_rules_open(content->document, arena);
    return book->rules && (!rewrite || tolv_rules_read_styles(book->rules, rewrite)) &&
           tolv_part_read_sheets(content, &handler, &at);
}

/* ---- Asking ---- */

const tolv_book_sheet *tolv_book_sheet_named(const tolv_book *book, tolv_text name) {
    for (size_t i = 0; i < book->sheet_count; i++)
        if (tolv_text_equal(book->sheets[i].name, name))
            return &book->sheets[i];
    return NULL;
}

const tolv_book_row *tolv_book_row_at(const tolv_book *book, const tolv_book_sheet *sheet,
                                      size_t row) {
    size_t low = sheet->first, high = sheet->first + sheet->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (book->rows[middle].row + book->rows[middle].rows <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sheet->first + sheet->count ? &book->rows[low] : NULL;
}

const tolv_book_cell *tolv_book_cell_in(const tolv_book_row *row, size_t column) {
    size_t low = 0, high = row ? row->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (row->cells[middle].column + row->cells[middle].columns <= column)
            low = middle + 1;
        else
            high = middle;
    }
    return row && low < row->count ? &row->cells[low] : NULL;
}
