/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_BOOK_H
#define TOLV_ODS_BOOK_H

#include "ods/input.h"
#include "ods/rules.h"

/* A workbook in memory, read once: what goes round is asked for its marks, which stand last in the
 * file, for its cells, for what is fixed in it and for what does not belong there. */

/* A run of equal cells of one row, all of them protected or none. */
typedef struct tolv_book_cell {
    tolv_input value; /* an error is one here; of a formula it is what it answered */
    tolv_text formula;
    const tolv_text *validation, *note; /* NULL: none. The note is markup (see round_note.h) */
    uint32_t column, columns;
    bool locked;  /* its style protects it */
    bool covered; /* lies under a merged cell */
    bool matrix;  /* an array formula of another cell answers in it */
} tolv_book_cell;

/* A run of equal rows. */
typedef struct tolv_book_row {
    size_t row, rows, count;
    const tolv_book_cell *cells; /* from left to right */
} tolv_book_row;

typedef struct tolv_book_sheet {
    tolv_text name;
    size_t first, count; /* of the rows */
} tolv_book_sheet;

/* Something that reads from elsewhere, or does something: no cell of its own. */
typedef enum tolv_oddity_kind { TOLV_ODD_MACRO, TOLV_ODD_LINK, TOLV_ODD_DDE } tolv_oddity_kind;

typedef struct tolv_oddity {
    struct tolv_oddity *next;
    tolv_oddity_kind kind;
    tolv_text text;
} tolv_oddity;

typedef struct tolv_book_mark {
    struct tolv_book_mark *next;
    tolv_mark mark;
} tolv_book_mark;

typedef struct tolv_book {
    const tolv_document *document;
    tolv_arena *arena; /* all of it lives here */
    tolv_rules *rules;
    tolv_book_sheet *sheets;
    size_t sheet_count, sheet_room;
    tolv_book_row *rows; /* those of a sheet one after the other, from above to below */
    size_t row_count, row_room;
    tolv_book_mark *marks; /* in their order */
    tolv_oddity *oddities; /* in their order */
    uint64_t cells;        /* runs */
} tolv_book;

/* Reads the sheets of a workbook: those of `content`, where they are written anew, else (NULL)
 * those that the rewrite has; without a rewrite there are no common styles. False, told, when it
 * cannot be read or has more cells than the limits. */
bool tolv_book_read(tolv_rewrite *rewrite, const tolv_part *content, tolv_arena *arena,
                    tolv_book *book);

/* The sheet of this name; the row; the cell in this column of it; NULL where there is none. */
const tolv_book_sheet *tolv_book_sheet_named(const tolv_book *book, tolv_text name);
const tolv_book_row *tolv_book_row_at(const tolv_book *book, const tolv_book_sheet *sheet,
                                      size_t row);
const tolv_book_cell *tolv_book_cell_in(const tolv_book_row *row, size_t column);

/* Does it hold something? */
static inline bool tolv_book_cell_holds(const tolv_book_cell *cell) {
    return cell->value.kind != TOLV_CELL_BLANK || cell->formula.length > 0;
}

#endif
