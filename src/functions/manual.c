/* SPDX-License-Identifier: MPL-2.0 */
/* The reference as one document. */
#include "functions/reference.h"

/* What holds for all functions, before the first of them. */
static const char *const rules[] = {
    N_("Names begin with TOLV. in every language; a file stores the English ones, so a workbook "
       "works in every language. Words to choose from are taken in English, Swedish and Danish, in "
       "any case of letters, and so are their numbers."),
    N_("Amounts are kronor, exact to the öre; shares and per cent are fractions (0.05 is 5 %); a "
       "month is 1 to 12 or a date. An argument in square brackets can be left out."),
    N_("Not yet reported is not zero: what a blank cell of a range means, each page says. A lone blank cell comes from Calc as 0, so point at the whole row and say up to which month to count."),
    N_("A deviation is budget minus outcome as the ledger has it (cost plus, income minus): plus "
       "is better."),
    N_("A function that answers several figures is entered as an array formula (Ctrl+Shift+Enter), or cell by cell with the argument element."),
    N_("Where something is wrong the cell shows an error; EXPLAIN with the same arguments says "
       "what, where and what to do."),
    N_("The examples are as one types them into Calc with English settings, where “,” separates "
       "the columns of an array and “;” its rows. Their values are calculated by the functions "
       "themselves when this page is made."),
    N_("Only a ledger table, and the text that LEDGER answers of it, must stand in cells of the "
       "sheet: the examples write them out instead of pointing at them."),
};

/* A line of its own, with a blank line before it. */
static void write_line(tolv_writer *writer, const char *mark, const char *text) {
    tolv_write_string(writer, "\n");
    tolv_write_string(writer, mark);
    tolv_write_string(writer, text);
    tolv_write_string(writer, "\n");
}

static bool write_chapter(tolv_writer *writer, tolv_language language, tolv_family family) {
    bool begun = false, whole = true;
    for (size_t i = 0; whole && i < tolv_function_count; i++) {
        if (tolv_functions[i]->family != family)
            continue;
        if (!begun)
            write_line(writer, "## ", tolv_translate(language, tolv_family_name(family)));
        begun = true;
        whole = tolv_write_reference(writer, language, tolv_functions[i], TOLV_REFERENCE_MARKDOWN);
    }
    return whole;
}

bool tolv_write_manual(tolv_writer *writer, tolv_language language) {
    bool whole = true;
    tolv_write_string(writer, "<!-- Made of the functions' descriptors by src/gen. -->\n");
    write_line(writer, "# ", tolv_translate(language, N_("The functions of Tolv")));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        write_line(writer, "", tolv_translate(language, rules[i]));
    tolv_write_reference_index(writer, language, TOLV_REFERENCE_MARKDOWN);
    for (int family = 0; whole && family < TOLV_FAMILIES; family++)
        whole = write_chapter(writer, language, (tolv_family)family);
    return whole;
}
