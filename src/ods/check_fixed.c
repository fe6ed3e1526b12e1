/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/check.h"

typedef struct comparing {
    const tolv_round_cells *now, *then;
    const tolv_findings *findings;
} comparing;

static bool tell(const comparing *at, tolv_finding_kind kind, const tolv_finding_place *place,
                 const tolv_book_cell *now, const tolv_book_cell *then) {
    return tolv_tell_finding(at->now->book.document, at->findings, kind, place, now, then);
}

/* A formula may come back as its result: what is sent out is frozen where it must be. Two formulas
 * are not compared: the guarded one is written otherwise, and moves with its row; it is not
 * collected. */
static bool is_changed(const tolv_book_cell *now, const tolv_book_cell *before) {
    if (now->formula.length)
        return before->formula.length == 0;
    return !tolv_round_same_value(&now->value, &before->value) &&
           (before->formula.length == 0 || before->value.kind != TOLV_CELL_BLANK);
}

static bool compare_row(const comparing *at, const tolv_round_row *row) {
    const tolv_round_table *table = row->table;
    const tolv_round_row *there = tolv_round_find_row(at->then, row);
    size_t width = table->area.last_column - table->area.column + 1;
    tolv_finding_place place = {table->area.sheet, row->row, table->area.column,
                                table->headings[0]};
    if (!there || there->twice)
        return tell(at, TOLV_FINDING_ADDED, &place, row->cells[0], NULL);
    for (size_t i = 0; i < width; i++) {
        size_t of = table->headings[i].length ? tolv_round_headed(there->table, table->headings[i])
                                              : TOLV_NO_COLUMN;
        place.column = table->area.column + i;
        place.what = table->headings[i];
        if (of != TOLV_NO_COLUMN && row->cells[i]->locked &&
            is_changed(row->cells[i], there->cells[of]) &&
            !tell(at, TOLV_FINDING_CHANGED, &place, row->cells[i], there->cells[of]))
            return false;
    }
    return true;
}

/* Single cells that have a name; that of the unit differs from file to file. */
static bool compare_singles(const comparing *at) {
    for (size_t i = 0; i < at->now->single_count; i++) {
        const tolv_round_single *now = &at->now->singles[i];
        const tolv_area *area = &now->name->area;
        const tolv_round_single *then = tolv_round_single_named(at->then, now->name->name);
        if (then && now->cell->locked && now->name != at->now->round.unit &&
            is_changed(now->cell, then->cell) &&
            !tell(at, TOLV_FINDING_CHANGED,
                  &(tolv_finding_place){area->sheet, area->row, area->column, now->name->name},
                  now->cell, then->cell))
            return false;
    }
    return true;
}

bool tolv_check_fixed(const tolv_round_cells *cells, const tolv_round_cells *master,
                      const tolv_findings *findings) {
    comparing at = {cells, master, findings};
    char digits[TOLV_FIXED_DIGITS] = "";
    tolv_text fixed = cells->issue.fixed;
    if (fixed.length && !tolv_round_fixed(&cells->book, digits))
        return false;
    if (fixed.length && tolv_text_equal(fixed, (tolv_text){digits, sizeof digits}))
        return true;
    if (!master)
        return fixed.length == 0 ||
               findings->take(findings->context, &(tolv_finding){.kind = TOLV_FINDING_ALTERED});
    for (size_t i = 0; i < cells->row_count; i++)
        if (!compare_row(&at, &cells->rows[i]))
            return false;
    return compare_singles(&at);
}
