/* SPDX-License-Identifier: MPL-2.0 */
/* Insight: every figure can explain itself, and a sheet tell whether it was changed. */
#include "core/checksum.h"
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
    inner.session = call->session;
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
    .why = N_("A figure that cannot be explained is not believed. This says the numbers and the "
              "rule behind any of the functions, from the very calculation and in the reader's "
              "language."),
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

/* ---- CHECKSUM ---- */

static tolv_error checksum(tolv_call *call, const tolv_value *args, tolv_value *result) {
    const tolv_range *cells = &args[0].range;
    tolv_text salt = args[1].kind == TOLV_TEXT ? args[1].text : tolv_text_of("");
    size_t numbers = 0, texts = 0, n = tolv_range_count(cells);
    for (size_t i = 0; i < n; i++) {
        tolv_cell cell = tolv_range_cell(cells, i);
        numbers += cell.kind == TOLV_NUMBER;
        texts += cell.kind == TOLV_TEXT && cell.text.length > 0;
    }
    char *digits = tolv_arena_take(&call->arena, TOLV_CHECKSUM_DIGITS, 1);
    if (!digits)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_checksum(cells, salt, digits);
    const tolv_text mark = {digits, TOLV_CHECKSUM_DIGITS};
    tolv_explain(
        call,
        salt.length
            ? N_("SHA-256 of the salt and {1} {1|row|rows} × {2} {2|column|columns} (numbers {3}, texts {4}, blanks {5}) begins with {6}")
            : N_("SHA-256 of {1} {1|row|rows} × {2} {2|column|columns} (numbers {3}, texts {4}, blanks {5}) begins with {6}"),
        TOLV_PLAIN(cells->rows), TOLV_PLAIN(cells->columns), TOLV_PLAIN(numbers), TOLV_PLAIN(texts),
        TOLV_PLAIN(n - numbers - texts), TOLV_TEXT_ITEM(mark));
    *result = (tolv_value){.kind = TOLV_TEXT, .text = mark};
    return TOLV_OK;
}

const tolv_function tolv_function_checksum = {
    .name = NC_("function", "CHECKSUM"),
    .text =
        N_("Mark of what cells hold: another mark when any of them was changed, filled or emptied"),
    .why = N_("A template that comes back from forty managers may have been changed where it "
              "should not. One short text tells whether the fixed part is as it was sent out."),
    .family = TOLV_FAMILY_INSIGHT,
    .unit = N_("text of 16 hexadecimal digits"),
    .formula = N_(
        "the first 16 digits of SHA-256 over UTF-8 joined by U+001F: salt, “rows x columns”, then cell by cell n + number (%.15g), t + text, or b for a blank"),
    .source = N_("SHA-256: FIPS 180-4 (NIST, 2015)"),
    .example = N_("TOLV.CHECKSUM({\"Rent\";1200|\"Food\";})"),
    .see = "EXPLAIN",
    .body = checksum,
    .arguments = {{.id = "cells",
                   .name = NC_("argument", "cells"),
                   .text =
                       N_("Cells of any content: the part of the sheet that is to stay as it is"),
                   .kind = TOLV_ARGUMENT_CELLS,
                   .blanks = TOLV_BLANKS_KEPT},
                  {.id = "salt",
                   .name = NC_("argument", "salt"),
                   .text = N_("Text that is mixed in, so that others cannot make the same mark"),
                   .kind = TOLV_ARGUMENT_TEXT,
                   .optional = true}},
};
