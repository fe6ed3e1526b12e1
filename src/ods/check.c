/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/check.h"

#include <string.h>

#define TOLV_FINDING_CODE(name, code, sentence) code,
#define TOLV_FINDING_SENTENCE(name, code, sentence) sentence,
const char *const tolv_finding_codes[] = {TOLV_FINDINGS(TOLV_FINDING_CODE)};
const char *const tolv_finding_sentences[] = {TOLV_FINDINGS(TOLV_FINDING_SENTENCE)};

typedef struct checking {
    const tolv_document *document;
    const tolv_round_cells *cells, *master; /* what was sent out; NULL: not known */
    const tolv_findings *findings;
} checking;

/* ---- Telling ---- */

static bool tell(const checking *at, tolv_finding_kind kind, tolv_text now) {
    return at->findings->take(at->findings->context,
                              &(tolv_finding){kind, NULL, {"", 0}, now, {"", 0}});
}

/* A formula as it is stored, else the value. */
static void write_content(tolv_writer *writer, const tolv_book_cell *cell) {
    if (cell->formula.length)
        tolv_write(writer, cell->formula);
    else
        tolv_round_write_value(writer, &cell->value);
}

bool tolv_tell_finding(const tolv_document *document, const tolv_findings *findings,
                       tolv_finding_kind kind, const tolv_finding_place *place,
                       const tolv_book_cell *cell, const tolv_book_cell *before) {
    tolv_arena arena;
    char name[TOLV_CELL_NAME_ROOM];
    tolv_arena_open(&arena, NULL);
    tolv_writer where = {.arena = &arena}, now = {.arena = &arena}, then = {.arena = &arena};
    tolv_cell_name(place->column, place->row, name);
    tolv_write(&where, place->sheet);
    tolv_write_string(&where, ".");
    tolv_write_string(&where, name);
    tolv_write(&where, (tolv_text){"", 1});
    if (before)
        write_content(&now, cell);
    else
        tolv_round_write_value(&now, &cell->value);
    if (before)
        write_content(&then, before);
    bool told =
        where.failed || now.failed || then.failed
            ? tolv_refuse_memory(document)
            : findings->take(findings->context,
                             &(tolv_finding){kind, where.bytes,
                                             place->what.length ? place->what : tolv_text_of(name),
                                             tolv_written(&now), tolv_written(&then)});
    tolv_arena_close(&arena);
    return told;
}

/* ---- Inputs ---- */

/* An input: where it is, and what stands in the same cell of the master (NULL: not known). */
typedef struct input {
    tolv_finding_place place;
    const tolv_book_cell *cell, *there;
    tolv_text single; /* its name; empty: it stands in a row */
    bool optional;
} input;

/* "1 234,50", "−5 %", "100 kr": what people write who mean a number. */
static bool looks_like_amount(tolv_text text) {
    size_t i = 0, digits = 0;
    text = tolv_text_trimmed(text);
    for (; i < text.length && strchr("0123456789 .,+-\xC2\xA0\xE2\x88\x92\x80\xAF%", text.bytes[i]);
         i++)
        digits += text.bytes[i] >= '0' && text.bytes[i] <= '9';
    tolv_text rest = {text.bytes + i, text.length - i};
    return digits && (rest.length == 0 ||
                      tolv_text_is_one_of(rest, "kr, kr., kronor, kroner, tkr, mkr, SEK, DKK"));
}

/* Where a unit says in one cell that all goes as planned; NULL: it is not asked. */
static const tolv_round_single *confirmation(const tolv_round_cells *cells) {
    const tolv_round_name *name = cells->round.confirmed;
    const tolv_round_single *single = name ? tolv_round_single_named(cells, name->name) : NULL;
    return single && single->answers ? single : NULL;
}

static bool says_yes(const tolv_input *value) {
    bool number = value->kind == TOLV_CELL_NUMBER || value->kind == TOLV_CELL_BOOLEAN;
    return number ? value->number != 0
                  : value->kind == TOLV_CELL_TEXT && tolv_text_is_one_of(value->text, "Yes, Ja, X");
}

bool tolv_is_missing(const tolv_round_cells *cells, const tolv_book_cell *cell, tolv_text single,
                     bool optional) {
    const tolv_round_single *confirmed = confirmation(cells);
    bool stops;
    if (cell->value.kind != TOLV_CELL_BLANK || (confirmed && says_yes(&confirmed->cell->value)))
        return false;
    if (confirmed && single.length)
        return cell->validation && !tolv_text_equal(single, confirmed->name->name);
    return cell->validation ? tolv_rules_judge(cells->book.rules, *cell->validation, &cell->value,
                                               &stops) == TOLV_INVALID
                            : !optional;
}

static bool check_input(const checking *at, const input *of) {
    bool stops, ruled = of->cell->validation != NULL;
    const tolv_input *value = &of->cell->value;
    tolv_verdict verdict =
        ruled ? tolv_rules_judge(at->cells->book.rules, *of->cell->validation, value, &stops)
              : TOLV_VALID;
    tolv_finding_kind found = verdict == TOLV_INVALID ? TOLV_FINDING_INVALID : TOLV_FINDING_KINDS;
    if (of->cell->covered)
        found = TOLV_FINDING_COVERED;
    else if (value->kind == TOLV_CELL_ERROR)
        found = TOLV_FINDING_ERROR;
    else if (value->kind == TOLV_CELL_BLANK)
        found = tolv_is_missing(at->cells, of->cell, of->single, of->optional)
                    ? TOLV_FINDING_MISSING
                    : TOLV_FINDING_KINDS;
    else if (value->kind == TOLV_CELL_TEXT && !of->optional &&
             (!ruled || verdict == TOLV_INVALID) &&
             (looks_like_amount(value->text) ||
              (of->there && of->there->value.kind == TOLV_CELL_NUMBER)))
        found = TOLV_FINDING_NUMBER;
    return found == TOLV_FINDING_KINDS ||
           tolv_tell_finding(at->document, at->findings, found, &of->place, of->cell, NULL);
}

static bool check_row(const checking *at, const tolv_round_row *row) {
    const tolv_round_table *table = row->table;
    const tolv_round_row *there = at->master ? tolv_round_find_row(at->master, row) : NULL;
    there = there && !there->twice ? there : NULL;
    for (size_t i = 0; i <= table->area.last_column - table->area.column; i++) {
        size_t of = there ? tolv_round_headed(there->table, table->headings[i]) : TOLV_NO_COLUMN;
        input each = {
            .place = {table->area.sheet, row->row, table->area.column + i, table->headings[i]},
            .cell = row->cells[i],
            .there = of == TOLV_NO_COLUMN ? NULL : there->cells[of],
            .optional = table->columns[i] == TOLV_COLUMN_COMMENT};
        bool open = each.there ? !each.there->locked : !each.cell->locked;
        if (open && tolv_round_answers(table, i) && !check_input(at, &each))
            return false;
    }
    return true;
}

static bool check_inputs(const checking *at) {
    const tolv_round_cells *cells = at->cells;
    for (size_t i = 0; i < cells->row_count; i++)
        if (cells->rows[i].code.length && !check_row(at, &cells->rows[i]))
            return false;
    for (size_t i = 0; i < cells->single_count; i++) {
        const tolv_round_single *single = &cells->singles[i];
        const tolv_area *area = &single->name->area;
        const tolv_round_single *there =
            at->master ? tolv_round_single_named(at->master, single->name->name) : NULL;
        input each = {.place = {area->sheet, area->row, area->column, single->name->name},
                      .cell = single->cell,
                      .there = there ? there->cell : NULL,
                      .single = single->name->name,
                      .optional = tolv_round_is_comment(single->name->name)};
        if ((there ? there->answers : single->answers) && !check_input(at, &each))
            return false;
    }
    return true;
}

/* ---- What no workbook of the round needs ---- */

static bool begins(const char *name, const char *with) {
    return strncmp(name, with, strlen(with)) == 0;
}

static bool ends(const char *name, const char *with) {
    return strlen(name) >= strlen(with) && strcmp(name + strlen(name) - strlen(with), with) == 0;
}

static bool check_parts(const checking *at, const tolv_rewrite *rewrite) {
    const char *name;
    for (size_t i = 0; (name = tolv_rewrite_name(rewrite, i)); i++) {
        bool library = ends(name, "/") || ends(name, "-lb.xml") || ends(name, "-lc.xml");
        if ((begins(name, "Basic/") || begins(name, "Scripts/") || begins(name, "Dialogs/")) &&
            !library && !tell(at, TOLV_FINDING_MACRO, tolv_text_of(name)))
            return false;
        if (begins(name, "META-INF/") && strstr(name, "signatures") &&
            !tell(at, TOLV_FINDING_SIGNED, tolv_text_of("")))
            return false;
    }
    return true;
}

static bool check_oddities(const checking *at) {
    static const tolv_finding_kind kinds[] = {[TOLV_ODD_MACRO] = TOLV_FINDING_MACRO,
                                              [TOLV_ODD_LINK] = TOLV_FINDING_LINK,
                                              [TOLV_ODD_DDE] = TOLV_FINDING_DDE};
    for (const tolv_oddity *odd = at->cells->book.oddities; odd; odd = odd->next)
        if (!tell(at, kinds[odd->kind], odd->text))
            return false;
    return true;
}

bool tolv_check(const tolv_rewrite *rewrite, const tolv_round_cells *cells, tolv_issued *issued,
                const tolv_findings *findings) {
    checking at = {cells->book.document, cells, issued ? &issued->cells : NULL, findings};
    return (cells->issue.unit.length || tell(&at, TOLV_FINDING_ANONYMOUS, tolv_text_of(""))) &&
           check_inputs(&at) && tolv_check_fixed(cells, issued, findings) &&
           check_parts(&at, rewrite) && check_oddities(&at);
}
