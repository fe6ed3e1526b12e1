/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_SIE_FINDINGS_H
#define TOLV_LEDGER_SIE_FINDINGS_H

#include "core/notice.h"
#include "ledger/encoding.h"

/* What is odd in a SIE file, and understood all the same. {1} to {3} are the finding's items. */
#define TOLV_SIE_FINDINGS(X) \
    X(UNBALANCED, \
      N_("voucher {1} {2} does not balance, its rows sum to {3} kr: it counts as it stands")) \
    X(COMMA, N_("the amount “{1}” has a decimal comma: it is read as {2} kr")) \
    X(ROUNDED, N_("the amount “{1}” is finer than öre: it is read as {2} kr")) \
    X(NO_MONTH, N_("“{1}” is not a month, as 202608 is: the row is left out")) \
    X(OTHER_YEAR, \
      N_("month {1} is not in the financial year {2} that the row names: it is read as {3}")) \
    X(ODD_OBJECTS, N_("the objects {{1}} are not pairs of dimension and object: the pairs before " \
                      "count")) \
    X(TWO_OBJECTS, N_("the objects {{1}} name two of dimension {2}: the first counts")) \
    X(ODD_DATE, N_("“{1}” is not a date, as 20260831 is: the row counts by its voucher's")) \
    X(ODD_RECORD, N_("the record {1} does not say what it should: it is left out")) \
    X(ODD_LINE, N_("the line is not a record of a SIE file: it is left out")) \
    X(NO_YEAR, N_("month {1} is in no financial year of the file: the row counts in none")) \
    X(LOOSE_ROW, N_("the row stands outside a voucher: it counts by its own date")) \
    X(LONE_ADDED, \
      N_("the added row is not followed by the same row as #TRANS: it does not count")) \
    X(NO_LINE_END, N_("the file ends in the middle of a line: if its last amount is cut, ask for " \
                      "a new export"))

typedef enum tolv_sie_finding {
#define TOLV_SIE_FINDING_NAME(name, sentence) TOLV_SIE_##name,
    TOLV_SIE_FINDINGS(TOLV_SIE_FINDING_NAME)
#undef TOLV_SIE_FINDING_NAME
        TOLV_SIE_FINDING_COUNT
} tolv_sie_finding;

enum { TOLV_SIE_SHOWN = 5, TOLV_SIE_FINDING_ITEMS = 3 };

/* The first of each kind, with texts as they stand in the file, until it is known what letters they
 * are made of; the rest are counted. Begins as all zeros but for the arena. */
typedef struct tolv_sie_findings {
    tolv_arena *arena;
    size_t counts[TOLV_SIE_FINDING_COUNT];
    struct {
        size_t line;
        tolv_item items[TOLV_SIE_FINDING_ITEMS];
    } shown[TOLV_SIE_FINDING_COUNT][TOLV_SIE_SHOWN];
} tolv_sie_findings;

/* Keeps or counts one; `items` are TOLV_SIE_FINDING_ITEMS. TOLV_OUT_OF_MEMORY. */
tolv_error tolv_sie_found(tolv_sie_findings *findings, tolv_sie_finding finding, size_t line,
                          const tolv_item *items);

/* Tells all as warnings, kind by kind. TOLV_OUT_OF_MEMORY. */
tolv_error tolv_sie_tell(tolv_sie_findings *findings, const tolv_decoder *decoder, const char *file,
                         const tolv_listener *listener);

#endif
