/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_CONTENT_H
#define TOLV_ODS_CONTENT_H

#include "ods/cell_name.h"
#include "ods/xml.h"

typedef enum tolv_sheet_kind {
    TOLV_CELL_BLANK, /* nothing, or a formula whose result nobody has calculated */
    TOLV_CELL_NUMBER,
    TOLV_CELL_TEXT,
    TOLV_CELL_BOOLEAN, /* number 0 or 1 */
    TOLV_CELL_DATE,    /* number: days since 30 December 1899 */
    TOLV_CELL_TIME,    /* number: days */
    TOLV_CELL_ERROR    /* text: as shown, "#N/A", "Err:502" */
} tolv_sheet_kind;

/* A run of equal cells: `columns` × `rows` of them, from `column` and `row` (from 0). Texts live
 * until the next cell. Text is what the cell holds, without notes and drawings, lines parted by a
 * line feed; of a date or a time it is the value as stored ("2026-08-31"); a formula is as it is
 * stored ("of:=SUM([.A1:.A3])"), empty where there is none. `digits`: the number as stored, where
 * that is how tolv_number_write writes it, else empty. */
typedef struct tolv_sheet_cell {
    tolv_sheet_kind kind;
    bool covered; /* lies under a merged cell */
    double number;
    tolv_text text, formula, digits;
    tolv_text style, validation; /* their names; empty: none, or not wanted */
    bool noted;                  /* a comment is attached to it */
    size_t row, rows, column, columns;
    size_t tag_end, end; /* where in the source its start tag ends, and just past it */
} tolv_sheet_cell;

/* A run of equal rows, told after its cells. */
typedef struct tolv_sheet_row {
    size_t row, rows, tag_end, end;
} tolv_sheet_row;

/* A name that the workbook gives to an area: of Sheet ▸ Named Ranges, or of Data ▸ Define Range. */
typedef struct tolv_mark {
    bool table; /* a database range */
    tolv_text name, address;
} tolv_mark;

/* Who gets a workbook's contents, sheet by sheet, row by row; NULL: not wanted. Marks come where
 * the file has them, mostly last. A false answer stops the reading; whoever answers it has told
 * why. */
typedef struct tolv_sheet_handler {
    bool (*sheet)(void *context, tolv_text name);
    bool (*cell)(void *context, const tolv_sheet_cell *cell);
    bool (*row)(void *context, const tolv_sheet_row *row);
    bool (*mark)(void *context, const tolv_mark *mark);
    bool (*sheet_end)(void *context, size_t rows, size_t place); /* after `place` rows may follow */
    /* every element, those above too, before what is told of it (see tolv_xml_handler) */
    bool (*start)(void *context, tolv_xml *xml, tolv_element element);
    bool (*end)(void *context, tolv_xml *xml, tolv_element element);
    bool blanks; /* cells without value and formula as well */
    bool styles; /* the names of styles and validations as well */
    bool exact;  /* offsets are used to edit: refuse what is not tolv_xml_is_editable */
} tolv_sheet_handler;

typedef struct tolv_content tolv_content;

/* Reads content.xml, or a flat document, that is fed in pieces: typed values exactly as stored,
 * never the shown text where there is a value. Refused, with the cell: a value that is not of its
 * type, a number of repetitions that is none, what lies outside the largest sheet, more or longer
 * than the limits. Answers as tolv_xml_open, _feed, _close. */
tolv_content *tolv_content_open(const tolv_document *document, const tolv_sheet_handler *handler,
                                void *context);
bool tolv_content_feed(tolv_content *content, const char *bytes, size_t length);
bool tolv_content_close(tolv_content *content, bool whole);

#endif
