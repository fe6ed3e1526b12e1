/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_UNITS_H
#define TOLV_CLI_UNITS_H

#include "cli/command.h"
#include "core/notice.h"
#include "ledger/hierarchy.h"

/* Who answers for a unit, as the table of a follow-up has it. What is not known is empty. */
typedef enum tolv_contact_field {
    TOLV_CONTACT_MANAGER,
    TOLV_CONTACT_ADDRESS,
    TOLV_CONTACT_DEPUTY,
    TOLV_CONTACT_FILE,
    TOLV_CONTACT_DEADLINE, /* "2026-09-15", or what stands there */
    TOLV_CONTACT_FIELDS
} tolv_contact_field;

typedef struct tolv_contact {
    tolv_text code, fields[TOLV_CONTACT_FIELDS];
} tolv_contact;

typedef struct tolv_contacts {
    tolv_contact *rows;
    size_t count;
    bool has[TOLV_CONTACT_FIELDS]; /* the table has such a column */
} tolv_contacts;

extern const char *const tolv_contact_headings[TOLV_CONTACT_FIELDS]; /* English */

/* Reads a table of units (.csv, .ods, .fods) with headings in its first row: unit, and name, above
 * (board), or both; or code, unit and board, as a follow-up has them. Names come into the ledger's
 * dimension of units, what stands above into the hierarchy, who answers into the contacts, which
 * live in the arena. Anything but TOLV_EXIT_DONE has been told. */
tolv_exit tolv_units_read(const tolv_listener *listener, const char *path, tolv_ledger *ledger,
                          tolv_hierarchy *hierarchy, tolv_arena *arena, tolv_contacts *contacts);

#endif
