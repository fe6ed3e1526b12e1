/* SPDX-License-Identifier: MPL-2.0 */
/* Any bytes as a package: its parts, no longer than they say, or one refusal. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory_file.h"
#include "ods/package.h"

static void hear(void *context, const tolv_notice *notice) {
    *(size_t *)context += notice->severity == TOLV_FAILURE;
}

static bool take(void *context, const char *bytes, size_t length) {
    (void)bytes;
    return (*(size_t *)context += length) <= 1 << 16;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const tolv_document_limits limits = {.entries = 20,
                                                .entry_size = 1 << 16,
                                                .ratio = 200,
                                                .ratio_from = 1 << 12,
                                                .depth = 16,
                                                .text = 256,
                                                .runs = 100};
    char path[MEMORY_PATH_ROOM];
    size_t failures = 0, length = 0;
    int file = memory_file(data, size, path);
    tolv_document document = {.path = path, .limits = &limits, .listener = {hear, &failures}};
    tolv_package *package = tolv_package_open(&document, file);
    bool whole = package && tolv_package_read(package, "content.xml", take, &length);
    require(failures == !whole);
    require(length <= 1 << 16);
    tolv_package_close(package);
    close(file);
    return 0;
}
