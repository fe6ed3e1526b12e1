/* SPDX-License-Identifier: MPL-2.0 */
#include "ods/figure.h"

#include <string.h>

#include "ods/number.h"

enum { EXCEL_TEXT = 255 /* characters that Excel reads in one text of a formula */ };

static bool is_known(const tolv_sheet_cell *cell) {
    if (cell->kind == TOLV_CELL_BLANK)
        return cell->formula.length == 0;
    /* "#NAME?" ends with a question mark in every language of the office, and no other error does
     */
    return cell->kind != TOLV_CELL_ERROR ||
           (cell->text.length > 0 && cell->text.bytes[cell->text.length - 1] != '?');
}

static void write_number(tolv_writer *writer, double number) {
    char digits[TOLV_NUMBER_ROOM];
    tolv_write(writer, (tolv_text){digits, tolv_number_write(number, digits)});
}

/* A long text in pieces. Of a character beyond the first 65,536 Excel counts two. */
static void write_text(tolv_writer *writer, tolv_text text, bool in_pieces) {
    size_t count = 0;
    tolv_write_string(writer, "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        count += ((byte & 0xC0) != 0x80) + (size_t)(byte >= 0xF0);
        if (in_pieces && count > EXCEL_TEXT) {
            tolv_write_string(writer, "\"&\"");
            count = (size_t)1 + (byte >= 0xF0);
        }
        tolv_write(writer, (tolv_text){text.bytes + i, 1});
        if (byte == '"')
            tolv_write_string(writer, "\"");
    }
    tolv_write_string(writer, "\"");
}

/* By the names that Calc shows in English, Swedish and Danish. */
static void write_error(tolv_writer *writer, tolv_text shown) {
    static const struct {
        const char *shown, *constant;
    } errors[] = {
        {"#N/A", "NA()"},         {"#SAKNAS!", "NA()"},        {"#I/T", "NA()"},
        {"#DIV/0!", "#DIV/0!"},   {"#DIVISION/0!", "#DIV/0!"}, {"#NUM!", "#NUM!"},
        {"#OGILTIGT!", "#NUM!"},  {"#REF!", "#REF!"},          {"#REFERENS!", "#REF!"},
        {"#REFERENCE!", "#REF!"},
    };
    const char *constant = "#VALUE!";
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (tolv_text_same(shown, tolv_text_of(errors[i].shown)))
            constant = errors[i].constant;
    tolv_write_string(writer, constant);
}

static void write_cell(tolv_writer *writer, const tolv_sheet_cell *cell, bool in_array) {
    switch (cell->kind) {
    case TOLV_CELL_BLANK:
    case TOLV_CELL_TEXT:
        write_text(writer, cell->text, !in_array);
        break;
    case TOLV_CELL_BOOLEAN:
        tolv_write_string(writer, cell->number != 0 ? "TRUE" : "FALSE");
        tolv_write_string(writer, in_array ? "" : "()");
        break;
    case TOLV_CELL_ERROR:
        if (in_array)
            tolv_write_string(writer, "0"); /* no array of Calc holds an error */
        else
            write_error(writer, cell->text);
        break;
    default:
        write_number(writer, cell->number);
    }
}

static void write_array(tolv_writer *writer, const tolv_sheet_cell *cells, size_t rows,
                        size_t columns, bool faultless) {
    for (size_t i = 0; i < rows * columns; i++) {
        tolv_write_string(writer, i == 0 ? "{" : i % columns ? ";" : "|");
        if (faultless)
            tolv_write_string(writer, cells[i].kind == TOLV_CELL_ERROR ? "0" : "1");
        else
            write_cell(writer, &cells[i], true);
    }
    tolv_write_string(writer, "}");
}

bool tolv_write_figures(tolv_writer *writer, const tolv_sheet_cell *cells, size_t rows,
                        size_t columns) {
    bool errors = false;
    for (size_t i = 0; i < rows * columns; i++) {
        if (!is_known(&cells[i]))
            return false;
        errors = errors || cells[i].kind == TOLV_CELL_ERROR;
    }
    if (rows * columns == 1) {
        write_cell(writer, cells, false);
        return true;
    }
    if (errors) {
        tolv_write_string(writer, "IF(");
        write_array(writer, cells, rows, columns, true);
        tolv_write_string(writer, "=1;");
    }
    write_array(writer, cells, rows, columns, false);
    tolv_write_string(writer, errors ? ";NA())" : "");
    return true;
}
