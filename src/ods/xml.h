/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_XML_H
#define TOLV_ODS_XML_H

#include "ods/document.h"

/* The names of ODF that Tolv looks for, by namespace: never by prefix, which a writer is free to
 * choose; but every office chooses the one told here. What is met most stands first. */
#define TOLV_XML_SPACES(X) \
    X(TABLE, "table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0") \
    X(TEXT, "text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0") \
    X(OFFICE, "office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0") \
    X(CALCEXT, "calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0") \
    X(STYLE, "style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0") \
    X(CHART, "chart", "urn:oasis:names:tc:opendocument:xmlns:chart:1.0") \
    X(DRAW, "draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0") \
    X(META, "meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0") \
    X(MANIFEST, "manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0") \
    X(CONFIG, "config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0") \
    X(FORMULA, "of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2")

#define TOLV_XML_ELEMENTS(X) \
    X(TABLE_CELL, TABLE, "table-cell") \
    X(P, TEXT, "p") \
    X(TABLE_ROW, TABLE, "table-row") \
    X(COVERED_CELL, TABLE, "covered-table-cell") \
    X(SPAN, TEXT, "span") \
    X(SPACES, TEXT, "s") \
    X(TAB, TEXT, "tab") \
    X(LINE_BREAK, TEXT, "line-break") \
    X(LINK, TEXT, "a") \
    X(SHEET_NAME, TEXT, "sheet-name") \
    X(DATE, TEXT, "date") \
    X(TITLE, TEXT, "title") \
    X(TABLE, TABLE, "table") \
    X(ROWS, TABLE, "table-rows") \
    X(HEADER_ROWS, TABLE, "table-header-rows") \
    X(ROW_GROUP, TABLE, "table-row-group") \
    X(OBJECT, DRAW, "object") \
    X(DOCUMENT, OFFICE, "document") \
    X(DOCUMENT_CONTENT, OFFICE, "document-content") \
    X(BODY, OFFICE, "body") \
    X(SPREADSHEET, OFFICE, "spreadsheet") \
    X(NAMED_EXPRESSIONS, TABLE, "named-expressions") \
    X(NAMED_RANGE, TABLE, "named-range") \
    X(DATABASE_RANGES, TABLE, "database-ranges") \
    X(DATABASE_RANGE, TABLE, "database-range") \
    X(META, OFFICE, "meta") \
    X(GENERATOR, META, "generator") \
    X(SETTINGS, OFFICE, "settings") \
    X(SCRIPTS, OFFICE, "scripts") \
    X(FONTS, OFFICE, "font-face-decls") \
    X(STYLES, OFFICE, "styles") \
    X(AUTOMATIC_STYLES, OFFICE, "automatic-styles") \
    X(MASTER_STYLES, OFFICE, "master-styles") \
    X(PAGE_LAYOUT, STYLE, "page-layout") \
    X(FORMATS, CALCEXT, "conditional-formats") \
    X(FORMAT, CALCEXT, "conditional-format") \
    X(STYLE_MAP, STYLE, "map") \
    X(ENCRYPTION_DATA, MANIFEST, "encryption-data") \
    X(FILE_ENTRY, MANIFEST, "file-entry") \
    X(STYLE, STYLE, "style") \
    X(DEFAULT_STYLE, STYLE, "default-style") \
    X(CELL_PROPERTIES, STYLE, "table-cell-properties") \
    X(COLUMN, TABLE, "table-column") \
    X(COLUMNS, TABLE, "table-columns") \
    X(HEADER_COLUMNS, TABLE, "table-header-columns") \
    X(COLUMN_GROUP, TABLE, "table-column-group") \
    X(VALIDATION, TABLE, "content-validation") \
    X(ERROR_MESSAGE, TABLE, "error-message") \
    X(TABLE_PROPERTIES, STYLE, "table-properties") \
    X(USER_DEFINED, META, "user-defined") \
    X(ANNOTATION, OFFICE, "annotation") \
    X(TRACKED_CHANGES, TABLE, "tracked-changes") \
    X(DDE_LINKS, TABLE, "dde-links") \
    X(DDE_SOURCE, OFFICE, "dde-source") \
    X(PIVOTS, TABLE, "data-pilot-tables") \
    X(PIVOT, TABLE, "data-pilot-table") \
    X(RANGE_SOURCE, TABLE, "cell-range-source") \
    X(TABLE_SOURCE, TABLE, "table-source") \
    X(FILTER, TABLE, "filter") \
    X(SCENARIO, TABLE, "scenario") \
    X(FRAME, DRAW, "frame") \
    X(FORMS, OFFICE, "forms") \
    X(CONTROL, DRAW, "control") \
    X(EVENTS, OFFICE, "event-listeners") \
    X(CONFIG_ENTRY, CONFIG, "config-item-map-entry") \
    X(CONFIG_ITEM, CONFIG, "config-item") \
    X(CHART, OFFICE, "chart")

#define TOLV_XML_ATTRIBUTES(X) \
    X(STYLE_NAME, TABLE, "style-name") \
    X(VALUE_TYPE, OFFICE, "value-type") \
    X(VALUE, OFFICE, "value") \
    X(CALC_VALUE_TYPE, CALCEXT, "value-type") \
    X(COLUMNS_REPEATED, TABLE, "number-columns-repeated") \
    X(ROWS_REPEATED, TABLE, "number-rows-repeated") \
    X(FORMULA, TABLE, "formula") \
    X(STRING_VALUE, OFFICE, "string-value") \
    X(DATE_VALUE, OFFICE, "date-value") \
    X(TIME_VALUE, OFFICE, "time-value") \
    X(BOOLEAN_VALUE, OFFICE, "boolean-value") \
    X(HOW_MANY, TEXT, "c") \
    X(NAME, TABLE, "name") \
    X(RANGE_ADDRESS, TABLE, "cell-range-address") \
    X(TARGET_ADDRESS, TABLE, "target-range-address") \
    X(BASE_ADDRESS, TABLE, "base-cell-address") \
    X(EXPRESSION, TABLE, "expression") \
    X(CONDITION, TABLE, "condition") \
    X(STYLE_CONDITION, STYLE, "condition") \
    X(PRINT_RANGES, TABLE, "print-ranges") \
    X(CALC_TARGET_ADDRESS, CALCEXT, "target-range-address") \
    X(CALC_BASE_ADDRESS, CALCEXT, "base-cell-address") \
    X(CALC_VALUE, CALCEXT, "value") \
    X(END_ADDRESS, TABLE, "end-cell-address") \
    X(CHART_VALUES, CHART, "values-cell-range-address") \
    X(CHART_LABEL, CHART, "label-cell-address") \
    X(DEFINED_STYLE, STYLE, "name") \
    X(VERSION, OFFICE, "version") \
    X(FULL_PATH, MANIFEST, "full-path") \
    X(PARENT_STYLE, STYLE, "parent-style-name") \
    X(STYLE_FAMILY, STYLE, "family") \
    X(CELL_PROTECT, STYLE, "cell-protect") \
    X(PROTECTED, TABLE, "protected") \
    X(DEFAULT_CELL_STYLE, TABLE, "default-cell-style-name") \
    X(ALLOW_EMPTY, TABLE, "allow-empty-cell") \
    X(MESSAGE_TYPE, TABLE, "message-type") \
    X(DISPLAY, TABLE, "display") \
    X(META_NAME, META, "name") \
    X(CONFIG_NAME, CONFIG, "name") \
    X(VALIDATION_NAME, TABLE, "content-validation-name")

typedef enum tolv_xml_space {
#define TOLV_XML_NAME(name, prefix, uri) TOLV_XML_SPACE_##name,
    TOLV_XML_SPACES(TOLV_XML_NAME)
#undef TOLV_XML_NAME
        TOLV_XML_SPACE_COUNT
} tolv_xml_space;

typedef enum tolv_element {
    TOLV_ELEMENT_OTHER, /* another name, or another namespace */
#define TOLV_XML_NAME(name, space, local) TOLV_ELEMENT_##name,
    TOLV_XML_ELEMENTS(TOLV_XML_NAME)
#undef TOLV_XML_NAME
        TOLV_ELEMENT_COUNT
} tolv_element;

typedef enum tolv_attribute {
    TOLV_ATTRIBUTE_OTHER,
#define TOLV_XML_NAME(name, space, local) TOLV_ATTRIBUTE_##name,
    TOLV_XML_ATTRIBUTES(TOLV_XML_NAME)
#undef TOLV_XML_NAME
        TOLV_ATTRIBUTE_COUNT
} tolv_attribute;

typedef struct tolv_xml tolv_xml;

/* What a reader does as it meets elements and texts (texts come in pieces; ends and texts
 * may be NULL: not wanted). A false answer stops the reading; whoever answers it has told why. */
typedef struct tolv_xml_handler {
    bool (*start)(void *context, tolv_xml *xml, tolv_element element);
    bool (*end)(void *context, tolv_xml *xml, tolv_element element);
    bool (*text)(void *context, tolv_text text);
    bool doctype; /* a DOCTYPE that only names itself is let pass, as old manifests have one */
} tolv_xml_handler;

/* Opens a reading of XML that is pushed in pieces. Never loads a thing from outside, never expands
 * an entity of the document's own, refuses what is deeper than the limits. NULL, told, when memory
 * is out. The document, handler and context must outlive it. */
tolv_xml *tolv_xml_open(const tolv_document *document, const tolv_xml_handler *handler,
                        void *context);

/* False, told, when the XML is broken or a handler stopped it. */
bool tolv_xml_feed(tolv_xml *xml, const char *bytes, size_t length);

/* Releases the reading; `whole`: all was fed, and the document ends here. False as for
 * tolv_xml_feed, or when it was not whole. */
bool tolv_xml_close(tolv_xml *xml, bool whole);

/* During `start`: attribute i, from 0; false when there are no more. The value is as meant, not as
 * escaped, and lives until `start` returns. */
bool tolv_xml_attribute(const tolv_xml *xml, size_t i, tolv_attribute *name, tolv_text *value);

/* During `start`: the local name of attribute i. */
const char *tolv_xml_attribute_name(const tolv_xml *xml, size_t i);

/* During `start`: the prefix and URI of the element's own namespace declaration i, from 0. The
 * prefix is NULL for the default one. */
bool tolv_xml_declaration(const tolv_xml *xml, size_t i, const char **prefix, const char **uri);

/* During `start`: does the element itself give the namespace its usual prefix? */
bool tolv_xml_declares(const tolv_xml *xml, tolv_xml_space space);

const char *tolv_xml_space_uri(tolv_xml_space space);
const char *tolv_xml_space_prefix(tolv_xml_space space);

/* Where in the bytes fed so far the reader stands: in `start` at the “>” or “/>” that ends the tag,
 * in `end` just past the element. Only for documents in UTF-8 (see tolv_xml_is_editable). */
size_t tolv_xml_offset(const tolv_xml *xml);

/* During `start`: may the bytes be edited? False, told, when the document is not in UTF-8, or the
 * element gives one of the namespaces a prefix that no office gives it. */
bool tolv_xml_is_editable(const tolv_xml *xml);

#endif
