/* SPDX-License-Identifier: MPL-2.0 */
#include "ledger/headings.h"

#include "ledger/scale.h"

const tolv_heading tolv_ledger_headings[TOLV_FIELDS] = {
    [TOLV_FIELD_PERIOD] = {"period, month, månad, måned, periode, bokföringsperiod, "
                           "redovisningsperiod, bogføringsperiode, regnskabsperiode, "
                           "regnskapsperiode",
                           true, "mån, md, mnd"},
    [TOLV_FIELD_DATE] =
        {"date, datum, dato, posting date, bokföringsdatum, bogføringsdato, "
         "bokføringsdato, posteringsdato",
         true,
         "voucher date, verifikationsdatum, verdatum, transaktionsdatum, "
         "bokf.datum, bokf datum, bokfdatum, ver.datum, ver datum, bokf.dato, bogf.dato, "
         "bilagsdato"},
    [TOLV_FIELD_YEAR] = {"year, år", true,
                         "financial year, räkenskapsår, budgetår, regnskabsår, regnskapsår"},
    [TOLV_FIELD_ACCOUNT] = {"account, konto", true,
                            "account number, account code, kontonummer, kontonr, kontokod, "
                            "artskonto, art"},
    [TOLV_FIELD_UNIT] = {"unit, unit code, enhetskod, enhedskode, cost centre, cost center, "
                         "ansvar, kostnadsställe, omkostningssted, omkostningscenter, "
                         "kostnadssted, koststed",
                         true,
                         "enhet, enhed, kst, ansvarskod, ansvarsenhet, ansvarssted, department, "
                         "avdelning, afdeling, avdeling"},
    [TOLV_FIELD_ACTIVITY] = {"activity, verksamhet, funktion, funksjon", true,
                             "aktivitet, verksamhetskod"},
    [TOLV_FIELD_PROJECT] = {"project, projekt, prosjekt", true,
                            "projektkod, projektnummer, projektnr, prosjektnummer"},
    [TOLV_FIELD_COUNTERPART] = {"counterpart, motpart, modpart", true, "counterparty, motpartskod"},
    [TOLV_FIELD_OBJECT] = {"object, objekt", true, "objektkod"},
    [TOLV_FIELD_VERSION] = {"version, versjon", true,
                            "budget version, budgetversion, budsjettversjon"},
    [TOLV_FIELD_DECIDED] = {"decided, beslutad, beslutat, besluttet, vedtatt", true,
                            "decision date, beslutsdatum, beslutningsdato, vedtaksdato"},
    [TOLV_FIELD_AMOUNT] = {"amount, belopp, beløb, beløp", true,
                           "kr, kronor, kroner, sek, dkk, nok, sum, summa, netto"},
    [TOLV_FIELD_DEBIT] = {"debit, debet", true, NULL},
    [TOLV_FIELD_CREDIT] = {"credit, kredit", true, NULL},
    [TOLV_FIELD_TYPE] = {"amount type, beloppstyp, beløbstype, beløpstype", true, "type, typ"},
    [TOLV_FIELD_TEXT] = {"text, tekst", true, "description, beskrivning, beskrivelse"},
};

static const struct {
    tolv_row_kind kind;
    int code;
    const char *words;
} kinds[] = {
    {TOLV_ROW_VOUCHER, 1, "outcome, utfall, forbrug, actual, regnskab, regnskap"},
    {TOLV_ROW_BUDGET, 2, "budget, budsjett"},
    {TOLV_ROW_FORECAST, 3, "forecast, prognos, prognose, forventning"},
};

static const int dimensions[TOLV_FIELDS] = {
    [TOLV_FIELD_UNIT] = TOLV_DIMENSION_UNIT,
    [TOLV_FIELD_ACTIVITY] = TOLV_DIMENSION_ACTIVITY,
    [TOLV_FIELD_PROJECT] = TOLV_DIMENSION_PROJECT,
    [TOLV_FIELD_COUNTERPART] = TOLV_DIMENSION_COUNTERPART,
    [TOLV_FIELD_OBJECT] = TOLV_DIMENSION_OBJECT,
    [TOLV_FIELD_VERSION] = TOLV_DIMENSION_VERSION,
    [TOLV_FIELD_DECIDED] = TOLV_DIMENSION_DECIDED,
};

int tolv_dimension_of(tolv_field field) {
    return dimensions[field];
}

tolv_field tolv_field_named(tolv_text name) {
    for (int field = 0; field < TOLV_FIELDS; field++)
        if (tolv_text_is_one_of(name, tolv_ledger_headings[field].words) ||
            tolv_text_is_one_of(name, tolv_ledger_headings[field].further))
            return (tolv_field)field;
    return TOLV_FIELDS;
}

int tolv_dimension_headed(tolv_text heading, tolv_text *name) {
    enum { DIGITS = 4 };
    int number = 0;
    size_t at = 0, word;
    heading = tolv_text_trimmed(heading);
    while (at < heading.length && heading.bytes[at] != ' ')
        at++;
    if (!tolv_text_is_one_of((tolv_text){heading.bytes, at}, "dimension, dimensjon"))
        return 0;
    for (word = ++at; at < heading.length && at < word + DIGITS; at++) {
        if (heading.bytes[at] < '0' || heading.bytes[at] > '9')
            break;
        number = number * 10 + (heading.bytes[at] - '0');
    }
    if (at < heading.length && heading.bytes[at] != ' ')
        return 0;
    for (int field = 0; field < TOLV_FIELDS; field++)
        if (number == dimensions[field])
            return 0;
    *name = tolv_text_trimmed((tolv_text){heading.bytes + at, heading.length - at});
    return number;
}

int tolv_zeros_headed(tolv_text *heading) {
    tolv_text rest;
    int zeros = tolv_scale_of(*heading, &rest);
    tolv_field field = rest.length < heading->length ? tolv_field_named(rest) : TOLV_FIELDS;
    if (field != TOLV_FIELD_AMOUNT && field != TOLV_FIELD_DEBIT && field != TOLV_FIELD_CREDIT)
        return 0;
    *heading = rest;
    return zeros;
}

bool tolv_row_kind_of(const tolv_cell *cell, tolv_row_kind *kind) {
    *kind = TOLV_ROW_VOUCHER;
    bool is_text = cell->kind == TOLV_TEXT && tolv_text_trimmed(cell->text).length > 0;
    if (!is_text && cell->kind != TOLV_NUMBER)
        return cell->kind != TOLV_FAULT;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_text ? tolv_text_is_one_of(cell->text, kinds[i].words)
                    : cell->number == kinds[i].code) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

tolv_error tolv_ledger_columns(const tolv_cell *headings, size_t width, size_t columns[TOLV_FIELDS],
                               tolv_heading_fault *fault) {
    tolv_error error =
        tolv_headings_find(headings, width, tolv_ledger_headings, TOLV_FIELDS, columns, fault);
    if (error && fault->heading == TOLV_FIELD_TEXT)
        error = TOLV_OK; /* nobody reads it, so there may be several */
    bool has_sides =
        columns[TOLV_FIELD_DEBIT] != TOLV_NO_COLUMN || columns[TOLV_FIELD_CREDIT] != TOLV_NO_COLUMN;
    static const struct {
        tolv_field field, or ;
    } needed[] = {{TOLV_FIELD_PERIOD, TOLV_FIELD_DATE},
                  {TOLV_FIELD_ACCOUNT, TOLV_FIELD_ACCOUNT},
                  {TOLV_FIELD_AMOUNT, TOLV_FIELD_AMOUNT}};
    for (size_t i = 0; !error && i < sizeof needed / sizeof *needed; i++) {
        bool is_there = columns[needed[i].field] != TOLV_NO_COLUMN ||
                        columns[needed[i].or ] != TOLV_NO_COLUMN ||
                        (needed[i].field == TOLV_FIELD_AMOUNT && has_sides);
        if (is_there)
            continue;
        *fault = (tolv_heading_fault){needed[i].field, TOLV_NO_COLUMN};
        error = TOLV_HEADING_MISSING;
    }
    if (!error && has_sides && columns[TOLV_FIELD_AMOUNT] != TOLV_NO_COLUMN) {
        bool is_debit = columns[TOLV_FIELD_DEBIT] != TOLV_NO_COLUMN;
        *fault = (tolv_heading_fault){TOLV_FIELD_AMOUNT,
                                      columns[is_debit ? TOLV_FIELD_DEBIT : TOLV_FIELD_CREDIT]};
        error = TOLV_HEADING_TWICE;
    }
    return error;
}
