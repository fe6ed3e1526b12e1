/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_GUARD_LOOK_H
#define TOLV_ODS_GUARD_LOOK_H

#include "ods/guard_cells.h"

/* Frozen cells look so where the extension is missing, and only there: a conditional format of each
 * sheet gives them a style whose condition is that the extension is missing. The styles that the
 * cells have stay theirs. Inside src/ods; used while the content is read. */
typedef struct tolv_look {
    tolv_guarded *at;
    bool off;                          /* to be taken away */
    size_t depth, spreadsheet;         /* elements that are open; where the sheets are among them */
    size_t sheet;                      /* counted from 1 */
    tolv_stretch formats, format, own; /* of the sheet; `own` ends at 0 where there is none */
    size_t formats_tag, others;
    bool is_own;
} tolv_look;

bool tolv_look_start(tolv_look *look, tolv_xml *xml, tolv_element element);
bool tolv_look_end(tolv_look *look, tolv_xml *xml, tolv_element element);

/* Adds the style, or takes it away. */
bool tolv_look_close(tolv_look *look, tolv_rewrite *rewrite);

/* Is this the condition, as any office writes it? */
bool tolv_is_look(tolv_text condition);

#endif
