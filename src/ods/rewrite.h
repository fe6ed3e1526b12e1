/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_REWRITE_H
#define TOLV_ODS_REWRITE_H

#include "ods/destination.h"
#include "ods/part.h"

/* A workbook that stands there, a package (.ods, .ots) or a flat document (.fods), and that is
 * written once or several times with some of its bytes changed. Of a package every part that is not
 * changed keeps its name, order, method, time, checksum and its very bytes, packed as they are; of
 * a changed part, or a flat document, every byte outside the edits stays. */
typedef struct tolv_rewrite tolv_rewrite;

/* Opens it, and reads the file once and for all. NULL, told, for every file that tolv_package_open
 * and tolv_read_workbook would refuse. The document must outlive it. */
tolv_rewrite *tolv_rewrite_open(const tolv_document *document);
void tolv_rewrite_close(tolv_rewrite *rewrite);

/* The names of the parts in their order, from 0; NULL when there are no more. A flat document has
 * none. */
const char *tolv_rewrite_name(const tolv_rewrite *rewrite, size_t i);
bool tolv_rewrite_has(const tolv_rewrite *rewrite, const char *name);

/* A part in memory, to be read and edited; the same one every time. NULL, told, when it is missing
 * or damaged. `content` is the one with the sheets: content.xml, or the flat document itself. Bytes
 * live until the rewrite is closed, edits until it is reset. */
tolv_part *tolv_rewrite_part(tolv_rewrite *rewrite, const char *name);
tolv_part *tolv_rewrite_content(tolv_rewrite *rewrite);

/* Gives a part of a package new bytes, or adds one that was not there with its media type; takes
 * one away. The manifest follows. Names and bytes are borrowed until the reset. False, told, when
 * memory is out or the document is flat. To remove what is not there is nothing. */
bool tolv_rewrite_replace(tolv_rewrite *rewrite, const char *name, const char *media_type,
                          tolv_text bytes);
bool tolv_rewrite_remove(tolv_rewrite *rewrite, const char *name);

/* Every change voids a signature: `write` refuses to change a signed package
 * (TOLV_CAUSE_SIGNED), unless its signatures are taken away by this. */
bool tolv_rewrite_remove_signatures(tolv_rewrite *rewrite);

/* Memory that lives until the reset: for the texts of edits. */
tolv_arena *tolv_rewrite_arena(tolv_rewrite *rewrite);

/* Forgets every change: what is written next begins from the file as it stands. */
void tolv_rewrite_reset(tolv_rewrite *rewrite);

/* Writes the workbook with its changes to `path`, which may be the file itself; without a change it
 * is a copy, byte for byte. False, told, when it could not be written: then what stood at the path
 * before still does. `system` as for tolv_destination_open. */
bool tolv_rewrite_write(tolv_rewrite *rewrite, const char *path, const tolv_system *system);

#endif
