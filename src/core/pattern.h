/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CORE_PATTERN_H
#define TOLV_CORE_PATTERN_H

#include "core/arena.h"
#include "core/value.h"

/* Many codes by one text, such as "30..39;!33": a..b compares as much of a code as each bound has
 * (39 takes 3999), * takes all. What ! names is left out whatever else takes it, and a pattern of
 * nothing but ! takes all the others. */
typedef enum tolv_pattern_form {
    TOLV_PATTERN_ACCOUNTS, /* of digits; one alone takes all that begin so */
    TOLV_PATTERN_CODES     /* of any characters; one alone takes itself; a.. and ..b have one end */
} tolv_pattern_form;

typedef struct tolv_pattern_span {
    tolv_text low, high; /* as they stand in the pattern's text; empty: open */
    bool excluded;
    bool exact; /* a code alone */
} tolv_pattern_span;

typedef struct tolv_pattern {
    tolv_text text;
    const tolv_pattern_span *spans;
    size_t count;
    bool takes_others; /* it only excludes */
} tolv_pattern;

/* The text must outlive the pattern. TOLV_BAD_PATTERN, with the text from the bad place on in *bad
 * (all of it where it just ends too soon); TOLV_OUT_OF_MEMORY. */
tolv_error tolv_pattern_read(tolv_arena *arena, tolv_text text, tolv_pattern_form form,
                             tolv_pattern *pattern, tolv_text *bad);

bool tolv_pattern_fits(const tolv_pattern *pattern, tolv_text code);

/* Whether what each span says of a code, by the caller's own test, lets the pattern take it. */
static inline bool tolv_pattern_takes(const tolv_pattern *pattern,
                                      bool (*is_in)(const tolv_pattern_span *span,
                                                    const void *code),
                                      const void *code) {
    bool takes = pattern->takes_others;
    for (size_t i = 0; i < pattern->count; i++) {
        if (!is_in(&pattern->spans[i], code))
            continue;
        if (pattern->spans[i].excluded)
            return false;
        takes = true;
    }
    return takes;
}

#endif
