/* SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "core/checksum.h"
#include "core/digest.h"
#include "ods/cell_edit.h"
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

void tolv_round_write_cell(tolv_writer *writer, const tolv_sheet_cell *cell) {
    char digits[TOLV_CHECKSUM_NUMBER] = "";
    if (cell->formula.length) {
        write_formula(writer, cell->formula);
        return;
    }
    switch (cell->kind) {
    case TOLV_CELL_BLANK:
        break;
    case TOLV_CELL_TEXT:
    case TOLV_CELL_ERROR:
        tolv_write(writer, cell->text);
        break;
    default: /* an office may write a figure as a number or as an amount */
        tolv_write(writer, (tolv_text){digits, tolv_checksum_number(cell->number, digits)});
    }
}

typedef struct fixing {
    const tolv_part *content;
    const tolv_rules *rules;
    tolv_digest digest;
    tolv_arena *arena;
    tolv_text sheet;
    uint64_t cells;
} fixing;

static bool fix_sheet(void *context, tolv_text name) {
    fixing *at = context;
    tolv_writer copy = {.arena = at->arena};
    tolv_write(&copy, name);
    at->sheet = tolv_written(&copy);
    return !copy.failed || tolv_refuse_memory(at->content->document);
}

/* A formula is a kind of its own: "=A1" the text is not the formula. */
static void fix_one(fixing *at, size_t row, size_t column, const tolv_sheet_cell *cell,
                    tolv_text content) {
    static const char separator = 31;
    char name[TOLV_CELL_NAME_ROOM];
    bool text = cell->kind == TOLV_CELL_TEXT || cell->kind == TOLV_CELL_ERROR;
    char kind = cell->formula.length ? 'f' : text ? 't' : 'n';
    tolv_cell_name(column, row, name);
    tolv_digest_add(&at->digest, at->sheet.bytes, at->sheet.length);
    tolv_digest_add(&at->digest, &separator, 1);
    tolv_digest_add(&at->digest, name, strlen(name));
    tolv_digest_add(&at->digest, &separator, 1);
    tolv_digest_add(&at->digest, &kind, 1);
    tolv_digest_add(&at->digest, content.bytes, content.length);
    tolv_digest_add(&at->digest, &separator, 1);
}

static bool fix_cell(void *context, const tolv_sheet_cell *cell) {
    fixing *at = context;
    const tolv_document *document = at->content->document;
    tolv_text style = tolv_tag_attribute(at->content, cell->tag_end, "table:style-name");
    tolv_arena arena;
    for (size_t i = 0; i < cell->columns; i++) {
        if (!tolv_rules_lock(at->rules, at->sheet, cell->column + i, style))
            continue;
        at->cells += cell->rows;
        if (at->cells > tolv_document_limits_of(document)->cells)
            return tolv_refuse_with(document, NULL, N_("there are more than {1} cells"),
                                    TOLV_PLAIN(tolv_document_limits_of(document)->cells));
        tolv_arena_open(&arena, NULL);
        tolv_writer content = {.arena = &arena};
        tolv_round_write_cell(&content, cell);
        for (size_t j = 0; j < cell->rows && !content.failed; j++)
            fix_one(at, cell->row + j, cell->column + i, cell, tolv_written(&content));
        bool failed = content.failed;
        tolv_arena_close(&arena);
        if (failed)
            return tolv_refuse_memory(document);
    }
    return true;
}

bool tolv_round_fixed(const tolv_part *content, const tolv_rules *rules,
                      char digits[TOLV_FIXED_DIGITS]) {
    static const tolv_sheet_handler handler = {.sheet = fix_sheet, .cell = fix_cell, .exact = true};
    unsigned char bytes[TOLV_DIGEST_BYTES];
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    fixing at = {.content = content, .rules = rules, .arena = &arena, .sheet = tolv_text_of("")};
    tolv_digest_open(&at.digest);
    bool read = tolv_part_read_sheets(content, &handler, &at);
    tolv_digest_close(&at.digest, bytes);
    tolv_arena_close(&arena);
    for (size_t i = 0; i < TOLV_FIXED_DIGITS; i++)
        digits[i] = "0123456789abcdef"[i % 2 ? bytes[i / 2] & 15 : bytes[i / 2] >> 4];
    return read;
}
