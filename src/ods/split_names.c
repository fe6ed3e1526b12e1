/* SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "ods/split_work.h"

enum { NAME_BYTES = 100, ENDING = 4, COPIES = 32 };

/* Names of devices, whatever comes after a point (Windows). */
static const char devices[] =
    "CON, PRN, AUX, NUL, COM1, COM2, COM3, COM4, COM5, COM6, COM7, COM8, COM9, LPT1, LPT2, LPT3, "
    "LPT4, LPT5, LPT6, LPT7, LPT8, LPT9";

/* Letters that some systems hand on in parts become whole: normalization form C (Unicode Standard
 * Annex 15), at most three times as long. What is no UTF-8 becomes U+FFFD. False: memory is out. */
static bool compose(tolv_arena *arena, tolv_text *text) {
    enum { LONGEST = 1 << 20, GROWTH = 3 };
    UErrorCode code = U_ZERO_ERROR;
    int32_t given = (int32_t)(text->length < LONGEST ? text->length : LONGEST), parts, whole;
    int32_t room = given * GROWTH + 1;
    UChar *from = tolv_arena_take(arena, (size_t)room, sizeof *from);
    UChar *to = tolv_arena_take(arena, (size_t)room, sizeof *to);
    char *bytes = tolv_arena_take(arena, (size_t)room * GROWTH, 1);
    if (!from || !to || !bytes)
        return false;
    u_strFromUTF8WithSub(from, room, &parts, text->bytes, given, 0xFFFD, NULL, &code);
    whole = unorm2_normalize(unorm2_getNFCInstance(&code), from, parts, to, room, &code);
    u_strToUTF8(bytes, room * GROWTH, &parts, to, whole, &code);
    if (U_SUCCESS(code))
        *text = (tolv_text){bytes, (size_t)parts};
    return code != U_MEMORY_ALLOCATION_ERROR;
}

/* What some system does not take in a name becomes a hyphen. */
static void write_safe(tolv_writer *writer, tolv_text text) {
    writer->failed = writer->failed || !compose(writer->arena, &text);
    for (size_t i = 0; i < text.length; i++) {
        const char *at = text.bytes + i;
        bool bad = (unsigned char)*at < ' ' || *at == 127 || strchr("<>:\"/\\|?*", *at);
        tolv_write(writer, bad ? tolv_text_of("-") : (tolv_text){at, 1});
    }
}

/* At most so many bytes, whole letters, and neither spaces nor points at the end. */
static size_t cut(const char *bytes, size_t length, size_t most) {
    if (length > most)
        for (length = most; length > 0 && ((unsigned char)bytes[length] & 0xC0) == 0x80;)
            length--;
    while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == '.'))
        length--;
    return length;
}

static bool is_device(tolv_text name) {
    size_t length = 0;
    while (length < name.length && name.bytes[length] != '.')
        length++;
    return tolv_text_is_one_of((tolv_text){name.bytes, length}, devices);
}

static tolv_text without_ending(tolv_text name) {
    bool ended = name.length > ENDING &&
                 tolv_text_same((tolv_text){name.bytes + name.length - ENDING, ENDING},
                                tolv_text_of(".ods"));
    name.length -= ended ? ENDING : 0;
    return name;
}

static bool is_taken(const tolv_split_file *files, size_t count, tolv_text name) {
    for (size_t i = 0; i < count; i++)
        if (tolv_text_same(files[i].name, name))
            return true;
    return false;
}

/* The first of "name.ods", "name (2).ods", ... that no file before it has. */
static bool name_file(const tolv_splitting *at, tolv_split_file *files, size_t i,
                      const tolv_writer *wanted) {
    for (size_t copy = 1;; copy++) {
        char suffix[COPIES] = ".ods";
        tolv_writer name = {.arena = at->arena};
        if (copy > 1)
            snprintf(suffix, sizeof suffix, " (%zu).ods", copy);
        size_t length = cut(wanted->bytes, wanted->length, NAME_BYTES - strlen(suffix));
        tolv_text text = {wanted->bytes, length};
        tolv_write_string(&name, length == 0 || is_device(text) ? "_" : "");
        tolv_write(&name, text);
        tolv_write_string(&name, suffix);
        if (name.failed)
            return tolv_refuse_memory(at->document);
        files[i].name = (tolv_text){name.bytes, name.length};
        if (!is_taken(files, i, files[i].name))
            return true;
    }
}

static bool describe(const tolv_splitting *at, tolv_split_file *files, size_t i) {
    tolv_split_file *file = &files[i];
    tolv_writer codes = {.arena = at->arena}, titles = codes, name = codes;
    for (size_t j = 0; j < at->round.unit_count; j++) {
        const tolv_unit *unit = &at->round.units[j];
        if (!file->units[j])
            continue;
        tolv_write_string(&codes, codes.length ? " " : "");
        tolv_write(&codes, unit->code);
        tolv_write_string(&titles, titles.length ? ", " : "");
        tolv_write(&titles, unit->name);
    }
    const tolv_unit *first = file->first;
    if (first->file.length) {
        write_safe(&name, without_ending(first->file));
    } else if (at->options->by_manager && first->manager.length) {
        write_safe(&name, first->manager);
    } else {
        write_safe(&name, first->code);
        tolv_write_string(&name, " ");
        write_safe(&name, first->name);
    }
    file->codes = tolv_written(&codes);
    file->titles = tolv_written(&titles);
    return codes.failed || titles.failed || name.failed ? tolv_refuse_memory(at->document)
                                                        : name_file(at, files, i, &name);
}

static bool is_same_manager(const tolv_unit *a, const tolv_unit *b) {
    return a->manager.length && tolv_text_same(a->manager, b->manager) &&
           tolv_text_same(a->address, b->address);
}

bool tolv_split_name_files(tolv_splitting *at, tolv_split_file **files, size_t *count) {
    size_t units = at->round.unit_count;
    *count = 0;
    *files = tolv_arena_take(at->arena, units, sizeof **files);
    if (!*files)
        return tolv_refuse_memory(at->document);
    for (size_t i = 0; i < units; i++) {
        const tolv_unit *unit = &at->round.units[i];
        size_t of = *count;
        for (size_t j = 0; j < *count && at->options->by_manager && of == *count; j++)
            of = is_same_manager((*files)[j].first, unit) ? j : of;
        tolv_split_file *file = &(*files)[of];
        if (of == *count) {
            *file = (tolv_split_file){.units = tolv_arena_take(at->arena, units, 1), .first = unit};
            if (!file->units)
                return tolv_refuse_memory(at->document);
            memset(file->units, 0, units);
            ++*count;
        }
        file->units[i] = true;
    }
    for (size_t i = 0; i < *count; i++)
        if (!describe(at, *files, i))
            return false;
    return true;
}
