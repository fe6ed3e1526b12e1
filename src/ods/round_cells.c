/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/round_cells.h"

#include <string.h>

#include "core/checksum.h"
#include "ods/number.h"

typedef struct reading {
    const tolv_book *book;
    tolv_arena *arena;
    tolv_round_cells *to;
    uint64_t cells; /* in rows with codes */
} reading;

static bool refuse_memory(const reading *at) {
    return tolv_refuse_memory(at->book->document);
}

/* ---- Rows with codes ---- */

/* Does a cell tell what its row is? */
static bool is_key(const tolv_book_cell *cell, tolv_round_column column) {
    return cell->locked && cell->formula.length == 0 &&
           (cell->value.kind == TOLV_CELL_TEXT || column == TOLV_COLUMN_KEY);
}

static bool write_key(const reading *at, tolv_round_row *row) {
    static const tolv_text separator = {"\x1f", 1};
    const tolv_round_table *table = row->table;
    tolv_writer key = {.arena = at->arena}, code = {.arena = at->arena};
    char room[TOLV_KEY_ROOM];
    for (size_t i = 0; i <= table->area.last_column - table->area.column; i++)
        if (i == table->code - table->area.column) {
            tolv_write(&code, tolv_round_key(&row->cells[i]->value, room));
        } else if (is_key(row->cells[i], table->columns[i])) {
            tolv_write(&key, tolv_round_key(&row->cells[i]->value, room));
            tolv_write(&key, separator);
        }
    row->key = tolv_written(&key);
    row->code = tolv_written(&code);
    return (!key.failed && !code.failed) || refuse_memory(at);
}

static const tolv_book_cell blank_cell = {
    .value = {.kind = TOLV_CELL_BLANK, .text = {"", 0}}, .formula = {"", 0}, .locked = true};

/* A row of a table whose rows have codes; another unit's holds nothing. */
static bool add_row(reading *at, const tolv_round_table *table, const tolv_book_row *of,
                    size_t row) {
    tolv_round_cells *to = at->to;
    size_t width = table->area.last_column - table->area.column + 1;
    const tolv_book_cell **cells = tolv_arena_take(at->arena, width, sizeof *cells);
    tolv_round_row *rows =
        tolv_arena_with_room(at->arena, to->rows, to->row_count, &to->row_room, sizeof *rows);
    bool filled = false;
    uint64_t limit = tolv_document_limits_of(at->book->document)->cells;
    if (!cells || !rows)
        return refuse_memory(at);
    if ((at->cells += width) > limit)
        return tolv_refuse_with(at->book->document, NULL, N_("there are more than {1} cells"),
                                TOLV_PLAIN(limit));
    to->rows = rows;
    for (size_t i = 0; i < width; i++) {
        cells[i] = tolv_book_cell_in(of, table->area.column + i);
        cells[i] = cells[i] ? cells[i] : &blank_cell;
        filled = filled || tolv_book_cell_holds(cells[i]);
    }
    rows[to->row_count] = (tolv_round_row){.table = table, .row = row, .cells = cells};
    return !filled || write_key(at, &rows[to->row_count++]);
}

static bool is_filled(const tolv_book_row *row, const tolv_round_table *table) {
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].column <= table->area.last_column &&
            row->cells[i].column + row->cells[i].columns > table->area.column &&
            tolv_book_cell_holds(&row->cells[i]))
            return true;
    return false;
}

static bool add_rows(reading *at, tolv_round_table *table) {
    const tolv_area *area = &table->area;
    const tolv_book_sheet *sheet = tolv_book_sheet_named(at->book, area->sheet);
    bool added = true;
    table->first = at->to->row_count;
    for (size_t i = sheet->first; added && i < sheet->first + sheet->count; i++) {
        const tolv_book_row *row = &at->book->rows[i];
        size_t from = row->row > area->row ? row->row : area->row + 1;
        size_t to =
            row->row + row->rows <= area->last_row ? row->row + row->rows : area->last_row + 1;
        for (bool filled = from < to && is_filled(row, table); filled && added && from < to; from++)
            added = add_row(at, table, row, from);
    }
    table->count = at->to->row_count - table->first;
    return added;
}

bool tolv_round_answers(const tolv_round_table *table, size_t i) {
    return table->area.column + i != table->code && table->headings[i].length &&
           (table->use == TOLV_ROUND_CUT || table->use == TOLV_ROUND_UNITS);
}

/* ---- Cells with names ---- */

/* What a unit is asked for stands beside its code, which split fills in; settings stand elsewhere.
 */
static bool is_answer(const tolv_round *round, const tolv_round_name *name) {
    return !round->unit ||
           (name != round->unit && tolv_text_same(name->area.sheet, round->unit->area.sheet));
}

/* Blank ones too; those in the rows of a table belong to these. */
static bool add_singles(const reading *at) {
    tolv_round_cells *to = at->to;
    size_t count = 0;
    for (const tolv_round_name *name = to->round.names; name; name = name->next)
        count++;
    to->singles = tolv_arena_take(at->arena, count, sizeof *to->singles);
    if (!to->singles)
        return refuse_memory(at);
    for (const tolv_round_name *name = to->round.names; name; name = name->next) {
        const tolv_area *area = &name->area;
        if (!tolv_round_is_single(name) || tolv_round_cut_at(&to->round, area->sheet, area->row))
            continue;
        const tolv_book_row *row =
            tolv_book_row_at(at->book, tolv_book_sheet_named(at->book, area->sheet), area->row);
        const tolv_book_cell *cell = tolv_book_cell_in(row, area->column);
        cell = cell ? cell : &blank_cell;
        to->singles[to->single_count++] =
            (tolv_round_single){name, cell, !cell->locked && is_answer(&to->round, name)};
    }
    return true;
}

/* ---- The whole ---- */

/* FNV-1a */
static size_t hash_of(const tolv_round_row *row) {
    const tolv_text parts[] = {row->code, {"", 1}, row->key};
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < parts[i].length; j++)
            hash = (hash ^ (unsigned char)parts[i].bytes[j]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static bool is_same_row(const tolv_round_row *a, const tolv_round_row *b) {
    return tolv_text_equal(a->code, b->code) && tolv_text_equal(a->key, b->key) &&
           tolv_text_same(a->table->name, b->table->name);
}

/* The slot of a row, or the one where it would stand. */
static size_t slot_of(const tolv_round_cells *in, const tolv_round_row *row) {
    size_t slot = hash_of(row) & (in->slot_count - 1);
    while (in->slots[slot] && !is_same_row(&in->rows[in->slots[slot] - 1], row))
        slot = (slot + 1) & (in->slot_count - 1);
    return slot;
}

static bool index_rows(const reading *at) {
    tolv_round_cells *to = at->to;
    for (to->slot_count = 1; to->slot_count < 2 * to->row_count + 1;)
        to->slot_count *= 2;
    to->slots = tolv_arena_take(at->arena, to->slot_count, sizeof *to->slots);
    if (!to->slots)
        return refuse_memory(at);
    memset(to->slots, 0, to->slot_count * sizeof *to->slots);
    for (size_t i = 0; i < to->row_count; i++) {
        size_t *slot = &to->slots[slot_of(to, &to->rows[i])];
        if (*slot)
            to->rows[i].twice = to->rows[*slot - 1].twice = true;
        else
            *slot = i + 1;
    }
    return true;
}

bool tolv_round_cells_read(tolv_rewrite *rewrite, const tolv_part *content, tolv_arena *arena,
                           tolv_round_cells *cells) {
    *cells = (tolv_round_cells){.row_count = 0};
    reading at = {.book = &cells->book, .arena = arena, .to = cells};
    if (!tolv_book_read(rewrite, content, arena, &cells->book) ||
        !tolv_round_read(&cells->book, &cells->round) ||
        !tolv_issue_read(rewrite, arena, &cells->issue))
        return false;
    for (tolv_round_table *table = cells->round.tables; table; table = table->next)
        if (tolv_round_is_cut(table) && !add_rows(&at, table))
            return false;
    return add_singles(&at) && index_rows(&at);
}

/* ---- Asking ---- */

const tolv_round_row *tolv_round_coded_at(const tolv_round_cells *in, tolv_text sheet, size_t row) {
    const tolv_round_table *table = tolv_round_cut_at(&in->round, sheet, row);
    size_t low = table ? table->first : 0, high = table ? table->first + table->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (in->rows[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = table && low < table->first + table->count && in->rows[low].row == row;
    return found && in->rows[low].code.length ? &in->rows[low] : NULL;
}

const tolv_round_row *tolv_round_find_row(const tolv_round_cells *in, const tolv_round_row *row) {
    size_t i = in->slots[slot_of(in, row)];
    return i ? &in->rows[i - 1] : NULL;
}

size_t tolv_round_headed(const tolv_round_table *table, tolv_text heading) {
    for (size_t i = 0; i <= table->area.last_column - table->area.column; i++)
        if (tolv_text_same(table->headings[i], heading))
            return i;
    return TOLV_NO_COLUMN;
}

const tolv_round_single *tolv_round_single_named(const tolv_round_cells *in, tolv_text name) {
    for (size_t i = 0; i < in->single_count; i++)
        if (tolv_text_same(in->singles[i].name->name, name))
            return &in->singles[i];
    return NULL;
}

/* Offices keep fifteen digits of a figure. */
static bool is_same_number(double a, double b) {
    char of_a[TOLV_CHECKSUM_NUMBER] = "", of_b[TOLV_CHECKSUM_NUMBER] = "";
    if (a == b)
        return true;
    size_t length = tolv_checksum_number(a, of_a);
    return length == tolv_checksum_number(b, of_b) && memcmp(of_a, of_b, length) == 0;
}

bool tolv_round_same_value(const tolv_input *a, const tolv_input *b) {
    bool a_text = a->kind == TOLV_CELL_TEXT || a->kind == TOLV_CELL_ERROR;
    bool b_text = b->kind == TOLV_CELL_TEXT || b->kind == TOLV_CELL_ERROR;
    if (a->kind == TOLV_CELL_BLANK || b->kind == TOLV_CELL_BLANK || a_text != b_text)
        return a->kind == b->kind;
    return a_text ? tolv_text_equal(a->text, b->text) : is_same_number(a->number, b->number);
}

void tolv_round_write_value(tolv_writer *writer, const tolv_input *value) {
    char digits[TOLV_NUMBER_ROOM];
    bool number = value->kind == TOLV_CELL_NUMBER || value->kind == TOLV_CELL_BOOLEAN;
    tolv_write(writer, number ? (tolv_text){digits, tolv_number_write(value->number, digits)}
                              : value->text);
}
