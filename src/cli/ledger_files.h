/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_CLI_LEDGER_FILES_H
#define TOLV_CLI_LEDGER_FILES_H

#include "cli/units.h"
#include "core/digest.h"
#include "ledger/books.h"
#include "ledger/encoding.h"
#include "ledger/exported.h"
#include "ledger/trace.h"

/* What the user says of ledgers that they do not say themselves. */
typedef struct tolv_ledger_options {
    tolv_encoding encoding;
    tolv_table_options table;
    double dimension;              /* of the units; 0: not said */
    const char *version, *decided; /* patterns of the budgets and forecasts that count; NULL: all */
    const char *changes;           /* the file of units that have changed; NULL: none */
} tolv_ledger_options;

/* Takes --encoding, --dimension, --type, --year, --dates, --split, --key, --version, --decided and
 * --changes. False, told, when one of them is not understood. */
bool tolv_take_ledger_options(const tolv_terminal *terminal, int *argc, char **argv,
                              tolv_ledger_options *options);

/* The same for a whole number from 1 to `most`; true when it is not there. */
bool tolv_take_whole(const tolv_terminal *terminal, int *argc, char **argv, const char *name,
                     double most, const char *sentence, double *number);

/* Tells what is wrong with an option, {1} in the sentence; always false. */
bool tolv_refuse_option(const tolv_terminal *terminal, const char *name, const char *sentence);

enum { TOLV_FILES_MAX = 1000 };

/* Ledger files that have been read as one, in which each row counts once. */
typedef struct tolv_ledger_files {
    const tolv_terminal *terminal;
    tolv_listener listener;
    struct tolv_ledger_file *files;
    tolv_joined_file *each; /* the same files, for the join */
    size_t count;
    int dimension;             /* of the units, as asked for */
    tolv_unit_changes changes; /* of them; closed where there are none */
    bool has_changes;
    tolv_books books;
    tolv_ledger *ledger; /* that of the books */
} tolv_ledger_files;

/* Reads files, told apart by what they begin with: SIE, a workbook's table (.ods, .fods), or a
 * table of text (.csv); "-" is standard input. The same bytes twice are refused. Anything but
 * TOLV_EXIT_DONE has been told, and the files are to be closed in any case. They are not to be
 * moved while open. */
tolv_exit tolv_ledger_files_read(tolv_ledger_files *files, const tolv_terminal *terminal,
                                 char **paths, size_t count, const tolv_ledger_options *options,
                                 const tolv_row_listener *listener);
void tolv_ledger_files_close(tolv_ledger_files *files);

/* Makes the sources of the books of rows that a listener heard, as tolv_books_trace; before they
 * are finished. */
tolv_exit tolv_ledger_files_trace(tolv_ledger_files *files, const tolv_read_row *rows,
                                  size_t count);

/* Makes their ledger ready to be asked: with the names, hierarchy and contacts of a table of units
 * (NULL: none); contacts live as long as the files. Anything but TOLV_EXIT_DONE has been told. */
tolv_exit tolv_ledger_files_finish(tolv_ledger_files *files, const char *units,
                                   tolv_contacts *contacts);

/* "The memory is not enough", and the exit of it. */
tolv_exit tolv_say_no_memory(const tolv_terminal *terminal);

#endif
