/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/guard.h"

#include <string.h>

#include "ods/guard_cells.h"
#include "ods/guard_look.h"

/* A name that stands for a formula. */
typedef struct expression {
    struct expression *next;
    tolv_text name, formula;
} expression;

/* The names and conditions of a workbook, and whether guards are put on them or taken off. */
typedef struct attributes {
    tolv_guarded *at;
    bool off;
    expression *expressions;
    tolv_look look;
} attributes;

static tolv_text rest_after(tolv_text text, const char *beginning) {
    size_t length = strlen(beginning);
    if (text.length < length || memcmp(text.bytes, beginning, length) != 0)
        return text;
    return (tolv_text){text.bytes + length, text.length - length};
}

/* ---- Names ---- */

static bool copy(attributes *of, tolv_text *text) {
    return tolv_keep_text(of->at->document, of->at->arena, text);
}

static bool take_expression(void *context, tolv_xml *xml, tolv_element element) {
    attributes *of = context;
    tolv_attribute name;
    tolv_text value, formula = {NULL, 0}, named = {"", 0};
    (void)element;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++) {
        if (name == TOLV_ATTRIBUTE_NAME)
            named = value;
        else if (name == TOLV_ATTRIBUTE_EXPRESSION)
            formula = rest_after(rest_after(value, "of:"), "=");
    }
    if (!formula.bytes || !named.length)
        return true;
    expression *added = tolv_arena_take(of->at->arena, 1, sizeof *added);
    if (!added)
        return tolv_refuse_memory(of->at->document);
    *added = (expression){of->expressions, named, formula};
    of->expressions = added;
    return copy(of, &added->name) && copy(of, &added->formula);
}

/* Can it be said without the extension, as far as is known of the other names? */
static bool is_sayable(const tolv_guarded *at, const expression *expression) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_guard guard = {.vocabulary = at->work->vocabulary, .room = TOLV_EXCEL_FORMULA};
    tolv_guarding guarding = tolv_guard_formula(&writer, &guard, expression->formula);
    tolv_arena_close(&arena);
    return guarding != TOLV_GUARD_UNSAID && guarding != TOLV_GUARD_TOO_LONG &&
           !tolv_formula_uses(expression->formula, at->names, at->name_count);
}

static void tell_name(const tolv_guarded *at, tolv_text name) {
    tolv_notice notice = {.severity = TOLV_NOTE,
                          .file = at->document->path,
                          .sentence = N_("what the name “{1}” says cannot be calculated without "
                                         "the extension: the cells that use it have fixed figures "
                                         "there"),
                          .items = {TOLV_TEXT_ITEM(name)},
                          .item_count = 1};
    tolv_notify(&at->document->listener, &notice);
}

/* A name that uses such a name is one itself. */
static bool find_names(attributes *of) {
    static const tolv_xml_handler handler = {.start = take_expression};
    tolv_guarded *at = of->at;
    size_t count = 0;
    if (!tolv_part_read(at->part, &handler, of))
        return false;
    for (const expression *expression = of->expressions; expression; expression = expression->next)
        count++;
    at->names = tolv_arena_take(at->arena, count, sizeof *at->names);
    if (!at->names)
        return tolv_refuse_memory(at->document);
    for (size_t before = SIZE_MAX; before != at->name_count;) {
        before = at->name_count;
        for (expression **link = &of->expressions; *link;) {
            if (is_sayable(at, *link)) {
                link = &(*link)->next;
                continue;
            }
            at->names[at->name_count++] = (*link)->name;
            tell_name(at, (*link)->name);
            *link = (*link)->next;
        }
    }
    return true;
}

/* ---- Conditions and names: what stands in an attribute ---- */

/* A condition that is one formula has what it is without an answer: of a format it does not hold,
 * of a validation it does, so that nobody is kept from writing. */
typedef struct place {
    tolv_attribute attribute;
    const char *name, *opening, *otherwise;
    size_t room;
} place;

static const place places[] = {
    {TOLV_ATTRIBUTE_EXPRESSION, "table:expression", "", "", TOLV_EXCEL_FORMULA},
    {TOLV_ATTRIBUTE_CONDITION, "table:condition", "is-true-formula(", "TRUE()",
     TOLV_EXCEL_VALIDATION},
    {TOLV_ATTRIBUTE_STYLE_CONDITION, "style:condition", "is-true-formula(", "FALSE()",
     TOLV_EXCEL_FORMULA},
    {TOLV_ATTRIBUTE_CALC_VALUE, "calcext:value", "formula-is(", "FALSE()", TOLV_EXCEL_FORMULA},
};

static const place *place_of(tolv_attribute attribute) {
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].attribute == attribute)
            return &places[i];
    return NULL;
}

static void tell_unsaid(const tolv_guarded *at, tolv_text condition) {
    tolv_notice notice = {.severity = TOLV_WARNING,
                          .file = at->document->path,
                          .sentence = N_("the condition “{1}” has no effect without the extension"),
                          .items = {TOLV_TEXT_ITEM(condition)},
                          .item_count = 1};
    tolv_notify(&at->document->listener, &notice);
}

static void tell_kept(const tolv_guarded *at, tolv_text condition) {
    tolv_notice notice = {.severity = TOLV_WARNING,
                          .file = at->document->path,
                          .sentence = N_("the guard in “{1}” was changed by hand: it stays as it "
                                         "is"),
                          .items = {TOLV_TEXT_ITEM(condition)},
                          .item_count = 1};
    tolv_notify(&at->document->listener, &notice);
}

/* Writes the formula changed; false where it stays as it is. */
static bool change(attributes *of, tolv_writer *writer, const place *place, bool alone,
                   tolv_text formula) {
    tolv_guarded *at = of->at;
    tolv_unguarding found = {0};
    tolv_guarding guarding = TOLV_GUARD_PLAIN;
    bool name = place->attribute == TOLV_ATTRIBUTE_EXPRESSION;
    if (of->off) {
        tolv_unguard_formula(writer, at->work->vocabulary, formula, &found);
    } else {
        tolv_guard guard = {.vocabulary = at->work->vocabulary,
                            .figure = tolv_text_of(alone && !name ? place->otherwise : ""),
                            .room = place->room,
                            .frozen = !name && alone &&
                                      tolv_formula_uses(formula, at->names, at->name_count)};
        guarding = tolv_guard_formula(writer, &guard, formula);
    }
    if (found.kept || guarding == TOLV_GUARD_CHANGED) {
        at->counts->kept++;
        tell_kept(at, formula);
    }
    if (!name && guarding != TOLV_GUARD_PLAIN && guarding != TOLV_GUARD_ALIVE &&
        guarding != TOLV_GUARD_CHANGED)
        tell_unsaid(at, formula);
    return found.restored || guarding == TOLV_GUARD_ALIVE || guarding == TOLV_GUARD_FROZEN ||
           guarding == TOLV_GUARD_CUT;
}

static bool change_attribute(attributes *of, tolv_arena *arena, const tolv_xml *xml,
                             const place *place, tolv_text value) {
    tolv_guarded *at = of->at;
    tolv_writer writer = {.arena = arena}, whole = {.arena = arena};
    tolv_stretch stretch;
    tolv_text old;
    tolv_text formula = rest_after(value, "of:");
    formula = place->attribute == TOLV_ATTRIBUTE_EXPRESSION ? rest_after(formula, "=") : formula;
    tolv_text inside = rest_after(formula, place->opening);
    bool opened = inside.length < formula.length && inside.length > 0;
    bool alone = opened || place->attribute == TOLV_ATTRIBUTE_EXPRESSION;
    if (opened)
        inside.length--; /* its ")" */
    bool changed = change(of, &writer, place, alone, inside);
    if (writer.failed)
        return tolv_refuse_memory(at->document);
    if (!changed ||
        !tolv_find_attribute(at->part, tolv_xml_offset(xml), place->name, &stretch, &old))
        return true;
    tolv_write(&whole, (tolv_text){value.bytes, (size_t)(inside.bytes - value.bytes)});
    tolv_write(&whole, tolv_written(&writer));
    tolv_write_string(&whole, opened ? ")" : "");
    bool name = place->attribute == TOLV_ATTRIBUTE_EXPRESSION;
    *(name ? &at->counts->names : &at->counts->conditions) += 1;
    return whole.failed ? tolv_refuse_memory(at->document)
                        : tolv_edit_formula(at, stretch, place->name, tolv_text_of(""),
                                            tolv_written(&whole));
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    attributes *of = context;
    tolv_attribute name;
    tolv_text value;
    bool changed = tolv_xml_is_editable(xml) && tolv_look_start(&of->look, xml, element);
    for (size_t i = 0; changed && tolv_xml_attribute(xml, i, &name, &value); i++) {
        const place *place = place_of(name);
        if (!place || value.length == 0 || tolv_is_look(value))
            continue;
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        changed = change_attribute(of, &arena, xml, place, value);
        tolv_arena_close(&arena);
    }
    return changed;
}

static bool leave(void *context, tolv_xml *xml, tolv_element element) {
    attributes *of = context;
    return tolv_look_end(&of->look, xml, element);
}

static bool change_attributes(attributes *of, tolv_rewrite *rewrite) {
    static const tolv_xml_handler handler = {.start = start, .end = leave};
    of->look = (tolv_look){.at = of->at, .off = of->off};
    return tolv_part_read(of->at->part, &handler, of) && tolv_look_close(&of->look, rewrite);
}

/* ---- The workbook ---- */

static bool open_work(tolv_guarded *at, tolv_rewrite *rewrite, const tolv_guarding_work *work,
                      tolv_guard_counts *counts) {
    *counts = (tolv_guard_counts){0};
    *at = (tolv_guarded){.work = work,
                         .part = tolv_rewrite_content(rewrite),
                         .arena = tolv_rewrite_arena(rewrite),
                         .counts = counts,
                         .sheet = tolv_text_of("")};
    if (at->part)
        at->document = at->part->document;
    return at->part != NULL;
}

bool tolv_guard_workbook(tolv_rewrite *rewrite, const tolv_guarding_work *work,
                         tolv_guard_counts *counts) {
    tolv_guarded at;
    attributes of = {.at = &at};
    return open_work(&at, rewrite, work, counts) && find_names(&of) && tolv_guard_cells(&at) &&
           change_attributes(&of, rewrite);
}

bool tolv_unguard_workbook(tolv_rewrite *rewrite, const tolv_guarding_work *work,
                           tolv_guard_counts *counts) {
    tolv_guarded at;
    attributes of = {.at = &at, .off = true};
    return open_work(&at, rewrite, work, counts) && tolv_unguard_cells(&at) &&
           change_attributes(&of, rewrite);
}
