/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SHEET_H
#define TOLV_LEDGER_SHEET_H

#include "core/language.h"
#include "ledger/flatten.h"
#include "ledger/headings.h"
#include "ledger/years.h"

/* A ledger as the table that LEDGER reads: a row for each kind, month, account and set of codes, by
 * month, account and codes; those alike added, in öre. All but the ledger lives in the arena. */
typedef struct tolv_ledger_sheet {
    const tolv_ledger *ledger;
    tolv_field fields[TOLV_TABLE_COLUMNS]; /* of the columns, period first, amount and type last; */
    uint32_t dimensions[TOLV_TABLE_COLUMNS]; /* their index in the ledger, TOLV_NONE; */
    tolv_text headings[TOLV_TABLE_COLUMNS];  /* of those that are no field (TOLV_FIELDS); */
    bool is_name[TOLV_TABLE_COLUMNS];        /* what the field's code is called */
    size_t width;
    tolv_row *rows; /* their combination is a number among the codes */
    size_t count;
    tolv_text *codes; /* width for each combination; "" for none, and where no code belongs */
    size_t others;    /* dimensions that rows name and no column has */
    char years[TOLV_YEARS_MAX][TOLV_YEAR_ROOM]; /* as the ledger has them */
    size_t year_lengths[TOLV_YEARS_MAX];
} tolv_ledger_sheet;

/* Makes it of flat rows, which it puts in order. A column stands for a field, or a dimension
 * without one, that some row has. The unit is the object of the rows' dimension. Names of
 * accounts and units stand beside them, where some row's has one. Employees,
 * customers and their like (SIE 7 to 10), who may be persons, have no columns. TOLV_OUT_OF_MEMORY,
 * TOLV_TOO_LARGE. */
tolv_error tolv_ledger_sheet_make(tolv_ledger_sheet *sheet, tolv_arena *arena,
                                  const tolv_ledger *ledger, tolv_flat_rows *flat);

/* The heading of a column, in the language; LEDGER knows it in all of them. */
tolv_text tolv_ledger_sheet_heading(const tolv_ledger_sheet *sheet, size_t column,
                                    tolv_language language);

/* The text of a cell other than the period and the amount. */
tolv_text tolv_ledger_sheet_text(const tolv_ledger_sheet *sheet, size_t row, size_t column,
                                 tolv_language language);

#endif
