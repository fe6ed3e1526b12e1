/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/reference.h"

#include <string.h>

#include "functions/formula.h"
#include "functions/page.h"
#include "functions/tasks.h"

static const tolv_page_form *const forms[] = {
    [TOLV_REFERENCE_TERMINAL] = &tolv_page_terminal,
    [TOLV_REFERENCE_MARKDOWN] = &tolv_page_markdown,
};

/* What a part of the page was written into. */
static tolv_text text_of(const tolv_page *page, const tolv_writer *part) {
    page->writer->failed = page->writer->failed || part->failed;
    return part->failed ? tolv_text_of("") : (tolv_text){part->bytes, part->length};
}

static void put_arguments(const tolv_page *page, const tolv_page_form *form,
                          const tolv_function *function) {
    tolv_page_argument arguments[TOLV_ARGUMENTS_MAX];
    size_t count = tolv_argument_count(function);
    for (size_t i = 0; i < count; i++) {
        const tolv_argument *argument = &function->arguments[i];
        tolv_writer takes = {.arena = page->writer->arena}, otherwise = takes, need = takes;
        tolv_write_takes(&takes, page->language, argument);
        tolv_write_otherwise(&otherwise, page->language, argument);
        tolv_write_need(&need, page->language, argument);
        arguments[i] = (tolv_page_argument){
            .name = tolv_translate_in(page->language, "argument", argument->name),
            .text = tolv_translate(page->language, argument->text),
            .takes = text_of(page, &takes),
            .otherwise = text_of(page, &otherwise),
            .need = text_of(page, &need)};
    }
    form->arguments(page, arguments, count);
}

static void put_section(const tolv_page *page, const tolv_page_form *form, const char *label,
                        const char *text) {
    if (text)
        form->section(page, label, tolv_translate(page->language, text));
}

/* A value as one reads it, "= 10 596; 10 595": bars between rows. */
static void write_value(tolv_writer *writer, tolv_language language, const tolv_value *value) {
    tolv_cell single;
    tolv_range range = tolv_range_of(value, &single);
    tolv_write_string(writer, "= ");
    for (size_t i = 0; i < tolv_range_count(&range); i++) {
        tolv_cell cell = tolv_range_cell(&range, i);
        tolv_item number = TOLV_DECIMAL(cell.kind == TOLV_NUMBER ? cell.number : 0);
        tolv_write_string(writer, i == 0 ? "" : i % range.columns ? "; " : " | ");
        if (cell.kind == TOLV_NUMBER)
            tolv_write_item(writer, language, &number);
        else
            tolv_write(writer, cell.kind == TOLV_TEXT ? cell.text : tolv_text_of("–"));
    }
}

/* The example with its value and its grounds, from the very body that answers in a cell. */
static bool put_example(const tolv_page *page, const tolv_page_form *form,
                        const tolv_function *function) {
    tolv_call call;
    tolv_value value;
    tolv_writer answer = {.arena = page->writer->arena};
    const char *formula = tolv_translate(page->language, function->example);
    tolv_call_open(&call, page->language, page->writer->arena->memory, true);
    bool answered = !tolv_formula_evaluate(&call, tolv_text_of(formula), &value);
    if (answered) {
        write_value(&answer, page->language, &value);
        form->example(page, formula, text_of(page, &answer), text_of(page, &call.explanation));
    }
    tolv_call_close(&call);
    return answered;
}

enum { NAMES_MAX = 16 };

/* The functions of names separated by spaces. */
static size_t functions_of(const char *names, const tolv_function *functions[NAMES_MAX]) {
    size_t count = 0;
    for (const char *at = names; at && *at && count < NAMES_MAX;) {
        size_t length = strcspn(at, " ");
        functions[count] = tolv_function_named((tolv_text){at, length});
        count += functions[count] != NULL;
        at += length + (at[length] == ' ');
    }
    return count;
}

static void put_related(const tolv_page *page, const tolv_page_form *form,
                        const tolv_function *function) {
    const tolv_function *functions[NAMES_MAX];
    size_t count = functions_of(function->see, functions);
    if (count > 0)
        form->related(page, functions, count);
}

bool tolv_write_reference(tolv_writer *writer, tolv_language language,
                          const tolv_function *function, tolv_reference_form how) {
    const tolv_page page = {writer, language, false};
    const tolv_page_form *form = forms[how];
    form->title(&page, function);
    put_arguments(&page, form, function);
    put_section(&page, form, N_("Answer"), function->unit);
    put_section(&page, form, N_("Formula"), function->formula);
    put_section(&page, form, N_("Source"), function->source);
    bool answered = put_example(&page, form, function);
    put_related(&page, form, function);
    return answered && !writer->failed;
}

static void put_start(const tolv_page *page, const tolv_page_form *form) {
    const tolv_function *functions[NAMES_MAX];
    size_t count = functions_of(tolv_start, functions);
    form->heading(page, N_("To begin with: the first month"));
    for (size_t i = 0; i < count; i++)
        form->entry(page, functions[i]);
}

static void put_tasks(const tolv_page *page, const tolv_page_form *form) {
    for (const tolv_task *task = tolv_tasks; task->text; task++) {
        const tolv_function *functions[NAMES_MAX];
        size_t count = functions_of(task->names, functions);
        if (task->when)
            form->heading(page, task->when);
        form->task(page, tolv_translate(page->language, task->text), functions, count);
    }
}

bool tolv_write_tasks(tolv_writer *writer, tolv_language language) {
    const tolv_page page = {writer, language, true};
    tolv_write_string(writer, "<!-- Made of the functions' descriptors by src/gen. -->\n\n# ");
    tolv_write_string(writer, tolv_translate(language, N_("Which function do I want?")));
    tolv_write_string(writer, "\n");
    put_start(&page, &tolv_page_markdown);
    put_tasks(&page, &tolv_page_markdown);
    return !writer->failed;
}

bool tolv_write_reference_index(tolv_writer *writer, tolv_language language,
                                tolv_reference_form how) {
    const tolv_page page = {writer, language, false};
    put_start(&page, forms[how]);
    put_tasks(&page, forms[how]);
    for (int family = 0; family < TOLV_FAMILIES; family++) {
        bool any = false;
        for (size_t i = 0; i < tolv_function_count; i++) {
            if (tolv_functions[i]->family != (tolv_family)family)
                continue;
            if (!any)
                forms[how]->heading(&page, tolv_family_name((tolv_family)family));
            any = true;
            forms[how]->entry(&page, tolv_functions[i]);
        }
    }
    return !writer->failed;
}
