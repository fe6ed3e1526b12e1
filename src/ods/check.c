/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/check.h"

#include <string.h>

#include "ods/formula_scan.h"

#define TOLV_FINDING_CODE(name, code, sentence) code,
#define TOLV_FINDING_SENTENCE(name, code, sentence) sentence,
const char *const tolv_finding_codes[] = {TOLV_FINDINGS(TOLV_FINDING_CODE)};
const char *const tolv_finding_sentences[] = {TOLV_FINDINGS(TOLV_FINDING_SENTENCE)};

static const char comment_words[] =
    "Comment, Kommentar, Note, Notering, Anteckning, Bemærkning, Notat";

typedef struct checking {
    const tolv_document *document;
    const tolv_round_cells *cells, *master;
    const tolv_findings *findings;
} checking;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* ---- Telling ---- */

static bool tell(const checking *at, tolv_finding_kind kind, tolv_text now) {
    return at->findings->take(at->findings->context,
                              &(tolv_finding){kind, NULL, {"", 0}, now, {"", 0}});
}

/* A formula as it is stored, else the value. */
static void write_content(tolv_writer *writer, const tolv_round_cell *cell) {
    if (cell->formula.length)
        tolv_write(writer, cell->formula);
    else
        tolv_round_write_value(writer, &cell->value);
}

/* `before` NULL: what stood there is not known. */
static bool tell_cell(const checking *at, tolv_finding_kind kind, const tolv_round_cell *cell,
                      const tolv_round_cell *before) {
    tolv_arena arena;
    char name[TOLV_CELL_NAME_ROOM];
    tolv_arena_open(&arena, NULL);
    tolv_writer place = {.arena = &arena}, now = {.arena = &arena}, then = {.arena = &arena};
    tolv_cell_name(cell->column, cell->row, name);
    tolv_write(&place, cell->sheet);
    tolv_write_string(&place, ".");
    tolv_write_string(&place, name);
    tolv_write(&place, (tolv_text){"", 1});
    if (kind == TOLV_FINDING_CHANGED)
        write_content(&now, cell);
    else
        tolv_round_write_value(&now, &cell->value);
    if (before)
        write_content(&then, before);
    bool told = place.failed || now.failed || then.failed
                    ? tolv_refuse_memory(at->document)
                    : at->findings->take(
                          at->findings->context,
                          &(tolv_finding){kind, place.bytes,
                                          cell->what.length ? cell->what : tolv_text_of(name),
                                          tolv_written(&now), tolv_written(&then)});
    tolv_arena_close(&arena);
    return told;
}

/* ---- Inputs ---- */

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

static const tolv_round_cell *counterpart(const checking *at, const tolv_round_row *row,
                                          const tolv_round_cell *cell) {
    bool twice = false;
    if (!at->master)
        return NULL;
    if (!row)
        return tolv_round_cell_named(at->master, cell->what);
    const tolv_round_row *there = tolv_round_find_row(at->master, row, &twice);
    return there && !twice ? tolv_round_cell_headed(at->master, there, cell->what) : NULL;
}

bool tolv_is_missing(const tolv_round_cells *cells, const tolv_round_cell *cell) {
    bool stops;
    if (cell->value.kind != TOLV_CELL_BLANK)
        return false;
    return cell->validation.length ? tolv_rules_judge(cells->rules, cell->validation, &cell->value,
                                                      &stops) == TOLV_INVALID
                                   : !tolv_text_is_one_of(cell->what, comment_words);
}

static bool check_input(const checking *at, const tolv_round_row *row,
                        const tolv_round_cell *cell) {
    bool stops, optional = tolv_text_is_one_of(cell->what, comment_words);
    const tolv_round_cell *there = counterpart(at, row, cell);
    const tolv_input *value = &cell->value;
    bool ruled = cell->validation.length > 0;
    tolv_verdict verdict = tolv_rules_judge(at->cells->rules, cell->validation, value, &stops);
    if (value->kind == TOLV_CELL_ERROR)
        return tell_cell(at, TOLV_FINDING_ERROR, cell, NULL);
    if (value->kind == TOLV_CELL_BLANK)
        return !tolv_is_missing(at->cells, cell) || tell_cell(at, TOLV_FINDING_MISSING, cell, NULL);
    if (value->kind == TOLV_CELL_TEXT && !optional && (!ruled || verdict == TOLV_INVALID) &&
        (looks_like_amount(value->text) || (there && there->value.kind == TOLV_CELL_NUMBER)))
        return tell_cell(at, TOLV_FINDING_NUMBER, cell, NULL);
    return verdict != TOLV_INVALID || tell_cell(at, TOLV_FINDING_INVALID, cell, NULL);
}

static bool check_inputs(const checking *at) {
    const tolv_round_cells *cells = at->cells;
    for (size_t i = 0; i < cells->row_count; i++) {
        const tolv_round_row *row = &cells->rows[i];
        for (size_t j = row->first; j < row->first + row->count; j++)
            if (row->code.length && cells->cells[j].answers &&
                !check_input(at, row, &cells->cells[j]))
                return false;
    }
    for (size_t i = 0; i < cells->cell_count; i++)
        if (!cells->cells[i].table && cells->cells[i].answers &&
            !check_input(at, NULL, &cells->cells[i]))
            return false;
    return true;
}

/* ---- What is fixed ---- */

/* A formula may come back as its result: what is sent out is frozen where it must be. Two formulas
 * are not compared: the guarded one is written otherwise, and moves with its row; it is not
 * collected. */
static bool is_changed(const tolv_round_cell *now, const tolv_round_cell *before) {
    if (now->formula.length)
        return before->formula.length == 0;
    return !tolv_round_same_value(&now->value, &before->value) &&
           (before->formula.length == 0 || before->value.kind != TOLV_CELL_BLANK);
}

static bool compare_row(const checking *at, const tolv_round_row *row) {
    bool twice;
    const tolv_round_row *there = tolv_round_find_row(at->master, row, &twice);
    if (!there || twice)
        return tell_cell(at, TOLV_FINDING_ADDED, &at->cells->cells[row->first], NULL);
    for (size_t i = row->first; i < row->first + row->count; i++) {
        const tolv_round_cell *cell = &at->cells->cells[i];
        const tolv_round_cell *before = tolv_round_cell_headed(at->master, there, cell->what);
        if (!cell->open && cell->what.length && before && is_changed(cell, before) &&
            !tell_cell(at, TOLV_FINDING_CHANGED, cell, before))
            return false;
    }
    return true;
}

static bool has_mark(const tolv_round_cell *cell, const tolv_round_name *name) {
    return name && cell->name && same(cell->name->name, name->name);
}

/* Single cells that have a name; that of the unit differs from file to file. */
static bool compare_named(const checking *at) {
    for (size_t i = 0; i < at->cells->cell_count; i++) {
        const tolv_round_cell *cell = &at->cells->cells[i];
        if (!cell->name || cell->table || cell->open || has_mark(cell, at->cells->round.unit))
            continue;
        const tolv_round_cell *before = tolv_round_cell_named(at->master, cell->name->name);
        if (before && is_changed(cell, before) &&
            !tell_cell(at, TOLV_FINDING_CHANGED, cell, before))
            return false;
    }
    return true;
}

bool tolv_check_fixed(const tolv_document *document, const tolv_round_cells *cells,
                      const tolv_round_cells *master, const tolv_findings *findings) {
    checking at = {document, cells, master, findings};
    if (cells->issue.fixed.length && cells->whole)
        return true;
    if (!master)
        return cells->issue.fixed.length == 0 || tell(&at, TOLV_FINDING_ALTERED, tolv_text_of(""));
    for (size_t i = 0; i < cells->row_count; i++)
        if (!compare_row(&at, &cells->rows[i]))
            return false;
    return compare_named(&at);
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

static bool text_begins(tolv_text text, const char *with) {
    size_t length = strlen(with);
    return text.length >= length &&
           tolv_text_same((tolv_text){text.bytes, length}, tolv_text_of(with));
}

/* A place that is neither in the file nor a link that somebody has to click. */
static bool is_outside(tolv_text place) {
    const char *colon = place.length ? memchr(place.bytes, ':', place.length) : NULL;
    return colon || text_begins(place, "/") || text_begins(place, "../");
}

static bool check_formula(const checking *at, tolv_text formula) {
    tolv_token token;
    while (tolv_take_token(&formula, &token)) {
        tolv_finding_kind kind = TOLV_FINDING_KINDS;
        if (token.kind == TOLV_TOKEN_NAME && tolv_text_same(token.text, tolv_text_of("DDE")))
            kind = TOLV_FINDING_DDE;
        else if (token.kind == TOLV_TOKEN_NAME &&
                 tolv_text_is_one_of(token.text, "WEBSERVICE, COM.MICROSOFT.WEBSERVICE"))
            kind = TOLV_FINDING_LINK;
        else if (token.kind == TOLV_TOKEN_REFERENCE && text_begins(token.text, "['") &&
                 memchr(token.text.bytes, '#', token.text.length) &&
                 memchr(token.text.bytes, ':', token.text.length))
            kind = TOLV_FINDING_LINK;
        if (kind != TOLV_FINDING_KINDS && !tell(at, kind, token.text))
            return false;
    }
    return true;
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    const checking *at = context;
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++) {
        bool place = strcmp(tolv_xml_attribute_name(xml, i), "href") == 0;
        if (name == TOLV_ATTRIBUTE_FORMULA && !check_formula(at, value))
            return false;
        if (place && (text_begins(value, "vnd.sun.star.script:") || text_begins(value, "macro:"))) {
            if (!tell(at, TOLV_FINDING_MACRO, value))
                return false;
        } else if (place && element != TOLV_ELEMENT_LINK && is_outside(value) &&
                   !tell(at, TOLV_FINDING_LINK, value)) {
            return false;
        }
        if (element == TOLV_ELEMENT_DDE_SOURCE &&
            strcmp(tolv_xml_attribute_name(xml, i), "dde-topic") == 0 &&
            !tell(at, TOLV_FINDING_DDE, value))
            return false;
    }
    return true;
}

bool tolv_check(tolv_rewrite *rewrite, const tolv_round_cells *cells,
                const tolv_round_cells *master, const tolv_findings *findings) {
    static const tolv_xml_handler handler = {.start = start};
    const tolv_part *content = tolv_rewrite_content(rewrite);
    if (!content)
        return false;
    checking at = {content->document, cells, master, findings};
    return (cells->issue.unit.length || tell(&at, TOLV_FINDING_ANONYMOUS, tolv_text_of(""))) &&
           check_inputs(&at) && tolv_check_fixed(content->document, cells, master, findings) &&
           check_parts(&at, rewrite) && tolv_part_read(content, &handler, &at);
}
