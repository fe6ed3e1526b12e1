/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/document.h"

/* The largest of some 290 real files had 300 entries, 145 MB and a ratio of 60. */
const tolv_document_limits tolv_usual_limits = {
    .entries = 10000,
    .entry_size = (uint64_t)2 << 30,
    .ratio = 200,
    .ratio_from = (uint64_t)64 << 20,
    .depth = 256,
    .text = (size_t)1 << 20,
    .runs = 50000000,
};

const tolv_document_limits *tolv_document_limits_of(const tolv_document *document) {
    return document->limits ? document->limits : &tolv_usual_limits;
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
