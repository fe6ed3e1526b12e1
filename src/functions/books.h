/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_FUNCTIONS_BOOKS_H
#define TOLV_FUNCTIONS_BOOKS_H

#include "functions/arguments.h"
#include "ledger/session.h"

/* What the functions of the ledger share: the text that stands for one that is kept, how one is
 * got, and their common arguments. */

/* The text that LEDGER answers, in the call's language; empty when memory is out. Its last word is
 * the mark. */
tolv_text tolv_handle_text(tolv_call *call, const tolv_books *books);

/* The books behind the handle in an argument, held, to be released to the call's session. NULL with
 * the fault set: no such text, not kept any more. */
tolv_books *tolv_books_of_handle(tolv_call *call, int argument, tolv_text handle);

/* The same of an argument that is a ledger table or one cell with a handle. */
tolv_books *tolv_books_of_table(tolv_call *call, int argument, const tolv_table *table);

/* Reads new books, held, with hierarchy and changes in the arguments after the table's. */
tolv_books *tolv_books_of_tables(tolv_call *call, int argument, const tolv_table *table,
                                 const tolv_table *hierarchy, const tolv_table *changes);

/* Takes the filters in args[first...], call->repeated of them, into the arena, with room before
 * them for `more`. Fails where they are no pairs, or a key is none. */
tolv_error tolv_filters_of(tolv_call *call, const tolv_value *args, int first, size_t more,
                           tolv_filter **filters, size_t *count);

/* Says which filters there are; and of a plan whose versions none of them tells apart, nor the
 * answer itself (by_version), where some are added. */
void tolv_explain_filters(tolv_call *call, const tolv_books *books, tolv_amount_type type,
                          const tolv_filter *filters, size_t count, bool by_version);
void tolv_explain_versions(tolv_call *call, const tolv_books *books);

/* Fails with what tolv_booked and its like answer. `arguments` says at which argument the unit and
 * the account pattern, filter 0, are, and the first of the others. */
typedef struct tolv_places {
    int unit, pattern, filters;
} tolv_places;

tolv_error tolv_fail_filter(tolv_call *call, tolv_error error, const tolv_filter_fault *fault,
                            tolv_places places);

/* A question as BOOKED and ENTRIES are asked it: args[1] to args[5] are type, pattern, unit, from
 * and to, args[first...] the filters. */
enum { TOLV_ASKED_TYPE = 1, TOLV_ASKED_PATTERN, TOLV_ASKED_UNIT, TOLV_ASKED_FROM, TOLV_ASKED_TO };
tolv_error tolv_question_of(tolv_call *call, const tolv_value *args, int first,
                            const tolv_books *books, tolv_question *question);

/* A code of the ledger as a cell, which may outlive the ledger: blank where it is empty. False when
 * memory is out. */
bool tolv_code_cell(tolv_call *call, tolv_text code, tolv_cell *cell);

/* A month as 2026-03, or 3 where months have no year, in the arena; empty when memory is out. */
tolv_item tolv_month_item(tolv_call *call, const tolv_books *books, int month);

extern const tolv_keyword tolv_amount_types[];

/* Its English word, in the context "keyword". */
const char *tolv_amount_type_word(tolv_amount_type type);

#define TOLV_TAKES_HANDLE \
    { \
        .id = "handle", .name = NC_("argument", "ledger cell"), \
        .text = N_("The cell with the text that TOLV.LEDGER answers"), .kind = TOLV_ARGUMENT_TEXT \
    }

#define TOLV_TAKES_LEDGER \
    { \
        .id = "ledger", .name = NC_("argument", "ledger"), \
        .text = N_("A ledger table with a header row, or the cell with the text of TOLV.LEDGER"), \
        .kind = TOLV_ARGUMENT_TABLE \
    }

#define TOLV_TAKES_AMOUNT_TYPE \
    { \
        .id = "amountType", .name = NC_("argument", "amount type"), \
        .text = N_("Outcome, budget or forecast"), .kind = TOLV_ARGUMENT_KEYWORD, \
        .keywords = tolv_amount_types \
    }

#define TOLV_TAKES_PATTERN \
    { \
        .id = "pattern", .name = NC_("argument", "account pattern"), \
        .text = \
            N_("Accounts: “30..39;!33” is 30 to 39 but not 33; “5” all that begin so; “*” all"), \
        .kind = TOLV_ARGUMENT_CODE \
    }

#define TOLV_TAKES_UNIT \
    { \
        .id = "unit", .name = NC_("argument", "unit"), \
        .text = N_("Code of a unit, with all below it; “*” or an empty text: all of the ledger"), \
        .kind = TOLV_ARGUMENT_CODE, .blanks = TOLV_BLANKS_OPEN \
    }

#define TOLV_TAKES_FROM \
    { \
        .id = "from", .name = NC_("argument", "from"), \
        .text = N_("First month: 1 to 12 of the ledger's latest year, or a date"), \
        .kind = TOLV_ARGUMENT_MONTH \
    }

#define TOLV_TAKES_TO \
    { \
        .id = "to", .name = NC_("argument", "to"), \
        .text = N_("Last month: 1 to 12 of the ledger's latest year, or a date"), \
        .kind = TOLV_ARGUMENT_MONTH \
    }

/* The first six arguments of a question. */
#define TOLV_TAKES_QUESTION \
    TOLV_TAKES_HANDLE, TOLV_TAKES_AMOUNT_TYPE, TOLV_TAKES_PATTERN, TOLV_TAKES_UNIT, \
        TOLV_TAKES_FROM, TOLV_TAKES_TO

#define TOLV_TAKES_FILTERS \
    { \
        .id = "filters", .name = NC_("argument", "filters"), \
        .text = \
            N_("Pairs: a field's name, then a code or pattern of it: “project”; “10..19;!15”"), \
        .kind = TOLV_ARGUMENT_CODE, .optional = true, .repeated = true \
    }

#endif
