/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_TEXT_H
#define TOLV_UNO_TEXT_H

#include "core/arena.h"
#include "core/value.h"
#include "uno/platform.h"

enum { TOLV_UTF8_BYTES = 3 /* at most, for one unit of UTF-16; a pair of them takes 4 */ };

/* The office's UTF-16 as UTF-8; half of a surrogate pair does not survive. Answers how many of the
 * bytes it took, where there is room for TOLV_UTF8_BYTES a unit. */
size_t tolv_utf8_from_office(const rtl_uString *string, char *bytes);

/* The same in the arena. False when memory is out. */
bool tolv_text_from_office(tolv_arena *arena, const rtl_uString *string, tolv_text *text);

/* The text as a string of the office, one reference the caller's; what stood in *string, NULL or a
 * string, is released. False when memory is out. */
bool tolv_text_to_office(tolv_text text, rtl_uString **string);

/* An ASCII text as a string of the office, one reference the caller's. Never NULL: the empty string
 * when memory is out. */
rtl_uString *tolv_string(const char *ascii);

#endif
