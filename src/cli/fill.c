/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/fill.h"

#include "cli/limits.h"
#include "cli/output.h"

static bool take_name(const tolv_terminal *terminal, int *argc, char **argv, const char *option,
                      const char **name) {
    if (!tolv_take_option(argc, argv, option, name) || *name)
        return true;
    tolv_say_that(terminal, N_("after {1} belongs a name"), &TOLV_TEXT_ITEM(tolv_text_of(option)),
                  1);
    return false;
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    const char *output = NULL;
    tolv_document_limits limits;
    tolv_fill_options options = {.decimal_comma =
                                     tolv_take_option(&argc, argv, "--decimal-comma", NULL),
                                 .force = tolv_take_option(&argc, argv, "--force", NULL)};
    if (!take_name(terminal, &argc, argv, "-o", &output) ||
        !take_name(terminal, &argc, argv, "--table", &options.table) ||
        !tolv_take_limits(terminal, &argc, argv, &limits) ||
        !tolv_arguments_fit(terminal, &tolv_command_fill, &argc, argv, 2, 2))
        return TOLV_EXIT_USAGE;
    if (!output) {
        tolv_say_that(terminal, N_("say with -o what the filled workbook is to be called"), NULL,
                      0);
        return TOLV_EXIT_USAGE;
    }
    tolv_hearing hearing = {.terminal = terminal};
    tolv_document workbook = {
        .path = argv[0], .limits = &limits, .listener = tolv_listener_to(&hearing)};
    tolv_document values = workbook;
    values.path = argv[1];
    return tolv_fill(&workbook, &values, &options, output, NULL) ? TOLV_EXIT_DONE : hearing.status;
}

const tolv_command tolv_command_fill = {
    .name = "fill",
    .text = N_("Writes values into a workbook (.ods, .fods), and changes nothing else in it"),
    .usage = N_("WORKBOOK VALUES [--table NAME] -o FILE"),
    .details =
        N_("VALUES is a file with commas, semicolons or tabs between the values, in UTF-8.\n"
           "Each line is the name of a cell or a range, or an address, and its values:\n"
           "\n"
           "    Period;8\n"
           "    Unit;\"0412\"\n"
           "    'My sheet'.B2;2026-08-31\n"
           "\n"
           "With --table the first line has headings of the table (Data ▸ Define Range),\n"
           "and the lines below its rows; columns without a heading stay as they are.\n"
           "\n"
           "Numbers have a decimal point, dates are written 2026-08-31, times PT7H30M.\n"
           "What stands in quotation marks is a text, and so are codes such as 007 and +46.\n"
           "A text never becomes a formula. An empty value empties the cell. Formulas keep\n"
           "their places and lose their results: an office calculates them anew.\n"
           "\n"
           "-o FILE          the filled workbook; may be WORKBOOK itself\n"
           "--table NAME     the values are rows of this table\n"
           "--decimal-comma  numbers in VALUES have a decimal comma\n"
           "--force          also into protected cells, past the cells' validity rules, and\n"
           "                 into a signed workbook, whose signature is taken away\n"
           "\n"
           "tolv fill budget.ods values.csv -o budget-2026.ods\n"
           "tolv fill budget.ods inputs.csv --table Inputs -o budget.ods\n"),
    .limits = true,
    .run = run,
};
