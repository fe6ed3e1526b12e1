/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_UNO_TEXT_H
#define TOLV_UNO_TEXT_H

#include "core/arena.h"
#include "core/value.h"
#include "uno/platform.h"

/* The office's UTF-16 as UTF-8 in the arena; half of a surrogate pair does not survive. False when
 * memory is out. */
bool tolv_text_from_office(tolv_arena *arena, const rtl_uString *string, tolv_text *text);

/* The text as a string of the office, one reference the caller's; what stood in *string, NULL or a
 * string, is released. False when memory is out. */
bool tolv_text_to_office(tolv_text text, rtl_uString **string);

/* An ASCII text as a string of the office, one reference the caller's. Never NULL: the empty string
 * when memory is out. */
rtl_uString *tolv_string(const char *ascii);

#endif
