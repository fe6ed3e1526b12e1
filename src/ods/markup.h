/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_MARKUP_H
#define TOLV_ODS_MARKUP_H

#include "ods/input.h"

/* Texts as XML. Whatever the bytes are, what is written is well-formed: what is no UTF-8, or no
 * character of XML, becomes U+FFFD. */

/* Can it be written as it is? */
bool tolv_is_writable(tolv_text text);

/* As the value of an attribute in double quotation marks. */
void tolv_write_escaped(tolv_writer *writer, tolv_text text);

/* As paragraphs of a cell: one for each line; spaces that XML would lose, and tabs, as elements. */
void tolv_write_paragraphs(tolv_writer *writer, tolv_text text);

/* A cell's value: the attributes that its tag ends with, and its paragraphs. Texts are texts,
 * whatever they begin with. Numbers are finite. */
void tolv_write_value_attributes(tolv_writer *writer, const tolv_cell *cell);
void tolv_write_value_paragraphs(tolv_writer *writer, const tolv_cell *cell);

/* The same of what is put into a cell. A number that takes the place of an amount in a currency, or
 * of a percentage, is one too: `type` and `currency` are what the cell had. */
void tolv_write_input_attributes(tolv_writer *writer, const tolv_input *input, tolv_text type,
                                 tolv_text currency);
void tolv_write_input_paragraphs(tolv_writer *writer, const tolv_input *input);

#endif
