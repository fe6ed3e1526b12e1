/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_RULES_H
#define TOLV_ODS_RULES_H

#include "ods/rewrite.h"
#include "ods/validation.h"

/* What a workbook says of where may be written, and what. Protection is a guard and no lock: it is
 * there to be honoured. */
typedef struct tolv_rules tolv_rules;

/* Reads protected sheets, cell styles and validations. Lives in the rewrite's arena. NULL, told,
 * when the workbook cannot be read. */
tolv_rules *tolv_rules_read(tolv_rewrite *rewrite);

/* May the cell in this column be changed? `style` is the one of the cell, else of its row, as
 * written in the tag; empty: the column's. */
bool tolv_rules_protect(const tolv_rules *rules, tolv_text sheet, size_t column, tolv_text style);

/* The same without regard to whether its sheet is protected: is the cell's style? */
bool tolv_rules_lock(const tolv_rules *rules, tolv_text sheet, size_t column, tolv_text style);

/* What the validation of this name says of a value. `stops`: it is to be refused when it does not
 * fit, and not only to be told. */
tolv_verdict tolv_rules_judge(const tolv_rules *rules, tolv_text validation,
                              const tolv_input *value, bool *stops);

#endif
