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

/* The same for whoever reads the sheets anyway: opened, they read styles.xml, and then get each
 * element of the sheets' part as it starts and ends. */
tolv_rules *tolv_rules_open(const tolv_document *document, tolv_arena *arena);
bool tolv_rules_read_styles(tolv_rules *rules, tolv_rewrite *rewrite);
bool tolv_rules_start(tolv_rules *rules, const tolv_xml *xml, tolv_element element);
void tolv_rules_end(tolv_rules *rules);

/* Is the sheet hidden? */
bool tolv_rules_hide(const tolv_rules *rules, tolv_text sheet);

/* May the cell in this column be changed? `style` is the one of the cell, else of its row; empty:
 * the column's. */
bool tolv_rules_protect(tolv_rules *rules, tolv_text sheet, size_t column, tolv_text style);

/* The same without regard to whether its sheet is protected: is the cell's style? `same` (NULL: not
 * wanted): up to which column, this one included, the answer is the same. */
bool tolv_rules_lock(tolv_rules *rules, tolv_text sheet, size_t column, tolv_text style,
                     size_t *same);

/* What the validation of this name says of a value. `stops`: it is to be refused when it does not
 * fit, and not only to be told. */
tolv_verdict tolv_rules_judge(const tolv_rules *rules, tolv_text validation,
                              const tolv_input *value, bool *stops);

#endif
