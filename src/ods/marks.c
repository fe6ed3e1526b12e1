/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/marks.h"

#include <string.h>

#include "ods/workbook.h"

typedef struct finding {
    const tolv_document *document;
    tolv_arena *arena;
    tolv_marks *marks;
    tolv_text sheet; /* that is being read */
    size_t words[TOLV_LANGUAGES];
} finding;

/* Is this text the English one, or its translation in a language? */
static bool is_word(finding *finding, const char *english, tolv_text text) {
    bool found = false;
    for (int language = 0; language < TOLV_LANGUAGES; language++)
        if (tolv_text_same(text, tolv_text_of(tolv_translate((tolv_language)language, english)))) {
            finding->words[language]++;
            found = true;
        }
    return found;
}

/* A sheet's name of its own, without the quotation marks it may be written in. */
static bool copy(finding *finding, tolv_text *name) {
    char *bytes = tolv_arena_take(finding->arena, name->length, 1);
    bool quoted = name->length >= 2 && name->bytes[0] == '\'';
    size_t length = 0, end = name->length - quoted;
    if (!bytes)
        return tolv_refuse_memory(finding->document);
    for (size_t i = quoted; i < end; i++) {
        bytes[length++] = name->bytes[i];
        i += quoted && name->bytes[i] == '\'';
    }
    *name = (tolv_text){bytes, length};
    return true;
}

static bool take_mark(void *context, const tolv_mark *mark) {
    finding *finding = context;
    tolv_marks *marks = finding->marks;
    tolv_area area, *found = NULL;
    for (size_t i = 0; mark->table && i < marks->table_count && !found; i++)
        if (is_word(finding, marks->tables[i].name, mark->name))
            found = &marks->tables[i].area;
    for (size_t i = 0; !mark->table && i < marks->value_count && !found; i++)
        if (is_word(finding, marks->values[i].name, mark->name))
            found = &marks->values[i].area;
    if (!found || !tolv_area_read(mark->address, &area) || !area.sheet.length)
        return true;
    *found = area;
    return copy(finding, &found->sheet);
}

static bool take_sheet(void *context, tolv_text name) {
    finding *finding = context;
    finding->sheet = name;
    return copy(finding, &finding->sheet);
}

static bool take_heading(void *context, const tolv_sheet_cell *cell) {
    finding *finding = context;
    for (size_t i = 0; i < finding->marks->table_count; i++) {
        tolv_marked_table *table = &finding->marks->tables[i];
        if (cell->row != table->area.row || cell->column < table->area.column ||
            cell->column > table->area.last_column ||
            !tolv_sheet_is(table->area.sheet, finding->sheet))
            continue;
        for (size_t j = 0; j < TOLV_TABLE_COLUMNS_MAX && table->columns[j]; j++)
            if (table->places[j] == TOLV_NO_COLUMN &&
                is_word(finding, table->columns[j], cell->text))
                table->places[j] = cell->column;
    }
    return true;
}

/* Two readings: most writers tell the names after the sheets. */
bool tolv_marks_find(const tolv_document *document, tolv_arena *arena, tolv_marks *marks) {
    static const tolv_sheet_handler names = {.mark = take_mark};
    static const tolv_sheet_handler headings = {.sheet = take_sheet, .cell = take_heading};
    finding finding = {.document = document, .arena = arena, .marks = marks};
    for (size_t i = 0; i < marks->value_count; i++)
        marks->values[i].area = (tolv_area){.sheet = tolv_text_of("")};
    for (size_t i = 0; i < marks->table_count; i++) {
        marks->tables[i].area = (tolv_area){.sheet = tolv_text_of("")};
        for (size_t j = 0; j < TOLV_TABLE_COLUMNS_MAX; j++)
            marks->tables[i].places[j] = TOLV_NO_COLUMN;
    }
    if (!tolv_read_workbook(document, &names, &finding) ||
        (marks->table_count > 0 && !tolv_read_workbook(document, &headings, &finding)))
        return false;
    marks->language = TOLV_ENGLISH;
    for (int language = 0; language < TOLV_LANGUAGES; language++)
        if (finding.words[language] > finding.words[marks->language])
            marks->language = (tolv_language)language;
    return true;
}

tolv_marked_table *tolv_table_at(const tolv_marks *marks, tolv_text sheet, size_t row) {
    for (size_t i = 0; i < marks->table_count; i++) {
        const tolv_area *area = &marks->tables[i].area;
        if (area->sheet.length && row > area->row && row <= area->last_row &&
            tolv_sheet_is(area->sheet, sheet))
            return &marks->tables[i];
    }
    return NULL;
}

tolv_marked_value *tolv_value_at(const tolv_marks *marks, tolv_text sheet, size_t row,
                                 size_t column) {
    for (size_t i = 0; i < marks->value_count; i++) {
        const tolv_area *area = &marks->values[i].area;
        if (area->sheet.length && row >= area->row && row <= area->last_row &&
            column >= area->column && column <= area->last_column &&
            tolv_sheet_is(area->sheet, sheet))
            return &marks->values[i];
    }
    return NULL;
}

size_t tolv_table_column(const tolv_marked_table *table, size_t sheet_column) {
    for (size_t j = 0; j < TOLV_TABLE_COLUMNS_MAX && table->columns[j]; j++)
        if (table->places[j] == sheet_column)
            return j;
    return TOLV_NO_COLUMN;
}
