/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FLAT_H
#define TOLV_ODS_FLAT_H

#include "core/arena.h"
#include "ods/package.h"
#include "ods/xml.h"

/* What takes the place of the bytes from `begin` to `end` of a flat document: a text, or what
 * `write` writes. */
typedef struct tolv_edit {
    size_t begin, end;
    tolv_text text;
    void (*write)(const void *context, tolv_new_package *package);
    const void *context;
} tolv_edit;

/* A stretch of the source. */
typedef struct tolv_stretch {
    size_t begin, end;
} tolv_stretch;

enum { TOLV_FLAT_SECTIONS = 8 };

/* A flat document (.fods) in memory, that becomes a package: every byte as it is, but for the edits
 * and for the division into parts. All it holds lives in the arena. */
typedef struct tolv_flat {
    const tolv_document *document;
    tolv_arena *arena;
    const char *bytes;
    size_t length;
    tolv_text version, declarations; /* of the root: "1.3"; xmlns attributes, with those missing */
    tolv_stretch sections[TOLV_FLAT_SECTIONS];
    tolv_stretch before_generator, after_generator; /* of what the metadata hold */
    struct tolv_flat_style *styles, *last_style;    /* the automatic ones */
    struct tolv_flat_use *uses;                     /* names that the page styles use */
    struct tolv_flat_object *objects, *last_object; /* charts */
    tolv_edit *edits;
    size_t edit_count, edit_room;
} tolv_flat;

/* Reads and surveys a flat document. False, told, when it is none, or not in UTF-8, or its
 * namespaces do not have the prefixes that every office gives them. */
bool tolv_flat_open(tolv_flat *flat, const tolv_document *document, tolv_arena *arena);

/* Adds an edit; edits do not overlap, and come in any order. False, told, when memory is out. */
bool tolv_flat_edit(tolv_flat *flat, const tolv_edit *edit);

/* Writes the parts of the package; a chart inside becomes an object of its own. False, told, when
 * memory is out. */
bool tolv_flat_write(tolv_flat *flat, tolv_new_package *package);

/* Feeds the document to a handler. */
bool tolv_flat_read(const tolv_flat *flat, const tolv_xml_handler *handler, void *context);

/* Where the tag begins that ends at `tag_end` (as tolv_xml_offset tells it). */
size_t tolv_flat_tag_begin(const tolv_flat *flat, size_t tag_end);

/* Finds the next attribute in the bytes of a start tag: `at` begins at the tag's beginning, and
 * goes past the attribute. False at the tag's end. The value is as written, with its entities. */
bool tolv_flat_attribute(const tolv_flat *flat, size_t *at, tolv_text *name, tolv_text *value);

#endif
