/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_LEDGER_RESTATE_H
#define TOLV_LEDGER_RESTATE_H

#include "ledger/changes.h"

/* Shows amounts under the units that came after theirs. The sum of the amounts that are alike but
 * in their unit is split, not each of them: so what a unit gets does not depend on how many rows it
 * comes in, nor on their order. Begins as zeros but for the changes, which must outlive it; its
 * memory is that of the changes. */
typedef struct tolv_restating {
    tolv_unit_changes *changes;
    tolv_dictionary states; /* a unit and a month */
    struct tolv_unit_parts **parts;
    size_t parts_room;
    tolv_dictionary sums; /* of what is alike */
    tolv_ore *so_far;
    size_t sums_room;
} tolv_restating;

void tolv_restating_close(tolv_restating *restating);

/* What is called with each part of an amount: the unit it is shown under, and the öre. */
typedef tolv_error tolv_take_part(void *context, tolv_text unit, tolv_ore amount);

/* Hands the amount of a row that is booked on a unit on, in a part for each unit that it now is of:
 * what the part has of the sum of all that is alike so far, less what it had before. `others` are
 * the row's objects but for the unit. Errors of `take`, TOLV_OUT_OF_MEMORY. */
tolv_error tolv_restate(tolv_restating *restating, tolv_text unit, const tolv_row *row,
                        const tolv_placing *others, size_t count, tolv_take_part *take,
                        void *context);

/* The same for a row of a ledger, whose objects it knows: each part is a row with objects of its
 * own there. A row on no unit stays as it is, and so does any where `restating` is NULL. */
typedef tolv_error tolv_take_row(void *context, const tolv_row *row);
tolv_error tolv_restate_row(tolv_restating *restating, tolv_ledger *ledger, const tolv_row *row,
                            tolv_take_row *take, void *context);

#endif
