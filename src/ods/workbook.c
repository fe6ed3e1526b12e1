/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ods/package.h"

enum { PIECE = 1 << 16 };

static bool feed(void *context, const char *bytes, size_t length) {
    return tolv_content_feed(context, bytes, length);
}

static bool feed_package(const tolv_document *document, tolv_content *content) {
    tolv_package *package = tolv_package_open(document);
    bool whole = package && tolv_package_read(package, "content.xml", feed, content);
    tolv_package_close(package);
    return whole;
}

static bool feed_flat(const tolv_document *document, tolv_content *content, FILE *file) {
    char piece[PIECE];
    bool whole = true;
    for (size_t length; whole && (length = fread(piece, 1, sizeof piece, file)) > 0;)
        whole = tolv_content_feed(content, piece, length);
    if (whole && ferror(file))
        whole = tolv_refuse(document, NULL, N_("it cannot be read to its end"), NULL, 0);
    return whole;
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

bool tolv_read_workbook(const tolv_document *document, const tolv_sheet_handler *handler,
                        void *context) {
    FILE *file = fopen(document->path, "rb");
    if (!file)
        return tolv_refuse(document, NULL,
                           errno == ENOENT ? N_("there is no such file")
                                           : N_("it cannot be opened: look at its permissions"),
                           NULL, 0);
    char first[16];
    size_t length = fread(first, 1, sizeof first, file);
    bool package = length >= 4 && memcmp(first, "PK\3\4", 4) == 0;
    tolv_content *content = NULL;
    bool whole = package || is_markup(first, length) ||
                 tolv_refuse(document, NULL, N_("it is not a workbook (.ods or .fods)"), NULL, 0);
    rewind(file);
    if (whole)
        content = tolv_content_open(document, handler, context);
    whole = content != NULL;
    if (whole)
        whole = package ? feed_package(document, content) : feed_flat(document, content, file);
    if (content)
        whole = tolv_content_close(content, whole);
    fclose(file);
    return whole;
}
