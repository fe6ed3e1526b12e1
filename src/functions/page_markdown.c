/* SPDX-License-Identifier: MPL-2.0 */
/* A chapter of docs/functions.<language>.md. */
#include <string.h>

#include "functions/page.h"

static void put(const tolv_page *page, const char *string) {
    tolv_write_string(page->writer, string);
}

/* Plain text; what Markdown would read as a mark is escaped. */
static void put_text(const tolv_page *page, tolv_text text) {
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("\\`*_<|[]", text.bytes[i]))
            put(page, "\\");
        tolv_write(page->writer, (tolv_text){text.bytes + i, 1});
    }
}

static void put_translated(const tolv_page *page, const char *text) {
    put_text(page, tolv_text_of(tolv_translate(page->language, text)));
}

static void put_label(const tolv_page *page, const char *label) {
    put(page, "\n**");
    put(page, tolv_translate(page->language, label));
    put(page, ":**");
}

/* Anchors carry the stored name, so that a link is the same in every language. */
static void put_link(const tolv_page *page, const tolv_function *function) {
    put(page, "[");
    tolv_write_name(page->writer, page->language, function);
    put(page, "](");
    if (page->apart) {
        put(page, "functions.");
        put(page, tolv_language_code(page->language));
        put(page, ".md");
    }
    put(page, "#");
    put(page, function->name);
    put(page, ")");
}

static void title(const tolv_page *page, const tolv_function *function) {
    put(page, "\n<a id=\"");
    put(page, function->name);
    put(page, "\"></a>\n\n### ");
    tolv_write_name(page->writer, page->language, function);
    put(page, "\n\n");
    put_translated(page, function->text);
    put(page, ".\n\n");
    if (function->why) {
        put_translated(page, function->why);
        put(page, "\n\n");
    }
    put(page, "`");
    tolv_write_signature(page->writer, page->language, function);
    put(page, "`\n");
}

static void arguments(const tolv_page *page, const tolv_page_argument *arguments, size_t count) {
    static const char *const headings[] = {N_("Argument"), N_("What it is"), N_("Takes"),
                                           N_("If left out")};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    put(page, count > 0 ? "\n" : "");
    for (size_t i = 0; count > 0 && i < COLUMNS; i++) {
        put(page, "| ");
        put_translated(page, headings[i]);
        put(page, i + 1 < COLUMNS ? " " : " |\n|---|---|---|---|\n");
    }
    for (size_t i = 0; i < count; i++) {
        const tolv_text cells[COLUMNS] = {tolv_text_of(arguments[i].name),
                                          tolv_text_of(arguments[i].text), arguments[i].takes,
                                          arguments[i].otherwise};
        for (size_t column = 0; column < COLUMNS; column++) {
            put(page, "| ");
            put_text(page, cells[column]);
            put(page, column + 1 < COLUMNS ? " " : " |\n");
        }
    }
}

static void section(const tolv_page *page, const char *label, const char *text) {
    put_label(page, label);
    put(page, " ");
    put_text(page, tolv_text_of(text));
    put(page, "\n");
}

/* As it is typed into Calc and shown there. */
static void example(const tolv_page *page, const char *formula, tolv_text answer,
                    tolv_text grounds) {
    put_label(page, N_("Example"));
    put(page, "\n\n```\n=");
    tolv_write_formula(page->writer, page->language, tolv_notation_of(page->language), formula);
    put(page, "\n");
    tolv_write(page->writer, answer);
    put(page, "\n```\n");
    if (grounds.length == 0)
        return;
    put(page, "\n> ");
    put_text(page, grounds);
    put(page, "\n");
}

static void put_links(const tolv_page *page, const tolv_function *const *functions, size_t count) {
    for (size_t i = 0; i < count; i++) {
        put(page, i > 0 ? ", " : " ");
        put_link(page, functions[i]);
    }
    put(page, "\n");
}

static void related(const tolv_page *page, const tolv_function *const *functions, size_t count) {
    put_label(page, N_("See also"));
    put_links(page, functions, count);
}

static void heading(const tolv_page *page, const char *label) {
    put(page, "\n**");
    put_translated(page, label);
    put(page, "**\n\n");
}

static void entry(const tolv_page *page, const tolv_function *function) {
    put(page, "- ");
    put_link(page, function);
    put(page, ": ");
    put_translated(page, function->text);
    put(page, "\n");
}

static void task(const tolv_page *page, const char *text, const tolv_function *const *functions,
                 size_t count) {
    put(page, "- ");
    put_text(page, tolv_text_of(text));
    put(page, ":");
    put_links(page, functions, count);
}

const tolv_page_form tolv_page_markdown = {title,   arguments, section, example,
                                           related, heading,   entry,   task};
