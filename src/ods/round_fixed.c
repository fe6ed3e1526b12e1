/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "core/checksum.h"
#include "core/digest.h"
#include "ods/formula_scan.h"
#include "ods/number.h"
#include "ods/round.h"

static void write_formula(tolv_writer *writer, tolv_text formula) {
    tolv_token token;
    char digits[TOLV_CHECKSUM_NUMBER] = "";
    double number;
    while (tolv_take_token(&formula, &token))
        if (token.kind == TOLV_TOKEN_NUMBER && tolv_number_read(token.text, &number)) {
            size_t length = tolv_checksum_number(number, digits);
            tolv_write(writer, (tolv_text){digits, length});
        } else if (token.kind == TOLV_TOKEN_NAME) {
            for (size_t i = 0; i < token.text.length; i++) {
                char byte = token.text.bytes[i];
                if (byte >= 'a' && byte <= 'z')
                    byte = (char)(byte - 'a' + 'A');
                tolv_write(writer, (tolv_text){&byte, 1});
            }
        } else if (token.kind != TOLV_TOKEN_SPACE) {
            tolv_write(writer, token.text);
        }
}

/* In one way, whatever office wrote it. */
static void write_cell(tolv_writer *writer, const tolv_book_cell *cell) {
    char digits[TOLV_CHECKSUM_NUMBER] = "";
    if (cell->formula.length) {
        write_formula(writer, cell->formula);
        return;
    }
    switch (cell->value.kind) {
    case TOLV_CELL_BLANK:
        break;
    case TOLV_CELL_TEXT:
    case TOLV_CELL_ERROR:
        tolv_write(writer, cell->value.text);
        break;
    default: /* an office may write a figure as a number or as an amount */
        tolv_write(writer, (tolv_text){digits, tolv_checksum_number(cell->value.number, digits)});
    }
}

typedef struct fixing {
    const tolv_book *book;
    tolv_text sheet;
    tolv_digest digest;
    uint64_t cells;
} fixing;

/* A formula is a kind of its own: "=A1" the text is not the formula. */
static void fix_one(fixing *at, size_t row, size_t column, const tolv_book_cell *cell,
                    tolv_text content) {
    static const char separator = 31;
    char place[TOLV_CELL_NAME_ROOM + 2];
    bool text = cell->value.kind == TOLV_CELL_TEXT || cell->value.kind == TOLV_CELL_ERROR;
    tolv_cell_name(column, row, place);
    size_t length = strlen(place);
    place[length++] = separator;
    place[length++] = cell->formula.length ? 'f' : text ? 't' : 'n';
    tolv_digest_add(&at->digest, at->sheet.bytes, at->sheet.length);
    tolv_digest_add(&at->digest, &separator, 1);
    tolv_digest_add(&at->digest, place, length);
    tolv_digest_add(&at->digest, content.bytes, content.length);
    tolv_digest_add(&at->digest, &separator, 1);
}

static bool fix_cell(fixing *at, const tolv_book_row *row, const tolv_book_cell *cell) {
    const tolv_document *document = at->book->document;
    uint64_t limit = tolv_document_limits_of(document)->cells;
    tolv_arena arena;
    if (!cell->locked || !tolv_book_cell_holds(cell))
        return true;
    at->cells += (uint64_t)row->rows * cell->columns;
    if (at->cells > limit)
        return tolv_refuse_with(document, NULL, N_("there are more than {1} cells"),
                                TOLV_PLAIN(limit));
    tolv_arena_open(&arena, NULL);
    tolv_writer content = {.arena = &arena};
    write_cell(&content, cell);
    for (size_t i = 0; i < cell->columns && !content.failed; i++)
        for (size_t j = 0; j < row->rows; j++)
            fix_one(at, row->row + j, cell->column + i, cell, tolv_written(&content));
    bool failed = content.failed;
    tolv_arena_close(&arena);
    return !failed || tolv_refuse_memory(document);
}

bool tolv_round_fixed(const tolv_book *book, char digits[TOLV_FIXED_DIGITS]) {
    unsigned char bytes[TOLV_DIGEST_BYTES];
    fixing at = {.book = book};
    bool fixed = true;
    tolv_digest_open(&at.digest);
    for (size_t i = 0; i < book->sheet_count; i++) {
        const tolv_book_sheet *sheet = &book->sheets[i];
        at.sheet = sheet->name;
        for (size_t j = sheet->first; j < sheet->first + sheet->count; j++)
            for (size_t k = 0; k < book->rows[j].count && fixed; k++)
                fixed = fix_cell(&at, &book->rows[j], &book->rows[j].cells[k]);
    }
    tolv_digest_close(&at.digest, bytes);
    for (size_t i = 0; i < TOLV_FIXED_DIGITS; i++)
        digits[i] = "0123456789abcdef"[i % 2 ? bytes[i / 2] & 15 : bytes[i / 2] >> 4];
    return fixed;
}
