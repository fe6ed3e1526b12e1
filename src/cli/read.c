/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/limits.h"
#include "cli/output.h"
#include "ods/export.h"

static void print(void *context, const char *bytes, size_t length) {
    fwrite(bytes, 1, length, context);
}

static tolv_exit run(const tolv_terminal *terminal, int argc, char **argv) {
    static const char *const options[] = {
        [TOLV_FORMAT_CSV] = "--csv", [TOLV_FORMAT_TSV] = "--tsv", [TOLV_FORMAT_JSON] = "--json"};
    tolv_document_limits limits;
    tolv_field_format format = TOLV_FORMAT_CSV;
    for (int i = TOLV_FORMAT_CSV; i <= TOLV_FORMAT_JSON; i++)
        if (tolv_take_option(&argc, argv, options[i], NULL))
            format = (tolv_field_format)i;
    if (!tolv_take_limits(terminal, &argc, argv, &limits) ||
        !tolv_arguments_fit(terminal, &tolv_command_read, &argc, argv, 1, 2))
        return TOLV_EXIT_USAGE;
    tolv_hearing hearing = {.terminal = terminal};
    tolv_document document = {
        .path = argv[0], .limits = &limits, .listener = tolv_listener_to(&hearing)};
    size_t uncalculated;
    if (!tolv_export(&document, argc > 1 ? argv[1] : NULL, format,
                     &(tolv_sink){print, terminal->output}, &uncalculated))
        return hearing.status;
    if (uncalculated == 0)
        return TOLV_EXIT_DONE;
    tolv_say(terminal, &(tolv_notice){.severity = TOLV_WARNING,
                                      .file = argv[0],
                                      .sentence = N_("{1} formulas have no result yet, and stand "
                                                     "as blanks: open it in an office and save it"),
                                      .items = {TOLV_PLAIN(uncalculated)},
                                      .item_count = 1});
    return TOLV_EXIT_ANSWER;
}

const tolv_command tolv_command_read = {
    .name = "read",
    .text = N_("Prints what the cells of a workbook (.ods, .fods) hold, exactly"),
    .usage = N_("WORKBOOK [SHEET | SHEET.RANGE | NAME] [--csv|--tsv|--json]"),
    .details =
        N_("Without a place the only sheet is printed; where there are several, a list of\n"
           "the sheets, the named ranges and the tables (Data ▸ Define Range).\n"
           "\n"
           "Numbers have a decimal point and all their digits, dates are 2026-08-31, times\n"
           "PT7H30M, errors as the office shows them. A text is in quotation marks where it\n"
           "could be taken for something else, also for a formula. Nothing is printed of a\n"
           "workbook that cannot be read to its end; a formula that nobody has calculated\n"
           "stands as a blank, and the exit code is 1.\n"
           "\n"
           "--csv   commas between the values (this is what you get without an option)\n"
           "--tsv   tabs between the values\n"
           "--json  {\"sheet\": …, \"cells\": …, \"rows\": [[…], …]}\n"
           "\n"
           "tolv read budget.ods\n"
           "tolv read budget.ods Inputs.A1:D20 --json\n"),
    .limits = true,
    .run = run,
};
