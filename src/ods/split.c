/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "ods/split.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ods/guard_cells.h"
#include "ods/split_work.h"

enum { FOLDER_MODE = 0777 };

/* The path of a file in the folder, ended by a zero byte; NULL when memory is out. */
static const char *path_of(tolv_arena *arena, const char *folder, tolv_text name) {
    tolv_writer path = {.arena = arena};
    tolv_write_string(&path, folder);
    tolv_write_string(&path, "/");
    tolv_write(&path, name);
    tolv_write(&path, (tolv_text){"", 1});
    return path.failed ? NULL : path.bytes;
}

/* ---- What is to be sent ---- */

static bool check_units(const tolv_splitting *at) {
    if (!tolv_rewrite_name(at->rewrite, 0))
        return tolv_refuse(at->document, NULL,
                           N_("it is a flat document: save it as .ods before it is split"), NULL,
                           0);
    if (at->round.unit_count == 0)
        return tolv_refuse(at->document, NULL,
                           N_("there is no table of units: give a range with the headings Code, "
                              "Unit, Manager and E-mail the name Units (Data ▸ Define Range)"),
                           NULL, 0);
    return true;
}

/* Has an office calculated it? Without calls of ours nothing needs that. */
static bool is_calculated(const tolv_splitting *at) {
    tolv_text prefix, formula;
    bool ours = false;
    for (size_t i = 0; i < at->book.row_count; i++)
        for (size_t j = 0; j < at->book.rows[i].count; j++) {
            const tolv_book_cell *cell = &at->book.rows[i].cells[j];
            if (cell->formula.length && cell->value.kind != TOLV_CELL_BLANK)
                return true;
            ours = ours ||
                   (tolv_split_formula(cell->formula, &prefix, &formula) && tolv_has_call(formula));
        }
    return !ours;
}

/* Of a master that `tolv new` has just made this is all there is to say. */
static bool check_calculated(const tolv_splitting *at) {
    return is_calculated(at) ||
           tolv_refuse(at->document, NULL,
                       N_("it has never been calculated: open the workbook in LibreOffice with the "
                          "extension, and save it"),
                       NULL, 0);
}

/* The same content that is fixed is the same issue: see tolv_issued_is. */
static bool name_issue(const tolv_splitting *at, char digits[TOLV_FIXED_DIGITS]) {
    tolv_arena arena;
    tolv_book book;
    tolv_arena_open(&arena, NULL);
    bool named =
        tolv_book_read(at->rewrite, &at->content, &arena, &book) && tolv_round_fixed(&book, digits);
    tolv_arena_close(&arena);
    return named;
}

static bool read_master(tolv_splitting *at) {
    at->rewrite = tolv_rewrite_open(at->document);
    at->master = at->rewrite ? tolv_rewrite_content(at->rewrite) : NULL;
    return at->master && tolv_book_read(at->rewrite, at->master, at->arena, &at->book) &&
           tolv_round_read(&at->book, &at->round) && check_units(at) && check_calculated(at) &&
           tolv_split_survey(at) && tolv_split_prepare(at) && tolv_split_find_pieces(at) &&
           tolv_split_parts(at);
}

/* ---- Files ---- */

static bool write_file(tolv_splitting *at, const tolv_split_file *file, tolv_text issue,
                       tolv_spool *content, const char *folder, tolv_arena *arena,
                       const tolv_system *system) {
    char fixed[TOLV_FIXED_DIGITS];
    tolv_writer meta = {.arena = arena};
    const char *path = path_of(arena, folder, file->name);
    content->length = 0;
    tolv_split_write(at, file->units, file->first->code, content);
    if (content->failed || !path)
        return tolv_refuse_memory(at->document);
    tolv_part part = {.document = at->document, .bytes = content->bytes, .length = content->length};
    tolv_book book;
    if (!tolv_book_read(at->rewrite, &part, arena, &book) || !tolv_round_fixed(&book, fixed))
        return false;
    tolv_issue_write(
        &meta, &(tolv_issue){file->codes, issue, at->round.period_text, {fixed, sizeof fixed}});
    if (meta.failed)
        return tolv_refuse_memory(at->document);
    return tolv_rewrite_replace(at->rewrite, "content.xml", "text/xml",
                                (tolv_text){content->bytes, content->length}) &&
           tolv_rewrite_replace(at->rewrite, "meta.xml", "text/xml", tolv_written(&meta)) &&
           tolv_rewrite_write(at->rewrite, path, system);
}

static bool write_files(tolv_splitting *at, const tolv_split_file *files, size_t count,
                        const char *folder, const tolv_system *system) {
    char issue[TOLV_FIXED_DIGITS];
    tolv_spool content = {.limit = SIZE_MAX / 4};
    bool done = name_issue(at, issue);
    for (size_t i = 0; i < count && done; i++) {
        tolv_arena arena;
        tolv_arena_open(&arena, NULL);
        done = write_file(at, &files[i], (tolv_text){issue, TOLV_ISSUE_DIGITS}, &content, folder,
                          &arena, system);
        tolv_arena_close(&arena);
    }
    free(content.bytes);
    return done;
}

/* ---- Who gets which ---- */

static void write_row(tolv_spool *spool, const tolv_text *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        tolv_spool_string(spool, i ? "," : "");
        tolv_write_field_text(spool, TOLV_FORMAT_CSV, fields[i]);
    }
    tolv_spool_string(spool, "\n");
}

static bool write_list(const tolv_splitting *at, const tolv_split_file *files, size_t count,
                       const char *path, const tolv_system *system) {
    static const char *const headings[] = {N_("Code"),   N_("Unit"), N_("Manager"),  N_("E-mail"),
                                           N_("Deputy"), N_("File"), N_("Answer by")};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    tolv_spool spool = {.limit = SIZE_MAX / 4};
    tolv_text fields[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        fields[i] = tolv_text_of(tolv_translate(at->options->guarding.language, headings[i]));
    write_row(&spool, fields, COLUMNS);
    for (size_t i = 0; i < count; i++) {
        const tolv_unit *unit = files[i].first;
        write_row(&spool,
                  (const tolv_text[]){files[i].codes, files[i].titles, unit->manager, unit->address,
                                      unit->deputy, files[i].name, unit->deadline},
                  COLUMNS);
    }
    tolv_destination destination = TOLV_DESTINATION_CLOSED;
    int error = spool.failed ? ENOMEM : tolv_destination_open(&destination, path, system);
    if (!error)
        error = tolv_destination_write(&destination, spool.bytes, spool.length);
    if (!error)
        error = tolv_destination_keep(&destination);
    tolv_destination_close(&destination);
    free(spool.bytes);
    if (error)
        tolv_tell_unwritten(&at->document->listener, path, error);
    return !error;
}

static bool make_folder(const tolv_splitting *at, const char *folder) {
    struct stat stat_of;
    int error = mkdir(folder, FOLDER_MODE) == 0 ? 0 : errno;
    if (error == EEXIST && stat(folder, &stat_of) == 0)
        error = S_ISDIR(stat_of.st_mode) ? 0 : ENOTDIR;
    if (error)
        tolv_tell_unwritten(&at->document->listener, folder, error);
    return !error;
}

static bool split(tolv_splitting *at, const char *folder, tolv_split_counts *counts,
                  const tolv_system *system) {
    tolv_split_file *files;
    if (!read_master(at) || !tolv_split_name_files(at, &files, &counts->files))
        return false;
    const char *list = path_of(at->arena, folder, tolv_text_of("mail-merge.csv"));
    counts->units = at->round.unit_count;
    return (list || tolv_refuse_memory(at->document)) && make_folder(at, folder) &&
           write_files(at, files, counts->files, folder, system) &&
           write_list(at, files, counts->files, list, system);
}

bool tolv_split(const tolv_document *master, const char *folder, const tolv_split_options *options,
                tolv_split_counts *counts, const tolv_system *system) {
    tolv_arena arena;
    tolv_arena_open(&arena, NULL);
    tolv_splitting at = {.document = master, .options = options, .arena = &arena};
    *counts = (tolv_split_counts){0};
    bool done = split(&at, folder, counts, system);
    tolv_rewrite_close(at.rewrite);
    free(at.common.bytes);
    tolv_arena_close(&arena);
    return done;
}
