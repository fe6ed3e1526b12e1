/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "ods/cell_edit.h"
#include "ods/guard_cells.h"
#include "ods/split_work.h"

enum { TOLD_MAX = 20 };

static const char count_words[] = "Count, Antal, Number, Group size, Gruppstorlek, Gruppestørrelse";

typedef struct survey {
    tolv_splitting *at;
    tolv_text sheet;
    bool unsent;
    size_t code_row,
        figure_row; /* the row that has a code, a figure without formula; or SIZE_MAX */
    size_t figure_column;
} survey;

static bool same(tolv_text a, tolv_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool contains(tolv_text text, const char *wanted) {
    size_t length = strlen(wanted);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.bytes + i, wanted, length) == 0)
            return true;
    return false;
}

/* ---- Telling: the first reasons, all of them before anything is written ---- */

static void tell(survey *of, const char *cell, const char *sentence, tolv_text item, size_t row) {
    const tolv_document *document = of->at->document;
    tolv_notice notice = {.severity = TOLV_FAILURE,
                          .file = document->path,
                          .cell = cell,
                          .sentence = sentence,
                          .items = {TOLV_TEXT_ITEM(item), TOLV_PLAIN(row + 1)},
                          .item_count = 2};
    if (of->at->told++ < TOLD_MAX)
        tolv_notify(&document->listener, &notice);
}

static void tell_cell(survey *of, size_t row, size_t column, const char *sentence, tolv_text item,
                      size_t item_row) {
    char place[TOLV_CELL_PLACE_ROOM];
    tolv_cell_place(of->sheet, column, row, place);
    tell(of, place, sentence, item, item_row);
}

/* ---- Whose the rows are ---- */

bool tolv_split_is_unsent(const tolv_splitting *at, tolv_text name) {
    for (const tolv_round_sheet *sheet = at->round.sheets; sheet; sheet = sheet->next)
        if (same(sheet->name, name))
            return sheet->unsent;
    return false;
}

static tolv_cut *cut_of(const tolv_splitting *at, const tolv_round_table *table) {
    for (tolv_cut *cut = at->cuts; cut; cut = cut->next)
        if (cut->table == table)
            return cut;
    return NULL;
}

/* The first rows of a table that end below a row. */
static size_t first_below(const tolv_cut *cut, size_t row) {
    size_t low = 0, high = cut->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cut->owned[middle].row + cut->owned[middle].rows <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t tolv_split_owner(const tolv_splitting *at, tolv_text sheet, size_t row) {
    const tolv_round_table *table = tolv_round_cut_at(&at->round, sheet, row);
    const tolv_cut *cut = table ? cut_of(at, table) : NULL;
    size_t i = cut ? first_below(cut, row) : 0;
    return cut && i < cut->count && cut->owned[i].row <= row ? cut->owned[i].unit : TOLV_NO_CODE;
}

static bool take_sheet(void *context, tolv_text name) {
    survey *of = context;
    of->sheet = name;
    of->unsent = tolv_split_is_unsent(of->at, of->sheet);
    of->code_row = of->figure_row = SIZE_MAX;
    return tolv_keep_text(of->at->document, of->at->arena, &of->sheet);
}

static bool add_rows(survey *of, const tolv_round_table *table, const tolv_sheet_cell *cell,
                     tolv_text code) {
    tolv_splitting *at = of->at;
    tolv_cut *cut = cut_of(at, table);
    const tolv_unit *unit = tolv_round_unit(&at->round, code);
    if (!cut) {
        cut = tolv_arena_take(at->arena, 1, sizeof *cut);
        if (!cut)
            return tolv_refuse_memory(at->document);
        *cut = (tolv_cut){.next = at->cuts, .table = table};
        at->cuts = cut;
    }
    tolv_owned_rows *owned =
        tolv_arena_with_room(at->arena, cut->owned, cut->count, &cut->room, sizeof *owned);
    if (!owned)
        return tolv_refuse_memory(at->document);
    cut->owned = owned;
    cut->owned[cut->count++] = (tolv_owned_rows){
        cell->row, cell->rows, unit ? (size_t)(unit - at->round.units) : TOLV_NOBODY};
    return true;
}

/* A group of which there are too few is told by its count. */
static bool add_small(survey *of, const tolv_round_table *table, const tolv_sheet_cell *cell) {
    tolv_splitting *at = of->at;
    bool counted =
        table->use == TOLV_ROUND_SHARED && cell->kind == TOLV_CELL_NUMBER &&
        cell->column >= table->area.column && cell->number >= 0 &&
        cell->number < (double)at->round.smallest_group &&
        tolv_text_is_one_of(table->headings[cell->column - table->area.column], count_words);
    if (!counted)
        return true;
    tolv_small_row *small = tolv_arena_take(at->arena, 1, sizeof *small);
    if (!small)
        return tolv_refuse_memory(at->document);
    *small = (tolv_small_row){at->small, table, cell->row, cell->rows};
    at->small = small;
    return true;
}

static bool add_ledger(survey *of, const tolv_sheet_cell *cell) {
    tolv_splitting *at = of->at;
    tolv_ledger_cell *ledger = tolv_arena_take(at->arena, 1, sizeof *ledger);
    if (!ledger)
        return tolv_refuse_memory(at->document);
    *ledger = (tolv_ledger_cell){at->ledgers, of->sheet, cell->row, cell->column};
    at->ledgers = ledger;
    return true;
}

static bool take_owner(void *context, const tolv_sheet_cell *cell) {
    survey *of = context;
    tolv_splitting *at = of->at;
    at->calculated = at->calculated || (cell->formula.length && cell->kind != TOLV_CELL_BLANK);
    if (tolv_split_opens_ledger(cell) && !add_ledger(of, cell))
        return false;
    char room[TOLV_KEY_ROOM];
    tolv_text code = tolv_round_key(&(tolv_input){cell->kind, cell->number, cell->text}, room);
    const tolv_round_table *cut = tolv_round_cut_at(&at->round, of->sheet, cell->row);
    const tolv_round_table *table =
        tolv_round_table_at(&at->round, of->sheet, cell->row, cell->column);
    if (table && !add_small(of, table, cell))
        return false;
    if (!cut)
        return true;
    bool is_code = cut->code >= cell->column && cut->code < cell->column + cell->columns;
    if (is_code && code.length) {
        of->code_row = cell->row;
        return add_rows(of, cut, cell, code);
    }
    if (cell->kind == TOLV_CELL_NUMBER && cell->formula.length == 0) {
        of->figure_row = cell->row;
        of->figure_column = cell->column;
    }
    return true;
}

static bool end_row(void *context, const tolv_sheet_row *row) {
    survey *of = context;
    if (of->figure_row == row->row && of->code_row != row->row && !of->unsent)
        tell_cell(of, row->row, of->figure_column,
                  N_("a figure stands in a row without a code, and nobody knows whose it is: write "
                     "the code, or move it out of the table’s rows"),
                  tolv_text_of(""), 0);
    return true;
}

static bool is_shared(const survey *of, size_t row, size_t column) {
    const tolv_round_table *table = tolv_round_table_at(&of->at->round, of->sheet, row, column);
    return table && table->use == TOLV_ROUND_SHARED;
}

/* The first row of an area that belongs to another unit of the table; SIZE_MAX: there is none. */
static size_t first_other(const tolv_cut *cut, const tolv_area *area, size_t own) {
    for (size_t i = first_below(cut, area->row);
         i < cut->count && cut->owned[i].row <= area->last_row; i++)
        if (cut->owned[i].unit != own)
            return cut->owned[i].row > area->row ? cut->owned[i].row : area->row;
    return SIZE_MAX;
}

bool tolv_split_holds_others(const tolv_splitting *at, const tolv_area *area, size_t own) {
    for (const tolv_cut *cut = at->cuts; cut; cut = cut->next)
        if (same(cut->table->area.sheet, area->sheet) && first_other(cut, area, own) != SIZE_MAX)
            return true;
    return false;
}

/* The first row of an area that its reader does not have, when it is not the whole of a table.
 * SIZE_MAX: there is none. */
static size_t lost_row(const survey *of, const tolv_area *area, size_t own) {
    size_t lost = SIZE_MAX;
    for (const tolv_cut *cut = of->at->cuts; cut && lost == SIZE_MAX; cut = cut->next) {
        const tolv_owned_rows *last = &cut->owned[cut->count - 1];
        bool whole = area->row <= cut->owned->row && area->last_row + 1 >= last->row + last->rows;
        if (!whole && same(cut->table->area.sheet, area->sheet))
            lost = first_other(cut, area, own);
    }
    return lost;
}

/* The sheet of a reference to whole columns, and of any other that cannot be told in cells. */
static tolv_text sheet_part(tolv_text reference) {
    size_t i = reference.length && reference.bytes[0] == '$', begin = i;
    bool quoted = false;
    for (; i < reference.length && (quoted || reference.bytes[i] != '.'); i++)
        quoted ^= reference.bytes[i] == '\'';
    return (tolv_text){reference.bytes + begin, i - begin};
}

static const tolv_round_sheet *sheet_named(const tolv_splitting *at, tolv_text written) {
    const tolv_round_sheet *sheet = at->round.sheets;
    while (sheet && !tolv_sheet_is(written, sheet->name))
        sheet = sheet->next;
    return sheet;
}

void tolv_split_area(const tolv_splitting *at, tolv_text sheet, tolv_text reference,
                     tolv_area *area) {
    tolv_text written = sheet_part(reference);
    const tolv_round_sheet *named = written.length ? sheet_named(at, written) : NULL;
    if (!tolv_area_read(reference, area))
        *area = (tolv_area){.last_row = TOLV_SHEET_ROWS, .last_column = TOLV_SHEET_COLUMNS};
    area->sheet = named ? named->name : sheet;
}

/* Does it reach over several sheets? */
static bool is_deep(tolv_text reference) {
    bool quoted = false;
    for (size_t i = 0; i + 1 < reference.length; i++) {
        quoted ^= reference.bytes[i] == '\'';
        if (!quoted && reference.bytes[i] == ':') {
            tolv_text first = sheet_part(reference),
                      last = sheet_part(
                          (tolv_text){reference.bytes + i + 1, reference.length - i - 1});
            return last.length && !same(first, last);
        }
    }
    return false;
}

/* ---- Ledgers, which are not sent along ---- */

bool tolv_split_opens_ledger(const tolv_sheet_cell *cell) {
    tolv_text formula = cell->formula;
    tolv_token token;
    while (tolv_take_token(&formula, &token))
        if (token.kind == TOLV_TOKEN_NAME &&
            tolv_text_same(token.text, tolv_text_of("TOLV.LEDGER")))
            return true;
    return false;
}

static bool holds_ledger(const tolv_splitting *at, const tolv_area *area) {
    for (const tolv_ledger_cell *ledger = at->ledgers; ledger; ledger = ledger->next)
        if (ledger->row >= area->row && ledger->row <= area->last_row &&
            ledger->column >= area->column && ledger->column <= area->last_column &&
            tolv_sheet_is(area->sheet, ledger->sheet))
            return true;
    return false;
}

bool tolv_split_reads_ledger(const tolv_splitting *at, tolv_text sheet, tolv_text formula) {
    tolv_token token;
    tolv_area area;
    bool reads = false;
    while (at->ledgers && !reads && tolv_take_token(&formula, &token)) {
        tolv_text inside = {token.text.bytes + 1, token.text.length - 2};
        if (token.kind == TOLV_TOKEN_REFERENCE && token.text.length > 2 &&
            tolv_area_read(inside, &area)) {
            area.sheet = area.sheet.length ? area.sheet : sheet;
            reads = holds_ledger(at, &area);
        }
        for (const tolv_round_name *name = at->round.names;
             name && token.kind == TOLV_TOKEN_NAME && !reads; name = name->next)
            reads = tolv_text_same(name->name, token.text) && holds_ledger(at, &name->area);
    }
    return reads;
}

/* ---- Formulas that point at what goes away ---- */

/* What is wrong with an area; NULL: nothing is. */
static const char *judge_area(const survey *of, const tolv_area *area, size_t own, size_t *row) {
    if (tolv_split_is_unsent(of->at, area->sheet))
        return N_("it points at {1}, on a sheet that is not sent along");
    for (const tolv_round_table *table = of->at->round.tables; table; table = table->next)
        for (size_t i = table->area.column; i <= table->area.last_column; i++)
            if (table->columns[i - table->area.column] == TOLV_COLUMN_WITHHELD &&
                area->column <= i && area->last_column >= i && area->row <= table->area.last_row &&
                area->last_row > table->area.row && same(table->area.sheet, area->sheet))
                return N_("it points at {1}, in a column of a shared table that is not for all");
    *row = lost_row(of, area, own);
    return *row == SIZE_MAX ? NULL
                            : N_("it points at {1}, and row {2} there goes away in the files of "
                                 "others: point at whole columns of the table, or put it into a "
                                 "shared one");
}

static const char *judge_reference(const survey *of, tolv_text reference, size_t own, size_t *row) {
    tolv_area area;
    if (contains(reference, "#REF!"))
        return NULL;
    if (contains(reference, "#"))
        return N_("{1} is in another file, which is not sent along");
    if (is_deep(reference))
        return N_("{1} reaches over several sheets, and cannot be followed");
    tolv_split_area(of->at, of->sheet, reference, &area);
    return judge_area(of, &area, own, row);
}

static const char *judge_name(const survey *of, tolv_text name, size_t own, size_t *row) {
    const char *wrong = NULL;
    for (const tolv_round_name *at = of->at->round.names; at && !wrong; at = at->next)
        if (tolv_text_same(at->name, name))
            wrong = judge_area(of, &at->area, own, row);
    for (const tolv_round_table *at = of->at->round.tables; at && !wrong; at = at->next)
        if (tolv_text_same(at->name, name))
            wrong = judge_area(of, &at->area, own, row);
    return wrong;
}

static const char *judge_formula(const survey *of, tolv_text formula, size_t own, tolv_text *item,
                                 size_t *row) {
    tolv_token token;
    const char *wrong = NULL;
    while (!wrong && tolv_take_token(&formula, &token)) {
        *item = token.text;
        if (token.kind == TOLV_TOKEN_REFERENCE && token.text.bytes[0] == '[') {
            item->bytes++;
            item->length -= item->length > 1 ? 2 : 1;
            wrong = judge_reference(of, *item, own, row);
        } else if (token.kind == TOLV_TOKEN_REFERENCE && contains(token.text, "#")) {
            wrong = N_("{1} is in another file, which is not sent along");
        } else if (token.kind == TOLV_TOKEN_NAME) {
            wrong = judge_name(of, token.text, own, row);
        }
    }
    return wrong;
}

/* What a file of one unit would calculate otherwise than the master. */
static const char *judge_sum(tolv_split_sum sum) {
    switch (sum) {
    case TOLV_SUM_MIXED:
        return N_("it mixes {1}, rows of all units, with what is this unit’s own: calculate the "
                  "figure of all in a cell of its own, and point at that");
    case TOLV_SUM_PICKED:
        return N_("it picks from {1}, rows of all units, and not by this unit’s code: compare with "
                  "the cell that is named Unit, or put it into a shared table");
    case TOLV_SUM_SINGLE:
        return N_("its rows of {1} are of a single unit, and all would see its figure: put it into "
                  "a shared table, if they may");
    default:
        return NULL;
    }
}

/* Would it show its figure of the master where the extension is missing? */
static bool is_frozen(const survey *of, tolv_text formula) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_writer writer = {.arena = &arena};
    tolv_guard guard = {.vocabulary = of->at->options->guarding.vocabulary,
                        .room = TOLV_EXCEL_FORMULA};
    tolv_guarding guarding = tolv_guard_formula(&writer, &guard, formula);
    tolv_arena_close(&arena);
    return guarding == TOLV_GUARD_UNSAID || guarding == TOLV_GUARD_TOO_LONG ||
           guarding == TOLV_GUARD_STANDS;
}

static bool is_array(const survey *of, const tolv_sheet_cell *cell) {
    return tolv_tag_attribute(of->at->master, cell->tag_end, "table:number-matrix-rows-spanned")
               .length > 0;
}

static bool take_formula(void *context, const tolv_sheet_cell *cell) {
    survey *of = context;
    tolv_text prefix, formula = cell->formula, item = {"", 0};
    size_t row = 0, own = tolv_split_owner(of->at, of->sheet, cell->row);
    if (cell->formula.length == 0 || of->unsent || own == TOLV_NOBODY ||
        is_shared(of, cell->row, cell->column) || tolv_split_opens_ledger(cell))
        return true;
    bool booked = tolv_split_reads_ledger(of->at, of->sheet, formula);
    if (booked && own != TOLV_NO_CODE)
        return true;
    if (booked) {
        tell_cell(of, cell->row, cell->column,
                  N_("its figure comes from a ledger, which is not sent along: put it into a "
                     "shared table, or into the units’ rows"),
                  item, row);
        return true;
    }
    const char *wrong = tolv_split_formula(cell->formula, &prefix, &formula)
                            ? judge_formula(of, formula, own, &item, &row)
                            : N_("its formula is written in a way that cannot be followed: open "
                                 "the workbook in LibreOffice, and save it");
    tolv_split_sum sum = TOLV_SUM_NONE;
    if (!wrong)
        sum = tolv_split_sum_of(of->at, of->sheet, cell->row, own, formula, &item);
    wrong = wrong ? wrong : judge_sum(sum);
    bool call = sum != TOLV_SUM_ALL && tolv_has_call(formula);
    if (!wrong && own == TOLV_NO_CODE && call && (is_frozen(of, formula) || is_array(of, cell)))
        wrong = N_("without the extension it would show a figure of all units: put it into a "
                   "shared table, or into the units’ rows");
    if (wrong)
        tell_cell(of, cell->row, cell->column, wrong, item, row);
    return true;
}

/* ---- What is not in cells ---- */

static bool add_expression(tolv_splitting *at, tolv_text name, tolv_text formula) {
    tolv_split_expression *expression = tolv_arena_take(at->arena, 1, sizeof *expression);
    if (!expression)
        return tolv_refuse_memory(at->document);
    *expression = (tolv_split_expression){at->expressions, name, formula, false};
    at->expressions = expression;
    return tolv_keep_text(at->document, at->arena, &expression->name) &&
           tolv_keep_text(at->document, at->arena, &expression->formula);
}

static bool start(void *context, tolv_xml *xml, tolv_element element) {
    survey *of = context;
    tolv_attribute name;
    tolv_text value, named = {"", 0}, item = {"", 0}, expression = {"", 0};
    const char *wrong = NULL;
    size_t row = 0;
    tolv_area area = {.row = 0};
    for (size_t i = 0; tolv_xml_attribute(xml, i, &name, &value); i++) {
        if (name == TOLV_ATTRIBUTE_NAME)
            named = value;
        if (name == TOLV_ATTRIBUTE_EXPRESSION) {
            of->sheet = tolv_text_of("");
            expression = value;
            wrong = judge_formula(of, value, TOLV_NO_CODE, &item, &row);
            if (!wrong && is_frozen(of, value))
                wrong = N_("what it says cannot be calculated without the extension");
        } else if (element == TOLV_ELEMENT_PIVOT && name == TOLV_ATTRIBUTE_TARGET_ADDRESS) {
            tolv_area_read(value, &area);
            item = value;
            const tolv_round_sheet *sheet = sheet_named(of->at, sheet_part(value));
            of->sheet = sheet ? sheet->name : tolv_text_of("");
            if (!sheet || (!sheet->unsent && !is_shared(of, area.row, area.column)))
                wrong = N_("it is a pivot table, and shows figures of all units: lay it on a sheet "
                           "that is not sent, or mark its cells as shared");
        }
    }
    if (wrong) {
        tolv_writer place = {.arena = of->at->arena};
        tolv_write(&place, named);
        tolv_write(&place, (tolv_text){"", 1});
        if (place.failed)
            return tolv_refuse_memory(of->at->document);
        tell(of, place.bytes, wrong, item, row);
    }
    return expression.length == 0 || add_expression(of->at, named, expression);
}

bool tolv_split_survey(tolv_splitting *at) {
    static const tolv_sheet_handler owners = {
        .sheet = take_sheet, .cell = take_owner, .row = end_row, .exact = true};
    static const tolv_sheet_handler formulas = {
        .sheet = take_sheet, .cell = take_formula, .exact = true};
    static const tolv_xml_handler others = {.start = start};
    survey of = {.at = at};
    return tolv_part_read_sheets(at->master, &owners, &of) &&
           tolv_part_read(at->master, &others, &of) && tolv_split_find_keys(at) &&
           tolv_part_read_sheets(at->master, &formulas, &of) && at->told == 0;
}
