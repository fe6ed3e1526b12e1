/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/sie_findings.h"

#include <string.h>

enum { TEXT_KEPT = 128 /* a sentence shows less */ };

static const char *const sentences[TOLV_SIE_FINDING_COUNT] = {
#define TOLV_SIE_FINDING_SENTENCE(name, sentence) [TOLV_SIE_##name] = sentence,
    TOLV_SIE_FINDINGS(TOLV_SIE_FINDING_SENTENCE)
#undef TOLV_SIE_FINDING_SENTENCE
};

tolv_error tolv_sie_found(tolv_sie_findings *findings, tolv_sie_finding finding, size_t line,
                          const tolv_item *items) {
    size_t at = findings->counts[finding]++;
    if (at >= TOLV_SIE_SHOWN)
        return TOLV_OK;
    findings->shown[finding][at].line = line;
    for (size_t i = 0; i < TOLV_SIE_FINDING_ITEMS; i++) {
        tolv_item item = items[i];
        if (item.form == TOLV_ITEM_TEXT) {
            size_t length = item.text.length < TEXT_KEPT ? item.text.length : TEXT_KEPT;
            char *bytes = tolv_arena_take(findings->arena, length, 1);
            if (!bytes)
                return TOLV_OUT_OF_MEMORY;
            memcpy(bytes, item.text.bytes, length);
            item.text = (tolv_text){bytes, length};
        }
        findings->shown[finding][at].items[i] = item;
    }
    return TOLV_OK;
}

static tolv_error tell(tolv_sie_findings *findings, size_t finding, size_t at,
                       const tolv_decoder *decoder, tolv_notice notice,
                       const tolv_listener *listener) {
    notice.sentence = sentences[finding];
    notice.line = findings->shown[finding][at].line;
    notice.item_count = TOLV_SIE_FINDING_ITEMS;
    for (size_t i = 0; i < TOLV_SIE_FINDING_ITEMS; i++) {
        notice.items[i] = findings->shown[finding][at].items[i];
        if (notice.items[i].form == TOLV_ITEM_TEXT &&
            tolv_decode(decoder, findings->arena, &notice.items[i].text))
            return TOLV_OUT_OF_MEMORY;
    }
    tolv_notify(listener, &notice);
    return TOLV_OK;
}

tolv_error tolv_sie_tell(tolv_sie_findings *findings, const tolv_decoder *decoder, const char *file,
                         const tolv_listener *listener) {
    tolv_notice notice = {.severity = TOLV_WARNING, .file = file};
    for (size_t finding = 0; finding < TOLV_SIE_FINDING_COUNT; finding++) {
        size_t count = findings->counts[finding];
        for (size_t at = 0; at < count && at < TOLV_SIE_SHOWN; at++)
            if (tell(findings, finding, at, decoder, notice, listener))
                return TOLV_OUT_OF_MEMORY;
        if (count > TOLV_SIE_SHOWN)
            tolv_notify(listener, &(tolv_notice){.severity = TOLV_WARNING,
                                                 .file = file,
                                                 .sentence = N_("the same is true of {1} more"),
                                                 .items = {TOLV_PLAIN(count - TOLV_SIE_SHOWN)},
                                                 .item_count = 1});
    }
    return TOLV_OK;
}
