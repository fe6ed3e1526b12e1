/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "ods/collect.h"

typedef struct reading {
    tolv_collecting *all;
    tolv_returned *file;
    tolv_document document;
    bool memory; /* is out */
    tolv_round_cells cells;
} reading;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool copy(reading *at, tolv_text *text) {
    tolv_writer writer = {.arena = at->all->arena};
    tolv_write(&writer, *text);
    *text = tolv_written(&writer);
    at->memory = at->memory || writer.failed;
    return !writer.failed;
}

/* The first reason counts. True when there is memory for it. */
static bool set_aside(reading *at, const char *reason, tolv_text item) {
    if (at->file->reason)
        return true;
    at->file->reason = reason;
    at->file->item = item;
    return copy(at, &at->file->item);
}

/* What is wrong with one file stops no other. */
static void hear(void *context, const tolv_notice *notice) {
    reading *at = context;
    tolv_notice weaker = *notice;
    at->memory =
        at->memory || (notice->severity == TOLV_FAILURE && notice->cause == TOLV_CAUSE_MEMORY);
    if (weaker.severity == TOLV_FAILURE && !at->memory)
        weaker.severity = TOLV_WARNING;
    tolv_notify(&at->all->document->listener, &weaker);
}

/* ---- Units: several in one file are parted by spaces ---- */

static bool next_code(tolv_text *list, tolv_text *code) {
    *list = tolv_text_trimmed(*list);
    const char *space = list->length ? memchr(list->bytes, ' ', list->length) : NULL;
    *code = (tolv_text){list->bytes, space ? (size_t)(space - list->bytes) : list->length};
    *list = (tolv_text){list->bytes + code->length, list->length - code->length};
    return code->length > 0;
}

static bool has_unit(tolv_text list, tolv_text code) {
    for (tolv_text each; next_code(&list, &each);)
        if (same(each, code))
            return true;
    return false;
}

static bool check_units(reading *at) {
    tolv_text list = at->file->issue.unit;
    if (tolv_text_trimmed(list).length == 0)
        return set_aside(at, N_("it does not say which unit it comes from"), tolv_text_of(""));
    for (tolv_text code; next_code(&list, &code);)
        if (!tolv_round_unit(&at->all->master.round, code) &&
            !set_aside(at, N_("the master has no unit {1}"), code))
            return false;
    return true;
}

/* ---- Values ---- */

static bool keep(reading *at, const tolv_round_cell *cell, const tolv_round_cell *to,
                 const tolv_round_row *row, tolv_text code) {
    if ((cell->formula.length && cell->value.kind == TOLV_CELL_BLANK) ||
        cell->value.kind == TOLV_CELL_ERROR)
        return set_aside(at, N_("“{1}” shows an error, or nobody has calculated it"), cell->what);
    if (to && to->formula.length && cell->formula.length)
        return true; /* calculated there as here */
    tolv_collected_value *new = tolv_arena_take(at->all->arena, 1, sizeof *new);
    if (!new) {
        at->memory = true;
        return false;
    }
    *new = (tolv_collected_value){.next = at->file->values,
                                  .to = to,
                                  .name = cell->what,
                                  .code = code,
                                  .note = cell->note,
                                  .row = row,
                                  .value = cell->value,
                                  .missing = tolv_is_missing(&at->cells, cell)};
    at->file->values = new;
    return copy(at, &new->name) && copy(at, &new->code) && copy(at, &new->note) &&
           copy(at, &new->value.text);
}

static bool keep_row(reading *at, const tolv_round_row *row) {
    bool twice, here_twice, inputs = false;
    for (size_t i = row->first; i < row->first + row->count; i++)
        inputs = inputs || at->cells.cells[i].answers;
    if (row->code.length == 0 || !inputs)
        return true;
    if (!has_unit(at->file->issue.unit, row->code))
        return set_aside(at, N_("it has a row of {1}, which is not its unit"), row->code);
    const tolv_round_row *there = tolv_round_find_row(&at->all->master, row, &twice);
    tolv_round_find_row(&at->cells, row, &here_twice);
    if (!there || twice || here_twice)
        return set_aside(at,
                         there ? N_("rows of {1} cannot be told from each other")
                               : N_("it has a row of {1} that the master does not have"),
                         row->code);
    for (size_t i = row->first; i < row->first + row->count; i++) {
        const tolv_round_cell *cell = &at->cells.cells[i];
        const tolv_round_cell *to = tolv_round_cell_headed(&at->all->master, there, cell->what);
        if (!cell->answers)
            continue;
        if (to && to->answers
                ? !keep(at, cell, to, there, row->code)
                : !set_aside(at, N_("the master has no column “{1}” to be filled in"), cell->what))
            return false;
    }
    return true;
}

static bool keep_values(reading *at) {
    for (size_t i = 0; i < at->cells.row_count; i++)
        if (!keep_row(at, &at->cells.rows[i]))
            return false;
    for (size_t i = 0; i < at->cells.cell_count; i++) {
        const tolv_round_cell *cell = &at->cells.cells[i];
        if (!cell->table && cell->answers && !keep(at, cell, NULL, NULL, tolv_text_of("")))
            return false;
    }
    return true;
}

static bool take_finding(void *context, const tolv_finding *finding) {
    reading *at = context;
    if (finding->kind == TOLV_FINDING_CHANGED)
        return set_aside(at, N_("{1} is fixed, and was changed"), tolv_text_of(finding->cell));
    at->file->questions += finding->kind != TOLV_FINDING_MISSING;
    return true;
}

/* ---- A file ---- */

bool tolv_collect_read(tolv_collecting *all, tolv_returned *file) {
    tolv_arena arena;
    reading at = {.all = all, .file = file};
    tolv_document document = {file->path, all->document->limits, {hear, &at}};
    tolv_arena_open(&arena, NULL);
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    bool read = rewrite && tolv_round_cells_read(rewrite, &arena, &at.cells);
    tolv_text none = {"", 0};
    file->issue = read ? at.cells.issue : (tolv_issue){none, none, none, none};
    read = read && copy(&at, &file->issue.unit) && copy(&at, &file->issue.id) &&
           copy(&at, &file->issue.period) && copy(&at, &file->issue.fixed) && check_units(&at) &&
           tolv_check(rewrite, &at.cells, &all->master, &(tolv_findings){take_finding, &at}) &&
           keep_values(&at);
    if (!read && !at.memory)
        set_aside(&at, N_("it cannot be read"), none);
    tolv_rewrite_close(rewrite);
    tolv_arena_close(&arena);
    return !at.memory || tolv_refuse_memory(all->document);
}

/* ---- The files against each other ---- */

/* How many files are of the same issue. */
static size_t fellows(const tolv_collection *of, const tolv_returned *file) {
    size_t count = 0;
    for (size_t i = 0; i < of->file_count; i++)
        count += !of->files[i].reason && same(of->files[i].issue.id, file->issue.id);
    return count;
}

static void compare_issues(const tolv_collecting *at) {
    tolv_collection *to = at->to;
    const tolv_returned *usual = NULL;
    size_t most = 0;
    for (size_t i = 0; i < to->file_count; i++) {
        tolv_returned *file = &to->files[i];
        if (!file->reason && at->master.round.period_text.length && file->issue.period.length &&
            !same(file->issue.period, at->master.round.period_text)) {
            file->reason = N_("it was sent out for {1}, another period than the master's");
            file->item = file->issue.period;
        }
    }
    for (size_t i = 0; i < to->file_count; i++) {
        size_t count = to->files[i].reason ? 0 : fellows(to, &to->files[i]);
        if (count > most) {
            usual = &to->files[i];
            most = count;
        }
    }
    tolv_text id = usual ? usual->issue.id : tolv_text_of("");
    for (size_t i = 0; i < to->file_count; i++)
        if (!to->files[i].reason && !same(to->files[i].issue.id, id)) {
            to->files[i].reason = N_("it is of issue {1}, and most are of another");
            to->files[i].item = to->files[i].issue.id;
        }
}

/* Of two answers neither is used, for nobody here can tell which one counts. */
static void compare_units(const tolv_collecting *at) {
    const char *twice = N_("{1} has answered in several files: leave all but one out");
    tolv_collection *to = at->to;
    for (size_t i = 0; i < to->answer_count; i++) {
        tolv_text code = to->answers[i].unit->code;
        size_t count = 0;
        for (size_t j = 0; j < to->file_count; j++)
            count += (!to->files[j].reason || to->files[j].reason == twice) &&
                     has_unit(to->files[j].issue.unit, code);
        for (size_t j = 0; j < to->file_count; j++)
            if (count > 1 && !to->files[j].reason && has_unit(to->files[j].issue.unit, code)) {
                to->files[j].reason = twice;
                to->files[j].item = code;
            }
    }
}

static void settle_answers(const tolv_collecting *at) {
    tolv_collection *to = at->to;
    for (size_t i = 0; i < to->answer_count; i++) {
        tolv_answer *answer = &to->answers[i];
        for (size_t j = 0; j < to->file_count; j++)
            if (answer->kind != TOLV_ANSWER_GIVEN &&
                has_unit(to->files[j].issue.unit, answer->unit->code)) {
                answer->file = &to->files[j];
                answer->kind = to->files[j].reason ? TOLV_ANSWER_ASIDE : TOLV_ANSWER_GIVEN;
            }
    }
}

bool tolv_collect_compare(tolv_collecting *at) {
    tolv_collection *to = at->to;
    to->answer_count = at->master.round.unit_count;
    to->answers = tolv_arena_take(at->arena, to->answer_count, sizeof *to->answers);
    if (!to->answers)
        return tolv_refuse_memory(at->document);
    for (size_t i = 0; i < to->answer_count; i++)
        to->answers[i] = (tolv_answer){.unit = &at->master.round.units[i]};
    compare_issues(at);
    compare_units(at);
    settle_answers(at);
    return true;
}
