/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "ods/workbook.h"

#include <errno.h>
#include <unistd.h>

#include "ods/package.h"

enum { PIECE = 1 << 16 };

static bool feed(void *context, const char *bytes, size_t length) {
    return tolv_content_feed(context, bytes, length);
}

static bool feed_package(const tolv_document *document, tolv_content *content, int file) {
    tolv_package *package = tolv_package_open(document, file);
    bool whole = package && tolv_package_read(package, "content.xml", feed, content);
    tolv_package_close(package);
    return whole;
}

static bool feed_flat(const tolv_document *document, tolv_content *content, int file) {
    char piece[PIECE];
    ssize_t length = 0;
    bool whole = true;
    while (whole && (length = read(file, piece, sizeof piece)) > 0)
        whole = tolv_content_feed(content, piece, (size_t)length);
    if (whole && length < 0)
        whole = tolv_refuse(document, NULL, N_("it cannot be read to its end"), NULL, 0);
    return whole;
}

bool tolv_read_workbook(const tolv_document *document, const tolv_sheet_handler *handler,
                        void *context) {
    bool package;
    int file = tolv_document_open(document, &package);
    if (file < 0)
        return false;
    tolv_content *content = tolv_content_open(document, handler, context);
    bool whole = content && (package ? feed_package(document, content, file)
                                     : feed_flat(document, content, file));
    if (content)
        whole = tolv_content_close(content, whole);
    close(file);
    return whole;
}
