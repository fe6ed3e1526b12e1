/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/exported_work.h"

void tolv_exported_tell(const tolv_exported *exported, tolv_severity severity, size_t row,
                        size_t column, const char *sentence, const tolv_item *items, size_t count) {
    tolv_notice notice = {.severity = severity,
                          .file = exported->file,
                          .line = row,
                          .column = column,
                          .sentence = sentence,
                          .item_count = count};
    for (size_t i = 0; i < count; i++)
        notice.items[i] = items[i];
    tolv_notify(exported->listener, &notice);
}

tolv_reading tolv_exported_refuse(const tolv_exported *exported, size_t column,
                                  const char *sentence, tolv_item first, tolv_item second) {
    tolv_exported_tell(exported, TOLV_FAILURE, exported->row, column, sentence,
                       (tolv_item[]){first, second}, 2);
    return TOLV_READING_REFUSED;
}

tolv_reading tolv_exported_refuse_text(const tolv_exported *exported, size_t column,
                                       const char *sentence, tolv_text text) {
    return tolv_exported_refuse(exported, column + 1, sentence, TOLV_TEXT_ITEM(text),
                                TOLV_PLAIN(0));
}

tolv_reading tolv_exported_refuse_memory(const tolv_exported *exported) {
    tolv_exported_tell(exported, TOLV_FAILURE, 0, 0, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL,
                       0);
    return TOLV_READING_NO_MEMORY;
}
