/* SPDX-License-Identifier: MPL-2.0 */
/* Plain text, laid out as a manual page. */
#include "functions/page.h"

enum { WIDTH = 80, INDENT = 4 };

static void put(const tolv_page *page, const char *string) {
    tolv_write_string(page->writer, string);
}

static void put_spaces(const tolv_page *page, size_t count) {
    while (count-- > 0)
        put(page, " ");
}

static size_t characters(tolv_text text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

/* A paragraph, its lines broken at spaces. */
static void put_paragraph(const tolv_page *page, size_t indent, tolv_text text) {
    size_t column = 0;
    for (size_t at = 0; at < text.length;) {
        tolv_text word = {text.bytes + at, 0};
        while (at + word.length < text.length && word.bytes[word.length] != ' ')
            word.length++;
        size_t width = characters(word);
        if (column > 0 && column + 1 + width > WIDTH) {
            put(page, "\n");
            column = 0;
        }
        size_t space = column > 0 ? 1 : indent;
        put_spaces(page, space);
        tolv_write(page->writer, word);
        column += space + width;
        at += word.length + 1;
    }
    put(page, "\n");
}

static void put_label(const tolv_page *page, const char *label) {
    put(page, page->writer->length > 0 ? "\n" : "");
    put(page, tolv_translate(page->language, label));
    put(page, "\n");
}

static void title(const tolv_page *page, const tolv_function *function) {
    tolv_write_signature(page->writer, page->language, function);
    put(page, "\n");
    put_paragraph(page, INDENT, tolv_text_of(tolv_translate(page->language, function->text)));
    if (!function->why)
        return;
    put(page, "\n");
    put_paragraph(page, INDENT, tolv_text_of(tolv_translate(page->language, function->why)));
}

static void arguments(const tolv_page *page, const tolv_page_argument *arguments, size_t count) {
    if (count > 0)
        put_label(page, N_("Arguments"));
    for (size_t i = 0; i < count; i++) {
        put_spaces(page, INDENT);
        put(page, arguments[i].name);
        put(page, " (");
        tolv_write(page->writer, arguments[i].need);
        put(page, ")\n");
        put_paragraph(page, (size_t)2 * INDENT, tolv_text_of(arguments[i].text));
        put_paragraph(page, (size_t)2 * INDENT, arguments[i].takes);
    }
}

static void section(const tolv_page *page, const char *label, const char *text) {
    put_label(page, label);
    put_paragraph(page, INDENT, tolv_text_of(text));
}

/* As `tolv eval` reads it. */
static void example(const tolv_page *page, const char *formula, tolv_text answer,
                    tolv_text grounds) {
    put_label(page, N_("Example"));
    put_spaces(page, INDENT);
    tolv_write_formula(page->writer, page->language, tolv_openformula, formula);
    put(page, "\n");
    put_paragraph(page, INDENT, answer);
    if (grounds.length > 0)
        put_paragraph(page, INDENT, grounds);
}

static void put_names(const tolv_page *page, size_t indent, const tolv_function *const *functions,
                      size_t count) {
    tolv_writer names = {.arena = page->writer->arena};
    for (size_t i = 0; i < count; i++) {
        tolv_write_string(&names, i > 0 ? ", " : "");
        tolv_write_name(&names, page->language, functions[i]);
    }
    page->writer->failed = page->writer->failed || names.failed;
    if (!names.failed)
        put_paragraph(page, indent, (tolv_text){names.bytes, names.length});
}

static void related(const tolv_page *page, const tolv_function *const *functions, size_t count) {
    put_label(page, N_("See also"));
    put_names(page, INDENT, functions, count);
}

static void entry(const tolv_page *page, const tolv_function *function) {
    put_spaces(page, INDENT);
    tolv_write_name(page->writer, page->language, function);
    put(page, "\n");
    put_paragraph(page, (size_t)2 * INDENT,
                  tolv_text_of(tolv_translate(page->language, function->text)));
}

static void task(const tolv_page *page, const char *text, const tolv_function *const *functions,
                 size_t count) {
    put_paragraph(page, INDENT, tolv_text_of(text));
    put_names(page, (size_t)2 * INDENT, functions, count);
}

const tolv_page_form tolv_page_terminal = {title,   arguments, section, example,
                                           related, put_label, entry,   task};
