/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/rules.h"

#include <stdlib.h>
#include <string.h>

#include "ods/number.h"

enum { PARENTS_MAX = 64 };

typedef enum protection { INHERITED, OPEN, PROTECTED } protection;

typedef struct style {
    struct style *next;
    tolv_text name, parent;
    protection protection;
} style;

typedef struct column {
    struct column *next;
    size_t first, count;
    tolv_text style;
} column;

typedef struct sheet {
    struct sheet *next;
    tolv_text name;
    bool protected;
    column *columns, *last_column;
    size_t column_count;
} sheet;

typedef struct validation {
    struct validation *next;
    tolv_text name, condition;
    bool allows_empty, stops;
} validation;

struct tolv_rules {
    const tolv_document *document;
    tolv_arena *arena;
    style *styles;
    protection usual; /* of the default style */
    sheet *sheets;
    validation *validations;
    /* while it is read: */
    size_t depth, sheet_depth; /* 0: outside the sheets */
    style *open_style;         /* NULL: none, or of another family */
    bool open_default;
};

static bool text_is(tolv_text text, const char *string) {
    return text.length == strlen(string) && memcmp(text.bytes, string, text.length) == 0;
}

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* ---- Reading ---- */

static void *add(const tolv_rules *rules, size_t size) {
    void *new = tolv_arena_take(rules->arena, 1, size);
    if (new)
        memset(new, 0, size);
    else
        tolv_refuse_memory(rules->document);
    return new;
}

/* The value of an attribute, copied; empty where there is none. */
static bool take(const tolv_rules *rules, const tolv_xml *xml, tolv_attribute wanted,
                 tolv_text *value) {
    tolv_attribute name;
    tolv_text given;
    *value = (tolv_text){"", 0};
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &given); i++)
        if (name == wanted) {
            tolv_writer copy = {.arena = rules->arena};
            tolv_write(&copy, given);
            *value = tolv_written(&copy);
            return !copy.failed || tolv_refuse_memory(rules->document);
        }
    return true;
}

static bool start_style(tolv_rules *rules, const tolv_xml *xml, bool is_default) {
    tolv_text family, name, parent;
    if (!take(rules, xml, TOLV_ATTRIBUTE_STYLE_FAMILY, &family) ||
        !take(rules, xml, TOLV_ATTRIBUTE_DEFINED_STYLE, &name) ||
        !take(rules, xml, TOLV_ATTRIBUTE_PARENT_STYLE, &parent))
        return false;
    rules->open_style = NULL;
    rules->open_default = is_default && text_is(family, "table-cell");
    if (is_default || !text_is(family, "table-cell"))
        return true;
    style *new = add(rules, sizeof *new);
    if (!new)
        return false;
    *new = (style){rules->styles, name, parent, INHERITED};
    rules->styles = rules->open_style = new;
    return true;
}

/* ODF 1.3 part 3, 20.253 */
static bool start_properties(tolv_rules *rules, const tolv_xml *xml) {
    tolv_text protect;
    if (!take(rules, xml, TOLV_ATTRIBUTE_CELL_PROTECT, &protect))
        return false;
    if (protect.length == 0)
        return true;
    protection found =
        text_is(protect, "none") || text_is(protect, "formula-hidden") ? OPEN : PROTECTED;
    if (rules->open_style)
        rules->open_style->protection = found;
    else if (rules->open_default)
        rules->usual = found;
    return true;
}

static bool start_sheet(tolv_rules *rules, const tolv_xml *xml) {
    tolv_text protected;
    sheet *new = add(rules, sizeof *new);
    if (!new || !take(rules, xml, TOLV_ATTRIBUTE_NAME, &new->name) ||
        !take(rules, xml, TOLV_ATTRIBUTE_PROTECTED, &protected))
        return false;
    new->protected = text_is(protected, "true");
    new->next = rules->sheets;
    rules->sheets = new;
    return true;
}

static bool start_column(tolv_rules *rules, const tolv_xml *xml) {
    sheet *of = rules->sheets;
    tolv_text repeated;
    double count;
    column *new = add(rules, sizeof *new);
    if (!new || !take(rules, xml, TOLV_ATTRIBUTE_DEFAULT_CELL_STYLE, &new->style) ||
        !take(rules, xml, TOLV_ATTRIBUTE_COLUMNS_REPEATED, &repeated))
        return false;
    bool read = tolv_number_read(repeated, &count) && count >= 1 && count <= TOLV_SHEET_COLUMNS;
    new->first = of->column_count;
    new->count = read ? (size_t)count : 1;
    of->column_count += new->count;
    *(of->last_column ? &of->last_column->next : &of->columns) = new;
    of->last_column = new;
    return true;
}

static bool start_validation(tolv_rules *rules, const tolv_xml *xml) {
    tolv_text empty;
    validation *new = add(rules, sizeof *new);
    if (!new || !take(rules, xml, TOLV_ATTRIBUTE_NAME, &new->name) ||
        !take(rules, xml, TOLV_ATTRIBUTE_CONDITION, &new->condition) ||
        !take(rules, xml, TOLV_ATTRIBUTE_ALLOW_EMPTY, &empty))
        return false;
    new->allows_empty = !text_is(empty, "false");
    new->stops = true;
    new->next = rules->validations;
    rules->validations = new;
    return true;
}

/* Only what stops the user when he types is a rule (ODF 1.3 part 3, 9.4.7). */
static bool start_message(tolv_rules *rules, const tolv_xml *xml) {
    tolv_text type, display;
    if (!take(rules, xml, TOLV_ATTRIBUTE_MESSAGE_TYPE, &type) ||
        !take(rules, xml, TOLV_ATTRIBUTE_DISPLAY, &display))
        return false;
    if (rules->validations)
        rules->validations->stops =
            (type.length == 0 || text_is(type, "stop")) && !text_is(display, "false");
    return true;
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    tolv_rules *rules = context;
    rules->depth++;
    switch (element) {
    case TOLV_ELEMENT_STYLE:
    case TOLV_ELEMENT_DEFAULT_STYLE:
        return start_style(rules, xml, element == TOLV_ELEMENT_DEFAULT_STYLE);
    case TOLV_ELEMENT_CELL_PROPERTIES:
        return start_properties(rules, xml);
    case TOLV_ELEMENT_VALIDATION:
        return start_validation(rules, xml);
    case TOLV_ELEMENT_ERROR_MESSAGE:
        return start_message(rules, xml);
    case TOLV_ELEMENT_TABLE:
        if (rules->sheet_depth)
            return true; /* a table inside a chart */
        rules->sheet_depth = rules->depth;
        return start_sheet(rules, xml);
    case TOLV_ELEMENT_COLUMN:
        return !rules->sheet_depth || start_column(rules, xml);
    default:
        return true;
    }
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    tolv_rules *rules = context;
    (void)xml;
    (void)element;
    if (rules->depth-- == rules->sheet_depth)
        rules->sheet_depth = 0;
    return true;
}

tolv_rules *tolv_rules_read(tolv_rewrite *rewrite) {
    static const tolv_xml_handler handler = {.start = start, .end = end};
    static const char styles[] = "styles.xml";
    tolv_part *content = tolv_rewrite_content(rewrite);
    if (!content)
        return NULL;
    tolv_rules *rules = tolv_arena_take(content->arena, 1, sizeof *rules);
    if (!rules) {
        tolv_refuse_memory(content->document);
        return NULL;
    }
    *rules =
        (tolv_rules){.document = content->document, .arena = content->arena, .usual = PROTECTED};
    const tolv_part *common =
        tolv_rewrite_has(rewrite, styles) ? tolv_rewrite_part(rewrite, styles) : NULL;
    bool read = (common || !tolv_rewrite_has(rewrite, styles)) &&
                (!common || tolv_part_read(common, &handler, rules)) &&
                tolv_part_read(content, &handler, rules);
    return read ? rules : NULL;
}

/* ---- Asking ---- */

/* The latest of a name counts: automatic styles are read after the common ones. */
static const style *find_style(const tolv_rules *rules, tolv_text name) {
    for (const style *at = rules->styles; at; at = at->next)
        if (same(at->name, name))
            return at;
    return NULL;
}

static bool style_protects(const tolv_rules *rules, tolv_text name) {
    const style *at = find_style(rules, name);
    for (int i = 0; at && at->protection == INHERITED && i < PARENTS_MAX; i++)
        at = at->parent.length ? find_style(rules, at->parent) : NULL;
    return (at && at->protection != INHERITED ? at->protection : rules->usual) == PROTECTED;
}

static const sheet *find_sheet(const tolv_rules *rules, tolv_text name) {
    const sheet *at = rules->sheets;
    while (at && !same(at->name, name))
        at = at->next;
    return at;
}

bool tolv_rules_lock(const tolv_rules *rules, tolv_text sheet_name, size_t column_number,
                     tolv_text style) {
    const sheet *sheet = find_sheet(rules, sheet_name);
    const column *column = sheet ? sheet->columns : NULL;
    while (style.length == 0 && column && column_number >= column->first + column->count)
        column = column->next;
    return style_protects(rules, style.length ? style
                                 : column     ? column->style
                                              : tolv_text_of("Default"));
}

bool tolv_rules_protect(const tolv_rules *rules, tolv_text sheet_name, size_t column,
                        tolv_text style) {
    const sheet *sheet = find_sheet(rules, sheet_name);
    return sheet && sheet->protected && tolv_rules_lock(rules, sheet_name, column, style);
}

tolv_verdict tolv_rules_judge(const tolv_rules *rules, tolv_text name, const tolv_input *value,
                              bool *stops) {
    const validation *at = rules->validations;
    while (at && !same(at->name, name))
        at = at->next;
    *stops = at && at->stops;
    if (!at)
        return TOLV_VALID;
    if (value->kind == TOLV_CELL_BLANK)
        return at->allows_empty ? TOLV_VALID : TOLV_INVALID;
    return tolv_validation_judge(at->condition, value);
}
