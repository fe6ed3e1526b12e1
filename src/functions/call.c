/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/call.h"

#include <string.h>

#include "functions/function.h"

void tolv_call_open(tolv_call *call, tolv_language language, const tolv_memory *memory,
                    bool listening) {
    tolv_arena_open(&call->arena, memory);
    call->language = language;
    call->function = NULL;
    call->repeated = 0;
    call->session = call->own = NULL;
    call->listening = listening;
    call->explanation = (tolv_writer){.arena = &call->arena};
    call->fault.error = TOLV_OK;
}

void tolv_call_close(tolv_call *call) {
    tolv_session_close(call->own);
    tolv_arena_close(&call->arena);
}

tolv_session *tolv_call_session(tolv_call *call) {
    if (!call->session)
        call->session = call->own = tolv_session_open(call->arena.memory, TOLV_SESSION_BYTES, NULL);
    if (!call->session)
        tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    return call->session;
}

tolv_error tolv_fail_items(tolv_call *call, tolv_error error, int argument, size_t row,
                           size_t column, const tolv_item *items, size_t count) {
    call->fault = (tolv_fault){.error = error, .argument = argument, .row = row, .column = column};
    call->fault.item_count = count < TOLV_FAULT_ITEMS ? count : TOLV_FAULT_ITEMS;
    for (size_t i = 0; i < call->fault.item_count; i++)
        call->fault.items[i] = items[i];
    return error;
}

void tolv_explain_items(tolv_call *call, const char *sentence, const tolv_item *items,
                        size_t count) {
    if (!call->listening)
        return;
    if (call->explanation.length)
        tolv_write_string(&call->explanation, "; ");
    tolv_write_sentence(&call->explanation, call->language, sentence, items, count);
}

tolv_text tolv_fault_sentence(tolv_call *call) {
    const tolv_fault *fault = &call->fault;
    tolv_writer writer = {.arena = &call->arena};
    if (fault->argument >= 0 && call->function) {
        const tolv_argument *argument =
            tolv_function_argument(call->function, (size_t)fault->argument);
        tolv_item where[] = {TOLV_TEXT_ITEM(tolv_text_of(tolv_translate_in(
                                 call->language, "argument", argument ? argument->name : ""))),
                             TOLV_PLAIN(fault->argument + 1), TOLV_PLAIN(fault->row),
                             TOLV_PLAIN(fault->column)};
        tolv_write_sentence(&writer, call->language,
                            fault->row
                                ? N_("Argument {2} (“{1}”), row {3}, column {4} of the range: ")
                                : N_("Argument {2} (“{1}”): "),
                            where, 4);
    }
    tolv_write_sentence(&writer, call->language, tolv_error_sentence(fault->error), fault->items,
                        fault->item_count);
    if (writer.failed)
        return tolv_text_of("");
    return (tolv_text){writer.bytes, writer.length};
}
