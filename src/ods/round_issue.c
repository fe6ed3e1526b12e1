/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "ods/markup.h"
#include "ods/round.h"

static const struct {
    const char *name;
    size_t field;
} fields[] = {{"Tolv.Unit", offsetof(tolv_issue, unit)},
              {"Tolv.Issue", offsetof(tolv_issue, id)},
              {"Tolv.Period", offsetof(tolv_issue, period)},
              {"Tolv.Fixed", offsetof(tolv_issue, fixed)}};

enum { FIELDS = sizeof fields / sizeof *fields };

typedef struct reading {
    const tolv_document *document;
    tolv_arena *arena;
    tolv_issue *issue;
    tolv_writer value;
    size_t field; /* that is open; FIELDS: none */
} reading;

static tolv_text *field_of(tolv_issue *issue, size_t i) {
    return (tolv_text *)((char *)issue + fields[i].field);
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    reading *at = context;
    tolv_attribute name;
    tolv_text value;
    at->field = FIELDS;
    for (size_t i = 0;
         element == TOLV_ELEMENT_USER_DEFINED && tolv_xml_attribute(xml, i, &name, &value); i++)
        for (size_t j = 0; j < FIELDS && name == TOLV_ATTRIBUTE_META_NAME; j++)
            if (value.length == strlen(fields[j].name) &&
                memcmp(value.bytes, fields[j].name, value.length) == 0)
                at->field = j;
    at->value = (tolv_writer){.arena = at->arena};
    return true;
}

static bool text(void *context, tolv_text text) {
    reading *at = context;
    if (at->field < FIELDS)
        tolv_write(&at->value, text);
    return true;
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    reading *at = context;
    (void)xml;
    (void)element;
    if (at->field < FIELDS)
        *field_of(at->issue, at->field) =
            (tolv_text){at->value.length ? at->value.bytes : "", at->value.length};
    at->field = FIELDS;
    return !at->value.failed || tolv_refuse_memory(at->document);
}

bool tolv_issue_read(tolv_rewrite *rewrite, tolv_arena *arena, tolv_issue *issue) {
    static const tolv_xml_handler handler = {.start = start, .end = end, .text = text};
    static const char name[] = "meta.xml";
    for (size_t i = 0; i < FIELDS; i++)
        *field_of(issue, i) = tolv_text_of("");
    bool flat = !tolv_rewrite_name(rewrite, 0);
    if (!flat && !tolv_rewrite_has(rewrite, name))
        return true;
    const tolv_part *part = flat ? tolv_rewrite_content(rewrite) : tolv_rewrite_part(rewrite, name);
    if (!part)
        return false;
    reading at = {.document = part->document, .arena = arena, .issue = issue, .field = FIELDS};
    return tolv_part_read(part, &handler, &at);
}

void tolv_issue_write(tolv_writer *writer, const tolv_issue *issue) {
    tolv_issue copy = *issue;
    tolv_write_string(writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<office:document-meta "
                              "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                              "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
                              "office:version=\"1.3\"><office:meta>"
                              "<meta:generator>Tolv</meta:generator>");
    for (size_t i = 0; i < FIELDS; i++) {
        tolv_write_string(writer, "<meta:user-defined meta:name=\"");
        tolv_write_string(writer, fields[i].name);
        tolv_write_string(writer, "\">");
        tolv_write_escaped(writer, *field_of(&copy, i));
        tolv_write_string(writer, "</meta:user-defined>");
    }
    tolv_write_string(writer, "</office:meta></office:document-meta>\n");
}

bool tolv_issue_next_unit(tolv_text *list, tolv_text *code) {
    *list = tolv_text_trimmed(*list);
    const char *space = list->length ? memchr(list->bytes, ' ', list->length) : NULL;
    *code = (tolv_text){list->bytes, space ? (size_t)(space - list->bytes) : list->length};
    *list = (tolv_text){list->bytes + code->length, list->length - code->length};
    return code->length > 0;
}

bool tolv_issue_has_unit(const tolv_issue *issue, tolv_text code) {
    tolv_text list = issue->unit;
    for (tolv_text each; tolv_issue_next_unit(&list, &each);)
        if (tolv_text_equal(each, code))
            return true;
    return false;
}
