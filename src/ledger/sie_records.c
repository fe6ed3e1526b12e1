/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/sie_records.h"

#include <string.h>

#include "ledger/sie_rows.h"

tolv_reading tolv_sie_refuse(tolv_sie_reader *reader, size_t line, const char *sentence,
                             tolv_item item) {
    tolv_decoder decoder;
    tolv_error error = tolv_decoder_open(&decoder, tolv_judge_says(&reader->scanner.judge));
    if (!error && item.form == TOLV_ITEM_TEXT)
        error = tolv_decode(&decoder, &reader->arena, &item.text);
    if (!error)
        tolv_notify(reader->listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                                     .file = reader->source->name,
                                                     .line = line,
                                                     .sentence = sentence,
                                                     .items = {item},
                                                     .item_count = 1});
    tolv_decoder_close(&decoder);
    return error ? TOLV_READING_NO_MEMORY : TOLV_READING_REFUSED;
}

tolv_reading tolv_sie_refuse_here(tolv_sie_reader *reader, const char *sentence, tolv_item item) {
    return tolv_sie_refuse(reader, reader->scanner.line, sentence, item);
}

tolv_reading tolv_sie_find(tolv_sie_reader *reader, tolv_sie_finding finding, size_t line,
                           tolv_item first, tolv_item second, tolv_item third) {
    const tolv_item items[TOLV_SIE_FINDING_ITEMS] = {first, second, third};
    return tolv_sie_found(&reader->findings, finding, line, items) ? TOLV_READING_NO_MEMORY
                                                                   : TOLV_READING_DONE;
}

tolv_reading tolv_sie_odd_record(tolv_sie_reader *reader, const char *label) {
    return tolv_sie_find(reader, TOLV_SIE_ODD_RECORD, reader->scanner.line,
                         TOLV_TEXT_ITEM(tolv_text_of(label)), TOLV_SIE_NOTHING, TOLV_SIE_NOTHING);
}

tolv_text tolv_sie_field(tolv_sie_line *line) {
    tolv_text field = tolv_text_of("");
    tolv_sie_next_field(line, &field);
    return field;
}

bool tolv_sie_is_dimension(tolv_text field, int *number) {
    return tolv_sie_whole(field, number) && *number > 0;
}

tolv_reading tolv_sie_take_dimension(tolv_sie_reader *reader, int number, uint32_t *dimension) {
    *dimension = tolv_ledger_dimension(reader->ledger, number);
    if (*dimension == TOLV_NONE)
        return tolv_sie_refuse_here(
            reader, N_("the file has more than {1} dimensions: ask for an export with fewer"),
            TOLV_PLAIN(TOLV_DIMENSIONS_MAX));
    return TOLV_READING_DONE;
}

/* ---- names ---- */

/* A name said twice is kept once. */
static tolv_reading keep(tolv_sie_reader *reader, tolv_text *kept, tolv_text said) {
    if (kept->length == said.length && memcmp(kept->bytes, said.bytes, said.length) == 0)
        return TOLV_READING_DONE;
    tolv_text copy = tolv_ledger_text(reader->ledger, said);
    if (!copy.bytes)
        return TOLV_READING_NO_MEMORY;
    *kept = copy;
    return TOLV_READING_DONE;
}

static tolv_reading read_account(tolv_sie_reader *reader, tolv_sie_line line, int type) {
    tolv_text code = tolv_sie_field(&line), said = tolv_sie_field(&line);
    if (code.length == 0)
        return tolv_sie_odd_record(reader, type ? "#KTYP" : "#KONTO");
    uint32_t account = tolv_ledger_account(reader->ledger, code);
    if (account == TOLV_NONE)
        return TOLV_READING_NO_MEMORY;
    tolv_account *of = &reader->ledger->accounts[account];
    if (!type)
        return keep(reader, &of->name, said);
    of->type = said.length ? said.bytes[0] : 0;
    return TOLV_READING_DONE;
}

static tolv_reading read_dimension(tolv_sie_reader *reader, tolv_sie_line line, int under) {
    int number, parent = 0;
    tolv_text digits = tolv_sie_field(&line), name = tolv_sie_field(&line),
              above = tolv_sie_field(&line);
    if (!tolv_sie_is_dimension(digits, &number) ||
        (under && !tolv_sie_is_dimension(above, &parent)))
        return tolv_sie_odd_record(reader, under ? "#UNDERDIM" : "#DIM");
    uint32_t dimension;
    tolv_reading reading = tolv_sie_take_dimension(reader, number, &dimension);
    if (reading)
        return reading;
    tolv_dimension *in = &reader->ledger->dimensions[dimension];
    in->parent = parent;
    return keep(reader, &in->name, name);
}

static tolv_reading read_object(tolv_sie_reader *reader, tolv_sie_line line, int unused) {
    (void)unused;
    int number;
    tolv_text digits = tolv_sie_field(&line), code = tolv_sie_field(&line),
              name = tolv_sie_field(&line);
    if (!tolv_sie_is_dimension(digits, &number) || code.length == 0)
        return tolv_sie_odd_record(reader, "#OBJEKT");
    uint32_t dimension, object;
    tolv_reading reading = tolv_sie_take_dimension(reader, number, &dimension);
    if (reading)
        return reading;
    object = tolv_ledger_object(reader->ledger, dimension, code);
    if (object == TOLV_NONE)
        return TOLV_READING_NO_MEMORY;
    return keep(reader, &reader->ledger->dimensions[dimension].names[object], name);
}

static tolv_reading read_year(tolv_sie_reader *reader, tolv_sie_line line, int unused) {
    (void)unused;
    tolv_ledger *ledger = reader->ledger;
    tolv_financial_year year;
    tolv_text index = tolv_sie_field(&line), first = tolv_sie_field(&line),
              last = tolv_sie_field(&line);
    size_t at = 0;
    if (!tolv_sie_whole(index, &year.index) || !tolv_sie_month(first, &year.first) ||
        !tolv_sie_month(last, &year.last) || year.last < year.first)
        return tolv_sie_odd_record(reader, "#RAR");
    while (at < ledger->year_count && ledger->years[at].index != year.index)
        at++;
    if (at == TOLV_YEARS_MAX)
        return tolv_sie_odd_record(reader, "#RAR");
    ledger->years[at] = year;
    ledger->year_count += at == ledger->year_count;
    return TOLV_READING_DONE;
}

static tolv_reading read_company(tolv_sie_reader *reader, tolv_sie_line line, int unused) {
    (void)unused;
    return keep(reader, &reader->ledger->company, tolv_sie_field(&line));
}

/* "4" as well as "4E" and "4I". */
static tolv_reading read_type(tolv_sie_reader *reader, tolv_sie_line line, int unused) {
    (void)unused;
    tolv_text type = tolv_sie_field(&line);
    if (type.length == 0 || type.bytes[0] < '1' || type.bytes[0] > '4')
        return tolv_sie_odd_record(reader, "#SIETYP");
    reader->ledger->sie_type = type.bytes[0] - '0';
    return TOLV_READING_DONE;
}

/* ---- lines ---- */

#define LABEL(string) \
    { string, sizeof string - 1 }

/* The commonest first. Those without a function are known by name, and not needed. */
static const struct record {
    tolv_text label;
    tolv_sie_read_record *read;
    int what;
} records[] = {
    {LABEL("#TRANS"), tolv_sie_read_row, 0},
    {LABEL("#VER"), tolv_sie_read_voucher, 0},
    {LABEL("#PSALDO"), tolv_sie_read_month, TOLV_ROW_BALANCE},
    {LABEL("#PBUDGET"), tolv_sie_read_month, TOLV_ROW_BUDGET},
    {LABEL("#KONTO"), read_account, 0},
    {LABEL("#KTYP"), read_account, 1},
    {LABEL("#SRU"), NULL, 0},
    {LABEL("#OBJEKT"), read_object, 0},
    {LABEL("#RES"), tolv_sie_read_year_figure, TOLV_ROW_RESULT},
    {LABEL("#IB"), tolv_sie_read_year_figure, TOLV_ROW_OPENING},
    {LABEL("#UB"), tolv_sie_read_year_figure, TOLV_ROW_CLOSING},
    {LABEL("#OIB"), tolv_sie_read_year_figure, TOLV_ROW_OPENING},
    {LABEL("#OUB"), tolv_sie_read_year_figure, TOLV_ROW_CLOSING},
    {LABEL("#RTRANS"), tolv_sie_read_row, 1},
    {LABEL("#BTRANS"), NULL, 0},
    {LABEL("#DIM"), read_dimension, 0},
    {LABEL("#UNDERDIM"), read_dimension, 1},
    {LABEL("#RAR"), read_year, 0},
    {LABEL("#SIETYP"), read_type, 0},
    {LABEL("#FNAMN"), read_company, 0},
    {LABEL("#FLAGGA"), NULL, 0},
    {LABEL("#FORMAT"), NULL, 0},
    {LABEL("#GEN"), NULL, 0},
    {LABEL("#PROGRAM"), NULL, 0},
};

static const struct record *record_of(tolv_text label) {
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        if (tolv_text_same(label, records[i].label))
            return &records[i];
    return NULL;
}

tolv_reading tolv_sie_record(tolv_sie_reader *reader, tolv_sie_line line) {
    tolv_sie_voucher *voucher = &reader->voucher;
    tolv_text label;
    reader->amount_last = false;
    if (tolv_sie_next_field(&line, &label)) {
        if (label.length == 0 || label.bytes[0] != '#')
            return tolv_sie_find(reader, TOLV_SIE_ODD_LINE, reader->scanner.line, TOLV_SIE_NOTHING,
                                 TOLV_SIE_NOTHING, TOLV_SIE_NOTHING);
        const struct record *record = record_of(label);
        reader->known_records += record != NULL;
        return record && record->read ? record->read(reader, line, record->what)
                                      : TOLV_READING_DONE;
    }
    if (line.at == line.end)
        return TOLV_READING_DONE;
    if (*line.at == '{')
        voucher->in_braces = true;
    else if (voucher->open)
        return tolv_sie_close_voucher(reader);
    return TOLV_READING_DONE;
}
