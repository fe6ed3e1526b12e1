/* SPDX-License-Identifier: MPL-2.0 */
#define _XOPEN_SOURCE 700
#include "ods/rewrite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ods/markup.h"
#include "ods/package.h"

enum { PIECE = 1 << 16 };

static const char content_name[] = "content.xml", manifest_name[] = "META-INF/manifest.xml";

/* A part that is in memory, and stays there when its edits are forgotten. */
typedef struct loaded {
    struct loaded *next;
    char *bytes;
    size_t taken;
    tolv_part part;
    char name[];
} loaded;

/* A part that is new as a whole, or goes. */
typedef struct change {
    struct change *next;
    const char *name, *media_type;
    tolv_text bytes;
    bool removed, listed; /* listed: was there before */
} change;

struct tolv_rewrite {
    const tolv_document *document;
    int file;
    struct stat stat;      /* of the file when it was opened */
    char *path;            /* where it really is */
    tolv_package *package; /* NULL: a flat document */
    tolv_arena arena;
    loaded *parts;
    change *changes;
    bool may_void; /* the signatures are gone */
};

/* ---- Opening ---- */

tolv_rewrite *tolv_rewrite_open(const tolv_document *document) {
    bool package = false;
    tolv_rewrite *rewrite = calloc(1, sizeof *rewrite);
    if (!rewrite) {
        tolv_refuse_memory(document);
        return NULL;
    }
    rewrite->document = document;
    tolv_arena_open(&rewrite->arena, NULL);
    rewrite->file = tolv_document_open(document, &package);
    bool opened = rewrite->file >= 0;
    if (opened && fstat(rewrite->file, &rewrite->stat) != 0)
        opened = tolv_refuse(document, NULL, N_("it cannot be read to its end"), NULL, 0);
    if (opened)
        rewrite->path = realpath(document->path, NULL); /* NULL: a file without a name */
    if (opened && package)
        opened = (rewrite->package = tolv_package_open(document, rewrite->file)) != NULL;
    if (opened)
        return rewrite;
    tolv_rewrite_close(rewrite);
    return NULL;
}

void tolv_rewrite_close(tolv_rewrite *rewrite) {
    if (!rewrite)
        return;
    for (loaded *next, *at = rewrite->parts; at; at = next) {
        next = at->next;
        free(at->bytes);
        free(at);
    }
    tolv_package_close(rewrite->package);
    if (rewrite->file >= 0)
        close(rewrite->file);
    tolv_arena_close(&rewrite->arena);
    free(rewrite->path);
    free(rewrite);
}

const char *tolv_rewrite_name(const tolv_rewrite *rewrite, size_t i) {
    return rewrite->package ? tolv_package_name(rewrite->package, i) : NULL;
}

bool tolv_rewrite_has(const tolv_rewrite *rewrite, const char *name) {
    const char *found;
    for (size_t i = 0; (found = tolv_rewrite_name(rewrite, i)); i++)
        if (strcmp(found, name) == 0)
            return true;
    return false;
}

tolv_arena *tolv_rewrite_arena(tolv_rewrite *rewrite) {
    return &rewrite->arena;
}

/* ---- Parts in memory ---- */

static bool take_piece(void *context, const char *bytes, size_t length) {
    loaded *to = context;
    if (length > to->part.length - to->taken)
        return false;
    memcpy(to->bytes + to->taken, bytes, length);
    to->taken += length;
    return true;
}

static bool read_flat(const tolv_rewrite *rewrite, loaded *to) {
    ssize_t length = 1;
    while (length > 0 && to->taken < to->part.length) {
        length = pread(rewrite->file, to->bytes + to->taken, to->part.length - to->taken,
                       (off_t)to->taken);
        to->taken += length > 0 ? (size_t)length : 0;
    }
    return to->taken == to->part.length ||
           tolv_refuse(rewrite->document, NULL, N_("it cannot be read to its end"), NULL, 0);
}

static bool load(tolv_rewrite *rewrite, loaded *to) {
    uint64_t size = rewrite->package ? tolv_package_size(rewrite->package, to->name)
                                     : (uint64_t)rewrite->stat.st_size;
    uint64_t limit = tolv_document_limits_of(rewrite->document)->part;
    if (size > limit)
        return tolv_refuse_with(rewrite->document, NULL,
                                N_("“{1}” in it is {2} MB large, and at most {3} MB are changed"),
                                TOLV_TEXT_ITEM(tolv_text_of(to->name)),
                                TOLV_PLAIN((double)(size >> 20)),
                                TOLV_PLAIN((double)(limit >> 20)));
    to->bytes = malloc((size_t)size + 1);
    if (!to->bytes)
        return tolv_refuse_memory(rewrite->document);
    to->bytes[size] = '\0';
    to->part = (tolv_part){.document = rewrite->document,
                           .bytes = to->bytes,
                           .length = (size_t)size,
                           .arena = &rewrite->arena};
    return rewrite->package ? tolv_package_read(rewrite->package, to->name, take_piece, to)
                            : read_flat(rewrite, to);
}

tolv_part *tolv_rewrite_part(tolv_rewrite *rewrite, const char *name) {
    for (loaded *at = rewrite->parts; at; at = at->next)
        if (strcmp(at->name, name) == 0)
            return &at->part;
    loaded *new = calloc(1, sizeof *new + strlen(name) + 1);
    if (!new) {
        tolv_refuse_memory(rewrite->document);
        return NULL;
    }
    strcpy(new->name, name);
    if (load(rewrite, new)) {
        new->next = rewrite->parts;
        rewrite->parts = new;
        return &new->part;
    }
    free(new->bytes);
    free(new);
    return NULL;
}

/* What the root element of the sheets declares. */
typedef struct root {
    bool seen, fit;
} root;

static bool start_root(void *context, tolv_xml *xml, tolv_element element) {
    root *root = context;
    (void)element;
    root->seen = true;
    root->fit = tolv_xml_declares(xml, TOLV_XML_SPACE_OFFICE) &&
                tolv_xml_declares(xml, TOLV_XML_SPACE_TABLE) &&
                tolv_xml_declares(xml, TOLV_XML_SPACE_TEXT);
    return false;
}

/* Edits rely on prefixes. What else is wrong with the part is told when it is read. */
static bool check_root(const tolv_part *part) {
    static const tolv_xml_handler handler = {.start = start_root};
    tolv_document silent = *part->document;
    tolv_part probe = *part;
    root root = {false, false};
    silent.listener.hear = NULL;
    probe.document = &silent;
    tolv_part_read(&probe, &handler, &root);
    return !root.seen || root.fit ||
           tolv_refuse(part->document, NULL,
                       N_("its namespaces have unusual prefixes: open it in LibreOffice and save "
                          "it again"),
                       NULL, 0);
}

tolv_part *tolv_rewrite_content(tolv_rewrite *rewrite) {
    tolv_part *part = tolv_rewrite_part(rewrite, content_name);
    return part && check_root(part) ? part : NULL;
}

/* ---- Changes ---- */

static bool change_part(tolv_rewrite *rewrite, const change *new) {
    change **at = &rewrite->changes;
    if (!rewrite->package)
        return tolv_refuse(rewrite->document, NULL,
                           N_("it is a flat document, and has no parts to change"), NULL, 0);
    while (*at && strcmp((*at)->name, new->name) != 0)
        at = &(*at)->next;
    change *next = *at ? (*at)->next : NULL;
    if (!*at)
        *at = tolv_arena_take(&rewrite->arena, 1, sizeof **at);
    if (!*at)
        return tolv_refuse_memory(rewrite->document);
    **at = *new;
    (*at)->next = next;
    (*at)->listed = tolv_rewrite_has(rewrite, new->name);
    return true;
}

bool tolv_rewrite_replace(tolv_rewrite *rewrite, const char *name, const char *media_type,
                          tolv_text bytes) {
    return change_part(rewrite, &(change){.name = name, .media_type = media_type, .bytes = bytes});
}

bool tolv_rewrite_remove(tolv_rewrite *rewrite, const char *name) {
    return !tolv_rewrite_has(rewrite, name) ||
           change_part(rewrite, &(change){.name = name, .removed = true});
}

/* META-INF/documentsignatures.xml, macrosignatures.xml and what else signs (ODF 1.3 part 2, 3.5) */
static bool is_signature(const char *name) {
    return strncmp(name, "META-INF/", 9) == 0 && strstr(name, "signatures");
}

bool tolv_rewrite_remove_signatures(tolv_rewrite *rewrite) {
    const char *name;
    rewrite->may_void = true;
    for (size_t i = 0; (name = tolv_rewrite_name(rewrite, i)); i++)
        if (is_signature(name) && !tolv_rewrite_remove(rewrite, name))
            return false;
    return true;
}

void tolv_rewrite_reset(tolv_rewrite *rewrite) {
    for (loaded *at = rewrite->parts; at; at = at->next) {
        at->part.edits = NULL;
        at->part.edit_count = at->part.edit_room = 0;
    }
    rewrite->changes = NULL;
    rewrite->may_void = false;
    tolv_arena_close(&rewrite->arena);
    tolv_arena_open(&rewrite->arena, NULL);
}

/* ---- The manifest ---- */

typedef struct listing {
    tolv_rewrite *rewrite;
    tolv_part *part;
    size_t depth, begin; /* of the entry that is open */
    const change *gone;
} listing;

static const change *removed_at(const tolv_rewrite *rewrite, tolv_text path) {
    for (const change *at = rewrite->changes; at; at = at->next)
        if (at->removed && strlen(at->name) == path.length &&
            memcmp(at->name, path.bytes, path.length) == 0)
            return at;
    return NULL;
}

static bool start_entry(void *context, tolv_xml *xml, tolv_element element) {
    listing *at = context;
    tolv_attribute name;
    tolv_text value;
    if (!tolv_xml_is_editable(xml))
        return false;
    if (at->depth++ != 1 || element != TOLV_ELEMENT_FILE_ENTRY)
        return true;
    at->begin = tolv_part_tag_begin(at->part, tolv_xml_offset(xml));
    at->gone = NULL;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        if (name == TOLV_ATTRIBUTE_FULL_PATH)
            at->gone = removed_at(at->rewrite, value);
    return true;
}

static bool add_entries(listing *at, size_t begin) {
    tolv_writer writer = {.arena = &at->rewrite->arena};
    for (const change *change = at->rewrite->changes; change; change = change->next)
        if (!change->removed && !change->listed) {
            tolv_write_string(&writer, "<manifest:file-entry manifest:full-path=\"");
            tolv_write_escaped(&writer, tolv_text_of(change->name));
            tolv_write_string(&writer, "\" manifest:media-type=\"");
            tolv_write_escaped(&writer, tolv_text_of(change->media_type));
            tolv_write_string(&writer, "\"/>");
        }
    tolv_edit edit = {begin, begin, .text = {writer.bytes, writer.length}};
    return writer.failed   ? tolv_refuse_memory(at->rewrite->document)
           : writer.length ? tolv_part_edit(at->part, &edit)
                           : true;
}

static bool end_entry(void *context, tolv_xml *xml, tolv_element element) {
    listing *at = context;
    size_t past = tolv_xml_offset(xml);
    (void)element;
    if (--at->depth == 0)
        return add_entries(at, tolv_part_tag_begin(at->part, past - 1));
    bool gone = at->depth == 1 && at->gone;
    if (at->depth == 1)
        at->gone = NULL;
    return !gone || tolv_part_edit(at->part, &(tolv_edit){.begin = at->begin, .end = past});
}

/* Lists what is added and no longer what is removed; some writers leave the manifest out. */
static bool edit_manifest(tolv_rewrite *rewrite) {
    static const tolv_xml_handler handler = {
        .start = start_entry, .end = end_entry, .doctype = true};
    bool needed = false;
    for (const change *at = rewrite->changes; at; at = at->next)
        needed = needed || at->removed || !at->listed;
    if (!needed || !tolv_rewrite_has(rewrite, manifest_name))
        return true;
    listing at = {.rewrite = rewrite, .part = tolv_rewrite_part(rewrite, manifest_name)};
    if (at.part)
        at.part->edit_count = 0; /* of what was written before */
    return at.part && tolv_part_read(at.part, &handler, &at);
}

/* ---- Writing ---- */

static bool is_changed(const tolv_rewrite *rewrite) {
    bool changed = rewrite->changes != NULL;
    for (const loaded *at = rewrite->parts; at; at = at->next)
        changed = changed || at->part.edit_count;
    return changed;
}

static bool check_signatures(const tolv_rewrite *rewrite) {
    const char *name;
    for (size_t i = 0; !rewrite->may_void && (name = tolv_rewrite_name(rewrite, i)); i++)
        if (is_signature(name))
            return tolv_refuse_for(rewrite->document, TOLV_CAUSE_SIGNED,
                                   N_("it is signed, and a change would void the signature: ask "
                                      "for one without, or let the signature be taken away"));
    return true;
}

/* The file as it was, where it is to be overwritten: nobody's work since then is lost. */
static const struct stat *expected_at(const tolv_rewrite *rewrite, const char *path) {
    char *real = realpath(path, NULL);
    bool same = real && rewrite->path && strcmp(real, rewrite->path) == 0;
    free(real);
    return same ? &rewrite->stat : NULL;
}

/* A destination that remembers what went wrong. */
typedef struct output {
    tolv_destination destination;
    int error;
} output;

static void take_output(void *context, const char *bytes, size_t length) {
    output *to = context;
    if (!to->error)
        to->error = tolv_destination_write(&to->destination, bytes, length);
}

static void copy_file(const tolv_rewrite *rewrite, output *to) {
    char piece[PIECE];
    ssize_t length = 0;
    for (off_t at = 0; !to->error; at += length) {
        length = pread(rewrite->file, piece, sizeof piece, at);
        if (length < 0)
            to->error = errno;
        if (length <= 0)
            break;
        take_output(to, piece, (size_t)length);
    }
}

/* A flat document with its edits, or the file as it is. */
static bool write_file(tolv_rewrite *rewrite, bool changed, const char *path,
                       const tolv_system *system) {
    output to = {.error = 0};
    const struct stat *expected = expected_at(rewrite, path);
    to.error = tolv_destination_open(&to.destination, path, system);
    if (!to.error && expected)
        to.error = tolv_destination_expect(&to.destination, expected);
    if (!to.error && changed) {
        tolv_part *part = &rewrite->parts->part;
        tolv_part_write(part, (tolv_stretch){0, part->length}, &(tolv_sink){take_output, &to});
    } else if (!to.error)
        copy_file(rewrite, &to);
    if (!to.error)
        to.error = tolv_destination_keep(&to.destination);
    tolv_destination_close(&to.destination);
    if (to.error)
        tolv_tell_unwritten(&rewrite->document->listener, path, to.error);
    return !to.error;
}

static void take_part(void *context, const char *bytes, size_t length) {
    tolv_new_package_write(context, bytes, length);
}

static bool write_package(tolv_rewrite *rewrite, const char *path, const tolv_system *system) {
    tolv_base base = {rewrite->file, expected_at(rewrite, path)};
    tolv_new_package *package =
        tolv_new_package_open(path, &base, &rewrite->document->listener, system);
    if (!package)
        return false;
    for (loaded *at = rewrite->parts; at; at = at->next)
        if (at->part.edit_count) {
            tolv_new_package_part(package, at->name, NULL);
            tolv_part_write(&at->part, (tolv_stretch){0, at->part.length},
                            &(tolv_sink){take_part, package});
        }
    for (const change *at = rewrite->changes; at; at = at->next)
        if (at->removed)
            tolv_new_package_remove(package, at->name);
        else {
            tolv_new_package_part(package, at->name, at->media_type);
            take_part(package, at->bytes.bytes, at->bytes.length);
        }
    return tolv_new_package_close(package, true);
}

bool tolv_rewrite_write(tolv_rewrite *rewrite, const char *path, const tolv_system *system) {
    bool changed = is_changed(rewrite);
    if (changed && (!check_signatures(rewrite) || !edit_manifest(rewrite)))
        return false;
    return changed && rewrite->package ? write_package(rewrite, path, system)
                                       : write_file(rewrite, changed, path, system);
}
