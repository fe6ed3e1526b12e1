/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_CHECKSUM_H
#define TOLV_CORE_CHECKSUM_H

#include "core/value.h"

/* A mark of what cells hold, for templates that come back: the first hexadecimal digits of the
 * SHA-256 of these fields, joined by U+001F: the salt; rows "x" columns; then row by row each cell,
 * "n" and its number as C's %.15g writes it, "t" and its text in UTF-8, or "b" where it is blank.
 * An empty text is blank, and −0 is 0. Stored in files: never to be changed. */
enum { TOLV_CHECKSUM_DIGITS = 16, TOLV_CHECKSUM_NUMBER = 32 };

/* The cells are blank, text or finite numbers. Not ended by a zero byte. */
void tolv_checksum(const tolv_range *cells, tolv_text salt, char digits[TOLV_CHECKSUM_DIGITS]);

/* A finite number as %.15g writes it in the C locale, whatever the process's locale and on every
 * system; its length is answered. */
size_t tolv_checksum_number(double number, char text[TOLV_CHECKSUM_NUMBER]);

#endif
