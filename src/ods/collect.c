/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/collect.h"

#include <stdlib.h>
#include <string.h>

const char *const tolv_answer_words[] = {[TOLV_ANSWER_MISSING] = N_("no answer"),
                                         [TOLV_ANSWER_GIVEN] = N_("answered"),
                                         [TOLV_ANSWER_ASIDE] = N_("set aside")};

/* ---- Targets ---- */

size_t tolv_sheet_number(const tolv_collecting *at, tolv_text name) {
    size_t i = 0;
    for (const tolv_round_sheet *sheet = at->master.round.sheets; sheet; sheet = sheet->next, i++)
        if (tolv_text_equal(sheet->name, name))
            break;
    return i;
}

bool tolv_add_target(tolv_collecting *at, const tolv_target *new) {
    return tolv_targets_add(&at->targets, at->arena, new) || tolv_refuse_memory(at->document);
}

static bool sort_targets(tolv_collecting *at) {
    tolv_targets *of = &at->targets;
    char name[TOLV_CELL_NAME_ROOM];
    if (of->count)
        qsort(of->targets, of->count, sizeof *of->targets, tolv_target_order);
    for (size_t i = 1; i < of->count; i++)
        if (tolv_target_order(&of->targets[i - 1], &of->targets[i]) == 0) {
            tolv_cell_name(of->targets[i].column, of->targets[i].row, name);
            return tolv_refuse(at->document, name,
                               N_("it would get several values: let every column of its table have "
                                  "a heading of its own"),
                               NULL, 0);
        }
    return true;
}

/* ---- Values of units ---- */

/* Units answer one after the other: the search begins at `last`, the one before. */
static tolv_answer *answer_of(const tolv_collecting *at, tolv_text code, tolv_answer *last) {
    size_t count = at->to->answer_count, from = last ? (size_t)(last - at->to->answers) : 0;
    for (size_t i = 0; i < count; i++) {
        tolv_answer *answer = &at->to->answers[(from + i) % count];
        if (tolv_text_equal(answer->unit->code, code))
            return answer;
    }
    return NULL;
}

/* What stood there last time. */
static const tolv_input *before(const tolv_collecting *at, const tolv_collected_value *value) {
    const tolv_round_row *row = at->previous ? tolv_round_find_row(at->previous, value->row) : NULL;
    size_t column =
        row && !row->twice ? tolv_round_headed(row->table, value->name) : TOLV_NO_COLUMN;
    return column == TOLV_NO_COLUMN ? &value->row->cells[value->column]->value
                                    : &row->cells[column]->value;
}

static void count(tolv_answer *answer, const tolv_collected_value *value, bool changed) {
    answer->values += value->value.kind != TOLV_CELL_BLANK;
    answer->missing += value->missing;
    answer->changed += changed;
}

/* A single cell is every unit's of its file. */
static void count_named(const tolv_collecting *at, const tolv_returned *file,
                        const tolv_collected_value *value) {
    for (size_t i = 0; i < at->to->answer_count; i++)
        if (at->to->answers[i].file == file)
            count(&at->to->answers[i], value, false);
}

static bool target_value(tolv_collecting *at, const tolv_collected_value *value,
                         tolv_answer **last) {
    tolv_answer *answer = *last = answer_of(at, value->code, *last);
    const tolv_book_cell *to = value->row->cells[value->column];
    const tolv_area *area = &value->row->table->area;
    if (answer)
        count(answer, value, !tolv_round_same_value(&value->value, before(at, value)));
    tolv_text note = to->note ? tolv_text_of("") : value->note;
    return (tolv_round_same_value(&value->value, &to->value) && to->formula.length == 0 &&
            note.length == 0) ||
           tolv_add_target(at, &(tolv_target){.sheet = tolv_sheet_number(at, area->sheet),
                                              .row = value->row->row,
                                              .column = area->column + value->column,
                                              .value = value->value,
                                              .note = note});
}

/* ---- The table of answers ---- */

typedef enum field {
    CODE,
    UNIT,
    ANSWER,
    ISSUE_FILE,
    VALUES,
    MISSING,
    CHANGED,
    QUESTIONS,
    REASON
} field;

static const char *const field_words[] = {
    [CODE] = "Code, Kod, Kode, Unit code, Enhetskod, Enhedskode",
    [UNIT] = "Unit, Enhet, Enhed, Name, Namn, Navn",
    [ANSWER] = "Answer, Svar, Status",
    [ISSUE_FILE] = "File, Fil",
    [VALUES] = "Values, Värden, Værdier",
    [MISSING] = "Missing, Saknas, Mangler",
    [CHANGED] = "Changed, Ändrade, Ændrede",
    [QUESTIONS] = "Questions, Frågor, Spørgsmål",
    [REASON] = "Set aside because, Åtsidosatt för att, Lagt til side fordi",
};

enum { FIELDS = sizeof field_words / sizeof *field_words };

static tolv_text base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return tolv_text_of(slash ? slash + 1 : path);
}

static tolv_input number(bool known, size_t count) {
    return known ? (tolv_input){.kind = TOLV_CELL_NUMBER, .number = (double)count}
                 : (tolv_input){.kind = TOLV_CELL_BLANK};
}

static tolv_input text(tolv_text text) {
    return (tolv_input){.kind = text.length ? TOLV_CELL_TEXT : TOLV_CELL_BLANK, .text = text};
}

tolv_input tolv_unit_code(const tolv_collecting *at, const tolv_unit *unit) {
    for (const tolv_round_table *table = at->master.round.tables; table; table = table->next) {
        const tolv_round_row *row =
            table->use == TOLV_ROUND_UNITS
                ? tolv_round_coded_at(&at->master, table->area.sheet, unit->row)
                : NULL;
        if (row && tolv_text_equal(row->code, unit->code))
            return row->cells[table->code - table->area.column]->value;
    }
    return text(unit->code);
}

static tolv_input reason_of(const tolv_collecting *at, const tolv_returned *file) {
    tolv_writer writer = {.arena = at->arena};
    if (!file || !file->reason)
        return text(tolv_text_of(""));
    tolv_write_sentence(&writer, at->options->language, file->reason, &TOLV_TEXT_ITEM(file->item),
                        1);
    return text(tolv_written(&writer));
}

static tolv_input field_of(const tolv_collecting *at, const tolv_answer *of, field field) {
    const tolv_returned *file = of->file;
    bool given = of->kind == TOLV_ANSWER_GIVEN;
    switch (field) {
    case CODE:
        return tolv_unit_code(at, of->unit);
    case UNIT:
        return text(of->unit->name);
    case ANSWER:
        return text(
            tolv_text_of(tolv_translate(at->options->language, tolv_answer_words[of->kind])));
    case ISSUE_FILE:
        return text(file ? base_name(file->path) : tolv_text_of(""));
    case VALUES:
        return number(given, of->values);
    case MISSING:
        return number(given, of->missing);
    case CHANGED:
        return number(given, of->changed);
    case QUESTIONS:
        return number(given, given ? file->questions : 0);
    default:
        return reason_of(at, file);
    }
}

/* The value of a single cell, of the file in which the unit has answered. */
static const tolv_collected_value *named_value(const tolv_answer *of, tolv_text name) {
    const tolv_collected_value *value = of->kind == TOLV_ANSWER_GIVEN ? of->file->values : NULL;
    while (value && (value->row || !tolv_text_same(value->name, name)))
        value = value->next;
    return value;
}

static bool target_answer(tolv_collecting *at, const tolv_round_table *table, size_t i) {
    const tolv_answer *of = &at->to->answers[i];
    for (size_t column = table->area.column; column <= table->area.last_column; column++) {
        tolv_text heading = table->headings[column - table->area.column];
        tolv_target target = {.sheet = tolv_sheet_number(at, table->area.sheet),
                              .row = table->area.row + 1 + i,
                              .column = column};
        size_t f = 0;
        while (f < FIELDS && !tolv_text_is_one_of(heading, field_words[f]))
            f++;
        const tolv_collected_value *value = f < FIELDS ? NULL : named_value(of, heading);
        if (f < FIELDS)
            target.value = field_of(at, of, (field)f);
        else if (value) {
            target.value = value->value;
            target.note = value->note;
        }
        if ((f < FIELDS || value) && !tolv_add_target(at, &target))
            return false;
    }
    return true;
}

static const tolv_round_table *table_of_answers(const tolv_collecting *at) {
    const tolv_round_table *table = at->master.round.tables;
    while (table && table->use != TOLV_ROUND_ANSWERS)
        table = table->next;
    return table;
}

static bool has_column(const tolv_round_table *table, tolv_text heading) {
    for (size_t i = 0; table && i <= table->area.last_column - table->area.column; i++)
        if (tolv_text_same(table->headings[i], heading))
            return true;
    return false;
}

/* A single cell that is filled in and has nowhere to go is told once. */
static void tell_homeless(const tolv_collecting *at, const tolv_round_table *table) {
    for (size_t i = 0; i < at->master.single_count; i++) {
        const tolv_round_single *single = &at->master.singles[i];
        if (!single->answers || has_column(table, single->name->name))
            continue;
        tolv_notify(&at->document->listener,
                    &(tolv_notice){.severity = TOLV_WARNING,
                                   .file = at->document->path,
                                   .sentence = N_("“{1}” is to be filled in, and is not collected: "
                                                  "give the table Answers a column of that name"),
                                   .items = {TOLV_TEXT_ITEM(single->name->name)},
                                   .item_count = 1});
    }
}

static bool target_answers(tolv_collecting *at) {
    const tolv_round_table *table = table_of_answers(at);
    tell_homeless(at, table);
    if (!table)
        return true;
    size_t room = table->area.last_row - table->area.row;
    if (at->to->answer_count > room)
        return tolv_refuse_with(at->document, NULL,
                                N_("the table “{1}” has room for {2} units, and there are {3}: "
                                   "make it larger"),
                                TOLV_TEXT_ITEM(table->name), TOLV_PLAIN(room),
                                TOLV_PLAIN(at->to->answer_count));
    for (size_t i = 0; i < at->to->answer_count; i++)
        if (!target_answer(at, table, i))
            return false;
    return true;
}

bool tolv_collect_targets(tolv_collecting *at) {
    tolv_answer *last = NULL;
    at->targets.judged = true; /* what does not fit is a question, and no reason to lose it */
    for (size_t i = 0; i < at->to->file_count; i++) {
        const tolv_returned *file = &at->to->files[i];
        for (const tolv_collected_value *value = file->reason ? NULL : file->values; value;
             value = value->next)
            if (!value->row)
                count_named(at, file, value);
            else if (!target_value(at, value, &last))
                return false;
    }
    for (size_t i = 0; i < at->to->answer_count; i++) /* a file that nobody has touched */
        if (at->to->answers[i].values == 0 && at->to->answers[i].missing > 0)
            at->to->answers[i].kind = TOLV_ANSWER_MISSING;
    return target_answers(at) && tolv_history_targets(at) && sort_targets(at);
}

/* ---- The whole ---- */

static bool collect(tolv_collecting *at, tolv_rewrite *rewrite, char *const *paths, size_t count) {
    tolv_collection *to = at->to;
    if (!tolv_round_cells_read(rewrite, NULL, at->arena, &at->master) ||
        !tolv_issued_read(at->document, at->options->vocabulary, at->arena, &at->issued))
        return false;
    if (at->master.round.unit_count == 0)
        return tolv_refuse(at->document, NULL,
                           N_("there is no table of units: give a range with the headings Code, "
                              "Unit, Manager and E-mail the name Units (Data ▸ Define Range)"),
                           NULL, 0);
    tolv_history_find(at);
    to->files = tolv_arena_take(at->arena, count, sizeof *to->files);
    if (!to->files)
        return tolv_refuse_memory(at->document);
    for (; to->file_count < count; to->file_count++) {
        tolv_returned *file = &to->files[to->file_count];
        *file = (tolv_returned){.path = paths[to->file_count]};
        if (!tolv_collect_read(at, file))
            return false;
    }
    return tolv_collect_compare(at) && tolv_collect_targets(at) &&
           (at->targets.count == 0 ||
            tolv_targets_fill(rewrite, at->master.book.rules, at->document, &at->targets, true)) &&
           (!at->options->force || tolv_rewrite_remove_signatures(rewrite));
}

bool tolv_collect(const tolv_document *master, char *const *paths, size_t count,
                  const tolv_collect_options *options, const char *path, tolv_arena *arena,
                  tolv_collection *collection, const tolv_system *system) {
    tolv_round_cells previous;
    tolv_collecting at = {.document = master, .options = options, .arena = arena, .to = collection};
    *collection = (tolv_collection){.file_count = 0};
    tolv_rewrite *last = options->previous ? tolv_rewrite_open(options->previous) : NULL;
    tolv_rewrite *rewrite = tolv_rewrite_open(master);
    bool ready = rewrite && (!options->previous ||
                             (last && tolv_round_cells_read(last, NULL, arena, &previous)));
    at.previous = last ? &previous : NULL;
    bool done =
        ready && collect(&at, rewrite, paths, count) && tolv_rewrite_write(rewrite, path, system);
    tolv_rewrite_close(last);
    tolv_rewrite_close(rewrite);
    return done;
}
