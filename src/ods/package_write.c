/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>
#include <zlib.h>

#include "ods/package.h"

enum {
    PARTS_MAX = 64,
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
    bool folder; /* told in the manifest, and no entry of the archive */
    chunk *first, *last;
    uint64_t size, packed_size;
    uint32_t checksum;
    const chunk *reading; /* by libzip, from `read` on */
    size_t read;
} part;

struct tolv_new_package {
    tolv_listener listener;
    const char *path, *mimetype;
    const tolv_system *system;
    tolv_destination destination;
    z_stream deflater;
    bool deflating;
    part parts[PARTS_MAX];
    size_t part_count;
    int error; /* the first errno */
};

/* A name that ends in .ots is that of a template: to open it makes a workbook of it. */
static const char *mimetype_of(const char *path) {
    size_t length = strlen(path);
    bool template = length > 4 && strcmp(path + length - 4, ".ots") == 0;
    return template ? "application/vnd.oasis.opendocument.spreadsheet-template"
                    : "application/vnd.oasis.opendocument.spreadsheet";
}

tolv_new_package *tolv_new_package_open(const char *path, const tolv_listener *listener,
                                        const tolv_system *system) {
    tolv_new_package *package = calloc(1, sizeof *package);
    if (!package) {
        tolv_tell_unwritten(listener, path, ENOMEM);
        return NULL;
    }
    package->path = path;
    package->mimetype = mimetype_of(path);
    package->listener = *listener;
    package->system = system;
    package->destination.file = -1;
    return package;
}

/* ---- Parts ---- */

static void note_error(tolv_new_package *package, int error) {
    if (!package->error)
        package->error = error;
}

/* Runs the deflater over what it was given, or to its end. */
static void deflate_on(tolv_new_package *package, int flush) {
    part *to = &package->parts[package->part_count - 1];
    z_stream *deflater = &package->deflater;
    int answer = Z_OK;
    while (!package->error && answer != Z_STREAM_END) {
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

static bool add_part(tolv_new_package *package, const part *added) {
    end_part(package);
    if (!package->error && package->part_count == PARTS_MAX)
        note_error(package, E2BIG);
    if (package->error)
        return false;
    package->parts[package->part_count++] = *added;
    return true;
}

void tolv_new_package_folder(tolv_new_package *package, const char *name, const char *media_type) {
    add_part(package, &(part){.name = name, .media_type = media_type, .folder = true});
}

void tolv_new_package_part(tolv_new_package *package, const char *name, const char *media_type) {
    if (!add_part(package, &(part){.name = name, .media_type = media_type}))
        return;
    package->deflater = (z_stream){.next_in = Z_NULL};
    package->deflating = deflateInit2(&package->deflater, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                                      -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    if (!package->deflating)
        note_error(package, ENOMEM);
}

void tolv_new_package_write(tolv_new_package *package, const char *bytes, size_t length) {
    if (package->error || !package->deflating)
        return;
    part *to = &package->parts[package->part_count - 1];
    to->size += length;
    to->checksum = (uint32_t)crc32_z(to->checksum, (const Bytef *)bytes, length);
    while (length > 0 && !package->error) {
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
    write_string(package, package->mimetype);
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

/* ---- Where libzip writes the archive ---- */

static zip_int64_t wrote(tolv_new_package *package, int error, zip_int64_t answer) {
    note_error(package, error);
    return error ? -1 : answer;
}

static zip_int64_t archive_source(void *context, void *data, zip_uint64_t length,
                                  zip_source_cmd_t command) {
    tolv_new_package *package = context;
    tolv_destination *to = &package->destination;
    zip_error_t error;
    switch (command) {
    case ZIP_SOURCE_BEGIN_WRITE:
        return wrote(package, tolv_destination_open(to, package->path, package->system), 0);
    case ZIP_SOURCE_WRITE:
        return wrote(package, tolv_destination_write(to, data, (size_t)length),
                     (zip_int64_t)length);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)to->at;
    case ZIP_SOURCE_SEEK_WRITE: {
        zip_int64_t at =
            zip_source_seek_compute_offset((zip_uint64_t)to->at, INT64_MAX, data, length, &error);
        if (at >= 0)
            tolv_destination_seek(to, (off_t)at);
        return at < 0 ? -1 : 0;
    }
    case ZIP_SOURCE_COMMIT_WRITE:
        return wrote(package, tolv_destination_keep(to), 0);
    case ZIP_SOURCE_ROLLBACK_WRITE:
        tolv_destination_close(to);
        return 0;
    case ZIP_SOURCE_STAT: { /* nothing is read of what stands there */
        zip_stat_t *stat = data;
        zip_stat_init(stat);
        stat->valid = ZIP_STAT_SIZE;
        stat->size = 0;
        return sizeof *stat;
    }
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_ERROR:
        zip_error_init_with_code(&error, package->error ? ZIP_ER_WRITE : ZIP_ER_OK);
        return zip_error_to_data(&error, data, length);
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_READ:
    case ZIP_SOURCE_SEEK:
    case ZIP_SOURCE_TELL:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        return -1;
    }
}

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

/* Adds an entry; on failure the source is released here, else by the archive. */
static bool add(zip_t *zip, const char *name, zip_source_t *source) {
    zip_int64_t i = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (source && i < 0)
        zip_source_free(source);
    return i >= 0 && zip_file_set_dostime(zip, (zip_uint64_t)i, DOS_NOON, dos_date(), 0) == 0;
}

static bool write_archive(tolv_new_package *package) {
    zip_source_t *archive = zip_source_function_create(archive_source, package, NULL);
    zip_t *zip = archive ? zip_open_from_source(archive, ZIP_CREATE | ZIP_TRUNCATE, NULL) : NULL;
    if (!zip) {
        zip_source_free(archive);
        return false;
    }
    /* first and stored, so that its bytes tell the kind of file (ODF 1.3 part 2, 3.3) */
    bool added = add(zip, mimetype_name,
                     zip_source_buffer(zip, package->mimetype, strlen(package->mimetype), 0)) &&
                 zip_set_file_compression(zip, 0, ZIP_CM_STORE, 0) == 0;
    for (size_t i = 0; i < package->part_count && added; i++)
        added = package->parts[i].folder ||
                add(zip, package->parts[i].name,
                    zip_source_function(zip, part_source, &package->parts[i]));
    if (added && zip_close(zip) == 0)
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
    tolv_destination_close(&package->destination);
    free(package);
}

bool tolv_new_package_close(tolv_new_package *package, bool keep) {
    bool written = false;
    if (keep) {
        write_manifest(package);
        written = !package->error && write_archive(package);
        if (!written)
            tolv_tell_unwritten(&package->listener, package->path,
                                package->error ? package->error : ENOMEM);
    }
    release(package);
    return written;
}
