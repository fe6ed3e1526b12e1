/* SPDX-License-Identifier: MPL-2.0 */
/* What a package holds beside its cells. What a file does not need goes; what is read in it outside
 * the cells may name no unit, for all units get the same. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "ods/split_work.h"

enum { WORD_BYTES = 3 /* a shorter code is found in every text */ };

/* What another part or the content points at: "Object 1", "Pictures/a.png". */
typedef struct link {
    struct link *next;
    tolv_text name;
} link;

typedef struct reading {
    tolv_splitting *at;
    tolv_part *part;
    link *links;
    size_t depth, cell_depth; /* of the cell that is open */
    size_t skipped_depth;     /* of what is not read here: what stands in cells */
    tolv_spool text;          /* of a paragraph */
    /* of objects and settings: */
    size_t gone_depth, gone_begin;
    bool chart, active;
} reading;

static bool begins(const char *name, const char *with) {
    return strncmp(name, with, strlen(with)) == 0;
}

static bool ends(const char *name, const char *with) {
    size_t length = strlen(name), tail = strlen(with);
    return length >= tail && strcmp(name + length - tail, with) == 0;
}

/* ---- Texts that name a unit ---- */

static bool is_letter(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || (unsigned char)byte >= 0x80;
}

static bool has_word(tolv_text text, tolv_text word) {
    const char *end = text.bytes + text.length, *at = text.bytes;
    if (word.length < WORD_BYTES || text.length == 0)
        return false;
    for (; (at = memmem(at, (size_t)(end - at), word.bytes, word.length)); at++) {
        const char *after = at + word.length;
        if ((at == text.bytes || !is_letter(at[-1])) && (after == end || !is_letter(*after)))
            return true;
    }
    return false;
}

static bool check_text(const tolv_splitting *at, tolv_text text) {
    for (size_t i = 0; i < at->round.unit_count; i++) {
        const tolv_unit *unit = &at->round.units[i];
        const tolv_text words[] = {unit->code, unit->name, unit->manager, unit->address,
                                   unit->deputy};
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            if (has_word(text, words[j]))
                return tolv_refuse_with(
                    at->document, NULL,
                    N_("“{1}” names {2}, stands outside the cells, and all units would read it: "
                       "take it out of the header, footer, chart, drawing or rule for input"),
                    TOLV_TEXT_ITEM(text), TOLV_TEXT_ITEM(words[j]));
    }
    return true;
}

static bool is_rule(tolv_attribute name) {
    return name == TOLV_ATTRIBUTE_CONDITION || name == TOLV_ATTRIBUTE_STYLE_CONDITION ||
           name == TOLV_ATTRIBUTE_CALC_VALUE || name == TOLV_ATTRIBUTE_EXPRESSION;
}

static bool add_link(reading *of, tolv_text name) {
    link *new = tolv_arena_take(of->at->arena, 1, sizeof *new);
    if (name.length > 2 && memcmp(name.bytes, "./", 2) == 0)
        name = (tolv_text){name.bytes + 2, name.length - 2};
    if (!new)
        return tolv_refuse_memory(of->at->document);
    *new = (link){of->links, name};
    of->links = new;
    return tolv_keep_text(of->at->document, of->at->arena, &new->name);
}

static bool start_text(void *context, tolv_xml *xml, tolv_element element) {
    reading *of = context;
    tolv_attribute name;
    tolv_text value;
    bool cell = element == TOLV_ELEMENT_TABLE_CELL || element == TOLV_ELEMENT_COVERED_CELL;
    of->depth++;
    if (of->skipped_depth)
        return true;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        if (strcmp(tolv_xml_attribute_name(xml, i), "href") == 0 ? !add_link(of, value)
            : is_rule(name)                                      ? !check_text(of->at, value)
                                                                 : false)
            return false;
    if (cell)
        of->cell_depth = of->depth;
    else if (element == TOLV_ELEMENT_ANNOTATION ||
             (element == TOLV_ELEMENT_P && of->cell_depth && of->depth == of->cell_depth + 1))
        of->skipped_depth = of->depth;
    else if (element == TOLV_ELEMENT_P)
        of->text.length = 0;
    return true;
}

static bool end_text(void *context, tolv_xml *xml, tolv_element element) {
    reading *of = context;
    size_t depth = of->depth--;
    (void)xml;
    if (of->skipped_depth) {
        of->skipped_depth = depth == of->skipped_depth ? 0 : of->skipped_depth;
        return true;
    }
    if (depth == of->cell_depth)
        of->cell_depth = 0;
    if (element != TOLV_ELEMENT_P)
        return true;
    if (of->text.failed)
        return tolv_refuse_memory(of->at->document);
    return check_text(of->at, (tolv_text){of->text.bytes, of->text.length});
}

static bool take_text(void *context, tolv_text text) {
    reading *of = context;
    if (!of->skipped_depth)
        tolv_spool_write(&of->text, text.bytes, text.length);
    return true;
}

/* Reads what stands outside the cells, and notes what is pointed at. */
static bool read_texts(reading *of, const tolv_part *part) {
    static const tolv_xml_handler handler = {
        .start = start_text, .end = end_text, .text = take_text};
    of->depth = of->cell_depth = of->skipped_depth = 0;
    of->text = (tolv_spool){.limit = SIZE_MAX / 4};
    bool read = part && tolv_part_read(part, &handler, of);
    free(of->text.bytes);
    return read;
}

static bool is_linked(const reading *of, const char *name) {
    for (const link *at = of->links; at; at = at->next)
        if (strncmp(name, at->name.bytes, at->name.length) == 0 &&
            (name[at->name.length] == '\0' || name[at->name.length] == '/'))
            return true;
    return false;
}

/* ---- Charts remember the figures they show, and draw them anew from the cells ---- */

static bool cut(reading *of, size_t end) {
    return tolv_part_edit(
        of->part, &(tolv_edit){.begin = of->gone_begin, .end = end, .text = tolv_text_of("")});
}

static void go(reading *of, size_t tag_end) {
    of->gone_depth = of->depth;
    of->gone_begin = tolv_part_tag_begin(of->part, tag_end);
}

static bool start_object(void *context, tolv_xml *xml, tolv_element element) {
    reading *of = context;
    of->depth++;
    of->chart = of->chart || element == TOLV_ELEMENT_CHART;
    if (element == TOLV_ELEMENT_TABLE && !of->gone_depth)
        go(of, tolv_xml_offset(xml));
    return tolv_xml_is_editable(xml);
}

static bool end_gone(void *context, tolv_xml *xml, tolv_element element) {
    reading *of = context;
    (void)element;
    bool gone = of->depth-- == of->gone_depth;
    if (gone)
        of->gone_depth = 0;
    return !gone || cut(of, tolv_xml_offset(xml));
}

static bool refuse_object(const tolv_splitting *at, const char *name) {
    return tolv_refuse_with(at->document, NULL,
                            N_("“{1}” is an object that is no chart, and may hold anything: take "
                               "it away"),
                            TOLV_TEXT_ITEM(tolv_text_of(name)));
}

static bool clean_object(reading *of, const char *name) {
    static const tolv_xml_handler handler = {.start = start_object, .end = end_gone};
    of->part = tolv_rewrite_part(of->at->rewrite, name);
    of->depth = of->gone_depth = 0;
    of->chart = false;
    if (!of->part || !tolv_part_read(of->part, &handler, of))
        return false;
    return of->chart ? read_texts(of, of->part) : refuse_object(of->at, name);
}

/* ---- Settings remember each sheet, and the printer ---- */

static bool start_setting(void *context, tolv_xml *xml, tolv_element element) {
    reading *of = context;
    tolv_attribute name;
    tolv_text value;
    of->depth++;
    of->text.length = 0;
    bool entry = element == TOLV_ELEMENT_CONFIG_ENTRY, item = element == TOLV_ELEMENT_CONFIG_ITEM;
    for (size_t i = 0; (entry || item) && tolv_xml_attribute(xml, i, &name, &value); i++) {
        if (name != TOLV_ATTRIBUTE_CONFIG_NAME || of->gone_depth)
            continue;
        of->active = item && tolv_text_same(value, tolv_text_of("ActiveTable"));
        if (entry ? !tolv_book_sheet_named(&of->at->book, value) ||
                        tolv_split_is_unsent(of->at, value)
                  : tolv_text_is_one_of(value, "PrinterName, PrinterSetup"))
            go(of, tolv_xml_offset(xml));
        else if (of->active)
            of->gone_begin = tolv_part_tag_begin(of->part, tolv_xml_offset(xml));
    }
    return tolv_xml_is_editable(xml);
}

static bool end_setting(void *context, tolv_xml *xml, tolv_element element) {
    reading *of = context;
    bool away =
        of->active && tolv_split_is_unsent(of->at, (tolv_text){of->text.bytes, of->text.length});
    of->active = false;
    if (away) {
        of->depth--;
        return cut(of, tolv_xml_offset(xml));
    }
    return end_gone(context, xml, element);
}

/* An entry that is no sheet's is one of the lists of views, and has no name. */
static bool clean_settings(reading *of, const char *name) {
    static const tolv_xml_handler handler = {
        .start = start_setting, .end = end_setting, .text = take_text};
    of->part = tolv_rewrite_part(of->at->rewrite, name);
    of->depth = of->gone_depth = of->skipped_depth = 0;
    of->active = false;
    of->text = (tolv_spool){.limit = SIZE_MAX / 4};
    bool read = of->part && tolv_part_read(of->part, &handler, of);
    read = read && (!of->text.failed || tolv_refuse_memory(of->at->document));
    free(of->text.bytes);
    return read;
}

/* ---- All parts ---- */

/* Macros, dialogs, tool bars, what stood here before, pictures of what stands here: all that a file
 * does not need to be read and filled in goes, and what nobody knows. */
static bool stays(const reading *of, const char *name) {
    static const char *const kept[] = {"mimetype", "content.xml", "styles.xml", "settings.xml",
                                       "meta.xml"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(name, kept[i]) == 0)
            return true;
    bool meta = ends(name, "/meta.xml");
    return begins(name, "META-INF/") || begins(name, "Fonts/") ||
           (!meta && (begins(name, "Pictures/") || begins(name, "Object ")) && is_linked(of, name));
}

bool tolv_split_parts(tolv_splitting *at) {
    reading of = {.at = at};
    const char *name;
    bool done = read_texts(&of, &at->content);
    if (tolv_rewrite_has(at->rewrite, "styles.xml"))
        done = done && read_texts(&of, tolv_rewrite_part(at->rewrite, "styles.xml"));
    for (size_t i = 0; done && (name = tolv_rewrite_name(at->rewrite, i)); i++) {
        bool object = begins(name, "Object ");
        if (!stays(&of, name))
            done = tolv_rewrite_remove(at->rewrite, name);
        else if (object && ends(name, "/content.xml"))
            done = clean_object(&of, name);
        else if (object && !strchr(name, '/'))
            done = refuse_object(at, name);
        else if (strcmp(name, "settings.xml") == 0)
            done = clean_settings(&of, name);
    }
    return done && (!at->options->force || tolv_rewrite_remove_signatures(at->rewrite));
}
