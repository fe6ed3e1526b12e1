/* SPDX-License-Identifier: MPL-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "cli/ledger_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/unit_changes.h"
#include "cli/workbook_table.h"
#include "ledger/csv_table.h"
#include "ledger/sie.h"
#include "ledger/versions.h"

enum { FIRST = 512 /* bytes that tell what a file is */ };

typedef struct tolv_ledger_file {
    const char *path;
    tolv_ledger ledger;
    tolv_flat_rows flat;
    unsigned char digest[TOLV_DIGEST_BYTES];
} ledger_file;

/* A file that is being read: its first bytes have been looked at, and come first. */
typedef struct stream {
    FILE *file;
    char first[FIRST];
    size_t first_count, first_at;
    bool digested;
    tolv_digest digest;
    tolv_progress progress;
} stream;

static ptrdiff_t read_stream(void *context, char *bytes, size_t room) {
    stream *from = context;
    size_t got = from->first_count - from->first_at;
    if (tolv_interrupted()) {
        errno = ECANCELED;
        return -1;
    }
    if (got) {
        got = got < room ? got : room;
        memcpy(bytes, from->first + from->first_at, got);
        from->first_at += got;
    } else {
        got = fread(bytes, 1, room, from->file);
        if (got == 0 && ferror(from->file)) {
            errno = tolv_interrupted() ? ECANCELED : errno;
            return -1;
        }
    }
    if (from->digested)
        tolv_digest_add(&from->digest, bytes, got);
    tolv_progress_add(&from->progress, got);
    return (ptrdiff_t)got;
}

/* ---- one file ---- */

static bool holds(const stream *from, const char *word) {
    size_t length = strlen(word);
    for (size_t at = 0; at + length <= from->first_count; at++)
        if (memcmp(from->first + at, word, length) == 0)
            return true;
    return false;
}

typedef enum form { FORM_SIE, FORM_WORKBOOK, FORM_TEXT } form;

/* What a file is: a name tells only where its first bytes are none of ours. */
static form form_of(const stream *from, const char *path) {
    static const char *const endings[] = {".se", ".si", ".sie"};
    size_t at = strspn(from->first, "\xEF\xBB\xBF \t\r\n"), length = strlen(path);
    if (holds(from, "PK\3\4mimetype") ||
        (from->first_count > 30 && memcmp(from->first, "PK\3\4", 4) == 0) ||
        holds(from, "office:document"))
        return FORM_WORKBOOK;
    char letter = at + 1 < from->first_count ? (char)(from->first[at + 1] & ~0x20) : 0;
    if (from->first[at] == '#' && letter >= 'A' && letter <= 'Z')
        return FORM_SIE;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length >= n &&
            tolv_text_same(tolv_text_of(path + length - n), tolv_text_of(endings[i])))
            return FORM_SIE;
    }
    return FORM_TEXT;
}

static tolv_reading refuse(const tolv_ledger_files *files, const char *path, const char *sentence,
                           tolv_item item) {
    tolv_notify(&files->listener, &(tolv_notice){.severity = TOLV_FAILURE,
                                                 .file = path,
                                                 .sentence = sentence,
                                                 .items = {item},
                                                 .item_count = 1});
    return TOLV_READING_REFUSED;
}

/* A workbook is read by its path: what has not come through the stream is digested here. */
static tolv_reading read_workbook(tolv_ledger_files *files, ledger_file *file, stream *from,
                                  const tolv_ledger_options *options) {
    char piece[1 << 12];
    if (strcmp(file->path, "-") == 0)
        return refuse(files, file->path, N_("a workbook cannot be read from a pipe: name its file"),
                      TOLV_PLAIN(0));
    while (from->digested && read_stream(from, piece, sizeof piece) > 0)
        ;
    return tolv_workbook_table_read(&file->ledger, file->path, &options->table, &files->listener);
}

static tolv_reading read_open_file(tolv_ledger_files *files, ledger_file *file, stream *from,
                                   const tolv_ledger_options *options) {
    tolv_source source = {file->path, read_stream, from};
    tolv_reading reading = TOLV_READING_REFUSED;
    struct stat status;
    uint64_t size = fstat(fileno(from->file), &status) == 0 ? (uint64_t)status.st_size : 0;
    tolv_digest_open(&from->digest);
    from->digested = files->count > 1;
    from->first_count = fread(from->first, 1, FIRST - 1, from->file);
    tolv_progress_begin(&from->progress, files->terminal, N_("Reading {1}"), file->path, size);
    switch (form_of(from, file->path)) {
    case FORM_SIE:
        reading = tolv_sie_read(&file->ledger, &source, options->encoding, &files->listener);
        break;
    case FORM_WORKBOOK:
        reading = read_workbook(files, file, from, options);
        break;
    case FORM_TEXT:
        reading = tolv_csv_read(&file->ledger, &source, options->encoding, &options->table,
                                &files->listener);
        break;
    }
    tolv_progress_end(&from->progress);
    tolv_digest_close(&from->digest, file->digest);
    return reading;
}

static tolv_reading read_file(tolv_ledger_files *files, ledger_file *file,
                              const tolv_ledger_options *options) {
    bool standard = strcmp(file->path, "-") == 0;
    stream from = {.file = standard ? stdin : fopen(file->path, "rb")};
    if (!from.file)
        return refuse(files, file->path, N_("the file cannot be opened: {1}"),
                      tolv_reason_of(errno));
    setvbuf(from.file, NULL, _IONBF, 0); /* the readers have buffers of their own */
    tolv_reading reading = read_open_file(files, file, &from, options);
    if (!standard)
        fclose(from.file);
    return reading;
}

/* ---- all of them ---- */

static tolv_reading refuse_same(const tolv_ledger_files *files, size_t file) {
    for (size_t i = 0; i < file; i++)
        if (memcmp(files->files[i].digest, files->files[file].digest, TOLV_DIGEST_BYTES) == 0)
            return refuse(files, files->files[file].path,
                          N_("it is the same file as {1}, byte for byte: name it once"),
                          TOLV_TEXT_ITEM(tolv_text_of(files->files[i].path)));
    return TOLV_READING_DONE;
}

static tolv_exit exit_of(const tolv_ledger_files *files, tolv_error error, const char *path) {
    if (error == TOLV_OUT_OF_MEMORY)
        return tolv_say_no_memory(files->terminal);
    refuse(files, path,
           N_("its sums are larger than amounts can be and stay exact to the öre (2^46 kronor)"),
           TOLV_PLAIN(0));
    return TOLV_EXIT_FILE;
}

/* ---- versions ---- */

static bool read_pattern(tolv_ledger_files *files, const char *text, tolv_pattern *pattern) {
    tolv_text bad;
    *pattern = (tolv_pattern){.text = tolv_text_of("")};
    return !text || !tolv_pattern_read(&files->ledger->arena, tolv_text_of(text),
                                       TOLV_PATTERN_CODES, pattern, &bad);
}

/* Leaves out the plans of other versions than those asked for, of which there must be some. */
static tolv_exit choose_versions(tolv_ledger_files *files, const tolv_ledger_options *options) {
    tolv_pattern version, decided;
    size_t kept = 0;
    if (!options->version && !options->decided)
        return TOLV_EXIT_DONE;
    if (!read_pattern(files, options->version, &version) ||
        !read_pattern(files, options->decided, &decided))
        return tolv_say_no_memory(files->terminal);
    for (size_t i = 0; i < files->count; i++)
        kept += tolv_versions_choose(&files->files[i].ledger, &version, &decided);
    if (kept)
        return TOLV_EXIT_DONE;
    refuse(files, files->files[0].path,
           N_("no budget or forecast is of “{1}”: compare it with the columns version and decided"),
           TOLV_TEXT_ITEM(tolv_text_of(options->version ? options->version : options->decided)));
    return TOLV_EXIT_FILE;
}

/* Versions add up; of two that are whole the sum is wrong, and nobody but the user knows. */
static tolv_exit tell_versions(tolv_ledger_files *files, const tolv_ledger_options *options) {
    const tolv_ledger *ledger = files->ledger;
    uint32_t rows[2];
    char month[16];
    if (options->version)
        return TOLV_EXIT_DONE;
    if (tolv_versions_added(ledger, &files->ledger->arena, rows))
        return tolv_say_no_memory(files->terminal);
    if (rows[0] == TOLV_NONE)
        return TOLV_EXIT_DONE;
    int period = ledger->rows.period[rows[0]];
    snprintf(month, sizeof month, "%d-%02d", period / 100, period % 100);
    tolv_notice notice = {
        .severity = TOLV_WARNING,
        .file = files->files[0].path,
        .sentence = N_("account {1} has plans of version “{2}” and of “{3}” in {4}: they are "
                       "added; if each is a whole budget, choose one with --version"),
        .items = {TOLV_TEXT_ITEM(ledger->account_codes.texts[ledger->rows.account[rows[0]]]),
                  TOLV_TEXT_ITEM(tolv_version_of(ledger, rows[0])),
                  TOLV_TEXT_ITEM(tolv_version_of(ledger, rows[1])),
                  TOLV_TEXT_ITEM(tolv_text_of(month))},
        .item_count = 4};
    tolv_notify(&files->listener, &notice);
    return TOLV_EXIT_DONE;
}

static tolv_exit join(tolv_ledger_files *files, const tolv_ledger_options *options) {
    tolv_error error = TOLV_OK;
    const char *path = NULL;
    tolv_restating restating = {.changes = &files->changes};
    for (size_t i = 0; i < files->count && !error; i++) {
        ledger_file *file = &files->files[i];
        error = tolv_ledger_flatten(&file->ledger, (int)options->dimension, &file->flat);
        files->each[i] = (tolv_joined_file){file->path, &file->ledger, file->flat};
        path = file->path;
    }
    if (!error)
        error = tolv_ledger_join(files->ledger, files->each, files->count,
                                 files->has_changes ? &restating : NULL, &files->listener);
    if (files->has_changes)
        tolv_restating_close(&restating);
    return error ? exit_of(files, error, path) : TOLV_EXIT_DONE;
}

static tolv_exit read_changes(tolv_ledger_files *files, const char *path) {
    files->has_changes = path != NULL;
    return path ? tolv_unit_changes_read(&files->listener, path, &files->changes) : TOLV_EXIT_DONE;
}

tolv_exit tolv_ledger_files_trace(tolv_ledger_files *files, const tolv_read_row *rows,
                                  size_t count) {
    tolv_restating restating = {.changes = &files->changes};
    tolv_error error = tolv_books_trace(&files->books, files->each, files->count, rows, count,
                                        files->has_changes ? &restating : NULL);
    if (files->has_changes)
        tolv_restating_close(&restating);
    return error ? tolv_say_no_memory(files->terminal) : TOLV_EXIT_DONE;
}

tolv_exit tolv_ledger_files_read(tolv_ledger_files *files, const tolv_terminal *terminal,
                                 char **paths, size_t count, const tolv_ledger_options *options,
                                 const tolv_row_listener *listener) {
    *files = (tolv_ledger_files){.terminal = terminal,
                                 .listener = tolv_listener_of(terminal),
                                 .dimension = (int)options->dimension,
                                 .files = calloc(count, sizeof *files->files),
                                 .each = calloc(count, sizeof *files->each)};
    tolv_books_open(&files->books, NULL);
    files->ledger = &files->books.ledger;
    if (!files->files || !files->each)
        return tolv_say_no_memory(terminal);
    files->count = count;
    for (size_t i = 0; i < count; i++)
        tolv_ledger_open(&files->files[i].ledger, NULL);
    for (size_t i = 0; i < count; i++) {
        files->files[i].path = paths[i];
        files->files[i].ledger.listener = listener;
        files->each[i] = (tolv_joined_file){.name = paths[i], .ledger = &files->files[i].ledger};
        tolv_reading reading = read_file(files, &files->files[i], options);
        if (!reading && count > 1)
            reading = refuse_same(files, i);
        if (reading)
            return reading == TOLV_READING_REFUSED ? TOLV_EXIT_FILE : TOLV_EXIT_MACHINE;
    }
    tolv_exit status = choose_versions(files, options);
    if (!status)
        status = read_changes(files, options->changes);
    if (!status)
        status = join(files, options);
    return status ? status : tell_versions(files, options);
}

tolv_exit tolv_ledger_files_finish(tolv_ledger_files *files, const char *units,
                                   tolv_contacts *contacts) {
    tolv_books *books = &files->books;
    uint32_t dimension = tolv_units_dimension(files->ledger, files->dimension);
    int number = dimension == TOLV_NONE ? 0 : files->ledger->dimensions[dimension].number;
    tolv_exit status = TOLV_EXIT_DONE;
    if ((units || files->has_changes) && number > TOLV_DIMENSION_UNIT) {
        tolv_say_that(
            files->terminal,
            N_("tables of units and of their changes are of dimension 1, and the units of "
               "dimension {1}: leave those tables or --dimension out"),
            &TOLV_PLAIN(number), 1);
        return TOLV_EXIT_FILE;
    }
    if (units)
        status = tolv_units_read(&files->listener, units, files->ledger, &books->hierarchy,
                                 &files->ledger->arena, contacts);
    books->units = dimension;
    if (!status && tolv_books_finish(books))
        status = tolv_say_no_memory(files->terminal);
    return status;
}

void tolv_ledger_files_close(tolv_ledger_files *files) {
    for (size_t i = 0; i < files->count; i++) {
        tolv_flat_rows_close(&files->files[i].flat, files->files[i].ledger.arena.memory);
        tolv_ledger_close(&files->files[i].ledger);
    }
    free(files->files);
    free(files->each);
    tolv_books_close(&files->books);
    if (files->has_changes)
        tolv_changes_close(&files->changes);
}
