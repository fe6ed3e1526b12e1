/* SPDX-License-Identifier: MPL-2.0 */
#include "cli/limits.h"

#include <inttypes.h>
#include <math.h>

#include "cli/output.h"
#include "ods/number.h"

/* All of them are whole numbers of 64 bits. */
static const struct {
    const char *name, *text;
    size_t offset;
} options[] = {
#define OPTION(name, field, text) \
    { name, text, offsetof(tolv_document_limits, field) }
    OPTION("--limit-entries", entries, N_("files in a package")),
    OPTION("--limit-entry-size", entry_size, N_("bytes of one of them, unpacked")),
    OPTION("--limit-ratio", ratio, N_("how many times its packed size a file may have …")),
    OPTION("--limit-ratio-from", ratio_from, N_("… when it is larger than so many bytes")),
    OPTION("--limit-part", part, N_("bytes of a file that is changed, held in memory")),
    OPTION("--limit-depth", depth, N_("elements inside each other")),
    OPTION("--limit-text", text, N_("bytes of one text")),
    OPTION("--limit-runs", runs, N_("runs of equal cells that are read")),
    OPTION("--limit-cells", cells, N_("cells that are printed")),
    OPTION("--limit-output", output, N_("bytes that are printed")),
};
enum { OPTIONS = sizeof options / sizeof *options };

bool tolv_take_limits(const tolv_terminal *terminal, int *argc, char **argv,
                      tolv_document_limits *limits) {
    *limits = tolv_usual_limits;
    for (int i = 0; i < OPTIONS; i++) {
        const char *text = NULL;
        double number;
        if (!tolv_take_option(argc, argv, options[i].name, &text))
            continue;
        if (!text || !tolv_number_read(tolv_text_of(text), &number) || number < 1 ||
            number > 0x1p53 || number != floor(number)) {
            tolv_say_that(terminal, N_("after {1} belongs a whole number"),
                          &TOLV_TEXT_ITEM(tolv_text_of(options[i].name)), 1);
            return false;
        }
        *(uint64_t *)(void *)((char *)limits + options[i].offset) = (uint64_t)number;
    }
    return true;
}

void tolv_print_limits(const tolv_terminal *terminal) {
    fprintf(terminal->output, "\n%s\n",
            tolv_translate(terminal->language, N_("Limits, beyond which a file is refused")));
    for (int i = 0; i < OPTIONS; i++)
        fprintf(
            terminal->output, "    %-18s %12" PRIu64 "  %s\n", options[i].name,
            *(const uint64_t *)(const void *)((const char *)&tolv_usual_limits + options[i].offset),
            tolv_translate(terminal->language, options[i].text));
}
