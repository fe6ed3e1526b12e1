/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/flat.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_LIMIT = 1 << 26 /* a template is some hundred kB */, PIECE = 1 << 16 };

/* In the order of the schema. */
enum { META, SETTINGS, SCRIPTS, FONTS, STYLES, AUTOMATIC, MASTERS, BODY };

static const tolv_element section_elements[TOLV_FLAT_SECTIONS] = {
    [META] = TOLV_ELEMENT_META,
    [SETTINGS] = TOLV_ELEMENT_SETTINGS,
    [SCRIPTS] = TOLV_ELEMENT_SCRIPTS,
    [FONTS] = TOLV_ELEMENT_FONTS,
    [STYLES] = TOLV_ELEMENT_STYLES,
    [AUTOMATIC] = TOLV_ELEMENT_AUTOMATIC_STYLES,
    [MASTERS] = TOLV_ELEMENT_MASTER_STYLES,
    [BODY] = TOLV_ELEMENT_BODY,
};

/* What edits and copied bytes rely on. */
static const tolv_xml_space needed[] = {TOLV_XML_SPACE_OFFICE, TOLV_XML_SPACE_TABLE,
                                        TOLV_XML_SPACE_TEXT,   TOLV_XML_SPACE_CALCEXT,
                                        TOLV_XML_SPACE_META,   TOLV_XML_SPACE_FORMULA};
enum { NEEDED = sizeof needed / sizeof *needed };

struct tolv_flat_style {
    struct tolv_flat_style *next;
    tolv_stretch at;
    tolv_text name;
    bool page_layout;
};

struct tolv_flat_use {
    struct tolv_flat_use *next;
    tolv_text name;
};

/* A chart: a document inside the document, that becomes parts of its own. */
struct tolv_flat_object {
    struct tolv_flat_object *next;
    unsigned number;
    size_t tag_end; /* of the element it lies in */
    tolv_stretch at, automatic_styles, body;
};

/* Where the survey stands. */
typedef struct survey {
    tolv_flat *flat;
    size_t depth;
    size_t frame,
        object_tag_end; /* depth of the open draw:object, 0 for none; where its tag ends */
    size_t object_depth, object_child; /* of the open object; where its open child begins */
    struct tolv_flat_object *object;   /* that is open */
    size_t begin[3];                   /* of the open elements of depth 0 to 2 */
    int section;                       /* that is open; -1 for none */
} survey;

static bool refuse(const tolv_flat *flat, const char *sentence) {
    return tolv_refuse(flat->document, NULL, sentence, NULL, 0);
}

static bool refuse_memory(const tolv_flat *flat) {
    return tolv_refuse_memory(flat->document);
}

/* ---- The bytes ---- */

static bool load(tolv_flat *flat) {
    FILE *file = fopen(flat->document->path, "rb");
    if (!file)
        return refuse(flat, errno == ENOENT ? N_("there is no such file")
                                            : N_("it cannot be opened: look at its permissions"));
    size_t room = 0;
    char *bytes = NULL;
    bool fits = true;
    do {
        size_t wanted = room ? room * 2 : PIECE;
        char *grown = wanted <= SIZE_LIMIT ? tolv_arena_take(flat->arena, wanted, 1) : NULL;
        fits = grown != NULL;
        if (fits && flat->part.length)
            memcpy(grown, bytes, flat->part.length);
        if (fits) {
            bytes = grown;
            room = wanted;
            flat->part.length +=
                fread(bytes + flat->part.length, 1, room - flat->part.length, file);
        }
    } while (fits && flat->part.length == room);
    bool whole = fits && !ferror(file);
    fclose(file);
    flat->part.bytes = bytes;
    if (!fits)
        return refuse(flat, N_("it is too large for a template"));
    return whole || refuse(flat, N_("it cannot be read to its end"));
}

/* ---- The survey ---- */

/* What the root of every part declares: what the flat root does, and what else is written here. */
static void take_root(tolv_flat *flat, const tolv_xml *xml, size_t begin) {
    tolv_writer writer = {.arena = flat->arena};
    tolv_text name, value;
    for (size_t at = begin; tolv_part_attribute(&flat->part, &at, &name, &value);)
        if (name.length >= 5 && memcmp(name.bytes, "xmlns", 5) == 0) {
            const char *end = flat->part.bytes + at;
            tolv_write_string(&writer, " ");
            tolv_write(&writer, (tolv_text){name.bytes, (size_t)(end - name.bytes)});
        }
    for (int i = 0; i < NEEDED; i++)
        if (!tolv_xml_declares(xml, needed[i])) {
            tolv_write_string(&writer, " xmlns:");
            tolv_write_string(&writer, tolv_xml_space_prefix(needed[i]));
            tolv_write_string(&writer, "=\"");
            tolv_write_string(&writer, tolv_xml_space_uri(needed[i]));
            tolv_write_string(&writer, "\"");
        }
    flat->declarations = (tolv_text){writer.bytes, writer.length};
}

static bool copy(const tolv_flat *flat, tolv_text *text) {
    return tolv_keep_text(flat->document, flat->arena, text);
}

static bool take_style(survey *at, const tolv_xml *xml, tolv_element element) {
    tolv_flat *flat = at->flat;
    struct tolv_flat_style *style = tolv_arena_take(flat->arena, 1, sizeof *style);
    if (!style)
        return refuse_memory(flat);
    *style = (struct tolv_flat_style){.page_layout = element == TOLV_ELEMENT_PAGE_LAYOUT,
                                      .at.begin = at->begin[2]};
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        if (name == TOLV_ATTRIBUTE_DEFINED_STYLE)
            style->name = value;
    *(flat->last_style ? &flat->last_style->next : &flat->styles) = style;
    flat->last_style = style;
    return copy(flat, &style->name);
}

static bool take_uses(survey *at, const tolv_xml *xml) {
    static const char ending[] = "style-name";
    tolv_flat *flat = at->flat;
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++) {
        const char *local = tolv_xml_attribute_name(xml, i);
        size_t length = strlen(local);
        if (length < sizeof ending - 1 || strcmp(local + length - (sizeof ending - 1), ending) != 0)
            continue;
        struct tolv_flat_use *use = tolv_arena_take(flat->arena, 1, sizeof *use);
        if (!use)
            return refuse_memory(flat);
        *use = (struct tolv_flat_use){flat->uses, value};
        if (!copy(flat, &use->name))
            return false;
        flat->uses = use;
    }
    return true;
}

static bool start_object(survey *at, size_t depth, size_t tag_end) {
    tolv_flat *flat = at->flat;
    struct tolv_flat_object *object = tolv_arena_take(flat->arena, 1, sizeof *object);
    if (!object)
        return refuse_memory(flat);
    *object = (struct tolv_flat_object){.tag_end = at->object_tag_end,
                                        .at.begin = tolv_part_tag_begin(&flat->part, tag_end)};
    unsigned number = flat->last_object ? flat->last_object->number + 1 : 1;
    object->number = number;
    *(flat->last_object ? &flat->last_object->next : &flat->objects) = object;
    flat->last_object = at->object = object;
    at->object_depth = depth;
    at->frame = 0;
    return true;
}

static void end_object(survey *at, size_t depth, tolv_element element, size_t past) {
    struct tolv_flat_object *object = at->object;
    tolv_stretch child = {at->object_child, past};
    if (depth == at->object_depth + 1 && element == TOLV_ELEMENT_AUTOMATIC_STYLES)
        object->automatic_styles = child;
    else if (depth == at->object_depth + 1 && element == TOLV_ELEMENT_BODY)
        object->body = child;
    if (depth != at->object_depth)
        return;
    object->at.end = past;
    at->object = NULL;
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    survey *at = context;
    tolv_flat *flat = at->flat;
    size_t depth = at->depth++, tag_end = tolv_xml_offset(xml);
    if (!tolv_xml_is_editable(xml))
        return false;
    if (depth < 3)
        at->begin[depth] = tolv_part_tag_begin(&flat->part, tag_end);
    if (depth == 0) {
        if (element != TOLV_ELEMENT_DOCUMENT)
            return refuse(flat, N_("it is not a flat spreadsheet (.fods)"));
        tolv_attribute name;
        tolv_text value;
        take_root(flat, xml, at->begin[0]);
        for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
            if (name == TOLV_ATTRIBUTE_VERSION) {
                flat->version = value;
                return copy(flat, &flat->version);
            }
    }
    if (depth == 1) {
        if (element == TOLV_ELEMENT_META && flat->part.bytes[tag_end] == '>')
            flat->before_generator = (tolv_stretch){tag_end + 1, tag_end + 1};
        at->section = -1;
        for (int i = 0; i < TOLV_FLAT_SECTIONS; i++)
            if (section_elements[i] == element)
                at->section = i;
    }
    if (element == TOLV_ELEMENT_OBJECT && at->section == BODY && !at->object) {
        at->frame = depth;
        at->object_tag_end = tag_end;
    }
    if (at->object && depth == at->object_depth + 1)
        at->object_child = tolv_part_tag_begin(&flat->part, tag_end);
    if (element == TOLV_ELEMENT_DOCUMENT && at->frame > 0 && depth == at->frame + 1)
        return start_object(at, depth, tag_end);
    if (depth == 2 && at->section == AUTOMATIC)
        return take_style(at, xml, element);
    if (depth == 2 && at->section == META && element == TOLV_ELEMENT_GENERATOR)
        flat->before_generator.end = at->begin[2];
    return depth < 2 || at->section != MASTERS || take_uses(at, xml);
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    survey *at = context;
    tolv_flat *flat = at->flat;
    size_t depth = --at->depth, past = tolv_xml_offset(xml);
    if (at->object)
        end_object(at, depth, element, past);
    if (depth == at->frame)
        at->frame = 0;
    if (depth == 1 && at->section >= 0)
        flat->sections[at->section] = (tolv_stretch){at->begin[1], past};
    if (depth == 1 && at->section == META && flat->before_generator.end) {
        flat->after_generator.end = tolv_part_tag_begin(&flat->part, past - 1);
        if (!flat->after_generator.begin)
            flat->after_generator.begin = flat->before_generator.end;
    }
    if (depth == 2 && at->section == AUTOMATIC)
        flat->last_style->at.end = past;
    if (depth == 2 && at->section == META && element == TOLV_ELEMENT_GENERATOR)
        flat->after_generator.begin = past;
    return true;
}

bool tolv_flat_open(tolv_flat *flat, const tolv_document *document, tolv_arena *arena) {
    static const tolv_xml_handler handler = {.start = start, .end = end};
    *flat = (tolv_flat){.document = document,
                        .arena = arena,
                        .part = {.document = document, .arena = arena},
                        .version = tolv_text_of("1.3")};
    survey at = {.flat = flat, .section = -1};
    if (!load(flat) || !tolv_part_read(&flat->part, &handler, &at))
        return false;
    if (!flat->declarations.bytes)
        return refuse_memory(flat);
    return flat->sections[BODY].end || refuse(flat, N_("it is not a flat spreadsheet (.fods)"));
}

/* ---- Parts ---- */

static void write_text(tolv_new_package *package, tolv_text text) {
    tolv_new_package_write(package, text.bytes, text.length);
}

static void write_string(tolv_new_package *package, const char *string) {
    write_text(package, tolv_text_of(string));
}

static void take(void *context, const char *bytes, size_t length) {
    tolv_new_package_write(context, bytes, length);
}

static void write_stretch(tolv_flat *flat, tolv_new_package *package, tolv_stretch stretch) {
    tolv_part_write(&flat->part, stretch, &(tolv_sink){take, package});
}

static bool page_styles_use(const tolv_flat *flat, tolv_text name) {
    for (const struct tolv_flat_use *use = flat->uses; use; use = use->next)
        if (use->name.length == name.length &&
            memcmp(use->name.bytes, name.bytes, name.length) == 0)
            return true;
    return false;
}

/* A flat document has one list of automatic styles, a package one for the pages and one for the
 * sheets; a style that both use goes to both. */
static void write_automatic_styles(tolv_flat *flat, tolv_new_package *package, bool pages) {
    write_string(package, "<office:automatic-styles>");
    for (const struct tolv_flat_style *style = flat->styles; style; style = style->next)
        if (pages ? style->page_layout || page_styles_use(flat, style->name) : !style->page_layout)
            write_stretch(flat, package, style->at);
    write_string(package, "</office:automatic-styles>");
}

static void begin_part(const tolv_flat *flat, tolv_new_package *package, const char *file,
                       const char *root) {
    tolv_new_package_part(package, file, "text/xml");
    write_string(package, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:");
    write_string(package, root);
    write_text(package, flat->declarations);
    write_string(package, " office:version=\"");
    write_text(package, flat->version);
    write_string(package, "\">");
}

static void end_part(tolv_new_package *package, const char *root) {
    write_string(package, "</office:");
    write_string(package, root);
    write_string(package, ">\n");
}

/* Calc trusts the figures of a file that says Calc made it; this one is to be calculated. */
static void write_meta(tolv_flat *flat, tolv_new_package *package) {
    static const char generator[] = "<meta:generator>Tolv</meta:generator>";
    begin_part(flat, package, "meta.xml", "document-meta");
    write_string(package, "<office:meta>");
    write_stretch(flat, package, flat->before_generator);
    write_string(package, generator);
    write_stretch(flat, package, flat->after_generator);
    write_string(package, "</office:meta>");
    end_part(package, "document-meta");
}

/* "Object 1/content.xml", which lives in the arena; empty when memory is out. */
static const char *object_part(const tolv_flat *flat, const struct tolv_flat_object *object,
                               const char *part) {
    tolv_writer name = {.arena = flat->arena};
    tolv_item number = TOLV_PLAIN(object->number);
    tolv_write_string(&name, "Object ");
    tolv_write_item(&name, TOLV_ENGLISH, &number);
    tolv_write_string(&name, part);
    tolv_write(&name, (tolv_text){"", 1});
    return name.failed ? "" : name.bytes;
}

static bool edit_objects(tolv_flat *flat) {
    static const char link[] = "\" xlink:type=\"simple\" xlink:show=\"embed\" "
                               "xlink:actuate=\"onLoad\"";
    bool edited = true;
    for (const struct tolv_flat_object *object = flat->objects; object && edited;
         object = object->next) {
        tolv_writer reference = {.arena = flat->arena};
        tolv_write_string(&reference, " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                                      " xlink:href=\"./");
        tolv_write_string(&reference, object_part(flat, object, ""));
        tolv_write_string(&reference, link);
        edited = !reference.failed &&
                 tolv_part_edit(&flat->part,
                                &(tolv_edit){.begin = object->tag_end,
                                             .end = object->tag_end,
                                             .text = {reference.bytes, reference.length}}) &&
                 tolv_part_edit(&flat->part, &(tolv_edit){.begin = object->at.begin,
                                                          .end = object->at.end,
                                                          .text = tolv_text_of("")});
    }
    return edited;
}

static void write_objects(tolv_flat *flat, tolv_new_package *package) {
    for (const struct tolv_flat_object *object = flat->objects; object; object = object->next) {
        tolv_new_package_folder(package, object_part(flat, object, "/"),
                                "application/vnd.oasis.opendocument.chart");
        begin_part(flat, package, object_part(flat, object, "/content.xml"), "document-content");
        write_stretch(flat, package, object->automatic_styles);
        write_stretch(flat, package, object->body);
        end_part(package, "document-content");
    }
}

bool tolv_flat_write(tolv_flat *flat, tolv_new_package *package) {
    const tolv_stretch *sections = flat->sections;
    if (!edit_objects(flat))
        return refuse_memory(flat);
    begin_part(flat, package, "content.xml", "document-content");
    write_stretch(flat, package, sections[SCRIPTS]);
    write_stretch(flat, package, sections[FONTS]);
    write_automatic_styles(flat, package, false);
    write_stretch(flat, package, sections[BODY]);
    end_part(package, "document-content");
    begin_part(flat, package, "styles.xml", "document-styles");
    write_stretch(flat, package, sections[FONTS]);
    write_stretch(flat, package, sections[STYLES]);
    write_automatic_styles(flat, package, true);
    write_stretch(flat, package, sections[MASTERS]);
    end_part(package, "document-styles");
    write_meta(flat, package);
    begin_part(flat, package, "settings.xml", "document-settings");
    write_stretch(flat, package, sections[SETTINGS]);
    end_part(package, "document-settings");
    write_objects(flat, package);
    return true;
}
