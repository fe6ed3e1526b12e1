/* SPDX-License-Identifier: MPL-2.0 */
/* CalcAddIns.xcu. The nodes of functions and arguments carry the names of the IDL, else the
 * Function Wizard shows ###. The wizard has no help page for an extension, so units, defaults and
 * the words to choose from stand in the descriptions. */
#include "functions/describe.h"
#include "gen/generate.h"

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- SPDX-License-Identifier: MPL-2.0 -->\n"
    "<!-- Made of the functions' descriptors by src/gen. -->\n"
    "<oor:component-data xmlns:oor=\"http://openoffice.org/2001/registry\"\n"
    "                    xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"\n"
    "                    oor:name=\"CalcAddIns\" oor:package=\"org.openoffice.Office\">\n"
    "  <node oor:name=\"AddInInfo\">\n"
    "    <node oor:name=\"tolv\" oor:op=\"replace\">\n"
    "      <node oor:name=\"AddInFunctions\">\n";

static const char foot[] = "      </node>\n"
                           "    </node>\n"
                           "  </node>\n"
                           "</oor:component-data>\n";

static void write_escaped(tolv_writer *writer, tolv_text text) {
    for (size_t i = 0; i < text.length; i++) {
        char letter = text.bytes[i];
        tolv_write(writer, letter == '&'   ? tolv_text_of("&amp;")
                           : letter == '<' ? tolv_text_of("&lt;")
                           : letter == '>' ? tolv_text_of("&gt;")
                                           : (tolv_text){text.bytes + i, 1});
    }
}

static void indent(tolv_writer *writer, int depth) {
    while (depth-- > 0)
        tolv_write_string(writer, "  ");
}

static void open_node(tolv_writer *writer, int depth, tolv_text name, const char *operation) {
    indent(writer, depth);
    tolv_write_string(writer, "<node oor:name=\"");
    tolv_write(writer, name);
    tolv_write_string(writer, operation);
}

/* What a property says of a function or an argument, in one language. */
typedef void describe(tolv_writer *writer, tolv_language language, const void *subject);

static void write_property(tolv_writer *writer, int depth, const char *name, describe *describe,
                           const void *subject) {
    indent(writer, depth);
    tolv_write_string(writer, "<prop oor:name=\"");
    tolv_write_string(writer, name);
    tolv_write_string(writer, "\">\n");
    for (int language = 0; language < TOLV_LANGUAGES; language++) {
        tolv_writer text = {.arena = writer->arena};
        describe(&text, (tolv_language)language, subject);
        writer->failed = writer->failed || text.failed;
        indent(writer, depth + 1);
        tolv_write_string(writer, "<value xml:lang=\"");
        tolv_write_string(writer, tolv_language_code((tolv_language)language));
        tolv_write_string(writer, "\">");
        write_escaped(writer, (tolv_text){text.bytes, text.length});
        tolv_write_string(writer, "</value>\n");
    }
    indent(writer, depth);
    tolv_write_string(writer, "</prop>\n");
}

static void function_name(tolv_writer *writer, tolv_language language, const void *function) {
    tolv_write_name(writer, language, function);
}

static void function_text(tolv_writer *writer, tolv_language language, const void *function) {
    tolv_write_summary(writer, language, function);
}

static void argument_name(tolv_writer *writer, tolv_language language, const void *subject) {
    const tolv_argument *argument = subject;
    tolv_write_string(writer, tolv_translate_in(language, "argument", argument->name));
}

/* The wizard calls every argument of an add-in optional, so the text says which ones are not. */
static void argument_text(tolv_writer *writer, tolv_language language, const void *subject) {
    const tolv_argument *argument = subject;
    tolv_write_string(writer, tolv_translate(language, argument->text));
    if (argument->kind == TOLV_ARGUMENT_KEYWORD) {
        tolv_write_string(writer, " – ");
        tolv_write_takes(writer, language, argument);
    }
    tolv_write_string(writer, " (");
    tolv_write_need(writer, language, argument);
    tolv_write_string(writer, ")");
}

static void write_argument(tolv_writer *writer, const tolv_argument *argument) {
    open_node(writer, 6, tolv_text_of(argument->id), "\" oor:op=\"replace\">\n");
    write_property(writer, 7, "DisplayName", argument_name, argument);
    write_property(writer, 7, "Description", argument_text, argument);
    indent(writer, 6);
    tolv_write_string(writer, "</node>\n");
}

static void write_function(tolv_writer *writer, const tolv_function *function) {
    tolv_writer method = {.arena = writer->arena};
    tolv_write_method(&method, function);
    writer->failed = writer->failed || method.failed;
    open_node(writer, 4, (tolv_text){method.bytes, method.length}, "\" oor:op=\"replace\">\n");
    write_property(writer, 5, "DisplayName", function_name, function);
    write_property(writer, 5, "Description", function_text, function);
    indent(writer, 5);
    tolv_write_string(writer, "<prop oor:name=\"Category\"><value>Add-In</value></prop>\n");
    open_node(writer, 5, tolv_text_of("Parameters"), "\">\n");
    for (const tolv_argument *argument = function->arguments; argument->id; argument++)
        write_argument(writer, argument);
    indent(writer, 5);
    tolv_write_string(writer, "</node>\n");
    indent(writer, 4);
    tolv_write_string(writer, "</node>\n");
}

bool tolv_generate_xcu(tolv_writer *writer) {
    tolv_write_string(writer, head);
    for (size_t i = 0; i < tolv_function_count; i++)
        write_function(writer, tolv_functions[i]);
    tolv_write_string(writer, foot);
    return !writer->failed;
}
