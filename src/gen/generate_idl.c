/* SPDX-License-Identifier: MPL-2.0 */
/* The interface that Calc calls. Methods are called by their place and stored in files by their
 * name, so both are for ever; lint.c compares with what is committed. */
#include <string.h>

#include "gen/generate.h"

enum { LINE = 100 };

void tolv_write_method(tolv_writer *writer, const tolv_function *function) {
    for (const char *letter = function->name; *letter; letter++) {
        char lower = *letter >= 'A' && *letter <= 'Z' ? (char)(*letter - 'A' + 'a') : *letter;
        if (lower != '.')
            tolv_write(writer, (tolv_text){&lower, 1});
    }
}

/* Only anys can be left out, and only as the last one a sequence of them. */
static const char *type_of(const tolv_argument *argument) {
    if (argument->kind == TOLV_ARGUMENT_TABLE && !argument->optional)
        return "[in] com::sun::star::table::XCellRange ";
    return argument->repeated ? "[in] sequence<any> " : "[in] any ";
}

static void write_method(tolv_writer *writer, const tolv_function *function) {
    static const char indent[] = "            ";
    size_t start = writer->length;
    tolv_write_string(writer, "        any ");
    tolv_write_method(writer, function);
    tolv_write_string(writer, "(");
    for (const tolv_argument *argument = function->arguments; argument->id; argument++) {
        const char *type = type_of(argument);
        if (argument > function->arguments)
            tolv_write_string(writer, ",");
        if (writer->length - start + strlen(type) + strlen(argument->id) + 3 > LINE) {
            tolv_write_string(writer, "\n");
            start = writer->length;
            tolv_write_string(writer, indent);
        } else if (argument > function->arguments) {
            tolv_write_string(writer, " ");
        }
        tolv_write_string(writer, type);
        tolv_write_string(writer, argument->id);
    }
    tolv_write_string(writer, ");\n");
}

bool tolv_generate_idl(tolv_writer *writer) {
    tolv_write_string(writer, "/* SPDX-License-Identifier: MPL-2.0 */\n"
                              "/* Made of the functions' descriptors by src/gen. Methods and "
                              "arguments are only ever appended:\n"
                              " * their names and places stand in the users' files. */\n"
                              "module tolv {\n"
                              "    interface XFunctions {\n");
    for (size_t i = 0; i < tolv_function_count; i++)
        write_method(writer, tolv_functions[i]);
    tolv_write_string(writer, "    };\n};\n");
    return !writer->failed;
}
