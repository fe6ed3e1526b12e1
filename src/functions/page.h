/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_PAGE_H
#define TOLV_FUNCTIONS_PAGE_H

#include "core/sentence.h"
#include "functions/describe.h"

/* A page of the reference is made of a few parts. What they say is in reference.c; how they look in
 * a terminal and in Markdown is in page_terminal.c and page_markdown.c. */
typedef struct tolv_page {
    tolv_writer *writer;
    tolv_language language;
    bool apart; /* the pages of the functions are in another document */
} tolv_page;

/* An argument of the function, in words. */
typedef struct tolv_page_argument {
    const char *name, *text;
    tolv_text takes, otherwise, need;
} tolv_page_argument;

/* Labels are English, keys of their translation; all other texts are in the page's language. */
typedef struct tolv_page_form {
    void (*title)(const tolv_page *page, const tolv_function *function);
    void (*arguments)(const tolv_page *page, const tolv_page_argument *arguments, size_t count);
    void (*section)(const tolv_page *page, const char *label, const char *text);
    void (*example)(const tolv_page *page, const char *formula, tolv_text answer,
                    tolv_text grounds);
    void (*related)(const tolv_page *page, const tolv_function *const *functions, size_t count);
    void (*heading)(const tolv_page *page, const char *label); /* of entries or tasks */
    void (*entry)(const tolv_page *page, const tolv_function *function);
    void (*task)(const tolv_page *page, const char *text, const tolv_function *const *functions,
                 size_t count);
} tolv_page_form;

extern const tolv_page_form tolv_page_terminal, tolv_page_markdown;

#endif
