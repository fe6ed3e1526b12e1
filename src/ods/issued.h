/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_ISSUED_H
#define TOLV_ODS_ISSUED_H

#include "ods/guard.h"
#include "ods/round_cells.h"

/* What `tolv split` would send out today: what comes back is compared with it. */
typedef struct tolv_issued {
    tolv_round_cells cells; /* of all units, guarded, fixed and cleaned as each one's are */
    size_t *common; /* rows of the book that hold something and belong to no unit, in their order */
    size_t common_count;
    size_t *owned; /* by unit: how many rows with codes are its own */
    bool exact;    /* false: the master cannot be split, and the cells are its own, as they are */
    bool named;    /* the digits are known */
    char digits[TOLV_FIXED_DIGITS];
} tolv_issued;

/* Reads the master. Lives in the arena. False, told, when it cannot be read; that it cannot be
 * split is told as a warning. */
bool tolv_issued_read(const tolv_document *master, const tolv_vocabulary *vocabulary,
                      tolv_arena *arena, tolv_issued *issued);

/* Is it the issue that a file belongs to? `*is`; false, told, as tolv_round_fixed. */
bool tolv_issued_is(tolv_issued *issued, const tolv_issue *issue, bool *is);

#endif
