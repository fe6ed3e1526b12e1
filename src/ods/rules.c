/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/rules.h"

#include <stdlib.h>
#include <string.h>

#include "ods/number.h"

enum { PARENTS_MAX = 64, MET = 1 << 8 /* more styles than most workbooks have */ };

typedef enum protection { INHERITED, OPEN, PROTECTED } protection;

/* Of cells, or of sheets: the names of either are their own. */
typedef struct style {
    struct style *next;
    tolv_text name, parent;
    protection protection;
    bool of_sheets, hidden;
} style;

typedef struct column {
    struct column *next;
    size_t first, count;
    tolv_text style;
} column;

typedef struct sheet {
    struct sheet *next;
    tolv_text name;
    bool protected, hidden;
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
    const style *met[MET]; /* where they were found */
    protection usual;      /* of the default style */
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

/* The latest of a name counts: automatic styles are read after the common ones. */
static const style *find_style(const tolv_rules *rules, tolv_text name, bool of_sheets) {
    for (const style *at = rules->styles; at; at = at->next)
        if (at->of_sheets == of_sheets && tolv_text_equal(at->name, name))
            return at;
    return NULL;
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
            *value = given;
            return tolv_keep_text(rules->document, rules->arena, value);
        }
    return true;
}

static bool start_style(tolv_rules *rules, const tolv_xml *xml, bool is_default) {
    tolv_text family, name, parent;
    if (!take(rules, xml, TOLV_ATTRIBUTE_STYLE_FAMILY, &family) ||
        !take(rules, xml, TOLV_ATTRIBUTE_DEFINED_STYLE, &name) ||
        !take(rules, xml, TOLV_ATTRIBUTE_PARENT_STYLE, &parent))
        return false;
    bool of_sheets = text_is(family, "table");
    rules->open_style = NULL;
    rules->open_default = is_default && text_is(family, "table-cell");
    if (is_default || (!of_sheets && !text_is(family, "table-cell")))
        return true;
    style *new = add(rules, sizeof *new);
    if (!new)
        return false;
    *new = (style){rules->styles, name, parent, INHERITED, of_sheets, false};
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

/* ODF 1.3 part 3, 20.377 */
static bool start_sheet_properties(tolv_rules *rules, const tolv_xml *xml) {
    tolv_text display;
    if (!take(rules, xml, TOLV_ATTRIBUTE_DISPLAY, &display))
        return false;
    if (rules->open_style)
        rules->open_style->hidden = text_is(display, "false");
    return true;
}

static bool start_sheet(tolv_rules *rules, const tolv_xml *xml) {
    tolv_text protected, look;
    sheet *new = add(rules, sizeof *new);
    if (!new || !take(rules, xml, TOLV_ATTRIBUTE_NAME, &new->name) ||
        !take(rules, xml, TOLV_ATTRIBUTE_STYLE_NAME, &look) ||
        !take(rules, xml, TOLV_ATTRIBUTE_PROTECTED, &protected))
        return false;
    const style *style = find_style(rules, look, true);
    new->hidden = style && style->hidden;
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

bool tolv_rules_start(tolv_rules *rules, const tolv_xml *xml, tolv_element element) {
    rules->depth++;
    switch (element) {
    case TOLV_ELEMENT_STYLE:
    case TOLV_ELEMENT_DEFAULT_STYLE:
        return start_style(rules, xml, element == TOLV_ELEMENT_DEFAULT_STYLE);
    case TOLV_ELEMENT_CELL_PROPERTIES:
        return start_properties(rules, xml);
    case TOLV_ELEMENT_TABLE_PROPERTIES:
        return start_sheet_properties(rules, xml);
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

void tolv_rules_end(tolv_rules *rules) {
    if (rules->depth-- == rules->sheet_depth)
        rules->sheet_depth = 0;
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    return tolv_rules_start(context, xml, element);
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    (void)xml;
    (void)element;
    tolv_rules_end(context);
    return true;
}

tolv_rules *tolv_rules_open(const tolv_document *document, tolv_arena *arena) {
    tolv_rules *rules = tolv_arena_take(arena, 1, sizeof *rules);
    if (rules)
        *rules = (tolv_rules){.document = document, .arena = arena, .usual = PROTECTED};
    else
        tolv_refuse_memory(document);
    return rules;
}

bool tolv_rules_read_styles(tolv_rules *rules, tolv_rewrite *rewrite) {
    static const tolv_xml_handler handler = {.start = start, .end = end};
    static const char name[] = "styles.xml";
    if (!tolv_rewrite_has(rewrite, name))
        return true;
    const tolv_part *styles = tolv_rewrite_part(rewrite, name);
    return styles && tolv_part_read(styles, &handler, rules);
}

tolv_rules *tolv_rules_read(tolv_rewrite *rewrite) {
    static const tolv_xml_handler handler = {.start = start, .end = end};
    const tolv_part *content = tolv_rewrite_content(rewrite);
    tolv_rules *rules = content ? tolv_rules_open(content->document, content->arena) : NULL;
    bool read =
        rules && tolv_rules_read_styles(rules, rewrite) && tolv_part_read(content, &handler, rules);
    return read ? rules : NULL;
}

/* ---- Asking ---- */

/* The same of cells, which ask for few of them, and often. */
static const style *meet_style(tolv_rules *rules, tolv_text name) {
    size_t hash = name.length;
    for (size_t i = 0; i < name.length; i++)
        hash = hash * 31 + (unsigned char)name.bytes[i];
    const style **met = &rules->met[hash % MET];
    if (!*met || !tolv_text_equal((*met)->name, name))
        *met = find_style(rules, name, false);
    return *met;
}

static bool style_protects(tolv_rules *rules, tolv_text name) {
    const style *at = meet_style(rules, name);
    for (int i = 0; at && at->protection == INHERITED && i < PARENTS_MAX; i++)
        at = at->parent.length ? meet_style(rules, at->parent) : NULL;
    return (at && at->protection != INHERITED ? at->protection : rules->usual) == PROTECTED;
}

static const sheet *find_sheet(const tolv_rules *rules, tolv_text name) {
    const sheet *at = rules->sheets;
    while (at && !tolv_text_equal(at->name, name))
        at = at->next;
    return at;
}

bool tolv_rules_hide(const tolv_rules *rules, tolv_text sheet_name) {
    const sheet *sheet = find_sheet(rules, sheet_name);
    return sheet && sheet->hidden;
}

bool tolv_rules_lock(tolv_rules *rules, tolv_text sheet_name, size_t column_number, tolv_text style,
                     size_t *same) {
    const sheet *sheet = style.length ? NULL : find_sheet(rules, sheet_name);
    const column *column = sheet ? sheet->columns : NULL;
    while (column && column_number >= column->first + column->count)
        column = column->next;
    if (same)
        *same = column ? column->first + column->count - 1 : SIZE_MAX;
    return style_protects(rules, style.length ? style
                                 : column     ? column->style
                                              : tolv_text_of("Default"));
}

bool tolv_rules_protect(tolv_rules *rules, tolv_text sheet_name, size_t column, tolv_text style) {
    const sheet *sheet = find_sheet(rules, sheet_name);
    return sheet && sheet->protected && tolv_rules_lock(rules, sheet_name, column, style, NULL);
}

tolv_verdict tolv_rules_judge(const tolv_rules *rules, tolv_text name, const tolv_input *value,
                              bool *stops) {
    const validation *at = rules->validations;
    while (at && !tolv_text_equal(at->name, name))
        at = at->next;
    *stops = at && at->stops;
    if (!at)
        return TOLV_VALID;
    if (value->kind == TOLV_CELL_BLANK)
        return at->allows_empty ? TOLV_VALID : TOLV_INVALID;
    return tolv_validation_judge(at->condition, value);
}
