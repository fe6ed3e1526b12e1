/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "cli/overwrite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool is_same_file(const struct stat *file, const char *path) {
    struct stat other;
    return path && stat(path, &other) == 0 && file->st_dev == other.st_dev &&
           file->st_ino == other.st_ino;
}

/* An OpenDocument spreadsheet says what it is in its first bytes (ODF 1.3 part 2, 3.3). */
static bool is_workbook(const char *path) {
    static const char type[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    enum { NAME_AT = 30, TYPE_LENGTH = sizeof type - 1 };
    char begin[NAME_AT + TYPE_LENGTH];
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(begin, 1, sizeof begin, file) : 0;
    if (file)
        fclose(file);
    return got == sizeof begin && memcmp(begin, "PK\x03\x04", 4) == 0 &&
           memcmp(begin + NAME_AT, type, TYPE_LENGTH) == 0;
}

bool tolv_may_be_written(const tolv_listener *listener, const char *path, bool workbook,
                         const tolv_kept_file *kept, size_t count) {
    struct stat file;
    const char *sentence = NULL;
    if (!path || stat(path, &file) != 0)
        return true;
    for (size_t i = 0; i < count && !sentence; i++)
        sentence = is_same_file(&file, kept[i].path) ? kept[i].sentence : NULL;
    if (!sentence && workbook && S_ISREG(file.st_mode) && file.st_size > 0 && !is_workbook(path))
        sentence = N_("it is no .ods workbook, and not overwritten: choose another name after -o");
    if (sentence)
        tolv_notify(listener,
                    &(tolv_notice){.severity = TOLV_FAILURE, .file = path, .sentence = sentence});
    return !sentence;
}
