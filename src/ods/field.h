/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_FIELD_H
#define TOLV_ODS_FIELD_H

#include "ods/content.h"

typedef enum tolv_field_format {
    TOLV_FORMAT_CSV,
    TOLV_FORMAT_TSV,
    TOLV_FORMAT_JSON
} tolv_field_format;

/* A text that grows on the heap. When it would be longer than `limit`, or memory is out, `failed`
 * is set and nothing more is written. */
typedef struct tolv_spool {
    char *bytes;
    size_t length, room, limit;
    bool failed;
} tolv_spool;

void tolv_spool_write(tolv_spool *spool, const char *bytes, size_t length);
void tolv_spool_string(tolv_spool *spool, const char *string);

/* What a cell holds, exactly: numbers with as few digits as give them back, dates and times as ODF
 * stores them. CSV and TSV (RFC 4180): TRUE and FALSE, an error as it is shown; a text is quoted
 * when it could be taken for anything else, a formula too, so that tolv_input_read gives it back. A
 * blank is nothing. JSON: an error is {"error": "#N/A"}, a blank null. */
void tolv_write_field(tolv_spool *spool, tolv_field_format format, const tolv_sheet_cell *cell);

/* A text alone: quoted where it must be; in JSON a string. */
void tolv_write_field_text(tolv_spool *spool, tolv_field_format format, tolv_text text);

#endif
