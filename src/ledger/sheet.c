/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sentence.h"

static const char *const headings[TOLV_FIELDS] = {
    [TOLV_FIELD_PERIOD] = NC_("heading", "period"),
    [TOLV_FIELD_YEAR] = NC_("heading", "financial year"),
    [TOLV_FIELD_ACCOUNT] = NC_("heading", "account"),
    [TOLV_FIELD_UNIT] = NC_("heading", "unit"),
    [TOLV_FIELD_ACTIVITY] = NC_("heading", "activity"),
    [TOLV_FIELD_PROJECT] = NC_("heading", "project"),
    [TOLV_FIELD_COUNTERPART] = NC_("heading", "counterpart"),
    [TOLV_FIELD_OBJECT] = NC_("heading", "object"),
    [TOLV_FIELD_VERSION] = NC_("heading", "version"),
    [TOLV_FIELD_DECIDED] = NC_("heading", "decided"),
    [TOLV_FIELD_AMOUNT] = NC_("heading", "amount"),
    [TOLV_FIELD_TYPE] = NC_("heading", "amount type"),
};

static const char *const names[TOLV_FIELDS] = {
    [TOLV_FIELD_ACCOUNT] = NC_("heading", "account name"),
    [TOLV_FIELD_UNIT] = NC_("heading", "unit name"),
};

static const char *const kinds[TOLV_ROW_KINDS] = {
    [TOLV_ROW_VOUCHER] = N_("outcome"),
    [TOLV_ROW_BUDGET] = N_("budget"),
    [TOLV_ROW_FORECAST] = N_("forecast"),
};

typedef struct making {
    tolv_ledger_sheet *sheet;
    tolv_arena *arena;
    const tolv_ledger *ledger;
    const tolv_flat_rows *flat;
    uint32_t *places; /* by combination: where its codes are */
} making;

/* ---- columns ---- */

static void add_column(tolv_ledger_sheet *sheet, tolv_field field, uint32_t dimension) {
    sheet->fields[sheet->width] = field;
    sheet->dimensions[sheet->width++] = dimension;
}

static void add_name(tolv_ledger_sheet *sheet, tolv_field field, uint32_t dimension) {
    sheet->is_name[sheet->width] = true;
    add_column(sheet, field, dimension);
}

static bool may_be_person(int dimension) {
    return dimension >= TOLV_DIMENSION_EMPLOYEE && dimension <= TOLV_DIMENSION_INVOICE;
}

static bool has_account_names(const making *at) {
    for (size_t i = 0; i < at->flat->count; i++)
        if (at->ledger->accounts[at->flat->rows[i].account].name.length)
            return true;
    return false;
}

static bool has_names(const tolv_dimension *of) {
    for (uint32_t i = 0; i < of->codes.count; i++)
        if (of->names[i].length)
            return !may_be_person(of->number);
    return false;
}

/* Of the dimensions that are left the one with the lowest number; TOLV_NONE. Those of fields have
 * had their columns, but where the units are of another dimension their own (1) has not. */
static uint32_t next_free(const tolv_ledger *ledger, const bool *named) {
    uint32_t lowest = TOLV_NONE;
    for (uint32_t i = 0; i < ledger->dimension_count; i++) {
        int number = ledger->dimensions[i].number;
        bool is_free = number > TOLV_DIMENSION_UNIT && !may_be_person(number);
        if (named[i] && is_free &&
            (lowest == TOLV_NONE || number < ledger->dimensions[lowest].number))
            lowest = i;
    }
    return lowest;
}

/* “Dimension 20 Funding”: the word is the same in all languages. */
static tolv_error add_headed(making *at, uint32_t dimension) {
    const tolv_dimension *in = &at->ledger->dimensions[dimension];
    char number[16];
    tolv_writer writer = {.arena = at->arena};
    snprintf(number, sizeof number, "%d", in->number);
    tolv_write_string(&writer, "Dimension ");
    tolv_write_string(&writer, number);
    tolv_write_string(&writer, in->name.length ? " " : "");
    tolv_write(&writer, in->name);
    at->sheet->headings[at->sheet->width] = tolv_written(&writer);
    add_column(at->sheet, TOLV_FIELDS, dimension);
    return writer.failed ? TOLV_OUT_OF_MEMORY : TOLV_OK;
}

/* Columns of the dimensions that rows name, each once: fields in their order, others by number. */
static tolv_error add_dimensions(making *at, bool *named) {
    tolv_error error = TOLV_OK;
    const tolv_ledger *ledger = at->ledger;
    for (tolv_field field = TOLV_FIELD_ACCOUNT + 1; field <= TOLV_FIELD_DECIDED; field++) {
        bool unit = field == TOLV_FIELD_UNIT;
        int number = unit ? at->flat->dimension : tolv_dimension_of(field);
        uint32_t found = number ? tolv_ledger_find_dimension(ledger, number) : TOLV_NONE;
        if (found == TOLV_NONE || !named[found])
            continue;
        add_column(at->sheet, field, found);
        if (unit && has_names(&ledger->dimensions[found]))
            add_name(at->sheet, field, found);
        named[found] = false;
    }
    for (uint32_t next; !error && (next = next_free(ledger, named)) != TOLV_NONE;
         named[next] = false)
        error = add_headed(at, next);
    return error;
}

/* A table of calendar years need not tell them. */
static bool has_other_years(const tolv_ledger *ledger) {
    for (size_t i = 0; i < ledger->year_count; i++)
        if (!tolv_is_calendar_year(ledger->years[i].first, ledger->years[i].last))
            return true;
    return false;
}

static tolv_error make_columns(making *at) {
    bool named[TOLV_DIMENSIONS_MAX] = {false};
    for (size_t i = 0; i < at->flat->count; i++) {
        size_t count;
        const tolv_placing *placings =
            tolv_ledger_objects_of(at->ledger, at->flat->rows[i].combination, &count);
        for (size_t j = 0; j < count; j++)
            named[placings[j].dimension] = true;
    }
    add_column(at->sheet, TOLV_FIELD_PERIOD, TOLV_NONE);
    if (has_other_years(at->ledger))
        add_column(at->sheet, TOLV_FIELD_YEAR, TOLV_NONE);
    add_column(at->sheet, TOLV_FIELD_ACCOUNT, TOLV_NONE);
    if (has_account_names(at))
        add_name(at->sheet, TOLV_FIELD_ACCOUNT, TOLV_NONE);
    tolv_error error = add_dimensions(at, named);
    for (uint32_t i = 0; i < at->ledger->dimension_count; i++)
        at->sheet->others += named[i];
    add_column(at->sheet, TOLV_FIELD_AMOUNT, TOLV_NONE);
    add_column(at->sheet, TOLV_FIELD_TYPE, TOLV_NONE);
    return error;
}

/* ---- codes ---- */

static int compare_codes(const tolv_text *a, const tolv_text *b, size_t count) {
    int order = 0;
    for (size_t i = 0; i < count && !order; i++) {
        size_t length = a[i].length < b[i].length ? a[i].length : b[i].length;
        order = length ? memcmp(a[i].bytes, b[i].bytes, length) : 0;
        order = order ? order : (a[i].length > b[i].length) - (a[i].length < b[i].length);
    }
    return order;
}

/* A combination with its codes, to put them in order; `width` is the same in all. */
typedef struct coded {
    const tolv_text *codes;
    size_t width;
    uint32_t combination;
} coded;

static int by_codes(const void *a, const void *b) {
    const coded *x = a, *y = b;
    int order = compare_codes(x->codes, y->codes, x->width);
    return order ? order : (x->combination > y->combination) - (x->combination < y->combination);
}

/* Writes the codes of all combinations, in order; those that are alike in the columns become one.
 */
static tolv_error make_codes(making *at) {
    tolv_ledger_sheet *sheet = at->sheet;
    size_t count = at->ledger->combinations.count ? at->ledger->combinations.count : 1;
    size_t width = sheet->width;
    tolv_text *codes = tolv_arena_take(at->arena, count * width, sizeof *codes);
    coded *order = tolv_arena_take(at->arena, count, sizeof *order);
    sheet->codes = tolv_arena_take(at->arena, count * width, sizeof *codes);
    at->places = tolv_arena_take(at->arena, count, sizeof *at->places);
    if (!codes || !order || !sheet->codes || !at->places)
        return TOLV_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        for (size_t column = 0; column < width; column++) {
            uint32_t in = sheet->dimensions[column];
            uint32_t object = in == TOLV_NONE ? in : tolv_ledger_object_of(at->ledger, i, in);
            const tolv_dimension *of = &at->ledger->dimensions[in == TOLV_NONE ? 0 : in];
            codes[i * width + column] = object == TOLV_NONE      ? tolv_text_of("")
                                        : sheet->is_name[column] ? of->names[object]
                                                                 : of->codes.texts[object];
        }
        order[i] = (coded){codes + i * width, width, i};
    }
    qsort(order, count, sizeof *order, by_codes);
    uint32_t place = 0;
    for (size_t i = 0; i < count; i++) {
        place += i > 0 && compare_codes(order[i - 1].codes, order[i].codes, width) != 0;
        at->places[order[i].combination] = place;
        memcpy(sheet->codes + place * width, order[i].codes, width * sizeof *codes);
    }
    return TOLV_OK;
}

/* ---- rows ---- */

/* While rows are put in order their account is its place among all, by code. */
static int by_place(const void *a, const void *b) {
    const tolv_row *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    if (x->account != y->account)
        return x->account < y->account ? -1 : 1;
    return (x->combination > y->combination) - (x->combination < y->combination);
}

static tolv_error add_alike(tolv_ledger_sheet *sheet) {
    size_t kept = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        if (kept == 0 || by_place(&sheet->rows[kept - 1], &sheet->rows[i]) != 0) {
            sheet->rows[kept++] = sheet->rows[i];
            continue;
        }
        tolv_ore *sum = &sheet->rows[kept - 1].amount;
        *sum += sheet->rows[i].amount;
        if (*sum > TOLV_ORE_MAX || *sum < -TOLV_ORE_MAX)
            return TOLV_TOO_LARGE;
    }
    sheet->count = kept;
    return TOLV_OK;
}

static tolv_error order_rows(making *at) {
    tolv_ledger_sheet *sheet = at->sheet;
    const tolv_dictionary *accounts = &at->ledger->account_codes;
    coded *order = tolv_arena_take(at->arena, accounts->count, sizeof *order);
    uint32_t *places = tolv_arena_take(at->arena, accounts->count, sizeof *places);
    if (!order || !places)
        return TOLV_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < accounts->count; i++)
        order[i] = (coded){&accounts->texts[i], 1, i};
    if (accounts->count)
        qsort(order, accounts->count, sizeof *order, by_codes);
    for (uint32_t i = 0; i < accounts->count; i++)
        places[order[i].combination] = i;
    for (size_t i = 0; i < sheet->count; i++) {
        sheet->rows[i].account = places[sheet->rows[i].account];
        sheet->rows[i].combination = at->places[sheet->rows[i].combination];
    }
    if (sheet->count)
        qsort(sheet->rows, sheet->count, sizeof *sheet->rows, by_place);
    tolv_error error = add_alike(sheet);
    for (size_t i = 0; i < sheet->count; i++)
        sheet->rows[i].account = order[sheet->rows[i].account].combination;
    return error;
}

tolv_error tolv_ledger_sheet_make(tolv_ledger_sheet *sheet, tolv_arena *arena,
                                  const tolv_ledger *ledger, tolv_flat_rows *flat) {
    making at = {.sheet = sheet, .arena = arena, .ledger = ledger, .flat = flat};
    *sheet = (tolv_ledger_sheet){.ledger = ledger, .rows = flat->rows, .count = flat->count};
    tolv_error error = make_columns(&at);
    for (size_t i = 0; i < ledger->year_count; i++)
        sheet->year_lengths[i] = tolv_write_year(&ledger->years[i], sheet->years[i]);
    if (!error)
        error = make_codes(&at);
    return error ? error : order_rows(&at);
}

/* ---- cells ---- */

tolv_text tolv_ledger_sheet_heading(const tolv_ledger_sheet *sheet, size_t column,
                                    tolv_language language) {
    if (sheet->fields[column] == TOLV_FIELDS)
        return sheet->headings[column];
    const char *const *words = sheet->is_name[column] ? names : headings;
    return tolv_text_of(tolv_translate_in(language, "heading", words[sheet->fields[column]]));
}

tolv_text tolv_ledger_sheet_text(const tolv_ledger_sheet *sheet, size_t row, size_t column,
                                 tolv_language language) {
    const tolv_row *of = &sheet->rows[row];
    const tolv_financial_year *year;
    switch (sheet->fields[column]) {
    case TOLV_FIELD_YEAR:
        year = tolv_ledger_year_of(sheet->ledger, of->period);
        return year ? (tolv_text){sheet->years[year - sheet->ledger->years],
                                  sheet->year_lengths[year - sheet->ledger->years]}
                    : tolv_text_of("");
    case TOLV_FIELD_ACCOUNT:
        return sheet->is_name[column] ? sheet->ledger->accounts[of->account].name
                                      : sheet->ledger->account_codes.texts[of->account];
    case TOLV_FIELD_TYPE:
        return tolv_text_of(tolv_translate(language, kinds[of->kind]));
    default:
        return sheet->codes[of->combination * sheet->width + column];
    }
}
