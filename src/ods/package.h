/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_PACKAGE_H
#define TOLV_ODS_PACKAGE_H

#include "ods/destination.h"
#include "ods/document.h"

/* ---- Reading ---- */

typedef struct tolv_package tolv_package;

/* Opens a package for reading: one that can only be read in one way, whose parts are all in place,
 * within the limits, and not encrypted (TOLV_CAUSE_ENCRYPTED). NULL, told, for every other. `file`
 * is the document's, as tolv_document_open gives it; both must outlive the package. */
tolv_package *tolv_package_open(const tolv_document *document, int file);
void tolv_package_close(tolv_package *package);

/* The names of the parts in their order, from 0; NULL when there are no more. The inflated size of
 * a part; 0 when it is missing. */
const char *tolv_package_name(const tolv_package *package, size_t i);
uint64_t tolv_package_size(const tolv_package *package, const char *part);

/* Hands a part on, inflated, piece by piece; a false answer stops it. False, told, when the part is
 * missing, damaged, larger than it says, or was stopped. */
bool tolv_package_read(tolv_package *package, const char *part,
                       bool (*take)(void *context, const char *bytes, size_t length),
                       void *context);

/* ---- Writing ---- */

typedef struct tolv_new_package tolv_new_package;

/* What a package is made from: the file of an open one, whose parts stay as they are but for those
 * that are written or removed. `expected`: what is to stand at the new one's place when it is
 * written; NULL: whatever. */
typedef struct tolv_base {
    int file;
    const struct stat *expected;
} tolv_base;

/* Begins a spreadsheet package (a new one is a template, where its name ends in .ots) that appears
 * at `path` when it is whole, and not before. Parts are deflated as they are written, so that
 * memory holds them packed. The same parts make the same bytes: their time is SOURCE_DATE_EPOCH's
 * day, or 1 January 1980. Without a base (NULL) the package is new, and gets a manifest. NULL,
 * told, when memory is out. `system` as for tolv_destination_open. */
tolv_new_package *tolv_new_package_open(const char *path, const tolv_base *base,
                                        const tolv_listener *listener, const tolv_system *system);

/* Begins the next part; its name and media type must live until the package is closed. What goes
 * wrong here and in writing is kept, and told by tolv_new_package_close. */
void tolv_new_package_part(tolv_new_package *package, const char *name, const char *media_type);
void tolv_new_package_write(tolv_new_package *package, const char *bytes, size_t length);

/* Tells what kind of document a folder of parts is ("Object 1/"); it has no bytes of its own. */
void tolv_new_package_folder(tolv_new_package *package, const char *name, const char *media_type);

/* Takes a part of the base away. */
void tolv_new_package_remove(tolv_new_package *package, const char *name);

/* Writes the file when `keep`, else leaves nothing; releases the package. False, told, when it
 * could not be written: then what stood at its path before still does. */
bool tolv_new_package_close(tolv_new_package *package, bool keep);

#endif
