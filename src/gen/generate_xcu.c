/* SPDX-License-Identifier: MPL-2.0 */
/* CalcAddIns.xcu. The nodes of functions and arguments carry the names of the IDL, else the
 * Function Wizard shows ###. The wizard has no help page for an extension, so units, defaults and
 * words to choose from stand in the descriptions. */
#include "gen/generate.h"

static void write_escaped(tolv_writer *writer, tolv_text text) {
    for (size_t i = 0; i < text.length; i++) {
        const char *letter = text.bytes + i;
        tolv_write(writer, *letter == '&'   ? tolv_text_of("&amp;")
                           : *letter == '<' ? tolv_text_of("&lt;")
                           : *letter == '>' ? tolv_text_of("&gt;")
                                            : (tolv_text){letter, 1});
    }
}

/* A text in one language: what is to be described comes as `subject`. */
typedef void describe(tolv_writer *writer, tolv_language language, const void *subject);

static void write_property(tolv_writer *writer, int depth, const char *name, describe *describe,
                           const void *subject) {
    const char *indent = "                " + (16 - 2 * depth);
    tolv_write_string(writer, indent);
    tolv_write_string(writer, "<prop oor:name=\"");
    tolv_write_string(writer, name);
    tolv_write_string(writer, "\">\n");
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        tolv_writer text = {.arena = writer->arena};
        describe(&text, (tolv_language)language, subject);
        writer->failed = writer->failed || text.failed;
        tolv_write_string(writer, indent);
        tolv_write_string(writer, "  <value xml:lang=\"");
        tolv_write_string(writer, tolv_language_code((tolv_language)language));
        tolv_write_string(writer, "\">");
        write_escaped(writer, (tolv_text){text.bytes, text.length});
        tolv_write_string(writer, "</value>\n");
    }
    tolv_write_string(writer, indent);
    tolv_write_string(writer, "</prop>\n");
}

static void describe_function_name(tolv_writer *writer, tolv_language language,
                                   const void *subject) {
    const tolv_function *function = subject;
    tolv_write_string(writer, "TOLV.");
    tolv_write_string(writer, tolv_translate_in(language, "function", function->name));
}

static void describe_function(tolv_writer *writer, tolv_language language, const void *subject) {
    const tolv_function *function = subject;
    tolv_item items[] = {TOLV_WORD(function->text), TOLV_WORD(function->unit)};
    tolv_write_sentence(writer, language, N_("{1}. Answer: {2}."), items, 2);
}

static void describe_argument_name(tolv_writer *writer, tolv_language language,
                                   const void *subject) {
    const tolv_argument *argument = subject;
    tolv_write_string(writer, tolv_translate_in(language, "argument", argument->name));
}

static void describe_argument(tolv_writer *writer, tolv_language language, const void *subject) {
    const tolv_argument *argument = subject;
    tolv_item text = TOLV_WORD(argument->text);
    tolv_write_sentence(writer, language, N_("{1}."), &text, 1);
    for (const tolv_keyword *keyword = argument->keywords; keyword && keyword->word; keyword++) {
    }
}

static void write_name(tolv_writer *writer, int depth, const char *name) {
    tolv_write_string(writer, "                " + (16 - 2 * depth));
    tolv_write_string(writer, "<node oor:name=\"");
    tolv_write_string(writer, name);
    tolv_write_string(writer, "\" oor:op=\"replace\">\n");
}
