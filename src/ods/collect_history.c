/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/collect.h"

static const char code_words[] = "Code, Kod, Kode, Unit code, Enhetskod, Enhedskode";
static const char year_words[] = "Year, År";
static const char month_words[] = "Month, Månad, Måned";

static size_t width_of(const tolv_round_table *table) {
    return table->area.last_column - table->area.column + 1;
}

static size_t column_of(const tolv_round_table *table, const char *words) {
    for (size_t i = 0; i < width_of(table); i++)
        if (tolv_text_is_one_of(table->headings[i], words))
            return i;
    return TOLV_NO_COLUMN;
}

static void tell(const tolv_collecting *at, const char *sentence, tolv_text a, tolv_text b) {
    tolv_notify(&at->document->listener,
                &(tolv_notice){.severity = TOLV_WARNING,
                               .file = at->document->path,
                               .sentence = sentence,
                               .items = {TOLV_TEXT_ITEM(a), TOLV_TEXT_ITEM(b)},
                               .item_count = 2});
}

void tolv_history_find(tolv_collecting *at) {
    const tolv_round *round = &at->master.round;
    const tolv_round_table *table = round->tables;
    while (table && table->use != TOLV_ROUND_HISTORY)
        table = table->next;
    if (!table)
        return;
    tolv_history found = {table, column_of(table, code_words), column_of(table, year_words),
                          column_of(table, month_words)};
    if (found.code == TOLV_NO_COLUMN || found.year == TOLV_NO_COLUMN ||
        found.month == TOLV_NO_COLUMN)
        tell(at, N_("the table “{1}” is not filled in: give it the columns Code, Year and Month"),
             table->name, tolv_text_of(""));
    else if (round->month == 0)
        tell(at,
             N_("the table “{1}” is not filled in, for nobody says of which month: name a cell "
                "Year and one Period"),
             table->name, tolv_text_of(""));
    else
        at->history = found;
}

/* ---- Figures ---- */

/* The only row of a unit in a table; NULL. */
static const tolv_round_row *only_row(const tolv_round_cells *in, const tolv_round_table *table,
                                      tolv_text code) {
    const tolv_round_row *found = NULL;
    for (size_t i = table->first; i < table->first + table->count; i++)
        if (tolv_text_equal(in->rows[i].code, code)) {
            if (found)
                return NULL;
            found = &in->rows[i];
        }
    return found;
}

static const tolv_book_cell *figure_in(const tolv_round_cells *from, tolv_text code,
                                       tolv_text heading) {
    for (const tolv_round_table *table = from->round.tables; table; table = table->next) {
        size_t column = tolv_round_is_cut(table) && !tolv_round_is_kept(table)
                            ? tolv_round_headed(table, heading)
                            : TOLV_NO_COLUMN;
        const tolv_round_row *row = column == TOLV_NO_COLUMN ? NULL : only_row(from, table, code);
        if (row)
            return row->cells[column];
    }
    return NULL;
}

static bool is_key(const tolv_history *of, size_t column) {
    return column == of->code || column == of->year || column == of->month;
}

/* What nobody has calculated is not known; an empty text is nothing. */
static bool take_figure(tolv_collecting *at, const tolv_book_cell *cell, tolv_text code,
                        size_t column, tolv_figure **figures) {
    tolv_writer text = {.arena = at->arena}, copy = {.arena = at->arena};
    if (!cell || (cell->formula.length && cell->value.kind == TOLV_CELL_BLANK))
        return true;
    tolv_figure *new = tolv_arena_take(at->arena, 1, sizeof *new);
    if (!new)
        return false;
    tolv_write(&text, cell->value.text);
    tolv_write(&copy, code);
    *new = (tolv_figure){*figures, tolv_written(&copy), column, cell->value};
    new->value.text = tolv_written(&text);
    if (new->value.kind == TOLV_CELL_TEXT &&new->value.text.length == 0)
        new->value.kind = TOLV_CELL_BLANK;
    if (new->value.kind == TOLV_CELL_ERROR) {
        tell(at, N_("“{1}” of {2} shows an error, and is not put into the history"),
             at->history.table->headings[column], code);
        return true;
    }
    *figures = new;
    return !text.failed && !copy.failed;
}

bool tolv_history_take(tolv_collecting *at, const tolv_round_cells *from, tolv_text code,
                       tolv_figure **figures) {
    const tolv_round_table *table = at->history.table;
    for (size_t i = 0; table && i < width_of(table); i++)
        if (!is_key(&at->history, i) && table->headings[i].length &&
            !take_figure(at, figure_in(from, code, table->headings[i]), code, i, figures))
            return false;
    return true;
}

/* ---- Rows ---- */

static bool is_number(const tolv_book_cell *cell, double number) {
    return cell->value.kind == TOLV_CELL_NUMBER && cell->value.number == number;
}

/* The row of a unit and this month; NULL. */
static const tolv_round_row *row_of(const tolv_collecting *at, tolv_text code) {
    const tolv_history *of = &at->history;
    for (size_t i = of->table->first; i < of->table->first + of->table->count; i++) {
        const tolv_round_row *row = &at->master.rows[i];
        if (tolv_text_equal(row->code, code) &&
            is_number(row->cells[of->year], at->master.round.year_number) &&
            is_number(row->cells[of->month], at->master.round.month))
            return row;
    }
    return NULL;
}

static bool is_free(const tolv_round_row *row) {
    for (size_t i = 0; i < width_of(row->table); i++)
        if (row->cells[i]->formula.length == 0 && row->cells[i]->value.kind != TOLV_CELL_BLANK)
            return false;
    return true;
}

/* The next row without anything but formulas, from `row` on; `*i` is the next of those that hold
 * something. */
static size_t next_free(const tolv_collecting *at, size_t row, size_t *i) {
    const tolv_round_table *table = at->history.table;
    for (; *i < table->first + table->count; ++*i) {
        const tolv_round_row *filled = &at->master.rows[*i];
        if (filled->row > row || (filled->row == row && is_free(filled)))
            break;
        row = filled->row == row ? row + 1 : row;
    }
    return row;
}

static bool target_row(tolv_collecting *at, size_t row, const tolv_unit *unit,
                       const tolv_figure *figures) {
    const tolv_history *of = &at->history;
    const tolv_area *area = &of->table->area;
    const tolv_input keys[] = {
        tolv_unit_code(at, unit),
        {.kind = TOLV_CELL_NUMBER, .number = at->master.round.year_number, .text = {"", 0}},
        {.kind = TOLV_CELL_NUMBER, .number = at->master.round.month, .text = {"", 0}}};
    const size_t columns[] = {of->code, of->year, of->month};
    tolv_target target = {.sheet = tolv_sheet_number(at, area->sheet), .row = row};
    for (size_t i = 0; i < 3; i++) {
        target.column = area->column + columns[i];
        target.value = keys[i];
        if (!tolv_add_target(at, &target))
            return false;
    }
    for (; figures; figures = figures->next) {
        target.column = area->column + figures->column;
        target.value = figures->value;
        if (tolv_text_equal(figures->code, unit->code) && !tolv_add_target(at, &target))
            return false;
    }
    return true;
}

bool tolv_history_targets(tolv_collecting *at) {
    const tolv_round_table *table = at->history.table;
    size_t free = table ? table->area.row + 1 : 0, next = table ? table->first : 0, lacking = 0;
    for (size_t i = 0; table && i < at->to->answer_count; i++) {
        const tolv_answer *answer = &at->to->answers[i];
        tolv_text code = answer->unit->code;
        const tolv_round_row *there = row_of(at, code);
        tolv_figure *own = NULL;
        bool given = answer->kind == TOLV_ANSWER_GIVEN;
        if (!given && !tolv_history_take(at, &at->master, code, &own))
            return tolv_refuse_memory(at->document);
        if (!there)
            free = next_free(at, free, &next);
        if (!there && free > table->area.last_row)
            lacking++;
        else if (!target_row(at, there ? there->row : free++, answer->unit,
                             given ? answer->file->figures : own))
            return false;
    }
    return lacking == 0 ||
           tolv_refuse_with(at->document, NULL,
                            N_("the table “{1}” is full: make it {2} {2|row|rows} longer"),
                            TOLV_TEXT_ITEM(table->name), TOLV_PLAIN(lacking));
}
