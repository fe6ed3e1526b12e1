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
    size_t questions; /* that tolv_check would ask */
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
    const tolv_document *previous; /* what `changed` is counted from; NULL: the master */
    tolv_language language;        /* of what is written into the table of answers */
    bool force;                    /* a signed master loses its signature */
} tolv_collect_options;

/* Writes the answers of units into the master, and the master to `path`. Open cells of tables that
 * have a column headed Code go to the row with the same code and key, wherever it stands; open
 * cells with a name go to the row of their unit in the table Answers, where a column has that
 * heading. There too stands who has answered, as in `collection`, which lives in the arena. What a
 * unit has left blank is blank. A comment keeps its author and date; where the master's cell has
 * one, that stays.
 *
 * Set aside as a whole, and never used: a file that cannot be read, that tells no unit or one that
 * the master does not have, several for one unit, one of another period or issue than most, one in
 * which fixed cells were changed, rows that the master does not have, and results that are errors.
 *
 * The same files make the same bytes. False, told, when nothing could be written. */
bool tolv_collect(const tolv_document *master, char *const *paths, size_t count,
                  const tolv_collect_options *options, const char *path, tolv_arena *arena,
                  tolv_collection *collection, const tolv_system *system);

extern const char *const tolv_answer_words[];

/* ---- Between the files of tolv_collect ---- */

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
    const tolv_round_cells *previous; /* NULL: none */
    tolv_collection *to;
    tolv_targets targets;
} tolv_collecting;

/* Reads a file, and keeps its values. False, told, only when memory is out. */
bool tolv_collect_read(tolv_collecting *at, tolv_returned *file);

/* The files against each other: periods, issues, units that answer twice. */
bool tolv_collect_compare(tolv_collecting *at);

/* The cells of the master that get values, of the units and of the table of answers. */
bool tolv_collect_targets(tolv_collecting *at);

#endif
