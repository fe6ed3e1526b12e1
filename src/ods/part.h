/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_PART_H
#define TOLV_ODS_PART_H

#include "core/arena.h"
#include "ods/content.h"

/* Who gets bytes that are written. What goes wrong there is told there. */
typedef struct tolv_sink {
    void (*take)(void *context, const char *bytes, size_t length);
    void *context;
} tolv_sink;

/* A stretch of a part's bytes. */
typedef struct tolv_stretch {
    size_t begin, end;
} tolv_stretch;

/* What takes the place of the bytes from `begin` to `end`: a text, or what `write` writes. Where
 * both are one place nothing is taken away; of edits at one place the first added is written first.
 */
typedef struct tolv_edit {
    size_t begin, end;
    tolv_text text;
    void (*write)(const void *context, const tolv_sink *sink);
    const void *context;
} tolv_edit;

/* A flat document (.fods), or a part of a package, in memory, and what is to change in it: every
 * other byte stays. Bytes are borrowed; the edits live in the arena. */
typedef struct tolv_part {
    const tolv_document *document;
    const char *bytes;
    size_t length;
    tolv_arena *arena;
    struct tolv_placed_edit *edits;
    size_t edit_count, edit_room;
} tolv_part;

/* Adds an edit; edits come in any order, and overlap only where one lies in what another takes
 * away. False, told, when memory is out. */
bool tolv_part_edit(tolv_part *part, const tolv_edit *edit);

/* Writes a stretch of the part with the edits that lie in it. */
void tolv_part_write(tolv_part *part, tolv_stretch stretch, const tolv_sink *sink);

/* Reads it as XML, or as sheets (with `exact` offsets into its bytes, see content.h). Answers as
 * tolv_xml_close. */
bool tolv_part_read(const tolv_part *part, const tolv_xml_handler *handler, void *context);
bool tolv_part_read_sheets(const tolv_part *part, const tolv_sheet_handler *handler, void *context);

/* Where the tag begins that ends at `tag_end` (as tolv_xml_offset tells it). */
size_t tolv_part_tag_begin(const tolv_part *part, size_t tag_end);

/* The name in the tag that begins here: "table:table-cell". */
tolv_text tolv_part_tag_name(const tolv_part *part, size_t begin);

/* Finds the next attribute in the bytes of a start tag: `at` begins at the tag's beginning, and
 * goes past the attribute. False at the tag's end. The value is as written, with its entities. */
bool tolv_part_attribute(const tolv_part *part, size_t *at, tolv_text *name, tolv_text *value);

/* The value, as written, of attribute i of tolv_xml_attribute in the tag that ends at `tag_end`;
 * false where there is none. */
bool tolv_part_written(const tolv_part *part, size_t tag_end, size_t i, tolv_text *value);

#endif
