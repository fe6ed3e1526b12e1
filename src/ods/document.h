/* SPDX-License-Identifier: MPL-2.0 */
#ifndef TOLV_ODS_DOCUMENT_H
#define TOLV_ODS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/notice.h"

/* What a file from many hands may cost: beyond these it is refused, whatever it promises. */
typedef struct tolv_document_limits {
    uint64_t entries;    /* files in the package */
    uint64_t entry_size; /* bytes of one of them, inflated */
    uint64_t ratio;      /* how many times its packed size an entry may have ... */
    uint64_t ratio_from; /* ... when it is larger than this many bytes */
    uint64_t part;       /* bytes of one that is changed, and is held in memory */
    uint64_t depth;      /* elements inside each other */
    uint64_t text;       /* bytes of one text */
    uint64_t runs;       /* runs of equal cells in the workbook */
    uint64_t cells;      /* cells that are printed ... */
    uint64_t output;     /* ... and bytes of them */
} tolv_document_limits;

extern const tolv_document_limits tolv_usual_limits;

/* The largest sheet of Calc. */
enum { TOLV_SHEET_ROWS = 1048576, TOLV_SHEET_COLUMNS = 16384 };

/* A file that is read: where it is, what it may cost, and who hears what is wrong with it. */
typedef struct tolv_document {
    const char *path;
    const tolv_document_limits *limits; /* NULL: the usual ones */
    tolv_listener listener;
} tolv_document;

const tolv_document_limits *tolv_document_limits_of(const tolv_document *document);

/* Opens the file, and tells by its first bytes whether it is a package (.ods, .ots) or a flat
 * document (.fods). -1, told, when it is neither, or cannot be opened. */
int tolv_document_open(const tolv_document *document, bool *package);

/* Tells why the document cannot be used (`cell` NULL where no cell is meant). Always false, so that
 * a reader says `return tolv_refuse(...)`. */
bool tolv_refuse(const tolv_document *document, const char *cell, const char *sentence,
                 const tolv_item *items, size_t count);

/* The same of what has a cause of its own, and of memory that is out. */
bool tolv_refuse_for(const tolv_document *document, tolv_cause cause, const char *sentence);
bool tolv_refuse_memory(const tolv_document *document);

/* Gives the text bytes that live as long as the arena. False, told, when memory is out. */
bool tolv_keep_text(const tolv_document *document, tolv_arena *arena, tolv_text *text);

#define tolv_refuse_with(document, cell, sentence, ...) \
    tolv_refuse(document, cell, sentence, (const tolv_item[]){__VA_ARGS__}, \
                sizeof((const tolv_item[]){__VA_ARGS__}) / sizeof(tolv_item))

#endif
