/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/template.h"

#include <string.h>

#include "ods/markup.h"
#include "ods/template_cells.h"

/* ---- Addresses outside cells: names, ranges, conditions, print ranges ---- */

static bool is_address(tolv_attribute name) {
    return name == TOLV_ATTRIBUTE_END_ADDRESS || name == TOLV_ATTRIBUTE_CHART_VALUES ||
           name == TOLV_ATTRIBUTE_CHART_LABEL || name == TOLV_ATTRIBUTE_RANGE_ADDRESS ||
           name == TOLV_ATTRIBUTE_TARGET_ADDRESS || name == TOLV_ATTRIBUTE_BASE_ADDRESS ||
           name == TOLV_ATTRIBUTE_PRINT_RANGES || name == TOLV_ATTRIBUTE_CALC_TARGET_ADDRESS ||
           name == TOLV_ATTRIBUTE_CALC_BASE_ADDRESS;
}

static bool is_condition(tolv_attribute name) {
    return name == TOLV_ATTRIBUTE_EXPRESSION || name == TOLV_ATTRIBUTE_CONDITION ||
           name == TOLV_ATTRIBUTE_CALC_VALUE;
}

/* Conditions are told from a base cell, and move with it. */
static void find_base(const tolv_xml *xml, tolv_moves *moves) {
    tolv_attribute name;
    tolv_text value;
    tolv_area base;
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        if ((name == TOLV_ATTRIBUTE_BASE_ADDRESS || name == TOLV_ATTRIBUTE_CALC_BASE_ADDRESS) &&
            tolv_area_read(value, &base)) {
            moves->sheet = base.sheet;
            moves->relative = TOLV_RELATIVE_FOLLOWS;
            moves->down = tolv_moved_row(moves, base.sheet, base.row) - base.row;
        }
}

static bool move_attribute(tolv_template *at, const tolv_moves *moves, size_t tag_end, size_t i,
                           tolv_text value, bool address) {
    tolv_writer moved = {.arena = at->arena}, escaped = {.arena = at->arena};
    if (!(address ? tolv_move_addresses : tolv_move_formula)(&moved, moves, value))
        return tolv_template_refuse_outside(at);
    if (moved.length == value.length && memcmp(moved.bytes, value.bytes, value.length) == 0)
        return true;
    tolv_text old;
    tolv_write_escaped(&escaped, (tolv_text){moved.bytes, moved.length});
    if (moved.failed || escaped.failed || !tolv_part_written(&at->flat.part, tag_end, i, &old))
        return tolv_template_refuse_memory(at);
    size_t begin = (size_t)(old.bytes - at->flat.part.bytes);
    tolv_edit edit = {.begin = begin,
                      .end = begin + old.length,
                      .text = (tolv_text){escaped.bytes, escaped.length}};
    return tolv_part_edit(&at->flat.part, &edit);
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    tolv_template *at = context;
    tolv_moves moves = {
        .growths = at->growths, .growth_count = at->growth_count, .sheet = tolv_text_of("")};
    tolv_moves condition = moves;
    tolv_attribute name;
    tolv_text value;
    (void)element;
    find_base(xml, &condition);
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++)
        if ((is_address(name) || is_condition(name)) && value.length &&
            !move_attribute(at, is_address(name) ? &moves : &condition, tolv_xml_offset(xml), i,
                            value, is_address(name)))
            return false;
    return true;
}

static bool edit_addresses(tolv_template *at) {
    static const tolv_xml_handler handler = {.start = start};
    return tolv_part_read(&at->flat.part, &handler, at);
}

/* ---- The whole ---- */

static bool refuse_table(const tolv_template *at, const char *sentence, const char *name) {
    return tolv_refuse_with(at->flat.document, NULL, sentence, TOLV_WORD(name));
}

static void warn(const tolv_template *at, const char *sentence, const char *name,
                 const char *column) {
    tolv_notice notice = {.severity = TOLV_WARNING,
                          .file = at->flat.document->path,
                          .sentence = sentence,
                          .items = {TOLV_WORD(name), TOLV_WORD(column)},
                          .item_count = 2};
    tolv_notify(&at->flat.document->listener, &notice);
}

static bool check_marks(const tolv_template *at) {
    const tolv_marks *marks = at->filling->marks;
    for (size_t i = 0; i < marks->table_count; i++) {
        const tolv_marked_table *table = &marks->tables[i];
        if (!table->area.sheet.length)
            return refuse_table(at,
                                N_("it has no table “{1}”: mark its headings and the row below "
                                   "with Data ▸ Define Range"),
                                table->name);
        if (table->area.last_row == table->area.row)
            return refuse_table(at,
                                N_("the range “{1}” is to have its headings, and below them a row "
                                   "that is repeated for each row of data"),
                                table->name);
        if (at->filling->rows[i].count > TOLV_SHEET_ROWS - table->area.last_row)
            return tolv_template_refuse_outside(at);
        for (size_t j = 0; j < TOLV_TABLE_COLUMNS_MAX && table->columns[j]; j++)
            if (table->places[j] == TOLV_NO_COLUMN)
                warn(at, N_("the table “{1}” has no column “{2}”: its values are left out"),
                     table->name, table->columns[j]);
    }
    for (size_t i = 0; i < marks->value_count; i++)
        if (!marks->values[i].area.sheet.length)
            warn(at, N_("no cell is named “{1}”: the value is left out"), marks->values[i].name,
                 "");
    return true;
}

static bool take_growths(tolv_template *at) {
    const tolv_marks *marks = at->filling->marks;
    at->growths = tolv_arena_take(at->arena, marks->table_count, sizeof *at->growths);
    if (!at->growths)
        return tolv_template_refuse_memory(at);
    for (size_t i = 0; i < marks->table_count; i++) {
        const tolv_area *area = &marks->tables[i].area;
        size_t count = at->filling->rows[i].count, own = area->last_row - area->row;
        at->growths[i] =
            (tolv_growth){area->sheet, area->last_row, count > own ? count - own + 1 : 1};
    }
    at->growth_count = marks->table_count;
    return true;
}

static bool write_workbook(tolv_template *at, const char *path, const tolv_system *system) {
    tolv_new_package *package =
        tolv_new_package_open(path, NULL, &at->flat.document->listener, system);
    if (!package)
        return false;
    bool keep =
        tolv_flat_write(&at->flat, package) && (!at->failed || tolv_template_refuse_memory(at));
    return tolv_new_package_close(package, keep) && keep;
}

bool tolv_template_fill(const tolv_document *document, const tolv_filling *filling,
                        const char *path, const tolv_system *system) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_template at = {.arena = &arena, .filling = filling};
    bool done = tolv_flat_open(&at.flat, document, &arena) &&
                tolv_marks_find(document, &arena, filling->marks) && check_marks(&at) &&
                take_growths(&at) && tolv_template_edit_cells(&at) && edit_addresses(&at) &&
                write_workbook(&at, path, system);
    tolv_arena_close(&arena);
    return done;
}
