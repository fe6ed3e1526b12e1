/* SPDX-License-Identifier: MPL-2.0 */
/* What writing the files of a folder again costs, when nothing is to be found out: each part that
 * `tolv split` makes anew is deflated, and each file written as durably. split MASTER FOLDER OUT
 * prints the seconds of deflating, of writing without fsync, and of writing as Tolv does. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "ods/rewrite.h"

enum { FILES_MAX = 4096, PATH_BYTES = 4096 };

static const char *const made[] = {"content.xml", "meta.xml"};
enum { MADE = sizeof made / sizeof *made };

typedef struct sent {
    char name[256];
    tolv_text parts[MADE];
} sent;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void load(sent *to, const char *folder) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, to->name);
    tolv_document document = {.path = path};
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    for (size_t i = 0; i < MADE; i++) {
        const tolv_part *part = rewrite ? tolv_rewrite_part(rewrite, made[i]) : NULL;
        char *bytes = part ? malloc(part->length) : NULL;
        if (!bytes)
            exit(EXIT_FAILURE);
        memcpy(bytes, part->bytes, part->length);
        to->parts[i] = (tolv_text){bytes, part->length};
    }
    tolv_rewrite_close(rewrite);
}

static size_t load_all(sent *files, const char *folder) {
    size_t count = 0;
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && count < FILES_MAX && (entry = readdir(open));) {
        size_t length = strlen(entry->d_name);
        if (length < 4 || length >= sizeof files->name ||
            strcmp(entry->d_name + length - 4, ".ods") != 0)
            continue;
        memcpy(files[count].name, entry->d_name, length + 1);
        load(&files[count++], folder);
    }
    if (open)
        closedir(open);
    return count;
}

static double deflate_all(const sent *files, size_t count) {
    double begin = now();
    for (size_t i = 0; i < count * MADE; i++) {
        tolv_text part = files[i / MADE].parts[i % MADE];
        uLongf room = compressBound((uLong)part.length);
        Bytef *packed = malloc(room);
        if (!packed || compress(packed, &room, (const Bytef *)part.bytes, (uLong)part.length))
            exit(EXIT_FAILURE);
        free(packed);
    }
    return now() - begin;
}

static int no_sync(void *context, int file) {
    (void)context;
    (void)file;
    return 0;
}

static double write_all(const sent *files, size_t count, const char *master, const char *out,
                        const tolv_system *system) {
    char path[PATH_BYTES];
    tolv_document document = {.path = master};
    tolv_rewrite *rewrite = tolv_rewrite_open(&document);
    double begin = now();
    for (size_t i = 0; rewrite && i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", out, files[i].name);
        for (size_t j = 0; j < MADE; j++)
            tolv_rewrite_replace(rewrite, made[j], "text/xml", files[i].parts[j]);
        if (!tolv_rewrite_write(rewrite, path, system))
            exit(EXIT_FAILURE);
    }
    double taken = now() - begin;
    tolv_rewrite_close(rewrite);
    return taken;
}

int main(int argc, char **argv) {
    sent *files = calloc(FILES_MAX, sizeof *files);
    size_t count = files && argc == 4 ? load_all(files, argv[2]) : 0;
    tolv_system hasty = tolv_own_system;
    hasty.sync = no_sync;
    if (count)
        printf("%f %f %f\n", deflate_all(files, count),
               write_all(files, count, argv[1], argv[3], &hasty),
               write_all(files, count, argv[1], argv[3], &tolv_own_system));
    for (size_t i = 0; i < count * MADE; i++)
        free((char *)(size_t)files[i / MADE].parts[i % MADE].bytes);
    free(files);
    return count ? EXIT_SUCCESS : EXIT_FAILURE;
}
