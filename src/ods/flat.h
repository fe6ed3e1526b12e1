/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FLAT_H
#define TOLV_ODS_FLAT_H

#include "ods/package.h"
#include "ods/part.h"

enum { TOLV_FLAT_SECTIONS = 8 };

/* A flat document (.fods) in memory, that becomes a package: every byte as it is, but for the edits
 * and for the division into parts. All it holds lives in the arena. */
typedef struct tolv_flat {
    const tolv_document *document;
    tolv_arena *arena;
    tolv_part part;                  /* the whole of it */
    tolv_text version, declarations; /* of the root: "1.3"; xmlns attributes, with those missing */
    tolv_stretch sections[TOLV_FLAT_SECTIONS];
    tolv_stretch before_generator, after_generator; /* of what the metadata hold */
    struct tolv_flat_style *styles, *last_style;    /* the automatic ones */
    struct tolv_flat_use *uses;                     /* names that the page styles use */
    struct tolv_flat_object *objects, *last_object; /* charts */
} tolv_flat;

/* Reads and surveys a flat document. False, told, when it is none, or not in UTF-8, or its
 * namespaces do not have the prefixes that every office gives them. */
bool tolv_flat_open(tolv_flat *flat, const tolv_document *document, tolv_arena *arena);

/* Writes the parts of the package; a chart inside becomes an object of its own. False, told, when
 * memory is out. */
bool tolv_flat_write(tolv_flat *flat, tolv_new_package *package);

#endif
