/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_EXPORTED_WORK_H
#define TOLV_LEDGER_EXPORTED_WORK_H

#include "ledger/exported.h"

/* What the reading of an exported table says, and how it takes single cells; inside src/ledger.
 * What is refused has been told, with its row and column. */

void tolv_exported_tell(const tolv_exported *exported, tolv_severity severity, size_t row,
                        size_t column, const char *sentence, const tolv_item *items, size_t count);
tolv_reading tolv_exported_refuse(const tolv_exported *exported, size_t column,
                                  const char *sentence, tolv_item first, tolv_item second);
tolv_reading tolv_exported_refuse_text(const tolv_exported *exported, size_t column,
                                       const char *sentence, tolv_text text);
tolv_reading tolv_exported_refuse_memory(const tolv_exported *exported);

/* The cell without spaces around its text; blank where there is none. */
tolv_cell tolv_exported_cell(const tolv_cell *cells, size_t width, size_t column);

/* Makes a month in words, or a date in another order than ISO's, a number: "jan 2026",
 * "31.01.2026". At the end, dates of which none showed whether day or month comes first are
 * refused. */
tolv_reading tolv_exported_month(tolv_exported *exported, size_t column, tolv_cell *cell);
tolv_reading tolv_exported_check_dates(tolv_exported *exported);

/* Periods that systems close or open a year with: 202613, 2026-00, or 13 to 16 of any year. */
bool tolv_is_closing_period(tolv_cell cell);

/* A calendar year, 0 for none. */
int tolv_exported_year(tolv_cell cell);

/* In öre; `zeros`: those that the column's amounts lack. */
tolv_reading tolv_exported_amount(const tolv_exported *exported, const tolv_cell *cell,
                                  size_t column, int zeros, tolv_ore *amount);

/* A string of codes into those of its fields. */
tolv_reading tolv_exported_split(const tolv_exported *exported, const tolv_cell *cell,
                                 tolv_cell parts[TOLV_FIELDS]);

#endif
