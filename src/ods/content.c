/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/content.h"

#include <stdlib.h>
#include <string.h>

#include "ods/number.h"

/* Where in the document the reader stands. What it does not know it skips with all that is in it:
 * drawings, notes, tracked changes, tables inside charts. */
typedef enum state {
    SKIPPED,
    OUTSIDE, /* above the sheets */
    SPREADSHEET,
    MARKS,
    COLUMNS,
    SHEET, /* also in groups of rows, nested as they may be */
    ROW,
    CELL,
    PARAGRAPH, /* also in its spans */
    STATES
} state;

static const unsigned char next_state[STATES][TOLV_ELEMENT_COUNT] = {
    [OUTSIDE] = {[TOLV_ELEMENT_DOCUMENT] = OUTSIDE,
                 [TOLV_ELEMENT_DOCUMENT_CONTENT] = OUTSIDE,
                 [TOLV_ELEMENT_BODY] = OUTSIDE,
                 [TOLV_ELEMENT_SPREADSHEET] = SPREADSHEET},
    [SPREADSHEET] = {[TOLV_ELEMENT_TABLE] = SHEET,
                     [TOLV_ELEMENT_NAMED_EXPRESSIONS] = MARKS,
                     [TOLV_ELEMENT_DATABASE_RANGES] = MARKS},
    [SHEET] = {[TOLV_ELEMENT_ROWS] = SHEET,
               [TOLV_ELEMENT_HEADER_ROWS] = SHEET,
               [TOLV_ELEMENT_ROW_GROUP] = SHEET,
               [TOLV_ELEMENT_TABLE_ROW] = ROW,
               [TOLV_ELEMENT_COLUMN] = COLUMNS,
               [TOLV_ELEMENT_COLUMNS] = COLUMNS,
               [TOLV_ELEMENT_HEADER_COLUMNS] = COLUMNS,
               [TOLV_ELEMENT_COLUMN_GROUP] = COLUMNS,
               [TOLV_ELEMENT_NAMED_EXPRESSIONS] = MARKS},
    [ROW] = {[TOLV_ELEMENT_TABLE_CELL] = CELL, [TOLV_ELEMENT_COVERED_CELL] = CELL},
    [CELL] = {[TOLV_ELEMENT_P] = PARAGRAPH},
    [PARAGRAPH] = {[TOLV_ELEMENT_SPAN] = PARAGRAPH,
                   [TOLV_ELEMENT_LINK] = PARAGRAPH,
                   [TOLV_ELEMENT_SHEET_NAME] = PARAGRAPH,
                   [TOLV_ELEMENT_DATE] = PARAGRAPH,
                   [TOLV_ELEMENT_TITLE] = PARAGRAPH,
                   [TOLV_ELEMENT_SPACES] = PARAGRAPH,
                   [TOLV_ELEMENT_TAB] = PARAGRAPH,
                   [TOLV_ELEMENT_LINE_BREAK] = PARAGRAPH},
};

enum { ROOM_FIRST = 256 };

typedef struct buffer {
    char *bytes;
    size_t length, room;
} buffer;

struct tolv_content {
    tolv_xml *xml;
    const tolv_document *document;
    const tolv_document_limits *limits; /* its own */
    const tolv_sheet_handler *handler;
    void *context;
    unsigned char *states; /* of the elements that are open, the innermost last */
    size_t depth;
    buffer sheet, shown, value, formula, digits, style, validation;
    tolv_sheet_cell cell;
    bool has_value, has_shown; /* of the cell */
    size_t next_row, next_column, runs, rows_end;
    tolv_sheet_row row;
    bool has_sheet;
    size_t paragraph; /* where in `shown` it begins */
    bool after_space; /* in it: white space is one space, and none at its ends */
};

/* Refuses for what stands in the cell that is being read. */
static bool refuse(tolv_content *content, const char *sentence, const tolv_item *items,
                   size_t count) {
    char place[TOLV_CELL_PLACE_ROOM];
    tolv_cell_place((tolv_text){content->sheet.bytes, content->sheet.length}, content->cell.column,
                    content->cell.row, place);
    return tolv_refuse(content->document, place, sentence, items, count);
}

static bool refuse_text(tolv_content *content, const char *sentence, tolv_text text) {
    return refuse(content, sentence, &TOLV_TEXT_ITEM(text), 1);
}

static bool append(tolv_content *content, buffer *to, const char *bytes, size_t length) {
    size_t limit = content->limits->text;
    if (length > limit - to->length)
        return refuse(content, N_("a text is longer than {1} bytes"), &TOLV_PLAIN(limit), 1);
    if (length > to->room - to->length) {
        size_t room = (to->length + length) * 2 + ROOM_FIRST;
        char *grown = realloc(to->bytes, room);
        if (!grown)
            return tolv_refuse_memory(content->document);
        to->bytes = grown;
        to->room = room;
    }
    if (length > 0)
        memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
    return true;
}

static bool assign(tolv_content *content, buffer *to, tolv_text text) {
    to->length = 0;
    return append(content, to, text.bytes, text.length);
}

static tolv_text text_of(const buffer *from) {
    return (tolv_text){from->bytes ? from->bytes : "", from->length};
}

/* How many times: a whole number from 1. */
static bool read_count(tolv_content *content, tolv_text text, size_t *count) {
    double number;
    if (!tolv_number_read(text, &number) || number < 1 || number > INT32_MAX ||
        number != (double)(size_t)number)
        return refuse_text(content, N_("“{1}” is no number of repetitions: the file is damaged"),
                           text);
    *count = (size_t)number;
    return true;
}

/* ---- Cells ---- */

/* In the header of every cell: inlined, a comparison with a constant is one of whole words. */
static inline bool text_is(tolv_text text, const char *string) {
    return text.length == strlen(string) && memcmp(text.bytes, string, text.length) == 0;
}

#define TYPES(X) \
    X("float", NUMBER) \
    X("string", TEXT) \
    X("percentage", NUMBER) \
    X("currency", NUMBER) \
    X("date", DATE) \
    X("boolean", BOOLEAN) \
    X("time", TIME)

static tolv_sheet_kind kind_named(tolv_text type) {
#define KIND_NAMED(name, kind) \
    if (text_is(type, name)) \
        return TOLV_CELL_##kind;
    TYPES(KIND_NAMED)
#undef KIND_NAMED
    return TOLV_CELL_BLANK; /* a type nobody knows: what is shown counts */
}

static bool read_value(tolv_content *content, tolv_sheet_kind kind, tolv_text value) {
    double *number = &content->cell.number;
    switch (kind) {
    case TOLV_CELL_NUMBER:
        if (tolv_number_read_short(value, number))
            return assign(content, &content->digits, value);
        if (!tolv_number_read(value, number))
            return refuse_text(content, N_("“{1}” is not a number: the file is damaged"), value);
        break;
    case TOLV_CELL_DATE:
        if (!tolv_date_read(value, number))
            return refuse_text(content, N_("“{1}” is not a date: correct the cell"), value);
        return assign(content, &content->value, value);
    case TOLV_CELL_TIME:
        if (!tolv_duration_read(value, number))
            return refuse_text(content, N_("“{1}” is not a time: correct the cell"), value);
        return assign(content, &content->value, value);
    case TOLV_CELL_BOOLEAN:
        *number = text_is(value, "true") || text_is(value, "1");
        if (*number == 0 && !text_is(value, "false") && !text_is(value, "0"))
            return refuse_text(content, N_("“{1}” is neither true nor false: the file is damaged"),
                               value);
        break;
    default:
        return assign(content, &content->value, value);
    }
    return true;
}

static tolv_sheet_kind kind_of_value(tolv_attribute name) {
    switch (name) {
    case TOLV_ATTRIBUTE_VALUE:
        return TOLV_CELL_NUMBER;
    case TOLV_ATTRIBUTE_DATE_VALUE:
        return TOLV_CELL_DATE;
    case TOLV_ATTRIBUTE_TIME_VALUE:
        return TOLV_CELL_TIME;
    case TOLV_ATTRIBUTE_BOOLEAN_VALUE:
        return TOLV_CELL_BOOLEAN;
    case TOLV_ATTRIBUTE_STRING_VALUE:
        return TOLV_CELL_TEXT;
    default:
        return TOLV_CELL_BLANK;
    }
}

static bool start_cell(tolv_content *content, bool covered) {
    tolv_sheet_cell *cell = &content->cell;
    cell->kind = TOLV_CELL_BLANK;
    cell->covered = covered;
    cell->noted = false;
    cell->number = 0;
    cell->row = content->row.row;
    cell->rows = content->row.rows;
    cell->column = content->next_column;
    cell->columns = 1;
    cell->tag_end = tolv_xml_offset(content->xml);
    content->has_value = content->has_shown = false;
    content->shown.length = content->value.length = content->formula.length = 0;
    content->digits.length = content->style.length = content->validation.length = 0;
    tolv_attribute name;
    tolv_text given, value = {NULL, 0};
    tolv_sheet_kind valued = TOLV_CELL_BLANK;
    bool error = false;
    for (size_t i = 0; tolv_xml_attribute(content->xml, i, &name, &given); i++) {
        tolv_sheet_kind kind = kind_of_value(name);
        if (name == TOLV_ATTRIBUTE_VALUE_TYPE)
            cell->kind = kind_named(given);
        else if (name == TOLV_ATTRIBUTE_CALC_VALUE_TYPE)
            error = text_is(given, "error");
        else if (name == TOLV_ATTRIBUTE_COLUMNS_REPEATED &&
                 !read_count(content, given, &cell->columns))
            return false;
        else if (name == TOLV_ATTRIBUTE_FORMULA && !assign(content, &content->formula, given))
            return false;
        else if (name == TOLV_ATTRIBUTE_STYLE_NAME && content->handler->styles &&
                 !assign(content, &content->style, given))
            return false;
        else if (name == TOLV_ATTRIBUTE_VALIDATION_NAME && content->handler->styles &&
                 !assign(content, &content->validation, given))
            return false;
        else if (kind != TOLV_CELL_BLANK) {
            valued = kind;
            value = given;
        }
    }
    if (error)
        cell->kind = TOLV_CELL_ERROR; /* its office:string-value is empty, what it is is shown */
    content->has_value = cell->kind == valued && valued != TOLV_CELL_BLANK;
    return !content->has_value || read_value(content, cell->kind, value);
}

static bool end_cell(tolv_content *content) {
    tolv_sheet_cell *cell = &content->cell;
    content->next_column += cell->columns;
    cell->end = tolv_xml_offset(content->xml);
    cell->formula = text_of(&content->formula);
    cell->digits = text_of(&content->digits);
    cell->style = text_of(&content->style);
    cell->validation = text_of(&content->validation);
    cell->text = text_of(content->has_value ? &content->value : &content->shown);
    bool typed = cell->kind == TOLV_CELL_TEXT || cell->kind == TOLV_CELL_ERROR;
    if (!typed && !content->has_value) {
        if (cell->kind != TOLV_CELL_BLANK && cell->formula.length == 0)
            return refuse(content, N_("the value is missing: the file is damaged"), NULL, 0);
        /* An office writes the result "" without a type, as an empty paragraph. */
        bool text = content->has_shown && (cell->formula.length == 0 || cell->text.length == 0);
        cell->kind = text ? TOLV_CELL_TEXT : TOLV_CELL_BLANK;
    }
    bool blank = cell->kind == TOLV_CELL_BLANK && cell->formula.length == 0;
    if (blank && !content->handler->blanks)
        return true;
    if (++content->runs > content->limits->runs)
        return refuse(content, N_("there are more than {1} cells"),
                      &TOLV_PLAIN(content->limits->runs), 1);
    if (!blank && (cell->row + cell->rows > TOLV_SHEET_ROWS ||
                   cell->column + cell->columns > TOLV_SHEET_COLUMNS))
        return refuse(content, N_("it lies outside the largest sheet"), NULL, 0);
    return !content->handler->cell || content->handler->cell(content->context, cell);
}

/* ---- Paragraphs ---- */

/* White space counts as one space, and not at all at the ends of a paragraph (ODF 1.3 part 3,
 * 6.1.2). */
static bool add_text(tolv_content *content, tolv_text text) {
    const char *from = text.bytes, *end = text.bytes + text.length;
    for (const char *at = from; at <= end; at++) {
        bool space = at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r');
        if (at < end && !space)
            continue;
        if (at > from) {
            if (!append(content, &content->shown, from, (size_t)(at - from)))
                return false;
            content->after_space = false;
        }
        if (space && !content->after_space) {
            if (!append(content, &content->shown, " ", 1))
                return false;
            content->after_space = true;
        }
        from = at + 1;
    }
    return true;
}

static bool add_spaces(tolv_content *content) {
    size_t count = 1;
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(content->xml, i, &name, &value); i++)
        if (name == TOLV_ATTRIBUTE_HOW_MANY && !read_count(content, value, &count))
            return false;
    for (size_t i = 0; i < count; i++)
        if (!append(content, &content->shown, " ", 1))
            return false;
    content->after_space = false;
    return true;
}

static bool start_paragraph(tolv_content *content) {
    bool first = !content->has_shown;
    content->has_shown = true;
    content->after_space = true;
    if (!first && !append(content, &content->shown, "\n", 1))
        return false;
    content->paragraph = content->shown.length;
    return true;
}

static bool end_paragraph(tolv_content *content) {
    if (content->after_space && content->shown.length > content->paragraph)
        content->shown.length--;
    return true;
}

static bool start_in_paragraph(tolv_content *content, tolv_element element) {
    switch (element) {
    case TOLV_ELEMENT_SPACES:
        return add_spaces(content);
    case TOLV_ELEMENT_TAB:
        content->after_space = false;
        return append(content, &content->shown, "\t", 1);
    case TOLV_ELEMENT_LINE_BREAK:
        content->after_space = false;
        return append(content, &content->shown, "\n", 1);
    default:
        return true;
    }
}

/* ---- Rows, sheets, marks ---- */

static bool start_row(tolv_content *content) {
    content->row = (tolv_sheet_row){
        .row = content->next_row, .rows = 1, .tag_end = tolv_xml_offset(content->xml)};
    content->next_column = 0;
    content->cell.row = content->next_row;
    content->cell.column = 0;
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(content->xml, i, &name, &value); i++)
        if (name == TOLV_ATTRIBUTE_ROWS_REPEATED && !read_count(content, value, &content->row.rows))
            return false;
    return true;
}

static bool end_row(tolv_content *content) {
    content->next_row += content->row.rows;
    content->row.end = content->rows_end = tolv_xml_offset(content->xml);
    return !content->handler->row || content->handler->row(content->context, &content->row);
}

/* A group of rows or columns ends, or the sheet. */
static bool end_rows(tolv_content *content, state outer) {
    if (outer == SHEET)
        content->rows_end = tolv_xml_offset(content->xml);
    return outer == SHEET || !content->handler->sheet_end ||
           content->handler->sheet_end(content->context, content->next_row, content->rows_end);
}

static bool start_sheet(tolv_content *content) {
    tolv_attribute name;
    tolv_text value;
    content->has_sheet = true;
    content->next_row = content->rows_end = 0;
    content->sheet.length = 0;
    for (size_t i = 0; tolv_xml_attribute(content->xml, i, &name, &value); i++)
        if (name == TOLV_ATTRIBUTE_NAME && !assign(content, &content->sheet, value))
            return false;
    return !content->handler->sheet ||
           content->handler->sheet(content->context, text_of(&content->sheet));
}

static bool tell_mark(tolv_content *content, tolv_element element) {
    tolv_mark mark = {.table = element == TOLV_ELEMENT_DATABASE_RANGE,
                      .name = tolv_text_of(""),
                      .address = tolv_text_of("")};
    if ((!mark.table && element != TOLV_ELEMENT_NAMED_RANGE) || !content->handler->mark)
        return true;
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(content->xml, i, &name, &value); i++)
        if (name == TOLV_ATTRIBUTE_NAME)
            mark.name = value;
        else if (name == TOLV_ATTRIBUTE_RANGE_ADDRESS || name == TOLV_ATTRIBUTE_TARGET_ADDRESS)
            mark.address = value;
    return content->handler->mark(content->context, &mark);
}

/* ---- The reading ---- */

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    tolv_content *content = context;
    state outer = content->depth ? (state)content->states[content->depth - 1] : OUTSIDE;
    state inner = (state)next_state[outer][element];
    if ((content->handler->exact && !tolv_xml_is_editable(xml)) ||
        (content->handler->start && !content->handler->start(content->context, xml, element)))
        return false;
    content->cell.noted |= outer == CELL && element == TOLV_ELEMENT_ANNOTATION;
    content->states[content->depth++] = (unsigned char)inner;
    switch (inner) {
    case SHEET:
        return outer == SHEET || start_sheet(content);
    case ROW:
        return start_row(content);
    case CELL:
        return start_cell(content, element == TOLV_ELEMENT_COVERED_CELL);
    case PARAGRAPH:
        return outer == CELL ? start_paragraph(content) : start_in_paragraph(content, element);
    default:
        return outer != MARKS || tell_mark(content, element);
    }
}

static bool end(void *context, tolv_xml *xml, tolv_element element) {
    tolv_content *content = context;
    state inner = (state)content->states[--content->depth];
    if (content->handler->end && !content->handler->end(content->context, xml, element))
        return false;
    state outer = content->depth ? (state)content->states[content->depth - 1] : OUTSIDE;
    switch (inner) {
    case PARAGRAPH:
        return outer != CELL || end_paragraph(content);
    case ROW:
        return end_row(content);
    case COLUMNS: /* rows follow columns, also where there are none yet */
    case SHEET:
        return end_rows(content, outer);
    case CELL:
        return end_cell(content);
    default:
        return true;
    }
}

static bool text(void *context, tolv_text text) {
    tolv_content *content = context;
    return !content->depth || content->states[content->depth - 1] != PARAGRAPH ||
           content->has_value || add_text(content, text); /* a value counts, not its showing */
}

static void release(tolv_content *content) {
    free(content->states);
    free(content->sheet.bytes);
    free(content->shown.bytes);
    free(content->value.bytes);
    free(content->formula.bytes);
    free(content->digits.bytes);
    free(content->style.bytes);
    free(content->validation.bytes);
    free(content);
}

tolv_content *tolv_content_open(const tolv_document *document, const tolv_sheet_handler *handler,
                                void *context) {
    static const tolv_xml_handler reading = {.start = start, .end = end, .text = text};
    tolv_content *content = calloc(1, sizeof *content);
    if (!content) {
        tolv_refuse_memory(document);
        return NULL;
    }
    content->document = document;
    content->limits = tolv_document_limits_of(document);
    content->handler = handler;
    content->context = context;
    content->states = malloc(content->limits->depth + 1);
    content->xml = content->states ? tolv_xml_open(document, &reading, content) : NULL;
    if (!content->states)
        tolv_refuse_memory(document);
    if (content->xml)
        return content;
    release(content);
    return NULL;
}

bool tolv_content_feed(tolv_content *content, const char *bytes, size_t length) {
    return tolv_xml_feed(content->xml, bytes, length);
}

bool tolv_content_close(tolv_content *content, bool whole) {
    whole = tolv_xml_close(content->xml, whole);
    if (whole && !content->has_sheet)
        whole = tolv_refuse(content->document, NULL,
                            N_("it holds no sheet: it is not a spreadsheet"), NULL, 0);
    release(content);
    return whole;
}
