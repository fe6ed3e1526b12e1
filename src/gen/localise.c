/* SPDX-License-Identifier: MPL-2.0 */
/* localise texts SHEET... > sheets.pot, localise en SHEET > MADE and localise PO SHEET > MADE: a
 * template in flat ODF, with what it includes, in a language. The sheets are written once, in
 * English; the files of sheets/po say what a reader sees in another. Names of sheets, ranges and
 * styles are translated wherever a formula or an address mentions them, so that a formula reads
 * like a sentence in every language. A text without a translation stops the build. A program of the
 * build, as src/gen/translations.c. */
#define _POSIX_C_SOURCE 200809L
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xinclude.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/po_reading.h"

/* What is done with a text: it is written down for the translators, or its translation looked up.
 */
typedef struct localiser {
    const char *sheet;            /* file that is read */
    xmlHashTablePtr translations; /* by English text; NULL: they stay as they are */
    const char *language, *country;
    xmlHashTablePtr names; /* of sheets, ranges, expressions and styles in this workbook */
    xmlHashTablePtr told;  /* texts that have been written down; NULL: none is */
    int missing;
} localiser;

static const struct { const char *language, *country; } countries[] = {{"sv", "SE"}, {"da", "DK"}};

static void *needed(void *memory) {
    if (!memory) {
        fputs("localise: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return memory;
}

/* ---- One text ---- */

static bool is_letter(unsigned char byte) {
    return (byte | 0x20U) - 'a' < 26U || (byte >= 0xC3 && byte < 0xE0);
}

static bool is_in_name(unsigned char byte) {
    return is_letter(byte) || byte == '_' || (byte >= '0' && byte <= '9') ||
           (byte >= 0x80 && byte < 0xC0);
}

static bool has_letters(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (is_letter((unsigned char)text[i]))
            return true;
    return false;
}

static void write_quoted(const char *text) {
    for (putchar('"'); *text; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    puts("\"");
}

static const char *translation_of(localiser *at, const char *text) {
    if (!at->translations) {
        if (at->told && xmlHashAddEntry(at->told, BAD_CAST text, at) == 0) {
            printf("\n#: %s\nmsgid ", at->sheet);
            write_quoted(text);
            puts("msgstr \"\"");
        }
        return text;
    }
    const char *translated = xmlHashLookup(at->translations, BAD_CAST text);
    if (translated && *translated)
        return translated;
    fprintf(stderr, "%s: sheets/po/%s.po has no translation of “%s”\n", at->sheet, at->language,
            text);
    at->missing++;
    return text;
}

/* Adds `length` bytes of a text in the other language; spaces round it stay. */
static void add_translated(localiser *at, xmlBufferPtr out, const char *text, size_t length) {
    static const char blanks[] = " \t\n";
    if (!has_letters(text, length)) {
        xmlBufferAdd(out, BAD_CAST text, (int)length);
        return;
    }
    size_t begin = 0, end = length;
    while (strchr(blanks, text[begin]))
        begin++;
    while (strchr(blanks, text[end - 1]))
        end--;
    char *inner = needed(strndup(text + begin, end - begin));
    xmlBufferAdd(out, BAD_CAST text, (int)begin);
    xmlBufferCat(out, BAD_CAST translation_of(at, inner));
    xmlBufferAdd(out, BAD_CAST text + end, (int)(length - end));
    free(inner);
}

/* ---- Formulas and addresses ---- */

/* Adds the name in the other language, between quotation marks where a sheet's name needs them. */
static void add_name(localiser *at, xmlBufferPtr out, const char *name, bool is_sheet) {
    const char *translated = translation_of(at, name);
    bool quoted = false;
    for (const char *byte = translated; is_sheet && *byte; byte++)
        quoted = quoted || !is_in_name((unsigned char)*byte);
    xmlBufferCat(out, BAD_CAST(quoted ? "'" : ""));
    xmlBufferCat(out, BAD_CAST translated);
    xmlBufferCat(out, BAD_CAST(quoted ? "'" : ""));
}

/* The end of what stands between two marks, a doubled mark being one inside. */
static size_t end_of_quoted(const char *text, size_t begin, char mark) {
    size_t end = begin + 1;
    while (text[end] && (text[end] != mark || text[end + 1] == mark))
        end += text[end] == mark ? 2 : 1;
    return end;
}

/* Adds a formula, a condition or addresses with the names that it mentions, and the texts that it
 * holds, in the other language. */
static void add_formula(localiser *at, xmlBufferPtr out, const char *formula) {
    for (size_t i = 0; formula[i];) {
        size_t end = i + 1;
        if (formula[i] == '"') {
            end = end_of_quoted(formula, i, '"');
            xmlBufferCCat(out, "\"");
            add_translated(at, out, formula + i + 1, end - i - 1);
            xmlBufferCCat(out, "\"");
            end++;
        } else if (formula[i] == '\'' || is_in_name((unsigned char)formula[i])) {
            bool quoted = formula[i] == '\'';
            end = quoted ? end_of_quoted(formula, i, '\'') : i;
            while (!quoted && is_in_name((unsigned char)formula[end]))
                end++;
            char *name = needed(strndup(formula + i + quoted, end - i - quoted));
            end += quoted;
            if (formula[end] != '(' && xmlHashLookup(at->names, BAD_CAST name))
                add_name(at, out, name, formula[end] == '.');
            else
                xmlBufferAdd(out, BAD_CAST formula + i, (int)(end - i));
            free(name);
        } else {
            xmlBufferAdd(out, BAD_CAST formula + i, 1);
        }
        i = end;
    }
}

/* ---- The document ---- */

typedef enum treatment { AS_TEXT, AS_NAME, AS_FORMULA } treatment;

/* Attributes by prefix and name; of elements of any name where `element` is NULL. */
static const struct {
    const char *element, *attribute;
    treatment treatment;
} attributes[] = {
    {"table:table", "table:name", AS_NAME},
    {"table:named-range", "table:name", AS_NAME},
    {"table:named-expression", "table:name", AS_NAME},
    {"table:database-range", "table:name", AS_NAME},
    {"config:config-item-map-entry", "config:name", AS_FORMULA},
    {NULL, "style:display-name", AS_NAME},
    {NULL, "calcext:apply-style-name", AS_NAME},
    {NULL, "table:title", AS_TEXT},
    {NULL, "draw:name", AS_TEXT},
    {NULL, "table:formula", AS_FORMULA},
    {NULL, "table:expression", AS_FORMULA},
    {NULL, "table:condition", AS_FORMULA},
    {NULL, "calcext:value", AS_FORMULA},
    {NULL, "table:cell-range-address", AS_FORMULA},
    {NULL, "table:base-cell-address", AS_FORMULA},
    {NULL, "table:target-range-address", AS_FORMULA},
    {NULL, "table:end-cell-address", AS_FORMULA},
    {NULL, "table:print-ranges", AS_FORMULA},
    {NULL, "calcext:target-range-address", AS_FORMULA},
    {NULL, "calcext:base-cell-address", AS_FORMULA},
    {NULL, "chart:values-cell-range-address", AS_FORMULA},
    {NULL, "chart:label-cell-address", AS_FORMULA},
    {NULL, "draw:notify-on-update-of-ranges", AS_FORMULA},
};

/* Elements whose texts a reader sees; fields inside them are filled in by the office. */
static const char *const seen[] = {"text:p",   "number:text", "svg:title",
                                   "svg:desc", "dc:title",    "dc:description"};
static const char *const fields[] = {"text:sheet-name", "text:page-number", "text:page-count",
                                     "text:date",       "text:time",        "text:title"};

static bool is_called(const xmlNs *space, const xmlChar *local, const char *name) {
    const char *colon = strchr(name, ':');
    return space && space->prefix && strcmp((const char *)local, colon + 1) == 0 &&
           strlen((const char *)space->prefix) == (size_t)(colon - name) &&
           strncmp((const char *)space->prefix, name, (size_t)(colon - name)) == 0;
}

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (is_called(node->ns, node->name, names[i]))
            return true;
    return false;
}

static void translate_attribute(localiser *at, xmlAttrPtr attribute, treatment treatment) {
    xmlChar *value = needed(xmlNodeGetContent((xmlNodePtr)attribute));
    xmlBufferPtr out = needed(xmlBufferCreate());
    if (treatment == AS_FORMULA)
        add_formula(at, out, (const char *)value);
    else if (treatment == AS_TEXT || xmlHashLookup(at->names, value))
        add_translated(at, out, (const char *)value, strlen((const char *)value));
    else
        xmlBufferCat(out, value);
    xmlSetNsProp(attribute->parent, attribute->ns, attribute->name, xmlBufferContent(out));
    xmlBufferFree(out);
    xmlFree(value);
}

static void set_language(const localiser *at, xmlAttrPtr attribute) {
    const char *local = (const char *)attribute->name;
    const char *value = strcmp(local, "language") == 0  ? at->language
                        : strcmp(local, "country") == 0 ? at->country
                                                        : NULL;
    if (value)
        xmlSetNsProp(attribute->parent, attribute->ns, attribute->name, BAD_CAST value);
}

static void translate_attributes(localiser *at, const xmlNode *node) {
    for (xmlAttrPtr attribute = node->properties; attribute; attribute = attribute->next) {
        set_language(at, attribute);
        for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
            if (is_called(attribute->ns, attribute->name, attributes[i].attribute) &&
                (!attributes[i].element ||
                 is_called(node->ns, node->name, attributes[i].element))) {
                translate_attribute(at, attribute, attributes[i].treatment);
                break;
            }
    }
}

static void translate_text(localiser *at, xmlNodePtr text) {
    xmlBufferPtr out = needed(xmlBufferCreate());
    add_translated(at, out, (const char *)text->content, strlen((const char *)text->content));
    xmlNodeSetContent(text, NULL);
    xmlNodeAddContent(text, xmlBufferContent(out));
    xmlBufferFree(out);
}

static void translate(localiser *at, xmlNodePtr node, bool is_seen) {
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE && is_seen)
            translate_text(at, node);
        if (node->type != XML_ELEMENT_NODE)
            continue;
        xmlAttrPtr item = xmlHasProp(node, BAD_CAST "name");
        bool is_active = is_called(node->ns, node->name, "config:config-item") && item &&
                         strcmp((const char *)item->children->content, "ActiveTable") == 0;
        translate_attributes(at, node);
        translate(at, node->children,
                  is_active || ((is_seen || is_one_of(node, seen, sizeof seen / sizeof *seen)) &&
                                !is_one_of(node, fields, sizeof fields / sizeof *fields)));
    }
}

/* The names that formulas and addresses may mention; a style without a name to show gets one. */
static void find_names(localiser *at, xmlNodePtr node, xmlNsPtr style) {
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        bool is_style = is_called(node->ns, node->name, "style:style") && node->parent &&
                        is_called(node->parent->ns, node->parent->name, "office:styles");
        if (is_style && !xmlHasProp(node, BAD_CAST "display-name")) {
            xmlChar *name = xmlGetNsProp(node, BAD_CAST "name", style->href);
            if (name && strcmp((const char *)name, "Default") != 0)
                xmlNewNsProp(node, style, BAD_CAST "display-name", name);
            xmlFree(name);
        }
        for (xmlAttrPtr attribute = node->properties; attribute; attribute = attribute->next)
            for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
                if (attributes[i].treatment == AS_NAME &&
                    is_called(attribute->ns, attribute->name, attributes[i].attribute) &&
                    (!attributes[i].element ||
                     is_called(node->ns, node->name, attributes[i].element)))
                    xmlHashAddEntry(at->names, attribute->children->content, at);
        find_names(at, node->children, style);
    }
}

static xmlDocPtr localised(localiser *at, const char *path) {
    const int options = XML_PARSE_NONET | XML_PARSE_NOXINCNODE | XML_PARSE_NOBASEFIX;
    xmlDocPtr document = xmlReadFile(path, NULL, options);
    if (document && xmlXIncludeProcessFlags(document, options) < 0)
        exit(EXIT_FAILURE); /* which include, the library has told */
    xmlNodePtr root = document ? xmlDocGetRootElement(document) : NULL;
    xmlNsPtr style = root ? xmlSearchNs(document, root, BAD_CAST "style") : NULL;
    if (!style) {
        fprintf(stderr, "%s: not a spreadsheet in flat ODF\n", path);
        exit(EXIT_FAILURE);
    }
    at->sheet = path;
    at->names = needed(xmlHashCreate(0));
    find_names(at, root, style);
    translate(at, root, false);
    xmlHashFree(at->names, NULL);
    return document;
}

/* ---- The program ---- */

static int write_texts(int count, char **sheets) {
    localiser at = {.told = needed(xmlHashCreate(0))};
    puts("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"");
    for (int i = 0; i < count; i++)
        xmlFreeDoc(localised(&at, sheets[i]));
    xmlHashFree(at.told, NULL);
    return EXIT_SUCCESS;
}

/* The texts stay owned by the file. */
static xmlHashTablePtr index_translations(po_file_t po) {
    xmlHashTablePtr translations = needed(xmlHashCreate(0));
    po_message_iterator_t iterator = po_message_iterator(po, NULL);
    for (po_message_t message; (message = po_next_message(iterator)) != NULL;)
        if (!po_message_is_obsolete(message) && !po_message_is_fuzzy(message))
            xmlHashAddEntry(translations, BAD_CAST po_message_msgid(message),
                            (void *)(uintptr_t)po_message_msgstr(message));
    po_message_iterator_free(iterator);
    return translations;
}

static int write_sheet(const char *language, const char *sheet) {
    localiser at = {.sheet = sheet};
    po_file_t po = strcmp(language, "en") == 0 ? NULL : tolv_po_read(language);
    const char *name = strrchr(language, '/') ? strrchr(language, '/') + 1 : language;
    if (po)
        at.translations = index_translations(po);
    else if (strcmp(language, "en") != 0)
        return EXIT_FAILURE;
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
        if (strncmp(name, countries[i].language, 2) == 0) {
            at.language = countries[i].language;
            at.country = countries[i].country;
        }
    xmlDocPtr document = localised(&at, sheet);
    bool written = xmlDocDump(stdout, document) >= 0 && fflush(stdout) == 0;
    xmlFreeDoc(document);
    xmlHashFree(at.translations, NULL);
    if (po)
        po_file_free(po);
    return written && at.missing == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv) {
    if (argc > 2 && strcmp(argv[1], "texts") == 0)
        return write_texts(argc - 2, argv + 2);
    if (argc == 3)
        return write_sheet(argv[1], argv[2]);
    fputs("usage: localise texts SHEET... | localise en SHEET | localise PO SHEET\n", stderr);
    return EXIT_FAILURE;
}
