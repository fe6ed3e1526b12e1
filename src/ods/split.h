/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_SPLIT_H
#define TOLV_ODS_SPLIT_H

#include "ods/guard.h"

typedef struct tolv_split_options {
    tolv_guarding_work guarding;
    bool by_manager; /* one file for all units of a manager */
    bool keep_notes;
    bool force; /* signatures are taken away */
} tolv_split_options;

typedef struct tolv_split_counts {
    size_t units, files;
} tolv_split_counts;

/* Writes one workbook for each unit of the master's table of units into a folder, which is made if
 * it is not there, and mail-merge.csv with unit, name, manager, address, deputy, file and deadline.
 * See round.h for the marks that say what is cut, shared and left out.
 *
 * Of other units nothing is left: their rows are empty and collapsed, so that no reference moves;
 * results of formulas are calculated anew; notes, tracked changes, links, pivot tables, filters,
 * thumbnails and what charts remember are taken away. Every sheet is protected, without a password;
 * cells whose style says so are open. Each file knows its unit, issue, period and what is fixed in
 * it. The same master makes the same bytes. False, told with the cell, and nothing written, when a
 * formula points at what goes away, or would have to show a figure of others. `system` as for
 * tolv_destination_open. */
bool tolv_split(const tolv_document *master, const char *folder, const tolv_split_options *options,
                tolv_split_counts *counts, const tolv_system *system);

#endif
