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

/* ---- Units ---- */

static bool check_units(reading *at) {
    tolv_text list = at->file->issue.unit;
    if (tolv_text_trimmed(list).length == 0)
        return set_aside(at, N_("it does not say which unit it comes from"), tolv_text_of(""));
    for (tolv_text code; tolv_issue_next_unit(&list, &code);)
        if (!tolv_round_unit(&at->all->master.round, code) &&
            !set_aside(at, N_("the master has no unit {1}"), code))
            return false;
    for (size_t i = 0; i < at->cells.row_count; i++) {
        const tolv_round_row *row = &at->cells.rows[i];
        if (!tolv_round_is_kept(row->table) && tolv_round_unit(&at->all->master.round, row->code) &&
            !tolv_issue_has_unit(&at->file->issue, row->code) &&
            !set_aside(at, N_("it has a row of {1}, which is not its unit"), row->code))
            return false;
    }
    return true;
}

/* ---- Values ---- */

/* `given` says where it goes. */
static bool keep(reading *at, const tolv_book_cell *cell, const tolv_book_cell *to, bool optional,
                 const tolv_collected_value *given) {
    if ((cell->formula.length && cell->value.kind == TOLV_CELL_BLANK) ||
        cell->value.kind == TOLV_CELL_ERROR)
        return set_aside(at, N_("“{1}” shows an error, or nobody has calculated it"), given->name);
    if (to && to->formula.length && cell->formula.length)
        return true; /* calculated there as here */
    tolv_collected_value *new = tolv_arena_take(at->all->arena, 1, sizeof *new);
    if (!new) {
        at->memory = true;
        return false;
    }
    *new = *given;
    new->next = at->file->values;
    new->note = cell->note ? *cell->note : tolv_text_of("");
    new->value = cell->value;
    new->missing =
        tolv_is_missing(&at->cells, cell, given->row ? tolv_text_of("") : given->name, optional);
    at->file->values = new;
    return copy(at, &new->name) && copy(at, &new->code) && copy(at, &new->note) &&
           copy(at, &new->value.text);
}

/* Which column of a row of the master a cell goes to; TOLV_NO_COLUMN: it is none to be filled in.
 * The master says which are, whatever somebody has pasted over them. */
static size_t target_of(const tolv_round_row *row, const tolv_round_row *there, size_t i) {
    const tolv_round_table *table = row->table;
    size_t of = there && table->headings[i].length
                    ? tolv_round_headed(there->table, table->headings[i])
                    : TOLV_NO_COLUMN;
    bool open = of != TOLV_NO_COLUMN && !there->cells[of]->locked;
    return open && tolv_round_answers(there->table, of) ? of : TOLV_NO_COLUMN;
}

static bool has_inputs(const tolv_round_row *row, const tolv_round_row *there) {
    for (size_t i = 0; i <= row->table->area.last_column - row->table->area.column; i++)
        if (target_of(row, there, i) != TOLV_NO_COLUMN ||
            (!row->cells[i]->locked && tolv_round_answers(row->table, i)))
            return true;
    return false;
}

static bool keep_row(reading *at, const tolv_round_row *row) {
    const tolv_round_table *table = row->table;
    const tolv_round_row *there = tolv_round_find_row(&at->all->master, row);
    if (row->code.length == 0 || !has_inputs(row, there))
        return true;
    if (!there || there->twice || row->twice)
        return set_aside(at,
                         there ? N_("rows of {1} cannot be told from each other")
                               : N_("it has a row of {1} that the master does not have"),
                         row->code);
    for (size_t i = 0; i <= table->area.last_column - table->area.column; i++) {
        const tolv_book_cell *cell = row->cells[i];
        size_t of = target_of(row, there, i);
        bool input = !cell->locked && tolv_round_answers(table, i);
        if (of != TOLV_NO_COLUMN
                ? !keep(at, cell, there->cells[of], table->columns[i] == TOLV_COLUMN_COMMENT,
                        &(tolv_collected_value){.row = there,
                                                .column = of,
                                                .name = table->headings[i],
                                                .code = row->code})
                : input && !set_aside(at, N_("the master has no column “{1}” to be filled in"),
                                      table->headings[i]))
            return false;
    }
    return true;
}

static bool keep_values(reading *at) {
    for (size_t i = 0; i < at->cells.row_count; i++)
        if (!keep_row(at, &at->cells.rows[i]))
            return false;
    for (size_t i = 0; i < at->cells.single_count; i++) {
        const tolv_round_single *single = &at->cells.singles[i];
        const tolv_round_single *there =
            tolv_round_single_named(&at->all->master, single->name->name);
        if ((there ? there->answers : single->answers) &&
            !keep(at, single->cell, NULL, tolv_round_is_comment(single->name->name),
                  &(tolv_collected_value){.name = single->name->name, .code = tolv_text_of("")}))
            return false;
    }
    return true;
}

static bool keep_figures(reading *at) {
    tolv_text list = at->file->issue.unit;
    for (tolv_text code; tolv_issue_next_unit(&list, &code);)
        if (!tolv_history_take(at->all, &at->cells, code, &at->file->figures)) {
            at->memory = true;
            return false;
        }
    return true;
}

/* What is no reason to set a file aside is a question. */
static bool take_finding(void *context, const tolv_finding *finding) {
    reading *at = context;
    switch (finding->kind) {
    case TOLV_FINDING_CHANGED:
        return set_aside(at, N_("{1} is fixed, and was changed"), tolv_text_of(finding->cell));
    case TOLV_FINDING_REMOVED:
        return set_aside(at, N_("the row “{1}”, which was sent out, is gone"), finding->before);
    case TOLV_FINDING_ABSENT:
        return set_aside(at, N_("the sheet “{1}”, which was sent out, is gone"), finding->before);
    case TOLV_FINDING_UNMARKED:
        return set_aside(at, N_("the range “{1}”, which was sent out, is gone"), finding->before);
    case TOLV_FINDING_COVERED:
        return set_aside(at, N_("{1} is to be filled in, and lies under a merged cell"),
                         tolv_text_of(finding->cell));
    case TOLV_FINDING_MISSING:
        return true;
    default:
        at->file->questions++;
        return true;
    }
}

/* ---- A file ---- */

bool tolv_collect_read(tolv_collecting *all, tolv_returned *file) {
    tolv_arena arena;
    reading at = {.all = all, .file = file};
    tolv_document document = {file->path, all->document->limits, {hear, &at}};
    tolv_arena_open(&arena, NULL);
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    bool read = rewrite && tolv_round_cells_read(rewrite, NULL, &arena, &at.cells);
    tolv_text none = {"", 0};
    file->issue = read ? at.cells.issue : (tolv_issue){none, none, none, none};
    read = read && copy(&at, &file->issue.unit) && copy(&at, &file->issue.id) &&
           copy(&at, &file->issue.period) && copy(&at, &file->issue.fixed) && check_units(&at) &&
           tolv_check(rewrite, &at.cells, &all->issued, &(tolv_findings){take_finding, &at}) &&
           keep_values(&at) && keep_figures(&at);
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
        count += !of->files[i].reason && tolv_text_equal(of->files[i].issue.id, file->issue.id);
    return count;
}

static void compare_issues(const tolv_collecting *at) {
    tolv_collection *to = at->to;
    const tolv_returned *usual = NULL;
    size_t most = 0;
    for (size_t i = 0; i < to->file_count; i++) {
        tolv_returned *file = &to->files[i];
        if (!file->reason && at->master.round.period_text.length && file->issue.period.length &&
            !tolv_text_equal(file->issue.period, at->master.round.period_text)) {
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
        if (!to->files[i].reason && !tolv_text_equal(to->files[i].issue.id, id)) {
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
                     tolv_issue_has_unit(&to->files[j].issue, code);
        for (size_t j = 0; j < to->file_count; j++)
            if (count > 1 && !to->files[j].reason &&
                tolv_issue_has_unit(&to->files[j].issue, code)) {
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
                tolv_issue_has_unit(&to->files[j].issue, answer->unit->code)) {
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
