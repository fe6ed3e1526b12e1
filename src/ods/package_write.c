/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "ods/archive.h"
#include "ods/package.h"

enum {
    PARTS_FIRST = 16,
    CHUNK = 1 << 16,
    DOS_NOON = 12 << 11,            /* the hours of a DOS time begin at bit 11 */
    DOS_1980 = 0 << 9 | 1 << 5 | 1, /* 1 January; DOS years begin in 1980, at bit 9 */
    DOS_YEAR_LAST = 2107 - 1900
};

static const char mimetype_name[] = "mimetype", manifest_name[] = "META-INF/manifest.xml";

/* Packed bytes, in pieces that never move. */
typedef struct chunk {
    struct chunk *next;
    size_t length;
    unsigned char bytes[CHUNK];
} chunk;

typedef struct part {
    const char *name, *media_type;
    bool removed;
    bool folder; /* told in the manifest, and no entry of the archive */
    chunk *first, *last;
    uint64_t size, packed_size;
    uint32_t checksum;
    const chunk *reading; /* by libzip, from `read` on */
    size_t read;
} part;

struct tolv_new_package {
    tolv_listener listener;
    tolv_archive archive;
    z_stream deflater;
    bool deflating;
    part *parts;
    size_t part_count, part_room;
};

/* A name that ends in .ots is that of a template: to open it makes a workbook of it. */
static const char *mimetype_of(const char *path) {
    size_t length = strlen(path);
    bool template = length > 4 && strcmp(path + length - 4, ".ots") == 0;
    return template ? "application/vnd.oasis.opendocument.spreadsheet-template"
                    : "application/vnd.oasis.opendocument.spreadsheet";
}

tolv_new_package *tolv_new_package_open(const char *path, const tolv_base *base,
                                        const tolv_listener *listener, const tolv_system *system) {
    tolv_new_package *package = calloc(1, sizeof *package);
    if (!package) {
        tolv_tell_unwritten(listener, path, ENOMEM);
        return NULL;
    }
    package->listener = *listener;
    package->archive = (tolv_archive){.file = base ? base->file : -1,
                                      .expected = base ? base->expected : NULL,
                                      .path = path,
                                      .system = system,
                                      .destination = TOLV_DESTINATION_CLOSED};
    return package;
}

/* ---- Parts ---- */

static void note_error(tolv_new_package *package, int error) {
    if (!package->archive.error)
        package->archive.error = error;
}

static bool has_failed(const tolv_new_package *package) {
    return package->archive.error != 0;
}

/* Runs the deflater over what it was given, or to its end. */
static void deflate_on(tolv_new_package *package, int flush) {
    part *to = &package->parts[package->part_count - 1];
    z_stream *deflater = &package->deflater;
    int answer = Z_OK;
    while (!has_failed(package) && answer != Z_STREAM_END) {
        if (!to->last || to->last->length == CHUNK) {
            chunk *new = malloc(sizeof *new);
            if (!new) {
                note_error(package, ENOMEM);
                return;
            }
            new->next = NULL;
            new->length = 0;
            *(to->last ? &to->last->next : &to->first) = new;
            to->last = new;
        }
        size_t room = CHUNK - to->last->length;
        deflater->next_out = to->last->bytes + to->last->length;
        deflater->avail_out = (uInt)room;
        answer = deflate(deflater, flush);
        to->last->length += room - deflater->avail_out;
        to->packed_size += room - deflater->avail_out;
        if (flush == Z_NO_FLUSH && deflater->avail_out > 0)
            return; /* all taken */
    }
}

static void end_part(tolv_new_package *package) {
    if (!package->deflating)
        return;
    package->deflater.avail_in = 0;
    deflate_on(package, Z_FINISH);
    deflateEnd(&package->deflater);
    package->deflating = false;
}

static void add_part(tolv_new_package *package, const part *new) {
    if (package->part_count == package->part_room) {
        size_t room = package->part_room * 2 + PARTS_FIRST;
        part *grown = realloc(package->parts, room * sizeof *grown);
        if (!grown) {
            note_error(package, ENOMEM);
            return;
        }
        package->parts = grown;
        package->part_room = room;
    }
    package->parts[package->part_count++] = *new;
}

void tolv_new_package_part(tolv_new_package *package, const char *name, const char *media_type) {
    end_part(package);
    if (has_failed(package))
        return;
    add_part(package, &(part){.name = name, .media_type = media_type});
    package->deflater = (z_stream){.next_in = Z_NULL};
    if (!has_failed(package)) {
        package->deflating = deflateInit2(&package->deflater, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                                          -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
        if (!package->deflating)
            note_error(package, ENOMEM);
    }
}

void tolv_new_package_folder(tolv_new_package *package, const char *name, const char *media_type) {
    end_part(package);
    add_part(package, &(part){.name = name, .media_type = media_type, .folder = true});
}

void tolv_new_package_remove(tolv_new_package *package, const char *name) {
    end_part(package);
    add_part(package, &(part){.name = name, .removed = true});
}

void tolv_new_package_write(tolv_new_package *package, const char *bytes, size_t length) {
    if (has_failed(package) || !package->deflating)
        return;
    part *to = &package->parts[package->part_count - 1];
    to->size += length;
    to->checksum = (uint32_t)crc32_z(to->checksum, (const Bytef *)bytes, length);
    while (length > 0 && !has_failed(package)) {
        uInt piece = length < CHUNK ? (uInt)length : CHUNK;
        package->deflater.next_in = (Bytef *)(uintptr_t)bytes;
        package->deflater.avail_in = piece;
        deflate_on(package, Z_NO_FLUSH);
        bytes += piece;
        length -= piece;
    }
}

static void write_string(tolv_new_package *package, const char *string) {
    tolv_new_package_write(package, string, strlen(string));
}

static void write_manifest(tolv_new_package *package) {
    size_t count = package->part_count;
    tolv_new_package_part(package, manifest_name, NULL);
    write_string(package,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest="
                 "\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">"
                 "\n <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
                 "manifest:media-type=\"");
    write_string(package, mimetype_of(package->archive.path));
    for (size_t i = 0; i < count; i++) {
        write_string(package, "\"/>\n <manifest:file-entry manifest:full-path=\"");
        write_string(package, package->parts[i].name);
        write_string(package, "\" manifest:media-type=\"");
        write_string(package, package->parts[i].media_type);
    }
    write_string(package, "\"/>\n</manifest:manifest>\n");
    end_part(package);
}

/* ---- What libzip reads of a part: packed already, so that it is copied as it is ---- */

static zip_int64_t read_part(part *from, char *to, zip_uint64_t room) {
    zip_uint64_t read = 0;
    while (read < room && from->reading) {
        size_t left = from->reading->length - from->read;
        size_t piece = left < room - read ? left : (size_t)(room - read);
        memcpy(to + read, from->reading->bytes + from->read, piece);
        read += piece;
        from->read += piece;
        if (from->read == from->reading->length) {
            from->reading = from->reading->next;
            from->read = 0;
        }
    }
    return (zip_int64_t)read;
}

static zip_int64_t part_source(void *context, void *data, zip_uint64_t length,
                               zip_source_cmd_t command) {
    part *from = context;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        from->reading = from->first;
        from->read = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_part(from, data, length);
    case ZIP_SOURCE_STAT: {
        zip_stat_t *stat = data;
        zip_stat_init(stat);
        stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
        stat->size = from->size;
        stat->comp_size = from->packed_size;
        stat->comp_method = ZIP_CM_DEFLATE;
        stat->crc = from->checksum;
        return sizeof *stat;
    }
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&(zip_error_t){0}, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        return -1;
    }
}

/* ---- The archive ---- */

/* The day of SOURCE_DATE_EPOCH as a DOS date. libzip takes it through local time, so the hour is
 * noon, which every day has in every zone. */
static zip_uint16_t dos_date(void) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    long long seconds = epoch ? strtoll(epoch, &end, 10) : 0;
    time_t time = (time_t)seconds;
    struct tm day;
    if (!epoch || end == epoch || *end || !gmtime_r(&time, &day) || day.tm_year < 80 ||
        day.tm_year > DOS_YEAR_LAST)
        return DOS_1980;
    return (zip_uint16_t)((day.tm_year - 80) << 9 | (day.tm_mon + 1) << 5 | day.tm_mday);
}

/* Adds an entry, or puts it in the place of one; on failure the source is released here, else by
 * the archive. */
static bool put(zip_t *zip, const char *name, zip_source_t *source) {
    zip_int64_t i = zip_name_locate(zip, name, 0);
    bool added = source && (i >= 0 ? zip_file_replace(zip, (zip_uint64_t)i, source, 0) == 0
                                   : (i = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8)) >= 0);
    if (source && !added)
        zip_source_free(source);
    return added && zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_DEFLATE, 0) == 0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)i, DOS_NOON, dos_date(), 0) == 0;
}

static bool take_away(zip_t *zip, const char *name) {
    zip_int64_t i = zip_name_locate(zip, name, 0);
    return i < 0 || zip_delete(zip, (zip_uint64_t)i) == 0;
}

static bool write_archive(tolv_new_package *package) {
    bool new = package->archive.file < 0;
    const char *mimetype = mimetype_of(package->archive.path);
    zip_source_t *source = tolv_archive_source(&package->archive);
    zip_t *zip =
        source ? zip_open_from_source(source, new ? ZIP_CREATE | ZIP_TRUNCATE : 0, NULL) : NULL;
    if (!zip) {
        zip_source_free(source);
        return false;
    }
    /* first and stored, so that its bytes tell the kind of file (ODF 1.3 part 2, 3.3) */
    bool done =
        !new || (put(zip, mimetype_name, zip_source_buffer(zip, mimetype, strlen(mimetype), 0)) &&
                 zip_set_file_compression(zip, 0, ZIP_CM_STORE, 0) == 0);
    for (size_t i = 0; i < package->part_count && done; i++) {
        part *part = &package->parts[i];
        done = part->folder    ? true
               : part->removed ? take_away(zip, part->name)
                               : put(zip, part->name, zip_source_function(zip, part_source, part));
    }
    if (done && zip_close(zip) == 0)
        return true;
    zip_discard(zip);
    return false;
}

static void release(tolv_new_package *package) {
    if (package->deflating)
        deflateEnd(&package->deflater);
    for (size_t i = 0; i < package->part_count; i++)
        for (chunk *next, *at = package->parts[i].first; at; at = next) {
            next = at->next;
            free(at);
        }
    tolv_destination_close(&package->archive.destination);
    free(package->parts);
    free(package);
}

bool tolv_new_package_close(tolv_new_package *package, bool keep) {
    bool written = false;
    if (keep) {
        if (package->archive.file < 0)
            write_manifest(package);
        end_part(package);
        written = !has_failed(package) && write_archive(package);
        if (!written)
            tolv_tell_unwritten(&package->listener, package->archive.path,
                                has_failed(package) ? package->archive.error : ENOMEM);
    }
    release(package);
    return written;
}
