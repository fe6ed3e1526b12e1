/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_CHECK_H
#define TOLV_ODS_CHECK_H

#include "ods/issued.h"

/* What can be found in a file that comes back: its name for programs, and for people. In the
 * sentences {1} is the heading or name of the cell, {2} what stands there, {3} what stood there. */
#define TOLV_FINDINGS(X) \
    X(MISSING, "missing", N_("“{1}” is not filled in; fill it in")) \
    X(NUMBER, "not-a-number", \
      N_("“{1}” is to be a number, and holds the text “{2}”; write digits only, and a decimal sign")) \
    X(ERROR, "error", N_("“{1}” shows the error {2}; write a figure")) \
    X(INVALID, "invalid", \
      N_("“{1}” holds “{2}”, which does not fit the cell's validity rule; write what the rule " \
         "allows")) \
    X(CHANGED, "changed", \
      N_("“{1}” is fixed, and was changed: before “{3}”, now “{2}”; write what stood there")) \
    X(ALTERED, "altered", \
      N_("what is fixed has been moved or changed; with --master it is told where")) \
    X(ADDED, "added-row", \
      N_("the row “{2}” is not in the workbook that was sent out; take it away")) \
    X(ANONYMOUS, "no-unit", \
      N_("the file does not say which unit it comes from; begin anew with the file that was sent " \
         "out")) \
    X(MACRO, "macro", N_("the file has macros: “{2}”; take them away")) \
    X(LINK, "link", N_("the file reads from another one: “{2}”; write the figure itself")) \
    X(DDE, "dde", \
      N_("the file asks another program for figures (DDE): “{2}”; write the figure itself")) \
    X(SIGNED, "signed", \
      N_("the file is signed, which says nothing of what is collected from it; look at its " \
         "figures as at any other's")) \
    X(OUTDATED, "outdated", \
      N_("“{1}” was sent out as “{2}”, and is “{3}” in the master now; the unit has not touched " \
         "it")) \
    X(REMOVED, "removed-row", \
      N_("the row “{3}”, which was sent out, is gone; put it back, or begin anew with the file " \
         "that was sent out")) \
    X(RENAMED, "renamed-sheet", \
      N_("the sheet “{2}” was sent out as “{3}”; give it its name back")) \
    X(ABSENT, "absent-sheet", \
      N_("the sheet “{3}”, which was sent out, is gone; begin anew with the file that was sent " \
         "out")) \
    X(FOREIGN, "foreign-sheet", \
      N_("the sheet “{2}” is not in the workbook that was sent out; take it away")) \
    X(UNMARKED, "lost-range", \
      N_("the range “{3}”, which was sent out, is gone; begin anew with the file that was sent " \
         "out")) \
    X(COVERED, "covered", \
      N_("“{1}” is to be filled in, and lies under a merged cell; take the merge away"))

typedef enum tolv_finding_kind {
#define TOLV_FINDING_NAME(name, code, sentence) TOLV_FINDING_##name,
    TOLV_FINDINGS(TOLV_FINDING_NAME)
#undef TOLV_FINDING_NAME
        TOLV_FINDING_KINDS
} tolv_finding_kind;

extern const char *const tolv_finding_codes[], *const tolv_finding_sentences[];

/* Texts live for the time of the call. What is not known is empty, or NULL. */
typedef struct tolv_finding {
    tolv_finding_kind kind;
    const char *cell; /* "Inputs.B7" */
    tolv_text what, now, before;
} tolv_finding;

/* A false answer stops the checking; whoever gives it has told why. */
typedef struct tolv_findings {
    bool (*take)(void *context, const tolv_finding *finding);
    void *context;
} tolv_findings;

/* Finds what is to be asked about in a workbook that has come back: inputs that are missing or do
 * not fit, what is fixed and was changed, and what no workbook of the round needs. With what
 * was `issued` (NULL: not known) each fixed cell is compared, wherever its row has gone, and
 * without it the fingerprint (see tolv_round_fixed). `rewrite` is what `cells` were read from.
 * False, told, when memory is out or the findings stop. */
bool tolv_check(const tolv_rewrite *rewrite, const tolv_round_cells *cells, tolv_issued *issued,
                const tolv_findings *findings);

/* Is a cell that is to be filled in blank, though neither optional nor allowed to be? Nothing is
 * missing where all goes as planned: the cell that is named Confirmed says yes. Else a named cell
 * that has a rule is asked for, and words beside it may be left out as comments may. `single`: the
 * name of the cell; empty: it stands in a row. */
bool tolv_is_missing(const tolv_round_cells *cells, const tolv_book_cell *cell, tolv_text single,
                     bool optional);

/* ---- Between the files of tolv_check ---- */

/* Where a cell is, and its heading or name. */
typedef struct tolv_finding_place {
    tolv_text sheet;
    size_t row, column;
    tolv_text what;
} tolv_finding_place;

/* Tells of a cell; `before` NULL: what stood there is not known. */
bool tolv_tell_finding(const tolv_document *document, const tolv_findings *findings,
                       tolv_finding_kind kind, const tolv_finding_place *place,
                       const tolv_book_cell *cell, const tolv_book_cell *before);

/* Only what is fixed and was changed. */
bool tolv_check_fixed(const tolv_round_cells *cells, tolv_issued *issued,
                      const tolv_findings *findings);

#endif
