/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/output.h"
#include "functions/describe.h"
#include "functions/formula.h"

/* Where the fault is an inner call's, its place is told by that function's arguments. */
static void say_fault(const tolv_terminal *terminal, tolv_call *call) {
    const tolv_fault *fault = &call->fault;
    tolv_writer writer = {.arena = &call->arena};
    if (call->function) {
        tolv_write_name(&writer, terminal->language, call->function);
        tolv_write_string(&writer, ": ");
    }
    tolv_text sentence = tolv_fault_sentence(call);
    tolv_write(&writer, sentence);
    tolv_write_string(&writer, "\n");
    if (!sentence.length || !tolv_print_written(terminal->notices, &writer))
        tolv_say_that(terminal, tolv_error_sentence(TOLV_OUT_OF_MEMORY), NULL, 0);
    if (fault->error == TOLV_FORMULA_UNKNOWN)
        tolv_suggest_function(terminal, fault->items[1].text);
    else if (fault->error == TOLV_UNKNOWN_FUNCTION)
        tolv_suggest_function(terminal, fault->items[0].text);
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    bool explain = tolv_take_option(&argc, argv, "--explain", NULL);
    if (!tolv_arguments_fit(terminal, &tolv_command_eval, &argc, argv, 1, 1))
        return TOLV_EXIT_USAGE;
    tolv_exit status = TOLV_EXIT_DONE;
    tolv_value value;
    tolv_call call;
    tolv_call_open(&call, terminal->language, NULL, explain);
    tolv_error error = tolv_formula_evaluate(&call, tolv_text_of(argv[0]), &value);
    if (error) {
        fprintf(terminal->output, "%s\n", tolv_calc_error_text(tolv_error_in_calc(error)));
        say_fault(terminal, &call);
        status = TOLV_EXIT_ANSWER;
    } else {
        tolv_print_value(terminal->output, &value);
        status = value.kind == TOLV_FAULT ? TOLV_EXIT_ANSWER : TOLV_EXIT_DONE;
    }
    if (!error && call.explanation.length) {
        tolv_write_string(&call.explanation, "\n");
        if (!tolv_print_written(terminal->output, &call.explanation))
            status = TOLV_EXIT_MACHINE;
    }
    tolv_call_close(&call);
    return status;
}

const tolv_command tolv_command_eval = {
    .name = "eval",
    .text = N_("Calculates a formula of Tolv's functions and prints the answer"),
    .usage = N_("[--explain] 'FORMULA'"),
    .details =
        N_("A formula is written as in an OpenDocument file: “;” between arguments and\n"
           "between the columns of an array, “|” between its rows, a decimal point, texts in\n"
           "\"...\". Functions may stand inside each other, by their English, Swedish or\n"
           "Danish names. There are no cells to refer to. A matrix is printed with tabs\n"
           "between its columns.\n"
           "\n"
           "--explain   print the numbers and the rule behind the answer too\n"
           "\n"
           "tolv eval 'TOLV.PERIODISE(127147;{1;1;1;1;1;1;1;1;1;1;1;1})'\n"),
    .run = run,
};
