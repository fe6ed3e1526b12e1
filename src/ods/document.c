/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "ods/document.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The largest of some 290 real files had 300 entries, 145 MB and a ratio of 60. */
const tolv_document_limits tolv_usual_limits = {
    .entries = 10000,
    .entry_size = (uint64_t)2 << 30,
    .ratio = 200,
    .ratio_from = (uint64_t)64 << 20,
    .part = (uint64_t)256 << 20,
    .depth = 256,
    .text = (uint64_t)1 << 20,
    .runs = 50000000,
    .cells = 50000000,
    .output = (uint64_t)2 << 30,
};

const tolv_document_limits *tolv_document_limits_of(const tolv_document *document) {
    return document->limits ? document->limits : &tolv_usual_limits;
}

/* Markup begins with "<", after spaces or a byte order mark, or is in UTF-16. */
static bool is_markup(const char *first, size_t length) {
    static const char marks[] = "\xEF\xBB\xBF \t\r\n";
    size_t at = 0;
    while (at < length && memchr(marks, first[at], sizeof marks - 1))
        at++;
    bool wide = length >= 4 && (memcmp(first, "\xFE\xFF", 2) == 0 ||
                                memcmp(first, "\xFF\xFE", 2) == 0 || first[0] == 0);
    return wide || (at < length && first[at] == '<');
}

static const char *sentence_of(int error) {
    return error == ENOENT   ? N_("there is no such file")
           : error == EISDIR ? N_("it is not an ordinary file: choose another name")
                             : N_("it cannot be opened: look at its permissions");
}

int tolv_document_open(const tolv_document *document, bool *package) {
    struct stat stat;
    char first[16];
    int file =
        open(document->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is refused below */
    int error = file < 0 || fstat(file, &stat) != 0 ? errno : S_ISREG(stat.st_mode) ? 0 : EISDIR;
    ssize_t length = error ? 0 : pread(file, first, sizeof first, 0);
    const char *sentence = NULL;
    if (error || length < 0)
        sentence = sentence_of(error);
    else if (!(*package = length >= 4 && memcmp(first, "PK\3\4", 4) == 0) &&
             !is_markup(first, (size_t)length))
        sentence = N_("it is not a workbook (.ods or .fods)");
    if (!sentence)
        return file;
    if (file >= 0)
        close(file);
    tolv_refuse(document, NULL, sentence, NULL, 0);
    return -1;
}

bool tolv_refuse(const tolv_document *document, const char *cell, const char *sentence,
                 const tolv_item *items, size_t count) {
    tolv_notice notice = {
        .severity = TOLV_FAILURE, .file = document->path, .cell = cell, .sentence = sentence};
    for (; notice.item_count < count && notice.item_count < TOLV_NOTICE_ITEMS; notice.item_count++)
        notice.items[notice.item_count] = items[notice.item_count];
    tolv_notify(&document->listener, &notice);
    return false;
}

bool tolv_refuse_for(const tolv_document *document, tolv_cause cause, const char *sentence) {
    tolv_notice notice = {
        .severity = TOLV_FAILURE, .cause = cause, .file = document->path, .sentence = sentence};
    tolv_notify(&document->listener, &notice);
    return false;
}

bool tolv_refuse_memory(const tolv_document *document) {
    return tolv_refuse_for(document, TOLV_CAUSE_MEMORY, N_("the memory is not enough to read it"));
}

bool tolv_keep_text(const tolv_document *document, tolv_arena *arena, tolv_text *text) {
    tolv_writer copy = {.arena = arena};
    tolv_write(&copy, *text);
    *text = tolv_written(&copy);
    return !copy.failed || tolv_refuse_memory(document);
}
