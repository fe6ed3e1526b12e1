/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct name_row {
    tolv_xml_space space;
    const char *local;
} name_row;

static const struct {
    const char *prefix, *uri;
} spaces[] = {
#define SPACE(name, prefix, uri) {prefix, uri},
    TOLV_XML_SPACES(SPACE)};

#define NAME_ROW(name, space, local) {TOLV_XML_SPACE_##space, local},
static const name_row elements[] = {{TOLV_XML_SPACE_TABLE, ""}, TOLV_XML_ELEMENTS(NAME_ROW)};
static const name_row attributes[] = {{TOLV_XML_SPACE_TABLE, ""}, TOLV_XML_ATTRIBUTES(NAME_ROW)};

/* SAX2 hands an attribute as five pointers. */
enum { LOCAL, PREFIX, URI_OF, BEGIN, END, ATTRIBUTE_SIZE };

enum { ATTRIBUTES = 64 };

enum { MET = 1 << 9 /* more names than an office writes; a power of two */ };

/* Names that were met, and what they mean: the parser keeps one copy of every name, so that a
 * pointer tells it. Ours are not put among the parser's beforehand, which would make each of its
 * own look-ups longer. */
typedef struct met_name {
    const xmlChar *local, *uri;
    int meaning;
} met_name;

typedef struct met_names {
    met_name names[MET];
    size_t count;
} met_names;

struct tolv_xml {
    xmlParserCtxtPtr parser;
    const tolv_document *document;
    const tolv_xml_handler *handler;
    void *context;
    met_names *elements, *attributes;
    const xmlChar **given, **declared; /* of the element that starts */
    size_t given_count, declared_count, depth;
    bool failed;
    int unheard; /* an error that xmlParseChunk does not answer */
};

static void stop(tolv_xml *xml) {
    if (!xml->failed)
        xmlStopParser(xml->parser);
    xml->failed = true;
}

static void refuse(tolv_xml *xml, const char *sentence) {
    if (!xml->failed)
        tolv_refuse(xml->document, NULL, sentence, NULL, 0);
    stop(xml);
}

static int find_meaning(const name_row *rows, int count, const xmlChar *local, const xmlChar *uri) {
    for (int i = 1; uri && i < count; i++)
        if (strcmp(rows[i].local, (const char *)local) == 0 &&
            strcmp(spaces[rows[i].space].uri, (const char *)uri) == 0)
            return i;
    return 0;
}

static int meaning_of(met_names *met, const name_row *rows, int count, const xmlChar *local,
                      const xmlChar *uri) {
    size_t i = ((uintptr_t)local >> 3 ^ (uintptr_t)uri >> 5) % MET;
    while (met->names[i].local && (met->names[i].local != local || met->names[i].uri != uri))
        i = (i + 1) % MET;
    if (met->names[i].local)
        return met->names[i].meaning;
    int meaning = find_meaning(rows, count, local, uri);
    if (met->count < MET / 2) {
        met->names[i] = (met_name){local, uri, meaning};
        met->count++;
    }
    return meaning;
}

static tolv_element element_named(const tolv_xml *xml, const xmlChar *local, const xmlChar *uri) {
    return (tolv_element)meaning_of(xml->elements, elements, TOLV_ELEMENT_COUNT, local, uri);
}

/* Where entities are not expanded libxml2 hands “&” on as “&#38;”, always and only; such a value is
 * a copy of its own, which may be mended: others lie in what is parsed. */
static void mend_values(const xmlParserInput *input, const xmlChar **given, size_t count) {
    static const char escaped[] = "&#38;";
    for (; count > 0; count--, given += ATTRIBUTE_SIZE) {
        const char *from = (const char *)given[BEGIN], *end = (const char *)given[END];
        if (given[BEGIN] >= input->base && given[BEGIN] < input->end)
            continue;
        char *to = (char *)(uintptr_t)from;
        while (from < end) {
            size_t step = *from == '&' && (size_t)(end - from) >= sizeof escaped - 1 &&
                                  memcmp(from, escaped, sizeof escaped - 1) == 0
                              ? sizeof escaped - 1
                              : 1;
            *to++ = *from;
            from += step;
        }
        given[END] = (const xmlChar *)to;
    }
}

static void start_element(void *context, const xmlChar *local, const xmlChar *prefix,
                          const xmlChar *uri, int declared_count, const xmlChar **declared,
                          int given_count, int defaulted, const xmlChar **given) {
    tolv_xml *xml = context;
    (void)prefix;
    (void)defaulted;
    if (xml->failed)
        return;
    if (++xml->depth > tolv_document_limits_of(xml->document)->depth) {
        refuse(xml, N_("its elements stand too deep inside each other: no office writes such a "
                       "file, so do not trust it"));
        return;
    }
    mend_values(xml->parser->input, given, (size_t)given_count);
    xml->given = given;
    xml->given_count = (size_t)given_count;
    xml->declared = declared;
    xml->declared_count = (size_t)declared_count;
    if (!xml->handler->start(xml->context, xml, element_named(xml, local, uri)))
        stop(xml);
    xml->given_count = xml->declared_count = 0;
}

static void end_element(void *context, const xmlChar *local, const xmlChar *prefix,
                        const xmlChar *uri) {
    tolv_xml *xml = context;
    (void)prefix;
    if (xml->failed)
        return;
    xml->depth--;
    if (xml->handler->end && !xml->handler->end(xml->context, xml, element_named(xml, local, uri)))
        stop(xml);
}

static void characters(void *context, const xmlChar *text, int length) {
    tolv_xml *xml = context;
    if (!xml->failed && xml->handler->text &&
        !xml->handler->text(xml->context, (tolv_text){(const char *)text, (size_t)length}))
        stop(xml);
}

static void doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                    const xmlChar *system_id) {
    tolv_xml *xml = context;
    (void)name;
    (void)public_id;
    (void)system_id;
    if (!xml->handler->doctype)
        refuse(xml, N_("it holds a document type definition, which no spreadsheet needs and which "
                       "can do harm: do not trust the file"));
}

static void entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                   const xmlChar *system_id, xmlChar *content) {
    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    refuse(context, N_("it declares texts of its own to be filled in (entities), which can do "
                       "harm: do not trust the file"));
}

/* What libxml2 has to say is English and for programmers; what is wrong is told once, at the end.
 * A namespace that is not known, perhaps because memory was out when it was declared, is no error
 * to xmlParseChunk: but what stands in it would be passed over. */
static void hear_error(void *context, xmlErrorPtr error) {
    tolv_xml *xml = context;
    if (error->code == XML_ERR_NO_MEMORY || error->code == XML_NS_ERR_UNDEFINED_NAMESPACE)
        xml->unheard = error->code;
}

static void release(tolv_xml *xml) {
    if (xml->parser)
        xmlFreeParserCtxt(xml->parser);
    free(xml->elements);
    free(xml->attributes);
    free(xml);
}

/* Where libxml2 2.9 cannot grow these two together (xmlCtxtGrowAttrs), it goes on in what it has
 * freed: they are as large from the start as any office needs. */
static bool make_room(xmlParserCtxtPtr parser) {
    parser->atts = xmlMalloc(ATTRIBUTES * ATTRIBUTE_SIZE * sizeof *parser->atts);
    parser->attallocs = xmlMalloc(ATTRIBUTES * sizeof *parser->attallocs);
    bool made = parser->atts && parser->attallocs;
    parser->maxatts = made ? ATTRIBUTES * ATTRIBUTE_SIZE : 0;
    return made;
}

tolv_xml *tolv_xml_open(const tolv_document *document, const tolv_xml_handler *handler,
                        void *context) {
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = start_element,
                         .endElementNs = end_element,
                         .characters = characters,
                         .ignorableWhitespace = characters,
                         .cdataBlock = characters,
                         .internalSubset = doctype,
                         .entityDecl = entity,
                         .serror = hear_error};
    tolv_xml *xml = calloc(1, sizeof *xml);
    if (xml) {
        *xml = (tolv_xml){.document = document,
                          .handler = handler,
                          .context = context,
                          .parser = xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL),
                          .elements = calloc(1, sizeof *xml->elements),
                          .attributes = calloc(1, sizeof *xml->attributes)};
        if (xml->parser && xml->elements && xml->attributes && make_room(xml->parser)) {
            xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET);
            return xml;
        }
        release(xml);
    }
    tolv_refuse_memory(document);
    return NULL;
}

static bool is_broken(tolv_xml *xml, int error) {
    error = error ? error : xml->unheard;
    if (error == XML_ERR_NO_MEMORY && !xml->failed) {
        tolv_refuse_memory(xml->document);
        stop(xml);
    } else if (error)
        refuse(xml, N_("its contents are damaged or not whole: open it in an office, save it "
                       "again, or ask for it again"));
    return xml->failed;
}

bool tolv_xml_feed(tolv_xml *xml, const char *bytes, size_t length) {
    for (size_t fed = 0; fed < length && !xml->failed;) {
        size_t piece = length - fed < INT_MAX / 2 ? length - fed : INT_MAX / 2;
        if (is_broken(xml, xmlParseChunk(xml->parser, bytes + fed, (int)piece, 0)))
            return false;
        fed += piece;
    }
    return !xml->failed;
}

bool tolv_xml_close(tolv_xml *xml, bool whole) {
    whole = whole && !xml->failed && !is_broken(xml, xmlParseChunk(xml->parser, NULL, 0, 1));
    release(xml);
    return whole;
}

bool tolv_xml_attribute(const tolv_xml *xml, size_t i, tolv_attribute *name, tolv_text *value) {
    if (i >= xml->given_count)
        return false;
    const xmlChar **given = xml->given + i * ATTRIBUTE_SIZE;
    *value = (tolv_text){(const char *)given[BEGIN], (size_t)(given[END] - given[BEGIN])};
    *name = (tolv_attribute)meaning_of(xml->attributes, attributes, TOLV_ATTRIBUTE_COUNT,
                                       given[LOCAL], given[URI_OF]);
    return true;
}

const char *tolv_xml_attribute_name(const tolv_xml *xml, size_t i) {
    return (const char *)xml->given[i * ATTRIBUTE_SIZE + LOCAL];
}

bool tolv_xml_declaration(const tolv_xml *xml, size_t i, const char **prefix, const char **uri) {
    if (i >= xml->declared_count)
        return false;
    *prefix = (const char *)xml->declared[2 * i];
    *uri = (const char *)xml->declared[2 * i + 1];
    return true;
}

bool tolv_xml_declares(const tolv_xml *xml, tolv_xml_space space) {
    const char *prefix, *uri;
    for (size_t i = 0; tolv_xml_declaration(xml, i, &prefix, &uri); i++)
        if (prefix && strcmp(prefix, spaces[space].prefix) == 0)
            return true;
    return false;
}

const char *tolv_xml_space_uri(tolv_xml_space space) {
    return spaces[space].uri;
}

const char *tolv_xml_space_prefix(tolv_xml_space space) {
    return spaces[space].prefix;
}

size_t tolv_xml_offset(const tolv_xml *xml) {
    const xmlParserInput *input = xml->parser->input;
    return input->consumed + (size_t)(input->cur - input->base);
}

static bool is_usual(const char *prefix, const char *uri) {
    for (int i = 0; i < TOLV_XML_SPACE_COUNT; i++)
        if ((prefix && strcmp(prefix, spaces[i].prefix) == 0) != (strcmp(uri, spaces[i].uri) == 0))
            return false;
    return true;
}

bool tolv_xml_is_editable(const tolv_xml *xml) {
    const xmlParserInput *input = xml->parser->input;
    const char *prefix, *uri;
    if (input->buf && input->buf->encoder)
        return tolv_refuse(xml->document, NULL,
                           N_("it is not written in UTF-8: save it in LibreOffice again"), NULL, 0);
    for (size_t i = 0; tolv_xml_declaration(xml, i, &prefix, &uri); i++)
        if (!is_usual(prefix, uri))
            return tolv_refuse(xml->document, NULL,
                               N_("its namespaces have unusual prefixes: open it in LibreOffice "
                                  "and save it again"),
                               NULL, 0);
    return true;
}
