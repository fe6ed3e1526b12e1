/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_EXPORT_H
#define TOLV_ODS_EXPORT_H

#include "ods/field.h"
#include "ods/part.h"

/* Hands on what a workbook holds, when it has been read to its end.
 *
 * `place` is a sheet, a range of one (Sheet.A1:C9), or a name of cells; NULL: the only sheet, and
 * where there are several a list of sheets and names with their cells. A sheet begins at A1 and
 * ends with the last cell that is not blank; a range has all its cells. Every row has as many
 * fields. In JSON it is {"sheet": ..., "cells": "A1:C9", "rows": [[...]]}.
 *
 * `uncalculated` counts formulas without a result, which are handed on as blanks. False, told, when
 * the workbook cannot be read, the place is none, or there is more than the limits: then nothing is
 * handed on. */
bool tolv_export(const tolv_document *document, const char *place, tolv_field_format format,
                 const tolv_sink *sink, size_t *uncalculated);

#endif
