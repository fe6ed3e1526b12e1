/* SPDX-License-Identifier: MPL-2.0 */
#include "core/notice.h"

void tolv_notify(const tolv_listener *listener, const tolv_notice *notice) {
    if (listener->hear)
        listener->hear(listener->context, notice);
}

static void write_number(tolv_writer *writer, tolv_language language, size_t number) {
    tolv_item item = TOLV_PLAIN(number);
    tolv_write_string(writer, ":");
    tolv_write_item(writer, language, &item);
}

void tolv_write_notice(tolv_writer *writer, tolv_language language, const tolv_notice *notice) {
    if (notice->file)
        tolv_write_string(writer, notice->file);
    if (notice->file && notice->line)
        write_number(writer, language, notice->line);
    if (notice->file && notice->line && notice->column)
        write_number(writer, language, notice->column);
    if (notice->cell) {
        tolv_write_string(writer, notice->file ? ", " : "");
        tolv_write_string(writer, notice->cell);
    }
    if (notice->file || notice->cell)
        tolv_write_string(writer, ": ");
    tolv_write_sentence(writer, language, notice->sentence, notice->items, notice->item_count);
}
