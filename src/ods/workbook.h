/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_WORKBOOK_H
#define TOLV_ODS_WORKBOOK_H

#include "ods/content.h"

/* Reads the workbook of a file: a package (.ods, .ots) or a flat document (.fods), told apart by
 * its first bytes. False, told, when it cannot be read to its end: then what was handed on is to be
 * forgotten. */
bool tolv_read_workbook(const tolv_document *document, const tolv_sheet_handler *handler,
                        void *context);

#endif
