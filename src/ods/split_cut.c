/* SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <string.h>

#include "ods/cell_edit.h"
#include "ods/markup.h"
#include "ods/split_work.h"

/* ---- Where the files differ ---- */

typedef struct finding {
    tolv_splitting *at;
    tolv_text sheet;
} finding;

static bool take_sheet(void *context, tolv_text name) {
    finding *of = context;
    of->sheet = name;
    return tolv_keep_text(of->at->document, of->at->arena, &of->sheet);
}

static bool add(tolv_splitting *at, const tolv_piece *piece) {
    tolv_piece *pieces = tolv_arena_with_room(at->arena, at->pieces, at->piece_count,
                                              &at->piece_room, sizeof *pieces);
    if (!pieces)
        return tolv_refuse_memory(at->document);
    at->pieces = pieces;
    at->pieces[at->piece_count++] = *piece;
    return true;
}

static bool refuse_at(const finding *of, size_t column, size_t row, const char *sentence) {
    char place[TOLV_CELL_PLACE_ROOM];
    tolv_cell_place(of->sheet, column, row, place);
    return tolv_refuse(of->at->document, place, sentence, NULL, 0);
}

static bool take_cell(void *context, const tolv_sheet_cell *cell) {
    finding *of = context;
    tolv_splitting *at = of->at;
    const tolv_area *area = at->round.unit ? &at->round.unit->area : NULL;
    if (!area || cell->row > area->row || cell->row + cell->rows <= area->row ||
        cell->column > area->column || cell->column + cell->columns <= area->column ||
        !tolv_text_equal(area->sheet, of->sheet))
        return true;
    if (cell->rows * cell->columns != 1 || cell->formula.length ||
        tolv_split_owner(at, of->sheet, cell->row) != TOLV_NO_CODE)
        return refuse_at(of, area->column, area->row,
                         N_("the cell that is named for the unit must hold a code of its own, "
                            "and no formula: write any unit’s code there"));
    at->unit_cell = *cell;
    at->unit_cell.text = at->unit_cell.formula = (tolv_text){"", 0};
    return add(at, &(tolv_piece){
                       .stretch = {tolv_part_tag_begin(&at->content, cell->tag_end), cell->end}});
}

static bool holds_drawing(const tolv_part *part, size_t begin, size_t end) {
    static const char drawing[] = "<draw:";
    for (; begin + sizeof drawing <= end; begin++)
        if (memcmp(part->bytes + begin, drawing, sizeof drawing - 1) == 0)
            return true;
    return false;
}

static bool take_row(void *context, const tolv_sheet_row *row) {
    finding *of = context;
    tolv_splitting *at = of->at;
    size_t begin = tolv_part_tag_begin(&at->content, row->tag_end);
    size_t owner = tolv_split_owner(at, of->sheet, row->row);
    if (owner == TOLV_NO_CODE && row->rows > 1)
        owner = tolv_split_owner(at, of->sheet, row->row + row->rows - 1);
    if (owner == TOLV_NO_CODE)
        return true;
    if (holds_drawing(&at->content, begin, row->end))
        return refuse_at(of, 0, row->row,
                         N_("a chart or a picture is anchored in this row, which goes away in the "
                            "files of others: anchor it to the sheet"));
    return add(at, &(tolv_piece){{begin, row->end}, row->rows, owner});
}

bool tolv_split_find_pieces(tolv_splitting *at) {
    static const tolv_sheet_handler handler = {
        .sheet = take_sheet, .cell = take_cell, .row = take_row, .blanks = true, .exact = true};
    finding of = {.at = at};
    return tolv_part_read_sheets(&at->content, &handler, &of);
}

/* ---- One unit's content ---- */

/* Rows of others, one after the other, are one run of empty rows that nobody sees. */
static void write_collapsed(tolv_spool *spool, size_t rows) {
    char repeat[64];
    if (rows == 0)
        return;
    tolv_spool_string(spool, "<table:table-row table:visibility=\"collapse\"");
    if (rows > 1) {
        snprintf(repeat, sizeof repeat, " table:number-rows-repeated=\"%zu\"", rows);
        tolv_spool_string(spool, repeat);
    }
    tolv_spool_string(spool, "><table:table-cell/></table:table-row>");
}

static void write_unit_cell(const tolv_splitting *at, tolv_text code, tolv_spool *spool) {
    static const tolv_text none = {"", 0};
    tolv_input input = tolv_input_of(code);
    tolv_arena arena;
    if (at->unit_cell.kind != TOLV_CELL_NUMBER || input.kind != TOLV_CELL_NUMBER)
        input = (tolv_input){.kind = TOLV_CELL_TEXT, .text = code};
    tolv_arena_open(&arena, NULL);
    tolv_writer attributes = {.arena = &arena}, paragraphs = attributes, cell = attributes;
    tolv_write_input_attributes(&attributes, &input, none, none);
    tolv_write_input_paragraphs(&paragraphs, &input);
    tolv_write_cell(&cell, &at->content, &at->unit_cell, TOLV_DROP_VALUE,
                    (tolv_text){attributes.bytes, attributes.length},
                    (tolv_text){paragraphs.bytes, paragraphs.length});
    tolv_spool_write(spool, cell.bytes, cell.length);
    spool->failed = spool->failed || attributes.failed || paragraphs.failed || cell.failed;
    tolv_arena_close(&arena);
}

/* Are the stretches parted by nothing, or by spaces? */
static bool is_next(const tolv_part *part, size_t end, size_t begin) {
    while (end < begin && strchr(" \t\r\n", part->bytes[end]))
        end++;
    return end == begin;
}

void tolv_split_write(const tolv_splitting *at, const bool *units, tolv_text code,
                      tolv_spool *spool) {
    const tolv_part *part = &at->content;
    size_t from = 0, collapsed = 0;
    for (size_t i = 0; i < at->piece_count; i++) {
        const tolv_piece *piece = &at->pieces[i];
        bool kept = piece->rows && piece->unit != TOLV_NOBODY && units[piece->unit];
        if (kept)
            continue;
        if (!collapsed || !piece->rows || !is_next(part, from, piece->stretch.begin)) {
            write_collapsed(spool, collapsed);
            collapsed = 0;
            tolv_spool_write(spool, part->bytes + from, piece->stretch.begin - from);
        }
        if (piece->rows)
            collapsed += piece->rows;
        else
            write_unit_cell(at, code, spool);
        from = piece->stretch.end;
    }
    write_collapsed(spool, collapsed);
    tolv_spool_write(spool, part->bytes + from, part->length - from);
}
