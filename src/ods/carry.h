/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_CARRY_H
#define TOLV_ODS_CARRY_H

#include "ods/template.h"

/* Makes a workbook (.ods) at `path` of a template, with what other workbooks, the masters (1-),
 * have under the same names: the rows of their tables, column by column as the headings say, and
 * their named cells; of each the first that has it. `templates` are the template's flat files by
 * language, NULL where there is none: a mark is at the same place in all of them, and so its name
 * is known in every language. `language` is the one of the new workbook.
 *
 * What the template calculates it goes on to calculate, but for a named cell into which somebody
 * has written something in the master. A table or a column that no master has is empty, a named
 * cell keeps what the template has, and both are told.
 *
 * False, told, as of tolv_template_fill; and when a master cannot be read, has nothing of it, or
 * has a formula there that nobody has calculated. The masters' listener hears of everything. */
bool tolv_template_carry(const char *const templates[TOLV_LANGUAGES], tolv_language language,
                         const tolv_document *masters, size_t master_count,
                         const tolv_filling *given, const char *path, const tolv_system *system);

#endif
