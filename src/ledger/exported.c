/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/exported.h"

#include <string.h>

#include "core/rounding.h"
#include "ledger/amount_columns.h"
#include "ledger/exported_work.h"
#include "ledger/years.h"

/* A fault in the columns that were handed over, told where it stands in the table. */
static tolv_reading refuse_fault(const tolv_exported *exported, const tolv_table_fault *fault,
                                 size_t row) {
    if (fault->error == TOLV_OUT_OF_MEMORY)
        return tolv_exported_refuse_memory(exported);
    size_t origin = fault->column ? exported->origins[fault->column - 1] : TOLV_NO_COLUMN;
    tolv_exported_tell(exported, TOLV_FAILURE, row, origin == TOLV_NO_COLUMN ? 0 : origin + 1,
                       tolv_error_sentence(fault->error), fault->items, fault->item_count);
    return TOLV_READING_REFUSED;
}

/* ---- headings ---- */

void tolv_exported_open(tolv_exported *exported, tolv_ledger *ledger,
                        const tolv_table_options *options, const char *file,
                        const tolv_listener *listener) {
    *exported = (tolv_exported){.ledger = ledger,
                                .options = options,
                                .listener = listener,
                                .file = file,
                                .error = TOLV_HEADING_MISSING,
                                .fault = {TOLV_FIELD_ACCOUNT, 0}};
}

static bool has(const tolv_exported *exported, tolv_field field) {
    return exported->layout.columns[field] != TOLV_NO_COLUMN;
}

/* A month stands in each row, not in the headings. */
static bool is_dated(const tolv_exported *exported) {
    return !exported->layout.monthly &&
           (has(exported, TOLV_FIELD_PERIOD) || has(exported, TOLV_FIELD_DATE));
}

static bool is_yearly(const tolv_exported *exported) {
    return !exported->layout.monthly && !is_dated(exported);
}

static void hand_over(tolv_exported *exported, tolv_field field, size_t origin) {
    exported->fields[exported->taken] = field;
    exported->origins[exported->taken++] = origin;
}

static bool is_part(const tolv_exported *exported, tolv_field field) {
    for (size_t i = 0; i < exported->layout.split.count; i++)
        if (exported->layout.split.fields[i] == field)
            return true;
    return false;
}

/* How columns of amounts are understood: as was asked for, or as such tables mostly are. */
static tolv_amount_sense sense_of(const tolv_exported *exported) {
    const tolv_table_options *options = exported->options;
    return (tolv_amount_sense){.dated = is_dated(exported),
                               .asked = options->has_kind,
                               .kind = options->has_kind     ? options->kind
                                       : is_yearly(exported) ? TOLV_ROW_BUDGET
                                                             : TOLV_ROW_VOUCHER};
}

/* Keeps the columns that tell each amount once. The first that cannot be decided on is told. */
static tolv_reading choose_amounts(tolv_exported *exported) {
    tolv_layout *layout = &exported->layout;
    tolv_amount_verdict verdicts[TOLV_AMOUNT_COLUMNS];
    size_t other[TOLV_AMOUNT_COLUMNS], kept = 0, all = layout->amount_count;
    struct {
        size_t count, first;
    } left_out[TOLV_AMOUNTS_TWICE + 1] = {{0}};
    tolv_amount_sense sense = sense_of(exported);
    tolv_amount_judge(layout, &sense, verdicts, other);
    for (size_t i = 0; i < all; i++) {
        tolv_amount_verdict verdict = verdicts[i];
        size_t column = layout->amounts[i].column;
        if (verdict == TOLV_AMOUNTS_UNSURE || verdict == TOLV_AMOUNTS_TWICE)
            return tolv_exported_refuse(
                exported, column + 1, tolv_amount_sentence(verdict),
                TOLV_PLAIN(verdict == TOLV_AMOUNTS_TWICE ? other[i] + 1 : 0), TOLV_PLAIN(0));
        if (verdict == TOLV_AMOUNTS_READ)
            layout->amounts[kept++] = layout->amounts[i];
        else if (left_out[verdict].count++ == 0)
            left_out[verdict].first = column;
    }
    layout->amount_count = kept;
    for (tolv_amount_verdict verdict = 0; verdict <= TOLV_AMOUNTS_TWICE; verdict++)
        if (left_out[verdict].count)
            tolv_exported_tell(exported, kept ? TOLV_NOTE : TOLV_FAILURE, exported->row,
                               left_out[verdict].first + 1, tolv_amount_sentence(verdict),
                               &TOLV_PLAIN(left_out[verdict].count), 1);
    return kept || !all ? TOLV_READING_DONE : TOLV_READING_REFUSED;
}

/* The columns that the ledger's own reader gets, under the words it knows. */
static tolv_reading begin(tolv_exported *exported, const tolv_cell *cells) {
    const tolv_layout *layout = &exported->layout;
    if (choose_amounts(exported))
        return TOLV_READING_REFUSED;
    bool dated = is_dated(exported);
    if (!dated || has(exported, TOLV_FIELD_PERIOD))
        hand_over(exported, TOLV_FIELD_PERIOD,
                  dated ? layout->columns[TOLV_FIELD_PERIOD] : TOLV_NO_COLUMN);
    if (dated && has(exported, TOLV_FIELD_DATE))
        hand_over(exported, TOLV_FIELD_DATE, layout->columns[TOLV_FIELD_DATE]);
    if (dated)
        hand_over(exported, TOLV_FIELD_YEAR, layout->columns[TOLV_FIELD_YEAR]);
    for (tolv_field field = TOLV_FIELD_ACCOUNT; field <= TOLV_FIELD_DECIDED; field++)
        if (is_part(exported, field))
            hand_over(exported, field, layout->combined);
        else if (has(exported, field))
            hand_over(exported, field, layout->columns[field]);
    for (size_t i = 0; i < layout->dimension_count; i++)
        hand_over(exported, TOLV_FIELDS, layout->dimensions[i]);
    hand_over(exported, TOLV_FIELD_AMOUNT, TOLV_NO_COLUMN);
    hand_over(exported, TOLV_FIELD_TYPE, layout->columns[TOLV_FIELD_TYPE]);
    tolv_cell headings[TOLV_TABLE_COLUMNS];
    for (size_t i = 0; i < exported->taken; i++) {
        bool is_field = exported->fields[i] < TOLV_FIELDS;
        const char *words = is_field ? tolv_ledger_headings[exported->fields[i]].words : "";
        headings[i] = is_field
                          ? (tolv_cell){.kind = TOLV_TEXT, .text = {words, strcspn(words, ",")}}
                          : cells[exported->origins[i]];
    }
    tolv_table_fault fault;
    if (tolv_table_begin(&exported->reader, exported->ledger, headings, exported->taken, &fault))
        return refuse_fault(exported, &fault, exported->row);
    exported->reader.year = exported->options->year;
    exported->begun = true;
    if (exported->above)
        tolv_exported_tell(exported, TOLV_NOTE, 0, 0,
                           N_("rows above the headings that are left out: {1}"),
                           &TOLV_PLAIN(exported->above), 1);
    if (is_yearly(exported) && !exported->options->has_key)
        return tolv_exported_refuse(
            exported, 0,
            N_("no column is headed as a month or a date (period, date): head one so; or, "
               "if the amounts are of whole years, say how a year is spread over its "
               "months, as in --key even"),
            TOLV_PLAIN(0), TOLV_PLAIN(0));
    return TOLV_READING_DONE;
}

static tolv_reading look_for_headings(tolv_exported *exported, const tolv_cell *cells,
                                      size_t width) {
    tolv_heading_fault fault = {TOLV_FIELD_ACCOUNT, 0};
    tolv_error error =
        tolv_layout_read(&exported->layout, cells, width, &exported->options->split, &fault);
    if (!error) {
        exported->width = width;
        return begin(exported, cells);
    }
    if (exported->layout.recognised > exported->best) {
        exported->best = exported->layout.recognised;
        exported->best_row = exported->row;
        exported->error = error;
        exported->fault = fault;
    }
    exported->above++;
    return TOLV_READING_DONE;
}

static tolv_reading refuse_headings(tolv_exported *exported) {
    exported->row = exported->best_row;
    if (exported->error == TOLV_HEADING_TWICE) {
        tolv_exported_tell(
            exported, TOLV_FAILURE, exported->row, exported->fault.column + 1,
            N_("another column tells the same, “{1}”: rename the one that is not to be read"),
            &TOLV_WORD(tolv_ledger_headings[exported->fault.heading].words), 1);
        return TOLV_READING_REFUSED;
    }
    return tolv_exported_refuse(exported, 0, tolv_error_sentence(TOLV_HEADING_MISSING),
                                TOLV_WORD(tolv_ledger_headings[exported->fault.heading].words),
                                TOLV_PLAIN(0));
}

/* ---- rows ---- */

static bool is_sum(const tolv_exported *exported, const tolv_cell *cells, size_t width) {
    size_t column = is_part(exported, TOLV_FIELD_ACCOUNT)
                        ? exported->layout.combined
                        : exported->layout.columns[TOLV_FIELD_ACCOUNT];
    tolv_cell account = tolv_exported_cell(cells, width, column);
    if (account.kind == TOLV_TEXT)
        return tolv_is_sum_word(account.text);
    for (size_t i = 0; i < width && account.kind == TOLV_BLANK; i++) {
        tolv_cell cell = tolv_exported_cell(cells, width, i);
        if (cell.kind != TOLV_BLANK)
            return cell.kind == TOLV_TEXT && tolv_is_sum_word(cell.text);
    }
    return false;
}

/* One row for the ledger's own reader, whose cells are set but for month, amount and type. */
typedef struct canonical {
    tolv_cell cells[TOLV_TABLE_COLUMNS];
    size_t amount, type; /* columns */
    size_t date, year;   /* of a dated table */
} canonical;

/* Of two names of a code the first counts. */
static bool call(tolv_ledger *ledger, tolv_text *name, tolv_text said) {
    if (name->length == 0 && said.length > 0)
        *name = tolv_ledger_text(ledger, said);
    return name->bytes;
}

/* What the codes of a row that has been booked are called. False when memory is out. */
static bool take_names(const tolv_exported *exported, const tolv_row *booked) {
    static const tolv_field named[] = {TOLV_FIELD_UNIT, TOLV_FIELD_ACTIVITY, TOLV_FIELD_PROJECT};
    tolv_ledger *ledger = exported->ledger;
    if (!call(ledger, &ledger->accounts[booked->account].name, exported->names[TOLV_FIELD_ACCOUNT]))
        return false;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (exported->names[named[i]].length == 0)
            continue;
        uint32_t in = tolv_ledger_find_dimension(ledger, tolv_dimension_of(named[i]));
        uint32_t object =
            in == TOLV_NONE ? in : tolv_ledger_object_of(ledger, booked->combination, in);
        if (object != TOLV_NONE &&
            !call(ledger, &ledger->dimensions[in].names[object], exported->names[named[i]]))
            return false;
    }
    return true;
}

static tolv_reading take(tolv_exported *exported, canonical *row, tolv_ore amount,
                         const tolv_amount_column *column) {
    static const double codes[TOLV_ROW_KINDS] = {
        [TOLV_ROW_VOUCHER] = 1, [TOLV_ROW_BUDGET] = 2, [TOLV_ROW_FORECAST] = 3};
    row->cells[row->amount] = (tolv_cell){.kind = TOLV_NUMBER, .number = tolv_to_kronor(amount)};
    exported->origins[row->amount] = column->column;
    tolv_amount_sense sense = sense_of(exported);
    if (!has(exported, TOLV_FIELD_TYPE))
        row->cells[row->type] =
            (tolv_cell){.kind = TOLV_NUMBER, .number = codes[tolv_amount_kind(column, &sense)]};
    tolv_table_fault fault;
    size_t kept = exported->reader.kept;
    exported->reader.row = exported->row - 1; /* so that what it says of rows is true here */
    if (tolv_table_take(&exported->reader, row->cells, 1, &fault))
        return refuse_fault(exported, &fault, exported->row);
    if (exported->reader.kept == kept) /* a row of nothing */
        return TOLV_READING_DONE;
    size_t batched = exported->reader.batched ? exported->reader.batched : TOLV_BATCH;
    const tolv_row *booked = &exported->reader.batch[batched - 1];
    const tolv_row_listener *listener = exported->ledger->listener;
    if (!take_names(exported, booked))
        return tolv_exported_refuse_memory(exported);
    if (!listener)
        return TOLV_READING_DONE;
    return listener->take(listener->context, booked, exported->row, exported->text)
               ? TOLV_READING_DONE
               : tolv_exported_refuse_memory(exported);
}

static tolv_reading take_year(tolv_exported *exported, canonical *row, tolv_ore amount,
                              const tolv_amount_column *column, int year) {
    const tolv_table_options *options = exported->options;
    const tolv_key_parameters parameters = {.weekend = 0};
    double weights[TOLV_MONTHS];
    tolv_ore months[TOLV_MONTHS];
    tolv_arena arena;
    tolv_arena_open(&arena, exported->ledger->arena.memory);
    if (options->key)
        tolv_key_weights(options->key, year, &parameters, weights);
    else
        memcpy(weights, options->weights, sizeof weights);
    tolv_error error =
        tolv_apportion(&arena, amount, weights, TOLV_MONTHS, 1, TOLV_ROUNDING_CUMULATIVE, months);
    tolv_arena_close(&arena);
    tolv_reading reading = error ? tolv_exported_refuse_memory(exported) : TOLV_READING_DONE;
    for (int month = 0; month < TOLV_MONTHS && !reading; month++) {
        row->cells[0] = (tolv_cell){.kind = TOLV_NUMBER, .number = year * 100 + month + 1};
        reading = take(exported, row, months[month], column);
    }
    return reading;
}

/* Does a row of a dated table tell a year, or else nothing that could have one? */
static bool has_year(const canonical *row) {
    int first, last;
    bool yearless = tolv_read_month(&row->cells[0], &first) && first <= TOLV_MONTHS;
    return !yearless || tolv_read_year(&row->cells[row->year], &first, &last) ||
           (tolv_read_month(&row->cells[row->date], &first) && first > TOLV_MONTHS);
}

/* The row's amount in one column of amounts, in as many rows as it takes. */
static tolv_reading take_amount(tolv_exported *exported, canonical *row, tolv_ore amount,
                                const tolv_amount_column *column, int row_year) {
    int year = column->year ? column->year : row_year ? row_year : exported->options->year;
    if (is_dated(exported)) {
        if (column->year)
            row->cells[row->year] = (tolv_cell){.kind = TOLV_NUMBER, .number = column->year};
        if (year || has_year(row))
            return take(exported, row, amount, column);
    }
    if (!year)
        return tolv_exported_refuse(
            exported, column->column + 1,
            N_("neither the row nor its heading tells the year: name it, as in --year "
               "2026"),
            TOLV_PLAIN(0), TOLV_PLAIN(0));
    if (is_yearly(exported))
        return take_year(exported, row, amount, column, year);
    row->cells[0] = (tolv_cell){.kind = TOLV_NUMBER, .number = year * 100 + column->month};
    return take(exported, row, amount, column);
}

static tolv_reading take_debit_and_credit(tolv_exported *exported, canonical *row,
                                          const tolv_cell *cells, size_t width, int year) {
    const size_t *columns = exported->layout.columns;
    size_t debit_at = columns[TOLV_FIELD_DEBIT], credit_at = columns[TOLV_FIELD_CREDIT];
    tolv_cell debit = tolv_exported_cell(cells, width, debit_at),
              credit = tolv_exported_cell(cells, width, credit_at);
    tolv_amount_column column = {.column = debit.kind == TOLV_BLANK ? credit_at : debit_at};
    tolv_ore plus, minus;
    if (debit.kind == TOLV_BLANK && credit.kind == TOLV_BLANK)
        return TOLV_READING_DONE;
    tolv_reading reading = tolv_exported_amount(exported, &debit, debit_at,
                                                exported->layout.zeros[TOLV_FIELD_DEBIT], &plus);
    if (!reading)
        reading = tolv_exported_amount(exported, &credit, credit_at,
                                       exported->layout.zeros[TOLV_FIELD_CREDIT], &minus);
    if (!reading && (plus - minus > TOLV_ORE_MAX || plus - minus < -TOLV_ORE_MAX))
        return tolv_exported_refuse(
            exported, column.column + 1,
            N_("the amount is larger than one can be and stay exact to the öre"), TOLV_PLAIN(0),
            TOLV_PLAIN(0));
    return reading ? reading : take_amount(exported, row, plus - minus, &column, year);
}

/* Is a column one that the layout knows? */
static bool is_known(const tolv_layout *layout, size_t column) {
    bool known = column == layout->combined;
    for (size_t i = 0; i < TOLV_FIELDS; i++)
        known = known || column == layout->columns[i];
    for (size_t i = 0; i < layout->amount_count; i++)
        known = known || column == layout->amounts[i].column;
    for (size_t i = 0; i < layout->dimension_count; i++)
        known = known || column == layout->dimensions[i];
    return known;
}

/* Amounts of days are not to be spread as those of a year, only because nobody knows their heading.
 */
static tolv_reading look_for_dates(const tolv_exported *exported, const tolv_cell *cells,
                                   size_t width) {
    enum { SHORTEST = 8 /* 1/1/2026 */ };
    for (size_t i = 0; i < width; i++) {
        tolv_cell cell = tolv_exported_cell(cells, width, i);
        tolv_day_order shown;
        int period;
        bool is_date = cell.kind == TOLV_TEXT && cell.text.length >= SHORTEST &&
                       (tolv_read_month(&cell, &period) ||
                        tolv_month_text(cell.text, TOLV_NO_ORDER, &period, &shown));
        if (is_date && !is_known(&exported->layout, i))
            return tolv_exported_refuse_text(
                exported, i,
                N_("“{1}” is a date, and its column is not headed as one: head it "
                   "“date” if the amounts are of these days, else take it out"),
                cell.text);
    }
    return TOLV_READING_DONE;
}

static tolv_reading take_row(tolv_exported *exported, const tolv_cell *cells, size_t width) {
    static const tolv_cell blank = {.kind = TOLV_BLANK};
    const tolv_layout *layout = &exported->layout;
    tolv_cell parts[TOLV_FIELDS];
    canonical row; /* of many cells, few of which there are: each is set below */
    row.date = row.year = 0;
    row.amount = exported->taken - 2;
    row.type = exported->taken - 1;
    int year =
        tolv_exported_year(tolv_exported_cell(cells, width, layout->columns[TOLV_FIELD_YEAR]));
    tolv_cell combined = tolv_exported_cell(cells, width, layout->combined);
    tolv_cell text = tolv_exported_cell(cells, width, layout->columns[TOLV_FIELD_TEXT]);
    exported->text = text.kind == TOLV_TEXT ? text.text : tolv_text_of("");
    bool row_is_closing = false;
    for (size_t i = 0; i < TOLV_FIELDS; i++) {
        tolv_cell name = tolv_exported_cell(cells, width, layout->names[i]);
        exported->names[i] = name.kind == TOLV_TEXT ? name.text : tolv_text_of("");
        parts[i] = blank;
    }
    tolv_reading reading =
        layout->split.count ? tolv_exported_split(exported, &combined, parts) : TOLV_READING_DONE;
    for (size_t i = 0; i < exported->taken; i++) {
        tolv_field field = exported->fields[i];
        tolv_cell cell = tolv_exported_cell(cells, width, exported->origins[i]);
        bool month = field == TOLV_FIELD_PERIOD || field == TOLV_FIELD_DATE;
        row.date = field == TOLV_FIELD_DATE ? i : row.date;
        row.year = field == TOLV_FIELD_YEAR ? i : row.year;
        row_is_closing =
            row_is_closing || (field == TOLV_FIELD_PERIOD && tolv_is_closing_period(cell));
        if (month && !reading)
            reading = tolv_exported_month(exported, exported->origins[i], &cell);
        row.cells[i] = field == TOLV_FIELD_AMOUNT ? blank
                       : is_part(exported, field) ? parts[field]
                                                  : cell;
    }
    if (!reading && row_is_closing) {
        exported->first_closing = exported->closing++ ? exported->first_closing : exported->row;
        return TOLV_READING_DONE;
    }
    if (!reading && is_yearly(exported) && exported->reader.kept == 0)
        reading = look_for_dates(exported, cells, width);
    if (!reading && layout->amount_count == 0)
        reading = take_debit_and_credit(exported, &row, cells, width, year);
    for (size_t i = 0; i < layout->amount_count && !reading; i++) {
        const tolv_amount_column *column = &layout->amounts[i];
        tolv_cell cell = tolv_exported_cell(cells, width, column->column);
        tolv_ore amount;
        if (cell.kind == TOLV_BLANK)
            continue;
        reading = tolv_exported_amount(exported, &cell, column->column, column->zeros, &amount);
        if (!reading)
            reading = take_amount(exported, &row, amount, column, year);
    }
    return reading;
}

tolv_reading tolv_exported_row(tolv_exported *exported, const tolv_cell *cells, size_t width,
                               size_t row) {
    exported->row = row;
    if (!exported->begun)
        return exported->above < TOLV_HEADINGS_WITHIN ? look_for_headings(exported, cells, width)
                                                      : refuse_headings(exported);
    if (!is_sum(exported, cells, width))
        return take_row(exported, cells, width);
    if (exported->sums++ == 0)
        exported->first_sum = row;
    return TOLV_READING_DONE;
}

/* ---- the end ---- */

static bool has_digits_alone(tolv_text code) {
    for (size_t i = 0; i < code.length; i++)
        if (code.bytes[i] < '0' || code.bytes[i] > '9')
            return false;
    return true;
}

/* "Resultat" or "5010 Hyra" among numbers: a sum, or a name that makes another account of it. */
static void tell_accounts(const tolv_exported *exported) {
    const tolv_dictionary *codes = &exported->ledger->account_codes;
    size_t odd = 0, first = 0;
    for (uint32_t i = 0; i < codes->count; i++)
        if (!has_digits_alone(codes->texts[i]) && odd++ == 0)
            first = i;
    if (odd && odd < codes->count)
        tolv_exported_tell(
            exported, TOLV_WARNING, 0, 0,
            N_("accounts that are no numbers, as the others are: {1}, first “{2}”: are they sums, or "
               "numbers with a name?"),
            (tolv_item[]){TOLV_PLAIN(odd), TOLV_TEXT_ITEM(codes->texts[first])}, 2);
}

tolv_reading tolv_exported_end(tolv_exported *exported) {
    tolv_table_fault fault;
    if (!exported->begun)
        return refuse_headings(exported);
    if (tolv_exported_check_dates(exported))
        return TOLV_READING_REFUSED;
    if (tolv_table_end(&exported->reader, &fault))
        return refuse_fault(exported, &fault, 0);
    if (exported->closing)
        tolv_exported_tell(
            exported, TOLV_WARNING, exported->first_closing, 0,
            N_("rows of periods that are no months (13, 00) are left out: {1}; this is the first: "
               "give them a month if they are to count"),
            &TOLV_PLAIN(exported->closing), 1);
    tell_accounts(exported);
    if (exported->sums)
        tolv_exported_tell(exported, TOLV_NOTE, exported->first_sum, 0,
                           N_("rows that sum others, and are left out: {1}; this is the first"),
                           &TOLV_PLAIN(exported->sums), 1);
    tolv_ledger_make_years(exported->ledger);
    return TOLV_READING_DONE;
}
