/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/issued.h"

#include <stdlib.h>
#include <string.h>

#include "ods/split_work.h"

typedef struct hearing {
    const tolv_listener *to;
    bool muted, weaker; /* nothing is told, or only as a warning */
    bool memory;
} hearing;

static void hear(void *context, const tolv_notice *notice) {
    hearing *at = context;
    bool memory = notice->severity == TOLV_FAILURE && notice->cause == TOLV_CAUSE_MEMORY;
    tolv_notice other = *notice;
    at->memory = at->memory || memory;
    if (at->weaker && !memory)
        other.severity = TOLV_WARNING;
    if (memory || !at->muted)
        tolv_notify(at->to, &other);
}

static bool read_as_it_stands(const tolv_splitting *at, tolv_issued *issued) {
    tolv_notify(&at->document->listener,
                &(tolv_notice){.severity = TOLV_WARNING,
                               .file = at->document->path,
                               .sentence = N_("as it stands it cannot be sent out: formulas are "
                                              "not compared")});
    tolv_rewrite_reset(at->rewrite);
    return tolv_round_cells_read(at->rewrite, NULL, at->arena, &issued->cells);
}

/* As tolv_split does it, up to where the files of the units differ; formulas that it would refuse
 * go along as they are. */
static bool read(tolv_splitting *at, hearing *ears, tolv_issued *issued) {
    at->rewrite = tolv_rewrite_open(at->document);
    at->master = at->rewrite ? tolv_rewrite_content(at->rewrite) : NULL;
    if (!at->master || !tolv_book_read(at->rewrite, NULL, at->arena, &at->book) ||
        !tolv_round_read(&at->book, &at->round))
        return false;
    ears->muted = true;
    bool surveyed = tolv_split_survey(at) || at->told;
    ears->muted = false;
    ears->weaker = true;
    issued->exact = surveyed && tolv_split_prepare(at);
    ears->weaker = false;
    if (ears->memory)
        return false;
    return issued->exact
               ? tolv_round_cells_read(at->rewrite, &at->content, at->arena, &issued->cells)
               : read_as_it_stands(at, issued);
}

/* What every unit gets, and how much each one gets besides. */
static bool count(const tolv_document *master, tolv_arena *arena, tolv_issued *issued) {
    const tolv_round_cells *cells = &issued->cells;
    const tolv_unit *unit = NULL;
    issued->owned = tolv_arena_take(arena, cells->round.unit_count, sizeof *issued->owned);
    issued->common = tolv_arena_take(arena, cells->book.row_count, sizeof *issued->common);
    if (!issued->owned || !issued->common)
        return tolv_refuse_memory(master);
    memset(issued->owned, 0, cells->round.unit_count * sizeof *issued->owned);
    for (size_t i = 0; i < cells->row_count; i++) {
        const tolv_round_row *row = &cells->rows[i];
        if (!unit || !tolv_text_equal(unit->code, row->code)) /* they stand together */
            unit = tolv_round_unit(&cells->round, row->code);
        if (unit && !row->twice && !tolv_round_is_kept(row->table))
            issued->owned[unit - cells->round.units]++;
    }
    for (size_t i = 0; i < cells->book.sheet_count; i++) {
        const tolv_book_sheet *sheet = &cells->book.sheets[i];
        for (size_t j = sheet->first; j < sheet->first + sheet->count; j++) {
            const tolv_book_row *row = &cells->book.rows[j];
            bool holds = false;
            for (size_t k = 0; k < row->count && !holds; k++)
                holds = tolv_book_cell_holds(&row->cells[k]);
            if (holds && !tolv_round_coded_at(cells, sheet->name, row->row))
                issued->common[issued->common_count++] = j;
        }
    }
    return true;
}

bool tolv_issued_read(const tolv_document *master, const tolv_vocabulary *vocabulary,
                      tolv_arena *arena, tolv_issued *issued) {
    hearing ears = {.to = &master->listener};
    const tolv_split_options options = {.guarding = {vocabulary, TOLV_ENGLISH, {"", 0}, NULL}};
    tolv_document document = {master->path, master->limits, {hear, &ears}};
    tolv_splitting at = {.document = &document, .options = &options, .arena = arena};
    *issued = (tolv_issued){.exact = false};
    bool done = read(&at, &ears, issued);
    tolv_rewrite_close(at.rewrite);
    free(at.common.bytes);
    issued->cells.book.document = issued->cells.round.document = master;
    return done && count(master, arena, issued);
}

bool tolv_issued_is(tolv_issued *issued, const tolv_issue *issue, bool *is) {
    if (!issued->named && !tolv_round_fixed(&issued->cells.book, issued->digits))
        return false;
    issued->named = true;
    *is = tolv_text_equal(issue->id, (tolv_text){issued->digits, TOLV_ISSUE_DIGITS});
    return true;
}
