/* SPDX-License-Identifier: MPL-2.0 */
#include "functions/books.h"

#include <stdio.h>
#include <string.h>

#include "ledger/versions.h"

const tolv_keyword tolv_amount_types[] = {
    {TOLV_AMOUNT_OUTCOME, NC_("keyword", "outcome")},
    {TOLV_AMOUNT_BUDGET, NC_("keyword", "budget")},
    {TOLV_AMOUNT_FORECAST, NC_("keyword", "forecast")},
    {0, NULL},
};

const char *tolv_amount_type_word(tolv_amount_type type) {
    return tolv_amount_types[type - TOLV_AMOUNT_OUTCOME].word;
}

/* ---- Handles ---- */

/* Versions of a plan that are whole must not be added: the cell itself tells where some are. */
static tolv_text versions_and_mark(tolv_call *call, const tolv_books *books) {
    tolv_text mark = {books->mark, TOLV_MARK_DIGITS};
    tolv_writer writer = {.arena = &call->arena};
    uint32_t rows[2];
    if (tolv_versions_added(&books->ledger, &call->arena, rows))
        return tolv_text_of("");
    if (rows[0] == TOLV_NONE)
        return mark;
    tolv_write_sentence(&writer, call->language, N_("versions added, {1}"), &TOLV_TEXT_ITEM(mark),
                        1);
    return writer.failed ? tolv_text_of("") : (tolv_text){writer.bytes, writer.length};
}

tolv_text tolv_handle_text(tolv_call *call, const tolv_books *books) {
    tolv_writer writer = {.arena = &call->arena};
    tolv_text end = versions_and_mark(call, books);
    int first = books->months[0], last = books->months[books->month_count - 1];
    tolv_item rows = TOLV_DECIMAL((double)books->rows);
    tolv_item mark = TOLV_TEXT_ITEM(end);
    const tolv_item dated[] = {rows,
                               TOLV_MONTH(first % 100),
                               TOLV_PLAIN(first / 100),
                               TOLV_MONTH(last % 100),
                               TOLV_PLAIN(last / 100),
                               mark};
    const tolv_item yearless[] = {rows, TOLV_MONTH(first), TOLV_MONTH(last), mark};
    if (first > 12)
        tolv_write_sentence(&writer, call->language, N_("Ledger of {1} rows, {2} {3}–{4} {5}, {6}"),
                            dated, 6);
    else
        tolv_write_sentence(&writer, call->language, N_("Ledger of {1} rows, {2}–{3}, {4}"),
                            yearless, 4);
    return writer.failed || end.length == 0 ? tolv_text_of("")
                                            : (tolv_text){writer.bytes, writer.length};
}

static const char *mark_of(tolv_text handle) {
    if (handle.length <= TOLV_MARK_DIGITS)
        return NULL;
    const char *mark = handle.bytes + handle.length - TOLV_MARK_DIGITS;
    for (int i = 0; i < TOLV_MARK_DIGITS; i++)
        if (!strchr("0123456789ABCDEF", mark[i]) || mark[i] == '\0')
            return NULL;
    return mark[-1] == ' ' ? mark : NULL;
}

tolv_books *tolv_books_of_handle(tolv_call *call, int argument, tolv_text handle) {
    tolv_session *session = tolv_call_session(call);
    if (!session)
        return NULL;
    handle = tolv_text_trimmed(handle);
    const char *mark = mark_of(handle);
    tolv_books *books = mark ? tolv_session_hold(session, mark) : NULL;
    if (!books)
        tolv_fail_with(call, mark ? TOLV_NOT_KEPT : TOLV_NO_LEDGER_TEXT, argument,
                       TOLV_TEXT_ITEM(handle));
    return books;
}

/* ---- Tables ---- */

tolv_books *tolv_books_of_tables(tolv_call *call, int argument, const tolv_table *table,
                                 const tolv_table *hierarchy, const tolv_table *changes) {
    tolv_session *session = tolv_call_session(call);
    tolv_books_fault *fault = tolv_arena_take(&call->arena, 1, sizeof *fault);
    tolv_books *books = session && fault ? tolv_session_begin(session) : NULL;
    if (!books) {
        tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
        return NULL;
    }
    tolv_error error = tolv_books_read(books, table, hierarchy, changes, fault);
    if (!error)
        return books;
    tolv_session_release(session, books);
    tolv_fail_items(call, error, error == TOLV_OUT_OF_MEMORY ? -1 : argument + (int)fault->table,
                    fault->at.row, fault->at.column, fault->at.items, fault->at.item_count);
    return NULL;
}

tolv_books *tolv_books_of_table(tolv_call *call, int argument, const tolv_table *table) {
    tolv_cell cell = {.kind = TOLV_BLANK};
    if (table->rows != 1 || table->columns != 1)
        return tolv_books_of_tables(call, argument, table, NULL, NULL);
    tolv_error error = table->read(table, 0, 1, NULL, &cell);
    if (!error && cell.kind == TOLV_TEXT)
        return tolv_books_of_handle(call, argument, cell.text);
    if (!error)
        error = cell.kind == TOLV_FAULT ? TOLV_CELL_WITH_ERROR : TOLV_NO_LEDGER_TEXT;
    tolv_fail_with(call, error, argument,
                   cell.kind == TOLV_NUMBER ? TOLV_DECIMAL(cell.number)
                                            : TOLV_TEXT_ITEM(tolv_text_of("")));
    return NULL;
}

/* ---- Filters ---- */

static tolv_cell cell_of(const tolv_value *value) {
    tolv_cell cell = {.kind = value->kind};
    if (value->kind == TOLV_TEXT)
        cell.text = value->text;
    else if (value->kind == TOLV_NUMBER)
        cell.number = value->number;
    return cell;
}

/* A text or number as a key of a field, in the arena if need be. */
static tolv_error key_of(tolv_call *call, int argument, tolv_field field, const tolv_value *value,
                         tolv_text *key) {
    tolv_cell cell = cell_of(value);
    char *digits = tolv_arena_take(&call->arena, TOLV_CODE_DIGITS, 1);
    if (!digits)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    tolv_error error = tolv_field_key(field, &cell, digits, key);
    return error ? tolv_fail_with(call, error, argument, TOLV_DECIMAL(cell.number), TOLV_PLAIN(0),
                                  TOLV_PLAIN(999999999999999))
                 : TOLV_OK;
}

tolv_error tolv_filters_of(tolv_call *call, const tolv_value *args, int first, size_t more,
                           tolv_filter **filters, size_t *count) {
    size_t pairs = call->repeated / 2;
    bool is_odd = call->repeated % 2 && args[first + (int)call->repeated - 1].kind != TOLV_MISSING;
    if (is_odd)
        return tolv_fail_with(call, TOLV_ODD_FILTERS, first, TOLV_PLAIN(call->repeated));
    *filters = tolv_arena_take(&call->arena, more + pairs, sizeof **filters);
    *count = more + pairs;
    if (!*filters)
        return tolv_fail(call, TOLV_OUT_OF_MEMORY, -1);
    for (size_t i = 0; i < pairs; i++) {
        tolv_filter *filter = &(*filters)[more + i];
        int at = first + 2 * (int)i;
        tolv_error error = key_of(call, at, TOLV_FIELDS, &args[at], &filter->field);
        if (error)
            return error;
        tolv_field field = args[at + 1].kind == TOLV_NUMBER ? tolv_field_named(filter->field)
                                                            : TOLV_FIELDS; /* a text is a key */
        error = key_of(call, at + 1, field, &args[at + 1], &filter->pattern);
        if (error)
            return error;
    }
    return TOLV_OK;
}

tolv_error tolv_fail_filter(tolv_call *call, tolv_error error, const tolv_filter_fault *fault,
                            tolv_places places) {
    if (error == TOLV_OUT_OF_MEMORY)
        return tolv_fail(call, error, -1);
    int argument = places.unit;
    if (fault->filter != TOLV_FAULT_IN_UNIT && places.pattern > 0 && fault->filter == 0)
        argument = places.pattern;
    else if (fault->filter != TOLV_FAULT_IN_UNIT)
        argument =
            places.filters + 2 * ((int)fault->filter - (places.pattern > 0)) + !fault->is_field;
    return tolv_fail_with(call, error, argument, TOLV_TEXT_ITEM(fault->text));
}

/* ---- In words ---- */

void tolv_explain_versions(tolv_call *call, const tolv_books *books) {
    const tolv_ledger *ledger = &books->ledger;
    uint32_t rows[2];
    if (!call->listening)
        return;
    call->explanation.failed |= tolv_versions_added(ledger, &call->arena, rows) != TOLV_OK;
    if (rows[0] == TOLV_NONE)
        return;
    tolv_explain(
        call,
        N_("account {1} has plans of version “{2}” and of “{3}” in {4}: they are added; a filter on version takes one of them"),
        TOLV_TEXT_ITEM(ledger->account_codes.texts[ledger->rows.account[rows[0]]]),
        TOLV_TEXT_ITEM(tolv_version_of(ledger, rows[0])),
        TOLV_TEXT_ITEM(tolv_version_of(ledger, rows[1])),
        tolv_month_item(call, books, ledger->rows.period[rows[0]]));
}

void tolv_explain_filters(tolv_call *call, const tolv_books *books, tolv_amount_type type,
                          const tolv_filter *filters, size_t count, bool by_version) {
    bool added = type != TOLV_AMOUNT_OUTCOME && !by_version;
    for (size_t i = 0; i < count; i++) {
        tolv_explain(call, N_("only where {1} is {2}"), TOLV_TEXT_ITEM(filters[i].field),
                     TOLV_TEXT_ITEM(filters[i].pattern));
        added = added && tolv_field_named(filters[i].field) != TOLV_FIELD_VERSION;
    }
    if (added)
        tolv_explain_versions(call, books);
}

/* ---- Questions ---- */

tolv_error tolv_question_of(tolv_call *call, const tolv_value *args, int first,
                            const tolv_books *books, tolv_question *question) {
    tolv_filter *filters;
    *question = (tolv_question){.type = (tolv_amount_type)args[TOLV_ASKED_TYPE].number,
                                .from = (int)args[TOLV_ASKED_FROM].number,
                                .to = (int)args[TOLV_ASKED_TO].number};
    tolv_error error = tolv_filters_of(call, args, first, 1, &filters, &question->filter_count);
    if (error)
        return error;
    question->filters = filters;
    filters[0].field = tolv_text_of("account");
    const tolv_value *pattern = &args[TOLV_ASKED_PATTERN];
    if (pattern->kind == TOLV_NUMBER && pattern->number < 1) /* a blank cell comes as 0 */
        return tolv_fail_with(call, TOLV_BAD_PATTERN, TOLV_ASKED_PATTERN,
                              TOLV_DECIMAL(pattern->number));
    error = key_of(call, TOLV_ASKED_PATTERN, TOLV_FIELD_ACCOUNT, pattern, &filters[0].pattern);
    if (!error)
        error =
            key_of(call, TOLV_ASKED_UNIT, TOLV_FIELD_UNIT, &args[TOLV_ASKED_UNIT], &question->unit);
    if (error)
        return error;
    if (tolv_text_trimmed(filters[0].pattern).length == 0)
        return tolv_fail_with(call, TOLV_BAD_PATTERN, TOLV_ASKED_PATTERN,
                              TOLV_TEXT_ITEM(filters[0].pattern));
    if (tolv_ledger_month(&books->ledger, question->from) >
        tolv_ledger_month(&books->ledger, question->to))
        return tolv_fail_with(call, TOLV_SPAN_BACKWARDS, TOLV_ASKED_TO,
                              tolv_month_item(call, books, question->from),
                              tolv_month_item(call, books, question->to));
    return TOLV_OK;
}

tolv_item tolv_month_item(tolv_call *call, const tolv_books *books, int month) {
    enum { ROOM = 16 };
    int period = tolv_ledger_month(&books->ledger, month);
    char *text = tolv_arena_take(&call->arena, ROOM, 1);
    if (!text) {
        call->explanation.failed = true;
        return TOLV_TEXT_ITEM(tolv_text_of(""));
    }
    if (period > 12)
        snprintf(text, ROOM, "%04d-%02d", period / 100 % 10000, period % 100);
    else
        snprintf(text, ROOM, "%d", period);
    return TOLV_TEXT_ITEM(tolv_text_of(text));
}

bool tolv_code_cell(tolv_call *call, tolv_text code, tolv_cell *cell) {
    tolv_writer writer = {.arena = &call->arena};
    tolv_write(&writer, code);
    *cell = code.length ? (tolv_cell){.kind = TOLV_TEXT, .text = {writer.bytes, writer.length}}
                        : (tolv_cell){.kind = TOLV_BLANK};
    return !writer.failed;
}
