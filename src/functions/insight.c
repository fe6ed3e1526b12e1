/* SPDX-License-Identifier: MPL-2.0 */
/* Insight: every figure can explain itself. */
#include "functions/arguments.h"
#include "functions/result.h"

/* ---- EXPLAIN ---- */

/* The very same body runs, with somebody listening; so an explanation cannot differ from the
 * calculation. A fault is explained too: what, where, what to do. */
static tolv_error explain(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_function *function = tolv_function_named(args[0].text);
    if (!function)
        return tolv_fail_with(call, TOLV_UNKNOWN_FUNCTION, 0, TOLV_TEXT_ITEM(args[0].text));
    if (function == call->function)
        return tolv_fail(call, TOLV_TOO_DEEP, 0);
    tolv_call inner;
    tolv_value unused;
    tolv_call_open(&inner, call->language, call->arena.memory, true);
    tolv_error error = tolv_function_call(&inner, function, args + 1, call->repeated, &unused);
    tolv_writer text = {.arena = &call->arena};
    if (error)
        tolv_write(&text, tolv_fault_sentence(&inner));
    else
        tolv_write(&text, (tolv_text){inner.explanation.bytes, inner.explanation.length});
    bool failed = text.failed || inner.explanation.failed || error == TOLV_OUT_OF_MEMORY;
    tolv_call_close(&inner);
    if (failed)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    *result = (tolv_value){.kind = TOLV_TEXT, .text = {text.bytes, text.length}};
    return TOLV_OK;
}

const tolv_function tolv_function_explain = {
    .name = NC_("function", "EXPLAIN"),
    .text = N_("Explains a figure: the numbers and the rule behind it, or why there is an error"),
    .family = TOLV_FAMILY_INSIGHT,
    .unit = N_("text"),
    .formula = N_("the same calculation as the function itself, told in words"),
    .example = "TOLV.EXPLAIN(\"DEVIATION\";110;100)",
    .see = "DEVIATION FLAG",
    .body = explain,
    .arguments = {{.id = "function",
                   .name = NC_("argument", "function"),
                   .text = N_("Name of the function in quotes, in any of the languages: “FLAG”"),
                   .kind = TOLV_ARGUMENT_TEXT},
                  {.id = "arguments",
                   .name = NC_("argument", "arguments"),
                   .text = N_("The function's own arguments, just as in the cell to be explained"),
                   .kind = TOLV_ARGUMENT_ANYTHING,
                   .optional = true,
                   .repeated = true}},
};
