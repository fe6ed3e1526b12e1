/* SPDX-License-Identifier: MPL-2.0 */
#define _GNU_SOURCE /* memmem */
#include "ods/guard_look.h"

#include <stdlib.h>
#include <string.h>

#include "ods/markup.h"

static const char condition[] = "IFERROR(ERROR.TYPE(TOLV.DEVIATION(0;0));0)=5";

/* A name that every office writes the same way, and that needs no translation. */
#define STYLE "Tolv"
static const char style[] =
    "<style:style style:name=\"" STYLE "\" style:family=\"table-cell\""
    " style:parent-style-name=\"Default\"><style:text-properties"
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    " fo:font-style=\"italic\" fo:color=\"#595959\"/></style:style>";

bool tolv_add_frozen_cell(tolv_guarded *at, const tolv_sheet_cell *cell, size_t rows,
                          size_t columns) {
    tolv_frozen_cell *frozen = tolv_arena_take(at->arena, 1, sizeof *frozen);
    if (!frozen)
        return tolv_refuse_memory(at->document);
    *frozen = (tolv_frozen_cell){at->frozen,           at->sheets,   cell->row,
                                 cell->row + rows - 1, cell->column, cell->column + columns - 1};
    at->frozen = frozen;
    at->frozen_count++;
    return true;
}

bool tolv_is_look(tolv_text text) {
    static const char *const openings[] = {"formula-is(", "is-true-formula("};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t length = strlen(openings[i]);
        if (text.length > length && memcmp(text.bytes, openings[i], length) == 0)
            return tolv_formula_same((tolv_text){text.bytes + length, text.length - length - 1},
                                     tolv_text_of(condition));
    }
    return false;
}

static bool edit(tolv_look *look, tolv_part *part, size_t begin, size_t end,
                 const tolv_writer *writer) {
    tolv_edit made = {.begin = begin, .end = end, .text = tolv_written(writer)};
    return writer->failed ? tolv_refuse_memory(look->at->document) : tolv_part_edit(part, &made);
}

/* ---- The sheet's conditional format ---- */

static int by_place(const void *a, const void *b) {
    const tolv_frozen_cell *x = *(tolv_frozen_cell *const *)a, *y = *(tolv_frozen_cell *const *)b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void write_address(tolv_writer *writer, const tolv_guarded *at, size_t row, size_t column) {
    char name[TOLV_CELL_NAME_ROOM];
    tolv_cell_name(column, row, name);
    tolv_write_string(writer, "'");
    for (size_t i = 0; i < at->sheet.length; i++) {
        tolv_write(writer, (tolv_text){at->sheet.bytes + i, 1});
        if (at->sheet.bytes[i] == '\'')
            tolv_write_string(writer, "'");
    }
    tolv_write_string(writer, "'.");
    tolv_write_string(writer, name);
}

/* Cells below each other as one range. */
static void write_ranges(tolv_writer *writer, const tolv_guarded *at, tolv_frozen_cell **cells,
                         size_t count) {
    for (size_t i = 0, next; i < count; i = next) {
        tolv_frozen_cell range = *cells[i];
        for (next = i + 1; next < count && cells[next]->column == range.column &&
                           cells[next]->last_column == range.last_column &&
                           cells[next]->row == range.last_row + 1;
             next++)
            range.last_row = cells[next]->last_row;
        tolv_write_string(writer, i ? " " : "");
        write_address(writer, at, range.row, range.column);
        if (range.row == range.last_row && range.column == range.last_column)
            continue;
        tolv_write_string(writer, ":");
        write_address(writer, at, range.last_row, range.last_column);
    }
}

/* The format of the sheet's frozen cells; nothing where it has none. */
static bool write_format(tolv_look *look, tolv_writer *writer) {
    tolv_guarded *at = look->at;
    size_t count = 0;
    tolv_frozen_cell **cells = tolv_arena_take(at->arena, at->frozen_count, sizeof *cells);
    tolv_writer ranges = {.arena = at->arena}, base = {.arena = at->arena};
    if (!cells)
        return tolv_refuse_memory(at->document);
    for (tolv_frozen_cell *cell = at->frozen; cell; cell = cell->next)
        if (cell->sheet == look->sheet)
            cells[count++] = cell;
    if (count == 0 || look->off)
        return true;
    qsort(cells, count, sizeof *cells, by_place);
    write_ranges(&ranges, at, cells, count);
    write_address(&base, at, cells[0]->row, cells[0]->column);
    tolv_write_string(writer, "<calcext:conditional-format calcext:target-range-address=\"");
    tolv_write_escaped(writer, (tolv_text){ranges.bytes, ranges.length});
    tolv_write_string(writer, "\"><calcext:condition calcext:apply-style-name=\"" STYLE "\""
                              " calcext:value=\"formula-is(");
    tolv_write_string(writer, condition);
    tolv_write_string(writer, ")\" calcext:base-cell-address=\"");
    tolv_write_escaped(writer, (tolv_text){base.bytes, base.length});
    tolv_write_string(writer, "\"/></calcext:conditional-format>");
    writer->failed = writer->failed || ranges.failed || base.failed;
    return true;
}

/* At the end of a sheet: its format is new, another one, or gone. */
static bool edit_sheet(tolv_look *look, size_t end) {
    tolv_part *part = look->at->part;
    tolv_writer writer = {.arena = look->at->arena}, all = {.arena = look->at->arena};
    if (!write_format(look, &writer))
        return false;
    if (look->own.end) {
        bool gone = writer.length == 0 && look->others == 0;
        tolv_stretch stretch = gone ? look->formats : look->own;
        return edit(look, part, stretch.begin, stretch.end, &writer);
    }
    if (writer.length == 0 && !writer.failed)
        return true;
    if (look->formats.end)
        return edit(look, part, look->formats_tag + 1, look->formats_tag + 1, &writer);
    size_t place = tolv_part_tag_begin(part, end - 1);
    tolv_write_string(&all, "<calcext:conditional-formats xmlns:calcext=\"");
    tolv_write_string(&all, tolv_xml_space_uri(TOLV_XML_SPACE_CALCEXT));
    tolv_write_string(&all, "\">");
    tolv_write(&all, (tolv_text){writer.bytes, writer.length});
    tolv_write_string(&all, "</calcext:conditional-formats>");
    all.failed = all.failed || writer.failed;
    return edit(look, part, place, place, &all);
}

/* ---- Reading ---- */

static bool has_condition(const tolv_xml *xml, tolv_attribute wanted) {
    tolv_attribute name;
    tolv_text value;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        if (name == wanted && tolv_is_look(value))
            return true;
    return false;
}

/* Older offices read the format from the cells' styles, where others repeat it. */
static bool remove_map(tolv_look *look, size_t tag_end) {
    tolv_part *part = look->at->part;
    tolv_writer nothing = {.arena = look->at->arena};
    bool single = part->bytes[tag_end] == '/';
    return !single || edit(look, part, tolv_part_tag_begin(part, tag_end), tag_end + 2, &nothing);
}

bool tolv_look_start(tolv_look *look, tolv_xml *xml, tolv_element element) {
    size_t depth = ++look->depth, tag_end = tolv_xml_offset(xml);
    bool in_sheet = look->spreadsheet && depth == look->spreadsheet + 2;
    if (element == TOLV_ELEMENT_SPREADSHEET)
        look->spreadsheet = depth;
    if (element == TOLV_ELEMENT_STYLE_MAP && look->off &&
        has_condition(xml, TOLV_ATTRIBUTE_STYLE_CONDITION))
        return remove_map(look, tag_end);
    if (element == TOLV_ELEMENT_TABLE && look->spreadsheet && depth == look->spreadsheet + 1) {
        tolv_attribute name;
        tolv_text value;
        look->sheet++;
        look->formats = look->own = (tolv_stretch){0, 0};
        look->others = 0;
        for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
            if (name == TOLV_ATTRIBUTE_NAME) {
                look->at->sheet = value;
                if (!tolv_keep_text(look->at->document, look->at->arena, &look->at->sheet))
                    return false;
            }
    }
    if (element == TOLV_ELEMENT_FORMATS && in_sheet) {
        look->formats.begin = tolv_part_tag_begin(look->at->part, tag_end);
        look->formats_tag = tag_end;
    }
    if (element == TOLV_ELEMENT_FORMAT) {
        look->format.begin = tolv_part_tag_begin(look->at->part, tag_end);
        look->is_own = false;
    }
    look->is_own = look->is_own || has_condition(xml, TOLV_ATTRIBUTE_CALC_VALUE);
    return true;
}

bool tolv_look_end(tolv_look *look, tolv_xml *xml, tolv_element element) {
    size_t depth = look->depth--, past = tolv_xml_offset(xml);
    if (element == TOLV_ELEMENT_FORMAT) {
        look->format.end = past;
        if (look->is_own && !look->own.end)
            look->own = look->format;
        else
            look->others++;
        look->is_own = false;
    }
    if (element == TOLV_ELEMENT_FORMATS && look->spreadsheet && depth == look->spreadsheet + 2)
        look->formats.end = past;
    if (element == TOLV_ELEMENT_TABLE && look->spreadsheet && depth == look->spreadsheet + 1)
        return edit_sheet(look, past);
    return true;
}

/* ---- The style ---- */

static const char *find(const tolv_part *part, size_t from, const char *text) {
    return memmem(part->bytes + from, part->length - from, text, strlen(text));
}

/* The style as any office has written it; false where there is none. */
static bool find_style(const tolv_part *part, tolv_stretch *found) {
    const char *named = find(part, 0, "style:name=\"" STYLE "\"");
    if (!named)
        return false;
    size_t begin = tolv_part_tag_begin(part, (size_t)(named - part->bytes));
    static const char close[] = "</style:style>";
    const char *end = find(part, begin, close), *single = find(part, begin, "/>");
    const char *inside = find(part, begin, ">");
    if (single && inside == single + 1)
        *found = (tolv_stretch){begin, (size_t)(single - part->bytes) + 2};
    else if (end)
        *found = (tolv_stretch){begin, (size_t)(end - part->bytes) + sizeof close - 1};
    return end || single;
}

bool tolv_look_close(tolv_look *look, tolv_rewrite *rewrite) {
    tolv_stretch found = {0, 0};
    bool flat = !tolv_rewrite_name(rewrite, 0), present = flat;
    for (size_t i = 0; tolv_rewrite_name(rewrite, i); i++)
        present = present || strcmp(tolv_rewrite_name(rewrite, i), "styles.xml") == 0;
    if (!present || (!look->off && !look->at->frozen))
        return true;
    tolv_part *part = flat ? look->at->part : tolv_rewrite_part(rewrite, "styles.xml");
    if (!part)
        return false;
    tolv_writer writer = {.arena = look->at->arena};
    bool there = find_style(part, &found);
    const char *end = find(part, 0, "</office:styles>");
    if (look->off)
        return !there || edit(look, part, found.begin, found.end, &writer);
    tolv_write_string(&writer, style);
    size_t place = end ? (size_t)(end - part->bytes) : 0;
    return there || !end || edit(look, part, place, place, &writer);
}
