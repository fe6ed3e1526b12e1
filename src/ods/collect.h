/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_COLLECT_H
#define TOLV_ODS_COLLECT_H

#include "ods/check.h"
#include "ods/fill_targets.h"

typedef enum tolv_answer_kind {
    TOLV_ANSWER_MISSING,
    TOLV_ANSWER_GIVEN,
    TOLV_ANSWER_ASIDE
} tolv_answer_kind;

/* A file that has come back, and what became of it. */
typedef struct tolv_returned {
    const char *path;
    tolv_issue issue;
    const char *reason; /* it is set aside: a sentence, with {1}; NULL: it is used */
    tolv_text item;
    struct tolv_collected_value *values;
    struct tolv_figure *figures; /* for the history */
    size_t questions;            /* that tolv_check would ask */
} tolv_returned;

/* What a unit has answered. */
typedef struct tolv_answer {
    const tolv_unit *unit;
    const tolv_returned *file; /* NULL: none, or several */
    tolv_answer_kind kind;
    size_t values, changed, missing; /* cells */
} tolv_answer;

typedef struct tolv_collection {
    tolv_returned *files;
    size_t file_count;
    tolv_answer *answers; /* of the units, in their order */
    size_t answer_count;
} tolv_collection;

typedef struct tolv_collect_options {
    const tolv_document *previous;     /* what `changed` is counted from; NULL: the master */
    const tolv_vocabulary *vocabulary; /* that the guards of what is sent out need */
    tolv_language language;            /* of what is written into the table of answers */
    bool force;                        /* a signed master loses its signature */
} tolv_collect_options;

/* Writes the answers of units into the master, and the master to `path`. Open cells of tables that
 * have a column headed Code go to the row with the same code and key, wherever it stands; open
 * cells with a name go to the row of their unit in the table Answers, where a column has that
 * heading. There too stands who has answered, as in `collection`, which lives in the arena. What a
 * unit has left blank is blank. A comment keeps its author and date; where the master's cell has
 * one, that stays. The table History gets a row for each unit and month, in the place of one that
 * is there: its other columns are those of the same heading in the first table with one row a unit,
 * as the file of the unit has calculated them, or the master where a unit has not answered.
 *
 * Set aside as a whole, and never used: a file that cannot be read, that tells no unit or one that
 * the master does not have, several for one unit, one of another period or issue than most, one in
 * which what is fixed was changed (see tolv_check) and the master was not, inputs under merged
 * cells, rows that the master does not have, and results that are errors.
 *
 * The same files make the same bytes. False, told, when nothing could be written. */
bool tolv_collect(const tolv_document *master, char *const *paths, size_t count,
                  const tolv_collect_options *options, const char *path, tolv_arena *arena,
                  tolv_collection *collection, const tolv_system *system);

extern const char *const tolv_answer_words[];

/* ---- Between the files of tolv_collect ---- */

/* A figure of a unit on its way to a column of the history. */
typedef struct tolv_figure {
    struct tolv_figure *next;
    tolv_text code;
    size_t column; /* of its table, from 0 */
    tolv_input value;
} tolv_figure;

/* The master's table History: where its keys stand, from 0. */
typedef struct tolv_history {
    const tolv_round_table *table; /* NULL: none, or none that can be filled in */
    size_t code, year, month;
} tolv_history;

/* A value on its way to a cell of the master. */
typedef struct tolv_collected_value {
    struct tolv_collected_value *next;
    const tolv_round_row *row; /* of the master; NULL: of the cell named `name` */
    size_t column;             /* of its table, from 0 */
    tolv_text name, code, note;
    tolv_input value;
    bool missing;
} tolv_collected_value;

typedef struct tolv_collecting {
    const tolv_document *document; /* the master */
    const tolv_collect_options *options;
    tolv_arena *arena;
    tolv_round_cells master;
    tolv_issued issued;               /* what it would send out today */
    const tolv_round_cells *previous; /* NULL: none */
    tolv_collection *to;
    tolv_history history;
    tolv_targets targets;
} tolv_collecting;

size_t tolv_sheet_number(const tolv_collecting *at, tolv_text name);
bool tolv_add_target(tolv_collecting *at, const tolv_target *new);

/* A unit's code as the table of units has it: a text or a number. */
tolv_input tolv_unit_code(const tolv_collecting *at, const tolv_unit *unit);

/* Finds the history; tells why one cannot be filled in. */
void tolv_history_find(tolv_collecting *at);

/* Takes a unit's figures for it from a workbook. False when memory is out. */
bool tolv_history_take(tolv_collecting *at, const tolv_round_cells *from, tolv_text code,
                       tolv_figure **figures);

/* The cells of it that get figures. False, told. */
bool tolv_history_targets(tolv_collecting *at);

/* Reads a file, and keeps its values. False, told, only when memory is out. */
bool tolv_collect_read(tolv_collecting *at, tolv_returned *file);

/* The files against each other: periods, issues, units that answer twice. */
bool tolv_collect_compare(tolv_collecting *at);

/* The cells of the master that get values, of the units and of the table of answers. */
bool tolv_collect_targets(tolv_collecting *at);

#endif
