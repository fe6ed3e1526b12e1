/* SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>
#include <string.h>

#include "ods/ahead.h"
#include "ods/archive.h"
#include "ods/package.h"
#include "ods/xml.h"

enum { AHEAD_FROM = 1 << 22 /* bytes of a part that are worth a second thread */ };

struct tolv_package {
    tolv_archive archive;
    zip_t *zip;
    const tolv_document *document;
};

static bool refuse(const tolv_document *document, const char *sentence) {
    return tolv_refuse(document, NULL, sentence, NULL, 0);
}

static bool refuse_zip(const tolv_document *document, int error) {
    switch (error) {
    case ZIP_ER_READ:
        return refuse(document, N_("it cannot be read to its end"));
    case ZIP_ER_MEMORY:
        return tolv_refuse_memory(document);
    case ZIP_ER_NOZIP:
        return refuse(document, N_("it is not a workbook (.ods), or not a whole one: ask for it "
                                   "again"));
    default:
        return refuse(document, N_("the package is damaged, or can be read in two ways: open it in "
                                   "an office, save it again, or ask for it again"));
    }
}

static bool refuse_encrypted(const tolv_document *document) {
    return tolv_refuse_for(document, TOLV_CAUSE_ENCRYPTED,
                           N_("it is protected by a password: open it in an office and save it "
                              "without one"));
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Which of two parts with one name is read differs between programs. */
static bool names_are_unique(const char **names, size_t count) {
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            return false;
    return true;
}

static bool check_entry(const tolv_package *package, zip_uint64_t i, zip_stat_t *entry) {
    enum {
        NEEDED = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD
    };
    const tolv_document *document = package->document;
    const tolv_document_limits *limits = tolv_document_limits_of(document);
    if (zip_stat_index(package->zip, i, 0, entry) != 0 || (entry->valid & NEEDED) != NEEDED)
        return refuse_zip(document, ZIP_ER_INCONS);
    if (entry->encryption_method != ZIP_EM_NONE || strcmp(entry->name, "encrypted-package") == 0)
        return refuse_encrypted(document);
    if (entry->size > limits->entry_size ||
        (entry->size > limits->ratio_from && entry->size / limits->ratio > entry->comp_size))
        return tolv_refuse_with(
            document, NULL, N_("“{1}” in it would be {2} MB large: do not trust the file"),
            TOLV_TEXT_ITEM(tolv_text_of(entry->name)), TOLV_PLAIN((double)(entry->size >> 20)));
    return true;
}

static bool check_entries(const tolv_package *package) {
    const tolv_document *document = package->document;
    size_t limit = tolv_document_limits_of(document)->entries;
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    if (count < 0 || (zip_uint64_t)count > limit)
        return tolv_refuse_with(document, NULL, N_("it holds more than {1} files"),
                                TOLV_PLAIN(limit));
    const char **names = calloc((size_t)count + 1, sizeof *names);
    if (!names)
        return refuse_zip(document, ZIP_ER_MEMORY);
    zip_stat_t entry;
    bool fit = true;
    for (zip_int64_t i = 0; i < count && fit; i++) {
        fit = check_entry(package, (zip_uint64_t)i, &entry);
        names[i] = fit ? entry.name : "";
    }
    if (fit && !names_are_unique(names, (size_t)count))
        fit = refuse_zip(document, ZIP_ER_INCONS);
    free(names);
    return fit;
}

/* ---- Is it encrypted? (ODF 1.3 part 2, 3.8) ---- */

static bool meet(void *context, tolv_xml *xml, tolv_element element) {
    bool *encrypted = context;
    (void)xml;
    *encrypted = *encrypted || element == TOLV_ELEMENT_ENCRYPTION_DATA;
    return true;
}

static bool leave(void *context, tolv_xml *xml, tolv_element element) {
    (void)context;
    (void)xml;
    (void)element;
    return true;
}

static bool feed(void *context, const char *bytes, size_t length) {
    return tolv_xml_feed(context, bytes, length);
}

static bool check_manifest(tolv_package *package) {
    static const char manifest[] = "META-INF/manifest.xml";
    static const tolv_xml_handler handler = {.start = meet, .end = leave, .doctype = true};
    if (zip_name_locate(package->zip, manifest, 0) < 0)
        return true; /* some writers leave it out; then nothing is encrypted */
    bool encrypted = false;
    tolv_xml *xml = tolv_xml_open(package->document, &handler, &encrypted);
    bool whole = xml && tolv_package_read(package, manifest, feed, xml);
    if (xml)
        whole = tolv_xml_close(xml, whole);
    return whole && (!encrypted || refuse_encrypted(package->document));
}

/* ---- Opening and reading ---- */

static zip_t *open_archive(tolv_archive *archive, int *code) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = tolv_archive_source(archive);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
    *code = !source ? ZIP_ER_MEMORY : archive->error ? ZIP_ER_READ : zip_error_code_zip(&error);
    if (!zip)
        zip_source_free(source);
    zip_error_fini(&error);
    return zip;
}

tolv_package *tolv_package_open(const tolv_document *document, int file) {
    int error;
    tolv_package *package = calloc(1, sizeof *package);
    if (!package) {
        refuse_zip(document, ZIP_ER_MEMORY);
        return NULL;
    }
    package->document = document;
    package->archive = (tolv_archive){.file = file};
    package->zip = open_archive(&package->archive, &error);
    bool fit = package->zip || refuse_zip(document, error);
    if (fit && check_entries(package) && check_manifest(package))
        return package;
    tolv_package_close(package);
    return NULL;
}

const char *tolv_package_name(const tolv_package *package, size_t i) {
    return zip_get_name(package->zip, i, 0);
}

uint64_t tolv_package_size(const tolv_package *package, const char *part) {
    zip_stat_t entry;
    return zip_stat(package->zip, part, 0, &entry) == 0 ? entry.size : 0;
}

void tolv_package_close(tolv_package *package) {
    if (package && package->zip)
        zip_discard(package->zip);
    free(package);
}

typedef struct reading {
    zip_uint64_t size, total;
    bool (*take)(void *context, const char *bytes, size_t length);
    void *context;
} reading;

static long fetch(void *context, char *bytes, size_t room) {
    return (long)zip_fread(context, bytes, room);
}

static bool take(void *context, const char *bytes, size_t length) {
    reading *at = context;
    at->total += length;
    return at->total <= at->size && at->take(at->context, bytes, length);
}

bool tolv_package_read(tolv_package *package, const char *part,
                       bool (*take_piece)(void *context, const char *bytes, size_t length),
                       void *context) {
    zip_stat_t entry;
    zip_int64_t found = zip_name_locate(package->zip, part, 0);
    if (found < 0 && zip_name_locate(package->zip, "[Content_Types].xml", 0) >= 0)
        return refuse(package->document, N_("it is in a format of Microsoft’s (.xlsx): open it in "
                                            "LibreOffice, and save it as .ods"));
    if (found < 0)
        return tolv_refuse_with(package->document, NULL, N_("“{1}” is missing in it"),
                                TOLV_TEXT_ITEM(tolv_text_of(part)));
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)found, 0);
    if (!file || zip_stat_index(package->zip, (zip_uint64_t)found, 0, &entry) != 0) {
        if (file)
            zip_fclose(file);
        return refuse_zip(package->document, ZIP_ER_INCONS);
    }
    reading at = {.size = entry.size, .take = take_piece, .context = context};
    tolv_passing said = tolv_pass(&(tolv_passage){fetch, file, take, &at}, entry.size > AHEAD_FROM);
    zip_fclose(file);
    if (at.total > at.size || said == TOLV_PASSING_FAILED ||
        (said == TOLV_PASSED && at.total != at.size))
        return refuse_zip(package->document, ZIP_ER_INCONS);
    return said == TOLV_PASSED;
}
